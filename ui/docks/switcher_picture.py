"""Program or preview of the chosen booth: the picture in its frame, with what is in it."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QHideEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtGui import QShowEvent as ShowEvent
from PySide6.QtWidgets import QWidget

from studio_app.domain.feed import Bus
from ui.bridge.client import BoothKey
from ui.bridge.pictures import PictureHub, Shot, View
from ui.docks.switcher_model import FRAME
from ui.figures import clock
from ui.fonts import font
from ui.theme import (
    BODY_PX,
    NOTE_PX,
    PANEL,
    RADIUS,
    TEXT,
    TEXT_SECOND,
    WINDOW,
    colour,
)

FPS = 10.0
OLD_S = 3.0
"""A picture that was taken longer ago is dimmed and dated."""


class BusPicture(QWidget):
    """Wants pictures only while seen. Its size has the picture's shape already."""

    came = Signal()
    """Another picture is shown."""

    def __init__(self, pictures: PictureHub, bus: Bus) -> None:
        super().__init__()
        self._bus = bus
        self._booth: BoothKey | None = None
        self._shot: Shot | None = None
        self._viewer = pictures.viewer(self._arrived, self)
        self._label = ""
        self._fill, self._ink = WINDOW, TEXT
        self._message = ""
        self._dated = ""
        self._label_font = font(NOTE_PX, QFont.Weight.Bold)

    # --- for the dock ----------------------------------------------------------------------------

    @property
    def shot(self) -> Shot | None:
        """The picture shown."""
        return self._shot

    @property
    def label(self) -> str:
        """The words on its upper corner."""
        return self._label

    @property
    def dated(self) -> str:
        """What it says of an old picture; "" while it is fresh."""
        return self._dated

    @property
    def message(self) -> str:
        """What is said instead of a picture."""
        return self._message

    def set_booth(self, booth: BoothKey | None) -> None:
        """Another booth's picture from now on."""
        self._booth, self._shot, self._dated = booth, None, ""
        self._want()
        self.update()

    def show_label(self, text: str, fill: str, ink: str) -> None:
        """What it is, on a fill that the frame has as well."""
        if (text, fill, ink) != (self._label, self._fill, self._ink):
            self._label, self._fill, self._ink = text, fill, ink
            self.setAccessibleName(text)
            self.update()

    def show_message(self, text: str) -> None:
        """Say this instead of a picture; "" for the picture."""
        if text != self._message:
            self._message = text
            self._want()
            self.update()

    def show_date(self, text: str) -> None:
        """Dim and date the picture; "" when it is fresh."""
        if text != self._dated:
            self._dated = text
            self.update()

    # --- inside ----------------------------------------------------------------------------------

    def _want(self) -> None:
        if self._booth is None or not self.isVisible() or self._message:
            self._viewer.want([])
            return
        ratio = self.devicePixelRatioF()
        inside = (
            max(1, round((self.width() - 2 * FRAME) * ratio)),
            max(1, round((self.height() - 2 * FRAME) * ratio)),
        )
        self._viewer.want([View(self._booth, self._bus, FPS, inside)])

    def _arrived(self, booth: BoothKey, _bus: Bus, shot: Shot) -> None:
        if booth == self._booth:
            self._shot = shot
            self.came.emit()
            self.update()

    def showEvent(self, event: ShowEvent) -> None:
        """Seen: wanted."""
        super().showEvent(event)
        self._want()

    def hideEvent(self, event: QHideEvent) -> None:
        """Unseen: not wanted."""
        super().hideEvent(event)
        self._want()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size is wanted."""
        super().resizeEvent(event)
        self._want()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Frame, picture or message, label, date."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            whole = QRectF(self.rect())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(self._fill))
            painter.drawRoundedRect(whole, RADIUS, RADIUS)
            inside = whole.adjusted(FRAME, FRAME, -FRAME, -FRAME)
            painter.fillRect(inside, colour(PANEL))
            if self._message:
                self._paint_message(painter, inside)
            elif self._shot is not None:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(_within(inside, self._shot), self._shot.image)
                if self._dated:
                    painter.fillRect(inside, colour(WINDOW, 150))
            self._paint_label(painter)
            if self._dated:
                self._paint_date(painter, inside)

    def _paint_label(self, painter: QPainter) -> None:
        metrics = QFontMetrics(self._label_font)
        room = self.width() - 2 * FRAME - 16
        text = metrics.elidedText(self._label, Qt.TextElideMode.ElideRight, room)
        chip = QRectF(0, 0, metrics.horizontalAdvance(text) + 16, 20)
        painter.setBrush(colour(self._fill))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(chip, RADIUS, RADIUS)
        painter.setPen(colour(self._ink))
        painter.setFont(self._label_font)
        painter.drawText(chip.adjusted(8, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_date(self, painter: QPainter, inside: QRectF) -> None:
        bar = QRectF(inside.left(), inside.bottom() - 22, inside.width(), 22)
        painter.fillRect(bar, colour(WINDOW, 214))
        painter.setPen(colour(TEXT))
        painter.setFont(font(NOTE_PX))
        painter.drawText(
            bar.adjusted(8, 0, -4, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self._dated,
        )

    def _paint_message(self, painter: QPainter, inside: QRectF) -> None:
        painter.setPen(colour(TEXT_SECOND))
        painter.setFont(font(BODY_PX))
        painter.drawText(
            inside.adjusted(10, 22, -10, -6),
            Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
            self._message,
        )


def _within(room: QRectF, shot: Shot) -> QRectF:
    """The shot's own shape in the middle of the room; all of it but for rounding."""
    across, down = max(1, shot.image.width()), max(1, shot.image.height())
    scale = min(room.width() / across, room.height() / down)
    width, height = across * scale, down * scale
    if room.width() - width <= 3 and room.height() - height <= 3:
        return room
    return QRectF(
        room.left() + (room.width() - width) / 2,
        room.top() + (room.height() - height) / 2,
        width,
        height,
    )


def date_text(shot: Shot | None, age_s: float, confirmed: bool, words: str) -> str:
    """`words` with the time of an old picture ("picture of {time}"), "" for a fresh one. A picture
    whose link is gone is old at once."""
    if shot is None or (confirmed and age_s <= OLD_S):
        return ""
    return words.format(time=clock(shot.taken))
