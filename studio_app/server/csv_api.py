"""Files for spreadsheets over HTTP: `GET /api/chat.csv`, `GET /api/orders.csv`, with the filters of
the search."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from typing import Generic, NamedTuple, TypeVar

import msgspec
from aiohttp import web

from studio_app.domain.actions.base import Action
from studio_app.domain.actions.chat import SearchChat
from studio_app.domain.actions.orders import FindOrders
from studio_app.domain.errors import StudioError, fail
from studio_app.server.guard import Guard
from studio_app.server.ports import CsvSource
from studio_app.support.schema import check

TIMES = ("since", "until")
BOM = "\ufeff"
"""Without it Excel takes Vietnamese for another alphabet."""
STUCK_S = 60.0
"""Who takes no more of it for so long is cut off: pages are not kept for them."""

log = logging.getLogger(__name__)


W = TypeVar("W", bound=Action)


class CsvPath(NamedTuple, Generic[W]):
    """A path, and the search that it answers: the action whose filters may be given."""

    name: str
    wish: type[W]
    filters: tuple[str, ...]


CHAT = CsvPath(
    "chat.csv", SearchChat, ("query", "booth", "service", "kind", "since", "until", "hidden")
)
ORDERS = CsvPath("orders.csv", FindOrders, ("query", "booth", "status", "since"))


class CsvApi(Generic[W]):
    """One path. On the loop's thread."""

    def __init__(self, guard: Guard, path: CsvPath[W], source: CsvSource[W]) -> None:
        self._guard = guard
        self._path = path
        self._source = source

    def routes(self) -> Sequence[web.RouteDef]:
        """The path."""
        return [web.get(f"/api/{self._path.name}", self._csv, allow_head=False)]

    async def _csv(self, request: web.Request) -> web.StreamResponse:
        session = await self._guard.session(request)
        said = request.query
        allowed = (*self._path.filters, "limit", "phones")
        for name in said:
            if name not in allowed:
                raise fail("bad_request", detail=f"{name[:40]}: allowed are {', '.join(allowed)}")
        phones = said.get("phones", "masked")
        if phones not in ("masked", "whole"):
            raise fail("bad_request", detail="phones: masked or whole")
        limit = said.get("limit")
        if limit is not None and not (limit.isascii() and limit.isdigit() and int(limit[:9])):
            raise fail("bad_request", detail="limit: a number of rows")
        wish, most = _wish(request, self._path), int(limit[:9]) if limit is not None else None
        pages = await self._source.csv(wish, most, session.principal, whole=phones == "whole")
        answer = web.StreamResponse(
            headers={
                "Content-Type": "text/csv; charset=utf-8",
                "Content-Disposition": f'attachment; filename="boothdeck-{self._path.name}"',
            }
        )
        async with aclosing(pages):
            await self._send(request, answer, pages)
        return answer

    async def _send(
        self, request: web.Request, answer: web.StreamResponse, pages: AsyncIterator[str]
    ) -> None:
        """Page by page, so that no more than one of them is in memory."""
        await answer.prepare(request)
        try:
            await answer.write(BOM.encode())
            async for page in pages:
                async with asyncio.timeout(STUCK_S):
                    await answer.write(page.encode())
            await answer.write_eof()
        except (StudioError, OSError, TimeoutError) as error:
            # Part of it is sent: only a connection that breaks off tells that it is not all.
            log.warning("an export of %s broke off: %s", self._path.name, error)
            if request.transport is not None:
                request.transport.abort()


def _wish(request: web.Request, path: CsvPath[W]) -> W:
    """The search that is asked for. Raises StudioError bad_request."""
    data: dict[str, object] = {}
    for name in path.filters:
        value = request.query.get(name)
        if value is None:
            continue
        if name == "hidden":
            if value not in ("yes", "no"):
                raise fail("bad_request", detail="hidden: yes or no")
            data[name] = value == "yes"
        else:
            # A plus in an address is a space for who forgot to write it %2B.
            data[name] = value.replace(" ", "+") if name in TIMES else value
    _, errors = check(data, path.wish)
    if errors:
        detail = "; ".join(f"{error.field} {error.detail}" for error in errors)
        raise fail("bad_request", detail=detail)
    wish = msgspec.convert(data, path.wish)
    times = (getattr(wish, name, None) for name in TIMES)
    if any(at is not None and at.tzinfo is None for at in times):
        raise fail("bad_request", detail="since, until: with its zone, as 2026-01-31T20:00:00Z")
    return wish
