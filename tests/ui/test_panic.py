"""Panic in the window: held, never clicked; by key too; told truly; and back."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio_app.domain.actions.recovery import DismissRecovery, EndPanic, Recover, StartPanic
from studio_app.domain.booth import LinkStatus
from studio_app.domain.errors import fail
from studio_app.domain.ids import BoothId
from studio_app.domain.problems import problem
from studio_app.domain.recovery import BoothResult, Panic, Part, Recovery, RecoveryStatus
from tests.ui import docks_scene as scene
from tests.ui.conftest import Desked
from tests.ui.console import Console
from tests.ui.docks_open import asked, open_switcher, refuse
from tests.ui.fake_client import START
from ui.bridge.client import BoothKey
from ui.translations import Language

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def console(desked: Desked, language: Language, tmp_path: Path) -> Iterator[Console]:
    """A console that is not open yet."""
    made = Console(desked, language, tmp_path)
    yield made
    made.close()


def opened(qtbot: QtBot, console: Console) -> QWidget:
    window = console.open((1600, 900))
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def put_panic(desked: Desked | Console, booth: BoothKey, panic: Panic | None) -> None:
    desked.studio.put(booth[0], ("panic", booth[1]), panic)


def on_standby(**changes: object) -> Panic:
    fields: dict[str, object] = {
        "since": START,
        "by": "Lan",
        "scene": "Standby",
        "on_air": True,
        "program": "Host",
    }
    return Panic(**{**fields, **changes})  # type: ignore[arg-type]


def test_it_is_held_not_clicked(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_switcher(qtbot, desked)
    QTest.mouseClick(dock.panic, LEFT)
    qtbot.wait(30)
    assert asked(desked, StartPanic) == []
    QTest.mousePress(dock.panic, LEFT)
    qtbot.waitUntil(lambda: bool(asked(desked, StartPanic)), timeout=3000)
    QTest.mouseRelease(dock.panic, LEFT)
    assert asked(desked, StartPanic) == [StartPanic(booths=(booth[1],))]
    assert dock.panic.pending
    put_panic(desked, booth, on_standby())
    qtbot.waitUntil(lambda: not dock.panic.pending)


def test_a_finger_holds_it_too(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_switcher(qtbot, desked)
    device = QTest.createTouchDevice()
    middle = QPoint(dock.panic.width() // 2, dock.panic.height() // 2)
    QTest.touchEvent(dock.panic, device).press(0, middle, dock.panic).commit()
    qtbot.waitUntil(lambda: bool(asked(desked, StartPanic)), timeout=3000)
    QTest.touchEvent(dock.panic, device).release(0, middle, dock.panic).commit()
    assert asked(desked, StartPanic) == [StartPanic(booths=(booth[1],))]


def test_it_says_since_when_and_by_whom_and_leads_back(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_switcher(qtbot, desked)
    assert dock.panic_line.isHidden()
    put_panic(desked, booth, on_standby())
    qtbot.waitUntil(dock.panic_line.isVisible)
    assert "STANDBY since" in dock.panic_line.words.whole_text
    assert "Lan" in dock.panic_line.words.whole_text
    put_panic(desked, booth, on_standby(on_air=False))
    qtbot.waitUntil(lambda: "Left standby" in dock.panic_line.words.whole_text)
    QTest.mousePress(dock.panic_line.back, LEFT)
    qtbot.waitUntil(lambda: bool(asked(desked, EndPanic)), timeout=3000)
    QTest.mouseRelease(dock.panic_line.back, LEFT)
    put_panic(desked, booth, None)
    qtbot.waitUntil(dock.panic_line.isHidden)


def test_with_the_link_lost_it_can_be_pressed_and_fails_loudly(
    qtbot: QtBot, desked: Desked
) -> None:
    dock, booth = open_switcher(qtbot, desked)
    scene.link(desked.studio, booth, LinkStatus.LOST)
    error = fail("panic_not_reached", booth="Booth 7", reason="lost.")
    refuse(desked, StartPanic, error)
    assert dock.panic.isEnabled()
    QTest.mousePress(dock.panic, LEFT)
    qtbot.waitUntil(lambda: "STANDBY NOT REACHED" in dock.problem.text, timeout=3000)
    QTest.mouseRelease(dock.panic, LEFT)
    put_panic(desked, booth, Panic(since=START, by="Lan", problem=error.problem))
    qtbot.waitUntil(lambda: "STANDBY NOT REACHED" in dock.panic_line.words.whole_text)


def test_its_key_is_held_and_only_the_chosen_booth_goes(qtbot: QtBot, console: Console) -> None:
    server = console.studio.add_server("srv000000001")
    for number in (1, 2):
        console.studio.add_booth(server, number)
    window = opened(qtbot, console)
    console.window.hands.choose_number(2)
    QTest.keyPress(window, Qt.Key.Key_F9)
    qtbot.wait(50)
    QTest.keyRelease(window, Qt.Key.Key_F9)
    qtbot.wait(450)
    assert console.studio.acts == [], "let go too early"
    QTest.keyPress(window, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: bool(console.studio.acts), timeout=3000)
    QTest.keyRelease(window, Qt.Key.Key_F9)
    assert console.studio.acts == [StartPanic(booths=(BoothId("booth-2"),))]


def test_panic_all_reaches_every_server_and_tells_who_was_not_reached(
    qtbot: QtBot, console: Console
) -> None:
    servers = [console.studio.add_server(f"srv00000000{n}") for n in (1, 2)]
    for server in servers:
        console.studio.add_booth(server, 1)
    opened(qtbot, console)
    lost = problem("panic_not_reached", booth="Booth 1", reason="lost.")
    results = (BoothResult(booth=BoothId("booth-1"), problem=lost),)

    async def answer(_: object) -> object:
        return results

    console.studio.answer(StartPanic, answer)
    rescue = console.window.rescue
    QTest.keyPress(console.window, Qt.Key.Key_F9, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(console.studio.acts) == 2, timeout=3000)
    QTest.keyRelease(console.window, Qt.Key.Key_F9, Qt.KeyboardModifier.ControlModifier)
    assert console.studio.acts == [StartPanic(booths="all")] * 2
    qtbot.waitUntil(
        lambda: any("STANDBY NOT REACHED" in each.text for each in console.window.toasts.notices)
    )
    assert rescue.back.isHidden()
    put_panic(console, (servers[0], BoothId("booth-1")), on_standby())
    qtbot.waitUntil(rescue.back.isVisible)
    assert rescue.back.text().startswith("1 ")


def recovery(**changes: object) -> Recovery:
    fields: dict[str, object] = {
        "status": RecoveryStatus.MISSING,
        "since": START,
        "was": {Part.STREAM: START - timedelta(hours=2), Part.RECORD: None},
        "scene": "Host",
        "last_seen": START,
        "missing": (Part.SCENE, Part.STREAM),
    }
    return Recovery(**{**fields, **changes})  # type: ignore[arg-type]


def test_who_was_live_is_shown_and_started_again_one_by_one_or_all(
    qtbot: QtBot, console: Console
) -> None:
    server = console.studio.add_server("srv000000001")
    keys = [console.studio.add_booth(server, number) for number in (1, 2, 3)]
    opened(qtbot, console)
    rescue, panel = console.window.rescue, console.window.recovery
    assert rescue.recovery.isHidden()
    records = (
        recovery(),
        recovery(status=RecoveryStatus.WAITING, missing=()),
        recovery(status=RecoveryStatus.BACK, missing=()),
    )
    for key, record in zip(keys, records, strict=True):
        console.studio.put(server, ("recovery", key[1]), record)
    qtbot.waitUntil(rescue.recovery.isVisible)
    assert rescue.recovery.text() == "1 not back"
    QTest.mouseClick(rescue.recovery, LEFT)
    assert panel.isVisible()
    row = panel.rows[keys[0]]

    def offered() -> list[Part]:
        return [part for part, button in row.buttons.items() if button.isVisible()]

    qtbot.waitUntil(lambda: offered() == [Part.SCENE, Part.STREAM])
    row.buttons[Part.STREAM].click()
    qtbot.waitUntil(lambda: len(console.studio.acts) == 1)
    assert console.studio.acts[0] == Recover(booths=(keys[0][1],), parts=(Part.STREAM,))
    console.studio.put(server, ("recovery", keys[0][1]), recovery(missing=(Part.SCENE,)))
    qtbot.waitUntil(lambda: not row.buttons[Part.STREAM].isVisible())
    panel.all.click()
    qtbot.waitUntil(lambda: len(console.studio.acts) == 2)
    assert console.studio.acts[1] == Recover(booths=(keys[0][1],))
    row.dismiss.click()
    qtbot.waitUntil(lambda: len(console.studio.acts) == 3)
    assert console.studio.acts[2] == DismissRecovery(booths=(keys[0][1],))
    for key in keys:
        console.studio.put(server, ("recovery", key[1]), None)
    qtbot.waitUntil(lambda: panel.isHidden() and rescue.recovery.isHidden())
