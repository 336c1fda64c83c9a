"""What an instance emitted and the server has not on its disk yet, cut into batches."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import NamedTuple

import msgspec

from studio_app.plugin_host.frames import Batch

MOST_WAITING = 3000
"""Events of an instance that may be unacknowledged; then `put` waits."""
BATCH_MOST = 100
"""Events in one batch: the server takes a batch in one turn of its loop."""
BATCH_BYTES = 512 << 10
BURST_S = 4.0
"""Seconds' worth of events that may come faster after a rest, and how much faster: what was missed
is soon there, and the server's loop is not stopped by it."""
FASTER = 2.0
PEAK_S = 0.1


class Pace:
    """How many events all instances together may still tell, at so many a second over time."""

    def __init__(self, per_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._at = clock()
        self._buckets = [
            _Bucket(per_s, BURST_S * per_s),
            _Bucket(FASTER * per_s, max(1.0, PEAK_S * FASTER * per_s)),
        ]

    def take(self, wanted: int) -> int:
        """So many of them now."""
        now = self._clock()
        passed_s, self._at = now - self._at, now
        for bucket in self._buckets:
            bucket.left = min(bucket.most, bucket.left + passed_s * bucket.per_s)
        granted = min(wanted, *(int(bucket.left) for bucket in self._buckets))
        for bucket in self._buckets:
            bucket.left -= granted
        return granted


class _Bucket:
    """What may go, filled at a rate, never beyond its brim."""

    def __init__(self, per_s: float, most: float) -> None:
        self.per_s = per_s
        self.most = most
        self.left = most


class _Sent(NamedTuple):
    seq: int
    entries: int
    resume: str


class Outbox:
    """One life's events. On the runner's loop."""

    def __init__(
        self,
        life: int,
        send: Callable[[Batch], None],
        pace: Pace,
        wake: Callable[[], None],
        acknowledged: Callable[[str], None],
    ) -> None:
        """`wake` is called when there is something to flush, `acknowledged` with a `resume` that
        is on the server's disk."""
        self._life = life
        self._send = send
        self._pace = pace
        self._wake = wake
        self._acknowledged = acknowledged
        self._waiting: deque[msgspec.Raw | str] = deque()
        """Events, and between them what was remembered."""
        self._sent: deque[_Sent] = deque()
        self._seq = 0
        self._moved = asyncio.Event()
        self._put = 0
        self._done = 0
        """Entries put in, and acknowledged, since the start."""

    @property
    def pending(self) -> bool:
        """Whether there is something to flush."""
        return bool(self._waiting)

    async def put(self, events: Iterable[msgspec.Raw]) -> None:
        """Have them told; waits while too many are unacknowledged."""
        for event in events:
            while self._put - self._done >= MOST_WAITING:
                await self._moved.wait()
            self._add(event)

    def remember(self, resume: str) -> None:
        """Goes with what was put before it."""
        if self._waiting and isinstance(self._waiting[-1], str):
            self._waiting[-1] = resume
        else:
            self._add(resume)

    def _add(self, entry: msgspec.Raw | str) -> None:
        self._put += 1
        self._waiting.append(entry)
        self._wake()

    def flush(self) -> None:
        """Send what waits, as far as the pace allows."""
        while self._waiting:
            events: list[msgspec.Raw] = []
            resume = ""
            size = entries = 0
            allowed = self._pace.take(min(len(self._waiting), BATCH_MOST))
            while self._waiting:
                entry = self._waiting[0]
                if isinstance(entry, str):
                    resume = entry
                elif len(events) >= allowed or (events and size + len(entry) > BATCH_BYTES):
                    break
                else:
                    events.append(entry)
                    size += len(entry)
                self._waiting.popleft()
                entries += 1
            if not entries:
                return
            self._seq += 1
            self._sent.append(_Sent(self._seq, entries, resume))
            self._send(Batch(life=self._life, seq=self._seq, events=tuple(events), resume=resume))

    def acknowledge(self, seq: int) -> None:
        """Everything up to this batch is on the server's disk."""
        while self._sent and self._sent[0].seq <= seq:
            sent = self._sent.popleft()
            self._done += sent.entries
            if sent.resume:
                self._acknowledged(sent.resume)
        self._moved.set()  # whoever waits now is woken, whoever comes later waits
        self._moved.clear()

    async def settled(self) -> None:
        """Wait until everything put in by now is acknowledged."""
        mark = self._put
        while self._done < mark:
            await self._moved.wait()
