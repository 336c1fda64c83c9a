"""One booth's tile on the wall: what it shows now, which part of it changed, and painting a part.

A tile is no widget. Its words lie ready as pixmaps, its picture at the size it is painted in, so
that a new picture or level costs a copy of its own small rectangle.
"""

from collections.abc import Callable, Hashable
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap, QRegion

from ui.bridge.client import BoothKey
from ui.bridge.pictures import Box, Shot, fit
from ui.console import wall_pieces as pieces
from ui.console.wall_layout import Rect, TileLayout
from ui.console.wall_text import TileText, Tone
from ui.painter.meters import Ballistics, Level, Marks, marks, paint_meter
from ui.theme import FOCUS, LINE, PANEL, RADIUS, TEXT_SECOND, WARNING, WINDOW, colour

_OLD = colour(WINDOW, 150)
"""Over a picture that is not confirmed."""
_MUTED = colour(WINDOW, 196)
"""Over a tile that the filter does not mean."""
_NO_PICTURE = colour("#0E1216")
_CHANNEL = 4


BADGE_EMS = 9
"""The least width of a badge's place, in body sizes: the short word and a run time fit."""
TWO_LINE_EMS = 18
"""Where there is less room than this, a trouble bar has two lines."""


class Area(StrEnum):
    """What is painted as one."""

    PICTURE = "picture"
    FACTS = "facts"


class Part(StrEnum):
    """What of a tile is kept as a pixmap."""

    NUMBER = "number"
    BADGE = "badge"
    BAR = "bar"
    DATE = "date"
    FACTS = "facts"


class Tile:
    """The GUI's thread only. Rectangles are from the tile's own corner unless said otherwise."""

    def __init__(self, booth: BoothKey, layout: TileLayout, ratio: float, text: TileText) -> None:
        self.booth = booth
        self.layout = layout
        self.text = text
        self.muted = False
        self.dated: tuple[str, ...] = ()
        """What to write on an old picture, from long to short; empty while it is fresh."""
        self.waiting = ""
        """What to write where no picture has come yet."""
        self.shot: Shot | None = None
        self._ratio = ratio
        self._kept: dict[Part, tuple[Hashable, QPixmap]] = {}
        self._channels = (Ballistics(), Ballistics())
        self._marks = (Marks(), Marks())
        self._places = self._place()
        facts = self.layout.facts
        body = QRegion(0, 0, *layout.cell)
        for rect in (layout.picture, layout.meter, facts):
            body = body.subtracted(QRegion(_qrect(rect)))
        self._frame = body

    @property
    def box(self) -> Box:
        """The size in device pixels that pictures must come in."""
        width, height = self.layout.image
        return round(width * self._ratio), round(height * self._ratio)

    # --- what it shows ----------------------------------------------------------------------------

    def adopt(self, before: "Tile") -> None:
        """Take over what another tile of the same booth showed, in another layout or place."""
        self.shot, self.dated, self.waiting = before.shot, before.dated, before.waiting
        self.muted = before.muted
        self._channels = before._channels

    def show_text(self, text: TileText) -> list[Rect]:
        """New words; the rectangles to paint again."""
        before, self.text = self.text, text
        old, self._places = self._places, self._place()
        if before.border != text.border:
            return [Rect(0, 0, *self.layout.cell)]
        changed = [
            place[1]
            for part in Part
            if self._key(part, before) != self._key(part, text)
            or old.get(part) != self._places.get(part)
            for place in (old.get(part), self._places.get(part))
            if place is not None
        ]
        if before.confirmed != text.confirmed:
            changed.append(self.layout.picture)
        return changed

    def show_date(self, words: tuple[str, ...], waiting: str) -> list[Rect]:
        """Date the picture (or no longer); the rectangles to paint again."""
        if (words, waiting) == (self.dated, self.waiting):
            return []
        self.dated, self.waiting = words, waiting
        self._places = self._place()
        return [self.layout.picture]

    def show_shot(self, shot: Shot) -> Rect:
        """A new picture; the rectangle to paint again."""
        self.shot = shot
        return self.layout.picture

    def feed(self, level: Level, now_s: float) -> None:
        """New levels."""
        self._channels[0].feed(level.peak_left, level.rms_left, now_s)
        self._channels[1].feed(level.peak_right, level.rms_right, now_s)

    def advance(self, now_s: float, moves: bool) -> bool:
        """Let the meters rise and fall; whether they must be painted again."""
        length = self.layout.meter.height
        new = (
            marks(self._channels[0].at(now_s, moves), length),
            marks(self._channels[1].at(now_s, moves), length),
        )
        changed = new != self._marks
        self._marks = new
        return changed

    @property
    def at_rest(self) -> bool:
        """Whether the meters stand still until new levels come."""
        return self._channels[0].at_rest and self._channels[1].at_rest

    # --- painting ---------------------------------------------------------------------------------

    def paint(self, painter: QPainter, x: int, y: int, region: QRegion) -> None:
        """Paint what of it lies in `region`, with the tile's corner at (x, y)."""
        layout = self.layout
        if region.intersects(self._frame.translated(x, y)):
            self._paint_frame(painter, x, y)
        for area, paint in (
            (layout.facts, self._paint_facts),
            (layout.picture, self._paint_picture),
            (layout.meter, self._paint_meter),
        ):
            rect = _qrect(area.moved(x, y))
            if region.intersects(rect):
                paint(painter, x, y)
                if self.muted:
                    painter.fillRect(rect, _MUTED)

    def paint_choice(self, painter: QPainter, x: int, y: int, focused: bool) -> None:
        """The outline of the chosen tile, outside of it; a second one inside while it has the
        keyboard."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(FOCUS), 2))
        outer = QRectF(QPointF(x, y), QSizeF(*self.layout.cell)).adjusted(-1, -1, 1, 1)
        painter.drawRoundedRect(outer, RADIUS + 1, RADIUS + 1)
        if focused:
            painter.setPen(QPen(QColor(FOCUS), 1))
            painter.drawRoundedRect(outer.adjusted(3.5, 3.5, -3.5, -3.5), RADIUS - 2, RADIUS - 2)

    def _paint_frame(self, painter: QPainter, x: int, y: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(QPointF(x, y), QSizeF(*self.layout.cell))
        tone = self.text.border
        pen = QPen(QColor(LINE), 1)
        if not self.muted and tone is Tone.WARNING:
            pen = QPen(QColor(WARNING), 2)
        elif not self.muted and tone is Tone.GONE:
            pen = QPen(QColor(TEXT_SECOND), 2, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([4, 3])
        inset = pen.widthF() / 2
        painter.setPen(pen)
        painter.setBrush(QColor(PANEL))
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)

    def _paint_picture(self, painter: QPainter, x: int, y: int) -> None:
        rect = self.layout.picture.moved(x, y)
        if self.shot is None:
            painter.fillRect(_qrect(rect), _NO_PICTURE)
            if self.waiting:
                size = self.layout.type.body
                room = rect.width - size
                left = rect.x + max(
                    size // 2, (rect.width - pieces.text_width(self.waiting, size)) // 2
                )
                middle = rect.y + rect.height / 2
                pieces.draw_text(painter, left, middle, self.waiting, size, TEXT_SECOND, room=room)
        else:
            self._paint_image(painter, rect, self.shot.image)
            if self.dated or not self.text.confirmed:
                painter.fillRect(_qrect(rect), _OLD)
        for part in (Part.NUMBER, Part.BADGE, Part.DATE, Part.BAR):
            self._paint_part(painter, x, y, part, Area.PICTURE)

    def _paint_image(self, painter: QPainter, rect: Rect, image: QImage) -> None:
        size = (image.width(), image.height())
        if abs(size[0] - self.box[0]) <= 1 and abs(size[1] - self.box[1]) <= 1:
            ratio = self._ratio
            across, down = rect.width * ratio, rect.height * ratio
            source = QRectF(
                max(0, round((size[0] - across) / 2)),
                max(0, round((size[1] - down) / 2)),
                min(across, size[0]),
                min(down, size[1]),
            )
            target = QRectF(rect.x, rect.y, source.width() / ratio, source.height() / ratio)
            painter.drawImage(target, image, source)
            return
        # Of another shape or size than asked for (OBS's canvas has just changed): whole, in shape.
        painter.fillRect(_qrect(rect), _NO_PICTURE)
        width, height = fit(size, (rect.width, rect.height))
        left, top = rect.x + (rect.width - width) / 2, rect.y + (rect.height - height) / 2
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(left, top, width, height), image, QRectF(image.rect()))

    def _paint_meter(self, painter: QPainter, x: int, y: int) -> None:
        rect = self.layout.meter.moved(x, y)
        painter.fillRect(_qrect(rect), QColor(PANEL))
        for left, channel in zip((rect.x, rect.right - _CHANNEL), self._marks, strict=True):
            paint_meter(painter, QRect(left, rect.y, _CHANNEL, rect.height), channel)

    def _paint_facts(self, painter: QPainter, x: int, y: int) -> None:
        self._paint_part(painter, x, y, Part.FACTS, Area.FACTS)
        for part in (Part.BADGE, Part.BAR):
            self._paint_part(painter, x, y, part, Area.FACTS)

    def _paint_part(self, painter: QPainter, x: int, y: int, part: Part, area: Area) -> None:
        lies_on, rect = self._places.get(part, (area, None))
        if rect is None or lies_on is not area:
            return
        key = (self._key(part, self.text), rect.width, rect.height)
        kept = self._kept.get(part)
        if kept is None or kept[0] != key:
            opaque = part is Part.FACTS
            made = pieces.piece(
                (rect.width, rect.height), self._ratio, self._painter_of(part, rect), opaque
            )
            kept = self._kept[part] = (key, made)
        painter.drawPixmap(x + rect.x, y + rect.y, kept[1])

    def _painter_of(self, part: Part, rect: Rect) -> Callable[[QPainter], object]:
        size, type_ = (rect.width, rect.height), self.layout.type
        text, ratio = self.text, self._ratio
        match part:
            case Part.NUMBER:
                return partial(pieces.paint_number, size=size, text=text, type_=type_)
            case Part.BADGE:
                return partial(
                    pieces.paint_badge, size=size, badge=text.badge, type_=type_, ratio=ratio
                )
            case Part.DATE:
                return partial(pieces.paint_date, size=size, words=self.dated, type_=type_)
            case Part.BAR if text.bar is not None:
                return partial(pieces.paint_bar, size=size, bar=text.bar, type_=type_, ratio=ratio)
            case _:
                top, bottom = self._facts_room()
                return partial(
                    pieces.paint_facts,
                    layout=self.layout,
                    text=text,
                    ratio=ratio,
                    top=top,
                    bottom=bottom,
                )

    def _key(self, part: Part, text: TileText) -> Hashable:
        match part:
            case Part.NUMBER:
                return text.number, text.server
            case Part.BADGE:
                return text.badge
            case Part.DATE:
                return self.dated
            case Part.BAR:
                return text.bar
            case Part.FACTS:
                return (text.facts, *self._facts_room())

    # --- where its parts are ----------------------------------------------------------------------

    def _place(self) -> dict[Part, tuple[Area, Rect]]:
        layout, text, type_ = self.layout, self.text, self.layout.type
        picture, facts = layout.picture, layout.facts
        number = pieces.number_size(type_, text)
        number = (min(number[0], picture.width), number[1])
        places = {
            Part.NUMBER: (Area.PICTURE, Rect(picture.x, picture.y, *number)),
            Part.BADGE: self._badge_place(number),
            Part.FACTS: (Area.FACTS, facts),
        }
        floor = picture.bottom
        if text.bar is not None:
            area, on = (Area.FACTS, facts) if layout.beside else (Area.PICTURE, picture)
            lines = 2 if on.width < TWO_LINE_EMS * type_.body else 1
            height = lines * type_.line + 4
            places[Part.BAR] = (area, Rect(on.x, on.bottom - height, on.width, height))
            floor -= 0 if layout.beside else height
        if self.dated:
            height = type_.line + 2
            rect = Rect(picture.x + 4, floor - height - 4, picture.width - 8, height)
            places[Part.DATE] = (Area.PICTURE, rect)
        return places

    def _badge_place(self, number: tuple[int, int]) -> tuple[Area, Rect]:
        """Right of the number, else below it, else above the facts: the same for every badge, so
        that it never jumps when the booth goes on air."""
        picture, facts, type_ = self.layout.picture, self.layout.facts, self.layout.type
        height = round(type_.badge * 1.5)
        beside = picture.width - number[0] - 8
        if beside >= BADGE_EMS * type_.body:
            left = picture.x + number[0] + 4
            return Area.PICTURE, Rect(left, picture.y + 4, beside, height)
        if not self.layout.beside or picture.width >= BADGE_EMS * type_.body:
            top = picture.y + number[1] + 3
            return Area.PICTURE, Rect(picture.x + 4, top, picture.width - 8, height)
        return Area.FACTS, Rect(facts.x + 4, facts.y + 4, facts.width - 8, height)

    def _facts_room(self) -> tuple[int, int]:
        """Where the lines of facts begin and end, within the facts."""
        facts, (badge_on, badge) = self.layout.facts, self._places[Part.BADGE]
        bar = self._places.get(Part.BAR)
        top = badge.bottom - facts.y + 2 if badge_on is Area.FACTS else self.layout.type.body // 4
        bottom = bar[1].y - facts.y if bar and bar[0] is Area.FACTS else facts.height
        return top, bottom


def _qrect(rect: Rect) -> QRect:
    return QRect(rect.x, rect.y, rect.width, rect.height)
