"""The orders dock: each order as it is now, worked off by keys, found, taken to the message."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from studio_app.domain.actions import Action
from studio_app.domain.actions.chat import ShowBuyer
from studio_app.domain.actions.orders import ChangeOrder, FindOrders, MakeOrder, SetOrderStatus
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.orders import OrderLine, OrderStatus
from studio_app.domain.problems import Problem
from studio_app.domain.roles import Principal, Role
from tests.ui import chat_scene, orders_scene
from tests.ui.conftest import Desked
from tests.ui.console import Console
from tests.ui.docks_open import asked
from ui.bridge.client import BoothKey, ConnectionStatus
from ui.docks.orders import OrdersDock
from ui.docks.orders_model import STATUS
from ui.docks.orders_table import ROW_HEIGHT
from ui.translations import Language


@pytest.fixture
def booth(desked: Desked) -> BoothKey:
    """Booth 07; there is a booth 08 too."""
    server = desked.studio.add_server()
    desked.studio.add_booth(server, 8)
    return desked.studio.add_booth(server, 7)


@pytest.fixture
def dock(qtbot: QtBot, desked: Desked, booth: BoothKey, language: Language) -> OrdersDock:
    """Seen, on booth 07."""
    made = OrdersDock(desked.bridge, desked.ops)
    qtbot.addWidget(made)
    made.resize(480, 420)
    made.set_booth(booth)
    made.show()
    qtbot.waitExposed(made)
    return made


def come(qtbot: QtBot, desked: Desked, booth: BoothKey, dock: OrdersDock, count: int) -> None:
    """So many orders: every third is to be confirmed, each seventh cancelled."""
    desked.studio.log(booth[0], "orders", orders_scene.evening(booth, count))
    qtbot.waitUntil(lambda: len(numbers(dock)) == count)


def becomes(desked: Desked, booth: BoothKey, number: int, cursor: int, **fields: object) -> None:
    """One order is another now."""
    row = (cursor, orders_scene.order(booth, number, **fields))
    desked.studio.log(booth[0], "orders", [row])


def numbers(dock: OrdersDock) -> list[int]:
    return [seen.order.number for seen in dock.table.orders.seen]


def key(dock: OrdersDock, pressed: Qt.Key) -> None:
    QTest.keyClick(dock.table, pressed)


def status_of(dock: OrdersDock, number: int) -> OrderStatus:
    found = [seen for seen in dock.table.orders.seen if seen.order.number == number]
    return found[0].order.status


def test_the_last_change_of_a_number_is_true(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: OrdersDock
) -> None:
    come(qtbot, desked, booth, dock, 5)
    assert numbers(dock) == [5, 4, 3, 2, 1], "the newest first"
    assert dock.head.waiting.text() == "To confirm 2"
    becomes(desked, booth, 4, 2000, status=OrderStatus.CONFIRMED, name="Lan")
    qtbot.waitUntil(lambda: dock.head.waiting.text() == "To confirm 1")
    assert numbers(dock) == [5, 4, 3, 2, 1]
    model = dock.table.orders
    assert model.data(model.index(1, STATUS)) == "Confirmed"
    assert model.data(model.index(1, STATUS), Qt.ItemDataRole.DecorationRole) is not None
    assert dock.head.count.text() == "5 orders"


def test_what_waits_is_counted_however_old_it_is(
    qtbot: QtBot, desked: Desked, booth: BoothKey, language: Language
) -> None:
    desked.studio.answer(FindOrders, (orders_scene.found(booth, 1, 5),))
    dock = OrdersDock(desked.bridge, desked.ops)
    qtbot.addWidget(dock)
    assert asked(desked, FindOrders) == [], "nothing is read before it is seen"
    dock.show()
    rows = [(3000, orders_scene.order(booth, 900, status=OrderStatus.CONFIRMED))]
    desked.studio.log(booth[0], "orders", rows, more=True)
    qtbot.waitUntil(lambda: numbers(dock) == [900, 1])
    assert asked(desked, FindOrders) == [FindOrders(status=OrderStatus.TO_CONFIRM, limit=500)]
    assert dock.head.waiting.text() == "To confirm 1"
    becomes(desked, booth, 1, 3001, status=OrderStatus.CANCELLED)
    qtbot.waitUntil(lambda: dock.head.waiting.text() == "To confirm 0")


def test_enter_works_off_what_waits(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: OrdersDock
) -> None:
    come(qtbot, desked, booth, dock, 10)
    dock.head.waiting.click()
    assert numbers(dock) == [10, 4, 1]
    dock.table.setFocus()
    assert dock.table.choose((booth[0], 10))
    answers = asyncio.Event()

    async def answer(action: Action) -> object:
        assert isinstance(action, SetOrderStatus)
        await answers.wait()
        return orders_scene.found(booth, action.number, 5000, status=action.status)

    desked.studio.answer(SetOrderStatus, answer)
    key(dock, Qt.Key.Key_Return)
    key(dock, Qt.Key.Key_Return)
    assert dock.foot.buttons["confirm"].pending
    answers.set()
    qtbot.waitUntil(lambda: numbers(dock) == [4, 1])
    wish = SetOrderStatus(number=10, status=OrderStatus.CONFIRMED, seen=1010)
    assert asked(desked, SetOrderStatus) == [wish], "twice pressed, once sent"
    assert dock.table.chosen is not None
    assert dock.table.chosen.order.number == 4, "the next one"
    assert not dock.foot.buttons["confirm"].pending
    assert desked.ops.desk.deeds.all[-1].title == "07 · Confirm order #10"


def test_cancelling_can_be_taken_back(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: OrdersDock
) -> None:
    come(qtbot, desked, booth, dock, 3)
    cancelled = orders_scene.found(booth, 3, 4000, status=OrderStatus.CANCELLED)
    desked.studio.answer(SetOrderStatus, cancelled)
    inverse = SetOrderStatus(number=3, status=OrderStatus.CONFIRMED)
    desked.studio.undo(SetOrderStatus, inverse)
    dock.table.choose((booth[0], 3))
    key(dock, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: status_of(dock, 3) is OrderStatus.CANCELLED)
    assert desked.notices[-1].title == "07 · Order #3 is cancelled"
    assert "Ctrl+Z" in desked.notices[-1].text
    assert desked.ops.desk.deeds.next_undo is not None
    assert not dock.foot.buttons["confirm"].isVisible()
    assert not dock.foot.buttons["cancel"].isEnabled()
    desked.studio.answer(SetOrderStatus, orders_scene.found(booth, 3, 4001))
    key(dock, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: status_of(dock, 3) is OrderStatus.TO_CONFIRM)


def test_a_refusal_is_said_and_changes_nothing(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: OrdersDock
) -> None:
    come(qtbot, desked, booth, dock, 1)
    desked.studio.answer(SetOrderStatus, fail("no_such_order", number=1))
    dock.table.choose((booth[0], 1))
    key(dock, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dock.problem.text))
    assert status_of(dock, 1) is OrderStatus.TO_CONFIRM
    assert not dock.foot.buttons["confirm"].pending


def test_only_what_differs_is_changed_and_nobody_is_overwritten(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: OrdersDock
) -> None:
    come(qtbot, desked, booth, dock, 1)
    dock.table.choose((booth[0], 1))
    key(dock, Qt.Key.Key_E)
    form = dock.panel.form
    form.fields["note"].setText("gọi trước")
    refused = StudioError(Problem(code="order_changed", args={"number": "1", "by": "Lan"}))
    desked.studio.answer(ChangeOrder, refused)
    dock.panel.send.click()
    qtbot.waitUntil(dock.panel.again.isVisible)
    assert asked(desked, ChangeOrder) == [ChangeOrder(number=1, seen=1001, note="gọi trước")]
    assert form.fields["note"].text() == "gọi trước", "nothing typed is lost"
    desked.studio.answer(ChangeOrder, orders_scene.found(booth, 1, 4000, note="gọi trước"))
    dock.panel.again.click()
    qtbot.waitUntil(dock.table.isVisible)
    assert asked(desked, ChangeOrder)[-1].seen == 0
    assert "gọi trước" in dock.foot.detail.text()
    key(dock, Qt.Key.Key_E)
    dock.panel.send.click()
    qtbot.waitUntil(dock.table.isVisible)
    assert len(asked(desked, ChangeOrder)) == 2, "nothing differs: nothing is sent"


def test_what_was_left_half_written_undoes_nothing_of_a_colleague(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: OrdersDock
) -> None:
    come(qtbot, desked, booth, dock, 1)
    dock.table.choose((booth[0], 1))
    key(dock, Qt.Key.Key_E)
    fields = dock.panel.form.fields
    fields["note"].setText("gọi trước")
    QTest.keyClick(fields["note"], Qt.Key.Key_Escape)
    becomes(desked, booth, 1, 4000, address="12 Lê Lợi")
    qtbot.waitUntil(lambda: "12 Lê Lợi" in dock.foot.detail.text())
    key(dock, Qt.Key.Key_E)
    assert fields["note"].text() == "gọi trước"
    assert fields["address"].text() == "12 Lê Lợi"
    desked.studio.answer(ChangeOrder, orders_scene.found(booth, 1, 4001))
    dock.panel.send.click()
    qtbot.waitUntil(dock.table.isVisible)
    assert asked(desked, ChangeOrder) == [ChangeOrder(number=1, seen=4000, note="gọi trước")]


def test_one_by_phone_needs_a_booth(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: OrdersDock
) -> None:
    dock.set_booth(None)
    assert "press O" in dock.empty.text.text() or dock.book.reading
    dock.head.new.click()
    form = dock.panel.form
    form.lines.rows[0].what.setText("a12")
    dock.panel.send.click()
    qtbot.waitUntil(lambda: "booth" in dock.panel.problem.text())
    assert form.booth.count() == 2
    form.booth.setCurrentIndex(0)
    form.booth.activated.emit(0)
    desked.studio.answer(MakeOrder, orders_scene.found(booth, 7, row=0))
    dock.panel.send.click()
    qtbot.waitUntil(lambda: numbers(dock) == [7])
    assert asked(desked, MakeOrder) == [MakeOrder(booth=booth[1], lines=(OrderLine(code="A12"),))]
    assert not dock.foot.buttons["message"].isEnabled()
    assert dock.table.chosen is not None


def test_the_chosen_booth_or_all(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: OrdersDock
) -> None:
    come(qtbot, desked, booth, dock, 3)
    other = (booth[0], type(booth[1])("booth-8"))
    becomes(desked, other, 4, 2000)
    qtbot.waitUntil(lambda: numbers(dock) == [4, 3, 2, 1])
    dock.head.all.setChecked(False)
    assert numbers(dock) == [3, 2, 1]
    dock.set_booth(other)
    assert numbers(dock) == [4]
    dock.set_booth(None)
    assert "Choose a booth" in dock.empty.text.text()
    dock.empty.button.click()
    assert numbers(dock) == [4, 3, 2, 1]


def test_a_search_finds_what_is_loaded_then_everything(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: OrdersDock
) -> None:
    come(qtbot, desked, booth, dock, 12)
    dock.head.search.setText("quynh")
    assert numbers(dock) == [7, 1]
    dock.head.search.setText("#12")
    assert numbers(dock) == [12]
    dock.head.search.setText("thảo")
    assert numbers(dock) == []
    found = (orders_scene.found(booth, 2000, 10, name="Chị Thao"),)
    desked.studio.answer(FindOrders, found)
    dock.head.search.returnPressed.emit()
    qtbot.waitUntil(lambda: numbers(dock) == [2000])
    assert asked(desked, FindOrders)[-1] == FindOrders(query="thảo", limit=500)
    dock.head.search.clear()
    assert numbers(dock)[0] == 2000


def test_what_is_read_does_not_move(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: OrdersDock
) -> None:
    come(qtbot, desked, booth, dock, 60)
    bar = dock.table.verticalScrollBar()
    bar.setValue(10 * ROW_HEIGHT)
    dock.table.choose((booth[0], 45))
    place = bar.value()
    becomes(desked, booth, 61, 3000)
    becomes(desked, booth, 62, 3001)
    qtbot.waitUntil(lambda: len(numbers(dock)) == 62)
    assert bar.value() == place + 2 * ROW_HEIGHT
    assert dock.table.chosen is not None
    assert dock.table.chosen.order.number == 45


def test_an_order_as_text_and_as_a_table(
    qtbot: QtBot,
    desked: Desked,
    booth: BoothKey,
    dock: OrdersDock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ui.operations.downloads.downloads", lambda: tmp_path)
    lines = (OrderLine(code="A12", quantity=2, size="M"), OrderLine(words="=áo dài"))
    becomes(desked, booth, 1, 2000, lines=lines, address="12 Lê Lợi", note="gọi trước")
    qtbot.waitUntil(lambda: numbers(dock) == [1])
    dock.table.choose((booth[0], 1))
    QTest.keyClick(dock.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines() == [
        "#1 · 07 · TikTok · 20:48:09",
        "Quỳnh Anh · 0912345678",
        "12 Lê Lợi",
        "2 × A12 M",
        "=áo dài",
        "gọi trước",
    ]
    dock.head.export_wanted.emit()
    qtbot.waitUntil(lambda: bool(list(tmp_path.glob("boothdeck-orders-all-*.csv"))))
    qtbot.waitUntil(lambda: "1 rows" in desked.notices[-1].text)
    text = next(tmp_path.glob("*.csv")).read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) == 3, "a row for each line"
    assert "'=áo dài" in text
    assert "07,tiktok,Quỳnh Anh,09•• ••• 678" in text, "no server notes who has it"


def test_whole_phone_numbers_come_from_the_server(
    qtbot: QtBot,
    desked: Desked,
    booth: BoothKey,
    dock: OrdersDock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ui.operations.downloads.downloads", lambda: tmp_path)
    head = "order,status,made_utc,changed_utc,by,booth,phone\n"
    desked.studio.csv = [f"{head}1,confirmed,,,Minh,{booth[1]},0912345678\n".encode()]
    come(qtbot, desked, booth, dock, 2)
    dock.head.choose_status(OrderStatus.CONFIRMED)
    actions = dock.head.menu().actions()
    assert all(action.isEnabled() for action in actions)
    actions[-1].trigger()
    qtbot.waitUntil(lambda: bool(list(tmp_path.glob("boothdeck-orders-all-*.csv"))))
    assert desked.studio.csv_asked == [{"status": "confirmed", "phones": "whole"}]
    text = next(tmp_path.glob("*.csv")).read_text(encoding="utf-8-sig")
    assert text.splitlines()[1] == "1,confirmed,,,Minh,07,0912345678"
    connection = desked.studio.connection(booth[0])
    connection.principal = Principal(name="Mai", role=Role.TECHNICIAN)
    desked.studio.set_status(connection, ConnectionStatus.CONNECTED)
    qtbot.waitUntil(lambda: not dock.head.menu().actions()[-1].isEnabled())


def test_roles_and_servers_that_are_away(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: OrdersDock
) -> None:
    come(qtbot, desked, booth, dock, 2)
    dock.table.choose((booth[0], 1))
    connection = desked.studio.connection(booth[0])
    desked.studio.set_status(connection, ConnectionStatus.LOST)
    qtbot.waitUntil(lambda: "Nova Q7 is away" in dock.head.trouble.whole_text)
    assert not dock.foot.buttons["confirm"].isEnabled()
    assert not dock.head.new.isEnabled()
    assert dock.foot.buttons["copy"].isEnabled()
    connection.principal = Principal(name="Mai", role=Role.HOST)
    desked.studio.set_status(connection, ConnectionStatus.CONNECTED)
    qtbot.waitUntil(lambda: numbers(dock) == [])
    assert "order desk" in dock.empty.text.text()


def test_two_servers_with_the_same_number(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: OrdersDock
) -> None:
    other = desked.studio.add_server("srv000000002", "Nova HN")
    there = desked.studio.add_booth(other, 7)
    becomes(desked, booth, 1, 10)
    becomes(desked, there, 1, 20, name="Hà")
    qtbot.waitUntil(lambda: numbers(dock) == [1, 1])
    assert {dock._booth_of(seen) for seen in dock.table.orders.seen} == {"07 Nova Q7", "07 Nova HN"}
    assert dock.table.choose((other, 1))
    key(dock, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(asked(desked, SetOrderStatus)))
    assert desked.studio.acted[-1].server == other


def test_targets_are_large_enough_and_named(
    qtbot: QtBot, desked: Desked, booth: BoothKey, dock: OrdersDock, language: Language
) -> None:
    come(qtbot, desked, booth, dock, 3)
    dock.table.choose((booth[0], 1))
    for button in dock.findChildren(QAbstractButton):
        if button.isVisible() and button.parent() is not dock.head.search:
            assert button.height() >= 24, button
            assert button.text() or button.accessibleName() or button.parent() is dock.table, button
    language.use("vi")
    QApplication.processEvents()
    assert dock.foot.buttons["confirm"].text() == "Xác nhận"
    assert dock.head.waiting.text() == "Cần xác nhận 1"
    assert dock.table.accessibleName() == "Đơn"


@pytest.fixture
def console(
    desked: Desked, booth: BoothKey, language: Language, tmp_path: Path
) -> Iterator[Console]:
    """A whole console at the order desk, booth 07 with its chat."""
    made = Console(desked, language, tmp_path)
    made.open(size=(1900, 1000), layout="order_desk")
    yield made
    made.close()


def test_from_message_to_order_and_back(
    qtbot: QtBot, desked: Desked, booth: BoothKey, console: Console
) -> None:
    parts, window = console.window._parts, console.window
    qtbot.waitExposed(window)
    window.hands.choose(booth)
    evening = chat_scene.evening(booth[1])
    desked.studio.log(booth[0], "chat/booth-7", evening)
    desked.studio.log(booth[0], "chat/booth-7", [(300, chat_scene.mark(booth[1], 110, order=12))])
    rows = [*orders_scene.evening(booth, 9), (5000, orders_scene.order(booth, 12))]
    desked.studio.log(booth[0], "orders", rows)
    qtbot.waitUntil(lambda: len(numbers(parts.orders)) == 10)
    qtbot.waitUntil(lambda: len(parts.chat.view.rows) == 11)
    parts.orders.head.choose_status(OrderStatus.CANCELLED)
    parts.chat.view.choose(10)
    parts.chat.foot.buttons["order"].click()
    qtbot.waitUntil(lambda: parts.orders.table.chosen is not None)
    qtbot.waitUntil(lambda: parts.orders.table.chosen.order.number == 12)  # type: ignore[union-attr]
    parts.chat.view.choose(2)
    window.hands.choose(None)
    parts.orders.hand.act("message")
    desked.studio.log(booth[0], "chat/booth-7", evening)
    qtbot.waitUntil(lambda: parts.chat.view.chosen is not None)
    assert parts.chat.view.chosen is not None
    assert parts.chat.view.chosen.cursor == 110
    assert window.hands.booth == booth


def test_escape_leaves_the_form_and_not_the_booth(
    qtbot: QtBot, desked: Desked, booth: BoothKey, console: Console
) -> None:
    window, chat = console.window, console.window._parts.chat
    qtbot.waitExposed(window)
    window.hands.choose(booth)
    desked.studio.log(booth[0], "chat/booth-7", chat_scene.evening(booth[1]))
    qtbot.waitUntil(lambda: len(chat.view.rows) == 11)
    for leave in (lambda: chat.order.form.fields["note"], lambda: chat.order.send):
        chat.view.setFocus()
        chat.view.choose(10)
        QTest.keyClick(chat.view, Qt.Key.Key_O)
        assert chat.order.isVisible()
        leave().setFocus()
        QTest.keyClick(leave(), Qt.Key.Key_Escape)
        assert not chat.order.isVisible()
        assert window.hands.booth == booth
    desked.studio.answer(ShowBuyer, chat_scene.history(*booth))
    chat.foot.buttons["buyer"].click()
    qtbot.waitUntil(lambda: bool(chat.buyer.name.whole_text))
    QTest.keyClick(chat.buyer.back, Qt.Key.Key_Escape)
    assert not chat.buyer.isVisible()
    assert window.hands.booth == booth


def test_keys_of_the_console_open_it(qtbot: QtBot, booth: BoothKey, console: Console) -> None:
    window = console.window
    window.layouts.use("monitor")
    window.shortcuts.run("orders")
    assert window.docks["orders"].isVisible()
    window.hands.choose(booth)
    window.shortcuts.run("new_order")
    assert window._parts.orders.panel.isVisible()
    assert window._parts.orders.panel.form.draft.booth == booth
