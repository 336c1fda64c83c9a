"""The wall's surface: one widget that paints every tile, and what hands do on it.

It repaints only what changed: a tile's new picture, a part whose words are new, a meter.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip

from studio_app.domain.feed import BoothMeters, Bus
from ui.bridge.client import BoothKey
from ui.bridge.pictures import PictureHub, Shot, View
from ui.bridge.studio import StudioBridge
from ui.console.wall_group import WallGroup
from ui.console.wall_layout import GAP, Rect
from ui.console.wall_text import TileText
from ui.console.wall_tile import Tile
from ui.console.wall_tiles import Step, WallTiles
from ui.painter.meters import loudest
from ui.theme import WINDOW, colour, motion_allowed

PICTURE_FPS = 2.0
CHOSEN_FPS = 5.0
FRAME_MS = 50
"""Meters are painted 20 times a second, as often as levels come."""
SETTLE_MS = 120
"""Pictures are asked for anew this long after a scroll or a change of size."""
MARGIN = 3
"""Room for the outline around the chosen tile."""
LONG_PRESS_MS = 500
TOUCH_SLOP = 10
"""A finger that moves further than this scrolls, and chooses nothing."""

_WINDOW = colour(WINDOW)
_NONE = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_STEPS = {
    Qt.Key.Key_Left: Step.LEFT,
    Qt.Key.Key_Right: Step.RIGHT,
    Qt.Key.Key_Up: Step.UP,
    Qt.Key.Key_Down: Step.DOWN,
    Qt.Key.Key_Home: Step.FIRST,
    Qt.Key.Key_End: Step.LAST,
    Qt.Key.Key_PageUp: Step.PAGE_UP,
    Qt.Key.Key_PageDown: Step.PAGE_DOWN,
}


class TileWords(Protocol):
    """Who knows all about a tile."""

    def tip(self, booth: BoothKey) -> str:
        """Everything about it, a line each."""
        ...

    def spoken(self, booth: BoothKey) -> str:
        """The most telling of it in one line, for screen readers."""
        ...


class WallCanvas(QAbstractScrollArea):
    """Tiles in their places. Words come from outside by `show_text`; pictures and meters it asks
    for itself, only for tiles that can be seen."""

    booth_chosen = Signal(object)
    """BoothKey: by mouse, finger or arrow keys."""
    menu_wanted = Signal(object, object)
    """BoothKey, and the QPoint on the screen to open a menu at."""

    def __init__(self, bridge: StudioBridge, pictures: PictureHub, words: TileWords) -> None:
        super().__init__()
        self.tiles = WallTiles()
        self.words = words
        self.accessible: object = None
        """What speaks for it to screen readers, once one asked."""
        self._bridge = bridge
        self._chosen: BoothKey | None = None
        self.group = WallGroup()
        """Booths chosen together: Ctrl and Shift with a click or a key, a long press."""
        self.group.changed.connect(self._group_changed)
        self._left = MARGIN
        """Where the first column begins on the viewport."""
        self._finger: int | None = None
        """Where a finger lies that has not scrolled yet or scrolls now, as y on the viewport."""
        self._finger_scrolls = False
        self._finger_on: BoothKey | None = None
        self._pressing = QTimer(self)
        self._pressing.setSingleShot(True)
        self._pressing.setInterval(LONG_PRESS_MS)
        self._pressing.timeout.connect(self._pressed_long)
        self._heard: tuple[BoothKey, ...] = ()
        self._viewer = pictures.viewer(self._shot_came, self)
        self.destroyed.connect(bridge.meters.connect(self._meters_came))
        self._frames = QTimer(self)
        self._frames.setInterval(FRAME_MS)
        self._frames.setTimerType(Qt.TimerType.PreciseTimer)
        self._frames.timeout.connect(self._frame)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._settling.timeout.connect(self.ask)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # --- what stands on it ------------------------------------------------------------------------

    @property
    def chosen(self) -> BoothKey | None:
        """The booth with the white outline."""
        return self._chosen

    def tile_rect(self, booth: BoothKey) -> QRect:
        """Where a booth's tile stands in the viewport; empty when it has none."""
        tile = self.tiles.get(booth)
        return tile.rect if tile is not None else QRect()

    def booth_at(self, point: QPoint) -> BoothKey | None:
        """The booth under a point of the viewport."""
        y = point.y() - MARGIN + self.verticalScrollBar().value()
        return self.tiles.booth_at(point.x() - self._left, y)

    def show_booths(
        self,
        booths: Sequence[tuple[tuple[int, int], BoothKey]],
        shapes: Mapping[BoothKey, tuple[int, int]],
        texts: Mapping[BoothKey, TileText],
    ) -> None:
        """Another list of booths, or another shape of a picture."""
        self.tiles.show(booths, shapes)
        self._lay_out(texts)
        if self.tiles.get(self._chosen) is None:
            self._chosen = None
        self.group.keep(booth for _, booth in booths)

    def show_text(self, booth: BoothKey, text: TileText) -> None:
        """New words on a tile."""
        tile = self.tiles.get(booth)
        if tile is not None:
            self._update(tile, tile.show_text(text))

    def show_date(self, booth: BoothKey, words: tuple[str, ...], waiting: str) -> None:
        """Date a tile's picture, or take the date away."""
        tile = self.tiles.get(booth)
        if tile is not None:
            self._update(tile, tile.show_date(words, waiting))

    def mute(self, booth: BoothKey, muted: bool) -> None:
        """Dim a tile that the filter does not mean; it stays where it is."""
        tile = self.tiles.get(booth)
        if tile is not None and tile.muted != muted:
            tile.muted = muted
            self._update_tile(booth)

    def choose(self, booth: BoothKey | None) -> None:
        """Outline this booth's tile and bring it into view; tells nobody."""
        if booth == self._chosen or (booth is not None and self.tiles.get(booth) is None):
            return
        before, self._chosen = self._chosen, booth
        for each in (before, booth):
            self._update_tile(each)
        if booth is not None:
            self._bring_into_view(booth)
        self._settling.start()

    # --- geometry ---------------------------------------------------------------------------------

    def _lay_out(self, texts: Mapping[BoothKey, TileText]) -> None:
        area = self.viewport().size()
        room = (max(1, area.width() - 2 * MARGIN), max(1, area.height() - 2 * MARGIN))
        self.tiles.lay_out(room, self.devicePixelRatioF(), texts)
        # What the pictures' shape leaves over lies on both sides.
        self._left = MARGIN + max(0, (room[0] - self.tiles.grid.width) // 2)
        bar = self.verticalScrollBar()
        bar.setPageStep(area.height())
        bar.setSingleStep(max(1, self.tiles.grid.cell[1] // 3))
        bar.setRange(0, max(0, self.tiles.height + 2 * MARGIN - area.height()))
        self._stand()
        self._settling.start()

    def _lay_out_again(self) -> None:
        self._lay_out({tile.booth: tile.text for tile in self.tiles})

    def _stand(self) -> None:
        """Give every tile its place on the viewport."""
        down = MARGIN - self.verticalScrollBar().value()
        for tile in self.tiles:
            rect = self.tiles.rect(tile.booth)
            tile.move_to(rect.x + self._left, rect.y + down)
        self.viewport().update()

    def _update(self, tile: Tile, parts: Sequence[Rect]) -> None:
        x, y = tile.rect.x(), tile.rect.y()
        for part in parts:
            self.viewport().update(x + part.x, y + part.y, part.width, part.height)

    def _update_tile(self, booth: BoothKey | None) -> None:
        if booth is not None and self.tiles.get(booth) is not None:
            around = self.tile_rect(booth).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
            self.viewport().update(around)

    def _bring_into_view(self, booth: BoothKey) -> None:
        rect = self.tile_rect(booth)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if rect.top() < MARGIN:
            bar.setValue(bar.value() + rect.top() - MARGIN)
        elif rect.bottom() > height - MARGIN:
            bar.setValue(bar.value() + rect.bottom() - height + MARGIN + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other columns, perhaps."""
        super().resizeEvent(event)
        self._lay_out_again()

    def event(self, event: QEvent) -> bool:
        """Another screen may have another scale."""
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._lay_out_again()
        return super().event(event)

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """The scroll bar moved."""
        self._stand()
        self._settling.start()

    def minimumSizeHint(self) -> QSize:
        """One small tile."""
        return QSize(200, 160)

    def sizeHint(self) -> QSize:
        """As the drawing of the console has it."""
        return QSize(1090, 900)

    # --- pictures and meters ----------------------------------------------------------------------

    def ask(self) -> None:
        """Ask for pictures and meters of the tiles that can be seen now."""
        area = self.viewport().rect()
        shown = self.isVisible() and not self.window().isMinimized()
        seen = [
            tile for tile in self.tiles if shown and self.tile_rect(tile.booth).intersects(area)
        ]
        self._viewer.want(
            View(
                tile.booth,
                Bus.PROGRAM,
                CHOSEN_FPS if tile.booth == self._chosen else PICTURE_FPS,
                tile.box,
            )
            for tile in seen
        )
        heard = tuple(tile.booth for tile in seen)
        if heard != self._heard:
            self._heard = heard
            self._bridge.want_meters(self, heard)

    def _shot_came(self, booth: BoothKey, _bus: Bus, shot: Shot) -> None:
        tile = self.tiles.get(booth)
        if tile is not None:
            self._update(tile, [tile.show_shot(shot)])

    def _meters_came(self, booth: BoothKey, meters: BoothMeters) -> None:
        tile = self.tiles.get(booth)
        if tile is not None and self.isVisible():
            tile.feed(loudest(meters), time.monotonic())
            if not self._frames.isActive():
                self._frames.start()

    def _frame(self) -> None:
        """Let every meter move; rest when none does."""
        now_s, moves, moving = time.monotonic(), motion_allowed(), False
        for tile in self.tiles:
            if tile.at_rest:
                continue
            moving = True
            if tile.advance(now_s, moves):
                self.viewport().update(tile.meter_rect)
        if not moving:
            self._frames.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Seen: ask."""
        super().showEvent(event)
        self._settling.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Unseen: ask for nothing."""
        super().hideEvent(event)
        self._settling.stop()
        self._pressing.stop()
        self._frames.stop()
        self.ask()

    # --- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Whatever of the wall Qt asks for: often some meters, sometimes all of it."""
        region = event.region()
        with QPainter(self.viewport()) as painter:
            area = region.boundingRect()
            painter.fillRect(area, _WINDOW)
            for tile in self.tiles:
                if tile.rect.intersects(area):
                    tile.paint(painter, region)
            for tile in self.tiles:
                if tile.grouped and tile.booth != self._chosen and _ring_in(tile, region):
                    tile.paint_group(painter)
            chosen = self.tiles.get(self._chosen)
            if chosen is not None and _ring_in(chosen, region):
                chosen.paint_choice(painter, self.hasFocus())

    # --- hands ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home, End and pages move the choice, with Shift they take all between along,
        with Ctrl they leave the group as it is; Ctrl+Space takes a booth in or out. All else is
        the console's."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = _STEPS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Space and held == _CTRL and self._chosen is not None:
            self.group.toggle(self._chosen)
            return
        if step is None or held not in (_NONE, _SHIFT, _CTRL):
            event.ignore()
            return
        page = max(1, self.viewport().height() // (self.tiles.grid.cell[1] + GAP))
        before, booth = self._chosen, self.tiles.step(self._chosen, step, page)
        if booth is None:
            return
        if held == _SHIFT:
            self.group.reach(booth, self._order(), before)
        elif held == _NONE:
            self.group.clear()
        self._choose_by_hand(booth)

    def _order(self) -> list[BoothKey]:
        return [tile.booth for tile in self.tiles]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A mouse chooses at once; a finger may mean to scroll."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if event.device().type() is QInputDevice.DeviceType.TouchScreen:
            self._finger, self._finger_scrolls = event.position().toPoint().y(), False
            self._finger_on = self.booth_at(event.position().toPoint())
            self._pressing.start()
            return
        self._press(self.booth_at(event.position().toPoint()), event.modifiers())

    def _press(self, booth: BoothKey | None, held: Qt.KeyboardModifier) -> None:
        if booth is None:
            return
        if held & _CTRL:
            self.group.toggle(booth, self._chosen)
        elif held & _SHIFT:
            self.group.reach(booth, self._order(), self._chosen)
        else:
            self.group.clear()
            self._choose_by_hand(booth)

    def _pressed_long(self) -> None:
        """A finger that rests takes its booth in or out."""
        if self._finger is not None and not self._finger_scrolls and self._finger_on is not None:
            self._finger = None
            self.group.toggle(self._finger_on)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second press is a press like any other: nothing on the wall goes on air."""
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A finger that moves pulls the wall along."""
        if self._finger is None:
            return
        moved = event.position().toPoint().y() - self._finger
        if self._finger_scrolls or abs(moved) > TOUCH_SLOP:
            self._finger_scrolls = True
            self._pressing.stop()
            self._finger += moved
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - moved)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A finger that only tapped chooses; while booths are chosen together it takes one more in
        or out."""
        self._pressing.stop()
        if self._finger is not None and not self._finger_scrolls:
            booth = self.booth_at(event.position().toPoint())
            self._press(booth, _CTRL if self.group.members else _NONE)
        self._finger = None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the tile under the mouse, or of the chosen one by the menu key."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            booth = self._chosen
            point = self.tile_rect(booth).center() if booth is not None else QPoint()
        else:
            point = self.viewport().mapFromGlobal(event.globalPos())
            booth = self.booth_at(point)
        if booth is not None:
            self.menu_wanted.emit(booth, self.viewport().mapToGlobal(point))

    def viewportEvent(self, event: QEvent) -> bool:
        """A tile's tooltip says all there is."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            booth = self.booth_at(event.pos())
            if booth is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(
                    event.globalPos(), self.words.tip(booth), self.viewport(), self.tile_rect(booth)
                )
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self._update_tile(self._chosen)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it is elsewhere."""
        super().focusOutEvent(event)
        self._update_tile(self._chosen)

    def _group_changed(self, differing: frozenset[BoothKey]) -> None:
        for booth in differing:
            tile = self.tiles.get(booth)
            if tile is not None:
                tile.grouped = booth in self.group
                self._update_tile(booth)

    def _choose_by_hand(self, booth: BoothKey | None) -> None:
        if booth is not None:
            self.choose(booth)
            self.booth_chosen.emit(booth)


def _ring_in(tile: Tile, region: QRegion) -> bool:
    """Whether the outline around a tile must be painted again."""
    outer = tile.rect.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
    edge = 2 * MARGIN + 2
    inner = QRegion(outer.adjusted(edge, edge, -edge, -edge))
    return region.intersects(QRegion(outer).subtracted(inner))
