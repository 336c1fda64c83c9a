"""What is done to rows of the chat: pending until the server's word, refused where one looks."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio_app.domain.actions import Action
from studio_app.domain.actions.chat import (
    HideMessage,
    MarkAnswered,
    MarkQuestion,
    PinMessage,
    Reply,
    UnpinMessage,
)
from studio_app.domain.chat import Hidden
from studio_app.domain.errors import fail
from studio_app.domain.roles import Principal, Role
from tests.ui import chat_scene as scene
from tests.ui.chat_open import CHANNEL, open_evening
from tests.ui.conftest import Desked
from tests.ui.docks_open import asked
from ui.bridge.client import BoothKey, ConnectionStatus
from ui.docks.chat import ChatDock
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
    """On booth 07, with the eleven rows 100 to 110."""
    return open_evening(qtbot, desked, booth, tmp_path)


def held(desked: Desked, kind: type[Action]) -> asyncio.Event:
    """The server answers this kind of action only once the event is set."""
    answers = asyncio.Event()

    async def answer(_: Action) -> object:
        await answers.wait()
        return None

    desked.studio.answer(kind, answer)
    return answers


def tell(desked: Desked, booth: BoothKey, of: int, **fields: object) -> None:
    """A mark of the server comes."""
    desked.studio.log(booth[0], CHANNEL, [(300 + of, scene.mark(booth[1], of, **fields))])


def test_pressed_is_pending_until_the_mark_is_there(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    answers = held(desked, PinMessage)
    dock.view.choose(10)
    button, line = dock.foot.buttons["pin"], dock.view.rows[10]
    button.click()
    qtbot.waitUntil(lambda: asked(desked, PinMessage) == [PinMessage(row=110)])
    assert button.pending
    assert list(dock.hand.pending.rows) == [line.key]
    assert not line.row.pinned, "the row says what the server said"
    QTest.keyClick(dock.view, Qt.Key.Key_P)
    answers.set()
    qtbot.waitUntil(lambda: bool(desked.ops.desk.deeds.all))
    assert button.pending, "the server's yes is not its mark yet"
    tell(desked, booth, 110, pinned=True)
    qtbot.waitUntil(lambda: not button.pending)
    assert line.row.pinned
    assert button.text() == "Unpin"
    assert not dock.hand.pending.rows
    assert asked(desked, PinMessage) == [PinMessage(row=110)], "a second press sent nothing"


def test_what_is_pending_stays_with_its_row(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    answers = held(desked, HideMessage)
    dock.view.choose(10)
    hide = dock.foot.buttons["hide"]
    hide.click()
    assert hide.pending
    dock.view.choose(9)
    assert not hide.pending, "nothing is done to this one"
    dock.view.choose(10)
    assert hide.pending
    tell(desked, booth, 110, hidden=Hidden.PERSON, hidden_by="Minh")
    qtbot.waitUntil(lambda: not hide.pending)
    answers.set()


def test_a_refusal_is_said_at_the_list_and_changes_nothing(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    desked.studio.answer(MarkAnswered, fail("no_such_message", row=110))
    dock.view.choose(10)
    dock.foot.buttons["answered"].click()
    qtbot.waitUntil(lambda: bool(dock.problem.text))
    assert not dock.foot.buttons["answered"].pending
    assert not dock.hand.pending.rows
    assert not dock.view.rows[10].row.answered_by
    place = dock.problem.geometry()
    assert dock.view.geometry().bottom() < dock.foot.geometry().top()
    assert place.bottom() < dock.foot.mapTo(dock, dock.foot.rect().topLeft()).y()


def test_a_mark_that_does_not_come_is_said(
    qtbot: QtBot,
    desked: Desked,
    booth: BoothKey,
    dock: ChatDock,
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
) -> None:
    monkeypatch.setattr("ui.docks.chat_pending.MARK_WITHIN_S", 0.05)
    dock.view.choose(10)
    dock.foot.buttons["pin"].click()
    qtbot.waitUntil(lambda: "Nova Q7 did not confirm" in dock.problem.text)
    assert not dock.foot.buttons["pin"].pending
    language.use("vi")
    qtbot.waitUntil(lambda: "Nova Q7 chưa xác nhận" in dock.problem.text)


def test_somebody_else_did_it_first(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    answers = held(desked, MarkAnswered)
    dock.view.choose(9)
    dock.foot.buttons["answered"].click()
    tell(desked, booth, 109, question=True, answered_by="Lan")
    qtbot.waitUntil(lambda: not dock.hand.pending.rows)
    answers.set()
    qtbot.waitUntil(lambda: not desked.ops.desk.busy)
    assert dock.problem.text == ""


def test_another_booth_waits_for_nothing(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    other = desked.studio.add_booth(booth[0], 8)
    dock.view.choose(10)
    dock.foot.buttons["pin"].click()
    dock.set_booth(other)
    assert not dock.hand.pending.rows
    qtbot.waitUntil(lambda: not desked.ops.desk.busy)
    assert dock.problem.text == ""


def test_a_reply_is_pending_and_is_not_sent_twice(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    answers = held(desked, Reply)
    dock.view.choose(5)
    dock.foot.field.setText("còn nha")
    for _ in range(3):
        QTest.keyClick(dock.foot.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(asked(desked, Reply)))
    assert dock.foot.send_button.pending
    assert list(dock.hand.pending.rows) == [dock.view.rows[5].key]
    answers.set()
    qtbot.waitUntil(lambda: dock.foot.field.text() == "")
    qtbot.waitUntil(lambda: not dock.foot.send_button.pending)
    assert len(asked(desked, Reply)) == 1


def test_the_pinned_one_is_pending_until_it_is_gone(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    unpin = dock.pinned.unpin
    unpin.click()
    qtbot.waitUntil(lambda: asked(desked, UnpinMessage) == [UnpinMessage(booth=booth[1])])
    assert unpin.pending
    desked.studio.put(booth[0], ("chat_pin", booth[1]), None)
    qtbot.waitUntil(lambda: not unpin.pending)
    qtbot.waitUntil(lambda: not dock.pinned.isVisible())


def test_each_button_asks_for_the_role_of_its_own_action(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    connection = desked.studio.connection(booth[0])
    connection.principal = Principal(name="Mai", role=Role.HOST)
    desked.studio.set_status(connection, ConnectionStatus.CONNECTED)
    dock.view.choose(9)
    buttons = dock.foot.buttons
    qtbot.waitUntil(lambda: not buttons["pin"].isEnabled())
    enabled = {what for what, button in buttons.items() if button.isEnabled()}
    assert enabled == {"answered", "copy"}, "a host may say that a question is answered"
    assert not dock.foot.field.isEnabled()
    assert "order desk" in dock.foot.field.placeholderText()
    menu = {action.text(): action.isEnabled() for action in dock.hand.menu(dock, _act).actions()}
    assert menu["Answered"]
    assert not menu["Is no question"]
    buttons["answered"].click()
    qtbot.waitUntil(lambda: asked(desked, MarkAnswered) == [MarkAnswered(row=109)])
    tell(desked, booth, 109, question=True, answered_by="Mai")
    qtbot.waitUntil(lambda: buttons["answered"].text() == "Not answered")
    assert not buttons["answered"].isEnabled(), "to take it back needs the order desk"
    QTest.keyClick(dock.view, Qt.Key.Key_A)
    assert asked(desked, MarkQuestion) == []


def test_rows_are_items_for_screen_readers(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    listed = QAccessible.queryAccessibleInterface(dock.view)
    assert listed.role() == QAccessible.Role.List
    assert listed.childCount() == 11
    dock.view.choose(10)
    dock.view.setFocus()
    qtbot.waitUntil(dock.view.hasFocus)
    item = listed.focusChild()
    assert item.role() == QAccessible.Role.ListItem
    assert listed.indexOfChild(item) == 10
    said = item.text(QAccessible.Text.Name)
    for part in ("Thu Nga", "chốt 2 A12 size M", "TikTok", "20:4"):
        assert part in said, "who, what, on which channel, when"
    assert item.state().selected
    assert not item.state().busy
    answers = held(desked, PinMessage)
    dock.foot.buttons["pin"].click()
    assert item.state().busy, "under way is told as well"
    tell(desked, booth, 110, pinned=True)
    qtbot.waitUntil(lambda: item.text(QAccessible.Text.Name).endswith("Pinned"))
    qtbot.waitUntil(lambda: not item.state().busy)
    answers.set()
    more = [(at, scene.row(booth[1], at)) for at in range(201, 811)]
    desked.studio.log(booth[0], CHANNEL, more)
    qtbot.waitUntil(lambda: listed.childCount() == 621)
    assert listed.indexOfChild(item) == 10
    for at in range(621):
        assert listed.child(at).text(QAccessible.Text.Name) == dock.view.spoken(dock.view.rows[at])
    dock.set_booth(None)
    assert listed.childCount() == 0
    assert listed.child(0) is None


def _act(_what: str) -> None:
    pass
