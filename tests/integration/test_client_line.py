"""A client and its line: silence is noticed in time, slowness is not taken for it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from studio_app.client import ConnectionStatus, ServerConnection, StudioClient
from studio_app.domain.feed import PING_EVERY_S, SILENCE_S
from studio_app.domain.roles import Role
from tests.fakes.bad_line import BadLine, bad_line
from tests.fakes.server import FakeHouse, becomes, booth, client_of, house, until

SHORT_S = 0.9
"""How long a silence is, here."""


@pytest.fixture(autouse=True)
def _short_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    assert PING_EVERY_S < SILENCE_S / 1.5 < SILENCE_S < 6
    monkeypatch.setattr("studio_app.client.feed_socket.SILENCE_S", SHORT_S)


@pytest.fixture
async def one(tmp_path: Path) -> AsyncIterator[FakeHouse]:
    async with house(tmp_path / "one") as made:
        yield made


@pytest.fixture
async def line(one: FakeHouse) -> AsyncIterator[BadLine]:
    async with bad_line(one.address) as made:
        yield made


@pytest.fixture
async def client() -> AsyncIterator[StudioClient]:
    made = StudioClient("console")
    yield made
    await made.close()


async def falls_silent(client: StudioClient, server: ServerConnection) -> None:
    """Wait until the server is held for gone, for its silence."""
    await becomes(client, server, ConnectionStatus.LOST)
    assert server.problem is not None
    assert "silent" in server.problem.text


async def test_a_silent_server_is_given_up_in_time(client: StudioClient, line: BadLine) -> None:
    server = client.add_server(line.address, Role.ADMIN)
    await becomes(client, server, ConnectionStatus.CONNECTED)
    loop = asyncio.get_running_loop()
    line.hold()
    held_s = loop.time()
    await falls_silent(client, server)
    assert loop.time() - held_s > SHORT_S / 2
    line.flow()
    server.retry_now()
    await becomes(client, server, ConnectionStatus.CONNECTED)


async def test_a_server_that_says_no_word_at_all_is_given_up(
    client: StudioClient, line: BadLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio_app.client.feed_socket.HELLO_S", 0.3)
    monkeypatch.setattr("studio_app.client.wire.TIMEOUT_S", 0.3)
    line.hold()
    server = client.add_server(line.address, Role.ADMIN)
    await becomes(client, server, ConnectionStatus.LOST)


async def test_a_quiet_connection_is_kept(one: FakeHouse, line: BadLine) -> None:
    lost: list[ConnectionStatus] = []
    client = StudioClient()
    server = client.add_server(line.address, Role.ADMIN)
    await becomes(client, server, ConnectionStatus.CONNECTED)
    client.servers_changed.connect(lambda changed: lost.append(changed.status))
    await asyncio.sleep(2.5 * SHORT_S)
    assert ConnectionStatus.LOST not in lost
    await client.close()


async def test_a_large_frame_on_a_slow_line_is_no_silence(
    one: FakeHouse, client: StudioClient, line: BadLine
) -> None:
    one.apply({("booth", f"b{n}"): booth(n, host="x" * 2000) for n in range(1, 91)})
    line.bytes_per_s = 90_000
    server = client.add_server(line.address, Role.ADMIN)
    loop = asyncio.get_running_loop()
    await until(lambda: server.server_id is not None)
    greeted_s = loop.time()
    await becomes(client, server, ConnectionStatus.CONNECTED)
    assert loop.time() - greeted_s > 1.5 * SHORT_S
    assert line.connections == 1
    assert len(list(server.keys("booth"))) == 90


async def test_silence_within_a_large_frame_is_noticed(
    one: FakeHouse, client: StudioClient, line: BadLine
) -> None:
    one.apply({("booth", f"b{n}"): booth(n, host="x" * 2000) for n in range(1, 91)})
    line.bytes_per_s = 90_000
    server = client.add_server(line.address, Role.ADMIN)
    await until(lambda: line.bytes_down > 50_000)
    assert server.status is ConnectionStatus.CONNECTING
    line.hold()
    await falls_silent(client, server)


async def test_a_good_client_is_unmoved_by_a_held_one(one: FakeHouse, line: BadLine) -> None:
    async with client_of(one) as (_, [good]):
        client = StudioClient()
        bad = client.add_server(line.address, Role.ADMIN)
        await becomes(client, bad, ConnectionStatus.CONNECTED)
        line.hold()
        one.apply({("booth", "b1"): booth(1)})
        await until(lambda: list(good.keys("booth")))
        await falls_silent(client, bad)
        assert good.status is ConnectionStatus.CONNECTED
        await client.close()
