"""Several clients on one server, one of them slow; who may see what; who is thrown out."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import msgspec
import pytest

from studio_app.client import ConnectionStatus, ServerConnection
from studio_app.domain.actions.switching import Take
from studio_app.domain.booth import Booth, Hotkeys, Scene, SceneItem, Switcher
from studio_app.domain.feed import (
    PROTOCOL_VERSION,
    Act,
    ActionCall,
    Bus,
    CloseCode,
    Done,
    Hello,
    LogRows,
    Patch,
    Picture,
    PictureWant,
    Snapshot,
    WatchLog,
    WatchMeters,
    WatchPictures,
)
from studio_app.domain.ids import BoothId, new_request_id
from studio_app.domain.records import Changes
from studio_app.domain.roles import Principal, Role
from tests.fakes.raw_feed import RawFeed
from tests.fakes.server import FakeHouse, becomes, booth, client_of, house, switcher, until

B1 = BoothId("b1")


@pytest.fixture
async def one(tmp_path: Path) -> AsyncIterator[FakeHouse]:
    async with house(tmp_path) as made:
        yield made


Dial = Callable[[str], Awaitable[RawFeed]]


@pytest.fixture
async def dial(one: FakeHouse) -> AsyncIterator[Dial]:
    """Opens bare feeds with a token; they are closed at the end."""
    opened: list[RawFeed] = []

    async def open_one(token: str) -> RawFeed:
        opened.append(await RawFeed.open(one.address, token))
        return opened[-1]

    yield open_one
    for raw in opened:
        await raw.close()


def many_booths(count: int) -> Changes:
    """Booths with all that a furnished OBS has."""
    items = tuple(SceneItem(item_id=n, source=f"Nguồn {n}", kind="image") for n in range(10))
    changes: Changes = {}
    for number in range(1, count + 1):
        name = f"b{number}"
        changes["booth", name] = booth(number)
        changes["switcher", name] = switcher("Live")
        for scene in range(10):
            changes["scene", name, f"Cảnh {scene}"] = Scene(items=items)
    return changes


async def test_forty_booths_come_as_one_snapshot(one: FakeHouse) -> None:
    one.apply(many_booths(40))
    async with client_of(one) as (_, [server]):
        assert server.records() == one.store.everything()
        assert len(list(server.keys("scene", "b7"))) == 10
        assert list(server.keys("booth", "b7")) == [("booth", "b7")]


async def test_a_slow_client_delays_nobody_and_gets_the_newest(one: FakeHouse, dial: Dial) -> None:
    one.apply(many_booths(4))
    slow = await dial(Role.TECHNICIAN)
    slow.send(WatchPictures(wants=[PictureWant(booth=B1, bus=Bus.PROGRAM, fps=30, width=320)]))
    slow.send(WatchMeters(booths=[B1]))
    await until(lambda: one.pictures.wanted and one.meters.wanted)
    sent = 0
    async with client_of(one) as (fast, [server]), client_of(one) as (_, [other]):
        pictures: list[bytes] = []
        fast.picture.connect(lambda _, picture: pictures.append(picture.jpeg))
        server.watch_pictures([PictureWant(booth=B1, bus=Bus.PROGRAM, fps=30, width=320)])
        await until(lambda: len(one.pictures.wanted) == 2)
        scene = Scene(items=tuple(SceneItem(item_id=n, source="x" * 100) for n in range(100)))
        for number in range(300):
            # Each change and each picture has some 12 kB.
            one.apply({("scene", "b1", f"Cảnh {number % 10}"): scene})
            one.apply({("switcher", "b1"): switcher(f"Live {number}")})
            scene = Scene(items=(*scene.items[1:], SceneItem(item_id=number, source=str(number))))
            one.pictures.show("b1", Bus.PROGRAM, b"%05d" % number + bytes(12_000))
            one.meters.show("b1", bytes(4))
            sent += 24_000
            for console in (server, other):
                await shows(console, f"Live {number}")
            if number % 3 == 0:
                await slow.read_some(50)
        assert pictures
    # What lies on the way to the slow one is a fraction of what the others were sent.
    assert isinstance(await slow.next(), Hello)
    newest: Switcher | None = None
    while newest != switcher("Live 299"):
        frame = await slow.next()
        if isinstance(frame, Snapshot | Patch):
            newest = switcher_in(frame) or newest
    while not isinstance(frame := await slow.next(), Picture):
        pass
    assert slow.bytes_read < sent / 4
    await slow.close()
    await until(lambda: not one.pictures.wanted and not one.meters.wanted)


async def shows(console: ServerConnection, program: str) -> None:
    """Wait until a console shows this program on the first booth."""
    await until(lambda: console.get(Switcher, "switcher", "b1") == switcher(program))


def switcher_in(frame: Snapshot | Patch) -> Switcher | None:
    """The program of the first booth, where a frame tells it."""
    records = frame.records if isinstance(frame, Snapshot) else frame.changes
    found = dict(records).get(("switcher", "b1"))
    return None if found is None else msgspec.msgpack.decode(found, type=Switcher)


async def test_reading_five_kilobytes_a_second_ends_at_the_newest(
    one: FakeHouse, dial: Dial
) -> None:
    one.apply({("switcher", "b1"): switcher("Live"), ("booth", "b1"): booth(1)})
    slow = await dial(Role.TECHNICIAN)
    loop = asyncio.get_running_loop()
    began_s, number = loop.time(), 0
    while loop.time() - began_s < 1.5:
        number += 1
        one.apply({("switcher", "b1"): switcher(f"{number} " + "x" * 5000)})
        await asyncio.sleep(0.005)
        if slow.bytes_read < 5000 * (loop.time() - began_s):
            await slow.read_some(500)
    frames = 0
    while True:
        frame = await slow.next()
        frames += 1
        if isinstance(frame, Patch) and switcher_in(frame) == one.store.get(
            Switcher, "switcher", "b1"
        ):
            break
    assert frames < number


async def test_who_takes_nothing_at_all_is_dropped(
    one: FakeHouse, dial: Dial, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("studio_app.server.feed.PING_EVERY_S", 0.05)
    monkeypatch.setattr("studio_app.server.feed_client.DROP_AFTER_S", 0.3)
    await one.stop()
    await one.start()
    one.apply(many_booths(40))
    dead = await dial(Role.TECHNICIAN)
    async with client_of(one) as (_, [alive]):
        await until(lambda: "took nothing" in caplog.text)
        await dead.closed()
        assert alive.status is ConnectionStatus.CONNECTED


async def test_each_role_sees_its_own(one: FakeHouse) -> None:
    one.apply(
        {
            ("booth", "b1"): booth(1, host="Lan 0912 345 678"),
            ("hotkeys", "b1"): Hotkeys(names=("a",)),
        }
    )
    async with (
        client_of(one, token=Role.HOST) as (_, [host]),
        client_of(one, token=Role.ORDER_DESK) as (_, [desk]),
        client_of(one, token=Role.TECHNICIAN) as (_, [technician]),
    ):
        shown = {server: server.get(Booth, "booth", "b1") for server in (host, desk, technician)}
        assert [found.host for found in shown.values() if found] == [
            "Lan 09•• ••• 678",
            "Lan 0912 345 678",
            "Lan 09•• ••• 678",
        ]
        assert host.get(Hotkeys, "hotkeys", "b1") is None
        assert technician.get(Hotkeys, "hotkeys", "b1") is not None
        one.apply({("hotkeys", "b1"): None, ("booth", "b1"): booth(1, host="0987654321")})
        await until(lambda: technician.get(Hotkeys, "hotkeys", "b1") is None)
        await until(lambda: host.get(Booth, "booth", "b1") == booth(1, host="09•• ••• 321"))


async def test_whoever_is_revoked_is_out_at_once(one: FakeHouse) -> None:
    one.apply({("booth", "b1"): booth(1)})
    async with (
        client_of(one, token=Role.HOST) as (client, [host]),
        client_of(one) as (_, [admin]),
    ):
        one.door.throw_out(Role.HOST)
        await becomes(client, host, ConnectionStatus.SIGN_IN_NEEDED)
        assert host.problem is not None
        assert host.problem.code == "session_expired"
        assert admin.status is ConnectionStatus.CONNECTED


async def test_a_window_open_all_night_stays_in_use(
    one: FakeHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio_app.server.feed.PING_EVERY_S", 0.02)
    monkeypatch.setattr("studio_app.server.feed_client.RENEW_EVERY_S", 0.1)
    await one.stop()
    await one.start()
    async with client_of(one) as (client, [admin]):
        asked = one.door.asked
        await until(lambda: one.door.asked > asked + 1)
        assert admin.status is ConnectionStatus.CONNECTED
        one.door.over.add(Role.ADMIN)  # ended at another server, which tells nobody
        await becomes(client, admin, ConnectionStatus.SIGN_IN_NEEDED)


async def test_one_slow_action_delays_no_other(one: FakeHouse) -> None:
    release = asyncio.Event()

    async def does(act: Act, _: Principal) -> Done:
        if b"slow" in bytes(act.call.params):
            await release.wait()
        return Done(request_id=act.request_id)

    one.desk.does = does
    async with client_of(one) as (_, [server]):
        slow = asyncio.create_task(server.act(Take(booth=BoothId("slow"))))
        others = [asyncio.create_task(server.act(Take(booth=B1))) for _ in range(20)]
        await asyncio.gather(*others)
        assert not slow.done()
        release.set()
        await slow


async def test_acts_begin_in_the_order_they_were_asked(one: FakeHouse) -> None:
    async with client_of(one) as (_, [server]):
        acts = [server.act(Take(booth=B1, seen_program=str(number))) for number in range(50)]
        await asyncio.gather(*acts)
    seen = [msgspec.msgpack.decode(act.call.params, type=Take) for act in one.desk.begun]
    assert [take.seen_program for take in seen] == [str(number) for number in range(50)]


async def test_the_state_comes_before_the_answer(one: FakeHouse) -> None:
    async def does(act: Act, _: Principal) -> Done:
        one.apply({("switcher", "b1"): switcher("Break")})
        return Done(request_id=act.request_id)

    one.desk.does = does
    async with client_of(one) as (_, [server]):
        await server.act(Take(booth=B1))
        assert server.get(Switcher, "switcher", "b1") == switcher("Break")


async def test_too_many_acts_at_once_are_refused_not_piled_up(one: FakeHouse, dial: Dial) -> None:
    async def does(_: Act, __: Principal) -> Done:
        return await asyncio.Future()

    one.desk.does = does
    raw = await dial(Role.ADMIN)
    call = ActionCall(name="program.take", params=msgspec.Raw(b"\x80"))
    for _ in range(70):
        raw.send(Act(request_id=new_request_id(), call=call))
    refused: list[str] = []
    while len(refused) < 6:
        frame = await raw.next()
        if isinstance(frame, Done):
            assert frame.problem is not None
            refused.append(frame.problem.code)
    assert set(refused) == {"too_busy"}
    assert len(one.desk.begun) == 64


@pytest.mark.parametrize(
    ("payload", "opcode"), [(b"not MessagePack", 2), (b'{"t": "act"}', 1), (b"\x93\xc1", 2)]
)
async def test_a_bad_frame_closes_with_a_reason(
    one: FakeHouse, dial: Dial, payload: bytes, opcode: int
) -> None:
    raw = await dial(Role.ADMIN)
    raw.send_message(payload, opcode)
    while not isinstance(frame := await raw.next(), tuple):
        pass
    code, reason = frame
    assert code == CloseCode.BAD_FRAME
    assert reason.startswith("bad_request: ")


async def test_a_broken_act_is_answered_and_the_feed_goes_on(one: FakeHouse, dial: Dial) -> None:
    raw = await dial(Role.ADMIN)
    raw.send(msgspec.msgpack.encode({"t": "act", "request_id": "r1", "call": "take!"}))
    raw.send(msgspec.msgpack.encode({"t": "hologram"}))
    call = ActionCall(name="program.take", params=msgspec.Raw(b"\x80"))
    good = Act(request_id=new_request_id(), call=call)
    raw.send(good)
    done: list[Done] = []
    while len(done) < 2:
        if isinstance(frame := await raw.next(), Done):
            done.append(frame)
    assert done[0].request_id == "r1"
    assert done[0].problem is not None
    assert done[0].problem.code == "bad_request"
    assert (done[1].request_id, done[1].problem) == (good.request_id, None)


async def test_hello_says_version_time_and_who(one: FakeHouse, dial: Dial) -> None:
    raw = await dial(Role.DIRECTOR)
    hello = await raw.next()
    assert isinstance(hello, Hello)
    assert (hello.protocol, hello.server_id) == (PROTOCOL_VERSION, one.server_id)
    assert hello.server_time.tzinfo is not None
    assert (hello.principal.role, hello.principal.origin) == (Role.DIRECTOR, "http 127.0.0.1")


async def test_clients_that_come_and_go_leave_nothing(one: FakeHouse, dial: Dial) -> None:
    one.log.add("somebody")
    one.apply(many_booths(2))
    for _ in range(20):
        raw = await dial(Role.ADMIN)
        raw.send(WatchMeters(booths=[B1]))
        raw.send(WatchLog(channel="audit"))
        while not isinstance(await raw.next(), LogRows):
            pass
        await raw.close()
    await until(lambda: not one.meters.wanted)
    await until(lambda: not [task for task in asyncio.all_tasks() if is_of_client(task)])
    one.apply({("switcher", "b1"): switcher("Break")})


def is_of_client(task: asyncio.Task[object]) -> bool:
    """Whether a task works for one client of the feed."""
    return task.get_name() in ("feed sender", "feed log", "feed session")


async def test_stopping_waits_for_nobody_who_reads_nothing(one: FakeHouse, dial: Dial) -> None:
    one.apply(many_booths(40))
    stuck = await dial(Role.TECHNICIAN)
    async with client_of(one) as (client, [good]):
        async with asyncio.timeout(5):
            await one.stop()
        await becomes(client, good, ConnectionStatus.LOST)
        assert good.problem is not None
        assert good.problem.code in ("server_stopping", "server_unreachable")
    await stuck.closed()
