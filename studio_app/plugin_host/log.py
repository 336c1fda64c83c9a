"""What plugins said: the log channel `plugins`, kept in memory, without secrets."""

import heapq
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile

from studio_app.domain.access import StoredRow
from studio_app.domain.plugin import PluginLine
from studio_app.domain.roles import Role
from studio_app.support.clock import Clock
from studio_app.support.redaction import redact
from studio_app.support.signal import Signal

ROWS_KEPT = 1000
"""Of each plugin: one that talks a lot does not drive the others' words out."""
HEAD_MOST, TAIL_MOST = 1000, 3000
"""Characters of a line: of what is long the end matters most, as of a traceback."""


class PluginLog:
    """On the loop's thread."""

    channel = "plugins"
    least = Role.TECHNICIAN
    catch_up = 0

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._rows: dict[str, deque[StoredRow]] = {}
        # Clients remember how far they have read: a new start must not begin below that.
        self._cursor = int(clock.now().timestamp() * 1000)
        self._secrets: set[str] = set()
        self.added: Signal[()] = Signal()
        """New rows can be read."""

    def know(self, secrets: Iterable[str]) -> None:
        """From now on strike these out."""
        self._secrets.update(secret for secret in secrets if len(secret) > 3)

    def clean(self, text: str) -> str:
        """A text of a plugin without secrets."""
        return redact(text, self._secrets)

    def add(self, plugin: str, text: str, *, instance: str = "", level: str = "info") -> None:
        """A line, or some that belong together."""
        self._cursor += 1
        line = PluginLine(
            at=self._clock.now(),
            plugin=plugin,
            instance=instance,
            level=level,
            text=self.clean(_short(text)),
        )
        rows = self._rows.setdefault(plugin, deque(maxlen=ROWS_KEPT))
        rows.append(StoredRow(self._cursor, line))
        self.added.emit()

    async def after(self, cursor: int, limit: int) -> Sequence[StoredRow]:
        """The first `limit` rows with a higher cursor, oldest first."""
        newer = list(takewhile(lambda row: row.cursor > cursor, self._newest_first()))
        return newer[::-1][:limit]

    async def before(self, cursor: int | None, limit: int) -> Sequence[StoredRow]:
        """The last `limit` rows with a lower cursor (None: the newest), oldest first."""
        rows = (row for row in self._newest_first() if cursor is None or row.cursor < cursor)
        return list(islice(rows, limit))[::-1]

    def _newest_first(self) -> Iterator[StoredRow]:
        each = (reversed(rows) for rows in self._rows.values())
        return heapq.merge(*each, key=lambda row: -row.cursor)


def _short(text: str) -> str:
    if len(text) <= HEAD_MOST + TAIL_MOST:
        return text
    return f"{text[:HEAD_MOST]}\n…\n{text[-TAIL_MOST:]}"
