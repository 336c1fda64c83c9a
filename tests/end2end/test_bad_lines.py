"""Three consoles on one server, one on a slow line, one on a line that is late, lossy and breaks:
the good one is as quick as alone, the bad ones end up knowing everything, nothing twice."""

import asyncio
import statistics
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from itertools import pairwise

import msgspec

from studio_app.client import ConnectionStatus, ServerConnection, StudioClient
from studio_app.domain.actions.house import EditBooth
from studio_app.domain.actions.switching import Cut
from studio_app.domain.booth import Booth, Switcher
from studio_app.domain.feed import AuditRow, Bus, LogRows, PictureWant
from studio_app.domain.ids import BoothId, RequestId, ServerId, new_request_id
from studio_app.domain.records import RecordKey
from studio_app.domain.struct import Fact
from studio_app.support.running import read_local_key
from tests.end2end.house import House, add_booths
from tests.fakes.bad_line import BadLine, bad_line
from tests.studio_process import StudioProcess, until

BOOTHS = 4
CHANGES = 25
SCENES = ("Break", "Host")
CATCHES_UP_WITHIN_S = 40.0
QUICK_S = 0.4
"""From the act's call to every window's mirror, in the middle of what is measured; a console that
waits for a bad line waits for seconds."""
STILL = ("booth", "switcher", "link", "scene", "input")
"""Kinds of records that stand still when nobody changes anything."""


class Desk:
    """One console's client: what it knows, and all that it was ever told."""

    def __init__(self, server: StudioProcess, address: str) -> None:
        self.client = StudioClient("console")
        self.audit: list[int] = []
        self.done: Counter[str] = Counter()
        """Audit rows by request."""
        self.pictures = 0
        self.losses = 0
        self.client.log_rows.connect(self._rows)
        self.client.picture.connect(lambda *_: self._picture())
        self.client.servers_changed.connect(self._changed)
        self.connection: ServerConnection = self.client.add_server(
            address, lambda: read_local_key(server.paths)
        )

    def watch(self, booths: Sequence[BoothId]) -> None:
        """Show all that a console shows."""
        wants = [PictureWant(booth=booth, bus=Bus.PROGRAM, fps=5, width=320) for booth in booths]
        self.connection.watch_pictures(wants)
        self.connection.watch_meters(booths)
        self.connection.watch_log("audit")

    def known(self) -> dict[RecordKey, Fact]:
        """What it holds for true, of what stands still."""
        records = self.connection.records()
        return {key: fact for key, fact in records.items() if key[0] in STILL}

    def _rows(self, _: ServerId, rows: LogRows) -> None:
        for row in rows.rows:
            self.audit.append(row.cursor)
            self.done[msgspec.msgpack.decode(row.data, type=AuditRow).request_id] += 1

    def _picture(self) -> None:
        self.pictures += 1

    def _changed(self, connection: ServerConnection) -> None:
        self.losses += connection.status is ConnectionStatus.LOST


@asynccontextmanager
async def desk(server: StudioProcess, address: str) -> AsyncIterator[Desk]:
    """A console that is connected."""
    made = Desk(server, address)
    try:
        connected = partial(_connected, made.connection)
        await until(made.client, connected, CATCHES_UP_WITHIN_S)
        yield made
    finally:
        await made.client.close()


def _connected(connection: ServerConnection) -> bool:
    return connection.status is ConnectionStatus.CONNECTED


async def change_all(operator: Desk, watcher: Desk, booths: Sequence[BoothId]) -> list[float]:
    """Change something on air and something in the settings, many times; after how many seconds
    the watcher saw each."""
    loop = asyncio.get_running_loop()
    took_s: list[float] = []
    for number in range(CHANGES):
        booth = booths[number % len(booths)]
        now = watcher.connection.get(Switcher, "switcher", booth)
        scene = next(each for each in SCENES if now is None or each != now.program)
        host = f"Host {number}"

        def seen(booth: BoothId = booth, scene: str = scene, host: str = host) -> bool:
            settings = watcher.connection.get(Booth, "booth", booth)
            switcher = watcher.connection.get(Switcher, "switcher", booth)
            return bool(
                settings and settings.host == host and switcher and switcher.program == scene
            )

        began_s = loop.time()
        await asyncio.gather(
            operator.connection.act(Cut(booth=booth, scene=scene)),
            operator.connection.act(EditBooth(booth=booth, host=host)),
            until(watcher.client, seen),
        )
        took_s.append(loop.time() - began_s)
    return took_s


async def break_now_and_then(line: BadLine) -> None:
    """Reset the line's connections, soon and then every few seconds."""
    await asyncio.sleep(1.0)
    while True:
        line.cut()
        await asyncio.sleep(2.5)


async def test_a_slow_and_a_bad_line_delay_nobody_and_lose_nothing(house: House) -> None:
    server = house.server()
    simulator = house.simulator(BOOTHS)
    direct = server.running().url.removeprefix("http://")
    async with AsyncExitStack() as stack:
        operator = await stack.enter_async_context(desk(server, direct))
        booths = await add_booths(operator.connection, simulator.booths)
        good = await stack.enter_async_context(desk(server, direct))
        good.watch(booths)
        for booth in booths:
            there = partial(good.connection.get, Switcher, "switcher", booth)
            await until(good.client, lambda there=there: there() is not None)  # type: ignore[misc]
        alone_s = await change_all(operator, good, booths)

        slow_line = await stack.enter_async_context(bad_line(direct))
        slow_line.bytes_per_s, slow_line.delay_s = 60_000, 0.05
        lossy_line = await stack.enter_async_context(bad_line(direct))
        lossy_line.delay_s, lossy_line.loss = 0.15, 0.1
        slow = await stack.enter_async_context(desk(server, slow_line.address))
        bad = await stack.enter_async_context(desk(server, lossy_line.address))
        for console in (slow, bad):
            console.watch(booths)
        breaking = asyncio.create_task(break_now_and_then(lossy_line))
        try:
            pictures = good.pictures
            requests = [new_request_id() for _ in range(6)]
            together_s, _ = await asyncio.gather(
                change_all(operator, good, booths), act_all(bad, requests, booths[0])
            )
            pictures = good.pictures - pictures
        finally:
            breaking.cancel()
            await asyncio.gather(breaking, return_exceptions=True)

        # The good one is as quick as before, in what it is told and in what it is shown.
        assert statistics.median(together_s) < statistics.median(alone_s) + QUICK_S
        assert pictures > BOOTHS * sum(together_s)
        # The bad one was lost again and again, and none of its wishes was done twice or never.
        assert bad.losses > 0
        assert lossy_line.connections > 1
        for console in (good, slow, bad):
            await until(
                console.client, partial(_caught_up, console, good, requests), CATCHES_UP_WITHIN_S
            )
            assert [console.done[request] for request in requests] == [1] * len(requests)
            assert all(before < after for before, after in pairwise(console.audit))
            assert console.pictures > 0
        assert slow.losses == 0


async def act_all(console: Desk, requests: Sequence[RequestId], booth: BoothId) -> None:
    """Wishes from the bad line: each is answered in the end, or asked again under its id."""
    for number, request in enumerate(requests):
        await console.connection.act(
            EditBooth(booth=booth, name=f"Renamed {number}"), request_id=request
        )


def _caught_up(console: Desk, good: Desk, requests: Sequence[RequestId]) -> bool:
    """Whether a console knows what the good one knows: state, and the record of all wishes."""
    return (
        _connected(console.connection)
        and console.known() == good.known()
        and set(requests) <= set(console.done)
        and set(good.audit[-10:]) <= set(console.audit)
    )
