"""The rehearsal's relay: who joins it, what it sends, and how it goes wrong when told to."""

import asyncio
import io
import json
import re
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from resources import resource
from studio_app.rehearsal.crowd_process import BOOTHS, DEEDS, STOP, obey, run
from studio_app.rehearsal.crowd_room import read_stamp, stamp
from studio_app.rehearsal.crowd_server import CrowdServer
from tests.fakes.plugin_context import until
from tests.studio_process import ROOT

Frame = Mapping[str, object]
WITHIN_S = 20.0


@asynccontextmanager
async def crowd(
    per_s: float = 200, booths: int = 1, seed: int = 1, stamp_every: int = 0
) -> AsyncIterator[CrowdServer]:
    server = CrowdServer(
        resource("rehearsal"), booths=booths, per_s=per_s, seed=seed, stamp_every=stamp_every
    )
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


def join(server: CrowdServer, session: str = "booth1", channels: str = "4/1") -> connect:
    url = f"ws://127.0.0.1:{server.port}/join/{session}/{channels}"
    return connect(url, proxy=None, max_queue=None)  # takes all, so that a close is seen at once


async def order(server: CrowdServer, do: str, **more: object) -> Mapping[str, object]:
    answer = await obey(server, json.dumps({"do": do, **more}).encode())
    assert answer is not None
    assert answer["ok"], answer
    return answer


async def hear(
    listener: ClientConnection, enough: Callable[[Sequence[Frame]], bool]
) -> Sequence[Frame]:
    heard: list[Frame] = []
    async with asyncio.timeout(WITHIN_S):
        while not enough(heard):
            heard.append(json.loads(await listener.recv()))
    return heard


def said(frames: Sequence[Frame]) -> Sequence[Frame]:
    return [frame for frame in frames if "id" in frame]


async def test_messages_as_the_relay_sends_them() -> None:
    async with crowd(per_s=2000) as server, join(server) as listener:
        frames = await hear(listener, lambda heard: len(said(heard)) >= 3000)
    talk = said(frames)
    ids = [frame["id"] for frame in talk]
    assert ids == list(range(int(str(ids[0])), int(str(ids[0])) + len(ids))), "in order, no gap"
    for frame in talk:
        assert frame["chatname"]
        assert frame["chatmessage"]
        assert frame["userid"]
        assert frame["type"] in ("tiktok", "facebook", "shopee", "youtube")
        assert "<" not in str(frame["chatmessage"]), "it is HTML"
    events = Counter(frame.get("event", "") for frame in talk)
    assert set(events) == {"", "joined", "liked", "followed", "shared", "gift"}
    gifts = [frame for frame in talk if frame.get("event") == "gift"]
    assert all(re.fullmatch(r"\d+ coins?", str(gift["hasDonation"])) for gift in gifts)
    watching = {f["type"]: f["meta"] for f in frames if f.get("event") == "viewer_update"}
    assert set(watching) == {"tiktok", "facebook", "shopee", "youtube"}
    assert all(isinstance(count, int) and count > 0 for count in watching.values())


async def test_the_same_seed_sends_the_same_words() -> None:
    words = []
    for _ in range(2):
        async with crowd(per_s=700, seed=42) as server, join(server) as listener:
            frames = await hear(listener, lambda heard: len(said(heard)) >= 1000)
        words.append([(f["userid"], f["chatmessage"]) for f in said(frames)][:1000])
    assert words[0] == words[1]


async def test_the_rate_is_kept_and_each_frame_is_counted() -> None:
    async with crowd(per_s=1000) as server, join(server) as listener:
        began = time.monotonic()
        heard = await hear(listener, lambda heard: len(said(heard)) >= 2000)
        took_s = time.monotonic() - began
        await order(server, "rate", per_s=0)
        answer = await order(server, "sent")
        rooms = answer["sent"]
        assert isinstance(rooms, list)
        room = rooms[0]
        left = room["sent"] - len(said(heard))
        heard = [*heard, *await hear(listener, lambda more: len(said(more)) >= left)]
    assert took_s > 1.5, "no faster than it was told"
    ids = [frame["id"] for frame in said(heard)]
    assert ids == list(range(room["first_id"], room["first_id"] + room["sent"]))


async def test_without_a_listener_nothing_is_said() -> None:
    async with crowd(per_s=500) as server:
        async with join(server) as listener:
            await hear(listener, lambda heard: len(said(heard)) >= 50)
        await until(lambda: not server.rooms[0].listeners)
        before = server.rooms[0].sent
        server.rooms[0].go_on(1.0)
        assert server.rooms[0].sent == before


async def test_one_who_takes_long_to_leave_stops_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with (
        crowd(per_s=5000) as server,
        join(server) as other,
        join(server) as leaving,
    ):
        await hear(leaving, lambda heard: len(said(heard)) >= 50)
        leaving.transport.pause_reading()  # has said goodbye and not yet hung up
        leaving.protocol.send_close(1000)
        leaving.send_data()
        await until(lambda: server.rooms[0].listeners == 1)
        before = server.rooms[0].sent
        await hear(other, lambda heard: len(said(heard)) >= before + 1000)
        leaving.transport.abort()
    assert not caplog.records


async def test_each_session_has_its_own_crowd() -> None:
    async with crowd(per_s=300, booths=2) as server:
        async with join(server, "booth1") as one, join(server, "booth2") as other:
            first = said(await hear(one, lambda heard: len(said(heard)) >= 200))
            second = said(await hear(other, lambda heard: len(said(heard)) >= 200))
        assert {f["userid"] for f in first}.isdisjoint({f["userid"] for f in second})
        await order(server, "booths", count=3)
        async with join(server, "booth3") as third:
            await hear(third, lambda heard: len(said(heard)) >= 1)
            await order(server, "booths", count=1)
            with pytest.raises(ConnectionClosed):
                await hear(third, lambda heard: False)


@pytest.mark.parametrize(
    ("session", "channels", "status"), [("nobody", "4", 404), ("booth1", "1", 404)]
)
async def test_who_asks_for_what_is_not_there_is_refused(
    session: str, channels: str, status: int
) -> None:
    async with crowd() as server:
        with pytest.raises(InvalidStatus) as refused:
            async with join(server, session, channels):
                pass
        assert refused.value.response.status_code == status


async def test_what_the_studio_writes_comes_back_as_its_own_message() -> None:
    async with crowd(per_s=0) as server, join(server) as listener:
        await listener.send("no order at all")
        await listener.send(json.dumps({"action": "clearOverlay", "value": True}))
        await listener.send(json.dumps({"action": "sendChat", "value": "Dạ còn <3 ạ"}))
        frames = await hear(listener, lambda heard: bool(said(heard)))
        assert said(frames)[0]["chatmessage"] == "Dạ còn &lt;3 ạ"
        assert list(server.rooms[0].replies) == ["Dạ còn <3 ạ"]


async def test_the_live_ends_and_begins_again() -> None:
    def event(name: str) -> Callable[[Sequence[Frame]], bool]:
        return lambda heard: any(frame.get("event") == name for frame in heard)

    async with crowd() as server, join(server) as listener:
        await hear(listener, lambda heard: len(said(heard)) >= 5)
        await order(server, "end_live")
        sent = server.rooms[0].sent
        await hear(listener, event("stream_offline"))
        last = await hear(listener, lambda heard: sum(f.get("meta") == 0 for f in heard) == 4)
        assert not said(last)
        assert server.rooms[0].sent == sent
        await order(server, "end_live", on=False)
        await hear(listener, event("stream_online"))
        await hear(listener, lambda heard: len(said(heard)) >= 5)


async def test_a_stall_keeps_the_connection() -> None:
    async with crowd() as server, join(server) as listener:
        await hear(listener, lambda heard: len(said(heard)) >= 5)
        await order(server, "stall")
        sent = server.rooms[0].sent
        await asyncio.wait_for(await listener.ping(), WITHIN_S)
        assert server.rooms[0].sent == sent
        await order(server, "stall", on=False)
        async with asyncio.timeout(WITHIN_S):
            while server.rooms[0].sent == sent:
                await listener.recv()


async def test_a_drop_a_refusal_and_what_is_told_again() -> None:
    async with crowd() as server:
        async with join(server) as listener:
            first = said(await hear(listener, lambda heard: len(said(heard)) >= 60))
            await order(server, "refuse")
            await order(server, "drop")
            with pytest.raises(ConnectionClosed):
                await hear(listener, lambda heard: False)
        with pytest.raises(InvalidStatus):
            async with join(server):
                pass
        await order(server, "refuse", on=False)
        await order(server, "retell")
        async with join(server) as listener:
            again = said(await hear(listener, lambda heard: len(said(heard)) >= 50))
        assert first[0]["id"] not in [frame["id"] for frame in again]
        told = int(str(first[0]["id"])) + server.rooms[0].sent
        assert all(int(str(frame["id"])) < told for frame in again[:50])
        assert server.rooms[0].repeated == 50


async def test_a_repeat_is_the_same_frames() -> None:
    async with crowd(per_s=0) as server, join(server) as listener:
        await order(server, "burst", messages=30)
        first = said(await hear(listener, lambda heard: len(said(heard)) >= 30))
        await order(server, "repeat", messages=10)
        again = said(await hear(listener, lambda heard: len(said(heard)) >= 10))
        assert again == first[-10:]


async def test_garbage_and_a_line_by_hand() -> None:
    async with crowd(per_s=0) as server, join(server) as listener:
        await order(server, "garbage")
        await order(server, "say", name="Cô Ba", text="A12 còn size M không?", site="facebook")
        found: Frame = {}
        async with asyncio.timeout(WITHIN_S):
            while found.get("chatname") != "Cô Ba":
                frame = await listener.recv()
                try:
                    read = json.loads(frame)
                except ValueError:
                    continue
                found = read if isinstance(read, dict) else {}
        assert found["chatmessage"] == "A12 còn size M không?"
        assert found["type"] == "facebook"


async def test_a_listener_that_takes_nothing_holds_its_room_only() -> None:
    async with (
        crowd(per_s=0, booths=2) as server,
        join(server, "booth1") as slow,
        join(server, "booth2") as quick,
    ):
        slow.transport.pause_reading()
        await order(server, "burst", messages=100_000)
        await order(server, "burst", booth=2, messages=1000)
        await hear(quick, lambda heard: len(said(heard)) >= 1000)
        await until(lambda: server.rooms[0].held)
        assert server.rooms[0].sent < 100_000
        slow.transport.abort()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"do": "sing"}, "allowed are ['booths', 'burst'"),
        ({"do": "rate", "per_s": -1}, "0 to 5000"),
        ({"do": "burst", "messages": 1.5}, "whole number"),
        ({"do": "show", "code": "X99"}, "there are ["),
        ({"do": "say"}, "text: needs text"),
        ({"do": "stall", "booth": 9}, "allowed are 1 to 1"),
        ({"do": "booths", "count": 0}, "1 to 99"),
    ],
)
async def test_a_wrong_order_says_what_is_allowed(wrong: object, words: str) -> None:
    async with crowd() as server:
        answer = await obey(server, json.dumps(wrong).encode())
        assert answer is not None
        assert not answer["ok"]
        assert words in str(answer["error"])


async def test_it_obeys_by_lines_until_it_is_told_to_stop() -> None:
    orders = io.BytesIO(b'{"do":"sent","id":1}\nnot json\n{"do":"stop","id":2}\n{"do":"sent"}\n')
    answers = io.BytesIO()
    await run(resource("rehearsal"), booths=2, per_s=1, seed=3, orders=orders, answers=answers)
    told, sent, wrong = map(json.loads, answers.getvalue().splitlines())
    assert told["sessions"] == ["booth1", "booth2"]
    assert told["url"] == f"ws://127.0.0.1:{told['port']}"
    assert sent["id"] == 1
    assert [room["session"] for room in sent["sent"]] == told["sessions"]
    assert not wrong["ok"]


async def test_the_worker_ends_with_its_stdin() -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "studio_app", "worker", "crowd", "--booths", "1", "--rate", "9"),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        async with asyncio.timeout(40):
            told = json.loads(await process.stdout.readline())
            assert told["port"] > 0
            process.stdin.close()
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def test_a_stamp_is_read_back() -> None:
    now_ms = 1_796_000_000_123
    assert read_stamp(f"chốt A12 @nhà {stamp(now_ms)}") == now_ms
    assert read_stamp("chốt A12 @nhà") is None
    assert not any(letter.isdigit() for letter in stamp(now_ms))


def test_every_order_is_told_of() -> None:
    page = (ROOT / "docs" / "rehearsal.md").read_text(encoding="utf-8")
    assert [deed for deed in (*DEEDS, STOP, BOOTHS) if f"| `{deed}` |" not in page] == []
