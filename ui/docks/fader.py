"""A fader in dB: a hand moves the handle, OBS's own value is a thin mark until both agree."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QWidget

from ui.docks.fader_law import (
    FLOOR_DB,
    PAGE_DB,
    SCALE_DB,
    SILENCE_DB,
    STEP_DB,
    TOP_DB,
    db_of_position,
    position_of_db,
    stepped,
)
from ui.docks.wish import Wish
from ui.theme import (
    CONTROL_HOVER,
    EDGE,
    FOCUS,
    LINE,
    TEXT,
    TEXT_FAINT,
    TEXT_SECOND,
    colour,
)

HANDLE_LONG = 12
HANDLE_ACROSS = 20
ROUND_DB = 0.05
"""OBS keeps volumes as a factor: what comes back differs in the last digits."""


def same_level(one: float, other: float) -> bool:
    """Whether two levels are one and the same for a person."""
    return abs(max(one, FLOOR_DB) - max(other, FLOOR_DB)) < ROUND_DB


class Fader(QAbstractSlider):
    """Upright or lying. Its slider value, for screen readers, is in tenths of a dB."""

    wished = Signal(float)
    """A level in dB, many times while dragged."""
    let_go = Signal()
    """The hand has left: the last wish must be sent."""
    typing_asked = Signal()
    """Enter was pressed: somebody wants to type a level."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(round(SILENCE_DB * 10), 260)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumSize(24, 24)
        self._fact_db = TOP_DB
        self._wish = Wish(same_level)
        self._grip: float | None = None
        self._calm = False

    # --- values ----------------------------------------------------------------------------------

    @property
    def shown_db(self) -> float:
        """Where the handle stands."""
        return self._wish.meet(self._fact_db)

    @property
    def held(self) -> bool:
        """Whether a hand is on it."""
        return self._grip is not None

    @property
    def pending(self) -> bool:
        """Whether OBS has another value than the handle shows."""
        return self._wish.pending

    def show_fact(self, volume_db: float) -> None:
        """OBS's own value. Moves the handle unless a hand or a wish holds it."""
        self._fact_db = volume_db
        self._shown_changed()

    def give_up(self) -> None:
        """Stop showing the wish: the fact is what counts."""
        self._wish.drop()
        self._shown_changed()

    def set_calm(self, calm: bool) -> None:
        """Paint greyed: the input is muted."""
        if calm != self._calm:
            self._calm = calm
            self.update()

    def ask_for(self, volume_db: float) -> None:
        """Wish for a level, as a hand does."""
        self._wish.make(volume_db)
        self._shown_changed()
        self.wished.emit(volume_db)

    def _shown_changed(self) -> None:
        self.setValue(round(self.shown_db * 10))
        self.update()

    # --- hands -----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the handle where it is; beside it the handle comes to the finger."""
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        at = self._along(event.position())
        handle = self._pixel(position_of_db(self.shown_db))
        self._grip = at - handle if abs(at - handle) <= HANDLE_LONG else 0.0
        if self._grip == 0.0 and at != handle:
            self._drag_to(at)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow."""
        if self._grip is not None:
            self._drag_to(self._along(event.position()) - self._grip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The last place counts."""
        if self._grip is not None and event.button() is Qt.MouseButton.LeftButton:
            self._release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Unity: 0 dB."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._grip = None
            self._step_to(TOP_DB)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Half a dB a notch, when it has the focus: a scrolled list must not turn faders."""
        notches = event.angleDelta().y() / 120
        if self.hasFocus() and notches:
            self._step_to(stepped(self.shown_db, notches))
            event.accept()
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows half a dB, pages 3 dB, Home 0 dB, End silence, Enter types."""
        key = event.key()
        if key in _STEPS:
            self._step_to(stepped(self.shown_db, _STEPS[key]))
        elif key == Qt.Key.Key_Home:
            self._step_to(TOP_DB)
        elif key == Qt.Key.Key_End:
            self._step_to(SILENCE_DB)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.typing_asked.emit()
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A hand that was torn away has let go."""
        super().focusOutEvent(event)
        if self._grip is not None:
            self._release()

    def _drag_to(self, pixel: float) -> None:
        self.ask_for(db_of_position(self._position(pixel)))

    def _step_to(self, volume_db: float) -> None:
        if not same_level(volume_db, self.shown_db):
            self.ask_for(volume_db)
            self.let_go.emit()

    def _release(self) -> None:
        self._grip = None
        self.update()
        self.let_go.emit()

    # --- places ----------------------------------------------------------------------------------

    @property
    def _upright(self) -> bool:
        return self.orientation() is Qt.Orientation.Vertical

    def _room(self) -> float:
        length = self.height() if self._upright else self.width()
        return max(1.0, length - HANDLE_LONG - 4.0)

    def _along(self, at: QPointF) -> float:
        return self.height() - at.y() if self._upright else at.x()

    def _pixel(self, position: float) -> float:
        return HANDLE_LONG / 2 + 2 + position * self._room()

    def _position(self, pixel: float) -> float:
        return min(1.0, max(0.0, (pixel - HANDLE_LONG / 2 - 2) / self._room()))

    # --- painting --------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Groove, scale, fact, handle."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._upright:  # painted lying, turned
                painter.translate(0, self.height())
                painter.rotate(-90)
            length = self.height() if self._upright else self.width()
            across = self.width() if self._upright else self.height()
            middle = across / 2
            on = self.isEnabled()
            at = self._pixel(position_of_db(self.shown_db))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(LINE))
            painter.drawRoundedRect(QRectF(4, middle - 2, length - 8, 4), 2, 2)
            painter.setBrush(colour(EDGE if on and not self._calm else CONTROL_HOVER))
            painter.drawRoundedRect(QRectF(4, middle - 2, max(0.0, at - 4), 4), 2, 2)
            painter.setBrush(colour(TEXT_FAINT if on else LINE))
            for db in SCALE_DB:
                tick = self._pixel(position_of_db(db))
                long = 3 if db < TOP_DB else 5
                painter.drawRect(QRectF(tick - 0.5, middle + 5, 1, long))
            if self.pending and on:
                painter.setBrush(colour(TEXT))
                painter.drawRect(
                    QRectF(self._pixel(position_of_db(self._fact_db)) - 1, middle - 8, 2, 16)
                )
            handle = QRectF(
                at - HANDLE_LONG / 2, middle - HANDLE_ACROSS / 2, HANDLE_LONG, HANDLE_ACROSS
            )
            painter.setBrush(colour(_handle_ink(on, self._calm, self.held)))
            if self.hasFocus():
                painter.setPen(colour(FOCUS))
                painter.drawRoundedRect(handle.adjusted(-2, -2, 2, 2), 5, 5)
                painter.setBrush(colour(LINE))
                painter.drawRoundedRect(handle.adjusted(-0.5, -0.5, 0.5, 0.5), 3, 3)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour(FOCUS))
            painter.drawRoundedRect(handle, 3, 3)
            painter.setBrush(colour(LINE))
            painter.drawRect(QRectF(at - 0.5, middle - 6, 1, 12))


def _handle_ink(on: bool, calm: bool, held: bool) -> str:
    if not on:
        return TEXT_FAINT
    if held:
        return TEXT
    return TEXT_SECOND if calm else "#C9D2DA"


_PAGE = round(PAGE_DB / STEP_DB)
_STEPS: dict[int, int] = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_PageUp: _PAGE,
    Qt.Key.Key_PageDown: -_PAGE,
}
