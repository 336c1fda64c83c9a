"""What the chat remembers of the last moments: which messages were told, likes not yet counted."""

from collections.abc import Iterable

from studio_app.domain.ids import BoothId

Told = tuple[BoothId, str, str]
"""A booth, a service and its id of a message: what two booths read of one account, both have."""
Crowd = tuple[str, BoothId, str]
"""Instance, booth and service that likes come from."""


class Window:
    """The messages told last: most of what comes twice comes soon."""

    KEPT = 30_000

    def __init__(self) -> None:
        self._told: dict[Told, None] = {}

    def __contains__(self, message: Told) -> bool:
        return message in self._told

    def fill(self, messages: Iterable[Told]) -> None:
        """These have rows."""
        told = self._told
        for message in messages:
            told[message] = None
        surplus = len(told) - self.KEPT
        if surplus > 0:
            for message in [message for message, _ in zip(told, range(surplus), strict=False)]:
                del told[message]


class Likes:
    """Adds likes up: viewers give hundreds a second, and nobody reads them one by one."""

    def __init__(self, every_s: float) -> None:
        self._every_s = every_s
        self._counted: dict[Crowd, int] = {}
        self._told_s: dict[Crowd, float] = {}

    @property
    def waiting(self) -> bool:
        """Whether some are counted and not told."""
        return bool(self._counted)

    def add(self, crowd: Crowd, count: int) -> None:
        """So many more."""
        self._counted[crowd] = self._counted.get(crowd, 0) + count

    def due(self, now_s: float, *, all_: bool = False) -> list[tuple[Crowd, int]]:
        """Those whose turn it is, taken out."""
        found = [
            crowd
            for crowd in self._counted
            if all_ or now_s - self._told_s.get(crowd, 0.0) >= self._every_s
        ]
        for crowd in found:
            self._told_s[crowd] = now_s
        return [(crowd, self._counted.pop(crowd)) for crowd in found]
