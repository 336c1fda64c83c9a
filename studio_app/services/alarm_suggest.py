"""Where a limit would ring seldom and yet in time, by a booth's own history: pure."""

import math
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from studio_app.domain.actions.alarms import LimitSuggestion
from studio_app.domain.alarm_limits import AlarmLimits
from studio_app.domain.health import HealthReading, HealthRow

LEAST_SAMPLES = 60
"""Fewer say nothing of a booth's ways."""
MARGIN = 1.25
SHOW = timedelta(hours=12)
"""As long as a recording goes on without anybody who makes room."""
SHOWS_OF_ROOM = 1.5


def suggest(samples: Sequence[float], least: float, most: float) -> float | None:
    """A limit for a figure that is bad when high: a quarter above what 99 of 100 samples stay
    below, within `least` and `most`; None when there are too few samples."""
    if len(samples) < LEAST_SAMPLES:
        return None
    return _round_up(min(most, max(least, usual(samples) * MARGIN)))


def suggest_room(free_gb: Sequence[tuple[datetime, float]]) -> float | None:
    """A limit for free room in GB: half again as much as was ever used up within `SHOW`. Samples
    in order of time; None when there are too few, or nothing was recorded."""
    if len(free_gb) < LEAST_SAMPLES:
        return None
    most_used = 0.0
    highest: deque[tuple[datetime, float]] = deque()
    for at, free in free_gb:
        while highest and highest[-1][1] <= free:
            highest.pop()
        highest.append((at, free))
        while at - highest[0][0] > SHOW:
            highest.popleft()
        most_used = max(most_used, highest[0][1] - free)
    return _round_up(max(1.0, most_used * SHOWS_OF_ROOM)) if most_used > 0 else None


def usual(samples: Sequence[float]) -> float:
    """What 99 of 100 samples stay at or below."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, math.ceil(len(ordered) * 0.99) - 1)]


class _Figure(NamedTuple):
    """A limit and what it is judged by."""

    field: str
    least: float
    most: float
    read: Callable[[HealthReading], float | None]


def _congestion(reading: HealthReading) -> float | None:
    return None if reading.congestion_pct is None else reading.congestion_pct / 100


FIGURES: tuple[_Figure, ...] = (
    _Figure("cpu_pct", 20.0, 95.0, lambda reading: reading.cpu_pct),
    _Figure("skipped_pct", 0.5, 20.0, lambda reading: reading.skipped_pct),
    _Figure("lagged_pct", 0.5, 20.0, lambda reading: reading.lagged_pct),
    _Figure("congestion", 0.1, 0.9, _congestion),
)


def suggestions(rows: Sequence[HealthRow], limits: AlarmLimits) -> tuple[LimitSuggestion, ...]:
    """All that a booth's rows, in order of time, suggest."""
    found = []
    for figure in FIGURES:
        read = [figure.read(row.figures) for row in rows]
        samples = [value for value in read if value is not None]
        value = suggest(samples, figure.least, figure.most)
        if value is not None:
            found.append(_suggestion(figure.field, limits, value, len(samples), usual(samples)))
    room = [
        (row.at, row.figures.disk_free_mb / 1000)
        for row in rows
        if row.figures.disk_free_mb is not None and row.figures.disk_free_mb > 0
    ]
    least_room = suggest_room(room)
    if least_room is not None:
        low = -usual([-free for _, free in room])
        found.append(_suggestion("disk_gb", limits, least_room, len(room), low))
    return tuple(found)


def _suggestion(
    field: str, limits: AlarmLimits, value: float, samples: int, seen: float
) -> LimitSuggestion:
    now: float = getattr(limits, field)
    return LimitSuggestion(
        field=field, now=now, suggested=value, samples=samples, usual=round(seen, 3)
    )


def _round_up(value: float) -> float:
    """To two digits that mean something: 13.7 becomes 14, 0.123 becomes 0.13."""
    step = 10.0 ** (math.floor(math.log10(value)) - 1)
    return round(math.ceil(round(value / step, 6)) * step, 6)
