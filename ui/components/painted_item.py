"""An item of a painted list for screen readers: what is so of each that is no widget."""

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAbstractScrollArea


class PaintedItem(QAccessibleInterface):
    """One item of `area`; a subclass says whether it is there, where, and its words."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__()
        self._list = area

    def place(self) -> QRect:
        """Where it is on the viewport, or above or below it."""
        raise NotImplementedError

    def is_chosen(self) -> bool:
        """Whether it is the one that keys act on."""
        raise NotImplementedError

    def object(self) -> QObject | None:  # type: ignore[override]  # Qt allows none here
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]  # Qt allows none here
        return self._list.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._list)

    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def setText(self, part: QAccessible.Text, text: str) -> None:
        """Its words are facts."""

    def rect(self) -> QRect:
        place = self.place()
        return QRect(self._list.viewport().mapToGlobal(place.topLeft()), place.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.selectable = state.focusable = 1
        chosen = self.is_chosen()
        state.selected = int(chosen)
        state.focused = int(chosen and self._list.hasFocus())
        return state
