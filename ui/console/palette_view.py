"""How the palette looks: one field, rows under it, a line that says what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio_app.support.signal import Signal
from ui.components import Translated, pixmap
from ui.fonts import font
from ui.theme import (
    BODY_PX,
    CONTROL_HOVER,
    EDGE,
    NOTE_PX,
    PREVIEW,
    RAISED,
    TEXT,
    TEXT_SECOND,
    colour,
    set_look,
)

WIDTH = 680
ROW_HEIGHT = 30
MOST_SHOWN = 12
TOP = 12
_ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Row:
    """One line to choose: what Enter does, and a note at the right (keys, a server …)."""

    title: str
    pick: Callable[[], object]
    note: str = ""
    icon: str = ""
    key: str = ""
    """What it is remembered by; "" is not remembered."""
    leaves: bool = False
    """Whether the palette closes before it is done: it is about the window itself."""


class _Painter(QStyledItemDelegate):
    """Icon, title, note, all in one line."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(_ROW)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(CONTROL_HOVER))
            painter.drawRoundedRect(rect, 4, 4)
            painter.fillRect(QRect(rect.left(), rect.top() + 5, 3, rect.height() - 10), PREVIEW)
        inner = rect.adjusted(12, 0, -12, 0)
        if row.icon:
            ratio = painter.device().devicePixelRatio()
            top = rect.top() + (rect.height() - 14) // 2
            painter.drawPixmap(inner.left(), top, pixmap(row.icon, 14, TEXT_SECOND, ratio))
        inner.setLeft(inner.left() + 22)
        note_font = font(NOTE_PX)
        width = min(QFontMetrics(note_font).horizontalAdvance(row.note) + 6, inner.width() // 2)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(note_font)
        painter.setPen(colour(TEXT_SECOND))
        note = QFontMetrics(note_font).elidedText(row.note, Qt.TextElideMode.ElideMiddle, width)
        painter.drawText(inner, int(middle | Qt.AlignmentFlag.AlignRight), note)
        inner.setRight(inner.right() - width - 12)
        title_font = font(BODY_PX)
        painter.setFont(title_font)
        painter.setPen(colour(TEXT))
        metrics = QFontMetrics(title_font)
        title = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(middle | Qt.AlignmentFlag.AlignLeft), title)
        painter.restore()

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(100, ROW_HEIGHT)


class PaletteView(Translated, QFrame):
    """Lies over the window's upper middle; says by signals what keys and mouse wish."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setObjectName("palette")
        self.setStyleSheet(
            f"QFrame#palette {{ background: {RAISED}; border: 1px solid {EDGE};"
            " border-radius: 8px; }"
            "QListWidget { background: transparent; border: none; padding: 0; }"
        )
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(32)
        shadow.setOffset(0, 8)
        shadow.setColor(colour("#000000", 200))
        self.setGraphicsEffect(shadow)
        self.typed: Signal[str] = Signal()
        self.entered: Signal[Row | None] = Signal()
        """Enter, or a click: the row that is marked, if any."""
        self.left: Signal[()] = Signal()
        """Escape."""
        self.back: Signal[()] = Signal()
        """Backspace with nothing written."""
        self.key_wanted: Signal[Row | None] = Signal()
        """F2: keys for the marked row."""
        self._rows: list[Row] = []
        self._recorder: Callable[[str], object] | None = None
        self._trail = QLabel()
        self._trail.setWordWrap(True)
        set_look(self._trail, "strong")
        self.field = QLineEdit()
        self.field.setMinimumHeight(34)
        self.field.textChanged.connect(self.typed.emit)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setItemDelegate(_Painter(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda _: self.entered.emit(self.marked))
        self._said = QLabel()
        self._said.setWordWrap(True)
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._said.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._mark = QLabel()
        told = QHBoxLayout()
        told.setSpacing(8)
        told.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self._said, 1)
        self._hint = QLabel()
        set_look(self._hint, "note")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 10)
        column.setSpacing(8)
        column.addWidget(self._trail)
        column.addWidget(self.field)
        column.addLayout(told)
        column.addWidget(self.list)
        column.addWidget(self._hint)
        over.installEventFilter(self)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Names for those who do not see it."""
        self.setAccessibleName(self.tr("Commands"))
        self.list.setAccessibleName(self.tr("What can be chosen"))

    # --- what is shown ---------------------------------------------------------------------------

    def open(self) -> None:
        """Show it and take the keyboard."""
        self.place()
        self.show()
        self.raise_()
        self.window().activateWindow()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def ask(self, trail: str, placeholder: str, *, secret: bool = False) -> None:
        """Begin a new question."""
        self._trail.setText(trail)
        self._trail.setVisible(bool(trail))
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(placeholder)
        mode = QLineEdit.EchoMode.Password if secret else QLineEdit.EchoMode.Normal
        self.field.setEchoMode(mode)
        self._recorder = None
        self.field.setReadOnly(False)
        self.say("")

    def record(self, taken: Callable[[str], object]) -> None:
        """Until the next question every key pressed is handed over instead of written."""
        self._recorder = taken
        self.field.setReadOnly(True)

    def say(self, text: str, look: str = "second", icon: str = "") -> None:
        """A line under the field: what is wrong, what will happen, what came of it."""
        self._said.setText(text)
        set_look(self._said, look)
        self._said.setVisible(bool(text))
        self._mark.setVisible(bool(text and icon))
        if icon:
            self._mark.setPixmap(pixmap(icon, 16, TEXT, self.devicePixelRatioF()))
        self.place()

    @property
    def said(self) -> str:
        """What the line says."""
        return self._said.text()

    @property
    def trail(self) -> str:
        """What is being put together."""
        return self._trail.text()

    def hint(self, text: str) -> None:
        """Which keys do what."""
        self._hint.setText(text)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace the rows; the first is marked."""
        self._rows = list(rows)
        self.list.clear()
        for row in self._rows:
            item = QListWidgetItem(f"{row.title}, {row.note}" if row.note else row.title)
            item.setData(_ROW, row)
            item.setToolTip(row.title)
            self.list.addItem(item)
        if self._rows:
            self.list.setCurrentRow(0)
        shown = min(len(self._rows), MOST_SHOWN)
        self.list.setVisible(shown > 0)
        self.list.setFixedHeight(shown * ROW_HEIGHT + 2)
        self.place()

    @property
    def rows(self) -> Sequence[Row]:
        """What can be chosen."""
        return tuple(self._rows)

    @property
    def marked(self) -> Row | None:
        """The row that Enter means."""
        at = self.list.currentRow()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def place(self) -> None:
        """The upper middle of what it lies over, as high as it needs."""
        width = min(WIDTH, self._over.width() - 24)
        self.setFixedWidth(width)
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.adjustSize()
        self.move((self._over.width() - width) // 2, TOP)

    # --- keys ------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the field that are the palette's; the size of what it lies over."""
        if watched is self._over and event.type() is QEvent.Type.Resize and self.isVisible():
            self.place()
        if watched is not self.field or not isinstance(event, QKeyEvent):
            return False
        if self._recorder is not None and event.key() != Qt.Key.Key_Escape:
            return self._record(event, self._recorder)
        if event.type() is QEvent.Type.ShortcutOverride and event.key() in _OURS:
            event.accept()  # or the window's shortcuts would take them
            return True
        return event.type() is QEvent.Type.KeyPress and self._pressed(event)

    def _record(self, event: QKeyEvent, taken: Callable[[str], object]) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() is QEvent.Type.KeyPress and event.key() not in _MODIFIERS:
            keys = QKeySequence(event.keyCombination()).toString()
            self.field.setText(keys)
            taken(keys)
        return True

    def _pressed(self, event: QKeyEvent) -> bool:
        key = event.key()
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: MOST_SHOWN,
            Qt.Key.Key_PageUp: -MOST_SHOWN,
        }
        if key in steps and self._rows:
            at = self.list.currentRow() + steps[Qt.Key(key)]
            if abs(steps[Qt.Key(key)]) == 1:
                at %= len(self._rows)
            self.list.setCurrentRow(max(0, min(at, len(self._rows) - 1)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():  # a held key is no second Enter
                self.entered.emit(self.marked)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_F2:
            self.key_wanted.emit(self.marked)
        elif key == Qt.Key.Key_Backspace and not self.field.text():
            self.back.emit()
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        return True


_MODIFIERS = (
    Qt.Key.Key_Control,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_unknown,
)
_OURS = (
    Qt.Key.Key_Escape,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_F2,
    Qt.Key.Key_Space,
)
