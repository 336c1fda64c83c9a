"""The chat of a booth or of all: rows of every server in one list, marks folded into them.

Rows come as live rows of the log channels `chat` and `chat/BOOTH`. What changes of a row afterwards
comes as a row of kind `mark`, at any cursor. Where a connection was so busy that rows were left
out, marks are missing as well: the server's rows are read anew from there.
"""

import heapq
import logging
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QObject

from studio_app.domain.chat import ChatKind, ChatRow, Hidden
from studio_app.domain.feed import LogRows
from studio_app.domain.ids import ServerId
from studio_app.domain.problems import Problem
from studio_app.domain.text.folding import fold
from studio_app.support.signal import Signal
from ui.bridge.client import BoothKey, ConnectionStatus
from ui.bridge.studio import StudioBridge
from ui.bridge.throttle import Throttle

log = logging.getLogger(__name__)

PAGE = 500
MOST = 20_000
"""Rows that are kept; at one more a tenth of them, the oldest, goes."""
TRIMMED = MOST // 10
BATCH_MS = 50
"""How often at most what came is told."""

LineKey = tuple[ServerId, int]


class ChatLine:
    """A row that stays the same object while marks change what is true of it."""

    __slots__ = ("_folded", "cursor", "row", "server")

    def __init__(self, server: ServerId, cursor: int, row: ChatRow) -> None:
        self.server = server
        self.cursor = cursor
        self.row = row
        self._folded = ""

    @property
    def key(self) -> LineKey:
        """What it is known by among all servers."""
        return self.server, self.cursor

    @property
    def booth(self) -> BoothKey:
        """Whose chat it is from."""
        return self.server, self.row.booth

    @property
    def folded(self) -> str:
        """Who and what, as people search for it."""
        if not self._folded:
            self._folded = fold(f"{self.row.author} {self.row.text}")
        return self._folded

    def concerns(self, mark: ChatRow, server: ServerId) -> bool:
        """Whether a mark is about this row: by its cursor, or about all of an erased person."""
        if server != self.server:
            return False
        if mark.of:
            return mark.of == self.cursor
        erased = mark.hidden is Hidden.ERASED
        return erased and mark.buyer > 0 and mark.buyer == self.row.buyer

    def mark(self, mark: ChatRow) -> bool:
        """What is so now; whether that is new. Of an erased person nothing stays."""
        row = self.row
        if mark.hidden is Hidden.ERASED:
            row = replace(row, account="", author="", buyer=0, text="")
            self._folded = ""
        row = replace(
            row,
            hidden=mark.hidden,
            hidden_by=mark.hidden_by,
            question=mark.question,
            answered_by=mark.answered_by,
            pinned=mark.pinned,
            order=mark.order if mark.of else row.order,
        )
        changed = row != self.row
        self.row = row
        return changed


class ChatNews(NamedTuple):
    """What became of the lines since the last news."""

    trimmed: Sequence[ChatLine] = ()
    """Gone from the beginning."""
    added: Sequence[ChatLine] = ()
    """New at the end; some of many may have been trimmed already."""
    marked: Sequence[ChatLine] = ()
    anew: bool = False
    """The lines are others altogether, or older ones came; the rest says nothing then."""


class _OfServer:
    def __init__(self) -> None:
        self.first: int | None = None
        """Cursor of the oldest line that is kept."""
        self.newest = 0
        self.more = False
        self.asked: int | None = None
        """The cursor before which a page is under way."""
        self.fresh = True
        """The next live rows are the beginning."""


class ChatBook(QObject):
    """Reads one booth's chat or every booth's, from when it is asked to. On the loop's thread."""

    def __init__(self, bridge: StudioBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._decoder: msgspec.msgpack.Decoder[ChatRow] = msgspec.msgpack.Decoder(ChatRow)
        self._channel = ""
        self._only: ServerId | None = None
        self._servers: dict[ServerId, _OfServer] = {}
        self._by_key: dict[LineKey, ChatLine] = {}
        self.lines: list[ChatLine] = []
        """Oldest first: of one server by cursor, of several as they came."""
        self.problem: Problem | None = None
        """Why the last rows did not come."""
        self.news: Signal[ChatNews] = Signal()
        self._trimmed: list[ChatLine] = []
        self._added: list[ChatLine] = []
        self._marked: dict[LineKey, ChatLine] = {}
        self._anew = False
        self._tell = Throttle(self._told, self, BATCH_MS)
        self._hearers: list[Callable[[ChatRow, ServerId], object]] = []
        self._reader = bridge.log_readers.reader(self, self._came)
        end = bridge.connections_changed.connect(self._follow)
        reader = self._reader
        self.destroyed.connect(end)
        self.destroyed.connect(lambda: reader.leave_all(bridge.connection))

    # --- what is read ----------------------------------------------------------------------------

    def show_booth(self, booth: BoothKey | None) -> None:
        """Read this booth's chat from now on; None: nothing."""
        if booth is None:
            self._show("", None)
        else:
            self._show(f"chat/{booth[1]}", booth[0])

    def show_all(self) -> None:
        """Read the chat of every booth of every server from now on."""
        self._show("chat", None)

    @property
    def more(self) -> bool:
        """Whether older rows can be asked for."""
        room = len(self.lines) + PAGE <= MOST
        return room and any(each.more for each in self._servers.values())

    @property
    def reading(self) -> bool:
        """Whether the first rows have not come yet."""
        return any(each.fresh for each in self._servers.values())

    def older(self) -> None:
        """Ask for the next page of every server that has one."""
        if not self.more:
            return
        for server, known in self._servers.items():
            if known.more and known.asked is None and known.first is not None:
                self._ask(server, known, known.first)

    def line(self, key: LineKey) -> ChatLine | None:
        """The line with this key, while it is kept."""
        return self._by_key.get(key)

    def hear_marks(self, heard: Callable[[ChatRow, ServerId], object]) -> None:
        """Have every mark told here too: for rows that are shown from elsewhere."""
        self._hearers.append(heard)

    # --- inside ----------------------------------------------------------------------------------

    def _show(self, channel: str, only: ServerId | None) -> None:
        if (channel, only) == (self._channel, self._only):
            return
        self._reader.leave_all(self._bridge.connection)
        self._servers = {}
        self._channel, self._only = channel, only
        self.problem = None
        self._begin_anew(())
        self._follow()
        self._tell.now()

    def _follow(self) -> None:
        """Servers come, go, are left and joined again."""
        if not self._channel:
            return
        there = {
            each.server_id: each
            for each in self._bridge.connections
            if each.server_id is not None
            and each.principal is not None
            and self._only in (None, each.server_id)
        }
        gone = [server for server in self._servers if server not in there]
        for server in gone:
            del self._servers[server]
            self._reader.leave(self._bridge.connection(server), server, self._channel)
        if gone:
            self._begin_anew([line for line in self.lines if line.server in there])
        for server, connection in there.items():
            known = self._servers.get(server)
            if known is None:
                known = self._servers[server] = _OfServer()
                other = self._reader.join(connection, server, self._channel, PAGE)
                if isinstance(other, ChatBook):
                    self._take_over(server, known, other)
            elif connection.status is not ConnectionStatus.CONNECTED:
                known.asked = None  # a page is not asked again by itself

    def _came(self, server: ServerId, rows: LogRows) -> None:
        known = self._servers.get(server)
        if known is None or rows.channel != self._channel:
            return
        self.problem = rows.problem
        lines = [line for line in self._read(server, rows) if self._took_no_mark(line)]
        if rows.live:
            self._live(server, known, lines, rows.more)
        else:
            asked, known.asked = known.asked, None
            if rows.problem is None and asked == known.first:  # else there is a gap between
                self._page(server, known, lines, rows.more)
        self._tell.ask()

    def _read(self, server: ServerId, rows: LogRows) -> Iterable[ChatLine]:
        for each in rows.rows:
            try:
                yield ChatLine(server, each.cursor, self._decoder.decode(each.data))
            except msgspec.DecodeError as error:
                log.warning("a row of %s cannot be read: %s", self._channel, error)

    def _took_no_mark(self, line: ChatLine) -> bool:
        """Fold a mark into its row; whether the line was none."""
        if line.row.kind is not ChatKind.MARK:
            return True
        mark, server = line.row, line.server
        one = self._by_key.get((server, mark.of))
        some = self.lines if not mark.of else [one] if one is not None else []
        for known in some:
            if known.concerns(mark, server) and known.mark(mark):
                self._marked[known.key] = known
        for heard in self._hearers:
            heard(mark, server)
        return False

    def _live(self, server: ServerId, known: _OfServer, lines: list[ChatLine], more: bool) -> None:
        if known.fresh or more:
            known.fresh = False
            self._replace(server, known, lines, more)
        else:
            self._append(known, [line for line in lines if line.cursor > known.newest])

    def _page(self, server: ServerId, known: _OfServer, lines: list[ChatLine], more: bool) -> None:
        known.more = more
        if lines:
            known.first = lines[0].cursor
            several = len(self._servers) > 1
            self._begin_anew(_merged(lines, self.lines) if several else [*lines, *self.lines])

    def _ask(self, server: ServerId, known: _OfServer, before: int) -> None:
        connection = self._bridge.connection(server)
        if connection is not None:
            known.asked = before
            self._reader.page(connection, server, self._channel, before, PAGE)

    def _take_over(self, server: ServerId, known: _OfServer, other: "ChatBook") -> None:
        """Begin with the rows that another book of this window has by now."""
        there = other._servers.get(server)
        if there is None or there.fresh:
            return  # its first rows will come to both
        known.fresh = False
        rows = (line for line in other.lines if line.server == server)
        self._replace(
            server, known, [ChatLine(server, line.cursor, line.row) for line in rows], there.more
        )
        self._tell.ask()

    def _replace(
        self, server: ServerId, known: _OfServer, lines: list[ChatLine], more: bool
    ) -> None:
        """All that is known of one server is this."""
        known.more = more
        known.first = lines[0].cursor if lines else None
        known.newest = lines[-1].cursor if lines else 0
        others = [line for line in self.lines if line.server != server]
        self._begin_anew(_merged(others, lines))

    def _append(self, known: _OfServer, lines: Sequence[ChatLine]) -> None:
        if not lines:
            return
        if known.first is None:
            known.first = lines[0].cursor
        known.newest = lines[-1].cursor
        self.lines.extend(lines)
        self._added.extend(lines)
        self._by_key.update((line.key, line) for line in lines)
        self._trim()

    def _trim(self) -> None:
        if len(self.lines) <= MOST:
            return
        gone = self.lines[: len(self.lines) - MOST + TRIMMED]
        del self.lines[: len(gone)]
        self._trimmed.extend(gone)
        for line in gone:
            del self._by_key[line.key]
            self._servers[line.server].more = True
        oldest: dict[ServerId, int] = {}
        for line in self.lines:
            if len(oldest) == len(self._servers):
                break
            oldest.setdefault(line.server, line.cursor)
        for server, known in self._servers.items():
            known.first = oldest.get(server)

    def _begin_anew(self, lines: Sequence[ChatLine]) -> None:
        self.lines = list(lines)
        self._by_key = {line.key: line for line in self.lines}
        self._trimmed, self._added, self._marked, self._anew = [], [], {}, True
        self._trim()

    def _told(self) -> None:
        news = ChatNews(self._trimmed, self._added, tuple(self._marked.values()), self._anew)
        self._trimmed, self._added, self._marked, self._anew = [], [], {}, False
        self.news.emit(news)


def _merged(one: Sequence[ChatLine], other: Sequence[ChatLine]) -> list[ChatLine]:
    return list(heapq.merge(one, other, key=lambda line: line.row.at))
