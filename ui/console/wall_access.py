"""The wall for screen readers: a list whose items are the tiles, though no tile is a widget."""

from functools import cache

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from ui.bridge.client import BoothKey
from ui.components.painted_item import PaintedItem
from ui.console.wall_canvas import WallCanvas


@cache
def install() -> None:
    """Make Qt ask here for what it cannot know by itself; once in a process."""
    QAccessible.installFactory(_interface_of)


def announce(canvas: WallCanvas, booth: BoothKey) -> None:
    """Tell a screen reader that another tile is chosen; free when none listens."""
    booths = [tile.booth for tile in canvas.tiles]
    if QAccessible.isActive() and booth in booths:
        event = QAccessibleEvent(canvas, QAccessible.Event.Focus)
        event.setChild(booths.index(booth))
        QAccessible.updateAccessibility(event)


def _interface_of(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, WallCanvas):
        return None
    made = _WallInterface(thing)
    # Qt keeps a bare pointer: the canvas keeps the interface alive as long as itself.
    thing.accessible = made
    return made


class _TileInterface(PaintedItem):
    """One tile; valid as long as its booth stands on the wall."""

    def __init__(self, canvas: WallCanvas, booth: BoothKey) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._booth = booth

    def isValid(self) -> bool:
        return self._canvas.tiles.get(self._booth) is not None

    def text(self, part: QAccessible.Text) -> str:
        if part is QAccessible.Text.Name:
            return self._canvas.words.spoken(self._booth)
        return self._canvas.words.tip(self._booth) if part is QAccessible.Text.Description else ""

    def place(self) -> QRect:
        return self._canvas.tile_rect(self._booth)

    def is_chosen(self) -> bool:
        return self._canvas.chosen == self._booth


class _WallInterface(QAccessibleWidget):
    """The wall itself."""

    def __init__(self, canvas: WallCanvas) -> None:
        super().__init__(canvas, QAccessible.Role.List)
        self._canvas = canvas
        self._items: dict[BoothKey, _TileInterface] = {}

    def childCount(self) -> int:
        return len(self._booths())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        booths = self._booths()
        return self._item(booths[index]) if 0 <= index < len(booths) else None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        point = self._canvas.viewport().mapFromGlobal(QRect(x, y, 1, 1).topLeft())
        booth = self._canvas.booth_at(point)
        return self._item(booth) if booth is not None else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        items = [self._items.get(booth) for booth in self._booths()]
        return next((at for at, item in enumerate(items) if item is child), -1)

    def _booths(self) -> list[BoothKey]:
        return [tile.booth for tile in self._canvas.tiles]

    def _item(self, booth: BoothKey) -> _TileInterface:
        item = self._items.get(booth)
        if item is None:
            item = self._items[booth] = _TileInterface(self._canvas, booth)
            QAccessible.registerAccessibleInterface(item)
        return item
