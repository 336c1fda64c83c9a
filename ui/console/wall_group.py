"""Which booths are chosen together on the wall: toggled, as a range, all; rules without Qt."""

from collections.abc import Iterable, Sequence

from studio_app.support.signal import Signal
from ui.bridge.client import BoothKey


class WallGroup:
    """The booths chosen together, besides the one whose panels are shown."""

    def __init__(self) -> None:
        self._members: frozenset[BoothKey] = frozenset()
        self._anchor: BoothKey | None = None
        """Where a range begins: what was toggled last."""
        self.changed: Signal[frozenset[BoothKey]] = Signal()
        """Booths that came or went."""

    @property
    def members(self) -> frozenset[BoothKey]:
        """The booths in it."""
        return self._members

    def __contains__(self, booth: BoothKey) -> bool:
        return booth in self._members

    def toggle(self, booth: BoothKey, beside: BoothKey | None = None) -> None:
        """In or out. `beside`: the booth that is chosen already; the first one toggled takes it
        along, as every list of files does."""
        members = self._members
        if not members and beside is not None and beside != booth:
            members = members | {beside}
        self._anchor = booth
        self._become(members ^ {booth})

    def reach(self, booth: BoothKey, order: Sequence[BoothKey], beside: BoothKey | None) -> None:
        """Everything from the anchor (else the chosen booth) to this one, in the wall's order."""
        start = self._anchor if self._anchor in order else beside
        if start is None or start not in order or booth not in order:
            start = booth
        self._anchor = start
        low, high = sorted((order.index(start), order.index(booth)))
        self._become(frozenset(order[low : high + 1]))

    def take(self, booths: Iterable[BoothKey]) -> None:
        """Exactly these."""
        self._become(frozenset(booths))

    def clear(self) -> None:
        """None."""
        self._anchor = None
        self._become(frozenset())

    def keep(self, there: Iterable[BoothKey]) -> None:
        """Let go of booths that are no longer there."""
        self._become(self._members & frozenset(there))

    def _become(self, members: frozenset[BoothKey]) -> None:
        differing = members ^ self._members
        self._members = members
        if differing:
            self.changed.emit(differing)
