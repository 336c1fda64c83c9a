"""A whole studio of processes for one test: servers, OBS, consoles; it ends with the test."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from studio_app.client import ServerConnection
from studio_app.domain.actions.house import AddBooth
from studio_app.domain.ids import BoothId
from tests.end2end.console import Console
from tests.end2end.simulator import Access, Simulator
from tests.studio_process import StudioProcess


class House:
    """Starts things below one folder and on one screen, and ends them in the opposite order."""

    def __init__(self, folder: Path, display: str, stack: ExitStack) -> None:
        self.folder = folder
        self.display = display
        self._stack = stack
        self._consoles: list[Console] = []

    def server(self, name: str = "home") -> StudioProcess:
        """A running server in a home of its own."""
        made = StudioProcess(self.folder / name)
        self._stack.callback(made.kill)
        made.start()
        return made

    def simulator(self, booths: int) -> Simulator:
        """Simulated OBS in which nothing happens by itself."""
        return self._simulator(booths, "simulator", "--still")

    def demo_booths(self, booths: int) -> Simulator:
        """The living booths of the demo."""
        return self._simulator(booths, "demo-booths")

    def _simulator(self, booths: int, worker: str, *words: str) -> Simulator:
        folder = self.folder / f"{worker}-{len(list(self.folder.iterdir()))}"
        made = Simulator(folder, worker, booths, *words)
        self._stack.callback(made.stop)
        return made

    def console(self, *words: str, home: Path | None = None) -> Console:
        """A console; without `home` it has one of its own."""
        own = self.folder / f"console-{len(self._consoles)}"
        where = ("--home", str(home or own), "--language", "en", "--size", "1900x1000")
        made = Console(self.display, own, *where, *words)
        self._stack.callback(made.stop)
        self._consoles.append(made)
        return made

    def console_of(self, server: StudioProcess, *words: str) -> Console:
        """One more console of a server, let in by its account's key."""
        key = str(server.paths.local_key_file)
        return self.console("--server", server.running().url, "--token-file", key, *words)


async def add_booths(
    server: ServerConnection, booths: Sequence[Access], *, first: int = 1, name: str = "Booth"
) -> list[BoothId]:
    """Put OBS on the wall, numbered from `first`."""
    ids = [BoothId(f"booth-{number}") for number in range(first, first + len(booths))]
    for number, (booth, access) in enumerate(zip(ids, booths, strict=True), first):
        await server.act(
            AddBooth(
                booth=booth,
                number=number,
                name=f"{name} {number}",
                port=access.port,
                password=access.password,
            )
        )
    return ids
