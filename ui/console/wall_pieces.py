"""Paints the parts of a tile that are words: number, badge, trouble bar, date, facts.

Each is drawn once into a pixmap when its words change; the wall only copies it.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap

from ui.components import pixmap
from ui.console.wall_layout import TileLayout, Type
from ui.console.wall_text import Badge, Bar, Flag, TileText, Tone
from ui.fonts import font
from ui.theme import (
    AI,
    CONTROL,
    GOOD,
    ON_AIR,
    ON_COLOUR,
    PANEL,
    TEXT,
    TEXT_SECOND,
    WARNING,
    WINDOW,
    colour,
)

REGULAR, STRONG, BOLD = QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold
_VEIL = colour(WINDOW, 214)
"""Behind words on a picture: they stay readable on any."""
_INKS = {
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
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room))
    painter.setFont(face)
    painter.setPen(QColor(ink) if isinstance(ink, str) else ink)
    painter.drawText(round(left), round(middle + metrics.capHeight() / 2), text)
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
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter)
    painter.end()
    return made


# --- on the picture -------------------------------------------------------------------------------


def number_size(type_: Type, text: TileText) -> tuple[int, int]:
    """How large the number's chip is."""
    width = text_width(text.number, type_.number, BOLD) + type_.body
    if text.server:
        width += text_width(text.server, type_.body) + type_.body // 2
    return width, round(type_.number * 1.3)


def paint_number(painter: QPainter, size: tuple[int, int], text: TileText, type_: Type) -> None:
    """The booth's number, and its server's name beside it when there are several."""
    # Only the corner that lies within the picture is round.
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_VEIL)
    painter.drawRoundedRect(QRectF(-6, -6, size[0] + 6, size[1] + 6), 6, 6)
    left: float = type_.body / 2
    middle = size[1] / 2
    left += draw_text(painter, left, middle, text.number, type_.number, TEXT, BOLD)
    if text.server:
        room = size[0] - left - type_.body / 2
        draw_text(
            painter, left + type_.body / 2, middle, text.server, type_.body, TEXT_SECOND, room=room
        )


def paint_badge(
    painter: QPainter, size: tuple[int, int], badge: Badge, type_: Type, ratio: float
) -> None:
    """The badge at the right end of its place: its longest word that fits, else smaller type."""
    for type_px in dict.fromkeys((type_.badge, (type_.badge + type_.body) // 2, type_.body)):
        for said in badge.words:
            width = _badge_width(badge, said, type_px)
            if width <= size[0]:
                _draw_badge(painter, size, badge, said, type_px, ratio)
                return
    shortest = badge._replace(time="", icon="")
    _draw_badge(painter, size, shortest, badge.words[-1], type_.body, ratio)


def _badge_width(badge: Badge, said: str, size: int) -> int:
    width = text_width(said, size, BOLD) + size
    if badge.time:
        width += text_width(badge.time, size, STRONG) + size // 2
    return width + (size + size // 4 if badge.icon else 0)


def _draw_badge(
    painter: QPainter, size: tuple[int, int], badge: Badge, said: str, type_px: int, ratio: float
) -> None:
    width, height = min(_badge_width(badge, said, type_px), size[0]), round(type_px * 1.5)
    rect = QRectF(size[0] - width, 0, width, height)
    fill: QColor = _VEIL
    ink = _INKS[badge.tone]
    if badge.tone is Tone.ON_AIR:
        fill, ink = QColor(ON_AIR), ON_COLOUR
    elif badge.tone is Tone.GONE:
        fill = QColor(CONTROL)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(rect, 4, 4)
    left = rect.left() + type_px / 2
    middle = height / 2
    if badge.icon:
        left += draw_icon(painter, left, middle, badge.icon, type_px, ink, ratio)
    left += draw_text(painter, left, middle, said, type_px, ink, BOLD, rect.right() - left)
    if badge.time:
        draw_text(painter, left + type_px // 2, middle, badge.time, type_px, ink, STRONG)


def paint_bar(
    painter: QPainter, size: tuple[int, int], bar: Bar, type_: Type, ratio: float
) -> None:
    """The trouble bar over its whole place; in two lines when it is tall enough and must."""
    fill, ink = (CONTROL, TEXT) if bar.tone is Tone.GONE else (WARNING, ON_COLOUR)
    painter.fillRect(QRectF(0, 0, *size), QColor(fill))
    body, left = type_.body, type_.body / 2
    whole = f"{bar.text} · {bar.time}" if bar.time else bar.text
    icon = body + max(2, body // 4)
    room = size[0] - 2 * left - icon
    two_lines = text_width(whole, body, STRONG) > room and size[1] >= 2 * type_.line
    first = type_.line * 0.6 if two_lines else size[1] / 2
    draw_icon(painter, left, first, bar.icon, body, ink, ratio)
    left += icon
    if two_lines:
        draw_text(painter, left, first, bar.text, body, ink, STRONG, room)
        draw_text(painter, left, first + type_.line, bar.time, body, ink, STRONG, room)
        return
    # The time keeps its place; the words give way.
    time = f" · {bar.time}" if bar.time else ""
    time_width = text_width(time, body, STRONG)
    if time_width > room / 2:
        time, time_width = "", 0
    left += draw_text(painter, left, first, bar.text, body, ink, STRONG, room - time_width)
    if time:
        draw_text(painter, left, first, time, body, ink, STRONG)


def paint_date(painter: QPainter, size: tuple[int, int], words: Sequence[str], type_: Type) -> None:
    """When an old picture was taken: the longest form that fits."""
    room = size[0] - type_.body
    said = next((each for each in words if text_width(each, type_.body) <= room), words[-1])
    width = min(text_width(said, type_.body) + type_.body, size[0])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_VEIL)
    painter.drawRoundedRect(QRectF(0, 0, width, size[1]), 4, 4)
    draw_text(painter, type_.body / 2, size[1] / 2, said, type_.body, TEXT, room=room)


# --- below or beside it ---------------------------------------------------------------------------


class Row(StrEnum):
    """A line of facts."""

    TITLE = "title"
    """Who hosts; on few lines the booth's name too."""
    NAME = "name"
    STATES = "states"
    """Sending and live, side by side."""
    SENDING = "sending"
    PLATFORM = "platform"
    NUMBERS = "numbers"
    ALL = "all"
    """Both states by shape and short word, with the figures."""


def rows(text: TileText, lines: int, room: int, type_: Type) -> tuple[Row, ...]:
    """Which lines, for so many and so wide; the same for all tiles of one shape, so that the eye
    finds each fact in its place."""
    wide = room >= 16 * type_.body
    if lines < 3:
        return (Row.TITLE, Row.ALL)[:lines]
    title = (Row.TITLE,) if wide or lines < 4 else (Row.TITLE, Row.NAME)
    if not wide and lines >= len(title) + 3:
        return (*title, Row.SENDING, Row.PLATFORM, Row.NUMBERS)
    if room >= 13 * type_.body:
        return (*title, Row.STATES, Row.NUMBERS)
    return (*title, Row.ALL, Row.NUMBERS)


class _Pen(NamedTuple):
    painter: QPainter
    type: Type
    ratio: float
    left: float
    middle: float
    room: float

    def moved(self, across: float) -> "_Pen":
        """Further right on the same line, with what room is left."""
        return self._replace(left=self.left + across, room=self.room - across)

    def write(self, text: str, ink: str | QColor, weight: QFont.Weight = REGULAR) -> int:
        return draw_text(
            self.painter, self.left, self.middle, text, self.type.body, ink, weight, self.room
        )


def paint_facts(
    painter: QPainter, layout: TileLayout, text: TileText, ratio: float, top: int, bottom: int
) -> None:
    """The lines of facts, from `top` to `bottom` within their place: as many as there is room for,
    the most telling first."""
    type_ = layout.type
    left = type_.body // 2
    room = layout.facts.width - 2 * left
    lines = max(1, min(layout.lines, (bottom - top) // type_.line))
    wanted = rows(text, lines, room, type_)
    for at, row in enumerate(wanted):
        pen = _Pen(painter, type_, ratio, left, top + (at + 0.5) * type_.line, room)
        _draw_row(pen, row, text, with_name=Row.NAME not in wanted)


def _draw_row(pen: _Pen, row: Row, text: TileText, with_name: bool) -> None:
    match row:
        case Row.TITLE:
            _title(pen, text, with_name)
        case Row.NAME:
            pen.write(text.name if text.host else "", TEXT_SECOND)
        case Row.STATES:
            half = pen.room / 2
            _flag(pen._replace(room=half - 4), text.sending)
            _flag(pen.moved(half), text.platform)
        case Row.SENDING:
            _flag(pen, text.sending)
        case Row.PLATFORM:
            _flag(pen, text.platform)
        case Row.NUMBERS:
            _numbers(pen, text)
        case Row.ALL:
            _all(pen, text)


def _title(pen: _Pen, text: TileText, with_name: bool) -> None:
    """Who hosts, in strong type, and where; an AI host with its tag."""
    if text.ai:
        pen = pen.moved(_ai_tag(pen))
    first, second = (text.host, text.name) if text.host else (text.name, "")
    pen = pen.moved(pen.write(first, TEXT, STRONG))
    if second and with_name and pen.room > 3 * pen.type.body:
        pen.write(f" · {second}", TEXT_SECOND)


def _ai_tag(pen: _Pen) -> int:
    size = max(pen.type.body - 2, 10)
    width = text_width("AI", size, BOLD) + size
    pen.painter.setPen(Qt.PenStyle.NoPen)
    pen.painter.setBrush(QColor(AI))
    pen.painter.drawRoundedRect(QRectF(pen.left, pen.middle - size * 0.75, width, size * 1.5), 3, 3)
    draw_text(pen.painter, pen.left + size / 2, pen.middle, "AI", size, ON_COLOUR, BOLD)
    return width + pen.type.body // 2


def _flag(pen: _Pen, flag: Flag, short: bool = False) -> None:
    ink = _INKS[flag.tone]
    size = pen.type.body + 1
    pen = pen.moved(draw_icon(pen.painter, pen.left, pen.middle, flag.icon, size, ink, pen.ratio))
    quiet = TEXT_SECOND if flag.tone in (Tone.CALM, Tone.GOOD) else ink
    pen.write(flag.short if short else flag.text, quiet)


def _numbers(pen: _Pen, text: TileText) -> None:
    """Bit rate, skipped frames, recording: each from the same place on every tile."""
    body = pen.type.body
    pen.write(text.rate, TEXT_SECOND)
    if text.recording:
        width = text_width(text.recording, body, STRONG)
        pen.moved(pen.room - width).write(text.recording, TEXT, STRONG)
        pen = pen._replace(room=pen.room - width - body / 2)
    column = max(text_width("88,8 Mb/s", body) + body, pen.room / 2)
    pen.moved(column).write(text.skipped, WARNING if text.skipped_bad else TEXT_SECOND)


def _all(pen: _Pen, text: TileText) -> None:
    """Both states from the left, the figures at the right end as far as they fit."""
    body = pen.type.body
    widest = max(text_width(flag.short, body) for flag in (text.sending, text.platform))
    step = body + 1 + max(2, body // 4) + widest + body * 0.6
    for flag in (text.sending, text.platform):
        _flag(pen, flag, short=True)
        pen = pen.moved(step)
    for figure, bad in ((text.skipped, text.skipped_bad), (text.rate, False)):
        width = text_width(figure, body)
        if figure and width <= pen.room:
            ink = WARNING if bad else TEXT_SECOND
            pen._replace(left=pen.left + pen.room - width, room=width + 1).write(figure, ink)
            pen = pen._replace(room=pen.room - width - body * 0.8)
