"""HTTP, WebSocket and Server-Sent Events for plugins, their errors said as the contract wants."""

import codecs
import json as text_json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
import msgspec
from aiohttp.http_exceptions import HttpProcessingError

from studio_app.api.errors import Refused, TryLater
from studio_app.api.json import Json
from studio_app.api.plugin import Context
from studio_app.api.text import plain
from studio_app.domain.struct import Value


class Failure(Value, frozen=True, kw_only=True):
    """An answer of 400 or above, or a handshake that was turned down."""

    host: str
    status: int
    body: bytes = b""
    retry_after_s: float | None = None
    """Where the service said so."""

    @property
    def answer(self) -> Json:
        """The body, empty where it is no JSON."""
        return Json.read(self.body) or Json(None)


Judge = Callable[[Failure], Exception]
LONG_ANSWER_MOST = 4_000_000
"""Characters of one item of an answer that comes in pieces."""
WebSocket = aiohttp.ClientWebSocketResponse


def judge(failure: Failure) -> Exception:
    """What a failure means where the service tells no more than its status."""
    host, status = failure.host, failure.status
    if status in (401, 403):
        return Refused(f"{host} refuses the key or token ({status}): make a new one, enter it here")
    if status == 429:
        return TryLater(f"{host} was asked too often", failure.retry_after_s)
    if status in (408, 425) or status >= 500:
        return TryLater(f"{host} has trouble ({status})", failure.retry_after_s)
    if status >= 400:
        said = plain(failure.body.decode("utf-8", "replace"), 120)
        return Refused(f"{host} does not take this ({status}): {said or 'check the settings'}")
    return ConnectionError(f"{host} answered {status}")


async def call(
    context: Context,
    method: str,
    url: str,
    *,
    params: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    json: object = None,
    form: Mapping[str, str] | None = None,
    judge: Judge = judge,
) -> Json:
    """Ask once; the answer's JSON, empty where there is no body. Raises what `judge` says;
    ConnectionError for an answer that is no JSON; aiohttp's errors."""
    body: bytes | Mapping[str, str] | None = form
    if json is not None:
        body = msgspec.json.encode(json)
        headers = {**(headers or {}), "Content-Type": "application/json"}
    asked = context.http.request(method, url, params=params, headers=headers, data=body)
    async with asked as response:
        data = await response.read()
        if response.status >= 400:
            raise judge(_failure(response.status, url, response.headers, data))
    answer = Json.read(data) if data else Json(None)
    if answer is None:
        raise ConnectionError(f"{_host(url)} answered with something else than JSON")
    return answer


@asynccontextmanager
async def socket(
    context: Context, url: str, *, judge: Judge = judge, beat_s: float | None = None
) -> AsyncIterator[WebSocket]:
    """An open WebSocket; where its service has no heartbeat of its own it is pinged `beat_s` apart,
    and given up when no pong comes. Raises what `judge` says of a handshake that is turned down;
    aiohttp's errors."""
    try:
        opened = await context.http.ws_connect(url, heartbeat=beat_s)
    except aiohttp.WSServerHandshakeError as error:
        # Its words hold the address, and the address may hold a token.
        raise judge(_failure(error.status, url, error.headers or {}, b"")) from None
    async with opened:
        yield opened


async def texts(
    opened: WebSocket, *, silent_s: float | None = None, poke: str = ""
) -> AsyncIterator[str]:
    """Text frames until the other side closes. Raises TimeoutError after `silent_s` without a
    frame (None: never); with `poke` that is sent once first, and `silent_s` waited again."""
    poked = not poke
    while True:
        try:
            frame = await opened.receive(timeout=silent_s)
        except TimeoutError:
            if poked:
                raise TimeoutError(f"Nothing came for {silent_s} s") from None
            poked = True
            await opened.send_str(poke)
            continue
        poked = not poke
        if frame.type is aiohttp.WSMsgType.TEXT:
            yield str(frame.data)
        elif frame.type is aiohttp.WSMsgType.ERROR:
            raise ConnectionError("The connection broke in the middle of a frame")
        elif frame.type is not aiohttp.WSMsgType.BINARY:
            return


@asynccontextmanager
async def server_sent(
    context: Context,
    url: str,
    *,
    params: Mapping[str, str] | None = None,
    silent_s: float,
    judge: Judge = judge,
) -> AsyncIterator[AsyncIterator[str]]:
    """Data of Server-Sent Events (WHATWG HTML 9.2), until the other side ends. Raises what `judge`
    says; TimeoutError after `silent_s` without a byte; aiohttp's errors."""
    limit = aiohttp.ClientTimeout(total=None, sock_read=silent_s)
    headers = {"Accept": "text/event-stream"}
    asked = context.http.get(url, params=params, headers=headers, timeout=limit)
    async with asked as response:
        if response.status >= 400:
            body = await response.read()
            raise judge(_failure(response.status, url, response.headers, body))
        yield _events(response.content)


async def _events(lines: aiohttp.StreamReader) -> AsyncIterator[str]:
    data: list[str] = []
    try:
        async for raw in lines:
            line = raw.decode("utf-8", "replace").rstrip("\r\n")
            if line.startswith("data:"):
                data.append(line[5:].removeprefix(" "))
            elif not line and data:
                yield "\n".join(data)
                data = []
    except (ValueError, HttpProcessingError):  # how aiohttp says that a line has no end
        raise ConnectionError("The stream of events is none") from None


class Pushed:
    """A long answer: a JSON array, or JSON after JSON, whose items come as they are made."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response
        self._text = ""
        self._bytes = codecs.getincrementaldecoder("utf-8")("replace")
        self._json = text_json.JSONDecoder()

    async def next(self) -> Json | None:
        """The next item; None at the end. May be cancelled, and loses nothing. Raises
        ConnectionError for what is no JSON; aiohttp's errors."""
        while True:
            self._text = self._text.lstrip(" \t\r\n[],")
            if self._text:
                try:
                    value, end = self._json.raw_decode(self._text)
                except ValueError:  # not whole yet, or never
                    pass
                except RecursionError:
                    raise ConnectionError("The answer is nested too deep") from None
                else:
                    self._text = self._text[end:]
                    return Json(value)
            if len(self._text) > LONG_ANSWER_MOST or self._text[:1] not in ("", "{"):
                raise ConnectionError("The long answer is no JSON")
            data = await self._response.content.readany()
            if not data:
                if self._text:
                    raise ConnectionError("The long answer ends in the middle")
                return None
            self._text += self._bytes.decode(data)

    def close(self) -> None:
        """Hear no more of it."""
        self._response.close()


async def pushed(
    context: Context,
    url: str,
    *,
    params: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    judge: Judge = judge,
) -> Pushed:
    """Open a long answer; the caller closes it. Raises what `judge` says; aiohttp's errors."""
    limit = aiohttp.ClientTimeout(total=None)
    response = await context.http.get(url, params=params, headers=headers, timeout=limit)
    if response.status >= 400:
        async with response:
            body = await response.read()
        raise judge(_failure(response.status, url, response.headers, body))
    return Pushed(response)


def _failure(status: int, url: str, headers: Mapping[str, str], body: bytes) -> Failure:
    return Failure(host=_host(url), status=status, body=body, retry_after_s=wait_s(headers))


def _host(url: str) -> str:
    return url.partition("//")[2].partition("/")[0]


def wait_s(headers: Mapping[str, str]) -> float | None:
    """Seconds until a service may be asked again, by `Retry-After` (RFC 9110, 10.2.3: a number or a
    date) or else `RateLimit-Reset` (seconds, or with some since 1970); None where it says neither.
    """
    said = headers.get("Retry-After") or headers.get("RateLimit-Reset") or ""
    try:
        if said.strip().isdecimal():
            number = float(said)
            return number if number < 1e9 else max(0.0, number - time.time())
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
