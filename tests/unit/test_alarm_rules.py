"""What counts as wrong by the facts, what several booths have in common, and which limits fit."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_app.domain.actions.alarms import SetAlarmLimits
from studio_app.domain.alarm import AlarmKind, Cause, Severity
from studio_app.domain.alarm_limits import AlarmLimits, AlarmOverrides, limits_of
from studio_app.domain.booth import (
    Booth,
    Health,
    Link,
    LinkStatus,
    Live,
    LiveStatus,
    Output,
    OutputHealth,
    OutputStatus,
    SentBy,
)
from studio_app.domain.health import HealthReading, HealthRow
from studio_app.domain.ids import BoothId
from studio_app.domain.problems import PROBLEMS, Problem, problem
from studio_app.domain.recovery import Panic
from studio_app.domain.settings import StudioSettings, read_settings
from studio_app.services.alarm_conditions import (
    RULES,
    BoothView,
    Condition,
    Family,
    conditions_of_booth,
    conditions_of_server,
)
from studio_app.services.alarm_groups import Place, cause_of, place_of
from studio_app.services.alarm_suggest import suggest, suggest_room, suggestions
from studio_app.services.studio_text import set_alarms

NOW = datetime(2026, 5, 1, 19, tzinfo=UTC)
LIMITS = AlarmLimits()
UP = Link(status=LinkStatus.CONNECTED, since=NOW)
RUNS = Output(status=OutputStatus.ACTIVE, since=NOW)


def booth(address: str = "10.0.0.7:4455", sent_by: SentBy = SentBy.OBS) -> Booth:
    return Booth(number=1, name="B", address=address, local=False, sent_by=sent_by)


def view(
    link: Link | None = UP,
    *,
    stream: Output | None = None,
    health: Health | None = None,
    live: Live | None = None,
    entry: Booth | None = None,
) -> BoothView:
    """A booth with these facts, linked unless said otherwise."""
    return BoothView(BoothId("b"), entry or booth(), link, stream=stream, health=health, live=live)


def found(what: BoothView, *standing: AlarmKind, limits: AlarmLimits = LIMITS) -> list[Condition]:
    """What is wrong; something must be known."""
    conditions = conditions_of_booth(what, limits, frozenset(standing))
    assert conditions is not None
    return list(conditions)


def kinds(what: BoothView, *standing: AlarmKind, limits: AlarmLimits = LIMITS) -> list[AlarmKind]:
    return [condition.kind for condition in found(what, *standing, limits=limits)]


def lost(code: str = "link_closed", status: LinkStatus = LinkStatus.LOST) -> Link:
    heard = NOW - timedelta(seconds=6)
    return Link(status=status, since=NOW, problem=Problem(code=code), last_heard=heard)


def test_every_kind_has_its_rule() -> None:
    assert set(RULES) == set(AlarmKind)


def test_what_swings_must_be_well_for_longer_than_what_is_up_or_down() -> None:
    clear_s = {kind: rule.clear_after_s for kind, rule in RULES.items()}
    assert clear_s[AlarmKind.LINK_LOST] == clear_s[AlarmKind.BLACK] == 3.0
    assert clear_s[AlarmKind.STREAM_RECONNECTING] == clear_s[AlarmKind.SERVER_CLOCK] == 5.0
    assert clear_s[AlarmKind.DISK_LOW] == clear_s[AlarmKind.CONGESTED] == 10.0
    assert clear_s[AlarmKind.CPU_HIGH] == 20.0
    assert clear_s[AlarmKind.NOT_LIVE] == 1.0


def test_a_booth_that_is_well_has_nothing() -> None:
    assert kinds(view()) == []
    assert kinds(view(stream=RUNS, health=Health(disk_free_mb=80_000, cpu_pct=20))) == []


@pytest.mark.parametrize(
    ("link", "kind"),
    [
        (lost(), AlarmKind.LINK_LOST),
        (lost("link_no_answer"), AlarmKind.LINK_LOST),
        (lost("link_closed", LinkStatus.CONNECTING), AlarmKind.LINK_LOST),
        (lost("link_frozen"), AlarmKind.OBS_HANGS),
        (lost("link_not_ready", LinkStatus.CONNECTING), AlarmKind.OBS_NOT_READY),
        (lost("link_wrong_password", LinkStatus.REFUSED), AlarmKind.LINK_REFUSED),
        (Link(status=LinkStatus.STALE, since=NOW), AlarmKind.OBS_HANGS),
    ],
)
def test_a_link_that_is_gone(link: Link, kind: AlarmKind) -> None:
    assert kinds(view(link=link)) == [kind]


def test_with_the_link_gone_that_is_the_one_thing_to_say() -> None:
    everything = view(
        link=lost(),
        stream=Output(status=OutputStatus.RECONNECTING),
        health=Health(disk_free_mb=10, cpu_pct=99),
    )
    assert kinds(everything) == [AlarmKind.LINK_LOST]


def test_a_panic_that_did_not_come_through_is_said_above_all() -> None:
    panic = Panic(since=NOW, by="Lan", problem=problem("link_no_answer", address="x"))
    assert kinds(view()._replace(panic=panic)) == [AlarmKind.NO_STANDBY]
    gone = view(link=lost())._replace(panic=panic)
    assert kinds(gone) == [AlarmKind.LINK_LOST, AlarmKind.NO_STANDBY]
    assert kinds(view()._replace(panic=Panic(since=NOW, by="Lan", on_air=True))) == []


def test_a_first_try_says_nothing() -> None:
    trying = Link(status=LinkStatus.CONNECTING, since=NOW)
    assert conditions_of_booth(view(link=trying), LIMITS) is None
    assert conditions_of_booth(view(link=None), LIMITS) is None


def test_a_lost_booth_presses_by_whether_it_was_on_air() -> None:
    (calm,) = found(view(link=lost()))
    (hot,) = found(view(link=lost(), stream=RUNS))
    by_platform = booth(sent_by=SentBy.PLATFORM_PROGRAM)
    said = view(link=lost(), entry=by_platform, live=Live(status=LiveStatus.LIVE))
    (filmed,) = found(said)
    assert [calm.severity, hot.severity, filmed.severity] == [
        Severity.WARNING,
        Severity.CRITICAL,
        Severity.CRITICAL,
    ]
    assert hot.since == NOW - timedelta(seconds=6)


def test_a_disk_far_below_its_limit_is_critical() -> None:
    assert [c.severity for c in found(view(health=Health(disk_free_mb=900)))] == [Severity.CRITICAL]
    assert kinds(view(health=Health(disk_free_mb=0))) == []  # OBS cannot read it


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        (view(health=Health(disk_free_mb=5200)), AlarmKind.DISK_LOW),
        (view(health=Health(cpu_pct=75)), AlarmKind.CPU_HIGH),
        (view(health=Health(render_skipped_pct=0.7)), AlarmKind.LAGGED),
        (view(stream=Output(status=OutputStatus.ACTIVE, congestion=0.25)), AlarmKind.CONGESTED),
        (view(stream=Output(status=OutputStatus.ACTIVE, skipped_pct=0.7)), AlarmKind.SKIPPED),
    ],
)
def test_a_figure_must_get_well_past_its_limit(what: BoothView, kind: AlarmKind) -> None:
    assert kinds(what) == []
    assert kinds(what, kind) == [kind]


def test_no_proof_rings_after_its_minutes_or_never() -> None:
    sends = Output(status=OutputStatus.ACTIVE, since=NOW, health=OutputHealth.UNPROVEN)
    (condition,) = found(view(stream=sends))
    assert (condition.kind, condition.since) == (AlarmKind.UNPROVEN, NOW)
    assert condition.raise_after_s == 600
    assert kinds(view(stream=sends), limits=AlarmLimits(unproven_min=0)) == []


def test_words_name_the_limit_and_every_code_has_some() -> None:
    (condition,) = found(view(health=Health(cpu_pct=99)))
    assert "80 %" in condition.problem.text
    assert "{" not in condition.problem.text
    assert {code for code in PROBLEMS if code.startswith("alarm_")} > {"alarm_cpu", "alarm_line"}


def test_the_server_itself() -> None:
    warnings = [
        problem("disk_full", path="x"),
        problem("keyring_missing"),
        problem("clock_jumped", seconds=60),
    ]
    said = conditions_of_server(warnings, 0.3, "/data", LIMITS)
    assert [(each.kind, each.severity) for each in said] == [
        (AlarmKind.SERVER_DISK, Severity.CRITICAL),
        (AlarmKind.SERVER_DATABASE, Severity.CRITICAL),
        (AlarmKind.SERVER_CLOCK, Severity.WARNING),
    ]
    assert conditions_of_server([], 2.1, "/data", LIMITS) == ()
    standing = frozenset({AlarmKind.SERVER_DISK})
    assert len(conditions_of_server([], 2.1, "/data", LIMITS, standing)) == 1
    assert conditions_of_server([], None, "/data", LIMITS) == ()


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("10.0.0.7:4455", Place("10.0.0.7", "10.0.0.0/24")),
        ("Booth-PC-02:4455", Place("booth-pc-02")),
        ("[fd00::7]:4455", Place("fd00::7")),
        ("127.0.0.1:4455", Place("127.0.0.1")),
    ],
)
def test_where_a_booth_stands(address: str, place: Place) -> None:
    assert place_of(booth(address)) == place


A, B, C = Place("a", "1"), Place("b", "1"), Place("c", "2")


@pytest.mark.parametrize(
    ("family", "places", "cause"),
    [
        (Family.LINK, [A], (Cause.ITSELF, "")),
        (Family.LINK, [A, A], (Cause.MACHINE, "a")),
        (Family.LINK, [A, B], (Cause.NETWORK, "1")),
        (Family.LINK, [A, B, C], (Cause.NETWORK, "")),
        (Family.SEND, [A, C], (Cause.LINE, "")),
        (Family.DISK, [A, A], (Cause.MACHINE, "a")),
        (Family.PICTURE, [A, B], (Cause.TOGETHER, "")),
    ],
)
def test_what_booths_have_in_common(
    family: Family, places: Sequence[Place], cause: tuple[Cause, str]
) -> None:
    booths = [BoothId(str(number)) for number in range(len(places))]
    assert cause_of(family, booths, places) == cause


# --- limits --------------------------------------------------------------------------------------


def test_a_booth_has_its_own_limits_beside_those_of_all() -> None:
    text = """
[alarms]
black_s = 8
[[booth]]
id = "b1"
number = 1
name = "Một"
alarms = { cpu_pct = 95 }
"""
    read = read_settings(text, "studio.toml")
    assert read.problems == ()
    mine = limits_of(read.settings.alarms, read.settings.booth[0].alarms)
    assert (mine.black_s, mine.cpu_pct, mine.frozen_s) == (8, 95, 10)


def test_a_wrong_limit_is_said_with_its_line_and_keeps_what_it_was() -> None:
    before = StudioSettings(alarms=AlarmLimits(black_s=7))
    text = '[alarms]\nblack_s = "soon"\ncpu_pc = 3\nsilent_s = 4\n'
    read = read_settings(text, "studio.toml", before)
    assert (read.settings.alarms.black_s, read.settings.alarms.silent_s) == (7, 4)
    said = sorted(each.text for each in read.problems)
    assert said == [
        'studio.toml:2: alarms.black_s: must be seconds from 0 to 3600, got "soon"',
        "studio.toml:3: alarms.cpu_pc: unknown; did you mean cpu_pct?",
    ]


def test_a_wrong_limit_of_a_booth_is_said_with_its_line() -> None:
    text = '[[booth]]\nid = "b1"\nnumber = 1\nname = "M"\n[booth.alarms]\ncpu_pct = 900\n'
    (said,) = read_settings(text, "studio.toml").problems
    assert said.text.startswith("studio.toml:6: booth[0].alarms.cpu_pct: must be percent")


@pytest.mark.parametrize(
    ("before", "booth_id", "after"),
    [
        ("", None, "[alarms]\nblack_s = 8\n"),
        ("# x\n[alarms]  # mine\nfrozen_s = 3 # y\n", None, "# x\n[alarms]  # mine\nblack_s = 8\n"),
        (
            '[[booth]]\nid = "b1"\n[booth.alarms]\ncpu_pct = 9\n',
            "b1",
            '[[booth]]\nid = "b1"\n[booth.alarms]\nblack_s = 8\n',
        ),
        ('[[booth]]\nid = "b1"\n', "b1", '[[booth]]\nid = "b1"\nalarms = {black_s = 8}\n'),
    ],
)
def test_limits_are_written_where_they_belong(
    before: str, booth_id: str | None, after: str
) -> None:
    assert set_alarms(before, {"black_s": 8.0}, booth_id) == after


def test_a_booth_without_limits_of_its_own_says_nothing_of_them() -> None:
    text = '[[booth]]\nid = "b1"\nalarms = { cpu_pct = 9 }\nnumber = 1\n'
    assert "alarms" not in set_alarms(text, {}, "b1")
    assert set_alarms("", {}) == ""


def test_an_action_says_only_what_it_sets() -> None:
    action = SetAlarmLimits(limits=AlarmOverrides(black_s=3))
    assert action.limits.set_fields() == {"black_s": 3}


# --- suggestions ---------------------------------------------------------------------------------


def test_a_limit_lies_a_quarter_above_what_is_usual() -> None:
    assert suggest([40.0] * 99 + [100.0], 20, 95) == 50
    assert suggest([2.0] * 100, 20, 95) == 20
    assert suggest([99.0] * 100, 20, 95) == 95
    assert suggest([40.0] * 10, 20, 95) is None


@given(st.lists(st.floats(0, 100), min_size=60, max_size=200))
def test_a_suggested_limit_rings_seldom_and_is_allowed(samples: list[float]) -> None:
    limit = suggest(samples, 0.5, 95)
    assert limit is not None
    assert 0.5 <= limit <= 95
    above = sum(value > limit for value in samples)
    assert limit == 95 or above <= len(samples) * 0.01 + 1


def test_room_is_for_what_a_show_took() -> None:
    hours = [(NOW + timedelta(minutes=10 * step), 100 - step * 0.5) for step in range(144)]
    assert suggest_room(hours) == 54  # 3 GB an hour for twelve hours, and half again
    assert suggest_room(hours[:20]) is None
    assert suggest_room([(at, 50.0) for at, _ in hours]) is None


def test_all_that_a_booths_history_suggests() -> None:
    rows = [
        HealthRow(
            at=NOW + timedelta(minutes=step),
            figures=HealthReading(cpu_pct=30.0, congestion_pct=10.0, disk_free_mb=1e5 - step * 50),
        )
        for step in range(120)
    ]
    said = {each.field: each for each in suggestions(rows, LIMITS)}
    assert set(said) == {"cpu_pct", "congestion", "disk_gb"}
    assert (said["cpu_pct"].now, said["cpu_pct"].suggested) == (80, 38)
    assert said["congestion"].suggested == 0.13
    assert said["disk_gb"].suggested == 9
    assert suggestions([], LIMITS) == ()
