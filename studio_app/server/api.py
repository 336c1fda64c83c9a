"""What answers at each path: sign-in, actions, state, files, and the way to the feed."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime

import msgspec
from aiohttp import web

from studio_app.domain.access import Session
from studio_app.domain.actions import ALL_ACTIONS
from studio_app.domain.errors import fail
from studio_app.domain.feed import PROTOCOL_VERSION, Act, ActionCall, Done
from studio_app.domain.frame_reader import BROKEN
from studio_app.domain.ids import RequestId, new_request_id
from studio_app.domain.records import Job
from studio_app.domain.struct import Fact
from studio_app.server.acting import Acting
from studio_app.server.blobs import BlobStore
from studio_app.server.feed import Feed, Identity
from studio_app.server.guard import Guard, origin, read_body
from studio_app.server.openapi import (
    NULL,
    ActionBody,
    BlobBody,
    ServerBody,
    SignInBody,
    StateBody,
    StateRecord,
    UndoBody,
    list_actions,
    openapi,
)
from studio_app.server.ports import Door
from studio_app.server.replies import refuse, reply
from studio_app.server.state_channel import StateChannel

BODY_MOST = 1 << 20
"""Bytes of a JSON body."""
PAUSE_S = 30.0
"""How long a file that is being handed over may stand still."""
ANSWER_S = 50.0
"""How long an HTTP caller is kept waiting for an action."""
CHUNK = 256 << 10

_ENCODER = msgspec.msgpack.Encoder()
_JSON = msgspec.json.Encoder()
_NIL = b"\xc0"


class Api:
    """The handlers of all paths. On the loop's thread."""

    def __init__(
        self,
        *,
        identity: Identity,
        guard: Guard,
        door: Door,
        acting: Acting,
        feed: Feed,
        state: StateChannel,
        blobs: BlobStore,
    ) -> None:
        self._identity = identity
        self._guard = guard
        self._door = door
        self._acting = acting
        self._feed = feed
        self._state = state
        self._blobs = blobs

    def routes(self) -> Sequence[web.RouteDef]:
        """Every path there is."""
        return [
            web.get("/api/server", self._server, allow_head=False),
            web.post("/api/sign-in", self._sign_in),
            web.get("/api/feed", self._open_feed, allow_head=False),
            web.get("/api/state", self._all_state, allow_head=False),
            web.get("/api/actions", self._actions, allow_head=False),
            web.post("/api/actions/{name}", self._act),
            web.get("/api/openapi.json", self._openapi, allow_head=False),
            web.post("/api/blobs", self._take_blob),
        ]

    async def _server(self, _: web.Request) -> web.Response:
        identity = self._identity
        return reply(
            ServerBody(
                name=identity.name,
                id=identity.server_id,
                version=identity.version,
                protocol=PROTOCOL_VERSION,
                needs_first_user=await self._door.needs_first_user(),
            )
        )

    async def _sign_in(self, request: web.Request) -> web.Response:
        body = await read_body(request)
        try:
            wish = msgspec.json.decode(body, type=SignInBody)
        except BROKEN as error:
            raise fail("bad_request", detail=str(error)) from None
        return reply(await self._door.sign_in(wish.name, wish.pin, origin(request)))

    async def _open_feed(self, request: web.Request) -> web.StreamResponse:
        session = await self._guard.session(request)

        async def renew() -> Session:
            return await self._guard.session(request)

        return await self._feed.serve(request, session, renew)

    async def _all_state(self, request: web.Request) -> web.Response:
        session = await self._guard.session(request)
        records = self._state.visible(session.principal.role)
        shown = [StateRecord(key, _record(value)) for key, value in records.items()]
        return reply(StateBody(self._state.revision, shown))

    async def _actions(self, request: web.Request) -> web.Response:
        session = await self._guard.session(request)
        return reply(list_actions(session.principal.role))

    async def _openapi(self, request: web.Request) -> web.Response:
        await self._guard.session(request)
        return reply(openapi(self._identity.name, self._identity.version))

    async def _act(self, request: web.Request) -> web.Response:
        session = await self._guard.session(request)
        act = _read_act(request, await read_body(request))
        # The action goes on when the caller hangs up: asked again, it tells what came of it.
        try:
            async with asyncio.timeout(ANSWER_S):
                done = await asyncio.shield(self._acting.start(act, session.principal))
        except TimeoutError:
            raise fail("request_running") from None
        if done.problem is not None:
            return refuse(done.problem)
        return reply(_shown(act.call.name, done), 202 if done.job else 200)

    async def _take_blob(self, request: web.Request) -> web.Response:
        await self._guard.session(request)
        size = request.content_length
        if size is not None and size > self._blobs.limit:
            raise fail("too_large", size=size, limit=self._blobs.limit)
        blob = await self._blobs.save(_chunks(request))
        return reply(BlobBody(blob=blob.id, size=blob.size), 201)


async def _chunks(request: web.Request) -> AsyncIterator[bytes]:
    """A body as it arrives. Raises StudioError timed_out when it stops arriving."""
    while True:
        try:
            async with asyncio.timeout(PAUSE_S):
                chunk = await request.content.read(CHUNK)
        except TimeoutError:
            raise fail("timed_out", seconds=int(PAUSE_S)) from None
        if not chunk:
            return
        yield chunk


def _read_act(request: web.Request, body: bytes) -> Act:
    """The `Act` that a request means. The parameters are judged where all are: at the desk."""
    try:
        params = msgspec.json.decode(body or b"{}")
    except BROKEN as error:
        raise fail("bad_request", detail=f"the body is no JSON: {error}") from None
    not_after: datetime | None = None
    if said := request.headers.get("X-Not-After"):
        try:
            not_after = datetime.fromisoformat(said)
        except ValueError:
            raise fail(
                "bad_request", detail="X-Not-After: a time as 2026-01-31T20:00:00Z"
            ) from None
        if not_after.tzinfo is None:
            raise fail("bad_request", detail="X-Not-After: the time needs its zone, Z or +07:00")
    confirmed = request.headers.get("X-Confirmed", "false").lower()
    if confirmed not in ("true", "false"):
        raise fail("bad_request", detail="X-Confirmed: true or false")
    try:
        encoded = _ENCODER.encode(params)
    except OverflowError:
        raise fail("bad_request", detail="the body has a number beyond 64 bits") from None
    return Act(
        request_id=RequestId(request.headers.get("X-Request-Id") or new_request_id()),
        call=ActionCall(name=request.match_info["name"], params=msgspec.Raw(encoded)),
        not_after=not_after,
        confirmed=confirmed == "true",
    )


def _shown(name: str, done: Done) -> ActionBody:
    """An answer as JSON shows it: the result by its own type, not as it travels."""
    undo = None
    if done.undo is not None:
        undo = UndoBody(name=done.undo.name, params=_as_json(done.undo.name, done.undo.params))
    result = NULL if done.job is not None else _result(name, done.result)
    return ActionBody(request_id=done.request_id, result=result, undo=undo, job=done.job)


def _result(name: str, result: msgspec.Raw) -> msgspec.Raw:
    """What an action found, turned from MessagePack by the action's own type."""
    known = ALL_ACTIONS.get(name)
    if known is None or known.RESULT is None or bytes(result) == _NIL:
        return NULL
    decoder: msgspec.msgpack.Decoder[object] = msgspec.msgpack.Decoder(known.RESULT)
    return _json(decoder.decode(result))


def _record(value: Fact) -> msgspec.Raw:
    """A record as JSON; a job carries its result as it travels on the feed."""
    if isinstance(value, Job):
        value = msgspec.structs.replace(value, result=_result(value.action, value.result))
    return _json(value)


def _as_json(name: str, params: msgspec.Raw) -> msgspec.Raw:
    """Parameters of an action, turned from MessagePack."""
    known = ALL_ACTIONS.get(name)
    if known is None:
        return _json(msgspec.msgpack.decode(params))
    return _json(msgspec.msgpack.decode(params, type=known))


def _json(value: object) -> msgspec.Raw:
    return msgspec.Raw(_JSON.encode(value))
