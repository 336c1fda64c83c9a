"""OBS's statistics as a row of figures that keep their places."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from studio_app.domain.booth import Health
from ui.components import Translated
from ui.docks.outputs_words import frames_per_second
from ui.figures import UNKNOWN, megabytes, milliseconds, percent
from ui.theme import set_look

CELL_WIDTH = 84
DISK_LOW_MB = 2000.0
SKIPPED_PCT = 1.0
CPU_PCT = 85.0
FRAME_SHARE = 0.9
"""Of the time a frame has: above it OBS is about to drop frames."""


class Statistic(NamedTuple):
    """A figure in words, and whether it is a worry."""

    text: str
    worry: bool = False


def statistics(health: Health | None) -> tuple[Statistic, ...]:
    """Frames a second, processor, memory, disk, frame time, drawing skipped, round trip."""
    if health is None:
        return (Statistic(UNKNOWN),) * 7
    has_ms = 1000 / health.fps if health.fps > 0 else 1000.0
    return (
        Statistic(frames_per_second(health.fps)),
        Statistic(percent(health.cpu_pct), health.cpu_pct > CPU_PCT),
        Statistic(megabytes(health.memory_mb)),
        Statistic(megabytes(health.disk_free_mb), health.disk_free_mb < DISK_LOW_MB),
        Statistic(
            f"{frames_per_second(health.frame_ms)} ms", health.frame_ms > has_ms * FRAME_SHARE
        ),
        Statistic(percent(health.render_skipped_pct), health.render_skipped_pct > SKIPPED_PCT),
        Statistic(milliseconds(health.round_trip_ms)),
    )


class StatisticsView(Translated, QFrame):
    """Seven figures with their names; a worrying one is marked in colour and by "!"."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self._names = [QLabel() for _ in range(7)]
        self.values = [QLabel() for _ in range(7)]
        self._cells: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(10, 6, 8, 6)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        for name, value in zip(self._names, self.values, strict=True):
            set_look(name, "note")
            cell = QWidget()
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(name)
            column.addWidget(value)
            value.setTextFormat(Qt.TextFormat.PlainText)
            self._cells.append(cell)
        self.retranslate()

    def show_health(self, health: Health | None) -> None:
        """New figures."""
        for label, figure in zip(self.values, statistics(health), strict=True):
            label.setText(f"! {figure.text}" if figure.worry else figure.text)
            set_look(label, "problem" if figure.worry else "strong")

    def retranslate(self) -> None:
        """Every text anew."""
        for label, text in zip(
            self._names,
            (
                self.tr("Frames/s"),
                self.tr("CPU of OBS"),
                self.tr("Memory"),
                self.tr("Disk free"),
                self.tr("Frame time"),
                self.tr("Drawing skipped"),
                self.tr("Round trip"),
            ),
            strict=True,
        ):
            label.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many beside each other as there is room for."""
        super().resizeEvent(event)
        columns = max(1, min(7, (self.width() - 18) // CELL_WIDTH))
        if columns == self._columns:
            return
        for cell in self._cells:
            self._grid.removeWidget(cell)
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for at, cell in enumerate(self._cells):
            self._grid.addWidget(cell, at // columns, at % columns)
