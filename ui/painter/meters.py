"""Level meters: how levels rise and fall on the screen, their scale, and painting one.

Levels are in the feed's unit, half decibels above -127.5 dBFS: 0 is silence, 255 is 0 dBFS.
"""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap

from studio_app.domain.feed import BoothMeters
from ui.theme import GOOD, LINE, TEXT, WARNING, colour

FALL_PER_S = 40.0
"""Peak and hold fall by 20 dB a second: a little slower than OBS's own default (23.5), faster than
the 12 of IEC 60268-10 type I, where words run together on a short meter."""
HOLD_S = 1.5
RMS_S = 0.15
"""Time constant of the RMS bar; what arrives is a mean over 50 ms already."""
CLIP_S = 4.0
"""How long a clipped sample stays marked: long enough to look up."""
SILENT_AFTER_S = 0.4
"""Without news for this long a channel falls to silence: a dead meter must not stand."""
CLIP = 255
LOUD = 255 - 18
"""From -9 dBFS on the bar is yellow."""


class Level(NamedTuple):
    """Two channels of one moment."""

    peak_left: int = 0
    peak_right: int = 0
    rms_left: int = 0
    rms_right: int = 0


def loudest(meters: BoothMeters) -> Level:
    """The loudest of all inputs: what of the booth can be heard. OBS reports a muted input as
    silent. A length that is no multiple of four is cut."""
    levels = meters.levels[: len(meters.levels) // 4 * 4]
    if not levels:
        return Level()
    return Level(max(levels[0::4]), max(levels[1::4]), max(levels[2::4]), max(levels[3::4]))


class Shown(NamedTuple):
    """What a meter's channel shows, 0 to 255."""

    peak: float = 0.0
    rms: float = 0.0
    hold: float = 0.0
    clipped: bool = False


class Ballistics:
    """One channel of a meter: peak (up at once, down evenly), RMS (smoothed), hold, clip."""

    def __init__(self) -> None:
        self._target_rms = 0
        self._rms = 0.0
        self._peak = 0.0
        self._peaked_at_s = 0.0
        self._hold = 0.0
        self._held_at_s = 0.0
        self._fed_at_s = float("-inf")
        self._clipped_at_s = float("-inf")
        self._now_s = 0.0

    def feed(self, peak: int, rms: int, now_s: float) -> None:
        """News of a level at a monotonic time in seconds."""
        if self.at_rest:
            self._now_s = now_s  # it begins to rise here, not when it was last looked at
        if peak >= self._peak_at(now_s):
            self._peak, self._peaked_at_s = float(peak), now_s
        if peak >= self._hold_at(now_s):
            self._hold, self._held_at_s = float(peak), now_s
        if peak >= CLIP:
            self._clipped_at_s = now_s
        self._target_rms, self._fed_at_s = rms, now_s

    def at(self, now_s: float, moves: bool = True) -> Shown:
        """What to show now. With `moves` false (the system asks for no motion) the RMS steps to
        what was last heard, without smoothing."""
        passed_s = max(0.0, now_s - self._now_s)
        self._now_s = now_s
        if now_s - self._fed_at_s > SILENT_AFTER_S:
            self._target_rms = 0
        share = min(1.0, passed_s / RMS_S) if moves else 1.0
        self._rms += (self._target_rms - self._rms) * share
        if self._rms < 0.5 and self._target_rms == 0:
            self._rms = 0.0
        peak = max(self._rms, self._peak_at(now_s))
        hold = max(peak, self._hold_at(now_s))
        return Shown(peak, self._rms, hold, now_s - self._clipped_at_s < CLIP_S)

    @property
    def at_rest(self) -> bool:
        """Whether nothing showed when it was last looked at, and nothing will until new levels
        come."""
        return (
            self._rms == 0.0
            and self._target_rms == 0
            and self._peak_at(self._now_s) == 0.0
            and self._hold_at(self._now_s) == 0.0
            and self._now_s - self._clipped_at_s >= CLIP_S
        )

    def _peak_at(self, now_s: float) -> float:
        return max(0.0, self._peak - FALL_PER_S * max(0.0, now_s - self._peaked_at_s))

    def _hold_at(self, now_s: float) -> float:
        falling_s = now_s - self._held_at_s - HOLD_S
        return max(0.0, self._hold - FALL_PER_S * max(0.0, falling_s))


def _law(db: float) -> float:
    """Where a level stands on the meter, 0 to 1: the scale of IEC 60268-18 (0 to -60 dBFS)."""
    for floor, base, slope in (
        (-20.0, 50.0, 2.5),
        (-30.0, 30.0, 2.0),
        (-40.0, 15.0, 1.5),
        (-50.0, 7.5, 0.75),
        (-60.0, 2.5, 0.5),
        (-70.0, 0.0, 0.25),
    ):
        if db >= floor:
            return min(1.0, (base + slope * (db - floor)) / 100)
    return 0.0


_PARTS = tuple(_law((level - CLIP) / 2) for level in range(CLIP + 1))


def part(level: float) -> float:
    """Where a level stands on a meter: 0 the silent end, 1 full scale."""
    return _PARTS[max(0, min(CLIP, round(level)))]


class Marks(NamedTuple):
    """A channel in pixels from the silent end: equal marks need no painting."""

    peak: int = 0
    rms: int = 0
    hold: int = 0
    clipped: bool = False


@lru_cache(maxsize=32)
def _scale(length: int) -> tuple[int, ...]:
    return tuple(round(at * length) for at in _PARTS)


def marks(shown: Shown, length: int) -> Marks:
    """`shown` on a meter of `length` pixels."""
    scale = _scale(length)
    return Marks(
        scale[int(shown.peak)], scale[int(shown.rms)], scale[int(shown.hold)], shown.clipped
    )


_TRACK = colour(LINE)
_GOOD = colour(GOOD)
_GOOD_DIM = colour(GOOD).darker(190)
_LOUD = colour(WARNING)
_LOUD_DIM = colour(WARNING).darker(180)
_HOLD = colour(TEXT)


@lru_cache(maxsize=64)
def _strips(width: int, length: int) -> tuple[QPixmap, QPixmap]:
    """A full meter, bright and dim: painting a level is copying its lower part."""
    loud = _scale(length)[LOUD]
    made = []
    for low, high in ((_GOOD, _LOUD), (_GOOD_DIM, _LOUD_DIM)):
        strip = QPixmap(width, length)
        with QPainter(strip) as painter:
            painter.fillRect(0, 0, width, length - loud, high)
            painter.fillRect(0, length - loud, width, loud, low)
        made.append(strip)
    return made[0], made[1]


def paint_meter(painter: QPainter, rect: QRect, channel: Marks) -> None:
    """An upright channel that fills `rect` (opaque): RMS bright, peak dim above it, a line for the
    hold, a yellow cap for a clip. Whole pixels only, so antialiasing does not matter."""
    left, top, width, length = rect.left(), rect.top(), rect.width(), rect.height()
    peak, rms, hold, clipped = channel
    if peak < length:
        painter.fillRect(left, top, width, length - peak, _TRACK)
    if peak > 0:
        bright, dim = _strips(width, length)
        for strip, upper, lower in ((dim, peak, rms), (bright, rms, 0)):
            if upper > lower:
                down = length - upper
                painter.drawPixmap(left, top + down, strip, 0, down, width, upper - lower)
    if hold > 1:
        loud = hold > _scale(length)[LOUD]
        painter.fillRect(left, top + length - hold, width, 2, _LOUD if loud else _HOLD)
    if clipped:
        painter.fillRect(left, top, width, max(4, length // 30), _LOUD)
