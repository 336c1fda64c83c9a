"""The wall: tiles keep their places, never claim what nobody confirms, and obey any hand."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio_app.domain.actions.house import RetryLink
from studio_app.domain.actions.outputs import SayLive
from studio_app.domain.booth import (
    Booth,
    HostKind,
    Link,
    LinkStatus,
    Live,
    LiveStatus,
    OnAirHost,
    Output,
    OutputHealth,
    OutputKind,
    OutputStatus,
    SentBy,
    Switcher,
)
from studio_app.domain.feed import Bus
from studio_app.domain.ids import ServerId
from studio_app.domain.problems import problem
from studio_app.domain.roles import Role
from tests.ui.conftest import Desked
from tests.ui.fake_client import START, FakeStudio
from tests.ui.wall_scene import UPRIGHT, WIDE, furnish, send_levels, send_pictures
from ui.bridge.client import BoothKey, ConnectionStatus
from ui.bridge.pictures import PictureHub
from ui.console.needs_me_book import NeedsBook
from ui.console.wall import Filter, WallView
from ui.console.wall_text import TileText, Tone
from ui.painter import meters
from ui.theme import ON_AIR, WARNING
from ui.translations import Language

STREAM = OutputKind.STREAM


@pytest.fixture
def wall(qtbot: QtBot, desked: Desked) -> Iterator[WallView]:
    hub, book = PictureHub(desked.bridge), NeedsBook(desked.bridge)
    made = WallView(desked.bridge, desked.ops, hub, book)
    book.setParent(made)
    qtbot.addWidget(made)
    made.resize(1092, 960)
    made.show()
    qtbot.waitExposed(made)
    yield made
    hub.close()


@pytest.fixture
def server(studio: FakeStudio) -> ServerId:
    return studio.add_server()


def text(wall: WallView, booth: BoothKey) -> TileText:
    wall.needs.refresh()
    wall.refresh()
    said = wall.text_of(booth)
    assert said is not None
    return said


def rects(wall: WallView, booths: list[BoothKey]) -> list[QRect]:
    return [QRect(wall.canvas.tile_rect(booth)) for booth in booths]


def grabbed(wall: WallView) -> QImage:
    return wall.canvas.viewport().grab().toImage()


def has_colour(image: QImage, within: QRect, colour: str) -> bool:
    wanted = QColor(colour).rgb()
    return any(
        image.pixel(x, y) == wanted
        for x in range(within.left(), within.right(), 2)
        for y in range(within.top(), within.bottom(), 2)
    )


def show_pictures(qtbot: QtBot, studio: FakeStudio, wall: WallView, booths: list[BoothKey]) -> None:
    qtbot.waitUntil(lambda: all(studio.connection(key[0]).picture_wants for key in booths))
    send_pictures(studio)

    def all_there() -> bool:
        tiles = [wall.canvas.tiles.get(booth) for booth in booths]
        return all(tile is not None and tile.shot is not None for tile in tiles)

    qtbot.waitUntil(all_there)


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


# --- what a tile claims ---------------------------------------------------------------------------


def test_the_badge_is_lit_by_obs_alone(
    studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    booth = studio.add_booth(server, 1)
    assert text(wall, booth).badge.tone is Tone.CALM
    studio.put(server, ("output", booth[1], STREAM), Output(status=OutputStatus.STARTING))
    assert text(wall, booth).badge.tone is not Tone.ON_AIR
    studio.put(
        server, ("output", booth[1], STREAM), Output(status=OutputStatus.ACTIVE, since=START)
    )
    studio.connection(server).now = START + timedelta(seconds=3730)
    badge = text(wall, booth).badge
    assert (badge.tone, badge.words[0], badge.time) == (Tone.ON_AIR, "ON AIR", "01:02:10")
    assert has_colour(grabbed(wall), wall.canvas.tile_rect(booth), ON_AIR)


def test_a_booth_goes_on_air_on_the_wall_without_waiting_for_the_next_tick(
    qtbot: QtBot, studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    booth = studio.add_booth(server, 1)
    wall.refresh()
    on_air = Output(status=OutputStatus.ACTIVE, since=START)
    studio.put(server, ("output", booth[1], STREAM), on_air)
    qtbot.waitUntil(
        lambda: (said := wall.text_of(booth)) is not None and said.badge.tone is Tone.ON_AIR,
        timeout=400,
    )


def test_a_booth_sent_by_the_platform_is_on_air_by_a_persons_word_and_shows_that(
    studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    booth = studio.add_booth(server, 9, on_air=True)
    config = Booth(number=9, name="M", address="x:1", local=False, sent_by=SentBy.PLATFORM_PROGRAM)
    studio.put(server, ("booth", booth[1]), config)
    assert text(wall, booth).badge.tone is Tone.CALM
    studio.put(server, ("live", booth[1]), Live(status=LiveStatus.LIVE, since=START, by="Minh"))
    said = text(wall, booth)
    assert (said.badge.tone, said.badge.icon) == (Tone.ON_AIR, "person")
    assert said.sending.text == "Camera off"
    assert said.border is Tone.WARNING


def test_sending_and_live_are_two_facts_and_unknown_is_said(
    studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    booth = studio.add_booth(server, 1, on_air=True)
    said = text(wall, booth)
    assert (said.sending.text, said.platform.text) == ("OBS sends", "Live unknown")
    studio.put(server, ("live", booth[1]), Live(status=LiveStatus.NOT_LIVE, since=START))
    said = text(wall, booth)
    assert (said.sending.text, said.platform.text) == ("OBS sends", "Not live")
    assert said.border is Tone.WARNING
    assert said.bar is not None
    assert said.bar.text == "sending, but not live"


def test_bytes_that_rise_without_proof_are_not_called_good(
    studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    booth = studio.add_booth(server, 1)
    for health, tone in (
        (OutputHealth.UNPROVEN, Tone.GONE),
        (OutputHealth.GOOD, Tone.GOOD),
        (OutputHealth.STALLED, Tone.WARNING),
    ):
        output = Output(status=OutputStatus.ACTIVE, since=START, health=health, kbps=6000)
        studio.put(server, ("output", booth[1], STREAM), output)
        assert text(wall, booth).sending.tone is tone


def test_a_lost_link_claims_nothing_and_dates_the_last_picture(
    qtbot: QtBot, studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    booth = studio.add_booth(server, 11, on_air=True)
    show_pictures(qtbot, studio, wall, [booth])
    wall.refresh()
    tile = wall.canvas.tiles.get(booth)
    assert tile is not None
    assert not tile.dated
    bright = grabbed(wall).pixelColor(tile.picture_rect.center()).lightness()
    lost = Link(
        status=LinkStatus.LOST,
        since=START,
        retry_at=START + timedelta(seconds=4),
        problem=problem("link_no_answer", address="x"),
    )
    studio.put(server, ("link", booth[1]), lost)
    assert text(wall, booth).border is Tone.GONE
    said = text(wall, booth)
    assert said.badge.words[0] == "ON AIR?"
    assert said.badge.time == ""
    assert said.rate == said.skipped == ""
    assert said.bar is not None
    assert (said.bar.text, said.bar.time) == ("OBS lost", "retry in 4 s")
    assert tile.dated[0] == "picture of 20:47:09"
    assert grabbed(wall).pixelColor(tile.picture_rect.center()).lightness() < bright / 2


@pytest.mark.parametrize("status", [LinkStatus.STALE, LinkStatus.REFUSED, LinkStatus.CONNECTING])
def test_no_picture_is_shown_as_if_live_while_obs_does_not_confirm_it(
    qtbot: QtBot, studio: FakeStudio, server: ServerId, wall: WallView, status: LinkStatus
) -> None:
    booth = studio.add_booth(server, 1, on_air=True)
    show_pictures(qtbot, studio, wall, [booth])
    studio.put(server, ("link", booth[1]), Link(status=status, since=START))
    assert not text(wall, booth).confirmed
    tile = wall.canvas.tiles.get(booth)
    assert tile is not None
    assert "20:47:09" in tile.dated


def test_a_picture_that_is_not_followed_by_another_is_dated_too(
    qtbot: QtBot, studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    booth = studio.add_booth(server, 1)
    show_pictures(qtbot, studio, wall, [booth])
    studio.connection(server).now = START + timedelta(seconds=30)
    wall.refresh()
    tile = wall.canvas.tiles.get(booth)
    assert tile is not None
    assert "20:47:09" in tile.dated


def test_when_its_server_goes_a_tile_says_so_and_claims_nothing(
    qtbot: QtBot, studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    booth = studio.add_booth(server, 1, on_air=True)
    assert text(wall, booth).badge.tone is Tone.ON_AIR
    studio.set_status(studio.connection(server), ConnectionStatus.LOST)
    said = text(wall, booth)
    assert said.badge.words[0] == "ON AIR?"
    assert said.bar is not None
    assert (said.bar.text, said.border) == ("server away", Tone.GONE)


def test_an_ai_host_is_named_with_its_tag_and_a_break_is_called_one(
    studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    booth = studio.add_booth(server, 1)
    studio.put(server, ("host", booth[1]), OnAirHost(kind=HostKind.AI, name="Mai"))
    assert (text(wall, booth).ai, text(wall, booth).host) == (True, "Mai")
    studio.put(server, ("host", booth[1]), OnAirHost(kind=HostKind.BREAK))
    assert (text(wall, booth).ai, text(wall, booth).host) == (False, "Break")


def test_trouble_lights_the_border_and_being_on_air_does_not(
    qtbot: QtBot, studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    good = studio.add_booth(server, 1, on_air=True)
    bad = studio.add_booth(server, 2)
    output = Output(
        status=OutputStatus.ACTIVE, since=START, health=OutputHealth.SKIPPING, skipped_pct=4.2
    )
    studio.put(server, ("output", bad[1], STREAM), output)
    assert text(wall, bad).border is Tone.WARNING
    assert text(wall, good).border is Tone.CALM
    image = grabbed(wall)
    for booth, lit in ((good, False), (bad, True)):
        rect = wall.canvas.tile_rect(booth)
        edge = image.pixelColor(rect.left(), rect.center().y()).name()
        assert (edge == WARNING.lower()) == lit


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
    retry, _, live, not_live, unknown = menu.actions()
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
