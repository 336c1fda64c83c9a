"""One row of the chat: laid out once for its width, painted from what was laid out.

A row is 54 pixels high: who and what in one line, shortened; platform and time under it. Static
texts are kept, because at 2,000 messages a second laying text out is most of the work.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPixmap, QStaticText

from studio_app.domain.chat import ChatKind, ChatRow, Hidden
from ui.bridge.chat import ChatLine, LineKey
from ui.components import pixmap
from ui.docks.chat_filter import waits
from ui.docks.chat_spans import LONGEST, Matter, spans
from ui.docks.chat_words import Tag, TagTone, author_of, row_text, tag_of, under_line
from ui.fonts import font
from ui.theme import (
    BODY_PX,
    CONTROL,
    CONTROL_HOVER,
    FOCUS,
    GOOD,
    GOOD_TINT,
    LINE,
    NOTE_PX,
    PANEL,
    PREVIEW,
    RAISED,
    TEXT,
    TEXT_SECOND,
    WARNING,
    WARNING_TINT,
    colour,
)

ROW_HEIGHT = 54
AVATAR = 32
_LEFT, _TEXT_LEFT, _RIGHT = 10, 52, 10
_FIRST, _SECOND = 19.0, 37.0
"""The middles of the two lines."""
_NAME_SHARE = 0.45
"""A name takes no more of its line than this."""
_KEPT = 400
"""Laid out rows that are kept: more than any screen shows."""
_INITIALS = font(NOTE_PX, QFont.Weight.Bold)
_GROUNDS = ("#2B6A88", "#7A5627", "#5B3F8C", "#33714A", "#8A3B55", "#44618F", "#6B6A2A", "#77407A")
"""Behind initials; white on each has a contrast of over 5:1."""
_INKS = {
    TagTone.ORDER: GOOD,
    TagTone.PINNED: PREVIEW,
    TagTone.WAITS: TEXT,
    TagTone.ANSWERED: GOOD,
    TagTone.HIDDEN: TEXT_SECOND,
    TagTone.PRIVATE: TEXT_SECOND,
}
_MATTERS = {
    Matter.PHONE: (WARNING_TINT, WARNING),
    Matter.LINK: (CONTROL, TEXT_SECOND),
    Matter.WORD: (GOOD_TINT, TEXT),
}


class _Run(NamedTuple):
    """A piece of a line in one ink."""

    left: float
    middle: float
    width: float
    text: QStaticText
    font: QFont
    ink: str
    ground: str = ""


class _Laid(NamedTuple):
    row: ChatRow
    runs: tuple[_Run, ...]
    tag: Tag | None
    whole: bool
    """Whether nothing of it was shortened."""


def initials(name: str) -> str:
    """One or two letters for a name: “Thu Nga” is TN; "#" when there is none."""
    words = [word for part in name.split() if (word := "".join(filter(str.isalnum, part)))]
    picked = (words[0], words[-1]) if len(words) > 1 else words[:1]
    return "".join(word[0] for word in picked).upper() or "#"


class RowPainter:
    """Lays rows out and paints them. The GUI's thread only."""

    def __init__(self, booth_of: Callable[[ChatLine], str]) -> None:
        """`booth_of` says which booth a row is from, where that is not clear: "" otherwise."""
        self._booth_of = booth_of
        self._width = 0
        self._words: tuple[str, ...] = ()
        self._laid: dict[LineKey, _Laid] = {}

    def show_words(self, words: tuple[str, ...]) -> None:
        """Mark these folded words."""
        if words != self._words:
            self._words = words
            self.forget()

    def forget(self) -> None:
        """Lay everything out anew: other words, another language."""
        self._laid.clear()

    def whole(self, line: ChatLine, width: int) -> bool:
        """Whether all of a row can be read."""
        return self._lay(line, width).whole

    def order_left(self, line: ChatLine, width: int) -> int:
        """From which pixel on a row names its order; `width` where it names none."""
        laid = self._lay(line, width)
        if laid.tag is None or laid.tag.tone is not TagTone.ORDER:
            return width
        return round(laid.runs[-1].left) - 17 - _RIGHT

    def paint(
        self, painter: QPainter, top: int, width: int, line: ChatLine, chosen: bool, focused: bool
    ) -> None:
        """Paint a row whose upper edge is at `top`."""
        laid = self._lay(line, width)
        row = line.row
        rect = QRectF(0, top, width, ROW_HEIGHT)
        painter.fillRect(rect, colour(_ground(row, chosen)))
        painter.fillRect(QRectF(0, top + ROW_HEIGHT - 1, width, 1), colour(LINE))
        if chosen:
            painter.fillRect(QRectF(0, top, 3, ROW_HEIGHT - 1), colour(FOCUS))
        ratio = painter.device().devicePixelRatioF()
        _paint_avatar(painter, top, row, ratio)
        painter.setPen(Qt.PenStyle.NoPen)
        for run in laid.runs:
            if run.ground:
                place = QRectF(run.left - 2, top + run.middle - 9, run.width + 4, 18)
                painter.setBrush(colour(run.ground))
                painter.drawRoundedRect(place, 3, 3)
        for run in laid.runs:
            painter.setFont(run.font)
            painter.setPen(colour(run.ink))
            height = run.text.size().height()
            painter.drawStaticText(QPointF(run.left, top + run.middle - height / 2), run.text)
        if laid.tag is not None:
            ink = _INKS[laid.tag.tone]
            left = round(laid.runs[-1].left) - 17
            middle = top + ROW_HEIGHT // 2
            painter.drawPixmap(left, middle - 7, pixmap(laid.tag.icon, 14, ink, ratio))
        if chosen and focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(FOCUS), 1))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -1.5), 3, 3)

    def _lay(self, line: ChatLine, width: int) -> _Laid:
        if width != self._width:
            self._width = width
            self.forget()
        laid = self._laid.get(line.key)
        if laid is None or laid.row is not line.row:
            if len(self._laid) >= _KEPT:
                self._laid.clear()
            laid = self._laid[line.key] = self._lay_out(line, width)
        return laid

    def _lay_out(self, line: ChatLine, width: int) -> _Laid:
        row = line.row
        runs: list[_Run] = []
        tag = tag_of(row)
        right = width - _RIGHT
        tag_run = None
        if tag is not None:
            tag_run = _run(0, ROW_HEIGHT / 2, tag.text, NOTE_PX, _INKS[tag.tone], bold=True)
            tag_run = tag_run._replace(left=right - tag_run.width)
            right -= round(tag_run.width) + 28
        quiet = row.hidden is not Hidden.NO
        room = max(40.0, float(right - _TEXT_LEFT))
        name, name_whole = _shortened(author_of(row), BODY_PX, room * _NAME_SHARE, bold=True)
        runs.append(
            _run(_TEXT_LEFT, _FIRST, name, BODY_PX, TEXT_SECOND if quiet else TEXT, bold=True)
        )
        left = _TEXT_LEFT + runs[0].width + 7
        whole = row_text(row)[: LONGEST + 1]
        text, text_whole = _shortened(whole, BODY_PX, right - left, bold=False)
        plain = row.kind in (ChatKind.MESSAGE, ChatKind.REPLY) and not quiet
        runs.extend(_text_runs(left, text, len(whole), TEXT if plain else TEXT_SECOND, self._words))
        left = _TEXT_LEFT
        booth = self._booth_of(line)
        if booth:
            chip = _run(left + 2, _SECOND, booth, NOTE_PX, TEXT, bold=True)
            runs.append(chip._replace(ground=CONTROL))
            left += round(chip.width) + 12
        under, _ = _shortened(under_line(row), NOTE_PX, right - left, bold=False)
        runs.append(_run(left, _SECOND, under, NOTE_PX, TEXT_SECOND, bold=False))
        if tag_run is not None:
            runs.append(tag_run)
        return _Laid(row, tuple(runs), tag, name_whole and text_whole)


def _text_runs(
    left: float, text: str, whole: int, ink: str, words: tuple[str, ...]
) -> Sequence[_Run]:
    """The message, cut at what is marked in it. `text` is shortened from `whole` characters."""
    shown = len(text) if len(text) >= whole else len(text) - 1  # without the "…"
    runs: list[_Run] = []
    at = 0
    for span in spans(text, words):
        if span.start >= shown or span.start < at:
            continue
        if span.start > at:
            runs.append(_run(left, _FIRST, text[at : span.start], BODY_PX, ink, bold=False))
            left += runs[-1].width
        ground, marked = _MATTERS[span.matter]
        run = _run(left, _FIRST, text[span.start : span.end], BODY_PX, marked, bold=False)
        runs.append(run._replace(ground=ground))
        left += run.width
        at = span.end
    if at < len(text):
        runs.append(_run(left, _FIRST, text[at:], BODY_PX, ink, bold=False))
    return runs


def _run(left: float, middle: float, text: str, size: int, ink: str, *, bold: bool) -> _Run:
    face, metrics = _face(size, bold)
    static = QStaticText(text)
    static.setTextFormat(Qt.TextFormat.PlainText)
    static.prepare(font=face)
    return _Run(left, middle, metrics.horizontalAdvance(text), static, face, ink)


def _shortened(text: str, size: int, room: float, *, bold: bool) -> tuple[str, bool]:
    """The text as far as it fits, and whether that is all of it."""
    _, metrics = _face(size, bold)
    if metrics.horizontalAdvance(text) <= room:
        return text, len(text) <= LONGEST
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room)), False


@lru_cache(maxsize=8)
def _face(size: int, bold: bool) -> tuple[QFont, QFontMetricsF]:
    made = font(size, QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made, QFontMetricsF(made)


def _ground(row: ChatRow, chosen: bool) -> str:
    if chosen:
        return CONTROL_HOVER
    return RAISED if waits(row) or row.pinned else PANEL


def _paint_avatar(painter: QPainter, top: int, row: ChatRow, ratio: float) -> None:
    place = top + (ROW_HEIGHT - AVATAR) // 2
    if row.hidden is not Hidden.NO:
        painter.setOpacity(0.45)
    painter.drawPixmap(_LEFT, place, _avatar(row.kind, initials(author_of(row)), _tint(row), ratio))
    painter.setOpacity(1.0)


def _tint(row: ChatRow) -> int:
    """The same person has the same colour everywhere."""
    return crc32((row.account or row.author).encode()) % len(_GROUNDS)


@lru_cache(maxsize=1024)
def _avatar(kind: ChatKind, letters: str, tint: int, ratio: float) -> QPixmap:
    made = QPixmap(round(AVATAR * ratio), round(AVATAR * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ours = kind is ChatKind.REPLY
        painter.setBrush(colour(CONTROL_HOVER if ours else _GROUNDS[tint]))
        circle = QRectF(0, 0, AVATAR, AVATAR)
        painter.drawEllipse(circle)
        if ours:
            icon = pixmap("reply", 16, TEXT, ratio)
            painter.drawPixmap((AVATAR - 16) // 2, (AVATAR - 16) // 2, icon)
        else:
            painter.setFont(_INITIALS)
            painter.setPen(colour(FOCUS))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, letters)
    return made
