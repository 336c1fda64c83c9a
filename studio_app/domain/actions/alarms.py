"""Actions on alarms: take notice, put aside, take in hand, set limits, ask for the noisiest."""

from typing import Annotated, ClassVar

from msgspec import UNSET, Meta, UnsetType

from studio_app.domain.actions.base import Action
from studio_app.domain.alarm import NoisyAlarm
from studio_app.domain.alarm_limits import AlarmLimits, AlarmOverrides
from studio_app.domain.ids import BoothId
from studio_app.domain.roles import Role
from studio_app.domain.struct import Fact
from studio_app.domain.text.masking import FREE_TEXT

AlarmId = Annotated[str, Meta(min_length=1, max_length=40)]


class AcknowledgeAlarm(Action, frozen=True, kw_only=True):
    """Say that you have taken notice of an alarm; it is quiet then, and stays until it clears."""

    NAME: ClassVar[str] = "alarm.acknowledge"
    INVERSE: ClassVar[str] = "alarm.unacknowledge"
    alarm: AlarmId


class UnacknowledgeAlarm(Action, frozen=True, kw_only=True):
    """Have an alarm call again as if nobody had taken notice."""

    NAME: ClassVar[str] = "alarm.unacknowledge"
    INVERSE: ClassVar[str] = "alarm.acknowledge"
    alarm: AlarmId


class SnoozeAlarm(Action, frozen=True, kw_only=True):
    """Put an alarm aside for some minutes, with a reason; it calls again if it still stands."""

    NAME: ClassVar[str] = "alarm.snooze"
    INVERSE: ClassVar[str] = "alarm.unsnooze"
    alarm: AlarmId
    minutes: Annotated[int, Meta(ge=1, le=1440)]
    reason: Annotated[str, Meta(min_length=1, max_length=200), FREE_TEXT]


class UnsnoozeAlarm(Action, frozen=True, kw_only=True):
    """Have an alarm that was put aside call again now."""

    NAME: ClassVar[str] = "alarm.unsnooze"
    INVERSE: ClassVar[str] = "alarm.snooze"
    alarm: AlarmId


class TakeAlarm(Action, frozen=True, kw_only=True):
    """Take an alarm in hand: you are its owner, everybody sees that."""

    NAME: ClassVar[str] = "alarm.take"
    INVERSE: ClassVar[str] = "alarm.release"
    alarm: AlarmId


class ReleaseAlarm(Action, frozen=True, kw_only=True):
    """Have an alarm belong to nobody again."""

    NAME: ClassVar[str] = "alarm.release"
    INVERSE: ClassVar[str] = "alarm.take"
    alarm: AlarmId


class NoisiestAlarms(Action, frozen=True, kw_only=True):
    """Which alarms came most often in the last days, by booth, the noisiest first."""

    NAME: ClassVar[str] = "alarm.noisiest"
    RESULT: ClassVar[object] = tuple[NoisyAlarm, ...]
    days: Annotated[int, Meta(ge=1, le=90)] = 7


class SetAlarmLimits(Action, frozen=True, kw_only=True):
    """Set from where on things are alarms, for one booth or for all; written to studio.toml.

    What is not given goes back to the default, or to what holds for all."""

    NAME: ClassVar[str] = "alarm.limits"
    ROLE: ClassVar[Role] = Role.ADMIN
    INVERSE: ClassVar[str] = "alarm.limits"
    booth: BoothId | None = None
    limits: AlarmOverrides = AlarmOverrides()
    seen: AlarmOverrides | UnsetType = UNSET
    """What the window showed as set; anything else there refuses the change aloud."""


class LimitsShown(Fact, frozen=True, kw_only=True):
    """From where on things are alarms at one booth."""

    own: AlarmOverrides
    """What is set for it alone."""
    every: AlarmLimits
    """What holds for all booths, and for it where it has nothing of its own."""


class ReadLimits(Action, frozen=True, kw_only=True):
    """From where on things are alarms at one booth: its own limits and those of all."""

    NAME: ClassVar[str] = "alarm.limits_read"
    RESULT: ClassVar[object] = LimitsShown
    booth: BoothId


class LimitSuggestion(Fact, frozen=True, kw_only=True):
    """What a booth's own history suggests for one limit."""

    field: str
    """As in `AlarmLimits`."""
    now: float
    suggested: float
    samples: int
    """How many readings it rests on."""
    usual: float
    """The reading that 99 of 100 stay on the good side of."""


class SuggestLimits(Action, frozen=True, kw_only=True):
    """Which limits a booth's own last days suggest; changes nothing."""

    NAME: ClassVar[str] = "alarm.suggest"
    RESULT: ClassVar[object] = tuple[LimitSuggestion, ...]
    booth: BoothId
    days: Annotated[int, Meta(ge=1, le=30)] = 7


ACTIONS: tuple[type[Action], ...] = (
    AcknowledgeAlarm,
    UnacknowledgeAlarm,
    SnoozeAlarm,
    UnsnoozeAlarm,
    TakeAlarm,
    ReleaseAlarm,
    NoisiestAlarms,
    SetAlarmLimits,
    ReadLimits,
    SuggestLimits,
)
