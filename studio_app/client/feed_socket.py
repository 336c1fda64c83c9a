"""One WebSocket to a server, from the handshake to its loss; what is heard is handed on."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from datetime import datetime

import aiohttp
import msgspec

from studio_app.client import wire
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.feed import SILENCE_S, CloseCode, Frame, ServerFrame
from studio_app.domain.frame_reader import FrameReader
from studio_app.domain.problems import PROBLEMS

log = logging.getLogger(__name__)

FRAME_MOST = 64 << 20
"""Bytes of the largest frame taken from a server."""
HELLO_S = 5.0
"""Until the server's first words."""

_ENCODER = msgspec.msgpack.Encoder()
_READER: FrameReader[ServerFrame] = FrameReader(ServerFrame)


class FeedSocket:
    """Lives for one connection. All callbacks come on the loop's thread."""

    def __init__(
        self,
        heard: Callable[[ServerFrame], None],
        time_heard: Callable[[datetime], None],
    ) -> None:
        self._heard = heard
        self._time_heard = time_heard
        self._outbox: deque[bytes] = deque()
        self._work = asyncio.Event()
        self._patience: asyncio.Timeout | None = None
        self._why: StudioError | None = None

    def end(self, why: StudioError) -> None:
        """Close it from this side; `run` returns `why`."""
        self._why = why
        if self._patience is not None:
            self._patience.reschedule(asyncio.get_running_loop().time())

    def send(self, frame: Frame | bytes) -> None:
        """Queue a frame; goes out in order, at once."""
        self._outbox.append(frame if isinstance(frame, bytes) else _ENCODER.encode(frame))
        self._work.set()

    async def run(
        self,
        http: aiohttp.ClientSession,
        address: wire.Address,
        token: str,
        certificate: str | None,
        program: str,
    ) -> StudioError:
        """Connect and stay connected; what is returned (or raised) says why it has ended."""
        headers = {"Authorization": f"Bearer {token}", wire.PROGRAM_HEADER: program}
        ssl = wire.pinned(certificate)
        socket = await self._open(http, address, headers, ssl)
        sender = asyncio.get_running_loop().create_task(
            self._send_all(socket), name="client sender"
        )
        try:
            async with asyncio.timeout(0 if self._why else HELLO_S) as self._patience:
                return await self._receive_all(socket, address)
        except TimeoutError:
            return self._why or _silent(address)
        finally:
            self._patience = None
            sender.cancel()
            await asyncio.gather(sender, return_exceptions=True)
            await socket.close()

    async def _open(
        self,
        http: aiohttp.ClientSession,
        address: wire.Address,
        headers: dict[str, str],
        ssl: aiohttp.Fingerprint | bool,
    ) -> aiohttp.ClientWebSocketResponse:
        url = address.url / "api" / "feed"
        try:
            async with asyncio.timeout(wire.TIMEOUT_S):
                return await http.ws_connect(
                    url,
                    headers=headers,
                    ssl=ssl,
                    autoping=False,
                    # It counts every byte that arrives, not whole messages: a large frame on a
                    # slow line is no silence. It asks once, then waits half as long for a byte.
                    heartbeat=SILENCE_S / 1.5,
                    max_msg_size=FRAME_MOST,
                    timeout=aiohttp.ClientWSTimeout(ws_close=0.5),
                )
        except aiohttp.WSServerHandshakeError:
            pass
        except wire.UNREACHABLE as error:
            raise wire.unreachable(error, address) from error
        # The library drops the body of a refusal; asked plainly, the server says it again.
        try:
            async with http.get(
                url,
                headers=headers,
                ssl=ssl,
                timeout=aiohttp.ClientTimeout(total=wire.TIMEOUT_S),
                allow_redirects=False,
            ) as answer:
                raise StudioError(await wire.read_problem(answer, address))
        except wire.UNREACHABLE as error:
            raise wire.unreachable(error, address) from error

    async def _receive_all(
        self, socket: aiohttp.ClientWebSocketResponse, address: wire.Address
    ) -> StudioError:
        while True:
            message = await socket.receive()
            if self._patience is not None and self._why is None:
                self._patience.reschedule(None)
            if message.type is aiohttp.WSMsgType.BINARY:
                frame = _READER.read(message.data)
                if frame is not None:
                    self._heard(frame)
            elif message.type is aiohttp.WSMsgType.PING:
                await socket.pong(message.data)
                self._read_time(bytes(message.data))
            elif message.type is aiohttp.WSMsgType.CLOSE:
                return _why_closed(message.data, message.extra, address)
            elif isinstance(message.data, aiohttp.ServerTimeoutError):
                return _silent(address)
            elif message.type is not aiohttp.WSMsgType.PONG:
                return fail("server_unreachable", address=address, detail="the line broke")

    def _read_time(self, said: bytes) -> None:
        try:
            time = datetime.fromisoformat(said.decode())
        except ValueError:
            return
        if time.tzinfo is not None:
            self._time_heard(time)

    async def _send_all(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        try:
            while True:
                await self._work.wait()
                self._work.clear()
                while self._outbox:
                    await socket.send_bytes(self._outbox.popleft())
        except (aiohttp.ClientError, ConnectionError):
            pass  # the receiver hears of the same end, and says why


def _silent(address: wire.Address) -> StudioError:
    return fail("server_unreachable", address=address, detail="it fell silent")


def _why_closed(code: int | None, reason: str | None, address: wire.Address) -> StudioError:
    said = reason or ""
    what, _, detail = said.partition(": ")
    if code == CloseCode.SIGNED_OUT:
        return fail("session_expired")
    if what == "server_stopping":
        return fail(what, server=address)
    if what in PROBLEMS and detail:
        return fail(what, detail=detail)
    return fail("server_unreachable", address=address, detail=said or f"closed with {code}")
