"""Panic on a real OBS, with obsws-python as the referee: commissioned or not, over a transition."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest_asyncio
from msgspec.structs import replace

from studio_app.domain.actions.switching import (
    ChooseTransition,
    Cut,
    SetPreview,
    SetStudioMode,
    Take,
)
from studio_app.domain.booth import Booth, Input, SceneRole
from tests.fakes.booth_room import BOOTH, context
from tests.fakes.panic_room import PanicRoom
from tests.real_obs import RealObs


@pytest_asyncio.fixture
async def room(obs: RealObs, tmp_path: Path) -> AsyncIterator[PanicRoom]:
    made = PanicRoom(tmp_path / "panic.json")
    made.add(obs.port, obs.password, roles={SceneRole.STANDBY: "Standby"})
    made.begin()
    await made.connected()
    await made.switching.set_studio_mode(SetStudioMode(booth=BOOTH, on=True), context())
    await made.switching.cut(Cut(booth=BOOTH, scene="Host"), context())
    yield made
    await made.close()


def program(referee: Any) -> str:
    return str(referee.get_current_program_scene().current_program_scene_name)


def heard(room: PanicRoom, referee: Any) -> set[str]:
    """The inputs with sound that OBS says are not muted."""
    names = [
        key[2]
        for key in room.store.keys("input", BOOTH)
        if (entry := room.store.get(Input, *key)) is not None and entry.audio
    ]
    return {name for name in names if not referee.get_input_mute(name).input_muted}


async def test_into_a_running_transition_and_back(room: PanicRoom, referee: Any) -> None:
    await room.switching.choose_transition(
        ChooseTransition(booth=BOOTH, transition="Fade", duration_ms=2000), context()
    )
    await room.switching.set_preview(SetPreview(booth=BOOTH, scene="AI"), context())
    before = heard(room, referee)
    assert before
    await room.switching.take(Take(booth=BOOTH), context())
    assert room.switcher().leaving == "Host"
    await room.panic()
    assert program(referee) == "Standby"
    assert referee.get_source_active("Standby backdrop").video_active
    assert heard(room, referee) <= room.panics._standby.own(BOOTH, "Standby")
    await asyncio.sleep(2.2)  # the transition's own time is over: nothing comes back by itself
    assert program(referee) == "Standby"
    await room.end()
    assert program(referee) == "AI"
    assert heard(room, referee) == before
    assert room.switcher().transition == "Fade"
    await room.switching.cut(Cut(booth=BOOTH, scene="Host"), context())


async def test_a_booth_that_nobody_ever_commissioned(room: PanicRoom, referee: Any) -> None:
    referee.set_scene_name("Standby", "Other")
    await room.until(lambda: "Other" in room.switcher().scenes)
    await room.panic()
    assert program(referee) == "Standby"
    items = referee.get_scene_item_list("Standby").scene_items
    kinds = [item["inputKind"] for item in items]
    assert [kind.partition("_")[0] for kind in kinds] == ["color", "text"]
    words = next(item for item in items if item["inputKind"].startswith("text"))
    where = words["sceneItemTransform"]
    width, height = room.switcher().canvas
    assert (where["positionX"], where["positionY"]) == (width / 2, height / 2)
    assert where["boundsType"] == "OBS_BOUNDS_SCALE_INNER"
    assert heard(room, referee) == set()
    await room.end()
    assert program(referee) == "Host"
    await room.panic()
    made = [name for name in room.switcher().scenes if name.startswith("Standby")]
    assert made == ["Standby"]
    await room.end()


async def test_a_picture_of_the_studios_own_under_a_name_that_is_still_taken(
    room: PanicRoom, referee: Any, tmp_path: Path
) -> None:
    """A scene that was removed a moment ago still has its name, though no list has it."""
    file = str(tmp_path / "chờ.png")
    entry = room.get(Booth, "booth", BOOTH)
    referee.remove_scene("Standby")
    await room.until(lambda: "Standby" not in room.switcher().scenes)
    room.store.apply({("booth", BOOTH): replace(entry, standby_media=file)})
    await room.panic()
    made = program(referee)
    assert made.startswith("Standby")
    picture = referee.get_scene_item_list(made).scene_items[-1]
    assert picture["inputKind"] == "image_source"
    settings = referee.get_input_settings(picture["sourceName"]).input_settings
    assert settings["file"] == file
    await room.end()
    await room.panic()
    assert program(referee) == made
