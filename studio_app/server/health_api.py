"""What the booths' figures were, over HTTP: `GET /api/health/BOOTH`, as JSON or CSV."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from aiohttp import web

from studio_app.domain.errors import fail
from studio_app.domain.health import LONGEST_PAGE, health_csv
from studio_app.domain.ids import BoothId
from studio_app.server.guard import Guard
from studio_app.server.ports import HealthSource
from studio_app.server.replies import reply
from studio_app.support.clock import Clock

MOST_HOURS = LONGEST_PAGE.total_seconds() / 3600
ALLOWED = ("hours", "since", "until", "every", "format")


class HealthApi:
    """The one path. On the loop's thread. Any role that may sign in may read it: the figures of
    this moment are in everybody's state too."""

    def __init__(self, guard: Guard, source: HealthSource, clock: Clock) -> None:
        self._guard = guard
        self._source = source
        self._clock = clock

    def routes(self) -> Sequence[web.RouteDef]:
        """The path."""
        return [web.get("/api/health/{booth}", self._history, allow_head=False)]

    async def _history(self, request: web.Request) -> web.Response:
        await self._guard.session(request)
        for name in request.query:
            if name not in ALLOWED:
                raise fail("bad_request", detail=f"{name[:40]}: allowed are {', '.join(ALLOWED)}")
        how = request.query.get("format", "json")
        if how not in ("json", "csv"):
            raise fail("bad_request", detail="format: json or csv")
        said = request.query.get("every", "")
        if said and not (said.isascii() and said.isdigit() and len(said) < 5):
            raise fail("bad_request", detail="every: a number of seconds")
        since, until = self._span(request)
        booth = BoothId(request.match_info["booth"])
        page = await self._source.page(booth, since, until, int(said) if said else None)
        if how == "csv":
            return web.Response(
                text=health_csv(page.rows), content_type="text/csv", charset="utf-8"
            )
        return reply(page)

    def _span(self, request: web.Request) -> tuple[datetime, datetime]:
        """From when to when: `hours` back from now, or `since` and, if not now, `until`."""
        said = request.query
        if "since" in said:
            if "hours" in said:
                raise fail("bad_request", detail="hours or since, not both")
            until = _time("until", said["until"]) if "until" in said else self._clock.now()
            return _time("since", said["since"]), until
        if "until" in said:
            raise fail("bad_request", detail="until: needs since")
        try:
            hours = float(said.get("hours", "1"))
        except ValueError:
            hours = 0.0
        if not 0 < hours <= MOST_HOURS:
            raise fail("bad_request", detail=f"hours: a number up to {MOST_HOURS:.0f}")
        now = self._clock.now()
        return now - timedelta(hours=hours), now


def _time(name: str, said: str) -> datetime:
    # A plus in an address is a space for who forgot to write it %2B.
    try:
        at = datetime.fromisoformat(said.replace(" ", "+"))
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise fail("bad_request", detail=f"{name}: a time with its zone, as 2026-01-31T20:00:00Z")
    return at
