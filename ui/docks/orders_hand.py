"""What is done with the chosen order, by button, key or menu: one way for all three."""

import time
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from studio_app.domain.orders import FoundOrder, OrderStatus
from studio_app.support.signal import Signal
from ui.docks.order_words import order_text
from ui.docks.orders_book import OrderKey, OrdersBook, SeenOrder
from ui.docks.orders_foot import OrdersFoot, deeds
from ui.docks.orders_table import OrdersTable
from ui.operations import Operations, said

_STATUS_OF = {
    "confirm": OrderStatus.CONFIRMED,
    "reopen": OrderStatus.TO_CONFIRM,
    "cancel": OrderStatus.CANCELLED,
}


class OrdersHand:
    """Acts where the foot's buttons say that it can be done; a change of status is pending until
    the server answers, and its answer is at once among the orders."""

    def __init__(
        self,
        ops: Operations,
        book: OrdersBook,
        table: OrdersTable,
        foot: OrdersFoot,
        booth_of: Callable[[SeenOrder], str],
    ) -> None:
        """Failures go where `ops` tells them."""
        self._ops = ops
        self._book = book
        self._table = table
        self._foot = foot
        self._booth_of = booth_of
        self._pending: dict[tuple[OrderKey, str], float] = {}
        self.answered: Signal[()] = Signal()
        """What was pending is done, or failed."""
        self.change_wanted: Signal[SeenOrder] = Signal()
        self.message_wanted: Signal[SeenOrder] = Signal()

    def act(self, what: str) -> None:
        """ "confirm", "reopen", "cancel", "change", "message", "copy"; nothing where it cannot be
        done."""
        seen = self._table.chosen
        if seen is None or not self._foot.buttons[what].isEnabled():
            return
        if what == "copy":
            QGuiApplication.clipboard().setText(order_text(seen.order, self._booth_of(seen)))
            self._ops.notices.say(
                said(lambda: QCoreApplication.translate("OrdersDock", "The order is copied"))
            )
        elif what == "message":
            self.message_wanted.emit(seen)
        elif what == "change":
            self.change_wanted.emit(seen)
        elif what in deeds(seen.order.status):
            self._become(seen, what)

    def menu(self, parent: QWidget) -> QMenu:
        """What can be done with the chosen order."""
        menu = QMenu(parent)
        for what, button in self._foot.buttons.items():
            if not button.isHidden():
                text = button.text() or QCoreApplication.translate("OrdersDock", "Copy")
                action = menu.addAction(button.icon(), text)
                action.setEnabled(button.isEnabled())
                action.triggered.connect(lambda _=False, what=what: self.act(what))
        return menu

    def show_pending(self) -> None:
        """What is being done to the chosen order."""
        seen = self._table.chosen
        self._foot.show_pending(
            lambda what: self._pending.get((seen.key, what)) if seen is not None else None
        )

    def _become(self, seen: SeenOrder, what: str) -> None:
        """One change of an order at a time."""
        if any(key == seen.key for key, _ in self._pending):
            return
        self._pending[seen.key, what] = time.monotonic()
        self.show_pending()
        number, status = seen.order.number, _STATUS_OF[what]
        wish = self._ops.orders.set_status(seen.booth, number, status, seen.cursor)
        self._ops.start(self._carry_out(seen, what, wish), f"order {what}")

    async def _carry_out(
        self, seen: SeenOrder, what: str, wish: Coroutine[Any, Any, FoundOrder | None]
    ) -> None:
        try:
            found = await wish
            if found is not None and isValid(self._book):
                self._book.take(seen.server, found)
        finally:
            del self._pending[seen.key, what]
            if isValid(self._book):
                self.answered.emit()
