"""What this machine is called on the network, and which networks it is part of."""

import contextlib
import socket
from ipaddress import IPv4Network, ip_address, ip_network

# Addresses that nothing is sent to: asking the system which of ours it would use sends nothing.
_PROBES = ("192.0.2.1", "10.255.255.255", "172.31.255.255", "192.168.255.255")


def is_loopback(host: str) -> bool:
    """Whether a name or address can only mean this machine."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def is_this_machine(host: str) -> bool:
    """Whether a name or address means the machine that we run on; asks no other machine."""
    if is_loopback(host):
        return True
    plain = host.strip("[]")
    try:
        family = socket.AF_INET6 if ip_address(plain).version == 6 else socket.AF_INET
    except ValueError:
        return plain.lower().split(".")[0] == socket.gethostname().lower().split(".")[0]
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as trial:
            trial.bind((plain, 0))  # the system lets nobody be an address that is not ours
    except OSError:
        return False
    return True


def own_addresses() -> set[str]:
    """This machine's IPv4 addresses in private networks, as far as the system tells."""
    found: set[str] = set()
    for probe in _PROBES:
        with (
            contextlib.suppress(OSError),
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as trial,
        ):
            trial.connect((probe, 9))
            found.add(trial.getsockname()[0])
    with contextlib.suppress(OSError):
        for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET):
            found.add(str(entry[4][0]))
    return {
        address
        for address in found
        if ip_address(address).is_private and not ip_address(address).is_loopback
    }


def own_networks() -> tuple[IPv4Network, ...]:
    """The 256 addresses around each of ours: what is called the local network."""
    networks = {ip_network(f"{address}/24", strict=False) for address in own_addresses()}
    return tuple(sorted(net for net in networks if isinstance(net, IPv4Network)))
