"""The plugins dock: every plugin and channel in words and shapes, and what can be done at once."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio_app.domain.actions.plugins import (
    LookForPlugins,
    ReconnectInstance,
    RemoveInstance,
    RestartPlugin,
    TurnInstance,
)
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.plugin import InstanceStatus, PluginKind, PluginStatus
from studio_app.domain.problems import problem
from studio_app.domain.roles import Principal, Role
from tests.ui import plugins_scene as scene
from tests.ui.conftest import Desked
from tests.ui.fake_client import START
from ui.bridge.client import ConnectionStatus
from ui.docks.plugins import PluginsDock
from ui.docks.plugins_model import plugins_of, rows_of
from ui.docks.plugins_words import INSTANCE_SHAPES, SHAPES, figures, line, shape, status_word, told
from ui.translations import Language

LOST = problem("link_no_answer", address="webcast.tiktok.com:443")


@pytest.fixture
def server(desked: Desked) -> ServerId:
    """A server with eight booths where we are its administrator."""
    made = desked.studio.add_server(role=Role.ADMIN)
    for number in range(1, 9):
        desked.studio.add_booth(made, number)
    return made


@pytest.fixture
def dock(qtbot: QtBot, desked: Desked, server: ServerId, language: Language) -> PluginsDock:
    """Seen, with an evening's plugins."""
    scene.evening(desked.studio, server)
    made = PluginsDock(desked.bridge, desked.ops)
    qtbot.addWidget(made)
    made.resize(700, 520)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def ids(dock: PluginsDock) -> list[str]:
    return [row.id for row in dock.list.rows.rows]


def be(desked: Desked, server: ServerId, role: Role) -> None:
    """Somebody else is signed in."""
    connection = desked.studio.connection(server)
    connection.principal = Principal(name="Minh", role=role)
    desked.studio.servers_changed.emit(connection)


def choose(dock: PluginsDock, server: ServerId, name: str, *, instance: bool = True) -> None:
    assert dock.list.choose((server, name, instance)), f"there is no row {name}"


def in_sight(dock: PluginsDock) -> bool:
    """Whether all of the chosen row can be seen."""
    rect = dock.list.visualRect(dock.list.currentIndex())
    return dock.list.viewport().rect().contains(rect.adjusted(4, 4, -4, -4))


# --- what is shown -------------------------------------------------------------------------------


def test_each_channel_stands_below_its_plugin_and_none_moves_in_trouble(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: PluginsDock
) -> None:
    before = ids(dock)
    assert before == [
        "chat_facebook", "facebook-01", "facebook-02",
        "chat_tiktok", "tiktok-01", "tiktok-02", "tiktok-03", "tiktok-04",
        "chat_webhook", "web-1",
        "chat_youtube", "youtube-01",
        "chat_shopee", "speech_piper", "camera_visca", "orders_kiot",
    ]  # fmt: skip
    failed = scene.instance(1, InstanceStatus.FAILED, problem=LOST)
    scene.put_instance(desked.studio, server, "tiktok-01", failed)
    qtbot.waitUntil(lambda: "failed" in told_rows(dock)[4])
    assert ids(dock) == before


def told_rows(dock: PluginsDock) -> list[str]:
    """What a screen reader says of each row."""
    model = dock.list.rows
    return [str(model.data(model.index(at))) for at in range(model.rowCount())]


def test_every_status_has_a_word_and_a_shape_of_its_own(language: Language) -> None:
    for shapes in (SHAPES, INSTANCE_SHAPES):
        icons = [icon for icon, _ink in shapes.values()]
        assert len(set(icons)) == len(icons)
    assert set(SHAPES) == set(PluginStatus)
    assert set(INSTANCE_SHAPES) == set(InstanceStatus)


def test_a_row_says_how_it_is_and_when_it_is_tried_again(
    desked: Desked, server: ServerId, dock: PluginsDock
) -> None:
    rows = {row.id: row for row in dock.list.rows.rows}
    assert figures(rows["chat_facebook"], START) == "61 MB · 0.3 % · 2 restarts"
    assert status_word(rows["chat_youtube"]) == "waits to start again"
    assert figures(rows["chat_youtube"], START) == "next try in 12 s"
    assert figures(rows["chat_youtube"], START + timedelta(seconds=13)) == "trying now"
    assert figures(rows["tiktok-01"], START) == "since 20:35:09"
    assert figures(rows["tiktok-03"], START) == "next try in 12 s"
    assert "nothing has come" in line(rows["tiktok-02"])
    assert line(rows["tiktok-01"]) == "Account: nova.official1 · Access token •••"
    assert line(rows["chat_tiktok"]) == "4 set up, 3 on"
    assert "manifest.toml:12" in line(rows["orders_kiot"])
    assert shape(rows["facebook-01"])[0] == "cross"


def test_what_is_missing_says_what_to_install_and_its_licence(
    desked: Desked, dock: PluginsDock, server: ServerId
) -> None:
    choose(dock, server, "chat_shopee", instance=False)
    assert "shopee-live==2.1" in dock.chosen.text
    assert "AGPL-3.0 with added terms" in dock.chosen.text
    assert not dock.chosen.restart_button.isEnabled()


def test_a_plugin_that_has_gone_keeps_its_channels_in_sight(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: PluginsDock
) -> None:
    scene.put_plugin(desked.studio, server, "chat_webhook", None)
    row = next(r for r in rows_of(plugins_of(desked.bridge)) if r.id == "chat_webhook")
    assert status_word(row) == "not there"
    assert "folder is gone" in told(desked.bridge, row)
    qtbot.waitUntil(lambda: "web-1" in ids(dock))


def test_the_words_follow_the_language_the_plugins_own_too(
    dock: PluginsDock, language: Language, server: ServerId
) -> None:
    language.use("vi")
    choose(dock, server, "tiktok-01")
    assert dock.add_button.text() == "Thêm kênh"
    assert "Tài khoản: nova.official1" in dock.chosen.text
    choose(dock, server, "facebook-02")
    assert "Account: nova.official2" in dock.chosen.text, "no words of its own: as the manifest"
    assert any("61 MB · 0,3 %" in row for row in told_rows(dock))


def test_two_servers_stand_apart_by_name(
    desked: Desked, server: ServerId, dock: PluginsDock, qtbot: QtBot
) -> None:
    other = desked.studio.add_server("srv000000002", "Thủ Đức")
    scene.put_plugin(desked.studio, other, "chat_tiktok", scene.plugin())
    qtbot.waitUntil(lambda: ids(dock).count("chat_tiktok") == 2)
    assert any("chat · Thủ Đức" in row for row in told_rows(dock))
    assert any("chat · Nova Q7" in row for row in told_rows(dock))


@pytest.mark.parametrize("count", [0, 1, 40])
def test_any_number_of_channels(
    qtbot: QtBot, desked: Desked, server: ServerId, language: Language, count: int
) -> None:
    scene.put_plugin(desked.studio, server, "chat_tiktok", scene.plugin())
    for number in range(count):
        name = f"kenh-{number:02}-{'rat-dai' * 3}"
        scene.put_instance(desked.studio, server, name, scene.instance(number % 8 + 1))
    dock = PluginsDock(desked.bridge, desked.ops)
    qtbot.addWidget(dock)
    dock.resize(360, 420)
    dock.show()
    assert len(ids(dock)) == count + 1
    dock.list.setCurrentIndex(dock.list.rows.index(count))
    dock.grab()
    assert dock.minimumSizeHint().width() <= 380, "it must fit beside others on a small screen"
    assert ("Nothing is set up yet" in dock.told) is (count == 0)


def test_long_words_leave_the_list_its_room(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: PluginsDock
) -> None:
    long = problem("settings_error", file="manifest.toml", line=3, field="x", detail="dài " * 400)
    failed = scene.instance(1, InstanceStatus.FAILED, problem=long)
    scene.put_instance(desked.studio, server, "tiktok-01", failed)
    choose(dock, server, "tiktok-01")
    qtbot.waitUntil(lambda: "dài dài" in dock.chosen.text)
    dock.resize(412, 500)
    dock.grab()
    assert dock.list.height() > 150
    assert dock.chosen.height() < 250


def test_the_chosen_row_stays_in_sight_when_the_panel_below_grows(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: PluginsDock
) -> None:
    dock.resize(420, 400)
    scene.put_instance(desked.studio, server, "web-0", scene.instance(2, plugin="chat_webhook"))
    qtbot.waitUntil(lambda: "web-0" in ids(dock))
    for name in ("web-0", "web-1"):
        choose(dock, server, name)
        qtbot.waitUntil(lambda: in_sight(dock))


# --- nothing there, or not allowed ---------------------------------------------------------------


def test_empty_says_what_to_do(
    qtbot: QtBot, desked: Desked, server: ServerId, language: Language
) -> None:
    dock = PluginsDock(desked.bridge, desked.ops)
    qtbot.addWidget(dock)
    dock.show()
    assert "Look again" in dock.told
    assert not dock.add_button.isEnabled()
    dock.look_button.click()
    qtbot.waitUntil(lambda: desked.studio.acts == [LookForPlugins()])
    scene.put_plugin(desked.studio, server, "chat_tiktok", scene.plugin(PluginStatus.IDLE))
    qtbot.waitUntil(lambda: "Add a channel" in dock.told)
    assert dock.add_button.isEnabled()
    be(desked, server, Role.TECHNICIAN)
    qtbot.waitUntil(lambda: "An administrator adds" in dock.told)


def test_others_see_why_not(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: PluginsDock
) -> None:
    choose(dock, server, "tiktok-01")
    assert dock.chosen.change_button.isEnabled()
    be(desked, server, Role.TECHNICIAN)
    qtbot.waitUntil(lambda: not dock.chosen.change_button.isEnabled())
    assert not dock.chosen.remove_button.isEnabled()
    assert not dock.add_button.isEnabled()
    assert dock.chosen.turn_button.isEnabled(), "a technician may turn it off"
    assert "administrator" in dock.chosen._why_not.text()
    be(desked, server, Role.HOST)
    for key in [key for key in desked.studio.connection(server).records if "plugin" in key[0]]:
        desked.studio.put(server, key, None)
    qtbot.waitUntil(lambda: "Sign in as one" in dock.told)


def test_a_server_that_is_away_is_said_and_nothing_can_be_pressed(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: PluginsDock
) -> None:
    choose(dock, server, "facebook-01")
    desked.studio.set_status(desked.studio.connection(server), ConnectionStatus.LOST)
    qtbot.waitUntil(lambda: not dock.chosen.turn_button.isEnabled())
    assert not dock.chosen.retry_button.isEnabled()
    assert "is old" in dock.chosen._why_not.text()


# --- what can be done ----------------------------------------------------------------------------


def test_turning_off_waits_for_the_record(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: PluginsDock
) -> None:
    choose(dock, server, "tiktok-01")
    dock.chosen.turn_button.click()
    off = TurnInstance(instance="tiktok-01", on=False)
    qtbot.waitUntil(lambda: desked.studio.acts == [off])
    assert dock.chosen.turn_button.pending
    record = scene.instance(1, InstanceStatus.OFF, on=False)
    scene.put_instance(desked.studio, server, "tiktok-01", record)
    qtbot.waitUntil(lambda: not dock.chosen.turn_button.pending)
    qtbot.waitUntil(lambda: dock.chosen.turn_button.text() == "Turn on")


def test_what_waits_is_tried_at_once_and_only_that(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: PluginsDock
) -> None:
    choose(dock, server, "tiktok-01")
    assert not dock.chosen.retry_button.isEnabled(), "it is connected"
    choose(dock, server, "youtube-01")
    dock.chosen.retry_button.click()
    qtbot.waitUntil(lambda: desked.studio.acts == [ReconnectInstance(instance="youtube-01")])


def test_a_plugin_is_restarted(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: PluginsDock
) -> None:
    choose(dock, server, "chat_tiktok", instance=False)
    dock.chosen.restart_button.click()
    qtbot.waitUntil(lambda: desked.studio.acts == [RestartPlugin(plugin="chat_tiktok")])


def test_removing_asks_on_the_button(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: PluginsDock
) -> None:
    choose(dock, server, "tiktok-02")
    button = dock.chosen.remove_button
    button.click()
    assert desked.studio.acts == []
    assert "tiktok-02" in button.text()
    assert not dock.chosen.change_button.isVisible(), "the question has the room"
    assert dock.minimumSizeHint().width() <= 420
    choose(dock, server, "tiktok-03")
    assert not button.asking, "the question was about another"
    assert dock.chosen.change_button.isVisible()
    button.click()
    button.click()
    qtbot.waitUntil(lambda: desked.studio.acts == [RemoveInstance(instance="tiktok-03")])
    assert desked.studio.acted[-1].confirmed
    scene.put_instance(desked.studio, server, "tiktok-03", None)
    qtbot.waitUntil(lambda: "tiktok-03" not in ids(dock))
    assert dock.list.chosen is not None
    assert dock.list.chosen.id == "tiktok-04", "its neighbour"


def test_a_refusal_is_told_once(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: PluginsDock
) -> None:
    desked.studio.answer(RestartPlugin, StudioError(problem("server_stopping", server="Nova")))
    choose(dock, server, "chat_tiktok", instance=False)
    dock.chosen.restart_button.click()
    qtbot.waitUntil(lambda: len(desked.notices) == 1)
    assert desked.notices[0].title == "Restart TikTok LIVE"


def test_the_address_to_give_to_the_service_is_copied(
    desked: Desked, server: ServerId, dock: PluginsDock
) -> None:
    choose(dock, server, "tiktok-01")
    assert not dock.chosen.carried.isVisible()
    choose(dock, server, "web-1")
    assert dock.chosen.carried.text() == "http://127.0.0.1:7300/api/hooks/web-1"
    dock.chosen.copy_button.click()
    assert QGuiApplication.clipboard().text() == "http://127.0.0.1:7300/api/hooks/web-1"


def test_the_command_that_installs_what_is_missing_is_copied_too(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: PluginsDock
) -> None:
    licence = "Modified AGPL-3.0."
    missing = problem(
        "plugin_missing_licence",
        plugin="TikTok LIVE",
        requires="TikTokLive==7.0.1",
        licence=licence,
        command="boothdeck plugins install chat_tiktok",
    )
    lacking = scene.manifest(requires=("TikTokLive==7.0.1",), licence=licence)
    record = scene.plugin(PluginStatus.MISSING, manifest=lacking, problem=missing)
    scene.put_plugin(desked.studio, server, "chat_tiktok", record)
    choose(dock, server, "chat_tiktok", instance=False)
    qtbot.waitUntil(lambda: licence in dock.chosen.text)
    assert dock.chosen.text.count(licence) == 1
    dock.chosen.copy_button.click()
    assert QGuiApplication.clipboard().text() == "boothdeck plugins install chat_tiktok"


def test_the_keyboard_alone_does(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: PluginsDock
) -> None:
    dock.list.setFocus()
    choose(dock, server, "chat_tiktok", instance=False)
    QTest.keyClick(dock.list, Qt.Key.Key_Down)
    assert dock.list.chosen is not None
    assert dock.list.chosen.id == "tiktok-01"
    QTest.keyClick(dock.list, Qt.Key.Key_Return)
    assert dock.pages.currentWidget() is dock.form
    QTest.keyClick(dock.form.form.booths, Qt.Key.Key_Escape)
    assert dock.pages.currentWidget() is not dock.form
    assert dock.list.hasFocus()
    QTest.keyClick(dock.list, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not dock.list, "Tab leaves the list"


# --- the log -------------------------------------------------------------------------------------


def test_the_log_is_of_the_chosen_plugin(
    qtbot: QtBot, desked: Desked, server: ServerId, dock: PluginsDock
) -> None:
    assert desked.studio.connection(server).logs_watched == []
    choose(dock, server, "facebook-01")
    dock.tabs["log"].click()
    qtbot.waitUntil(lambda: desked.studio.connection(server).logs_watched == ["plugins"])
    desked.studio.log(server, "plugins", scene.lines())
    cells = ("04/03 20:47:11", "facebook-01", "error", "the token was refused (code 190)")
    qtbot.waitUntil(lambda: list(dock.log.table.shown) == [cells])
    dock.log.which.setCurrentIndex(0)
    dock.log.which.activated.emit(0)
    assert [row[1] for row in dock.log.table.shown] == ["YouTube Live", "facebook-01", "tiktok-01"]


def test_another_kind_is_added_by_its_own_name(
    desked: Desked, server: ServerId, dock: PluginsDock
) -> None:
    choose(dock, server, "speech_piper", instance=False)
    assert dock.add_button.text() == "Add a voice"
    assert plugins_of(desked.bridge)[-3].plugin.manifest is not None
    choose(dock, server, "camera_visca", instance=False)
    assert dock.add_button.text() == "Add a camera"


def test_of_several_booths_the_wall_gives_the_order(
    desked: Desked, server: ServerId, language: Language
) -> None:
    scene.put_plugin(desked.studio, server, "chat_tiktok", scene.plugin())
    for name, number in (("a", 5), ("b", 2), ("c", 8)):
        scene.put_instance(desked.studio, server, name, scene.instance(number))
    nowhere = replace(scene.instance(1), booth=None)
    scene.put_instance(desked.studio, server, "aa", nowhere)
    gone = replace(scene.instance(1), booth=BoothId("booth-99"))
    scene.put_instance(desked.studio, server, "d", gone)
    (seen,) = plugins_of(desked.bridge)
    assert [each.id for each in seen.instances] == ["b", "a", "c", "aa", "d"]
    assert seen.plugin.manifest is not None
    assert seen.plugin.manifest.kind is PluginKind.CHAT
