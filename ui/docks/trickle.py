"""Keeps a stream of wishes from a moving control to a rate; the last one is always sent."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

T = TypeVar("T")


class Trickle(Generic[T]):
    """Calls `send` at once for the first value, then at most once every `interval_ms` with the
    newest. The Qt thread only; the timer belongs to `parent` and dies with it."""

    def __init__(self, send: Callable[[T], object], interval_ms: int, parent: QObject) -> None:
        self._send = send
        self._waiting: list[T] = []
        self._timer = QTimer(parent)
        self._timer.setInterval(interval_ms)
        self._timer.timeout.connect(self._due)

    @property
    def idle(self) -> bool:
        """Whether everything pushed has been sent and the pause after it is over."""
        return not self._timer.isActive()

    def push(self, value: T) -> None:
        """Wish for this value; replaces one that still waits."""
        if self._timer.isActive():
            self._waiting = [value]
            return
        self._timer.start()
        self._send(value)

    def flush(self) -> None:
        """Send what waits now: the hand has let go."""
        self._timer.stop()
        self._send_waiting()

    def drop(self) -> None:
        """Forget what waits: it is no longer wished for."""
        self._timer.stop()
        self._waiting = []

    def _due(self) -> None:
        if not self._waiting:
            self._timer.stop()
        self._send_waiting()

    def _send_waiting(self) -> None:
        if self._waiting:
            self._send(self._waiting.pop())
