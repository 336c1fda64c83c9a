"""Alarm limits: what holds for a booth, written to `studio.toml`, suggested by its history."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

import msgspec

from studio_app.domain.actions.alarms import (
    LimitsShown,
    ReadLimits,
    SetAlarmLimits,
    SuggestLimits,
)
from studio_app.domain.alarm_limits import AlarmLimits, AlarmOverrides, limits_of
from studio_app.domain.errors import fail
from studio_app.domain.health import HealthPage, HealthRow
from studio_app.domain.ids import BoothId
from studio_app.domain.settings import StudioSettings
from studio_app.services import studio_text
from studio_app.services.action_desk import ActionContext, ActionDesk, Outcome
from studio_app.services.alarm_suggest import suggestions
from studio_app.services.studio_file import StudioFile
from studio_app.support.clock import Clock

READ_AT_ONCE = timedelta(hours=48)


class Readings(Protocol):
    """Where a booth's figures are kept."""

    async def page(self, booth: BoothId, since: datetime, until: datetime) -> HealthPage:
        """The rows of this time. Raises StudioError."""
        ...


class AlarmLimitsDesk:
    """Reads, writes and suggests limits. On the loop's thread."""

    def __init__(self, file: StudioFile, readings: Readings, clock: Clock) -> None:
        self._file = file
        self._readings = readings
        self._clock = clock

    def bind(self, desk: ActionDesk) -> None:
        """Offer alarm.limits, alarm.limits_read and alarm.suggest."""
        desk.bind(SetAlarmLimits, self._set, durable=True)
        desk.bind(ReadLimits, self._read)
        desk.bind(SuggestLimits, self._suggest)

    async def _set(self, action: SetAlarmLimits, context: ActionContext) -> Outcome:
        limits, booth = action.limits.set_fields(), action.booth
        await self._file.pick_up()
        before = self._file.settings
        if booth is not None and before.booth_by_id(booth) is None:
            raise self._no_such(booth)
        now = own_limits(before, booth)
        if action.seen is not msgspec.UNSET and action.seen.set_fields() != now:
            said = ", ".join(f"{name} = {value:g}" for name, value in now.items()) or "–"
            raise fail("setting_changed", field="alarms", now=said)

        def right(_: StudioSettings, after: StudioSettings) -> bool:
            return own_limits(after, booth) == limits

        change = partial(studio_text.set_alarms, limits=limits, booth=booth)
        await self._file.edit(change, right)
        former = msgspec.convert(now, AlarmOverrides)
        return Outcome(undo=SetAlarmLimits(booth=booth, limits=former))

    async def _read(self, action: ReadLimits, context: ActionContext) -> Outcome:
        await self._file.pick_up()
        settings = self._file.settings
        booth = settings.booth_by_id(action.booth)
        if booth is None:
            raise self._no_such(action.booth)
        return Outcome(LimitsShown(own=booth.alarms, every=settings.alarms))

    async def _suggest(self, action: SuggestLimits, context: ActionContext) -> Outcome:
        booth = self._file.settings.booth_by_id(action.booth)
        if booth is None:
            raise self._no_such(action.booth)
        until = self._clock.now()
        since = until - timedelta(days=action.days)
        rows: list[HealthRow] = []
        while since < until:
            step = min(since + READ_AT_ONCE, until)
            rows += (await self._readings.page(action.booth, since, step)).rows
            since = step
        found = suggestions(rows, limits_of(self._file.settings.alarms, booth.alarms))
        if not found:
            raise fail("no_history", booth=booth.name)
        return Outcome(found)

    def _no_such(self, booth: str) -> Exception:
        every = ", ".join(other.id for other in self._file.settings.booth) or "–"
        return fail("no_such_booth", booth=booth, booths=every)


def own_limits(settings: StudioSettings, booth: str | None) -> Mapping[str, float]:
    """What a booth has set for itself; without a booth what all have that is not the default."""
    if booth is not None:
        known = settings.booth_by_id(booth)
        return known.alarms.set_fields() if known is not None else {}
    values: dict[str, float] = msgspec.structs.asdict(settings.alarms)
    default = AlarmLimits()
    return {name: value for name, value in values.items() if value != getattr(default, name)}
