"""Health over time: which figures of a booth are kept, how a stretch of time becomes one row, and
the rows as a page and as CSV."""

import csv
import io
import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import NamedTuple

from studio_app.domain.ids import BoothId
from studio_app.domain.struct import Fact

FINE_S = 10
"""Seconds that a row of the last hours is of."""
COARSE_S = 60
"""Seconds that a row of the last days is of."""
FINE_FOR = timedelta(hours=2)
"""How long the fine rows are kept."""
LONGEST_PAGE = timedelta(hours=72)


class Gather(Enum):
    """How the readings of a stretch of time become one value: what a technician looks for."""

    MEAN = "mean"
    WORST_HIGH = "highest"
    WORST_LOW = "lowest"
    POWER = "mean power"
    """Of decibels: the mean of the powers they stand for."""


class Quantity(NamedTuple):
    """One figure that is kept. `name` is its field and column; `digits` after the point."""

    name: str
    unit: str
    gather: Gather
    digits: int = 1


QUANTITIES: tuple[Quantity, ...] = (
    Quantity("fps", "frames/s", Gather.MEAN),
    Quantity("lagged_pct", "%", Gather.WORST_HIGH),
    Quantity("skipped_pct", "%", Gather.WORST_HIGH),
    Quantity("congestion_pct", "%", Gather.WORST_HIGH),
    Quantity("kbps", "kb/s", Gather.MEAN, 0),
    Quantity("cpu_pct", "%", Gather.MEAN),
    Quantity("disk_free_mb", "MB", Gather.WORST_LOW, 0),
    Quantity("round_trip_ms", "ms", Gather.WORST_HIGH),
    Quantity("peak_db", "dBFS", Gather.WORST_HIGH),
    Quantity("rms_db", "dBFS", Gather.POWER),
)


class HealthReading(Fact, frozen=True, kw_only=True):
    """A booth's figures at one moment; None where nothing is known."""

    fps: float | None = None
    """Frames a second that OBS rendered."""
    lagged_pct: float | None = None
    """Frames that the PC had no time to draw, of the last ten seconds, 0 to 100."""
    skipped_pct: float | None = None
    """Frames that the line did not take, of the last ten seconds; only while sending."""
    congestion_pct: float | None = None
    """OBS's congestion, 0 to 100; only while sending."""
    kbps: float | None = None
    cpu_pct: float | None = None
    disk_free_mb: float | None = None
    round_trip_ms: float | None = None
    """From the server to OBS and back."""
    peak_db: float | None = None
    """dBFS, the loudest input that viewers hear; known while on air or looked at."""
    rms_db: float | None = None
    """dBFS, the powers of all inputs that viewers hear added; no LUFS."""

    def value(self, name: str) -> float | None:
        """The figure of this name."""
        found: float | None = getattr(self, name)
        return found


class HealthRow(Fact, frozen=True, kw_only=True):
    """One stretch of time; `at` is its beginning, aware UTC."""

    at: datetime
    figures: HealthReading


class HealthPage(Fact, frozen=True, kw_only=True):
    """A booth's rows, oldest first, `every_s` seconds each. A stretch without a row is a gap:
    nothing was known of the booth then."""

    booth: BoothId
    every_s: int
    since: datetime
    until: datetime
    rows: tuple[HealthRow, ...] = ()


class Stretch:
    """Readings of one stretch of time, gathered to a row."""

    def __init__(self, begin: datetime) -> None:
        self.begin = begin
        self._values: dict[str, list[float]] = {}

    def add(self, reading: HealthReading) -> None:
        """One more reading."""
        for quantity in QUANTITIES:
            value = reading.value(quantity.name)
            if value is not None and math.isfinite(value):
                self._values.setdefault(quantity.name, []).append(value)

    def row(self) -> HealthRow | None:
        """The row; None when nothing was known all the time."""
        if not self._values:
            return None
        found = {
            quantity.name: round(_gathered(quantity.gather, values), quantity.digits)
            for quantity in QUANTITIES
            if (values := self._values.get(quantity.name))
        }
        return HealthRow(at=self.begin, figures=HealthReading(**found))


def beginning(at: datetime, every_s: int) -> datetime:
    """The beginning of the stretch of `every_s` seconds that a time lies in."""
    return datetime.fromtimestamp(at.timestamp() // every_s * every_s, UTC)


def health_csv(rows: Sequence[HealthRow]) -> str:
    """Rows as CSV with a heading: time in UTC, then each figure with its unit; empty is unknown.
    Commas and decimal points, as programs read it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["time_utc", *(f"{one.name} [{one.unit}]" for one in QUANTITIES)])
    for row in rows:
        values = [row.figures.value(one.name) for one in QUANTITIES]
        shown = [
            "" if value is None else f"{value:.{one.digits}f}"
            for value, one in zip(values, QUANTITIES, strict=True)
        ]
        writer.writerow([row.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), *shown])
    return out.getvalue()


def _gathered(gather: Gather, values: Sequence[float]) -> float:
    match gather:
        case Gather.WORST_HIGH:
            return max(values)
        case Gather.WORST_LOW:
            return min(values)
        case Gather.MEAN:
            return sum(values) / len(values)
        case Gather.POWER:
            power = sum(10 ** (value / 10) for value in values) / len(values)
            return 10 * math.log10(power) if power > 0 else min(values)
