"""Take: from the click to OBS's own event, through all of BoothDeck, beside plain obsws-python.

Both work on one real OBS in one run, by turns: first alone, then while 1,000 events a second of
ten other booths flow to the one whose turn it is. A tap on the wire tells
what BoothDeck adds to OBS's own time: from the click to the request, and from OBS's event to the
client's mirror. Where the system allows it, everything that is measured, ours and the peer's, has
cores of its own and goes first: OBS renders in software here, on all the cores there are, where a
booth has a graphics card.
"""

import argparse
import asyncio
import contextlib
import itertools
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from studio_app.client import ServerConnection, StudioClient
from studio_app.domain.actions.house import AddBooth
from studio_app.domain.actions.switching import ChooseTransition, SetPreview, SetStudioMode, Take
from studio_app.domain.booth import Link, LinkStatus, Switcher
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.records import RecordKey
from studio_app.domain.struct import Fact
from tests.bench.harness import Figures, Result, main, percentile
from tests.real_obs import ObsFactory, RealObs, Xvfb
from tests.studio_process import StudioProcess, until

BOOTH = BoothId("bench")
SCENES = ("Host", "AI")
OTHERS = 10
OTHER_EVENTS_PER_S = 1000
PAUSE_S = 0.12
FRAME_S = 1 / 30
PREFERRED = -10
"""As nice(2) counts: above all that is 0."""
BUSY_FOR_S = 0.2
"""How long the faders are ridden before a turn, and how long a turn waits after another's."""


Access = tuple[int, str]
"""Port on loopback, and password."""


class Talker:
    """A helper process spoken to line by line."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, *arguments: str) -> "Talker":
        """`python -m arguments…`, a module first."""
        return cls(
            await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                *arguments,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=1 << 22,
            )
        )

    def tell(self, line: str) -> None:
        """Send one line."""
        if self._process.stdin is not None:
            self._process.stdin.write(line.encode() + b"\n")

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    async def hear(self) -> str:
        """The next line; raises EOFError when the process has ended."""
        stdout = self._process.stdout
        line = await stdout.readline() if stdout is not None else b""
        if not line:
            raise EOFError("a helper process of the bench ended")
        return line.decode()

    async def end(self) -> None:
        """Close its stdin, which ends it, and wait."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        await self._process.wait()


def prefer(pid: int) -> None:
    """Let the system run a process before others, where it allows that; 0 is this one. On Linux
    each thread has a priority of its own, and threads to come take that of who starts them."""
    threads = [pid]
    with contextlib.suppress(OSError):
        folder = Path(f"/proc/{pid or os.getpid()}/task")
        threads = [int(thread.name) for thread in folder.iterdir()]
    for thread in threads:
        with contextlib.suppress(PermissionError, ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, thread, PREFERRED)


def keep_apart(loads: Sequence[int], measured: Sequence[int]) -> None:
    """Give what only makes load (OBS's rendering, the other booths) the first half of the cores,
    and what is measured, ours and the peer's, the second; where the system allows it."""
    if sys.platform != "linux":
        return
    cores = sorted(os.sched_getaffinity(0))
    half = len(cores) // 2
    for pids, mine in ((loads, cores[:half]), (measured, cores[half:])):
        for pid in pids if half else ():
            for thread in Path(f"/proc/{pid or os.getpid()}/task").iterdir():
                with contextlib.suppress(OSError):  # it has ended
                    os.sched_setaffinity(int(thread.name), mine)


class Ours(NamedTuple):
    """One take of ours: all of it, and the part that is not OBS's, in milliseconds."""

    total_ms: float
    overhead_ms: float


class Bench:
    """The studio, the tap, the peer: everything connected to one OBS."""

    def __init__(self, client: StudioClient, server: ServerConnection, tap: Talker) -> None:
        self._client = client
        self._server = server
        self._tap = tap
        self.changed = 0
        """Changes of other booths that came to this client's mirror."""
        client.mirror_changed.connect(self._count)

    def _count(self, _: ServerId, key: RecordKey, old: Fact | None, new: Fact | None) -> None:
        if key[0] == "input" and key[1] != BOOTH:
            self.changed += 1

    async def prepare(self, booths: Sequence[Access]) -> None:
        """Add the booths, the real one first; on it studio mode, a Cut transition, one scene on
        air and the other next."""
        for number, (port, password) in enumerate(booths, 1):
            booth = BOOTH if number == 1 else BoothId(f"other-{number}")
            await self._server.act(
                AddBooth(booth=booth, number=number, name=booth, port=port, password=password)
            )
        await until(self._client, lambda: self._linked(len(booths)), 30)
        for action in (
            SetStudioMode(booth=BOOTH, on=True),
            ChooseTransition(booth=BOOTH, transition="Cut"),
            SetPreview(booth=BOOTH, scene=SCENES[1]),
        ):
            await self._server.act(action)

    def _linked(self, booths: int) -> bool:
        links = [self._server.get(Link, *key) for key in self._server.keys("link")]
        connected = [link for link in links if link and link.status is LinkStatus.CONNECTED]
        return (
            len(connected) == booths and self._server.get(Switcher, "switcher", BOOTH) is not None
        )

    async def take(self) -> Ours:
        """Click, and wait until this client's mirror shows another scene on air."""
        switcher = self._server.get(Switcher, "switcher", BOOTH)
        if switcher is None:
            raise LookupError("the booth is gone")
        seen: asyncio.Future[float] = asyncio.get_running_loop().create_future()

        def look(_: ServerId, key: RecordKey, old: Fact | None, new: Fact | None) -> None:
            if (
                isinstance(old, Switcher)
                and isinstance(new, Switcher)
                and old.program != new.program
                and not seen.done()
            ):
                seen.set_result(time.monotonic())

        disconnect = self._client.mirror_changed.connect(look)
        began = time.monotonic()
        try:
            acting = asyncio.ensure_future(
                self._server.act(
                    Take(
                        booth=BOOTH,
                        seen_program=switcher.program,
                        seen_preview=switcher.preview,
                    ),
                    not_after_ms=1500,
                )
            )
            async with asyncio.timeout(5):
                ended, _ = await asyncio.gather(seen, acting)
        finally:
            disconnect()
        self._tap.tell("stamps")
        stamps: list[tuple[str, float]] = json.loads(await self._tap.hear())
        asked = next(at for name, at in stamps if name == "take")
        # Now and then a reading tells of the take before its event does: then nothing was added.
        told = next((at for name, at in stamps if name == "taken" and at <= ended), ended)
        return Ours((ended - began) * 1000, ((asked - began) + (ended - told)) * 1000)

    def program(self) -> str:
        """What the client's mirror says is on air."""
        switcher = self._server.get(Switcher, "switcher", BOOTH)
        return switcher.program if switcher else ""

    async def settle(self, program: str) -> None:
        """Let the last take's events pass, until the mirror has `program` on air; drop what the
        tap saw of others' takes."""
        await until(self._client, lambda: self.program() == program, 5)
        await asyncio.sleep(PAUSE_S + random.uniform(0, FRAME_S))
        self._tap.tell("stamps")
        await self._tap.hear()


class Others:
    """Ten other booths in a process of their own, whose faders can be ridden."""

    def __init__(self, talker: Talker, accesses: list[Access]) -> None:
        self._talker = talker
        self.accesses = accesses

    @classmethod
    async def start(cls, talker: Talker) -> "Others":
        """Once the simulator has told of them."""
        told = json.loads(await talker.hear())
        return cls(talker, list(zip(told["ports"], told["passwords"], strict=True)))

    async def ride(self, events_per_s: int) -> None:
        """So many events a second of all together from now on; 0 ends it."""
        each = events_per_s // OTHERS
        self._talker.tell(json.dumps({"do": "ride_faders", "events_per_s": each}))
        await self._talker.hear()


class Busy(NamedTuple):
    """Who rides faders for ours, and who for the peer."""

    ours: Others
    theirs: Others


@contextlib.asynccontextmanager
async def talking(*arguments: str, first: object = None) -> AsyncIterator[Talker]:
    """A helper process for as long as the block lasts; `first` is its first line, as JSON."""
    talker = await Talker.start(*arguments)
    try:
        if first is not None:
            talker.tell(json.dumps(first))
        yield talker
    finally:
        await talker.end()


class Course(NamedTuple):
    """What some takes of both cost."""

    ours: list[Ours]
    theirs: list[float]
    """Milliseconds."""
    changed_per_s: list[float]
    """Other booths' changes that our mirror showed, in each of our turns."""
    heard_per_s: list[float]
    """Other booths' events that the peer heard, in each of its turns."""


async def compare(bench: Bench, peer: Talker, takes: int, busy: Busy | None = None) -> Course:
    """`takes` of ours and of the peer's, by turns."""
    course = Course([], [], [], [])
    scenes = itertools.cycle(SCENES)

    async def take_ours() -> None:
        async with riding(busy and busy.ours):
            began, before = time.monotonic(), bench.changed
            await bench.settle(next(scenes))
            course.ours.append(await bench.take())
            course.changed_per_s.append((bench.changed - before) / (time.monotonic() - began))

    async def take_theirs() -> None:
        async with riding(busy and busy.theirs):
            began, before = time.monotonic(), await heard(peer)
            await bench.settle(next(scenes))
            peer.tell("take")
            course.theirs.append(json.loads(await peer.hear())["took_ms"])
            came = await heard(peer) - before
            course.heard_per_s.append(came / (time.monotonic() - began))

    for turn in range(takes):
        # Who goes first takes one scene, who goes second the other, and scenes differ in what
        # they cost OBS: so they change places every turn.
        for step in (take_ours, take_theirs) if turn % 2 else (take_theirs, take_ours):
            await step()
    return course


@contextlib.asynccontextmanager
async def riding(others: Others | None) -> AsyncIterator[None]:
    """Have these booths' faders ridden for as long as the block lasts."""
    if others is None:
        yield
        return
    await others.ride(OTHER_EVENTS_PER_S)
    await asyncio.sleep(BUSY_FOR_S)
    yield
    await others.ride(0)
    await asyncio.sleep(BUSY_FOR_S)


async def heard(peer: Talker) -> int:
    """How many events of other booths the peer has heard."""
    peer.tell("heard")
    return int(json.loads(await peer.hear())["heard"])


@contextlib.asynccontextmanager
async def stage(
    prepare: Callable[[StudioProcess], object] = lambda _: None,
) -> AsyncIterator[tuple[StudioProcess, RealObs]]:
    """A server and one real OBS beside it for as long as the block lasts; `prepare` is given the
    server before it starts."""
    with tempfile.TemporaryDirectory(prefix="boothdeck-bench-") as name:
        folder = Path(name)
        screen = Xvfb(folder)
        factory = ObsFactory(folder, screen.display)
        studio = StudioProcess(folder / "home")
        prepare(studio)
        try:
            (obs,) = await asyncio.to_thread(factory, 1)
            await asyncio.to_thread(studio.start)
            yield studio, obs
        finally:
            studio.kill()
            factory.close()
            screen.stop()


async def measure(arguments: argparse.Namespace) -> Result:
    async with stage() as (studio, obs):
        return await _measure(studio, obs, arguments.takes)


async def _measure(studio: StudioProcess, obs: RealObs, takes: int) -> Result:
    simulator = ("studio_app", "worker", "simulator", "--booths", str(OTHERS))
    async with (
        talking("tests.bench.wiretap", str(obs.port)) as tap,
        talking(*simulator) as mine,
        talking(*simulator) as its,
        studio.client() as (client, server),
    ):
        busy = Busy(await Others.start(mine), await Others.start(its))
        bench = Bench(client, server, tap)
        await bench.prepare([(int(await tap.hear()), obs.password), *busy.ours.accesses])
        first = {"obs": (obs.port, obs.password), "others": busy.theirs.accesses}
        async with talking("tests.bench.take_peer", first=first) as peer:
            for pid in (0, studio.pid, tap.pid, peer.pid):
                prefer(pid)
            keep_apart((obs.pid, mine.pid, its.pid), (0, studio.pid, tap.pid, peer.pid))
            await compare(bench, peer, 5)  # warm: imports, caches, the first transition
            quiet = await compare(bench, peer, takes)
            flooded = await compare(bench, peer, takes, busy)
    ratios = [
        statistics.median(take.total_ms for take in course.ours) / statistics.median(course.theirs)
        for course in (quiet, flooded)
    ]
    overheads, busy_overheads = (
        [take.overhead_ms for take in course.ours] for course in (quiet, flooded)
    )
    figures: Figures = {
        "takes": takes,
        **_figures([take.total_ms for take in quiet.ours]),
        **_figures([take.total_ms for take in flooded.ours], "busy_"),
        "overhead_p50_ms": statistics.median(overheads),
        "overhead_p99_ms": percentile(overheads, 99),
        "busy_overhead_p50_ms": statistics.median(busy_overheads),
        "busy_overhead_p99_ms": percentile(busy_overheads, 99),
        "busy_ratio": ratios[1],
        "busy_events_per_s": statistics.median(flooded.changed_per_s),
    }
    peer_figures = {
        **_figures(quiet.theirs),
        **_figures(flooded.theirs, "busy_"),
        "busy_events_per_s": statistics.median(flooded.heard_per_s),
    }
    return Result(name="take", figures=figures, peer=peer_figures, ratio=ratios[0])


def _figures(values: list[float], prefix: str = "") -> dict[str, float]:
    return {
        f"{prefix}p50_ms": statistics.median(values),
        f"{prefix}p99_ms": percentile(values, 99),
    }


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--takes", type=int, default=100, help="of each, quiet and busy")


if __name__ == "__main__":
    main(measure, _add_arguments)
