"""The table of state records: every kind that the feed's state channel carries, and for whom."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NamedTuple

import msgspec

from studio_app.domain import booth as b
from studio_app.domain.alarm import Alarm
from studio_app.domain.chat import ChatSourceFacts, PinnedChat, Question
from studio_app.domain.commission import Drift
from studio_app.domain.ids import ServerId
from studio_app.domain.plugin import Instance, Plugin
from studio_app.domain.problems import Problem
from studio_app.domain.recovery import Panic, Recovery
from studio_app.domain.roles import Role
from studio_app.domain.struct import Fact
from studio_app.domain.text.masking import FREE_TEXT

RecordKey = tuple[str, ...]
"""Kind first, then what it is of: ("input", "booth-1", "Mic"), ("server",)."""

Changes = dict[RecordKey, Fact | None]
"""New values by key; None removes the record."""


class ServerFacts(Fact, frozen=True, kw_only=True):
    """Record `server`, key ()."""

    server_id: ServerId
    name: str
    version: str
    started: datetime
    warnings: tuple[Problem, ...] = ()
    """Settings that are wrong, a missing keyring: shown until mended."""


class JobStatus(StrEnum):
    """A long action's life."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Job(Fact, frozen=True, kw_only=True):
    """Record `job`, key (job id,); removed a minute after its end."""

    action: str
    by: str
    status: JobStatus
    started: datetime
    progress: float | None = None
    """0 to 1; None when nobody can tell."""
    step: Annotated[str, FREE_TEXT] = ""
    problem: Problem | None = None
    result: msgspec.Raw = msgspec.Raw(b"\xc0")
    """MessagePack of the action's `RESULT` when done; before and after a cancel what is known of
    it so far, nil when that is nothing."""


class RecordKind(NamedTuple):
    """One row of the table: the value's type and the least role that sees it."""

    type: type[Fact]
    least: Role = Role.HOST


RECORDS: dict[str, RecordKind] = {
    "server": RecordKind(ServerFacts),
    "job": RecordKind(Job, Role.TECHNICIAN),
    "alarm": RecordKind(Alarm, Role.TECHNICIAN),
    "booth": RecordKind(b.Booth),
    "link": RecordKind(b.Link),
    "switcher": RecordKind(b.Switcher),
    "scene": RecordKind(b.Scene),
    "tally": RecordKind(b.Tally),
    "input": RecordKind(b.Input),
    "filters": RecordKind(b.Filters),
    "media": RecordKind(b.Media),
    "output": RecordKind(b.Output),
    "live": RecordKind(b.Live),
    "host": RecordKind(b.OnAirHost),
    "health": RecordKind(b.Health),
    "program_watch": RecordKind(b.ProgramWatch),
    "setup": RecordKind(b.Setup, Role.TECHNICIAN),
    "hotkeys": RecordKind(b.Hotkeys, Role.TECHNICIAN),
    "service": RecordKind(b.StreamService, Role.TECHNICIAN),
    "panic": RecordKind(Panic),
    "drift": RecordKind(Drift, Role.TECHNICIAN),
    "recovery": RecordKind(Recovery, Role.TECHNICIAN),
    "plugin": RecordKind(Plugin, Role.TECHNICIAN),
    "plugin_instance": RecordKind(Instance, Role.TECHNICIAN),
    "chat_source": RecordKind(ChatSourceFacts),
    "question": RecordKind(Question),
    "chat_pin": RecordKind(PinnedChat),
}
