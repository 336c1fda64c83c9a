"""Puts the domain's codes into the language of the window: problems, actions, states, roles."""

from collections.abc import Mapping
from enum import StrEnum

import msgspec
from msgspec import inspect
from PySide6.QtCore import QCoreApplication

from studio_app.domain.actions import ALL_ACTIONS, Action
from studio_app.domain.actions.sources import MediaVerb
from studio_app.domain.alarm import AlarmEvent, AlarmKind, Cause, Severity
from studio_app.domain.alarm_limits import AlarmLimits
from studio_app.domain.booth import (
    HostKind,
    LinkStatus,
    LiveStatus,
    MediaState,
    Monitor,
    OutputHealth,
    OutputKind,
    OutputStatus,
    SceneRole,
    SentBy,
)
from studio_app.domain.commission import CHANGE_WORDS, VALUE_WORDS, TemplateChange
from studio_app.domain.plugin import InstanceStatus, PluginKind, PluginStatus
from studio_app.domain.problems import PROBLEMS, Problem, fill
from studio_app.domain.recovery import Part
from studio_app.domain.roles import Role
from studio_app.domain.settings import HealthSettings, ServerSettings, StudioSettings

WORDS: Mapping[tuple[type[StrEnum], str], str] = {
    (LinkStatus, LinkStatus.CONNECTING): "connecting",
    (LinkStatus, LinkStatus.CONNECTED): "connected",
    (LinkStatus, LinkStatus.STALE): "OBS is silent",
    (LinkStatus, LinkStatus.LOST): "OBS lost",
    (LinkStatus, LinkStatus.REFUSED): "refused by OBS",
    (OutputKind, OutputKind.STREAM): "stream",
    (OutputKind, OutputKind.RECORD): "recording",
    (OutputKind, OutputKind.REPLAY): "replay buffer",
    (OutputKind, OutputKind.VIRTUALCAM): "virtual camera",
    (OutputStatus, OutputStatus.OFF): "off",
    (OutputStatus, OutputStatus.STARTING): "starting",
    (OutputStatus, OutputStatus.ACTIVE): "running",
    (OutputStatus, OutputStatus.PAUSED): "paused",
    (OutputStatus, OutputStatus.RECONNECTING): "reconnecting",
    (OutputStatus, OutputStatus.STOPPING): "stopping",
    (OutputStatus, OutputStatus.UNAVAILABLE): "not set up in OBS",
    (OutputHealth, OutputHealth.NONE): "nothing to judge",
    (OutputHealth, OutputHealth.GOOD): "good",
    (OutputHealth, OutputHealth.UNPROVEN): "delivery not proven",
    (OutputHealth, OutputHealth.SKIPPING): "dropping frames",
    (OutputHealth, OutputHealth.CONGESTED): "line congested",
    (OutputHealth, OutputHealth.STALLED): "nothing leaves",
    (LiveStatus, LiveStatus.UNKNOWN): "live unknown",
    (LiveStatus, LiveStatus.LIVE): "live on the platform",
    (LiveStatus, LiveStatus.NOT_LIVE): "not live on the platform",
    (HostKind, HostKind.HUMAN): "host",
    (HostKind, HostKind.AI): "AI host",
    (HostKind, HostKind.BREAK): "break",
    (HostKind, HostKind.STANDBY): "standby",
    (HostKind, HostKind.UNKNOWN): "host unknown",
    (SentBy, SentBy.OBS): "OBS sends",
    (SentBy, SentBy.PLATFORM_PROGRAM): "the platform's program sends",
    (Monitor, Monitor.OFF): "not monitored",
    (Monitor, Monitor.ONLY): "monitor only",
    (Monitor, Monitor.AND_OUTPUT): "monitor and program",
    (MediaState, MediaState.PLAYING): "playing",
    (MediaState, MediaState.OPENING): "opening",
    (MediaState, MediaState.BUFFERING): "buffering",
    (MediaState, MediaState.STOPPED): "stopped",
    (MediaState, MediaState.ENDED): "ended",
    (MediaState, MediaState.ERROR): "error",
    (MediaState, MediaState.NONE): "no media",
    (MediaState, MediaState.PAUSED): "paused",
    (OutputHealth, OutputHealth.RECONNECTING): "reconnecting",
    (Part, Part.STREAM): "stream",
    (Part, Part.RECORD): "recording",
    (Part, Part.REPLAY): "replay buffer",
    (Part, Part.VIRTUALCAM): "virtual camera",
    (Part, Part.SCENE): "scene",
    (SceneRole, SceneRole.HUMAN): "host",
    (SceneRole, SceneRole.AI): "AI host",
    (SceneRole, SceneRole.STANDBY): "standby",
    (SceneRole, SceneRole.BREAK): "break",
    (Role, Role.HOST): "host",
    (Role, Role.ORDER_DESK): "order desk",
    (Role, Role.TECHNICIAN): "technician",
    (Role, Role.DIRECTOR): "director",
    (Role, Role.ADMIN): "administrator",
    (Severity, Severity.WARNING): "warning",
    (Severity, Severity.CRITICAL): "critical",
    (AlarmKind, AlarmKind.LINK_LOST): "OBS lost",
    (AlarmKind, AlarmKind.LINK_REFUSED): "refused by OBS",
    (AlarmKind, AlarmKind.OBS_HANGS): "OBS hangs",
    (AlarmKind, AlarmKind.OBS_NOT_READY): "OBS keeps loading",
    (AlarmKind, AlarmKind.STREAM_STOPPED): "stream stopped",
    (AlarmKind, AlarmKind.STREAM_RECONNECTING): "stream reconnecting",
    (AlarmKind, AlarmKind.STREAM_STALLED): "nothing leaves",
    (AlarmKind, AlarmKind.CONGESTED): "line congested",
    (AlarmKind, AlarmKind.SKIPPED): "dropping frames",
    (AlarmKind, AlarmKind.LAGGED): "frames not drawn",
    (AlarmKind, AlarmKind.NOT_LIVE): "not live on the platform",
    (AlarmKind, AlarmKind.NOT_SENDING): "live, but OBS does not send",
    (AlarmKind, AlarmKind.UNPROVEN): "delivery not proven",
    (AlarmKind, AlarmKind.CAMERA_OFF): "virtual camera off",
    (AlarmKind, AlarmKind.RECORD_STOPPED): "recording stopped",
    (AlarmKind, AlarmKind.RECORD_STALLED): "recording does not grow",
    (AlarmKind, AlarmKind.DISK_LOW): "disk nearly full",
    (AlarmKind, AlarmKind.CPU_HIGH): "PC overloaded",
    (AlarmKind, AlarmKind.BLACK): "program black",
    (AlarmKind, AlarmKind.FROZEN): "picture frozen",
    (AlarmKind, AlarmKind.SILENT): "program silent",
    (AlarmKind, AlarmKind.DRIFT): "not as commissioned",
    (AlarmKind, AlarmKind.NO_STANDBY): "standby not reached",
    (AlarmKind, AlarmKind.SERVER_DISK): "server's disk nearly full",
    (AlarmKind, AlarmKind.SERVER_DATABASE): "server's database",
    (AlarmKind, AlarmKind.SERVER_CLOCK): "server's clock",
    (Cause, Cause.ITSELF): "by itself",
    (Cause, Cause.MACHINE): "one PC",
    (Cause, Cause.NETWORK): "network",
    (Cause, Cause.LINE): "line or platform",
    (Cause, Cause.TOGETHER): "together",
    (Cause, Cause.SERVER): "this server",
    (AlarmEvent, AlarmEvent.RAISED): "raised",
    (AlarmEvent, AlarmEvent.JOINED): "another booth",
    (AlarmEvent, AlarmEvent.WORSE): "got worse",
    (AlarmEvent, AlarmEvent.CLEARED): "cleared",
    (AlarmEvent, AlarmEvent.ACKNOWLEDGED): "acknowledged",
    (AlarmEvent, AlarmEvent.UNACKNOWLEDGED): "calls again",
    (AlarmEvent, AlarmEvent.SNOOZED): "put aside",
    (AlarmEvent, AlarmEvent.UNSNOOZED): "back from aside",
    (AlarmEvent, AlarmEvent.TAKEN): "taken in hand",
    (AlarmEvent, AlarmEvent.RELEASED): "given back",
    (MediaVerb, MediaVerb.PLAY): "play",
    (MediaVerb, MediaVerb.PAUSE): "pause",
    (MediaVerb, MediaVerb.STOP): "stop",
    (MediaVerb, MediaVerb.RESTART): "from the beginning",
    (MediaVerb, MediaVerb.NEXT): "next",
    (MediaVerb, MediaVerb.PREVIOUS): "previous",
    (PluginKind, PluginKind.CHAT): "chat",
    (PluginKind, PluginKind.ORDERS): "orders",
    (PluginKind, PluginKind.HOST): "AI host",
    (PluginKind, PluginKind.SPEECH): "voice",
    (PluginKind, PluginKind.ANSWERS): "answers",
    (PluginKind, PluginKind.CAMERA): "camera control",
    (PluginStatus, PluginStatus.IDLE): "not in use",
    (PluginStatus, PluginStatus.STARTING): "starting",
    (PluginStatus, PluginStatus.RUNNING): "running",
    (PluginStatus, PluginStatus.WAITING): "waits to start again",
    (PluginStatus, PluginStatus.BROKEN): "broken",
    (PluginStatus, PluginStatus.MISSING): "to be installed",
    (InstanceStatus, InstanceStatus.OFF): "off",
    (InstanceStatus, InstanceStatus.CONNECTING): "connecting",
    (InstanceStatus, InstanceStatus.CONNECTED): "connected",
    (InstanceStatus, InstanceStatus.STALE): "connected, but silent",
    (InstanceStatus, InstanceStatus.WAITING): "waits for the next try",
    (InstanceStatus, InstanceStatus.OFFLINE): "not live now",
    (InstanceStatus, InstanceStatus.FAILED): "failed",
}
"""By type as well: members of two `StrEnum`s with one value are equal."""


def word(member: StrEnum) -> str:
    """The member's word in the window's language, in lower case; its value when it has none."""
    source = WORDS.get((type(member), member))
    return QCoreApplication.translate("words", source) if source else str(member)


def problem_text(problem: Problem) -> str:
    """What went wrong and what to do, with the arguments filled in."""
    source = PROBLEMS.get(problem.code)
    if source is None:
        return problem.text
    return fill(QCoreApplication.translate("problems", source), _spoken(problem.args))


def change_text(change: TemplateChange) -> str:
    """One difference between an OBS and its template, in words."""
    source = QCoreApplication.translate("changes", CHANGE_WORDS[change.kind])
    words = dict(change.words)
    for name in ("setting", "before", "after"):
        if words[name] in VALUE_WORDS:
            words[name] = QCoreApplication.translate("values", words[name])
    return fill(source, words)


def action_text(action: type[Action]) -> str:
    """What an action does: its first line of documentation."""
    return QCoreApplication.translate("actions", action_source(action))


def action_source(action: type[Action]) -> str:
    """The English source of `action_text`."""
    return (action.__doc__ or action.NAME).strip().split("\n", 1)[0]


QT_TEXTS: Mapping[str, tuple[str, ...]] = {
    "QLineEdit": ("&Undo", "&Redo", "Cu&t", "&Copy", "&Paste", "Delete", "Select All"),
    "QWidgetTextControl": ("&Undo", "&Redo", "Cu&t", "&Copy", "&Paste", "Delete", "Select All"),
    "QAbstractSpinBox": ("&Select All", "&Step up", "Step &down"),
    "QDockWidget": ("Float", "Close"),
}
"""Qt's own texts that a console can show; Qt brings no Vietnamese."""


def domain_sources() -> dict[str, list[str]]:
    """Translation context → every English text that is not written in `ui` itself."""
    return {
        **{context: list(texts) for context, texts in QT_TEXTS.items()},
        "words": sorted(set(WORDS.values())),
        "problems": list(PROBLEMS.values()),
        "changes": list(CHANGE_WORDS.values()),
        "values": list(VALUE_WORDS),
        "actions": [action_source(action) for action in ALL_ACTIONS.values()],
        "schema": sorted(_descriptions()),
    }


def _descriptions() -> set[str]:
    """What fields of actions and settings say of themselves."""
    kinds: tuple[type[msgspec.Struct], ...] = (
        *ALL_ACTIONS.values(),
        StudioSettings,
        ServerSettings,
        HealthSettings,
        AlarmLimits,
    )
    found = set()
    for kind in kinds:
        for field in msgspec.structs.fields(kind):
            schema = getattr(inspect.type_info(field.type), "extra_json_schema", None) or {}
            if "description" in schema:
                found.add(str(schema["description"]))
    return found


_CODES: Mapping[str, type[StrEnum]] = {
    "output": OutputKind,
    "status": LinkStatus,
    "role": Role,
    "least": Role,
}
"""Arguments of problems whose values are codes."""


def _spoken(args: dict[str, str]) -> dict[str, str]:
    spoken = dict(args)
    for name, codes in _CODES.items():
        if args.get(name) in list(codes):
            spoken[name] = word(codes(args[name]))
    return spoken
