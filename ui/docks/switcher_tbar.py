"""The T-bar: moves a transition by hand. At the end it takes; let go before, it glides back."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy

from ui.docks.switcher_model import commits
from ui.theme import (
    CONTROL,
    CONTROL_HOVER,
    EDGE,
    FOCUS,
    LINE,
    ON_AIR,
    RADIUS,
    RAISED,
    TEXT_FAINT,
    colour,
    motion_ms,
)

WHOLE = 1000
HANDLE = 22
STEP = 50
BACK_MS = 150


class TBar(QAbstractSlider):
    """Value 0 to 1000. `moved` tells each place on the way (0 to 1), `let_go` whether it takes."""

    moved = Signal(float)
    let_go = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(0, WHOLE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumSize(80, 26)
        self.setMaximumHeight(34)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._grip: float | None = None
        self._by_key = False
        self._back = QVariantAnimation(self)
        self._back.setEndValue(0.0)
        self._back.valueChanged.connect(self._glided)
        self._back.finished.connect(self._is_back)

    def sizeHint(self) -> QSize:
        """As high as a field, on any screen."""
        return QSize(120, 28)

    @property
    def active(self) -> bool:
        """Whether a hand holds it, or it is on its way back."""
        gliding = self._back.state() is QVariantAnimation.State.Running
        return self._grip is not None or self._by_key or gliding

    def rest(self) -> None:
        """Back at the start without telling: the transition is over, or was never begun."""
        self._back.stop()
        self._grip, self._by_key = None, False
        self.setValue(0)
        self.update()

    def leave(self) -> None:
        """The hand has left: take or glide back."""
        self._grip, self._by_key = None, False
        if commits(self.value() / WHOLE):
            self.setValue(WHOLE)
            self.update()
            self.let_go.emit(True)
        else:
            self.glide_back()

    def glide_back(self) -> None:
        """To the start, telling the places on the way: on air nothing jumps."""
        self._grip, self._by_key = None, False
        duration_ms = motion_ms(BACK_MS)
        if self.value() == 0 or duration_ms == 0:
            self._is_back()
            return
        self._back.setStartValue(float(self.value()))
        self._back.setDuration(duration_ms)
        self._back.start()

    # --- hands -----------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Escape takes a begun transition back; elsewhere it is the console's key."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._by_key
        ):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Only the handle can be taken: a click on the groove must not jump on air."""
        at = event.position().x()
        if event.button() is Qt.MouseButton.LeftButton and abs(at - self._pixel()) <= HANDLE:
            self._back.stop()
            self._grip = at - self._pixel()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow."""
        if self._grip is not None:
            part = (event.position().x() - self._grip - HANDLE / 2 - 2) / self._room()
            self._go(round(min(1.0, max(0.0, part)) * WHOLE))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take or glide back."""
        if self._grip is not None and event.button() is Qt.MouseButton.LeftButton:
            self.leave()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel has no end that could be felt: it moves nothing on air."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move by a twentieth, the last step takes; Escape or Home goes back."""
        key = event.key()
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Up):
            self._key_to(self.value() + STEP)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Down):
            self._key_to(self.value() - STEP)
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Home) and self._by_key:
            self.glide_back()
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who goes elsewhere lets go."""
        super().focusOutEvent(event)
        if self._by_key or self._grip is not None:
            self.leave()

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight it rests."""
        super().hideEvent(event)
        self.rest()

    def _key_to(self, value: int) -> None:
        self._back.stop()
        self._by_key = True
        self._go(max(0, min(WHOLE, value)))
        if self.value() >= WHOLE:
            self.leave()
        elif self.value() == 0:
            self._by_key = False
            self.let_go.emit(False)

    def _go(self, value: int) -> None:
        if value != self.value():
            self.setValue(value)
            self.update()
            self.moved.emit(value / WHOLE)

    def _glided(self, value: object) -> None:
        if isinstance(value, float):
            self._go(round(value))

    def _is_back(self) -> None:
        self.setValue(0)
        self.update()
        self.let_go.emit(False)

    # --- painting --------------------------------------------------------------------------------

    def _room(self) -> float:
        return max(1.0, self.width() - HANDLE - 4.0)

    def _pixel(self) -> float:
        return HANDLE / 2 + 2 + self.value() / WHOLE * self._room()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Groove filled in the on-air colour as far as the new picture has come, and handle."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            on = self.isEnabled()
            groove = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(colour(FOCUS) if self.hasFocus() else colour(EDGE if on else LINE))
            painter.setBrush(colour(RAISED if on else CONTROL))
            painter.drawRoundedRect(groove, RADIUS, RADIUS)
            painter.setPen(Qt.PenStyle.NoPen)
            at = self._pixel()
            if self.value() > 0:
                painter.setBrush(colour(ON_AIR))
                painter.drawRoundedRect(QRectF(3, 3, at, self.height() - 6), 3, 3)
            painter.setBrush(colour("#C9D2DA" if on else TEXT_FAINT))
            if on and self._grip is not None:
                painter.setBrush(colour(FOCUS))
            painter.drawRoundedRect(QRectF(at - HANDLE / 2, 3, HANDLE, self.height() - 6), 3, 3)
            painter.setBrush(colour(CONTROL_HOVER))
            for offset in (-3, 0, 3):
                painter.drawRect(QRectF(at + offset - 0.5, self.height() / 2 - 5, 1, 10))
