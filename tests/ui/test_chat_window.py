"""The chat in the window: what waits calls from the strip, viewers are counted, channels added."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio_app.domain.plugin import InstanceStatus
from tests.ui import chat_scene as scene
from tests.ui.conftest import Desked
from tests.ui.console import Console
from ui.bridge.client import BoothKey, ConnectionStatus
from ui.components import plain_tip
from ui.console.needs_me_rule import NeedKind
from ui.docks.chat import ChatDock
from ui.docks.chat_filter import Show
from ui.translations import Language


@pytest.fixture
def console(desked: Desked, language: Language, tmp_path: Path) -> Iterator[Console]:
    """A console on one server with booths 06 and 07 on air."""
    server = desked.studio.add_server()
    for number in (6, 7):
        desked.studio.add_booth(server, number, on_air=True)
    made = Console(desked, language, tmp_path)
    made.open((1900, 1000))
    yield made
    made.close()


@pytest.fixture
def booth(console: Console) -> BoothKey:
    """Booth 06."""
    found = console.bridge.find(6)
    assert found is not None
    return found


def test_questions_call_from_the_strip_and_lead_to_them(
    qtbot: QtBot, desked: Desked, console: Console, booth: BoothKey
) -> None:
    scene.question(desked.studio, booth, 5)
    strip, chat = console.window.strip, console.window._parts.chat
    qtbot.waitUntil(
        lambda: [chip.whole_text for chip in strip.chips] == ["06 · 1 question waits · 00:00"]
    )
    console.window.layouts.use("monitor")
    strip.chips[0].click()
    assert console.window.hands.booth == booth
    assert chat.isVisible()
    assert chat.head.show_kind is Show.QUESTIONS
    desked.studio.put(booth[0], ("question", booth[1], "5"), None)
    qtbot.waitUntil(lambda: not strip.chips)


def test_a_silent_channel_of_a_booth_on_air_is_a_note(
    qtbot: QtBot, desked: Desked, console: Console, booth: BoothKey
) -> None:
    scene.source(desked.studio, booth, "tiktok", InstanceStatus.STALE)
    qtbot.waitUntil(lambda: [need.kind for need in console.needs.needs] == [NeedKind.CHAT_SILENT])
    assert "TikTok" in console.window.strip.chips[0].whole_text
    text = console.window._parts.wall.text_of(booth)
    assert text is not None
    assert text.bar is None, "a note borders no tile"


def test_viewers_are_counted_on_the_tile_and_over_all(
    qtbot: QtBot, desked: Desked, console: Console, booth: BoothKey
) -> None:
    wall = console.window._parts.wall
    assert not console.window.top_bar._viewers.isVisible()
    place = wall.canvas.tile_rect(booth)
    scene.source(desked.studio, booth, "tiktok", viewers=1842)
    scene.source(desked.studio, booth, "facebook", viewers=311)
    qtbot.waitUntil(lambda: console.window.top_bar._viewers.text() == "2,153 watching")
    qtbot.waitUntil(lambda: wall.text_of(booth).viewers == "2,153")  # type: ignore[union-attr]
    assert "2,153 watching" in wall.spoken(booth)
    assert wall.canvas.tile_rect(booth) == place, "no tile moves"


def test_adding_a_channel_leads_to_the_plugins(
    qtbot: QtBot, desked: Desked, console: Console, booth: BoothKey
) -> None:
    window = console.window
    window.hands.choose(booth)
    desked.studio.log(booth[0], "chat/booth-6", [])
    chat = window._parts.chat
    qtbot.waitUntil(lambda: chat.empty.button.text() == "Add a channel")
    chat.empty.button.click()
    assert not window.docks["plugins"].isHidden()


def test_two_digits_choose_another_booths_chat_while_the_list_has_the_keyboard(
    qtbot: QtBot, desked: Desked, console: Console, booth: BoothKey
) -> None:
    window = console.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.hands.choose(booth)
    chat = window._parts.chat
    desked.studio.log(booth[0], "chat/booth-6", scene.rows(booth[1], 1, 5))
    qtbot.waitUntil(lambda: len(chat.view.rows) == 5)
    chat.view.setFocus()
    chat.view.choose(4)
    for digit in (Qt.Key.Key_0, Qt.Key.Key_7):
        QTest.keyClick(chat.view, digit)
    assert window.hands.booth == console.bridge.find(7)
    assert not chat.view.rows
    QTest.keyClick(chat.view, Qt.Key.Key_A)
    assert window.docks["alarms"].isHidden(), "A is the list's own here"


STRANGE = (
    "",
    "x" * 1000,
    "một\u0301\u0301\u0301\u0301 " * 80,
    "👩‍👩‍👧‍👦" * 200,
    "مرحبا كم السعر " * 30,
    "\u202e\u200b\ufeff0912 345 678\u2028bit.ly/a",
    "<b>đậm</b> &amp; <img src=x>",
)


def test_any_text_is_painted_as_it_is_in_any_width(
    qtbot: QtBot, desked: Desked, console: Console, booth: BoothKey
) -> None:
    window = console.window
    window.hands.choose(booth)
    chat = window._parts.chat
    rows = [(at, scene.row(booth[1], at, text, author=text)) for at, text in enumerate(STRANGE, 1)]
    desked.studio.log(booth[0], "chat/booth-6", rows)
    qtbot.waitUntil(lambda: len(chat.view.rows) == len(STRANGE))
    dock = window.docks["chat"]
    dock.setFloating(True)
    for width in (180, 320, 1400):
        dock.resize(width, 500)
        for at in range(len(STRANGE)):
            chat.view.choose(at)
        assert not chat.grab().isNull()
    assert plain_tip(STRANGE[-1]) == f"<qt>{escape(STRANGE[-1])}</qt>", "none is taken for markup"
    assert plain_tip("size L & M") == "size L & M"


def test_keys_in_an_empty_list_do_nothing(
    qtbot: QtBot, desked: Desked, console: Console, booth: BoothKey
) -> None:
    chat = console.window._parts.chat
    console.window.hands.choose(booth)
    desked.studio.log(booth[0], "chat/booth-6", [])
    for pressed in (
        Qt.Key.Key_Up,
        Qt.Key.Key_Home,
        Qt.Key.Key_P,
        Qt.Key.Key_Return,
        Qt.Key.Key_End,
    ):
        QTest.keyClick(chat.view, pressed)
    assert chat.view.chosen is None
    assert desked.studio.acts == []


def test_the_second_windows_chat_and_the_consoles_disturb_each_other_in_nothing(
    qtbot: QtBot, desked: Desked, console: Console, booth: BoothKey
) -> None:
    window, channel = console.window, "chat/booth-6"
    window.hands.choose(booth)
    first = window._parts.chat
    desked.studio.log(booth[0], channel, scene.rows(booth[1], 101, 110), more=True)
    qtbot.waitUntil(lambda: len(first.view.rows) == 10)
    window.seconds.open_second("docks")
    second = window.seconds.window
    assert second is not None
    qtbot.waitExposed(second)
    chat = second.panels["chat"]
    assert isinstance(chat, ChatDock)
    qtbot.waitUntil(lambda: len(chat.view.rows) == 10)
    connection = desked.studio.connection(booth[0])
    assert connection.logs_watched.count(channel) == 1, "a second watch would begin both anew"
    chat.book.older()
    desked.studio.log(booth[0], channel, scene.rows(booth[1], 91, 100), live=False)
    qtbot.waitUntil(lambda: len(chat.view.rows) == 20)
    assert len(first.view.rows) == 10, "the page goes to who asked for it"
    desked.studio.log(booth[0], channel, [(111, scene.mark(booth[1], 110, pinned=True))])
    qtbot.waitUntil(lambda: first.view.rows[-1].row.pinned and chat.view.rows[-1].row.pinned)
    chat.head.all.setChecked(True)
    qtbot.waitUntil(lambda: "chat" in connection.logs_watched)
    assert channel in connection.logs_watched
    chat.head.all.setChecked(False)
    second.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert connection.logs_watched.count(channel) == 1, "the console goes on reading"
    assert "chat" not in connection.logs_watched
    desked.studio.log(booth[0], channel, scene.rows(booth[1], 112, 112))
    qtbot.waitUntil(lambda: len(first.view.rows) == 11)


def test_a_page_for_one_who_left_reaches_nobody_else(desked: Desked) -> None:
    server = desked.studio.add_server()
    connection = desked.studio.connection(server)
    came: list[str] = []
    reader = desked.bridge.log_readers.reader
    one = reader("one", lambda _server, _rows: came.append("one"))
    other = reader("other", lambda _server, _rows: came.append("other"))
    assert one.join(connection, server, "chat", 50) is None
    assert other.join(connection, server, "chat", 50) == "one"
    one.page(connection, server, "chat", 300, 50)
    other.page(connection, server, "chat", 200, 50)
    one.leave(connection, server, "chat")
    for _ in range(2):
        desked.studio.log(server, "chat", [], live=False)
    assert came == ["other"], "the second answer is to the second question"
    other.page(connection, server, "chat", 200, 50)
    desked.studio.set_status(connection, ConnectionStatus.LOST)
    desked.studio.set_status(connection, ConnectionStatus.CONNECTED)
    other.page(connection, server, "chat", 100, 50)
    for _ in range(2):
        desked.studio.log(server, "chat", [], live=False)
    assert came == ["other", "other"], "what was under way when the link broke is not answered"
    other.leave(connection, server, "chat")
    assert connection.logs_watched == []


def test_the_second_windows_chat_leads_to_the_consoles_plugins(
    qtbot: QtBot, desked: Desked, console: Console, booth: BoothKey
) -> None:
    window = console.window
    window.hands.choose(booth)
    window.seconds.open_second("docks")
    second = window.seconds.window
    assert second is not None
    chat = second.panels["chat"]
    assert isinstance(chat, ChatDock)
    desked.studio.log(booth[0], "chat/booth-6", [])
    qtbot.waitUntil(lambda: chat.empty.button.text() == "Add a channel")
    chat.empty.button.click()
    assert not window.docks["plugins"].isHidden()
