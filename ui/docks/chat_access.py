"""The chat for screen readers: a list whose items are the rows, though no row is a widget."""

from collections.abc import Sequence
from functools import cache, partial

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAbstractScrollArea, QAccessibleWidget

from ui.bridge.chat import ChatLine, LineKey
from ui.components.painted_item import PaintedItem

MOST_ITEMS = 512
"""Items that are kept for readers; the one that was asked for the longest ago stands for another
row then. No screen shows so many."""


class RowArea(QAbstractScrollArea):
    """What a list of rows tells of itself."""

    rows: Sequence[ChatLine] = ()
    accessible: object = None
    """Qt keeps a bare pointer: the list keeps the interface alive as long as itself."""

    @property
    def chosen_at(self) -> int:
        """The chosen row's place; -1 when none is."""
        raise NotImplementedError

    def spoken(self, line: ChatLine) -> str:
        """A whole row in one sentence."""
        raise NotImplementedError

    def row_rect(self, at: int) -> QRect:
        """Where a row is, on the viewport or above or below it."""
        raise NotImplementedError

    def index_at(self, point: QPoint) -> int:
        """Which row is at a place on the viewport; there may be none with that number."""
        raise NotImplementedError

    def is_pending(self, line: ChatLine) -> bool:
        """Whether something is being done to a row."""
        raise NotImplementedError


@cache
def install() -> None:
    """Make Qt ask here for what it cannot know by itself; once in a process."""
    QAccessible.installFactory(_interface_of)


def announce(area: RowArea, what: QAccessible.Event) -> None:
    """Tell a screen reader of the chosen row: that it is (`Focus`), that something else is so of it
    (`NameChanged`, `StateChanged`). Free when none listens."""
    if QAccessible.isActive() and area.chosen_at >= 0:
        event = QAccessibleEvent(area, what)
        event.setChild(area.chosen_at)
        QAccessible.updateAccessibility(event)


def _interface_of(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, RowArea):
        return None
    made = _ListInterface(thing)
    thing.accessible = made
    return made


def _forget(items: dict[LineKey, "_RowInterface"], _area: QObject | None = None) -> None:
    """The list is gone: Qt must not ask its items any more."""
    while items:
        _, item = items.popitem()
        QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(item))


class _RowInterface(PaintedItem):
    """One row; valid as long as it is among those that the list shows."""

    def __init__(self, area: RowArea) -> None:
        super().__init__(area)
        self._area = area
        self._line: ChatLine | None = None
        self._at = -1

    def become(self, line: ChatLine, at: int) -> None:
        """Stand for this row."""
        self._line, self._at = line, at

    @property
    def at(self) -> int:
        """The row's place now; -1 when it is shown no more."""
        rows, line = self._area.rows, self._line
        if line is not None and not (self._at < len(rows) and rows[self._at].key == line.key):
            self._at = next((at for at, each in enumerate(rows) if each.key == line.key), -1)
        return self._at

    def isValid(self) -> bool:
        return self.at >= 0

    def text(self, part: QAccessible.Text) -> str:
        at = self.at
        if part is not QAccessible.Text.Name or at < 0:
            return ""
        return self._area.spoken(self._area.rows[at])

    def place(self) -> QRect:
        return self._area.row_rect(self.at)

    def is_chosen(self) -> bool:
        return self.at == self._area.chosen_at

    def state(self) -> QAccessible.State:
        state = super().state()
        area, at = self._area, self.at
        state.busy = int(at >= 0 and area.is_pending(area.rows[at]))
        state.offscreen = int(not area.row_rect(at).intersects(area.viewport().rect()))
        return state


class _ListInterface(QAccessibleWidget):
    """The list itself."""

    def __init__(self, area: RowArea) -> None:
        super().__init__(area, QAccessible.Role.List)
        self._area = area
        self._items: dict[LineKey, _RowInterface] = {}
        """In the order they were last asked for."""
        area.destroyed.connect(partial(_forget, self._items))

    def childCount(self) -> int:
        return len(self._area.rows)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        rows = self._area.rows
        return self._item(rows[index], index) if 0 <= index < len(rows) else None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return self.child(self._area.index_at(self._area.viewport().mapFromGlobal(QPoint(x, y))))

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.at if isinstance(child, _RowInterface) else -1

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return self.child(self._area.chosen_at) if self._area.hasFocus() else None

    def _item(self, line: ChatLine, at: int) -> _RowInterface:
        item = self._items.pop(line.key, None)
        if item is None and len(self._items) < MOST_ITEMS:
            item = _RowInterface(self._area)
            QAccessible.registerAccessibleInterface(item)
        elif item is None:
            item = self._items.pop(next(iter(self._items)))
        self._items[line.key] = item
        item.become(line, at)
        return item
