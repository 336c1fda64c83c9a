"""The frames on the feed's WebSocket, one MessagePack message each, both directions.

The socket is `GET /api/feed` with `Authorization: Bearer TOKEN`. The server speaks first (`Hello`,
then `Snapshot`). Protocol version 1; a frame type a reader does not know is ignored.

Both sides watch the line: the server pings every `PING_EVERY_S`, its time as ISO 8601 in the ping,
and a client to which not one byte comes for `SILENCE_S` holds the server for gone. State comes
before the `Done` of the action that changed it.
"""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Annotated

import msgspec

from studio_app.domain.ids import BoothId, RequestId, ServerId
from studio_app.domain.problems import Problem
from studio_app.domain.records import RecordKey
from studio_app.domain.roles import Principal
from studio_app.domain.struct import Fact
from studio_app.domain.text.masking import FREE_TEXT

PROTOCOL_VERSION = 1
PING_EVERY_S = 2.0
SILENCE_S = 5.0


class CloseCode(IntEnum):
    """Why the server ended a feed; the close reason is the code of a problem."""

    STOPPING = 1001
    BAD_FRAME = 4400
    SIGNED_OUT = 4401
    TOO_SLOW = 4408


class Frame(Fact, frozen=True, kw_only=True, tag_field="t"):
    """Base of all frames."""


# --- server to client ----------------------------------------------------------------------------


class Hello(Frame, frozen=True, kw_only=True, tag="hello"):
    """First frame: who speaks, and the server's clock (clients show times by it)."""

    protocol: int
    server_id: ServerId
    server_name: str
    server_version: str
    server_time: datetime
    principal: Principal


class Snapshot(Frame, frozen=True, kw_only=True, tag="snapshot"):
    """All state records that the role may see; replaces everything known before."""

    revision: int
    records: list[tuple[RecordKey, msgspec.Raw]]


class Patch(Frame, frozen=True, kw_only=True, tag="patch"):
    """What changed since the frame before; a nil value removes the record. Revisions may skip:
    a slow client gets several changes of one key as the last one."""

    revision: int
    changes: list[tuple[RecordKey, msgspec.Raw]]


class LogRow(Fact, frozen=True, kw_only=True):
    """One row of a log channel; `cursor` rises in commit order, `data` is the channel's type."""

    cursor: int
    data: msgspec.Raw


class LogRows(Frame, frozen=True, kw_only=True, tag="log"):
    """Rows of a log channel, oldest first. `live` false answers a `PageLog`; `more` says that
    older rows exist before the first of these (in live rows: the reader had fallen so far behind
    that some are left out, and begins again from these)."""

    channel: str
    rows: list[LogRow]
    live: bool = True
    more: bool = False
    problem: Problem | None = None
    """Why there are no rows: no such log, or not for this role."""


class Bus(StrEnum):
    """Which picture of a booth."""

    PROGRAM = "program"
    PREVIEW = "preview"


class Picture(Frame, frozen=True, kw_only=True, tag="picture"):
    """The latest picture of a bus; volatile. `taken` is server time of the reading."""

    booth: BoothId
    bus: Bus
    taken: datetime
    width: int
    height: int
    jpeg: bytes


class BoothMeters(Fact, frozen=True, kw_only=True, array_like=True):
    """Levels of one booth's inputs. `levels` has four bytes an input, in the order of `inputs`:
    peak left, peak right, RMS left, RMS right; byte v is (v - 255) / 2 dBFS, 0 is silence, 255 is
    0 dBFS or above (clipping)."""

    booth: BoothId
    inputs: tuple[str, ...]
    levels: bytes


class Meters(Frame, frozen=True, kw_only=True, tag="meters"):
    """The newest levels of every booth asked for that has new ones; volatile."""

    booths: list[BoothMeters]


class ActionCall(Fact, frozen=True, kw_only=True):
    """An action by name with its parameters as MessagePack, as it travels and as undo keeps it."""

    name: str
    params: msgspec.Raw


class Done(Frame, frozen=True, kw_only=True, tag="done"):
    """The answer to an `Act`. `problem` None means done; `result` is MessagePack of the action's
    `RESULT`. `undo` is the call that reverses it, None when it cannot be reversed."""

    request_id: RequestId
    problem: Problem | None = None
    result: msgspec.Raw = msgspec.Raw(b"\xc0")
    undo: ActionCall | None = None
    job: str | None = None
    """Set when the action goes on as this job; its record tells the rest."""


# --- client to server ----------------------------------------------------------------------------


class Act(Frame, frozen=True, kw_only=True, tag="act"):
    """Carry out an action. Repeating a `request_id` gives the kept answer."""

    request_id: RequestId
    call: ActionCall
    not_after: datetime | None = None
    """Server time after which it must not be started any more."""
    confirmed: bool = False
    """A person was shown what will happen and held or pressed again."""


class PictureWant(Fact, frozen=True, kw_only=True):
    """One picture asked for, at most `fps` a second and `width` pixels wide."""

    booth: BoothId
    bus: Bus
    fps: float
    width: int


class WatchPictures(Frame, frozen=True, kw_only=True, tag="watch_pictures"):
    """Replaces what pictures this client wants."""

    wants: list[PictureWant]


class WatchMeters(Frame, frozen=True, kw_only=True, tag="watch_meters"):
    """Replaces which booths' meters this client wants."""

    booths: list[BoothId]


class WatchLog(Frame, frozen=True, kw_only=True, tag="watch_log"):
    """From now on send rows of this channel after `after` (None: the newest `limit` first)."""

    channel: str
    after: int | None = None
    limit: int = 200


class UnwatchLog(Frame, frozen=True, kw_only=True, tag="unwatch_log"):
    """No more rows of this channel."""

    channel: str


class PageLog(Frame, frozen=True, kw_only=True, tag="page_log"):
    """One page of rows before a cursor, newest page first."""

    channel: str
    before: int
    limit: int = 200


ServerFrame = Hello | Snapshot | Patch | LogRows | Picture | Meters | Done
ClientFrame = Act | WatchPictures | WatchMeters | WatchLog | UnwatchLog | PageLog


class AuditRow(Fact, frozen=True, kw_only=True):
    """Row of log channel `audit` (director and above): one action that somebody asked for."""

    at: datetime
    who: str
    role: str
    origin: str
    action: str
    params: Annotated[str, FREE_TEXT]
    """JSON with secrets struck out."""
    result: str
    """"ok" or the problem's code."""
    detail: Annotated[str, FREE_TEXT] = ""
    took_ms: int = 0
    request_id: str = ""
