"""Watches the facts and keeps the alarms: judged when something changes, told, written down."""

import asyncio
import logging
import secrets
import shutil
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from studio_app.domain.actions.alarms import (
    AcknowledgeAlarm,
    NoisiestAlarms,
    ReleaseAlarm,
    SnoozeAlarm,
    TakeAlarm,
    UnacknowledgeAlarm,
    UnsnoozeAlarm,
)
from studio_app.domain.actions.base import Action
from studio_app.domain.alarm_limits import AlarmLimits, AlarmOverrides, limits_of
from studio_app.domain.booth import Booth
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import BoothId
from studio_app.domain.records import Changes, RecordKey
from studio_app.domain.settings import StudioSettings
from studio_app.domain.struct import Fact
from studio_app.services.action_desk import ActionContext, ActionDesk, Outcome
from studio_app.services.alarm_book import AlarmBook
from studio_app.services.alarm_case import Instant
from studio_app.services.alarm_conditions import (
    JUDGED,
    THE_SERVER,
    conditions_of_booth,
    conditions_of_server,
    view_of,
)
from studio_app.services.alarm_groups import NOWHERE, Place, place_of
from studio_app.services.alarm_history import AlarmHistory
from studio_app.stores.alarms import AlarmStore
from studio_app.stores.booths import BoothStore
from studio_app.stores.house import HouseStore
from studio_app.support.aside import call_aside
from studio_app.support.clock import Clock

log = logging.getLogger(__name__)

GATHER_S = 0.1
"""Changes that come together are judged together: one alarm of ten booths, not ten that grow."""
LOOK_AT_DISK_S = 10.0
DISK_PATIENCE_S = 5.0

FreeGb = Callable[[Path], float]


def free_gb(folder: Path) -> float:
    """Free room on the disk of a folder. Blocks; raises OSError."""
    return shutil.disk_usage(folder).free / 1e9


class Alarms:
    """The alarms of this server. On the loop's thread."""

    def __init__(
        self,
        booths: BoothStore,
        house: HouseStore,
        store: AlarmStore,
        history: AlarmHistory,
        settings: Callable[[], StudioSettings],
        clock: Clock,
        folder: Path,
        free: FreeGb = free_gb,
    ) -> None:
        """`folder`: whose disk is the server's own."""
        self._booths = booths
        self._house = house
        self._store = store
        self._history = history
        self._settings = settings
        self._clock = clock
        self._folder = folder
        self._free = free
        self._free_gb: float | None = None
        self._book = AlarmBook(lambda: secrets.token_hex(5), self._place)
        self._dirty: set[BoothId] = set()
        self._wake = asyncio.Event()
        self._failing = False
        self._tasks: list[asyncio.Task[None]] = []
        self._disconnects = [
            booths.changed.connect(self._booth_changed),
            house.changed.connect(self._house_changed),
        ]

    def bind(self, desk: ActionDesk) -> None:
        """Offer the actions on alarms."""
        desk.bind(AcknowledgeAlarm, self._acknowledge)
        desk.bind(UnacknowledgeAlarm, self._unacknowledge)
        desk.bind(SnoozeAlarm, self._snooze)
        desk.bind(UnsnoozeAlarm, self._unsnooze)
        desk.bind(TakeAlarm, self._take)
        desk.bind(ReleaseAlarm, self._release)
        desk.bind(NoisiestAlarms, self._noisiest)

    async def start(self) -> None:
        """Take up what stood when the server ended, then watch."""
        try:
            self._book.restore(await self._history.standing(), self._now())
        except StudioError as error:
            log.error("the alarms of the last run cannot be read: %s", error)
        self.look_at_all()
        self._tasks = [
            asyncio.create_task(self._watch(), name="alarms"),
            asyncio.create_task(self._watch_disk(), name="alarms disk"),
        ]

    async def stop(self) -> None:
        """Watch no more; what stands stays written down for the next start."""
        for disconnect in self._disconnects:
            disconnect()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def look_at_all(self) -> None:
        """Judge everything anew: limits have changed."""
        self._dirty.update(self._booths.booths(), [THE_SERVER])
        self._wake.set()

    # --- watching --------------------------------------------------------------------------------

    def _booth_changed(self, key: RecordKey, _: Fact | None, __: Fact | None) -> None:
        if key[0] in JUDGED:
            self._dirty.add(BoothId(key[1]))
            self._wake.set()

    def _house_changed(self, key: RecordKey, _: Fact | None, __: Fact | None) -> None:
        if key[0] == "server":
            self._dirty.add(THE_SERVER)
            self._wake.set()

    async def _watch(self) -> None:
        due_s: float | None = 0.0
        while True:
            try:
                async with asyncio.timeout(due_s):
                    await self._wake.wait()
            except TimeoutError:
                pass
            else:
                await asyncio.sleep(GATHER_S)
            self._wake.clear()
            due_s = self._work()

    def _work(self) -> float | None:
        """Judge what has changed, let time work, tell it; in how many seconds to come again."""
        now = self._now()
        fine = True
        for booth in tuple(self._dirty):
            self._dirty.discard(booth)
            fine = self._try(partial(self._judge, booth, now), booth or "the server") and fine
        due_s: list[float | None] = []
        fine = self._try(lambda: due_s.append(self._book.tick(now)), "all") and fine
        fine = self._try(self._tell, "all") and fine
        self._failing = not fine
        return due_s[0] if due_s else 1.0

    def _try(self, work: Callable[[], None], of: str) -> bool:
        """Do it; a fault of ours in one place must not end the watch over everything."""
        try:
            work()
        except Exception:
            if not self._failing:
                log.exception("the alarms of %s cannot be judged", of)
            return False
        return True

    def _judge(self, booth: BoothId, now: Instant) -> None:
        standing = self._book.standing_kinds(booth)
        if booth == THE_SERVER:
            warnings, limits = self._house.server.warnings, self._settings().alarms
            path = str(self._folder)
            found = conditions_of_server(warnings, self._free_gb, path, limits, standing)
            self._book.judge(booth, found, now)
            return
        view = view_of(self._booths, booth)
        if view is None:
            self._book.forget(booth, now)
        else:
            self._book.judge(booth, conditions_of_booth(view, self._limits(booth), standing), now)

    def _tell(self) -> None:
        told = self._book.take()
        changes: Changes = {("alarm", id_): alarm for id_, alarm in told.alarms.items()}
        if changes:
            self._store.apply(changes)
        self._history.note(told)

    async def _watch_disk(self) -> None:
        while True:
            try:
                self._free_gb = await call_aside(
                    lambda: self._free(self._folder),
                    timeout_s=DISK_PATIENCE_S,
                    name="alarms disk",
                )
            except (OSError, TimeoutError) as error:
                if self._free_gb is not None:
                    log.warning("the room on the server's disk cannot be read: %s", error)
                self._free_gb = None
            self._dirty.add(THE_SERVER)
            self._wake.set()
            await asyncio.sleep(LOOK_AT_DISK_S)

    def _limits(self, booth: BoothId) -> AlarmLimits:
        settings = self._settings()
        own = settings.booth_by_id(booth)
        return limits_of(settings.alarms, own.alarms if own is not None else AlarmOverrides())

    def _place(self, booth: BoothId) -> Place:
        entry = self._booths.get(Booth, "booth", booth)
        return place_of(entry) if entry is not None else NOWHERE

    def _now(self) -> Instant:
        return Instant(self._clock.monotonic_s(), self._clock.now())

    # --- actions ---------------------------------------------------------------------------------

    def _done(self, undo: Action | None, value: object = None) -> Outcome:
        self._tell()
        self._wake.set()  # something may be due earlier now
        return Outcome(value, undo)

    async def _acknowledge(self, action: AcknowledgeAlarm, context: ActionContext) -> Outcome:
        stands = self._book.get(action.alarm).standing
        self._book.acknowledge(action.alarm, context.principal.name, self._now())
        return self._done(UnacknowledgeAlarm(alarm=action.alarm) if stands else None)

    async def _unacknowledge(self, action: UnacknowledgeAlarm, context: ActionContext) -> Outcome:
        self._book.unacknowledge(action.alarm, context.principal.name, self._now())
        return self._done(AcknowledgeAlarm(alarm=action.alarm))

    async def _snooze(self, action: SnoozeAlarm, context: ActionContext) -> Outcome:
        now = self._now()
        until = now.at + timedelta(minutes=action.minutes)
        # PostgreSQL's text takes no NUL.
        reason = action.reason.replace("\0", " ")
        self._book.snooze(action.alarm, context.principal.name, until, reason, now)
        return self._done(UnsnoozeAlarm(alarm=action.alarm))

    async def _unsnooze(self, action: UnsnoozeAlarm, context: ActionContext) -> Outcome:
        now, snoozed = self._now(), self._book.get(action.alarm).snoozed
        self._book.unsnooze(action.alarm, context.principal.name, now)
        if snoozed is None:
            return self._done(None)
        minutes = max(1, round((snoozed.until - now.at).total_seconds() / 60))
        return self._done(SnoozeAlarm(alarm=action.alarm, minutes=minutes, reason=snoozed.reason))

    async def _take(self, action: TakeAlarm, context: ActionContext) -> Outcome:
        name = context.principal.name
        before = self._book.get(action.alarm).owner
        self._book.own(action.alarm, name, name, self._now())
        return self._done(None if before else ReleaseAlarm(alarm=action.alarm))

    async def _release(self, action: ReleaseAlarm, context: ActionContext) -> Outcome:
        name = context.principal.name
        before = self._book.get(action.alarm).owner
        self._book.own(action.alarm, "", name, self._now())
        return self._done(TakeAlarm(alarm=action.alarm) if before == name else None)

    async def _noisiest(self, action: NoisiestAlarms, context: ActionContext) -> Outcome:
        return Outcome(await self._history.noisiest(action.days))
