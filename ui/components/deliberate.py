"""Buttons for what must not happen by a slip: one asks on itself, one is held down."""

import time
from typing import Unpack

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from ui.components.buttons import FRAME_MS, PendingButton, PendingOptions
from ui.theme import HOLD_MS, UNDECIDED_MS, WARNING

CONFIRM_DEADLINE_MS = 8000
"""Ending a stream takes OBS longer than a take."""


class ConfirmButton(PendingButton):
    """Asks on itself: the first press shows what will happen, a second within four seconds acts.
    Leaving it, or waiting, takes the question back."""

    def __init__(self, text: str = "", **options: Unpack[PendingOptions]) -> None:
        self._calm_text = text
        self._calm_look = options.get("look", "")
        self._question = ""
        self._asking = False
        options.setdefault("deadline_ms", CONFIRM_DEADLINE_MS)
        super().__init__(text, **options)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(UNDECIDED_MS)
        self._patience.timeout.connect(self.calm)

    @property
    def asking(self) -> bool:
        """Whether the next press acts."""
        return self._asking

    def show_texts(self, text: str, question: str) -> None:
        """What it says, and what it says while it asks: "End stream of 07? Press again"."""
        self._calm_text, self._question = text, question
        self.setText(question if self._asking else text)

    def calm(self) -> None:
        """Take the question back."""
        if self._asking:
            self._asking = False
            self._patience.stop()
            self.setText(self._calm_text)
            self.set_look(self._calm_look)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click is one slip, not question and answer."""
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who goes elsewhere did not mean it."""
        super().focusOutEvent(event)
        self.calm()

    def _pressed(self) -> None:
        if self._asking:
            self.calm()
            self.press_through()
        elif not self.pending:
            self._asking = True
            self._patience.start()
            self.setText(self._question)
            self.set_look("asking")


class HoldButton(PendingButton):
    """Acts after it was held down for 0.4 s; a shorter press does nothing."""

    def __init__(self, text: str = "", **options: Unpack[PendingOptions]) -> None:
        super().__init__(text, **options)
        self._held_since: float | None = None
        self._holding = QTimer(self)
        self._holding.setInterval(FRAME_MS)
        self._holding.timeout.connect(self._hold_tick)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to count."""
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.hold()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Too early: nothing."""
        self.let_go()
        super().mouseReleaseEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The finger slid away: nothing."""
        self.let_go()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is held as well."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.hold()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let go."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.let_go()
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go."""
        self.let_go()
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, filling from the left while held."""
        super().paintEvent(event)
        if self._held_since is not None:
            part = min((time.monotonic() - self._held_since) * 1000 / HOLD_MS, 1.0)
            with QPainter(self) as painter:
                painter.fillRect(
                    QRectF(2, self.height() - 5, (self.width() - 4) * part, 3), WARNING
                )

    def _pressed(self) -> None:
        """A click alone does nothing; `_hold_tick` acts."""

    def hold(self) -> None:
        """Begin to count: a finger, a mouse or a key is down on it (a shortcut's too)."""
        if not self.pending and self.isEnabled():
            self._held_since = time.monotonic()
            self._holding.start()
            self.update()

    def let_go(self) -> None:
        """What was down is up again: too early does nothing."""
        self._held_since = None
        self._holding.stop()
        self.update()

    def _hold_tick(self) -> None:
        if self._held_since is None:
            return
        if (time.monotonic() - self._held_since) * 1000 >= HOLD_MS:
            self.let_go()
            self.press_through()
        self.update()
