"""The health dock: the chosen booth's figures over an hour or a night, and out into a file."""

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDockWidget,
    QLabel,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from studio_app.domain.alarm import Alarm
from studio_app.domain.errors import StudioError
from studio_app.domain.health import FINE_S, HealthPage, HealthRow
from studio_app.domain.problems import Problem
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge
from ui.components import Button, PendingButton
from ui.docks.booth_dock import BoothDock
from ui.docks.health_model import Range, joined
from ui.docks.health_plot import HealthPlot, Mark
from ui.docks.roll import Roll
from ui.operations import Operations, said
from ui.theme import set_look
from ui.words import problem_text

READ_EVERY_MS = FINE_S * 1000


class HealthDock(BoothDock):
    """Reads rows while it is seen: all of a range first, then those that came since."""

    def __init__(self, bridge: StudioBridge, ops: Operations) -> None:
        super().__init__(bridge, ops)
        self.range = Range.HOUR
        self.plot = HealthPlot()
        self._problem: Problem | None = None
        self._reading: tuple[BoothKey, Range] | None = None
        """What is being read just now; an answer to anything else is thrown away."""
        self.ranges: dict[Range, Button] = {}
        choice = QButtonGroup(self)
        for each in Range:
            button = self.ranges[each] = Button(look="flat")
            button.setCheckable(True)
            button.setChecked(each is self.range)
            button.clicked.connect(lambda _=False, chosen=each: self.choose_range(chosen))
            choice.addButton(button)
            self.head.add_right(button)
        self.export = PendingButton(start=self.ops.start, wish=self._export)
        self.head.add_right(self.export)
        roll = Roll(self.plot)
        self.nothing = QLabel()
        self.nothing.setWordWrap(True)
        self.nothing.setMargin(16)
        set_look(self.nothing, "second")
        board = QWidget()
        column = QVBoxLayout(board)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(roll)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(board)
        self.page.setLayout(self._stack)
        self._frame: QDockWidget | None = None
        self._again = QTimer(self)
        self._again.setInterval(READ_EVERY_MS)
        self._again.timeout.connect(self._read)
        self.retranslate()

    def choose_range(self, chosen: Range) -> None:
        """An hour or a night."""
        self.ranges[chosen].setChecked(True)
        if chosen is not self.range:
            self.range = chosen
            self._forget()
            self._read()

    def booth_changed(self) -> None:
        """Nothing of the last booth stays on the screen."""
        self._forget()
        self._read()

    def show_facts(self, booth: BoothKey, hindrance: str) -> None:
        """The link came or went: the newest values may be old ones."""
        self.plot.show_fresh(self.bridge.fresh(booth))
        self._show_state()

    def retranslate(self) -> None:
        """Every text anew."""
        super().retranslate()
        self.ranges[Range.HOUR].setText(self.tr("1 h"))
        self.ranges[Range.HOUR].describe(self.tr("The last hour, every 10 seconds"))
        self.ranges[Range.NIGHT].setText(self.tr("12 h"))
        self.ranges[Range.NIGHT].describe(self.tr("The last night, every minute"))
        self.export.setText(self.tr("Export"))
        self.export.describe(self.tr("What is shown, as CSV into the downloads"))
        self.plot.setAccessibleName(self.tr("Health over time"))
        self.plot.repaint_curves()
        self._show_state()

    # --- events ----------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """What came unseen is read now."""
        super().showEvent(event)
        self._again.start()
        self._read()
        frame = self.parent()
        while frame is not None and not isinstance(frame, QDockWidget):
            frame = frame.parent()
        if frame is not None and frame is not self._frame:
            self._frame = frame
            frame.visibilityChanged.connect(self._read)  # its tab came to the front

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is read unseen."""
        super().hideEvent(event)
        self._again.stop()

    # --- reading ---------------------------------------------------------------------------------

    def _forget(self) -> None:
        self._reading = None
        self._problem = None
        self.plot.cursor_at = None
        self.plot.show_page(None)
        self._show_state()

    def _read(self) -> None:
        if self.booth is None or not self.isVisible() or self.visibleRegion().isEmpty():
            return  # behind another tab it counts as visible too
        wanted = (self.booth, self.range)
        if self._reading == wanted:
            return  # the last one is still under way
        self._reading = wanted
        self.ops.start(self._read_rows(*wanted), "health history")

    async def _read_rows(self, booth: BoothKey, range_: Range) -> None:
        back, every_s = range_.value
        known = self.plot.page
        begin = self.bridge.now(booth) - back
        since = known.rows[-1].at if known is not None and known.rows else begin
        rows: tuple[HealthRow, ...] = ()
        problem = None
        try:
            rows = (await self.ops.health.read(booth, max(begin, since), every_s)).rows
        except StudioError as error:
            problem = error.problem
        if self._reading != (booth, range_):
            return
        self._reading = None
        if problem is not None and problem != self._problem and known is not None:
            self.problem.say(said(lambda: problem_text(problem)))
        self._problem = problem
        if known is not None or problem is None:
            until = self.bridge.now(booth)
            kept = joined(known.rows if known is not None else (), rows, until - back)
            page = HealthPage(
                booth=booth[1], every_s=every_s, since=until - back, until=until, rows=kept
            )
            self.plot.show_page(page, self._marks(page.since))
        self._show_state()

    def _marks(self, begin: datetime) -> list[Mark]:
        """The booth's alarms that stand, or have just been cleared."""
        if self.booth is None:
            return []
        server, booth = self.booth
        connection = self.bridge.connection(server)
        if connection is None:
            return []
        marks = []
        for key in connection.keys("alarm"):
            alarm = connection.get(Alarm, *key)
            if alarm is None or booth not in (*alarm.booths, *alarm.back):
                continue
            if alarm.cleared_at is None or alarm.cleared_at > begin:
                marks.append(Mark(alarm.since, alarm.cleared_at, problem_text(alarm.problem)))
        return marks

    def _show_state(self) -> None:
        page = self.plot.page
        has = page is not None and bool(page.rows)
        self.export.setEnabled(has)
        self._stack.setCurrentIndex(1 if has else 0)
        if self._problem is not None:
            self.nothing.setText(problem_text(self._problem))
        elif page is None:
            self.nothing.setText(self.tr("Reading …"))
        else:
            self.nothing.setText(
                self.tr(
                    "Nothing is known of this time: the server was not running, or no OBS was "
                    "connected. The first figures come ten seconds after OBS is connected."
                )
            )

    async def _export(self) -> bool:
        page, booth = self.plot.page, self.booth
        if page is None or booth is None:
            return False
        return await self.ops.health.export(booth, page.rows)
