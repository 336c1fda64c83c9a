"""What needs a person: the rule, from facts alone."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from studio_app.domain.alarm import Alarm, AlarmKind, Cause
from studio_app.domain.alarm import Severity as AlarmSeverity
from studio_app.domain.booth import (
    PERSON,
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
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.onair import judge_air
from studio_app.domain.problems import problem
from tests.ui.fake_client import START
from ui.bridge.client import BoothKey, ConnectionStatus
from ui.console.needs_me_rule import (
    Need,
    NeedKind,
    ServerView,
    Severity,
    aged,
    needs_of_booth,
    ordered,
    what_needs_me,
)
from ui.console.needs_me_words import headline, need_icon, need_text, need_time, need_tip
from ui.console.wall_booth import BoothView

SERVER = ServerId("srv000000001")
UP = ServerView(SERVER, "Nova Q7", ConnectionStatus.CONNECTED)
SENDING = Output(status=OutputStatus.ACTIVE, since=START, health=OutputHealth.GOOD)


@dataclass
class Facts:
    """A healthy booth on air, but for what a test changes."""

    number: int = 7
    link: Link | None = field(
        default_factory=lambda: Link(status=LinkStatus.CONNECTED, since=START)
    )
    stream: Output | None = SENDING
    record: Output | None = None
    virtualcam: Output | None = None
    live: Live | None = None
    health: Health | None = None
    sent_by: SentBy = SentBy.OBS
    server_up: bool = True
    warnings: tuple[Any, ...] = ()
    alarms: tuple[Alarm, ...] = ()

    def view(self) -> BoothView:
        booth = Booth(
            number=self.number,
            name="Mỹ phẩm",
            address="127.0.0.1:4455",
            local=True,
            sent_by=self.sent_by,
            warnings=self.warnings,
        )
        return BoothView(
            key=key(self.number),
            booth=booth,
            server_up=self.server_up,
            air=judge_air(booth, self.link, self.stream, self.live),
            link=self.link,
            stream=self.stream,
            record=self.record,
            virtualcam=self.virtualcam,
            live=self.live,
            health=self.health,
            alarms=self.alarms,
        )


def key(number: int) -> BoothKey:
    return SERVER, BoothId(f"booth-{number}")


def kinds(facts: Facts) -> list[NeedKind]:
    return [need.kind for need in needs_of_booth(facts.view())]


def test_a_booth_that_is_all_right_needs_nobody() -> None:
    assert kinds(Facts()) == []
    assert what_needs_me([UP], [Facts().view()]) == ()


def standing(kind: AlarmKind, severity: AlarmSeverity = AlarmSeverity.CRITICAL) -> Alarm:
    """An alarm that goes on and that nobody has taken notice of."""
    return Alarm(
        kind=kind,
        severity=severity,
        cause=Cause.ITSELF,
        problem=problem("alarm_not_live"),
        since=START,
        raised_at=START,
    )


def test_what_a_channel_says_waits_for_the_platform_to_catch_up() -> None:
    told = Facts(live=Live(status=LiveStatus.NOT_LIVE, source="tiktok", since=START))
    assert kinds(told) == []
    told.alarms = (standing(AlarmKind.NOT_LIVE),)
    assert kinds(told) == [NeedKind.NOT_LIVE]


def test_live_without_a_stream_is_in_the_strip() -> None:
    facts = Facts(stream=Output(status=OutputStatus.OFF))
    facts.live = Live(status=LiveStatus.LIVE, source="tiktok", since=START)
    facts.alarms = (standing(AlarmKind.NOT_SENDING, AlarmSeverity.WARNING),)
    (need,) = needs_of_booth(facts.view())
    assert (need.kind, need.severity) == (NeedKind.ALARM, Severity.WARNING)


@pytest.mark.parametrize(
    ("facts", "kind", "severity"),
    [
        (
            Facts(link=Link(status=LinkStatus.LOST, since=START)),
            NeedKind.LINK_LOST,
            Severity.ALARM,
        ),
        (
            Facts(link=Link(status=LinkStatus.LOST, since=START), stream=None),
            NeedKind.LINK_LOST,
            Severity.WARNING,
        ),
        (
            Facts(
                link=Link(
                    status=LinkStatus.CONNECTING,
                    since=START,
                    problem=problem("link_no_answer", address="x"),
                ),
                stream=None,
            ),
            NeedKind.LINK_LOST,
            Severity.WARNING,
        ),
        (
            Facts(link=Link(status=LinkStatus.REFUSED, since=START), stream=None),
            NeedKind.LINK_REFUSED,
            Severity.WARNING,
        ),
        (
            Facts(link=Link(status=LinkStatus.STALE, since=START)),
            NeedKind.LINK_STALE,
            Severity.ALARM,
        ),
        (
            Facts(stream=replace(SENDING, status=OutputStatus.RECONNECTING)),
            NeedKind.RECONNECTING,
            Severity.ALARM,
        ),
        (
            Facts(stream=replace(SENDING, health=OutputHealth.STALLED)),
            NeedKind.STALLED,
            Severity.ALARM,
        ),
        (
            Facts(stream=replace(SENDING, health=OutputHealth.SKIPPING)),
            NeedKind.SKIPPING,
            Severity.WARNING,
        ),
        (
            Facts(stream=replace(SENDING, health=OutputHealth.CONGESTED)),
            NeedKind.CONGESTED,
            Severity.WARNING,
        ),
        (
            Facts(
                stream=Output(
                    status=OutputStatus.OFF, problem=problem("output_stopped_itself", output="x")
                )
            ),
            NeedKind.STOPPED,
            Severity.ALARM,
        ),
        (
            Facts(live=Live(status=LiveStatus.NOT_LIVE, source=PERSON)),
            NeedKind.NOT_LIVE,
            Severity.ALARM,
        ),
        (
            Facts(
                sent_by=SentBy.PLATFORM_PROGRAM,
                stream=None,
                live=Live(status=LiveStatus.LIVE),
                virtualcam=Output(status=OutputStatus.OFF),
            ),
            NeedKind.CAMERA_OFF,
            Severity.ALARM,
        ),
        (Facts(health=Health(disk_free_mb=900)), NeedKind.DISK_LOW, Severity.NOTE),
        (
            Facts(health=Health(disk_free_mb=900), record=Output(status=OutputStatus.ACTIVE)),
            NeedKind.DISK_LOW,
            Severity.WARNING,
        ),
        (Facts(health=Health(render_skipped_pct=3)), NeedKind.OVERLOADED, Severity.WARNING),
        (
            Facts(record=Output(status=OutputStatus.OFF, problem=problem("disk_full", path="D:"))),
            NeedKind.RECORD_STOPPED,
            Severity.WARNING,
        ),
        (
            Facts(warnings=(problem("plain_ws", booth="07", address="x"),)),
            NeedKind.BOOTH_WARNING,
            Severity.NOTE,
        ),
    ],
)
def test_each_trouble_is_told_with_what_it_means(
    facts: Facts, kind: NeedKind, severity: Severity, dressed: None
) -> None:
    (need,) = needs_of_booth(facts.view())
    assert (need.kind, need.severity, need.booth) == (kind, severity, key(7))
    assert need_text(need)
    assert need_tip(need, "07", START).startswith("07 · ")
    assert need_icon(need)


def test_with_the_link_gone_old_facts_are_not_judged() -> None:
    lost = Link(status=LinkStatus.LOST, since=START)
    bad = Facts(
        link=lost,
        stream=replace(SENDING, health=OutputHealth.STALLED),
        health=Health(disk_free_mb=1),
    )
    assert kinds(bad) == [NeedKind.LINK_LOST]


def test_a_first_connection_and_an_unread_disk_are_no_trouble() -> None:
    assert kinds(Facts(link=Link(status=LinkStatus.CONNECTING, since=START))) == []
    assert kinds(Facts(link=None)) == []
    assert kinds(Facts(health=Health(disk_free_mb=0))) == []


def test_unknown_delivery_is_not_trouble() -> None:
    assert kinds(Facts(stream=replace(SENDING, health=OutputHealth.UNPROVEN))) == []


def test_a_server_that_is_away_speaks_once_for_all_its_booths() -> None:
    away = ServerView(SERVER, "Nova Q7", ConnectionStatus.LOST)
    views = [
        Facts(number, server_up=False, health=Health(disk_free_mb=1)).view()
        for number in range(1, 17)
    ]
    (need,) = what_needs_me([away], views)
    assert (need.kind, need.booth, need.name) == (NeedKind.SERVER_LOST, None, "Nova Q7")


def test_a_warning_is_said_in_the_words_of_what_is_wrong(dressed: None) -> None:
    need = Need(
        kind=NeedKind.SERVER_WARNING,
        severity=Severity.NOTE,
        server=ServerId("one"),
        problem=problem("keyring_missing"),
        name="Nova Q7",
    )
    assert need_text(need) == "No system keyring here"
    assert headline("x" * 20 + " " + "y" * 40) == "x" * 20 + " …"


def test_a_servers_warnings_are_notes_one_each() -> None:
    warned = UP._replace(
        warnings=(problem("keyring_missing"), problem("settings_unreadable", file="f", detail="d"))
    )
    needs = aged(what_needs_me([warned], []), (), START)
    assert [need.kind for need in needs] == [NeedKind.SERVER_WARNING] * 2
    assert len({need.identity for need in needs}) == 2


def need(severity: Severity, since: datetime | None, number: int = 1) -> Need:
    return Need(
        kind=NeedKind.SKIPPING, severity=severity, server=SERVER, booth=key(number), since=since
    )


times = st.none() | st.integers(0, 5000).map(lambda s: START + timedelta(seconds=s))
needs_of_any_kind = st.lists(
    st.builds(need, st.sampled_from(list(Severity)), times, st.integers(1, 5)), max_size=12
)


@given(needs_of_any_kind)
def test_the_most_severe_come_first_then_the_longest_standing(found: list[Need]) -> None:
    row = ordered(found, [key(number) for number in range(1, 6)])
    assert sorted(map(repr, row)) == sorted(map(repr, found))
    for before, after in pairwise(row):
        assert before.severity >= after.severity
        if before.severity == after.severity and after.since is not None:
            assert before.since is not None
            assert before.since <= after.since


@given(needs_of_any_kind)
def test_a_chip_keeps_its_place_when_another_of_its_kind_comes(found: list[Need]) -> None:
    """A newer need of a severity goes behind the older ones."""
    standing = [each for each in found if each.since is not None]
    late = START + timedelta(hours=9)
    row = ordered([*standing, need(Severity.WARNING, late, 9)], [])
    warnings = [each for each in row if each.severity is Severity.WARNING]
    assert warnings[-1].since == late


def test_a_need_ages_from_when_it_was_first_seen_while_its_figure_changes() -> None:
    first = need(Severity.WARNING, None)
    (aged_once,) = aged([first], (), START)
    later = replace(first, amount=4.2)
    (aged_twice,) = aged([later], [aged_once], START + timedelta(seconds=38))
    assert aged_twice.since == START
    assert aged_twice.amount == 4.2
    assert need_time(aged_twice, START + timedelta(seconds=38)) == "00:38"
    (anew,) = aged([later], (), START + timedelta(seconds=60))
    assert anew.since == START + timedelta(seconds=60)


def test_a_retry_counts_down_and_never_below_nothing(dressed: None) -> None:
    lost = Need(
        kind=NeedKind.LINK_LOST,
        severity=Severity.ALARM,
        server=SERVER,
        booth=key(1),
        since=START,
        retry_at=START + timedelta(seconds=3.2),
        can_retry=True,
    )
    assert need_time(lost, START) == "retry in 4 s"
    assert need_time(lost, START + timedelta(seconds=9)) == "trying now"
    assert need_time(replace(lost, retry_at=None), START + timedelta(hours=2)) == "02:00:00"
