"""The wall: tiles keep their places, ask for what can be seen, and obey any hand."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio_app.domain.actions.house import RetryLink
from studio_app.domain.actions.outputs import SayLive
from studio_app.domain.booth import (
    Booth,
    Link,
    LinkStatus,
    LiveStatus,
    Output,
    OutputHealth,
    OutputKind,
    OutputStatus,
    Switcher,
)
from studio_app.domain.feed import Bus
from studio_app.domain.ids import ServerId
from studio_app.domain.roles import Role
from tests.ui.conftest import Desked
from tests.ui.fake_client import START, FakeStudio
from tests.ui.wall_open import grabbed, open_wall, rects, show_pictures, text
from tests.ui.wall_scene import UPRIGHT, WIDE, furnish, send_levels
from ui.bridge.client import BoothKey
from ui.console.wall import Filter, WallView
from ui.console.wall_text import Tone
from ui.console.wall_tile import Tile
from ui.painter import meters
from ui.translations import Language

STREAM = OutputKind.STREAM


@pytest.fixture
def wall(qtbot: QtBot, desked: Desked) -> WallView:
    return open_wall(qtbot, desked)


@pytest.fixture
def server(studio: FakeStudio) -> ServerId:
    return studio.add_server()


def test_a_tile_that_cannot_be_painted_leaves_no_painter_behind(
    qtbot: QtBot,
    studio: FakeStudio,
    server: ServerId,
    wall: WallView,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    studio.add_booth(server, 7)
    wall.refresh()

    def fails(*_: object) -> None:
        raise ValueError("a fault in the painting")

    with qtbot.captureExceptions(), monkeypatch.context() as patched:
        patched.setattr(Tile, "paint", fails)
        with pytest.raises(ValueError, match="a fault") as caught:
            wall.canvas.viewport().grab()
    # The exception holds what was alive when it was raised; Qt crashes when it closes or deletes
    # what a painter is still active on.
    assert caught.traceback
    assert not wall.canvas.viewport().paintingActive()


# --- places ---------------------------------------------------------------------------------------


def test_tiles_stand_in_the_order_of_their_numbers_whatever_order_they_came_in(
    studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    for number in (7, 2, 11):
        studio.add_booth(server, number)
    wall.refresh()
    assert [place.order[1] for place in wall.canvas.tiles.places] == [2, 7, 11]


def test_no_tile_moves_for_trouble_a_lost_link_a_filter_or_a_removed_booth(
    studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    booths = furnish(studio, server, 16, troubles=False)
    wall.refresh()
    before = rects(wall, booths)
    lost = Link(status=LinkStatus.LOST, since=START)
    studio.put(server, ("link", booths[2][1]), lost)
    bad = Output(status=OutputStatus.ACTIVE, health=OutputHealth.SKIPPING)
    studio.put(server, ("output", booths[5][1], STREAM), bad)
    wall.show_filter(Filter.TROUBLE)
    wall.refresh()
    assert rects(wall, booths) == before
    studio.put(server, ("booth", booths[3][1]), None)
    wall.refresh()
    assert rects(wall, booths[:3] + booths[4:]) == before[:3] + before[4:]
    assert wall.canvas.booth_at(before[3].center()) is None


def test_two_servers_stand_one_after_the_other_and_say_their_names(
    studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    first = studio.add_booth(server, 3)
    assert text(wall, first).server == ""
    second = studio.add_booth(studio.add_server("srv000000002", "Nova Thủ Đức"), 1)
    assert text(wall, first).server == "Nova Q7"
    assert text(wall, second).server == "Nova Thủ Đức"
    assert [place.booth for place in wall.canvas.tiles.places] == [first, second]


# --- the filter -----------------------------------------------------------------------------------


def test_a_filter_dims_what_it_does_not_mean(
    qtbot: QtBot, studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    booths = furnish(studio, server, 16)
    assert text(wall, booths[2]).border is Tone.WARNING

    def lit(wanted: Filter) -> set[int]:
        wall.show_filter(wanted)
        return {int(tile.text.number) for tile in wall.canvas.tiles if not tile.muted}

    assert lit(Filter.ALL) == set(range(1, 17))
    assert lit(Filter.TROUBLE) == {3, 11, 12, 13, 14}
    assert lit(Filter.AI) == {1, 2, 5, 10, 11, 14}
    assert lit(Filter.ON_AIR) == set(range(1, 17)) - {14, 15}


# --- demand ---------------------------------------------------------------------------------------


def test_only_tiles_that_can_be_seen_ask_for_pictures_and_levels(
    qtbot: QtBot, studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    connection = studio.connection(server)
    booths = furnish(studio, server, 40)
    wall.resize(780, 400)
    qtbot.waitUntil(lambda: 0 < len(connection.picture_wants) < 30)
    seen = {want.booth for want in connection.picture_wants}
    assert booths[0][1] in seen
    assert booths[39][1] not in seen
    assert set(connection.meter_wants) == seen
    bar = wall.canvas.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: booths[39][1] in {want.booth for want in connection.picture_wants})
    wall.hide()
    assert not connection.picture_wants
    assert not connection.meter_wants


def test_pictures_are_asked_for_as_large_as_painted_and_the_chosen_one_more_often(
    qtbot: QtBot, studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    booths = furnish(studio, server, 16)
    wall.refresh()
    wall.choose(booths[6])
    connection = studio.connection(server)
    qtbot.waitUntil(lambda: {want.fps for want in connection.picture_wants} == {2, 5})
    faster = [want.booth for want in connection.picture_wants if want.fps == 5]
    assert faster == [booths[6][1]]
    assert {(want.bus, want.width) for want in connection.picture_wants} == {(Bus.PROGRAM, 320)}


def test_meters_move_while_levels_come_and_rest_after(
    qtbot: QtBot,
    studio: FakeStudio,
    server: ServerId,
    wall: WallView,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(meters, "FALL_PER_S", 2000)
    monkeypatch.setattr(meters, "HOLD_S", 0.1)
    (booth,) = furnish(studio, server, 1)
    qtbot.waitUntil(lambda: studio.connection(server).meter_wants == [booth[1]])
    tile = wall.canvas.tiles.get(booth)
    assert tile is not None
    silent = grabbed(wall).copy(tile.meter_rect)
    send_levels(studio, 5)
    qtbot.waitUntil(lambda: grabbed(wall).copy(tile.meter_rect) != silent)
    qtbot.waitUntil(lambda: tile.at_rest, timeout=9000)
    assert grabbed(wall).copy(tile.meter_rect) == silent


# --- hands ----------------------------------------------------------------------------------------


def test_a_click_chooses_and_a_double_click_does_nothing_more(
    qtbot: QtBot, studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    booths = furnish(studio, server, 8)
    wall.refresh()
    chosen: list[BoothKey] = []
    wall.booth_chosen.connect(chosen.append)
    at = wall.canvas.tile_rect(booths[4]).center()
    QTest.mouseClick(wall.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert chosen == [booths[4]]
    assert wall.chosen == booths[4]
    QTest.mouseDClick(wall.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert wall.chosen == booths[4]
    assert studio.acts == []


def test_choosing_from_elsewhere_outlines_and_tells_nobody(
    studio: FakeStudio, server: ServerId, wall: WallView, qtbot: QtBot
) -> None:
    booths = furnish(studio, server, 40)
    wall.resize(780, 400)
    with qtbot.assertNotEmitted(wall.booth_chosen):
        wall.choose(booths[39])
    rect = wall.canvas.tile_rect(booths[39])
    assert wall.canvas.viewport().rect().contains(rect)
    edge = grabbed(wall).pixelColor(rect.left() - 1, rect.center().y())
    assert edge.name() == "#ffffff"


def test_arrows_home_and_end_move_the_choice_and_other_keys_stay_the_consoles(
    studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    booths = furnish(studio, server, 40)
    wall.refresh()
    columns = wall.canvas.tiles.grid.columns
    assert 2 < columns < 10

    def pressed(key: Qt.Key) -> int:
        QTest.keyClick(wall.canvas, key)
        assert wall.chosen is not None
        return booths.index(wall.chosen)

    assert pressed(Qt.Key.Key_Right) == 0
    assert pressed(Qt.Key.Key_Right) == 1
    assert pressed(Qt.Key.Key_Down) == 1 + columns
    assert pressed(Qt.Key.Key_Left) == columns
    assert pressed(Qt.Key.Key_Up) == 0
    assert pressed(Qt.Key.Key_Up) == 0
    assert pressed(Qt.Key.Key_End) == 39
    assert pressed(Qt.Key.Key_Right) == 39
    assert pressed(Qt.Key.Key_Home) == 0
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_7):
        assert pressed(key) == 0


def test_a_finger_chooses_by_a_tap_and_scrolls_by_a_drag(
    qtbot: QtBot, studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    booths = furnish(studio, server, 40)
    wall.resize(780, 400)
    wall.refresh()
    device = QTest.createTouchDevice()
    viewport = wall.canvas.viewport()
    at = wall.canvas.tile_rect(booths[1]).center()
    QTest.touchEvent(viewport, device).press(0, at, viewport).commit()
    QTest.touchEvent(viewport, device).release(0, at, viewport).commit()
    qtbot.waitUntil(lambda: wall.chosen == booths[1])
    QTest.touchEvent(viewport, device).press(0, at + QPoint(0, 80), viewport).commit()
    for down in (60, 20, -40):
        QTest.touchEvent(viewport, device).move(0, at + QPoint(0, down), viewport).commit()
    QTest.touchEvent(viewport, device).release(0, at - QPoint(0, 40), viewport).commit()
    assert wall.canvas.verticalScrollBar().value() > 60
    assert wall.chosen == booths[1]


def test_a_tiles_menu_tries_the_link_again_and_says_what_the_platform_shows(
    qtbot: QtBot, studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    lost = studio.add_booth(server, 11, link=LinkStatus.LOST, on_air=True)
    wall.refresh()
    menu = wall.menu_for(lost)
    retry, _template, _, live, not_live, unknown = menu.actions()
    assert retry.isEnabled()
    assert unknown.isChecked()
    retry.trigger()
    not_live.trigger()
    qtbot.waitUntil(lambda: len(studio.acts) == 2)
    assert studio.acts == [
        RetryLink(booth=lost[1]),
        SayLive(booth=lost[1], status=LiveStatus.NOT_LIVE),
    ]
    assert not live.isChecked()
    menu.deleteLater()


def test_who_may_not_act_finds_the_menu_disabled(studio: FakeStudio, wall: WallView) -> None:
    server = studio.add_server(role=Role.HOST)
    lost = studio.add_booth(server, 1, link=LinkStatus.LOST)
    wall.refresh()
    menu = wall.menu_for(lost)
    assert not any(action.isEnabled() for action in menu.actions() if not action.isSeparator())
    menu.deleteLater()


def test_the_tooltip_says_everything(
    qtbot: QtBot, studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    booths = furnish(studio, server, 3)
    assert text(wall, booths[2]).border is Tone.WARNING
    tip = wall.tip(booths[2])
    for part in ("03", "1920×1080", "dropping frames 4.2 %", "OBS 30.2.3", "3.1 Mb/s", "30.0 fps"):
        assert part in tip


def test_a_screen_reader_walks_the_tiles(
    qtbot: QtBot, studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    booths = furnish(studio, server, 4)
    wall.refresh()
    wall.choose(booths[2])
    assert text(wall, booths[2]).border is Tone.WARNING
    wall.choose(booths[1])
    wall.choose(booths[2])
    listed = QAccessible.queryAccessibleInterface(wall.canvas)
    assert listed.childCount() == 4
    third = listed.child(2)
    assert third.text(QAccessible.Text.Name).startswith("03, Serum, On air, Ngọc, dropping frames")
    assert third.role() == QAccessible.Role.ListItem
    assert listed.indexOfChild(third) == 2
    assert third.rect().size() == wall.canvas.tile_rect(booths[2]).size()
    assert wall.canvas.accessibleName().startswith("03, ")


# --- every number of booths, every shape, both languages ------------------------------------------


@pytest.mark.parametrize("code", ["en", "vi"])
@pytest.mark.parametrize(("count", "canvas"), [(1, WIDE), (16, None), (40, UPRIGHT), (40, None)])
@pytest.mark.parametrize("size", [(1092, 960), (1920, 1000), (500, 400)])
def test_every_wall_paints_with_every_state_on_it(
    qtbot: QtBot,
    studio: FakeStudio,
    server: ServerId,
    wall: WallView,
    language: Language,
    size: tuple[int, int],
    count: int,
    canvas: tuple[int, int] | None,
    code: str,
) -> None:
    language.use(code)
    wall.resize(*size)
    booths = furnish(studio, server, count, canvas)
    long = Booth(
        number=1,
        name="Thời trang công sở nữ cao cấp mùa thu đông " * 4,
        host="Nguyễn Hoàng Khánh Vy Trang",
        address="127.0.0.1:4455",
        local=True,
    )
    studio.put(server, ("booth", booths[0][1]), long)
    wall.refresh()
    image = grabbed(wall)
    assert not image.isNull()
    assert wall.grab().toImage() == wall.grab().toImage()


def test_no_booth_says_what_to_do_and_who_may_not_add_is_told_who_can(
    qtbot: QtBot, studio: FakeStudio, wall: WallView
) -> None:
    server = studio.add_server()
    with qtbot.waitSignal(wall.add_booth_wanted):
        QTest.mouseClick(wall.empty.add, Qt.MouseButton.LeftButton)
    connection = studio.connection(server)
    assert connection.principal is not None
    connection.principal = replace(connection.principal, role=Role.HOST)
    studio.servers_changed.emit(connection)
    assert not wall.empty.add.isVisibleTo(wall)
    studio.add_booth(server, 1)
    wall.refresh()
    assert not wall.empty.isVisibleTo(wall)


def test_a_canvas_turned_upright_gives_its_tile_another_shape_in_the_same_place(
    qtbot: QtBot, studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    booths = furnish(studio, server, 4, troubles=False)
    show_pictures(qtbot, studio, wall, booths)
    order = [place.booth for place in wall.canvas.tiles.places]
    studio.put(server, ("switcher", booths[1][1]), Switcher(program="Host", canvas=UPRIGHT))
    wall.refresh()
    tile = wall.canvas.tiles.get(booths[1])
    assert tile is not None
    assert tile.layout.image[1] > tile.layout.image[0]
    assert tile.shot is not None
    assert [place.booth for place in wall.canvas.tiles.places] == order
    grabbed(wall)


def test_the_language_changes_while_it_runs(
    studio: FakeStudio, server: ServerId, wall: WallView, language: Language, qapp: QApplication
) -> None:
    booth = studio.add_booth(server, 1, on_air=True)
    assert text(wall, booth).badge.words[0] == "ON AIR"
    language.use("vi")
    qapp.processEvents()
    said = wall.text_of(booth)
    assert said is not None
    assert said.badge.words[0] == "ĐANG PHÁT"
