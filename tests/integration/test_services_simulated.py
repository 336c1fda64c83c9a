"""Switching and outputs on a simulated OBS that lies, is late, or lacks what is asked."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable

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
from studio_app.domain.actions.sound import SetBalance, SetMute
from studio_app.domain.actions.sources import ShowItem
from studio_app.domain.actions.switching import ChooseProfile, Cut, SetStudioMode, Take
from studio_app.domain.booth import (
    Live,
    LiveStatus,
    Output,
    OutputHealth,
    OutputKind,
    OutputStatus,
    SentBy,
)
from studio_app.domain.errors import StudioError
from studio_app.domain.feed import Bus, PictureWant
from studio_app.domain.ids import BoothId
from studio_app.rehearsal.faults import StreamLie
from studio_app.rehearsal.simulator import SimulatedObs
from studio_app.services import outputs, sound
from studio_app.services.action_desk import Outcome
from tests.fakes.booth_room import BOOTH, BoothRoom, context

STREAM = OutputKind.STREAM


@pytest_asyncio.fixture
async def simulator() -> AsyncIterator[SimulatedObs]:
    simulated = SimulatedObs()
    await simulated.start()
    yield simulated
    await simulated.stop()


@pytest_asyncio.fixture
async def room(simulator: SimulatedObs) -> AsyncIterator[BoothRoom]:
    made = BoothRoom()
    made.add(simulator.port)
    await made.connected()
    yield made
    await made.close()


async def code(outcome: Awaitable[Outcome]) -> str:
    """The code of the problem that this comes to."""
    with pytest.raises(StudioError) as failed:
        await outcome
    return failed.value.problem.code


def stream(room: BoothRoom) -> Output:
    return room.output(STREAM)


async def test_the_event_is_the_fact_not_the_reply(
    room: BoothRoom, simulator: SimulatedObs
) -> None:
    """Answers come late, events at once: the store is right before anybody has an answer."""
    simulator.faults.reply_delay_s = 0.3
    cut = asyncio.create_task(room.switching.cut(Cut(booth=BOOTH, scene="AI"), context()))
    await room.until(lambda: room.switcher().program == "AI")
    assert not cut.done()
    await cut


async def test_an_accepted_wish_that_does_not_happen_is_told(
    room: BoothRoom, simulator: SimulatedObs
) -> None:
    simulator.faults.mute_events = True
    wish = SetMute(booth=BOOTH, input="Host mic", muted=True)
    began = time.monotonic()
    assert await code(room.sound.turn(sound.MUTE, wish)) == "obs_not_confirmed"
    assert time.monotonic() - began < 4


async def test_a_link_that_breaks_meanwhile_is_told(
    room: BoothRoom, simulator: SimulatedObs
) -> None:
    simulator.faults.reply_delay_s = 5
    wish = asyncio.create_task(
        room.sound.turn(sound.MUTE, SetMute(booth=BOOTH, input="Host mic", muted=True))
    )
    await asyncio.sleep(0.1)
    await simulator.kill()
    began = time.monotonic()
    assert await code(wish) == "obs_gone"
    assert time.monotonic() - began < 1
    await room.until(lambda: not room.links.get(BOOTH).connected)
    assert await code(room.switching.cut(Cut(booth=BOOTH, scene="AI"), context())) == (
        "not_connected"
    )


async def test_an_unknown_booth_and_an_old_obs(room: BoothRoom) -> None:
    nowhere = BoothId("nowhere")
    assert await code(room.switching.take(Take(booth=nowhere), context())) == "no_such_booth"
    assert await code(room.live.say(SayLive(booth=nowhere, status=LiveStatus.LIVE), context())) == (
        "no_such_booth"
    )
    assert await code(room.outputs.split_record(SplitRecord(booth=BOOTH), context())) == "obs_lacks"


async def test_studio_mode_and_take(room: BoothRoom) -> None:
    await room.switching.set_studio_mode(SetStudioMode(booth=BOOTH, on=True), context())
    assert room.switcher().preview is not None
    outcome = await room.switching.set_studio_mode(SetStudioMode(booth=BOOTH, on=False), context())
    assert outcome.undo == SetStudioMode(booth=BOOTH, on=True)
    assert room.switcher().preview is None


@pytest.mark.parametrize(
    ("lie", "problem"),
    [(StreamLie.REFUSED, "output_not_started"), (StreamLie.SILENT, "obs_not_confirmed")],
)
async def test_a_stream_that_does_not_begin(
    room: BoothRoom,
    simulator: SimulatedObs,
    monkeypatch: pytest.MonkeyPatch,
    lie: StreamLie,
    problem: str,
) -> None:
    monkeypatch.setattr(outputs, "WITHIN_S", 1.5)
    simulator.faults.stream = lie
    start = StartOutput(booth=BOOTH, output=STREAM)
    assert await code(room.outputs.start(start, context())) == problem


async def test_every_kind_of_bad_health(room: BoothRoom, simulator: SimulatedObs) -> None:
    await room.outputs.start(StartOutput(booth=BOOTH, output=STREAM), context())
    await room.until(lambda: stream(room).health is OutputHealth.UNPROVEN)
    simulator.faults.stream = StreamLie.CONGESTED
    await room.until(lambda: stream(room).health is OutputHealth.CONGESTED, 15)
    await room.until(lambda: (stream(room).skipped_pct or 0) > 0, 15)
    simulator.faults.stream = StreamLie.RECONNECTING
    await room.until(lambda: stream(room).health is OutputHealth.RECONNECTING, 15)
    counted = stream(room).bytes
    simulator.faults.stream = StreamLie.NONE
    await room.until(lambda: stream(room).status is OutputStatus.ACTIVE, 15)
    await room.until(lambda: stream(room).bytes > counted, 15)
    assert stream(room).reconnects == 1


async def test_a_lost_link_does_not_restart_the_counters(
    room: BoothRoom, simulator: SimulatedObs
) -> None:
    await room.outputs.start(StartOutput(booth=BOOTH, output=STREAM), context())
    await room.until(lambda: stream(room).bytes > 0)
    await room.live.say(SayLive(booth=BOOTH, status=LiveStatus.LIVE), context())
    before = stream(room)
    await simulator.drop()
    await room.until(lambda: not room.links.get(BOOTH).connected)
    assert stream(room).bytes >= before.bytes, "as last known"
    await room.connected()
    await room.until(lambda: stream(room).bytes > before.bytes)
    assert stream(room).since == before.since
    assert room.get(Live, "live", BOOTH).status is LiveStatus.LIVE


async def test_live_belongs_to_one_run(room: BoothRoom) -> None:
    await room.live.say(SayLive(booth=BOOTH, status=LiveStatus.NOT_LIVE), context())
    await room.outputs.start(StartOutput(booth=BOOTH, output=STREAM), context())
    assert room.get(Live, "live", BOOTH) == Live()
    outcome = await room.live.say(SayLive(booth=BOOTH, status=LiveStatus.LIVE), context())
    since = room.get(Live, "live", BOOTH).since
    await room.live.say(SayLive(booth=BOOTH, status=LiveStatus.LIVE), context())
    assert room.get(Live, "live", BOOTH).since == since
    assert isinstance(outcome.undo, SayLive)
    await room.live.say(outcome.undo, context())
    assert room.get(Live, "live", BOOTH) == Live()


async def test_the_camera_of_the_platforms_program(simulator: SimulatedObs) -> None:
    """Ending it ends what viewers see, and a person alone knows whether they do."""
    room = BoothRoom()
    room.add(simulator.port, sent_by=SentBy.PLATFORM_PROGRAM)
    camera = OutputKind.VIRTUALCAM
    try:
        await room.connected()
        await room.outputs.start(StartOutput(booth=BOOTH, output=camera), context())
        await room.live.say(SayLive(booth=BOOTH, status=LiveStatus.LIVE), context())
        await room.until(lambda: room.output(camera).health is OutputHealth.GOOD)
        stop = StopOutput(booth=BOOTH, output=camera)
        assert await code(room.outputs.stop(stop, context())) == "confirm_needed"
        await room.outputs.stop(stop, context(confirmed=True))
        assert room.get(Live, "live", BOOTH).status is LiveStatus.UNKNOWN
    finally:
        await room.close()


async def test_recording(room: BoothRoom) -> None:
    record = OutputKind.RECORD
    idle = PauseRecord(booth=BOOTH, paused=True)
    assert await code(room.outputs.pause_record(idle, context())) == "output_not_active"
    await room.outputs.start(StartOutput(booth=BOOTH, output=record), context())
    await room.outputs.pause_record(idle, context())
    assert room.output(record).status is OutputStatus.PAUSED
    stop = StopOutput(booth=BOOTH, output=record)
    await room.outputs.stop(stop, context())
    assert room.output(record).path


@pytest.mark.parametrize("version", ["28.0.0", "29.1.3", "30.1.2", "30.2.0", "31.0.3", "32.1.0"])
async def test_every_version_does_what_it_can(version: str) -> None:
    """And says of the rest that it cannot; a recording goes on in a new file where OBS can."""
    simulator, room = SimulatedObs(obs_version=version), BoothRoom()
    simulator.booth.profiles.append("Evening")
    await simulator.start()
    room.add(simulator.port)
    try:
        await room.connected()
        await room.switching.set_studio_mode(SetStudioMode(booth=BOOTH, on=True), context())
        await room.switching.cut(Cut(booth=BOOTH, scene="AI"), context())
        await room.setup.choose_profile(ChooseProfile(booth=BOOTH, profile="Evening"), context())
        items = room.scene("Host").items
        hide = ShowItem(booth=BOOTH, scene="Host", item_id=items[0].item_id, visible=False)
        await room.sources.show(hide, context())
        await room.sound.turn(
            sound.BALANCE, SetBalance(booth=BOOTH, input="Host mic", balance=0.25)
        )
        for kind in OutputKind:
            await room.outputs.start(StartOutput(booth=BOOTH, output=kind), context())
        await room.outputs.save_replay(SaveReplay(booth=BOOTH), context())
        first, split = room.output(OutputKind.RECORD).path, SplitRecord(booth=BOOTH)
        if [int(part) for part in version.split(".")] < [30, 2]:
            assert await code(room.outputs.split_record(split, context())) == "obs_lacks"
            assert room.output(OutputKind.RECORD).path == first
        else:
            await room.outputs.split_record(split, context())
            assert room.output(OutputKind.RECORD).path not in ("", first)
            assert room.output(OutputKind.RECORD).status is OutputStatus.ACTIVE
    finally:
        await room.close()
        await simulator.stop()


async def test_the_highest_wish_is_read_once(room: BoothRoom, simulator: SimulatedObs) -> None:
    came: list[float] = []
    room.pictures.arrived.connect(lambda booth, bus, frame: came.append(time.monotonic()))
    for client in ("first", "second", "third"):
        room.pictures.want(client, [PictureWant(booth=BOOTH, bus=Bus.PROGRAM, fps=10, width=160)])
    await asyncio.sleep(0.3)
    came.clear()
    await asyncio.sleep(1.0)
    assert 6 <= len(came) <= 13, "ten a second, however many look"
    simulator.faults.reply_delay_s = 0.25
    await asyncio.sleep(0.6)
    came.clear()
    await asyncio.sleep(1.5)
    assert 1 <= len(came) <= 4, "a slow OBS is asked less often"
    simulator.faults.reply_delay_s = 0
    for client in ("first", "second", "third"):
        room.pictures.want(client, [])


async def test_another_scene_is_shown_at_once(room: BoothRoom) -> None:
    came = asyncio.Event()
    room.pictures.want("one", [PictureWant(booth=BOOTH, bus=Bus.PROGRAM, fps=0.1, width=160)])
    room.pictures.arrived.connect(lambda booth, bus, frame: came.set())
    await asyncio.wait_for(came.wait(), 5)
    came.clear()
    await room.switching.cut(Cut(booth=BOOTH, scene="AI"), context())
    await asyncio.wait_for(came.wait(), 2)
    room.pictures.want("one", [])


async def test_levels_are_asked_for_only_while_wanted(
    room: BoothRoom, simulator: SimulatedObs
) -> None:
    came: list[bytes] = []
    room.meters.arrived.connect(lambda booth, data: came.append(data))
    room.meters.want("one", [BOOTH])
    for _ in range(100):
        if len(came) > 5:
            break
        await asyncio.sleep(0.02)
    assert len(came) > 5
    await simulator.drop()
    await room.until(lambda: not room.links.get(BOOTH).connected)
    await room.connected()
    came.clear()
    await asyncio.sleep(0.3)
    assert came, "a new session asks for them by itself"
    room.meters.want("one", [])
    await asyncio.sleep(0.2)
    came.clear()
    await asyncio.sleep(0.3)
    assert not came
