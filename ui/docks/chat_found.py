"""A search over everything that the servers keep: asked page by page, shown in the list's place."""

import asyncio

from msgspec.structs import replace
from PySide6.QtCore import QObject
from shiboken6 import isValid

from studio_app.domain.actions.chat import SearchChat
from studio_app.domain.chat import ChatRow
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import ServerId
from studio_app.domain.problems import Problem
from studio_app.support.signal import Signal
from ui.bridge.chat import ChatBook, ChatLine
from ui.bridge.client import BoothKey, ConnectionStatus
from ui.bridge.studio import StudioBridge
from ui.docks.chat_filter import KINDS, ChatFilter, Show
from ui.operations import Operations

PAGE = 200


class ChatFound(QObject):
    """What was found, oldest first. On the loop's thread."""

    def __init__(self, bridge: StudioBridge, ops: Operations, book: ChatBook) -> None:
        super().__init__(book)
        self._bridge = bridge
        self._ops = ops
        self._wish: SearchChat | None = None
        self._filter = ChatFilter()
        self._before: dict[ServerId, int | None] = {}
        """Servers that may have more, and below which cursor."""
        self.lines: list[ChatLine] = []
        self.asking = False
        self.problem: Problem | None = None
        self.changed: Signal[()] = Signal()
        book.hear_marks(self._marked)

    @property
    def active(self) -> bool:
        """Whether a search is shown."""
        return self._wish is not None

    @property
    def more(self) -> bool:
        """Whether older ones may follow."""
        return bool(self._before)

    def ask(self, text: str, booth: BoothKey | None, show: Show, service: str, source: str) -> None:
        """Search for this; None: in all booths of all servers."""
        self._wish = SearchChat(
            query=text[:200],
            booth=booth[1] if booth is not None else None,
            service=service,
            kind=KINDS.get(show),
            limit=PAGE,
        )
        self._filter = ChatFilter(show, source)
        self._before = {
            each.server_id: None
            for each in self._bridge.connections
            if each.server_id is not None
            and each.status is ConnectionStatus.CONNECTED
            and (booth is None or each.server_id == booth[0])
        }
        self.lines, self.asking = [], False
        self.older()

    def older(self) -> None:
        """Ask for the next page of every server that may have one."""
        if self._wish is not None and self._before and not self.asking:
            self.asking = True
            self.changed.emit()
            self._ops.start(self._read(self._wish), "search chat")

    def leave(self) -> None:
        """Show the chat again."""
        if self._wish is not None:
            self._wish, self._before = None, {}
            self.lines, self.asking, self.problem = [], False, None
            self.changed.emit()

    async def _read(self, wish: SearchChat) -> None:
        asked = dict(self._before)
        found: list[ChatLine] = []
        self.problem = None
        parts = await asyncio.gather(
            *(self._of_server(server, wish, before) for server, before in asked.items())
        )
        if not isValid(self) or wish is not self._wish:
            return  # closed, left, or something else is searched for
        for server, lines in zip(asked, parts, strict=True):
            if len(lines) < PAGE:
                del self._before[server]
            else:
                self._before[server] = lines[0].cursor
            found.extend(line for line in lines if self._filter.takes(line))
        several = len(asked) > 1
        self.lines = [*(sorted(found, key=_at) if several else found), *self.lines]
        self.asking = False
        self.changed.emit()

    async def _of_server(
        self, server: ServerId, wish: SearchChat, before: int | None
    ) -> list[ChatLine]:
        try:
            rows = await self._ops.chat.search(server, replace(wish, before=before))
        except StudioError as error:
            self.problem = error.problem
            return []
        return [ChatLine(server, each.cursor, each.row) for each in reversed(rows)]

    def _marked(self, mark: ChatRow, server: ServerId) -> None:
        changed = [line for line in self.lines if line.concerns(mark, server) and line.mark(mark)]
        if changed:
            self.changed.emit()


def _at(line: ChatLine) -> float:
    return line.row.at.timestamp()
