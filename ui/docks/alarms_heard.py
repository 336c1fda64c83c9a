"""The controls of the alarms' sound, and what is said when there is none."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from ui.components import Button, ElidedLabel, Translated
from ui.console.alarm_sound import AlarmSound
from ui.theme import set_look


class HeardBar(Translated, QWidget):
    """Mute, volume, a trial."""

    def __init__(self, sound: AlarmSound) -> None:
        super().__init__()
        self._sound = sound
        self.mute_button = Button(look="flat")
        self.mute_button.setFixedSize(28, 24)
        self.mute_button.clicked.connect(lambda _=False: sound.set(muted=not sound.muted))
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.volume.setRange(0, 100)
        self.volume.setPageStep(10)
        self.volume.setFixedWidth(90)
        self.volume.setValue(sound.volume_pct)
        self.volume.valueChanged.connect(lambda value: sound.set(volume_pct=value))
        self.try_button = Button(look="flat", icon_name="play")
        self.try_button.setFixedSize(28, 24)
        self.try_button.clicked.connect(lambda _=False: sound.try_out())
        self._note = ElidedLabel()
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._note, 1)
        for widget in (self.mute_button, self.volume, self.try_button):
            row.addWidget(widget)
        end = sound.changed.connect(self._show)
        self.destroyed.connect(end)
        self.retranslate()

    @property
    def note(self) -> str:
        """Why nothing is heard."""
        return self._note.whole_text

    def retranslate(self) -> None:
        """Every text anew."""
        self.volume.setAccessibleName(self.tr("How loud alarms are here"))
        self.volume.setToolTip(self.tr("How loud alarms are here"))
        self.try_button.describe(self.tr("Let an alarm be heard once"))
        self._show()

    def _show(self) -> None:
        muted = self._sound.muted
        self.mute_button.show_icon("muted" if muted else "speaker")
        self.mute_button.describe(
            self.tr("Alarms are silent here; let them be heard")
            if muted
            else self.tr("Alarms are heard here; silence them")
        )
        why = self._sound.why_silent
        text = ""
        if why:
            said = self.tr("No sound device works: {why}. Plug one in; it is tried again.")
            text = said.format(why=why)
        elif muted:
            text = self.tr("Alarms are silent at this console.")
        self._note.show_text(text)
        set_look(self._note, "problem" if why else "second")
