"""When the platform and OBS say otherwise: what is an alarm, and how long before it is one."""

from datetime import UTC, datetime, timedelta

import pytest

from studio_app.domain.alarm import AlarmKind, Severity
from studio_app.domain.alarm_limits import AlarmLimits
from studio_app.domain.booth import (
    PERSON,
    Booth,
    Link,
    LinkStatus,
    Live,
    LiveStatus,
    Output,
    OutputHealth,
    OutputStatus,
    SentBy,
)
from studio_app.domain.ids import BoothId
from studio_app.domain.problems import problem
from studio_app.services.alarm_conditions import BoothView, Condition, conditions_of_booth

NOW = datetime(2026, 11, 30, 20, tzinfo=UTC)
LIMITS = AlarmLimits(mismatch_s=8, going_live_s=90)
RUNS = Output(status=OutputStatus.ACTIVE, since=NOW)
OFF = Output(status=OutputStatus.OFF)


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def told(
    status: LiveStatus, at_s: float, *, was_live: bool = False, source: str = "tiktok"
) -> Live:
    return Live(status=status, source=source, since=after(at_s), was_live=was_live)


def found(stream: Output | None, live: Live, sent_by: SentBy = SentBy.OBS) -> list[Condition]:
    booth = Booth(number=1, name="B", address="10.0.0.7:4455", local=False, sent_by=sent_by)
    up = Link(status=LinkStatus.CONNECTED, since=NOW)
    camera = Output(status=OutputStatus.ACTIVE)
    view = BoothView(BoothId("b"), booth, up, stream=stream, live=live, camera=camera)
    return list(conditions_of_booth(view, LIMITS) or ())


@pytest.mark.parametrize(
    ("live", "rings_at_s"),
    [
        (told(LiveStatus.NOT_LIVE, -3600), 90),  # since before the stream
        (told(LiveStatus.NOT_LIVE, 5), 90),  # a channel that was connected meanwhile
        (told(LiveStatus.NOT_LIVE, 85), 93),
        (told(LiveStatus.NOT_LIVE, 600), 608),
        (told(LiveStatus.NOT_LIVE, 20, was_live=True), 28),  # it was there, and has ended
        (told(LiveStatus.NOT_LIVE, 600, was_live=True), 608),
        (told(LiveStatus.NOT_LIVE, 20, source=PERSON), 20),  # who has looked need not wait
    ],
)
def test_a_live_that_ends_rings_soon_and_one_that_begins_has_time(
    live: Live, rings_at_s: float
) -> None:
    (condition,) = found(RUNS, live)
    assert (condition.kind, condition.severity) == (AlarmKind.NOT_LIVE, Severity.CRITICAL)
    assert condition.since is not None
    rings = condition.since + timedelta(seconds=condition.raise_after_s)
    assert rings == after(rings_at_s)


def test_live_without_obs() -> None:
    (condition,) = found(OFF, told(LiveStatus.LIVE, 0))
    assert (condition.kind, condition.raise_after_s) == (AlarmKind.NOT_SENDING, 8)
    assert "end the live there" in condition.problem.text


def test_a_stream_that_ended_by_itself_is_said_once() -> None:
    gone = Output(status=OutputStatus.OFF, problem=problem("output_stopped_itself", output="x"))
    conditions = found(gone, told(LiveStatus.LIVE, 0))
    assert [condition.kind for condition in conditions] == [AlarmKind.STREAM_STOPPED]


@pytest.mark.parametrize("status", [OutputStatus.STARTING, OutputStatus.STOPPING])
@pytest.mark.parametrize("live", list(LiveStatus))
def test_what_is_on_its_way_is_no_mismatch(status: OutputStatus, live: LiveStatus) -> None:
    assert found(Output(status=status, since=NOW), told(live, 0)) == []


def test_who_agrees_is_well() -> None:
    assert found(RUNS, told(LiveStatus.LIVE, 0)) == []
    assert found(OFF, told(LiveStatus.NOT_LIVE, 0)) == []
    assert found(RUNS, Live()) == found(OFF, Live()) == []
    assert found(None, told(LiveStatus.LIVE, 0)) == []


def test_what_the_platforms_program_sends_is_not_obs_affair() -> None:
    """Its virtual camera may run all day."""
    for live in (LiveStatus.LIVE, LiveStatus.NOT_LIVE):
        assert found(OFF, told(live, 0), SentBy.PLATFORM_PROGRAM) == []


def test_not_live_says_more_than_not_proven() -> None:
    unproven = Output(status=OutputStatus.ACTIVE, since=NOW, health=OutputHealth.UNPROVEN)
    (condition,) = found(unproven, told(LiveStatus.NOT_LIVE, 0))
    assert condition.kind is AlarmKind.NOT_LIVE
