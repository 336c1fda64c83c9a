"""A program that is black, frozen or silent, on simulated OBS: seen in time, and only where it
matters."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from msgspec.structs import replace

from studio_app.domain.actions.outputs import SayLive
from studio_app.domain.booth import Booth, LiveStatus, ProgramWatch, SceneRole, SentBy, Unwatched
from studio_app.domain.feed import Bus, PictureWant
from studio_app.domain.ids import BoothId
from studio_app.media import program
from studio_app.rehearsal.simulator import SimulatedObs
from studio_app.services import program_watch
from studio_app.services.program_sound import Level, ProgramSound
from studio_app.services.program_watch import ProgramWatcher
from tests.fakes.booth_room import BOOTH, BoothRoom, context

ROLES = {SceneRole.HUMAN: "Host", SceneRole.STANDBY: "Standby", SceneRole.BREAK: "Break"}


@pytest_asyncio.fixture
async def simulator() -> AsyncIterator[SimulatedObs]:
    simulated = SimulatedObs()
    await simulated.start()
    yield simulated
    await simulated.stop()


@pytest_asyncio.fixture
async def room(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator["WatchedRoom"]:
    monkeypatch.setattr(program_watch, "PICTURE_EVERY_S", 0.3)
    monkeypatch.setattr(program_watch, "LOOK_EVERY_S", 0.1)
    monkeypatch.setattr(program, "BLACK_HOLD", timedelta(seconds=0.8))
    monkeypatch.setattr(program, "FROZEN_HOLD", timedelta(seconds=1))
    monkeypatch.setattr(program, "SILENT_HOLD", timedelta(seconds=1.5))
    made = WatchedRoom()
    yield made
    await made.close()


class WatchedRoom(BoothRoom):
    """A room whose programs are watched."""

    def __init__(self) -> None:
        super().__init__()
        self.program_sound = ProgramSound(self.store, self.meters)
        self.watcher = ProgramWatcher(
            self.store, self.pictures, self.meters, self.program_sound, self.clock
        )
        self.watcher.start()

    def watch(self) -> ProgramWatch:
        """The record; without one, that nothing is watched."""
        return self.store.get(ProgramWatch, "program_watch", BOOTH) or ProgramWatch()

    async def close(self) -> None:
        """The watch ends before what it stands on."""
        await self.watcher.stop()
        self.program_sound.stop()
        await super().close()


async def on_air(room: WatchedRoom, simulator: SimulatedObs) -> None:
    room.add(simulator.port, roles=ROLES)
    await room.connected()
    simulator.booth.outputs.start_stream()
    await room.until(lambda: room.watch().watched)


async def test_black_frozen_and_silent_are_told_apart_and_end(
    room: WatchedRoom, simulator: SimulatedObs
) -> None:
    await on_air(room, simulator)
    simulator.faults.still = simulator.faults.silent = True
    await room.until(lambda: room.watch().frozen_since is not None, 20)
    assert room.watch().black_since is None
    await room.until(lambda: room.watch().silent_since is not None, 20)
    simulator.faults.still = simulator.faults.silent = False
    simulator.faults.black = True
    await room.until(lambda: room.watch().black_since is not None, 15)
    assert room.watch().frozen_since is None
    simulator.faults.clear()
    await room.until(lambda: room.watch() == ProgramWatch(watched=True), 5)


async def test_a_standby_scene_and_a_booth_off_air_alarm_nobody(
    room: WatchedRoom, simulator: SimulatedObs
) -> None:
    simulator.faults.black = simulator.faults.silent = True
    room.add(simulator.port, roles=ROLES)
    await room.connected()
    await room.until(lambda: room.watch().reason is Unwatched.OFF_AIR)
    simulator.booth.outputs.start_stream()
    await room.until(lambda: room.watch().black_since is not None, 15)
    simulator.booth.switching.cut_to(simulator.booth.show.scenes[3])
    await room.until(lambda: room.switcher().program == "Standby")
    await room.until(lambda: room.watch() == ProgramWatch(reason=Unwatched.SAFE_SCENE))
    simulator.booth.switching.cut_to(simulator.booth.show.scenes[0])
    await room.until(lambda: room.watch().watched)
    assert room.watch().black_since is None


async def test_the_scene_that_a_panic_goes_to_is_a_standby_scene(
    room: WatchedRoom, simulator: SimulatedObs
) -> None:
    await on_air(room, simulator)
    entry = room.get(Booth, "booth", BOOTH)
    room.store.apply({("booth", BOOTH): replace(entry, scene_roles={}, standby_scene="Host")})
    await room.until(lambda: room.watch() == ProgramWatch(reason=Unwatched.SAFE_SCENE))


async def test_a_booth_without_a_link_is_not_judged(
    room: WatchedRoom, simulator: SimulatedObs
) -> None:
    await on_air(room, simulator)
    simulator.faults.black = True
    await room.until(lambda: room.watch().black_since is not None, 15)
    await simulator.kill()
    await room.until(lambda: room.watch() == ProgramWatch(reason=Unwatched.NO_LINK))
    await simulator.revive()
    await room.until(lambda: room.watch().watched, 10)


async def test_muted_by_hand_is_silent_too_and_other_scenes_do_not_count(
    room: WatchedRoom, simulator: SimulatedObs
) -> None:
    await on_air(room, simulator)
    levels: list[Level] = []
    loud = asyncio.Event()

    def heard(_: BoothId, level: Level) -> None:
        levels.append(level)
        if level.peak_db > -40:
            loud.set()

    room.program_sound.level.connect(heard)
    async with asyncio.timeout(10):
        await loud.wait()
    assert all(level.rms_db <= level.peak_db + 6 for level in levels)
    for one in simulator.booth.show.inputs:
        if one.kind.audio:
            simulator.booth.edit.mute(one, muted=True)
    await room.until(lambda: room.watch().silent_since is not None, 20)
    assert levels[-1].peak_db == -127.5


async def test_a_virtual_camera_booth_is_watched_on_a_person_s_word_without_its_sound(
    room: WatchedRoom, simulator: SimulatedObs
) -> None:
    simulator.faults.black = simulator.faults.silent = True
    room.add(simulator.port, roles=ROLES, sent_by=SentBy.PLATFORM_PROGRAM)
    await room.connected()
    await room.until(lambda: room.watch().reason is Unwatched.OFF_AIR)
    room.meters.want(room, [BOOTH])
    await room.live.say(SayLive(booth=BOOTH, status=LiveStatus.LIVE), context())
    await room.until(lambda: room.watch().black_since is not None, 15)
    room.meters.want(room, [])
    assert room.watch().silent_since is None


async def test_the_wall_s_own_pictures_are_judged_without_asking_more(
    room: WatchedRoom, simulator: SimulatedObs
) -> None:
    wall = [PictureWant(booth=BoothId(BOOTH), bus=Bus.PROGRAM, fps=5, width=320)]
    room.pictures.want(room, wall)
    frames: list[bytes] = []
    room.pictures.arrived.connect(lambda _booth, _bus, frame: frames.append(frame))
    await on_air(room, simulator)
    simulator.faults.black = True
    frames.clear()
    began = asyncio.get_running_loop().time()
    await room.until(lambda: room.watch().black_since is not None, 15)
    passed_s = asyncio.get_running_loop().time() - began
    assert len(frames) <= 5 * passed_s + 3
    room.pictures.want(room, [])
