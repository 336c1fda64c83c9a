"""Signing in: keyboard, digit pad, this machine's owner; a wrong PIN is said inline."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Desked
from tests.ui.console import Console
from ui.bridge.client import ConnectionStatus
from ui.console.window import ConsoleWindow
from ui.dialogs.sign_in import SignInPage
from ui.translations import Language


@pytest.fixture
def console(desked: Desked, language: Language, tmp_path: Path) -> Iterator[Console]:
    """A console on one server that wants a sign-in; Minh's PIN is 2468."""
    made = Console(desked, language, tmp_path)
    server = made.studio.add_server()
    connection = made.studio.connection(server)
    connection.pins["Minh"] = "2468"
    connection.principal = None
    made.studio.set_status(connection, ConnectionStatus.SIGN_IN_NEEDED)
    yield made
    made.close()


def page_of(window: ConsoleWindow) -> SignInPage:
    page = window.pages.currentWidget()
    assert isinstance(page, SignInPage)
    return page


def pad(page: SignInPage, digit: str) -> QPushButton:
    return next(each for each in page.findChildren(QPushButton) if each.text() == digit)


def test_name_and_pin_lead_to_the_wall(qtbot: QtBot, console: Console) -> None:
    window = console.open()
    page = page_of(window)
    assert not page.enter_button.isEnabled()
    QTest.keyClicks(page.name_field, "Minh")
    QTest.keyClicks(page.pin_field, "2468")
    QTest.keyClick(page.pin_field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.pages.currentWidget() is not page)
    assert console.settings.last_name == "Minh"
    assert list(console.tokens.kept.values()) == ["token of Minh"]


def test_the_pad_types_the_pin_and_no_booth(qtbot: QtBot, console: Console) -> None:
    console.settings.keep_last_name("Minh")
    window = console.open()
    page = page_of(window)
    for digit in "2468":
        QTest.mouseClick(pad(page, digit), Qt.MouseButton.LeftButton)
    assert page.pin_field.text() == "2468"
    assert window.digits.typed == ""
    assert pad(page, "5").height() >= 48
    QTest.mouseClick(page.enter_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.pages.currentWidget() is not page)


def test_digits_typed_beside_the_field_still_belong_to_the_pin(console: Console) -> None:
    page = page_of(console.open())
    QTest.keyClicks(page, "13")
    assert page.pin_field.text() == "13"


def test_a_wrong_pin_is_said_inline_and_forgotten_when_typing_again(
    qtbot: QtBot, console: Console, desked: Desked
) -> None:
    console.settings.keep_last_name("Minh")
    window = console.open()
    page = page_of(window)
    QTest.keyClicks(page.pin_field, "1111")
    page.enter_button.click()
    qtbot.waitUntil(lambda: "do not belong together" in page.told)
    assert page.pin_field.text() == ""
    assert desked.notices == []
    QTest.keyClicks(page.pin_field, "2")
    assert page.told == ""


def test_the_pin_is_never_shown(console: Console) -> None:
    page = page_of(console.open())
    page.pin_field.setText("2468")
    assert "2468" not in page.pin_field.displayText()


def test_signing_out_comes_back_to_the_page(qtbot: QtBot, console: Console) -> None:
    console.settings.keep_last_name("Minh")
    window = console.open()
    page = page_of(window)
    QTest.keyClicks(page.pin_field, "2468")
    page.enter_button.click()
    qtbot.waitUntil(lambda: window.pages.currentWidget() is not page)
    window.top_bar.sign_out.emit(console.studio.servers[0])
    qtbot.waitUntil(lambda: window.pages.currentWidget() is page)
    assert console.tokens.kept == {}


def test_another_server_can_wait_while_the_wall_is_seen(console: Console) -> None:
    second = console.studio.add_server("srv000000002", "Nova Q8")
    console.studio.add_booth(second, 1)
    window = console.open()
    assert window.pages.currentIndex() == 0
    window.top_bar.sign_in.emit(console.studio.servers[0])
    page = page_of(window)
    assert page.connection is console.studio.servers[0]
    page.left.emit()
    assert window.pages.currentIndex() == 0
