"""Buttons: plain, and pending until OBS's word comes.

Space never presses a button (it takes, in the whole console); Enter presses the focused one.
"""

import time
from collections.abc import Callable, Coroutine
from typing import Any, Protocol, Required, TypedDict

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QIcon,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QPushButton, QWidget
from shiboken6 import isValid

from ui.components.icons import icon
from ui.theme import (
    ON_COLOUR,
    PENDING_TURN_MS,
    RADIUS,
    TARGET,
    TEXT,
    colour,
    motion_allowed,
    set_look,
)

FRAME_MS = 33
WATCH_MS = 50


class Button(QPushButton):
    """A button with one of the theme's looks, its tooltip naming the shortcut."""

    def __init__(
        self, text: str = "", *, look: str = "", icon_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._named_by_tip = False
        self.setAutoDefault(False)
        self.setMinimumHeight(TARGET)
        if look:
            self.setProperty("look", look)
        if icon_name:
            self.setIcon(icon(icon_name))

    def show_icon(self, name: str, ink: str = TEXT) -> None:
        """Change the icon; "" for none."""
        self.setIcon(icon(name, ink) if name else QIcon())

    def set_look(self, look: str) -> None:
        """Change the look ("", "take", "program", "preview", "danger", "main", "flat", "ai")."""
        set_look(self, look)

    def describe(self, tip: str, shortcut: str = "") -> None:
        """Tooltip and accessible name: what it does, and the key that does it too."""
        self.setToolTip(f"{tip}  ({shortcut})" if shortcut else tip)
        if not self.text():
            self.setAccessibleName(tip)
            self._named_by_tip = True
            return
        self.setAccessibleDescription(tip)
        if self._named_by_tip:  # it had no words before; now they are its name
            self.setAccessibleName("")
            self._named_by_tip = False

    def paint_edge(self, since_s: float) -> None:
        """Paint the pending edge over the button, in an ink that is seen on it."""
        ink = colour(ON_COLOUR) if self.property("look") == "main" else None
        with QPainter(self) as painter:
            paint_pending_edge(painter, QRectF(self.rect()), since_s, ink)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, Space goes on to the console."""
        if event.key() == Qt.Key.Key_Space:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space goes on to the console."""
        if event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyReleaseEvent(event)


class Starts(Protocol):
    """What runs a wish: `Operations.start`."""

    def __call__(self, wish: Coroutine[Any, Any, object], name: str = ...) -> None: ...


class PendingOptions(TypedDict, total=False):
    """What a pending button is made with."""

    start: Required[Starts]
    wish: Callable[[], Coroutine[Any, Any, object]] | None
    fact: Callable[[], bool] | None
    late: Callable[[], object] | None
    deadline_ms: int
    look: str
    icon_name: str
    parent: QWidget | None


class PendingButton(Button):
    """A press sends a wish, and the button stays pending until the fact is there.

    `wish` answers False when it failed (the operation has told why by then). `fact` says whether
    what was wished is true now; without it, the wish's own answer ends the waiting. When the
    deadline passes without the fact, `late` is called: it says what did not happen.
    """

    def __init__(
        self,
        text: str = "",
        *,
        start: Starts,
        wish: Callable[[], Coroutine[Any, Any, object]] | None = None,
        fact: Callable[[], bool] | None = None,
        late: Callable[[], object] | None = None,
        deadline_ms: int = 3000,
        look: str = "",
        icon_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, look=look, icon_name=icon_name, parent=parent)
        self._start = start
        self._wish = wish
        self._fact = fact
        self._late = late
        self._deadline_ms = deadline_ms
        self._press = 0
        self._pending = False
        self._answered = False
        self._since = 0.0
        self._turn = QTimer(self)
        self._turn.setInterval(FRAME_MS if motion_allowed() else WATCH_MS * 4)
        self._turn.timeout.connect(self._tick)
        self.clicked.connect(self._pressed)

    @property
    def pending(self) -> bool:
        """Whether it was pressed and the fact has not come."""
        return self._pending

    def wait(
        self,
        wish: Coroutine[Any, Any, object],
        fact: Callable[[], bool] | None = None,
        late: Callable[[], object] | None = None,
    ) -> None:
        """Send this wish as if the button were pressed (a shortcut, another state's wish)."""
        self._press += 1
        self._fact, self._late = fact, late
        self._begin()
        self._start(self._carry_out(self._press, wish), "press")

    def look_again(self) -> None:
        """A record changed: end the waiting at once if the fact is there."""
        if self._pending and (self._fact() if self._fact else self._answered):
            self._end()

    def give_up(self) -> None:
        """Forget what was waited for (another booth is shown now)."""
        self._press += 1
        self._end()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, and the moving edge while pending."""
        super().paintEvent(event)
        if self._pending:
            self.paint_edge(self._since)

    def _pressed(self) -> None:
        self.press_through()

    def press_through(self) -> None:
        """Send the button's wish now; nothing while one is waited for."""
        if self._wish is not None and not self._pending:
            self._press += 1
            self._begin()
            self._start(self._carry_out(self._press, self._wish()), "press")

    def _begin(self) -> None:
        self._pending, self._answered = True, False
        self._since = time.monotonic()
        self._turn.start()
        self.update()

    def _end(self) -> None:
        self._pending = False
        self._turn.stop()
        self.update()

    async def _carry_out(self, press: int, wish: Coroutine[Any, Any, object]) -> None:
        try:
            done = await wish
        except BaseException:
            if isValid(self) and press == self._press:
                self._end()
            raise
        if not isValid(self) or press != self._press:
            return  # gone with its list row, or pressed for something else meanwhile
        self._answered = True
        if done is False or done is None:
            self._end()
        else:
            self.look_again()

    def _tick(self) -> None:
        self.look_again()
        if not self._pending:
            return
        if (time.monotonic() - self._since) * 1000 > self._deadline_ms:
            self._press += 1
            self._end()
            if self._late is not None:
                self._late()
            return
        self.update()


def paint_pending_edge(
    painter: QPainter, rect: QRectF, since_s: float, ink: QColor | None = None
) -> None:
    """A thin bright piece that runs along the edge of `rect`; a still dashed edge when nothing may
    move. `since_s` is `time.monotonic()` at the press. For own-painted buttons as well."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QPainterPath()
    edge.addRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
    pen = QPen(ink or colour(TEXT), 2)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    around = edge.length() / pen.widthF()
    if motion_allowed():
        pen.setDashPattern([around * 0.18, around * 0.82])
        turns = (time.monotonic() - since_s) * 1000 / PENDING_TURN_MS
        pen.setDashOffset(-around * (turns % 1.0))
    else:
        pen.setDashPattern([3, 3])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawPath(edge)
