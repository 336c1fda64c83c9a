"""One client of the feed: what it wants, what waits for it, and what it asks to be done."""

import asyncio
import logging
import math
import socket
from collections.abc import Awaitable, Callable
from typing import NamedTuple

import msgspec
from aiohttp import ClientConnectionResetError, WSMsgType, web

from studio_app.domain.access import Session
from studio_app.domain.errors import StudioError
from studio_app.domain.feed import (
    PROTOCOL_VERSION,
    Act,
    ClientFrame,
    CloseCode,
    Done,
    Hello,
    PageLog,
    UnwatchLog,
    WatchLog,
    WatchMeters,
    WatchPictures,
)
from studio_app.domain.ids import ServerId
from studio_app.domain.problems import problem
from studio_app.domain.roles import Principal
from studio_app.server.acting import Acting
from studio_app.server.frames import BadAct, read_frame
from studio_app.server.lane import Answers, Lane
from studio_app.server.log_channel import LogChannel
from studio_app.server.meter_channel import MeterChannel
from studio_app.server.picture_channel import PictureChannel
from studio_app.server.state_channel import StateChannel
from studio_app.support.clock import Clock

log = logging.getLogger(__name__)

ACTS_MOST = 64
ANSWERS_MOST = 4 * ACTS_MOST
REASON_MOST = 123
"""Bytes of a close reason, by RFC 6455."""
DROP_AFTER_S = 30.0
GOODBYE_S = 1.5
RENEW_EVERY_S = 600.0
SIGNED_OUT_CODES = ("not_signed_in", "session_expired")
# What is on its way to a client is old news already: little of it, so that the newest goes first.
SOCKET_BUFFER = 64 << 10
WRITE_BUFFER = 32 << 10

_ENCODER = msgspec.msgpack.Encoder()


class Identity(NamedTuple):
    """How a server introduces itself."""

    server_id: ServerId
    name: str
    version: str


class Channels(NamedTuple):
    """What all clients of a server share."""

    identity: Identity
    acting: Acting
    clock: Clock
    state: StateChannel
    logs: LogChannel
    pictures: PictureChannel
    meters: MeterChannel


class FeedClient:
    """One socket with its own sender. Lives on the loop's thread."""

    def __init__(
        self,
        channels: Channels,
        answer: web.WebSocketResponse,
        transport: asyncio.Transport,
        session: Session,
        renew: Callable[[], Awaitable[Session]],
    ) -> None:
        self.session = session
        self._renew = renew
        self._renewed_s = -math.inf  # soon: it may have ended while the socket opened
        self._renewing: asyncio.Task[None] | None = None
        self.gone = asyncio.Event()
        self._channels = channels
        self._socket = answer
        self._transport = transport
        self._wake = asyncio.Event()
        role = session.principal.role
        wake = self._wake.set
        self._state = channels.state.open(role, wake)
        self._answers = Answers()
        self._logs = channels.logs.open(role, wake)
        self._meters = channels.meters.open(wake)
        self._pictures = channels.pictures.open(wake)
        # The order in which they go out: an answer never comes before the state it made.
        self._lanes: tuple[Lane, ...] = (
            self._state,
            self._answers,
            self._logs,
            self._meters,
            self._pictures,
        )
        self._acts = 0
        self._ping_due = False
        self._pong: bytes | None = None
        self._sending = False
        self._unsent = 0
        self._alive_s = channels.clock.monotonic_s()
        self._end: tuple[CloseCode, str] | None = None

    @property
    def principal(self) -> Principal:
        """Who sits at the other end."""
        return self.session.principal

    async def run(self) -> None:
        """Serve until the socket is closed, by either side."""
        keep_little_under_way(self._transport)
        sender: asyncio.Task[None] | None = None
        try:
            await self._socket.send_bytes(_ENCODER.encode(self._hello()))
            sender = asyncio.get_running_loop().create_task(self._send_all(), name="feed sender")
            self._wake.set()
            await self._receive_all()
        except (ClientConnectionResetError, ConnectionError):
            pass  # gone between two frames
        finally:
            if sender is not None:
                if self._end is not None:
                    await asyncio.wait([sender], timeout=GOODBYE_S)
                sender.cancel()
                await asyncio.gather(sender, return_exceptions=True)
            if self._renewing is not None:
                self._renewing.cancel()
            for lane in self._lanes:
                lane.close()

    def end(self, code: CloseCode, why: str) -> None:
        """Close the socket, saying why (a problem's code) if it still takes anything."""
        if self._end is not None:
            return
        self._end = (code, why)
        if self._sending:
            self._transport.abort()
        self._wake.set()

    async def leave(self) -> None:
        """Wait until it has gone; soon without manners."""
        try:
            async with asyncio.timeout(GOODBYE_S):
                await self.gone.wait()
        except TimeoutError:
            self._transport.abort()
            await self.gone.wait()

    def beat(self) -> None:
        """Look after the client: its session, its silence, the next ping."""
        now_s = self._channels.clock.monotonic_s()
        if now_s - self._renewed_s > RENEW_EVERY_S:
            self._renewed_s = now_s
            self._renewing = asyncio.get_running_loop().create_task(
                self._renew_session(), name="feed session"
            )
        unsent = self._transport.get_write_buffer_size()
        if unsent < self._unsent:
            self._alive_s = now_s
        self._unsent = unsent
        if now_s - self._alive_s > DROP_AFTER_S:
            log.warning("%s (%s) took nothing for %d s: dropped", *self._who(), DROP_AFTER_S)
            self.end(CloseCode.TOO_SLOW, "too_slow")
            self._transport.abort()
            return
        self._ping_due = True
        self._wake.set()

    async def _renew_session(self) -> None:
        """A window that is open all night is in use, though nobody signs in again."""
        try:
            self.session = await self._renew()
        except StudioError as error:
            if error.problem.code in SIGNED_OUT_CODES:
                self.end(CloseCode.SIGNED_OUT, "session_expired")

    def _who(self) -> tuple[str, str]:
        return self.principal.name, self.principal.origin

    def _hello(self) -> Hello:
        identity = self._channels.identity
        return Hello(
            protocol=PROTOCOL_VERSION,
            server_id=identity.server_id,
            server_name=identity.name,
            server_version=identity.version,
            server_time=self._channels.clock.now(),
            principal=self.principal,
        )

    # --- out ---------------------------------------------------------------------------------

    async def _send_all(self) -> None:
        try:
            while self._end is None:
                await self._wake.wait()
                self._wake.clear()
                await self._send_waiting()
            code, why = self._end
            await self._socket.close(code=code, message=why.encode()[:REASON_MOST])
        except (ClientConnectionResetError, ConnectionError):
            self._transport.abort()

    async def _send_waiting(self) -> None:
        """Everything that waits, looking anew for the most important after every frame."""
        while self._end is None:
            self._sending = True
            if self._pong is not None:
                pong, self._pong = self._pong, None
                await self._socket.pong(pong)
            elif self._ping_due:
                self._ping_due = False
                await self._socket.ping(self._channels.clock.now().isoformat().encode())
            elif (frame := self._next()) is not None:
                await self._socket.send_bytes(frame)
            else:
                self._sending = False
                return
            self._sending = False

    def _next(self) -> bytes | None:
        for lane in self._lanes:
            frame = lane.take()
            if frame is not None:
                return frame
        return None

    # --- in ----------------------------------------------------------------------------------

    async def _receive_all(self) -> None:
        while True:
            message = await self._socket.receive()
            self._alive_s = self._channels.clock.monotonic_s()
            if message.type is WSMsgType.BINARY:
                self._received(message.data)
            elif message.type is WSMsgType.PING:
                self._pong = bytes(message.data)
                self._wake.set()
            elif message.type is WSMsgType.TEXT:
                self.end(CloseCode.BAD_FRAME, "bad_request: MessagePack in binary messages only")
            elif message.type is not WSMsgType.PONG:
                return

    def _received(self, message: bytes) -> None:
        try:
            frame = read_frame(message)
        except BadAct as error:
            self._answer(Done(request_id=error.request_id, problem=error.problem))
        except StudioError as error:
            log.warning("%s (%s) sent a bad frame: %s", *self._who(), error)
            detail = error.problem.args.get("detail", "")
            self.end(CloseCode.BAD_FRAME, f"{error.problem.code}: {detail}")
        else:
            if frame is not None:
                self._obey(frame)

    def _obey(self, frame: ClientFrame) -> None:
        match frame:
            case Act():
                self._act(frame)
            case WatchPictures():
                self._pictures.want(frame.wants)
            case WatchMeters():
                self._meters.want(frame.booths)
            case WatchLog():
                self._logs.watch(frame)
            case UnwatchLog():
                self._logs.unwatch(frame.channel)
            case PageLog():
                self._logs.page(frame)

    def _act(self, act: Act) -> None:
        if self._acts >= ACTS_MOST:
            busy = problem("too_busy", limit=ACTS_MOST)
            self._answer(Done(request_id=act.request_id, problem=busy))
            return
        self._acts += 1
        task = self._channels.acting.start(act, self.principal)
        task.add_done_callback(self._acted)

    def _acted(self, task: asyncio.Task[Done]) -> None:
        self._acts -= 1
        if not task.cancelled():
            self._answer(task.result())

    def _answer(self, done: Done) -> None:
        if self.gone.is_set():
            return
        if len(self._answers) >= ANSWERS_MOST:  # it asks and asks, and reads no answer
            self.end(CloseCode.TOO_SLOW, "too_slow")
            return
        self._answers.add(_ENCODER.encode(done))
        self._wake.set()


def keep_little_under_way(transport: asyncio.Transport) -> None:
    """Make a socket's buffers small: a slow reader is noticed soon and gets what is newest."""
    transport.set_write_buffer_limits(high=WRITE_BUFFER)
    raw = transport.get_extra_info("socket")
    if raw is not None:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SOCKET_BUFFER)
