"""Several booths at once: chosen by mouse, keys and finger; one line of wishes, a result each."""

import asyncio
from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from studio_app.domain.actions.group import (
    GroupOutcome,
    GroupResult,
    GroupStatus,
    GroupStep,
    RunEach,
    RunGroup,
)
from studio_app.domain.actions.house import CancelJob
from studio_app.domain.booth import LinkStatus, Scene, Switcher
from studio_app.domain.commission import Drift, DriftStatus
from studio_app.domain.errors import fail
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.problems import problem
from studio_app.domain.records import Job, JobStatus
from tests.ui.conftest import Desked
from tests.ui.fake_client import START, FakeStudio
from tests.ui.wall_open import open_wall, rects
from ui.bridge.client import ActionResult, BoothKey
from ui.console import wall_canvas
from ui.console.group_model import common
from ui.console.wall import Filter, WallView
from ui.console.wall_group import WallGroup
from ui.translations import Language

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def server(studio: FakeStudio) -> ServerId:
    return studio.add_server()


@pytest.fixture
def booths(studio: FakeStudio, server: ServerId) -> list[BoothKey]:
    """Six: the second's link is lost, the even ones send."""
    return [
        studio.add_booth(
            server,
            number,
            on_air=number % 2 == 0,
            link=LinkStatus.LOST if number == 2 else LinkStatus.CONNECTED,
        )
        for number in range(1, 7)
    ]


@pytest.fixture
def wall(qtbot: QtBot, desked: Desked, booths: list[BoothKey]) -> Iterator[WallView]:
    made = open_wall(qtbot, desked)
    made.refresh()
    yield made
    made.group_results.put_away()


def click(wall: WallView, booth: BoothKey, held: Qt.KeyboardModifier | None = None) -> None:
    at = wall.canvas.tile_rect(booth).center()
    none = Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(wall.canvas.viewport(), Qt.MouseButton.LeftButton, held or none, at)


def chosen(wall: WallView) -> set[BoothKey]:
    return set(wall.canvas.group.members)


# --- choosing -------------------------------------------------------------------------------------


def test_ctrl_and_shift_with_a_click_choose_several_and_no_tile_moves(
    wall: WallView, booths: list[BoothKey]
) -> None:
    before = rects(wall, booths)
    click(wall, booths[0])
    assert wall.group_bar.isHidden()
    click(wall, booths[2], CTRL)
    assert chosen(wall) == {booths[0], booths[2]}
    assert not wall.group_bar.isHidden()
    click(wall, booths[5], SHIFT)
    assert chosen(wall) == set(booths[2:6])
    click(wall, booths[3], CTRL)
    assert chosen(wall) == {booths[2], booths[4], booths[5]}
    assert wall.chosen == booths[0]
    assert rects(wall, booths) == before
    click(wall, booths[1])
    assert chosen(wall) == set()
    assert wall.group_bar.isHidden()


def test_keys_choose_several(wall: WallView, booths: list[BoothKey]) -> None:
    canvas = wall.canvas
    canvas.setFocus()
    click(wall, booths[0])
    QTest.keyClick(canvas, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(canvas, Qt.Key.Key_Right, SHIFT)
    assert chosen(wall) == set(booths[:3])
    assert wall.chosen == booths[2]
    QTest.keyClick(canvas, Qt.Key.Key_End, CTRL)
    QTest.keyClick(canvas, Qt.Key.Key_Space, CTRL)
    assert chosen(wall) == {*booths[:3], booths[5]}
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert chosen(wall) == set()


def test_all_means_those_that_the_filter_means(wall: WallView, booths: list[BoothKey]) -> None:
    wall.choose_all()
    assert chosen(wall) == set(booths)
    wall.show_filter(Filter.ON_AIR)
    wall.choose_all()
    assert chosen(wall) == {booths[1], booths[3], booths[5]}
    assert wall.let_go_of_group()
    assert not wall.let_go_of_group()


def test_a_resting_finger_chooses_and_taps_choose_more(
    qtbot: QtBot, wall: WallView, booths: list[BoothKey], monkeypatch: pytest.MonkeyPatch
) -> None:
    device = QTest.createTouchDevice()
    view = wall.canvas.viewport()
    wall.canvas._pressing.setInterval(1)

    def at(booth: BoothKey) -> QPoint:
        return wall.canvas.tile_rect(booth).center()

    QTest.touchEvent(view, device).press(0, at(booths[1])).commit()
    qtbot.waitUntil(lambda: chosen(wall) == {booths[1]})
    QTest.touchEvent(view, device).release(0, at(booths[1])).commit()
    wall.canvas._pressing.setInterval(wall_canvas.LONG_PRESS_MS)
    for booth in booths[3:5]:
        QTest.touchEvent(view, device).press(0, at(booth)).commit()
        QTest.touchEvent(view, device).release(0, at(booth)).commit()
    assert chosen(wall) == {booths[1], booths[3], booths[4]}


def test_a_booth_that_is_removed_leaves_the_group(
    studio: FakeStudio, server: ServerId, wall: WallView, booths: list[BoothKey]
) -> None:
    wall.choose_all()
    studio.put(server, ("booth", booths[0][1]), None)
    wall.refresh()
    assert chosen(wall) == set(booths[1:])


def test_a_range_without_an_anchor_is_one_booth() -> None:
    group = WallGroup()
    one, two = (ServerId("s"), BoothId("1")), (ServerId("s"), BoothId("2"))
    group.reach(two, [one, two], None)
    assert group.members == {two}
    group.toggle(two)
    assert group.members == frozenset()


# --- the line -------------------------------------------------------------------------------------


def test_the_line_says_how_many_are_ready_and_why_others_are_not(
    wall: WallView, booths: list[BoothKey]
) -> None:
    wall.choose_all()
    bar = wall.group_bar
    assert bar.start_button.text() == "Start 3 of 6 ready"
    assert "02: " in bar.start_button.toolTip()
    assert bar.stop_button.text() == "End 3 streams"


def test_the_line_follows_the_facts_and_the_language(
    qtbot: QtBot,
    studio: FakeStudio,
    server: ServerId,
    wall: WallView,
    booths: list[BoothKey],
    language: Language,
) -> None:
    wall.choose_all()
    studio.put(server, ("scene", booths[0][1], "Host"), Scene())
    wall.refresh()
    assert wall.group_bar.start_button.text() == "Start 2 of 6 ready"
    language.use("vi")
    qtbot.waitUntil(lambda: wall.group_bar.start_button.text() == "Phát 2/6 sẵn sàng")


def test_scenes_are_those_that_all_reachable_booths_have(
    studio: FakeStudio, server: ServerId, wall: WallView, booths: list[BoothKey]
) -> None:
    studio.put(server, ("switcher", booths[3][1]), Switcher(program="AI", scenes=("AI", "Host")))
    wall.choose_all()
    menu = wall.group_bar.scene_menu()
    assert [action.text() for action in menu.actions()] == ["Host", "AI"]
    menu.actions()[1].trigger()
    studio.put(server, ("switcher", booths[3][1]), Switcher(program="X", scenes=("X",)))
    wall.refresh()
    (only,) = wall.group_bar.scene_menu().actions()
    assert not only.isEnabled()


def test_names_in_common_keep_the_first_ones_order() -> None:
    keys = [(ServerId("s"), BoothId(each)) for each in ("1", "2")]
    names = {"1": ["b", "a", "c"], "2": ["c", "b"]}
    assert common(keys, lambda key: names[key[1]]) == ("b", "c")
    assert common([], lambda key: ["a"]) == ()


# --- wishes and their results ---------------------------------------------------------------------


def result(booth: BoothKey, status: GroupStatus, code: str = "") -> GroupResult:
    why = problem(code, booth="Booth", request="StartStream", seconds="10") if code else None
    return GroupResult(booth=booth[1], status=status, problem=why)


def outcome(*results: GroupResult, undo: tuple[GroupStep, ...] = ()) -> GroupOutcome:
    return GroupOutcome(group="g", of=len(results), results=results, undo=undo)


def answer(studio: FakeStudio, *jobs: object) -> None:
    """Each wish for a group becomes the next of these jobs."""
    names = iter(range(len(jobs)))

    async def begin(_: object) -> object:
        return ActionResult(None, None, f"job-{next(names)}")

    studio.answers[RunGroup] = studio.answers[RunEach] = begin
    studio.jobs.update({f"job-{number}": job for number, job in enumerate(jobs)})


def asked(studio: FakeStudio) -> list[RunGroup]:
    return [each.action for each in studio.acted if isinstance(each.action, RunGroup)]


def test_start_asks_for_all_and_tells_each_that_did_not_start(
    qtbot: QtBot, studio: FakeStudio, wall: WallView, booths: list[BoothKey]
) -> None:
    done = [result(booth, GroupStatus.DONE) for booth in booths[2:]]
    first = outcome(
        result(booths[0], GroupStatus.UNCONFIRMED, "obs_not_confirmed"),
        result(booths[1], GroupStatus.SKIPPED, "not_connected"),
        *done,
    )
    answer(studio, first, outcome(result(booths[0], GroupStatus.DONE)))
    wall.choose_all()
    QTest.keyClick(wall.group_bar.start_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(asked(studio)))
    (wish,) = asked(studio)
    assert wish.booths == tuple(booth[1] for booth in booths)
    assert (wish.action, wish.params, wish.only_ready) == (
        "output.start",
        {"output": "stream"},
        True,
    )
    panel = wall.group_results
    qtbot.waitUntil(panel.again_button.isVisible)
    head, *rows = panel.text.splitlines()
    assert head == (
        "Start streams: 4 done, 1 not confirmed by OBS (01 Booth 1), 1 skipped (02 Booth 2)"
    )
    assert rows[0].startswith("01 Booth 1 · OBS did not confirm – ")
    assert rows[1].startswith("02 Booth 2 · skipped – ")
    panel.again_button.click()
    qtbot.waitUntil(lambda: panel.text == "Start streams: 1 done")
    assert asked(studio)[-1].booths == (booths[0][1],)


def test_ending_streams_asks_on_the_button_and_ends_only_those_that_run(
    qtbot: QtBot, studio: FakeStudio, wall: WallView, booths: list[BoothKey]
) -> None:
    sending = [booths[1], booths[3], booths[5]]
    answer(studio, outcome(*(result(booth, GroupStatus.DONE) for booth in sending)))
    wall.choose_all()
    stop = wall.group_bar.stop_button
    stop.click()
    assert stop.text() == "Viewers lose 3 pictures. Press again"
    assert asked(studio) == []
    stop.click()
    qtbot.waitUntil(lambda: bool(asked(studio)))
    assert asked(studio)[0].booths == tuple(booth[1] for booth in sending)
    assert studio.acted[-1].confirmed
    qtbot.waitUntil(lambda: "3 done" in wall.group_results.text)


def test_a_question_is_taken_back_when_what_it_asks_has_changed(
    studio: FakeStudio, server: ServerId, wall: WallView, booths: list[BoothKey]
) -> None:
    wall.choose_all()
    wall.group_bar.stop_button.click()
    studio.put(server, ("output", booths[3][1], "stream"), None)
    wall.refresh()
    assert not wall.group_bar.stop_button.asking


def test_results_come_while_it_runs_and_a_cancel_keeps_them(
    qtbot: QtBot, studio: FakeStudio, server: ServerId, wall: WallView, booths: list[BoothKey]
) -> None:
    ended = asyncio.Event()

    async def job() -> object:
        await ended.wait()
        return fail("cancelled")

    answer(studio, job)
    part = outcome(result(booths[0], GroupStatus.DONE))
    record = Job(
        action="group.run",
        by="Minh",
        status=JobStatus.RUNNING,
        started=START,
        result=msgspec.Raw(msgspec.msgpack.encode(part)),
    )
    studio.put(server, ("job", "job-0"), record)
    wall.choose_all()
    wall.group_bar.start_button.click()
    panel = wall.group_results
    qtbot.waitUntil(lambda: panel.text == "Start streams: 1 done, 5 under way")
    panel.cancel_button.click()
    qtbot.waitUntil(lambda: any(isinstance(each.action, CancelJob) for each in studio.acted))
    rest = [result(booth, GroupStatus.SKIPPED, "cancelled") for booth in booths[1:]]
    whole = msgspec.msgpack.encode(outcome(*part.results, *rest))
    studio.put(server, ("job", "job-0"), msgspec.structs.replace(record, result=msgspec.Raw(whole)))
    ended.set()
    qtbot.waitUntil(lambda: panel.text.startswith("Start streams: 1 done, 5 skipped"))


def test_what_was_done_can_be_put_back_after_a_second_press(
    qtbot: QtBot, studio: FakeStudio, wall: WallView, booths: list[BoothKey]
) -> None:
    step = GroupStep(booth=booths[0][1], action="output.stop", params={"output": "stream"})
    answer(
        studio,
        outcome(result(booths[0], GroupStatus.DONE), undo=(step,)),
        outcome(result(booths[0], GroupStatus.DONE)),
    )
    wall.choose_all()
    wall.group_bar.start_button.click()
    panel = wall.group_results
    qtbot.waitUntil(panel.back_button.isVisible)
    panel.back_button.click()
    assert panel.back_button.text() == "Ends 1 streams. Press again"
    panel.back_button.click()
    qtbot.waitUntil(lambda: panel.text == "Put back: Start streams: 1 done")
    assert studio.acted[-1].action == RunEach(steps=(step,))
    assert studio.acted[-1].confirmed


def test_two_servers_are_asked_each_for_their_own(
    qtbot: QtBot, studio: FakeStudio, wall: WallView, booths: list[BoothKey]
) -> None:
    other = studio.add_server("srv000000002", name="Nova Q2")
    far = studio.add_booth(other, 1)
    near = outcome(*(result(booth, GroupStatus.DONE) for booth in booths))
    answer(studio, near, fail("server_lost", server="Nova Q2"))
    wall.refresh()
    wall.choose_all()
    wall.group_bar.start_button.click()
    qtbot.waitUntil(wall.group_results.again_button.isVisible)
    assert [len(each.booths) for each in asked(studio)] == [6, 1]
    assert "6 done, 1 not confirmed by OBS" in wall.group_results.text
    assert far[1] == asked(studio)[1].booths[0]


def test_a_wish_that_is_refused_as_a_whole_is_told_for_every_booth(
    qtbot: QtBot, studio: FakeStudio, wall: WallView, booths: list[BoothKey]
) -> None:
    studio.answers[RunGroup] = fail("too_busy", limit=100)
    wall.choose_all()
    wall.group_bar.start_button.click()
    qtbot.waitUntil(wall.group_results.again_button.isVisible)
    assert wall.group_results.text.startswith("Start streams: 6 not done")


def test_mute_recording_and_how_far_apart(
    qtbot: QtBot, studio: FakeStudio, wall: WallView, booths: list[BoothKey]
) -> None:
    answer(studio, outcome(), outcome())
    wall.choose_all()
    menu = wall.group_bar.more_menu()
    apart = next(action for action in menu.actions() if "0.5" in action.text())
    apart.trigger()
    mute = next(action for action in menu.actions() if action.text() == "Mute")
    inner = mute.menu()
    assert isinstance(inner, QMenu)
    next(action for action in inner.actions() if action.text() == "Mic").trigger()
    qtbot.waitUntil(lambda: bool(asked(studio)))
    (wish,) = asked(studio)
    assert (wish.action, wish.params, wish.stagger_ms) == (
        "sound.mute",
        {"input": "Mic", "muted": True},
        500,
    )


def test_those_that_drifted_and_do_not_send_are_mended_together(
    qtbot: QtBot, studio: FakeStudio, server: ServerId, wall: WallView, booths: list[BoothKey]
) -> None:
    drift = Drift(template="fashion", status=DriftStatus.DRIFTED, since=START)
    studio.put_all(server, {("drift", booth[1]): drift for booth in booths[2:5]})
    answer(studio, outcome())
    wall.choose_all()
    menu = wall.group_bar.more_menu()
    mend = next(each for each in menu.actions() if each.text().startswith("Mend 2 "))
    mend.trigger()
    qtbot.waitUntil(lambda: bool(asked(studio)))
    (wish,) = asked(studio)
    assert (wish.action, wish.booths) == ("booth.mend", (booths[2][1], booths[4][1]))


def test_the_keyboard_returns_to_the_wall_when_the_line_goes(
    wall: WallView, booths: list[BoothKey]
) -> None:
    wall.choose_all()
    wall.activateWindow()
    wall.group_bar.start_button.setFocus()
    wall.let_go_of_group()
    assert QApplication.focusWidget() in (wall.canvas, None)
