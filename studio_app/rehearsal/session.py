"""One client of a simulated OBS: hello, sign-in, requests, batches, and why it is sent away."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from studio_app.rehearsal.protocol import (
    ALL_EVENTS,
    JSON_PROTOCOL,
    RPC_VERSION,
    Close,
    Json,
    MessageBroken,
    Op,
    RequestFailed,
    Status,
    decode,
    encode,
    new_salt,
    proves,
)
from studio_app.rehearsal.requests import HANDLERS
from studio_app.rehearsal.requests.ask import Ask

if TYPE_CHECKING:
    from studio_app.rehearsal.booth import Booth

SERIAL_REALTIME, SERIAL_FRAME, PARALLEL = 0, 1, 2
FRAME_S = 1 / 30


class SentAway(Exception):
    """The session ends here, with this close code and reason."""

    def __init__(self, code: Close, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Session:
    """A connected client. `run` returns when it is gone; it raises nothing."""

    def __init__(
        self,
        socket: ServerConnection,
        booth: "Booth",
        password: str,
        flush_events: Callable[[], None],
        thawed: Callable[[], Awaitable[object]],
    ) -> None:
        self.socket = socket
        self.protocol = socket.subprotocol or JSON_PROTOCOL
        self.subscriptions = 0
        self.identified = False
        self._booth = booth
        self._password = password
        self._salt, self._challenge = new_salt(), new_salt()
        self._flush_events = flush_events
        self._thawed = thawed
        self._slow: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Serve the client until it goes or is sent away."""
        try:
            await self._thawed()
            await self._send(Op.HELLO, self._hello())
            async for frame in self.socket:
                await self._thawed()
                self._booth.messages_in += 1
                await self._receive(frame)
        except SentAway as end:
            await self.socket.close(end.code, end.reason)
        except ConnectionClosed:
            pass
        finally:
            for task in self._slow:
                task.cancel()
            await asyncio.gather(*self._slow, return_exceptions=True)

    def _hello(self) -> Json:
        hello: Json = {
            "obsWebSocketVersion": self._booth.version.websocket,
            "rpcVersion": RPC_VERSION,
        }
        if self._password:
            hello["authentication"] = {"salt": self._salt, "challenge": self._challenge}
        return hello

    async def _send(self, op: Op, data: Json) -> None:
        self._booth.messages_out += 1
        await self.socket.send(encode({"op": int(op), "d": data}, self.protocol))

    async def _receive(self, frame: str | bytes) -> None:
        op, data = self._parsed(frame)
        if op == Op.IDENTIFY:
            await self._identify(data)
        elif op == Op.REIDENTIFY:
            self._subscribe(data)
            await self._send(Op.IDENTIFIED, {"negotiatedRpcVersion": RPC_VERSION})
        elif op in {Op.REQUEST, Op.BATCH}:
            if "requestId" not in data:
                raise SentAway(Close.MISSING_FIELD, "Your payload data is missing a `requestId`.")
            work = self._request(data) if op == Op.REQUEST else self._batch(data)
            faults = self._booth.faults
            if faults.stall_s or faults.reply_delay_s or (op == Op.BATCH and "Sleep" in str(data)):
                self._later(work)
            else:
                await work
        else:
            raise SentAway(Close.UNKNOWN_OP, f"Unknown OpCode: {op}")

    def _parsed(self, frame: str | bytes) -> tuple[int, Json]:
        try:
            message = decode(frame, self.protocol)
        except MessageBroken as error:
            raise SentAway(Close.DECODE_ERROR, str(error)[:120]) from error
        if not isinstance(message, dict):
            raise SentAway(Close.DECODE_ERROR, "You sent a non-object payload.")
        if not self.identified and "request-type" in message:
            raise SentAway(Close.UNSUPPORTED_RPC, "You appear to use the pre-5.0.0 protocol.")
        op = message.get("op")
        if isinstance(op, bool) or not isinstance(op, int):
            raise SentAway(Close.UNKNOWN_OP, "Your request is missing an `op`, or it is no number.")
        data = message.get("d")
        if data is None:
            raise SentAway(Close.MISSING_FIELD, "Your payload is missing data (`d`).")
        if not isinstance(data, dict):
            raise SentAway(Close.INVALID_FIELD_TYPE, "Your payload's data (`d`) is not an object.")
        if not self.identified and op != Op.IDENTIFY:
            raise SentAway(
                Close.NOT_IDENTIFIED,
                "You attempted to send a non-Identify message while not identified.",
            )
        return op, data

    async def _identify(self, data: Json) -> None:
        if self.identified:
            raise SentAway(
                Close.ALREADY_IDENTIFIED,
                "You are already Identified with the obs-websocket server.",
            )
        if self._password and not proves(
            data.get("authentication"), self._password, self._salt, self._challenge
        ):
            raise SentAway(Close.AUTHENTICATION_FAILED, "Authentication failed.")
        version = data.get("rpcVersion")
        if version is None:
            raise SentAway(Close.MISSING_FIELD, "Your payload's data is missing an `rpcVersion`.")
        if isinstance(version, bool) or not isinstance(version, int) or version < 0:
            raise SentAway(Close.INVALID_FIELD_TYPE, "Your `rpcVersion` is not an unsigned number.")
        if version != RPC_VERSION:
            raise SentAway(
                Close.UNSUPPORTED_RPC,
                "Your requested RPC version is not supported by this server.",
            )
        self.subscriptions = ALL_EVENTS
        self._subscribe(data)
        await self._send(Op.IDENTIFIED, {"negotiatedRpcVersion": RPC_VERSION})
        self.identified = True

    def _subscribe(self, data: Json) -> None:
        wanted = data.get("eventSubscriptions")
        if wanted is None:
            return
        if isinstance(wanted, bool) or not isinstance(wanted, int) or wanted < 0:
            raise SentAway(
                Close.INVALID_FIELD_TYPE,
                "Your `eventSubscriptions` is not an unsigned number.",
            )
        self.subscriptions = wanted

    # --- requests -----------------------------------------------------------------------------

    def _later(self, work: Awaitable[None]) -> None:
        async def patiently() -> None:
            await asyncio.sleep(self._booth.faults.stall_s)
            with contextlib.suppress(ConnectionClosed):
                await work

        task = asyncio.create_task(patiently(), name="simulated OBS: slow answer")
        self._slow.add(task)
        task.add_done_callback(self._slow.discard)

    async def _request(self, data: Json) -> None:
        answer = {"requestId": data["requestId"], **self._answer(data)}
        await self._answered(Op.REQUEST_RESPONSE, answer)

    async def _answered(self, op: Op, answer: Json) -> None:
        """Send an answer and let the events that it caused follow, or the other way round."""
        faults = self._booth.faults
        if faults.events_first or faults.reply_delay_s:
            self._flush_events()
        if faults.reply_delay_s:
            await asyncio.sleep(faults.reply_delay_s)
        await self._thawed()
        await self._send(op, answer)
        self._flush_events()

    def _answer(self, data: Json) -> Json:
        kind = data.get("requestType")
        told: Json = {"requestType": kind}
        try:
            if self._booth.faults.not_ready:
                raise RequestFailed(Status.NOT_READY, "OBS is not ready to perform the request.")
            if not isinstance(kind, str) or not kind:
                raise RequestFailed(
                    Status.MISSING_TYPE, "Your request's `requestType` may not be empty."
                )
            handler = HANDLERS.get(kind)
            if not handler or not self._booth.version.knows_request(kind):
                raise RequestFailed(Status.UNKNOWN_TYPE, "Your request type is not valid.")
            answer = handler(self._booth, Ask(self._booth, data.get("requestData")))
        except RequestFailed as failure:
            status: Json = {"result": False, "code": int(failure.status)}
            if failure.comment:
                status["comment"] = failure.comment
            return {**told, "requestStatus": status}
        told["requestStatus"] = {"result": True, "code": int(Status.SUCCESS)}
        mangle = self._booth.faults.mangle
        data_out = mangle(kind, answer) if mangle else answer
        if data_out is not None:
            told["responseData"] = data_out
        return told

    # --- batches ------------------------------------------------------------------------------

    async def _batch(self, data: Json) -> None:
        requests = data.get("requests")
        if requests is None:
            raise SentAway(Close.MISSING_FIELD, "Your payload data is missing a `requests`.")
        if not isinstance(requests, list):
            raise SentAway(Close.INVALID_FIELD_TYPE, "Your `requests` is not an array.")
        execution = data.get("executionType", SERIAL_REALTIME)
        if isinstance(execution, bool) or not isinstance(execution, int):
            raise SentAway(Close.INVALID_FIELD_TYPE, "Your `executionType` is not a number.")
        if execution not in {SERIAL_REALTIME, SERIAL_FRAME, PARALLEL}:
            raise SentAway(Close.INVALID_FIELD_VALUE, "Your `executionType` has an invalid value.")
        halt = bool(data.get("haltOnFailure", False))
        results: list[Json] = []
        for request in requests:
            body: Json = request if isinstance(request, dict) else {}
            if body.get("requestType") == "Sleep" and execution != PARALLEL:
                result = await self._sleep(body, execution)
            else:
                result = self._answer(body)
            if "requestId" in body:
                result["requestId"] = body["requestId"]
            results.append(result)
            status = result["requestStatus"]
            if halt and isinstance(status, dict) and not status["result"]:
                break
        await self._answered(
            Op.BATCH_RESPONSE, {"requestId": data["requestId"], "results": results}
        )

    async def _sleep(self, body: Json, execution: int) -> Json:
        """The one request that takes time, and only in a batch."""
        told: Json = {"requestType": "Sleep"}
        ask = Ask(self._booth, body.get("requestData"))
        try:
            if execution == SERIAL_FRAME:
                wait_s = ask.whole("sleepFrames", 0, 10_000) * FRAME_S
            else:
                wait_s = ask.number("sleepMillis", 0, 50_000) / 1000
        except RequestFailed as failure:
            status: Json = {
                "result": False,
                "code": int(failure.status),
                "comment": failure.comment,
            }
            return {**told, "requestStatus": status}
        self._flush_events()
        await asyncio.sleep(wait_s)
        return {**told, "requestStatus": {"result": True, "code": int(Status.SUCCESS)}}
