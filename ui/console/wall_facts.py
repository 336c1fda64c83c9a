"""The lines of facts below or beside a tile's picture: which ones, and painting them."""

from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from ui.console.wall_ink import BOLD, INKS, REGULAR, STRONG, draw_icon, draw_text, text_width
from ui.console.wall_layout import TileLayout, Type
from ui.console.wall_text import Flag, TileText, Tone
from ui.theme import AI, ON_COLOUR, TEXT, TEXT_SECOND, WARNING


class Row(StrEnum):
    """A line of facts."""

    TITLE = "title"
    """Who hosts; on few lines the booth's name too."""
    NAME = "name"
    NAME_ON = "name_on"
    """The rest of a name that is longer than one line."""
    STATES = "states"
    """Sending and live, side by side."""
    SENDING = "sending"
    PLATFORM = "platform"
    NUMBERS = "numbers"
    """Rate and skipped frames, side by side."""
    RATE = "rate"
    SKIPPED = "skipped"
    ALL = "all"
    """Both states by shape and short word, with the figures."""


def rows(text: TileText, lines: int, room: int, type_: Type) -> tuple[Row, ...]:
    """Which lines, for so many and so wide; the same for all tiles of one shape, so that the eye
    finds each fact in its place."""
    wide = room >= 16 * type_.body
    if lines < 3:
        return (Row.TITLE, Row.ALL)[:lines]
    title = (Row.TITLE,) if wide or lines < 4 else (Row.TITLE, Row.NAME)
    if not wide and lines >= len(title) + 5:
        return (*title, Row.NAME_ON, Row.SENDING, Row.PLATFORM, Row.RATE, Row.SKIPPED)
    if not wide and lines >= len(title) + 4:
        return (*title, Row.SENDING, Row.PLATFORM, Row.RATE, Row.SKIPPED)
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
    bottom -= 3
    closer = type_.line // 3
    lines = max(1, min(layout.lines, (bottom - top + closer) // type_.line))
    step = min(type_.line, (bottom - top) / lines)
    wanted = rows(text, lines, room, type_)
    for at, row in enumerate(wanted):
        pen = _Pen(painter, type_, ratio, left, top + (at + 0.5) * step, room)
        with_name, two_lines = Row.NAME not in wanted, Row.NAME_ON in wanted
        _draw_row(pen, row, text, with_name=with_name, two_lines=two_lines)


def _two_lines(name: str, pen: _Pen) -> tuple[str, str]:
    """As many words as fit, and the others."""
    words = name.split()
    taken = 1
    while taken < len(words):
        longer = " ".join(words[: taken + 1])
        if text_width(longer, pen.type.body) > pen.room:
            break
        taken += 1
    return " ".join(words[:taken]), " ".join(words[taken:])


def _draw_row(pen: _Pen, row: Row, text: TileText, *, with_name: bool, two_lines: bool) -> None:
    match row:
        case Row.TITLE:
            _title(pen, text, with_name)
        case Row.NAME | Row.NAME_ON:
            name = text.name if text.host else ""
            first, rest = _two_lines(name, pen) if two_lines else (name, "")
            pen.write(first if row is Row.NAME else rest, TEXT_SECOND)
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
        case Row.RATE:
            _numbers(pen, text._replace(skipped=""))
        case Row.SKIPPED:
            _numbers(pen, text._replace(rate="", recording=""), column=0)
        case Row.ALL:
            _all(pen, text)


def _title(pen: _Pen, text: TileText, with_name: bool) -> None:
    """Who hosts, in strong type, and where; an AI host with its tag."""
    pen = _viewers(pen, text.viewers)
    if text.ai:
        pen = pen.moved(_ai_tag(pen))
    first, second = (text.host, text.name) if text.host else (text.name, "")
    pen = pen.moved(pen.write(first, TEXT, STRONG))
    if second and with_name and pen.room > 3 * pen.type.body:
        pen.write(f" · {second}", TEXT_SECOND)


def _viewers(pen: _Pen, count: str) -> _Pen:
    """How many watch, at the right end, where the name keeps room enough; what room is left."""
    body = pen.type.body
    width = text_width(count, body) + body + 1 + max(2, (body + 1) // 4)
    if not count or pen.room - width < 9 * body:
        return pen
    end = pen.moved(pen.room - width)
    step = draw_icon(pen.painter, end.left, pen.middle, "eye", body + 1, TEXT_SECOND, pen.ratio)
    end.moved(step)._replace(room=width).write(count, TEXT_SECOND)
    return pen._replace(room=pen.room - width - body * 0.7)


def _ai_tag(pen: _Pen) -> int:
    size = max(pen.type.body - 2, 10)
    width = text_width("AI", size, BOLD) + size
    pen.painter.setPen(Qt.PenStyle.NoPen)
    pen.painter.setBrush(QColor(AI))
    pen.painter.drawRoundedRect(QRectF(pen.left, pen.middle - size * 0.75, width, size * 1.5), 3, 3)
    draw_text(pen.painter, pen.left + size / 2, pen.middle, "AI", size, ON_COLOUR, BOLD)
    return width + pen.type.body // 2


def _flag(pen: _Pen, flag: Flag, short: bool = False) -> None:
    ink = INKS[flag.tone]
    size = pen.type.body + 1
    pen = pen.moved(draw_icon(pen.painter, pen.left, pen.middle, flag.icon, size, ink, pen.ratio))
    quiet = TEXT_SECOND if flag.tone in (Tone.CALM, Tone.GOOD) else ink
    # The shape says which state it is: half a word would only be in its way.
    whole = not short and text_width(flag.text, pen.type.body) <= pen.room + 1
    pen.write(flag.text if whole else flag.short, quiet)


def _numbers(pen: _Pen, text: TileText, column: float | None = None) -> None:
    """Bit rate, skipped frames, recording: each from the same place on every tile, and whole or
    not at all."""
    body = pen.type.body
    pen.write(text.rate, TEXT_SECOND)
    if column is None:
        column = max(text_width("88,8 Mb/s", body) + body // 2, pen.room / 2)
    ink = WARNING if text.skipped_bad else TEXT_SECOND
    rest = pen.moved(column)
    if text.recording:
        width = text_width(text.recording, body, STRONG)
        if width <= rest.room:
            rest.moved(rest.room - width).write(text.recording, TEXT, STRONG)
        rest = rest._replace(room=rest.room - width - body / 2)
    for form in (text.skipped_words, text.skipped):
        if text_width(form, body) <= rest.room:
            rest.write(form, ink)
            return


def _all(pen: _Pen, text: TileText) -> None:
    """Both states from the left, the figures at the right end as far as they fit."""
    body = pen.type.body
    widest = max(text_width(flag.short, body) for flag in (text.sending, text.platform))
    step = body + 1 + max(2, body // 4) + widest + body * 0.5
    for flag in (text.sending, text.platform):
        _flag(pen, flag, short=True)
        pen = pen.moved(step)
    gap = body * 0.7
    short = text.rate.removesuffix("b/s")
    for forms in ((text.rate, text.skipped), (short, text.skipped), ("", text.skipped)):
        widths = [text_width(form, body) for form in forms]
        if sum(widths) + gap * all(forms) > pen.room:
            continue
        end = pen.left + pen.room
        inks = (TEXT_SECOND, WARNING if text.skipped_bad else TEXT_SECOND)
        for form, width, ink in zip(forms[::-1], widths[::-1], inks[::-1], strict=True):
            pen._replace(left=end - width, room=width + 1).write(form, ink)
            end -= width + gap if form else 0
        return
