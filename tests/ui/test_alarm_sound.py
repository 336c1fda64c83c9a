"""Alarms are heard until somebody takes notice, each console as loud as its people want."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio_app.devices.playback import Sound
from studio_app.domain.alarm import AlarmKind, Mark, Severity
from studio_app.domain.ids import ServerId
from tests.ui.conftest import Desked
from tests.ui.fake_client import START
from tests.ui.test_alarms_dock import alarm
from ui.console import alarm_sound
from ui.console.alarm_sound import AlarmSound
from ui.console.needs_me_book import NeedsBook
from ui.console.needs_me_rule import NeedKind
from ui.console.needs_me_rule import Severity as Pressing
from ui.console.needs_me_words import need_text
from ui.docks.alarms_heard import HeardBar
from ui.settings import WindowSettings
from ui.translations import Language


class Ear:
    """A device that remembers; `broken` makes it fail as a system without one does."""

    def __init__(self) -> None:
        self.heard: list[Sound] = []
        self.broken = ""

    def __call__(self, sound: Sound) -> None:
        if self.broken:
            raise OSError(self.broken)
        self.heard.append(sound)


@pytest.fixture
def ear(monkeypatch: pytest.MonkeyPatch) -> Ear:
    """Repeats come quickly here."""
    quick = {Severity.CRITICAL: 60, Severity.WARNING: 60}
    monkeypatch.setattr(alarm_sound, "REPEAT_MS", quick)
    return Ear()


@pytest.fixture
def server(desked: Desked) -> ServerId:
    made = desked.studio.add_server()
    for number in range(1, 5):
        desked.studio.add_booth(made, number)
    return made


@pytest.fixture
def sound(desked: Desked, server: ServerId, ear: Ear, tmp_path: Path) -> Iterator[AlarmSound]:
    made = AlarmSound(desked.bridge, WindowSettings(tmp_path / "console.ini"), ear)
    yield made
    made.close()


def test_it_repeats_until_somebody_takes_notice(
    qtbot: QtBot, desked: Desked, server: ServerId, ear: Ear, sound: AlarmSound
) -> None:
    desked.studio.put(server, ("alarm", "a1"), alarm(severity=Severity.WARNING))
    qtbot.waitUntil(lambda: len(ear.heard) >= 3)
    desked.studio.put(server, ("alarm", "a2"), alarm())
    qtbot.waitUntil(lambda: len(ear.heard[-1]) > len(ear.heard[0]), timeout=3000)
    known = Mark(by="Lan", at=START)
    desked.studio.put_all(
        server,
        {("alarm", "a1"): None, ("alarm", "a2"): alarm(acknowledged=known)},
    )
    qtbot.waitUntil(lambda: not sound._again.isActive(), timeout=3000)


def test_a_reminder_is_seen_but_not_heard(
    qtbot: QtBot, desked: Desked, server: ServerId, ear: Ear, sound: AlarmSound
) -> None:
    reminder = alarm(AlarmKind.UNPROVEN, severity=Severity.WARNING)
    desked.studio.put(server, ("alarm", "a1"), reminder)
    sound._look.now()
    assert not sound._again.isActive()
    desked.studio.put(server, ("alarm", "a2"), alarm(AlarmKind.BLACK))
    qtbot.waitUntil(lambda: bool(ear.heard))


def test_mute_and_volume_belong_to_the_console(
    qtbot: QtBot, desked: Desked, server: ServerId, ear: Ear, sound: AlarmSound, tmp_path: Path
) -> None:
    sound.set(volume_pct=30, muted=True)
    desked.studio.put(server, ("alarm", "a1"), alarm())
    assert not sound._again.isActive()
    assert ear.heard == []
    sound.set(muted=False)
    qtbot.waitUntil(lambda: bool(ear.heard))
    assert np.abs(ear.heard[0]).max() < 0.1
    again = WindowSettings(tmp_path / "console.ini")
    assert (again.alarm_volume_pct, again.alarm_muted) == (30, False)


def test_no_device_is_said_and_tried_again(
    qtbot: QtBot,
    desked: Desked,
    server: ServerId,
    ear: Ear,
    sound: AlarmSound,
    language: Language,
) -> None:
    bar = HeardBar(sound)
    qtbot.addWidget(bar)
    ear.broken = "Error querying device -1"
    desked.studio.put(server, ("alarm", "a1"), alarm())
    qtbot.waitUntil(lambda: "No sound device works" in bar.note)
    ear.broken = ""
    qtbot.waitUntil(lambda: bar.note == "")
    bar.mute_button.click()
    assert bar.note == "Alarms are silent at this console."


def test_the_strip_and_the_tile_speak_of_what_only_the_server_watches(
    qtbot: QtBot, desked: Desked, server: ServerId, language: Language
) -> None:
    book = NeedsBook(desked.bridge)
    booth = desked.bridge.booths[2]
    desked.studio.put(server, ("alarm", "a1"), alarm(AlarmKind.BLACK))
    qtbot.waitUntil(lambda: book.worst(booth) is not None)
    need = book.worst(booth)
    assert need is not None
    assert (need.kind, need.severity) == (NeedKind.ALARM, Pressing.ALARM)
    assert need_text(need) == "program black"
    known = alarm(AlarmKind.BLACK, acknowledged=Mark(by="Lan", at=START))
    desked.studio.put(server, ("alarm", "a1"), known)
    qtbot.waitUntil(lambda: all(each.severity is Pressing.NOTE for each in book.needs))
    desked.studio.put(server, ("alarm", "a1"), None)
    qtbot.waitUntil(lambda: not book.needs)
    book.deleteLater()
