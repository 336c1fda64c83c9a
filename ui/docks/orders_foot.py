"""Under the orders: the chosen one in whole, and what can be done with it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio_app.domain.orders import OrderStatus
from ui.components import ElidedLabel, Translated, plain_tip
from ui.docks.chat_foot import ActButton
from ui.docks.order_words import detail, history
from ui.docks.orders_book import SeenOrder
from ui.theme import set_look

LINES = 3
"""Of the chosen order that are shown; its tooltip has all."""


def deeds(status: OrderStatus) -> tuple[str, ...]:
    """What an order of this status can become."""
    if status is OrderStatus.TO_CONFIRM:
        return ("confirm", "cancel")
    return ("reopen", "cancel") if status is OrderStatus.CONFIRMED else ("reopen",)


class OrdersFoot(Translated, QWidget):
    """Acts on one order; what is to be done is told by a signal."""

    act_wanted = Signal(str)
    """"confirm", "reopen", "change", "cancel", "message", "copy"."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: SeenOrder | None = None
        self._hindrance = ""
        self._message = ""
        self._short = False
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.detail.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.history = ElidedLabel()
        set_look(self.history, "note")
        self.buttons = {
            "confirm": ActButton(look="main"),
            "reopen": ActButton(icon_name="undo"),
            "change": ActButton(icon_name="edit"),
            "cancel": ActButton(icon_name="cross"),
            "message": ActButton(icon_name="reply"),
            "copy": ActButton(icon_name="copy"),
        }
        acts = QHBoxLayout()
        acts.setSpacing(4)
        for what, button in self.buttons.items():
            button.clicked.connect(lambda _=False, what=what: self.act_wanted.emit(what))
            acts.addWidget(button)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.detail)
        column.addWidget(self.history)
        column.addLayout(acts)
        self.retranslate()

    def show_order(self, seen: SeenOrder | None, hindrance: str, message: str) -> None:
        """Act on this one from now on. `hindrance` says why nothing can be changed, `message` why
        its chat message cannot be shown; "" where it can."""
        self._seen, self._hindrance, self._message = seen, hindrance, message
        self._show()

    def show_short(self, short: bool) -> None:
        """Whether there is no room: one line says the most."""
        if short != self._short:
            self._short = short
            self._show()

    def show_pending(self, since: Callable[[str], float | None]) -> None:
        """What is being done to the order, by its name."""
        for what, button in self.buttons.items():
            button.show_pending(since(what))

    def retranslate(self) -> None:
        """Every text anew."""
        self._show()

    def _show(self) -> None:
        seen = self._seen
        texts = {
            "confirm": (self.tr("Confirm"), "Enter", self.tr("All is clear; it can be packed")),
            "reopen": (self.tr("Reopen"), "R", self.tr("To be confirmed again")),
            "change": (self.tr("Change"), "E", self.tr("Change goods, name, address …")),
            "cancel": (self.tr("Cancel"), "Del", self.tr("Cancel the order; it stays listed")),
            "message": (self.tr("Message"), "M", self.tr("Show the message in the chat")),
            "copy": ("", "Ctrl+C", self.tr("Copy the order as text")),
        }
        offered = deeds(seen.order.status) if seen is not None else ("confirm",)
        for what, (text, key, tip) in texts.items():
            button = self.buttons[what]
            why_not = {"message": self._message, "copy": ""}.get(what, self._hindrance)
            button.setText(text)
            button.describe(why_not or tip, key)
            able = what in offered or what in ("change", "message", "copy")
            button.setEnabled(seen is not None and able and not why_not)
        self.buttons["confirm"].setVisible("confirm" in offered)
        self.buttons["reopen"].setVisible("reopen" in offered)
        text = detail(seen.order) if seen is not None else self.tr("Choose an order")
        self.detail.setText(text)
        self.detail.setVisible(not self._short)
        line = detail(seen.order).replace("\n", " · ") if self._short and seen is not None else ""
        self.history.show_text(line or (history(seen.order) if seen is not None else ""))
        self.detail.setToolTip(plain_tip(text) if seen is not None else "")
        self.detail.setFixedHeight(self.detail.fontMetrics().lineSpacing() * LINES + 2)
