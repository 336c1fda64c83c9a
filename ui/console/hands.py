"""What the keyboard does to booths: chooses one, takes, cuts, looks for trouble."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from studio_app.domain.booth import Booth, Switcher
from studio_app.support.signal import Signal
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge
from ui.console.needs_me_book import NeedsBook
from ui.console.shortcuts import SCENE_KEYS, BoothDigits, Shortcuts
from ui.docks.switcher import SwitcherDock
from ui.docks.switcher_model import scene_buttons
from ui.operations import Operations, Tone, said


class Hands:
    """The chosen booth and the keys that act on it."""

    def __init__(self, bridge: StudioBridge, ops: Operations, needs: NeedsBook) -> None:
        self._bridge = bridge
        self._ops = ops
        self._needs = needs
        self._booth: BoothKey | None = None
        self.switchers: list[SwitcherDock] = []
        """Of all windows; while one is seen its own buttons are pressed, so that they show it."""
        self.booth_chosen: Signal[BoothKey | None] = Signal()

    @property
    def booth(self) -> BoothKey | None:
        """The booth that keys and docks belong to."""
        return self._booth

    def bind(self, shortcuts: Shortcuts, digits: BoothDigits) -> None:
        """Lay the keys on what they do."""
        digits.chosen.connect(self.choose_number)
        shortcuts.bind("take", lambda: self.with_booth(self._take))
        shortcuts.bind("cut", lambda: self.with_booth(self._cut))
        shortcuts.bind("reverse", lambda: self.with_booth(self._reverse))
        shortcuts.bind("retry", lambda: self.with_booth(self._retry))
        shortcuts.bind("undo", lambda: self._ops.start(self._ops.desk.undo(), "undo"))
        shortcuts.bind("next_trouble", self.choose_next_trouble)
        for place in range(1, SCENE_KEYS + 1):
            shortcuts.bind(f"scene_{place}", self._scene_key(place))

    def choose(self, booth: BoothKey | None) -> None:
        """From now on this booth."""
        if booth != self._booth:
            self._booth = booth
            self.booth_chosen.emit(booth)

    def choose_number(self, number: int) -> None:
        """The booth with this number. Of several servers' booths with one number the next one
        comes each time."""
        found = [key for key in self._bridge.booths if self._bridge.title(key) == f"{number:02}"]
        if not found:
            text = said(
                lambda: QCoreApplication.translate("Hands", "There is no booth {number:02}").format(
                    number=number
                )
            )
            self._ops.notices.say(text, tone=Tone.WARNING)
            return
        at = found.index(self._booth) + 1 if self._booth in found else 0
        self.choose(found[at % len(found)])

    def choose_next_trouble(self) -> None:
        """The next booth that needs somebody, after the one that is chosen."""
        booths = list(dict.fromkeys(need.booth for need in self._needs.needs if need.booth))
        if not booths:
            nothing = said(lambda: QCoreApplication.translate("Hands", "No booth needs you"))
            self._ops.notices.say(nothing)
            return
        at = booths.index(self._booth) + 1 if self._booth in booths else 0
        self.choose(booths[at % len(booths)])

    def forget_gone(self) -> None:
        """Let go of a booth that is no longer there."""
        if self._booth is not None and self._booth not in self._bridge.booths:
            self.choose(None)

    def with_booth(self, act: Callable[[BoothKey], object]) -> None:
        """Do this to the chosen booth; without one say so."""
        if self._booth is None:
            first = said(
                lambda: QCoreApplication.translate(
                    "Hands", "Choose a booth first: type its two digits"
                )
            )
            self._ops.notices.say(first, tone=Tone.WARNING)
        else:
            act(self._booth)

    def _take(self, booth: BoothKey) -> None:
        switcher = self._seen_switcher()
        if switcher is not None and switcher.middle.take.isEnabled():
            switcher.take()
        else:
            self._ops.start(self._ops.switching.take(booth), "take")

    def _cut(self, booth: BoothKey) -> None:
        switcher = self._seen_switcher()
        if switcher is not None and switcher.middle.cut.isEnabled():
            switcher.cut()
        else:
            self._ops.start(self._ops.switching.cut(booth), "cut")

    def _seen_switcher(self) -> SwitcherDock | None:
        return next((each for each in self.switchers if each.isVisible()), None)

    def _reverse(self, booth: BoothKey) -> None:
        self._ops.start(self._ops.switching.reverse(booth), "reverse")

    def _retry(self, booth: BoothKey) -> None:
        self._ops.start(self._ops.house.retry_link(booth), "retry link")

    def _scene_key(self, place: int) -> Callable[[], None]:
        return lambda: self.with_booth(lambda booth: self._preview(booth, place))

    def _preview(self, booth: BoothKey, place: int) -> None:
        """The scene at this place (from 1) of the buses."""
        if (switcher := self._seen_switcher()) is not None:
            switcher.choose_scene(place)
            return
        facts, config = self._bridge.get(booth, Switcher), self._bridge.get(booth, Booth)
        if facts is None:
            return
        buttons = scene_buttons(facts, config.scene_roles if config is not None else {})
        if place <= len(buttons):
            scene = buttons[place - 1].scene
            self._ops.start(self._ops.switching.preview(booth, scene), "preview")
