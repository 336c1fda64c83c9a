"""One booth's tile on the wall: what it shows now, which part of it changed, and painting a part.

A tile is no widget. Its words lie ready as pixmaps, its picture at the size it is painted in, so
that a new picture or level costs a copy of its own small rectangle.
"""

from collections.abc import Callable, Hashable
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap, QRegion

from ui.bridge.client import BoothKey
from ui.bridge.pictures import Box, Shot, fit
from ui.console import wall_pieces as pieces
from ui.console.wall_facts import paint_facts
from ui.console.wall_ink import draw_icon, draw_text, piece, text_width
from ui.console.wall_layout import Rect, TileLayout
from ui.console.wall_text import TileText, Tone
from ui.painter.meters import Ballistics, Level, Marks, marks, paint_meter
from ui.theme import FOCUS, LINE, ON_COLOUR, PANEL, RADIUS, TEXT_SECOND, WARNING, WINDOW, colour

_OLD = colour(WINDOW, 150)
"""Over a picture that is not confirmed."""
_MUTED = colour(WINDOW, 196)
"""Over a tile that the filter does not mean."""
_NO_PICTURE = colour("#0E1216")
_PANEL = colour(PANEL)
_CHANNEL = 4


BADGE_EMS = 9
"""The least width of a badge's place, in body sizes: the short word and a run time fit."""
BADGE_WHOLE_EMS = 12
"""With this much the whole words fit."""
DATE_EMS = 7
"""On a picture narrower than this its date would be cut: it stands beside it."""
BAR_LINES = 3
"""The most lines of a trouble bar."""


class Area(StrEnum):
    """What is painted as one."""

    PICTURE = "picture"
    FACTS = "facts"


class Part(StrEnum):
    """What of a tile is kept as a pixmap."""

    NUMBER = "number"
    SERVER = "server"
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
        self.grouped = False
        """Chosen together with others."""
        self.dated: tuple[str, ...] = ()
        """What to write on an old picture, from long to short; empty while it is fresh."""
        self.waiting = ""
        """What to write where no picture has come yet."""
        self.shot: Shot | None = None
        self._ratio = ratio
        self._kept: dict[Part, tuple[Hashable, QPixmap]] = {}
        self._channels = (Ballistics(), Ballistics())
        self._marks = (Marks(), Marks())
        self.places = self._place()
        """On what each part lies, and where."""
        self.move_to(0, 0)

    def move_to(self, x: int, y: int) -> None:
        """Stand with the upper left corner here on the surface that is painted."""
        self._x, self._y = x, y
        layout = self.layout
        self.rect = QRect(x, y, *layout.cell)
        """On that surface, as are the following."""
        self.picture_rect = _qrect(layout.picture.moved(x, y))
        self.facts_rect = _qrect(layout.facts.moved(x, y))
        self.meter_rect = _qrect(layout.meter.moved(x, y))
        left, right = layout.meter.x + x, layout.meter.right - _CHANNEL + x
        top, length = layout.meter.y + y, layout.meter.height
        self._channel_rects = (
            QRect(left, top, _CHANNEL, length),
            QRect(right, top, _CHANNEL, length),
        )
        inner = QRegion(self.picture_rect).united(self.facts_rect).united(self.meter_rect)
        self._frame = QRegion(self.rect).subtracted(inner)

    @property
    def box(self) -> Box:
        """The size in device pixels that pictures must come in."""
        width, height = self.layout.image
        return round(width * self._ratio), round(height * self._ratio)

    # --- what it shows ----------------------------------------------------------------------------

    def adopt(self, before: "Tile") -> None:
        """Take over what another tile of the same booth showed, in another layout or place."""
        self.shot, self.dated, self.waiting = before.shot, before.dated, before.waiting
        self.muted, self.grouped = before.muted, before.grouped
        self._channels = before._channels
        self.places = self._place()  # the date has its own

    def show_text(self, text: TileText) -> list[Rect]:
        """New words; the rectangles to paint again."""
        before, self.text = self.text, text
        if before == text:
            return []
        if before.border != text.border:
            self.places = self._place()
            return [Rect(0, 0, *self.layout.cell)]
        changed = []
        if before.badge != text.badge:
            changed.append(self.places[Part.BADGE][1])
        if before.facts != text.facts:
            changed.append(self.layout.facts)
        head = (before.number, before.server, before.bar, before.confirmed)
        if head != (text.number, text.server, text.bar, text.confirmed):
            # These decide where other parts are.
            self.places = self._place()
            changed.append(self.layout.picture)
            if self.layout.beside:
                changed.append(self.layout.facts)
        return changed

    def show_date(self, words: tuple[str, ...], waiting: str) -> list[Rect]:
        """Date the picture (or no longer); the rectangles to paint again."""
        if (words, waiting) == (self.dated, self.waiting):
            return []
        self.dated, self.waiting = words, waiting
        self.places = self._place()
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

    def paint(self, painter: QPainter, region: QRegion) -> None:
        """Paint what of it lies in `region`."""
        if region.intersects(self._frame):
            self._paint_frame(painter)  # first: its panel lies under all else
        if region.intersects(self.meter_rect):
            self._paint_meter(painter)
        if region.intersects(self.picture_rect):
            self._paint_picture(painter)
        if region.intersects(self.facts_rect):
            self._paint_facts(painter)
        if self.muted:
            painter.fillRect(self.rect, _MUTED)
        if self.grouped and region.intersects(self.tick_rect):
            self._paint_tick(painter)

    @property
    def tick_rect(self) -> QRect:
        """The tick of a tile chosen together with others, in the picture's free lower corner."""
        size = round(self.layout.type.body * 1.6)
        floors = [rect.y for area, rect in self._low_parts() if area is Area.PICTURE]
        picture = self.layout.picture
        bottom = min(floors, default=picture.bottom)
        left, top = picture.right - size - 4, max(picture.y, bottom - size - 4)
        return QRect(self._x + left, self._y + top, size, size)

    def _low_parts(self) -> list[tuple[Area, Rect]]:
        return [self.places[part] for part in (Part.BAR, Part.DATE) if part in self.places]

    def _paint_tick(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(WINDOW), 1))
        painter.setBrush(colour(FOCUS))
        rect = self.tick_rect
        painter.drawEllipse(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5))
        size = round(rect.width() * 0.66)
        left = rect.x() + (rect.width() - size) / 2
        draw_icon(painter, left, rect.center().y() + 0.5, "check", size, ON_COLOUR, self._ratio)

    def paint_group(self, painter: QPainter) -> None:
        """The outline of a tile chosen together with others, thinner than the chosen one's."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(FOCUS), 1))
        outer = QRectF(self.rect).adjusted(-0.5, -0.5, 0.5, 0.5)
        painter.drawRoundedRect(outer, RADIUS + 1, RADIUS + 1)

    def paint_choice(self, painter: QPainter, focused: bool) -> None:
        """The outline of the chosen tile, outside of it; a second one inside while it has the
        keyboard."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(FOCUS), 2))
        outer = QRectF(self.rect).adjusted(-1, -1, 1, 1)
        painter.drawRoundedRect(outer, RADIUS + 1, RADIUS + 1)
        if focused:
            painter.setPen(QPen(QColor(FOCUS), 1))
            painter.drawRoundedRect(outer.adjusted(3.5, 3.5, -3.5, -3.5), RADIUS - 2, RADIUS - 2)

    def _paint_frame(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect)
        tone = self.text.border
        pen = QPen(QColor(LINE), 1)
        if not self.muted and tone is Tone.WARNING:
            pen = QPen(QColor(WARNING), 2)
        elif not self.muted and tone is Tone.GONE:
            pen = QPen(QColor(TEXT_SECOND), 2, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([4, 3])
        inset = pen.widthF() / 2
        painter.setPen(pen)
        painter.setBrush(_PANEL)
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)

    def _paint_picture(self, painter: QPainter) -> None:
        rect = self.layout.picture.moved(self._x, self._y)
        if self.shot is None:
            painter.fillRect(self.picture_rect, _NO_PICTURE)
            if self.waiting:
                size = self.layout.type.body
                room = rect.width - size
                left = rect.x + max(size // 2, (rect.width - text_width(self.waiting, size)) // 2)
                middle = rect.y + rect.height / 2
                draw_text(painter, left, middle, self.waiting, size, TEXT_SECOND, room=room)
        else:
            self._paint_image(painter, rect, self.shot.image)
            if self.dated or not self.text.confirmed:
                painter.fillRect(self.picture_rect, _OLD)
        for part in (Part.NUMBER, Part.SERVER, Part.BADGE, Part.DATE, Part.BAR):
            self._paint_part(painter, part, Area.PICTURE)

    def _paint_image(self, painter: QPainter, rect: Rect, image: QImage) -> None:
        painter.fillRect(self.picture_rect, _NO_PICTURE)
        size, ratio = (image.width(), image.height()), self._ratio
        if abs(size[0] - self.box[0]) > 1 or abs(size[1] - self.box[1]) > 1:
            # Of another shape or size than asked for (OBS's canvas has just changed): whole.
            width, height = fit(size, (rect.width, rect.height))
            left, top = rect.x + (rect.width - width) / 2, rect.y + (rect.height - height) / 2
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(left, top, width, height), image, QRectF(image.rect()))
            return
        across, down = min(rect.width * ratio, size[0]), min(rect.height * ratio, size[1])
        cut = QRectF(round((size[0] - across) / 2), round((size[1] - down) / 2), across, down)
        left = rect.x + round((rect.width - across / ratio) / 2)
        top = rect.y + round((rect.height - down / ratio) / 2)
        painter.drawImage(QRectF(left, top, across / ratio, down / ratio), image, cut)

    def _paint_meter(self, painter: QPainter) -> None:
        painter.fillRect(self.meter_rect, _PANEL)
        paint_meter(painter, self._channel_rects[0], self._marks[0])
        paint_meter(painter, self._channel_rects[1], self._marks[1])

    def _paint_facts(self, painter: QPainter) -> None:
        for part in (Part.FACTS, Part.BADGE, Part.DATE, Part.BAR):
            self._paint_part(painter, part, Area.FACTS)

    def _paint_part(self, painter: QPainter, part: Part, area: Area) -> None:
        lies_on, rect = self.places.get(part, (area, None))
        if rect is None or lies_on is not area:
            return
        key = (self._key(part), rect.width, rect.height)
        kept = self._kept.get(part)
        if kept is None or kept[0] != key:
            opaque = part is Part.FACTS
            made = piece(
                (rect.width, rect.height), self._ratio, self._painter_of(part, rect), opaque
            )
            kept = self._kept[part] = (key, made)
        painter.drawPixmap(self._x + rect.x, self._y + rect.y, kept[1])
        if part is Part.BADGE:
            form = pieces.badge_form(self.text.badge, rect.width, self.layout.type)
            if form.time:
                right, top = self._x + rect.right, self._y + rect.y
                pieces.paint_badge_time(painter, right, top, self.text.badge, form)

    def _painter_of(self, part: Part, rect: Rect) -> Callable[[QPainter], object]:
        size, type_ = (rect.width, rect.height), self.layout.type
        text, ratio = self.text, self._ratio
        match part:
            case Part.NUMBER:
                server = "" if Part.SERVER in self.places else text.server
                return partial(
                    pieces.paint_number, size=size, number=text.number, server=server, type_=type_
                )
            case Part.SERVER:
                return partial(pieces.paint_server, size=size, server=text.server, type_=type_)
            case Part.BADGE:
                form = pieces.badge_form(text.badge, rect.width, type_)
                return partial(
                    pieces.paint_badge, size=size, badge=text.badge, form=form, ratio=ratio
                )
            case Part.DATE:
                return partial(pieces.paint_date, size=size, words=self.dated, type_=type_)
            case Part.BAR if text.bar is not None:
                return partial(pieces.paint_bar, size=size, bar=text.bar, type_=type_, ratio=ratio)
            case _:
                top, bottom = self._facts_room()
                return partial(
                    paint_facts,
                    layout=self.layout,
                    text=text,
                    ratio=ratio,
                    top=top,
                    bottom=bottom,
                )

    def _key(self, part: Part) -> Hashable:
        """What the part's pixmap depends on, but for its size."""
        text = self.text
        match part:
            case Part.NUMBER:
                return text.number, text.server
            case Part.SERVER:
                return text.server
            case Part.BADGE:
                return text.badge._replace(time=""), len(text.badge.time)
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
        number = pieces.number_size(type_, text.number, text.server)
        room = picture.width - (BADGE_WHOLE_EMS * type_.body + 8)
        apart = bool(text.server) and number[0] > room
        if apart:  # below the number: the badge keeps its words and the upper edge
            number = pieces.number_size(type_, text.number)
        number = (min(number[0], picture.width), number[1])
        places = {
            Part.NUMBER: (Area.PICTURE, Rect(picture.x, picture.y, *number)),
            Part.BADGE: self._badge_place(number),
            Part.FACTS: (Area.FACTS, facts),
        }
        if apart:
            width, height = pieces.server_size(type_, text.server)
            below = places[Part.BADGE][1] if self._badge_is_below(number) else None
            top = below.bottom + 2 if below is not None else picture.y + number[1]
            places[Part.SERVER] = (
                Area.PICTURE,
                Rect(picture.x, top, min(width, picture.width), height),
            )
        floor = picture.bottom
        if text.bar is not None:
            area, on = (Area.FACTS, facts) if layout.beside else (Area.PICTURE, picture)
            # At most half of what it lies on.
            most = max(1, min(BAR_LINES, on.height // (2 * type_.line)))
            above = places[Part.BADGE][1].bottom + 12 + type_.line
            if self.dated and on is picture and above + most * type_.line > floor:
                most = 1  # else the date would lie on the badge
            lines = len(pieces.bar_lines(text.bar, on.width, type_.body, most))
            height = lines * type_.line + 4
            places[Part.BAR] = (area, Rect(on.x, on.bottom - height, on.width, height))
            floor -= 0 if layout.beside else height
        if self.dated:
            area, on = Area.PICTURE, picture
            if layout.beside and picture.width < DATE_EMS * type_.body:
                area, on = Area.FACTS, facts
                floor = places[Part.BAR][1].y if Part.BAR in places else facts.bottom
            height = type_.line + 2
            rect = Rect(on.x + 4, floor - height - 4, on.width - 8, height)
            places[Part.DATE] = (area, rect)
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
        if self._badge_is_below(number):
            top = picture.y + number[1] + 3
            return Area.PICTURE, Rect(picture.x + 4, top, picture.width - 8, height)
        return Area.FACTS, Rect(facts.x + 4, facts.y + 4, facts.width - 8, height)

    def _badge_is_below(self, number: tuple[int, int]) -> bool:
        picture, least = self.layout.picture, BADGE_EMS * self.layout.type.body
        if picture.width - number[0] - 8 >= least:
            return False
        # Beside the picture the badge is over the facts: on a narrow one it would be over a face.
        return not self.layout.beside or self.layout.facts.width < least <= picture.width

    def _facts_room(self) -> tuple[int, int]:
        """Where the lines of facts begin and end, within the facts."""
        facts, (badge_on, badge) = self.layout.facts, self.places[Part.BADGE]
        top = badge.bottom - facts.y + 2 if badge_on is Area.FACTS else self.layout.type.body // 4
        below = [rect.y - facts.y for area, rect in self._low_parts() if area is Area.FACTS]
        bottom = min(below, default=facts.height)
        return top, bottom


def _qrect(rect: Rect) -> QRect:
    return QRect(rect.x, rect.y, rect.width, rect.height)
