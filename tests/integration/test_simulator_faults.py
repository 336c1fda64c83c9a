"""A simulated OBS that fails as told: frozen, dropped, killed, slow, flooding; and its process."""

import asyncio
import sys
from collections.abc import AsyncIterator

import msgspec
import pytest
import pytest_asyncio

from studio_app.rehearsal.faults import StreamLie
from studio_app.rehearsal.process import obey
from studio_app.rehearsal.protocol import JSON_PROTOCOL, MSGPACK_PROTOCOL, Json, Op
from studio_app.rehearsal.simulator import SimulatedObs
from tests.fakes.wire_client import METERS, WireClient


@pytest_asyncio.fixture
async def sim() -> AsyncIterator[SimulatedObs]:
    made = SimulatedObs(name="Booth 1", password="a password")
    await made.start()
    yield made
    await made.stop()


@pytest_asyncio.fixture
async def client(sim: SimulatedObs) -> AsyncIterator[WireClient]:
    made = await WireClient.open(sim.port, sim.password, MSGPACK_PROTOCOL)
    yield made
    await made.close()


def now() -> float:
    return asyncio.get_running_loop().time()


async def test_frozen_it_keeps_tcp_and_says_nothing_then_catches_up(
    sim: SimulatedObs, client: WireClient
) -> None:
    sim.faults.freeze = True
    waiting = asyncio.create_task(client.ask("GetVersion"))
    newcomer = asyncio.create_task(WireClient.dial(sim.port))
    pong = await client.socket.ping()
    sim.booth.edit.mute(sim.booth.audible()[0], muted=True)
    done, _ = await asyncio.wait([waiting, newcomer, asyncio.ensure_future(pong)], timeout=0.3)
    assert not done
    assert client.events == []
    sim.faults.freeze = False
    assert (await waiting).code == 100
    await client.until(lambda heard: any(one.kind == "InputMuteStateChanged" for one in heard))
    await (await newcomer).close()


async def test_dropped_sessions_are_gone_at_once_and_may_return(
    sim: SimulatedObs, client: WireClient
) -> None:
    await sim.drop()
    assert await client.closed() == 1006
    again = await WireClient.open(sim.port, sim.password)
    assert (await again.ask("GetVersion")).code == 100
    await again.close()


async def test_killed_it_refuses_until_revived_on_the_same_port(
    sim: SimulatedObs, client: WireClient
) -> None:
    port = sim.port
    await sim.kill()
    assert await client.closed() == 1006
    with pytest.raises(OSError, match="Connect call failed"):
        await WireClient.dial(port)
    await sim.revive()
    assert sim.port == port
    await (await WireClient.open(port, sim.password)).close()


async def test_a_late_answer_comes_after_its_event_and_delays_no_other(
    sim: SimulatedObs, client: WireClient
) -> None:
    sim.faults.reply_delay_s = 0.2
    began = now()
    slow = asyncio.create_task(
        client.ask("SetInputMute", {"inputName": "Host mic", "inputMuted": True})
    )
    also = asyncio.create_task(client.ask("GetVersion"))
    await client.until(bool)
    assert now() - began < 0.19
    assert not slow.done()
    await asyncio.gather(slow, also)
    assert 0.19 <= now() - began < 0.38


async def test_stalled_it_looks_at_each_message_later(
    sim: SimulatedObs, client: WireClient
) -> None:
    sim.faults.stall_s = 0.15
    began = now()
    await client.ask("SetInputMute", {"inputName": "Host mic", "inputMuted": True})
    assert now() - began >= 0.15
    assert client.events == [] or client.events[0].at - began >= 0.15


async def test_events_may_come_before_the_answer(sim: SimulatedObs, client: WireClient) -> None:
    sim.faults.events_first = True
    await client.ask("SetInputMute", {"inputName": "Host mic", "inputMuted": True})
    assert [event.kind for event in client.events] == ["InputMuteStateChanged"]


async def test_a_flood_has_the_rate_that_was_asked_for(
    sim: SimulatedObs, client: WireClient
) -> None:
    sim.flood(1000)
    await client.until(lambda heard: len(heard) >= 300)
    took_s = client.events[-1].at - client.events[0].at
    assert 500 < len(client.events) / took_s < 2000
    sim.flood(0)


async def test_not_ready_and_mangled_answers(sim: SimulatedObs, client: WireClient) -> None:
    sim.faults.not_ready = True
    assert (await client.ask("GetSceneList")).code == 207
    sim.faults.not_ready = False
    sim.faults.mangle = lambda request, data: {"scenes": 5} if request == "GetSceneList" else data
    assert (await client.ask("GetSceneList")).data == {"scenes": 5}
    sim.faults.clear()
    assert (await client.ask("GetSceneList")).data != {"scenes": 5}


async def test_raw_frames_and_garbage_reach_the_client(sim: SimulatedObs) -> None:
    client = await WireClient.dial(sim.port, JSON_PROTOCOL)
    await client.tell(Op.IDENTIFY, client.identity(sim.password))
    await client.tell(Op.REQUEST, {"requestType": "GetStudioModeEnabled", "requestId": "1"})
    for _ in ("identified", "answered"):
        await client.socket.recv()
    await sim.send_garbage("cut short")
    await sim.send_raw("hello", b"\x00")
    heard = [await client.socket.recv() for _ in range(3)]
    assert heard[1:] == ["hello", b"\x00"]
    await client.close()


async def test_meters_go_to_both_encodings_and_only_to_who_wants_them(sim: SimulatedObs) -> None:
    wanting = [
        await WireClient.open(sim.port, sim.password, protocol, METERS)
        for protocol in (JSON_PROTOCOL, MSGPACK_PROTOCOL)
    ]
    other = await WireClient.open(sim.port, sim.password)
    for one in wanting:
        await one.until(lambda heard: len(heard) >= 5)
    assert other.events == []
    for one in (*wanting, other):
        await one.close()


async def test_a_living_booth_has_been_streaming_for_a_while() -> None:
    sim = SimulatedObs(name="Booth 1", living=True)
    client = await WireClient.open(await sim.start(), "")
    first = (await client.ask("GetStreamStatus")).data
    assert first
    assert first["outputActive"] is True
    assert isinstance(first["outputDuration"], int)
    assert first["outputDuration"] > 60_000
    await asyncio.sleep(0.05)
    second = (await client.ask("GetStreamStatus")).data
    assert second
    assert str(second["outputTimecode"]) > str(first["outputTimecode"])
    await client.close()
    await sim.stop()


async def test_orders_say_what_is_allowed_when_they_are_wrong(sim: SimulatedObs) -> None:
    async def order(**fields: object) -> Json:
        return await obey([sim], msgspec.json.encode(fields))

    assert (await order(do="stream_lie", lie="refused", id=7)) == {"id": 7, "ok": True}
    assert sim.faults.stream is StreamLie.REFUSED
    for wrong, hint in (
        ({"do": "explode"}, "freeze"),
        ({"do": "freeze", "booth": 2}, "1 to 1"),
        ({"do": "freeze", "on": "yes"}, "true or false"),
        ({"do": "stream_lie", "lie": "small"}, "reconnecting"),
        ({"do": "program", "scene": "Nowhere"}, "Host"),
        ({"do": "flood"}, "events_per_s"),
        ({"do": "garbage", "kind": "smelly"}, "cut short"),
    ):
        answer = await order(**wrong)
        assert answer["ok"] is False
        assert hint in str(answer["error"])
    assert (await obey([sim], b"no json"))["ok"] is False


async def test_the_process_tells_its_ports_obeys_and_ends_with_its_stdin() -> None:
    code = (
        "import asyncio; from studio_app.rehearsal.process import run; asyncio.run(run(booths=2))"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        code,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin
    assert process.stdout
    async with asyncio.timeout(30):
        told = msgspec.json.decode(await process.stdout.readline())
        assert told["names"] == ["Booth 1", "Booth 2"]
        client = await WireClient.open(told["ports"][1], told["passwords"][1])
        process.stdin.write(b'{"do": "drop", "booth": 2, "id": 1}\n')
        assert msgspec.json.decode(await process.stdout.readline()) == {"id": 1, "ok": True}
        assert await client.closed() == 1006
        process.stdin.close()
        assert await process.wait() == 0
