"""The mixer: faders that show OBS's own value, few wishes while drawn, the last always sent."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio_app.domain.actions.sound import (
    SetBalance,
    SetMonitor,
    SetMute,
    SetSyncOffset,
    SetTracks,
    SetVolume,
)
from studio_app.domain.booth import Input, LinkStatus, Monitor, Tally
from studio_app.domain.errors import fail
from tests.ui import docks_scene as scene
from tests.ui.conftest import Desked
from tests.ui.docks_open import asked, open_mixer, refuse
from ui.bridge.client import BoothKey
from ui.docks.fader import Fader
from ui.docks.fader_law import position_of_db
from ui.docks.mixer import MixerDock
from ui.docks.mixer_model import arrange, mixer_rows
from ui.docks.mixer_strip import Strip
from ui.translations import Language

LEFT = Qt.MouseButton.LeftButton
MIC = "Mic Lan"


def strip(dock: MixerDock, name: str = MIC) -> Strip:
    """One input's strip."""
    return dock.strips[name]


def obs_says(desked: Desked, booth: BoothKey, volume_db: float, *, muted: bool = False) -> None:
    """OBS's event: the microphone's level and mute."""
    record = Input(kind="mic", audio=True, volume_db=volume_db, muted=muted)
    scene.put(desked.studio, booth, "input", record, MIC)


def place(fader: Fader, db: float) -> QPoint:
    """Where a lying fader's handle stands for a level."""
    room = fader.width() - 16
    return QPoint(round(8 + position_of_db(db) * room), fader.height() // 2)


# --- faders --------------------------------------------------------------------------------------


def test_a_drawn_fader_sends_few_wishes_and_always_the_last(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_mixer(qtbot, desked)
    fader = strip(dock).fader
    QTest.mousePress(fader, LEFT, pos=place(fader, -3))
    for db in range(-4, -21, -1):
        QTest.mouseMove(fader, place(fader, db))
    QTest.mouseRelease(fader, LEFT, pos=place(fader, -20))
    qtbot.waitUntil(
        lambda: any(abs(each.volume_db + 20) < 0.6 for each in asked(desked, SetVolume))
    )
    sent = asked(desked, SetVolume)
    assert len(sent) <= 4
    assert sent[-1].booth == booth[1]
    assert sent[-1].input == MIC
    assert fader.pending
    assert sent[-1].volume_db == pytest.approx(fader.shown_db, abs=0.01)
    obs_says(desked, booth, sent[-1].volume_db + 0.01)
    qtbot.waitUntil(lambda: not fader.pending)


def test_somebody_else_moves_a_fader_that_nobody_holds(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_mixer(qtbot, desked)
    obs_says(desked, booth, -30.0)
    qtbot.waitUntil(lambda: strip(dock).fader.shown_db == -30.0)
    assert strip(dock).level.text() == "−30.0 dB"
    assert not strip(dock).fader.pending


def test_a_held_fader_stays_in_the_hand(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_mixer(qtbot, desked)
    fader = strip(dock).fader
    QTest.mousePress(fader, LEFT, pos=place(fader, -3))
    QTest.mouseMove(fader, place(fader, -10))
    held = fader.shown_db
    obs_says(desked, booth, -40.0)
    assert fader.shown_db == held
    assert fader.pending
    QTest.mouseRelease(fader, LEFT, pos=place(fader, -10))
    assert fader.shown_db == held


def test_what_obs_refuses_goes_back_to_obs_own(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_mixer(qtbot, desked)
    refuse(desked, SetVolume, fail("no_such_source", booth="07", source=MIC))
    strip(dock).fader.ask_for(-20.0)
    qtbot.waitUntil(lambda: strip(dock).fader.shown_db == -3.0)
    assert MIC in dock.problem.text
    assert strip(dock).level.text() == "−3.0 dB"


def test_a_volume_that_never_comes_is_said(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_mixer(qtbot, desked)
    strip(dock)._patience.setInterval(20)
    strip(dock).fader.ask_for(-20.0)
    qtbot.waitUntil(lambda: "did not confirm" in dock.problem.text)
    assert strip(dock).fader.shown_db == -3.0


def test_double_click_is_unity_and_keys_step(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_mixer(qtbot, desked)
    fader = strip(dock).fader
    QTest.mouseDClick(fader, LEFT, pos=place(fader, -30))
    assert fader.shown_db == 0.0
    fader.setFocus()
    QTest.keyClick(fader, Qt.Key.Key_Down)
    assert fader.shown_db == -0.5
    QTest.keyClick(fader, Qt.Key.Key_PageDown)
    assert fader.shown_db == -3.5
    QTest.keyClick(fader, Qt.Key.Key_Up)
    assert fader.shown_db == -3.0
    QTest.keyClick(fader, Qt.Key.Key_Home)
    QTest.keyClick(fader, Qt.Key.Key_Up)
    assert fader.shown_db == 0.0
    qtbot.waitUntil(lambda: [each.volume_db for each in asked(desked, SetVolume)][-1:] == [0.0])


def wheel(fader: Fader, notches: int) -> None:
    """Turn the wheel over a fader."""
    event = QWheelEvent(
        QPointF(20, 10),
        QPointF(fader.mapToGlobal(QPoint(20, 10))),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(fader, event)


def test_the_wheel_turns_only_a_fader_with_the_focus(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_mixer(qtbot, desked)
    fader = strip(dock).fader
    qtbot.waitUntil(dock.isActiveWindow)
    dock.setFocus()
    wheel(fader, 1)
    assert fader.shown_db == -3.0
    fader.setFocus()
    qtbot.waitUntil(fader.hasFocus)
    wheel(fader, 2)
    assert fader.shown_db == -2.0


def test_a_level_is_typed(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_mixer(qtbot, desked)
    field = strip(dock).level
    QTest.keyClick(strip(dock).fader, Qt.Key.Key_Return)
    qtbot.waitUntil(field.hasFocus)
    field.setText("+4,5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(asked(desked, SetVolume)))
    assert asked(desked, SetVolume) == [SetVolume(booth=booth[1], input=MIC, volume_db=4.5)]
    assert field.text() == "+4.5 dB"


def test_a_typed_level_that_is_none_is_marked_and_not_sent(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_mixer(qtbot, desked)
    field = strip(dock).level
    field.setFocus()
    field.setText("loud")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.property("look") == "wrong"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "−3.0 dB"
    assert asked(desked, SetVolume) == []


# --- mute and the rest ---------------------------------------------------------------------------


def test_mute_is_pending_until_obs_says_so(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_mixer(qtbot, desked)
    strip(dock).mute.click()
    qtbot.waitUntil(
        lambda: asked(desked, SetMute) == [SetMute(booth=booth[1], input=MIC, muted=True)]
    )
    assert strip(dock).mute.pending
    obs_says(desked, booth, -3.0, muted=True)
    qtbot.waitUntil(lambda: not strip(dock).mute.pending)
    assert strip(dock).mute.text() == "Muted"


def test_a_mute_that_never_comes_is_said(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_mixer(qtbot, desked)
    strip(dock).mute._deadline_ms = 1
    strip(dock).mute.click()
    qtbot.waitUntil(lambda: MIC in dock.problem.text)


def test_the_rest_is_in_a_popover(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_mixer(qtbot, desked)
    strip(dock).more.click()
    details = dock.details
    assert details.input_name == MIC
    details.monitor.activated.emit(1)
    details.balance.setValue(-40)
    details.offset.setValue(150)
    details.tracks[1].click()
    qtbot.waitUntil(lambda: len(desked.studio.acts) == 4)
    assert asked(desked, SetMonitor) == [
        SetMonitor(booth=booth[1], input=MIC, monitor=Monitor.ONLY)
    ]
    assert asked(desked, SetBalance) == [SetBalance(booth=booth[1], input=MIC, balance=0.3)]
    assert asked(desked, SetSyncOffset) == [SetSyncOffset(booth=booth[1], input=MIC, offset_ms=150)]
    assert asked(desked, SetTracks)[0].tracks == (True, False, True, True, True, True)
    details.close()


def test_a_refused_detail_shows_obs_own_again(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_mixer(qtbot, desked)
    refuse(desked, SetSyncOffset, fail("no_such_source", booth="07", source=MIC))
    strip(dock).more.click()
    dock.details.offset.setValue(150)
    qtbot.waitUntil(lambda: dock.details.offset.value() == 0)
    dock.details.close()


def test_the_popover_closes_with_the_link(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_mixer(qtbot, desked)
    strip(dock).more.click()
    scene.link(desked.studio, booth, LinkStatus.LOST)
    qtbot.waitUntil(lambda: not dock.details.isVisible())
    assert not strip(dock).fader.isEnabled()
    assert "not connected" in strip(dock).fader.toolTip()
    assert not any(each._air.isVisibleTo(each) for each in dock.strips.values())


# --- meters --------------------------------------------------------------------------------------


def test_meters_are_wanted_only_while_seen(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_mixer(qtbot, desked)
    connection = desked.studio.servers[0]
    assert connection.meter_wants == [booth[1]]
    dock.hide()
    assert connection.meter_wants == []
    dock.show()
    assert connection.meter_wants == [booth[1]]
    dock.set_booth(None)
    assert connection.meter_wants == []


def test_levels_move_the_meter_of_their_input(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_mixer(qtbot, desked)
    scene.levels(desked.studio, booth, (MIC, "Nobody"), 255)
    qtbot.waitUntil(lambda: strip(dock).meter.shown[0].clipped)
    left, right = strip(dock).meter.shown
    assert left.peak >= right.peak > 0
    assert strip(dock, "Nhạc nền").meter.shown[0].peak == 0


def test_on_air_inputs_are_marked(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_mixer(qtbot, desked)
    assert strip(dock)._air.isVisible()
    assert not strip(dock, "AI Mai")._air.isVisible()
    scene.put(desked.studio, booth, "tally", Tally(program=("AI Mai",)))
    qtbot.waitUntil(strip(dock, "AI Mai")._air.isVisible)
    assert not strip(dock)._air.isVisible()


# --- how many, how large -------------------------------------------------------------------------


def test_order_and_only_inputs_with_sound() -> None:
    silent = Input(kind="camera", order=0)
    second, first = Input(kind="a", audio=True, order=2), Input(kind="b", audio=True, order=1)
    rows = mixer_rows([("Camera", silent), ("B", second), ("A", first)], Tally(program=("A",)))
    assert [(row.name, row.on_air) for row in rows] == [("A", True), ("B", False)]


@pytest.mark.parametrize(
    ("room", "count", "upright", "columns"),
    [
        ((816, 100), 5, False, 5),
        ((400, 300), 1, False, 1),
        ((400, 300), 20, True, 20),
        ((400, 200), 20, False, 2),
        ((100, 100), 0, False, 1),
    ],
)
def test_how_strips_lie(room: tuple[int, int], count: int, upright: bool, columns: int) -> None:
    arrangement = arrange(room, count)
    assert (arrangement.upright, arrangement.columns) == (upright, columns)


@pytest.mark.parametrize("count", [0, 1, 20])
@pytest.mark.parametrize("size", [(816, 140), (420, 320), (300, 200)])
def test_any_number_of_inputs(
    qtbot: QtBot, desked: Desked, count: int, size: tuple[int, int]
) -> None:
    dock, booth = open_mixer(qtbot, desked, size)
    names = scene.sounds(desked.studio, booth, count)
    qtbot.waitUntil(lambda: tuple(dock.strips) == names)
    assert dock._silent.isVisible() is (count == 0)
    assert (dock.width(), dock.height()) == size
    for each in dock.strips.values():
        assert each.fader.width() >= 24
        assert each.fader.height() >= 24
        assert each.mute.height() >= 24


def test_an_input_that_goes_takes_its_wish_along(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_mixer(qtbot, desked)
    strip(dock).fader.ask_for(-20.0)
    scene.put(desked.studio, booth, "input", None, MIC)
    qtbot.waitUntil(lambda: MIC not in dock.strips)
    assert len(dock.strips) == 4


def test_words_change_with_the_language(qtbot: QtBot, desked: Desked, language: Language) -> None:
    dock, _ = open_mixer(qtbot, desked, (1400, 200))
    language.use("vi")
    qtbot.waitUntil(lambda: strip(dock, "Mic phụ").mute.text() == "Đã tắt")
    assert strip(dock).level.text() == "−3,0 dB"


def test_a_lying_strip_is_seen_whole_however_low_the_dock(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_mixer(qtbot, desked, (816, 60))
    for name in ("Mic Lan", "Mic phụ"):
        each = strip(dock, name)
        parent = each.parentWidget()
        assert parent is not None
        seen = parent.visibleRegion().boundingRect()
        assert seen.contains(each.geometry())
