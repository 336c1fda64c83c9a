"""The list of plugins, below each what is set up of it: shape, name, how it is, two lines a row."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.bridge.studio import StudioBridge
from ui.components import pixmap
from ui.docks.plugins_model import Row, SeenInstance, calls
from ui.docks.plugins_words import beside_title, figures, line, shape, status_word, title
from ui.fonts import font
from ui.theme import (
    BODY_PX,
    CONTROL_HOVER,
    FOCUS,
    NOTE_PX,
    TEXT,
    TEXT_SECOND,
    WARNING,
    colour,
)

ROW_HEIGHT = 46
INDENT = 22
ICON = 14
STATUS_SHARE = 0.55
"""Of a row's room, what the words of its status may take: they are said whole where possible."""
_ROW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class PluginsModel(QAbstractListModel):
    """The rows in the order they are shown."""

    def __init__(self, bridge: StudioBridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Other rows, or other facts of the same; rows that stay keep their selection."""
        if [identity(row) for row in rows] == [identity(row) for row in self.rows]:
            changed = [at for at, row in enumerate(rows) if row != self.rows[at]]
            self.rows = rows
            for at in changed:
                self.dataChanged.emit(self.index(at), self.index(at))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row itself, and its words for those who hear them."""
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return ". ".join(text for text in self.words(row) if text)
        return None

    def words(self, row: Row) -> tuple[str, str, str, str, str]:
        """Title, what stands behind it, status, second line, figures."""
        return (
            title(row),
            beside_title(self._bridge, row),
            status_word(row),
            line(row),
            figures(row, self._bridge.now()),
        )


def identity(row: Row) -> tuple[str, str, bool]:
    """Equal for one and the same while its facts change."""
    return (row.server, row.id, isinstance(row, SeenInstance))


class _Painter(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model, row = index.model(), index.data(_ROW)
        if not isinstance(model, PluginsModel):
            return
        name, beside, status, second, numbers = model.words(row)
        instance = isinstance(row, SeenInstance)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect.adjusted(2, 1, -2, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(colour(FOCUS) if focus else Qt.PenStyle.NoPen)
            painter.setBrush(colour(CONTROL_HOVER))
            painter.drawRoundedRect(rect, 4, 4)
        left = rect.left() + 10 + (INDENT if instance else 0)
        icon, ink = shape(row)
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(left, rect.top() + 7, pixmap(icon, ICON, ink, ratio))
        left += ICON + 9
        room = rect.right() - left - 10
        top = QRect(left, rect.top() + 3, room, 20)
        bottom = top.translated(0, 20)
        quiet = not instance and not row.instances and not calls(row)
        trouble = calls(row)
        # How it is, at the right edge: one column for the eye to run down.
        painter.setFont(font(BODY_PX))
        said = _fitted(painter, status, round(room * STATUS_SHARE))
        painter.setPen(colour(WARNING if trouble else TEXT_SECOND if quiet else TEXT))
        _put(painter, top, said, right=True)
        room_left = room - painter.fontMetrics().horizontalAdvance(said) - 12
        strong = font(BODY_PX)
        strong.setBold(not quiet)
        painter.setFont(strong)
        painter.setPen(colour(TEXT_SECOND if quiet else TEXT))
        said = _fitted(painter, name, room_left)
        _put(painter, top, said)
        used = painter.fontMetrics().horizontalAdvance(said) + 8
        painter.setFont(font(NOTE_PX))
        painter.setPen(colour(TEXT_SECOND))
        if beside and room_left - used > 24:
            rest = QRect(top.left() + used, top.top() + 1, room_left - used, top.height())
            _put(painter, rest, _fitted(painter, beside, rest.width()))
        _put(painter, bottom, numbers, right=True)
        width = painter.fontMetrics().horizontalAdvance(numbers)
        painter.setPen(colour(TEXT if trouble else TEXT_SECOND))
        _put(painter, bottom, _fitted(painter, second, room - (width + 12 if numbers else 0)))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(200, ROW_HEIGHT)


def _fitted(painter: QPainter, text: str, width: int) -> str:
    metrics = QFontMetrics(painter.font())
    one_line = " ".join(text.split())
    return metrics.elidedText(one_line, Qt.TextElideMode.ElideRight, max(width, 0))


def _put(painter: QPainter, rect: QRect, text: str, *, right: bool = False) -> None:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | side, text)


class PluginsList(QListView):
    """Keeps the chosen row while others come and go."""

    def __init__(self, bridge: StudioBridge) -> None:
        super().__init__()
        self.rows = PluginsModel(bridge, self)
        self.setModel(self.rows)
        self.setItemDelegate(_Painter(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def chosen(self) -> Row | None:
        """The row that the buttons act on."""
        at = self.currentIndex().row()
        return self.rows.rows[at] if 0 <= at < len(self.rows.rows) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is chosen stays in sight when the panel below takes room."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these; the chosen one stays chosen, else its neighbour is."""
        before, place = self.chosen, self.currentIndex().row()
        self.rows.show(rows)
        places = {identity(row): at for at, row in enumerate(rows)}
        at = max(0, min(place, len(rows) - 1))
        if before is not None:
            at = places.get(identity(before), at)
        if rows and self.currentIndex().row() != at:
            self.setCurrentIndex(self.rows.index(at))

    def choose(self, wanted: tuple[str, str, bool]) -> bool:
        """Choose the row of this identity; False when there is none."""
        for at, row in enumerate(self.rows.rows):
            if identity(row) == wanted:
                self.setCurrentIndex(self.rows.index(at))
                return True
        return False
