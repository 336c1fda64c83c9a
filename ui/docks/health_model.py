"""What the health plots show, without Qt: the rows, their scales, curves with their gaps."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import NamedTuple

from studio_app.domain.health import COARSE_S, FINE_S, HealthRow

LATE = timedelta(seconds=25)
"""A row is handed out so much after its end at the latest; until then nothing is missing."""
VIETNAM = timedelta(hours=7)


class Reach(NamedTuple):
    """How far back, in rows of how many seconds."""

    back: timedelta
    every_s: int


class Range(Enum):
    """How far back the plots go."""

    HOUR = Reach(timedelta(hours=1), FINE_S)
    NIGHT = Reach(timedelta(hours=12), COARSE_S)


class Plot(NamedTuple):
    """One row: its figures' names (the first drawn strongly), the scale's ends, and from where on
    a value is a worry. Without `grows` the scale is fixed."""

    names: tuple[str, ...]
    low: float
    high: float
    grows: bool = True
    worry_over: float | None = None
    worry_under: float | None = None

    def worries(self, value: float | None) -> bool:
        """Whether a value of the first figure is a worry."""
        if value is None:
            return False
        if self.worry_over is not None and value > self.worry_over:
            return True
        return self.worry_under is not None and value < self.worry_under


PLOTS: tuple[Plot, ...] = (
    Plot(("fps",), 0, 40),
    Plot(("lagged_pct",), 0, 5, worry_over=1),
    Plot(("skipped_pct",), 0, 5, worry_over=1),
    Plot(("congestion_pct",), 0, 100, grows=False, worry_over=30),
    Plot(("kbps",), 0, 1000),
    Plot(("cpu_pct",), 0, 100, grows=False, worry_over=80),
    Plot(("disk_free_mb",), 0, 10_000, worry_under=5000),
    Plot(("round_trip_ms",), 0, 20),
    Plot(("rms_db", "peak_db"), -60, 0, grows=False),
)


class Point(NamedTuple):
    """A value and the middle of the stretch of time that it is of."""

    at: datetime
    value: float


def curve(rows: Sequence[HealthRow], name: str, every_s: int) -> list[list[Point]]:
    """A figure's pieces: a stretch of which nothing is known ends one, and is never drawn over."""
    pieces: list[list[Point]] = []
    half, follows = timedelta(seconds=every_s / 2), timedelta(seconds=every_s * 1.5)
    last: datetime | None = None
    for row in rows:
        value = row.figures.value(name)
        if value is None:
            last = None
            continue
        if last is None or row.at - last > follows:
            pieces.append([])
        pieces[-1].append(Point(row.at + half, value))
        last = row.at
    return pieces


def gaps(
    rows: Sequence[HealthRow], since: datetime, until: datetime, every_s: int
) -> list[tuple[datetime, datetime]]:
    """The stretches of which nothing at all is known."""
    every = timedelta(seconds=every_s)
    found: list[tuple[datetime, datetime]] = []
    known_until = since
    for row in rows:
        if row.at - known_until > every / 2:
            found.append((known_until, row.at))
        known_until = max(known_until, row.at + every)
    if until - known_until > every + LATE:
        found.append((known_until, until))
    return found


def top(values: Sequence[float], plot: Plot) -> float:
    """The scale's upper end: what is usual, or the next 1, 2 or 5 over the highest value."""
    highest = max(values, default=plot.high)
    if not plot.grows or highest <= plot.high:
        return plot.high
    power: float = 10 ** math.floor(math.log10(highest))
    return next(power * step for step in (1, 2, 5, 10) if power * step >= highest)


def joined(
    old: Sequence[HealthRow], new: Sequence[HealthRow], since: datetime
) -> tuple[HealthRow, ...]:
    """Rows after some more have come: of one moment the newer, nothing before `since`."""
    rows = {row.at: row for row in (*old, *new) if row.at >= since}
    return tuple(rows[at] for at in sorted(rows))


def row_at(rows: Sequence[HealthRow], at: datetime, every_s: int) -> HealthRow | None:
    """The row whose stretch a moment lies in; None in a gap."""
    every = timedelta(seconds=every_s)
    return next((row for row in reversed(rows) if row.at <= at < row.at + every), None)


def ticks(since: datetime, until: datetime, most: int) -> list[datetime]:
    """Whole times of day in Vietnam between two moments, at most about so many."""
    minutes = (until - since).total_seconds() / 60
    step = next((m for m in (5, 10, 15, 30, 60, 120, 180, 360) if minutes / m <= max(1, most)), 720)
    first = (since + VIETNAM).timestamp() // (step * 60) + 1
    found = []
    at = datetime.fromtimestamp(first * step * 60, UTC) - VIETNAM
    while at < until:
        found.append(at)
        at += timedelta(minutes=step)
    return found
