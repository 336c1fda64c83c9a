"""Finding OBS: on the server's machine, and when asked in its network, with progress and cancel."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from studio_app.domain.actions.house import FoundObs
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import ServerId
from studio_app.domain.problems import Problem
from studio_app.domain.records import Job
from studio_app.support.signal import Signal
from ui.bridge.studio import StudioBridge
from ui.components import Button, ElidedLabel, PendingButton, Translated
from ui.operations import Operations
from ui.theme import set_look
from ui.words import problem_text

PROGRESS_MS = 200
KNOWN_APART = 3
"""So many that are booths already have a row each."""


class FindPanel(Translated, QWidget):
    """Two buttons, and what they found; `chosen` gives the OBS somebody picked."""

    def __init__(self, bridge: StudioBridge, ops: Operations) -> None:
        super().__init__()
        self._bridge = bridge
        self._ops = ops
        self._server: ServerId | None = None
        self._job = ""
        self._found: tuple[FoundObs, ...] | None = None
        self._problem: Problem | None = None
        self.chosen: Signal[FoundObs] = Signal()
        self.here_button = PendingButton(
            start=ops.start, wish=lambda: self._find(False), deadline_ms=600_000, icon_name="search"
        )
        self.network_button = PendingButton(
            start=ops.start, wish=lambda: self._find(True), deadline_ms=600_000, icon_name="search"
        )
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._step = ElidedLabel()
        set_look(self._step, "note")
        self.cancel_button = Button()
        self.cancel_button.clicked.connect(self.cancel)
        self._state = QLabel()
        self._state.setWordWrap(True)
        set_look(self._state, "second")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        buttons = QHBoxLayout()
        buttons.addWidget(self.here_button)
        buttons.addWidget(self.network_button)
        buttons.addStretch(1)
        running = QHBoxLayout()
        running.addWidget(self._progress, 1)
        running.addWidget(self._step, 1)
        running.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(buttons)
        column.addLayout(running)
        column.addWidget(self._state)
        column.addLayout(self._rows)
        self._clock = QTimer(self)
        self._clock.setInterval(PROGRESS_MS)
        self._clock.timeout.connect(self._show_progress)
        self.retranslate()

    def set_server(self, server: ServerId | None) -> None:
        """Whose machine and network are searched; forgets what was found elsewhere."""
        if server != self._server:
            self.cancel()
            self._server = server
            self._found, self._problem = None, None
            self.retranslate()

    @property
    def found(self) -> tuple[FoundObs, ...]:
        """What the last search found."""
        return self._found or ()

    def cancel(self) -> None:
        """Stop a search that runs."""
        if self._job and self._server is not None:
            self._ops.start(self._ops.house.cancel_job(self._server, self._job), "cancel search")

    def retranslate(self) -> None:
        """Every text anew."""
        self.here_button.setText(self.tr("Find OBS on that machine"))
        self.network_button.setText(self.tr("Search its network"))
        self.network_button.describe(
            self.tr("Asks every address of the server's local network at port 4455")
        )
        self.cancel_button.setText(self.tr("Cancel"))
        self._show_found()
        self._show_progress()

    async def _find(self, network: bool) -> bool:
        server = self._server
        if server is None:
            return False
        self._found, self._problem = None, None
        self._show_found()
        try:
            self._job = await self._ops.house.find_obs(server, network=network)
            self._clock.start()
            self._show_progress()
            self._found = await self._ops.house.found(server, self._job)
        except StudioError as error:
            self._problem = error.problem
            return False
        finally:
            self._job = ""
            self._clock.stop()
            self._show_progress()
            self._show_found()
        return True

    def _show_progress(self) -> None:
        running = bool(self._job)
        for widget in (self._progress, self._step, self.cancel_button):
            widget.setVisible(running)
        self.here_button.setEnabled(not running)
        self.network_button.setEnabled(not running)
        connection = self._bridge.connection(self._server) if self._server else None
        job = connection.get(Job, "job", self._job) if connection and running else None
        if job is None or job.progress is None:
            self._progress.setRange(0, 0 if running else 1)
        else:
            self._progress.setRange(0, 1000)
            self._progress.setValue(round(job.progress * 1000))
        self._step.show_text(job.step if job is not None else "")

    def _show_found(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            row = item.widget()
            if row is not None:
                row.hide()
                row.deleteLater()
        text = ""
        if self._problem is not None:
            text = problem_text(self._problem)
        elif self._found == ():
            text = self.tr("No OBS answered. Is it started, with its WebSocket server switched on?")
        self._state.setText(text)
        self._state.setVisible(bool(text))
        known = [obs for obs in self.found if obs.booth is not None]
        for obs in self.found:
            if len(known) <= KNOWN_APART or obs.booth is None:
                self._rows.addWidget(self._row(obs))
        if len(known) > KNOWN_APART:  # a row for each would push the form out of sight
            self._rows.addWidget(self._known(known))

    def _known(self, known: Sequence[FoundObs]) -> QLabel:
        """Those that are booths already, in one text; where each is, as its tooltip."""
        titles = {f"{obs.address}:{obs.port}": self._title(obs) for obs in known}
        said = self.tr("{count} more are booths already: {booths}")
        line = QLabel(said.format(count=len(known), booths=", ".join(sorted(titles.values()))))
        line.setWordWrap(True)
        line.setTextFormat(Qt.TextFormat.PlainText)
        line.setToolTip("\n".join(f"{titles[where]} · {where}" for where in titles))
        set_look(line, "note")
        return line

    def _title(self, obs: FoundObs) -> str:
        if obs.booth is None:
            return ""
        if self._server is None:
            return obs.booth
        return self._bridge.title((self._server, obs.booth))

    def _row(self, obs: FoundObs) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        where = QLabel(f"{obs.address}:{obs.port}")
        set_look(where, "strong")
        facts = []
        if obs.websocket_version:
            facts.append(f"obs-websocket {obs.websocket_version}")
        if obs.booth is not None:
            facts.append(self.tr("already booth {booth}").format(booth=self._title(obs)))
        elif obs.needs_password:
            facts.append(self.tr("asks for its password"))
        note = ElidedLabel(" · ".join(facts))
        set_look(note, "second")
        use = Button(self.tr("Use this one"))
        use.setEnabled(obs.booth is None)
        use.clicked.connect(lambda _=False: self.chosen.emit(obs))
        line.addWidget(where)
        line.addWidget(note, 1)
        line.addWidget(use)
        return row
