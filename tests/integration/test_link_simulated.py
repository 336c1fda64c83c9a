"""The link against a simulated OBS that fails in every way it can be told to."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable

import msgspec
import pytest
import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st

from studio_app.domain.booth import (
    Health,
    Input,
    LinkStatus,
    Setup,
    Switcher,
)
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import BoothId
from studio_app.obs.translate import MEANINGS
from studio_app.rehearsal.garbage import GARBAGE
from studio_app.rehearsal.model import Input as SimulatedInput
from studio_app.rehearsal.model import Scene as SimulatedScene
from studio_app.rehearsal.show import InputPlan, ItemPlan, ScenePlan, ShowPlan
from studio_app.rehearsal.simulator import SimulatedObs
from tests.fakes.booth_room import BOOTH, BoothRoom


@pytest_asyncio.fixture
async def simulator() -> AsyncIterator[SimulatedObs]:
    simulated = SimulatedObs(password="secret")
    await simulated.start()
    yield simulated
    await simulated.stop()


@pytest_asyncio.fixture
async def room() -> AsyncIterator[BoothRoom]:
    made = BoothRoom()
    yield made
    await made.close()


def microphone(simulator: SimulatedObs) -> SimulatedInput:
    found = simulator.booth.show.find("Host mic")
    assert isinstance(found, SimulatedInput)
    return found


def scene(simulator: SimulatedObs, name: str) -> SimulatedScene:
    found = simulator.booth.show.find(name)
    assert isinstance(found, SimulatedScene)
    return found


async def poll(condition: Callable[[], bool], within_s: float = 5.0) -> None:
    """Wait for something that no record tells."""
    for _ in range(round(within_s / 0.005)):
        if condition():
            return
        await asyncio.sleep(0.005)
    raise AssertionError(f"did not come in {within_s} s")


def on_air(room: BoothRoom, scene: str) -> Callable[[], bool]:
    return lambda: room.switcher().program == scene


def lost(room: BoothRoom, booth: BoothId) -> Callable[[], bool]:
    return lambda: room.status(booth) is not LinkStatus.CONNECTED


async def test_everything_is_read_in_one_change(room: BoothRoom, simulator: SimulatedObs) -> None:
    room.add(simulator.port, "secret")
    await room.connected()
    filled = [patch for patch in room.patches if ("switcher", BOOTH) in patch]
    assert len(filled) == 1, "one patch fills the booth"
    assert filled[0].keys() >= {("link", BOOTH), ("tally", BOOTH), ("setup", BOOTH)}
    switcher = room.switcher()
    assert switcher.program == "Host"
    assert set(switcher.scenes) >= {"Host", "AI", "Break", "Standby"}
    assert "Host mic" in room.tally().program, "a microphone that is always on air"
    assert room.input("Host mic").audio
    assert not room.input("Host camera").audio
    assert room.link().obs_version == "29.0.2"


@pytest.mark.parametrize("version", ["28.0.0", "29.0.2", "30.2.0", "31.0.0", "32.0.0"])
async def test_every_obs_version_is_served(version: str) -> None:
    room, simulator = BoothRoom(), SimulatedObs(obs_version=version)
    await simulator.start()
    try:
        room.add(simulator.port)
        await room.connected()
        link = room.links.get(BOOTH)
        assert room.link().obs_version == version
        new_enough = version.split(".") >= ["30", "2"]
        assert link.lacks("SplitRecordFile") is not new_enough
        assert ("SplitRecordFile" in room.link().lacks) is not new_enough
        await link.request("SetCurrentProgramScene", {"sceneName": "AI"})
        await room.until(lambda: room.switcher().program == "AI")
        await link.request("SetInputMute", {"inputName": "Host mic", "inputMuted": True})
        await room.until(lambda: room.input("Host mic").muted)
    finally:
        await room.close()
        await simulator.stop()


async def test_wrong_password_is_refused_until_somebody_acts(
    room: BoothRoom, simulator: SimulatedObs
) -> None:
    link = room.add(simulator.port, "wrong")
    await room.until(lambda: room.status() is LinkStatus.REFUSED)
    assert room.problem() == "link_wrong_password"
    assert room.link().retry_at is None
    simulator.password = "wrong"
    await asyncio.sleep(0.3)
    assert room.status() is LinkStatus.REFUSED, "nothing is tried by itself"
    link.retry_now()
    await room.connected()


async def test_no_password_stored_says_so(room: BoothRoom, simulator: SimulatedObs) -> None:
    room.add(simulator.port, "")
    await room.until(lambda: room.status() is LinkStatus.REFUSED)
    assert room.problem() == "no_password"


async def test_a_corrected_booth_connects_at_once(room: BoothRoom, simulator: SimulatedObs) -> None:
    room.add(simulator.port, "wrong")
    await room.until(lambda: room.status() is LinkStatus.REFUSED)
    room.add(simulator.port, "secret")
    await room.connected(within_s=2)


async def test_another_obs_behind_the_booth_leaves_nothing_of_the_first(
    room: BoothRoom, simulator: SimulatedObs
) -> None:
    room.add(simulator.port, "secret")
    await room.connected()
    async with asyncio.timeout(5):
        room.add(1, "secret")
        assert room.store.switcher(BOOTH) is None
        await room.until(lambda: room.status() is LinkStatus.LOST)
    assert room.problem() == "link_no_answer"


async def test_something_else_on_the_port(room: BoothRoom) -> None:
    async def speak_http(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(speak_http, "127.0.0.1", 0)
    try:
        room.add(server.sockets[0].getsockname()[1], "secret")
        await room.until(lambda: room.status() is LinkStatus.LOST)
        assert room.problem() == "link_not_obs"
        assert room.link().retry_at is not None, "it may go away, so it is tried again"
    finally:
        server.close()
        await server.wait_closed()


async def test_a_dropped_connection_fails_what_waits_at_once(
    room: BoothRoom, simulator: SimulatedObs
) -> None:
    link = room.add(simulator.port, "secret")
    await room.connected()
    simulator.faults.reply_delay_s = 30
    waiting = [asyncio.create_task(link.request("GetVersion")) for _ in range(20)]
    await asyncio.sleep(0.1)
    began = time.monotonic()
    await simulator.drop()
    answers = await asyncio.gather(*waiting, return_exceptions=True)
    assert time.monotonic() - began < 1
    for answer in answers:
        assert isinstance(answer, StudioError)
        assert answer.problem.code == "obs_gone"


async def test_lost_and_back_brings_only_what_differs(
    room: BoothRoom, simulator: SimulatedObs
) -> None:
    room.add(simulator.port, "secret")
    await room.connected()
    old = room.switcher()
    began = time.monotonic()
    await simulator.kill()
    await room.until(lambda: room.status() is LinkStatus.LOST)
    assert time.monotonic() - began < 1
    assert room.switcher() == old, "what was known stays, dated by the link"
    assert room.link().last_heard is not None
    simulator.booth.edit.mute(microphone(simulator), muted=True)
    simulator.booth.edit.create_scene("New while away")
    simulator.booth.edit.remove_scene(scene(simulator, "Break"))
    room.forget()
    await simulator.revive()
    await room.connected()
    changed = {key for key, _, _ in room.seen if key[0] not in ("link", "health", "hotkeys")}
    assert ("input", BOOTH, "Host mic") in changed
    assert ("scene", BOOTH, "New while away") in changed
    assert room.store.get(Switcher, "scene", BOOTH, "Break") is None
    assert ("input", BOOTH, "Music") not in changed
    for key in changed:
        assert [one for one, _, _ in room.seen].count(key) == 1, f"{key} flashed"
    together = [patch for patch in room.patches if ("scene", BOOTH, "New while away") in patch]
    assert together[0].keys() >= changed


async def test_events_during_the_snapshot_are_neither_lost_nor_doubled(
    room: BoothRoom, simulator: SimulatedObs
) -> None:
    simulator.faults.stall_s = 0.05
    room.add(simulator.port, "secret")
    await poll(lambda: simulator.clients == 1)
    mic = microphone(simulator)
    for muted in (True, False, True):
        simulator.booth.edit.mute(mic, muted=muted)
        await asyncio.sleep(0.03)
    simulator.booth.edit.rename(scene(simulator, "AI"), "Robot")
    await room.connected()
    await room.until(lambda: room.input("Host mic").muted)
    await room.until(lambda: "Robot" in room.switcher().scenes)
    assert ("scene", BOOTH, "AI") not in room.store.everything()
    assert [new.muted for new in room.values("input") if isinstance(new, Input)].count(True) <= 2


async def test_freeze_is_stale_then_lost_then_back(
    room: BoothRoom, simulator: SimulatedObs
) -> None:
    link = room.add(simulator.port, "secret")
    await room.connected()
    began = time.monotonic()
    simulator.faults.freeze = True
    asked = asyncio.create_task(link.request("GetVersion", timeout_s=30))
    await room.until(lambda: room.status() is LinkStatus.STALE, 5)
    await room.until(lambda: room.status() is LinkStatus.LOST, 8)
    assert time.monotonic() - began < 8
    assert room.problem() == "link_frozen"
    with pytest.raises(StudioError):
        await asked
    simulator.faults.freeze = False
    link.retry_now()
    await room.connected()


async def test_a_short_freeze_is_only_stale(room: BoothRoom, simulator: SimulatedObs) -> None:
    room.add(simulator.port, "secret")
    await room.connected()
    simulator.faults.freeze = True
    await room.until(lambda: room.status() is LinkStatus.STALE, 5)
    simulator.faults.freeze = False
    await room.connected(within_s=3)
    assert LinkStatus.LOST not in [getattr(link, "status", None) for link in room.values("link")]


async def test_not_ready_waits_and_says_so(room: BoothRoom, simulator: SimulatedObs) -> None:
    simulator.faults.not_ready = True
    room.add(simulator.port, "secret")
    await room.until(lambda: room.problem() == "link_not_ready")
    assert room.status() is LinkStatus.CONNECTING
    simulator.faults.not_ready = False
    await room.connected()
    assert room.link().problem is None


async def test_another_collection_is_read_whole(room: BoothRoom, simulator: SimulatedObs) -> None:
    link = room.add(simulator.port, "secret")
    await room.connected()
    simulator.booth.add_collection(
        "Second",
        ShowPlan(
            size=(640, 360),
            inputs=(InputPlan(name="Only", kind="color_source_v3"),),
            scenes=(ScenePlan(name="Alone", items=(ItemPlan(source="Only"),)),),
            program="Alone",
        ),
    )
    room.forget()
    await link.request("SetCurrentSceneCollection", {"sceneCollectionName": "Second"})
    await room.until(
        lambda: (
            (setup := room.get(Setup, "setup", BOOTH)).collection == "Second" and not setup.changing
        )
    )
    assert room.switcher().scenes == ("Alone",)
    assert room.switcher().program == "Alone"
    assert room.tally().program == ("Alone", "Only")
    assert room.status() is LinkStatus.CONNECTED
    changing = [new.changing for new in room.values("setup") if isinstance(new, Setup)]
    assert changing == [True, False]
    assert len(room.values("tally")) == 1, "nothing flashes between the two collections"


async def test_obs_that_closes_is_lost_at_once(room: BoothRoom, simulator: SimulatedObs) -> None:
    room.add(simulator.port, "secret")
    await room.connected()
    began = time.monotonic()
    await simulator.stop()
    await room.until(lambda: room.status() is LinkStatus.LOST, 2)
    assert time.monotonic() - began < 1
    assert room.problem() in ("link_closed", "link_no_answer")
    await simulator.start(port=simulator.port)
    await room.connected()


async def test_a_flood_of_events_delays_nothing(room: BoothRoom, simulator: SimulatedObs) -> None:
    link = room.add(simulator.port, "secret")
    await room.connected()
    simulator.flood(1000)
    took = []
    for number in range(30):
        scene = ("AI", "Host")[number % 2]
        began = time.monotonic()
        await link.request("SetCurrentProgramScene", {"sceneName": scene})
        await room.until(on_air(room, scene))
        took.append(time.monotonic() - began)
    assert sorted(took)[15] < 0.5
    assert room.status() is LinkStatus.CONNECTED


@pytest.mark.parametrize("kind", GARBAGE)
async def test_no_garbage_ends_the_link(
    room: BoothRoom, simulator: SimulatedObs, kind: str
) -> None:
    link = room.add(simulator.port, "secret")
    await room.connected()
    before = {key: value for key, value in room.store.everything().items() if key[0] != "health"}
    sent = simulator.send_garbage(kind)
    await asyncio.wait_for(sent, 5)
    await asyncio.wait_for(link.request("GetVersion"), 5)
    await link.request("SetInputMute", {"inputName": "Music", "inputMuted": True})
    await room.until(lambda: room.input("Music").muted)
    assert room.status() is LinkStatus.CONNECTED
    await room.until(lambda: room.switcher().program == "Host")
    after = room.store.everything()
    for key, value in before.items():
        if key not in (("input", BOOTH, "Music"), ("tally", BOOTH)) and key[0] != "hotkeys":
            assert after.get(key) == value


async def test_late_answers_reach_nobody_else(room: BoothRoom, simulator: SimulatedObs) -> None:
    link = room.add(simulator.port, "secret")
    await room.connected()
    simulator.faults.reply_delay_s = 0.4
    with pytest.raises(StudioError) as late:
        await link.request("GetSceneList", timeout_s=0.1)
    assert late.value.problem.code == "obs_timeout"
    answer = await link.request("GetInputMute", {"inputName": "Host mic"})
    assert set(answer) == {"inputMuted"}
    simulator.faults.reply_delay_s = 0
    await room.until(lambda: room.status() is LinkStatus.CONNECTED)


async def test_lost_events_are_found_by_reading(room: BoothRoom, simulator: SimulatedObs) -> None:
    """An event that is swapped with its neighbour leaves nothing wrong for long."""
    room.add(simulator.port, "secret")
    await room.connected()
    mic = microphone(simulator)
    simulator.booth.edit.mute(mic, muted=True)
    simulator.faults.mute_events = True
    simulator.booth.edit.mute(mic, muted=False)
    simulator.faults.mute_events = False
    simulator.booth.edit.mute(mic, muted=False)
    await room.until(lambda: not room.input("Host mic").muted)


async def test_many_booths_come_back_spread_out(room: BoothRoom) -> None:
    simulators = [SimulatedObs(name=f"Booth {number}") for number in range(8)]
    for simulator in simulators:
        await simulator.start()
    booths = [BoothId(f"booth-{number}") for number in range(8)]
    try:
        for simulator, booth in zip(simulators, booths, strict=True):
            room.add(simulator.port, booth=booth)
        for booth in booths:
            await room.connected(booth)
        await asyncio.gather(*(simulator.drop() for simulator in simulators))
        for booth in booths:
            await room.until(lost(room, booth))
            retry_at = room.link(booth).retry_at
            assert retry_at is not None
        waits = {room.link(booth).retry_at for booth in booths}
        assert len(waits) == 8
        for booth in booths:
            await room.connected(booth)
    finally:
        await asyncio.gather(*(simulator.stop() for simulator in simulators))


async def test_half_an_answer_is_not_shown(room: BoothRoom, simulator: SimulatedObs) -> None:
    room.add(simulator.port, "secret")
    await room.connected()
    before = room.switcher()
    simulator.faults.mangle = lambda request, data: {} if request == "GetSceneList" else data
    await simulator.drop()
    await room.until(lambda: room.problem() == "link_not_obs")
    assert room.switcher() == before
    simulator.faults.mangle = None
    await room.connected()


async def test_statistics_come_by_themselves(room: BoothRoom, simulator: SimulatedObs) -> None:
    room.add(simulator.port, "secret")
    await room.connected()
    room.forget()
    await room.until(lambda: len(room.values("health")) >= 2, 5)
    health = room.get(Health, "health", BOOTH)
    assert health.fps > 0
    assert health.round_trip_ms > 0


async def test_dropping_a_booth_forgets_what_its_obs_told(
    room: BoothRoom, simulator: SimulatedObs
) -> None:
    room.add(simulator.port, "secret")
    await room.connected()
    await room.links.drop_booth(BOOTH)
    assert set(room.store.everything()) == {("booth", BOOTH), ("host", BOOTH)}
    with pytest.raises(StudioError) as missing:
        room.links.get(BOOTH)
    assert missing.value.problem.code == "no_such_booth"


async def test_kicked_out_stays_out(room: BoothRoom, simulator: SimulatedObs) -> None:
    link = room.add(simulator.port, "secret")
    await room.connected()
    await simulator.kick()
    await room.until(lambda: room.status() is LinkStatus.REFUSED)
    assert room.problem() == "link_kicked"
    link.retry_now()
    await room.connected()


async def test_an_obs_that_speaks_only_json(
    room: BoothRoom, simulator: SimulatedObs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio_app.rehearsal.simulator._choose", lambda socket, offered: None)
    link = room.add(simulator.port, "secret")
    await room.connected()
    await link.request("SetInputMute", {"inputName": "Host mic", "inputMuted": True})
    await room.until(lambda: room.input("Host mic").muted)
    levels: list[bytes] = []
    room.meters.arrived.connect(lambda booth, data: levels.append(data))
    room.meters.want("one", [BOOTH])
    await poll(lambda: len(levels) > 2)


FIELDS = [
    *("requestId", "requestStatus", "result", "code", "responseData", "results"),
    *("eventType", "eventData", "sceneName", "inputName", "inputMuted", "scenes"),
    *("sceneItems", "sceneItemId", "outputState", "op", "d"),
]
ANYTHING = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**63), 2**64 - 1),
        st.floats(),
        st.text(max_size=6),
        st.sampled_from(["Host", "AI", "Host mic", "1", "2", "3", "OBS_WEBSOCKET_OUTPUT_STARTED"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(FIELDS),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=12,
)
EVENTS = st.sampled_from([*sorted(MEANINGS), "InputVolumeMeters", "CustomEvent"])
BROKEN = st.one_of(
    st.binary(max_size=40),
    st.builds(
        lambda op, body: msgspec.msgpack.encode({"op": op, "d": body}),
        st.sampled_from([0, 2, 5, 7, 9, 12]),
        ANYTHING,
    ),
    st.builds(
        lambda event, data: msgspec.msgpack.encode(
            {"op": 5, "d": {"eventType": event, "eventIntent": 1, "eventData": data}}
        ),
        EVENTS,
        ANYTHING,
    ),
    st.builds(
        lambda request, status, data: msgspec.msgpack.encode(
            {
                "op": 9,
                "d": {"requestId": str(request), "results": [{"requestStatus": status}, data]},
            }
        ),
        st.integers(1, 12),
        ANYTHING,
        ANYTHING,
    ),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(BROKEN, min_size=1, max_size=25))
def test_no_frames_whatever_end_the_link(frames: list[bytes]) -> None:
    """Also answers to questions that were really asked, cut short or of the wrong shape."""

    async def survive() -> None:
        simulator, room = SimulatedObs(), BoothRoom()
        await simulator.start()
        try:
            link = room.add(simulator.port)
            await room.connected()
            simulator.faults.reply_delay_s = 0.005
            asked = asyncio.gather(
                *(link.ask("GetStats") for _ in range(4)), return_exceptions=True
            )
            await asyncio.sleep(0)
            await simulator.send_raw(*frames)
            await asked
            await asyncio.sleep(0.05)
            await room.connected(within_s=5)
            answer = await link.ask("GetVersion")
            assert answer.ok or answer.code == 0
            for value in room.store.everything().values():
                raw = msgspec.msgpack.encode(value)
                assert msgspec.msgpack.decode(raw, type=type(value)) == value
        finally:
            await room.close()
            await simulator.stop()

    asyncio.run(survive())
