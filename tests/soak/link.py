"""Links that are killed, frozen, dropped and restarted, again and again, on real and simulated OBS.

Each cycle fails one booth, which sends, in a way drawn at random, and asks: was the loss seen in
time, is the link there again, does the server know what happened meanwhile, once and not twice,
does it know what became of the stream, and does nothing grow?
"""

import argparse
import asyncio
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import psutil

from studio_app.client import ServerConnection, StudioClient
from studio_app.domain.actions.house import RetryLink
from studio_app.domain.actions.switching import Cut
from studio_app.domain.booth import Link, LinkStatus, Switcher
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.records import RecordKey
from studio_app.domain.struct import Fact
from studio_app.rehearsal.local_obs import Xvfb
from tests.end2end.house import add_booths
from tests.end2end.simulator import Access, Simulator
from tests.real_obs import RealObs, RtmpServer, factory
from tests.soak.harness import Report, main
from tests.soak.link_streams import Streams
from tests.soak.takes import Referee, referee_of
from tests.studio_process import StudioProcess, until

SIMULATED = 3
BACK_WITHIN_S = 60.0
GROWTH_MB = 40.0
WARM_CYCLES = 5
"""After these memory is measured: until then caches fill."""
SCENES = ("Host", "AI", "Break", "Standby")
SEEN_WITHIN_S = {"kill": 1.0, "restart": 1.0, "drop": 1.0, "freeze": 8.0}
SLACK_S = 0.5
"""The machine's own lateness, and the way from the server to this client."""


class Watch:
    """What a client hears of one booth: when its link was lost, and every scene on air."""

    def __init__(self, client: StudioClient, booth: BoothId) -> None:
        self._booth = booth
        self.lost_at: float | None = None
        self.programs: list[str] = []
        client.mirror_changed.connect(self._changed)

    def forget(self) -> None:
        """Begin anew."""
        self.lost_at = None
        self.programs.clear()

    def _changed(self, _: ServerId, key: RecordKey, old: Fact | None, new: Fact | None) -> None:
        if key[1:2] != (self._booth,):
            return
        if isinstance(new, Link) and new.status is not LinkStatus.CONNECTED:
            self.lost_at = self.lost_at or time.monotonic()
        if isinstance(new, Switcher) and (
            not isinstance(old, Switcher) or old.program != new.program
        ):
            self.programs.append(new.program)


class Soak:
    """One studio through many failures."""

    def __init__(
        self, client: StudioClient, server: ServerConnection, obs: RealObs, simulator: Simulator
    ) -> None:
        self.client = client
        self.server = server
        self.obs = obs
        self.simulator = simulator
        self.booths: list[BoothId] = []
        self.watches: list[Watch] = []
        self.report = Report(name="link")
        self.streams = Streams(client, server, self.report)
        self.seen_s: dict[str, list[float]] = {name: [] for name in SEEN_WITHIN_S}
        self.back_s: list[float] = []

    async def furnish(self) -> None:
        """Put the booths on the wall; the first is the real OBS."""
        real = Access(self.obs.port, self.obs.password)
        self.booths = await add_booths(self.server, [real, *self.simulator.booths])
        self.watches = [Watch(self.client, booth) for booth in self.booths]
        for booth in self.booths:
            await until(self.client, lambda booth=booth: self.up(booth), BACK_WITHIN_S)  # type: ignore[misc]

    def up(self, booth: BoothId) -> bool:
        """Whether the booth's link stands and its facts are there."""
        link = self.server.get(Link, "link", booth)
        there = self.server.get(Switcher, "switcher", booth) is not None
        return there and link is not None and link.status is LinkStatus.CONNECTED

    async def cycle(self, number: int) -> None:
        """One failure and its end; what a booth refuses is noted, and the next one has its turn."""
        try:
            await self._cycle(number)
        except (StudioError, TimeoutError) as error:
            self.report.wrong.append(f"cycle {number}: {str(error) or type(error).__name__}")

    async def _cycle(self, number: int) -> None:
        at = 0 if number % 2 == 0 else 1 + number // 2 % SIMULATED
        booth, watch = self.booths[at], self.watches[at]
        faults = ("kill", "restart", "freeze") if at == 0 else ("kill", "drop", "freeze")
        fault = random.choice(faults)
        where = f"cycle {number}, {fault} of {'the real OBS' if at == 0 else booth}"
        sending = await self.streams.run(booth, where)
        watch.forget()
        struck = time.monotonic()
        mend = await self.strike(at, fault)
        stopped = time.monotonic()
        try:
            await until(self.client, lambda: watch.lost_at is not None, 15)
        except TimeoutError:
            self.report.wrong.append(f"{where}: the loss was never seen")
        else:
            if fault == "restart":
                struck = stopped  # an OBS that is asked to close goes on talking until it does
            seen_s = max(0.0, (watch.lost_at or struck) - struck)
            self.seen_s[fault].append(seen_s)
            limit_s = SEEN_WITHIN_S[fault] + SLACK_S
            self.report.need(seen_s < limit_s, f"{where}: the loss was seen after {seen_s:.1f} s")
        await asyncio.to_thread(mend)
        mended = time.monotonic()
        await self.server.act(RetryLink(booth=booth))
        try:
            await until(self.client, lambda: self.up(booth), BACK_WITHIN_S)
        except TimeoutError:
            self.report.wrong.append(f"{where}: not connected again in {BACK_WITHIN_S:.0f} s")
            return
        self.back_s.append(time.monotonic() - mended)
        port, password = (
            (self.obs.port, self.obs.password) if at == 0 else self.simulator.booths[at - 1]
        )
        with await asyncio.to_thread(referee_of, port, password) as referee:
            if sending is not None:
                await self.streams.check(booth, sending, referee, where)
            await self.check_events(booth, watch, referee, where)

    async def strike(self, at: int, fault: str) -> Callable[[], None]:
        """Have a booth fail; what mends it again."""
        if at > 0:
            order = self.simulator.order
            if fault == "drop":
                await asyncio.to_thread(order, "drop", at)
                return lambda: None
            await asyncio.to_thread(order, fault, at)
            return lambda: order("revive" if fault == "kill" else "clear", at)
        if fault == "freeze":
            await asyncio.to_thread(self.obs.freeze)
            return self.obs.thaw
        if fault == "kill":
            await asyncio.to_thread(self.obs.kill)
        else:
            # The port closes when OBS does: what counts is when it has, not when it was asked to.
            await asyncio.to_thread(self.obs.stop)
        return self.obs.start

    async def check_events(
        self, booth: BoothId, watch: Watch, referee: Referee, where: str
    ) -> None:
        """After the failure every cut is told once, and the referee saw the same."""
        switcher = self.server.get(Switcher, "switcher", booth)
        now = switcher.program if switcher is not None else ""
        wanted = [scene for scene in SCENES if scene != now]
        watch.forget()
        for scene in wanted:
            await self.server.act(Cut(booth=booth, scene=scene))
        await until(self.client, lambda: watch.programs[-1:] == wanted[-1:], 15)
        program = await asyncio.to_thread(lambda: referee.program)
        self.report.need(
            watch.programs == wanted, f"{where}: told {watch.programs}, cut to {wanted}"
        )
        self.report.need(program == wanted[-1], f"{where}: OBS shows {program}")


async def measure(arguments: argparse.Namespace) -> Report:
    with tempfile.TemporaryDirectory(prefix="boothdeck-soak-") as name, ExitStack() as stack:
        folder = Path(name)
        screen = Xvfb(folder)
        stack.callback(screen.stop)
        start = stack.enter_context(factory(folder, screen.display))
        receiver = RtmpServer(folder / "receiver")
        await asyncio.to_thread(receiver.start)
        stack.callback(receiver.stop)
        (obs,) = await asyncio.to_thread(lambda: start(1, stream_to=receiver.url))
        simulator = Simulator(folder / "simulator", "simulator", SIMULATED, "--still")
        stack.callback(simulator.stop)
        studio = StudioProcess(folder / "home")
        stack.callback(studio.kill)
        await asyncio.to_thread(studio.start)
        async with studio.client() as (client, server):
            soak = Soak(client, server, obs, simulator)
            await soak.furnish()
            await run(soak, psutil.Process(studio.pid), arguments.cycles)
        complaints = Counter(
            mark for mark in ("Traceback", "Task was destroyed") if mark in studio.output()
        )
        soak.report.need(not complaints, f"the server complained: {dict(complaints)}")
    return soak.report


async def run(soak: Soak, process: psutil.Process, cycles: int) -> None:
    """All cycles, with what the server's process holds before and after."""
    report = soak.report
    before_mb, before = 0.0, (0, 0)
    for number in range(cycles + WARM_CYCLES):
        if number == WARM_CYCLES:
            before_mb, before = process.memory_info().rss / 1e6, held(process)
        await soak.cycle(number)
    growth_mb = process.memory_info().rss / 1e6 - before_mb
    after = held(process)
    report.need(growth_mb < GROWTH_MB, f"the server grew by {growth_mb:.0f} MB")
    report.need(
        after[0] <= before[0] + 2 and after[1] <= before[1] + 4,
        f"threads and open files went from {before} to {after}",
    )
    report.figures.update(
        cycles=cycles,
        losses_seen=sum(map(len, soak.seen_s.values())),
        **{f"{fault}_seen_max_s": max(times) for fault, times in soak.seen_s.items() if times},
        back_max_s=max(soak.back_s, default=0.0),
        streams_lasted=soak.streams.lasted,
        streams_ended=soak.streams.ended,
        streams_stopped=soak.streams.stopped,
        memory_mb=process.memory_info().rss / 1e6,
        growth_mb=growth_mb,
        threads=after[0],
        open_files=after[1],
    )


def held(process: psutil.Process) -> tuple[int, int]:
    """How many threads and open files (sockets among them) a process has."""
    return process.num_threads(), process.num_fds()


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cycles", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1, help="of the failures that are drawn")


async def _seeded(arguments: argparse.Namespace) -> Report:
    random.seed(arguments.seed)
    return await measure(arguments)


if __name__ == "__main__":
    main(_seeded, _add_arguments)
