"""The palette finds every action, asks for what it needs, does it, and leads back."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio_app.domain.actions import ALL_ACTIONS
from studio_app.domain.actions.house import RemoveBooth
from studio_app.domain.actions.outputs import SaveReplay, StopOutput
from studio_app.domain.actions.sound import SetMute, SetTracks, SetVolume
from studio_app.domain.actions.sources import ShowItem
from studio_app.domain.actions.switching import Cut, SetPreview, Take
from studio_app.domain.booth import OutputKind
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import BoothId
from studio_app.domain.problems import problem
from studio_app.domain.roles import Principal, Role
from tests.ui.conftest import Desked
from tests.ui.console import Console
from ui.console.palette import Palette
from ui.console.palette_rows import NOT_BY_HAND
from ui.console.window import ConsoleWindow
from ui.translations import Language

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def console(desked: Desked, language: Language, tmp_path: Path) -> Iterator[Console]:
    """A console on one server with eight booths, open."""
    server = desked.studio.add_server()
    for number in range(1, 9):
        desked.studio.add_booth(server, number, name="Bếp nhà Đậu" if number == 4 else "")
    made = Console(desked, language, tmp_path)
    made.open()
    yield made
    made.close()


@pytest.fixture
def palette(qtbot: QtBot, console: Console) -> Palette:
    """Opened by its keys over the active window, with booth 07 chosen."""
    window = console.window
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.hands.choose_number(7)
    press(window, Qt.Key.Key_K, CONTROL)
    qtbot.waitUntil(window.commands.view.field.hasFocus)
    return window.commands


def press(window: ConsoleWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def write(palette: Palette, text: str, *, enter: bool = True) -> None:
    palette.view.field.setText(text)
    if enter:
        QTest.keyClick(palette.view.field, Qt.Key.Key_Return)


def titles(palette: Palette) -> list[str]:
    return [row.title for row in palette.view.rows]


def test_every_action_of_the_role_is_there_and_no_other(console: Console, palette: Palette) -> None:
    keys = {row.key for row in palette.view.rows}
    assert {f"action:{name}" for name in ALL_ACTIONS if name not in NOT_BY_HAND} <= keys
    palette.close()
    console.studio.servers[0].principal = Principal(name="Minh", role=Role.TECHNICIAN)
    palette.toggle()
    keys = {row.key for row in palette.view.rows}
    assert "action:sound.mute" in keys
    assert "action:staff.add" not in keys


def test_vietnamese_is_found_without_its_marks(console: Console, palette: Palette) -> None:
    console.window.use_language("vi")
    palette.show_root()
    write(palette, "tat tieng", enter=False)
    assert palette.view.rows[0].key == "action:sound.mute"
    write(palette, "mute", enter=False)
    assert palette.view.rows[0].key == "action:sound.mute", "English words find it too"


def test_parameters_are_asked_one_by_one_and_offered_from_the_booth(
    qtbot: QtBot, console: Console, palette: Palette
) -> None:
    write(palette, "sound.mute")
    assert titles(palette) == ["Mic", "Music"], "inputs without sound are not offered"
    assert palette.view.trail.startswith("07 · ")
    write(palette, "music")
    assert titles(palette) == ["yes", "no"]
    write(palette, "yes")
    qtbot.waitUntil(lambda: "Done" in palette.view.said)
    assert console.studio.acts == [SetMute(booth=booth(7), input="Music", muted=True)]
    QTest.keyClick(palette.view.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(console.studio.acts) == 2)
    assert console.studio.acts[0] == console.studio.acts[1], "Enter repeats"


def booth(number: int) -> BoothId:
    return BoothId(f"booth-{number}")


def test_another_booth_is_chosen_by_number_or_name(
    qtbot: QtBot, console: Console, palette: Palette
) -> None:
    write(palette, "preview.set")
    QTest.keyClick(palette.view.field, Qt.Key.Key_Backspace)
    assert titles(palette)[0] == "07 · Booth 7", "the chosen one first"
    write(palette, "bep dau")
    assert palette.view.trail.startswith("04 · ")
    write(palette, "can")
    qtbot.waitUntil(lambda: bool(console.studio.acts))
    assert console.studio.acts == [SetPreview(booth=booth(4), scene="Cận sản phẩm")]


def test_numbers_have_units_and_ranges(qtbot: QtBot, console: Console, palette: Palette) -> None:
    write(palette, "sound.volume")
    write(palette, "mic")
    assert "dB" in palette.view.field.placeholderText()
    write(palette, "40")
    assert "from -100 to 26" in palette.view.said
    write(palette, "abc")
    assert "from -100 to 26" in palette.view.said
    assert console.studio.acts == []
    write(palette, "-3,5")
    qtbot.waitUntil(lambda: bool(console.studio.acts))
    assert console.studio.acts == [SetVolume(booth=booth(7), input="Mic", volume_db=-3.5)]


def test_lists_and_items_are_asked_in_words(
    qtbot: QtBot, console: Console, palette: Palette
) -> None:
    write(palette, "sound.tracks")
    write(palette, "mic")
    write(palette, "1 3")
    qtbot.waitUntil(lambda: len(console.studio.acts) == 1)
    tracks = (True, False, True, False, False, False)
    assert console.studio.acts[0] == SetTracks(booth=booth(7), input="Mic", tracks=tracks)
    palette.show_root()
    write(palette, "source.show")
    write(palette, "host")
    write(palette, "camera")
    write(palette, "no")
    qtbot.waitUntil(lambda: len(console.studio.acts) == 2)
    assert console.studio.acts[1] == ShowItem(
        booth=booth(7), scene="Host", item_id=1, visible=False
    )


def test_optional_parameters_may_be_left(qtbot: QtBot, console: Console, palette: Palette) -> None:
    write(palette, "program.cut")
    assert titles(palette)[0] == "Do it"
    write(palette, "scene")
    write(palette, "standby")
    QTest.keyClick(palette.view.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(console.studio.acts))
    expected = Cut(booth=booth(7), scene="Standby", seen_program="Host")
    assert console.studio.acts == [expected], "what the window shows goes with it"


def test_what_ends_a_picture_asks_for_a_second_enter(
    qtbot: QtBot, console: Console, palette: Palette
) -> None:
    async def ends(_action: object) -> object:
        await asyncio.sleep(0)
        if not console.studio.acted[-1].confirmed:
            raise StudioError(problem("confirm_needed", booth="07"))
        return None

    console.studio.answer(StopOutput, ends)
    write(palette, "output.stop")
    write(palette, "stream")
    qtbot.waitUntil(lambda: "Confirm" in palette.view.said)
    QTest.keyClick(palette.view.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Done" in palette.view.said)
    assert [acted.confirmed for acted in console.studio.acted] == [False, True]
    assert console.studio.acts[-1] == StopOutput(booth=booth(7), output=OutputKind.STREAM)


def test_careful_actions_say_what_happens_before_anything_is_sent(
    qtbot: QtBot, console: Console, palette: Palette
) -> None:
    write(palette, "booth.remove")
    assert "Take a booth off the wall" in palette.view.said
    assert console.studio.acts == []
    QTest.keyClick(palette.view.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(console.studio.acts))
    assert console.studio.acted[-1].confirmed
    assert isinstance(console.studio.acts[-1], RemoveBooth)


def test_refusal_stays_inline_with_what_to_do(
    qtbot: QtBot, console: Console, palette: Palette
) -> None:
    refused = StudioError(problem("studio_mode_off", booth="07"))
    console.studio.answer(Take, refused)
    write(palette, "program.take")
    qtbot.waitUntil(lambda: "not in studio mode" in palette.view.said)
    assert titles(palette)[0] == "Try again"
    assert console.window.toasts.notices == []


def test_what_an_action_answers_is_shown(qtbot: QtBot, console: Console, palette: Palette) -> None:
    console.studio.answer(SaveReplay, "/video/replay 20-47.mkv")
    write(palette, "replay.save")
    qtbot.waitUntil(lambda: "replay 20-47.mkv" in palette.view.said)


def test_escape_leaves_and_gives_the_keyboard_to_the_wall(
    qtbot: QtBot, console: Console, palette: Palette
) -> None:
    write(palette, "sound.mute")
    QTest.keyClick(palette.view.field, Qt.Key.Key_Escape)
    assert not palette.is_open
    assert console.window.hands.booth is not None, "Escape did not also let go of the booth"
    canvas = console.window._parts.wall.canvas
    qtbot.waitUntil(canvas.hasFocus)


def test_it_does_not_hold_the_window_up(console: Console, palette: Palette) -> None:
    assert QApplication.activeModalWidget() is None
    assert console.window.isEnabled()
    assert palette.view.window() is console.window


def test_a_booth_is_gone_to_by_its_name(console: Console, palette: Palette) -> None:
    write(palette, "dau")
    chosen = console.window.hands.booth
    assert chosen is not None
    assert chosen[1] == booth(4)
    assert not palette.is_open


def test_history_undoes_one_entry_and_says_what_cannot_be(
    qtbot: QtBot, console: Console, palette: Palette
) -> None:
    console.studio.undo(SetMute, SetMute(booth=booth(7), input="Mic", muted=False))
    ops = console.ops
    chosen = console.bridge.booths[6]
    ops.start(ops.sound.mute(chosen, "Mic", True), "mute")
    qtbot.waitUntil(lambda: len(console.studio.acts) == 1)
    ops.start(ops.switching.hotkey(chosen, "X"), "hotkey")
    qtbot.waitUntil(lambda: len(ops.desk.deeds.all) == 2)
    palette.show_history()
    assert [row.note for row in palette.view.rows] == ["not undoable", "Enter undoes it"]
    write(palette, "mute")
    qtbot.waitUntil(lambda: "Undone" in palette.view.said)
    assert [call.name for call in console.studio.calls] == ["sound.mute"]
    assert [row.note for row in palette.view.rows] == ["not undoable", "undone"]


def test_undo_is_offered_first(qtbot: QtBot, console: Console, palette: Palette) -> None:
    console.studio.undo(SetMute, SetMute(booth=booth(7), input="Mic", muted=False))
    console.ops.start(console.ops.sound.mute(console.bridge.booths[6], "Mic", True), "mute")
    qtbot.waitUntil(lambda: len(console.ops.desk.deeds.all) == 1)
    palette.show_root()
    assert "Undo: 07 · Mute “Mic”" in titles(palette)


def test_recent_comes_first_for_each_person(console: Console, palette: Palette) -> None:
    write(palette, "preview.set")
    write(palette, "AI")
    palette.show_root()
    assert palette.view.rows[0].key == "action:preview.set"
    server = console.studio.servers[0]
    server.principal = Principal(name="Lan", role=Role.ADMIN)
    palette.show_root()
    assert palette.view.rows[0].key != "action:preview.set"


def test_any_action_can_get_a_key_and_conflicts_are_told(
    qtbot: QtBot, console: Console, palette: Palette
) -> None:
    write(palette, "sound.mute", enter=False)
    QTest.keyClick(palette.view.field, Qt.Key.Key_F2)
    QTest.keyClick(palette.view.field, Qt.Key.Key_K, CONTROL)
    assert "Commands" in palette.view.said, "they belong to somebody"
    QTest.keyClick(palette.view.field, Qt.Key.Key_M)
    assert "does it from now on" in palette.view.said
    palette.close()
    press(console.window, Qt.Key.Key_M)
    assert palette.is_open
    assert titles(palette) == ["Mic", "Music"]
    assert console.window.shortcuts.keys("action:sound.mute") == "M"


def test_a_key_with_its_answers_acts_at_once(
    qtbot: QtBot, console: Console, palette: Palette
) -> None:
    for answer in ("sound.mute", "mic", "yes"):
        write(palette, answer)
    qtbot.waitUntil(lambda: "Done" in palette.view.said)
    QTest.keyClick(palette.view.field, Qt.Key.Key_Down)
    QTest.keyClick(palette.view.field, Qt.Key.Key_Return)
    QTest.keyClick(palette.view.field, Qt.Key.Key_F8)
    palette.close()
    console.window.hands.choose_number(2)
    press(console.window, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: len(console.studio.acts) == 2)
    assert console.studio.acts[-1] == SetMute(booth=booth(2), input="Mic", muted=True)
    assert not palette.is_open
