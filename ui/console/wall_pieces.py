"""Paints the words on a tile's picture: number, badge, trouble bar, date."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from ui.console.wall_ink import BOLD, INKS, STRONG, VEIL, draw_icon, draw_text, text_width
from ui.console.wall_layout import Type
from ui.console.wall_text import Badge, Bar, Tone
from ui.theme import CONTROL, ON_AIR, ON_COLOUR, TEXT, TEXT_SECOND, WARNING


def number_size(type_: Type, number: str, server: str = "") -> tuple[int, int]:
    """How large the number's chip is, with its server's name in it or without."""
    width = text_width(number, type_.number, BOLD) + type_.body
    if server:
        width += text_width(server, type_.body) + type_.body // 2
    return width, round(type_.number * 1.3)


def server_size(type_: Type, server: str) -> tuple[int, int]:
    """How large the chip of a server's name is, where it has its own."""
    return text_width(server, type_.body) + type_.body, type_.line


def paint_server(painter: QPainter, size: tuple[int, int], server: str, type_: Type) -> None:
    """The name of a booth's server below its number."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(VEIL)
    painter.drawRoundedRect(QRectF(-6, -6, size[0] + 6, size[1] + 6), 6, 6)
    left, room = type_.body / 2, size[0] - type_.body
    draw_text(painter, left, size[1] / 2, server, type_.body, TEXT_SECOND, room=room)


def paint_number(
    painter: QPainter, size: tuple[int, int], number: str, server: str, type_: Type
) -> None:
    """The booth's number, with its server's name beside it or without."""
    # Only the corner that lies within the picture is round.
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(VEIL)
    painter.drawRoundedRect(QRectF(-6, -6, size[0] + 6, size[1] + 6), 6, 6)
    left: float = type_.body / 2
    middle = size[1] / 2
    left += draw_text(painter, left, middle, number, type_.number, TEXT, BOLD)
    if server:
        room = size[0] - left - type_.body / 2
        draw_text(
            painter, left + type_.body / 2, middle, server, type_.body, TEXT_SECOND, room=room
        )


class BadgeForm(NamedTuple):
    """How a badge is said in the room it has."""

    said: str
    type: int
    """Pixels."""
    width: int
    icon: bool
    time: bool


_ZEROS = str.maketrans("123456789", "000000000")


def badge_form(badge: Badge, room: int, type_: Type) -> BadgeForm:
    """The longest form that fits, in smaller type if need be; the icon, then the time give way
    last."""
    # Figures have one width: all times of one length need the same form.
    return _badge_form(badge._replace(time=badge.time.translate(_ZEROS)), room, type_)


@lru_cache(maxsize=256)
def _badge_form(badge: Badge, room: int, type_: Type) -> BadgeForm:
    sizes = dict.fromkeys((type_.badge, (type_.badge + type_.body) // 2, type_.body))
    for icon, time in ((True, True), (False, True), (False, False)):
        for said in badge.words:
            for size in sizes:
                width = text_width(said, size, BOLD) + size
                width += (
                    text_width(badge.time, size, STRONG) + size // 2 if time and badge.time else 0
                )
                width += size + size // 4 if icon and badge.icon else 0
                if width <= room:
                    return BadgeForm(
                        said, size, width, icon and badge.icon != "", time and badge.time != ""
                    )
    return BadgeForm(badge.words[-1], type_.body, room, icon=False, time=False)


def paint_badge(
    painter: QPainter, size: tuple[int, int], badge: Badge, form: BadgeForm, ratio: float
) -> None:
    """The badge at the right end of its place, all but its time."""
    height = round(form.type * 1.5)
    rect = QRectF(size[0] - form.width, 0, form.width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(
        {Tone.ON_AIR: QColor(ON_AIR), Tone.GONE: QColor(CONTROL)}.get(badge.tone, VEIL)
    )
    painter.drawRoundedRect(rect, 4, 4)
    left, middle, ink = rect.left() + form.type / 2, height / 2, _badge_ink(badge)
    if form.icon:
        left += draw_icon(painter, left, middle, badge.icon, form.type, ink, ratio)
    draw_text(painter, left, middle, form.said, form.type, ink, BOLD, rect.right() - left)


def paint_badge_time(
    painter: QPainter, right: int, top: int, badge: Badge, form: BadgeForm
) -> None:
    """The badge's time, on top of it: drawn each time, as it changes every second."""
    width = text_width(badge.time.translate(_ZEROS), form.type, STRONG)
    left, middle = right - form.type / 2 - width, top + round(form.type * 1.5) / 2
    draw_text(painter, left, middle, badge.time, form.type, _badge_ink(badge), STRONG)


def _badge_ink(badge: Badge) -> str:
    return ON_COLOUR if badge.tone is Tone.ON_AIR else INKS[badge.tone]


def bar_lines(bar: Bar, width: int, body: int, most: int) -> list[str]:
    """What a bar of this width says, in at most so many lines. The time gives way last but for the
    first words."""
    room = width - body - _bar_icon(body)
    whole = f"{bar.text} · {bar.time}" if bar.time else bar.text
    if text_width(whole, body, STRONG) <= room:
        return [whole]
    lines = [""]
    for each in bar.text.split():
        longer = f"{lines[-1]} {each}".strip()
        if lines[-1] and text_width(longer, body, STRONG) > room:
            lines.append(each)
        else:
            lines[-1] = longer
    if bar.time and most > 1:
        if text_width(f"{lines[-1]} · {bar.time}", body, STRONG) <= room:
            lines[-1] = f"{lines[-1]} · {bar.time}"
        else:
            kept = lines[: most - 1]
            # What was cut shows as cut, when the line is painted.
            kept[-1] = " ".join(lines[most - 2 :]) if len(lines) > most - 1 else kept[-1]
            return [*kept, bar.time]
    if len(lines) > most:
        return [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return lines


def _bar_icon(body: int) -> int:
    return body + max(2, body // 4)


def paint_bar(
    painter: QPainter, size: tuple[int, int], bar: Bar, type_: Type, ratio: float
) -> None:
    """The trouble bar over its whole place, in as many lines as fit."""
    fill, ink = (CONTROL, TEXT) if bar.tone is Tone.GONE else (WARNING, ON_COLOUR)
    painter.fillRect(QRectF(0, 0, *size), QColor(fill))
    body = type_.body
    middle = (size[1] - (size[1] // type_.line - 1) * type_.line) / 2
    draw_icon(painter, body / 2, middle, bar.icon, body, ink, ratio)
    left = body / 2 + _bar_icon(body)
    for line in bar_lines(bar, size[0], body, size[1] // type_.line):
        draw_text(painter, left, middle, line, body, ink, STRONG, size[0] - left - body / 2 + 1)
        middle += type_.line


def paint_date(painter: QPainter, size: tuple[int, int], words: Sequence[str], type_: Type) -> None:
    """When an old picture was taken: the longest form that fits."""
    room = size[0] - type_.body
    said = next((each for each in words if text_width(each, type_.body) <= room), words[-1])
    width = min(text_width(said, type_.body) + type_.body, size[0])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(VEIL)
    painter.drawRoundedRect(QRectF(0, 0, width, size[1]), 4, 4)
    draw_text(painter, type_.body / 2, size[1] / 2, said, type_.body, TEXT, room=room)
