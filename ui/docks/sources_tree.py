"""The tree of items on the screen: names with tally marks, an eye and a lock in each row."""

import time
from collections.abc import Callable

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from ui.components import pixmap
from ui.components.buttons import paint_pending_edge
from ui.docks.sources_items import EYE, LOCK, NAME, Index, ItemModel, Path
from ui.docks.sources_model import ItemNode
from ui.fonts import font
from ui.theme import (
    BODY_PX,
    NOTE_PX,
    ON_AIR,
    ON_COLOUR,
    PREVIEW,
    TEXT,
    TEXT_FAINT,
    TEXT_SECOND,
    colour,
    motion_allowed,
)

ROW = 30
CELL = 34
ICON = 16

Tally = Callable[[ItemNode], tuple[str, str]]
"""The tally word of a node and its colour; ("", "") for none."""


class ItemDelegate(QStyledItemDelegate):
    """Paints a row."""

    def __init__(self, tree: "SourceTree", tally: Tally) -> None:
        super().__init__(tree)
        self._tree = tree
        self._tally = tally

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows alike, high enough for a finger's tip."""
        return QSize(CELL, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Name, tally word; eye; lock."""
        node = self._tree.items.node(index)
        if node is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = _rect(option)
        if _state(option) & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("#2C3640"))
        if index.column() == NAME:
            self._paint_name(painter, rect, node)
        else:
            self._paint_mark(painter, rect, node, index.column())
        since_s = self._tree.pending_since(self._tree.items.path(index), index.column())
        if since_s is not None:
            paint_pending_edge(painter, QRectF(rect).adjusted(1, 2, -1, -2), since_s)
        painter.restore()

    def _paint_name(self, painter: QPainter, rect: QRect, node: ItemNode) -> None:
        ratio = painter.device().devicePixelRatioF()
        shown = node.item.visible
        name = pixmap(kind_icon(node), 14, TEXT_SECOND if shown else TEXT_FAINT, ratio)
        middle = rect.center().y()
        painter.drawPixmap(QPoint(rect.left() + 4, middle - 7), name)
        left, right = rect.left() + 24, rect.right() - 4
        word, fill = self._tally(node)
        if word:
            face = font(NOTE_PX - 1, QFont.Weight.Bold)
            width = QFontMetrics(face).horizontalAdvance(word) + 10
            chip = QRectF(right - width, middle - 8, width, 16)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(fill))
            painter.drawRoundedRect(chip, 3, 3)
            painter.setPen(colour(ON_COLOUR if fill in (ON_AIR, PREVIEW) else TEXT))
            painter.setFont(face)
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, word)
            right -= width + 6
        face = font(BODY_PX)
        painter.setFont(face)
        painter.setPen(colour(TEXT if shown else TEXT_SECOND))
        text = QFontMetrics(face).elidedText(
            node.item.source, Qt.TextElideMode.ElideRight, right - left
        )
        painter.drawText(
            QRect(left, rect.top(), right - left, rect.height()),
            Qt.AlignmentFlag.AlignVCenter,
            text,
        )

    def _paint_mark(self, painter: QPainter, rect: QRect, node: ItemNode, column: int) -> None:
        on = self._tree.items.enabled
        if column == EYE:
            name = "eye" if node.item.visible else "eye-off"
            strong = node.item.visible
        else:
            name = "lock" if node.item.locked else "unlock"
            strong = node.item.locked
        ink = TEXT_FAINT if not on or not strong else TEXT
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(
            QPoint(rect.center().x() - ICON // 2, rect.center().y() - ICON // 2),
            pixmap(name, ICON, ink, ratio),
        )


class SourceTree(QTreeView):
    """Tells what was pressed, by the item's path; changes nothing itself."""

    show_wanted = QtSignal(object)
    lock_wanted = QtSignal(object)
    move_wanted = QtSignal(object, int)
    """A path, and how far: -1 is one to the front."""
    chosen = QtSignal()
    """Another row is the current one."""

    def __init__(self, items: ItemModel, tally: Tally, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items = items
        self._pending: dict[tuple[Path, int], float] = {}
        self.setModel(items)
        self.setItemDelegate(ItemDelegate(self, tally))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(18)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(CELL)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in (EYE, LOCK):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, CELL)
        self._turn = QTimer(self)
        self._turn.setInterval(33 if motion_allowed() else 250)
        self._turn.timeout.connect(self.viewport().update)
        self.selectionModel().currentChanged.connect(self._chosen)

    # --- for the dock ----------------------------------------------------------------------------

    @property
    def current(self) -> ItemNode | None:
        """The chosen node."""
        return self.items.node(self.currentIndex())

    @property
    def current_path(self) -> Path:
        """The chosen node's path; empty when none is."""
        return self.items.path(self.currentIndex())

    def keep(self, show: Callable[[], bool]) -> None:
        """Run `show` (which may reset the model) and choose and open again what was."""
        chosen = self.items.path(self.currentIndex())
        opened = [self.items.path(row) for row in self.items.rows() if self.isExpanded(row)]
        if not show():
            return
        for path in opened:
            self.setExpanded(self.items.find(path), True)
        row = self.items.find(chosen)
        if row.isValid():
            self.setCurrentIndex(row)
        self.chosen.emit()

    def wait(self, path: Path, column: int) -> None:
        """Show a row's cell as pending."""
        self._pending[path, column] = time.monotonic()
        self._turn.start()
        self.viewport().update()

    def arrived(self, path: Path, column: int) -> None:
        """It is no longer pending."""
        self._pending.pop((path, column), None)
        if not self._pending:
            self._turn.stop()
        self.viewport().update()

    def pending_since(self, path: Path, column: int) -> float | None:
        """When a cell's press was made, while it is pending."""
        return self._pending.get((path, column))

    # --- hands -----------------------------------------------------------------------------------

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press on eye or lock."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or not self.items.enabled:
            return
        if not index.isValid() or index != self._pressed_at:
            return
        if index.column() == EYE:
            self.show_wanted.emit(self.items.path(index))
        elif index.column() == LOCK:
            self.lock_wanted.emit(self.items.path(index))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where: a drag that ends on another eye presses nothing."""
        self._pressed_at = QPersistentModelIndex(self.indexAt(event.position().toPoint()))
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows or hides, Alt+L locks, Alt+arrows move."""
        path = self.current_path
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        key = event.key()
        if not path or not self.items.enabled:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.show_wanted.emit(path)
        elif alt and key == Qt.Key.Key_L:
            self.lock_wanted.emit(path)
        elif alt and key == Qt.Key.Key_Up:
            self.move_wanted.emit(path, -1)
        elif alt and key == Qt.Key.Key_Down:
            self.move_wanted.emit(path, 1)
        elif key == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)

    _pressed_at = QPersistentModelIndex()

    def _chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit()


def kind_icon(node: ItemNode) -> str:
    """An icon for an item's kind; OBS has some dozens of kinds, these are the ones that matter."""
    kind = node.item.kind
    for part, name in _ICONS:
        if part in kind:
            return name
    return "dot"


_ICONS = (
    ("group", "folder"),
    ("scene", "scene"),
    ("v4l2", "camera"),
    ("dshow", "camera"),
    ("av_capture", "camera"),
    ("camera", "camera"),
    ("audio_line", "speaker"),
    ("input_capture", "mic"),
    ("output_capture", "speaker"),
    ("wasapi", "mic"),
    ("ffmpeg", "play"),
    ("vlc", "play"),
    ("browser", "grid"),
    ("text", "edit"),
    ("image", "panels"),
    ("slideshow", "panels"),
    ("monitor", "monitor"),
    ("screen", "monitor"),
    ("window", "monitor"),
)


def _rect(option: QStyleOptionViewItem) -> QRect:
    # The stubs do not know the fields that QStyleOption has.
    rect = getattr(option, "rect", None)
    return rect if isinstance(rect, QRect) else QRect()


def _state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    state = getattr(option, "state", None)
    return state if isinstance(state, QStyle.StateFlag) else QStyle.StateFlag.State_None
