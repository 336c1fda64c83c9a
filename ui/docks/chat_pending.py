"""What is being done to rows of the chat: pending until a mark of the server says that it is so."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from studio_app.domain.chat import ChatRow
from studio_app.domain.ids import ServerId
from studio_app.support.signal import Signal
from ui.bridge.chat import ChatBook, ChatLine, ChatNews, LineKey
from ui.components.buttons import Starts

MARK_WITHIN_S = 3.0
"""How soon after the server's yes its mark must be here."""

Fact = Callable[[ChatRow], bool]
"""Whether what was wished for is so, of the row or of a mark about it."""


class _Deed:
    def __init__(self, line: ChatLine, fact: Fact | None) -> None:
        self.line = line
        self.fact = fact
        self.since_s = time.monotonic()
        self.met = asyncio.Event()


class ChatPending(QObject):
    """By row and by what is done to it ("pin", "reply" …); one of a kind at a time. On the loop's
    thread. `late` is called with the row that no mark came for."""

    def __init__(self, book: ChatBook, start: Starts, late: Callable[[ChatLine], object]) -> None:
        super().__init__(book)
        self._book = book
        self._start = start
        self._late = late
        self._deeds: dict[tuple[LineKey, str], _Deed] = {}
        self.changed: Signal[()] = Signal()
        book.hear_marks(self._marked)
        end = book.news.connect(self._told)
        self.destroyed.connect(end)

    @property
    def rows(self) -> Mapping[LineKey, float]:
        """The rows that something is done to, each with `time.monotonic()` at the press."""
        return {key: deed.since_s for (key, _), deed in self._deeds.items()}

    def since(self, line: ChatLine, what: str) -> float | None:
        """`time.monotonic()` at the press, while this is done to the row."""
        deed = self._deeds.get((line.key, what))
        return deed.since_s if deed is not None else None

    def begin(
        self,
        line: ChatLine,
        what: str,
        wish: Callable[[], Coroutine[Any, Any, bool]],
        fact: Fact | None = None,
    ) -> None:
        """Carry out a wish, which answers whether it was done and has told failure by then;
        nothing while the same is under way. Without a `fact` its answer is the end."""
        if (line.key, what) in self._deeds:
            return
        deed = self._deeds[line.key, what] = _Deed(line, fact)
        self.changed.emit()
        self._start(self._carry_out(what, deed, wish()), f"chat {what}")

    def forget(self) -> None:
        """Other rows are shown: nothing is heard of these any more."""
        for (_, what), deed in tuple(self._deeds.items()):
            self._end(what, deed)

    async def _carry_out(self, what: str, deed: _Deed, wish: Coroutine[Any, Any, bool]) -> None:
        try:
            late = await wish and isValid(self) and not await self._became_so(deed)
            if late and isValid(self):
                self._late(deed.line)
        finally:
            if isValid(self):
                self._end(what, deed)

    async def _became_so(self, deed: _Deed) -> bool:
        if deed.fact is None or deed.fact(self._now(deed)):
            return True  # somebody else may have done it before
        with suppress(TimeoutError):
            async with asyncio.timeout(MARK_WITHIN_S):
                await deed.met.wait()
        return deed.met.is_set()

    def _now(self, deed: _Deed) -> ChatRow:
        """A row that was read anew is another line."""
        return (self._book.line(deed.line.key) or deed.line).row

    def _end(self, what: str, deed: _Deed) -> None:
        deed.met.set()
        key = (deed.line.key, what)
        if self._deeds.get(key) is deed:
            del self._deeds[key]
            self.changed.emit()

    def _marked(self, mark: ChatRow, server: ServerId) -> None:
        for (_, what), deed in tuple(self._deeds.items()):
            if deed.line.concerns(mark, server) and deed.fact is not None and deed.fact(mark):
                self._end(what, deed)

    def _told(self, news: ChatNews) -> None:
        if news.anew:
            for (_, what), deed in tuple(self._deeds.items()):
                if deed.fact is not None and deed.fact(self._now(deed)):
                    self._end(what, deed)
