"""The feed's logs: new rows as they come, older ones by pages, never more than a window at once.

Rows are read from their source when the client is ready for them: a slow client costs one frame
of memory, and what it missed it can page for.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence

import msgspec

from studio_app.domain.access import StoredRow
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.feed import LogRow, LogRows, PageLog, WatchLog
from studio_app.domain.problems import Problem, problem
from studio_app.domain.roles import Role
from studio_app.server.ports import LogFamily, LogSource

log = logging.getLogger(__name__)

ROWS_MOST = 500
PAGES_MOST = 32
_ENCODER = msgspec.msgpack.Encoder()


class LogChannel:
    """The logs there are, by name. Lives on the loop's thread."""

    def __init__(self, sources: Sequence[LogSource], families: Sequence[LogFamily] = ()) -> None:
        self._sources = {source.channel: source for source in sources}
        self._families = families

    def open(self, role: Role, wake: Callable[[], None]) -> "LogLane":
        """A new client's lane, which watches nothing yet."""
        return LogLane(self, role, wake)

    def source(self, channel: str, role: Role) -> LogSource:
        """The log of that name; raises no_such_log when there is none for this role."""
        source = self._sources.get(channel) or self._member(channel)
        if source is None or not role.allows(source.least):
            readable = sorted(
                name for name, known in self._sources.items() if role.allows(known.least)
            )
            raise fail(
                "no_such_log", channel=channel, role=role, channels=", ".join(readable) or "–"
            )
        return source

    def _member(self, channel: str) -> LogSource | None:
        found = (family.source(channel) for family in self._families)
        return next((source for source in found if source is not None), None)


class LogLane:
    """What one client watches and has asked for; reads one frame ahead of its socket."""

    def __init__(self, channel: LogChannel, role: Role, wake: Callable[[], None]) -> None:
        self._channel = channel
        self._role = role
        self._wake = wake
        self._watches: dict[str, _Watch] = {}
        self._pages: deque[PageLog] = deque()
        self._refused: deque[bytes] = deque(maxlen=PAGES_MOST)
        self._ready: bytes | None = None
        self._work = asyncio.Event()
        self._reader: asyncio.Task[None] | None = None

    def watch(self, wish: WatchLog) -> None:
        """From now on the rows of this channel too; a channel watched already starts anew."""
        self.unwatch(wish.channel)
        try:
            source = self._channel.source(wish.channel, self._role)
        except StudioError as error:
            self._refuse(wish.channel, error.problem, live=True)
            return
        self._watches[wish.channel] = _Watch(source, wish.after, _fair(wish.limit), self._look)
        self._look()

    def unwatch(self, channel: str) -> None:
        """No more rows of this channel."""
        watch = self._watches.pop(channel, None)
        if watch is not None:
            watch.stop()

    def page(self, wish: PageLog) -> None:
        """One page of older rows; more than a few dozen waiting is too_busy."""
        if len(self._pages) >= PAGES_MOST:
            self._refuse(wish.channel, problem("too_busy", limit=PAGES_MOST), live=False)
            return
        self._pages.append(wish)
        self._look()

    def take(self) -> bytes | None:
        """The frame that has been read, if any; the next one is read meanwhile."""
        if self._refused:
            return self._refused.popleft()
        frame, self._ready = self._ready, None
        if frame is not None:
            self._look()
        return frame

    def close(self) -> None:
        """Watch nothing, read nothing any more."""
        for channel in list(self._watches):
            self.unwatch(channel)
        self._pages.clear()
        if self._reader is not None:
            self._reader.cancel()

    def _look(self) -> None:
        self._work.set()
        if self._reader is None:
            self._reader = asyncio.get_running_loop().create_task(self._read(), name="feed log")

    def _refuse(self, channel: str, why: Problem, *, live: bool) -> None:
        frame = LogRows(channel=channel, rows=[], live=live, problem=why)
        self._refused.append(_ENCODER.encode(frame))
        self._wake()

    async def _read(self) -> None:
        """One frame after the other, as the client takes them."""
        while True:
            await self._work.wait()
            self._work.clear()
            if self._ready is not None:
                continue
            rows = await self._next()
            if rows is not None:
                self._ready = _ENCODER.encode(rows)
                self._wake()

    async def _next(self) -> LogRows | None:
        """The next frame to send: a page that was asked for, then whatever is new."""
        if self._pages:
            wish = self._pages.popleft()
            try:
                source = self._channel.source(wish.channel, self._role)
                return await self._older(source, wish.before, _fair(wish.limit), live=False)
            except Exception as error:
                return self._failed(wish.channel, error, live=False)
        for channel, watch in list(self._watches.items()):
            if watch.behind:
                watch.behind = False
                self._watches[channel] = self._watches.pop(channel)  # each in its turn
                try:
                    rows = await self._new(watch)
                except Exception as error:
                    return self._failed(channel, error, live=True)
                if rows is not None and self._watches.get(channel) is watch:
                    return rows
        return None

    async def _new(self, watch: "_Watch") -> LogRows | None:
        """What was added since the last frame; None when nothing was."""
        source, limit = watch.source, watch.limit
        if watch.cursor is None:
            rows = await self._older(source, None, limit, live=True)
        else:
            added = await source.after(watch.cursor, limit + 1)
            if not added:
                return None
            if len(added) <= limit:
                rows = self._frame(source, added, live=True, more=False)
            elif await self._is_near(source, watch.cursor):
                rows = self._frame(source, added[:limit], live=True, more=False)
                watch.behind = True
            else:
                rows = await self._older(source, None, limit, live=True)
        watch.cursor = rows.rows[-1].cursor if rows.rows else watch.cursor or 0
        return rows

    async def _is_near(self, source: LogSource, cursor: int) -> bool:
        if not source.catch_up:
            return False
        newest = await source.before(None, 1)
        return bool(newest) and newest[-1].cursor - cursor <= source.catch_up

    async def _older(
        self, source: LogSource, before: int | None, limit: int, *, live: bool
    ) -> LogRows:
        found = await source.before(before, limit + 1)
        return self._frame(source, found[-limit:], live=live, more=len(found) > limit)

    def _frame(
        self, source: LogSource, found: Sequence[StoredRow], *, live: bool, more: bool
    ) -> LogRows:
        rows = [LogRow(cursor=row.cursor, data=row.encoded(self._role)) for row in found]
        return LogRows(channel=source.channel, rows=rows, live=live, more=more)

    def _failed(self, channel: str, error: Exception, *, live: bool) -> LogRows:
        if isinstance(error, StudioError):
            why = error.problem
        else:
            log.error("the log %s could not be read", channel, exc_info=error)
            why = problem("internal", reference=f"log {channel}")
        return LogRows(channel=channel, rows=[], live=live, problem=why)


class _Watch:
    """One channel that a client watches, and how far it has got."""

    def __init__(
        self, source: LogSource, cursor: int | None, limit: int, look: Callable[[], None]
    ) -> None:
        self.source = source
        self.cursor = cursor
        self.limit = limit
        self.behind = True
        self._look = look
        self.stop = source.added.connect(self._added)

    def _added(self) -> None:
        self.behind = True
        self._look()


def _fair(limit: int) -> int:
    return min(max(limit, 1), ROWS_MOST)
