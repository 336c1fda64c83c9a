"""What is done with the chosen row of the chat, by button, key or menu: one way for all three."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from studio_app.domain.chat import ChatKind, Hidden
from ui.bridge.chat import ChatLine
from ui.docks.chat_foot import ChatFoot
from ui.docks.chat_view import ChatView
from ui.docks.chat_words import row_text, service_name
from ui.operations import Notices, Operations, said


class ChatHand:
    """Acts where the foot's buttons say that it can be done."""

    def __init__(self, ops: Operations, window: Notices, view: ChatView, foot: ChatFoot) -> None:
        """`window` is told what was copied; failures go where `ops` tells them."""
        self._ops = ops
        self._window = window
        self._view = view
        self._foot = foot
        foot.reply_wanted.connect(self._reply_wanted)

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
            action.setEnabled(self._foot.buttons["answered"].isEnabled())
            action.triggered.connect(lambda _=False: self._change(line, "question"))
        return menu

    def _change(self, line: ChatLine, what: str) -> None:
        chat, row, booth, at = self._ops.chat, line.row, line.booth, line.cursor
        if what == "pin":
            wish = chat.unpin(booth) if row.pinned else chat.pin(booth, at)
        elif what == "answered" and not row.answered_by:
            wish = chat.answered(booth, at)
        elif what in ("answered", "question"):
            waits = bool(row.answered_by) or not row.question
            wish = chat.question(booth, at, waits=waits)
        elif row.hidden is Hidden.NO:
            wish = chat.hide(booth, at)
        else:
            wish = chat.show(booth, at)
        self._ops.start(wish, f"chat {what}")

    def _reply_wanted(self, text: str, private: bool) -> None:
        """Send it, or copy it where the channel cannot send."""
        line = self._view.chosen
        if line is None:
            return
        if self._foot.can_send:
            self._foot.send_button.wait(self._reply(line, text, private))
            return
        QGuiApplication.clipboard().setText(text)
        service = service_name(line.row.service)
        self._window.say(
            said(
                lambda: QCoreApplication.translate(
                    "ChatDock", "Copied: paste it into {service}"
                ).format(service=service)
            )
        )
        self._done()

    async def _reply(self, line: ChatLine, text: str, private: bool) -> bool:
        done = await self._ops.chat.reply(line.booth, line.cursor, text, private=private)
        if done and self._foot.field.text().strip() == text:
            self._done()
        return done

    def _done(self) -> None:
        self._foot.field.clear()
        self._view.setFocus()
