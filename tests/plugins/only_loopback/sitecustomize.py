"""Lets a plugin's process under test reach nothing but this machine."""

import errno
import ipaddress
import socket
from typing import Any

_connect = socket.socket.connect
_getaddrinfo = socket.getaddrinfo


def _is_here(host: object) -> bool:
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return host in (None, "", "localhost")


def _connect_here(self: socket.socket, address: Any) -> None:
    if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
        raise OSError(errno.ENETUNREACH, f"{address[0]} is not this machine")
    _connect(self, address)


def _look_up_here(host: Any, *args: Any, **more: Any) -> Any:
    if not _is_here(host.decode() if isinstance(host, bytes) else host):
        raise socket.gaierror(socket.EAI_NONAME, f"{host} is not this machine")
    return _getaddrinfo(host, *args, **more)


socket.socket.connect = _connect_here  # type: ignore[method-assign, assignment]
socket.getaddrinfo = _look_up_here
