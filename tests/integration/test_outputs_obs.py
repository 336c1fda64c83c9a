"""Outputs of a real OBS: streams to a receiver that dies and returns, recordings, replays."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import msgspec
import pytest
import pytest_asyncio

from studio_app.domain.actions.outputs import (
    PauseRecord,
    SaveReplay,
    SayLive,
    SplitRecord,
    StartOutput,
    StopOutput,
)
from studio_app.domain.actions.switching import Cut, TriggerHotkey
from studio_app.domain.booth import (
    HostKind,
    Live,
    LiveStatus,
    OnAirHost,
    Output,
    OutputHealth,
    OutputKind,
    OutputStatus,
    SceneRole,
)
from studio_app.domain.errors import StudioError
from studio_app.domain.feed import BoothMeters, Bus, Picture, PictureWant
from studio_app.services.pictures import jpeg_of
from tests import real_obs
from tests.fakes.booth_room import BOOTH, BoothRoom, context

ROLES = {SceneRole.HUMAN: "Host", SceneRole.AI: "AI", SceneRole.BREAK: "Break"}


@pytest.fixture(scope="module")
def receiver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[real_obs.RtmpServer]:
    server = real_obs.RtmpServer(tmp_path_factory.mktemp("receiver"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def sender(
    display: str, receiver: real_obs.RtmpServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[real_obs.RealObs]:
    with real_obs.factory(tmp_path_factory.mktemp("obs"), display) as start:
        yield start(stream_to=receiver.url)[0]


@pytest_asyncio.fixture
async def room(sender: real_obs.RealObs) -> AsyncIterator[BoothRoom]:
    made = BoothRoom()
    made.add(sender.port, sender.password, roles=ROLES)
    await made.connected()
    yield made
    await made.close()


def stream(room: BoothRoom) -> Output:
    return room.output(OutputKind.STREAM)


async def start(room: BoothRoom, kind: OutputKind) -> None:
    await room.outputs.start(StartOutput(booth=BOOTH, output=kind), context())


async def stop(room: BoothRoom, kind: OutputKind) -> None:
    await room.outputs.stop(StopOutput(booth=BOOTH, output=kind), context(confirmed=True))


async def fails(room: BoothRoom, action: StartOutput | StopOutput, *, confirmed: bool) -> str:
    """The code of the problem that an action comes to."""
    by = context(confirmed=confirmed)
    if isinstance(action, StartOutput):
        asked = room.outputs.start(action, by)
    else:
        asked = room.outputs.stop(action, by)
    with pytest.raises(StudioError) as failed:
        await asked
    return failed.value.problem.code


async def test_a_stream_lives_through_its_receivers_death(
    room: BoothRoom, receiver: real_obs.RtmpServer
) -> None:
    await start(room, OutputKind.STREAM)
    assert stream(room).status is OutputStatus.ACTIVE
    await room.until(lambda: stream(room).bytes > 0 and stream(room).kbps is not None, 10)
    assert stream(room).health is OutputHealth.UNPROVEN, "bytes that leave prove no delivery"
    again = StartOutput(booth=BOOTH, output=OutputKind.STREAM)
    assert await fails(room, again, confirmed=False) == "output_active_already"
    said = SayLive(booth=BOOTH, status=LiveStatus.LIVE)
    outcome = await room.live.say(said, context())
    assert outcome.undo == SayLive(booth=BOOTH, status=LiveStatus.UNKNOWN)
    assert room.get(Live, "live", BOOTH).by == "Test"
    await room.until(lambda: stream(room).health is OutputHealth.GOOD)

    await room.until(lambda: stream(room).bytes > 100_000, 10)
    began, sent = stream(room).since, stream(room).bytes
    await asyncio.to_thread(receiver.kill)
    await room.until(lambda: stream(room).status is OutputStatus.RECONNECTING, 15)
    assert stream(room).health is OutputHealth.RECONNECTING
    assert stream(room).bytes >= sent
    await asyncio.to_thread(receiver.start)
    await room.until(lambda: stream(room).status is OutputStatus.ACTIVE, 20)
    assert stream(room).reconnects == 1
    assert stream(room).since == began, "it is the same run"
    room.forget()
    await room.until(lambda: stream(room).bytes > sent + 50_000, 15)
    counted = [
        new.bytes
        for key, _, new in room.seen
        if key == ("output", BOOTH, OutputKind.STREAM) and isinstance(new, Output)
    ]
    assert counted == sorted(counted), "counters never go back"
    assert room.get(Live, "live", BOOTH).status is LiveStatus.LIVE, "a reconnect is no new run"

    end = StopOutput(booth=BOOTH, output=OutputKind.STREAM)
    assert await fails(room, end, confirmed=False) == "confirm_needed"
    key = TriggerHotkey(booth=BOOTH, hotkey="OBSBasic.StopStreaming")
    with pytest.raises(StudioError) as refused:
        await room.setup.trigger_hotkey(key, context())
    assert refused.value.problem.code == "confirm_needed"
    await stop(room, OutputKind.STREAM)
    assert stream(room).status is OutputStatus.OFF
    assert stream(room).problem is None, "it was ended on purpose"
    assert room.get(Live, "live", BOOTH).status is LiveStatus.UNKNOWN
    assert await fails(room, end, confirmed=True) == "output_not_active"


async def test_no_receiver(room: BoothRoom, receiver: real_obs.RtmpServer) -> None:
    await asyncio.to_thread(receiver.kill)
    try:
        action = StartOutput(booth=BOOTH, output=OutputKind.STREAM)
        assert await fails(room, action, confirmed=False) == "output_not_started"
        assert stream(room).status is OutputStatus.OFF
        problem = stream(room).problem
        assert problem is not None
        assert problem.code == "output_not_started"
    finally:
        await asyncio.to_thread(receiver.start)


async def test_recording_pauses_and_says_where_it_is(room: BoothRoom) -> None:
    record = OutputKind.RECORD
    await start(room, record)
    await room.until(lambda: room.output(record).health is OutputHealth.GOOD, 10)
    outcome = await room.outputs.pause_record(PauseRecord(booth=BOOTH, paused=True), context())
    assert room.output(record).status is OutputStatus.PAUSED
    await asyncio.sleep(0.5)  # OBS may never end a recording that was paused for some frames only
    assert outcome.undo == PauseRecord(booth=BOOTH, paused=False)
    await room.outputs.pause_record(PauseRecord(booth=BOOTH, paused=False), context())
    assert room.output(record).status is OutputStatus.ACTIVE
    written = room.output(record).bytes
    await room.until(lambda: room.output(record).bytes > written, 10)
    with pytest.raises(StudioError) as old:
        await room.outputs.split_record(SplitRecord(booth=BOOTH), context())
    assert old.value.problem.code == "obs_lacks"
    await stop(room, record)
    path = Path(room.output(record).path)
    assert await asyncio.to_thread(path.exists)


async def test_a_pause_that_obs_ignores(room: BoothRoom) -> None:
    """Recording "same as stream" takes the pause and goes on."""
    link, record = room.links.get(BOOTH), OutputKind.RECORD

    async def quality(value: str) -> None:
        parameter = {
            "parameterCategory": "SimpleOutput",
            "parameterName": "RecQuality",
            "parameterValue": value,
        }
        await link.request("SetProfileParameter", parameter)

    # The recording before this one may still be closing its file.
    await room.until(lambda: room.output(record).status is OutputStatus.OFF, 10)
    await quality("Stream")
    try:
        await start(room, record)
        with pytest.raises(StudioError) as ignored:
            await room.outputs.pause_record(PauseRecord(booth=BOOTH, paused=True), context())
        assert ignored.value.problem.code == "pause_ignored"
        assert room.output(record).status is OutputStatus.ACTIVE
        await stop(room, record)
    finally:
        await quality("Small")


async def test_replay_buffer(room: BoothRoom) -> None:
    replay = OutputKind.REPLAY
    with pytest.raises(StudioError) as idle:
        await room.outputs.save_replay(SaveReplay(booth=BOOTH), context())
    assert idle.value.problem.code == "output_not_active"
    await start(room, replay)
    await asyncio.sleep(1.5)  # something must be in it
    outcome = await room.outputs.save_replay(SaveReplay(booth=BOOTH), context())
    assert isinstance(outcome.value, str)
    assert await asyncio.to_thread(Path(outcome.value).exists)
    await stop(room, replay)


async def test_a_replay_that_is_written_over_the_last_one(room: BoothRoom) -> None:
    """As where a media source in OBS plays it: OBS saves, and the name tells nothing."""
    link, replay = room.links.get(BOOTH), OutputKind.REPLAY

    async def output(name: str, value: str) -> str:
        about = {"parameterCategory": "Output", "parameterName": name}
        before = await link.request("GetProfileParameter", about)
        await link.request("SetProfileParameter", {**about, "parameterValue": value})
        return str(before["parameterValue"])

    names = await output("FilenameFormatting", "replay")
    over = await output("OverwriteIfExists", "true")
    try:
        await start(room, replay)
        await asyncio.sleep(1.5)  # something must be in it
        saved = [
            (await room.outputs.save_replay(SaveReplay(booth=BOOTH), context())).value
            for _ in range(2)
        ]
        assert saved[0] == saved[1]
        assert saved[0]
        await stop(room, replay)
    finally:
        await output("FilenameFormatting", names)
        await output("OverwriteIfExists", over)


async def test_a_virtual_camera_that_is_not_there(room: BoothRoom) -> None:
    action = StartOutput(booth=BOOTH, output=OutputKind.VIRTUALCAM)
    assert await fails(room, action, confirmed=False) == "output_unavailable"


async def test_who_is_on_air(room: BoothRoom) -> None:
    def host() -> OnAirHost:
        return room.get(OnAirHost, "host", BOOTH)

    await room.switching.cut(Cut(booth=BOOTH, scene="Host"), context())
    assert host() == OnAirHost(kind=HostKind.HUMAN, name="Lan")
    await room.switching.cut(Cut(booth=BOOTH, scene="AI"), context())
    assert host().kind is HostKind.AI
    await room.switching.cut(Cut(booth=BOOTH, scene="Standby"), context())
    assert host().kind is HostKind.UNKNOWN, "no role was given to this scene"


async def test_pictures_and_levels(room: BoothRoom) -> None:
    await room.switching.cut(Cut(booth=BOOTH, scene="Break"), context())
    pictures: list[Picture] = []
    levels: list[BoothMeters] = []
    room.pictures.arrived.connect(
        lambda booth, bus, frame: pictures.append(msgspec.msgpack.decode(frame, type=Picture))
    )
    room.meters.arrived.connect(
        lambda booth, data: levels.append(msgspec.msgpack.decode(data, type=BoothMeters))
    )
    room.pictures.want(
        "wall",
        [PictureWant(booth=BOOTH, bus=Bus.PROGRAM, fps=10, width=320)],
    )
    room.meters.want("wall", [BOOTH])
    for _ in range(100):
        if len(pictures) >= 5 and any("Break film" in one.inputs for one in levels):
            break
        await asyncio.sleep(0.05)
    assert len(pictures) >= 5
    assert (pictures[-1].width, pictures[-1].height) == (320, 180)
    assert pictures[-1].jpeg.startswith(b"\xff\xd8")
    assert levels, "levels come"
    assert len(levels[-1].levels) == 4 * len(levels[-1].inputs)
    loudest = max(
        max(one.levels[4 * place : 4 * place + 4])
        for one in levels
        for place, name in enumerate(one.inputs)
        if name == "Break film"
    )
    assert loudest > 150, "somebody speaks in the film"
    room.pictures.want("wall", [])
    room.meters.want("wall", [])
    await asyncio.sleep(0.3)
    count = len(pictures), len(levels)
    await asyncio.sleep(0.5)
    assert (len(pictures), len(levels)) == count, "nobody looks, nothing is read"
    assert jpeg_of("data:image/png;base64,AAAA") is None
