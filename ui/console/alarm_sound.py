"""Makes alarms heard at this console: a tone a severity, repeated until somebody takes notice."""

import asyncio

from PySide6.QtCore import QObject, QTimer

from studio_app.devices.playback import Device, Player, play_by_portaudio
from studio_app.devices.tones import CRITICAL, WARNING, tone
from studio_app.domain.alarm import Alarm, AlarmKind, Severity
from studio_app.domain.ids import ServerId
from studio_app.support.signal import Signal
from ui.bridge.studio import StudioBridge
from ui.bridge.throttle import Throttle
from ui.docks.alarms_model import Seen, alarms_of, worst_calling
from ui.settings import WindowSettings

REPEAT_MS = {Severity.CRITICAL: 4000, Severity.WARNING: 15_000}
SEEN_ONLY = (AlarmKind.UNPROVEN, AlarmKind.DRIFT)
"""Reminders: a room that rings for these all evening is a room that is muted."""
_NOTES = {Severity.CRITICAL: CRITICAL, Severity.WARNING: WARNING}


class AlarmSound(QObject):
    """Volume and mute belong to this console, not to a person: it is the room that hears it."""

    def __init__(
        self,
        bridge: StudioBridge,
        settings: WindowSettings,
        device: Device = play_by_portaudio,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._settings = settings
        self._loop = asyncio.get_running_loop()
        self._player = Player(self._told_in_thread, device)
        self._calling: set[tuple[ServerId, str]] = set()
        self.why_silent = ""
        """Why nothing can be heard, as the system says it; "" when it can, or was not tried."""
        self.changed: Signal[()] = Signal()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._sound)
        self._look = Throttle(self._alarms_changed, self)
        self._ends = (
            bridge.watch(lambda _booth, _key: self._look.ask(), Alarm),
            bridge.connections_changed.connect(self._look.ask),
        )
        self._look.now()

    @property
    def volume_pct(self) -> int:
        """0 to 100."""
        return self._settings.alarm_volume_pct

    @property
    def muted(self) -> bool:
        """Whether nothing is to be heard."""
        return self._settings.alarm_muted

    def set(self, *, volume_pct: int | None = None, muted: bool | None = None) -> None:
        """Change one of them; another volume is heard at once."""
        volume = self.volume_pct if volume_pct is None else volume_pct
        self._settings.keep_alarm_sound(volume, self.muted if muted is None else muted)
        self.changed.emit()
        if self.muted:
            self._again.stop()
        elif self._calling:
            self._sound()

    def try_out(self) -> None:
        """Let it be heard once, muted or not: somebody wants to know whether it works."""
        self._player.play(tone(CRITICAL, self.volume_pct / 100))

    def close(self) -> None:
        """Be silent for good."""
        self._again.stop()
        for end in self._ends:
            end()
        self._player.close()
        self.deleteLater()

    def _alarms_changed(self) -> None:
        calling = {(each.server, each.id) for each in self._heard() if each.alarm.calls}
        new = calling - self._calling
        self._calling = calling
        if not calling:
            self._again.stop()
        elif new or not self._again.isActive():
            self._sound()

    def _sound(self) -> None:
        worst = worst_calling(self._heard())
        if worst is None or self.muted:
            self._again.stop()
            return
        self._player.play(tone(_NOTES[worst], self.volume_pct / 100))
        self._again.start(REPEAT_MS[worst])

    def _heard(self) -> list[Seen]:
        """The alarms that are worth a sound."""
        return [each for each in alarms_of(self._bridge) if each.alarm.kind not in SEEN_ONLY]

    def _told_in_thread(self, why: str) -> None:
        self._loop.call_soon_threadsafe(self._told, why)

    def _told(self, why: str) -> None:
        if why != self.why_silent:
            self.why_silent = why
            self.changed.emit()
