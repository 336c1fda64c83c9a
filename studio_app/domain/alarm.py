"""What an alarm is: its kinds, what causes one, the record that clients see, its history's row."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from studio_app.domain.ids import BoothId
from studio_app.domain.problems import Problem
from studio_app.domain.struct import Fact
from studio_app.domain.text.masking import FREE_TEXT


class Severity(StrEnum):
    """How much an alarm presses; `rank` orders them."""

    WARNING = "warning"
    """Will hurt viewers if it goes on, or may."""
    CRITICAL = "critical"
    """Viewers see it, or nobody can say what they see."""

    @property
    def rank(self) -> int:
        """Position in the order above, 0 for the least."""
        return list(Severity).index(self)


class AlarmKind(StrEnum):
    """What is wrong."""

    LINK_LOST = "link_lost"
    LINK_REFUSED = "link_refused"
    OBS_HANGS = "obs_hangs"
    """It takes the call and says nothing: frozen, or waiting in a dialog."""
    OBS_NOT_READY = "obs_not_ready"
    """It says that it is loading, for far too long."""
    STREAM_STOPPED = "stream_stopped"
    """By itself, or it never began."""
    STREAM_RECONNECTING = "stream_reconnecting"
    STREAM_STALLED = "stream_stalled"
    """OBS says active, no byte leaves."""
    CONGESTED = "congested"
    SKIPPED = "skipped"
    """Frames that the line did not take."""
    LAGGED = "lagged"
    """Frames that the PC had no time to draw."""
    NOT_LIVE = "not_live"
    """OBS sends, and a person or a chat source says that the platform does not show it."""
    NOT_SENDING = "not_sending"
    """The platform shows it, and OBS does not send: viewers see no new picture."""
    UNPROVEN = "unproven"
    """OBS sends, and nobody has confirmed for long that it arrives."""
    CAMERA_OFF = "camera_off"
    """The platform shows it, but the virtual camera that the platform films is off."""
    RECORD_STOPPED = "record_stopped"
    RECORD_STALLED = "record_stalled"
    DISK_LOW = "disk_low"
    CPU_HIGH = "cpu_high"
    BLACK = "black"
    FROZEN = "frozen"
    SILENT = "silent"
    DRIFT = "drift"
    """OBS is no longer as it was commissioned."""
    NO_STANDBY = "no_standby"
    """A panic did not reach the standby scene, or could not mute everything."""
    SERVER_DISK = "server_disk"
    SERVER_DATABASE = "server_database"
    SERVER_CLOCK = "server_clock"


class Cause(StrEnum):
    """Why several things are one alarm: what those it took have in common."""

    ITSELF = "itself"
    """One booth, one thing."""
    MACHINE = "machine"
    """Booths of one PC; `place` is its address."""
    NETWORK = "network"
    """Booths of several PCs: a switch, a cable, power. `place` is their network where known."""
    LINE = "line"
    """Streams of several booths: the line to the internet, or the platform."""
    TOGETHER = "together"
    """Several booths at one moment; nobody can say why."""
    SERVER = "server"
    """The server's own machine; no booth."""


class Mark(Fact, frozen=True, kw_only=True):
    """Who did something to an alarm, and when."""

    by: str
    at: datetime


class Snooze(Fact, frozen=True, kw_only=True):
    """An alarm put aside for a while; it comes back by itself when it still stands then."""

    by: str
    until: datetime
    reason: Annotated[str, FREE_TEXT]


class Alarm(Fact, frozen=True, kw_only=True):
    """Record `alarm`, key (alarm id,): one cause, with every booth that it took.

    It stands while any booth is in it (for a server's own: until it is well). Once cleared it
    stays in sight for a while: until somebody acknowledges it, ten minutes at most.
    """

    kind: AlarmKind
    """The worst of what its booths have now."""
    severity: Severity
    cause: Cause
    place: str = ""
    booths: tuple[BoothId, ...] = ()
    """In trouble now, in order of their coming; of a cleared alarm: none."""
    back: tuple[BoothId, ...] = ()
    """Those it took that are well again."""
    problem: Problem
    """In words, with what to do."""
    since: datetime
    """When the trouble began, as far as the facts tell: somewhat before it was raised."""
    raised_at: datetime
    cleared_at: datetime | None = None
    acknowledged: Mark | None = None
    owner: str = ""
    """Who takes care of it; empty: nobody yet."""
    snoozed: Snooze | None = None
    count: int = 1
    """How often it has been raised: more than once when booths were well and fell again."""

    @property
    def standing(self) -> bool:
        """Whether it goes on."""
        return self.cleared_at is None

    @property
    def calls(self) -> bool:
        """Whether it wants a person now: it goes on, and nobody has taken notice of it."""
        return self.standing and self.acknowledged is None and self.snoozed is None


class AlarmEvent(StrEnum):
    """What happened to an alarm."""

    RAISED = "raised"
    JOINED = "joined"
    """One more booth is in it; the row names those that came."""
    WORSE = "worse"
    """From warning to critical."""
    CLEARED = "cleared"
    ACKNOWLEDGED = "acknowledged"
    UNACKNOWLEDGED = "unacknowledged"
    SNOOZED = "snoozed"
    UNSNOOZED = "unsnoozed"
    """By a person, or because its time was up (then nobody's name)."""
    TAKEN = "taken"
    RELEASED = "released"


class AlarmRow(Fact, frozen=True, kw_only=True):
    """Row of log channel `alarms` (technician and above)."""

    at: datetime
    alarm: str
    """The alarm's id."""
    event: AlarmEvent
    kind: AlarmKind
    severity: Severity
    cause: Cause
    place: str = ""
    booths: tuple[BoothId, ...] = ()
    """Those that the event is about: in it when it was raised, come, or (cleared) all it took."""
    problem: Problem | None = None
    """What was said, where the event is about the trouble itself."""
    by: str = ""
    """Who did it; empty: the server."""
    reason: Annotated[str, FREE_TEXT] = ""
    """Of a snooze."""
    count: int = 1


class NoisyAlarm(Fact, frozen=True, kw_only=True):
    """How often one booth had one kind of alarm over the days asked for."""

    booth: BoothId
    """Empty for the server's own."""
    kind: AlarmKind
    times: int
    last: datetime
    acknowledged: int = 0
    """For how many of them somebody took notice: a low share says that the limit is wrong."""
