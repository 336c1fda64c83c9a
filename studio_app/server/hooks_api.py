"""Where services call plugins: `/api/hooks/INSTANCE`, without a token, as no service has one.

A plugin proves by a signature or a word in the address that it is its service that calls. What
this lets in is therefore small, counted, and only for what is set up to be called.
"""

import time
from collections.abc import Sequence

from aiohttp import web

from studio_app.api.plugin import HookAnswer, HookCall
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.plugin import Ability
from studio_app.domain.problems import problem
from studio_app.server.guard import read_body
from studio_app.server.ports import HookHost
from studio_app.server.replies import refuse

CALLS_PER_S = 50
"""Of one instance, over time."""
BURST = 200
HEADERS_MOST = 64
WAIT_S = "5"
NOT_NOW = 503


class HooksApi:
    """The one path. On the loop's thread."""

    def __init__(self, host: HookHost) -> None:
        self._host = host
        self._left: dict[str, tuple[float, float]] = {}
        """By instance: how many calls are left, and as of when."""

    def routes(self) -> Sequence[web.RouteDef]:
        """The path, for both methods that services use."""
        return [
            web.post("/api/hooks/{instance}", self._call),
            web.get("/api/hooks/{instance}", self._call, allow_head=False),
        ]

    async def _call(self, request: web.Request) -> web.Response:
        instance = request.match_info["instance"]
        if not self._host.can(instance, Ability.WEBHOOK):
            self._left.pop(instance, None)
            raise fail("not_found", path=request.path)
        if not self._allowed(instance):
            busy = refuse(problem("too_many_calls", instance=instance, limit=CALLS_PER_S))
            busy.headers["Retry-After"] = WAIT_S
            return busy
        call = HookCall(
            method=request.method,
            query=dict(request.query),
            headers={
                name.lower(): value for name, value in list(request.headers.items())[:HEADERS_MOST]
            },
            body=await read_body(request),
        )
        try:
            answer = await self._host.hook(instance, call)
        except StudioError as error:
            # Every service calls again after this; after any other status some never do.
            later = refuse(error.problem, NOT_NOW)
            later.headers["Retry-After"] = WAIT_S
            return later
        return _shown(answer)

    def _allowed(self, instance: str) -> bool:
        now = time.monotonic()
        left, at = self._left.get(instance, (float(BURST), now))
        left = min(float(BURST), left + (now - at) * CALLS_PER_S)
        self._left[instance] = (left - 1 if left >= 1 else left, now)
        return left >= 1


def _shown(answer: HookAnswer) -> web.Response:
    """What the plugin says, as far as it is an answer; nothing that a browser would run."""
    kind = answer.content_type.partition(";")[0].strip().lower()
    if kind not in ("application/json", "text/plain"):
        kind = "text/plain"
    status = answer.status if 200 <= answer.status <= 599 else NOT_NOW
    return web.Response(status=status, body=answer.body, content_type=kind, charset="utf-8")
