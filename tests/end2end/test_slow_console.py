"""Three consoles on one server, one of them held: the others stay quick, the server stays small."""

import time
from collections.abc import Callable

import psutil

from studio_app.client import ServerConnection
from studio_app.domain.actions.house import EditBooth
from studio_app.domain.ids import BoothId
from tests.end2end.console import Console, View
from tests.end2end.house import House, add_booths

QUICK_S = 4.0
"""Far more than a quick window needs, far less than waiting for a held one would take."""
GROWTH_MB = 60
"""What a held console may cost; with nothing dropped, pictures alone would be more."""
HELD_AT_LEAST_S = 8.0
"""Longer than a line that says nothing is believed."""


def named(name: str) -> Callable[[View], bool]:
    """A condition: booth 01 has this name."""

    def holds(view: View) -> bool:
        tile = view.tile(1)
        return tile is not None and tile.name == name

    return holds


async def rename(connection: ServerConnection, name: str) -> None:
    """Change what every console must show."""
    await connection.act(EditBooth(booth=BoothId("booth-1"), name=name))


async def test_a_held_console_delays_nobody_and_comes_back_right(house: House) -> None:
    server = house.server()
    simulator = house.simulator(6)
    async with server.client() as (_, connection):
        await add_booths(connection, simulator.booths)
        consoles: list[Console] = [house.console_of(server) for _ in range(3)]
        for console in consoles:
            await console.sees(lambda view: len([t for t in view.tiles if t.picture]) == 6)
        held, *others = consoles
        process = psutil.Process(server.pid)
        before_mb = process.memory_info().rss / 1e6
        held.freeze()
        began = time.monotonic()
        slowest_s, name, number = 0.0, "", 0
        while number < 12 or time.monotonic() - began < HELD_AT_LEAST_S:
            number += 1
            name = f"Change {number}"
            changed = time.monotonic()
            await rename(connection, name)
            for console in others:
                view = await console.sees(named(name))
                assert len(view.tiles) == 6
                assert all(tile.confirmed for tile in view.tiles)
            slowest_s = max(slowest_s, time.monotonic() - changed)
        growth_mb = process.memory_info().rss / 1e6 - before_mb
        held.thaw()
        await held.sees(lambda view: named(name)(view) and all(t.confirmed for t in view.tiles))
        assert slowest_s < QUICK_S
        assert growth_mb < GROWTH_MB
