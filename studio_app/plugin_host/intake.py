"""Takes one life's events to their sink, in order, each again and again until it is on the disk."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from studio_app.domain.errors import StudioError
from studio_app.plugin_host.frames import Batch

log = logging.getLogger(__name__)

AT_ONCE = 400
"""Events that are handed over together when the sink is behind. Of all plugins together no more are
under way: a sink works on them in one turn of the loop, and a take that comes meanwhile waits."""
AGAIN_S = (0.2, 0.5, 1.0, 2.0, 5.0)
FAULTS_MOST = 3
"""Tries of what the sink breaks on before it is handed over event by event."""

Take = Callable[[Sequence[bytes], str], Awaitable[None]]
"""Encoded events and `resume`; returns when they are on the disk. Raises StudioError: later."""


class Aisle:
    """Lets so many events through at a time, in the order of asking. On the loop's thread."""

    def __init__(self, most: int = AT_ONCE) -> None:
        self._most = most
        self._inside = 0
        self._turn = asyncio.Lock()
        self._moved = asyncio.Event()

    @asynccontextmanager
    async def room_for(self, events: int) -> AsyncIterator[None]:
        """Waits until there is room; more than there ever is goes alone."""
        async with self._turn:
            while self._inside and self._inside + events > self._most:
                await self._moved.wait()
            self._inside += events
        try:
            yield
        finally:
            self._inside -= events
            self._moved.set()
            self._moved.clear()


class Intake:
    """On the loop's thread. What was received goes on to the sink even if the runner has ended."""

    def __init__(self, name: str, take: Take, taken: Callable[[int], None], aisle: Aisle) -> None:
        """`taken` is called with a batch's `seq` when all up to it is on the disk."""
        self._name = name
        self._take = take
        self._aisle = aisle
        self._taken = taken
        self._batches: deque[Batch] = deque()
        self._wake = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()
        self.waiting = 0
        """Events that are not on the disk."""
        self._task = asyncio.create_task(self._work(), name=f"plugin events of {name}")

    def put(self, batch: Batch) -> None:
        """Have it taken."""
        self._batches.append(batch)
        self.waiting += len(batch.events)
        self._empty.clear()
        self._wake.set()

    async def drained(self) -> None:
        """Wait until nothing waits."""
        await self._empty.wait()

    async def stop(self) -> None:
        """Take no more; what is not on the disk was never acknowledged."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _work(self) -> None:
        failures = faults = 0
        while True:
            if not self._batches:
                self._empty.set()
                self._wake.clear()
                await self._wake.wait()
            some = self._some()
            events = [bytes(event) for batch in some for event in batch.events]
            resume = next((batch.resume for batch in reversed(some) if batch.resume), "")
            try:
                async with self._aisle.room_for(len(events)):
                    if faults < FAULTS_MOST:
                        await self._take(events, resume)
                    else:
                        await self._one_by_one(events, resume)
            except StudioError as error:
                if not failures:
                    log.error("what %s brings cannot be written: %s", self._name, error)
                await asyncio.sleep(AGAIN_S[min(failures, len(AGAIN_S) - 1)])
                failures += 1
                continue
            except Exception:
                faults += 1
                log.exception("what %s brings broke something (try %s)", self._name, faults)
                await asyncio.sleep(AGAIN_S[0])
                continue
            if failures:
                log.warning("what %s brings is written again", self._name)
            failures = faults = 0
            for _ in some:
                self._batches.popleft()
            self.waiting -= len(events)
            self._taken(some[-1].seq)

    def _some(self) -> list[Batch]:
        """The first batches, as many as may go together."""
        some: list[Batch] = []
        events = 0
        for batch in self._batches:
            events += len(batch.events)
            if some and events > AT_ONCE:
                break
            some.append(batch)
        return some

    async def _one_by_one(self, events: Sequence[bytes], resume: str) -> None:
        """Lose what breaks the sink, loudly, and nothing else. Raises StudioError."""
        for event in events:
            try:
                await self._take([event], "")
            except StudioError:
                raise
            except Exception:
                log.exception("an event of %s is lost: the server cannot take it", self._name)
        await self._take([], resume)
