"""What is done with the chosen row of the chat, by button, key or menu: one way for all three."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from studio_app.domain.actions import Action
from studio_app.domain.actions.chat import (
    HideMessage,
    MarkAnswered,
    MarkQuestion,
    PinMessage,
    Reply,
    ShowBuyer,
    ShowMessage,
    UnpinMessage,
)
from studio_app.domain.actions.orders import FindOrders, MakeOrder
from studio_app.domain.chat import ChatKind, ChatRow, Hidden, PinnedChat
from studio_app.support.signal import Signal
from ui.bridge.chat import ChatBook, ChatLine
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge
from ui.components import PendingButton
from ui.docks.chat_foot import ChatFoot
from ui.docks.chat_pending import ChatPending
from ui.docks.chat_view import ChatView
from ui.docks.chat_words import row_text, service_name
from ui.docks.link_words import speaking_hindrance
from ui.operations import Operations, said


class ChatHand:
    """Acts where the foot's buttons say that it can be done."""

    def __init__(
        self,
        bridge: StudioBridge,
        ops: Operations,
        book: ChatBook,
        view: ChatView,
        foot: ChatFoot,
    ) -> None:
        """Failures go where `ops` tells them."""
        self._bridge = bridge
        self._ops = ops
        self._view = view
        self._foot = foot
        self.pending = ChatPending(book, ops.start, lambda line: self._not_confirmed(line.booth))
        self.copied: Signal[str] = Signal()
        """What to say of what lies in the clipboard now."""
        self.late: Signal[str] = Signal()
        """What to say of a change that the server did not confirm."""
        foot.reply_wanted.connect(self._reply_wanted)

    def hindrance(self, line: ChatLine, what: str) -> str:
        """Why this cannot be done with a row, by the role of its own action; "" when it can."""
        action = action_of(what, line.row)
        return self.booth_hindrance(line.booth, action) if action is not None else ""

    def booth_hindrance(self, booth: BoothKey, action: type[Action]) -> str:
        """Why this action cannot be asked for in a booth; "" when it can."""
        return speaking_hindrance(self._bridge, booth, action.ROLE)

    def show_pending(self) -> None:
        """What is being done to the rows that are seen, and to the chosen one."""
        line = self._view.chosen
        self._view.show_pending(self.pending.rows)
        self._foot.show_pending(
            lambda what: self.pending.since(line, what) if line is not None else None
        )

    def unpin(self, booth: BoothKey, button: PendingButton) -> None:
        """Take off the stage what is on it."""
        pinned = self._bridge.get(booth, PinnedChat)
        button.wait(
            self._ops.chat.unpin(booth),
            lambda: self._bridge.get(booth, PinnedChat) != pinned,
            lambda: self._not_confirmed(booth),
        )

    def act(self, what: str) -> None:
        """ "reply", "copy", "pin", "answered", "hide"; nothing where it cannot be done."""
        line = self._view.chosen
        if line is None:
            return
        if what == "reply":
            if self._foot.field.isEnabled():
                self._foot.field.setFocus()
        elif not self._foot.buttons[what].isEnabled():
            return
        elif what == "copy":
            QGuiApplication.clipboard().setText(row_text(line.row))
        else:
            self._change(line, what)

    def menu(self, parent: QWidget, act: Callable[[str], object]) -> QMenu:
        """What can be done with the chosen row."""
        menu = QMenu(parent)
        line = self._view.chosen
        if line is None:
            return menu
        for what, button in self._foot.buttons.items():
            text = button.text() or QCoreApplication.translate("ChatDock", "Copy")
            action = menu.addAction(button.icon(), text)
            action.setEnabled(button.isEnabled())
            action.triggered.connect(lambda _=False, what=what: act(what))
        if line.row.kind is ChatKind.MESSAGE and not line.row.answered_by:
            text = QCoreApplication.translate("ChatDock", "Is a question")
            if line.row.question:
                text = QCoreApplication.translate("ChatDock", "Is no question")
            action = menu.addAction(text)
            action.setEnabled(not self.hindrance(line, "question"))
            action.triggered.connect(lambda _=False: self._change(line, "question"))
        return menu

    def _change(self, line: ChatLine, what: str) -> None:
        chat, row, booth, at = self._ops.chat, line.row, line.booth, line.cursor
        begin = self.pending.begin
        if what == "pin" and row.pinned:
            begin(line, what, lambda: chat.unpin(booth), lambda now: not now.pinned)
        elif what == "pin":
            begin(line, what, lambda: chat.pin(booth, at), lambda now: now.pinned)
        elif what == "answered" and not row.answered_by:
            begin(line, what, lambda: chat.answered(booth, at), lambda now: bool(now.answered_by))
        elif what in ("answered", "question"):
            waits = bool(row.answered_by) or not row.question
            begin(
                line,
                "answered",
                lambda: chat.question(booth, at, waits=waits),
                lambda now: now.question is waits and not now.answered_by,
            )
        elif row.hidden is Hidden.NO:
            begin(line, what, lambda: chat.hide(booth, at), lambda now: now.hidden is not Hidden.NO)
        else:
            begin(line, what, lambda: chat.show(booth, at), lambda now: now.hidden is Hidden.NO)

    def _reply_wanted(self, text: str, private: bool) -> None:
        """Send it, or copy it where the channel cannot send."""
        line = self._view.chosen
        if line is None:
            return
        if self._foot.can_send:
            self.pending.begin(line, "reply", lambda: self._reply(line, text, private))
            return
        QGuiApplication.clipboard().setText(text)
        service = service_name(line.row.service)
        self.copied.emit(
            said(
                lambda: QCoreApplication.translate(
                    "ChatDock", "Copied: paste it into {service}"
                ).format(service=service)
            )
        )
        self._done()

    async def _reply(self, line: ChatLine, text: str, private: bool) -> bool:
        done = await self._ops.chat.reply(line.booth, line.cursor, text, private=private)
        if done and isValid(self._foot) and self._foot.field.text().strip() == text:
            self._done()
        return done

    def _not_confirmed(self, booth: BoothKey) -> None:
        connection = self._bridge.connection(booth[0])
        server = connection.name if connection is not None else str(booth[0])
        self.late.emit(
            said(
                lambda: QCoreApplication.translate(
                    "ChatDock", "{server} did not confirm the change. Look at the row again."
                ).format(server=server)
            )
        )

    def _done(self) -> None:
        self._foot.field.clear()
        self._view.setFocus()


def action_of(what: str, row: ChatRow) -> type[Action] | None:
    """What a button or key asks the server for, of such a row; None: nothing."""
    match what:
        case "pin":
            return UnpinMessage if row.pinned else PinMessage
        case "answered":
            return MarkQuestion if row.answered_by else MarkAnswered
        case "hide":
            return HideMessage if row.hidden is Hidden.NO else ShowMessage
        case "question":
            return MarkQuestion
        case "reply":
            return Reply
        case "order":
            return FindOrders if row.order else MakeOrder
        case "buyer":
            return ShowBuyer
        case _:
            return None
