"""Group: start, scene change and stop over 32 booths, beside a thread pool of obsws-python clients.

Simulator, server and peer are processes of their own; by turns ours and the peer start every
booth's stream, change every booth's scene and stop the streams again. Both are done with a booth
when OBS's own event says so, and with the group when the last booth is. Where the system allows it,
all of these go before whatever else runs on the machine. Ours answers for a booth only when the
booth's audit row is on the disk, which the peer does not have: a slow disk is in our figures.
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from studio_app.client import ServerConnection
from studio_app.domain.actions.group import GroupOutcome, GroupStatus, ParamValue, RunGroup
from studio_app.domain.booth import Switcher
from studio_app.domain.ids import BoothId
from tests.bench.harness import Result, main, percentile
from tests.bench.take import prefer
from tests.bench.wall import Child, add_booths, child
from tests.studio_process import StudioProcess

SCENES = ("Host", "AI")
DEEDS = ("start", "scene", "stop")
REST_S = 1.0
"""After each deed: 32 booths that go on air at once are all looked at for the first time, out of
one simulator; what one left to do must not be the other's time."""


class Ours:
    """The wish as the console sends it: one act, and its job's end."""

    def __init__(self, server: ServerConnection, booths: Sequence[BoothId]) -> None:
        self._server = server
        self._booths = tuple(booths)
        self.failed = 0

    async def use_cut(self) -> None:
        """Have every booth's OBS cut, so that neither waits for a fade to end."""
        await self._act("transition.choose", {"transition": "Cut"})

    async def do(self, deed: str, scene: str) -> float:
        """Milliseconds from the wish to the last booth's confirmed result."""
        wishes: dict[str, tuple[str, dict[str, ParamValue]]] = {
            "start": ("output.start", {"output": "stream"}),
            "scene": ("program.cut", {"scene": scene}),
            "stop": ("output.stop", {"output": "stream"}),
        }
        began = time.monotonic()
        await self._act(*wishes[deed])
        return (time.monotonic() - began) * 1000

    async def _act(self, action: str, params: dict[str, ParamValue]) -> None:
        wish = RunGroup(booths=self._booths, action=action, params=params)
        result = await self._server.act(wish, confirmed=True)
        outcome = await self._server.job_done(result.job or "")
        if not isinstance(outcome, GroupOutcome):
            raise TypeError(f"a group answered {outcome!r}")
        done = [each for each in outcome.results if each.status is GroupStatus.DONE]
        self.failed += len(self._booths) - len(done)

    def scene(self) -> str:
        """The scene that is not on air now."""
        switcher = self._server.get(Switcher, "switcher", self._booths[0])
        return SCENES[switcher is not None and switcher.program == SCENES[0]]


async def measure(arguments: argparse.Namespace) -> Result:
    with tempfile.TemporaryDirectory(prefix="boothdeck-bench-") as name:
        studio = StudioProcess(Path(name) / "home")
        try:
            await asyncio.to_thread(studio.start)
            async with AsyncExitStack() as stack:
                return await _measure(stack, studio, arguments.booths, arguments.rounds)
        finally:
            studio.kill()


async def _measure(stack: AsyncExitStack, studio: StudioProcess, count: int, rounds: int) -> Result:
    simulator = await stack.enter_async_context(
        child("-m", "studio_app", "worker", "simulator", "--booths", str(count), "--still")
    )
    told = await simulator.hear(30)
    ports, passwords = told["ports"], told["passwords"]
    assert isinstance(ports, list)
    assert isinstance(passwords, list)
    booths = await add_booths(studio, ports, passwords)
    peer = await stack.enter_async_context(child("-m", "tests.bench.group_peer", *map(str, ports)))
    peer.tell(json.dumps(passwords))
    await peer.hear(60)
    for pid in (0, studio.pid, simulator.pid, peer.pid):
        prefer(pid)
    _, server = await stack.enter_async_context(studio.client())
    ours = Ours(server, booths)
    await ours.use_cut()
    mine: dict[str, list[float]] = {deed: [] for deed in DEEDS}
    theirs: dict[str, list[float]] = {deed: [] for deed in DEEDS}
    failed = 0
    for turn in range(rounds + 1):
        for first in (turn % 2 == 0, turn % 2 == 1):
            scene = ours.scene()
            for deed in DEEDS:
                if first:
                    took_ms = await ours.do(deed, scene)
                else:
                    took_ms, missed = await ask(peer, deed, scene)
                    failed += missed if turn else 0
                if turn:  # the first warms both
                    (mine if first else theirs)[deed].append(took_ms)
                await asyncio.sleep(REST_S)
    figures = {"booths": count, "rounds": rounds, "failed": ours.failed, **figures_of(mine)}
    peer_figures = {"failed": failed, **figures_of(theirs)}
    ratio = figures_of(mine)["all_done_p95_ms"] / figures_of(theirs)["all_done_p95_ms"]
    return Result(name="group", figures=figures, peer=peer_figures, ratio=ratio)


async def ask(peer: Child, deed: str, scene: str) -> tuple[float, int]:
    """One deed of the peer: its milliseconds, and how many booths failed."""
    peer.tell(json.dumps({"do": deed, "scene": scene}))
    answer = await peer.hear(60)
    return float(str(answer["took_ms"])), int(str(answer["failed"]))


def figures_of(taken: dict[str, list[float]]) -> dict[str, float]:
    """Over all deeds, and of each."""
    every = [took_ms for values in taken.values() for took_ms in values]
    found = {"all_done_p50_ms": percentile(every, 50), "all_done_p95_ms": percentile(every, 95)}
    for deed, values in taken.items():
        found[f"{deed}_p50_ms"] = percentile(values, 50)
        found[f"{deed}_p95_ms"] = percentile(values, 95)
    return found


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--booths", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=12, help="of each")


if __name__ == "__main__":
    main(measure, _add_arguments)
