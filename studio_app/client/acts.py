"""The acts that one connection waits for: asked again after a reconnect, never done twice."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

import msgspec

from studio_app.domain.actions import ALL_ACTIONS
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.feed import Act, ActionCall, Done
from studio_app.domain.ids import RequestId, new_request_id

ANSWER_WITHIN_S = 15.0
"""How long an act without a `not_after` survives a lost connection."""
ASK_AGAIN_S = 0.25
"""How soon to ask again for an answer that is still being made."""


class ActionResult(NamedTuple):
    """What came of an action."""

    value: object = None
    """Of the action's `RESULT` type; None when "done" says it all."""
    undo: ActionCall | None = None
    """The call that reverses it; None when it cannot be reversed."""
    job: str | None = None
    """The job that goes on with it; `ServerConnection.job_done` waits for its end."""


class _Waiting:
    """One act and who waits for its answer. Times are the loop's."""

    def __init__(
        self, call: ActionCall, request_id: RequestId, confirmed: bool, not_after_ms: int | None
    ) -> None:
        loop = asyncio.get_running_loop()
        self.call = call
        self.request_id = request_id
        self.confirmed = confirmed
        self.limited = not_after_ms is not None
        self.deadline_s = loop.time() + (
            ANSWER_WITHIN_S if not_after_ms is None else not_after_ms / 1000
        )
        """After it the act is not asked again."""
        self.done: asyncio.Future[Done] = loop.create_future()
        self.act: Act | None = None
        self.sent = False
        """On the connection that there is now."""


class Acts:
    """Acts by request id, in the order they were asked. Lives on the loop's thread."""

    def __init__(self) -> None:
        self._waiting: dict[RequestId, _Waiting] = {}
        self._send: Callable[[Act], None] | None = None
        self._server_time: Callable[[float], datetime] | None = None
        self._server = ""

    async def ask(
        self,
        call: ActionCall,
        *,
        not_after_ms: int | None,
        confirmed: bool,
        request_id: RequestId | None,
    ) -> ActionResult:
        """Ask now or as soon as there is a connection; wait for the answer. Raises StudioError."""
        waiting = _Waiting(call, request_id or new_request_id(), confirmed, not_after_ms)
        if waiting.request_id in self._waiting:
            raise fail("request_running")
        self._waiting[waiting.request_id] = waiting
        loop = asyncio.get_running_loop()
        expiry = loop.call_at(waiting.deadline_s, self._expire, waiting)
        self._ask(waiting)
        try:
            done = await waiting.done
        finally:
            expiry.cancel()
            del self._waiting[waiting.request_id]
        return _result(call, done)

    def connected(
        self, server: str, send: Callable[[Act], None], server_time: Callable[[float], datetime]
    ) -> None:
        """Ask everything that waits, in order; `server_time` turns loop time into the server's."""
        self._server, self._send, self._server_time = server, send, server_time
        for waiting in list(self._waiting.values()):
            self._ask(waiting)

    def lost(self) -> None:
        """The connection broke: what is past its time fails now, the rest will be asked again."""
        self._send = None
        now_s = asyncio.get_running_loop().time()
        for waiting in list(self._waiting.values()):
            waiting.sent = False
            if waiting.deadline_s <= now_s:
                self._expire(waiting)

    def answered(self, done: Done) -> None:
        """Hand an answer to whoever waits for it."""
        waiting = self._waiting.get(done.request_id)
        if waiting is None or waiting.done.done():
            return
        if done.problem is not None and done.problem.code == "request_running":
            # Our own repeat, asked while the server was still at it: the answer is being made.
            waiting.sent = False
            asyncio.get_running_loop().call_later(ASK_AGAIN_S, self._ask, waiting)
        else:
            waiting.done.set_result(done)

    def fail_all(self, error: StudioError) -> None:
        """Nothing can be asked here any more."""
        for waiting in self._waiting.values():
            if not waiting.done.done():
                waiting.done.set_exception(StudioError(error.problem))

    def _ask(self, waiting: _Waiting) -> None:
        if self._send is None or self._server_time is None or waiting.sent or waiting.done.done():
            return
        if waiting.act is None:
            not_after = self._server_time(waiting.deadline_s) if waiting.limited else None
            waiting.act = Act(
                request_id=waiting.request_id,
                call=waiting.call,
                not_after=not_after,
                confirmed=waiting.confirmed,
            )
        waiting.sent = True
        self._send(waiting.act)

    def _expire(self, waiting: _Waiting) -> None:
        """Fail an act that is past its time, unless it is on its way over a good connection."""
        if not waiting.sent and not waiting.done.done():
            waiting.done.set_exception(fail("server_lost", server=self._server))


def _result(call: ActionCall, done: Done) -> ActionResult:
    """The typed result of an answer; raises StudioError when it is a problem."""
    if done.problem is not None:
        raise StudioError(done.problem)
    if done.job is not None:
        return ActionResult(None, done.undo, done.job)
    return ActionResult(typed_value(call.name, done.result), done.undo, None)


def typed_value(action: str, value: msgspec.Raw) -> object:
    """A result as its action's `RESULT`; plain values for actions this version does not know."""
    known = ALL_ACTIONS.get(action)
    try:
        if known is None:
            return msgspec.msgpack.decode(value)
        if known.RESULT is None:
            return None
        return _decoded(value, known.RESULT)
    except msgspec.DecodeError as error:
        raise fail("bad_request", detail=f"{action}: {error}") from error


def _decoded(value: msgspec.Raw, type_: object) -> object:
    decoder: msgspec.msgpack.Decoder[object] = msgspec.msgpack.Decoder(type_)
    return decoder.decode(value)
