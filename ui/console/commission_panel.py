"""A booth and its template, over the wall: choose, see what would change, apply, mend."""

from collections.abc import Awaitable, Callable
from enum import Enum

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio_app.domain.booth import Booth, Link, Live, Output, OutputKind, OutputStatus, Switcher
from studio_app.domain.commission import (
    CommissionReport,
    Drift,
    DriftStatus,
    TemplateList,
    TemplateSummary,
)
from studio_app.domain.errors import StudioError
from studio_app.domain.onair import AirStatus
from studio_app.domain.problems import Problem
from studio_app.domain.roles import Role
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge
from ui.components import Button, ElidedLabel, PendingButton, Translated
from ui.console.commission_words import differences, in_vietnamese, left_alone, left_to_do
from ui.figures import clock
from ui.operations import Operations
from ui.theme import EDGE, GAP, RAISED, set_look
from ui.words import problem_text

WIDTH = 640
MOST_HEIGHT = 0.8
"""Of the wall."""
PROGRESS_MS = 200
RUN_DEADLINE_MS = 240_000


class Did(Enum):
    """What the report shown is of."""

    NOTHING = "nothing"
    COMPARED = "compared"
    BUILT = "built"


class CommissionPanel(Translated, QFrame):
    """Lies over `over` while a booth's template is looked at; no key of the console stops."""

    def __init__(self, bridge: StudioBridge, ops: Operations, over: QWidget) -> None:
        super().__init__(over)
        self._bridge = bridge
        self._ops = ops
        self._over = over
        self._booth: BoothKey | None = None
        self._list = TemplateList()
        self._report: CommissionReport | None = None
        self._did = Did.NOTHING
        self._problem: Problem | None = None
        self._job = ""
        self.setObjectName("commission")
        self.setStyleSheet(
            f"#commission {{ background: {RAISED}; border: 1px solid {EDGE}; border-radius: 6px; }}"
        )
        self._title = QLabel()
        set_look(self._title, "strong")
        self.close_button = Button(look="flat", icon_name="close")
        self.close_button.clicked.connect(self.put_away)
        self.choice = QComboBox()
        self.choice.activated.connect(lambda _: self._chosen_other())
        self.compare_button = self._pending(self._compare)
        self.apply_button = self._pending(self._build, look="main")
        self.mend_button = self._pending(self._mend)
        self._state = QLabel()
        self._state.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._step = ElidedLabel()
        set_look(self._step, "note")
        self.cancel_button = Button()
        self.cancel_button.clicked.connect(self._cancel)
        self._lines = QLabel()
        self._lines.setTextFormat(Qt.TextFormat.PlainText)
        self._lines.setWordWrap(True)
        self._lines.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._lines)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._clock = QTimer(self)
        self._clock.setInterval(PROGRESS_MS)
        self._clock.timeout.connect(self._show_progress)
        self._lay_out()
        over.installEventFilter(self)
        bridge.watch(self._record_changed, Booth, Link, Drift, Output, Live, Switcher, owner=self)
        self.hide()
        self.retranslate()

    def _pending(self, wish: Callable[[], Awaitable[bool]], look: str = "") -> PendingButton:
        async def run() -> bool:
            return await wish()

        return PendingButton(
            start=self._ops.start, wish=run, deadline_ms=RUN_DEADLINE_MS, look=look
        )

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self.close_button)
        choose = QHBoxLayout()
        choose.setSpacing(6)
        choose.addWidget(self.choice, 1)
        choose.addWidget(self.compare_button)
        choose.addWidget(self.apply_button)
        choose.addWidget(self.mend_button)
        running = QHBoxLayout()
        running.addWidget(self._bar, 1)
        running.addWidget(self._step, 1)
        running.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 10)
        column.setSpacing(6)
        column.addLayout(top)
        column.addLayout(choose)
        column.addWidget(self._state)
        column.addLayout(running)
        column.addWidget(self._scroll, 1)

    @property
    def booth(self) -> BoothKey | None:
        """Whose template is shown."""
        return self._booth

    @property
    def text(self) -> str:
        """What it says under its buttons."""
        return "\n".join(filter(None, (self._state.text(), self._lines.text())))

    def show_booth(self, booth: BoothKey) -> None:
        """Show this booth's template; one that runs for another goes on."""
        if booth != self._booth:
            self._forget()
            self._booth = booth
            self._ops.start(self._read_templates(booth), "templates")
        self.show()
        self.raise_()
        self.retranslate()
        self.choice.setFocus()

    def put_away(self) -> None:
        """Close; what runs goes on and is told by the booth's drift."""
        self._forget()
        self._booth = None
        self.hide()

    def _forget(self) -> None:
        self._report, self._did, self._problem, self._job = None, Did.NOTHING, None, ""
        self._clock.stop()

    # --- what it says -----------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Every text anew."""
        self.close_button.describe(self.tr("Close"), "Esc")
        self.choice.setAccessibleName(self.tr("Template"))
        self.compare_button.setText(self.tr("Compare"))
        self.compare_button.describe(self.tr("Say what would change; changes nothing"))
        self.cancel_button.setText(self.tr("Cancel"))
        self._fill_choice()
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of what it lies over."""
        if watched is self._over and event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def _show(self) -> None:
        booth = self._booth
        if booth is None:
            return
        entry = self._bridge.get(booth, Booth)
        name = entry.name if entry is not None else booth[1]
        self._title.setText(
            self.tr("{number} {name} · booth template").format(
                number=self._bridge.title(booth), name=name
            )
        )
        drift, report = self._bridge.get(booth, Drift), self._report
        obstacle = self._obstacle(booth)
        running = bool(self._job)
        chosen = self._chosen()
        free = not running and chosen is not None and self._bridge.fresh(booth)
        self.choice.setEnabled(not running and bool(self._list.templates))
        self.compare_button.setEnabled(free)
        count = len(report.changes) if report is not None else 0
        compared = self._did is Did.COMPARED and count > 0
        self.apply_button.setText(
            self.tr("Apply {count} changes").format(count=count) if compared else self.tr("Apply")
        )
        self.apply_button.setEnabled(free and compared and not obstacle)
        self.apply_button.describe(
            obstacle or self.tr("Compare first; then this does what it says")
        )
        drifted = (
            drift is not None
            and drift.status is DriftStatus.DRIFTED
            and chosen is not None
            and chosen.id == drift.template
        )
        self.mend_button.setVisible(drifted and self._did is Did.NOTHING)
        self.mend_button.setText(
            self.tr("Mend {count}").format(count=len(drift.changes) if drift is not None else 0)
        )
        self.mend_button.setEnabled(free and not obstacle)
        self.mend_button.describe(obstacle or self.tr("Make it as its template says again"))
        self._state.setText(self._state_words(entry, drift, obstacle))
        bad = self._problem is not None or bool(obstacle)
        set_look(self._state, "problem" if bad else "second")
        self._lines.setText("\n".join(self._words(booth, drift)))
        self._show_progress()
        self._place()

    def _obstacle(self, booth: BoothKey) -> str:
        """Why nothing may be changed now; "" when it may."""
        if not self._bridge.may(booth, Role.TECHNICIAN):
            return self.tr("Technicians and above may change it.")
        if not self._bridge.fresh(booth):
            return self.tr("Its OBS does not answer.")
        stream = self._bridge.get(booth, Output, OutputKind.STREAM)
        off = stream is None or stream.status in (OutputStatus.OFF, OutputStatus.UNAVAILABLE)
        if self._bridge.air(booth).status is AirStatus.ON_AIR or not off:
            return self.tr(
                "On air: nothing is changed until its stream has ended. Comparing is safe."
            )
        return ""

    def _state_words(self, entry: Booth | None, drift: Drift | None, obstacle: str) -> str:
        if self._problem is not None:
            return problem_text(self._problem)
        parts = [obstacle] if obstacle else []
        if self._report is not None:
            count = len(self._report.changes)
            if self._did is Did.BUILT:
                parts.append(self.tr("Done: {count} changes.").format(count=count))
            elif count:
                parts.append(self.tr("It differs from the template:"))
            else:
                parts.append(self.tr("It is as the template says; nothing would change."))
        elif drift is None and (entry is None or not entry.template):
            parts.append(self.tr("Built by hand: no template is chosen for it yet."))
        elif drift is None or drift.status is DriftStatus.UNKNOWN:
            why = problem_text(drift.problem) if drift is not None and drift.problem else ""
            parts.append(self.tr("Not compared yet.") + (f" {why}" if why else ""))
        elif drift.status is DriftStatus.DRIFTED:
            since = self.tr("No longer as commissioned since {time}:").format(
                time=clock(drift.since)
            )
            parts.append(since)
        else:
            parts.append(self.tr("As commissioned."))
        return " ".join(parts)

    def _words(self, booth: BoothKey, drift: Drift | None) -> list[str]:
        switcher = self._bridge.get(booth, Switcher)
        scenes = switcher.scenes if switcher is not None else ()
        report = self._report
        if report is not None:
            lines = left_to_do(report.left, report.findings) + differences(report.changes)
        elif drift is not None and drift.status is DriftStatus.DRIFTED:
            lines = left_to_do((), drift.findings) + differences(drift.changes)
        else:
            lines = left_to_do((), drift.findings) if drift is not None else []
        about = self._about() if report is None else ""
        problems = [problem_text(each) for each in self._list.problems]
        return [*filter(None, (about,)), *lines, left_alone(scenes, self._chosen()), *problems]

    def _about(self) -> str:
        chosen = self._chosen()
        if chosen is None:
            return ""
        words = (chosen.about_vi or chosen.about) if in_vietnamese() else chosen.about
        width, height = chosen.canvas
        return f"{width}x{height} · {words}" if words else f"{width}x{height}"

    def _fill_choice(self) -> None:
        before = self._chosen()
        entry = self._bridge.get(self._booth, Booth) if self._booth is not None else None
        wanted = before.id if before is not None else entry.template if entry is not None else ""
        self.choice.clear()
        for template in self._list.templates:
            title = (template.title_vi or template.title) if in_vietnamese() else template.title
            self.choice.addItem(title, template.id)
        at = self.choice.findData(wanted)
        self.choice.setCurrentIndex(max(at, 0) if self._list.templates else -1)

    def _chosen(self) -> TemplateSummary | None:
        chosen = self.choice.currentData()
        return next((each for each in self._list.templates if each.id == chosen), None)

    def _chosen_other(self) -> None:
        self._report, self._did, self._problem = None, Did.NOTHING, None
        self._show()

    def _record_changed(self, booth: BoothKey, _key: object) -> None:
        if booth == self._booth:
            self._show()

    def _show_progress(self) -> None:
        running, booth = bool(self._job), self._booth
        for widget in (self._bar, self._step, self.cancel_button):
            widget.setVisible(running)
        job = self._ops.commissioning.progress(booth, self._job) if booth and running else None
        if job is None or job.progress is None:
            self._bar.setRange(0, 0 if running else 1)
        else:
            self._bar.setRange(0, 1000)
            self._bar.setValue(round(job.progress * 1000))
        self._step.show_text(job.step if job is not None else "")

    def _place(self) -> None:
        if self.isHidden():
            return
        width = min(WIDTH, self._over.width() - 4 * GAP)
        self.setFixedWidth(width)
        inner = width - 40
        lines = self._lines.heightForWidth(inner)
        state = self._state.heightForWidth(inner)
        height = min(
            lines + state + 130 + (30 if self._job else 0), round(self._over.height() * MOST_HEIGHT)
        )
        self.setFixedHeight(height)
        self.move(self._over.width() - width - 2 * GAP, 2 * GAP)

    # --- wishes -----------------------------------------------------------------------------------

    async def _read_templates(self, booth: BoothKey) -> bool:
        try:
            found = await self._ops.commissioning.templates(booth[0])
        except StudioError as error:
            if booth == self._booth:
                self._problem = error.problem
                self._show()
            return False
        if booth == self._booth:
            self._list = found
            self._fill_choice()
            self._show()
        return True

    async def _compare(self) -> bool:
        chosen = self._chosen()
        if self._booth is None or chosen is None:
            return False
        job = self._ops.commissioning.compare(self._booth, chosen.id)
        return await self._run(self._booth, job, Did.COMPARED)

    async def _build(self) -> bool:
        chosen = self._chosen()
        if self._booth is None or chosen is None:
            return False
        job = self._ops.commissioning.build(self._booth, chosen.id)
        return await self._run(self._booth, job, Did.BUILT)

    async def _mend(self) -> bool:
        if self._booth is None:
            return False
        return await self._run(self._booth, self._ops.commissioning.mend(self._booth), Did.BUILT)

    async def _run(self, booth: BoothKey, begin: Awaitable[str], did: Did) -> bool:
        """Begin, show how far it is, show what came of it; nothing of a booth left meanwhile."""
        self._report, self._did, self._problem = None, Did.NOTHING, None
        job, report, problem = "", None, None
        try:
            job = await begin
            if booth == self._booth:
                self._job = job
                self._clock.start()
                self._show()
            report = await self._ops.commissioning.report(booth, job)
        except StudioError as error:
            problem = error.problem
        if booth == self._booth and self._job == job:
            self._job = ""
            self._clock.stop()
            self._report, self._problem = report, problem
            self._did = did if report is not None else Did.NOTHING
            self._show()
        return report is not None

    def _cancel(self) -> None:
        if self._booth is not None and self._job:
            self._ops.start(
                self._ops.commissioning.cancel(self._booth, self._job), "cancel commissioning"
            )
