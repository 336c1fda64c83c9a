"""What is wrong by the facts of this moment: pure judgements, without timers or memory."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from studio_app.domain.alarm import AlarmKind, Severity
from studio_app.domain.alarm_limits import AlarmLimits
from studio_app.domain.booth import (
    PERSON,
    Booth,
    Health,
    Link,
    LinkStatus,
    Live,
    LiveStatus,
    Output,
    OutputHealth,
    OutputKind,
    OutputStatus,
    ProgramWatch,
    SentBy,
)
from studio_app.domain.commission import Drift, DriftStatus
from studio_app.domain.ids import BoothId
from studio_app.domain.problems import Problem, problem
from studio_app.domain.recovery import Panic
from studio_app.stores.booths import BoothStore

THE_SERVER = BoothId("")
"""Stands for the server itself where a booth is asked for."""
MB_IN_GB = 1000.0
CRITICAL_SHARE = 0.2
"""Of a limit for free room."""


class Family(StrEnum):
    """Kinds that take turns at one booth: of each family it has one at a time."""

    LINK = "link"
    ACCESS = "access"
    SEND = "send"
    LIVE = "live"
    PROOF = "proof"
    RECORD = "record"
    DISK = "disk"
    CPU = "cpu"
    DRAWING = "drawing"
    PICTURE = "picture"
    SOUND = "sound"
    DRIFT = "drift"
    PANIC = "panic"
    SERVER_DISK = "server_disk"
    SERVER_DATABASE = "server_database"
    SERVER_CLOCK = "server_clock"


class KindRule(NamedTuple):
    """What holds for a kind everywhere: its family, and how long it must be well to clear."""

    family: Family
    clear_after_s: float


RULES: dict[AlarmKind, KindRule] = {
    AlarmKind.LINK_LOST: KindRule(Family.LINK, 3.0),
    AlarmKind.OBS_HANGS: KindRule(Family.LINK, 3.0),
    AlarmKind.OBS_NOT_READY: KindRule(Family.LINK, 3.0),
    AlarmKind.LINK_REFUSED: KindRule(Family.ACCESS, 1.0),
    AlarmKind.STREAM_STOPPED: KindRule(Family.SEND, 3.0),
    AlarmKind.STREAM_RECONNECTING: KindRule(Family.SEND, 5.0),
    AlarmKind.STREAM_STALLED: KindRule(Family.SEND, 5.0),
    AlarmKind.CONGESTED: KindRule(Family.SEND, 10.0),
    AlarmKind.SKIPPED: KindRule(Family.SEND, 10.0),
    AlarmKind.CAMERA_OFF: KindRule(Family.SEND, 2.0),
    AlarmKind.NOT_LIVE: KindRule(Family.LIVE, 1.0),
    AlarmKind.NOT_SENDING: KindRule(Family.LIVE, 1.0),
    AlarmKind.UNPROVEN: KindRule(Family.PROOF, 2.0),
    AlarmKind.RECORD_STOPPED: KindRule(Family.RECORD, 2.0),
    AlarmKind.RECORD_STALLED: KindRule(Family.RECORD, 5.0),
    AlarmKind.DISK_LOW: KindRule(Family.DISK, 10.0),
    AlarmKind.CPU_HIGH: KindRule(Family.CPU, 20.0),
    AlarmKind.LAGGED: KindRule(Family.DRAWING, 10.0),
    AlarmKind.BLACK: KindRule(Family.PICTURE, 3.0),
    AlarmKind.FROZEN: KindRule(Family.PICTURE, 3.0),
    AlarmKind.SILENT: KindRule(Family.SOUND, 3.0),
    AlarmKind.DRIFT: KindRule(Family.DRIFT, 5.0),
    AlarmKind.NO_STANDBY: KindRule(Family.PANIC, 0.0),
    AlarmKind.SERVER_DISK: KindRule(Family.SERVER_DISK, 10.0),
    AlarmKind.SERVER_DATABASE: KindRule(Family.SERVER_DATABASE, 5.0),
    AlarmKind.SERVER_CLOCK: KindRule(Family.SERVER_CLOCK, 5.0),
}

ConditionKey = tuple[BoothId, Family]


class Condition(NamedTuple):
    """One thing that is wrong now; an alarm once it has lasted `raise_after_s`."""

    booth: BoothId
    kind: AlarmKind
    severity: Severity
    problem: Problem
    raise_after_s: float
    since: datetime | None = None
    """When it began by the facts; None: when it is first seen."""

    @property
    def key(self) -> ConditionKey:
        """What takes turns with it."""
        return (self.booth, RULES[self.kind].family)


class BoothView(NamedTuple):
    """A booth's facts that are judged."""

    id: BoothId
    booth: Booth
    link: Link | None = None
    stream: Output | None = None
    record: Output | None = None
    camera: Output | None = None
    live: Live | None = None
    health: Health | None = None
    watch: ProgramWatch | None = None
    drift: Drift | None = None
    panic: Panic | None = None

    @property
    def on_air(self) -> bool:
        """Whether viewers see it, or did when it was last heard of."""
        if self.booth.sent_by is SentBy.PLATFORM_PROGRAM:
            return self.live is not None and self.live.status is LiveStatus.LIVE
        return self.stream is not None and self.stream.status in _RUNNING

    @property
    def live_status(self) -> LiveStatus:
        """What a person or a source said of the platform."""
        return self.live.status if self.live is not None else LiveStatus.UNKNOWN


JUDGED = frozenset(
    {"booth", "link", "output", "live", "health", "program_watch", "drift", "panic"},
)
"""Kinds of records that make up a `BoothView`."""

_RUNNING = (OutputStatus.ACTIVE, OutputStatus.RECONNECTING, OutputStatus.STOPPING)
_HANGS = ("link_frozen", "link_no_hello", "link_dialog", "obs_timeout")


def view_of(store: BoothStore, id_: BoothId) -> BoothView | None:
    """The booth's facts of now; None when there is no such booth."""
    booth = store.get(Booth, "booth", id_)
    if booth is None:
        return None
    return BoothView(
        id_,
        booth,
        link=store.get(Link, "link", id_),
        stream=store.get(Output, "output", id_, OutputKind.STREAM.value),
        record=store.get(Output, "output", id_, OutputKind.RECORD.value),
        camera=store.get(Output, "output", id_, OutputKind.VIRTUALCAM.value),
        live=store.get(Live, "live", id_),
        health=store.get(Health, "health", id_),
        watch=store.get(ProgramWatch, "program_watch", id_),
        drift=store.get(Drift, "drift", id_),
        panic=store.get(Panic, "panic", id_),
    )


def conditions_of_booth(
    view: BoothView, limits: AlarmLimits, standing: frozenset[AlarmKind] = frozenset()
) -> tuple[Condition, ...] | None:
    """What is wrong with a booth, at most one condition of each family; None while nobody knows
    (then what stood goes on standing). With the link gone that is the one thing to say, beside a
    panic that did not come through.

    `standing`: what has been raised for it; to end, a figure must get well past its limit.
    """
    link = view.link
    if link is None or (link.status is LinkStatus.CONNECTING and link.problem is None):
        return None
    found = _link(view, link, limits)
    panic = _panic(view)
    if found is not None and link.status is not LinkStatus.STALE:
        return (found,) if panic is None else (found, panic)
    every = (
        found,
        panic,
        _camera(view, limits) or _stream(view, limits, standing),
        _mismatch(view, limits),
        _proof(view, limits),
        _recording(view, limits),
        *_machine(view, limits, standing),
        *_program(view, limits),
        _drift(view, limits),
    )
    return tuple(condition for condition in every if condition is not None)


def conditions_of_server(
    warnings: Iterable[Problem],
    free_gb: float | None,
    path: str,
    limits: AlarmLimits,
    standing: frozenset[AlarmKind] = frozenset(),
) -> tuple[Condition, ...]:
    """What is wrong with the server itself. `free_gb`: on its disk, None where unknown."""
    found = []
    limit = limits.server_disk_gb
    reach = limit * (1.1 if AlarmKind.SERVER_DISK in standing else 1.0)
    if free_gb is not None and free_gb < reach:
        worse = free_gb < limit * CRITICAL_SHARE
        said = problem("alarm_server_disk", limit=f"{limit:g}", path=path)
        severity = Severity.CRITICAL if worse else Severity.WARNING
        found.append(Condition(THE_SERVER, AlarmKind.SERVER_DISK, severity, said, 0.0))
    for warning in warnings:
        match warning.code:
            case "disk_full" | "database_slow" | "database_error":
                kind, severity = AlarmKind.SERVER_DATABASE, Severity.CRITICAL
            case "clock_jumped":
                kind, severity = AlarmKind.SERVER_CLOCK, Severity.WARNING
            case _:
                continue
        if all(condition.kind is not kind for condition in found):
            found.append(Condition(THE_SERVER, kind, severity, warning, 0.0))
    return tuple(found)


def _link(view: BoothView, link: Link, limits: AlarmLimits) -> Condition | None:
    if link.status is LinkStatus.CONNECTED:
        return None
    severity = Severity.CRITICAL if view.on_air else Severity.WARNING
    said = link.problem or problem("alarm_obs_silent")
    since = link.last_heard or link.since
    if link.status is LinkStatus.REFUSED:
        kind = AlarmKind.LINK_REFUSED
        return Condition(view.id, kind, severity, said, limits.link_s, link.since)
    if said.code in ("link_not_ready", "link_ready_late"):
        kind, said = AlarmKind.OBS_NOT_READY, problem("alarm_not_ready")
        return Condition(view.id, kind, severity, said, limits.starting_s, link.since)
    hangs = link.status is LinkStatus.STALE or said.code in _HANGS
    kind = AlarmKind.OBS_HANGS if hangs else AlarmKind.LINK_LOST
    return Condition(view.id, kind, severity, said, limits.link_s, since)


def _panic(view: BoothView) -> Condition | None:
    panic = view.panic
    if panic is None or panic.problem is None:
        return None
    condition = _critical(view, AlarmKind.NO_STANDBY, panic.problem, 0.0)
    return condition._replace(since=panic.since)


def _camera(view: BoothView, limits: AlarmLimits) -> Condition | None:
    if view.booth.sent_by is not SentBy.PLATFORM_PROGRAM or view.live_status is not LiveStatus.LIVE:
        return None
    if view.camera is not None and view.camera.status is OutputStatus.ACTIVE:
        return None
    return _critical(view, AlarmKind.CAMERA_OFF, problem("alarm_camera_off"), limits.stream_s)


def _stream(
    view: BoothView, limits: AlarmLimits, standing: frozenset[AlarmKind]
) -> Condition | None:
    """The worst that can be said of the stream."""
    stream = view.stream
    if stream is None:
        return None
    if stream.status is OutputStatus.OFF and stream.problem is not None:
        return _critical(view, AlarmKind.STREAM_STOPPED, stream.problem, limits.stream_s)
    if stream.status is OutputStatus.RECONNECTING:
        said = problem("alarm_reconnecting")
        return _critical(view, AlarmKind.STREAM_RECONNECTING, said, limits.stream_s)
    if stream.status is not OutputStatus.ACTIVE:
        return None
    if stream.health is OutputHealth.STALLED:
        said = problem("alarm_stalled")
        return _critical(view, AlarmKind.STREAM_STALLED, said, limits.stream_s)
    if stream.congestion >= limits.congestion * _ease(AlarmKind.CONGESTED, standing, 0.7):
        said = problem("alarm_congested")
        return _warning(view, AlarmKind.CONGESTED, said, limits.figures_s)
    skipped = limits.skipped_pct * _ease(AlarmKind.SKIPPED, standing, 0.5)
    if (stream.skipped_pct or 0.0) >= skipped:
        said = problem("alarm_skipped", limit=f"{limits.skipped_pct:g}")
        return _warning(view, AlarmKind.SKIPPED, said, limits.figures_s)
    return None


def _mismatch(view: BoothView, limits: AlarmLimits) -> Condition | None:
    """The platform and OBS say otherwise. What the platform's program sends is not OBS's affair:
    its virtual camera may run all day."""
    stream, live = view.stream, view.live
    if stream is None or live is None or view.booth.sent_by is not SentBy.OBS:
        return None
    if live.status is LiveStatus.NOT_LIVE and stream.status is OutputStatus.ACTIVE:
        since, after_s = live.since, 0.0
        if live.source != PERSON:
            since, after_s = _not_live_since(live, stream, limits)
        condition = _critical(view, AlarmKind.NOT_LIVE, problem("alarm_not_live"), after_s)
        return condition._replace(since=since)
    # One that ended by itself has its own alarm, and calls louder.
    ended = stream.status is OutputStatus.OFF and stream.problem is None
    if live.status is LiveStatus.LIVE and ended:
        said = problem("alarm_not_sending")
        return _warning(view, AlarmKind.NOT_SENDING, said, limits.mismatch_s)
    return None


def _not_live_since(
    live: Live, stream: Output, limits: AlarmLimits
) -> tuple[datetime | None, float]:
    """Since when a source's "not live" contradicts a stream, and how long it may: longer while the
    platform has not caught up with the stream's beginning."""
    if live.since is None or stream.since is None:
        return live.since, limits.mismatch_s
    since = max(live.since, stream.since)
    if live.was_live:
        return since, limits.mismatch_s
    patience = stream.since + timedelta(seconds=limits.going_live_s) - since
    return since, max(limits.mismatch_s, patience.total_seconds())


def _proof(view: BoothView, limits: AlarmLimits) -> Condition | None:
    stream = view.stream
    if stream is None or stream.status is not OutputStatus.ACTIVE:
        return None
    if view.live_status is LiveStatus.NOT_LIVE:
        return None
    minutes = limits.unproven_min
    if minutes and stream.health is OutputHealth.UNPROVEN:
        said = problem("alarm_unproven", minutes=f"{minutes:g}")
        return _warning(view, AlarmKind.UNPROVEN, said, minutes * 60, stream.since)
    return None


def _recording(view: BoothView, limits: AlarmLimits) -> Condition | None:
    record = view.record
    if record is None:
        return None
    if record.status is OutputStatus.OFF and record.problem is not None:
        return _warning(view, AlarmKind.RECORD_STOPPED, record.problem, limits.stream_s)
    if record.status is OutputStatus.ACTIVE and record.health is OutputHealth.STALLED:
        said = problem("alarm_record_stalled")
        return _warning(view, AlarmKind.RECORD_STALLED, said, limits.stream_s)
    return None


def _machine(
    view: BoothView, limits: AlarmLimits, standing: frozenset[AlarmKind]
) -> Iterator[Condition]:
    health = view.health
    if health is None:
        return
    limit_mb = limits.disk_gb * MB_IN_GB
    # OBS says 0 where it cannot read the disk.
    if 0 < health.disk_free_mb < limit_mb * _ease(AlarmKind.DISK_LOW, standing, 1.1):
        worse = health.disk_free_mb < limit_mb * CRITICAL_SHARE
        severity = Severity.CRITICAL if worse else Severity.WARNING
        said = problem("alarm_disk", limit=f"{limits.disk_gb:g}")
        yield Condition(view.id, AlarmKind.DISK_LOW, severity, said, 2.0)
    if health.cpu_pct >= limits.cpu_pct * _ease(AlarmKind.CPU_HIGH, standing, 0.9):
        said = problem("alarm_cpu", limit=f"{limits.cpu_pct:g}")
        yield _warning(view, AlarmKind.CPU_HIGH, said, limits.cpu_s)
    lagged = limits.lagged_pct * _ease(AlarmKind.LAGGED, standing, 0.5)
    if health.render_skipped_pct >= lagged:
        said = problem("alarm_lagged", limit=f"{limits.lagged_pct:g}")
        yield _warning(view, AlarmKind.LAGGED, said, limits.figures_s)


def _program(view: BoothView, limits: AlarmLimits) -> Iterator[Condition]:
    watch = view.watch
    if watch is None:
        return
    if watch.black_since is not None:
        said = problem("alarm_black")
        condition = _critical(view, AlarmKind.BLACK, said, limits.black_s)
        yield condition._replace(since=watch.black_since)
    elif watch.frozen_since is not None:
        said = problem("alarm_frozen")
        condition = _critical(view, AlarmKind.FROZEN, said, limits.frozen_s)
        yield condition._replace(since=watch.frozen_since)
    if watch.silent_since is not None:
        said = problem("alarm_silent")
        condition = _critical(view, AlarmKind.SILENT, said, limits.silent_s)
        yield condition._replace(since=watch.silent_since)


def _drift(view: BoothView, limits: AlarmLimits) -> Condition | None:
    drift = view.drift
    if drift is None or drift.status is not DriftStatus.DRIFTED:
        return None
    said = problem("alarm_drift")
    return _warning(view, AlarmKind.DRIFT, said, limits.drift_s, drift.since)


def _critical(view: BoothView, kind: AlarmKind, said: Problem, after_s: float) -> Condition:
    return Condition(view.id, kind, Severity.CRITICAL, said, after_s)


def _warning(
    view: BoothView, kind: AlarmKind, said: Problem, after_s: float, since: datetime | None = None
) -> Condition:
    return Condition(view.id, kind, Severity.WARNING, said, after_s, since)


def _ease(kind: AlarmKind, standing: frozenset[AlarmKind], factor: float) -> float:
    """What a limit is multiplied by: a figure that hovers at it must not ring again and again."""
    return factor if kind in standing else 1.0
