"""A log channel of every server, merged by time: new rows as they come, older ones on demand."""

import heapq
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Generic, NamedTuple, Protocol, TypeVar

import msgspec
from PySide6.QtCore import QObject

from studio_app.domain.feed import LogRows
from studio_app.domain.ids import ServerId
from studio_app.domain.problems import Problem
from studio_app.domain.roles import Role
from studio_app.support.signal import Signal
from ui.bridge.client import ConnectionStatus
from ui.bridge.studio import StudioBridge

log = logging.getLogger(__name__)

PAGE = 200
MOST = 20_000
"""Rows of one server that are kept; a longer look back is an export's business."""


class Dated(Protocol):
    """What every log's row has."""

    @property
    def at(self) -> datetime: ...


R = TypeVar("R", bound=Dated)


class Entry(NamedTuple, Generic[R]):
    """One row and where it is from."""

    server: ServerId
    cursor: int
    row: R


class _OfServer(Generic[R]):
    def __init__(self) -> None:
        self.entries: list[Entry[R]] = []
        """Newest first."""
        self.more = False
        self.asked = False


class LogBook(QObject, Generic[R]):
    """Reads a channel from when it is first wanted; servers where the role does not allow it are
    left out. On the loop's thread."""

    def __init__(
        self,
        bridge: StudioBridge,
        channel: str,
        kind: type[R],
        least: Role,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._channel = channel
        self._least = least
        self._decoder: msgspec.msgpack.Decoder[R] = msgspec.msgpack.Decoder(kind)
        self._servers: dict[ServerId, _OfServer[R]] = {}
        self._wanted = False
        self.problem: Problem | None = None
        """Why the last rows did not come."""
        self.changed: Signal[()] = Signal()
        self._ends: tuple[Callable[[], None], ...] = (
            bridge.log_rows.connect(self._came),
            bridge.connections_changed.connect(self._follow),
        )
        self.destroyed.connect(self._end)

    def want(self) -> None:
        """From now on."""
        if not self._wanted:
            self._wanted = True
            self._follow()

    @property
    def allowed(self) -> bool:
        """Whether some server lets us read it."""
        return bool(self._readable())

    @property
    def entries(self) -> Sequence[Entry[R]]:
        """All rows, the newest first."""
        parts = [each.entries for each in self._servers.values()]
        if len(parts) == 1:
            return parts[0]
        return list(heapq.merge(*parts, key=lambda entry: entry.row.at, reverse=True))

    @property
    def more(self) -> bool:
        """Whether older rows can be asked for."""
        return any(each.more and len(each.entries) < MOST for each in self._servers.values())

    def older(self) -> None:
        """Ask for the next page of every server that has one."""
        for server, known in self._servers.items():
            connection = self._bridge.connection(server)
            if connection is None or not known.more or known.asked or len(known.entries) >= MOST:
                continue
            known.asked = True
            connection.page_log(self._channel, known.entries[-1].cursor, PAGE)

    def _readable(self) -> list[ServerId]:
        return [
            each.server_id
            for each in self._bridge.connections
            if each.server_id is not None
            and each.principal is not None
            and each.principal.role.allows(self._least)
        ]

    def _follow(self) -> None:
        """Servers come, go, are left and joined again."""
        if not self._wanted:
            return
        readable = self._readable()
        gone = [server for server in self._servers if server not in readable]
        for server in gone:
            del self._servers[server]
        for server in readable:
            connection = self._bridge.connection(server)
            if connection is None:
                continue
            if server not in self._servers:
                self._servers[server] = _OfServer()
                connection.watch_log(self._channel, None, PAGE)
            elif connection.status is not ConnectionStatus.CONNECTED:
                self._servers[server].asked = False  # a page is not asked again by itself
        if gone:
            self.changed.emit()

    def _came(self, server: ServerId, rows: LogRows) -> None:
        known = self._servers.get(server)
        if known is None or rows.channel != self._channel:
            return
        self.problem = rows.problem
        entries = []
        for row in reversed(rows.rows):
            try:
                entries.append(Entry(server, row.cursor, self._decoder.decode(row.data)))
            except msgspec.DecodeError as error:
                log.warning("a row of %s cannot be read: %s", self._channel, error)
        if not rows.live:
            known.asked = False
            if rows.problem is None:
                known.entries.extend(entries)
                known.more = rows.more
        elif not known.entries or rows.more:
            # The first rows, or so many at once that some were left out: begin anew from these.
            known.entries = entries
            known.more = rows.more
        else:
            newest = known.entries[0].cursor
            known.entries[:0] = [entry for entry in entries if entry.cursor > newest]
            if len(known.entries) > MOST:
                del known.entries[MOST * 9 // 10 :]
                known.more = True
        self.changed.emit()

    def _end(self) -> None:
        for end in self._ends:
            end()
