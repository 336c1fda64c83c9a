"""What a tile claims: on air by OBS's word, nothing that nobody confirms, old pictures dated."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from studio_app.domain.booth import (
    PERSON,
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
)
from studio_app.domain.ids import ServerId
from studio_app.domain.problems import problem
from tests.ui.conftest import Desked
from tests.ui.fake_client import START, FakeStudio
from tests.ui.wall_open import grabbed, has_colour, open_wall, show_pictures, text
from ui.bridge.client import ConnectionStatus
from ui.console.wall import WallView
from ui.console.wall_layout import tile_layout
from ui.console.wall_text import Tone
from ui.console.wall_tile import Part, Tile
from ui.theme import ON_AIR, WARNING

STREAM = OutputKind.STREAM


@pytest.fixture
def wall(qtbot: QtBot, desked: Desked) -> WallView:
    return open_wall(qtbot, desked)


@pytest.fixture
def server(studio: FakeStudio) -> ServerId:
    return studio.add_server()


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
    studio.put(
        server, ("live", booth[1]), Live(status=LiveStatus.NOT_LIVE, source=PERSON, since=START)
    )
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


def test_an_old_picture_keeps_its_date_when_the_wall_changes_its_size(
    qtbot: QtBot, studio: FakeStudio, server: ServerId, wall: WallView
) -> None:
    booth = studio.add_booth(server, 1, on_air=True)
    show_pictures(qtbot, studio, wall, [booth])
    studio.put(server, ("link", booth[1]), Link(status=LinkStatus.STALE, since=START))
    wall.refresh()
    wall.resize(700, 500)
    wall.refresh()
    tile = wall.canvas.tiles.get(booth)
    assert tile is not None
    assert Part.DATE in tile.places


@pytest.mark.parametrize("width", range(168, 300, 6))
def test_the_date_of_an_old_picture_never_lies_on_its_badge(
    studio: FakeStudio, server: ServerId, wall: WallView, width: int
) -> None:
    booth = studio.add_booth(server, 14)
    refused = Link(status=LinkStatus.REFUSED, since=START, problem=problem("link_wrong_password"))
    studio.put(server, ("link", booth[1]), refused)
    for cell in ((width, 120), (width, width * 3 // 4)):
        tile = Tile(booth, tile_layout(cell, (1920, 1080)), 1.0, text(wall, booth))
        tile.show_date(("picture of 20:47:09", "20:47:09"), "")
        area, date = tile.places[Part.DATE]
        for part in (Part.BADGE, Part.BAR):
            other, rect = tile.places[part]
            assert other is not area or rect.bottom <= date.y or date.bottom <= rect.y


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
