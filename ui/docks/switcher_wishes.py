"""What the switcher's controls wish for, when a wish has come true, and what is said when not."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from studio_app.domain.booth import Switcher
from ui.bridge.client import BoothKey
from ui.docks.switcher_middle import Middle
from ui.docks.trickle import Trickle
from ui.docks.wish import WISH_MS
from ui.operations import Operations, said

TBAR_EVERY_MS = 40
"""At most 25 places of the T-bar a second."""
DURATION_EVERY_MS = 250


class SwitcherWishes(QObject):
    """Between the switcher's widgets and the operations, for one booth at a time."""

    def __init__(self, ops: Operations, late: Callable[[str], object], parent: QObject) -> None:
        super().__init__(parent)
        self._ops = ops
        self._late = late
        self._booth: BoothKey | None = None
        self._middle: Middle | None = None
        self._target = ""
        self._studio_mode = False
        self._landing = False
        """Whether the T-bar was let go at its end and OBS has not switched yet."""
        self._tbar: Trickle[float] = Trickle(self._send_tbar, TBAR_EVERY_MS, self)
        self._duration: Trickle[int] = Trickle(self._send_duration, DURATION_EVERY_MS, self)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(WISH_MS)
        self._patience.timeout.connect(self._mix_late)

    def connect_middle(self, middle: Middle) -> None:
        """Make the controls wish."""
        self._middle = middle
        middle.transition.textActivated.connect(self._transition_chosen)
        middle.duration.valueChanged.connect(self._duration_changed)
        middle.tbar.moved.connect(self._tbar.push)
        middle.tbar.let_go.connect(self._tbar_let_go)

    def set_booth(self, booth: BoothKey | None) -> None:
        """Wishes are for this booth from now on."""
        self._booth = booth
        self._target, self._landing = "", False
        self._tbar.drop()
        self._duration.drop()
        self._patience.stop()

    def look_again(self) -> None:
        """The facts changed."""
        middle = self._middle
        if middle is None:
            return
        if self._landing and self.target_on_air():
            self._landing = False
            middle.tbar.rest()
        if not (middle.chosen.pending or middle.lasts.pending or self._landing):
            self._patience.stop()

    @property
    def _facts(self) -> Switcher | None:
        return self._ops.desk.bridge.get(self._booth, Switcher) if self._booth else None

    # --- take and cut ----------------------------------------------------------------------------

    async def take(self) -> bool:
        """Preview on air with the transition."""
        self._aim()
        return self._booth is not None and await self._ops.switching.take(self._booth)

    async def cut(self) -> bool:
        """Preview on air at once."""
        self._aim()
        return self._booth is not None and await self._ops.switching.cut(self._booth)

    def target_on_air(self) -> bool:
        """Whether what was taken is on air by OBS's word."""
        facts = self._facts
        return facts is not None and facts.program == self._target

    def take_late(self) -> None:
        """OBS did not switch in time."""
        facts = self._facts
        now, wanted = facts.program if facts is not None else "–", self._target
        text = said(
            lambda: self.tr(
                "OBS did not confirm it: on air is still “{now}”, not “{wanted}”. Look there."
            ).format(now=now, wanted=wanted)
        )
        self._late(text)

    def _aim(self) -> None:
        facts = self._facts
        self._target = (facts.preview or "") if facts is not None else ""

    # --- buses -----------------------------------------------------------------------------------

    async def cut_to(self, scene: str) -> bool:
        """A scene on air at once; nothing to do when it is there."""
        if self._booth is None or self.is_program(scene):
            return False
        return await self._ops.switching.cut(self._booth, scene)

    def is_program(self, scene: str) -> bool:
        """Whether it is on air by OBS's word."""
        facts = self._facts
        return facts is not None and facts.program == scene

    def cut_late(self, scene: str) -> None:
        """OBS did not switch in time."""
        self._target = scene
        self.take_late()

    async def preview(self, scene: str) -> bool:
        """A scene to preview."""
        if self._booth is None or self.is_preview(scene):
            return False
        return await self._ops.switching.preview(self._booth, scene)

    def is_preview(self, scene: str) -> bool:
        """Whether it is next by OBS's word."""
        facts = self._facts
        return facts is not None and facts.preview == scene

    def preview_late(self, scene: str) -> None:
        """OBS did not switch in time."""
        text = said(
            lambda: self.tr("OBS did not confirm “{scene}” as preview. Look there.").format(
                scene=scene
            )
        )
        self._late(text)

    # --- studio mode -----------------------------------------------------------------------------

    async def toggle_studio_mode(self) -> bool:
        """On or off."""
        facts = self._facts
        if self._booth is None or facts is None:
            return False
        self._studio_mode = not facts.studio_mode
        return await self._ops.switching.studio_mode(self._booth, self._studio_mode)

    def studio_mode_is_fact(self) -> bool:
        """Whether OBS did it."""
        facts = self._facts
        return facts is not None and facts.studio_mode is self._studio_mode

    def studio_mode_late(self) -> None:
        """OBS did not do it in time."""
        text = said(lambda: self.tr("OBS did not confirm the change of studio mode. Look there."))
        self._late(text)

    # --- transition ------------------------------------------------------------------------------

    def _transition_chosen(self, name: str) -> None:
        booth, middle = self._booth, self._middle
        if booth is not None and middle is not None:
            middle.chosen.make(name)
            self._patience.start()
            self._ops.start(self._choose(booth, name=name), "transition")

    def _duration_changed(self, duration_ms: int) -> None:
        if self._middle is not None:
            self._middle.lasts.make(duration_ms)
            self._patience.start()
            self._duration.push(duration_ms)

    def _send_duration(self, duration_ms: int) -> None:
        booth = self._booth
        if booth is not None:
            self._ops.desk.start_latest(
                ("duration", booth), lambda: self._choose(booth, duration_ms=duration_ms)
            )

    async def _choose(
        self, booth: BoothKey, name: str | None = None, duration_ms: int | None = None
    ) -> None:
        if not await self._ops.switching.transition(booth, name, duration_ms):
            self._forget_mix()

    def _mix_late(self) -> None:
        middle = self._middle
        if middle is None:
            return
        if self._landing:
            self._landing = False
            middle.tbar.rest()
            self.take_late()
        elif middle.chosen.pending or middle.lasts.pending:
            text = said(
                lambda: self.tr("OBS did not confirm the transition; OBS's own is shown again.")
            )
            self._late(text)
        self._forget_mix()

    def _forget_mix(self) -> None:
        middle, facts = self._middle, self._facts
        if middle is not None:
            middle.chosen.drop()
            middle.lasts.drop()
            if facts is not None:
                middle.show_choice(facts)

    # --- T-bar -----------------------------------------------------------------------------------

    def _send_tbar(self, position: float) -> None:
        booth = self._booth
        if booth is not None:
            self._ops.desk.start_latest(
                ("tbar", booth), lambda: self._ops.switching.t_bar(booth, position)
            )

    def _tbar_let_go(self, takes: bool) -> None:
        booth = self._booth
        self._tbar.drop()
        if booth is None:
            return
        if takes:
            self._aim()
            self._landing = True
            self._patience.start()
        self._ops.desk.start_latest(("tbar", booth), lambda: self._release_tbar(booth, takes))

    async def _release_tbar(self, booth: BoothKey, takes: bool) -> None:
        position = 1.0 if takes else 0.0
        done = await self._ops.switching.t_bar(booth, position, release=True)
        if not done and booth == self._booth and self._middle is not None:
            self._landing = False
            self._middle.tbar.rest()
