"""Since when a program is black, frozen or silent, from its pictures and levels as they come.

Times are given, nothing is read. Each judgement begins anew after `forget`.
"""

from datetime import datetime, timedelta

from studio_app.media.picture import Grid, differs, is_black

BLACK_HOLD = timedelta(seconds=4)
"""A slow fade through black is over by then."""
FROZEN_HOLD = timedelta(seconds=8)
SILENT_HOLD = timedelta(seconds=10)
"""Between two sentences nobody is silent for so long."""
SILENT_DB = -60.0
"""dBFS. A quiet room through an open microphone is about -50."""
UNHEARD = timedelta(seconds=3)
"""Levels come 20 times a second; without any for so long nothing is known of the sound."""


class PictureJudge:
    """Black and frozen, from pictures in the order they were taken."""

    def __init__(self) -> None:
        self._black_from: datetime | None = None
        self._still_from: datetime | None = None
        self._reference: Grid | None = None
        """The picture that all later ones are compared with, until one differs: so a change too
        slow to be seen between two pictures adds up and counts."""
        self._width = 0
        self.last: datetime | None = None
        """When the newest picture was taken."""

    def forget(self) -> None:
        """Another scene, or nothing was seen for a while: begin anew."""
        self._black_from = self._still_from = self._reference = self.last = None

    def see(self, grid: Grid, width: int, taken: datetime) -> None:
        """One more picture, `width` pixels wide before it was made small."""
        self.last = taken
        if not is_black(grid):
            self._black_from = None
        elif self._black_from is None:
            self._black_from = taken
        if self._reference is None or differs(self._reference, grid):
            # Scaled from another width the same picture looks a little otherwise, which says
            # nothing about whether it moves.
            same = self._reference is not None and self._width != width
            if not same or self._still_from is None:
                self._still_from = taken
            self._reference = grid
        self._width = width

    def black_since(self) -> datetime | None:
        """Its first black picture, once it has stayed so for `BLACK_HOLD`."""
        return _held(self._black_from, self.last, BLACK_HOLD)

    def frozen_since(self) -> datetime | None:
        """The last picture that differed, once all since then for `FROZEN_HOLD` have not. A black
        picture is only black."""
        if self._black_from is not None:
            return None
        return _held(self._still_from, self.last, FROZEN_HOLD)


class SoundJudge:
    """Silent, from the peak of what viewers hear."""

    def __init__(self) -> None:
        self._quiet_from: datetime | None = None
        self._last: datetime | None = None

    def forget(self) -> None:
        """Begin anew."""
        self._quiet_from = self._last = None

    def hear(self, peak_db: float, at: datetime) -> None:
        """One more level, dBFS; silence may be minus infinity."""
        if peak_db > SILENT_DB:
            self._quiet_from = None
        elif self._quiet_from is None:
            self._quiet_from = at
        self._last = at

    def silent_since(self, now: datetime) -> datetime | None:
        """When the last sound ended, once it has been quiet for `SILENT_HOLD`; None too when no
        level has come for a while, because then nobody knows."""
        if self._last is None or now - self._last > UNHEARD:
            self._quiet_from = None
            return None
        return _held(self._quiet_from, self._last, SILENT_HOLD)


def _held(since: datetime | None, until: datetime | None, hold: timedelta) -> datetime | None:
    if since is None or until is None or until - since < hold:
        return None
    return since
