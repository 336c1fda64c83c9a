"""Switching a booth: pending until OBS's word, stale clicks said inline, nothing jumps on air."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio_app.domain.actions.switching import (
    ChooseCollection,
    ChooseTransition,
    Cut,
    MoveTBar,
    SetPreview,
    SetStudioMode,
    Take,
    TriggerHotkey,
)
from studio_app.domain.booth import LinkStatus, Output, OutputKind, OutputStatus
from studio_app.domain.errors import fail
from studio_app.domain.feed import Bus
from studio_app.domain.roles import Principal, Role
from tests.ui import docks_scene as scene
from tests.ui.conftest import Desked
from tests.ui.docks_open import asked, open_switcher, refuse
from ui.bridge.client import ConnectionStatus
from ui.docks.switcher_tbar import WHOLE, TBar
from ui.theme import PREVIEW
from ui.translations import Language

LEFT = Qt.MouseButton.LeftButton


def test_take_is_pending_until_obs_says_so(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_switcher(qtbot, desked)
    take = dock.middle.take
    QTest.mouseClick(take, LEFT)
    qtbot.waitUntil(lambda: bool(asked(desked, Take)))
    assert asked(desked, Take) == [Take(booth=booth[1], seen_program="Host", seen_preview="AI")]
    assert desked.studio.acted[-1].not_after_ms is not None
    assert take.pending
    scene.change_switcher(desked.studio, booth, program="AI", preview="Host")
    qtbot.waitUntil(lambda: not take.pending)
    assert dock.problem.text == ""


def test_a_stale_take_fails_inline_and_only_there(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_switcher(qtbot, desked)
    refuse(desked, Take, fail("stale_view", now="AI", seen="Host"))
    dock.middle.take.click()
    qtbot.waitUntil(lambda: "“AI”" in dock.problem.text)
    assert dock.problem.text.startswith("07 · ")
    assert not dock.middle.take.pending
    assert desked.notices == []


def test_past_its_deadline_a_take_says_what_did_not_happen(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_switcher(qtbot, desked)
    dock.middle.take._deadline_ms = 1
    dock.middle.take.click()
    qtbot.waitUntil(lambda: "“Host”" in dock.problem.text)
    assert "“AI”" in dock.problem.text
    assert not dock.middle.take.pending


@pytest.mark.parametrize("size", [(816, 340), (430, 420)])
def test_a_failure_leaves_both_buses_free(
    qtbot: QtBot, desked: Desked, size: tuple[int, int]
) -> None:
    dock, _ = open_switcher(qtbot, desked)
    dock.resize(*size)
    dock.late("07 · TAKE: OBS did not answer within 5 s.")
    covered = dock.problem.geometry()
    assert dock.problem.text
    for bus in (dock.program_bus, dock.preview_bus):
        for key in bus.keys.values():
            assert not covered.intersects(QRect(key.mapTo(dock, QPoint()), key.size()))


def test_the_head_says_a_booths_name_before_its_figures(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_switcher(qtbot, desked)
    dock.resize(816, 340)
    qtbot.waitUntil(lambda: dock.head._name.text() == "Thời trang nữ · 16:9")
    figures = dock.head._figures
    assert figures.whole_text.startswith(figures.text())
    assert "…" not in figures.text()


def test_a_problem_can_be_closed_and_goes_with_the_booth(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_switcher(qtbot, desked)
    dock.late("Something")
    dock.problem.close_button.click()
    assert dock.problem.text == ""
    dock.late("Something")
    dock.set_booth(None)
    assert dock.problem.text == ""


def test_the_program_bus_cuts_and_the_preview_bus_chooses(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_switcher(qtbot, desked)
    dock.program_bus.keys["Nghỉ"].click()
    dock.preview_bus.keys["Hai máy"].click()
    qtbot.waitUntil(lambda: len(desked.studio.acts) == 2)
    assert desked.studio.acts == [
        Cut(booth=booth[1], scene="Nghỉ", seen_program="Host"),
        SetPreview(booth=booth[1], scene="Hai máy"),
    ]
    assert dock.program_bus.keys["Nghỉ"].pending
    assert dock.preview_bus.keys["Hai máy"].pending
    scene.change_switcher(desked.studio, booth, program="Nghỉ", preview="Hai máy")
    qtbot.waitUntil(lambda: not dock.program_bus.keys["Nghỉ"].pending)
    qtbot.waitUntil(lambda: not dock.preview_bus.keys["Hai máy"].pending)


def test_what_is_on_air_already_sends_nothing(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_switcher(qtbot, desked)
    dock.program_bus.keys["Host"].click()
    dock.preview_bus.keys["AI"].click()
    qtbot.waitUntil(lambda: not dock.preview_bus.keys["AI"].pending)
    assert desked.studio.acts == []


def test_buses_say_on_air_next_and_leaving(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_switcher(qtbot, desked)
    assert dock.program_bus.keys["Host"].caption == "ON AIR"
    assert dock.preview_bus.keys["AI"].caption == "NEXT"
    assert dock.program_bus.keys["AI"].accessibleName() == "AI, AI host"
    scene.change_switcher(desked.studio, booth, program="AI", preview="Host", leaving="Host")
    qtbot.waitUntil(lambda: dock.program_bus.keys["Host"].caption == "leaving")
    assert dock.program_bus.keys["AI"].caption == "ON AIR"
    assert "from “Host”" in dock.program.label


def test_on_air_is_said_only_while_the_stream_runs(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_switcher(qtbot, desked)
    assert dock.air.text == "ON AIR  02:14:33"
    assert dock.program.label == "ON AIR · Host · Chị Lan"
    off = Output(status=OutputStatus.OFF)
    scene.put(desked.studio, booth, "output", off, OutputKind.STREAM)
    qtbot.waitUntil(lambda: dock.air.text == "NOT ON AIR")
    assert dock.program.label.startswith("PROGRAM")
    assert dock.program_bus.keys["Host"].caption == "PROGRAM"


def test_without_studio_mode_only_the_program_bus_works(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_switcher(qtbot, desked)
    scene.change_switcher(desked.studio, booth, studio_mode=False, preview=None)
    qtbot.waitUntil(lambda: not dock.middle.take.isEnabled())
    assert "Studio mode is off" in dock.middle.take.toolTip()
    assert "at once" in dock.preview.message
    assert dock.program_bus.keys["AI"].isEnabled()
    assert not dock.preview_bus.isVisible()
    dock.take()
    dock.choose_scene(2)
    assert desked.studio.acts == []


def test_studio_mode_is_switched_and_pending_until_it_is(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_switcher(qtbot, desked)
    dock.studio_mode.click()
    qtbot.waitUntil(lambda: desked.studio.acts == [SetStudioMode(booth=booth[1], on=False)])
    assert dock.studio_mode.pending
    scene.change_switcher(desked.studio, booth, studio_mode=False, preview=None)
    qtbot.waitUntil(lambda: not dock.studio_mode.pending)


def test_transition_and_duration(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_switcher(qtbot, desked)
    middle = dock.middle
    assert middle.transition.currentText() == "Fade"
    assert middle.duration.value() == 300
    assert (middle.duration.minimum(), middle.duration.maximum()) == (50, 20_000)
    for duration_ms in (350, 400, 450):
        middle.duration.setValue(duration_ms)
    qtbot.waitUntil(lambda: len(asked(desked, ChooseTransition)) == 2)
    assert [each.duration_ms for each in asked(desked, ChooseTransition)] == [350, 450]
    assert middle.duration.value() == 450
    scene.change_switcher(desked.studio, booth, transition_ms=450)
    qtbot.waitUntil(lambda: not middle.lasts.pending)
    middle.transition.textActivated.emit("Cut")
    qtbot.waitUntil(lambda: len(asked(desked, ChooseTransition)) == 3)
    assert asked(desked, ChooseTransition)[-1].transition == "Cut"
    scene.change_switcher(desked.studio, booth, transition="Cut")
    qtbot.waitUntil(lambda: not middle.duration.isEnabled())
    assert "no duration" in middle.duration.toolTip()
    assert not middle.tbar.isEnabled()


def test_a_refused_duration_goes_back_to_obs_own(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_switcher(qtbot, desked)
    refuse(desked, ChooseTransition, fail("obs_refused", booth="07", request="x", comment="y"))
    dock.middle.duration.setValue(5000)
    qtbot.waitUntil(lambda: dock.middle.duration.value() == 300)
    assert dock.problem.text


# --- T-bar ---------------------------------------------------------------------------------------


def drag(bar: TBar, *parts: float) -> None:
    """Take the handle and move it to these places, 0 to 1; the hand stays on it."""
    room = bar.width() - 26
    QTest.mousePress(bar, LEFT, pos=QPoint(13, 13))
    for part in parts:
        QTest.mouseMove(bar, QPoint(round(13 + part * room), 13))


def let_go(bar: TBar) -> None:
    """The hand leaves."""
    QTest.mouseRelease(bar, LEFT, pos=QPoint(bar.width() - 13, 13))


def test_the_t_bar_takes_at_its_end(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_switcher(qtbot, desked)
    drag(dock.middle.tbar, 0.2, 0.4, 0.6, 1.0)
    let_go(dock.middle.tbar)
    qtbot.waitUntil(lambda: any(move.release for move in asked(desked, MoveTBar)))
    moves = asked(desked, MoveTBar)
    assert moves[-1] == MoveTBar(booth=booth[1], position=1.0, release=True)
    assert len(moves) <= 3  # the first place, at most one of those that waited, the release
    assert dock.middle.tbar.value() == WHOLE
    scene.change_switcher(desked.studio, booth, program="AI", preview="Host")
    qtbot.waitUntil(lambda: dock.middle.tbar.value() == 0)


def test_let_go_before_its_end_the_t_bar_goes_back(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_switcher(qtbot, desked)
    drag(dock.middle.tbar, 0.3, 0.7)
    let_go(dock.middle.tbar)
    qtbot.waitUntil(lambda: any(move.release for move in asked(desked, MoveTBar)))
    assert asked(desked, MoveTBar)[-1].position == 0.0
    assert dock.middle.tbar.value() == 0


def test_a_click_beside_the_handle_moves_nothing_on_air(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_switcher(qtbot, desked)
    bar = dock.middle.tbar
    QTest.mouseClick(bar, LEFT, pos=QPoint(bar.width() - 20, 13))
    assert bar.value() == 0
    assert desked.studio.acts == []


def test_the_t_bar_by_keys(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_switcher(qtbot, desked)
    bar = dock.middle.tbar
    bar.setFocus()
    for _ in range(20):
        QTest.keyClick(bar, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: any(move.release for move in asked(desked, MoveTBar)))
    assert asked(desked, MoveTBar)[-1].position == 1.0
    assert len(asked(desked, MoveTBar)) <= 4


def test_escape_takes_a_transition_by_keys_back(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_switcher(qtbot, desked)
    bar = dock.middle.tbar
    bar.setFocus()
    for _ in range(19):
        QTest.keyClick(bar, Qt.Key.Key_Right)
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: any(move.release for move in asked(desked, MoveTBar)))
    assert asked(desked, MoveTBar)[-1].position == 0.0


def test_the_wheel_never_moves_the_t_bar(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_switcher(qtbot, desked)
    bar = dock.middle.tbar
    bar.setFocus()
    wheel = QWheelEvent(
        QPointF(20, 10),
        QPointF(bar.mapToGlobal(QPoint(20, 10))),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(bar, wheel)
    assert bar.value() == 0


# --- links, roles, layouts -----------------------------------------------------------------------


def test_a_lost_link_dims_dates_and_disables(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_switcher(qtbot, desked)
    scene.pictures(desked.studio, booth)
    qtbot.waitUntil(lambda: dock.program.shot is not None and dock.preview.shot is not None)
    assert dock.program.dated == ""
    scene.link(desked.studio, booth, LinkStatus.LOST)
    qtbot.waitUntil(lambda: not dock.middle.take.isEnabled())
    qtbot.waitUntil(lambda: dock.program.dated == "picture of 20:47:09")
    assert dock.head.trouble == "OBS lost · as of 20:47:09 · next try in 4 s"
    assert "not connected" in dock.middle.take.toolTip()
    assert not dock.program_bus.keys["AI"].isEnabled()
    assert dock.program.label.startswith("PROGRAM")
    assert dock.preview._fill != PREVIEW, "nobody knows what is next"
    assert dock.air.text == "ON AIR UNKNOWN"
    scene.link(desked.studio, booth, LinkStatus.CONNECTED)
    qtbot.waitUntil(dock.middle.take.isEnabled)
    assert dock.head.trouble == ""


def test_a_picture_that_does_not_follow_is_dated(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_switcher(qtbot, desked)
    scene.pictures(desked.studio, booth, age_s=10)
    qtbot.waitUntil(lambda: dock.program.shot is not None)
    dock.refresh()
    assert dock.program.dated == "picture of 20:46:59"


def test_a_server_that_is_away_is_said(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_switcher(qtbot, desked)
    connection = desked.studio.servers[0]
    desked.studio.set_status(connection, ConnectionStatus.LOST)
    qtbot.waitUntil(lambda: "No connection to Nova Q7" in dock.head.trouble)
    assert "does not answer" in dock.middle.take.toolTip()


def test_who_may_not_switch_is_told_why(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_switcher(qtbot, desked)
    connection = desked.studio.servers[0]
    connection.principal = Principal(name="Lan", role=Role.HOST)
    desked.studio.set_status(connection, ConnectionStatus.CONNECTED)
    qtbot.waitUntil(lambda: not dock.middle.take.isEnabled())
    assert "technician" in dock.middle.take.toolTip()


@pytest.mark.parametrize("size", [(816, 440), (430, 520), (1200, 800)])
@pytest.mark.parametrize("canvas", [(1920, 1080), (1080, 1920)])
def test_pictures_keep_their_shape(
    qtbot: QtBot, desked: Desked, canvas: tuple[int, int], size: tuple[int, int]
) -> None:
    dock, booth = open_switcher(qtbot, desked, size)
    scene.change_switcher(desked.studio, booth, canvas=canvas)
    qtbot.waitUntil(lambda: (dock.program.width() > dock.program.height()) == (canvas[0] > 1500))
    for picture in (dock.preview, dock.program):
        inside = (picture.width() - 6) / (picture.height() - 6)
        assert inside == pytest.approx(canvas[0] / canvas[1], rel=0.04)
        assert picture.x() >= 0
        assert picture.geometry().right() <= dock.stage.width()
    assert not dock.preview.geometry().intersects(dock.program.geometry())
    assert not dock.middle.geometry().intersects(dock.program.geometry())
    assert dock.middle.take.height() >= 40


def test_thirty_scenes_wrap_and_scroll(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_switcher(qtbot, desked, (600, 420))
    names = scene.SIX + tuple(f"Cảnh quay số {at} với một cái tên rất dài" for at in range(24))
    scene.change_switcher(desked.studio, booth, scenes=names)
    qtbot.waitUntil(lambda: len(dock.program_bus.keys) == 30)
    qtbot.waitUntil(lambda: all(key.height() == 40 for key in dock.preview_bus.keys.values()))
    assert dock.height() == 420
    last = dock.preview_bus.keys[names[-1]]
    assert names[-1] in last.toolTip()
    last.click()
    qtbot.waitUntil(lambda: [a.scene for a in asked(desked, SetPreview)] == [names[-1]])


def test_scenes_may_come_and_go(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_switcher(qtbot, desked)
    scene.change_switcher(desked.studio, booth, scenes=("Host",), preview=None)
    qtbot.waitUntil(lambda: list(dock.program_bus.keys) == ["Host"])
    scene.change_switcher(desked.studio, booth, scenes=("Host", "New"))
    qtbot.waitUntil(lambda: list(dock.program_bus.keys) == ["Host", "New"])


def test_pictures_are_wanted_only_while_seen(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_switcher(qtbot, desked)
    connection = desked.studio.servers[0]
    assert {want.bus for want in connection.picture_wants} == {Bus.PROGRAM, Bus.PREVIEW}
    scene.change_switcher(desked.studio, booth, studio_mode=False, preview=None)
    qtbot.waitUntil(lambda: {want.bus for want in connection.picture_wants} == {Bus.PROGRAM})
    dock.hide()
    assert connection.picture_wants == []


def test_the_windows_shortcuts_press_the_buttons(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_switcher(qtbot, desked)
    dock.take()
    assert dock.middle.take.pending
    dock.cut()
    dock.choose_scene(3)
    dock.choose_scene(99)
    qtbot.waitUntil(lambda: len(desked.studio.acts) == 3)
    assert desked.studio.acts[1:] == [
        Cut(booth=booth[1], seen_program="Host"),
        SetPreview(booth=booth[1], scene="Nghỉ"),
    ]
    assert "(Space)" in dock.middle.take.toolTip()
    dock.show_shortcuts({"take": "F5", "cut": "C"})
    assert "(F5)" in dock.middle.take.toolTip()


def test_a_collection_is_changed_from_the_menu(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_switcher(qtbot, desked)
    dock.more.click()
    texts = [action.text() for action in dock.menu.collections.actions()]
    assert texts[0] == "The picture on air changes at once"
    find_action(dock.menu.collections.actions(), "Y").trigger()
    qtbot.waitUntil(lambda: bool(asked(desked, ChooseCollection)))
    assert asked(desked, ChooseCollection) == [ChooseCollection(booth=booth[1], collection="Y")]
    assert desked.studio.acted[-1].confirmed
    dock.menu.close()


def find_action(actions: list[QAction], text: str) -> QAction:
    """The menu's entry with this text."""
    return next(action for action in actions if action.text() == text)


def test_a_hotkey_is_found_by_typing(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_switcher(qtbot, desked)
    dock.more.click()
    dock.menu.list.search.setText("key17")
    QTest.keyClick(dock.menu.list.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(asked(desked, TriggerHotkey)))
    assert asked(desked, TriggerHotkey) == [TriggerHotkey(booth=booth[1], hotkey="OBSBasic.Key17")]


def test_another_booth_forgets_what_was_pending(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_switcher(qtbot, desked)
    other = desked.studio.add_booth(booth[0], 8, name="Nội thất")
    dock.take()
    dock.set_booth(other)
    assert not dock.middle.take.pending
    assert list(dock.program_bus.keys) == ["Host", "AI", "Cận sản phẩm", "Standby"]
    assert dock.head._number.text() == "Booth 08"


def test_words_change_with_the_language(qtbot: QtBot, desked: Desked, language: Language) -> None:
    dock, _ = open_switcher(qtbot, desked)
    language.use("vi")
    qtbot.waitUntil(lambda: dock.preview_bus.keys["AI"].caption == "CHỜ")
    assert dock.program_bus.keys["Host"].caption == "ĐANG PHÁT"
    assert "đang phát" in dock.program.label.lower()
    assert "Mb/s" in dock.head._figures.whole_text
    assert "6,0" in dock.head._figures.whole_text
