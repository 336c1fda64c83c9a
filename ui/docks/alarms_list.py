"""The list of alarms: rows of one height, shape and colour for how bad each is."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio_app.domain.alarm import Severity
from ui.bridge.studio import StudioBridge
from ui.docks.alarms_model import Seen, headline, state_line
from ui.fonts import font
from ui.theme import (
    BODY_PX,
    CONTROL_HOVER,
    GOOD,
    NOTE_PX,
    ON_COLOUR,
    TEXT,
    TEXT_SECOND,
    WARNING,
    WARNING_TINT,
    colour,
)
from ui.words import problem_text, word

ROW_HEIGHT = 50
_SEEN = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class AlarmsModel(QAbstractListModel):
    """The alarms in the order they are shown."""

    def __init__(self, bridge: StudioBridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.seen: list[Seen] = []

    def show(self, seen: list[Seen]) -> None:
        """Other alarms, or other facts of the same; rows that stay keep their selection."""
        same = [(each.server, each.id) for each in seen] == [
            (each.server, each.id) for each in self.seen
        ]
        if same:
            self.seen = seen
            if seen:
                self.dataChanged.emit(self.index(0), self.index(len(seen) - 1))
            return
        self.beginResetModel()
        self.seen = seen
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many."""
        return 0 if parent is not None and parent.isValid() else len(self.seen)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The alarm itself, and its words for those who hear them."""
        seen = self.seen[index.row()]
        if role == _SEEN:
            return seen
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return ". ".join(self.words(seen))
        return None

    def words(self, seen: Seen) -> tuple[str, str, str, str]:
        """Severity, headline, state, what to do."""
        alarm = seen.alarm
        now = self._bridge.now()
        return (
            word(alarm.severity),
            headline(self._bridge, seen),
            state_line(alarm, now),
            problem_text(alarm.problem),
        )


class _Painter(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        seen = index.data(_SEEN)
        if not isinstance(model, AlarmsModel):
            return
        severity, head, state, _ = model.words(seen)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect.adjusted(2, 1, -2, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(CONTROL_HOVER))
            painter.drawRoundedRect(rect, 4, 4)
        self._shape(painter, QRect(rect.left() + 10, rect.top() + 12, 22, 22), seen)
        left = rect.left() + 42
        words = QRect(left, rect.top() + 5, rect.right() - left - 8, 18)
        strong = font(BODY_PX)
        strong.setBold(seen.alarm.calls)
        painter.setFont(strong)
        painter.setPen(colour(TEXT if seen.alarm.standing else TEXT_SECOND))
        _line(painter, words, f"{severity.upper()} · {head}" if seen.alarm.standing else head)
        painter.setFont(font(NOTE_PX))
        painter.setPen(colour(TEXT_SECOND))
        _line(painter, words.translated(0, 21), state)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(200, ROW_HEIGHT)

    def _shape(self, painter: QPainter, rect: QRect, seen: Seen) -> None:
        """A filled octagon: critical; a triangle: warning; hollow once somebody knows of it; a
        ring when it has cleared."""
        alarm = seen.alarm
        path = QPainterPath()
        if not alarm.standing:
            path.addEllipse(rect.adjusted(4, 4, -4, -4))
        elif alarm.severity is Severity.CRITICAL:
            cut = rect.width() * 3 // 10
            left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
            corners = (
                (left + cut, top),
                (right - cut, top),
                (right, top + cut),
                (right, bottom - cut),
                (right - cut, bottom),
                (left + cut, bottom),
                (left, bottom - cut),
                (left, top + cut),
            )
            path.moveTo(*corners[0])
            for corner in corners[1:]:
                path.lineTo(*corner)
            path.closeSubpath()
        else:
            path.moveTo(rect.center().x(), rect.top())
            path.lineTo(rect.right(), rect.bottom())
            path.lineTo(rect.left(), rect.bottom())
            path.closeSubpath()
        ink = QColor(WARNING if alarm.standing else GOOD)
        painter.setPen(QPen(ink, 2))
        filled = WARNING if alarm.severity is Severity.CRITICAL else WARNING_TINT
        painter.setBrush(QColor(filled) if alarm.calls else Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        if alarm.standing:
            mark = font(BODY_PX)
            mark.setBold(True)
            painter.setFont(mark)
            on_fill = alarm.calls and alarm.severity is Severity.CRITICAL
            painter.setPen(QColor(ON_COLOUR if on_fill else WARNING))
            place = rect.adjusted(0, 2, 0, 0)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "!")


def _line(painter: QPainter, rect: QRect, text: str) -> None:
    metrics = QFontMetrics(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class AlarmsList(QListView):
    """Keeps the chosen alarm while others come and go."""

    def __init__(self, bridge: StudioBridge) -> None:
        super().__init__()
        self.alarms = AlarmsModel(bridge, self)
        self.setModel(self.alarms)
        self.setItemDelegate(_Painter(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    @property
    def chosen(self) -> Seen | None:
        """The alarm that the buttons act on."""
        at = self.currentIndex().row()
        return self.alarms.seen[at] if 0 <= at < len(self.alarms.seen) else None

    def show_alarms(self, seen: list[Seen]) -> None:
        """Show these; the chosen one stays chosen, else the first is."""
        before = self.chosen
        self.alarms.show(seen)
        places = {(each.server, each.id): at for at, each in enumerate(seen)}
        at = places.get((before.server, before.id), 0) if before is not None else 0
        if seen and self.currentIndex().row() != at:
            self.setCurrentIndex(self.alarms.index(at))
