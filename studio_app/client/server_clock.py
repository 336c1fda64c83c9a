"""The server's clock as a client knows it: windows of several machines show the same time."""

from collections import deque
from datetime import UTC, datetime, timedelta

KEPT = 8
NOTEWORTHY_S = 0.5


class ServerClock:
    """Guesses a server's time from what it says now and then.

    What it says is always a little late; of the last few the least late one is believed. Local
    times are the loop's own seconds, so a jump of this machine's clock does no harm.
    """

    def __init__(self) -> None:
        self._ahead_s: deque[float] = deque(maxlen=KEPT)
        self._announced_s: float | None = None

    def forget(self) -> None:
        """Another server speaks now."""
        self._ahead_s.clear()

    def heard(self, server_time: datetime, at_s: float) -> bool:
        """Note the time said, heard at the loop's `at_s`; whether `now` has moved noticeably."""
        self._ahead_s.append(server_time.timestamp() - at_s)
        ahead_s = max(self._ahead_s)
        moved = self._announced_s is None or abs(ahead_s - self._announced_s) > NOTEWORTHY_S
        if moved:
            self._announced_s = ahead_s
        return moved

    def now(self, at_s: float) -> datetime:
        """The server's time at the loop's `at_s`, aware UTC; this machine's while unknown."""
        if not self._ahead_s:
            return datetime.now(UTC)
        return datetime.fromtimestamp(0, UTC) + timedelta(seconds=max(self._ahead_s) + at_s)
