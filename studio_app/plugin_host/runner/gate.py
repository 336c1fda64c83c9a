"""When to connect again: later each time, never all at once, never more a minute than allowed."""

import asyncio
import random
import time
from collections.abc import Callable

FIRST_S = 1.0
LONGEST_S = 60.0
SPREAD = 0.25
"""Sixteen booths that lost the line in the same second must not come back in the same second."""


class Gate:
    """Lets the connects of all instances through one after the other. On the runner's loop."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._gap_s = 60.0 / per_minute
        self._clock = clock
        self._next = 0.0
        self._turn = asyncio.Lock()

    async def turn(self) -> None:
        """Returns when it is one's turn, in the order of asking."""
        async with self._turn:
            wait_s = self._next - self._clock()
            if wait_s > 0:
                await asyncio.sleep(wait_s)
            self._next = self._clock() + self._gap_s


class Backoff:
    """How long to wait after each loss in a row."""

    def __init__(self, first_s: float = FIRST_S, longest_s: float = LONGEST_S) -> None:
        self._first_s = first_s
        self._longest_s = longest_s
        self._losses = 0

    def again_s(self) -> float:
        """Seconds after one more loss."""
        wait_s = min(self._longest_s, self._first_s * 2.0 ** min(self._losses, 16))
        self._losses += 1
        return spread(wait_s)

    def reset(self) -> None:
        """It went well for a while."""
        self._losses = 0


def spread(seconds: float) -> float:
    """About so many seconds."""
    return seconds * random.uniform(1 - SPREAD, 1 + SPREAD)
