"""The alarm dock: the worst first, in words and shapes, worked by the keyboard alone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio_app.domain.actions.alarms import (
    AcknowledgeAlarm,
    NoisiestAlarms,
    ReleaseAlarm,
    SnoozeAlarm,
    TakeAlarm,
    UnacknowledgeAlarm,
    UnsnoozeAlarm,
)
from studio_app.domain.alarm import (
    Alarm,
    AlarmEvent,
    AlarmKind,
    AlarmRow,
    Cause,
    Mark,
    NoisyAlarm,
    Severity,
    Snooze,
)
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.problems import problem
from studio_app.domain.roles import Role
from tests.ui.conftest import Desked
from tests.ui.fake_client import START
from ui.console.alarm_sound import AlarmSound
from ui.docks.alarms import AlarmDock
from ui.docks.alarms_model import alarms_of, headline, state_line, worst_calling
from ui.settings import WindowSettings
from ui.translations import Language

FROZEN = problem("link_frozen", seconds=8)


def alarm(kind: AlarmKind = AlarmKind.LINK_LOST, **fields: object) -> Alarm:
    """An alarm of booth 3."""
    facts: dict[str, object] = {
        "kind": kind,
        "severity": Severity.CRITICAL,
        "cause": Cause.ITSELF,
        "booths": (BoothId("booth-3"),),
        "problem": FROZEN,
        "since": START,
        "raised_at": START,
        **fields,
    }
    return Alarm(**facts)  # type: ignore[arg-type]


@pytest.fixture
def server(desked: Desked) -> ServerId:
    """A server with sixteen booths where we are Minh, a technician."""
    made = desked.studio.add_server(role=Role.TECHNICIAN)
    for number in range(1, 17):
        desked.studio.add_booth(made, number)
    return made


@pytest.fixture
def sound(desked: Desked, tmp_path: Path) -> Iterator[AlarmSound]:
    """Nothing is heard."""
    made = AlarmSound(desked.bridge, WindowSettings(tmp_path / "console.ini"), lambda _: None)
    yield made
    made.close()


@pytest.fixture
def dock(
    qtbot: QtBot, desked: Desked, server: ServerId, language: Language, sound: AlarmSound
) -> AlarmDock:
    """Seen, with one alarm."""
    desked.studio.put(server, ("alarm", "a1"), alarm())
    made = AlarmDock(desked.bridge, desked.ops, sound)
    qtbot.addWidget(made)
    made.resize(700, 420)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_what_calls_comes_first_then_the_worst(desked: Desked, server: ServerId) -> None:
    mark = Mark(by="Lan", at=START)
    records = {
        "known": alarm(acknowledged=mark),
        "gone": alarm(cleared_at=START, booths=(), back=(BoothId("booth-3"),)),
        "mild": alarm(AlarmKind.CPU_HIGH, severity=Severity.WARNING),
        "bad": alarm(AlarmKind.BLACK),
    }
    desked.studio.put_all(server, {("alarm", name): each for name, each in records.items()})
    seen = alarms_of(desked.bridge)
    assert [each.id for each in seen] == ["bad", "mild", "known", "gone"]
    assert worst_calling(seen) is Severity.CRITICAL
    assert worst_calling([each for each in seen if each.id in ("known", "gone")]) is None


def test_one_cause_is_one_line_that_names_its_booths(
    desked: Desked, server: ServerId, language: Language
) -> None:
    ten = tuple(BoothId(f"booth-{number}") for number in range(1, 11))
    facts = alarm(cause=Cause.NETWORK, place="10.0.7.0/24", booths=ten)
    desked.studio.put(server, ("alarm", "a1"), facts)
    (seen,) = alarms_of(desked.bridge)
    assert headline(desked.bridge, seen) == (
        "OBS lost · 01, 02, 03, 04, 05, 06, 07, 08 +2 · network 10.0.7.0/24"
    )
    language.use("vi")
    assert "mạng 10.0.7.0/24" in headline(desked.bridge, seen)


def test_the_state_says_since_when_and_who(language: Language) -> None:
    now = START + timedelta(minutes=12)
    until = START + timedelta(minutes=27)
    facts = alarm(owner="Lan", snoozed=Snooze(by="Lan", until=until, reason="đổi cáp"), count=3)
    assert state_line(facts, now) == (
        "since 20:47:09 · 12 min · 3 times · in the hands of Lan"
        " · put aside until 21:14 by Lan: đổi cáp"
    )


def test_enter_acknowledges_and_the_facts_change_the_button(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: AlarmDock
) -> None:
    assert "OBS has not answered for 8 s" in dock.detail
    dock.list.setFocus()
    qtbot.waitUntil(dock.list.hasFocus)
    QTest.keyClick(dock.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desked.studio.acts == [AcknowledgeAlarm(alarm="a1")])
    known = alarm(acknowledged=Mark(by="Minh", at=START))
    desked.studio.put(server, ("alarm", "a1"), known)
    qtbot.waitUntil(lambda: dock.notice_button.text() == "Call again")
    dock.notice_button.click()
    qtbot.waitUntil(lambda: desked.studio.acts[-1] == UnacknowledgeAlarm(alarm="a1"))


def test_somebody_takes_it_in_hand_and_gives_it_back(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: AlarmDock
) -> None:
    dock.take_button.click()
    qtbot.waitUntil(lambda: desked.studio.acts == [TakeAlarm(alarm="a1")])
    desked.studio.put(server, ("alarm", "a1"), alarm(owner="Minh"))
    qtbot.waitUntil(lambda: dock.take_button.text() == "Give back")
    dock.take_button.click()
    qtbot.waitUntil(lambda: desked.studio.acts[-1] == ReleaseAlarm(alarm="a1"))
    desked.studio.put(server, ("alarm", "a1"), alarm(owner="Lan"))
    qtbot.waitUntil(lambda: dock.take_button.text() == "I take care of it")


def test_putting_aside_needs_minutes_and_a_reason(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: AlarmDock
) -> None:
    dock.aside_button.click()
    qtbot.waitUntil(dock.reason.hasFocus)
    assert not dock.snooze_button.isEnabled()
    dock.minutes.setValue(30)
    QTest.keyClicks(dock.reason, "changing the cable")
    QTest.keyClick(dock.reason, Qt.Key.Key_Return)
    wanted = SnoozeAlarm(alarm="a1", minutes=30, reason="changing the cable")
    qtbot.waitUntil(lambda: desked.studio.acts == [wanted])
    aside = Snooze(by="Minh", until=START + timedelta(minutes=30), reason="changing the cable")
    desked.studio.put(server, ("alarm", "a1"), alarm(snoozed=aside))
    qtbot.waitUntil(lambda: dock.aside_button.text() == "Bring back")
    dock.aside_button.click()
    qtbot.waitUntil(lambda: desked.studio.acts[-1] == UnsnoozeAlarm(alarm="a1"))


def test_the_chosen_one_stays_chosen_while_others_come(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: AlarmDock
) -> None:
    worse = replace(alarm(AlarmKind.BLACK), raised_at=START + timedelta(seconds=5))
    desked.studio.put(server, ("alarm", "a2"), worse)
    qtbot.waitUntil(lambda: len(dock.list.alarms.seen) == 2)
    assert dock.list.alarms.seen[0].id == "a2"
    assert dock.list.chosen is not None
    assert dock.list.chosen.id == "a1"
    desked.studio.put_all(server, {("alarm", "a1"): None, ("alarm", "a2"): None})
    qtbot.waitUntil(lambda: not dock._nothing.isHidden())
    assert dock.list.isHidden()


def test_its_booth_is_one_press_away(dock: AlarmDock, server: ServerId) -> None:
    gone: list[object] = []
    dock.booth_chosen.connect(gone.append)
    dock.go_button.click()
    assert gone == [(server, "booth-3")]


def test_history_comes_from_the_log(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: AlarmDock
) -> None:
    assert desked.studio.connection(server).logs_watched == []
    dock.show_page("history")
    row = AlarmRow(
        at=START,
        alarm="a1",
        event=AlarmEvent.SNOOZED,
        kind=AlarmKind.LINK_LOST,
        severity=Severity.CRITICAL,
        cause=Cause.ITSELF,
        booths=(BoothId("booth-3"),),
        by="Lan",
        reason="đổi cáp",
    )
    desked.studio.log(server, "alarms", [(1, row)])
    cells = ("04/03 20:47:09", "put aside", "OBS lost (critical)", "03", "Lan · đổi cáp")
    qtbot.waitUntil(lambda: list(dock.history.shown) == [cells])


def test_the_noisiest_of_the_week(qtbot: QtBot, desked: Desked, dock: AlarmDock) -> None:
    few = NoisyAlarm(booth=BoothId("booth-3"), kind=AlarmKind.BLACK, times=2, last=START)
    many = NoisyAlarm(
        booth=BoothId("booth-7"), kind=AlarmKind.CPU_HIGH, times=41, last=START, acknowledged=1
    )
    desked.studio.answer(NoisiestAlarms, (few, many))
    dock.show_page("noisiest")
    qtbot.waitUntil(lambda: len(dock.noisiest.shown) == 2)
    assert dock.noisiest.shown[0] == (
        "41", "07 · Booth 7", "PC overloaded", "1/41", "04/03 20:47"
    )  # fmt: skip


def test_who_may_not_cannot_press(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: AlarmDock
) -> None:
    connection = desked.studio.connection(server)
    assert connection.principal is not None
    connection.principal = replace(connection.principal, role=Role.HOST)
    desked.studio.servers_changed.emit(connection)
    qtbot.waitUntil(lambda: not dock.notice_button.isEnabled())
