"""Who may come in at all: the right names, no foreign web pages, a token that is still good.

Host is checked against DNS rebinding (a web page whose name is made to point here), Origin against
web pages that write across sites. Tokens come in the Authorization header only.
"""

import asyncio
import logging
import re
import secrets
from collections.abc import Awaitable, Callable, Iterable

from aiohttp import web
from yarl import URL

from studio_app.domain.access import Session
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.problems import problem
from studio_app.server.ports import Door
from studio_app.server.replies import refuse

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

PROGRAM_HEADER = "X-BoothDeck-Program"
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
UNLIMITED = frozenset({"/api/feed", "/api/blobs", "/api/chat.csv", "/api/orders.csv"})
"""Paths with a time limit of their own."""
REQUEST_S = 60.0
"""An action may take its time; a request that has not even arrived may not (`BODY_S`)."""
BODY_S = 10.0

_PROGRAM = re.compile(r"[a-z][a-z ]{0,19}")


class Guard:
    """The checks that every request passes, and the answer when something goes wrong inside."""

    def __init__(self, door: Door, names: Iterable[str], *, tls: bool) -> None:
        self._door = door
        self._names = LOOPBACK_NAMES | {name.lower().strip("[]") for name in names}
        self._scheme = "https" if tls else "http"

    @web.middleware
    async def check(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse what must not come in; turn every failure into a problem in JSON."""
        try:
            self._check_host(request)
            self._check_origin(request)
            async with asyncio.timeout(None if request.path in UNLIMITED else REQUEST_S):
                return await handler(request)
        except StudioError as error:
            return refuse(error.problem)
        except web.HTTPMethodNotAllowed as error:
            allowed = ", ".join(sorted(error.allowed_methods))
            return refuse(
                problem("wrong_method", path=request.path, method=request.method, allowed=allowed)
            )
        except web.HTTPNotFound:
            return refuse(problem("not_found", path=request.path))
        except web.HTTPRequestEntityTooLarge:
            size = request.content_length or "too many"
            return refuse(problem("too_large", size=size, limit=request.client_max_size))
        except web.HTTPException as error:
            return refuse(problem("bad_request", detail=error.reason))
        except TimeoutError:
            return refuse(problem("timed_out", seconds=int(REQUEST_S)))
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("%s %s failed (%s)", request.method, request.path, reference)
            return refuse(problem("internal", reference=reference))

    async def session(self, request: web.Request) -> Session:
        """Who asks. Raises StudioError: not_signed_in, session_expired."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise fail("not_signed_in")
        return await self._door.session(token.strip(), origin(request))

    def _check_host(self, request: web.Request) -> None:
        host = _host_name(request.headers.get("Host", ""))
        if host not in self._names and host != _reached(request):
            raise fail("wrong_host", host=host, names=", ".join(sorted(self._names)))

    def _check_origin(self, request: web.Request) -> None:
        said = request.headers.getall("Origin", [])
        own = f"{self._scheme}://{request.headers.get('Host', '')}".lower()
        for one in said:
            if one.lower() != own:
                raise fail("wrong_origin", origin=one[:100])


def origin(request: web.Request) -> str:
    """Where a request comes from, in words for the audit: "console 127.0.0.1"."""
    program = request.headers.get(PROGRAM_HEADER, "")
    return f"{program if _PROGRAM.fullmatch(program) else 'http'} {request.remote or '?'}"


async def read_body(request: web.Request) -> bytes:
    """The whole body, within the size limit and in time. Raises StudioError timed_out."""
    try:
        async with asyncio.timeout(BODY_S):
            return await request.read()
    except TimeoutError:
        raise fail("timed_out", seconds=int(BODY_S)) from None


def _reached(request: web.Request) -> str | None:
    """Our own address that the connection was made to; nobody else's page can bear its name."""
    name = request.transport.get_extra_info("sockname") if request.transport else None
    return str(name[0]) if name else None


def _host_name(host: str) -> str:
    """The name in a Host header, without port and brackets; empty when it makes no sense."""
    try:
        return (URL(f"//{host}").host or "").lower()
    except ValueError:
        return ""
