"""The transport of a media source: play, pause, stop, restart, previous, next, position."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from studio_app.domain.actions.sources import MediaVerb
from studio_app.domain.booth import Media, MediaState
from ui.bridge.client import BoothKey
from ui.components import PendingButton, Translated
from ui.docks.sources_model import can_seek, clock_of_ms, media_verbs
from ui.docks.trickle import Trickle
from ui.docks.wish import Wish
from ui.operations import Operations
from ui.theme import TARGET, set_look
from ui.words import word

SEEK_EVERY_MS = 250
NEAR_MS = 1500
"""A position this near to the wished one is the wished one: it moves on while it is told."""
ICONS = {
    MediaVerb.PREVIOUS: "previous",
    MediaVerb.PLAY: "play",
    MediaVerb.PAUSE: "pause",
    MediaVerb.STOP: "stop",
    MediaVerb.RESTART: "restart",
    MediaVerb.NEXT: "next",
}


class MediaBar(Translated, QWidget):
    """Of one source at a time."""

    def __init__(self, ops: Operations) -> None:
        super().__init__()
        self._ops = ops
        self._booth: BoothKey | None = None
        self._name = ""
        self._wish: Wish[int] = Wish(lambda one, other: abs(one - other) < NEAR_MS)
        self._media: Media | None = None
        self.buttons = {verb: self._button(verb) for verb in ICONS}
        self.state = QLabel()
        set_look(self.state, "second")
        self.time = QLabel()
        self.position = QSlider(Qt.Orientation.Horizontal)
        self.position.setMinimumHeight(TARGET)
        self.position.setSingleStep(5000)
        self.position.setPageStep(30_000)
        self._trickle: Trickle[int] = Trickle(self._seek, SEEK_EVERY_MS, self)
        self.position.valueChanged.connect(self._moved)
        self.position.sliderReleased.connect(self._trickle.flush)
        row = QHBoxLayout()
        row.setSpacing(4)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.state)
        times = QHBoxLayout()
        times.setSpacing(8)
        times.addWidget(self.position, 1)
        times.addWidget(self.time)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addLayout(times)
        self.retranslate()

    def _button(self, verb: MediaVerb) -> PendingButton:
        button = PendingButton(
            start=self._ops.start, wish=lambda: self._control(verb), icon_name=ICONS[verb]
        )
        button.setFixedWidth(34)
        return button

    def show_media(
        self, booth: BoothKey, name: str, media: Media, kind: str, hindrance: str
    ) -> None:
        """What OBS says of the source."""
        if (booth, name) != (self._booth, self._name):
            self._wish.drop()
            self._trickle.drop()
            for button in self.buttons.values():
                button.give_up()
        self._booth, self._name, self._media = booth, name, media
        verbs = media_verbs(media, kind)
        for verb, button in self.buttons.items():
            button.setEnabled(not hindrance and verb in verbs)
            button.setToolTip(hindrance or button.accessibleName())
            button.look_again()
        lists = bool(verbs & {MediaVerb.NEXT, MediaVerb.PREVIOUS})
        self.buttons[MediaVerb.NEXT].setVisible(lists)
        self.buttons[MediaVerb.PREVIOUS].setVisible(lists)
        self.position.setEnabled(not hindrance and can_seek(media))
        self.position.setToolTip(hindrance)
        self.show_position(media)

    def show_position(self, media: Media) -> None:
        """Where it is; OBS's position or the wished one until OBS is there."""
        self._media = media
        self.state.setText(word(media.state))
        if media.state not in (MediaState.PLAYING, MediaState.PAUSED):
            self._wish.drop()
        at = self._wish.meet(media.cursor_ms or 0)
        if not self.position.isSliderDown():
            self.position.blockSignals(True)
            self.position.setRange(0, media.duration_ms or 0)
            self.position.setValue(at)
            self.position.blockSignals(False)
            self._show_time(at)

    def retranslate(self) -> None:
        """Every text anew."""
        for verb, text in {
            MediaVerb.PREVIOUS: self.tr("Previous"),
            MediaVerb.PLAY: self.tr("Play"),
            MediaVerb.PAUSE: self.tr("Pause"),
            MediaVerb.STOP: self.tr("Stop"),
            MediaVerb.RESTART: self.tr("From the start"),
            MediaVerb.NEXT: self.tr("Next"),
        }.items():
            self.buttons[verb].describe(text)
        self.position.setAccessibleName(self.tr("Position"))
        if self._media is not None:
            self.state.setText(word(self._media.state))

    def _show_time(self, at_ms: int) -> None:
        whole = self._media.duration_ms if self._media is not None else None
        known = self._media is not None and self._media.cursor_ms is not None
        self.time.setText(f"{clock_of_ms(at_ms if known else None)} / {clock_of_ms(whole)}")

    def _moved(self, at_ms: int) -> None:
        self._wish.make(at_ms)
        self._show_time(at_ms)
        self._trickle.push(at_ms)

    def _seek(self, at_ms: int) -> None:
        booth, name = self._booth, self._name
        if booth is not None:
            self._ops.desk.start_latest(
                ("seek", booth, name), lambda: self._seek_now(booth, name, at_ms)
            )

    async def _seek_now(self, booth: BoothKey, name: str, at_ms: int) -> None:
        if not await self._ops.sources.seek_media(booth, name, at_ms):
            self._wish.drop()

    async def _control(self, verb: MediaVerb) -> bool:
        if self._booth is None:
            return False
        return await self._ops.sources.control_media(self._booth, self._name, verb)
