"""The mixer dock: every input of the chosen booth that has sound, as a strip."""

import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from studio_app.domain.booth import Input, Tally
from studio_app.domain.feed import BoothMeters
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge
from ui.docks.booth_dock import BoothDock
from ui.docks.mixer_details import InputDetails
from ui.docks.mixer_model import CELL_HEIGHT, Arrangement, MixerRow, arrange, mixer_rows
from ui.docks.mixer_strip import Strip
from ui.docks.roll import Roll
from ui.operations import Operations
from ui.painter.meters import Level
from ui.theme import GAP, set_look

METER_MS = 40


class MixerDock(BoothDock):
    """Faders, mutes and meters of one booth."""

    def __init__(self, bridge: StudioBridge, ops: Operations) -> None:
        super().__init__(bridge, ops, Input, Tally)
        self.strips: dict[str, Strip] = {}
        self._rows: tuple[MixerRow, ...] = ()
        self._arrangement: Arrangement | None = None
        self._board = QWidget()
        self._grid = QGridLayout(self._board)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._scroll = Roll(self._board)
        self._scroll.resized.connect(self._arrange)
        self._scroll.setMinimumHeight(CELL_HEIGHT)  # no fader is ever cut
        self._silent = QLabel()
        self._silent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._silent.setWordWrap(True)
        set_look(self._silent, "second")
        self._silent.hide()
        column = QVBoxLayout(self.page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._silent, 1)
        self.details = InputDetails(self.ops, self)
        self._meters = QTimer(self)
        self._meters.setInterval(METER_MS)
        self._meters.setTimerType(Qt.TimerType.PreciseTimer)
        self._meters.timeout.connect(self._tick)
        self.destroyed.connect(bridge.meters.connect(self._levels_came))
        self.retranslate()

    def retranslate(self) -> None:
        """Every text anew."""
        super().retranslate()
        self._silent.setText(
            self.tr("This booth has no sound yet. Add a microphone or another source in OBS.")
        )

    def booth_changed(self) -> None:
        """The strips belong to one booth."""
        self.details.close()
        self._rows, self._arrangement = (), None
        for name in tuple(self.strips):
            self._remove(name)
        self._listen()

    def show_facts(self, booth: BoothKey, hindrance: str) -> None:
        """Strips for the inputs there are, with what is true of each."""
        inputs = (
            (name, record)
            for name in self.bridge.names(booth, Input)
            if (record := self.bridge.get(booth, Input, name)) is not None
        )
        # What a booth that is gone has on air is not known: no dot claims it.
        tally = self.bridge.get(booth, Tally) if self.bridge.fresh(booth) else None
        rows = mixer_rows(inputs, tally)
        new = [row.name for row in rows] != [row.name for row in self._rows]
        self._rows = rows
        if new:
            self._bring_strips(booth)
        for row in rows:
            self.strips[row.name].show_row(row, hindrance)
            if row.name == self.details.input_name:
                self.details.show_input(row.input)
        if hindrance or self.details.input_name not in self.strips:
            self.details.close()
        gone, shown = (self._silent, self._scroll) if rows else (self._scroll, self._silent)
        gone.hide()  # before: for a moment both would need room
        shown.show()

    def showEvent(self, event: QShowEvent) -> None:
        """Levels are wanted only while seen."""
        super().showEvent(event)
        self._listen()

    def hideEvent(self, event: QHideEvent) -> None:
        """Levels are wanted only while seen."""
        super().hideEvent(event)
        self._listen()

    def open_details(self, name: str) -> None:
        """The popover of one input."""
        row = next((row for row in self._rows if row.name == name), None)
        if row is not None and self.booth is not None:
            self.details.open_at(self.strips[name].more, self.booth, name, row.input)

    # --- strips ----------------------------------------------------------------------------------

    def _bring_strips(self, booth: BoothKey) -> None:
        names = [row.name for row in self._rows]
        for name in [name for name in self.strips if name not in names]:
            self._remove(name)
        for name in names:
            if name not in self.strips:
                strip = Strip(booth, name, self.ops, self.late)
                strip.details_asked.connect(self.open_details)
                self.strips[name] = strip
        self._arrangement = None
        self._arrange()

    def _remove(self, name: str) -> None:
        strip = self.strips.pop(name)
        strip.give_up()
        self._grid.removeWidget(strip)
        strip.hide()
        strip.deleteLater()

    def _arrange(self) -> None:
        room = self._scroll.size()
        arrangement = arrange((room.width(), room.height()), len(self._rows), GAP)
        if arrangement == self._arrangement or not self._rows:
            return
        self._arrangement = arrangement
        before: QWidget | None = None
        for row in self._rows:
            self._grid.removeWidget(self.strips[row.name])
        for at, row in enumerate(self._rows):
            strip = self.strips[row.name]
            strip.stand(arrangement.upright, arrangement.width)
            self._grid.addWidget(strip, at // arrangement.columns, at % arrangement.columns)
            strip.show()
            if before is not None:
                QWidget.setTabOrder(before, strip)
            before = strip
        across = (
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if arrangement.upright
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self._scroll.setHorizontalScrollBarPolicy(across)
        # What is left over lies behind the last row and column; upright strips take the height.
        rows = -(-len(self._rows) // arrangement.columns)
        for at in range(self._grid.rowCount()):
            self._grid.setRowStretch(at, 0)
        for at in range(self._grid.columnCount()):
            self._grid.setColumnStretch(at, 0)
        self._grid.setRowStretch(0 if arrangement.upright else rows, 1)
        self._grid.setColumnStretch(arrangement.columns, 1)

    # --- levels ----------------------------------------------------------------------------------

    def _listen(self) -> None:
        heard = self.booth is not None and self.isVisible()
        self.bridge.want_meters(self, [self.booth] if heard and self.booth is not None else [])
        if heard:
            self._meters.start()
        else:
            self._meters.stop()

    def _levels_came(self, booth: BoothKey, meters: BoothMeters) -> None:
        if booth != self.booth:
            return
        now_s = time.monotonic()
        for at, name in enumerate(meters.inputs):
            strip = self.strips.get(name)
            four = meters.levels[4 * at : 4 * at + 4]
            if strip is not None and len(four) == 4:
                strip.meter.feed(Level(*four), now_s)

    def _tick(self) -> None:
        now_s = time.monotonic()
        for strip in self.strips.values():
            strip.meter.tick(now_s)
