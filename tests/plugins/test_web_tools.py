"""What sources read services with: sockets that notice silence, streams of events, patience."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import aiohttp
import pytest
from aiohttp import web

from studio_app.api import (
    NotLive,
    Refused,
    TryLater,
    again,
    server_sent,
    socket,
    texts,
    wait_s,
    within,
)
from tests.fakes.chat_services.service import SocketService
from tests.fakes.plugin_context import FakeContext, until


class Quiet(SocketService):
    """Says nothing by itself."""

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/ws", self.socket), web.get("/events", self._events)]

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        said = (
            b": hello\n\nevent: comment\ndata: one\ndata: two\r\n\r\nid: 7\ndata:three\n\ndata: cut"
        )
        await response.write(said)
        if "hang" in request.query:
            await asyncio.sleep(3600)
        elif "endless" in request.query:
            for _ in range(400):
                await response.write(b"x" * 4096)
        return response


@pytest.fixture
async def service() -> AsyncIterator[Quiet]:
    quiet = Quiet()
    async with quiet.serving():
        yield quiet


@pytest.fixture
async def context() -> AsyncIterator[FakeContext]:
    async with aiohttp.ClientSession() as http:
        yield FakeContext("chat_webhook", http, {}, {})


async def test_silence_is_noticed_even_where_the_line_stays_open(
    service: Quiet, context: FakeContext
) -> None:
    async with socket(context, f"{service.socket_address}/ws") as line:
        with pytest.raises(TimeoutError):
            async for _ in texts(line, silent_s=0.05):
                pass


async def test_one_who_is_quiet_is_poked_first(service: Quiet, context: FakeContext) -> None:
    async with socket(context, f"{service.socket_address}/ws") as line:

        async def read() -> list[str]:
            return [text async for text in texts(line, silent_s=0.2, poke="PING")]

        reading = asyncio.create_task(read(), name="reading")
        await until(lambda: service.said == ["PING"])
        await service.push("PONG")
        await until(lambda: service.said == ["PING", "PING"])
        await until(reading.done)
    assert isinstance(reading.exception(), TimeoutError)


async def test_words_of_a_handshake_tell_no_token(service: Quiet, context: FakeContext) -> None:
    for status, kind in ((401, Refused), (403, Refused), (429, TryLater), (503, TryLater)):
        service.answers = [web.Response(status=status)]
        with pytest.raises(kind) as said:
            async with socket(context, f"{service.socket_address}/ws?token=very-secret"):
                pass
        assert "very-secret" not in str(said.value)


async def test_events_are_read_as_the_standard_says(service: Quiet, context: FakeContext) -> None:
    async with server_sent(context, f"{service.address}/events", silent_s=5) as events:
        assert [data async for data in events] == ["one\ntwo", "three"], (
            "one without its end is none"
        )


@pytest.mark.parametrize(("how", "kind"), [("hang", TimeoutError), ("endless", ConnectionError)])
async def test_a_stream_that_hangs_or_never_ends_a_line_is_left(
    service: Quiet, context: FakeContext, how: str, kind: type[Exception]
) -> None:
    where = f"{service.address}/events"

    async def read() -> None:
        async with server_sent(context, where, params={how: "1"}, silent_s=0.2) as events:
            async for _ in events:
                pass

    with pytest.raises(kind):
        await read()


@pytest.mark.parametrize(
    ("headers", "least", "most"),
    [
        ({"Retry-After": "17"}, 17, 17),
        # Made when the tests are collected, which may be minutes before.
        ({"Retry-After": format_datetime(datetime.now(UTC) + timedelta(hours=5))}, 14_400, 18_000),
        ({"RateLimit-Reset": "90"}, 90, 90),
        ({"RateLimit-Reset": str(int(time.time()) + 18_000)}, 14_400, 18_000),
        ({"Retry-After": format_datetime(datetime.now(UTC) - timedelta(hours=5))}, 0, 0),
    ],
)
def test_how_long_to_wait(headers: dict[str, str], least: float, most: float) -> None:
    seconds = wait_s(headers)
    assert seconds is not None
    assert least <= seconds <= most


def test_who_says_nothing_of_waiting_says_nothing() -> None:
    assert wait_s({}) is None
    assert wait_s({"Retry-After": "soon"}) is None


async def test_what_fails_is_said_once_and_when_it_works_again(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr("studio_app.api.beside.FIRST_S", 0.001)
    ends = [
        OSError("gone"),
        TryLater("busy", 0.01),
        Refused("no"),
        NotLive("off"),
        None,
        OSError("x"),
    ]
    calls = 0

    async def once() -> None:
        nonlocal calls
        calls += 1
        if calls <= len(ends):
            if error := ends[calls - 1]:
                raise error
        else:
            await asyncio.Event().wait()

    task = asyncio.create_task(again(logging.getLogger("it"), "It", once), name="it")
    await until(lambda: calls > len(ends))
    task.cancel()
    await asyncio.wait([task])
    said = [record.message for record in caplog.records if record.name == "it"]
    assert said == ["It does not work: gone", "It works again", "It does not work: x"]


async def test_a_goodbye_that_hangs_is_cut_short() -> None:
    ended = asyncio.Event()

    async def hang() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    await within(0.01, hang())
    assert ended.is_set()
