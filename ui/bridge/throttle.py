"""Turns many changes into few calls: what is read by people changes at most twice a second."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer

READABLE_MS = 500


class Throttle(QObject):
    """Calls `act` at once for the first request after a rest, then at most every `every_ms`."""

    def __init__(
        self, act: Callable[[], object], parent: QObject, every_ms: int = READABLE_MS
    ) -> None:
        super().__init__(parent)
        self._act = act
        self._asked = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(every_ms)
        # With coarse timers Qt wakes for many throttles at once.
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self._time)

    def ask(self, *_: object) -> None:
        """Something changed; may be connected to a signal of any arguments."""
        if self._timer.isActive():
            self._asked = True
            return
        self._timer.start()
        self._act()

    def now(self) -> None:
        """Act at once: another booth was chosen, or the language."""
        self._asked = False
        self._timer.start()
        self._act()

    def _time(self) -> None:
        if self._asked:
            self._asked = False
            self._timer.start()
            self._act()
