"""A bare obs-websocket client for tests: says what it is told, keeps what it hears."""

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from studio_app.rehearsal.protocol import JSON_PROTOCOL, Frame, Json, Op, decode, encode, proof

QUIET = 0xE07FF
"""All events of obs-websocket 5.1, the frequent ones too, but no meters."""

METERS = 0x10000
"""Meters alone."""


@dataclass(frozen=True)
class Reply:
    """An answer: its status code, its fields (None when it carried none), OBS's comment."""

    code: int
    data: Json | None
    comment: str | None


@dataclass(frozen=True)
class Event:
    """An event with its fields and when it was heard, by the loop's clock, and its intent."""

    kind: str
    data: Json | None
    at: float
    intent: int


class WireClient:
    """One connection. `events` grows; `replies` come from `ask` and `batch`."""

    def __init__(self, socket: ClientConnection, protocol: str) -> None:
        self.socket = socket
        self.protocol = protocol
        self.hello: Json = {}
        self.events: list[Event] = []
        self._ids = itertools.count(1)
        self._waiting: dict[object, asyncio.Future[Json]] = {}
        self._changed = asyncio.Event()
        self._reader: asyncio.Task[None] | None = None

    @classmethod
    async def dial(cls, port: int, protocol: str = JSON_PROTOCOL) -> Self:
        """Connect and hear the hello; not identified yet."""
        socket = await connect(
            f"ws://127.0.0.1:{port}",
            subprotocols=[Subprotocol(protocol)],
            compression=None,
            proxy=None,
            max_size=None,
            ping_interval=None,
            close_timeout=1,
        )
        client = cls(socket, protocol)
        client.hello = client.fields(await socket.recv())
        return client

    @classmethod
    async def open(
        cls, port: int, password: str, protocol: str = JSON_PROTOCOL, subscriptions: int = QUIET
    ) -> Self:
        """Connect and identify."""
        client = await cls.dial(port, protocol)
        await client.tell(Op.IDENTIFY, client.identity(password, subscriptions))
        client.fields(await client.socket.recv())
        client._reader = asyncio.create_task(client._read(), name="wire client")
        return client

    def identity(self, password: str, subscriptions: int = QUIET) -> Json:
        """The data of an Identify that answers the hello's challenge."""
        told: Json = {"rpcVersion": 1, "eventSubscriptions": subscriptions}
        challenge = self.hello.get("authentication")
        if isinstance(challenge, dict):
            told["authentication"] = proof(password, challenge["salt"], challenge["challenge"])
        return told

    def fields(self, frame: Frame) -> Json:
        """The `d` of a frame."""
        message = decode(frame, self.protocol)
        assert isinstance(message, dict)
        data = message["d"]
        assert isinstance(data, dict)
        return data

    async def tell(self, op: int, data: object) -> None:
        """Send one message."""
        await self.socket.send(encode({"op": int(op), "d": data}, self.protocol))

    async def ask(self, kind: str, data: Json | None = None) -> Reply:
        """Send a request and wait up to 10 s for its answer."""
        body: Json = {"requestType": kind}
        if data is not None:
            body["requestData"] = data
        return reply_of(await self._ask(Op.REQUEST, body))

    async def batch(self, *requests: Json, **options: object) -> Json:
        """Send a batch and wait for its answer's `d`."""
        return await self._ask(Op.BATCH, {**options, "requests": list(requests)})

    async def until(self, reached: Callable[[list[Event]], bool], timeout_s: float = 5.0) -> None:
        """Wait until the events heard so far satisfy `reached`. Raises TimeoutError."""
        async with asyncio.timeout(timeout_s):
            while not reached(self.events):
                self._changed.clear()
                await self._changed.wait()

    async def closed(self) -> int | None:
        """Wait up to 5 s until the other side ends it; its close code."""
        async with asyncio.timeout(5):
            await self.socket.wait_closed()
        return self.socket.close_code

    async def close(self) -> None:
        """Say goodbye."""
        await self.socket.close()
        if self._reader:
            await self._reader

    async def _ask(self, op: Op, body: Json) -> Json:
        request_id = str(next(self._ids))
        future = asyncio.get_running_loop().create_future()
        self._waiting[request_id] = future
        await self.tell(op, {**body, "requestId": request_id})
        async with asyncio.timeout(10):
            answer: Json = await future
            return answer

    async def _read(self) -> None:
        try:
            async for frame in self.socket:
                message = decode(frame, self.protocol)
                assert isinstance(message, dict)
                data = message["d"]
                if message["op"] == Op.EVENT:
                    self.events.append(
                        Event(
                            data["eventType"],
                            data.get("eventData"),
                            asyncio.get_running_loop().time(),
                            data["eventIntent"],
                        )
                    )
                    self._changed.set()
                elif message["op"] in {Op.REQUEST_RESPONSE, Op.BATCH_RESPONSE}:
                    self._waiting.pop(data["requestId"]).set_result(data)
        except ConnectionClosed:
            pass


def reply_of(told: Json) -> Reply:
    """An answer, or one result of a batch."""
    status = told["requestStatus"]
    assert isinstance(status, dict)
    data = told.get("responseData")
    assert data is None or isinstance(data, dict)
    return Reply(status["code"], data, status.get("comment"))
