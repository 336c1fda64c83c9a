"""Wishes about chat and buyers: hide, pin, answer, reply, search; notes, history, erasure."""

from collections.abc import Callable, Mapping
from typing import cast

from PySide6.QtCore import QCoreApplication

from studio_app.domain.actions import Action
from studio_app.domain.actions.chat import (
    EraseBuyer,
    HideMessage,
    MarkAnswered,
    MarkQuestion,
    NoteBuyer,
    PinMessage,
    Reply,
    SearchChat,
    ShowBuyer,
    ShowMessage,
    UnpinMessage,
)
from studio_app.domain.chat import BuyerHistory, FoundRow
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import ServerId
from ui.bridge.client import BoothKey, Connection
from ui.operations.csv_sieve import CsvSieve
from ui.operations.desk import Desk
from ui.operations.downloads import export, export_pieces
from ui.operations.said import said

REPLY_NOT_AFTER_MS = 10_000
"""A reply that comes later than this would answer another question."""


class Chat:
    """Every one answers whether it was done and failure is told, except where the docstring says
    otherwise. Rows are named by their booth and cursor."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def hide(self, booth: BoothKey, row: int) -> bool:
        """Hide a message here, and on the platform where that can be."""
        deed = said(lambda: QCoreApplication.translate("Chat", "Hide a message"))
        return await self._do(booth, HideMessage(row=row), deed)

    async def show(self, booth: BoothKey, row: int) -> bool:
        """Show it again."""
        deed = said(lambda: QCoreApplication.translate("Chat", "Show a message again"))
        return await self._do(booth, ShowMessage(row=row), deed)

    async def pin(self, booth: BoothKey, row: int) -> bool:
        """Put it on the booth's stage."""
        deed = said(lambda: QCoreApplication.translate("Chat", "Pin a message"))
        return await self._do(booth, PinMessage(row=row), deed)

    async def unpin(self, booth: BoothKey) -> bool:
        """Take the pinned one off the stage."""
        deed = said(lambda: QCoreApplication.translate("Chat", "Unpin the message"))
        return await self._do(booth, UnpinMessage(booth=booth[1]), deed)

    async def answered(self, booth: BoothKey, row: int) -> bool:
        """Say that somebody has answered it."""
        deed = said(lambda: QCoreApplication.translate("Chat", "Mark as answered"))
        return await self._do(booth, MarkAnswered(row=row), deed)

    async def question(self, booth: BoothKey, row: int, *, waits: bool) -> bool:
        """Say that it waits for an answer, or does not."""
        deed = said(
            lambda: (
                QCoreApplication.translate("Chat", "Mark as a question")
                if waits
                else QCoreApplication.translate("Chat", "Mark as no question")
            )
        )
        return await self._do(booth, MarkQuestion(row=row, waits=waits), deed)

    async def reply(self, booth: BoothKey, row: int, text: str, *, private: bool) -> bool:
        """Answer in the chat or privately, in the shop's name. What was said cannot be undone."""
        deed = said(lambda: QCoreApplication.translate("Chat", "Reply"))
        action = Reply(row=row, text=text, private=private)
        result = await self._desk.on_booth(
            booth, action, deed, not_after_ms=REPLY_NOT_AFTER_MS, undoable=False
        )
        return result is not None

    async def search(self, server: ServerId, wish: SearchChat) -> tuple[FoundRow, ...]:
        """What the server has kept, the newest first. Raises StudioError."""
        return cast("tuple[FoundRow, ...]", (await self._desk.send(server, wish)).value or ())

    async def buyer(self, server: ServerId, buyer: int) -> BuyerHistory:
        """A person and what they wrote. Raises StudioError."""
        return cast("BuyerHistory", (await self._desk.send(server, ShowBuyer(buyer=buyer))).value)

    async def note(self, server: ServerId, buyer: int, note: str) -> bool:
        """Write a note on a person; Ctrl+Z takes it back."""
        deed = said(lambda: QCoreApplication.translate("Chat", "Note on a buyer"))
        return await self._desk.act(server, NoteBuyer(buyer=buyer, note=note), deed) is not None

    async def erase(self, server: ServerId, buyer: int) -> bool:
        """Erase all that is known of a person. It cannot be undone; the button asked."""
        deed = said(lambda: QCoreApplication.translate("Chat", "Erase a buyer"))
        action = EraseBuyer(buyer=buyer)
        result = await self._desk.act(server, action, deed, confirmed=True, undoable=False)
        return result is not None

    async def export(self, title: str, text: str, count: int) -> bool:
        """Write rows that are CSV already among the downloads, without a dialog; where they are,
        or why not, is told."""
        now = self._desk.bridge.now()
        return await export(self._desk, f"chat-{title}", now, text, count)

    async def export_all(
        self,
        connection: Connection,
        title: str,
        query: Mapping[str, str],
        sieve: CsvSieve,
        told: Callable[[int], object],
    ) -> bool:
        """Write what a server keeps, as `GET /api/chat.csv` finds it and `sieve` lets it through;
        `told` is called with the rows so far. Cancelled or broken off it leaves no file."""
        try:
            pieces = connection.chat_csv(query)
        except StudioError as error:
            title = said(lambda: QCoreApplication.translate("Health", "Export"))
            self._desk.notices.failed(title, error.problem)
            return False
        now = connection.server_now()
        return await export_pieces(self._desk, f"chat-{title}", now, pieces, sieve, told)

    async def _do(self, booth: BoothKey, action: Action, deed: str) -> bool:
        return await self._desk.on_booth(booth, action, deed) is not None
