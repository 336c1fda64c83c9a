"""Layouts have names and come back as they were left; a second window never gets out of sight."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Desked
from tests.ui.console import Console
from ui.console.on_screen import seen_place
from ui.console.window import ConsoleWindow
from ui.translations import Language


@pytest.fixture
def console(desked: Desked, language: Language, tmp_path: Path) -> Iterator[Console]:
    """A console on one server with four booths, open in the layout Direct."""
    server = desked.studio.add_server()
    for number in range(1, 5):
        desked.studio.add_booth(server, number)
    made = Console(desked, language, tmp_path)
    made.open()
    yield made
    made.close()


def seen(window: ConsoleWindow) -> set[str]:
    return {name for name, dock in window.docks.items() if not dock.isHidden()}


def test_three_layouts_ship(console: Console) -> None:
    window = console.window
    assert seen(window) == {"switcher", "chat", "sources", "outputs", "health", "mixer"}
    window.layouts.use("monitor")
    assert seen(window) == set()
    window.layouts.use("order_desk")
    assert seen(window) == {"switcher", "chat", "orders", "outputs"}


def test_a_layout_is_saved_renamed_and_deleted_by_name(
    console: Console, desked: Desked, language: Language, tmp_path: Path
) -> None:
    layouts = console.window.layouts
    console.window.docks["mixer"].hide()
    assert layouts.save_as("  Ca   tối ") == ""
    assert layouts.names[-1] == "Ca tối"
    assert "name" in layouts.save_as("ca tối")
    assert layouts.save_as("") != ""
    layouts.use("direct")
    layouts.use("monitor")
    assert layouts.rename("Ca tối", "Đêm/khuya") == ""
    console.window.close_now()
    again = Console(desked, language, tmp_path)
    again.open()
    try:
        assert again.window.layouts.name == "monitor"
        again.window.layouts.use("Đêm/khuya")
        assert seen(again.window) == {"switcher", "chat", "sources", "outputs", "health"}
        again.window.layouts.delete("Đêm/khuya")
        assert again.window.layouts.name == "direct"
        assert again.settings.own_layouts == ()
        again.window.layouts.delete("direct")
        assert "direct" in again.window.layouts.names, "those that ship stay"
    finally:
        again.close()


def test_reset_brings_a_layout_back_as_shipped(console: Console) -> None:
    window = console.window
    window.docks["switcher"].hide()
    window.layouts.use("monitor")
    window.layouts.use("direct")
    assert "switcher" not in seen(window)
    window.layouts.reset()
    assert "switcher" in seen(window)


def test_layouts_and_panels_are_in_the_palette(qtbot: QtBot, console: Console) -> None:
    window = console.window
    palette = window.commands
    palette.toggle()
    palette.view.field.setText("save the layout")
    QTest.keyClick(palette.view.field, Qt.Key.Key_Return)
    palette.view.field.setText("Ca sáng")
    QTest.keyClick(palette.view.field, Qt.Key.Key_Return)
    assert window.layouts.name == "Ca sáng"
    assert not palette.is_open
    palette.toggle()
    palette.view.field.setText("panel switcher")
    QTest.keyClick(palette.view.field, Qt.Key.Key_Return)
    assert "switcher" not in seen(window)
    palette.toggle()
    palette.view.field.setText("delete layout")
    QTest.keyClick(palette.view.field, Qt.Key.Key_Return)
    assert window.layouts.own == ()


@pytest.mark.parametrize("layout", ["direct", "order_desk"])
def test_a_layout_that_knows_no_orders_stays_as_it_was_left(
    console: Console, desked: Desked, language: Language, tmp_path: Path, layout: str
) -> None:
    window = console.window
    window.layouts.use(layout)
    window.docks["outputs"].hide()
    orders = window.docks["orders"]
    window.removeDockWidget(orders)
    console.settings.keep_layout_state(window.layouts._key(), window.saveState(5))
    window.layouts.save = lambda: None  # type: ignore[method-assign]
    window.close_now()
    again = Console(desked, language, tmp_path)
    again.open(layout=layout)
    try:
        assert "outputs" not in seen(again.window), "as it was left"
        assert "chat" in seen(again.window)
        assert ("orders" in seen(again.window)) is (layout == "order_desk")
        again.window.layouts.show_dock("orders", stay=True)
        assert not again.window.docks["orders"].visibleRegion().isEmpty()
    finally:
        again.close()


@pytest.mark.parametrize("shows", ["wall", "docks"])
def test_the_second_window_keeps_to_the_chosen_booth_and_comes_back(
    qtbot: QtBot, console: Console, desked: Desked, language: Language, tmp_path: Path, shows: str
) -> None:
    window = console.window
    window.seconds.open_second(shows)
    second = window.seconds.window
    assert second is not None
    qtbot.waitExposed(second)
    window.hands.choose_number(3)
    if second.wall is not None:
        assert second.wall.canvas.chosen == window.hands.booth
    for panel in second.panels.values():
        assert panel.booth == window.hands.booth
    window.close_now()
    assert not second.isVisible()
    again = Console(desked, language, tmp_path)
    again.open()
    try:
        reopened = again.window.seconds.window
        assert reopened is not None
        assert reopened.shows == shows
        reopened.close()
        assert again.window.isVisible(), "it closes nothing else"
        assert again.settings.second == ""
    finally:
        again.close()


def test_keys_press_the_buttons_of_the_window_that_shows_them(
    qtbot: QtBot, console: Console
) -> None:
    window = console.window
    window.layouts.use("monitor")
    window.hands.choose_number(2)
    window.seconds.open_second("docks")
    second = window.seconds.window
    assert second is not None
    qtbot.waitExposed(second)
    assert window.hands._seen_switcher() is second.panels["switcher"]
    second.close()
    assert window.hands._seen_switcher() is None


SCREEN = QRect(0, 0, 1920, 1080)
OTHER = QRect(1920, 0, 1366, 768)


@pytest.mark.parametrize(
    ("place", "rooms", "moves"),
    [
        (QRect(100, 100, 1100, 720), [SCREEN], False),
        (QRect(2000, 20, 1100, 720), [SCREEN, OTHER], False),
        (QRect(2000, 20, 1100, 720), [SCREEN], True),
        (QRect(-5000, 20, 1100, 720), [SCREEN, OTHER], True),
        (QRect(1800, 1060, 1100, 720), [SCREEN], True),
        (QRect(1800, 20, 1100, 720), [SCREEN], True),
        (QRect(2000, 20, 3000, 2000), [SCREEN], True),
    ],
)
def test_a_window_is_moved_only_when_it_is_out_of_sight(
    place: QRect, rooms: list[QRect], moves: bool
) -> None:
    found = seen_place(place, rooms)
    assert (found != place) is moves
    assert any(room.contains(found.topLeft()) or room.intersects(found) for room in rooms)
    if moves:
        assert rooms[0].contains(found)


@pytest.mark.parametrize(("size", "beside"), [((1900, 1000), True), ((1366, 768), False)])
def test_the_chat_has_its_place_in_the_layouts(
    desked: Desked, language: Language, tmp_path: Path, size: tuple[int, int], *, beside: bool
) -> None:
    desked.studio.add_booth(desked.studio.add_server(), 7)
    made = Console(desked, language, tmp_path)
    window = made.open(size)
    try:
        for layout in ("direct", "order_desk"):
            window.layouts.use(layout)
            chat, outputs = window.docks["chat"], window.docks["outputs"]
            assert not chat.visibleRegion().isEmpty(), "in front"
            assert (outputs not in window.tabifiedDockWidgets(chat)) is beside
            orders = window.docks["orders"]
            assert orders.isHidden() is (layout == "direct")
            if layout == "order_desk":
                assert orders.visibleRegion().isEmpty() is not beside
            assert chat.y() > window.docks["switcher"].y()
    finally:
        made.close()
