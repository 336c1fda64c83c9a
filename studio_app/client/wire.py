"""Reaching a server: addresses, TLS with a pinned certificate, HTTP answers and their problems."""

import asyncio
import hashlib
import ssl
from collections.abc import AsyncGenerator, Mapping
from typing import NamedTuple, TypeVar

import aiohttp
import msgspec
from yarl import URL

from studio_app.domain.errors import StudioError, fail
from studio_app.domain.problems import PROBLEMS, Problem, problem
from studio_app.domain.settings import DEFAULT_PORT
from studio_app.support.network import is_loopback

TIMEOUT_S = 10.0
SILENT_S = 30.0
"""A download of which nothing more comes for so long is lost."""
PROGRAM_HEADER = "X-BoothDeck-Program"
"""Which of our programs asks: for the audit row."""

T = TypeVar("T")


class Address(NamedTuple):
    """Where a server is. Plain HTTP only ever to this very machine."""

    host: str
    port: int
    tls: bool

    @property
    def url(self) -> URL:
        """The address as the base of requests."""
        return URL.build(scheme="https" if self.tls else "http", host=self.host, port=self.port)

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


def parse_address(text: str) -> Address:
    """`NAME:PORT`, `NAME` or a URL. Without a scheme: TLS to everywhere but this machine.

    Raises StudioError bad_address, or tls_required for `http://` to another machine.
    """
    try:
        url = URL(text if "://" in text else f"//{text}")
        host, port = url.host, url.explicit_port
    except ValueError as error:
        raise fail("bad_address", address=text) from error
    if (
        not host
        or any(map(str.isspace, host))
        or url.scheme not in ("", "http", "https")
        or url.path not in ("", "/")
    ):
        raise fail("bad_address", address=text)
    local = is_loopback(host)
    if url.scheme == "http" and not local:
        raise fail("tls_required")
    tls = url.scheme == "https" if url.scheme else not local
    return Address(host, DEFAULT_PORT if port is None else port, tls)


async def read_fingerprint(address: Address) -> str:
    """SHA-256 of the certificate that a server shows, in hex; sends nothing to it.

    Raises StudioError server_unreachable.
    """
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        async with asyncio.timeout(TIMEOUT_S):
            _, writer = await asyncio.open_connection(address.host, address.port, ssl=context)
    except (OSError, TimeoutError) as error:
        raise unreachable(error, address) from error
    try:
        shown = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    finally:
        writer.transport.abort()
    return hashlib.sha256(shown).hexdigest()


def pinned(fingerprint: str | None) -> aiohttp.Fingerprint | bool:
    """What makes aiohttp talk only to the server with this certificate."""
    return True if fingerprint is None else aiohttp.Fingerprint(bytes.fromhex(fingerprint))


class _ProblemBody(msgspec.Struct):
    """What every refusal carries."""

    problem: Problem


async def read_problem(answer: aiohttp.ClientResponse, address: Address) -> Problem:
    """The problem in an HTTP refusal; something that is no BoothDeck is server_unreachable."""
    try:
        found = msgspec.json.decode(await answer.read(), type=_ProblemBody).problem
    except (msgspec.DecodeError, aiohttp.ClientError):
        found = None
    if found is None or found.code not in PROBLEMS:
        detail = f"HTTP {answer.status}"
        return problem("server_unreachable", address=address, detail=detail)
    return found


async def fetch(
    session: aiohttp.ClientSession,
    address: Address,
    method: str,
    path: str,
    type_: type[T],
    *,
    certificate: str | None,
    body: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> T:
    """One HTTP request, its answer decoded. Raises StudioError."""
    try:
        async with session.request(
            method,
            address.url.join(URL(path)),
            data=None if body is None else msgspec.json.encode(body),
            headers={"Content-Type": "application/json", **(headers or {})},
            ssl=pinned(certificate),
            timeout=aiohttp.ClientTimeout(total=TIMEOUT_S),
            allow_redirects=False,
        ) as answer:
            if answer.status != 200:
                raise StudioError(await read_problem(answer, address))
            return msgspec.json.decode(await answer.read(), type=type_)
    except (*UNREACHABLE, msgspec.DecodeError) as error:
        raise unreachable(error, address) from error


async def download(
    session: aiohttp.ClientSession,
    address: Address,
    path: str,
    *,
    certificate: str | None,
    headers: Mapping[str, str],
) -> AsyncGenerator[bytes, None]:
    """A file of any size, piece by piece; silence for long breaks it off. Raises StudioError."""
    try:
        async with session.get(
            address.url.join(URL(path)),
            headers=headers,
            ssl=pinned(certificate),
            timeout=aiohttp.ClientTimeout(sock_connect=TIMEOUT_S, sock_read=SILENT_S),
            allow_redirects=False,
        ) as answer:
            if answer.status != 200:
                raise StudioError(await read_problem(answer, address))
            async for piece in answer.content.iter_any():
                yield piece
    except UNREACHABLE as error:
        raise unreachable(error, address) from error


UNREACHABLE = (aiohttp.ClientError, OSError, TimeoutError)
"""What a request raises when it does not get through."""


def unreachable(error: Exception, address: Address) -> StudioError:
    """What a failed request means for the person at this end."""
    if isinstance(error, aiohttp.ServerFingerprintMismatch):
        return fail("certificate_changed", address=address)
    return fail("server_unreachable", address=address, detail=plain(error))


def plain(error: Exception) -> str:
    """A network error in few words."""
    cause = getattr(error, "os_error", None) or error
    if isinstance(cause, TimeoutError):
        return "no answer in time"
    if isinstance(cause, ConnectionRefusedError):
        return "nothing listens there"
    return str(getattr(cause, "strerror", None) or cause) or type(error).__name__
