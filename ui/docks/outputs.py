"""The outputs dock: stream, platform, recording, replay buffer, virtual camera, statistics."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio_app.domain.booth import Booth, Health, Link, Live, Output, OutputKind, SentBy
from studio_app.domain.records import RecordKey
from studio_app.domain.struct import Fact
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge
from ui.docks.booth_dock import BoothDock
from ui.docks.link_words import speaking_hindrance
from ui.docks.outputs_live import LiveRow
from ui.docks.outputs_model import ORDER, RUNNING
from ui.docks.outputs_row import OutputRow
from ui.docks.outputs_stats import StatisticsView
from ui.docks.roll import Roll
from ui.operations import Operations
from ui.theme import GAP


class OutputsDock(BoothDock):
    """What leaves the booth. "OBS is sending" and "the platform is live" are two rows."""

    def __init__(self, bridge: StudioBridge, ops: Operations) -> None:
        super().__init__(bridge, ops, Output, Live, Health)
        self.rows = {kind: OutputRow(kind, self.ops, self.late) for kind in ORDER}
        self.live = LiveRow(self.ops)
        self.statistics = StatisticsView()
        self._states: dict[OutputKind, Fact | None] = {}
        board = QWidget()
        column = QVBoxLayout(board)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.rows[OutputKind.STREAM])
        column.addWidget(self.live)
        for kind in ORDER[1:]:
            column.addWidget(self.rows[kind])
        column.addWidget(self.statistics)
        column.addStretch(1)
        roll = self._roll = Roll(board)
        roll.resized.connect(self._fit)
        roll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QVBoxLayout(self.page)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(roll)
        self.retranslate()

    def booth_changed(self) -> None:
        """Nothing of the last booth is waited for."""
        for row in self.rows.values():
            row.set_booth(self.booth)
        self.live.set_booth(self.booth)

    def is_figure(self, key: RecordKey) -> bool:
        """Counters wait; a state does not."""
        if key[0] == "health":
            return True
        if key[0] != "output" or self.booth is None or key[-1] not in set(OutputKind):
            return False
        kind = OutputKind(key[-1])
        return self._states.get(kind) == _state(self.bridge.get(self.booth, Output, kind))

    def show_facts(self, booth: BoothKey, hindrance: str) -> None:
        """States and buttons."""
        link = self.bridge.get(booth, Link)
        config = self.bridge.get(booth, Booth)
        by_platform = config is not None and config.sent_by is SentBy.PLATFORM_PROGRAM
        as_of = None if self.bridge.fresh(booth) else self.heard_last(booth)
        for kind, row in self.rows.items():
            output = self.bridge.get(booth, Output, kind)
            self._states[kind] = _state(output)
            row.show_output(output, link, hindrance, by_platform=by_platform, as_of=as_of)
        sender = OutputKind.VIRTUALCAM if by_platform else OutputKind.STREAM
        sent = self.bridge.get(booth, Output, sender)
        self.live.show_live(
            self.bridge.get(booth, Live),
            speaking_hindrance(self.bridge, booth),
            sending=sent is not None and sent.status in RUNNING,
        )
        self._show_rows(booth)

    def show_figures(self, booth: BoothKey) -> None:
        """Times, rates, statistics."""
        self._show_rows(booth)
        self.statistics.setEnabled(self.bridge.fresh(booth))
        self.statistics.show_health(self.bridge.get(booth, Health))

    def _fit(self) -> None:
        for card in (*self.rows.values(), self.live):
            card.fit(self._roll.viewport().width())

    def _show_rows(self, booth: BoothKey) -> None:
        now = self.bridge.now(booth)
        for kind, row in self.rows.items():
            row.show_figures(self.bridge.get(booth, Output, kind), now)


def _state(output: Output | None) -> Fact | None:
    """What of an output is shown at once: everything but its counters."""
    if output is None:
        return None
    return Output(
        status=output.status,
        since=output.since,
        health=output.health,
        problem=output.problem,
        path=output.path,
    )
