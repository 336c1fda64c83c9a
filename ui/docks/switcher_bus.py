"""A bus: one button a scene, in even rows; its pressed button is pending until OBS's event."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from studio_app.domain.booth import SceneRole
from studio_app.domain.feed import Bus
from ui.components import PendingButton, Translated
from ui.components.buttons import Starts, paint_pending_edge
from ui.docks.roll import Roll
from ui.docks.switcher_model import GAP, SceneButton, key_columns
from ui.fonts import font
from ui.theme import (
    BODY_PX,
    CONTROL,
    CONTROL_HOVER,
    EDGE,
    FOCUS,
    LINE,
    NOTE_PX,
    ON_AIR,
    ON_AIR_TINT,
    PREVIEW,
    PREVIEW_TINT,
    RADIUS,
    RAISED,
    TEXT,
    TEXT_FAINT,
    TEXT_SECOND,
    colour,
)
from ui.words import word

KEY_HEIGHT = 40
LABEL_WIDTH = 66

Wishes = Callable[[str], Coroutine[Any, Any, object]]


class SceneKey(PendingButton):
    """One scene on one bus: its name, and under it its state or what it is for."""

    def __init__(
        self,
        scene: str,
        *,
        start: Starts,
        wish: Callable[[], Coroutine[Any, Any, object]],
        fact: Callable[[], bool],
        late: Callable[[], object],
    ) -> None:
        super().__init__(scene, start=start, wish=wish, fact=fact, late=late)
        self.scene = scene
        self.caption = ""
        self._edge, self._fill, self._dashed = LINE, CONTROL, False
        self.setFixedHeight(KEY_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Names are shortened; the grid says how wide."""
        return QSize(40, KEY_HEIGHT)

    def show_state(self, caption: str, edge: str, fill: str, *, dashed: bool = False) -> None:
        """What is true of the scene on this bus."""
        self.caption = caption
        self._edge, self._fill, self._dashed = edge, fill, dashed
        self.setAccessibleName(f"{self.scene}, {caption}" if caption else self.scene)
        self.look_again()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill and edge by state, name, caption, pending edge."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            on = self.isEnabled()
            fill = self._fill if on else RAISED
            if on and self.underMouse() and fill == CONTROL:
                fill = CONTROL_HOVER
            pen = painter.pen()
            pen.setColor(colour(FOCUS if self.hasFocus() else self._edge if on else LINE))
            pen.setWidthF(2 if self.hasFocus() or self._edge != LINE else 1)
            pen.setStyle(Qt.PenStyle.DashLine if self._dashed else Qt.PenStyle.SolidLine)
            painter.setPen(pen)
            painter.setBrush(colour(RAISED if self.isDown() else fill))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
            self._paint_words(painter, on)
            if self.pending:
                paint_pending_edge(painter, QRectF(self.rect()), self._since)

    def _paint_words(self, painter: QPainter, on: bool) -> None:
        marked = self._edge not in (LINE, EDGE)
        room = QRectF(self.rect()).adjusted(7, 3, -7, -3)
        centre = Qt.AlignmentFlag.AlignCenter
        face = font(BODY_PX, QFont.Weight.DemiBold)
        metrics = QFontMetrics(face)
        painter.setPen(colour(TEXT if on else TEXT_FAINT))
        if self.caption or metrics.horizontalAdvance(self.scene) <= room.width():
            name = metrics.elidedText(self.scene, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.setFont(face)
            painter.drawText(room.adjusted(0, 0, 0, -14 if self.caption else 0), centre, name)
        else:
            small = font(NOTE_PX, QFont.Weight.DemiBold)
            painter.setFont(small)
            lines = two_lines(self.scene, QFontMetrics(small), int(room.width()))
            painter.drawText(room, centre, lines)
        if self.caption:
            small = font(NOTE_PX - 1, QFont.Weight.Bold if marked else QFont.Weight.Medium)
            painter.setFont(small)
            painter.setPen(colour(TEXT_FAINT if not on else TEXT if marked else TEXT_SECOND))
            caption = QFontMetrics(small).elidedText(
                self.caption, Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(room.adjusted(0, 18, 0, 0), centre, caption)


def two_lines(text: str, metrics: QFontMetrics, width: int) -> str:
    """A long name over two lines, broken between words, its end shortened: names of one beginning
    can still be told apart."""
    words = text.split()
    first = words[0] if words else ""
    rest = words[1:]
    while rest and metrics.horizontalAdvance(f"{first} {rest[0]}") <= width:
        first = f"{first} {rest.pop(0)}"
    lines = [first, " ".join(rest)] if rest else [first]
    return "\n".join(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines)


class SceneBus(Translated, QWidget):
    """The program bus (a press goes on air at once) or the preview bus. `wish` makes the wish for
    a scene, `fact` says whether it is there, `late` that it did not come."""

    def __init__(
        self,
        bus: Bus,
        *,
        start: Starts,
        wish: Wishes,
        fact: Callable[[str], bool],
        late: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._bus = bus
        self._start, self._wish, self._fact, self._late = start, wish, fact, late
        self.keys: dict[str, SceneKey] = {}
        self.tab_after: Callable[[], QWidget | None] = lambda: None
        """The widget from which Tab leads to the first key."""
        self._order: tuple[str, ...] = ()
        self._columns = 0
        self._rows_most = 2
        self._label = QLabel()
        self._label.setFixedSize(LABEL_WIDTH, KEY_HEIGHT)
        self._label.setWordWrap(True)
        self._label.setProperty("look", "note")
        board = QWidget()
        self._grid = QGridLayout(board)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._roll = Roll(board)
        self._roll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._roll.resized.connect(self._place)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._roll, 1)
        self.retranslate()

    def show_scenes(
        self, buttons: Sequence[SceneButton], *, lit: bool, hindrance: str, tip: str
    ) -> None:
        """All scenes with what is true of them. `lit`: the booth is on air, so that program is
        seen by viewers; `tip` is what a press does, with {scene}."""
        order = tuple(button.scene for button in buttons)
        if order != self._order:
            self._order = order
            self._bring_keys()
        for button in buttons:
            key = self.keys[button.scene]
            self._show_state(key, button, lit)
            key.setEnabled(not hindrance)
            key.setToolTip(hindrance or tip.format(scene=button.scene))

    @property
    def last(self) -> SceneKey | None:
        """The last key; None while there are no scenes."""
        return self.keys[self._order[-1]] if self._order else None

    def show_rows(self, most: int) -> None:
        """At most this many rows are seen; more scenes scroll."""
        if most != self._rows_most:
            self._rows_most = most
            self._place()

    def give_up(self) -> None:
        """Another booth: nothing is waited for."""
        for key in self.keys.values():
            key.give_up()

    def retranslate(self) -> None:
        """Every text anew."""
        program = self._bus is Bus.PROGRAM
        self._label.setText(self.tr("Program, at once") if program else self.tr("Preview"))

    def _show_state(self, key: SceneKey, button: SceneButton, lit: bool) -> None:
        role = _role_caption(button.role, button.scene)
        if self._bus is Bus.PREVIEW:
            if button.next:
                key.show_state(self.tr("NEXT"), PREVIEW, PREVIEW_TINT)
            else:
                key.show_state(role, LINE, CONTROL)
        elif button.on_air and lit:
            key.show_state(self.tr("ON AIR"), ON_AIR, ON_AIR_TINT)
        elif button.on_air:
            key.show_state(self.tr("PROGRAM"), EDGE, CONTROL_HOVER)
        elif button.leaving:
            key.show_state(self.tr("leaving"), ON_AIR if lit else EDGE, CONTROL, dashed=True)
        else:
            key.show_state(role, LINE, CONTROL)

    def _bring_keys(self) -> None:
        for scene in [scene for scene in self.keys if scene not in self._order]:
            key = self.keys.pop(scene)
            key.give_up()
            self._grid.removeWidget(key)
            key.hide()
            key.deleteLater()
        for scene in self._order:
            if scene not in self.keys:
                self.keys[scene] = self._key(scene)
        self._columns = 0
        self._place()

    def _key(self, scene: str) -> SceneKey:
        return SceneKey(
            scene,
            start=self._start,
            wish=lambda: self._wish(scene),
            fact=lambda: self._fact(scene),
            late=lambda: self._late(scene),
        )

    def _place(self) -> None:
        count = len(self._order)
        columns = key_columns(self._roll.width() - 12, count)
        rows = -(-count // columns)
        shown = max(1, min(rows, self._rows_most))
        self._roll.show_height(KEY_HEIGHT, shown * (KEY_HEIGHT + GAP) - GAP)
        if columns == self._columns or not count:
            return
        for key in self.keys.values():
            self._grid.removeWidget(key)
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for row in range(self._grid.rowCount()):
            self._grid.setRowMinimumHeight(row, 0)
        for row in range(rows):
            self._grid.setRowMinimumHeight(row, KEY_HEIGHT)
        self._columns = columns
        before = self.tab_after()
        for at, scene in enumerate(self._order):
            key = self.keys[scene]
            self._grid.addWidget(key, at // columns, at % columns)
            key.show()
            if before is not None:
                QWidget.setTabOrder(before, key)
            before = key


def _role_caption(role: SceneRole | None, scene: str) -> str:
    """What the scene is for, unless its name says so."""
    said = word(role) if role is not None else ""
    return "" if said.casefold() == scene.casefold() else said
