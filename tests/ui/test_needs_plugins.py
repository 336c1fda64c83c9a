"""A plugin that is down stands in the strip once, when it is for long, and leads to its panel."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio_app.domain.actions.plugins import RestartPlugin, TurnInstance
from studio_app.domain.ids import ServerId
from studio_app.domain.plugin import InstanceStatus, PluginStatus
from studio_app.domain.problems import problem
from tests.ui import plugins_scene as scene
from tests.ui.conftest import Desked
from tests.ui.console import Console
from tests.ui.fake_client import START
from ui.bridge.client import ConnectionStatus
from ui.console.needs_me_plugins import plugin_needs
from ui.console.needs_me_rule import Need, NeedKind
from ui.console.needs_me_words import need_text, need_tip
from ui.console.palette_flow import Flow
from ui.docks.plugins_model import LONG_S, Downs
from ui.translations import Language

LONG = timedelta(seconds=LONG_S)
LOST = problem("plugin_lost", detail="reset by peer")


@pytest.fixture
def server(desked: Desked) -> ServerId:
    """A server with sixteen booths, TikTok on each."""
    made = desked.studio.add_server()
    scene.put_plugin(desked.studio, made, "chat_tiktok", scene.plugin())
    for number in range(1, 17):
        desked.studio.add_booth(made, number)
        scene.put_instance(desked.studio, made, f"tiktok-{number:02}", scene.instance(number))
    return made


def become(desked: Desked, server: ServerId, status: InstanceStatus, after_s: float = 0) -> None:
    """All sixteen channels go through the same."""
    at = START + timedelta(seconds=after_s)
    for number in range(1, 17):
        record = scene.instance(number, status, since=at, problem=LOST)
        scene.put_instance(desked.studio, server, f"tiktok-{number:02}", record)


def needs(desked: Desked, downs: Downs, after_s: float) -> list[Need]:
    return plugin_needs(desked.bridge, downs, START + timedelta(seconds=after_s))


def test_sixteen_channels_that_wait_for_long_are_one_need(
    desked: Desked, server: ServerId, language: Language
) -> None:
    downs = Downs()
    become(desked, server, InstanceStatus.WAITING)
    assert needs(desked, downs, 5) == []
    assert downs.soonest_s(START + timedelta(seconds=5)) == LONG_S - 5
    (need,) = needs(desked, downs, LONG_S)
    assert (need.kind, need.plugin, need.count) == (NeedKind.PLUGIN, "chat_tiktok", 16)
    assert need_text(need) == "16 channels down"
    assert "reset by peer" in need_tip(need, "TikTok LIVE", START)
    language.use("vi")
    assert need_text(need) == "16 kênh bị ngắt"


def test_tries_in_between_do_not_begin_it_anew(desked: Desked, server: ServerId) -> None:
    downs = Downs()
    for after_s in range(0, LONG_S, 10):
        become(desked, server, InstanceStatus.WAITING, after_s)
        assert needs(desked, downs, after_s) == []
        become(desked, server, InstanceStatus.CONNECTING, after_s + 5)
        assert needs(desked, downs, after_s + 5) == []
    become(desked, server, InstanceStatus.WAITING, LONG_S)
    (need,) = needs(desked, downs, LONG_S)
    assert need.since == START
    become(desked, server, InstanceStatus.CONNECTED, LONG_S + 1)
    assert needs(desked, downs, LONG_S + 1) == []
    become(desked, server, InstanceStatus.WAITING, LONG_S + 2)
    assert needs(desked, downs, LONG_S + 3) == []


def test_what_failed_needs_somebody_at_once_unless_it_is_off(
    desked: Desked, server: ServerId
) -> None:
    failed = scene.instance(1, InstanceStatus.FAILED, problem=LOST)
    scene.put_instance(desked.studio, server, "tiktok-01", failed)
    (need,) = needs(desked, Downs(), 0)
    assert need.count == 1
    off = scene.instance(1, InstanceStatus.FAILED, on=False)
    scene.put_instance(desked.studio, server, "tiktok-01", off)
    assert needs(desked, Downs(), 0) == []


@pytest.mark.parametrize("status", [PluginStatus.BROKEN, PluginStatus.MISSING])
def test_a_plugin_that_cannot_run_needs_somebody_where_it_is_used(
    desked: Desked, server: ServerId, status: PluginStatus, language: Language
) -> None:
    scene.put_plugin(desked.studio, server, "chat_tiktok", scene.plugin(status, problem=LOST))
    scene.put_plugin(desked.studio, server, "chat_unused", scene.plugin(status))
    (need,) = needs(desked, Downs(), 0)
    assert need_text(need) == "does not run"
    assert need.problem == LOST


def test_a_server_that_is_away_speaks_for_itself(desked: Desked, server: ServerId) -> None:
    become(desked, server, InstanceStatus.FAILED)
    desked.studio.set_status(desked.studio.connection(server), ConnectionStatus.LOST)
    assert needs(desked, Downs(), 0) == []


@pytest.fixture
def console(
    desked: Desked, server: ServerId, language: Language, tmp_path: Path
) -> Iterator[Console]:
    """A whole window."""
    made = Console(desked, language, tmp_path)
    made.open()
    yield made
    made.close()


def test_its_chip_leads_to_the_panel(
    qtbot: QtBot, desked: Desked, server: ServerId, console: Console
) -> None:
    window = console.window
    become(desked, server, InstanceStatus.FAILED)
    said = "TikTok LIVE · 16 channels down"
    qtbot.waitUntil(lambda: [chip.whole_text[: len(said)] for chip in window.strip.chips] == [said])
    (chip,) = window.strip.chips
    assert not window.docks["plugins"].isVisible()
    chip.click()
    qtbot.waitUntil(window.docks["plugins"].isVisible)
    chosen = window._parts.plugins.list.chosen
    assert chosen is not None
    assert chosen.id == "chat_tiktok"
    chip.click()
    assert window.docks["plugins"].isVisible(), "a second press does not put it away"


def test_the_palette_opens_the_form(qtbot: QtBot, desked: Desked, console: Console) -> None:
    window = console.window
    window.commands.toggle()
    window.commands.view.field.setText("add a channel")
    titles = [row.title for row in window.commands.view.rows]
    assert titles[0].startswith("Add a channel")
    QTest.keyClick(window.commands.view.field, Qt.Key.Key_Return)
    assert window._parts.plugins.pages.currentWidget() is window._parts.plugins.form
    assert window._parts.plugins.form.isVisible()


def test_the_palette_offers_plugins_and_channels_with_how_they_are(
    desked: Desked, server: ServerId, language: Language
) -> None:
    become(desked, server, InstanceStatus.FAILED)
    (restarted,) = Flow(desked.bridge, RestartPlugin).offered("plugin")
    assert restarted == ("chat_tiktok", "TikTok LIVE", "chat · running")
    turned = Flow(desked.bridge, TurnInstance).offered("instance")
    assert turned[6] == ("tiktok-07", "tiktok-07", "07 Booth 7 · failed")
    assert len(turned) == 16
