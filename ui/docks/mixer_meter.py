"""An input's level on its strip: two channels beside each other."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.painter.meters import Ballistics, Level, Marks, marks, paint_meter
from ui.theme import PANEL, colour, motion_allowed

CHANNEL_WIDTH = 5
CHANNEL_GAP = 2
WIDTH = 2 * CHANNEL_WIDTH + CHANNEL_GAP


class MeterView(QWidget):
    """Peak, RMS, hold and clip of left and right. Fed with levels, moved by `tick`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._channels = (Ballistics(), Ballistics())
        self._marks = (Marks(), Marks())
        self._calm = False
        self._moves = motion_allowed(self)

    @property
    def shown(self) -> tuple[Marks, Marks]:
        """What is painted, in pixels: left and right."""
        return self._marks

    def feed(self, level: Level, now_s: float) -> None:
        """New levels, at a monotonic time in seconds."""
        left, right = self._channels
        left.feed(level.peak_left, level.rms_left, now_s)
        right.feed(level.peak_right, level.rms_right, now_s)

    def tick(self, now_s: float) -> None:
        """Rise and fall; repaints only when a pixel changes."""
        left, right = self._channels
        new = (
            marks(left.at(now_s, self._moves), self.height()),
            marks(right.at(now_s, self._moves), self.height()),
        )
        if new != self._marks:
            self._marks = new
            self.update()

    def set_calm(self, calm: bool) -> None:
        """Greyed, but alive: the input is muted."""
        if calm != self._calm:
            self._calm = calm
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Both channels, under a veil when muted or old."""
        with QPainter(self) as painter:
            for channel, left in zip(self._marks, (0, CHANNEL_WIDTH + CHANNEL_GAP), strict=True):
                paint_meter(painter, QRect(left, 0, CHANNEL_WIDTH, self.height()), channel)
            if self._calm or not self.isEnabled():
                painter.fillRect(self.rect(), colour(PANEL, 150))
