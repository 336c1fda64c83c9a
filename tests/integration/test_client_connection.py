"""A client stays with its servers: several at once, through restarts, silence and strangers."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from aiohttp import web

from studio_app.client import ConnectionStatus, StudioClient
from studio_app.domain.actions.switching import Take
from studio_app.domain.booth import Booth, Switcher
from studio_app.domain.errors import StudioError
from studio_app.domain.feed import (
    PROTOCOL_VERSION,
    AuditRow,
    Bus,
    Hello,
    LogRows,
    PictureWant,
    Snapshot,
)
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.records import RecordKey
from studio_app.domain.roles import Principal, Role
from studio_app.domain.struct import Fact
from tests.fakes.server import FakeHouse, becomes, booth, client_of, house, switcher, until

B1 = BoothId("b1")


@pytest.fixture
async def one(tmp_path: Path) -> AsyncIterator[FakeHouse]:
    async with house(tmp_path / "one") as made:
        yield made


@pytest.fixture
async def two(tmp_path: Path) -> AsyncIterator[FakeHouse]:
    async with house(tmp_path / "two", "house0000002") as made:
        yield made


@pytest.fixture
async def client() -> AsyncIterator[StudioClient]:
    made = StudioClient("console")
    yield made
    await made.close()


# --- several servers -----------------------------------------------------------------------------


async def test_two_servers_are_kept_apart(one: FakeHouse, two: FakeHouse) -> None:
    one.apply({("booth", "b1"): booth(1)})
    two.apply({("booth", "b1"): booth(2)})
    heard: list[tuple[ServerId, RecordKey, Fact | None, Fact | None]] = []
    async with client_of(one, two) as (client, [first, second]):
        client.mirror_changed.connect(lambda *change: heard.append(change))
        assert client.servers == (first, second)
        assert (first.name, second.name) == ("Studio 1", "Studio 2")
        assert first.get(Booth, "booth", "b1") == booth(1)
        assert second.get(Booth, "booth", "b1") == booth(2)
        two.apply({("booth", "b1"): booth(3)})
        await until(lambda: heard)
        await second.act(Take(booth=B1))
        assert first.get(Booth, "booth", "b1") == booth(1)
    assert heard[0] == (two.server_id, ("booth", "b1"), booth(2), booth(3))
    assert (len(one.desk.begun), len(two.desk.begun)) == (0, 1)


async def test_one_lost_server_leaves_the_other_alone(one: FakeHouse, two: FakeHouse) -> None:
    async with client_of(one, two) as (client, [first, second]):
        await one.stop()
        await becomes(client, first, ConnectionStatus.LOST)
        await second.act(Take(booth=B1))
        assert second.status is ConnectionStatus.CONNECTED


async def test_the_same_server_twice_is_refused(one: FakeHouse) -> None:
    async with client_of(one) as (client, [first]):
        again = client.add_server(one.address.replace("127.0.0.1", "localhost"), Role.ADMIN)
        await becomes(client, again, ConnectionStatus.REFUSED)
        assert again.problem is not None
        assert again.problem.code == "server_twice"
        assert again.problem.args["other"] == first.address


async def test_a_removed_server_takes_its_records_along(one: FakeHouse) -> None:
    one.apply({("booth", "b1"): booth(1)})
    heard: list[tuple[RecordKey, Fact | None]] = []
    async with client_of(one) as (client, [server]):
        client.mirror_changed.connect(lambda _, key, __, new: heard.append((key, new)))
        await client.remove_server(server)
        assert client.servers == ()
        assert heard == [(("booth", "b1"), None)]
        with pytest.raises(StudioError, match="lost"):
            await server.act(Take(booth=B1))


# --- reconnecting --------------------------------------------------------------------------------


async def test_after_a_restart_only_differences_are_announced(one: FakeHouse) -> None:
    one.apply({("booth", "b1"): booth(1), ("switcher", "b1"): switcher("Live")})
    heard: list[RecordKey] = []
    statuses: list[ConnectionStatus] = []
    async with client_of(one) as (client, [server]):
        client.mirror_changed.connect(lambda _, key, *__: heard.append(key))
        client.servers_changed.connect(lambda changed: statuses.append(changed.status))
        await one.stop()
        await becomes(client, server, ConnectionStatus.LOST)
        assert server.problem is not None
        assert server.get(Booth, "booth", "b1") == booth(1)  # old, and marked so by the status
        one.apply({("switcher", "b1"): switcher("Break")})
        await one.start()
        await becomes(client, server, ConnectionStatus.CONNECTED)
        assert heard == [("switcher", "b1")]
        assert server.get(Switcher, "switcher", "b1") == switcher("Break")
        assert server.problem is None
    assert ConnectionStatus.CONNECTING not in statuses


async def test_a_server_that_moved_keeps_its_mirror(one: FakeHouse, two: FakeHouse) -> None:
    one.apply({("booth", "b1"): booth(1)})
    heard: list[RecordKey] = []
    async with client_of(one) as (client, [server]):
        client.mirror_changed.connect(lambda _, key, *__: heard.append(key))
        await one.stop()
        await becomes(client, server, ConnectionStatus.LOST)
        await two.stop()
        two.server_id = one.server_id  # the same server, started anew on another port
        two.apply({("booth", "b1"): booth(1)})
        await two.start()
        server.move(two.address)
        await becomes(client, server, ConnectionStatus.CONNECTED)
        assert server.get(Booth, "booth", "b1") == booth(1)
        assert server.principal is not None
    assert heard == [("booth", "b1")], "told once, when it was removed at the end"


async def test_another_server_at_the_same_address_is_a_new_mirror(one: FakeHouse) -> None:
    one.apply({("booth", "b1"): booth(1)})
    heard: list[tuple[ServerId, Fact | None]] = []
    async with client_of(one) as (client, [server]):
        client.mirror_changed.connect(lambda server_id, _, __, new: heard.append((server_id, new)))
        await one.stop()
        await becomes(client, server, ConnectionStatus.LOST)
        before, one.server_id = one.server_id, ServerId("house0000009")
        await one.start()
        await becomes(client, server, ConnectionStatus.CONNECTED)
        assert server.server_id == "house0000009"
        assert heard == [(before, None), (ServerId("house0000009"), booth(1))]


async def test_watches_go_on_after_a_restart(one: FakeHouse) -> None:
    rows: list[LogRows] = []
    pictures: list[bytes] = []
    meters: list[bytes] = []
    one.log.add("first")
    async with client_of(one) as (client, [server]):
        client.log_rows.connect(lambda _, found: rows.append(found))
        client.picture.connect(lambda _, found: pictures.append(found.jpeg))
        client.meters.connect(lambda _, found: meters.append(found.levels))
        server.watch_log("audit")
        server.watch_pictures([PictureWant(booth=B1, bus=Bus.PROGRAM, fps=5, width=320)])
        server.watch_meters([B1])
        await until(lambda: rows and one.pictures.wanted and one.meters.wanted)
        await one.stop()
        await until(lambda: not one.pictures.wanted and not one.meters.wanted)
        one.log.add("second")
        await one.start()
        await until(lambda: len(rows) > 1 and one.pictures.wanted and one.meters.wanted)
        who = [msgspec.msgpack.decode(row.data, type=AuditRow).who for row in rows[1].rows]
        assert who == ["second"]
        one.pictures.show("b1", Bus.PROGRAM, b"jpeg")
        one.meters.show("b1", b"1234")
        await until(lambda: pictures == [b"jpeg"] and meters == [b"1234"])
        server.page_log("audit", before=20)
        await until(lambda: len(rows) > 2)
        assert not rows[2].live
        server.unwatch_log("audit")


# --- getting in ----------------------------------------------------------------------------------


async def test_signs_in_with_name_and_pin(one: FakeHouse, client: StudioClient) -> None:
    server = client.add_server(one.address, None)
    await becomes(client, server, ConnectionStatus.SIGN_IN_NEEDED)
    assert (server.name, server.needs_first_user) == ("Studio 1", False)
    with pytest.raises(StudioError) as raised:
        await server.sign_in("director", "0000")
    assert raised.value.problem.code == "wrong_pin"
    assert await server.sign_in("director", "4711") == "director"
    await becomes(client, server, ConnectionStatus.CONNECTED)
    assert server.principal is not None
    assert server.principal.role is Role.DIRECTOR
    assert server.principal.origin == "console 127.0.0.1"


async def test_a_token_that_is_no_good_asks_for_a_sign_in(
    one: FakeHouse, client: StudioClient
) -> None:
    server = client.add_server(one.address, "stranger")
    waiting = asyncio.create_task(server.act(Take(booth=B1)))
    await becomes(client, server, ConnectionStatus.SIGN_IN_NEEDED)
    for asked in (waiting, server.act(Take(booth=B1))):
        with pytest.raises(StudioError) as raised:
            await asked
        assert raised.value.problem.code == "not_signed_in"
    server.use_token(Role.ADMIN)
    await becomes(client, server, ConnectionStatus.CONNECTED)
    server.use_token(None)
    await becomes(client, server, ConnectionStatus.SIGN_IN_NEEDED)


async def test_a_key_that_changes_with_the_server_is_asked_for_again(
    one: FakeHouse, client: StudioClient
) -> None:
    keys = iter(["old key", Role.ADMIN, Role.ADMIN])
    server = client.add_server(one.address, lambda: next(keys))
    await becomes(client, server, ConnectionStatus.SIGN_IN_NEEDED)
    server.retry_now()
    await becomes(client, server, ConnectionStatus.CONNECTED)


@pytest.mark.parametrize("address", ["studio one", "127.0.0.1:99999", "ftp://studio", "a/b"])
async def test_an_address_that_is_none_says_so(client: StudioClient, address: str) -> None:
    server = client.add_server(address, Role.ADMIN)
    await becomes(client, server, ConnectionStatus.REFUSED)
    assert server.problem is not None
    assert server.problem.code == "bad_address"


async def test_plain_http_to_another_machine_is_refused(client: StudioClient) -> None:
    server = client.add_server("http://10.0.0.7:7450", Role.ADMIN)
    await becomes(client, server, ConnectionStatus.REFUSED)
    assert server.problem is not None
    assert server.problem.code == "tls_required"


async def test_nobody_there_is_said_plainly(one: FakeHouse, client: StudioClient) -> None:
    await one.stop()
    server = client.add_server(one.address, Role.ADMIN)
    await becomes(client, server, ConnectionStatus.LOST)
    assert server.problem is not None
    assert server.problem.code == "server_unreachable"
    assert one.address in server.problem.text
    await one.start()
    server.retry_now()
    await becomes(client, server, ConnectionStatus.CONNECTED)


# --- strangers -----------------------------------------------------------------------------------


async def serve_feed(*frames: bytes) -> tuple[web.AppRunner, str]:
    """A server that says these frames to whoever opens its feed, then waits."""

    async def feed(request: web.Request) -> web.WebSocketResponse:
        answer = web.WebSocketResponse()
        await answer.prepare(request)
        for frame in frames:
            await answer.send_bytes(frame)
        await answer.receive()
        return answer

    app = web.Application()
    app.add_routes([web.get("/api/feed", feed)])
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0]
    return runner, f"{host}:{port}"


def hello(protocol: int) -> bytes:
    return msgspec.msgpack.encode(
        Hello(
            protocol=protocol,
            server_id=ServerId("strange00001"),
            server_name="Studio S",
            server_version="9",
            server_time=datetime.now(UTC),
            principal=Principal(name="x", role=Role.HOST),
        )
    )


async def test_another_protocol_version_is_refused_with_what_to_do(client: StudioClient) -> None:
    runner, address = await serve_feed(hello(PROTOCOL_VERSION + 1))
    server = client.add_server(address, Role.ADMIN)
    await becomes(client, server, ConnectionStatus.REFUSED)
    assert server.problem is not None
    assert server.problem.code == "protocol_mismatch"
    assert "Studio S" in server.problem.text
    await client.close()
    await runner.cleanup()


async def test_frames_of_a_newer_server_are_ignored_and_broken_ones_end_it(
    client: StudioClient,
) -> None:
    snapshot = msgspec.msgpack.encode(Snapshot(revision=1, records=[]))
    hologram = msgspec.msgpack.encode({"t": "hologram"})
    runner, address = await serve_feed(hello(PROTOCOL_VERSION), hologram, snapshot)
    server = client.add_server(address, Role.ADMIN)
    await becomes(client, server, ConnectionStatus.CONNECTED)
    await client.remove_server(server)
    await runner.cleanup()
    runner, address = await serve_feed(hello(PROTOCOL_VERSION), b"\xc1")
    server = client.add_server(address, Role.ADMIN)
    await becomes(client, server, ConnectionStatus.LOST)
    assert server.problem is not None
    assert server.problem.code == "bad_request"
    await client.close()
    await runner.cleanup()


async def test_something_else_at_the_address_is_no_server(client: StudioClient) -> None:
    runner = web.AppRunner(web.Application(), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0]
    for token in (None, Role.ADMIN):
        server = client.add_server(f"{host}:{port}", token)
        await becomes(client, server, ConnectionStatus.LOST)
        assert server.problem is not None
        assert server.problem.code == "server_unreachable"
        assert "404" in server.problem.text
    await client.close()
    await runner.cleanup()
