"""What the keyboard does to booths: chooses one, takes, cuts, looks for trouble."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from studio_app.domain.booth import Switcher
from studio_app.support.signal import Signal
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge
from ui.console.needs_me_book import NeedsBook
from ui.console.shortcuts import SCENE_KEYS, BoothDigits, Shortcuts
from ui.operations import Operations, Tone


class Hands:
    """The chosen booth and the keys that act on it."""

    def __init__(self, bridge: StudioBridge, ops: Operations, needs: NeedsBook) -> None:
        self._bridge = bridge
        self._ops = ops
        self._needs = needs
        self._booth: BoothKey | None = None
        self.take_pressed: Callable[[], object] = self._take
        """What Space does; the switcher's TAKE puts its own press here, so that it shows it."""
        self.cut_pressed: Callable[[], object] = self._cut
        self.booth_chosen: Signal[BoothKey | None] = Signal()

    @property
    def booth(self) -> BoothKey | None:
        """The booth that keys and docks belong to."""
        return self._booth

    def bind(self, shortcuts: Shortcuts, digits: BoothDigits) -> None:
        """Lay the keys on what they do."""
        digits.chosen.connect(self.choose_number)
        shortcuts.bind("take", lambda: self._with_booth(lambda _: self.take_pressed()))
        shortcuts.bind("cut", lambda: self._with_booth(lambda _: self.cut_pressed()))
        shortcuts.bind("reverse", lambda: self._with_booth(self._reverse))
        shortcuts.bind("retry", lambda: self._with_booth(self._retry))
        shortcuts.bind("undo", lambda: self._ops.start(self._ops.desk.undo(), "undo"))
        shortcuts.bind("next_trouble", self.choose_next_trouble)
        for place in range(SCENE_KEYS):
            shortcuts.bind(f"scene_{place + 1}", self._scene_key(place))

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
            text = QCoreApplication.translate("Hands", "There is no booth {number:02}")
            self._ops.notices.say(text.format(number=number), tone=Tone.WARNING)
            return
        at = found.index(self._booth) + 1 if self._booth in found else 0
        self.choose(found[at % len(found)])

    def choose_next_trouble(self) -> None:
        """The next booth that needs somebody, after the one that is chosen."""
        booths = list(dict.fromkeys(need.booth for need in self._needs.needs if need.booth))
        if not booths:
            nothing = QCoreApplication.translate("Hands", "No booth needs you")
            self._ops.notices.say(nothing)
            return
        at = booths.index(self._booth) + 1 if self._booth in booths else 0
        self.choose(booths[at % len(booths)])

    def forget_gone(self) -> None:
        """Let go of a booth that is no longer there."""
        if self._booth is not None and self._booth not in self._bridge.booths:
            self.choose(None)

    def _with_booth(self, act: Callable[[BoothKey], object]) -> None:
        if self._booth is None:
            first = QCoreApplication.translate("Hands", "Choose a booth first: type its two digits")
            self._ops.notices.say(first, tone=Tone.WARNING)
        else:
            act(self._booth)

    def _take(self) -> None:
        if self._booth is not None:
            self._ops.start(self._ops.switching.take(self._booth), "take")

    def _cut(self) -> None:
        if self._booth is not None:
            self._ops.start(self._ops.switching.cut(self._booth), "cut")

    def _reverse(self, booth: BoothKey) -> None:
        self._ops.start(self._ops.switching.reverse(booth), "reverse")

    def _retry(self, booth: BoothKey) -> None:
        self._ops.start(self._ops.house.retry_link(booth), "retry link")

    def _scene_key(self, place: int) -> Callable[[], None]:
        return lambda: self._with_booth(lambda booth: self._preview(booth, place))

    def _preview(self, booth: BoothKey, place: int) -> None:
        switcher = self._bridge.get(booth, Switcher)
        if switcher is not None and place < len(switcher.scenes):
            scene = switcher.scenes[place]
            self._ops.start(self._ops.switching.preview(booth, scene), "preview")
