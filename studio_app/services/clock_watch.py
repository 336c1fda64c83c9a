"""Watches whether somebody sets the machine's clock while the server runs, and warns of it."""

import asyncio

from studio_app.domain.problems import problem
from studio_app.stores.house import HouseStore
from studio_app.support.clock import SteadyClock

LOOK_EVERY_S = 10.0
MAY_DRIFT_S = 5.0


class ClockWatch:
    """Keeps the warning `clock_jumped`. On the loop's thread."""

    def __init__(self, clock: SteadyClock, house: HouseStore) -> None:
        self._clock = clock
        self._house = house
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look."""
        self._task = asyncio.create_task(self._look_on(), name="clock watch")

    async def stop(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _look_on(self) -> None:
        while True:
            drift_s = round(self._clock.drift_s())
            if abs(drift_s) > MAY_DRIFT_S:
                self._house.warn("clock", problem("clock_jumped", seconds=f"{drift_s:+d}"))
            else:
                self._house.warn("clock")
            await asyncio.sleep(LOOK_EVERY_S)
