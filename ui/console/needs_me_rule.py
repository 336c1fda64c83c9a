"""What needs a person now, from facts alone: one rule for the strip and for the tiles' bars."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NamedTuple

from msgspec.structs import replace

from studio_app.domain.alarm import AlarmKind
from studio_app.domain.alarm import Severity as AlarmSeverity
from studio_app.domain.booth import (
    PERSON,
    LinkStatus,
    LiveStatus,
    Output,
    OutputHealth,
    OutputStatus,
)
from studio_app.domain.commission import DriftStatus
from studio_app.domain.ids import ServerId
from studio_app.domain.problems import Problem
from studio_app.domain.recovery import Part, RecoveryStatus
from studio_app.domain.struct import Fact
from ui.bridge.client import BoothKey, ConnectionStatus
from ui.console.wall_booth import BoothView

DISK_LOW_MB = 2000.0
RENDER_SKIPPED_PCT = 1.0
"""Frames that OBS itself had no time to draw: the PC is overloaded."""


class Severity(IntEnum):
    """How much it presses; greater presses more."""

    NOTE = 1
    """Look when there is time."""
    WARNING = 2
    """Will hurt viewers if it goes on, or may."""
    ALARM = 3
    """Viewers see it, or nobody can say what they see."""


class NeedKind(StrEnum):
    """What is wrong."""

    SERVER_LOST = "server_lost"
    SERVER_REFUSED = "server_refused"
    SIGN_IN = "sign_in"
    LINK_LOST = "link_lost"
    LINK_REFUSED = "link_refused"
    LINK_STALE = "link_stale"
    NO_STANDBY = "no_standby"
    """A panic did not reach the standby scene, or not all of it."""
    STANDBY = "standby"
    """In a panic, on standby."""
    LEFT_STANDBY = "left_standby"
    """In a panic, but another scene is on air: sound is still muted."""
    NOT_BACK = "not_back"
    """What ran before a crash does not run."""
    STOPPED = "stopped"
    """The stream ended by itself."""
    RECONNECTING = "reconnecting"
    STALLED = "stalled"
    CAMERA_OFF = "camera_off"
    """The platform shows it, but the virtual camera that it films is off."""
    NOT_LIVE = "not_live"
    """OBS sends, but the platform does not show it."""
    SKIPPING = "skipping"
    CONGESTED = "congested"
    OVERLOADED = "overloaded"
    DISK_LOW = "disk_low"
    RECORD_STOPPED = "record_stopped"
    SERVER_WARNING = "server_warning"
    BOOTH_WARNING = "booth_warning"
    ALARM = "alarm"
    """What the server watches and a record alone does not show: black, frozen, silent …"""
    DRIFTED = "drifted"
    """OBS is no longer as its template says."""
    QUESTIONS = "questions"
    """Viewers ask, nobody has answered."""
    CHAT_SILENT = "chat_silent"
    """A channel of a booth on air is connected, but nothing comes from it."""
    PLUGIN = "plugin"
    """A plugin does not run, or channels of it are down for long."""


BY_ALARM = (
    AlarmKind.BLACK,
    AlarmKind.FROZEN,
    AlarmKind.SILENT,
    AlarmKind.OBS_NOT_READY,
    AlarmKind.NOT_SENDING,
    AlarmKind.RECORD_STALLED,
    AlarmKind.CPU_HIGH,
)


class Need(Fact, frozen=True, kw_only=True):
    """One thing that needs a person."""

    kind: NeedKind
    severity: Severity
    server: ServerId | None
    booth: BoothKey | None = None
    since: datetime | None = None
    """When it began: by a record, else when it was first seen here (`aged`)."""
    retry_at: datetime | None = None
    """When the link is tried again by itself."""
    can_retry: bool = False
    problem: Problem | None = None
    amount: float | None = None
    """Percent for skipped frames, MB for a disk."""
    who: str = ""
    alarm: AlarmKind | None = None
    parts: tuple[Part, ...] = ()
    """What did not come back."""
    name: str = ""
    """The server's name or address, for needs of no booth."""
    plugin: str = ""
    """The plugin that it is about."""
    count: int = 0
    """Of its channels, 0 when the plugin itself is down; of questions that wait."""

    @property
    def identity(self) -> tuple[object, ...]:
        """Equal for one and the same trouble while its figures change."""
        text = self.problem.text if self.kind in _BY_TEXT and self.problem else ""
        return (self.kind, self.server, self.booth, self.name, text, self.alarm, self.plugin)

    @property
    def gone(self) -> bool:
        """Whether it is a lost connection, which has its own look."""
        return self.kind in _GONE


_BY_TEXT = (NeedKind.SERVER_WARNING, NeedKind.BOOTH_WARNING)
_GONE = (
    NeedKind.SERVER_LOST,
    NeedKind.SERVER_REFUSED,
    NeedKind.LINK_LOST,
    NeedKind.LINK_REFUSED,
)


class ServerView(NamedTuple):
    """One server as the rule sees it."""

    server: ServerId | None
    name: str
    status: ConnectionStatus
    problem: Problem | None = None
    warnings: tuple[Problem, ...] = ()


def what_needs_me(
    servers: Iterable[ServerView], booths: Sequence[BoothView], besides: Iterable[Need] = ()
) -> tuple[Need, ...]:
    """Everything that needs a person, in the order of the strip: see `ordered`. A server that is
    away speaks once, not for each of its booths. `besides` is what others have judged."""
    found = [need for server in servers for need in _of_server(server)]
    found.extend(besides)
    found.extend(need for view in booths for need in needs_of_booth(view))
    return ordered(found, [view.key for view in booths])


def needs_of_booth(view: BoothView) -> Iterator[Need]:
    """What is wrong with one booth, the worst first. Only what is confirmed is judged: with the
    link gone that is the one thing to say, and with the server gone the server says it."""
    if not view.server_up:
        return
    link = _link(view)
    panic = _panic(view)
    if panic is not None and panic.kind is NeedKind.NO_STANDBY:
        yield panic  # the loudest there is, above all while its OBS is lost
    if link is not None:
        yield link
        if link.gone:
            return
    if view.link is None or view.link.status is LinkStatus.CONNECTING:
        return
    if panic is not None and panic.kind is not NeedKind.NO_STANDBY:
        yield panic
    yield from sorted(
        (
            *_not_back(view),
            *_outputs(view),
            *_machine(view),
            *_alarms(view),
            *_warnings(view),
            *_drift(view),
        ),
        key=lambda need: -need.severity,
    )


def aged(needs: Iterable[Need], before: Iterable[Need], now: datetime) -> tuple[Need, ...]:
    """`needs` in their order, each without a time of its own given the one it was first seen at:
    the one it has in `before`, else `now`."""
    seen = {need.identity: need.since for need in before}
    return tuple(
        need if need.since is not None else replace(need, since=seen.get(need.identity) or now)
        for need in needs
    )


def ordered(needs: Iterable[Need], places: Sequence[BoothKey]) -> tuple[Need, ...]:
    """The most severe first; then the longest standing, so that a chip keeps its place when new
    ones come; then by place on the wall. A need without a time counts as new."""
    place: Mapping[BoothKey | None, int] = {key: at for at, key in enumerate(places)}

    def rank(need: Need) -> tuple[int, bool, bool, float, int, str]:
        return (
            -need.severity,
            need.kind is not NeedKind.NO_STANDBY,  # nothing is louder
            need.since is None,
            need.since.timestamp() if need.since else 0.0,
            place.get(need.booth, -1),
            need.kind,
        )

    return tuple(sorted(needs, key=rank))


def _of_server(server: ServerView) -> Iterator[Need]:
    kind = {
        ConnectionStatus.LOST: NeedKind.SERVER_LOST,
        ConnectionStatus.REFUSED: NeedKind.SERVER_REFUSED,
        ConnectionStatus.SIGN_IN_NEEDED: NeedKind.SIGN_IN,
    }.get(server.status)
    if kind is not None:
        calm = kind is NeedKind.SIGN_IN
        yield Need(
            kind=kind,
            severity=Severity.WARNING if calm else Severity.ALARM,
            server=server.server,
            problem=server.problem,
            name=server.name,
        )
    if server.status is ConnectionStatus.CONNECTED:
        for warning in server.warnings:
            yield Need(
                kind=NeedKind.SERVER_WARNING,
                severity=Severity.NOTE,
                server=server.server,
                problem=warning,
                name=server.name,
            )


def _link(view: BoothView) -> Need | None:
    link = view.link
    if link is None:
        return None
    kind = {
        LinkStatus.LOST: NeedKind.LINK_LOST,
        LinkStatus.REFUSED: NeedKind.LINK_REFUSED,
        LinkStatus.STALE: NeedKind.LINK_STALE,
    }.get(link.status)
    if link.status is LinkStatus.CONNECTING and link.problem is not None:
        kind = NeedKind.LINK_LOST  # a try among others: nothing is mended yet
    if kind is None:
        return None
    on_air = view.on_air or view.was_on_air
    return Need(
        kind=kind,
        severity=Severity.ALARM if on_air else Severity.WARNING,
        server=view.key[0],
        booth=view.key,
        since=link.since,
        retry_at=link.retry_at,
        can_retry=kind is not NeedKind.LINK_STALE,
        problem=link.problem,
    )


def _panic(view: BoothView) -> Need | None:
    panic = view.panic
    if panic is None:
        return None
    if panic.problem is not None:
        kind, severity = NeedKind.NO_STANDBY, Severity.ALARM
    elif panic.on_air:
        kind, severity = NeedKind.STANDBY, Severity.WARNING
    else:
        kind, severity = NeedKind.LEFT_STANDBY, Severity.WARNING
    need = _need(view, kind, severity, since=panic.since, problem=panic.problem)
    return replace(need, who=panic.by)


def _lacks(view: BoothView, part: Part) -> bool:
    return view.recovery is not None and part in view.recovery.missing


def _not_back(view: BoothView) -> Iterator[Need]:
    found = view.recovery
    if found is not None and found.status is RecoveryStatus.MISSING:
        seen = Part.VIRTUALCAM if view.by_platform else Part.STREAM
        severity = Severity.ALARM if seen in found.missing else Severity.WARNING
        need = _need(view, NeedKind.NOT_BACK, severity, since=found.since, problem=found.problem)
        yield replace(need, parts=found.missing)


def _outputs(view: BoothView) -> Iterator[Need]:
    yield from _stream(view, view.stream)
    if view.by_platform and view.live_status is LiveStatus.LIVE and not view.sending:
        yield _need(view, NeedKind.CAMERA_OFF, Severity.ALARM)
    if not view.by_platform and view.sending and _is_not_live(view):
        since = view.live.since if view.live is not None else None
        yield _need(view, NeedKind.NOT_LIVE, Severity.ALARM, since=since)
    record = view.record
    if (
        record is not None
        and record.status is OutputStatus.OFF
        and record.problem is not None
        and not _lacks(view, Part.RECORD)
    ):
        yield _need(view, NeedKind.RECORD_STOPPED, Severity.WARNING, problem=record.problem)


def _is_not_live(view: BoothView) -> bool:
    """Whether that is sure: by a person's word at once, by a source's when the server, which gives
    the platform time to catch up, has raised its alarm."""
    if view.live is None or view.live.status is not LiveStatus.NOT_LIVE:
        return False
    return view.live.source == PERSON or any(
        alarm.standing and alarm.kind is AlarmKind.NOT_LIVE for alarm in view.alarms
    )


def _stream(view: BoothView, stream: Output | None) -> Iterator[Need]:
    if stream is None:
        return
    if stream.status is OutputStatus.OFF and stream.problem is not None:
        if _lacks(view, Part.STREAM):
            return  # said already, with the way back
        yield _need(view, NeedKind.STOPPED, Severity.ALARM, problem=stream.problem)
        return
    kind = {
        OutputHealth.RECONNECTING: NeedKind.RECONNECTING,
        OutputHealth.STALLED: NeedKind.STALLED,
        OutputHealth.SKIPPING: NeedKind.SKIPPING,
        OutputHealth.CONGESTED: NeedKind.CONGESTED,
    }.get(stream.health)
    if stream.status is OutputStatus.RECONNECTING:
        kind = NeedKind.RECONNECTING
    if kind is None:
        return
    worse = kind in (NeedKind.RECONNECTING, NeedKind.STALLED)
    yield _need(
        view,
        kind,
        Severity.ALARM if worse else Severity.WARNING,
        amount=stream.skipped_pct if kind is NeedKind.SKIPPING else None,
    )


def _machine(view: BoothView) -> Iterator[Need]:
    health = view.health
    if health is None:
        return
    if health.render_skipped_pct >= RENDER_SKIPPED_PCT:
        yield _need(view, NeedKind.OVERLOADED, Severity.WARNING, amount=health.render_skipped_pct)
    # OBS says 0 where it cannot read the disk.
    if 0 < health.disk_free_mb < DISK_LOW_MB:
        severity = Severity.WARNING if view.recording else Severity.NOTE
        yield _need(view, NeedKind.DISK_LOW, severity, amount=health.disk_free_mb)


def _alarms(view: BoothView) -> Iterator[Need]:
    """Only what nothing above speaks of. Once somebody has taken notice it waits as a note."""
    for alarm in view.alarms:
        if not alarm.standing or alarm.kind not in BY_ALARM:
            continue
        severity = Severity.NOTE
        if alarm.calls:
            critical = alarm.severity is AlarmSeverity.CRITICAL
            severity = Severity.ALARM if critical else Severity.WARNING
        yield _need(
            view,
            NeedKind.ALARM,
            severity,
            since=alarm.since,
            problem=alarm.problem,
            alarm=alarm.kind,
        )


def _drift(view: BoothView) -> Iterator[Need]:
    drift = view.drift
    if drift is not None and drift.status is DriftStatus.DRIFTED:
        yield _need(view, NeedKind.DRIFTED, Severity.NOTE, since=drift.since)


def _warnings(view: BoothView) -> Iterator[Need]:
    for warning in view.booth.warnings:
        yield _need(view, NeedKind.BOOTH_WARNING, Severity.NOTE, problem=warning)


def _need(
    view: BoothView,
    kind: NeedKind,
    severity: Severity,
    *,
    since: datetime | None = None,
    problem: Problem | None = None,
    amount: float | None = None,
    alarm: AlarmKind | None = None,
) -> Need:
    return Need(
        kind=kind,
        severity=severity,
        server=view.key[0],
        booth=view.key,
        since=since,
        problem=problem,
        amount=amount,
        alarm=alarm,
    )
