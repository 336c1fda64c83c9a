"""A simulated OBS that drops, freezes, floods, lies and babbles: the link goes on, and says so."""

import asyncio
import contextlib
import random
import time
from collections.abc import AsyncIterator

import msgspec
import pytest
import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.asyncio.server import ServerConnection, serve
from websockets.typing import Subprotocol

from studio_app.domain.booth import (
    Input,
    Link,
    LinkStatus,
    Switcher,
)
from studio_app.domain.errors import StudioError
from studio_app.obs.translate import MEANINGS
from studio_app.rehearsal.garbage import GARBAGE
from studio_app.rehearsal.simulator import SimulatedObs
from tests.fakes.booth_room import BOOTH, BoothRoom
from tests.fakes.link_room import microphone, on_air, scene


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


OFFERED = [Subprotocol("obswebsocket.msgpack")]

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


def spoilt(answer: object, chance: random.Random) -> object:
    """An answer of the right shape, with parts left out and parts of the wrong kind."""
    if chance.random() < 0.1:
        return chance.choice([None, True, -(2**63), 2**64 - 1, float("nan"), "", "AI", [], {}])
    if isinstance(answer, dict):
        kept = (key for key in answer if chance.random() < 0.95)
        return {key: spoilt(answer[key], chance) for key in kept}
    if isinstance(answer, list):
        return [spoilt(part, chance) for part in answer]
    return answer


@pytest.mark.parametrize("seed", range(6))
async def test_no_spoilt_answers_end_the_link(
    room: BoothRoom, simulator: SimulatedObs, seed: int
) -> None:
    """Not in the snapshot, not in readings after it, not in statistics."""
    chance = random.Random(seed)
    simulator.booth.outputs.start_stream()
    link = room.add(simulator.port, "secret")
    await room.connected()
    simulator.faults.mangle = lambda request, data: (
        spoilt(data, chance) if chance.random() < 0.3 else data
    )
    for _ in range(4):
        for name in ("AI", "Host"):
            simulator.booth.edit.mute(microphone(simulator), muted=name == "AI")
            with contextlib.suppress(StudioError):
                await link.request("SetCurrentProgramScene", {"sceneName": name})
        await simulator.drop()
        link.retry_now()
        await asyncio.sleep(0.3)
    simulator.faults.mangle = None
    await simulator.drop()
    link.retry_now()

    def all_told() -> bool:
        """The drop may not have been noticed yet: what was spoilt stands until then."""
        heard = room.store.get(Input, "input", BOOTH, "Host mic")
        switcher = room.store.switcher(BOOTH)
        right = switcher is not None and switcher.program == "Host"
        return right and heard is not None and not heard.muted

    await room.until(all_told, 10)
    problems = [
        one.problem.code for one in room.values("link") if isinstance(one, Link) and one.problem
    ]
    assert "internal" not in problems


GREETINGS = st.one_of(
    BROKEN,
    st.builds(
        lambda op, body: msgspec.msgpack.encode({"op": op, "d": body}),
        st.sampled_from([0, 0, 2]),
        st.dictionaries(
            st.sampled_from(["obsWebSocketVersion", "rpcVersion", "authentication"]),
            st.one_of(
                ANYTHING,
                st.just(1),
                st.dictionaries(st.sampled_from(["salt", "challenge"]), ANYTHING, max_size=2),
            ),
            max_size=3,
        ),
    ),
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.one_of(GREETINGS, st.text(max_size=10)), max_size=4),
    st.sampled_from([1000, 1011, 4000, 4009, 4010, 4011, 4999]),
)
def test_no_greeting_whatever_ends_the_link(frames: list[bytes | str], code: int) -> None:
    """What is said before the session stands: the link says why it is not up, and tries again."""

    async def survive() -> None:
        async def greet(socket: ServerConnection) -> None:
            for frame in frames:
                await socket.send(frame)
            await asyncio.sleep(0.02)
            await socket.close(code, "because")

        simulator, room = SimulatedObs(), BoothRoom()
        await simulator.start()
        try:
            async with serve(greet, "127.0.0.1", 0, subprotocols=OFFERED) as server:
                port = next(iter(server.sockets)).getsockname()[1]
                link = room.add(port, "secret")
                await room.until(lambda: room.status() in (LinkStatus.LOST, LinkStatus.REFUSED))
                assert room.problem() not in ("", "internal")
                link.retry_now()
                await room.until(lambda: room.status() is LinkStatus.CONNECTING)
                await room.until(lambda: room.status() in (LinkStatus.LOST, LinkStatus.REFUSED))
            room.add(simulator.port)
            await room.connected()
        finally:
            await room.close()
            await simulator.stop()

    asyncio.run(survive())
