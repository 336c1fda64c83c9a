"""The orders that are shown: which ones, and as rows of a table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPixmap

from studio_app.domain.orders import OrderStatus
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge
from ui.components import pixmap, plain_tip
from ui.docks.order_words import (
    STATUS_LOOK,
    customer,
    detail,
    goods,
    history,
    number_text,
    status_text,
    when,
)
from ui.docks.orders_book import OrderKey, SeenOrder
from ui.theme import TEXT_SECOND

NUMBER, BOOTH, CUSTOMER, GOODS, STATUS, TIME = range(6)
"""The columns."""
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class OrderFilter:
    """Empty means all."""

    status: OrderStatus | None = None
    booth: BoothKey | None = None
    words: tuple[str, ...] = ()
    """All of them must be somewhere in it, as `search_words` makes them."""
    found: frozenset[OrderKey] = frozenset()
    """What a server has found for these words."""

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self.status is None and self.booth is None and not self.words

    def takes(self, seen: SeenOrder) -> bool:
        """Whether an order is shown."""
        if self.status is not None and seen.order.status is not self.status:
            return False
        if self.booth is not None and seen.booth != self.booth:
            return False
        return seen.key in self.found or all(word in seen.folded for word in self.words)


class OrdersModel(QAbstractTableModel):
    """What the filter lets through, the newest first."""

    def __init__(
        self, bridge: StudioBridge, booth_of: Callable[[SeenOrder], str], parent: QObject
    ) -> None:
        """`booth_of` says which booth an order is from, and of which server where that is open."""
        super().__init__(parent)
        self._bridge = bridge
        self._booth_of = booth_of
        self.seen: Sequence[SeenOrder] = ()

    def show(self, seen: Sequence[SeenOrder]) -> int:
        """Other orders, or others of the same; how many are new at the top, where the rest stayed
        as it was, else -1: places mean nothing any more then."""
        old = [each.key for each in self.seen]
        new = [each.key for each in seen]
        added = len(new) - len(old)
        if added == 0 and new == old:
            before, self.seen = self.seen, seen
            for at, (one, other) in enumerate(zip(before, seen, strict=True)):
                if one is not other:
                    self.dataChanged.emit(self.index(at, 0), self.index(at, TIME))
            return 0
        if old and added > 0 and new[added:] == old:
            self.beginInsertRows(QModelIndex(), 0, added - 1)
            self.seen = seen
            self.endInsertRows()
            return added
        if old and added > 0 and new[: len(old)] == old:
            self.beginInsertRows(QModelIndex(), len(old), len(new) - 1)
            self.seen = seen
            self.endInsertRows()
            return 0
        self.beginResetModel()
        self.seen = seen
        self.endResetModel()
        return -1

    def spoken_anew(self) -> None:
        """The same orders in other words."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, TIME)
        if self.seen:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.seen) - 1, TIME))

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many are shown."""
        return 0 if parent is not None and parent.isValid() else len(self.seen)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Number, booth, customer, goods, status, time."""
        return 0 if parent is not None and parent.isValid() else TIME + 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One cell."""
        seen, column = self.seen[index.row()], index.column()
        status = seen.order.status
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(seen, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{detail(seen.order)}\n{history(seen.order)}")
        if role == Qt.ItemDataRole.DecorationRole and column == STATUS:
            return _mark(status)
        if role == Qt.ItemDataRole.ForegroundRole:
            if status is OrderStatus.CANCELLED or column in (NUMBER, BOOTH, TIME):
                return QColor(TEXT_SECOND)
            if column == STATUS:
                return QColor(STATUS_LOOK[status][1])
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The columns' names."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Order"),
            self.tr("Booth"),
            self.tr("Customer"),
            self.tr("Goods"),
            self.tr("Status"),
            self.tr("Time"),
        )[section]

    def _text(self, seen: SeenOrder, column: int) -> str:
        order = seen.order
        match column:
            case 0:
                return number_text(order.number)
            case 1:
                return self._booth_of(seen)
            case 2:
                return customer(order)
            case 3:
                return goods(order)
            case 4:
                return status_text(order.status)
            case _:
                return when(order.at, self._bridge.now(seen.booth))


def _mark(status: OrderStatus) -> QPixmap:
    name, ink = STATUS_LOOK[status]
    return pixmap(name, 14, ink)
