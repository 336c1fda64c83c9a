"""The strip of what needs a person: order, room, hands, both languages."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio_app.domain.actions.house import RetryLink
from studio_app.domain.booth import (
    LinkStatus,
    Output,
    OutputHealth,
    OutputKind,
    OutputStatus,
)
from studio_app.domain.problems import problem
from studio_app.domain.records import ServerFacts
from tests.ui.conftest import Desked
from tests.ui.fake_client import START
from tests.ui.wall_scene import furnish
from ui.bridge.client import ConnectionStatus
from ui.console.needs_me import NeedsMeStrip
from ui.console.needs_me_book import NeedsBook
from ui.translations import Language

SENDING = Output(status=OutputStatus.ACTIVE, since=START, health=OutputHealth.GOOD)


@pytest.fixture
def strip(qtbot: QtBot, desked: Desked) -> NeedsMeStrip:
    book = NeedsBook(desked.bridge)
    made = NeedsMeStrip(desked.bridge, desked.ops, book)
    book.setParent(made)
    qtbot.addWidget(made)
    made.resize(900, made.height())
    made.show()
    return made


def test_the_strip_shows_the_worst_first_counts_the_rest_and_never_grows(
    qtbot: QtBot, desked: Desked, strip: NeedsMeStrip
) -> None:
    height = strip.height()
    assert strip.chips == []
    furnish(desked.studio, desked.studio.add_server(), 40)
    qtbot.waitUntil(lambda: len(strip.chips) > 1)
    assert strip.chips[0].whole_text.startswith("11 · OBS lost")
    assert strip.height() == height
    assert len(strip.chips) + strip.hidden == 11
    assert all(chip.geometry().right() < strip.width() for chip in strip.chips)
    menu = strip.more_menu()
    assert len(menu.actions()) == strip.hidden
    menu.deleteLater()


def test_a_chip_chooses_its_booth_and_try_now_asks_obs_again(
    qtbot: QtBot, desked: Desked, strip: NeedsMeStrip
) -> None:
    server = desked.studio.add_server()
    lost = desked.studio.add_booth(server, 11, link=LinkStatus.LOST, on_air=True)
    qtbot.waitUntil(lambda: len(strip.chips) == 1)
    with qtbot.waitSignal(strip.booth_chosen) as chosen:
        QTest.mouseClick(strip.chips[0], Qt.MouseButton.LeftButton)
    assert chosen.args == [lost]
    assert desked.studio.acts == []
    (retry,) = strip.retries
    QTest.mouseClick(retry, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desked.studio.acts == [RetryLink(booth=lost[1])])


def test_a_need_goes_when_its_facts_are_mended(
    qtbot: QtBot, desked: Desked, strip: NeedsMeStrip
) -> None:
    server = desked.studio.add_server()
    booth = desked.studio.add_booth(server, 3, on_air=True)
    bad = Output(
        status=OutputStatus.ACTIVE, since=START, health=OutputHealth.SKIPPING, skipped_pct=4.2
    )
    desked.studio.put(server, ("output", booth[1], OutputKind.STREAM), bad)
    qtbot.waitUntil(lambda: [chip.whole_text[:24] for chip in strip.chips] != [])
    assert "dropping frames 4.2 %" in strip.chips[0].whole_text
    desked.studio.put(server, ("output", booth[1], OutputKind.STREAM), SENDING)
    qtbot.waitUntil(lambda: strip.chips == [])


def test_the_strip_speaks_vietnamese_and_server_chips_lead_to_their_server(
    qtbot: QtBot, desked: Desked, strip: NeedsMeStrip, language: Language
) -> None:
    language.use("vi")
    server = desked.studio.add_server(name="Nova Q7")
    warned = ServerFacts(
        server_id=server,
        name="Nova Q7",
        version="1",
        started=START,
        warnings=(problem("keyring_missing"),),
    )
    desked.studio.put(server, ("server",), warned)
    desked.studio.set_status(desked.studio.connection(server), ConnectionStatus.LOST)
    qtbot.waitUntil(lambda: len(strip.chips) == 1)
    assert strip.chips[0].whole_text.startswith("Nova Q7 · mất máy chủ")
    with qtbot.waitSignal(strip.server_chosen) as chosen:
        QTest.mouseClick(strip.chips[0], Qt.MouseButton.LeftButton)
    assert chosen.args == [server]


def test_a_warning_of_the_server_itself_comes_and_goes(
    qtbot: QtBot, desked: Desked, strip: NeedsMeStrip
) -> None:
    server = desked.studio.add_server(name="Nova Q7")
    facts = ServerFacts(server_id=server, name="Nova Q7", version="1", started=START)
    desked.studio.put(server, ("server",), replace(facts, warnings=(problem("keyring_missing"),)))
    qtbot.waitUntil(lambda: len(strip.chips) == 1)
    assert "keyring" in strip.chips[0].toolTip()
    desked.studio.put(server, ("server",), facts)
    qtbot.waitUntil(lambda: strip.chips == [])
