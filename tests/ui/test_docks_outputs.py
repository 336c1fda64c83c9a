"""Outputs: one press starts, ending what viewers see is asked twice, two facts stay two."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio_app.domain.actions.outputs import (
    PauseRecord,
    SaveReplay,
    SayLive,
    SplitRecord,
    StartOutput,
    StopOutput,
)
from studio_app.domain.booth import (
    Booth,
    Health,
    LinkStatus,
    Live,
    LiveStatus,
    Output,
    OutputHealth,
    OutputKind,
    OutputStatus,
    SentBy,
)
from studio_app.domain.errors import fail
from studio_app.domain.problems import problem
from tests.ui import docks_scene as scene
from tests.ui.conftest import Desked
from tests.ui.docks_open import asked, open_outputs, refuse
from tests.ui.fake_client import START
from ui.bridge.client import BoothKey
from ui.docks.outputs import OutputsDock
from ui.docks.outputs_model import Deed
from ui.docks.outputs_stats import statistics
from ui.docks.outputs_words import file_name
from ui.translations import Language

STREAM, RECORD = OutputKind.STREAM, OutputKind.RECORD


def obs_says(desked: Desked, booth: BoothKey, kind: OutputKind, record: Output) -> None:
    """OBS's event."""
    scene.put(desked.studio, booth, "output", record, kind)


def patient(dock: OutputsDock) -> None:
    """The first press lies long enough back not to be a double click."""
    dock.rows[STREAM].end._asked_at_s = 0.0


def test_a_start_is_one_press_pending_until_started(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_outputs(qtbot, desked, on_air=False)
    row = dock.rows[STREAM]
    assert row.badge.text == "OFF"
    row.begin.click()
    qtbot.waitUntil(lambda: bool(asked(desked, StartOutput)))
    assert asked(desked, StartOutput) == [StartOutput(booth=booth[1], output=STREAM)]
    assert row.begin.pending
    obs_says(desked, booth, STREAM, Output(status=OutputStatus.STARTING))
    qtbot.waitUntil(lambda: row.badge.text == "STARTING")
    assert row.begin.pending
    assert row.begin.isVisible()
    obs_says(desked, booth, STREAM, Output(status=OutputStatus.ACTIVE, since=START))
    qtbot.waitUntil(lambda: row.badge.text == "OBS IS SENDING")
    assert not row.begin.pending
    assert not row.begin.isVisible()
    assert row.end.isVisible()


def test_a_start_that_obs_did_not_carry_out_is_said(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_outputs(qtbot, desked, on_air=False)
    refuse(desked, StartOutput, fail("output_not_started", output="stream"))
    dock.rows[STREAM].begin.click()
    qtbot.waitUntil(lambda: "did not begin" in dock.problem.text)
    assert not dock.rows[STREAM].begin.pending


def test_a_start_past_its_deadline_is_said(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_outputs(qtbot, desked, on_air=False)
    dock.rows[STREAM].begin._deadline_ms = 1
    dock.rows[STREAM].begin.click()
    qtbot.waitUntil(lambda: "did not confirm “Start” of stream" in dock.problem.text)


def test_ending_a_stream_asks_on_the_button(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_outputs(qtbot, desked)
    end = dock.rows[STREAM].end
    end.click()
    assert end.text() == "End stream of booth 07 — viewers will see it stop"
    assert asked(desked, StopOutput) == []
    patient(dock)
    end.click()
    qtbot.waitUntil(lambda: bool(asked(desked, StopOutput)))
    assert asked(desked, StopOutput) == [StopOutput(booth=booth[1], output=STREAM)]
    assert desked.studio.acted[-1].confirmed
    assert end.pending
    obs_says(desked, booth, STREAM, Output(status=OutputStatus.OFF))
    qtbot.waitUntil(lambda: not end.pending)
    assert dock.rows[STREAM].begin.isVisible()


def test_a_double_click_does_not_end_a_stream(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_outputs(qtbot, desked)
    end = dock.rows[STREAM].end
    end.click()
    end.click()
    assert end.asking
    assert not end.pending
    assert asked(desked, StopOutput) == []


def test_the_question_is_taken_back(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_outputs(qtbot, desked)
    row = dock.rows[STREAM]
    row.end.click()
    assert not row.state.isVisible()
    row.end._patience.setInterval(1)
    row.end._patience.start()
    qtbot.waitUntil(lambda: not row.end.asking)
    assert row.end.text() == "End stream"
    assert row.state.isVisible()


def test_a_narrow_dock_asks_in_short(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_outputs(qtbot, desked, (330, 600))
    end = dock.rows[STREAM].end
    end.click()
    assert end.text() == "End 07? Viewers see it"
    qtbot.waitUntil(lambda: end.fontMetrics().horizontalAdvance(end.text()) <= end.width())
    assert dock.width() == 330


def test_the_question_goes_with_the_stream_or_the_booth(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_outputs(qtbot, desked)
    dock.rows[STREAM].end.click()
    obs_says(desked, booth, STREAM, Output(status=OutputStatus.OFF))
    qtbot.waitUntil(lambda: not dock.rows[STREAM].end.asking)
    obs_says(desked, booth, STREAM, Output(status=OutputStatus.ACTIVE))
    qtbot.waitUntil(dock.rows[STREAM].end.isVisible)
    dock.rows[STREAM].end.click()
    dock.set_booth(desked.studio.add_booth(booth[0], 8, on_air=True))
    assert not dock.rows[STREAM].end.asking


def test_a_recording_stops_at_one_press(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_outputs(qtbot, desked)
    dock.rows[RECORD].stop.click()
    qtbot.waitUntil(lambda: bool(asked(desked, StopOutput)))
    assert asked(desked, StopOutput) == [StopOutput(booth=booth[1], output=RECORD)]
    assert not desked.studio.acted[-1].confirmed


def test_a_recording_is_paused_goes_on_and_is_split(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_outputs(qtbot, desked)
    row = dock.rows[RECORD]
    pause, split = row.others[Deed.PAUSE], row.others[Deed.SPLIT]
    split.click()
    pause.click()
    qtbot.waitUntil(lambda: len(desked.studio.acts) == 2)
    assert desked.studio.acts == [
        SplitRecord(booth=booth[1]),
        PauseRecord(booth=booth[1], paused=True),
    ]
    obs_says(desked, booth, RECORD, Output(status=OutputStatus.PAUSED, since=START))
    qtbot.waitUntil(lambda: row.badge.text == "PAUSED")
    assert not pause.pending
    assert pause.accessibleName() == "Recording: Go on"
    assert not split.isEnabled()
    pause.click()
    qtbot.waitUntil(lambda: asked(desked, PauseRecord)[-1].paused is False)


def test_what_an_old_obs_lacks_is_disabled_with_the_reason(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_outputs(qtbot, desked)
    scene.link(desked.studio, booth, LinkStatus.CONNECTED, "SplitRecordFile")
    split = dock.rows[RECORD].others[Deed.SPLIT]
    qtbot.waitUntil(lambda: not split.isEnabled())
    assert "29.0.2" in split.toolTip()
    assert "SplitRecordFile" in split.toolTip()
    assert dock.rows[RECORD].others[Deed.PAUSE].isEnabled()


def test_an_output_that_is_not_set_up_says_what_to_do(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_outputs(qtbot, desked)
    row = dock.rows[OutputKind.REPLAY]
    assert row.badge.text == "NOT SET UP"
    assert not row.begin.isEnabled()
    assert "Settings → Output" in row.begin.toolTip()


def test_a_saved_replay_is_told_with_its_file(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_outputs(qtbot, desked)
    obs_says(desked, booth, OutputKind.REPLAY, Output(status=OutputStatus.ACTIVE))
    desked.studio.answer(SaveReplay, "/video/Replay 1.mkv")
    save = dock.rows[OutputKind.REPLAY].others[Deed.SAVE]
    qtbot.waitUntil(save.isEnabled)
    save.click()
    qtbot.waitUntil(lambda: bool(desked.notices))
    assert desked.notices[0].text == "/video/Replay 1.mkv"
    qtbot.waitUntil(lambda: not save.pending)


# --- two facts -----------------------------------------------------------------------------------


def test_sending_and_live_are_two_facts(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_outputs(qtbot, desked)
    assert dock.rows[STREAM].badge.text == "OBS IS SENDING"
    assert dock.live.badge.text == "LIVE"
    assert dock.live.note.whole_text == "Minh says so since 20:47:09"
    scene.put(desked.studio, booth, "live", None)
    qtbot.waitUntil(lambda: dock.live.badge.text == "UNKNOWN")
    assert "Look at the platform" in dock.live.note.whole_text
    dock.live.buttons[LiveStatus.NOT_LIVE].click()
    qtbot.waitUntil(
        lambda: asked(desked, SayLive) == [SayLive(booth=booth[1], status=LiveStatus.NOT_LIVE)]
    )
    assert dock.live.buttons[LiveStatus.NOT_LIVE].pending


def test_what_a_channel_says_is_not_a_persons_to_take_back(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_outputs(qtbot, desked)
    unknown = dock.live.buttons[LiveStatus.UNKNOWN]
    assert unknown.isEnabled(), "Minh's word"
    told = Live(status=LiveStatus.LIVE, source="tiktok", since=START)
    scene.put(desked.studio, booth, "live", told)
    qtbot.waitUntil(lambda: dock.live.note.whole_text.startswith("TikTok says so since"))
    assert not unknown.isEnabled()
    assert dock.live.buttons[LiveStatus.NOT_LIVE].isEnabled(), "but to gainsay"


def test_somebody_can_say_live_while_obs_is_gone(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_outputs(qtbot, desked)
    scene.link(desked.studio, booth, LinkStatus.LOST)
    qtbot.waitUntil(lambda: not dock.rows[STREAM].end.isEnabled())
    assert dock.live.buttons[LiveStatus.NOT_LIVE].isEnabled()
    assert dock.head.trouble.startswith("OBS lost")


def test_a_platform_booths_camera_is_asked_twice(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_outputs(qtbot, desked, on_air=False)
    config = Booth(
        number=7,
        name="Thời trang nữ",
        address="127.0.0.1:4455",
        local=True,
        sent_by=SentBy.PLATFORM_PROGRAM,
    )
    scene.put(desked.studio, booth, "booth", config)
    obs_says(desked, booth, OutputKind.VIRTUALCAM, Output(status=OutputStatus.ACTIVE))
    row = dock.rows[OutputKind.VIRTUALCAM]
    qtbot.waitUntil(row.end.isVisible)
    row.end.click()
    assert "viewers will see it stop" in row.end.text()
    assert desked.studio.acts == []


# --- words and figures ---------------------------------------------------------------------------


def test_trouble_is_said_with_what_to_do(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_outputs(qtbot, desked)
    note = dock.rows[STREAM].note
    assert note.whole_text == "6.0 Mb/s · 0.0 % skipped · congestion 0 %"
    scene.troubles(desked.studio, booth)
    qtbot.waitUntil(lambda: note.whole_text.startswith("4.2 % of the frames are dropped."))
    assert note.property("look") == "problem"
    stopped = dock.rows[RECORD].note.whole_text
    assert stopped.startswith("Recording stopped by itself. Check")


def test_health_words_differ(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_outputs(qtbot, desked)
    said = set()
    for health in OutputHealth:
        record = Output(status=OutputStatus.ACTIVE, health=health, since=START)
        obs_says(desked, booth, STREAM, record)
        dock.refresh()
        said.add(dock.rows[STREAM].note.whole_text)
    assert len(said) == len(OutputHealth) - 1  # good and none say nothing


def test_a_lost_link_claims_nothing_as_now(qtbot: QtBot, desked: Desked) -> None:
    dock, booth = open_outputs(qtbot, desked)
    row = dock.rows[STREAM]
    qtbot.waitUntil(lambda: row.time.text() == "02:14:33")
    scene.link(desked.studio, booth, LinkStatus.LOST)
    qtbot.waitUntil(lambda: row.time.text() == "")
    assert not row.end.isEnabled()
    assert "not connected" in row.end.toolTip()
    assert row.badge.text == "OBS IS SENDING · as of 20:47:09"
    assert row.note.whole_text == "", "no rate of now is known"
    assert dock.head.trouble == "OBS lost · as of 20:47:09 · next try in 4 s"


def test_statistics_mark_what_worries() -> None:
    calm = Health(fps=30, cpu_pct=12, memory_mb=800, disk_free_mb=50_000, frame_ms=4)
    assert not any(figure.worry for figure in statistics(calm))
    bad = Health(fps=30, cpu_pct=97, disk_free_mb=900, frame_ms=34, render_skipped_pct=3)
    assert [figure.worry for figure in statistics(bad)] == [
        False,
        True,
        False,
        True,
        True,
        True,
        False,
    ]
    assert len(statistics(None)) == 7


def test_the_name_of_a_file_on_any_system() -> None:
    assert file_name("D:\\Video\\a b.mkv") == "a b.mkv"
    assert file_name("/video/a b.mkv") == "a b.mkv"


def test_enter_presses_and_space_does_not(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_outputs(qtbot, desked)
    end = dock.rows[STREAM].end
    end.setFocus()
    QTest.keyClick(end, Qt.Key.Key_Space)
    assert not end.asking
    QTest.keyClick(end, Qt.Key.Key_Return)
    assert end.asking


def test_a_stream_is_ended_by_two_enters(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_outputs(qtbot, desked)
    end = dock.rows[STREAM].end
    dock.activateWindow()
    end.setFocus()
    qtbot.waitUntil(end.hasFocus)
    QTest.keyClick(end, Qt.Key.Key_Return)
    assert end.text() == "End stream of booth 07 — viewers will see it stop"
    assert end.hasFocus(), "nothing may take the keyboard while it asks"
    patient(dock)
    QTest.keyClick(end, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(asked(desked, StopOutput)) == 1)


def tap(button: QWidget) -> None:
    """A finger touches it and lets go."""
    finger, at = QTest.createTouchDevice(), button.rect().center()
    down = QTest.touchEvent(button, finger)
    down.press(0, at, button)
    down.commit()
    up = QTest.touchEvent(button, finger)
    up.release(0, at, button)
    up.commit()


def test_a_stream_is_ended_by_two_taps(qtbot: QtBot, desked: Desked) -> None:
    dock, _ = open_outputs(qtbot, desked)
    end = dock.rows[STREAM].end
    tap(end)
    assert end.text() == "End stream of booth 07 — viewers will see it stop"
    assert asked(desked, StopOutput) == []
    patient(dock)
    QTest.qWait(QApplication.doubleClickInterval() + 50)  # sooner it is a slip
    tap(end)
    qtbot.waitUntil(lambda: len(asked(desked, StopOutput)) == 1)


def test_words_change_with_the_language(qtbot: QtBot, desked: Desked, language: Language) -> None:
    dock, booth = open_outputs(qtbot, desked)
    obs_says(
        desked,
        booth,
        RECORD,
        Output(status=OutputStatus.OFF, problem=problem("output_active_already", output="record")),
    )
    language.use("vi")
    qtbot.waitUntil(lambda: dock.rows[STREAM].end.text() == "Kết thúc phát")
    assert "6,0 Mb/s" in dock.rows[STREAM].note.whole_text
