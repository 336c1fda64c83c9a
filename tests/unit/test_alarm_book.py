"""Alarms through time: raised late, cleared late, one for one cause, none lost, none left over."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from studio_app.domain.alarm import Alarm, AlarmEvent, AlarmKind, AlarmRow, Cause, Severity
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import BoothId
from studio_app.domain.problems import problem
from studio_app.services.alarm_book import RESTART_HOLD_S, AlarmBook
from studio_app.services.alarm_case import KEEP_SEEN_S, KEEP_UNSEEN_S, Instant
from studio_app.services.alarm_conditions import RULES, THE_SERVER, Condition, Family
from studio_app.services.alarm_groups import Place

START = datetime(2026, 5, 1, 19, tzinfo=UTC)
SAID = problem("link_closed", detail="test")


def said(
    booth: str,
    kind: AlarmKind = AlarmKind.LINK_LOST,
    severity: Severity = Severity.CRITICAL,
    *,
    after_s: float = 1.0,
    since: datetime | None = None,
) -> Condition:
    """A condition with a word of its own."""
    return Condition(BoothId(booth), kind, severity, SAID, after_s, since)


class Night:
    """A book, its clocks, and everything it told."""

    def __init__(self, places: dict[str, Place] | None = None) -> None:
        self._places = places or {}
        self.now = Instant(1000.0, START)
        self.alarms: dict[str, Alarm] = {}
        self.rows: list[AlarmRow] = []
        self._ids = iter(range(1, 1_000_000))
        self.book = self.open()

    def open(self) -> AlarmBook:
        """A new book, as after a restart."""
        return AlarmBook(lambda: f"a{next(self._ids)}", self.place)

    def place(self, booth: str) -> Place:
        return self._places.get(booth, Place(f"10.0.0.{booth}", "10.0.0.0/24"))

    def wrong(self, booth: str, *conditions: Condition) -> None:
        """What is wrong with a booth from now on."""
        self.book.judge(BoothId(booth), conditions, self.now)
        self.look()

    def passes(self, seconds: float, step_s: float = 0.5) -> None:
        """Time passes; the book is asked whenever it wants to be."""
        until = self.now.s + seconds
        while self.now.s < until:
            due = self.book.tick(self.now)
            self.look()
            by = min(until - self.now.s, step_s if due is None else max(0.01, min(due, step_s)))
            self.now = Instant(self.now.s + by, self.now.at + timedelta(seconds=by))
        self.book.tick(self.now)
        self.look()

    def look(self) -> None:
        told = self.book.take()
        self.rows += told.rows
        for id_, alarm in told.alarms.items():
            if alarm is None:
                self.alarms.pop(id_, None)
            else:
                self.alarms[id_] = alarm

    @property
    def one(self) -> Alarm:
        """The only alarm there is."""
        (alarm,) = self.alarms.values()
        return alarm

    @property
    def one_id(self) -> str:
        (id_,) = self.alarms
        return id_

    def events(self) -> list[AlarmEvent]:
        """What has happened."""
        return [row.event for row in self.rows]


def test_it_is_raised_late_and_cleared_late() -> None:
    night = Night()
    night.wrong("1", said("1", after_s=2))
    night.passes(1.9)
    assert night.alarms == {}
    night.passes(0.2)
    assert night.one.booths == ("1",)
    assert night.one.cause is Cause.ITSELF
    assert night.one.problem == SAID
    assert night.one.since == START
    assert START + timedelta(seconds=2) <= night.one.raised_at
    night.wrong("1")
    clear_s = RULES[AlarmKind.LINK_LOST].clear_after_s
    night.passes(clear_s - 0.1)
    assert night.one.standing
    night.passes(0.2)
    assert night.one.cleared_at is not None
    assert (list(night.one.booths), list(night.one.back)) == ([], ["1"])
    assert night.events() == [AlarmEvent.RAISED, AlarmEvent.CLEARED]


def test_what_is_over_in_time_never_rings() -> None:
    night = Night()
    for _ in range(20):
        night.wrong("1", said("1", after_s=2))
        night.passes(1.5)
        night.wrong("1")
        night.passes(0.5)
    assert night.rows == []


def test_what_flickers_is_one_alarm() -> None:
    night = Night()
    for _ in range(20):
        night.wrong("1", said("1"))
        night.passes(2)
        night.wrong("1")
        night.passes(2)
    assert night.events() == [AlarmEvent.RAISED]
    assert night.one.count == 1


def test_what_began_long_ago_rings_at_once() -> None:
    night = Night()
    began = START - timedelta(seconds=7)
    night.wrong("1", said("1", after_s=5, since=began))
    night.passes(0.01)
    assert night.one.since == began


def test_a_switch_that_takes_ten_booths_is_one_alarm() -> None:
    night = Night()
    for number in range(10):  # noticed one after the other over six seconds
        began = START + timedelta(seconds=number % 3 * 0.5)
        night.wrong(str(number), said(str(number), since=began))
        night.passes(0.6)
    assert sorted(night.one.booths) == [str(number) for number in range(10)]
    assert (night.one.cause, night.one.place) == (Cause.NETWORK, "10.0.0.0/24")
    assert night.one.problem.code == "alarm_network"
    assert night.events().count(AlarmEvent.RAISED) == 1
    for number in range(9):
        night.wrong(str(number))
    night.passes(5)
    assert (night.one.booths, len(night.one.back)) == (("9",), 9)
    assert night.one.standing
    night.wrong("9")
    night.passes(5)
    assert not night.one.standing


def test_a_power_phase_over_several_networks_is_one_alarm() -> None:
    night = Night({str(n): Place(f"10.0.{n % 3}.{n}", f"10.0.{n % 3}.0/24") for n in range(10)})
    for number in range(10):
        night.wrong(str(number), said(str(number)))
        night.passes(0.2)
    night.passes(2)
    assert len(night.one.booths) == 10
    assert (night.one.cause, night.one.place) == (Cause.NETWORK, "")
    assert night.one.problem.code == "alarm_networks"
    assert "power" in night.one.problem.text
    assert night.events().count(AlarmEvent.RAISED) == 1


def test_a_pc_that_dies_takes_its_booths_as_one_alarm() -> None:
    pc = Place("booth-pc")
    night = Night({"1": pc, "2": pc})
    night.wrong("1", said("1"))
    night.wrong("2", said("2", AlarmKind.OBS_HANGS))
    night.passes(2)
    assert (night.one.cause, night.one.place) == (Cause.MACHINE, "booth-pc")
    assert "booth-pc" in night.one.problem.text


def test_a_line_that_fails_is_one_alarm() -> None:
    night = Night()
    kinds = (AlarmKind.STREAM_RECONNECTING, AlarmKind.STREAM_STALLED, AlarmKind.CONGESTED)
    for number, kind in enumerate(kinds):
        night.wrong(str(number), said(str(number), kind))
        night.passes(5)
    assert night.one.cause is Cause.LINE
    assert night.one.problem.code == "alarm_line"


def test_one_pc_whose_disk_is_full_is_one_alarm_whenever_its_obs_say_so() -> None:
    pc = Place("booth-pc")
    night = Night({"1": pc, "2": pc, "3": Place("other-pc")})
    for booth in ("1", "2", "3"):
        night.wrong(booth, said(booth, AlarmKind.DISK_LOW))
        night.passes(300)
    assert sorted(map(list, (a.booths for a in night.alarms.values()))) == [["1", "2"], ["3"]]


def test_who_falls_later_has_an_alarm_of_its_own() -> None:
    night = Night()
    for booth in ("1", "2"):
        night.wrong(booth, said(booth))
    night.passes(10)
    night.wrong("3", said("3"))
    night.passes(2)
    assert sorted(map(list, (a.booths for a in night.alarms.values()))) == [["1", "2"], ["3"]]


def test_latecomers_belong_to_a_group_that_is_no_chance() -> None:
    night = Night()
    for booth in ("1", "2", "3"):
        night.wrong(booth, said(booth))
    night.passes(20)
    night.wrong("4", said("4"))
    night.passes(2)
    assert night.one.booths == ("1", "2", "3", "4")
    assert night.events() == [AlarmEvent.RAISED, AlarmEvent.JOINED]
    night.passes(60)
    night.wrong("5", said("5"))
    night.passes(2)
    assert len(night.alarms) == 2


def test_a_wrong_password_is_each_booths_own() -> None:
    night = Night()
    for booth in ("1", "2", "3"):
        night.wrong(booth, said(booth, AlarmKind.LINK_REFUSED))
    night.passes(5)
    assert len(night.alarms) == 3


def test_what_becomes_worse_says_so_and_stays_acknowledged() -> None:
    night = Night()
    night.wrong("1", said("1", AlarmKind.CONGESTED, Severity.WARNING))
    night.passes(2)
    night.book.acknowledge(night.one_id, "Lan", night.now)
    night.wrong("1", said("1", AlarmKind.STREAM_RECONNECTING))
    night.passes(2)
    assert (night.one.kind, night.one.severity) == (
        AlarmKind.STREAM_RECONNECTING,
        Severity.CRITICAL,
    )
    assert night.one.acknowledged is not None
    assert night.events()[-1] is AlarmEvent.WORSE


def test_a_cleared_alarm_stays_in_sight_until_somebody_has_seen_it() -> None:
    night = Night()
    night.wrong("1", said("1"))
    night.passes(2)
    night.wrong("1")
    night.passes(KEEP_UNSEEN_S)
    assert not night.one.standing
    assert not night.one.calls
    night.book.acknowledge(night.one_id, "Lan", night.now)
    night.look()
    assert night.alarms == {}


def test_a_cleared_alarm_that_nobody_sees_goes_after_ten_minutes() -> None:
    night = Night()
    night.wrong("1", said("1"))
    night.passes(2)
    night.wrong("1")
    night.passes(KEEP_UNSEEN_S + 5)
    assert night.alarms == {}


def test_it_comes_again_as_the_same_alarm_and_is_counted() -> None:
    night = Night()
    for _ in range(3):
        night.wrong("1", said("1"))
        night.passes(2)
        night.wrong("1")
        night.passes(10)
    assert night.one.count == 3
    assert night.events().count(AlarmEvent.RAISED) == 3
    night.book.acknowledge(night.one_id, "Lan", night.now)
    night.look()
    night.wrong("1", said("1"))
    night.passes(2)
    assert night.one.count == 1
    assert night.one.acknowledged is None


def test_an_acknowledged_alarm_that_flaps_stays_acknowledged() -> None:
    night = Night()
    night.wrong("1", said("1"))
    night.passes(2)
    night.book.acknowledge(night.one_id, "Lan", night.now)
    night.wrong("1")
    night.passes(KEEP_SEEN_S / 2)
    night.wrong("1", said("1"))
    night.passes(2)
    assert night.one.acknowledged is not None
    assert not night.one.calls
    night.wrong("1")
    night.passes(KEEP_SEEN_S + 5)
    assert night.alarms == {}


def test_a_booth_long_well_does_not_hide_in_an_old_alarm() -> None:
    night = Night()
    for booth in ("1", "2"):
        night.wrong(booth, said(booth))
    night.passes(2)
    night.book.acknowledge(night.one_id, "Lan", night.now)
    night.wrong("1")
    night.passes(300)
    night.wrong("1", said("1"))
    night.passes(2)
    assert [alarm.booths for alarm in night.alarms.values() if alarm.calls] == [("1",)]


def test_a_snoozed_alarm_comes_back_by_itself() -> None:
    night = Night()
    night.wrong("1", said("1"))
    night.passes(2)
    night.book.acknowledge(night.one_id, "Lan", night.now)
    until = night.now.at + timedelta(minutes=5)
    night.book.snooze(night.one_id, "Lan", until, "waits for a cable", night.now)
    night.passes(299)
    assert not night.one.calls
    night.passes(2)
    assert night.one.calls
    assert night.events()[-1] is AlarmEvent.UNSNOOZED


def test_a_snoozed_alarm_stays_snoozed_when_it_flaps_and_goes_when_it_is_well() -> None:
    night = Night()
    night.wrong("1", said("1"))
    night.passes(2)
    until = night.now.at + timedelta(minutes=30)
    night.book.snooze(night.one_id, "Lan", until, "rebuilding the stage", night.now)
    night.wrong("1")
    night.passes(900)
    night.wrong("1", said("1"))
    night.passes(2)
    assert night.one.snoozed is not None
    night.wrong("1")
    night.passes(1800)
    assert night.alarms == {}


def test_a_cleared_alarm_cannot_be_put_aside() -> None:
    night = Night()
    night.wrong("1", said("1"))
    night.passes(2)
    night.wrong("1")
    night.passes(5)
    with pytest.raises(StudioError, match="has cleared"):
        night.book.snooze(night.one_id, "Lan", night.now.at, "x", night.now)
    with pytest.raises(StudioError, match="no alarm nobody"):
        night.book.acknowledge("nobody", "Lan", night.now)


def test_nothing_ends_while_nobody_knows() -> None:
    night = Night()
    night.wrong("1", said("1"))
    night.passes(2)
    night.wrong("1")
    night.book.judge(BoothId("1"), None, night.now)
    night.passes(600)
    assert night.one.standing


def test_a_booth_that_is_removed_takes_its_trouble_along() -> None:
    night = Night()
    for booth in ("1", "2"):
        night.wrong(booth, said(booth))
    night.passes(2)
    night.book.forget(BoothId("1"), night.now)
    night.look()
    assert night.one.booths == ("2",)
    night.book.forget(BoothId("2"), night.now)
    night.look()
    assert not night.one.standing


def test_the_servers_own_trouble_has_no_booth() -> None:
    night = Night()
    night.wrong(THE_SERVER, said(THE_SERVER, AlarmKind.SERVER_DISK))
    night.passes(2)
    assert (night.one.cause, night.one.booths) == (Cause.SERVER, ())
    assert night.one.standing
    night.wrong(THE_SERVER)
    night.passes(11)
    assert not night.one.standing


def test_a_clock_that_is_set_changes_nothing() -> None:
    night = Night()
    night.wrong("1", said("1", after_s=5))
    night.now = Instant(night.now.s, night.now.at + timedelta(hours=3))
    night.passes(4)
    assert night.alarms == {}
    night.passes(2)
    night.now = Instant(night.now.s, night.now.at - timedelta(days=2))
    night.wrong("1")
    night.passes(5)
    assert not night.one.standing


def restarted(night: Night) -> None:
    """The server is started again with what it had written down."""
    night.look()
    kept = list(night.alarms.items())
    night.now = Instant(5.0, night.now.at + timedelta(seconds=20))  # another machine's uptime
    night.book = night.open()
    night.book.restore(kept, night.now)
    night.look()


def test_a_restart_keeps_acknowledgement_and_owner_of_what_still_stands() -> None:
    night = Night()
    for booth in ("1", "2", "3"):
        night.wrong(booth, said(booth))
    night.passes(2)
    night.book.acknowledge(night.one_id, "Lan", night.now)
    night.book.own(night.one_id, "Minh", "Minh", night.now)
    before = night.one_id
    restarted(night)
    for booth in ("1", "2"):
        night.book.judge(BoothId(booth), None, night.now)
    night.passes(4)
    night.wrong("1", said("1", since=night.now.at))
    night.wrong("2", said("2", since=night.now.at))
    night.passes(RESTART_HOLD_S)
    assert night.one_id == before
    assert night.one.booths == ("1", "2")
    assert night.one.acknowledged is not None
    assert night.one.owner == "Minh"
    assert night.events().count(AlarmEvent.RAISED) == 1


def test_what_is_well_after_a_restart_clears() -> None:
    night = Night()
    night.wrong("1", said("1"))
    night.wrong(THE_SERVER, said(THE_SERVER, AlarmKind.SERVER_DATABASE))
    night.passes(2)
    restarted(night)
    night.wrong(THE_SERVER)
    night.passes(10)
    assert [alarm.standing for alarm in night.alarms.values()] == [True, False]
    night.passes(RESTART_HOLD_S)
    assert not any(alarm.standing for alarm in night.alarms.values())


BOOTHS = tuple(str(number) for number in range(6))
KINDS = (
    AlarmKind.LINK_LOST,
    AlarmKind.OBS_HANGS,
    AlarmKind.LINK_REFUSED,
    AlarmKind.STREAM_RECONNECTING,
    AlarmKind.CONGESTED,
    AlarmKind.DISK_LOW,
    AlarmKind.BLACK,
    AlarmKind.SILENT,
)
MACHINES = {booth: Place(f"10.0.{int(booth) // 4}.{int(booth) // 2}") for booth in BOOTHS}


class AnyNight(RuleBasedStateMachine):
    """Whatever happens in whatever order: the alarms are exactly what stands."""

    def __init__(self) -> None:
        super().__init__()
        self.night = Night(MACHINES)
        self.holding: dict[str, dict[Family, AlarmKind]] = {booth: {} for booth in BOOTHS}
        self.acknowledged: set[str] = set()

    @rule(
        booth=st.sampled_from(BOOTHS),
        kinds=st.lists(st.sampled_from(KINDS), max_size=4),
        severity=st.sampled_from(Severity),
        ago_s=st.floats(0, 20),
    )
    def facts(
        self, booth: str, kinds: Sequence[AlarmKind], severity: Severity, ago_s: float
    ) -> None:
        self.holding[booth] = {RULES[kind].family: kind for kind in kinds}
        since = self.night.now.at - timedelta(seconds=ago_s)
        found = [
            said(booth, kind, severity, after_s=2, since=since)
            for kind in self.holding[booth].values()
        ]
        self.night.wrong(booth, *found)

    @rule(booth=st.sampled_from(BOOTHS))
    def nobody_knows(self, booth: str) -> None:
        self.night.book.judge(BoothId(booth), None, self.night.now)

    @rule(seconds=st.sampled_from((0.1, 1.0, 5.0, 30.0, 700.0)))
    def time(self, seconds: float) -> None:
        self.night.passes(seconds, step_s=60)

    @precondition(lambda self: self.night.alarms)
    @rule(data=st.data())
    def acknowledge(self, data: st.DataObject) -> None:
        id_ = data.draw(st.sampled_from(sorted(self.night.alarms)))
        self.night.book.acknowledge(id_, "Lan", self.night.now)
        self.acknowledged.add(id_)
        self.night.look()

    @precondition(lambda self: any(alarm.standing for alarm in self.night.alarms.values()))
    @rule(data=st.data(), minutes=st.sampled_from((1, 10)))
    def snooze(self, data: st.DataObject, minutes: int) -> None:
        ids = sorted(id_ for id_, alarm in self.night.alarms.items() if alarm.standing)
        id_ = data.draw(st.sampled_from(ids))
        until = self.night.now.at + timedelta(minutes=minutes)
        self.night.book.snooze(id_, "Lan", until, "x", self.night.now)
        self.acknowledged.discard(id_)
        self.night.look()

    @rule()
    def restart(self) -> None:
        restarted(self.night)
        for booth in BOOTHS:
            found = [said(booth, kind) for kind in self.holding[booth].values()]
            self.night.wrong(booth, *found)

    @rule(booth=st.sampled_from(BOOTHS))
    def removed(self, booth: str) -> None:
        self.holding[booth] = {}
        self.night.book.forget(BoothId(booth), self.night.now)
        self.night.look()

    @invariant()
    def no_booth_stands_twice_in_one_family(self) -> None:
        stands = [
            (booth, RULES[alarm.kind].family)
            for alarm in self.night.alarms.values()
            for booth in alarm.booths
        ]
        assert len(stands) == len(set(stands))

    @invariant()
    def an_alarm_stands_exactly_while_it_has_booths(self) -> None:
        for alarm in self.night.alarms.values():
            assert alarm.standing == bool(alarm.booths)
            assert not set(alarm.booths) & set(alarm.back)
            assert (alarm.cause is Cause.ITSELF) == (len(alarm.booths) + len(alarm.back) == 1)

    @invariant()
    def acknowledged_stays_acknowledged(self) -> None:
        for id_ in self.acknowledged & set(self.night.alarms):
            assert self.night.alarms[id_].acknowledged is not None

    @invariant()
    def nobody_sleeps_too_long(self) -> None:
        for alarm in self.night.alarms.values():
            if alarm.snoozed is not None:
                assert alarm.snoozed.until >= self.night.now.at - timedelta(seconds=21)

    @rule()
    def after_a_while_alarms_are_what_stands(self) -> None:
        for booth in BOOTHS:  # what is known of every booth now
            found = [said(booth, kind) for kind in self.holding[booth].values()]
            self.night.wrong(booth, *found)
        self.night.passes(60, step_s=60)
        stand = {
            (booth, RULES[alarm.kind].family)
            for alarm in self.night.alarms.values()
            for booth in alarm.booths
        }
        assert stand == {
            (booth, family) for booth, found in self.holding.items() for family in found
        }
        assert all(
            alarm.kind in self.holding[booth].values()
            for alarm in self.night.alarms.values()
            for booth in alarm.booths[:1]
            if len(alarm.booths) == 1
        )


TestAnyNight = AnyNight.TestCase
TestAnyNight.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
