"""One server as a client sees it: connected again whenever it is lost, until it is removed."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

import aiohttp
import msgspec
from yarl import URL

from studio_app.client import wire
from studio_app.client.acts import ActionResult, Acts
from studio_app.client.feed_socket import FeedSocket
from studio_app.client.jobs import Jobs
from studio_app.client.mirror import Mirror
from studio_app.client.server_clock import ServerClock
from studio_app.client.status import ConnectionStatus, judge_end
from studio_app.client.watches import Watches
from studio_app.domain.access import SignedIn
from studio_app.domain.actions import Action
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.feed import (
    PROTOCOL_VERSION,
    ActionCall,
    BoothMeters,
    Done,
    Hello,
    LogRows,
    Meters,
    Patch,
    Picture,
    PictureWant,
    ServerFrame,
    Snapshot,
)
from studio_app.domain.health import HealthPage
from studio_app.domain.ids import BoothId, RequestId, ServerId
from studio_app.domain.problems import Problem
from studio_app.domain.records import RecordKey
from studio_app.domain.roles import Principal
from studio_app.domain.struct import Fact

log = logging.getLogger(__name__)

F = TypeVar("F", bound=Fact)

Token = str | Callable[[], str | None] | None
"""What lets a client in; a function is asked at every try, as for a key file that changes."""

_ENCODER = msgspec.msgpack.Encoder()


class ServerInfo(Fact, frozen=True, kw_only=True):
    """What `GET /api/server` says to anybody."""

    name: str
    id: ServerId
    version: str
    protocol: int
    needs_first_user: bool


class Hooks(NamedTuple):
    """Whom a connection tells."""

    record: Callable[[ServerId, RecordKey, Fact | None, Fact | None], None]
    changed: Callable[["ServerConnection"], None]
    picture: Callable[[ServerId, Picture], None]
    meters: Callable[[ServerId, BoothMeters], None]
    log_rows: Callable[[ServerId, LogRows], None]
    claimed: Callable[[ServerId, "ServerConnection"], "ServerConnection | None"]
    """Another connection that has this server already."""


class ServerConnection:
    """A server's mirror, clock and actions. Everything on the loop's thread.

    Made by `StudioClient.add_server`, ended by `StudioClient.remove_server`.
    """

    def __init__(
        self,
        http: Callable[[], aiohttp.ClientSession],
        address: str,
        token: Token,
        certificate: str | None,
        program: str,
        hooks: Hooks,
    ) -> None:
        self.address = address
        self.server_id: ServerId | None = None
        self.name = address
        self.status = ConnectionStatus.CONNECTING
        self.problem: Problem | None = None
        self.principal: Principal | None = None
        self.needs_first_user = False
        """Nobody can sign in yet: the first administrator must be added on that machine."""
        self.certificate = certificate
        """SHA-256 of the server's certificate in hex, once seen; keep it and give it again."""
        self._http = http
        self._token = token
        self._program = program
        self._hooks = hooks
        self._mirror = Mirror(self._record_changed)
        self._clock = ServerClock()
        self._acts = Acts()
        self._watches = Watches()
        self._jobs = Jobs(self._mirror)
        self._socket: FeedSocket | None = None
        self._again = asyncio.Event()
        self._task = asyncio.get_running_loop().create_task(self._run(), name=f"server {address}")

    # --- what is known ---------------------------------------------------------------------------

    def server_now(self) -> datetime:
        """The server's clock as of now; this machine's before the first connection."""
        return self._clock.now(asyncio.get_running_loop().time())

    def get(self, type_: type[F], *key: str) -> F | None:
        """The record under this key, or None; asking for another type than it has is an error."""
        return self._mirror.get(type_, *key)

    def keys(self, kind: str, booth: str | None = None) -> Iterator[RecordKey]:
        """The keys of one kind of record, of one booth when named."""
        return self._mirror.keys(kind, booth)

    def records(self) -> dict[RecordKey, Fact]:
        """A copy of all that is known."""
        return self._mirror.everything()

    # --- getting in ------------------------------------------------------------------------------

    async def sign_in(self, name: str, pin: str) -> str:
        """Exchange name and PIN for a token, use it and return it for the next start.

        Raises StudioError: wrong_pin, too_many_tries, server_unreachable, certificate_changed.
        """
        address = wire.parse_address(self.address)
        await self._trust(address)
        signed_in = await wire.fetch(
            self._http(),
            address,
            "POST",
            "/api/sign-in",
            SignedIn,
            certificate=self.certificate,
            body={"name": name, "pin": pin},
            headers={wire.PROGRAM_HEADER: self._program},
        )
        self.use_token(signed_in.token)
        return signed_in.token

    def use_token(self, token: Token) -> None:
        """Go on with this token, or (None) signed out."""
        self._token = token
        if self._socket is not None:
            self._socket.end(fail("not_signed_in"))
        self.retry_now()

    def move(self, address: str) -> None:
        """Go on at another address: the same server listens there now. Who we are, what is
        watched and what it told before stay."""
        self.address = address
        if self._socket is not None:
            self._socket.end(fail("server_lost", server=self.name))
        self._hooks.changed(self)
        self.retry_now()

    def retry_now(self) -> None:
        """Try to connect at once instead of waiting."""
        self._again.set()

    # --- asking ----------------------------------------------------------------------------------

    async def act(
        self,
        action: Action,
        *,
        not_after_ms: int | None = None,
        confirmed: bool = False,
        request_id: RequestId | None = None,
    ) -> ActionResult:
        """Have an action carried out and wait for its result; raises StudioError on any problem.

        `not_after_ms` from now (by the server's clock) it will not be started any more. When the
        connection breaks it is asked again, with the same id, until then or for 15 s.
        """
        call = ActionCall(name=action.NAME, params=msgspec.Raw(_ENCODER.encode(action)))
        return await self.act_call(
            call, not_after_ms=not_after_ms, confirmed=confirmed, request_id=request_id
        )

    async def act_call(
        self,
        call: ActionCall,
        *,
        not_after_ms: int | None = None,
        confirmed: bool = False,
        request_id: RequestId | None = None,
    ) -> ActionResult:
        """As `act`, for an undo or an action known by name only."""
        if self._task.done():
            raise fail("server_lost", server=self.name)
        if self.status in (ConnectionStatus.SIGN_IN_NEEDED, ConnectionStatus.REFUSED):
            raise StudioError(self.problem) if self.problem else fail("not_signed_in")
        return await self._acts.ask(
            call, not_after_ms=not_after_ms, confirmed=confirmed, request_id=request_id
        )

    async def health(
        self,
        booth: BoothId,
        since: datetime,
        until: datetime | None = None,
        every_s: int | None = None,
    ) -> HealthPage:
        """What a booth's figures were from `since` (by the server's clock) until then, or now, in
        rows of `every_s` seconds (None: the finest kept).

        Raises StudioError: no_such_booth, bad_request, server_unreachable, not_signed_in.
        """
        query = {"since": since.isoformat()}
        if until is not None:
            query["until"] = until.isoformat()
        if every_s is not None:
            query["every"] = str(every_s)
        return await wire.fetch(
            self._http(),
            wire.parse_address(self.address),
            "GET",
            str(URL.build(path=f"/api/health/{booth}", query=query)),
            HealthPage,
            certificate=self.certificate,
            headers=self._headers(),
        )

    def chat_csv(self, query: Mapping[str, str]) -> AsyncGenerator[bytes, None]:
        """What viewers wrote, as `GET /api/chat.csv` answers such a query, piece by piece.

        Raises StudioError: not_signed_in; the pieces also not_allowed, bad_request,
        server_unreachable, and what breaks off is no whole file.
        """
        return self._csv("chat.csv", query)

    def orders_csv(self, query: Mapping[str, str]) -> AsyncGenerator[bytes, None]:
        """Orders as `GET /api/orders.csv` answers such a query; all else as `chat_csv`."""
        return self._csv("orders.csv", query)

    def _csv(self, name: str, query: Mapping[str, str]) -> AsyncGenerator[bytes, None]:
        address = wire.parse_address(self.address)
        path = str(URL.build(path=f"/api/{name}", query=query))
        return wire.download(
            self._http(), address, path, certificate=self.certificate, headers=self._headers()
        )

    def _headers(self) -> dict[str, str]:
        """Who asks over HTTP. Raises StudioError not_signed_in."""
        token = self._token() if callable(self._token) else self._token
        if token is None:
            raise fail("not_signed_in")
        return {"Authorization": f"Bearer {token}", wire.PROGRAM_HEADER: self._program}

    async def job_done(self, job_id: str) -> object:
        """Wait for a job's end and return its result, typed by its action.

        Raises StudioError: what it failed with, cancelled, no_such_job.
        """
        return await self._jobs.done(job_id)

    def watch_pictures(self, wants: Sequence[PictureWant]) -> None:
        """Replace what pictures are wanted from this server."""
        self._watches.pictures(wants)

    def watch_meters(self, booths: Sequence[BoothId]) -> None:
        """Replace which booths' meters are wanted."""
        self._watches.meters(booths)

    def watch_log(self, channel: str, after: int | None = None, limit: int = 200) -> None:
        """From now on rows of this log by `StudioClient.log_rows`; goes on over reconnects."""
        self._watches.log(channel, after, limit)

    def unwatch_log(self, channel: str) -> None:
        """No more rows of this log."""
        self._watches.no_log(channel)

    def page_log(self, channel: str, before: int, limit: int = 200) -> None:
        """Ask for rows before a cursor; they come by `StudioClient.log_rows`, not `live`."""
        self._watches.page(channel, before, limit)

    async def close(self) -> None:
        """Disconnect for good; what waits for an answer fails, the mirror is emptied."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        lost = fail("server_lost", server=self.name)
        self._lost()
        self._acts.fail_all(lost)
        self._jobs.fail_all(lost)
        self._mirror.clear()
        self._become(ConnectionStatus.LOST, None)

    # --- staying connected -----------------------------------------------------------------------

    async def _run(self) -> None:
        tries = 0
        while True:
            self._again.clear()
            try:
                ended = await self._connect_once()
            except StudioError as error:
                ended = error
            except Exception:
                log.exception("%s: the connection failed", self.address)
                ended = fail("server_lost", server=self.name)
            tries = 0 if self.status is ConnectionStatus.CONNECTED else tries + 1
            self._lost()
            meaning = judge_end(ended.problem.code, tries, key_changes=callable(self._token))
            self._become(meaning.status, ended.problem)
            if meaning.status is not ConnectionStatus.LOST:
                self._acts.fail_all(ended)
            try:
                async with asyncio.timeout(meaning.wait_s):
                    await self._again.wait()
            except TimeoutError:
                pass

    async def _connect_once(self) -> StudioError:
        """One connection from beginning to end; returns or raises why it has ended."""
        address = wire.parse_address(self.address)
        await self._trust(address)
        token = self._token() if callable(self._token) else self._token
        if token is None:
            await self._look_from_outside(address)
            return fail("not_signed_in")
        self._socket = FeedSocket(self._heard, self._time_heard)
        return await self._socket.run(self._http(), address, token, self.certificate, self._program)

    async def _trust(self, address: wire.Address) -> None:
        """On first use, believe the certificate that is shown; it must be the same ever after."""
        if address.tls and self.certificate is None:
            self.certificate = await wire.read_fingerprint(address)

    async def _look_from_outside(self, address: wire.Address) -> None:
        info = await wire.fetch(
            self._http(), address, "GET", "/api/server", ServerInfo, certificate=self.certificate
        )
        self.name, self.needs_first_user = info.name, info.needs_first_user
        if info.protocol != PROTOCOL_VERSION:
            raise _mismatch(info.name, info.protocol)

    def _lost(self) -> None:
        self._socket = None
        self._acts.lost()
        self._watches.lost()

    def _become(self, status: ConnectionStatus, why: Problem | None) -> None:
        if (status, why) == (self.status, self.problem):
            return
        if status is ConnectionStatus.CONNECTED:
            log.info("%s: connected", self.name)
        elif why is not None and (
            self.status in (ConnectionStatus.CONNECTED, ConnectionStatus.CONNECTING)
        ):
            log.warning("%s: %s: %s", self.name, status, why.text)
        self.status, self.problem = status, why
        self._hooks.changed(self)

    # --- what the server says --------------------------------------------------------------------

    def _heard(self, frame: ServerFrame) -> None:
        match frame:
            case Picture():
                if self.server_id is not None:
                    self._hooks.picture(self.server_id, frame)
            case Meters():
                if self.server_id is not None:
                    for levels in frame.booths:
                        self._hooks.meters(self.server_id, levels)
            case Patch():
                self._mirror.patch(frame.revision, frame.changes)
            case Done():
                self._acts.answered(frame)
            case LogRows():
                self._watches.seen(frame)
                if self.server_id is not None:
                    self._hooks.log_rows(self.server_id, frame)
            case Snapshot():
                self._mirror.replace(frame.revision, frame.records)
                self._become(ConnectionStatus.CONNECTED, None)
            case Hello():
                self._met(frame)

    def _met(self, hello: Hello) -> None:
        """A server has introduced itself: is it one to talk to, and the same as before?"""
        if hello.protocol != PROTOCOL_VERSION:
            raise _mismatch(hello.server_name, hello.protocol)
        other = self._hooks.claimed(hello.server_id, self)
        if other is not None:
            raise fail(
                "server_twice",
                address=self.address,
                server=hello.server_name,
                other=other.address,
            )
        if hello.server_id != self.server_id:
            self._mirror.clear()
            self._clock.forget()
            self.server_id = hello.server_id
        self.name, self.principal = hello.server_name, hello.principal
        loop = asyncio.get_running_loop()
        self._clock.heard(hello.server_time, loop.time())
        self._hooks.changed(self)
        if self._socket is not None:
            self._watches.connected(self._socket.send)
            self._acts.connected(self.name, self._socket.send, self._clock.now)

    def _time_heard(self, server_time: datetime) -> None:
        if self._clock.heard(server_time, asyncio.get_running_loop().time()):
            self._hooks.changed(self)

    def _record_changed(self, key: RecordKey, old: Fact | None, new: Fact | None) -> None:
        if self.server_id is not None:
            self._hooks.record(self.server_id, key, old, new)
        if key[0] == "job":
            self._jobs.changed(key[1])


def _mismatch(server: str, theirs: int) -> StudioError:
    return fail("protocol_mismatch", server=server, theirs=theirs, ours=PROTOCOL_VERSION)
