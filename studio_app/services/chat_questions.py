"""The questions that wait on every booth: a short queue, kept through restarts."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import timedelta

from studio_app.domain.access import StoredRow
from studio_app.domain.chat import ChatRow, PinnedChat, Question
from studio_app.domain.ids import BoothId
from studio_app.domain.records import Changes
from studio_app.services.chat_rows import ChatRows
from studio_app.stores.chat import ChatStore, pin_key, question_key
from studio_app.support.clock import Clock

MOST_WAIT = 50
"""On one booth; the oldest drops out of the queue, its row stays unanswered."""
LOOK_BACK = 20_000
OLDEST = timedelta(hours=6)
"""After a restart: a question of yesterday waits for nobody."""


class ChatQuestions:
    """Keeps the records `question` and `chat_pin` as the rows say. On the loop's thread."""

    def __init__(self, store: ChatStore, rows: ChatRows, clock: Clock) -> None:
        self._store = store
        self._rows = rows
        self._clock = clock
        self._waiting: dict[BoothId, OrderedDict[int, None]] = {}

    async def start(self) -> None:
        """Take up what waited and what was pinned. Raises StudioError."""
        self.taken(await self._rows.waiting(self._clock.now() - OLDEST, LOOK_BACK))
        for stored in await self._rows.pinned():
            if isinstance(stored.data, ChatRow):
                self.pin(stored.cursor, stored.data)

    def taken(self, rows: Sequence[StoredRow]) -> None:
        """New rows."""
        changes: Changes = {}
        for stored in rows:
            row = stored.data
            if isinstance(row, ChatRow) and _waits(row):
                self._add(stored.cursor, row, changes)
        if changes:
            self._store.apply(changes)

    def settle(self, cursor: int, row: ChatRow) -> None:
        """A row is this by now."""
        changes: Changes = {}
        waiting = self._waiting.get(row.booth, OrderedDict())
        if _waits(row):
            if cursor not in waiting:
                self._add(cursor, row, changes)
        elif cursor in waiting:
            del waiting[cursor]
            changes[question_key(row.booth, cursor)] = None
        pinned = self._store.pin(row.booth)
        if pinned is not None and pinned.row == cursor and not row.pinned:
            changes[pin_key(row.booth)] = None
        if changes:
            self._store.apply(changes)

    def pin(self, cursor: int, row: ChatRow, by: str = "") -> None:
        """Show a row on its booth's stage."""
        pinned = PinnedChat(
            row=cursor, at=row.at, service=row.service, author=row.author, text=row.text, by=by
        )
        self._store.apply({pin_key(row.booth): pinned})

    def _add(self, cursor: int, row: ChatRow, changes: Changes) -> None:
        waiting = self._waiting.setdefault(row.booth, OrderedDict())
        waiting[cursor] = None
        changes[question_key(row.booth, cursor)] = Question(
            at=row.at, service=row.service, author=row.author, text=row.text
        )
        while len(waiting) > MOST_WAIT:
            oldest, _ = waiting.popitem(last=False)
            key = question_key(row.booth, oldest)
            if self._store.question(row.booth, oldest) is None:
                changes.pop(key, None)  # come and gone in one go
            else:
                changes[key] = None


def _waits(row: ChatRow) -> bool:
    return row.question and not row.answered_by and not row.hidden
