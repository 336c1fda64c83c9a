"""The two clocks: wall time for people (aware, UTC), monotonic seconds for deadlines."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What a thing that needs the time is given, so that tests can turn the hands."""

    def now(self) -> datetime:
        """Wall time, aware, UTC; may jump when somebody sets the machine's clock."""
        ...

    def monotonic_s(self) -> float:
        """Seconds that never jump; only differences mean something."""
        ...


class SystemClock:
    """The machine's clocks."""

    now: Callable[[], datetime] = staticmethod(lambda: datetime.now(UTC))
    monotonic_s: Callable[[], float] = staticmethod(time.monotonic)


class SteadyClock:
    """Wall time as it was when made, carried on by a clock that never jumps.

    A server gives deadlines and "since" times to other programs. When somebody (or the network)
    sets the machine's clock in the middle of a show, those must keep their meaning; so the jump
    is only reported by `drift_s`, and taken over at the next start. Time asleep counts.
    """

    def __init__(
        self,
        wall: Callable[[], datetime] = SystemClock.now,
        running_s: Callable[[], float] | None = None,
    ) -> None:
        self._wall = wall
        self._running_s = running_s or _running_s
        self._start = wall()
        self._start_s = self._running_s()

    def now(self) -> datetime:
        """Aware, UTC; never goes back."""
        return self._start + timedelta(seconds=self._running_s() - self._start_s)

    def monotonic_s(self) -> float:
        """Seconds that never jump; only differences mean something."""
        return time.monotonic()

    def drift_s(self) -> float:
        """How far the machine's clock has been moved since, in seconds; positive: set ahead."""
        return (self._wall() - self.now()).total_seconds()


def _running_s() -> float:
    """Seconds since some start, sleep included where the system can count it."""
    if hasattr(time, "CLOCK_BOOTTIME"):  # Linux; its monotonic clock stands still in sleep
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()
