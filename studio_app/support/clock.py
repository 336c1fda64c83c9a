"""The two clocks: wall time for people (aware, UTC), monotonic seconds for deadlines."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
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
