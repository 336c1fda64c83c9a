"""Looks for OBS: on this machine, and at OBS's own port on the local network when asked."""

import asyncio
import json
import logging
import os
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from ipaddress import IPv4Network
from pathlib import Path

from studio_app.domain.actions.house import BoothTest, FindObs, FoundObs
from studio_app.domain.booth import Booth
from studio_app.domain.ids import BoothId
from studio_app.services.action_desk import ActionContext, ActionDesk, Outcome
from studio_app.stores.booths import BoothStore
from studio_app.support.network import is_this_machine, own_networks

log = logging.getLogger(__name__)

OBS_PORT = 4455
PORTS_HERE = range(OBS_PORT, OBS_PORT + 6)
AT_ONCE = 32
HERE_WITHIN_S = 2.0
NETWORK_WITHIN_S = 1.0


Try = Callable[[str, int, str, float], Awaitable[BoothTest]]
"""Host, port, password and seconds to wait: `studio_app.obs.probe.try_obs`."""


class ObsFinder:
    """Carries out booth.find. What is looked at can be given, so that a test leaves the network
    alone."""

    def __init__(
        self,
        store: BoothStore,
        try_obs: Try,
        *,
        config_folders: Sequence[Path] | None = None,
        ports_here: Sequence[int] = PORTS_HERE,
        networks: Callable[[], Sequence[IPv4Network]] = own_networks,
        network_port: int = OBS_PORT,
    ) -> None:
        self._store = store
        self._try = try_obs
        self._folders = obs_folders() if config_folders is None else config_folders
        self._ports_here = ports_here
        self._networks = networks
        self._network_port = network_port

    def bind(self, desk: ActionDesk) -> None:
        """Offer booth.find."""
        desk.bind(FindObs, self._find)

    async def _find(self, action: FindObs, context: ActionContext) -> Outcome:
        await context.progress(0.0, "Looking on this machine")
        ports = await asyncio.to_thread(self._likely_ports)
        here = [("127.0.0.1", port) for port in ports]
        found = await self._look(here, HERE_WITHIN_S, context, 0.0, 0.1 if action.network else 1.0)
        if action.network:
            networks = await asyncio.to_thread(self._networks)
            places = [
                (str(host), self._network_port)
                for network in networks
                for host in network.hosts()
                if not is_this_machine(str(host)) or host.is_loopback
            ]
            known = {(one.address, one.port) for one in found}
            places = [place for place in places if place not in known]
            found += await self._look(places, NETWORK_WITHIN_S, context, 0.1, 1.0)
        return Outcome(tuple(found))

    def _likely_ports(self) -> list[int]:
        """OBS's usual ports, the ones that its settings name, and those of booths here."""
        booths = [self._store.get(Booth, "booth", booth) for booth in self._store.booths()]
        local = [booth.address for booth in booths if booth is not None and booth.local]
        ports = [int(address.rpartition(":")[2]) for address in local]
        return list(dict.fromkeys([*self._ports_here, *configured_ports(self._folders), *ports]))

    async def _look(
        self,
        places: Sequence[tuple[str, int]],
        within_s: float,
        context: ActionContext,
        begin: float,
        end: float,
    ) -> list[FoundObs]:
        """Say hello at every place, some at once; in the order of the places."""
        found: dict[tuple[str, int], FoundObs] = {}
        waiting = iter(places)
        done = 0

        async def look_on() -> None:
            nonlocal done
            for host, port in waiting:
                test = await self._try(host, port, "", within_s)
                done += 1
                if is_obs(test):
                    found[host, port] = FoundObs(
                        address=host,
                        port=port,
                        websocket_version=test.websocket_version,
                        needs_password=test.problem is not None,
                        booth=self._booth_at(host, port),
                    )
                share = begin + (end - begin) * done / len(places)
                await context.progress(share, f"Looked at {done} of {len(places)} addresses")

        async with asyncio.TaskGroup() as group:
            for number in range(min(AT_ONCE, len(places))):
                group.create_task(look_on(), name=f"find OBS {number}")
        return [found[place] for place in places if place in found]

    def _booth_at(self, host: str, port: int) -> BoothId | None:
        for booth_id in self._store.booths():
            booth = self._store.get(Booth, "booth", booth_id)
            if booth is None:
                continue
            its_host, _, its_port = booth.address.rpartition(":")
            same_machine = its_host == host or (booth.local and is_this_machine(host))
            if same_machine and its_port == str(port):
                return booth_id
        return None


def is_obs(test: BoothTest) -> bool:
    """Whether what a trial without a password met is an OBS: it let us in or asked for one."""
    return test.problem is None or test.problem.code in ("link_wrong_password", "link_not_ready")


def obs_folders() -> tuple[Path, ...]:
    """Where OBS keeps its settings on this system."""
    if sys.platform == "win32":
        return (Path(os.environ.get("APPDATA", Path.home())) / "obs-studio",)
    if sys.platform == "darwin":
        return (Path.home() / "Library/Application Support/obs-studio",)
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    flatpak = Path.home() / ".var/app/com.obsproject.Studio/config"
    return (config / "obs-studio", flatpak / "obs-studio")


def configured_ports(folders: Sequence[Path]) -> Iterator[int]:
    """The WebSocket ports that OBS's own settings name; what cannot be read names none."""
    for folder in folders:
        try:
            text = (folder / "plugin_config/obs-websocket/config.json").read_text("utf-8-sig")
            port = json.loads(text).get("server_port")
            if isinstance(port, int) and 0 < port < 65536:
                yield port
        except (OSError, ValueError, AttributeError):
            pass
        for name in ("global.ini", "user.ini"):  # OBS 28 to 30 keep it there
            try:
                text = (folder / name).read_text("utf-8-sig")
            except (OSError, ValueError):
                continue
            for line in text.splitlines():
                key, _, value = line.partition("=")
                if key.strip() == "ServerPort" and value.strip().isdigit():
                    yield int(value)
