"""Wishes carry what was seen, failure is told once in words, and Ctrl+Z leads back."""

from functools import partial

import pytest

from studio_app.domain.actions.sound import SetMute, SetVolume
from studio_app.domain.actions.switching import Cut, SetPreview, Take
from studio_app.domain.errors import StudioError
from studio_app.domain.problems import problem
from tests.ui.conftest import Desked, Run
from ui.operations import Tone
from ui.operations.deeds import Fate


def test_take_says_what_the_window_showed_and_when_it_is_too_late(
    desked: Desked, run: Run[bool]
) -> None:
    booth = desked.studio.add_booth(desked.studio.add_server(), 7)
    assert run(desked.ops.switching.take(booth))
    acted = desked.studio.acted[-1]
    assert acted.action == Take(booth=booth[1], seen_program="Host", seen_preview="AI")
    assert acted.not_after_ms == 1500


def test_failure_is_told_once_with_what_to_do(desked: Desked, run: Run[bool]) -> None:
    booth = desked.studio.add_booth(desked.studio.add_server(), 7)
    stale = problem("stale_view", now="Standby", seen="Host")
    desked.studio.answer(Take, StudioError(stale))
    assert not run(desked.ops.switching.take(booth))
    (notice,) = desked.notices
    assert notice.title == "07 · Take"
    assert "“Standby”" in notice.text
    assert notice.tone is Tone.FAILED


def test_undo_reverses_the_last_undoable_wish_only(desked: Desked, run: Run[bool]) -> None:
    booth = desked.studio.add_booth(desked.studio.add_server(), 7)
    mute_back = SetMute(booth=booth[1], input="Mic", muted=False)
    desked.studio.undo(SetMute, mute_back)
    desked.studio.undo(Take, Cut(booth=booth[1], scene="Host"))
    run(desked.ops.sound.mute(booth, "Mic", True))
    run(desked.ops.switching.take(booth))
    assert run(desked.ops.desk.undo())
    assert [call.name for call in desked.studio.calls] == ["sound.mute"]
    assert desked.notices[-1].title == "Undone: 07 · Mute “Mic”"
    assert not run(desked.ops.desk.undo())
    assert desked.notices[-1].title == "Nothing to undo"


def test_what_went_on_air_is_reversed_on_purpose(desked: Desked, run: Run[bool]) -> None:
    booth = desked.studio.add_booth(desked.studio.add_server(), 7)
    desked.studio.undo(Take, Cut(booth=booth[1], scene="Host"))
    run(desked.ops.switching.take(booth))
    assert run(desked.ops.switching.reverse(booth))
    assert [call.name for call in desked.studio.calls] == ["program.cut"]
    assert not run(desked.ops.switching.reverse(booth))


def test_one_drag_is_one_undo(desked: Desked, run: Run[bool]) -> None:
    booth = desked.studio.add_booth(desked.studio.add_server(), 7)
    for old, new in ((-3.0, -4.0), (-4.0, -5.0), (-5.0, -6.0)):
        desked.studio.undo(SetVolume, SetVolume(booth=booth[1], input="Mic", volume_db=old))
        run(desked.ops.sound.volume(booth, "Mic", new))
    first = desked.studio.undos[SetVolume]
    assert run(desked.ops.desk.undo())
    assert desked.studio.calls[-1] != first
    assert not run(desked.ops.desk.undo())


def test_dragging_sends_the_newest_and_drops_those_between(
    desked: Desked, run: Run[object]
) -> None:
    booth = desked.studio.add_booth(desked.studio.add_server(), 7)
    sound, desk = desked.ops.sound, desked.ops.desk
    for step in range(10):
        desk.start_latest("fader", partial(sound.volume, booth, "Mic", -float(step)))

    async def all_sent() -> None:
        while desk.busy:
            await desk.settled()

    run(all_sent())
    levels = [act.volume_db for act in desked.studio.acts if isinstance(act, SetVolume)]
    assert levels == [-0.0, -9.0]


def test_a_server_that_went_is_a_told_failure(desked: Desked, run: Run[bool]) -> None:
    booth = desked.studio.add_booth(desked.studio.add_server(), 7)
    lost = StudioError(problem("server_lost", server="Nova Q7"))
    desked.studio.answer(SetPreview, lost)
    assert not run(desked.ops.switching.preview(booth, "AI"))
    assert "Nova Q7" in desked.notices[-1].text


def test_a_fault_of_the_window_is_told_as_one_and_logged(
    desked: Desked, run: Run[object], caplog: pytest.LogCaptureFixture
) -> None:
    async def broken() -> bool:
        raise LookupError("a mistake of ours")

    desked.ops.start(broken(), "broken")
    run(desked.ops.desk.settled())
    (notice,) = desked.notices
    assert "LookupError" in notice.text
    assert notice.tone is Tone.FAILED
    assert "a mistake of ours" in caplog.text


def test_every_deed_is_kept_with_its_fate_and_its_way_back(
    desked: Desked, run: Run[object]
) -> None:
    booth = desked.studio.add_booth(desked.studio.add_server(), 7)
    deeds = desked.ops.desk.deeds
    desked.studio.undo(SetMute, SetMute(booth=booth[1], input="Mic", muted=False))
    desked.studio.undo(Take, Cut(booth=booth[1], scene="Host"))
    run(desked.ops.sound.mute(booth, "Mic", True))
    run(desked.ops.switching.take(booth))
    desked.studio.answer(SetPreview, StudioError(problem("no_such_scene", booth="7", scene="X")))
    run(desked.ops.switching.preview(booth, "X"))
    assert [deed.fate for deed in deeds.all] == [Fate.DONE, Fate.DONE, Fate.FAILED]
    assert deeds.next_undo == deeds.all[0], "what went on air waits to be chosen itself"
    run(desked.ops.desk.reverse(deeds.all[1]))
    assert [call.name for call in desked.studio.calls] == ["program.cut"]
    run(desked.ops.desk.undo())
    assert [deed.fate for deed in deeds.all] == [Fate.UNDONE, Fate.UNDONE, Fate.FAILED]
    assert deeds.next_undo is None
