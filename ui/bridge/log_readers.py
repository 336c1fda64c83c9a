"""Log channels that several parts of a window read: each is watched once, and every page of older
rows goes to who asked for it."""

from collections import deque
from collections.abc import Callable

from studio_app.domain.feed import LogRows
from studio_app.domain.ids import ServerId
from studio_app.support.signal import Signal
from ui.bridge.client import Connection, ConnectionStatus, Heard

_Place = tuple[ServerId, str]
"""A server's channel."""


class LogReader:
    """One who reads channels. `owner` is whom the next reader of a channel is led to, for the rows
    that came before."""

    def __init__(
        self, readers: "LogReaders", owner: object, came: Callable[[ServerId, LogRows], object]
    ) -> None:
        self._readers = readers
        self.owner = owner
        self.came = came

    def join(self, connection: Connection, server: ServerId, channel: str, limit: int) -> object:
        """Read a channel from now on: its newest rows come first. None is answered then; else the
        owner of another reader, who has them already."""
        there = self._readers.channels.setdefault((server, channel), [])
        other = there[0].owner if there else None
        there.append(self)
        if other is None:
            connection.watch_log(channel, None, limit)
        return other

    def leave(self, connection: Connection | None, server: ServerId, channel: str) -> None:
        """Read it no more; the last one turns it off."""
        there = self._readers.channels.get((server, channel), [])
        if self in there:
            there.remove(self)
            if not there:
                del self._readers.channels[server, channel]
                if connection is not None:
                    connection.unwatch_log(channel)

    def leave_all(self, connection_of: Callable[[ServerId], Connection | None]) -> None:
        """Read nothing any more."""
        for (server, channel), there in tuple(self._readers.channels.items()):
            if self in there:
                self.leave(connection_of(server), server, channel)

    def page(
        self, connection: Connection, server: ServerId, channel: str, before: int, limit: int
    ) -> None:
        """Ask for rows before a cursor. Who leaves meanwhile does not get them."""
        self._readers.pages.setdefault((server, channel), deque()).append(self)
        connection.page_log(channel, before, limit)


class LogReaders:
    """Of one window. On the loop's thread."""

    def __init__(self, log_rows: Signal[ServerId, LogRows], servers: Heard[Connection]) -> None:
        self.channels: dict[_Place, list[LogReader]] = {}
        """In the order they joined."""
        self.pages: dict[_Place, deque[LogReader]] = {}
        """Who waits for a page: a server answers them in their order."""
        self._ends = (log_rows.connect(self._came), servers.connect(self._changed))

    def reader(self, owner: object, came: Callable[[ServerId, LogRows], object]) -> LogReader:
        """A new one, which reads nothing yet."""
        return LogReader(self, owner, came)

    def close(self) -> None:
        """Pass nothing on any more."""
        for end in self._ends:
            end()

    def _came(self, server: ServerId, rows: LogRows) -> None:
        there = self.channels.get((server, rows.channel), [])
        if rows.live:
            for each in tuple(there):
                each.came(server, rows)
        elif waiting := self.pages.get((server, rows.channel)):
            asked = waiting.popleft()
            if asked in there:
                asked.came(server, rows)

    def _changed(self, connection: Connection) -> None:
        """A page that was under way when a connection broke is not answered any more."""
        if connection.status is not ConnectionStatus.CONNECTED:
            for place in tuple(self.pages):
                if place[0] == connection.server_id:
                    del self.pages[place]
