"""The line over the wall while several booths are chosen: what can be done with all of them."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QPoint, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from studio_app.domain.actions.group import ParamValue
from studio_app.domain.roles import Role
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge
from ui.components import Button, ConfirmButton, ElidedLabel, Translated
from ui.console.group_model import GroupFacts, read_group
from ui.operations import Operations
from ui.operations.groups import GroupRun, GroupWish
from ui.operations.said import said
from ui.words import problem_text

STAGGERS_MS = (0, 500, 2000, 5000)
MOST_REASONS = 8

translate = QCoreApplication.translate


class GroupBar(Translated, QFrame):
    """Shown instead of the wall's title line, so that no tile moves."""

    begun = Signal(object)
    """GroupRun: one has been started here."""
    left = Signal()
    """Let go of the group."""

    def __init__(self, bridge: StudioBridge, ops: Operations) -> None:
        super().__init__()
        self._bridge = bridge
        self._ops = ops
        self._booths: tuple[BoothKey, ...] = ()
        self._facts = read_group(bridge, ())
        self._stagger_ms = 0
        self._count = ElidedLabel()
        self._count.setProperty("look", "strong")
        self.start_button = Button(look="main", icon_name="")
        self.start_button.clicked.connect(self.start_streams)
        self.stop_button = ConfirmButton(start=ops.start, wish=self._stop_streams, look="danger")
        self.scene_button = Button(icon_name="scene")
        self.scene_button.clicked.connect(lambda: self._open(self.scene_menu(), self.scene_button))
        self.more_button = Button(icon_name="more")
        self.more_button.clicked.connect(lambda: self._open(self.more_menu(), self.more_button))
        self.close_button = Button(look="flat", icon_name="close")
        self.close_button.clicked.connect(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 4, 4)
        row.setSpacing(6)
        row.addWidget(self._count, 1)
        for button in (
            self.start_button,
            self.stop_button,
            self.scene_button,
            self.more_button,
            self.close_button,
        ):
            row.addWidget(button)
        self.retranslate()

    @property
    def facts(self) -> GroupFacts:
        """What is true of the chosen booths."""
        return self._facts

    def show_booths(self, booths: tuple[BoothKey, ...]) -> None:
        """The booths chosen now, in the wall's order."""
        if booths != self._booths:
            self.stop_button.calm()
        self._booths = booths
        self.refresh()

    def refresh(self) -> None:
        """Read their facts again."""
        facts = read_group(self._bridge, self._booths)
        if facts.sending != self._facts.sending:
            self.stop_button.calm()  # the question has another answer now
        self._facts = facts
        self.retranslate()

    def retranslate(self) -> None:
        """Every text anew."""
        facts = self._facts
        ready, count, sending = len(facts.ready), len(facts.booths), len(facts.sending)
        may = bool(facts.booths) and all(
            self._bridge.may(booth, Role.TECHNICIAN) for booth in facts.booths
        )
        self._count.show_text(self.tr("{count} booths").format(count=count))
        start = self.tr("Start {ready} of {count} ready").format(ready=ready, count=count)
        self.start_button.setText(start)
        self.start_button.setEnabled(may and ready > 0)
        self.start_button.describe(self._start_tip())
        self.stop_button.show_texts(
            self.tr("End {count} streams").format(count=sending),
            self.tr("Viewers lose {count} pictures. Press again").format(count=sending),
        )
        self.stop_button.setEnabled(may and sending > 0)
        self.stop_button.describe(self.tr("End the streams of these booths; asks once more"))
        self.scene_button.setText(self.tr("Scene"))
        self.scene_button.setEnabled(may)
        self.scene_button.describe(self.tr("Cut all of them to a scene that they have in common"))
        self.more_button.describe(self.tr("Recording, sound, and how far apart they begin"))
        self.more_button.setEnabled(may)
        self.close_button.describe(self.tr("Let go of these booths"), "Esc")

    def _start_tip(self) -> str:
        lines = [self.tr("Start the streams of the booths that are ready")]
        for booth, why in self._facts.unready[:MOST_REASONS]:
            lines.append(f"{self._bridge.title(booth)}: {problem_text(why)}")
        if len(self._facts.unready) > MOST_REASONS:
            lines.append("…")
        return "\n".join(lines)

    # --- what can be done -------------------------------------------------------------------------

    def start_streams(self) -> None:
        """Those that are ready; the others are skipped and say why."""
        title = said(lambda: translate("GroupBar", "Start streams"))
        self._begin(title, "output.start", {"output": "stream"}, only_ready=True)

    async def _stop_streams(self) -> bool:
        title = said(lambda: translate("GroupBar", "End streams"))
        params: Mapping[str, ParamValue] = {"output": "stream"}
        self._begin(title, "output.stop", params, booths=self._facts.sending, confirmed=True)
        return True

    def scene_menu(self) -> QMenu:
        """The scenes that they have in common."""
        menu = QMenu(self)
        for scene in self._facts.scenes:
            menu.addAction(scene).triggered.connect(self._cut_to(scene))
        if not self._facts.scenes:
            menu.addAction(self.tr("These booths have no scene in common")).setEnabled(False)
        return menu

    def _cut_to(self, scene: str) -> Callable[[], object]:
        title = said(lambda: translate("GroupBar", "Cut to “{scene}”").format(scene=scene))
        return lambda: self._begin(title, "program.cut", {"scene": scene})

    def more_menu(self) -> QMenu:
        """Everything else."""
        facts, menu = self._facts, QMenu(self)
        start = menu.addAction(self.tr("Start recordings"))
        start.triggered.connect(
            lambda: self._begin(
                said(lambda: translate("GroupBar", "Start recordings")),
                "output.start",
                {"output": "record"},
            )
        )
        stop = menu.addAction(self.tr("Stop {count} recordings").format(count=len(facts.recording)))
        stop.setEnabled(bool(facts.recording))
        stop.triggered.connect(
            lambda: self._begin(
                said(lambda: translate("GroupBar", "Stop recordings")),
                "output.stop",
                {"output": "record"},
                booths=facts.recording,
            )
        )
        menu.addSeparator()
        for words, muted in ((self.tr("Mute"), True), (self.tr("Open the sound of"), False)):
            inner = menu.addMenu(words)
            inner.setEnabled(bool(facts.inputs))
            for name in facts.inputs:
                inner.addAction(name).triggered.connect(self._mute(name, muted))
        menu.addSeparator()
        mend = menu.addAction(
            self.tr("Mend {count} that are not as commissioned").format(count=len(facts.drifted))
        )
        mend.setEnabled(bool(facts.drifted))
        mend.triggered.connect(
            lambda: self._begin(
                said(lambda: translate("GroupBar", "Mend")),
                "booth.mend",
                {},
                booths=facts.drifted,
            )
        )
        menu.addAction(self.tr("Connect to OBS again")).triggered.connect(
            lambda: self._begin(
                said(lambda: translate("GroupBar", "Connect to OBS again")), "link.retry", {}
            )
        )
        menu.addSeparator()
        for stagger_ms in STAGGERS_MS:
            apart = menu.addAction(
                self.tr("Begin {seconds} s apart").format(seconds=f"{stagger_ms / 1000:g}")
                if stagger_ms
                else self.tr("Begin all together")
            )
            apart.setCheckable(True)
            apart.setChecked(stagger_ms == self._stagger_ms)
            apart.triggered.connect(self._set_stagger(stagger_ms))
        return menu

    def _mute(self, name: str, muted: bool) -> Callable[[], object]:
        title = said(
            lambda: (
                translate("GroupBar", "Mute “{input}”")
                if muted
                else translate("GroupBar", "Open “{input}”")
            ).format(input=name)
        )
        return lambda: self._begin(title, "sound.mute", {"input": name, "muted": muted})

    def _set_stagger(self, stagger_ms: int) -> Callable[[], None]:
        def choose() -> None:
            self._stagger_ms = stagger_ms

        return choose

    def _begin(
        self,
        title: str,
        action: str,
        params: Mapping[str, ParamValue],
        *,
        booths: tuple[BoothKey, ...] | None = None,
        only_ready: bool = False,
        confirmed: bool = False,
    ) -> GroupRun:
        wish = GroupWish(
            title=title,
            booths=self._booths if booths is None else booths,
            action=action,
            params=params,
            only_ready=only_ready,
            stagger_ms=self._stagger_ms,
            confirmed=confirmed,
        )
        run = self._ops.groups.start(wish)
        self.begun.emit(run)
        return run

    def _open(self, menu: QMenu, under: Button) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(under.mapToGlobal(QPoint(0, under.height())))
