"""The link to real OBS processes: killed, frozen, restarted, many, behind a wrong password."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Callable

import pytest_asyncio

from studio_app.domain.booth import Health, Hotkeys, LinkStatus, Media, OutputKind, OutputStatus
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import BoothId
from studio_app.obs.probe import try_obs
from tests.fakes.booth_room import BOOTH, BoothRoom
from tests.real_obs import ObsFactory, RealObs


@pytest_asyncio.fixture
async def room() -> AsyncIterator[BoothRoom]:
    made = BoothRoom()
    yield made
    await made.close()


def seen(room: BoothRoom, booth: BoothId, source: str) -> Callable[[], bool]:
    return lambda: source in room.tally(booth).program


async def test_a_booth_is_read_whole(room: BoothRoom, obs: RealObs) -> None:
    room.add(obs.port, obs.password)
    await room.connected()
    switcher = room.switcher()
    assert switcher.scenes == ("Host", "AI", "Break", "Standby", "Overlay")
    assert switcher.canvas == (640, 360)
    assert {entry.name for entry in switcher.transitions} == {"Cut", "Fade"}
    host = room.scene("Host")
    assert [item.source for item in host.items] == ["Overlay", "Product", "Host camera"]
    assert [item.kind for item in host.items] == ["scene", "group", "color_source_v3"]
    assert host.items[-1].locked
    assert room.scene("Product").is_group
    mic = room.input("Host mic")
    assert mic.audio
    assert mic.everywhere
    assert "Host mic" in room.tally().program
    assert room.get(Media, "media", BOOTH, "Break film").duration_ms is None, "it does not play"
    assert room.output(OutputKind.STREAM).status is OutputStatus.OFF
    assert room.output(OutputKind.VIRTUALCAM).status is OutputStatus.UNAVAILABLE
    assert room.get(Hotkeys, "hotkeys", BOOTH).names
    assert room.link().websocket_version == "5.1.0"
    assert "SplitRecordFile" in room.link().lacks
    await room.until(lambda: room.get(Health, "health", BOOTH).fps > 20)


async def test_trial_connections_say_what_is_there(obs: RealObs) -> None:
    found = await try_obs("127.0.0.1", obs.port, obs.password)
    assert found.problem is None
    assert found.obs_version.startswith("29")
    assert found.scenes[0] == "Host"
    assert found.canvas == (640, 360)
    wrong = await try_obs("127.0.0.1", obs.port, "wrong")
    assert wrong.problem is not None
    assert wrong.problem.code == "link_wrong_password"
    assert wrong.websocket_version == "", "nothing is told to who does not know the password"
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        nothing = await try_obs("127.0.0.1", unused.getsockname()[1], "")
    assert nothing.problem is not None
    assert nothing.problem.code == "link_no_answer"


async def test_wrong_password(room: BoothRoom, obs: RealObs) -> None:
    room.add(obs.port, "wrong")
    await room.until(lambda: room.status() is LinkStatus.REFUSED)
    assert room.problem() == "link_wrong_password"
    room.add(obs.port, obs.password)
    await room.connected()


async def test_kill_and_restart(room: BoothRoom, obs_factory: ObsFactory) -> None:
    obs = (await asyncio.to_thread(obs_factory))[0]
    link = room.add(obs.port, obs.password)
    await room.connected()
    asked = [asyncio.create_task(link.request("GetStats")) for _ in range(50)]
    began = time.monotonic()
    await asyncio.to_thread(obs.kill)
    await room.until(lambda: room.status() is LinkStatus.LOST)
    assert time.monotonic() - began < 1
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert all(isinstance(answer, dict | StudioError) for answer in answers)
    assert room.switcher().scenes, "what was known stays"

    # Something else has taken the port meanwhile.
    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example ESMTP\r\n")
        await writer.drain()
        writer.close()

    squatter = await asyncio.start_server(speak, "127.0.0.1", obs.port)
    await room.until(lambda: room.problem() == "link_not_obs", 10)
    squatter.close()
    await squatter.wait_closed()
    await asyncio.to_thread(obs.start)
    link.retry_now()
    await room.connected(within_s=15)
    assert room.switcher().program == "Host"


async def test_closing_obs_is_told_at_once(room: BoothRoom, obs_factory: ObsFactory) -> None:
    obs = (await asyncio.to_thread(obs_factory))[0]
    room.add(obs.port, obs.password)
    await room.connected()
    closing = asyncio.create_task(asyncio.to_thread(obs.stop))
    await room.until(lambda: room.status() is LinkStatus.LOST, 8)
    assert room.problem() == "link_closed"
    await closing
    await asyncio.to_thread(obs.launch)  # and back while it is still starting
    room.links.get(BOOTH).retry_now()
    await room.connected(within_s=20)
    await asyncio.to_thread(obs.wait_ready)


async def test_freeze_and_thaw(room: BoothRoom, obs: RealObs) -> None:
    room.add(obs.port, obs.password)
    await room.connected()
    began = time.monotonic()
    await asyncio.to_thread(obs.freeze)
    try:
        await room.until(lambda: room.status() is LinkStatus.STALE, 8)
        assert room.link().last_heard is not None
        await room.until(lambda: room.status() is LinkStatus.LOST, 8)
        assert time.monotonic() - began < 8
        assert room.problem() == "link_frozen"
    finally:
        await asyncio.to_thread(obs.thaw)
    await room.connected(within_s=15)


async def test_twelve_booths_at_once(room: BoothRoom, obs_factory: ObsFactory) -> None:
    """All are linked, all can be switched at the same time, one of them dying disturbs none."""
    many = await asyncio.to_thread(obs_factory, 12, size=(320, 180))
    booths = [BoothId(f"booth-{number}") for number in range(1, 13)]
    for one, booth in zip(many, booths, strict=True):
        room.add(one.port, one.password, booth)
    for booth in booths:
        await room.connected(booth, within_s=30)

    async def switch(booth: BoothId, scene: str) -> None:
        await room.links.get(booth).request("SetCurrentProgramScene", {"sceneName": scene})

    await asyncio.gather(*(switch(booth, "Break") for booth in booths))
    for booth in booths:
        await room.until(seen(room, booth, "Break film"), 20)
    await asyncio.to_thread(many[3].kill)
    await room.until(lambda: room.status(booths[3]) is LinkStatus.LOST)
    rest = [booth for booth in booths if booth != booths[3]]
    await asyncio.gather(*(switch(booth, "Standby") for booth in rest))
    for booth in rest:
        await room.until(seen(room, booth, "Standby backdrop"), 20)
        assert room.status(booth) in (LinkStatus.CONNECTED, LinkStatus.STALE)
