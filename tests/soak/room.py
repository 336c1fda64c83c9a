"""A room of 32 simulated booths that fail at random for eight hours' worth of failures, at speed.

Each booth fails about as often in a minute as a bad one does in an hour: it is killed, it freezes,
its receiver dies, its line is too thin, its disk fills, its processor has no time left, its program
is black, stands still or falls silent; and a switch takes eight at once, by its power or by a cable
that carries nothing any more. Asked is each time: does
its alarm stand, within its time; is a switch one alarm; does it clear when all is well; and at the
end: is none left over, is each in the history raised and cleared, has the server grown?
"""

import argparse
import asyncio
import itertools
import os
import random
import signal
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import NamedTuple

import psutil

from studio_app.client import ServerConnection, StudioClient
from studio_app.domain.actions.alarms import AcknowledgeAlarm
from studio_app.domain.alarm import Alarm, AlarmKind
from studio_app.domain.booth import Link as LinkRecord
from studio_app.domain.booth import LinkStatus, Output, OutputStatus
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.records import RecordKey
from studio_app.domain.struct import Fact
from tests.end2end.house import add_booths
from tests.end2end.simulator import Simulator
from tests.fakes.bad_line import BadLine, bad_line
from tests.soak.harness import Report, main
from tests.studio_process import StudioProcess, until

BOOTHS = 32
ON_ONE_SWITCH = 8
FAILURES_AN_HOUR = 2
"""Of each booth, in a bad night."""
HOURS = 8
CI_MINUTES = 10.0
REST_S = (5.0, 90.0)
"""Between two failures of a booth. Shorter ones would make every alarm one that comes again."""
SWITCH_REST_S = (35.0, 60.0)
READY_WITHIN_S = 60.0
CLEAR_WITHIN_S = 45.0
STOP_WITHIN_S = 20.0
GROWTH_MB = 25.0
SETTINGS = """
[alarms]
figures_s = 1
cpu_s = 5
silent_s = 10
unproven_min = 0
"""
LINK = frozenset({AlarmKind.LINK_LOST, AlarmKind.OBS_HANGS, AlarmKind.OBS_NOT_READY})
SEND = frozenset(
    {
        AlarmKind.STREAM_RECONNECTING,
        AlarmKind.STREAM_STALLED,
        AlarmKind.STREAM_STOPPED,
        AlarmKind.CONGESTED,
        AlarmKind.SKIPPED,
    }
)


class Fault(NamedTuple):
    """One way to fail: what is ordered, how it is mended, which alarm must come, and when."""

    order: tuple[str, dict[str, object]]
    mend: str
    kinds: frozenset[AlarmKind]
    within_s: float


FAULTS: dict[str, Fault] = {
    "kill": Fault(("kill", {}), "revive", LINK, 12.0),
    "freeze": Fault(("freeze", {}), "clear", LINK, 14.0),
    "receiver": Fault(("stream_lie", {"lie": "reconnecting"}), "clear", SEND, 9.0),
    "line": Fault(("stream_lie", {"lie": "congested"}), "clear", SEND, 20.0),
    "disk": Fault(("disk_full", {}), "clear", frozenset({AlarmKind.DISK_LOW}), 12.0),
    "cpu": Fault(("busy", {}), "clear", frozenset({AlarmKind.CPU_HIGH}), 15.0),
    "black": Fault(("black", {}), "clear", frozenset({AlarmKind.BLACK}), 16.0),
    "still": Fault(("still", {}), "clear", frozenset({AlarmKind.FROZEN}), 22.0),
    "silent": Fault(("silent", {}), "clear", frozenset({AlarmKind.SILENT}), 20.0),
}
SWITCH_WITHIN_S = {"cable": 14.0, "power": 12.0}


class Mirror:
    """The alarms as a client sees them, and a way to wait for them."""

    def __init__(self, client: StudioClient, server: ServerConnection) -> None:
        self._server = server
        self._changed = asyncio.Condition()
        self._wake: set[asyncio.Task[None]] = set()
        self.most = 0
        self.seen: set[str] = set()
        client.mirror_changed.connect(self._hear)

    def _hear(self, _: ServerId, key: RecordKey, old: Fact | None, new: Fact | None) -> None:
        if key[0] != "alarm":
            return
        self.seen.add(key[1])
        self.most = max(self.most, len(self.standing()))
        task = asyncio.create_task(self._notify(), name="soak wake")
        self._wake.add(task)
        task.add_done_callback(self._wake.discard)

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def standing(self) -> dict[str, Alarm]:
        """Those that stand, by id."""
        found = {key[1]: self._server.get(Alarm, *key) for key in self._server.keys("alarm")}
        return {id_: alarm for id_, alarm in found.items() if alarm is not None and alarm.standing}

    def of(self, booth: BoothId, kinds: frozenset[AlarmKind] | None = None) -> list[str]:
        """Ids of the standing alarms that list a booth."""
        return [
            id_
            for id_, alarm in self.standing().items()
            if booth in alarm.booths and (kinds is None or alarm.kind in kinds)
        ]

    async def until(self, condition: Callable[[], bool], within_s: float) -> bool:
        """Whether it comes true in time."""
        try:
            async with asyncio.timeout(within_s), self._changed:
                await self._changed.wait_for(condition)
        except TimeoutError:
            return False
        return True


class Soak:
    """One studio through a bad night."""

    def __init__(
        self,
        mirror: Mirror,
        server: ServerConnection,
        simulator: Simulator,
        cables: Sequence[BadLine],
    ) -> None:
        """`cables`: what goes through the switch, to the last of the booths."""
        self._mirror = mirror
        self._server = server
        self._simulator = simulator
        self._cables = cables
        self._turn = asyncio.Lock()
        self._over = asyncio.Event()
        self.report = Report(name="room")
        self.booths: list[BoothId] = []
        self.struck: Counter[str] = Counter()
        self.raised_s: dict[str, list[float]] = {name: [] for name in (*FAULTS, *SWITCH_WITHIN_S)}
        self.cleared_s: list[float] = []
        self.switch_alarms: list[int] = []
        self.acknowledged = 0

    @property
    def failures(self) -> int:
        """How often a booth has failed."""
        return sum(self.struck.values()) + (ON_ONE_SWITCH - 1) * self.switches

    @property
    def switches(self) -> int:
        """How often the switch has failed."""
        return sum(self.struck[way] for way in SWITCH_WITHIN_S)

    async def order(self, do: str, number: int, **more: object) -> None:
        """Have the simulator do something to a booth (from 1)."""
        async with self._turn:
            await asyncio.to_thread(lambda: self._simulator.order(do, number, **more))

    async def furnish(self, client: StudioClient) -> None:
        """Put the booths on the wall, all sending."""
        booths = list(self._simulator.booths)
        for place, cable in enumerate(self._cables, len(booths) - len(self._cables)):
            booths[place] = booths[place]._replace(port=cable.port)
        self.booths = await add_booths(self._server, booths)
        for number in range(1, len(self.booths) + 1):
            await self.order("start_stream", number)
        await until(client, lambda: all(map(self.well, self.booths)), READY_WITHIN_S)

    def well(self, booth: BoothId) -> bool:
        """Whether the booth is linked and sends."""
        link = self._server.get(LinkRecord, "link", booth)
        stream = self._server.get(Output, "output", booth, "stream")
        linked = link is not None and link.status is LinkStatus.CONNECTED
        return linked and stream is not None and stream.status is OutputStatus.ACTIVE

    async def run(self, failures: int, seconds: float) -> None:
        """All booths, until they have failed so often or so much time has passed."""
        alone = len(self.booths) - ON_ONE_SWITCH
        deadline = time.monotonic() + seconds
        async with asyncio.TaskGroup() as group:
            for number in range(1, alone + 1):
                group.create_task(self._fail_on(number), name=f"soak booth {number}")
            switch = range(alone + 1, len(self.booths) + 1)
            group.create_task(self._switch_on(switch), name="soak switch")
            while await self._rest(0.2):
                if self.failures >= failures or time.monotonic() >= deadline:
                    self._over.set()

    async def _rest(self, seconds: float) -> bool:
        """Let some time pass; False when it is over."""
        try:
            async with asyncio.timeout(seconds):
                await self._over.wait()
        except TimeoutError:
            return True
        return False

    async def _fail_on(self, number: int) -> None:
        """One booth: fails, is seen, is mended, is well; again and again."""
        while await self._rest(random.uniform(*REST_S)):
            name = random.choice(list(FAULTS))
            fault = FAULTS[name]
            self.struck[name] += 1
            struck = time.monotonic()
            do, more = fault.order
            await self.order(do, number, **more)
            where = f"booth {number}, {name}"
            booth = self.booths[number - 1]
            if await self._mirror.until(
                lambda booth=booth, fault=fault: bool(self._mirror.of(booth, fault.kinds)),  # type: ignore[misc]
                fault.within_s,
            ):
                self.raised_s[name].append(time.monotonic() - struck)
                await self._acknowledge(booth)
            else:
                self.report.wrong.append(f"{where}: no alarm in {fault.within_s:.0f} s")
            await asyncio.sleep(random.uniform(0, 3))
            await self.order(fault.mend, number)
            await self._clears([booth], where)

    async def _switch_on(self, numbers: Sequence[int]) -> None:
        """Booths that share a switch: they fall together, and are one alarm."""
        booths = [self.booths[number - 1] for number in numbers]
        rest_s, ways = REST_S[0], itertools.cycle(SWITCH_WITHIN_S)
        while await self._rest(rest_s):
            rest_s, way = random.uniform(*SWITCH_REST_S), next(ways)
            self.struck[way] += 1
            struck = time.monotonic()
            await self._switch(way, numbers, works=False)
            if await self._mirror.until(
                lambda: all(self._mirror.of(booth, LINK) for booth in booths), SWITCH_WITHIN_S[way]
            ):
                self.raised_s[way].append(time.monotonic() - struck)
                alarms = {id_ for booth in booths for id_ in self._mirror.of(booth, LINK)}
                self.switch_alarms.append(len(alarms))
            else:
                within_s = SWITCH_WITHIN_S[way]
                self.report.wrong.append(f"{way}: not every booth has an alarm in {within_s:.0f} s")
            await asyncio.sleep(random.uniform(0, 3))
            await self._switch(way, numbers, works=True)
            await self._clears(booths, way)

    async def _switch(self, way: str, numbers: Sequence[int], *, works: bool) -> None:
        """Take a switch from its booths, or give it back."""
        if way == "cable":
            for cable in self._cables:
                cable.flow() if works else cable.hold()
            return
        for number in numbers:
            await self.order("revive" if works else "kill", number)

    async def _acknowledge(self, booth: BoothId) -> None:
        """Every other time somebody takes notice; it may have cleared at that very moment."""
        if random.random() < 0.5:
            return
        for id_ in self._mirror.of(booth):
            try:
                await self._server.act(AcknowledgeAlarm(alarm=id_))
            except StudioError as error:
                if error.problem.code != "no_such_alarm":
                    raise
            else:
                self.acknowledged += 1

    async def _clears(self, booths: Sequence[BoothId], where: str) -> None:
        mended = time.monotonic()
        if await self._mirror.until(
            lambda: not any(self._mirror.of(booth) for booth in booths), CLEAR_WITHIN_S
        ):
            self.cleared_s.append(time.monotonic() - mended)
        else:
            left = [self._mirror.standing()[id_] for b in booths for id_ in self._mirror.of(b)]
            self.report.wrong.append(f"{where}: mended, but there still stands {left}")

    async def ends(self) -> None:
        """All is mended: nothing may be left over."""
        gone = await self._mirror.until(lambda: not self._mirror.standing(), CLEAR_WITHIN_S)
        self.report.need(gone, f"left over at the end: {self._mirror.standing()}")


class Memory:
    """What a process holds, sampled through the run."""

    def __init__(self, process: psutil.Process) -> None:
        self._process = process
        self.mb: list[float] = []
        self.held: list[tuple[int, int]] = []

    async def watch(self) -> None:
        """Sample until cancelled."""
        while True:
            self.look()
            await asyncio.sleep(1.0)

    def look(self) -> None:
        """One sample: megabytes, and threads and open files."""
        self.mb.append(self._process.memory_info().rss / 1e6)
        self.held.append((self._process.num_threads(), self._process.num_fds()))

    @property
    def growth_mb(self) -> float:
        """From the second quarter of the run to the last one; before that caches fill."""
        quarter = max(1, len(self.mb) // 4)
        early, late = self.mb[quarter : 2 * quarter] or self.mb, self.mb[-quarter:]
        return sum(late) / len(late) - sum(early) / len(early)


def history_of(home: Path, report: Report) -> int:
    """Hold the history in the database against itself; how many times an alarm was raised."""
    (file,) = home.rglob("studio.sqlite3")
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        counted: dict[str, Counter[str]] = {}
        told: dict[str, list[tuple[int, int, str]]] = {}
        query = "SELECT id, at, alarm, event FROM alarm_events ORDER BY id"
        for row, at, alarm, event in connection.execute(query):
            counted.setdefault(alarm, Counter())[event] += 1
            told.setdefault(alarm, []).append((row, at, event))
    finally:
        connection.close()
    for alarm, events in counted.items():
        report.need(
            events["raised"] == events["cleared"] > 0,
            f"alarm {alarm} was raised {events['raised']} and cleared {events['cleared']} times: "
            f"{told[alarm]}",
        )
    return sum(events["raised"] for events in counted.values())


async def measure(arguments: argparse.Namespace) -> Report:
    random.seed(arguments.seed)
    failures = HOURS * FAILURES_AN_HOUR * BOOTHS
    seconds = arguments.minutes * 60 if arguments.minutes else float("inf")
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="boothdeck-soak-")))
        simulator = Simulator(folder / "simulator", "simulator", BOOTHS, "--still", "--inputs", "1")
        stack.callback(simulator.stop)
        studio = StudioProcess(folder / "home")
        studio.home.mkdir()
        (studio.home / "studio.toml").write_text(SETTINGS, encoding="utf-8")
        stack.callback(studio.kill)
        os.environ["PYTHONFAULTHANDLER"] = "1"  # for `_ends`
        await asyncio.to_thread(studio.start)
        cables = [
            await stack.enter_async_context(bad_line(f"127.0.0.1:{obs.port}"))
            for obs in simulator.booths[-ON_ONE_SWITCH:]
        ]
        async with studio.client() as (client, server):
            mirror = Mirror(client, server)
            soak = Soak(mirror, server, simulator, cables)
            await soak.furnish(client)
            memory = Memory(psutil.Process(studio.pid))
            sampling = asyncio.create_task(memory.watch(), name="soak memory")
            began = time.monotonic()
            await soak.run(failures, seconds)
            took_s = time.monotonic() - began
            sampling.cancel()
            await asyncio.gather(sampling, return_exceptions=True)
            await soak.ends()
        report = soak.report
        stopped = await asyncio.to_thread(_ends, psutil.Process(studio.pid))
        report.need(stopped, f"the server did not stop: {studio.output()}")
        raised = history_of(studio.home, report)
        output = studio.output()
        report.need("Traceback" not in output, f"the server complained: {output[-800:]}")
    _judge(soak, memory, report)
    report.figures.update(
        booths=BOOTHS,
        failures=soak.failures,
        worth_hours=soak.failures / (FAILURES_AN_HOUR * BOOTHS),
        took_min=took_s / 60,
        alarms_raised=raised,
        most_at_once=mirror.most,
        acknowledged=soak.acknowledged,
        switches=soak.switches,
        switch_alarms_most=max(soak.switch_alarms, default=0),
        **{f"{name}_raised_max_s": max(times) for name, times in soak.raised_s.items() if times},
        cleared_max_s=max(soak.cleared_s, default=0.0),
        memory_mb=memory.mb[-1],
        growth_mb=memory.growth_mb,
        threads=memory.held[-1][0],
        open_files=memory.held[-1][1],
    )
    return report


def _ends(process: psutil.Process) -> bool:
    """Ask a server to stop; False, and every thread's stack in its output, when it does not."""
    process.terminate()
    try:
        process.wait(STOP_WITHIN_S)
    except psutil.TimeoutExpired:
        process.send_signal(signal.SIGABRT)
        process.wait()
        return False
    return True


def _judge(soak: Soak, memory: Memory, report: Report) -> None:
    """What only the whole run shows."""
    report.need(soak.failures > 0, "nothing ever failed")
    report.need(memory.growth_mb < GROWTH_MB, f"the server grew by {memory.growth_mb:.0f} MB")
    # A booth that falls alone within the same seconds may draw some of the eight to its alarm.
    report.need(
        max(soak.switch_alarms, default=1) <= 2,
        f"a switch was more than one alarm: {soak.switch_alarms}",
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What a run takes."""
    parser.add_argument(
        "--minutes",
        type=float,
        default=CI_MINUTES if os.environ.get("CI") else 0.0,
        help=f"end after so long (0: eight hours' failures); {CI_MINUTES:g} on a build machine",
    )
    parser.add_argument("--seed", type=int, default=1, help="of the failures that are drawn")


if __name__ == "__main__":
    main(measure, add_arguments)
