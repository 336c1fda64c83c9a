"""The table of orders: rows of one height, keys of its own, the chosen order stays chosen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from studio_app.domain.orders import OrderStatus
from ui.bridge.studio import StudioBridge
from ui.components import Translated
from ui.components.text_table import dress
from ui.docks.order_words import status_text
from ui.docks.orders_book import OrderKey, SeenOrder
from ui.docks.orders_model import BOOTH, CUSTOMER, GOODS, NUMBER, STATUS, TIME, OrdersModel

ROW_HEIGHT = 30
WITH_TIME = 520
"""From this width on the time has a column; below it stands under the table only."""
CUSTOMER_SHARE = 0.4
"""Of what customer and goods have together."""
_ACTS = {
    Qt.Key.Key_Return: "confirm",
    Qt.Key.Key_Enter: "confirm",
    Qt.Key.Key_E: "change",
    Qt.Key.Key_Delete: "cancel",
    Qt.Key.Key_R: "reopen",
    Qt.Key.Key_M: "message",
}


class OrdersTable(Translated, QTableView):
    """Says what was asked for by signals."""

    chosen_changed = Signal()
    act_wanted = Signal(str)
    """"confirm", "change", "cancel", "reopen", "message", "copy": for the chosen order."""
    menu_wanted = Signal(QPoint)
    """For the chosen order, at this place on the screen."""

    def __init__(self, bridge: StudioBridge, booth_of: Callable[[SeenOrder], str]) -> None:
        super().__init__()
        self.orders = OrdersModel(bridge, booth_of, self)
        self._chosen: OrderKey | None = None
        self._at = -1
        self.setModel(self.orders)
        dress(self, (60, 48, 100, 160, 118))
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setStretchLastSection(False)
        self.horizontalHeader().setMinimumSectionSize(20)
        self.horizontalHeader().setHighlightSections(False)
        self.selectionModel().currentChanged.connect(lambda new, _old: self._moved(new.row()))
        self.retranslate()

    @property
    def chosen(self) -> SeenOrder | None:
        """The order that the buttons act on."""
        seen = self.orders.seen
        return seen[self._at] if 0 <= self._at < len(seen) else None

    def show_orders(self, seen: Sequence[SeenOrder]) -> None:
        """Other orders. What is seen stays where it is, the chosen one chosen; where that is gone
        (confirmed, while those to confirm are shown) the next one is."""
        wanted, at, place = self._chosen, self._at, self.verticalScrollBar().value()
        added = self.orders.show(seen)
        if added > 0 and (place > 0 or wanted is not None):
            self.verticalScrollBar().setValue(place + added * ROW_HEIGHT)
        if added < 0:
            keys = {each.key: row for row, each in enumerate(seen)}
            found = keys.get(wanted) if wanted is not None else None
            if found is None and wanted is not None and seen:
                found = min(max(at, 0), len(seen) - 1)
            self.verticalScrollBar().setValue(place)
            self._choose(found if found is not None else -1)
        else:
            self._at = self.currentIndex().row()
        self._fit()
        self.chosen_changed.emit()

    def choose(self, key: OrderKey) -> bool:
        """Choose an order and bring it into sight; False when it is not shown."""
        for row, each in enumerate(self.orders.seen):
            if each.key == key:
                self._choose(row)
                self.scrollTo(self.orders.index(row, 0))
                return True
        return False

    def show_booth(self, shown: bool) -> None:
        """Whether orders of several booths are shown."""
        self.setColumnHidden(BOOTH, not shown)
        self._fit()

    def retranslate(self) -> None:
        """Every text anew."""
        self.setAccessibleName(self.tr("Orders"))
        self.orders.spoken_anew()
        self._fit()

    def event(self, event: QEvent) -> bool:
        """The table's keys are its own while it has the keyboard, before the console's."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and act_of(event) is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the chosen order; arrows walk. Letters look for nothing here."""
        if (act := act_of(event)) is not None:
            if not event.isAutoRepeat():
                self.act_wanted.emit(act)
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Change it."""
        left = event.button() is Qt.MouseButton.LeftButton
        if left and self.indexAt(event.position().toPoint()).isValid():
            self.act_wanted.emit("change")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with an order."""
        at = event.globalPos()
        if event.reason() is not QContextMenuEvent.Reason.Mouse:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        if self.chosen is not None:
            self.menu_wanted.emit(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Customer and goods share what the others leave."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.viewport().width()
        metrics = self.fontMetrics()
        self.setColumnHidden(TIME, room < WITH_TIME)
        most = max((each.order.number for each in self.orders.seen[:1]), default=0)
        widths = {
            NUMBER: max(58, metrics.horizontalAdvance(f"#{most}0") + 12),
            BOOTH: max(self._words(BOOTH), 48),
            STATUS: 46 + max(metrics.horizontalAdvance(status_text(each)) for each in OrderStatus),
            TIME: metrics.horizontalAdvance("00/00 00:00") + 26,
        }
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        rest = room - sum(w for column, w in widths.items() if not self.isColumnHidden(column))
        self.setColumnWidth(CUSTOMER, max(40, round(rest * CUSTOMER_SHARE)))
        self.setColumnWidth(GOODS, max(40, rest - round(rest * CUSTOMER_SHARE)))

    def _words(self, column: int) -> int:
        """How wide the first row's words are."""
        if not self.orders.seen:
            return 0
        text = str(self.orders.data(self.orders.index(0, column)))
        return min(160, self.fontMetrics().horizontalAdvance(text) + 14)

    def _choose(self, row: int) -> None:
        model = self.selectionModel()
        if row < 0:
            model.clear()
            self._moved(-1)
            return
        flags = QItemSelectionModel.SelectionFlag
        model.setCurrentIndex(
            self.orders.index(row, 0), flags.ClearAndSelect | flags.Rows | flags.Current
        )
        self._moved(row)

    def _moved(self, row: int) -> None:
        self._at = row
        chosen = self.chosen
        if chosen is not None or not self.orders.seen:
            self._chosen = chosen.key if chosen is not None else None
        self.chosen_changed.emit()


def act_of(event: QKeyEvent) -> str | None:
    """What a key does to the chosen order; None when it does nothing."""
    if event.matches(QKeySequence.StandardKey.Copy):
        return "copy"
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _ACTS.get(Qt.Key(event.key())) if held == Qt.KeyboardModifier.NoModifier else None
