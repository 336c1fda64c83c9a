"""The alarms there are: raised and cleared by time, grouped by cause, acknowledged and put aside.

Pure: conditions, acts and times are given, nothing is read or written. What lasts is measured on
the monotonic clock; wall times are only shown.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from studio_app.domain.alarm import Alarm, AlarmEvent, AlarmKind, AlarmRow, Cause, Mark, Snooze
from studio_app.domain.errors import fail
from studio_app.domain.ids import BoothId
from studio_app.services.alarm_case import Case, Instant, real
from studio_app.services.alarm_conditions import (
    RULES,
    THE_SERVER,
    Condition,
    ConditionKey,
    Family,
)
from studio_app.services.alarm_groups import Group, Place, belongs

RESTART_HOLD_S = 30.0
"""What stood before a restart and is not confirmed for so long is over."""


@dataclass
class _Track:
    """One condition through time."""

    condition: Condition
    onset_s: float
    well_s: float | None = None
    """Since when it is well again; None while it holds."""
    clear_after_s: float = 0.0
    case: Case | None = None
    """The alarm that it stands in; None: not raised yet."""


class Told(NamedTuple):
    """What has changed since the last time: records by id (None: gone), rows for the history."""

    alarms: dict[str, Alarm | None]
    rows: tuple[AlarmRow, ...]


class AlarmBook:
    """Every alarm of a server. Not thread-safe."""

    def __init__(self, new_id: Callable[[], str], place_of: Callable[[BoothId], Place]) -> None:
        self._new_id = new_id
        self._place_of = place_of
        self._tracks: dict[ConditionKey, _Track] = {}
        self._cases: dict[str, Case] = {}
        self._changed: dict[str, None] = {}
        self._rows: list[AlarmRow] = []

    # --- what is wrong ---------------------------------------------------------------------------

    def judge(self, booth: BoothId, conditions: Sequence[Condition] | None, now: Instant) -> None:
        """What is wrong with a booth now, replacing what was; None: nobody knows, so nothing of
        it ends. `tick` raises and clears."""
        mine = [(key, track) for key, track in self._tracks.items() if key[0] == booth]
        if conditions is None:
            for _, track in mine:
                track.well_s = None
            return
        holding = {condition.key: condition for condition in conditions}
        for key, track in mine:
            if key in holding:
                continue
            if track.case is None:
                del self._tracks[key]
            elif track.well_s is None or track.clear_after_s == RESTART_HOLD_S:
                track.well_s = now.s
                track.clear_after_s = RULES[track.condition.kind].clear_after_s
        for key, condition in holding.items():
            self._hold(key, condition, now)

    def _hold(self, key: ConditionKey, condition: Condition, now: Instant) -> None:
        track = self._tracks.get(key)
        if track is None:
            ago_s = (now.at - condition.since).total_seconds() if condition.since else 0.0
            self._tracks[key] = _Track(condition, now.s - max(0.0, ago_s))
            return
        track.well_s = None
        if track.condition != condition:
            track.condition = condition
            if track.case is not None:
                self._refresh(track.case, now)

    def forget(self, booth: BoothId, now: Instant) -> None:
        """The booth is no more: nothing can be wrong with it."""
        for key in [key for key in self._tracks if key[0] == booth]:
            self._clear(key, self._tracks.pop(key), now)

    def tick(self, now: Instant) -> float | None:
        """Let time work; in how many seconds it will again, None when never."""
        self._clear_due(now)
        self._raise_due(now)
        for case in tuple(self._cases.values()):
            self._end_snooze(case, now)
            if case.drop_in_s(now) <= 0:
                del self._cases[case.id]
                self._changed[case.id] = None
        return self._next_in_s(now)

    def _raise_due(self, now: Instant) -> None:
        due = [
            (key, track)
            for key, track in self._tracks.items()
            if track.case is None and track.onset_s + track.condition.raise_after_s <= now.s
        ]
        touched: dict[str, Case] = {}
        for key, track in sorted(due, key=lambda pair: pair[1].onset_s):
            case = self._case_for(key, track)
            track.case = case
            if case.cleared_s is not None:  # it comes again
                case.cleared_s = None
                case.onset_s = track.onset_s
                case.fresh = True
                begun = now.at - timedelta(seconds=now.s - track.onset_s)
                case.record = replace(
                    case.record,
                    cleared_at=None,
                    raised_at=now.at,
                    since=begun,
                    count=case.record.count + 1,
                )
            elif key[0] in case.well:
                case.record = replace(case.record, count=case.record.count + 1)
            if key[0] in case.well:
                del case.well[key[0]]
            case.standing.append(key[0])
            case.came.append(key[0])
            touched[case.id] = case
        for case in touched.values():
            self._refresh(case, now)

    def _case_for(self, key: ConditionKey, track: _Track) -> Case:
        """The alarm that a trouble belongs to: the one it was in before, one with the same cause,
        else a new one."""
        booth, family = key
        place = self._place_of(booth)
        nearest: tuple[float, Case] | None = None
        for case in self._cases.values():
            if case.family is not family:
                continue
            if case.returns(booth, track.onset_s):
                return case
            if case.cleared_s is not None:
                continue
            places = [self._place_of(other) for other in case.every]
            group = Group(case.onset_s, len(case.standing), places)
            if belongs(family, track.onset_s, place, group):
                apart_s = abs(track.onset_s - case.onset_s)
                if nearest is None or apart_s < nearest[0]:
                    nearest = (apart_s, case)
        return nearest[1] if nearest is not None else self._new_case(family, track)

    def _new_case(self, family: Family, track: _Track) -> Case:
        condition = track.condition
        moment = condition.since or _NEVER
        record = Alarm(
            kind=condition.kind,
            severity=condition.severity,
            cause=Cause.ITSELF,
            problem=condition.problem,
            since=moment,
            raised_at=moment,
        )
        case = Case(self._new_id(), family, track.onset_s, record, fresh=True)
        self._cases[case.id] = case
        return case

    def _clear_due(self, now: Instant) -> None:
        for key, track in tuple(self._tracks.items()):
            if track.well_s is not None and track.well_s + track.clear_after_s <= now.s:
                del self._tracks[key]
                self._clear(key, track, now)

    def _clear(self, key: ConditionKey, track: _Track, now: Instant) -> None:
        case = track.case
        if case is None:
            return
        case.standing.remove(key[0])
        case.well[key[0]] = now.s
        if key[0] in case.came:
            case.came.remove(key[0])
        if case.standing:
            self._refresh(case, now)
            return
        case.cleared_s = now.s
        self._show(case, replace(case.record, cleared_at=now.at, booths=(), back=real(case.well)))
        self._rows.append(case.row(AlarmEvent.CLEARED, now, booths=real(case.well)))

    def _refresh(self, case: Case, now: Instant) -> None:
        """Have the record say what its booths have by now."""
        conditions = [self._tracks[booth, case.family].condition for booth in case.standing]
        before = case.record
        record = case.renewed(conditions, [self._place_of(booth) for booth in case.every])
        if case.fresh:
            begun = now.at - timedelta(seconds=now.s - case.onset_s)
            record = replace(record, raised_at=now.at, since=begun)
        self._show(case, record)
        if case.fresh:
            self._rows.append(case.row(AlarmEvent.RAISED, now, said=record.problem))
        else:
            if case.came:
                self._rows.append(
                    case.row(AlarmEvent.JOINED, now, booths=real(case.came), said=record.problem)
                )
            if record.severity.rank > before.severity.rank:
                self._rows.append(case.row(AlarmEvent.WORSE, now, said=record.problem))
        case.fresh = False
        case.came.clear()

    # --- what people do --------------------------------------------------------------------------

    def get(self, alarm: str) -> Alarm:
        """The record. Raises `no_such_alarm`."""
        return self._case(alarm).record

    def acknowledge(self, alarm: str, by: str, now: Instant) -> None:
        """Somebody has taken notice. A cleared alarm is gone with that. Raises `no_such_alarm`."""
        case = self._case(alarm)
        if case.record.acknowledged is not None:
            return
        self._show(case, replace(case.record, acknowledged=Mark(by=by, at=now.at)))
        self._rows.append(case.row(AlarmEvent.ACKNOWLEDGED, now, by=by))
        if case.cleared_s is not None and case.record.snoozed is None:
            del self._cases[case.id]

    def unacknowledge(self, alarm: str, by: str, now: Instant) -> None:
        """As if nobody had. Raises `no_such_alarm`."""
        case = self._case(alarm)
        if case.record.acknowledged is None:
            return
        self._show(case, replace(case.record, acknowledged=None))
        self._rows.append(case.row(AlarmEvent.UNACKNOWLEDGED, now, by=by))

    def snooze(self, alarm: str, by: str, until: datetime, reason: str, now: Instant) -> None:
        """Put it aside; when it comes back it calls, whoever had acknowledged it. Raises
        `no_such_alarm`, `alarm_cleared`."""
        case = self._case(alarm)
        if case.cleared_s is not None:
            raise fail("alarm_cleared")
        snooze = Snooze(by=by, until=until, reason=reason)
        self._show(case, replace(case.record, snoozed=snooze, acknowledged=None))
        self._rows.append(case.row(AlarmEvent.SNOOZED, now, by=by, reason=reason))

    def unsnooze(self, alarm: str, by: str, now: Instant) -> None:
        """Have it back now. Raises `no_such_alarm`."""
        case = self._case(alarm)
        if case.record.snoozed is not None:
            self._wake(case, by, now)

    def own(self, alarm: str, owner: str, by: str, now: Instant) -> None:
        """Give it an owner; an empty name: nobody. Raises `no_such_alarm`."""
        case = self._case(alarm)
        if case.record.owner == owner:
            return
        self._show(case, replace(case.record, owner=owner))
        self._rows.append(case.row(AlarmEvent.TAKEN if owner else AlarmEvent.RELEASED, now, by=by))

    # --- beside ----------------------------------------------------------------------------------

    def restore(self, alarms: Iterable[tuple[str, Alarm]], now: Instant) -> None:
        """Take on what stood when the server ended, before anything is judged: what facts confirm
        goes on with its owner and acknowledgement, the rest clears soon."""
        for id_, record in alarms:
            family = RULES[record.kind].family
            ago_s = max(0.0, (now.at - record.since).total_seconds())
            case = Case(id_, family, now.s - ago_s, record, well=dict.fromkeys(record.back, now.s))
            stood = list(record.booths)
            if record.cause is Cause.SERVER and record.standing:
                stood.append(THE_SERVER)
            elif record.cause is Cause.SERVER:
                case.well[THE_SERVER] = now.s
            for booth in stood:
                if (booth, family) in self._tracks:  # it can be in one alarm only
                    case.well[booth] = now.s
                    continue
                said = Condition(booth, record.kind, record.severity, record.problem, 0.0)
                self._tracks[booth, family] = _Track(
                    said, case.onset_s, now.s, RESTART_HOLD_S, case
                )
                case.standing.append(booth)
            if not case.standing:
                case.cleared_s = now.s
                cleared_at = record.cleared_at or now.at
                case.record = replace(record, cleared_at=cleared_at, booths=())
            self._cases[id_] = case
            self._changed[id_] = None
            self._end_snooze(case, now)  # it may have run out meanwhile

    def standing_kinds(self, booth: BoothId) -> frozenset[AlarmKind]:
        """What is raised for a booth."""
        return frozenset(
            track.condition.kind
            for key, track in self._tracks.items()
            if key[0] == booth and track.case is not None
        )

    def take(self) -> Told:
        """What has changed since this was last asked."""
        alarms = {
            id_: self._cases[id_].record if id_ in self._cases else None for id_ in self._changed
        }
        told = Told(alarms, tuple(self._rows))
        self._changed.clear()
        self._rows.clear()
        return told

    def _case(self, alarm: str) -> Case:
        case = self._cases.get(alarm)
        if case is None:
            raise fail("no_such_alarm", alarm=alarm)
        return case

    def _end_snooze(self, case: Case, now: Instant) -> None:
        if case.record.snoozed is not None and case.record.snoozed.until <= now.at:
            self._wake(case, "", now)

    def _wake(self, case: Case, by: str, now: Instant) -> None:
        self._show(case, replace(case.record, snoozed=None))
        self._rows.append(case.row(AlarmEvent.UNSNOOZED, now, by=by))

    def _show(self, case: Case, record: Alarm) -> None:
        case.record = record
        self._changed[case.id] = None

    def _next_in_s(self, now: Instant) -> float | None:
        times = [float("inf")]
        for track in self._tracks.values():
            if track.case is None:
                times.append(track.onset_s + track.condition.raise_after_s - now.s)
            elif track.well_s is not None:
                times.append(track.well_s + track.clear_after_s - now.s)
        for case in self._cases.values():
            times.append(case.drop_in_s(now))
            if case.record.snoozed is not None:
                times.append((case.record.snoozed.until - now.at).total_seconds())
        soonest = min(times)
        return None if soonest == float("inf") else max(0.0, soonest)


_NEVER = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
