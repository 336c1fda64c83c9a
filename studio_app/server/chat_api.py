"""What viewers wrote, over HTTP: `GET /api/chat.csv`, with the filters of the search."""

from collections.abc import Sequence

import msgspec
from aiohttp import web

from studio_app.domain.actions.chat import SearchChat
from studio_app.domain.errors import fail
from studio_app.server.guard import Guard
from studio_app.server.ports import ChatSource
from studio_app.support.schema import check

FILTERS = ("query", "booth", "service", "kind", "since", "until", "hidden")
ALLOWED = (*FILTERS, "limit", "phones")
USUAL = 10_000
MOST = 100_000


class ChatApi:
    """The one path. On the loop's thread."""

    def __init__(self, guard: Guard, source: ChatSource) -> None:
        self._guard = guard
        self._source = source

    def routes(self) -> Sequence[web.RouteDef]:
        """The path."""
        return [web.get("/api/chat.csv", self._csv, allow_head=False)]

    async def _csv(self, request: web.Request) -> web.Response:
        session = await self._guard.session(request)
        said = request.query
        for name in said:
            if name not in ALLOWED:
                raise fail("bad_request", detail=f"{name[:40]}: allowed are {', '.join(ALLOWED)}")
        phones = said.get("phones", "masked")
        if phones not in ("masked", "whole"):
            raise fail("bad_request", detail="phones: masked or whole")
        limit = said.get("limit", str(USUAL))
        if not (limit.isascii() and limit.isdigit() and 0 < int(limit[:9]) <= MOST):
            raise fail("bad_request", detail=f"limit: a number up to {MOST}")
        text = await self._source.csv(
            _wish(request), int(limit), session.principal, whole=phones == "whole"
        )
        return web.Response(
            text=text,
            content_type="text/csv",
            charset="utf-8",
            headers={"Content-Disposition": 'attachment; filename="boothdeck-chat.csv"'},
        )


def _wish(request: web.Request) -> SearchChat:
    """The search that is asked for. Raises StudioError bad_request."""
    data: dict[str, object] = {}
    for name in FILTERS:
        value = request.query.get(name)
        if value is None:
            continue
        if name == "hidden":
            if value not in ("yes", "no"):
                raise fail("bad_request", detail="hidden: yes or no")
            data[name] = value == "yes"
        else:
            # A plus in an address is a space for who forgot to write it %2B.
            data[name] = value.replace(" ", "+") if name in ("since", "until") else value
    _, errors = check(data, SearchChat)
    if errors:
        detail = "; ".join(f"{error.field} {error.detail}" for error in errors)
        raise fail("bad_request", detail=detail)
    wish = msgspec.convert(data, SearchChat)
    if any(at is not None and at.tzinfo is None for at in (wish.since, wish.until)):
        raise fail("bad_request", detail="since, until: with its zone, as 2026-01-31T20:00:00Z")
    return wish
