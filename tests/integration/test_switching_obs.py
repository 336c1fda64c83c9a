"""Switching and tally on a real OBS, with obsws-python as the independent referee."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

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
from studio_app.domain.booth import (
    Hotkeys,
    LinkStatus,
    Setup,
    Switcher,
)
from studio_app.domain.errors import StudioError
from studio_app.services.action_desk import Outcome
from tests.fakes.booth_room import BOOTH, BoothRoom, context
from tests.real_obs import RealObs


@pytest_asyncio.fixture
async def room(obs: RealObs, referee: Any) -> AsyncIterator[BoothRoom]:
    """A server's half linked to the OBS, which is brought to one known state first."""
    made = BoothRoom()
    made.add(obs.port, obs.password)
    await made.connected()
    await rest(made)
    await made.switching.set_studio_mode(SetStudioMode(booth=BOOTH, on=False), context())
    await made.switching.choose_transition(
        ChooseTransition(booth=BOOTH, transition="Fade", duration_ms=300), context()
    )
    await made.switching.cut(Cut(booth=BOOTH, scene="Host"), context())
    await rest(made)
    yield made
    await made.close()


async def rest(room: BoothRoom) -> None:
    """Wait until no transition runs in OBS and late events have come."""
    link = room.links.get(BOOTH)
    async with asyncio.timeout(10):
        for _ in range(200):
            cursor = (await link.request("GetCurrentSceneTransitionCursor"))["transitionCursor"]
            resting = cursor in (0.0, 1.0) and not room.switching.busy(BOOTH)
            if resting and room.switcher().leaving is None:
                break
            await asyncio.sleep(0.05)
    await asyncio.sleep(0.1)


ONLY_IN = {
    "Host": "Host camera",
    "AI": "AI backdrop",
    "Break": "Break backdrop",
    "Standby": "Standby backdrop",
}


async def on_air(referee: Any, expected: str) -> list[str]:
    """The scenes whose own source OBS renders into the program: the last word on what is seen.
    Measured on OBS 29: what a cut broke off counts as rendered for one frame after the event, so
    a few frames are given to `expected` to be alone."""
    seen: list[str] = []
    for _ in range(20):
        seen = [
            scene
            for scene, source in ONLY_IN.items()
            if referee.get_source_active(source).video_active
        ]
        if seen == [expected]:
            break
        await asyncio.sleep(0.02)
    return seen


async def studio_mode(room: BoothRoom, preview: str) -> None:
    await room.switching.set_studio_mode(SetStudioMode(booth=BOOTH, on=True), context())
    await room.switching.set_preview(SetPreview(booth=BOOTH, scene=preview), context())


async def undo(room: BoothRoom, outcome: Outcome) -> None:
    """Carry the inverse out."""
    by_action = {
        Cut: room.switching.cut,
        SetPreview: room.switching.set_preview,
        ChooseTransition: room.switching.choose_transition,
    }
    handler: Any = by_action[type(outcome.undo)]  # type: ignore[index]
    await handler(outcome.undo, context())


async def code(outcome: Any) -> str:
    """The code of the problem that this comes to."""
    with pytest.raises(StudioError) as failed:
        await outcome
    return failed.value.problem.code


# --- on air -------------------------------------------------------------------------------------


async def test_take_with_a_fade_shows_both_until_it_ends(room: BoothRoom, referee: Any) -> None:
    await studio_mode(room, "Break")
    room.forget()
    outcome = await room.switching.take(
        Take(booth=BOOTH, seen_program="Host", seen_preview="Break"), context()
    )
    assert room.switcher().program == "Break"
    assert room.switcher().leaving == "Host"
    assert {"Break film", "Host camera"} <= set(room.tally().program)
    await rest(room)
    assert referee.get_current_program_scene().current_program_scene_name == "Break"
    assert "Host camera" not in room.tally().program
    assert room.switcher().preview == "Host"
    on_air = [new.program for new in room.values("switcher") if isinstance(new, Switcher)]
    assert on_air == sorted(on_air, reverse=True), "program changed once"
    assert outcome.undo == Cut(booth=BOOTH, scene="Host")
    await undo(room, outcome)
    assert referee.get_current_program_scene().current_program_scene_name == "Host"


async def test_hundred_quick_takes(room: BoothRoom, referee: Any) -> None:
    await room.switching.choose_transition(
        ChooseTransition(booth=BOOTH, transition="Cut"), context()
    )
    await studio_mode(room, "AI")
    scenes = ("AI", "Break", "Host", "Standby")
    await room.switching.take(Take(booth=BOOTH), context())
    for number in range(100):
        scene = scenes[(number + 1) % 4]
        await room.switching.set_preview(SetPreview(booth=BOOTH, scene=scene), context())
        before = room.switcher().program
        await room.switching.take(Take(booth=BOOTH, seen_program=before), context())
        assert room.switcher().program == scene
    await rest(room)
    last = scenes[100 % 4]
    assert referee.get_current_program_scene().current_program_scene_name == last
    assert room.switcher().program == last
    assert {"AI", "AI picture", "Overlay"} <= set(room.tally().program)
    assert "Break film" not in room.tally().program


async def test_two_hands_at_once_do_not_take_twice(room: BoothRoom, referee: Any) -> None:
    await studio_mode(room, "AI")
    take = Take(booth=BOOTH, seen_program="Host", seen_preview="AI")
    results = await asyncio.gather(
        room.switching.take(take, context()),
        room.switching.take(take, context()),
        return_exceptions=True,
    )
    failed = [result for result in results if isinstance(result, StudioError)]
    assert [error.problem.code for error in failed] == ["stale_view"]
    await rest(room)
    assert referee.get_current_program_scene().current_program_scene_name == "AI"


async def test_take_guards(room: BoothRoom) -> None:
    assert await code(room.switching.take(Take(booth=BOOTH), context())) == "studio_mode_off"
    await studio_mode(room, "AI")
    stale = Take(booth=BOOTH, seen_program="Standby")
    assert await code(room.switching.take(stale, context())) == "stale_view"
    stale = Take(booth=BOOTH, seen_preview="Standby")
    assert await code(room.switching.take(stale, context())) == "stale_preview"
    missing = SetPreview(booth=BOOTH, scene="Nowhere")
    assert await code(room.switching.set_preview(missing, context())) == "no_such_scene"
    assert await code(room.switching.cut(Cut(booth=BOOTH, scene="Nowhere"), context())) == (
        "no_such_scene"
    )
    await room.switching.set_preview(SetPreview(booth=BOOTH, scene="Host"), context())
    await room.switching.take(Take(booth=BOOTH), context())  # the same scene: nothing wrong


async def test_second_take_waits_for_no_one(room: BoothRoom) -> None:
    """OBS would silently ignore it."""
    await studio_mode(room, "AI")
    await room.switching.take(Take(booth=BOOTH), context())
    assert await code(room.switching.take(Take(booth=BOOTH), context())) == "transition_running"


@pytest.mark.parametrize("studio", [False, True])
async def test_cut_leaves_transition_and_preview_as_they_were(
    room: BoothRoom, referee: Any, *, studio: bool
) -> None:
    if studio:
        await studio_mode(room, "Standby")
    room.forget()
    await room.switching.cut(Cut(booth=BOOTH, scene="AI", seen_program="Host"), context())
    await rest(room)
    assert referee.get_current_program_scene().current_program_scene_name == "AI"
    current = referee.get_current_scene_transition()
    assert (current.transition_name, current.transition_duration) == ("Fade", 300)
    changes = [new for new in room.values("switcher") if isinstance(new, Switcher)]
    assert {new.transition for new in changes} == {"Fade"}, "the Cut in between is not shown"
    assert {new.leaving for new in changes} == {None}, "no transition was seen"
    if studio:
        assert referee.get_current_preview_scene().current_preview_scene_name == "Standby"
        assert {new.preview for new in changes} == {"Standby"}


async def test_cut_goes_through_while_a_long_fade_runs(room: BoothRoom, referee: Any) -> None:
    await room.switching.choose_transition(
        ChooseTransition(booth=BOOTH, duration_ms=1500), context()
    )
    await studio_mode(room, "Break")
    await room.switching.take(Take(booth=BOOTH), context())
    await room.switching.cut(Cut(booth=BOOTH, scene="Standby"), context())
    assert await on_air(referee, "Standby") == ["Standby"]
    assert room.switcher().program == "Standby"
    assert "Break film" not in room.tally().program
    # The fade's clock runs on in OBS: it would take this and do nothing.
    assert await code(room.switching.take(Take(booth=BOOTH), context())) == "transition_running"
    await room.switching.cut(Cut(booth=BOOTH, scene="AI"), context())
    assert await on_air(referee, "AI") == ["AI"]
    await room.until(lambda: not room.switching.busy(BOOTH), 5)
    current = referee.get_current_scene_transition()
    assert (current.transition_name, current.transition_duration) == ("Fade", 1500)
    await room.switching.set_preview(SetPreview(booth=BOOTH, scene="Host"), context())
    await room.switching.take(Take(booth=BOOTH), context())
    await room.until(lambda: room.switcher().leaving is None)
    assert await on_air(referee, "Host") == ["Host"]


async def test_cut_goes_through_while_a_hand_holds_the_tbar(room: BoothRoom, referee: Any) -> None:
    await studio_mode(room, "Break")
    for position in (0.3, 0.6, 0.6):
        await room.switching.move_tbar(MoveTBar(booth=BOOTH, position=position), context())
        await asyncio.sleep(0.05)
    await room.until(lambda: room.switcher().leaving == "Host")
    await room.switching.cut(Cut(booth=BOOTH, scene="Standby"), context())
    assert await on_air(referee, "Standby") == ["Standby"]
    await rest(room)
    assert room.switcher().program == "Standby"
    await room.switching.set_preview(SetPreview(booth=BOOTH, scene="Host"), context())
    await room.switching.take(Take(booth=BOOTH), context())
    await rest(room)
    assert await on_air(referee, "Host") == ["Host"]


async def test_a_program_that_only_obs_believes_in_is_not_shown(
    room: BoothRoom, referee: Any
) -> None:
    """Another controller's take while a transition's clock runs: OBS ignores it and names it."""
    await studio_mode(room, "Break")
    await room.switching.move_tbar(MoveTBar(booth=BOOTH, position=0.5), context())
    await room.until(lambda: room.switcher().leaving == "Host")
    ended = room.links.get(BOOTH).transition_end("Cut")
    referee.set_current_scene_transition("Cut")
    referee.set_current_program_scene("Standby")
    await room.until(lambda: room.switcher().program == "Standby")
    await asyncio.wait_for(ended, 10)  # exchanged before, the old scene would stay on air
    referee.set_current_scene_transition("Fade")
    referee.set_current_preview_scene("AI")
    referee.trigger_studio_mode_transition()
    await asyncio.sleep(0.5)
    assert await on_air(referee, "Standby") == ["Standby"]
    assert referee.get_current_program_scene().current_program_scene_name != "Standby"
    assert room.switcher().program == "Standby"
    assert "AI picture" not in room.tally().program
    referee.set_t_bar_position(0.0, True)
    await rest(room)


async def test_cut_is_finished_when_the_link_that_broke_in_it_is_back(
    room: BoothRoom, referee: Any
) -> None:
    await studio_mode(room, "Standby")
    link = room.links.get(BOOTH)
    cut = asyncio.create_task(room.switching.cut(Cut(booth=BOOTH, scene="Break"), context()))
    await room.until(lambda: room.switcher().program == "Break")
    link.drop_connection()  # before anything is put back
    await cut
    await room.until(lambda: room.status() is LinkStatus.LOST)
    await room.connected()
    await room.until(lambda: room.switcher().transition == "Fade")
    await rest(room)
    assert referee.get_current_program_scene().current_program_scene_name == "Break"
    current = referee.get_current_scene_transition()
    assert (current.transition_name, current.transition_duration) == ("Fade", 300)


async def test_cut_of_the_preview(room: BoothRoom, referee: Any) -> None:
    await studio_mode(room, "Standby")
    await room.switching.cut(Cut(booth=BOOTH), context())
    await rest(room)
    assert referee.get_current_program_scene().current_program_scene_name == "Standby"
    assert referee.get_current_scene_transition().transition_name == "Fade"
    assert room.switcher().preview == "Host", "OBS's own exchange of the two"


async def test_tbar_there_and_back(room: BoothRoom, referee: Any) -> None:
    await studio_mode(room, "Break")

    async def move(position: float, *, release: bool = False) -> None:
        await room.switching.move_tbar(
            MoveTBar(booth=BOOTH, position=position, release=release), context()
        )

    for position in (0.1, 0.3, 0.5):
        await move(position)
        await asyncio.sleep(0.03)
    await room.until(lambda: room.switcher().leaving == "Host")
    assert {"Break film", "Host camera"} <= set(room.tally().program), "both are seen"
    await move(0.0, release=True)
    await room.until(lambda: room.switcher().leaving is None)
    # OBS itself now names the scene that is not on air; the tally must not believe it.
    assert referee.get_current_program_scene().current_program_scene_name == "Break"
    await asyncio.sleep(0.4)
    assert room.switcher().program == "Host"
    assert "Break film" not in room.tally().program
    for position in (0.2, 0.6, 0.9):
        await move(position)
        await asyncio.sleep(0.03)
    await move(1.0, release=True)
    await room.until(lambda: room.switcher().program == "Break")
    await rest(room)
    assert room.switcher().preview == "Host"
    assert "Host camera" not in room.tally().program


async def test_transition_is_chosen_and_undone(room: BoothRoom, referee: Any) -> None:
    outcome = await room.switching.choose_transition(
        ChooseTransition(booth=BOOTH, duration_ms=700), context()
    )
    assert referee.get_current_scene_transition().transition_duration == 700
    await undo(room, outcome)
    assert referee.get_current_scene_transition().transition_duration == 300
    outcome = await room.switching.choose_transition(
        ChooseTransition(booth=BOOTH, transition="Cut"), context()
    )
    assert room.switcher().transition_ms is None
    wrong = ChooseTransition(booth=BOOTH, duration_ms=100)
    assert await code(room.switching.choose_transition(wrong, context())) == "transition_fixed"
    wrong = ChooseTransition(booth=BOOTH, transition="Swirl")
    assert await code(room.switching.choose_transition(wrong, context())) == "no_such_transition"
    await undo(room, outcome)
    assert referee.get_current_scene_transition().transition_name == "Fade"


async def test_hotkeys(room: BoothRoom, referee: Any) -> None:
    names = room.get(Hotkeys, "hotkeys", BOOTH).names
    assert "OBSBasic.Transition" in names
    await studio_mode(room, "AI")
    press = TriggerHotkey(booth=BOOTH, hotkey="OBSBasic.Transition")
    await room.setup.trigger_hotkey(press, context())
    await room.until(lambda: room.switcher().program == "AI")
    wrong = TriggerHotkey(booth=BOOTH, hotkey="Nothing")
    assert await code(room.setup.trigger_hotkey(wrong, context())) == "no_such_hotkey"


# --- tally ---------------------------------------------------------------------------------------


async def test_tally_walks_nested_scenes_and_groups(room: BoothRoom, referee: Any) -> None:
    assert {"Host", "Overlay", "Lower third", "Product", "Product card"} <= set(
        room.tally().program
    )
    assert "Clock" not in room.tally().program, "it is hidden in the nested scene"
    clock = next(item for item in room.scene("Overlay").items if item.source == "Clock")
    referee.set_scene_item_enabled("Overlay", clock.item_id, True)
    await room.until(lambda: "Clock" in room.tally().program)
    referee.set_scene_item_enabled("Overlay", clock.item_id, False)
    await room.until(lambda: "Clock" not in room.tally().program)
    assert room.scene("Product").is_group
    group = next(item for item in room.scene("Host").items if item.source == "Product")
    referee.set_scene_item_enabled("Host", group.item_id, False)
    await room.until(lambda: "Product card" not in room.tally().program)
    referee.set_scene_item_enabled("Host", group.item_id, True)
    await room.until(lambda: "Product card" in room.tally().program)
    card = room.scene("Product").items[-1]
    referee.set_scene_item_enabled("Product", card.item_id, False)
    await room.until(lambda: card.source not in room.tally().program)
    referee.set_scene_item_enabled("Product", card.item_id, True)
    await room.until(lambda: card.source in room.tally().program)


async def test_tally_survives_renames_and_new_scenes(room: BoothRoom, referee: Any) -> None:
    referee.set_scene_name("Overlay", "Graphics")
    await room.until(lambda: "Graphics" in room.tally().program)
    assert "Lower third" in room.tally().program
    assert "Overlay" not in room.tally().program
    referee.set_input_name("Lower third", "Name plate")
    await room.until(lambda: "Name plate" in room.tally().program)
    referee.set_scene_name("Host", "Human")
    await room.until(lambda: room.switcher().program == "Human")
    assert {"Human", "Graphics", "Name plate"} <= set(room.tally().program)
    referee.create_scene("Inner")
    item = referee.create_scene_item("Graphics", "Inner", True).scene_item_id
    await room.until(lambda: "Inner" in room.tally().program)
    referee.create_input("Inner", "Fresh", "color_source_v3", {}, True)
    await room.until(lambda: "Fresh" in room.tally().program)
    referee.remove_scene_item("Graphics", item)
    await room.until(lambda: "Fresh" not in room.tally().program)
    referee.remove_input("Fresh")
    referee.remove_scene("Inner")
    await room.until(lambda: "Inner" not in room.switcher().scenes)
    for old, new in (("Human", "Host"), ("Graphics", "Overlay")):
        referee.set_scene_name(old, new)
    referee.set_input_name("Name plate", "Lower third")
    await room.until(lambda: {"Host", "Overlay", "Lower third"} <= set(room.tally().program))
    await asyncio.sleep(0.4)
    assert "Fresh" not in {key[2] for key in room.store.keys("input", BOOTH)}


# --- setup ---------------------------------------------------------------------------------------


async def test_another_scene_collection_and_back(room: BoothRoom, referee: Any) -> None:
    first = room.get(Setup, "setup", BOOTH).collection
    referee.create_scene_collection("Second")  # OBS changes to it at once
    await room.until(lambda: room.get(Setup, "setup", BOOTH).collection == "Second", 10)
    await room.until(lambda: "AI" not in room.switcher().scenes)
    room.forget()
    back = ChooseCollection(booth=BOOTH, collection=first)
    outcome = await room.setup.choose_collection(back, context())
    assert outcome.undo == ChooseCollection(booth=BOOTH, collection="Second")
    assert "AI" in room.switcher().scenes
    assert referee.get_scene_collection_list().current_scene_collection_name == first
    wrong = ChooseCollection(booth=BOOTH, collection="Third")
    assert await code(room.setup.choose_collection(wrong, context())) == "no_such_collection"
