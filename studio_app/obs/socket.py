"""The wire to one OBS: one identified obs-websocket 5 session, its requests and its events.

Source: obs-websocket's `docs/generated/protocol.md`. Everything runs on the loop's own thread.
"""

import asyncio
import contextlib
import itertools
import logging
import socket
from collections.abc import Awaitable, Callable, Mapping, Sequence

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage, InvalidStatus
from websockets.typing import Subprotocol

from studio_app.domain.errors import StudioError, fail
from studio_app.domain.problems import problem
from studio_app.obs.protocol import (
    JSON,
    PROTOCOLS,
    UNDECODABLE,
    Answer,
    Ask,
    Closed,
    ObsRefusal,
    Refused,
    answer_of,
    proof,
)
from studio_app.obs.raw import NOTHING, Raw, mapping, text, whole

log = logging.getLogger(__name__)
wire_log = logging.getLogger(f"{__name__}.wire")
wire_log.setLevel(logging.CRITICAL)  # the link says what happened once, in its own words

LARGEST_MESSAGE = 64 << 20
PING_EVERY_S = 5.0
PING_PATIENCE_S = 10.0
CLOSE_PATIENCE_S = 0.5

QUICK_ACK: int | None = getattr(socket, "TCP_QUICKACK", None)
"""Linux only, and to be asked for anew after every read (tcp(7))."""

OnEvent = Callable[[str, Raw], None]
"""An event's type and data; called on the loop, must not block."""

OnMeters = Callable[[msgspec.Raw, bool], None]
"""The undecoded data of an `InputVolumeMeters` event, and whether it is JSON; on the loop."""


class PromptConnection(ClientConnection):
    """Acknowledges at once what OBS sends.

    OBS leaves Nagle's algorithm on: an event that follows another waits in it until the first is
    acknowledged, and a system that acknowledges late holds the last event of a take, the one that
    tells of the new program, back for 40 ms.
    """

    def data_received(self, data: bytes) -> None:
        """asyncio's own call, on the loop."""
        super().data_received(data)
        tcp = self.transport.get_extra_info("socket")
        if QUICK_ACK is not None and tcp is not None:
            with contextlib.suppress(OSError):  # the connection has ended meanwhile
                tcp.setsockopt(socket.IPPROTO_TCP, QUICK_ACK, 1)


class ObsSocket:
    """An identified session. Made by `open`; ends by `close`, `drop` or OBS.

    Whatever OBS sends, reading goes on: what cannot be decoded or has no sense is counted in
    `undecodable` and ignored. When the connection ends, every request that still waits fails at
    once with `obs_gone`.
    """

    def __init__(
        self, connection: ClientConnection, booth: str, on_event: OnEvent, on_meters: OnMeters
    ) -> None:
        self._connection = connection
        self._booth = booth
        self._on_event = on_event
        self._on_meters = on_meters
        self._encoding = PROTOCOLS.get(connection.subprotocol or "", JSON)
        self._ids = itertools.count(1)
        self._waiting: dict[str, asyncio.Future[Raw]] = {}
        self._identified: asyncio.Future[None] | None = None
        self._reader: asyncio.Task[None] | None = None
        self._gone = False
        self._loop = asyncio.get_running_loop()
        self.heard_s = self._loop.time()
        """Loop time of the last message of any kind."""
        self.undecodable = 0
        """Messages that were no obs-websocket messages."""
        self.websocket_version = ""
        self.address = ""
        """Host and port, as people write them."""

    @classmethod
    async def open(
        cls,
        host: str,
        port: int,
        password: Callable[[], Awaitable[str]],
        *,
        booth: str,
        subscriptions: int,
        on_event: OnEvent = lambda kind, data: None,
        on_meters: OnMeters = lambda data, json: None,
        timeout_s: float = 5.0,
    ) -> "ObsSocket":
        """Connect and identify. Raises `Refused` where trying again makes no sense without a
        change, `StudioError` with a `link_…` problem for everything else that can go wrong."""
        address = f"{host}:{port}"
        tcp = await _open_tcp(host, port, address, timeout_s)
        made: ObsSocket | None = None
        try:
            async with asyncio.timeout(timeout_s):
                connection = await connect(
                    f"ws://[{host}]:{port}" if ":" in host else f"ws://{host}:{port}",
                    sock=tcp,
                    create_connection=PromptConnection,
                    subprotocols=[Subprotocol(name) for name in PROTOCOLS],
                    compression=None,
                    proxy=None,
                    max_size=LARGEST_MESSAGE,
                    max_queue=256,
                    open_timeout=None,
                    ping_interval=PING_EVERY_S,
                    ping_timeout=PING_PATIENCE_S,
                    close_timeout=CLOSE_PATIENCE_S,
                    logger=wire_log,
                )
                made = cls(connection, booth, on_event, on_meters)
                made.address = address
                await made._identify(password, subscriptions, address)
        except TimeoutError:
            raise fail("link_no_hello", address=address) from None
        except InvalidStatus as error:
            status = error.response.status_code
            raise fail(
                "link_not_obs", address=address, detail=f"it answers with HTTP status {status}"
            ) from None
        except (InvalidMessage, EOFError):
            raise fail(
                "link_not_obs", address=address, detail="it does not speak HTTP or WebSocket"
            ) from None
        except (InvalidHandshake, ValueError) as error:
            raise fail("link_not_obs", address=address, detail=f"{error}") from None
        except ConnectionClosed:
            raise made._closing(address) if made else fail("link_closed", detail="") from None
        except OSError as error:
            raise fail("link_unreachable", address=address, detail=_words(error)) from None
        finally:
            if made is None:
                tcp.close()
            elif made._reader is None:
                made.drop()
        return made

    async def _identify(
        self, password: Callable[[], Awaitable[str]], subscriptions: int, address: str
    ) -> None:
        raw = await self._connection.recv(decode=False)
        try:
            message = self._encoding.message(raw)
            hello = mapping(self._encoding.body(message.d))
        except UNDECODABLE:
            raise fail(
                "link_not_obs", address=address, detail="its greeting is not OBS's"
            ) from None
        if message.op != 0 or whole(hello, "rpcVersion") is None:
            raise fail("link_not_obs", address=address, detail="its greeting is not OBS's")
        self.websocket_version = text(hello, "obsWebSocketVersion") or ""
        identify: dict[str, object] = {"rpcVersion": 1, "eventSubscriptions": subscriptions}
        challenge = mapping(hello.get("authentication"))
        if challenge:
            secret = await password()
            if not secret:
                raise Refused(problem("no_password", booth=self._booth))
            identify["authentication"] = proof(
                secret, text(challenge, "salt") or "", text(challenge, "challenge") or ""
            )
        self._identified = self._loop.create_future()
        await self._send(1, identify)
        self._reader = self._loop.create_task(self._read(), name=f"obs socket {self._booth}")
        try:
            await self._identified
        except BaseException:
            self.drop()
            raise

    # --- asking ------------------------------------------------------------------------------

    async def ask(self, kind: str, data: Raw | None = None, *, timeout_s: float = 5.0) -> Answer:
        """One request and what OBS answered, refusals included. Raises `StudioError` with
        `obs_timeout` or `obs_gone`."""
        body: dict[str, object] = {"requestType": kind}
        if data:
            body["requestData"] = data
        return answer_of(await self._ask(6, kind, body, timeout_s), kind)

    async def request(self, kind: str, data: Raw | None = None, *, timeout_s: float = 5.0) -> Raw:
        """One request and the data of its answer. Raises also `ObsRefusal`."""
        answer = await self.ask(kind, data, timeout_s=timeout_s)
        if not answer.ok:
            raise ObsRefusal(self._booth, answer)
        return answer.data

    async def batch(
        self, asks: Sequence[Ask], *, halt_on_failure: bool = False, timeout_s: float = 10.0
    ) -> list[Answer]:
        """Requests that OBS carries out one after the other (SERIAL_REALTIME), and one answer
        for each, in order; what OBS left out counts as refused with code 0."""
        body: dict[str, object] = {
            "haltOnFailure": halt_on_failure,
            "executionType": 0,
            "requests": [
                {"requestType": kind, "requestData": data} if data else {"requestType": kind}
                for kind, data in asks
            ],
        }
        reply = await self._ask(8, asks[0][0] if asks else "batch", body, timeout_s)
        results = reply.get("results")
        answers = [
            answer_of(mapping(result), kind)
            for result, (kind, _) in zip(
                results if isinstance(results, list) else (), asks, strict=False
            )
        ]
        answers += [Answer(kind, 0, comment="no answer") for kind, _ in asks[len(answers) :]]
        return answers

    async def subscribe(self, subscriptions: int, *, timeout_s: float = 5.0) -> None:
        """Change which events this session gets."""
        self._check_open()
        done = self._identified = self._loop.create_future()
        try:
            async with asyncio.timeout(timeout_s):
                await self._send(3, {"eventSubscriptions": subscriptions})
                await done
        except TimeoutError:
            raise self._no_answer("Reidentify", timeout_s) from None
        except ConnectionClosed:
            raise self._lost() from None

    async def _ask(self, op: int, kind: str, body: dict[str, object], timeout_s: float) -> Raw:
        self._check_open()
        key = str(next(self._ids))
        body["requestId"] = key
        reply: asyncio.Future[Raw] = self._loop.create_future()
        self._waiting[key] = reply
        try:
            async with asyncio.timeout(timeout_s):
                await self._send(op, body)
                return await reply
        except TimeoutError:
            raise self._no_answer(kind, timeout_s) from None
        except ConnectionClosed:
            raise self._lost() from None
        finally:
            self._waiting.pop(key, None)

    async def _send(self, op: int, body: Mapping[str, object]) -> None:
        frame = self._encoding.encode({"op": op, "d": body})
        await self._connection.send(frame, text=self._encoding.text)

    def _check_open(self) -> None:
        if self._gone:
            raise self._lost()

    def _lost(self) -> StudioError:
        return fail("obs_gone", booth=self._booth)

    def _no_answer(self, kind: str, timeout_s: float) -> StudioError:
        return fail("obs_timeout", booth=self._booth, request=kind, seconds=f"{timeout_s:g}")

    # --- hearing -----------------------------------------------------------------------------

    async def _read(self) -> None:
        receive = self._connection.recv
        try:
            while True:
                self._take(await receive(decode=False))
        except ConnectionClosed:
            pass
        finally:
            self._end()

    def _take(self, frame: bytes) -> None:
        """One message; nothing in it may end the reading."""
        self.heard_s = self._loop.time()
        try:
            message = self._encoding.message(frame)
            if message.op == 5:
                self._hear(message.d)
            elif message.op in (7, 9):
                self._settle(mapping(self._encoding.body(message.d)))
            elif message.op == 2 and self._identified and not self._identified.done():
                self._identified.set_result(None)
        except UNDECODABLE:
            self.undecodable += 1

    def _hear(self, raw: msgspec.Raw) -> None:
        event = self._encoding.event(raw)
        try:
            if event.eventType == "InputVolumeMeters":
                self._on_meters(event.eventData, self._encoding.text)
                return
            data = mapping(self._encoding.body(event.eventData)) if event.eventData else NOTHING
            self._on_event(event.eventType, data)
        except UNDECODABLE:
            raise
        except Exception:
            log.exception("booth %s: the event %.60r failed here", self._booth, event.eventType)

    def _settle(self, body: Raw) -> None:
        key = body.get("requestId")
        waiting = self._waiting.get(key) if isinstance(key, str) else None
        if waiting is not None and not waiting.done():
            waiting.set_result(body)

    def _end(self) -> None:
        self._gone = True
        for future in (*self._waiting.values(), self._identified):
            if future is not None and not future.done():
                future.set_exception(ConnectionClosed(None, None))
                future.exception()  # seen here; who still waits gets it all the same

    # --- ending ------------------------------------------------------------------------------

    async def ended(self) -> StudioError:
        """Wait for the end of the connection; returns why it came (`Refused`: by OBS's will)."""
        if self._reader is not None:
            await asyncio.wait([self._reader])
        return self._closing("")

    @property
    def gone(self) -> bool:
        """Whether the connection has ended."""
        return self._gone

    def _closing(self, address: str) -> StudioError:
        code = self._connection.close_code
        if code == Closed.AUTHENTICATION_FAILED:
            return Refused(problem("link_wrong_password"))
        if code == Closed.UNSUPPORTED_RPC:
            detail = self._connection.close_reason or "unsupported RPC version"
            return Refused(problem("link_old_rpc", address=address, detail=detail))
        if code == Closed.SESSION_INVALIDATED:
            return Refused(problem("link_kicked"))
        if code in (None, 1006):
            return fail("link_closed", detail="it ended without a farewell")
        return fail("link_closed", detail=self._connection.close_reason or f"code {code}")

    def drop(self) -> None:
        """End the connection now, without a farewell: for an OBS that no longer answers."""
        self._connection.transport.abort()

    async def close(self) -> None:
        """End the session politely, at most half a second; every waiting request fails."""
        reader = self._reader
        with contextlib.suppress(Exception):
            await self._connection.close()
        if reader is not None:
            await asyncio.wait([reader])


async def _open_tcp(host: str, port: int, address: str, timeout_s: float) -> socket.socket:
    """A connected TCP socket, or the problem in words: the first address that answers wins."""
    loop = asyncio.get_running_loop()
    refusal: OSError | None = None
    try:
        async with asyncio.timeout(timeout_s):
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            for family, kind, protocol, _, target in found:
                tcp = socket.socket(family, kind, protocol)
                tcp.setblocking(False)
                try:
                    await loop.sock_connect(tcp, target)
                except OSError as error:
                    tcp.close()
                    refusal = error
                except BaseException:
                    tcp.close()
                    raise
                else:
                    return tcp
    except TimeoutError:
        raise fail(
            "link_unreachable", address=address, detail=f"no answer in {timeout_s:g} s"
        ) from None
    except (OSError, UnicodeError) as error:
        raise fail("link_unreachable", address=address, detail=_words(error)) from None
    if isinstance(refusal, ConnectionRefusedError):
        raise fail("link_no_answer", address=address)
    raise fail("link_unreachable", address=address, detail=_words(refusal))


def _words(error: Exception | None) -> str:
    """What the system says, without its error numbers."""
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).strip()
