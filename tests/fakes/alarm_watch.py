"""Alarms over a booth store for tests, with a real database and history behind them."""

from collections.abc import Callable
from pathlib import Path

from studio_app.domain.alarm import Alarm, AlarmKind, AlarmRow
from studio_app.domain.alarm_limits import AlarmLimits
from studio_app.domain.settings import StudioSettings
from studio_app.services.alarm_history import AlarmHistory
from studio_app.services.alarms import Alarms
from studio_app.stores.alarms import AlarmStore
from studio_app.stores.booths import BoothStore
from studio_app.support.clock import SystemClock
from tests.fakes.house import SERVER_ID, House

SEEN_WITHIN_S = 12.0
FAST = AlarmLimits(
    link_s=0.2,
    starting_s=1.0,
    stream_s=0.2,
    figures_s=0.2,
    cpu_s=0.2,
    black_s=0.2,
    frozen_s=0.2,
    silent_s=0.2,
    drift_s=0.2,
    mismatch_s=0.2,
    server_disk_gb=0.1,
)


class AlarmWatch:
    """Alarms over a booth store, with a database behind them."""

    def __init__(self, house: House, booths: BoothStore, folder: Path) -> None:
        self.house = house
        self.booths = booths
        self.settings = StudioSettings(alarms=FAST)
        self.free_gb = 100.0
        self.clock = SystemClock()
        self.store = AlarmStore()
        self.history = AlarmHistory(house.database, SERVER_ID, self.clock)
        self.alarms = Alarms(
            booths,
            house.store,
            self.store,
            self.history,
            lambda: self.settings,
            self.clock,
            folder,
            lambda _: self.free_gb,
        )

    async def start(self, *, bind: bool = True) -> None:
        if bind:
            self.alarms.bind(self.house.desk)
        self.history.start()
        await self.alarms.start()

    async def stop(self) -> None:
        await self.alarms.stop()
        await self.history.stop()

    def standing(self) -> list[Alarm]:
        return [alarm for alarm in self.store.alarms().values() if alarm.standing]

    def kinds(self) -> list[AlarmKind]:
        return sorted(alarm.kind for alarm in self.standing())

    @property
    def one_id(self) -> str:
        (id_,) = self.store.alarms()
        return id_

    @property
    def one(self) -> Alarm:
        return self.store.alarms()[self.one_id]

    async def until(self, condition: Callable[[], bool], within_s: float = SEEN_WITHIN_S) -> None:
        met = await self.store.until(condition, within_s)
        assert met, f"in {within_s} s there were only {self.store.alarms()}"

    async def rows(self) -> list[AlarmRow]:
        """The whole history, oldest first."""
        return [
            row.data for row in await self.history.after(0, 500) if isinstance(row.data, AlarmRow)
        ]
