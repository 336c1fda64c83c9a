"""The program watch on a real OBS: a black source on air, a still one, and nobody speaking."""

import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import obsws_python
import pytest
import pytest_asyncio

from studio_app.domain.actions.outputs import SayLive
from studio_app.domain.actions.switching import Cut
from studio_app.domain.booth import LiveStatus, Output, OutputStatus, ProgramWatch, SentBy
from studio_app.media import program
from studio_app.services import program_watch
from studio_app.services.program_sound import ProgramSound
from studio_app.services.program_watch import ProgramWatcher
from tests.fakes.booth_room import BOOTH, BoothRoom, context
from tests.real_obs import RealObs

BLACK_SCENE = "Lens cap"


@pytest.fixture
def black_scene(obs: RealObs) -> None:
    """A scene with nothing but a black colour source, as a camera with its cap on."""
    logging.getLogger("obsws_python").setLevel(logging.CRITICAL)
    client = obsws_python.ReqClient(
        host="127.0.0.1", port=obs.port, password=obs.password, timeout=5
    )
    names = {scene["sceneName"] for scene in client.get_scene_list().scenes}
    if BLACK_SCENE not in names:
        client.create_scene(BLACK_SCENE)
        settings = {"color": 0xFF000000, "width": 640, "height": 360}
        client.create_input(BLACK_SCENE, "Cap", "color_source_v3", settings, True)
    client.disconnect()


@pytest_asyncio.fixture
async def room(
    obs: RealObs, black_scene: None, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[BoothRoom]:
    monkeypatch.setattr(program_watch, "PICTURE_EVERY_S", 0.5)
    monkeypatch.setattr(program_watch, "LOOK_EVERY_S", 0.1)
    monkeypatch.setattr(program, "BLACK_HOLD", timedelta(seconds=1))
    monkeypatch.setattr(program, "FROZEN_HOLD", timedelta(seconds=2))
    monkeypatch.setattr(program, "SILENT_HOLD", timedelta(seconds=2))
    made = BoothRoom()
    sound = ProgramSound(made.store, made.meters)
    watcher = ProgramWatcher(made.store, made.pictures, made.meters, sound, made.clock)
    watcher.start()
    yield made
    await watcher.stop()
    sound.stop()
    await made.close()


def watch(room: BoothRoom) -> ProgramWatch:
    """The record; without one, that nothing is watched."""
    return room.store.get(ProgramWatch, "program_watch", BOOTH) or ProgramWatch()


async def test_black_and_still_sources_are_told_apart(room: BoothRoom, obs: RealObs) -> None:
    room.add(obs.port, obs.password, sent_by=SentBy.PLATFORM_PROGRAM)
    await room.connected()
    await room.switching.cut(Cut(booth=BOOTH, scene=BLACK_SCENE), context())
    await room.until(lambda: room.switcher().program == BLACK_SCENE)
    await room.live.say(SayLive(booth=BOOTH, status=LiveStatus.LIVE), context())
    await room.until(lambda: watch(room).black_since is not None, 15)
    assert watch(room).frozen_since is None
    await room.switching.cut(Cut(booth=BOOTH, scene="Host"), context())
    await room.until(lambda: watch(room).black_since is None, 5)
    await room.until(lambda: watch(room).frozen_since is not None, 15)
    assert watch(room).watched


async def test_real_levels_of_nobody_speaking_are_silence(room: BoothRoom, obs: RealObs) -> None:
    room.add(obs.port, obs.password)
    await room.connected()
    await room.switching.cut(Cut(booth=BOOTH, scene="Host"), context())
    # As though it were sending: this test is about OBS's levels, not about its outputs.
    room.store.apply({("output", BOOTH, "stream"): Output(status=OutputStatus.ACTIVE)})
    await room.until(lambda: watch(room).silent_since is not None, 15)
