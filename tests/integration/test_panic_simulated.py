"""Panic on simulated OBS: at once, whole, reversible, over a restart, and loud where it fails."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from studio_app.domain.actions.sound import SetMute
from studio_app.domain.actions.switching import Cut, SetPreview, SetStudioMode, Take
from studio_app.domain.booth import Input, SceneRole
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import BoothId
from studio_app.rehearsal.simulator import SimulatedObs
from studio_app.services import sound
from tests.fakes.booth_room import BOOTH, context
from tests.fakes.panic_room import PanicRoom

ROLES = {SceneRole.STANDBY: "Standby"}
SECOND = BoothId("two")


@pytest_asyncio.fixture
async def simulator() -> AsyncIterator[SimulatedObs]:
    simulated = SimulatedObs()
    await simulated.start()
    yield simulated
    await simulated.stop()


@pytest_asyncio.fixture
async def room(simulator: SimulatedObs, tmp_path: Path) -> AsyncIterator[PanicRoom]:
    made = PanicRoom(tmp_path / "panic.json")
    made.add(simulator.port, roles=ROLES)
    made.begin()
    await made.connected()
    yield made
    await made.close()


def audible(room: PanicRoom, booth: str = BOOTH) -> set[str]:
    return {
        key[2]
        for key in room.store.keys("input", booth)
        if (entry := room.store.get(Input, *key)) is not None and entry.audio and not entry.muted
    }


async def test_to_standby_and_back_as_it_was(room: PanicRoom) -> None:
    await room.switching.set_studio_mode(SetStudioMode(booth=BOOTH, on=True), context())
    await room.switching.cut(Cut(booth=BOOTH, scene="Host"), context())
    await room.switching.set_preview(SetPreview(booth=BOOTH, scene="AI"), context())
    mute = SetMute(booth=BOOTH, input="Host mic", muted=True)
    await room.sound.turn(sound.MUTE, mute)
    before = audible(room)
    assert before
    await room.panic()
    record = room.record()
    assert record is not None
    assert (room.switcher().program, record.on_air, record.by) == ("Standby", True, "Test")
    assert audible(room) == set()
    assert set(record.muted) == before
    await room.switching.set_preview(SetPreview(booth=BOOTH, scene="Break"), context())
    await room.end()
    assert room.record() is None
    assert (room.switcher().program, room.switcher().preview) == ("Host", "AI")
    assert audible(room) == before, "what was muted before stays so"


async def test_pressing_again_changes_nothing_and_keeps_what_was_before(room: PanicRoom) -> None:
    before = audible(room)
    await room.panic()
    first = room.record()
    await room.panic()
    assert room.record() == first
    await room.end()
    await room.end()
    assert room.switcher().program == "Host"
    assert audible(room) == before


async def test_who_switches_away_keeps_the_say_over_the_program(room: PanicRoom) -> None:
    before = audible(room)
    await room.panic()
    await room.switching.cut(Cut(booth=BOOTH, scene="AI"), context())
    await room.until(lambda: (held := room.record()) is not None and not held.on_air)
    await room.end()
    assert room.switcher().program == "AI"
    assert audible(room) == before


async def test_it_wins_over_a_take_that_hangs(room: PanicRoom, simulator: SimulatedObs) -> None:
    await room.switching.set_studio_mode(SetStudioMode(booth=BOOTH, on=True), context())
    await room.switching.set_preview(SetPreview(booth=BOOTH, scene="AI"), context())
    simulator.faults.reply_delay_s = 1.0
    take = asyncio.create_task(room.switching.take(Take(booth=BOOTH), context()))
    panic = asyncio.create_task(room.panic())
    await room.until(lambda: room.switcher().program == "Standby", 3.0)
    simulator.faults.reply_delay_s = 0.0
    await asyncio.gather(take, panic, return_exceptions=True)
    assert panic.exception() is None
    await asyncio.sleep(0)
    assert room.switcher().program == "Standby"


async def test_a_lost_link_is_said_loudly_and_the_others_go(
    room: PanicRoom, simulator: SimulatedObs
) -> None:
    other = SimulatedObs()
    await other.start()
    try:
        room.add(other.port, booth=SECOND, roles=ROLES)
        await room.connected(SECOND)
        await simulator.kill()
        await room.until(lambda: not room.links.get(BOOTH).connected)
        outcome = await room.panic("all")
        assert isinstance(outcome.value, tuple)
        problems = [result.problem and result.problem.code for result in outcome.value]
        assert problems == ["panic_not_reached", None]
        held = room.record()
        assert held is not None
        assert held.problem is not None
        assert not held.on_air
        assert "STANDBY NOT REACHED" in held.problem.text
        assert room.switcher(SECOND).program == "Standby"
        with pytest.raises(StudioError):
            await room.panic()
        await room.end("all")
        assert room.record() is room.record(SECOND) is None
    finally:
        await other.stop()


async def test_an_unknown_booth_stops_no_other(room: PanicRoom) -> None:
    outcome = await room.panic((BOOTH, BoothId("nowhere")))
    assert isinstance(outcome.value, tuple)
    codes = [result.problem and result.problem.code for result in outcome.value]
    assert codes == [None, "no_such_booth"]


async def test_a_scene_that_is_gone_is_told(room: PanicRoom) -> None:
    await room.switching.cut(Cut(booth=BOOTH, scene="AI"), context())
    await room.panic()
    await room.links.get(BOOTH).request("RemoveScene", {"sceneName": "AI"})
    await room.until(lambda: "AI" not in room.switcher().scenes)
    with pytest.raises(StudioError) as gone:
        await room.end()
    assert gone.value.problem.code == "panic_scene_gone"
    await room.switching.cut(Cut(booth=BOOTH, scene="Host"), context())
    await room.end()
    assert audible(room)
    assert room.record() is None


async def test_a_server_that_dies_meanwhile_still_knows_the_way_back(
    room: PanicRoom, simulator: SimulatedObs, tmp_path: Path
) -> None:
    before = audible(room)
    await room.panic()
    await room.close()
    again = PanicRoom(tmp_path / "panic.json")
    try:
        again.add(simulator.port, roles=ROLES)
        again.begin()
        await again.connected()
        await again.until(lambda: (held := again.record()) is not None and held.on_air)
        await again.end()
        assert again.switcher().program == "Host"
        assert audible(again) == before
    finally:
        await again.close()


async def test_a_booth_that_never_had_a_standby_scene_gets_one(
    room: PanicRoom, simulator: SimulatedObs
) -> None:
    link = room.links.get(BOOTH)
    await link.request("SetSceneName", {"sceneName": "Standby", "newSceneName": "Other"})
    await room.until(lambda: "Other" in room.switcher().scenes)
    await room.panic()
    assert room.switcher().program == "Standby"
    kinds = [item.kind for item in room.scene("Standby").items]
    assert any("color" in kind for kind in kinds)
    assert any("text" in kind for kind in kinds)
    assert audible(room) == set()
    await room.end()
    await room.panic()
    assert sum(scene.startswith("Standby") for scene in room.switcher().scenes) == 1
