"""The console's window: opens with any number of booths, speaks two languages, obeys keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio_app.domain.actions.recovery import StartPanic
from studio_app.domain.actions.switching import ChooseTransition, Cut, SetPreview, Take
from studio_app.domain.booth import LinkStatus
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.problems import problem
from studio_app.domain.records import ServerFacts
from studio_app.domain.roles import Role
from tests.ui import docks_scene
from tests.ui.conftest import Desked
from tests.ui.console import Console
from tests.ui.fake_client import START, FakeStudio
from ui.bridge.client import ConnectionStatus
from ui.console import shortcuts
from ui.console.layouts import SHOWN
from ui.console.wall_canvas import WallCanvas
from ui.console.window import ConsoleWindow
from ui.docks.mixer_strip import LevelField
from ui.translations import Language, read, ts_file


@pytest.fixture
def console(desked: Desked, language: Language, tmp_path: Path) -> Iterator[Console]:
    """A console that is not open yet."""
    made = Console(desked, language, tmp_path)
    yield made
    made.close()


def press(window: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """Press a key as the system would: to the window, which finds who has the focus."""
    target = QApplication.focusWidget() or window
    QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)


def shown(qtbot: QtBot, console: Console, size: tuple[int, int] = (1600, 900)) -> QWidget:
    window = console.open(size)
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def furnish(studio: FakeStudio, booths: int, servers: int = 1) -> None:
    for number in range(servers):
        server = studio.add_server(f"srv{number:09}", name=f"Nova Q{number + 1}")
        for place in range(1, booths // servers + 1):
            link = LinkStatus.LOST if place == 3 else LinkStatus.CONNECTED
            studio.add_booth(server, place, on_air=place % 2 == 0, link=link)


@pytest.mark.parametrize(("booths", "servers"), [(0, 1), (1, 1), (40, 1), (40, 2)])
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_opens_with_any_number_of_booths_without_a_qt_warning(
    qtbot: QtBot, console: Console, booths: int, servers: int, size: tuple[int, int]
) -> None:
    furnish(console.studio, booths, servers)
    window = shown(qtbot, console, size)
    if booths > 1:
        console.window.hands.choose_number(2)
    window.grab()
    assert (window.width(), window.height()) == size
    assert len(console.bridge.booths) == booths


def test_two_digits_choose_a_booth_and_space_takes_it(qtbot: QtBot, console: Console) -> None:
    furnish(console.studio, 8)
    window = shown(qtbot, console)
    press(window, Qt.Key.Key_0)
    assert console.window.digits.typed == "0"
    press(window, Qt.Key.Key_7)
    booth = console.window.hands.booth
    assert booth is not None
    assert booth[1] == "booth-7"
    assert console.switcher.booth == booth
    press(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(console.studio.acts))
    assert isinstance(console.studio.acts[-1], Take)
    press(window, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: len(console.studio.acts) == 2)
    assert isinstance(console.studio.acts[-1], Cut)
    press(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: len(console.studio.acts) == 3)
    preview = console.studio.acts[-1]
    assert isinstance(preview, SetPreview)
    assert preview.scene == "Cận sản phẩm"


def test_one_digit_alone_is_forgotten(qtbot: QtBot, console: Console) -> None:
    furnish(console.studio, 8)
    window = shown(qtbot, console)
    press(window, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: not console.window.digits.typed)
    press(window, Qt.Key.Key_7)
    assert console.window.hands.booth is None


def test_a_server_that_is_tried_again_eats_no_digit(qtbot: QtBot, console: Console) -> None:
    furnish(console.studio, 8, servers=2)
    window = shown(qtbot, console)
    press(window, Qt.Key.Key_0)
    for status in (ConnectionStatus.LOST, ConnectionStatus.CONNECTED):
        console.studio.set_status(console.studio.servers[1], status)
    press(window, Qt.Key.Key_2)
    booth = console.window.hands.booth
    assert booth is not None
    assert booth[1] == "booth-2"


def test_a_window_that_was_busy_waits_for_the_second_digit(
    qtbot: QtBot, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(console.studio, 8)
    window = shown(qtbot, console)
    monkeypatch.setattr(shortcuts, "DIGITS_MS", 1)  # any delay is long by now
    digits = console.window.digits
    press(window, Qt.Key.Key_0)
    QTest.qWait(shortcuts.HELD_UP_MS + 20)
    digits._waited_enough()
    assert digits.typed == "0"
    press(window, Qt.Key.Key_2)
    assert console.window.hands.booth is not None


def test_keys_do_nothing_while_text_is_edited(qtbot: QtBot, console: Console) -> None:
    furnish(console.studio, 8)
    window = shown(qtbot, console)
    console.window.hands.choose_number(4)
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    for key in (Qt.Key.Key_0, Qt.Key.Key_7, Qt.Key.Key_Space, Qt.Key.Key_C, Qt.Key.Key_N):
        press(window, key)
    QTest.qWait(20)
    assert field.text() == "07 cn"
    assert console.studio.acts == []
    assert console.bridge.title(console.window.hands.booth or console.bridge.booths[0]) == "04"


@pytest.mark.parametrize(
    ("key", "kept"),
    [(Qt.Key.Key_Return, True), (Qt.Key.Key_Enter, True), (Qt.Key.Key_Escape, False)],
)
def test_a_field_of_figures_gives_the_keyboard_back_to_the_wall(
    qtbot: QtBot, console: Console, key: Qt.Key, kept: bool
) -> None:
    furnish(console.studio, 8)
    window = shown(qtbot, console)
    console.window.hands.choose_number(4)
    field = console.switcher.middle.duration
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.selectAll()
    for digit in (Qt.Key.Key_7, Qt.Key.Key_5, Qt.Key.Key_0):
        press(window, digit)
    press(window, key)
    qtbot.waitUntil(lambda: not field.hasFocus())
    assert field.text() == ("750 ms" if kept else "300 ms")
    asked = [act for act in console.studio.acts if isinstance(act, ChooseTransition)]
    assert [act.duration_ms for act in asked] == ([750] if kept else [])
    press(window, Qt.Key.Key_0)
    press(window, Qt.Key.Key_2)
    assert console.bridge.title(console.window.hands.booth or console.bridge.booths[0]) == "02"


def test_a_level_that_cannot_be_read_keeps_the_keyboard_until_escape(
    qtbot: QtBot, console: Console
) -> None:
    furnish(console.studio, 8)
    window = shown(qtbot, console)
    console.window.hands.choose_number(4)
    field = console.window.findChildren(LevelField)[0]
    before = field.text()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "loud")
    press(window, Qt.Key.Key_Return)
    QTest.qWait(20)
    assert field.hasFocus()
    press(window, Qt.Key.Key_Escape)
    wall = console.window.findChildren(WallCanvas)[0]
    qtbot.waitUntil(wall.hasFocus)
    assert field.text() == before
    press(window, Qt.Key.Key_Right)
    assert console.bridge.title(console.window.hands.booth or console.bridge.booths[0]) == "05"


def test_settings_stand_in_no_ones_way_to_air(qtbot: QtBot, console: Console) -> None:
    furnish(console.studio, 8)
    window = shown(qtbot, console)
    console.window.hands.choose_number(4)
    dialog = console.window.open_settings("booths")
    qtbot.waitUntil(dialog.isActiveWindow)
    assert QApplication.activeModalWidget() is None
    for key in (Qt.Key.Key_0, Qt.Key.Key_2, Qt.Key.Key_Space, Qt.Key.Key_C, Qt.Key.Key_N):
        press(dialog, key)
    QTest.qWait(20)
    assert console.studio.acts == [], "what is pressed there is meant for the dialog"
    assert console.bridge.title(console.window.hands.booth or console.bridge.booths[0]) == "04"
    QTest.keyPress(QApplication.focusWidget() or dialog, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: bool(console.studio.acts), timeout=3000)
    QTest.keyRelease(QApplication.focusWidget() or dialog, Qt.Key.Key_F9)
    assert console.studio.acts == [StartPanic(booths=(BoothId("booth-4"),))]
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(console.studio.acts) == 2)
    assert isinstance(console.studio.acts[-1], Take), "and beside it everything goes on"
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.waitSignal(dialog.finished):
        press(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(window.isActiveWindow)
    assert console.window.hands.booth is not None, "Esc closed the settings, nothing else"


def test_space_takes_and_never_presses_the_focused_button(qtbot: QtBot, console: Console) -> None:
    furnish(console.studio, 8)
    window = shown(qtbot, console)
    console.window.hands.choose_number(2)
    button = console.window.top_bar._languages["vi"]
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    press(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(console.studio.acts))
    assert console.language.code == "en"


def test_next_trouble_goes_round(qtbot: QtBot, console: Console) -> None:
    furnish(console.studio, 8)
    window = shown(qtbot, console)
    press(window, Qt.Key.Key_N)
    booth = console.window.hands.booth
    assert booth is not None
    assert booth[1] == "booth-3"


def test_language_reaches_every_text_while_running(qtbot: QtBot, console: Console) -> None:
    furnish(console.studio, 6)
    shown(qtbot, console)
    window = console.window
    window.hands.choose_number(2)
    dialog = window.open_settings("keys")
    english = texts(window) | texts(dialog)
    window.use_language("vi")
    qtbot.waitUntil(lambda: "Cài đặt" in dialog.windowTitle())
    # Rows that were made anew are still there until Qt deletes the old ones.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    vietnamese = texts(window) | texts(dialog)
    said = read(ts_file("vi")).items()
    alike = {source for (_, source), message in said if message.forms[0] == source}
    sources = {
        source
        for (context, source), message in said
        if not message.counted and context != "LanguageCode"  # a value of studio.toml as well
    } - alike
    same = english & vietnamese & sources
    assert not same, f"still English: {same}"
    assert console.settings.language == "vi"
    dialog.accept()


def texts(root: QWidget) -> set[str]:
    """Every text that root and its children show or say."""
    found: set[str] = {root.windowTitle()}
    for widget in root.findChildren(QWidget):
        if widget.objectName().startswith("qt_dockwidget"):
            continue  # Qt's buttons, hidden behind the dock's own title
        found.add(widget.toolTip())
        found.add(widget.accessibleName())
        found.update(action.text() for action in widget.actions())
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            found.add(widget.text())
        if isinstance(widget, QLineEdit):
            found.add(widget.placeholderText())
        if isinstance(widget, QComboBox):
            found.update(widget.itemText(row) for row in range(widget.count()))
        if isinstance(widget, QTabBar):
            found.update(widget.tabText(tab) for tab in range(widget.count()))
        if isinstance(widget, QSpinBox | QDoubleSpinBox):
            found.update((widget.prefix(), widget.suffix(), widget.specialValueText()))
        if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
            found.update(cells(model))
    return found


def cells(model: QAbstractItemModel) -> set[str]:
    """The headings of a table or list, and what is in its cells."""
    only_rows = isinstance(model, QAbstractListModel)  # which hides how many columns it has
    columns = range(1 if only_rows else model.columnCount())
    rows = range(model.rowCount())
    across = Qt.Orientation.Horizontal
    found = {str(model.headerData(at, across)) for at in columns}
    return found | {str(model.data(model.index(row, at))) for row in rows for at in columns}


def test_notices_follow_the_language(qtbot: QtBot, console: Console) -> None:
    furnish(console.studio, 4)
    window = shown(qtbot, console)
    press(window, Qt.Key.Key_9)
    press(window, Qt.Key.Key_9)
    refused = StudioError(
        problem("not_allowed", name="Lan", role=Role.DIRECTOR, least=Role.TECHNICIAN)
    )
    console.studio.answer(Take, refused)
    console.window.hands.choose_number(2)
    press(window, Qt.Key.Key_Space)
    dock = console.switcher
    qtbot.waitUntil(lambda: "Take" in dock.problem.text)
    console.window.use_language("vi")
    qtbot.waitUntil(lambda: console.window.toasts.notices[0].title == "Không có booth 99")
    assert dock.problem.text.startswith("02 · Lên sóng: ")
    assert "technician" not in dock.problem.text


def test_closing_says_what_goes_on_before_it_closes(qtbot: QtBot, console: Console) -> None:
    furnish(console.studio, 6)
    shown(qtbot, console)
    window = console.window
    window.close()
    assert window.isVisible()
    assert "3 booths go on sending" in window.closing_bar.text
    window.closing_bar.close_button.click()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_closing_with_nothing_on_air_just_closes(qtbot: QtBot, console: Console) -> None:
    furnish(console.studio, 1)
    shown(qtbot, console)
    console.window.close()
    assert not console.window.isVisible()


def test_a_lost_server_leaves_the_wall_standing(qtbot: QtBot, console: Console) -> None:
    furnish(console.studio, 6)
    shown(qtbot, console)
    console.studio.set_status(console.studio.servers[0], ConnectionStatus.LOST)
    assert console.window.pages.currentIndex() == 0
    assert console.window.top_bar.on_air_text == "0 ON AIR · 3 ?"


def visible(window: ConsoleWindow) -> set[str]:
    """The docks that are seen, in front or as a tab."""
    return {name for name, dock in window.docks.items() if dock.isVisible()}


def test_layout_is_remembered(
    qtbot: QtBot, console: Console, desked: Desked, language: Language, tmp_path: Path
) -> None:
    furnish(console.studio, 2)
    shown(qtbot, console)
    window = console.window
    assert visible(window) == set(SHOWN["direct"])
    press(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert not any(dock.isVisible() for dock in window.docks.values())
    window.close_now()
    again = Console(desked, language, tmp_path)
    again.open()
    try:
        assert again.window.layouts.name == "monitor"
        assert not any(dock.isVisible() for dock in again.window.docks.values())
    finally:
        again.close()


def test_docks_come_with_the_first_booth(qtbot: QtBot, console: Console) -> None:
    furnish(console.studio, 0)
    shown(qtbot, console)
    assert visible(console.window) == set()
    console.studio.add_booth(console.studio.servers[0].server_id or ServerId(""), 1)
    assert visible(console.window) == set(SHOWN["direct"])


def test_notes_alone_are_not_counted_as_pressing(qtbot: QtBot, console: Console) -> None:
    furnish(console.studio, 2)
    server = ServerFacts(
        server_id=ServerId("srv000000000"),
        name="Nova Q1",
        version="1",
        started=START,
        warnings=(problem("keyring_missing"),),
    )
    console.studio.put(server.server_id, ("server",), server)
    shown(qtbot, console)
    console.needs.refresh()
    assert len(console.needs.needs) == 1
    assert not any(
        button.isVisible() and "need" in button.text()
        for button in console.window.top_bar.findChildren(QAbstractButton)
    )


def test_who_i_am_is_said_for_each_server(qtbot: QtBot, console: Console) -> None:
    furnish(console.studio, 4, servers=2)
    shown(qtbot, console)
    bar = console.window.top_bar
    menu = bar._who.menu()
    menu.aboutToShow.emit()
    lines = [action.text() for action in menu.actions()]
    assert "Nova Q1 · 127.0.0.1:7300 · Minh, administrator" in lines
    assert lines.count("Sign out") == 2
    assert bar._who.text() == "Minh · administrator"


@pytest.mark.parametrize("way", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_the_keyboard_never_goes_where_nobody_sees_it(
    qtbot: QtBot, console: Console, way: Qt.Key
) -> None:
    booth = docks_scene.furnish(console.studio)
    window = shown(qtbot, console, (1366, 768))
    console.window.hands.choose(booth)
    dock = console.switcher
    qtbot.waitUntil(lambda: bool(dock.preview_bus.keys))
    met: list[QWidget] = []
    while (now := QApplication.focusWidget()) not in met:
        assert now is not None
        met.append(now)
        assert not now.visibleRegion().isEmpty() or isinstance(now, QAbstractScrollArea), now
        within = QRect(now.mapTo(window, QPoint()), now.size())
        assert window.rect().intersects(within), now
        press(window, way)
    assert len(met) > 20
    order = met if way is Qt.Key.Key_Tab else met[::-1]
    at = order.index(dock.middle.tbar)
    keys = [*dock.program_bus.keys.values(), *dock.preview_bus.keys.values()]
    assert order[at + 1 : at + 1 + len(keys)] == keys


def test_escape_lets_go_of_the_booth_and_gives_the_keyboard_to_the_wall(
    qtbot: QtBot, console: Console
) -> None:
    booth = docks_scene.furnish(console.studio)
    window = shown(qtbot, console)
    console.window.hands.choose(booth)
    take = console.switcher.middle.take
    qtbot.waitUntil(take.isEnabled)
    take.setFocus()
    press(window, Qt.Key.Key_Escape)
    assert console.window.hands.booth is None
    assert isinstance(QApplication.focusWidget(), WallCanvas)


@pytest.mark.parametrize("page", ["booths", "keys"])
def test_tab_in_the_settings_stops_only_where_it_is_seen(
    qtbot: QtBot, console: Console, page: str
) -> None:
    docks_scene.furnish(console.studio)
    shown(qtbot, console)
    dialog = console.window.open_settings(page)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    met: list[QWidget] = []
    while (now := QApplication.focusWidget()) is not None and now not in met:
        met.append(now)
        assert type(now) is not QScrollArea
        press(dialog, Qt.Key.Key_Tab)
    assert len(met) > 5
    dialog.accept()
