"""What came of a group wish, over the wall's lower edge: a count, a line for each that failed."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from studio_app.domain.actions.group import GroupStatus
from studio_app.domain.booth import Booth
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge
from ui.components import Button, ConfirmButton, Translated, pixmap
from ui.operations import Operations, again, said
from ui.operations.groups import GroupRun, streams_ended_by
from ui.theme import EDGE, GAP, GOOD, RAISED, TEXT_SECOND, WARNING
from ui.words import problem_text

STAY_MS = 6000
"""How long it stays when all is done."""
WIDTH = 620
MOST_HEIGHT = 0.45
"""Of the wall."""
_WORSE_FIRST = (GroupStatus.REFUSED, GroupStatus.UNCONFIRMED, GroupStatus.SKIPPED)

translate = QCoreApplication.translate


class GroupResults(Translated, QFrame):
    """Lies over `over` while there is a run to tell of; never in the way of a key."""

    def __init__(self, bridge: StudioBridge, ops: Operations, over: QWidget) -> None:
        super().__init__(over)
        self._bridge = bridge
        self._ops = ops
        self._over = over
        self._run: GroupRun | None = None
        self._leave_run: Callable[[], None] = _nothing
        self.setProperty("look", "group-results")
        self._mark = QLabel()
        self._head = QLabel()
        self._head.setWordWrap(True)
        self._head.setProperty("look", "strong")
        self.cancel_button = Button()
        self.cancel_button.clicked.connect(self._cancel)
        self.again_button = Button(look="main", icon_name="")
        self.again_button.clicked.connect(self._again)
        self.back_button = ConfirmButton(start=ops.start, wish=self._put_back)
        self.close_button = Button(look="flat", icon_name="close")
        self.close_button.clicked.connect(self.put_away)
        self._rows = QLabel()
        self._rows.setTextFormat(Qt.TextFormat.PlainText)
        self._rows.setWordWrap(True)
        self._rows.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._rows)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(STAY_MS)
        self._patience.timeout.connect(self.put_away)
        self._build()
        over.installEventFilter(self)
        self.hide()
        self.retranslate()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._head, 1)
        for button in (
            self.cancel_button,
            self.again_button,
            self.back_button,
            self.close_button,
        ):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)

    @property
    def text(self) -> str:
        """What it says, all of it."""
        return "\n".join(filter(None, (self._head.text(), self._rows.text())))

    def show_run(self, run: GroupRun) -> None:
        """Tell of this one from now on."""
        self._leave_run()
        self._run = run
        self._leave_run = run.changed.connect(self._told)
        self.back_button.calm()
        self._patience.stop()
        self.show()
        self.raise_()
        self._told()

    def put_away(self) -> None:
        """Tell of none; a run under way goes on."""
        self._leave_run()
        self._leave_run = _nothing
        self._run = None
        self._patience.stop()
        self.hide()

    def retranslate(self) -> None:
        """Every text anew."""
        self.cancel_button.setText(self.tr("Cancel"))
        self.cancel_button.describe(self.tr("Begin no further booth"))
        self.close_button.describe(self.tr("Close"), "Esc")
        self._told()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the wall's size."""
        if watched is self._over and event.type() is QEvent.Type.Resize:
            self._arrange()
        return False

    # --- what it says -----------------------------------------------------------------------------

    def _told(self) -> None:
        run = self._run
        if run is None:
            return
        failed = run.failed
        ended = streams_ended_by(run.undo)
        undoable = sum(len(steps) for steps in run.undo.values())
        good = not failed and not run.having(GroupStatus.SKIPPED)
        icon, ink = ("check", GOOD) if good else ("warning", WARNING)
        self._mark.setPixmap(
            pixmap("next", 16, TEXT_SECOND) if run.running else pixmap(icon, 16, ink)
        )
        edge = EDGE if run.running else ink
        self.setStyleSheet(
            f'QFrame[look="group-results"] {{ background: {RAISED}; border: 1px solid {edge};'
            f" border-left: 4px solid {edge}; border-radius: 5px; }}"
        )
        self._head.setText(summary(self._bridge, run))
        rows = [self._line(booth) for booth in self._worse_first(run)]
        self._rows.setText("\n".join(rows))
        self._scroll.setVisible(bool(rows))
        self.cancel_button.setVisible(run.running)
        self.cancel_button.setEnabled(not run.cancelling)
        self.again_button.setVisible(not run.running and bool(failed))
        self.again_button.setText(self.tr("Try {count} again").format(count=len(failed)))
        self.back_button.setVisible(not run.running and undoable > 0)
        self.back_button.show_texts(
            self.tr("Put back"),
            self.tr("Ends {count} streams. Press again").format(count=ended)
            if ended
            else self.tr("Changes {count} booths. Press again").format(count=undoable),
        )
        self.setAccessibleName(self.text)
        if not run.running and good and not self._patience.isActive():
            self._patience.start()
        self._arrange()

    def _line(self, booth: BoothKey) -> str:
        assert self._run is not None  # only asked while there is one
        result = self._run.results[booth]
        why = problem_text(result.problem) if result.problem is not None else ""
        return f"{called(self._bridge, booth)} · {_WORDS[result.status]()} – {why}"

    @staticmethod
    def _worse_first(run: GroupRun) -> Sequence[BoothKey]:
        return [booth for status in _WORSE_FIRST for booth in run.having(status)]

    def _arrange(self) -> None:
        if self.isHidden():
            return
        width = min(WIDTH, self._over.width() - 4 * GAP)
        self._rows.setFixedWidth(max(80, width - 40))
        rows = self._rows.heightForWidth(self._rows.width()) if self._rows.text() else 0
        self.setFixedWidth(width)
        head = max(self._head.heightForWidth(max(120, width - 330)), 26)
        most = round(self._over.height() * MOST_HEIGHT)
        self.setFixedHeight(min(most, head + rows + (30 if rows else 20)))
        # On the right: notices stand on the left.
        left = self._over.width() - self.width() - 2 * GAP
        self.move(left, self._over.height() - self.height() - 2 * GAP)

    # --- hands ------------------------------------------------------------------------------------

    def _cancel(self) -> None:
        if self._run is not None:
            self._ops.start(self._ops.groups.cancel(self._run), "cancel group")
            self.cancel_button.setEnabled(False)

    def _again(self) -> None:
        if self._run is not None:
            self.show_run(self._ops.groups.again(self._run))

    async def _put_back(self) -> bool:
        run = self._run
        if run is None:
            return False
        title = said(
            lambda: translate("GroupResults", "Put back: {what}").format(what=again(run.wish.title))
        )
        self.show_run(self._ops.groups.put_back(run, title))
        return True


def summary(bridge: StudioBridge, run: GroupRun) -> str:
    """The run in one line: "Start streams: 11 done, 1 failed (07 Serum)"."""
    counts = []
    for status, words in _COUNTS.items():
        booths = run.having(status)
        if not booths:
            continue
        said_ = words().format(count=len(booths))
        if status is not GroupStatus.DONE and len(booths) == 1:
            said_ = f"{said_} ({called(bridge, booths[0])})"
        counts.append(said_)
    if run.running:
        waiting = len(run.wish.booths) - len(run.results)
        counts.append(translate("GroupResults", "{count} under way").format(count=waiting))
    return f"{again(run.wish.title)}: {', '.join(counts)}"


def called(bridge: StudioBridge, booth: BoothKey) -> str:
    """A booth by number and name."""
    entry = bridge.get(booth, Booth)
    return f"{bridge.title(booth)} {entry.name}" if entry is not None else booth[1]


def _nothing() -> None:
    """There is no run to leave."""


# Functions, so that the language is the one of the moment they are read.
_WORDS: Mapping[GroupStatus, Callable[[], str]] = {
    GroupStatus.DONE: lambda: translate("GroupResults", "done"),
    GroupStatus.REFUSED: lambda: translate("GroupResults", "not done"),
    GroupStatus.UNCONFIRMED: lambda: translate("GroupResults", "OBS did not confirm"),
    GroupStatus.SKIPPED: lambda: translate("GroupResults", "skipped"),
}
_COUNTS: Mapping[GroupStatus, Callable[[], str]] = {
    GroupStatus.DONE: lambda: translate("GroupResults", "{count} done"),
    GroupStatus.REFUSED: lambda: translate("GroupResults", "{count} not done"),
    GroupStatus.UNCONFIRMED: lambda: translate("GroupResults", "{count} not confirmed by OBS"),
    GroupStatus.SKIPPED: lambda: translate("GroupResults", "{count} skipped"),
}
