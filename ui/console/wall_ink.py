"""Words and icons as the wall's tiles draw them: type, inks, one line of text, a ready pixmap."""

from collections.abc import Callable
from functools import lru_cache
from math import floor

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap

from ui.components import pixmap
from ui.console.wall_text import Tone
from ui.fonts import font
from ui.theme import GOOD, ON_AIR, PANEL, TEXT, TEXT_SECOND, WARNING, WINDOW, colour

REGULAR, STRONG, BOLD = QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold
VEIL = colour(WINDOW, 214)
"""Behind words on a picture: they stay readable on any."""
INKS = {
    Tone.ON_AIR: ON_AIR,
    Tone.GOOD: GOOD,
    Tone.WARNING: WARNING,
    Tone.GONE: TEXT,
    Tone.CALM: TEXT_SECOND,
}


@lru_cache(maxsize=64)
def _font(size: int, weight: QFont.Weight) -> tuple[QFont, QFontMetrics]:
    made = font(size, weight)
    return made, QFontMetrics(made)


def text_width(text: str, size: int, weight: QFont.Weight = REGULAR) -> int:
    """How wide a text is, in pixels."""
    return _font(size, weight)[1].horizontalAdvance(text)


def draw_text(
    painter: QPainter,
    left: float,
    middle: float,
    text: str,
    size: int,
    ink: str | QColor,
    weight: QFont.Weight = REGULAR,
    room: float | None = None,
) -> int:
    """One line with its capitals' middle at `middle`, shortened to `room`; how wide it became."""
    face, metrics = _font(size, weight)
    if room is not None:
        if room < size:
            return 0
        if metrics.horizontalAdvance(text) > room + 1:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room))
    painter.setFont(face)
    painter.setPen(QColor(ink) if isinstance(ink, str) else ink)
    # Half pixels always up: `round` would set equal lines one pixel apart at odd and even places.
    painter.drawText(floor(left + 0.5), floor(middle + metrics.capHeight() / 2 + 0.5), text)
    return metrics.horizontalAdvance(text)


def draw_icon(
    painter: QPainter, left: float, middle: float, name: str, size: int, ink: str, ratio: float
) -> int:
    """One of the shipped icons in a colour; how wide it is with the gap after it."""
    painter.drawPixmap(round(left), round(middle - size / 2), pixmap(name, size, ink, ratio))
    return size + max(2, size // 4)


def piece(
    size: tuple[int, int], ratio: float, paint: Callable[[QPainter], object], opaque: bool = False
) -> QPixmap:
    """A pixmap of this size (device-independent) with something painted on it."""
    made = QPixmap(QSize(round(size[0] * ratio), round(size[1] * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(QColor(PANEL) if opaque else Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter)
    return made
