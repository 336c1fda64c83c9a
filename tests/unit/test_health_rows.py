"""A stretch of time as one row, and rows as CSV."""

import math
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_app.domain.health import (
    COARSE_S,
    QUANTITIES,
    HealthReading,
    HealthRow,
    Stretch,
    beginning,
    health_csv,
)

START = datetime(2026, 3, 1, 19, 0, tzinfo=UTC)


def row_of(*readings: HealthReading) -> HealthRow | None:
    """What these readings come to."""
    stretch = Stretch(START)
    for reading in readings:
        stretch.add(reading)
    return stretch.row()


def test_each_figure_keeps_what_a_technician_looks_for() -> None:
    row = row_of(
        HealthReading(cpu_pct=10, skipped_pct=0, disk_free_mb=900, peak_db=-30, rms_db=-20),
        HealthReading(cpu_pct=20, skipped_pct=4, disk_free_mb=800, peak_db=-10, rms_db=-20),
    )
    assert row is not None
    found = row.figures
    assert (found.cpu_pct, found.skipped_pct, found.disk_free_mb) == (15, 4, 800)
    assert (found.peak_db, found.rms_db) == (-10, -20)
    assert found.kbps is None


def test_the_mean_of_decibels_is_that_of_their_powers() -> None:
    row = row_of(HealthReading(rms_db=-10), HealthReading(rms_db=-100))
    assert row is not None
    assert row.figures.rms_db == pytest.approx(-13, abs=0.05)


def test_nothing_known_is_no_row_at_all() -> None:
    assert row_of() is None
    assert row_of(HealthReading(), HealthReading(fps=math.nan)) is None


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001
def test_a_stretch_begins_at_a_whole_minute(naive: datetime) -> None:
    at = naive.replace(tzinfo=UTC)
    begin = beginning(at, COARSE_S)
    assert begin.second == begin.microsecond == 0
    assert timedelta(0) <= at - begin < timedelta(seconds=COARSE_S)


def test_csv_names_units_and_leaves_gaps_empty() -> None:
    row = HealthRow(at=START, figures=HealthReading(fps=29.97, kbps=2500, peak_db=-6))
    head, line = health_csv([row]).splitlines()
    assert head.startswith("time_utc,fps [frames/s],")
    assert len(head.split(",")) == len(line.split(",")) == 1 + len(QUANTITIES)
    assert line == "2026-03-01T19:00:00Z,30.0,,,,2500,,,,-6.0,"
