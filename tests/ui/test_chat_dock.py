"""The chat dock: it stays at the newest, holds still under a hand, and does what it is told."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio_app.domain.actions.chat import (
    EraseBuyer,
    HideMessage,
    MarkAnswered,
    NoteBuyer,
    PinMessage,
    Reply,
    SearchChat,
    ShowBuyer,
    ShowMessage,
    UnpinMessage,
)
from studio_app.domain.chat import FoundRow, Hidden
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.roles import Role
from tests.ui import chat_scene as scene
from tests.ui.chat_open import CHANNEL, open_dock, open_evening
from tests.ui.conftest import Desked
from tests.ui.docks_open import asked
from ui.bridge.client import BoothKey, ConnectionStatus
from ui.docks.chat import ChatDock
from ui.docks.chat_filter import Show
from ui.docks.chat_row import ROW_HEIGHT
from ui.settings import WindowSettings
from ui.translations import Language


@pytest.fixture
def booth(desked: Desked) -> BoothKey:
    """Booth 07 with three channels, a pinned message, two questions that wait."""
    made = desked.studio.add_booth(desked.studio.add_server(), 7)
    scene.furnish(desked.studio, made)
    return made


@pytest.fixture
def dock(
    qtbot: QtBot, desked: Desked, booth: BoothKey, language: Language, tmp_path: Path
) -> ChatDock:
    """Seen, on booth 07, with the eleven rows 100 to 110 of an evening."""
    return open_evening(qtbot, desked, booth, tmp_path)


def more_rows(desked: Desked, booth: BoothKey, first: int, last: int) -> None:
    desked.studio.log(booth[0], CHANNEL, scene.rows(booth[1], first, last))


def key(dock: ChatDock, pressed: Qt.Key) -> None:
    QTest.keyClick(dock.view, pressed)


def test_nothing_is_read_before_it_is_seen(
    qtbot: QtBot, desked: Desked, booth: BoothKey, language: Language, tmp_path: Path
) -> None:
    made = ChatDock(desked.bridge, desked.ops, WindowSettings(tmp_path / "console.ini"))
    qtbot.addWidget(made)
    made.set_booth(booth)
    assert desked.studio.connection(booth[0]).logs_watched == []
    made.show()
    assert desked.studio.connection(booth[0]).logs_watched == [CHANNEL]


def test_it_stays_at_the_newest_until_somebody_scrolls_up(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    bar = dock.view.verticalScrollBar()
    more_rows(desked, booth, 201, 260)
    qtbot.waitUntil(lambda: len(dock.view.rows) == 71)
    assert bar.value() == bar.maximum() > 0
    assert dock.view.pill.isHidden()
    bar.setValue(bar.maximum() - 5 * ROW_HEIGHT)
    before = bar.value()
    more_rows(desked, booth, 261, 272)
    qtbot.waitUntil(lambda: dock.view.unseen == 12)
    assert bar.value() == before, "what is read does not move"
    assert dock.view.pill.text() == "↓ 12 new"
    QTest.mouseClick(dock.view.pill, Qt.MouseButton.LeftButton)
    assert bar.value() == bar.maximum()
    assert dock.view.pill.isHidden()


def test_a_chosen_row_holds_the_list_until_escape(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    dock.view.setFocus()
    key(dock, Qt.Key.Key_Up)
    chosen = dock.view.chosen
    assert chosen is not None
    more_rows(desked, booth, 201, 230)
    qtbot.waitUntil(lambda: dock.view.unseen == 30)
    assert dock.view.chosen is chosen
    key(dock, Qt.Key.Key_Escape)
    assert dock.view.chosen is None
    assert dock.view.following


def test_arrows_walk_over_the_rows(dock: ChatDock) -> None:
    dock.view.setFocus()
    walked = []
    for pressed in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_Down):
        key(dock, pressed)
        assert dock.view.chosen is not None
        walked.append(dock.view.chosen.cursor)
    assert walked == [110, 109, 100, 101]
    key(dock, Qt.Key.Key_End)
    assert dock.view.chosen is None
    assert dock.view.following


def test_what_is_seen_does_not_move_when_old_rows_are_trimmed(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    for first in range(201, 20_190, 500):
        more_rows(desked, booth, first, min(first + 499, 20_189))
    qtbot.waitUntil(lambda: len(dock.view.rows) == 20_000, timeout=10_000)
    dock.view.choose(15_000)
    chosen = dock.view.chosen
    offset = dock.view.row_rect(dock.view._chosen).top()
    more_rows(desked, booth, 20_190, 20_190)
    qtbot.waitUntil(lambda: len(dock.view.rows) == 18_000, timeout=5000)
    assert dock.view.chosen is chosen
    assert dock.view.rows[dock.view._chosen] is chosen
    assert dock.view.row_rect(dock.view._chosen).top() == offset
    dock.head.search.setText("tin nhan 20189")
    qtbot.waitUntil(lambda: len(dock.view.rows) == 1, timeout=10_000)
    dock.head.search.clear()
    qtbot.waitUntil(lambda: len(dock.view.rows) == 18_000)


def test_keys_of_the_list_act_on_the_chosen_row(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    dock.view.setFocus()
    dock.view.choose(10)
    for pressed in (Qt.Key.Key_P, Qt.Key.Key_A, Qt.Key.Key_H):
        key(dock, pressed)
    qtbot.waitUntil(lambda: len(desked.studio.acts) == 3)
    assert asked(desked, PinMessage) == [PinMessage(row=110)]
    assert asked(desked, MarkAnswered) == [MarkAnswered(row=110)]
    assert asked(desked, HideMessage) == [HideMessage(row=110)]
    key(dock, Qt.Key.Key_Return)
    assert dock.foot.field.hasFocus()


def test_marked_rows_are_acted_on_the_other_way(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    dock.view.choose(6)
    assert dock.foot.buttons["hide"].text() == "Show"
    dock.foot.buttons["hide"].click()
    dock.view.choose(5)
    dock.foot.buttons["pin"].click()
    qtbot.waitUntil(lambda: len(desked.studio.acts) == 2)
    assert desked.studio.acts == [ShowMessage(row=106), UnpinMessage(booth=booth[1])]
    unpinned = scene.mark(booth[1], 105)
    desked.studio.log(booth[0], CHANNEL, [(300, unpinned)])
    qtbot.waitUntil(lambda: dock.foot.buttons["pin"].text() == "Pin")


def test_no_key_of_the_list_or_console_fires_while_text_is_edited(
    qtbot: QtBot, desked: Desked, dock: ChatDock
) -> None:
    dock.view.choose(10)
    for field in (dock.head.search, dock.foot.field):
        field.setFocus()
        QTest.keyClicks(field, "pah c")
        assert field.text() == "pah c"
        field.clear()
        dock.view.choose(10)
    assert desked.studio.acts == []


def test_the_lists_keys_come_before_the_consoles_only_in_the_list(
    qtbot: QtBot, desked: Desked, dock: ChatDock
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    beside = QWidget()
    beside.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    column.addWidget(dock)
    column.addWidget(beside)
    fired: list[str] = []
    for keys in ("A", "Space", "7"):
        QShortcut(QKeySequence(keys), window).activated.connect(
            lambda keys=keys: fired.append(keys)
        )
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    dock.view.setFocus()
    dock.view.choose(10)
    for pressed in (Qt.Key.Key_A, Qt.Key.Key_Space, Qt.Key.Key_7):
        key(dock, pressed)
    assert fired == ["Space", "7"], "takes and booths' digits go on to the console"
    beside.setFocus()
    QTest.keyClick(beside, Qt.Key.Key_A)
    assert fired[-1] == "A"
    dock.setParent(None)


def test_a_reply_is_sent_where_the_channel_can(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    dock.view.choose(5)
    assert dock.foot.send_button.text() == "Send"
    dock.foot.private.setChecked(True)
    QTest.keyClicks(dock.foot.field, "con nha chi")
    QTest.keyClick(dock.foot.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dock.foot.field.text() == "")
    assert asked(desked, Reply) == [Reply(row=105, text="con nha chi", private=True)]


def test_a_reply_that_fails_keeps_its_text_and_says_why(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    desked.studio.answer(Reply, fail("not_signed_in"))
    dock.view.choose(5)
    dock.foot.field.setText("còn nha")
    dock.foot.send_button.click()
    qtbot.waitUntil(lambda: bool(dock.problem.text))
    assert dock.foot.field.text() == "còn nha"


def test_where_the_channel_cannot_send_the_text_is_copied(
    qtbot: QtBot, desked: Desked, dock: ChatDock
) -> None:
    dock.view.choose(1)
    assert dock.foot.send_button.text() == "Copy"
    assert dock.foot.private.isHidden()
    dock.foot.field.setText("ship 20k")
    dock.foot.send_button.click()
    assert QGuiApplication.clipboard().text() == "ship 20k"
    assert desked.studio.acts == []
    assert "paste it into TikTok" in desked.notices[-1].title


def test_a_long_message_is_read_in_whole_under_the_list(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    long = "rất dài " * 120
    desked.studio.log(booth[0], CHANNEL, [(201, scene.row(booth[1], 1, long))])
    qtbot.waitUntil(lambda: len(dock.view.rows) == 12)
    dock.view.choose(11)
    assert dock.foot.whole.isVisible()
    assert dock.foot.whole.text() == long.strip()
    dock.view.choose(3)
    assert not dock.foot.whole.isVisible()


def test_kinds_channels_and_words_leave_rows_out(qtbot: QtBot, dock: ChatDock) -> None:
    dock.show_questions()
    assert [line.cursor for line in dock.view.rows] == [101, 109]
    dock.head.questions.click()
    assert len(dock.view.rows) == 11
    facebook = dock.head.channels.badges[0]
    assert facebook.text() == "Facebook · silent"
    facebook.click()
    assert {line.row.service for line in dock.view.rows} == {"facebook"}
    facebook.click()
    dock.head.search.setText("size l")
    assert [line.cursor for line in dock.view.rows] == [105, 108]
    dock.head.search.setText("gì đó không có")
    assert dock.empty.isVisible()
    dock.empty.button.click()
    assert len(dock.view.rows) == 11


def test_an_answered_question_leaves_those_that_wait(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    dock.show_questions()
    answered = scene.mark(booth[1], 101, question=True, answered_by="Lan")
    desked.studio.log(booth[0], CHANNEL, [(300, answered)])
    qtbot.waitUntil(lambda: [line.cursor for line in dock.view.rows] == [109])


def test_arrows_go_on_from_where_an_answered_question_was(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    asks = [(at, scene.row(booth[1], at, question=True)) for at in range(201, 206)]
    desked.studio.log(booth[0], CHANNEL, asks)
    dock.show_questions()
    qtbot.waitUntil(lambda: len(dock.view.rows) == 7)
    dock.view.setFocus()
    dock.view.choose(3)
    answered = scene.mark(booth[1], 202, question=True, answered_by="Lan")
    desked.studio.log(booth[0], CHANNEL, [(300, answered)])
    qtbot.waitUntil(lambda: len(dock.view.rows) == 6)
    assert dock.view.chosen is None, "a second press of A must not answer another one"
    key(dock, Qt.Key.Key_Down)
    assert dock.view.chosen is not None
    assert dock.view.chosen.cursor == 203


def test_enter_searches_everything_and_pages_on(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    pages = {
        None: [FoundRow(cursor=at, row=each) for at, each in scene.rows(booth[1], 51, 250)],
        51: [FoundRow(cursor=50, row=scene.row(booth[1], 50))],
    }

    async def answer(action: object) -> object:
        assert isinstance(action, SearchChat)
        return tuple(reversed(pages[action.before]))

    desked.studio.answer(SearchChat, answer)
    dock.head.search.setText("tin nhắn")
    QTest.keyClick(dock.head.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(dock.view.rows) == 200)
    assert dock.found_bar.isVisible()
    assert [line.cursor for line in dock.view.rows][:2] == [51, 52]
    assert asked(desked, SearchChat)[0].booth == booth[1]
    dock.view.older_wanted.emit()
    qtbot.waitUntil(lambda: len(dock.view.rows) == 201)
    desked.studio.log(booth[0], CHANNEL, [(300, scene.mark(booth[1], 50, hidden=Hidden.PERSON))])
    qtbot.waitUntil(lambda: dock.view.rows[0].row.hidden is Hidden.PERSON)
    more_rows(desked, booth, 301, 302)
    dock.found_bar.back.click()
    qtbot.waitUntil(lambda: len(dock.view.rows) == 13)
    assert not dock.found_bar.isVisible()


def test_a_buyer_is_shown_noted_and_erased_with_two_presses(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    desked.studio.answer(ShowBuyer, scene.history(*booth))
    dock.view.choose(10)
    dock.foot.buttons["buyer"].click()
    panel = dock.buyer
    qtbot.waitUntil(lambda: panel.name.whole_text == "Thu Nga")
    assert "0912345678" in panel.facts.text()
    assert len(panel.rows.rows) == 3
    panel.note.setText("trả khi nhận")
    QTest.keyClick(panel.note, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(asked(desked, NoteBuyer)))
    panel.erase.click()
    assert panel.erase.text() == "Erase Thu Nga and 1,204 messages for ever? Press again"
    assert asked(desked, EraseBuyer) == []
    panel.erase.click()
    qtbot.waitUntil(lambda: not panel.isVisible())
    assert desked.studio.acted[-1].confirmed
    assert dock.view.isVisible()


def test_all_booths_together_say_which_each_row_is_from(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    dock.head.all.setChecked(True)
    desked.studio.log(booth[0], "chat", scene.evening(booth[1]))
    qtbot.waitUntil(lambda: len(dock.view.rows) == 11)
    assert "07" in dock.view.spoken(dock.view.rows[0])
    other = desked.studio.add_booth(booth[0], 8)
    dock.set_booth(other)
    assert len(dock.view.rows) == 11, "another chosen booth changes nothing here"
    dock.head.all.setChecked(False)
    watched = desked.studio.connection(booth[0]).logs_watched
    assert watched == ["chat/booth-8"]


def test_empty_says_what_to_do(
    qtbot: QtBot, desked: Desked, language: Language, tmp_path: Path
) -> None:
    booth = desked.studio.add_booth(desked.studio.add_server(), 7)
    made = open_dock(qtbot, desked, tmp_path)
    assert made.empty.button.text() == "All booths"
    made.set_booth(booth)
    desked.studio.log(booth[0], CHANNEL, [])
    qtbot.waitUntil(lambda: made.empty.button.text() == "Add a channel")
    wanted: list[bool] = []
    made.channel_wanted.connect(lambda: wanted.append(True))
    made.empty.button.click()
    assert wanted
    scene.source(desked.studio, booth, "tiktok")
    qtbot.waitUntil(lambda: made.empty.text.text() == "Nobody has written yet.")


def test_old_facts_and_lacking_roles_are_said_and_disable(
    qtbot: QtBot,
    desked: Desked,
    booth: BoothKey,
    language: Language,
    tmp_path: Path,
    dock: ChatDock,
) -> None:
    connection = desked.studio.connection(booth[0])
    dock.view.choose(10)
    desked.studio.set_status(connection, ConnectionStatus.LOST)
    qtbot.waitUntil(lambda: "away" in dock.head.trouble.whole_text)
    assert not dock.foot.buttons["pin"].isEnabled()
    assert connection.principal is not None
    connection.principal = type(connection.principal)(name="Mai", role=Role.HOST)
    desked.studio.set_status(connection, ConnectionStatus.CONNECTED)
    qtbot.waitUntil(lambda: not dock.head.trouble.whole_text)
    assert not dock.foot.field.isEnabled()
    assert "order desk" in dock.foot.buttons["pin"].toolTip()


def test_every_text_follows_the_language(qtbot: QtBot, dock: ChatDock, language: Language) -> None:
    language.use("vi")
    QApplication.processEvents()
    assert dock.foot.buttons["answered"].text() == "Đã trả lời"
    assert dock.head.channels.badges[1].text() == "TikTok 1.842"
    assert dock.head.rate.text() == "38/phút"
    assert dock.head.kind.itemText(2) == "Câu hỏi"
    dock.head.kind.setCurrentIndex(0)
    assert dock.head.show_kind is Show.ALL


def test_targets_are_large_enough_and_named(qtbot: QtBot, dock: ChatDock) -> None:
    dock.view.choose(5)
    for button in dock.findChildren(QAbstractButton):
        if button.isVisible() and button.parent() is not dock.head.search:
            assert button.height() >= 24, button
            assert button.text() or button.accessibleName(), button
    assert dock.view.accessibleName() == "Chat"
    assert "Hồng Trang" in dock.view.accessibleDescription()


def test_what_is_shown_is_exported(
    qtbot: QtBot, desked: Desked, dock: ChatDock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.operations.downloads.downloads", lambda: tmp_path)
    dock.show_questions()
    dock.head.export_wanted.emit()
    qtbot.waitUntil(lambda: bool(list(tmp_path.glob("boothdeck-chat-07-*.csv"))))
    qtbot.waitUntil(lambda: bool(desked.notices))
    assert desked.notices[-1].text.startswith("2 rows")


def test_a_right_click_offers_what_can_be_done(qtbot: QtBot, dock: ChatDock) -> None:
    QTest.mouseClick(
        dock.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, ROW_HEIGHT // 2)
    )
    assert dock.view.chosen is not None
    texts = [action.text() for action in dock.hand.menu(dock, dock.hand.act).actions()]
    assert "Pin" in texts or "Unpin" in texts


def test_a_problem_of_the_server_is_said(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    error: StudioError = fail("server_lost", server="Nova")
    desked.studio.answer(SearchChat, error)
    dock.head.search.setText("áo")
    dock.head.search.returnPressed.emit()
    qtbot.waitUntil(lambda: "Nova" in dock.problem.text)
