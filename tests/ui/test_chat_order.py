"""Making an order of a message: one key, one look, Enter; nothing is lost, nobody sells twice."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from studio_app.domain.actions import Action
from studio_app.domain.actions.orders import MakeOrder
from studio_app.domain.errors import StudioError
from studio_app.domain.orders import OrderLine
from studio_app.domain.problems import Problem
from studio_app.domain.roles import Principal, Role
from tests.ui import chat_scene as scene
from tests.ui import orders_scene
from tests.ui.chat_open import CHANNEL, open_evening
from tests.ui.conftest import Desked
from tests.ui.docks_open import asked
from ui.bridge.client import BoothKey, ConnectionStatus
from ui.docks.chat import ChatDock
from ui.docks.chat_row import ROW_HEIGHT
from ui.translations import Language

WANTED = (OrderLine(code="A12", quantity=2, size="M"),)
"""What the last message of the evening orders."""
EXISTS = StudioError(Problem(code="order_exists", args={"row": "110", "number": "12"}))


@pytest.fixture
def booth(desked: Desked) -> BoothKey:
    """Booth 07 with three channels."""
    made = desked.studio.add_booth(desked.studio.add_server(), 7)
    scene.furnish(desked.studio, made)
    return made


@pytest.fixture
def dock(
    qtbot: QtBot, desked: Desked, booth: BoothKey, language: Language, tmp_path: Path
) -> ChatDock:
    """On booth 07; the last message is “chốt 2 A12 size M 0912 345 678”."""
    made = open_evening(qtbot, desked, booth, tmp_path)
    desked.studio.answer(MakeOrder, orders_scene.found(booth, 12))
    return made


def begin(dock: ChatDock, at: int = 10) -> None:
    """Choose a row and press O."""
    dock.view.setFocus()
    dock.view.choose(at)
    QTest.keyClick(dock.view, Qt.Key.Key_O)


def enter(dock: ChatDock) -> None:
    field = QApplication.focusWidget()
    assert field is not None
    assert dock.order.isAncestorOf(field)
    QTest.keyClick(field, Qt.Key.Key_Return)


def tell(desked: Desked, booth: BoothKey, of: int, **fields: object) -> None:
    desked.studio.log(booth[0], CHANNEL, [(300 + of, scene.mark(booth[1], of, **fields))])


def test_choose_o_look_enter(qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock) -> None:
    begin(dock)
    form = dock.order.form
    assert form.lines.rows[0].line == ("A12", "2", "M", "")
    assert form.fields["phone"].text() == "0912345678"
    assert form.fields["name"].text() == "Thu Nga"
    assert "chốt 2 A12" in dock.order.message.text()
    enter(dock)
    qtbot.waitUntil(dock.view.isVisible)
    wish = MakeOrder(row=110, lines=WANTED, phone="0912345678")
    assert asked(desked, MakeOrder) == [wish]
    assert desked.notices[-1].title == "07 · Order #12 is made"
    assert desked.ops.desk.deeds.all[-1].title == "07 · Make an order"
    assert dock.view.hasFocus()


def test_it_is_pending_until_the_server_answers_and_sends_once(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    answers = asyncio.Event()

    async def answer(_: Action) -> object:
        await answers.wait()
        return orders_scene.found(booth, 12)

    desked.studio.answer(MakeOrder, answer)
    begin(dock)
    enter(dock)
    enter(dock)
    qtbot.waitUntil(lambda: len(asked(desked, MakeOrder)) == 1)
    assert dock.order.send.pending
    assert dock.order.isVisible()
    answers.set()
    qtbot.waitUntil(dock.view.isVisible)
    assert len(asked(desked, MakeOrder)) == 1


def test_what_is_typed_stays_with_its_message(dock: ChatDock) -> None:
    begin(dock)
    dock.order.form.fields["address"].setText("12 Lê Lợi")
    QTest.keyClick(dock.order.form.fields["address"], Qt.Key.Key_Escape)
    assert dock.view.isVisible()
    begin(dock, 8)
    assert dock.order.form.fields["address"].text() == ""
    assert dock.order.kept.isHidden()
    QTest.keyClick(dock.order.back, Qt.Key.Key_Escape)
    begin(dock)
    assert dock.order.form.fields["address"].text() == "12 Lê Lợi"
    assert dock.order.kept.isVisible()
    dock.order.afresh.click()
    assert dock.order.form.fields["address"].text() == ""
    assert dock.order.kept.isHidden()


def test_another_booth_keeps_the_draft(desked: Desked, booth: BoothKey, dock: ChatDock) -> None:
    begin(dock)
    dock.order.form.lines.rows[0].quantity.setText("5")
    dock.set_booth(None)
    assert not dock.order.isVisible()
    dock.set_booth(booth)
    desked.studio.log(booth[0], CHANNEL, scene.evening(booth[1]), more=True)
    QApplication.processEvents()
    dock.sieve.use(dock._filter())
    line = dock.book.line((booth[0], 110))
    assert line is not None
    dock.order.of_message(line)
    assert dock.order.form.lines.rows[0].quantity.text() == "5"


def test_one_that_has_an_order_is_refused_and_names_it(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    desked.studio.answer(MakeOrder, EXISTS)
    opened: list[tuple[str, int]] = []
    dock.order_wanted.connect(lambda server, number: opened.append((server, number)))
    begin(dock)
    enter(dock)
    qtbot.waitUntil(dock.order.problem.isVisible)
    assert dock.order.open_button.text() == "Open #12"
    assert dock.order.again.text() == "Make a second one"
    desked.studio.answer(MakeOrder, orders_scene.found(booth, 13))
    dock.order.again.click()
    qtbot.waitUntil(dock.view.isVisible)
    assert asked(desked, MakeOrder)[-1].again
    desked.studio.answer(MakeOrder, EXISTS)
    begin(dock)
    enter(dock)
    qtbot.waitUntil(dock.order.open_button.isVisible)
    dock.order.open_button.click()
    assert opened == [(booth[0], 12)]


def test_what_is_missing_is_said_and_nothing_is_sent(
    qtbot: QtBot, desked: Desked, dock: ChatDock
) -> None:
    begin(dock, 3)  # “đẹp quá chị ơi” orders nothing
    row = dock.order.form.lines.rows[0]
    assert row.line == ("", "1", "", "")
    enter(dock)
    qtbot.waitUntil(dock.order.problem.isVisible)
    assert "code" in dock.order.problem.text()
    row.what.setText("áo dài")
    assert dock.order.problem.isHidden()
    row.quantity.setText("0")
    dock.order.send.click()
    qtbot.waitUntil(lambda: "999" in dock.order.problem.text())
    assert row.quantity.hasFocus()
    assert asked(desked, MakeOrder) == []
    QTest.keyClick(row.quantity, Qt.Key.Key_Up)
    dock.order.form.lines.more.click()
    dock.order.form.lines.rows[1].what.setText("b7")
    dock.order.send.click()
    qtbot.waitUntil(lambda: bool(asked(desked, MakeOrder)))
    lines = asked(desked, MakeOrder)[0].lines
    assert lines == (OrderLine(words="áo dài"), OrderLine(code="B7"))


def test_lines_come_and_go(dock: ChatDock) -> None:
    begin(dock)
    lines = dock.order.form.lines
    lines.more.click()
    assert lines.rows[1].what.hasFocus()
    lines.rows[0].remove.click()
    lines.rows[0].remove.click()
    assert [row.line.empty for row in lines.rows] == [True], "one is always there"


def test_a_row_names_its_order_and_opens_it(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock, language: Language
) -> None:
    opened: list[tuple[str, int]] = []
    dock.order_wanted.connect(lambda server, number: opened.append((server, number)))
    tell(desked, booth, 110, order=12)
    qtbot.waitUntil(lambda: dock.view.rows[10].row.order == 12)
    begin(dock)
    assert dock.foot.buttons["order"].toolTip() == "Open the order  (O)"
    assert "Order #12" in dock.view.accessibleDescription()
    assert opened == [(booth[0], 12)]
    room = dock.view.viewport()
    top = 10 * ROW_HEIGHT - dock.view.verticalScrollBar().value()
    place = QPoint(room.width() - 20, top + ROW_HEIGHT // 2)
    QTest.mouseClick(room, Qt.MouseButton.LeftButton, pos=place)
    assert len(opened) == 2
    QTest.mouseClick(room, Qt.MouseButton.LeftButton, pos=QPoint(80, place.y()))
    assert len(opened) == 2
    language.use("vi")
    QApplication.processEvents()
    assert dock.foot.buttons["order"].text() == "Đơn"
    assert "Đơn #12" in dock.view.spoken(dock.view.rows[10])


def test_only_those_who_handle_orders_make_them(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: ChatDock
) -> None:
    connection = desked.studio.connection(booth[0])
    connection.principal = Principal(name="Mai", role=Role.HOST)
    desked.studio.set_status(connection, ConnectionStatus.CONNECTED)
    begin(dock)
    qtbot.waitUntil(lambda: not dock.foot.buttons["order"].isEnabled())
    assert "order desk" in dock.foot.buttons["order"].toolTip()
    assert not dock.order.isVisible()


def test_gifts_and_follows_are_no_orders(dock: ChatDock) -> None:
    begin(dock, 4)
    assert not dock.foot.buttons["order"].isEnabled()
    assert not dock.order.isVisible()


def test_targets_are_large_enough_and_named(dock: ChatDock) -> None:
    begin(dock)
    for button in dock.order.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.height() >= 24, button
            assert button.text() or button.accessibleName(), button


def test_a_message_is_shown_again_from_its_order(
    qtbot: QtBot, booth: BoothKey, dock: ChatDock
) -> None:
    begin(dock)
    dock.show_message(booth[0], 107)
    assert dock.view.chosen is not None
    assert dock.view.chosen.cursor == 107
    dock.show_message(booth[0], 3)
    assert "older" in dock.problem.text


def test_every_text_follows_the_language(
    qtbot: QtBot, desked: Desked, dock: ChatDock, language: Language
) -> None:
    begin(dock)
    language.use("vi")
    QApplication.processEvents()
    assert dock.order.send.text() == "Tạo đơn"
    assert dock.order.form.lines.more.text() == "Thêm dòng"
    assert dock.order.title.whole_text == "Đơn của Thu Nga"
