"""The chat as logs: the newest rows from memory, once for all readers, older ones from the disk."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import islice

from studio_app.domain.access import StoredRow
from studio_app.domain.chat import ChatKind, ChatRow
from studio_app.domain.ids import BoothId
from studio_app.domain.roles import Role
from studio_app.services.chat_rows import ChatRows
from studio_app.support.signal import Signal

CHANNEL = "chat"
ALL_KEPT = 4000
BOOTH_KEPT = 1500


class ChatLog:
    """Log `chat`, or that of one booth. On the loop's thread."""

    least = Role.HOST
    catch_up = 4 * ALL_KEPT
    """Far: a mark that is left out leaves a hidden message on somebody's screen."""

    def __init__(
        self, rows: ChatRows, newest: int, most: int, booth: BoothId | None = None
    ) -> None:
        """`newest`: the last cursor that was given out before this began."""
        self.channel = CHANNEL if booth is None else f"{CHANNEL}/{booth}"
        self.added: Signal[()] = Signal()
        self._rows = rows
        self._booth = booth
        self._most = most
        self._floor = newest
        """All rows above this are in memory."""
        self._kept: list[StoredRow] = []

    def add(self, rows: Sequence[StoredRow]) -> None:
        """Rows that are on the disk by now, in their order."""
        kept = self._kept
        kept.extend(rows)
        if len(kept) > self._most * 5 // 4:
            drop = len(kept) - self._most
            self._floor = kept[drop - 1].cursor
            del kept[:drop]
        self.added.emit()

    def put(self, rows: Iterable[StoredRow]) -> None:
        """Rows in the place of those with the same cursor, where those are in memory."""
        for row in rows:
            at = self._above(row.cursor - 1)
            if at < len(self._kept) and self._kept[at].cursor == row.cursor:
                self._kept[at] = row

    def change(self, of: Callable[[ChatRow], ChatRow | None]) -> None:
        """Every row in memory as `of` says that it is now; None: as it was."""
        for at, row in enumerate(self._kept):
            if isinstance(row.data, ChatRow) and (now := of(row.data)) is not None:
                self._kept[at] = StoredRow(row.cursor, now)

    async def after(self, cursor: int, limit: int) -> Sequence[StoredRow]:
        """The first `limit` rows with a higher cursor, oldest first, marks among them."""
        if cursor < self._floor:
            return await self._rows.after(cursor, limit, self._booth)
        at = self._above(cursor)
        return self._kept[at : at + limit]

    async def before(self, cursor: int | None, limit: int) -> Sequence[StoredRow]:
        """The last `limit` rows with a lower cursor (None: the newest), oldest first."""
        end = len(self._kept) if cursor is None else self._above(cursor - 1)
        seen = (row for row in reversed(self._kept[:end]) if not _is_mark(row))
        found = list(islice(seen, limit))[::-1]
        if len(found) < limit and self._floor > 0:
            until = found[0].cursor if found else self._floor + 1
            if cursor is not None:
                until = min(until, cursor)
            older = await self._rows.before(until, limit - len(found), self._booth)
            found = [*older, *found]
        return found

    def _above(self, cursor: int) -> int:
        """Index of the first row with a higher cursor."""
        return bisect_right(self._kept, cursor, key=_cursor)


class ChatLogs:
    """All logs of the chat: of all booths, and one for each."""

    def __init__(self, rows: ChatRows, booths: Callable[[], Collection[str]]) -> None:
        self._rows = rows
        self._booths = booths
        self._of: dict[BoothId, ChatLog] = {}
        self._newest = 0
        self.all = ChatLog(rows, 0, ALL_KEPT)

    def start(self, newest: int) -> None:
        """Begin after the last cursor that is on the disk."""
        self._newest = newest
        self.all = ChatLog(self._rows, newest, ALL_KEPT)

    def source(self, channel: str) -> ChatLog | None:
        """The log `chat/BOOTH` of a booth that there is."""
        head, slash, booth = channel.partition("/")
        if head != CHANNEL or not slash or booth not in self._booths():
            return None
        return self._log(BoothId(booth))

    def add(self, rows: Sequence[StoredRow]) -> None:
        """Rows that are on the disk by now, in their order."""
        by_booth: dict[BoothId, list[StoredRow]] = {}
        for row in rows:
            if isinstance(row.data, ChatRow):
                by_booth.setdefault(row.data.booth, []).append(row)
        self.all.add(rows)
        for booth, some in by_booth.items():
            self._log(booth).add(some)

    def put(self, rows: Sequence[StoredRow]) -> None:
        """Rows as they are now."""
        for log in (self.all, *self._of.values()):
            log.put(rows)

    def change(self, of: Callable[[ChatRow], ChatRow | None]) -> None:
        """Every row in memory as `of` says that it is now; None: as it was."""
        for log in (self.all, *self._of.values()):
            log.change(of)

    def _log(self, booth: BoothId) -> ChatLog:
        log = self._of.get(booth)
        if log is None:
            log = self._of[booth] = ChatLog(self._rows, self._newest, BOOTH_KEPT, booth)
        return log


def _cursor(row: StoredRow) -> int:
    return row.cursor


def _is_mark(row: StoredRow) -> bool:
    return isinstance(row.data, ChatRow) and row.data.kind is ChatKind.MARK
