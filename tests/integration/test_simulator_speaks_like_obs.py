"""The simulated OBS against a real one on the wire: batches, sign-in, and who is sent away how."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from msgspec import json

from studio_app.rehearsal.protocol import JSON_PROTOCOL, MSGPACK_PROTOCOL, Json, Op
from studio_app.rehearsal.simulator import SimulatedObs
from tests import real_obs
from tests.fakes.side_by_side import reply_shape
from tests.fakes.wire_client import WireClient, reply_of

PROTOCOLS = [JSON_PROTOCOL, MSGPACK_PROTOCOL]


@dataclass(frozen=True)
class Door:
    """Where an OBS listens."""

    port: int
    password: str


@pytest_asyncio.fixture
async def doors(obs: real_obs.RealObs) -> AsyncIterator[tuple[Door, Door]]:
    """The real OBS's and a simulated one's."""
    simulated = SimulatedObs(password="a password")
    yield Door(obs.port, obs.password), Door(await simulated.start(), simulated.password)
    await simulated.stop()


async def test_batches_are_carried_out_alike(doors: tuple[Door, Door]) -> None:
    good: Json = {"requestType": "GetStudioModeEnabled", "requestId": "mine"}
    bad: Json = {"requestType": "SetCurrentProgramScene", "requestData": {"sceneName": "nowhere"}}
    nap: Json = {"requestType": "Sleep", "requestData": {"sleepMillis": 20}}
    frames: Json = {"requestType": "Sleep", "requestData": {"sleepFrames": 2}}
    for options, requests in (
        ({}, [good, bad, good]),
        ({"haltOnFailure": True}, [good, bad, good]),
        ({"haltOnFailure": False}, [bad, nap, good]),
        ({"executionType": 0}, [good, nap]),
        ({"executionType": 1}, [good, frames, bad]),
        ({"executionType": 2}, [good, good, bad]),
        ({}, []),
        ({}, [{"requestType": "NoSuchRequest"}, {}]),
    ):
        told = []
        for door in doors:
            for protocol in PROTOCOLS:
                client = await WireClient.open(door.port, door.password, protocol)
                results = (await client.batch(*requests, **options))["results"]
                assert isinstance(results, list)
                told.append([(one.get("requestId"), reply_shape(reply_of(one))) for one in results])
                await client.close()
        assert told[0] == told[1] == told[2] == told[3], (options, requests)


BROKEN_HANDSHAKES: list[tuple[str, int, object]] = [
    ("a request before identifying", Op.REQUEST, {"requestType": "GetVersion", "requestId": "1"}),
    ("an unknown op before identifying", 42, {}),
    ("no proof", Op.IDENTIFY, {"rpcVersion": 1}),
    ("a wrong proof", Op.IDENTIFY, {"rpcVersion": 1, "authentication": "d3Jvbmc="}),
]


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize(("what", "op", "data"), BROKEN_HANDSHAKES)
async def test_a_stranger_is_sent_away_with_the_same_code(
    doors: tuple[Door, Door], protocol: str, what: str, op: int, data: object
) -> None:
    codes = []
    for door in doors:
        client = await WireClient.dial(door.port, protocol)
        assert set(client.hello) == {"obsWebSocketVersion", "rpcVersion", "authentication"}
        await client.tell(op, data)
        codes.append(await client.closed())
    assert codes[0] == codes[1], what


MISBEHAVIOUR: list[tuple[str, object]] = [
    ("identifying twice", {"op": 1, "d": {"rpcVersion": 1}}),
    ("an unknown op", {"op": 77, "d": {}}),
    ("no op", {"d": {}}),
    ("an op that is text", {"op": "6", "d": {}}),
    ("no data", {"op": 6}),
    ("data that is a list", {"op": 6, "d": []}),
    ("no request id", {"op": 6, "d": {"requestType": "GetVersion"}}),
    ("a batch without requests", {"op": 8, "d": {"requestId": "1"}}),
    ("a batch of text", {"op": 8, "d": {"requestId": "1", "requests": "all"}}),
    ("subscriptions that are text", {"op": 3, "d": {"eventSubscriptions": "all"}}),
    ("subscriptions below zero", {"op": 3, "d": {"eventSubscriptions": -1}}),
    ("a list as message", [1, 2]),
]


@pytest.mark.parametrize(("what", "message"), MISBEHAVIOUR)
async def test_a_misbehaving_client_is_sent_away_with_the_same_code(
    doors: tuple[Door, Door], what: str, message: object
) -> None:
    codes = []
    for door in doors:
        client = await WireClient.open(door.port, door.password)
        await client.socket.send(json.encode(message).decode())
        codes.append(await client.closed())
    assert codes[0] == codes[1], what


async def test_frames_of_the_wrong_kind_or_broken_end_the_session(
    doors: tuple[Door, Door],
) -> None:
    for protocol, frame in (
        (JSON_PROTOCOL, b"{}"),
        (JSON_PROTOCOL, '{"op": 6'),
        (MSGPACK_PROTOCOL, "{}"),
        (MSGPACK_PROTOCOL, b"\x82\xa2op"),
    ):
        codes = []
        for door in doors:
            client = await WireClient.dial(door.port, protocol)
            await client.socket.send(frame)
            codes.append(await client.closed())
        assert codes[0] == codes[1] == 4002


async def test_a_newer_rpc_version_and_the_old_protocol_are_refused(
    doors: tuple[Door, Door],
) -> None:
    codes = []
    for door in doors:
        client = await WireClient.dial(door.port)
        await client.tell(Op.IDENTIFY, {**client.identity(door.password), "rpcVersion": 9})
        codes.append(await client.closed())
        client = await WireClient.dial(door.port)
        await client.socket.send('{"request-type": "GetVersion", "message-id": "1"}')
        codes.append(await client.closed())
    assert codes == [4010] * 4
