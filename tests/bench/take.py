"""Take: from the click to OBS's own event, through all of BoothDeck, beside plain obsws-python.

Both work on one real OBS in one run, by turns, first alone and then while 1,000 other events a
second flow to both. A tap on the wire tells what BoothDeck adds to OBS's own time: from the click
to the request, and from OBS's first word of the take to the client's mirror.
"""

import argparse
import asyncio
import contextlib
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

from studio_app.client import ServerConnection, StudioClient
from studio_app.domain.actions.house import AddBooth
from studio_app.domain.actions.switching import ChooseTransition, SetPreview, SetStudioMode, Take
from studio_app.domain.booth import Input, Link, LinkStatus, Switcher
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.records import RecordKey
from studio_app.domain.struct import Fact
from tests.bench.harness import Figures, Result, main, percentile
from tests.real_obs import ObsFactory, RealObs, Xvfb
from tests.studio_process import StudioProcess, until

BOOTH = BoothId("bench")
SCENES = ("Host", "AI")
OTHER_EVENTS_PER_S = 1000
PAUSE_S = 0.12
FRAME_S = 1 / 30


class Talker:
    """A helper process spoken to line by line."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, module: str, *arguments: str) -> "Talker":
        """`python -m module arguments…`."""
        return cls(
            await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                module,
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

    async def prepare(self, tap_port: int, obs: RealObs) -> None:
        """Add the booth; studio mode, a Cut transition, one scene on air and the other next."""
        await self._server.act(
            AddBooth(booth=BOOTH, number=1, name="Bench", port=tap_port, password=obs.password)
        )
        await until(self._client, self._linked)
        for action in (
            SetStudioMode(booth=BOOTH, on=True),
            ChooseTransition(booth=BOOTH, transition="Cut"),
            SetPreview(booth=BOOTH, scene=SCENES[1]),
        ):
            await self._server.act(action)

    def _linked(self) -> bool:
        link = self._server.get(Link, "link", BOOTH)
        switcher = self._server.get(Switcher, "switcher", BOOTH)
        return link is not None and link.status is LinkStatus.CONNECTED and switcher is not None

    def sound_source(self) -> str:
        """An input whose volume may be changed."""
        for key in self._server.keys("input", BOOTH):
            record = self._server.get(Input, *key)
            if record is not None and record.audio:
                return key[2]
        raise LookupError("the bench's OBS has no input with sound")

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
                ended = await seen
                await acting
        finally:
            disconnect()
        self._tap.tell("stamps")
        stamps: list[tuple[str, float]] = json.loads(await self._tap.hear())
        asked = next(at for name, at in stamps if name == "take")
        told = next(at for name, at in stamps if name == "taken" and at >= asked)
        return Ours((ended - began) * 1000, ((asked - began) + (ended - told)) * 1000)

    async def settle(self) -> None:
        """Let the last take's events pass, and drop what the tap saw of others' takes."""
        await asyncio.sleep(PAUSE_S + random.uniform(0, FRAME_S))
        self._tap.tell("stamps")
        await self._tap.hear()


@contextlib.asynccontextmanager
async def talking(module: str, *arguments: str, password: str = "") -> AsyncIterator[Talker]:
    """A helper process for as long as the block lasts."""
    talker = await Talker.start(module, *arguments)
    try:
        if password:
            talker.tell(password)
        yield talker
    finally:
        await talker.end()


async def compare(bench: Bench, peer: Talker, takes: int) -> tuple[list[Ours], list[float]]:
    """`takes` of ours and of the peer's, by turns."""
    ours: list[Ours] = []
    theirs: list[float] = []
    for _ in range(takes):
        await bench.settle()
        ours.append(await bench.take())
        await bench.settle()
        peer.tell("take")
        theirs.append(float(await peer.hear()))
    return ours, theirs


async def measure(arguments: argparse.Namespace) -> Result:
    with tempfile.TemporaryDirectory(prefix="boothdeck-bench-") as name:
        folder = Path(name)
        screen = Xvfb(folder)
        factory = ObsFactory(folder, screen.display)
        studio = StudioProcess(folder / "home")
        try:
            (obs,) = await asyncio.to_thread(factory, 1)
            await asyncio.to_thread(studio.start)
            return await _measure(studio, obs, arguments.takes)
        finally:
            studio.kill()
            factory.close()
            screen.stop()


async def _measure(studio: StudioProcess, obs: RealObs, takes: int) -> Result:
    port = str(obs.port)
    async with (
        talking("tests.bench.wiretap", port) as tap,
        talking("tests.bench.take_peer", port, password=obs.password) as peer,
        studio.client() as (client, server),
    ):
        bench = Bench(client, server, tap)
        await bench.prepare(int(await tap.hear()), obs)
        await compare(bench, peer, 5)  # warm: imports, caches, the first transition
        ours, theirs = await compare(bench, peer, takes)
        flood = ("--flood", str(OTHER_EVENTS_PER_S), "--source", bench.sound_source())
        async with talking("tests.bench.take_peer", port, *flood, password=obs.password):
            await asyncio.sleep(1)
            busy_ours, busy_theirs = await compare(bench, peer, takes)
    ratios = [
        statistics.median(take.total_ms for take in mine) / statistics.median(other)
        for mine, other in ((ours, theirs), (busy_ours, busy_theirs))
    ]
    figures: Figures = {
        "takes": takes,
        **_figures([take.total_ms for take in ours]),
        **_figures([take.total_ms for take in busy_ours], "busy_"),
        "overhead_p50_ms": statistics.median(take.overhead_ms for take in ours),
        "overhead_p99_ms": percentile([take.overhead_ms for take in ours], 99),
        "busy_overhead_p50_ms": statistics.median(take.overhead_ms for take in busy_ours),
        "busy_overhead_p99_ms": percentile([take.overhead_ms for take in busy_ours], 99),
        "busy_ratio": ratios[1],
    }
    peer_figures = {**_figures(theirs), **_figures(busy_theirs, "busy_")}
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
