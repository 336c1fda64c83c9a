"""The list of chat rows: an area of its own that paints what can be seen, and the hand on it.

It stays at the newest row until somebody scrolls up or chooses a row; then what comes is counted
on a pill, and nothing moves under the hand.
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from ui.bridge.chat import ChatLine, LineKey
from ui.components import Button, Translated, plain_tip
from ui.components.buttons import FRAME_MS, paint_pending_edge
from ui.docks.chat_access import RowArea, announce, install
from ui.docks.chat_keys import act_of, is_own
from ui.docks.chat_row import ROW_HEIGHT, RowPainter
from ui.docks.chat_words import spoken
from ui.figures import thousands
from ui.theme import PANEL, colour, motion_allowed

NEAR_TOP = 20 * ROW_HEIGHT
"""Older rows are asked for from here on, in pixels."""


class ChatView(Translated, RowArea):
    """Shows rows that somebody else keeps; says what was asked for by signals."""

    chosen_changed = Signal()
    act_wanted = Signal(str)
    """"reply", "pin", "answered", "hide", "copy", "order": for the chosen row."""
    menu_wanted = Signal(QPoint)
    """For the chosen row, at this place on the screen."""
    older_wanted = Signal()

    def __init__(self, booth_of: Callable[[ChatLine], str]) -> None:
        super().__init__()
        install()
        self.painter = RowPainter(booth_of)
        self._booth_of = booth_of
        self._chosen = -1
        self._chosen_line: ChatLine | None = None
        self._left_at = -1
        """Where the chosen row was that is not shown any more: arrows go on from there."""
        self._following = True
        self._unseen = 0
        self._moving = False
        self._pending: Mapping[LineKey, float] = {}
        self._turn = QTimer(self)
        self._turn.setInterval(FRAME_MS if motion_allowed() else 250)
        self._turn.timeout.connect(self._turn_edges)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(2 * ROW_HEIGHT)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setMouseTracking(True)
        self.pill = Button(look="main", icon_name="", parent=self)
        self.pill.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.pill.clicked.connect(lambda _=False: self.follow())
        self.pill.hide()
        bar = self.verticalScrollBar()
        bar.setSingleStep(ROW_HEIGHT // 3)
        bar.valueChanged.connect(self._scrolled)
        self.retranslate()

    # --- what is shown ---------------------------------------------------------------------------

    @property
    def chosen(self) -> ChatLine | None:
        """The row that the buttons act on."""
        return self._chosen_line

    @property
    def chosen_at(self) -> int:
        """Its place; -1 when none is chosen."""
        return self._chosen

    def is_pending(self, line: ChatLine) -> bool:
        """Whether something is being done to a row."""
        return line.key in self._pending

    @property
    def following(self) -> bool:
        """Whether it stays at the newest row."""
        return self._following

    @property
    def unseen(self) -> int:
        """How many rows came since it was held."""
        return self._unseen

    def show_rows(self, rows: Sequence[ChatLine]) -> None:
        """Show other rows. The one at the upper edge stays where it is, the chosen one chosen."""
        place = self.verticalScrollBar().value()
        at = place // ROW_HEIGHT
        anchor = self.rows[at].key if at < len(self.rows) else None
        wanted = self._chosen_line.key if self._chosen_line is not None else None
        self.rows = rows
        anchored = found = -1
        if anchor is not None or wanted is not None:
            for index, line in enumerate(rows):
                if line.key == anchor:
                    anchored = index
                if line.key == wanted:
                    found = index
        self._become(found)
        self._measure()
        if self._following or (anchored < 0 and anchor is not None and found < 0):
            self.follow(keep_choice=True)
        elif anchored >= 0:
            self._move_to(anchored * ROW_HEIGHT + place % ROW_HEIGHT)
        self.viewport().update()

    def rows_added(self, count: int) -> None:
        """So many are new at the end."""
        if not count:
            return
        self._measure()
        if self._following:
            self._move_to(self.verticalScrollBar().maximum())
        else:
            self._unseen += count
            self._show_pill()
        self.viewport().update()

    def rows_trimmed(self, count: int) -> None:
        """So many are gone at the beginning: what is seen stays."""
        if not count:
            return
        if 0 <= self._chosen < count:
            self._become(-1)
        elif self._chosen >= 0:
            self._chosen -= count
        place = self.verticalScrollBar().value()
        self._measure()
        end = self.verticalScrollBar().maximum()
        self._move_to(end if self._following else max(0, place - count * ROW_HEIGHT))
        self.viewport().update()

    def rows_marked(self) -> None:
        """Something else is true of some rows."""
        self.viewport().update()
        if self._chosen_line is not None:
            self.setAccessibleDescription(self.spoken(self._chosen_line))
            announce(self, QAccessible.Event.NameChanged)
            self.chosen_changed.emit()

    def follow(self, *, keep_choice: bool = False) -> None:
        """Go to the newest row and stay there."""
        if not keep_choice and self._chosen_line is not None:
            self._become(-1)
        self._following = True
        self._unseen = 0
        self._move_to(self.verticalScrollBar().maximum())
        self._show_pill()
        self.viewport().update()

    def choose(self, at: int) -> None:
        """Choose a row by its place, and hold the list."""
        if not self.rows:
            return
        self._following = False
        self._become(min(max(at, 0), len(self.rows) - 1))
        self._bring(self._chosen)
        self.viewport().update()
        self._say()

    def show_words(self, words: tuple[str, ...]) -> None:
        """Mark these folded words."""
        self.painter.show_words(words)
        self.viewport().update()

    def show_pending(self, rows: Mapping[LineKey, float]) -> None:
        """Something is being done to these, since this time of `time.monotonic()`."""
        self._pending = rows
        if rows:
            self._turn.start()
        else:
            self._turn.stop()
        self.viewport().update()

    def cut(self, line: ChatLine) -> bool:
        """Whether a row is too long to be read as it stands."""
        return not self.painter.whole(line, self.viewport().width())

    def retranslate(self) -> None:
        """Rows are words too."""
        self.setAccessibleName(self.tr("Chat"))
        self.painter.forget()
        self._show_pill()
        self.viewport().update()

    # --- events ----------------------------------------------------------------------------------

    def viewportEvent(self, event: QEvent) -> bool:
        """The whole row as its tooltip."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            line = self._line_at(event.pos())
            if line is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), plain_tip(self.spoken(line)), self.viewport())
            return True
        return super().viewportEvent(event)

    def event(self, event: QEvent) -> bool:
        """The list's keys are its own while it has the keyboard, before the console's."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and is_own(event, held=not self._following)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk over the rows, act on the chosen one; Escape lets go of it."""
        key = Qt.Key(event.key())
        if (act := act_of(event)) is not None:
            if not event.isAutoRepeat():
                self._act(act)
        elif not is_own(event, held=not self._following):
            event.ignore()  # Space takes, digits choose booths: not `super`, which would scroll
        elif key == Qt.Key.Key_Escape:
            self.follow()
        else:
            self._walk(key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a row."""
        at = self.index_at(event.position().toPoint())
        if 0 <= at < len(self.rows):
            self.choose(at)
            left = event.button() is Qt.MouseButton.LeftButton
            if left and self._names_order(event.position().toPoint()):
                self._act("order")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What opens an order is pointed at as a link is."""
        over = self._names_order(event.position().toPoint())
        hand = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        if self.viewport().cursor().shape() is not hand:
            self.viewport().setCursor(hand)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Answer it."""
        place = event.position().toPoint()
        left = event.button() is Qt.MouseButton.LeftButton
        if left and self._line_at(place) and not self._names_order(place):
            self._act("reply")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """At the upper end there may be older rows to ask for."""
        super().wheelEvent(event)
        if event.angleDelta().y() > 0 and self.verticalScrollBar().value() == 0:
            self.older_wanted.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with a row."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            line, at = self._line_at(event.pos()), event.globalPos()
        else:
            line = self._chosen_line
            at = self.viewport().mapToGlobal(self.row_rect(self._chosen).center())
        if line is not None:
            self.menu_wanted.emit(at)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The chosen row says that keys go to it."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """They do not any more."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The newest stays in sight, and so does the chosen one."""
        super().resizeEvent(event)
        self._measure()
        if self._following:
            self._move_to(self.verticalScrollBar().maximum())
        elif self._chosen >= 0:
            self._bring(self._chosen)
        self._show_pill()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Every row is painted where it is now."""
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows that can be seen."""
        room = self.viewport().rect()
        place = self.verticalScrollBar().value()
        focused = self.hasFocus()
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            at = place // ROW_HEIGHT
            top = at * ROW_HEIGHT - place
            while top < room.height() and at < len(self.rows):
                if event.rect().intersects(QRect(0, top, room.width(), ROW_HEIGHT)):
                    line, chosen = self.rows[at], at == self._chosen
                    self.painter.paint(painter, top, room.width(), line, chosen, focused)
                    if self._pending and (since_s := self._pending.get(line.key)) is not None:
                        edge = QRectF(0, top, room.width(), ROW_HEIGHT - 1)
                        paint_pending_edge(painter, edge, since_s)
                at, top = at + 1, top + ROW_HEIGHT
            if top < room.height():
                painter.fillRect(0, top, room.width(), room.height() - top, colour(PANEL))

    # --- inside ----------------------------------------------------------------------------------

    def spoken(self, line: ChatLine) -> str:
        """A whole row in one sentence."""
        return spoken(line.row, self._booth_of(line))

    def _turn_edges(self) -> None:
        first = self.verticalScrollBar().value() // ROW_HEIGHT
        seen = self.viewport().height() // ROW_HEIGHT + 2
        for at in range(first, min(first + seen, len(self.rows))):
            if self.rows[at].key in self._pending:
                self.viewport().update(self.row_rect(at))

    def _act(self, what: str) -> None:
        if self._chosen_line is not None:
            self.act_wanted.emit(what)

    def _walk(self, key: Qt.Key) -> None:
        page = max(1, self.viewport().height() // ROW_HEIGHT - 1)
        last = len(self.rows) - 1
        if key == Qt.Key.Key_End:
            self.follow()
            return
        if key == Qt.Key.Key_Home:
            self.choose(0)
            return
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}.get(key, 1)
        if self._chosen < 0 and not self._following and self._left_at >= 0:
            self.choose(self._left_at - (step < 0))
        elif self._chosen < 0:
            seen = (self.verticalScrollBar().value() + self.viewport().height()) // ROW_HEIGHT
            self.choose(min(last, seen - 1))
        else:
            if self._chosen == 0 and step < 0:
                self.older_wanted.emit()
            self.choose(self._chosen + step)

    def _become(self, at: int) -> None:
        line = self.rows[at] if 0 <= at < len(self.rows) else None
        changed = line is not self._chosen_line
        self._left_at = self._chosen if line is None else -1
        self._chosen, self._chosen_line = (at, line) if line is not None else (-1, None)
        if changed:
            self.chosen_changed.emit()

    def _bring(self, at: int) -> None:
        top, room = at * ROW_HEIGHT, self.viewport().height()
        place = self.verticalScrollBar().value()
        self._move_to(min(max(place, top + ROW_HEIGHT - room), top))

    def _measure(self) -> None:
        room = self.viewport().height()
        bar = self.verticalScrollBar()
        self._moving = True
        bar.setPageStep(room)
        bar.setRange(0, max(0, len(self.rows) * ROW_HEIGHT - room))
        self._moving = False

    def _move_to(self, value: int) -> None:
        self._moving = True
        self.verticalScrollBar().setValue(value)
        self._moving = False

    def _scrolled(self, value: int) -> None:
        """By hand: at the end it follows again, elsewhere it is held."""
        if self._moving:
            return
        if value < NEAR_TOP:
            self.older_wanted.emit()
        self._following = value >= self.verticalScrollBar().maximum()
        if self._following:
            self._unseen = 0
        self._show_pill()

    def _show_pill(self) -> None:
        self.pill.setVisible(self._unseen > 0)
        if self._unseen:
            text = self.tr("%n new", "", self._unseen)
            self.pill.setText(f"↓ {text.replace(str(self._unseen), thousands(self._unseen))}")
            self.pill.setToolTip(self.tr("To the newest message  (End)"))
            self.pill.adjustSize()
            room = self.viewport().geometry()
            left = room.center().x() - self.pill.width() // 2
            self.pill.move(left, room.bottom() - self.pill.height() - 8)

    def index_at(self, point: QPoint) -> int:
        """Which row is at a place on the viewport; there may be none with that number."""
        return (self.verticalScrollBar().value() + point.y()) // ROW_HEIGHT

    def _names_order(self, point: QPoint) -> bool:
        """Whether this is where a row names its order."""
        line, width = self._line_at(point), self.viewport().width()
        return line is not None and point.x() >= self.painter.order_left(line, width)

    def _line_at(self, point: QPoint) -> ChatLine | None:
        at = self.index_at(point)
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def row_rect(self, at: int) -> QRect:
        """Where a row is, on the viewport or above or below it."""
        top = at * ROW_HEIGHT - self.verticalScrollBar().value()
        return QRect(0, top, self.viewport().width(), ROW_HEIGHT)

    def _say(self) -> None:
        """Tell a screen reader which row is chosen; free when none listens."""
        if self._chosen_line is not None:
            self.setAccessibleDescription(self.spoken(self._chosen_line))
            announce(self, QAccessible.Event.Focus)
