"""Callers who dribble: a request that never becomes whole holds no socket of the server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.fakes.server import PATIENCE_S, FakeHouse, house

HEAD_WITHIN_S = 0.4


@pytest.fixture
async def one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeHouse]:
    monkeypatch.setattr("studio_app.server.app.HEAD_WITHIN_S", HEAD_WITHIN_S)
    async with house(tmp_path) as made:
        yield made


async def dribble(writer: asyncio.StreamWriter, head: bytes) -> None:
    """Send a byte now and then, for ever."""
    with suppress(ConnectionError):
        writer.write(head)
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("head", [b"GET /", b"GET /api/server HTTP/1.1\r\nX-Slow: "])
async def test_headers_that_dribble_in_are_cut_off(one: FakeHouse, head: bytes) -> None:
    host, _, port = one.address.partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    begun_s = asyncio.get_running_loop().time()
    dribbling = asyncio.create_task(dribble(writer, head))
    try:
        async with asyncio.timeout(PATIENCE_S):
            with suppress(ConnectionError):
                assert await reader.read() == b""
        assert asyncio.get_running_loop().time() - begun_s > HEAD_WITHIN_S / 2
    finally:
        dribbling.cancel()
        await asyncio.gather(dribbling, return_exceptions=True)
        writer.transport.abort()


async def test_a_second_request_that_dribbles_is_cut_off(one: FakeHouse) -> None:
    host, _, port = one.address.partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(f"GET /api/server HTTP/1.1\r\nHost: {one.address}\r\n\r\n".encode())
    assert b" 200 " in await reader.readuntil(b"\r\n\r\n")
    dribbling = asyncio.create_task(dribble(writer, b"GET /api/server HTTP/1.1\r\nX-Slow: "))
    try:
        async with asyncio.timeout(PATIENCE_S):
            with suppress(ConnectionError):
                await reader.read()
    finally:
        dribbling.cancel()
        await asyncio.gather(dribbling, return_exceptions=True)
        writer.transport.abort()
