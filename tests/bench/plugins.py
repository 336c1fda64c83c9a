"""Plugins: a take beside five bad ones: one raises, one hangs, one sleeps, one floods, one leaks.

On one real OBS in one run, by turns: some takes with all five turned off, some with all five on,
each with two instances. As in `take` OBS has cores of its own where the system allows it; the
plugins' processes get no others than the server's, the worst there is. `ratio` is the slowest take
in a hundred beside them over that without them.
"""

import argparse
import asyncio
import itertools
import shutil
import statistics
from collections.abc import Iterator
from pathlib import Path

from studio_app.client import ServerConnection, StudioClient
from studio_app.domain.actions.plugins import AddInstance, TurnInstance
from studio_app.domain.plugin import Instance, InstanceStatus, Plugin, PluginStatus
from tests.bench.harness import Figures, Result, main, percentile
from tests.bench.take import BOOTH, SCENES, Bench, Ours, keep_apart, prefer, stage, talking
from tests.real_obs import RealObs
from tests.studio_process import StudioProcess, until

BAD = ("raises", "hangs", "sleeps", "floods", "leaks")
EACH = 2
"""Instances of each."""
PLUGINS = Path(__file__).resolve().parents[1] / "plugins" / "bad"
ROUNDS = 6
"""Turns of each: what else the machine does meanwhile hits both."""
SETTLE_S = 2.0


class Bad:
    """The five, turned on and off together."""

    def __init__(self, client: StudioClient, server: ServerConnection) -> None:
        self._client = client
        self._server = server
        self._instances = [f"{plugin}-{number}" for plugin in BAD for number in range(EACH)]

    async def set_up(self) -> None:
        """Have them, turned off."""
        for instance in self._instances:
            await self._server.act(
                AddInstance(
                    instance=instance, plugin=instance.partition("-")[0], booth=BOOTH, on=False
                )
            )

    async def turn(self, *, on: bool) -> None:
        """All on, until each has run; or off, until no process is left."""
        await asyncio.gather(
            *(
                self._server.act(TurnInstance(instance=instance, on=on))
                for instance in self._instances
            )
        )
        await until(self._client, self._have_begun if on else self._are_gone, 60)
        await asyncio.sleep(SETTLE_S)

    def _have_begun(self) -> bool:
        beginning = (InstanceStatus.OFF, None)
        return all(
            getattr(self._server.get(Instance, "plugin_instance", each), "status", None)
            not in beginning
            for each in self._instances
        )

    def _are_gone(self) -> bool:
        plugins = [self._server.get(Plugin, "plugin", plugin) for plugin in BAD]
        return all(each is not None and each.status is PluginStatus.IDLE for each in plugins)

    def restarts(self) -> int:
        """How often one of them was ended and begun again."""
        plugins = [self._server.get(Plugin, "plugin", plugin) for plugin in BAD]
        return sum(each.restarts for each in plugins if each is not None)


async def some(bench: Bench, takes: int, scenes: Iterator[str]) -> list[Ours]:
    """So many takes, one after the other."""
    done = []
    for _ in range(takes):
        await bench.settle(next(scenes))
        done.append(await bench.take())
    return done


def _bring(studio: StudioProcess) -> None:
    for plugin in BAD:
        shutil.copytree(PLUGINS / plugin, studio.paths.plugins / plugin)


async def measure(arguments: argparse.Namespace) -> Result:
    async with stage(_bring) as (studio, obs):
        return await _measure(studio, obs, arguments.takes)


async def _measure(studio: StudioProcess, obs: RealObs, takes: int) -> Result:
    quiet: list[Ours] = []
    beside: list[Ours] = []
    scenes = itertools.cycle(SCENES)
    async with (
        talking("tests.bench.wiretap", str(obs.port)) as tap,
        studio.client() as (client, server),
    ):
        bench = Bench(client, server, tap)
        await bench.prepare([(int(await tap.hear()), obs.password)])
        bad = Bad(client, server)
        await bad.set_up()
        for pid in (0, studio.pid, tap.pid):
            prefer(pid)
        keep_apart((obs.pid,), (0, studio.pid, tap.pid))
        await some(bench, 10, scenes)  # warm: imports, caches, the first transition
        each = -(-takes // ROUNDS)
        for _ in range(ROUNDS):
            quiet += await some(bench, each, scenes)
            await bad.turn(on=True)
            beside += await some(bench, each, scenes)
            await bad.turn(on=False)
        restarts = bad.restarts()
    ours, peer = _figures(beside), _figures(quiet)
    figures: Figures = {
        "takes": len(beside),
        "restarts": restarts,
        "p99_ms": peer["p99_ms"],
        "p99_with_plugins_ms": ours["p99_ms"],
        "p50_ms": peer["p50_ms"],
        "p50_with_plugins_ms": ours["p50_ms"],
        "overhead_p99_ms": peer["overhead_p99_ms"],
        "overhead_p99_with_plugins_ms": ours["overhead_p99_ms"],
    }
    return Result(name="plugins", figures=figures, peer=peer, ratio=ours["p99_ms"] / peer["p99_ms"])


def _figures(takes: list[Ours]) -> dict[str, float]:
    totals = [take.total_ms for take in takes]
    overheads = [take.overhead_ms for take in takes]
    return {
        "p50_ms": statistics.median(totals),
        "p99_ms": percentile(totals, 99),
        "overhead_p50_ms": statistics.median(overheads),
        "overhead_p99_ms": percentile(overheads, 99),
    }


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--takes", type=int, default=300, help="with and without")


if __name__ == "__main__":
    main(measure, _add_arguments)
