"""What was done from this window: every deed, what came of it, and what reverses it."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from studio_app.domain.feed import ActionCall
from studio_app.domain.ids import ServerId
from studio_app.domain.problems import Problem
from studio_app.support.signal import Signal

DEPTH = 200
MERGE_S = 2.0
"""Steps of one gesture (a fader drawn slowly) closer than this are one deed."""


class Fate(Enum):
    """What became of a deed."""

    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"


@dataclass(frozen=True)
class Deed:
    """One wish that was sent. `at` is the server's time; `undo` is None when nothing reverses it.
    `by_key`: whether Ctrl+Z may take it; what went on air is reversed on purpose only."""

    server: ServerId
    title: str
    at: datetime
    fate: Fate = Fate.DONE
    undo: ActionCall | None = None
    by_key: bool = True
    problem: Problem | None = None
    merge: Hashable | None = None
    at_s: float = 0.0
    """On the monotonic clock."""
    number: int = 0
    """Counted up; a deed keeps it when its fate changes."""

    @property
    def can_undo(self) -> bool:
        """Whether it was done and can be reversed still."""
        return self.fate is Fate.DONE and self.undo is not None


class Deeds:
    """The newest deeds of a window, oldest first."""

    def __init__(self) -> None:
        self._deeds: list[Deed] = []
        self._count = 0
        self.changed: Signal[()] = Signal()

    @property
    def all(self) -> Sequence[Deed]:
        """Oldest first."""
        return tuple(self._deeds)

    @property
    def next_undo(self) -> Deed | None:
        """What Ctrl+Z would reverse now."""
        return next((deed for deed in reversed(self._deeds) if deed.by_key and deed.can_undo), None)

    def add(self, new: Deed) -> None:
        """One more; a step of the gesture before replaces it and keeps where that began."""
        last = self._deeds[-1] if self._deeds else None
        if (
            last is not None
            and new.merge is not None
            and last.merge == new.merge
            and last.fate is new.fate is Fate.DONE
            and new.at_s - last.at_s < MERGE_S
        ):
            # The older call leads back to where the gesture began.
            self._deeds[-1] = replace(new, undo=last.undo, number=last.number)
        else:
            self._count += 1
            self._deeds.append(replace(new, number=self._count))
            del self._deeds[:-DEPTH]
        self.changed.emit()

    def undone(self, deed: Deed) -> None:
        """It has been reversed."""
        self._become(deed, Fate.UNDONE)

    def spent(self, deed: Deed) -> None:
        """Its reversal was refused; it is not offered again."""
        self._become(deed, deed.fate)

    def _become(self, deed: Deed, fate: Fate) -> None:
        for place, known in enumerate(self._deeds):
            if known.number == deed.number:
                self._deeds[place] = replace(known, fate=fate, undo=None)
                self.changed.emit()
                return
