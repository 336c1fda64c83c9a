"""Whether a runner is alive and modest: it answers, and takes no more memory than it may."""

import asyncio
import time
from collections.abc import Callable

from studio_app.domain.plugin import Manifest
from studio_app.domain.problems import Problem, problem
from studio_app.plugin_host.child import Child
from studio_app.plugin_host.frames import Ping, Pong
from studio_app.plugin_host.vital import Vital, vital

LOOK_EVERY_S = 1.0
HANGS_S = 10
"""A runner whose loop has not answered for so long hangs."""
START_S = 60
"""Loading a plugin's code stops its loop; a slow machine with many of them takes its time."""
SHOW_EVERY = 5
"""Looks between two figures."""


class RunnerFailed(Exception):
    """A runner must be ended; `problem` says why."""

    def __init__(self, what: Problem, *, unusable: bool = False) -> None:
        super().__init__(what.text)
        self.problem = what
        self.unusable = unusable
        """Starting it again would not help."""


class Pulse:
    """Of one process. On the loop's thread; counts looks, not time: a server that stood still
    itself must not take its runners for dead."""

    def __init__(
        self, child: Child, manifest: Manifest, took: Callable[[Vital, float], None]
    ) -> None:
        """`took` is told now and then what it takes: memory and time, percent of one core."""
        self._child = child
        self._manifest = manifest
        self._took = took
        self._ponged = 0
        self._told: Vital | None = None
        """By itself, where the system tells nothing."""
        self.ready = asyncio.Event()
        """Its code is loaded."""
        self.held = False
        """We do not read what it says, so it cannot answer."""

    def pong(self, pong: Pong) -> None:
        """It has answered."""
        self._ponged = pong.number
        if pong.memory_mb:
            self._told = Vital(pong.memory_mb, pong.cpu_s)

    async def watch(self) -> None:
        """Look until cancelled. Raises RunnerFailed."""
        looks = missed = 0
        before = (time.monotonic(), 0.0)
        while True:
            looks += 1
            self._child.send(Ping(number=looks))
            await asyncio.sleep(LOOK_EVERY_S)
            if self._ponged >= looks or self.held:
                missed = 0
            else:
                missed += 1
            limit = HANGS_S if self.ready.is_set() else START_S
            if missed * LOOK_EVERY_S >= limit or self._child.is_deaf:
                raise RunnerFailed(
                    problem("plugin_hung", plugin=self._manifest.name, seconds=limit)
                )
            taken = vital(self._child.pid) or self._told
            if taken is None:
                continue
            if taken.memory_mb > self._manifest.memory_mb:
                most = self._manifest.memory_mb
                raise RunnerFailed(problem("plugin_memory", plugin=self._manifest.name, limit=most))
            if looks % SHOW_EVERY == 1:
                now = time.monotonic()
                spent = taken.cpu_s - before[1]
                self._took(taken, 100 * spent / max(now - before[0], 0.001))
                before = (now, taken.cpu_s)
