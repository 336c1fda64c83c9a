"""Lets the rows of the chat's book through to its view: those that the filter means.

With 20,000 rows a search is worked off in slices between the window's other events, so that
nothing stutters while somebody types.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer

from studio_app.support.signal import Signal
from ui.bridge.chat import ChatBook, ChatLine, ChatNews
from ui.docks.chat_filter import ChatFilter
from ui.docks.chat_view import ChatView

SLICE = 1500
"""Rows looked at in one go: about 10 ms when all of them must be folded first."""


class ChatSieve(QObject):
    """Keeps the view's rows up to date. On the GUI's thread."""

    def __init__(self, book: ChatBook, view: ChatView) -> None:
        super().__init__(view)
        self._book = book
        self._view = view
        self._filter = ChatFilter()
        self._rows: list[ChatLine] = []
        self._growing: list[ChatLine] = []
        self._at = 0
        self._elsewhere: Sequence[ChatLine] | None = None
        self.sifted: Signal[()] = Signal()
        """The rows that are let through are others now, or more."""
        self._slice = QTimer(self)
        self._slice.setInterval(0)
        self._slice.timeout.connect(self._work)
        end = book.news.connect(self._told)
        self.destroyed.connect(end)

    @property
    def rows(self) -> Sequence[ChatLine]:
        """What is shown, oldest first."""
        return self._rows if self._elsewhere is None else self._elsewhere

    @property
    def busy(self) -> bool:
        """Whether a search is still being worked off."""
        return self._slice.isActive()

    def use(self, wanted: ChatFilter) -> None:
        """Let these through from now on."""
        if wanted != self._filter:
            self._filter = wanted
            self._begin()

    def show_elsewhere(self, rows: Sequence[ChatLine] | None) -> None:
        """Show rows that are not from the book; None: the book's again."""
        back = rows is None and self._elsewhere is not None
        self._elsewhere = rows
        if rows is not None or back:
            self._view.show_rows(self.rows)
            self.sifted.emit()

    def _told(self, news: ChatNews) -> None:
        if news.anew:
            self._begin()
            return
        if self.busy:
            self._at = max(0, self._at - len(news.trimmed))  # what is new is come to by itself
            self._drop(self._growing, news.trimmed)
        added = 0
        if not self.busy:
            passed = [line for line in news.added if self._filter.takes(line)]
            self._rows.extend(passed)
            added = len(passed)
        dropped = self._drop(self._rows, news.trimmed)
        if self._elsewhere is None:
            self._view.rows_added(added)
            self._view.rows_trimmed(dropped)
            if news.marked:
                self._view.rows_marked()
        if news.marked and not self._filter.everything:
            self._begin()
        elif added or dropped or news.marked:
            self.sifted.emit()

    def _drop(self, rows: list[ChatLine], trimmed: Sequence[ChatLine]) -> int:
        """Take what was trimmed off the beginning of these; how many that were."""
        gone = {id(line) for line in trimmed}
        count = 0
        while count < len(rows) and id(rows[count]) in gone:
            count += 1
        del rows[:count]
        return count

    def _begin(self) -> None:
        self._growing, self._at = [], 0
        if self._filter.everything:
            self._slice.stop()
            self._growing = list(self._book.lines)
            self._end()
        else:
            self._work()
            if self._at < len(self._book.lines):
                self._slice.start()

    def _work(self) -> None:
        lines, takes = self._book.lines, self._filter.takes
        some = lines[self._at : self._at + SLICE]
        self._growing.extend(line for line in some if takes(line))
        self._at += len(some)
        if self._at >= len(lines):
            self._slice.stop()
            self._end()

    def _end(self) -> None:
        self._rows, self._growing = self._growing, []
        if self._elsewhere is None:
            self._view.show_rows(self._rows)
        self.sifted.emit()
