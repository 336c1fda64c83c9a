"""One alarm on its way: which booths it took, how they are, and the record that this makes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from studio_app.domain.alarm import Alarm, AlarmEvent, AlarmRow
from studio_app.domain.ids import BoothId
from studio_app.domain.problems import Problem
from studio_app.services.alarm_conditions import THE_SERVER, Condition, Family
from studio_app.services.alarm_groups import Place, cause_of, said_of

KEEP_UNSEEN_S = 600.0
"""How long a cleared alarm that nobody has acknowledged stays in sight."""
FLAP_S = 30.0
"""A booth that falls again so soon after it was well has never really been."""
KEEP_SEEN_S = 60.0
"""How long an acknowledged one is remembered, so that it stays acknowledged when it flaps."""


class Instant(NamedTuple):
    """Now, on both clocks."""

    s: float
    """Monotonic seconds."""
    at: datetime
    """Aware UTC."""


@dataclass
class Case:
    """One alarm; `standing` and `well` are its booths in order of their coming."""

    id: str
    family: Family
    onset_s: float
    record: Alarm
    standing: list[BoothId] = field(default_factory=list)
    well: dict[BoothId, float] = field(default_factory=dict)
    """Those that are well again, with the monotonic time since when."""
    cleared_s: float | None = None
    came: list[BoothId] = field(default_factory=list)
    """Since the last row in the history."""
    fresh: bool = False
    """Raised since then."""

    @property
    def every(self) -> list[BoothId]:
        """All it took."""
        return [*self.standing, *self.well]

    def returns(self, booth: BoothId, onset_s: float) -> bool:
        """Whether a booth that falls again is one of its own. One that has been well for long
        falls anew: it must not hide in an alarm that somebody has acknowledged long ago."""
        if booth not in self.well:
            return False
        if self.record.snoozed is not None:
            return True
        if self.cleared_s is not None:
            return self.every == [booth]
        return onset_s - self.well[booth] <= FLAP_S

    def renewed(self, conditions: Sequence[Condition], places: Sequence[Place]) -> Alarm:
        """Its record by what its standing booths have now; `places` of all it took."""
        severity = max((one.severity for one in conditions), key=lambda each: each.rank)
        worst = [one for one in conditions if one.severity is severity]
        kinds = Counter(one.kind for one in worst)
        most = max(kinds.values())
        first = next(one for one in worst if kinds[one.kind] == most)
        cause, place = cause_of(self.family, self.every, places)
        return replace(
            self.record,
            kind=first.kind,
            severity=severity,
            cause=cause,
            place=place,
            booths=real(self.standing),
            back=real(self.well),
            problem=said_of(self.family, cause, place) or first.problem,
        )

    def row(
        self,
        event: AlarmEvent,
        now: Instant,
        *,
        booths: tuple[BoothId, ...] | None = None,
        said: Problem | None = None,
        by: str = "",
        reason: str = "",
    ) -> AlarmRow:
        """A row for the history."""
        record = self.record
        return AlarmRow(
            at=now.at,
            alarm=self.id,
            event=event,
            kind=record.kind,
            severity=record.severity,
            cause=record.cause,
            place=record.place,
            booths=record.booths if booths is None else booths,
            problem=said,
            by=by,
            reason=reason,
            count=record.count,
        )

    def drop_in_s(self, now: Instant) -> float:
        """For how long it stays in sight; infinite while it stands."""
        if self.cleared_s is None:
            return float("inf")
        if self.record.snoozed is not None:
            return (self.record.snoozed.until - now.at).total_seconds()
        keep_s = KEEP_UNSEEN_S if self.record.acknowledged is None else KEEP_SEEN_S
        return self.cleared_s + keep_s - now.s


def real(booths: Iterable[BoothId]) -> tuple[BoothId, ...]:
    """Without what stands for the server itself."""
    return tuple(booth for booth in booths if booth != THE_SERVER)
