"""The link to one booth's OBS: connects, follows, notices loss, tries again, and says so."""

import asyncio
import contextlib
import logging
import random
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from studio_app.domain.booth import Link, LinkStatus
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.ids import BoothId
from studio_app.domain.problems import Problem, problem
from studio_app.obs.facts import BoothFacts
from studio_app.obs.known import Known
from studio_app.obs.protocol import Answer, Ask, Refused, Subscription
from studio_app.obs.raw import Raw
from studio_app.obs.session import BoothSession, Passing
from studio_app.obs.socket import ObsSocket
from studio_app.obs.topics import Topic
from studio_app.stores.booths import BoothStore
from studio_app.support.clock import Clock
from studio_app.support.network import is_loopback
from studio_app.support.obs_process import silent_obs

log = logging.getLogger(__name__)

OPEN_PATIENCE_S = 4.0
FIRST_RETRY_S = 0.4
LAST_RETRY_S = 5.0
AFTER_EXIT_S = 1.5
"""An OBS that says it closes still answers for a moment."""
SETTLED_S = 10.0
"""A session that held so long starts the row of retries anew."""


class ObsTarget(NamedTuple):
    """Where a booth's OBS is. The password is fetched when OBS asks for it and kept nowhere."""

    host: str
    port: int
    password: Callable[[], Awaitable[str]]

    @property
    def address(self) -> str:
        """As people write it."""
        return f"{self.host}:{self.port}"


class ObsLink:
    """One booth's connection, for ever tried again. Writes the booth's records into the store.

    Everything on the loop's thread. `start` begins; `stop` ends and waits for it.
    """

    def __init__(
        self,
        booth: BoothId,
        target: ObsTarget,
        store: BoothStore,
        clock: Clock,
        on_meters: Callable[[BoothId, msgspec.Raw, bool], None] = lambda booth, data, json: None,
    ) -> None:
        self.booth = booth
        self._target = target
        self._store = store
        self._clock = clock
        self._on_meters = on_meters
        self._facts = BoothFacts(booth, store, clock)
        self._task: asyncio.Task[None] | None = None
        self._socket: ObsSocket | None = None
        self._session: BoothSession | None = None
        self._retry = asyncio.Event()
        self._attempt = 0
        self._meters_wanted = False
        self._complained = False
        self._heard: datetime | None = None
        self._link = Link(status=LinkStatus.CONNECTING, since=clock.now())

    # --- life --------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to connect."""
        self._show(self._link)
        self._task = asyncio.get_running_loop().create_task(
            self._run(), name=f"obs link {self.booth}"
        )

    async def stop(self) -> None:
        """End the connection and everything that runs for it; records stay."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    def retry_now(self) -> None:
        """Try at once instead of waiting; also after a refusal. No effect while connected."""
        if self._socket is None:
            self._try_at_once()

    def _try_at_once(self) -> None:
        self._attempt = 0
        self._retry.set()

    def drop_connection(self) -> None:
        """Cut the connection as a broken cable would; it comes back by itself."""
        if self._socket is not None:
            self._socket.drop()

    def retarget(self, target: ObsTarget) -> None:
        """Another address or password: leave the session there is and connect anew."""
        if target.address != self._target.address:
            self._facts.forget()
        self._target = target
        self.drop_connection()
        self._try_at_once()

    # --- asking ------------------------------------------------------------------------------

    @property
    def connected(self) -> bool:
        """Whether requests can be made: connected, or only silent for the moment."""
        return self._link.status in (LinkStatus.CONNECTED, LinkStatus.STALE)

    @property
    def status(self) -> LinkStatus:
        """The status as shown."""
        return self._link.status

    def lacks(self, request: str) -> bool:
        """Whether this OBS is too old (or too new) for a request; False while nobody knows."""
        session = self._session
        return bool(session and session.version.requests) and request not in (
            session.version.requests if session else ()
        )

    def check(self, *requests: str) -> None:
        """Raise `not_connected`, `link_not_ready` or `obs_lacks` where these requests cannot be
        made now."""
        if not self.connected or self._socket is None or self._session is None:
            raise fail(
                "not_connected", booth=self._store.called(self.booth), status=self._link.status
            )
        if self._session.changing or self._store.changing(self.booth):
            raise fail("link_not_ready")
        for request in requests:
            if self.lacks(request):
                raise fail(
                    "obs_lacks",
                    version=self._session.version.obs,
                    booth=self._store.called(self.booth),
                    request=request,
                )

    async def request(self, kind: str, data: Raw | None = None, timeout_s: float = 5.0) -> Raw:
        """One request; the data OBS answered. Raises what `check` does, `ObsRefusal`,
        `obs_timeout` and `obs_gone`."""
        return await self._open_socket(kind).request(kind, data, timeout_s=timeout_s)

    async def ask(self, kind: str, data: Raw | None = None, timeout_s: float = 5.0) -> Answer:
        """One request; a refusal is an answer too."""
        return await self._open_socket(kind).ask(kind, data, timeout_s=timeout_s)

    async def batch(self, asks: Sequence[Ask], timeout_s: float = 10.0) -> list[Answer]:
        """Requests carried out one after the other, all of them whatever fails between."""
        return await self._open_socket(*(kind for kind, _ in asks)).batch(asks, timeout_s=timeout_s)

    def _open_socket(self, *requests: str) -> ObsSocket:
        self.check(*requests)
        if self._socket is None:
            raise fail("obs_gone", booth=self.booth)
        return self._socket

    # --- for services that know what they do ---------------------------------------------------

    def want_meters(self, *, wanted: bool) -> None:
        """Whether OBS is to send this booth's audio levels."""
        self._meters_wanted = wanted
        if self._session is not None:
            self._session.meters_changed()

    @property
    def transition_may_run(self) -> bool:
        """Whether OBS may count down a transition; False is certain."""
        return self._facts.transition_may_run

    def transition_end(self, name: str) -> "asyncio.Future[None]":
        """Done when OBS tells the next time that this transition has ended, or the link breaks."""
        if self._session is not None:
            return self._session.transition_end(name)
        over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        over.set_result(None)
        return over

    def look_at_air(self) -> None:
        """Something was done that may change what is on air without an event (the T-bar)."""
        if self._session is not None:
            self._session.look_at_air()

    def read_soon(self, topic: Topic) -> None:
        """Something was done that may bring no event: read this topic soon."""
        if self._session is not None:
            self._session.read_soon(topic)

    def read_outputs_soon(self) -> None:
        """Ask for the state of all outputs with the next statistics, not only of running ones."""
        if self._session is not None:
            self._session.read_outputs_soon()

    @contextlib.contextmanager
    def passing(self, *, transition: bool, preview: bool) -> Iterator[None]:
        """Inside, the transition or the preview changes only to be put back: what comes between
        is not shown, what is there afterwards is read."""
        session = self._session
        wanted = {Passing.TRANSITION: transition, Passing.PREVIEW: preview}
        if session is None:
            yield
            return
        for passing, on in wanted.items():
            session.pass_over(passing, 1 if on else 0)
        try:
            yield
        finally:
            for passing, on in wanted.items():
                session.pass_over(passing, -1 if on else 0)

    # --- supervision -------------------------------------------------------------------------

    async def _run(self) -> None:
        while True:
            self._retry.clear()
            began_s = self._clock.monotonic_s()
            try:
                await self._connect_and_follow()
            except Refused as error:
                await self._refused(error.problem)
            except StudioError as error:
                await self._lost(await self._seen_closer(error.problem), began_s)
            except Exception:
                log.exception("booth %s: the link failed here and is built anew", self.booth)
                what = problem("internal", reference=f"link {self.booth}")
                await self._lost(what, began_s)

    async def _connect_and_follow(self) -> None:
        """One session from beginning to end; raises why it ended."""
        target = self._target
        session = BoothSession(self._facts, self._said, self._connected, self._wants_meters)
        meters = self._meters_wanted
        socket = await ObsSocket.open(
            target.host,
            target.port,
            target.password,
            booth=self._store.called(self.booth),
            subscriptions=Subscription.wanted(meters=meters),
            on_event=session.hear,
            on_meters=self._hear_meters,
            timeout_s=OPEN_PATIENCE_S,
        )
        self._socket, self._session = socket, session
        try:
            if target is self._target:
                await session.run(socket, meters_on=meters)
        finally:
            self._heard = self._last_heard()
            self._socket = self._session = None
            socket.drop()
            await socket.close()
        raise fail("link_closed", detail="its address changed")

    def _wants_meters(self) -> bool:
        return self._meters_wanted

    def _hear_meters(self, data: msgspec.Raw, json: bool) -> None:
        self._on_meters(self.booth, data, json)

    def _connected(self, known: Known) -> None:
        """A snapshot is complete: records and status change together."""
        session, socket = self._session, self._socket
        if session is None or socket is None:
            return
        if self._complained:
            log.info("booth %s: connected again to %s", self.booth, self._target.address)
            self._complained = False
        now = self._clock.now()
        same = self._link.status is LinkStatus.CONNECTED
        version = session.version
        self._link = Link(
            status=LinkStatus.CONNECTED,
            since=self._link.since if same else now,
            obs_version=version.obs,
            websocket_version=socket.websocket_version,
            platform=version.platform,
            lacks=version.lacks,
        )
        self._facts.replace_all(known, self._link)

    def _said(self, status: LinkStatus, error: StudioError | None) -> None:
        """The session goes on, but its status is another."""
        self._turn(status, error.problem if error else None)

    async def _refused(self, what: Problem) -> None:
        self._complain(what)
        self._turn(LinkStatus.REFUSED, what)
        await self._retry.wait()
        self._turn(LinkStatus.CONNECTING, None)

    async def _seen_closer(self, what: Problem) -> Problem:
        """A port that refuses on this machine, while an OBS runs: it waits in a dialog."""
        if what.code != "link_no_answer" or not is_loopback(self._target.host):
            return what
        pid = await asyncio.to_thread(silent_obs)
        return what if pid is None else problem("link_dialog", pid=pid)

    async def _lost(self, what: Problem, began_s: float) -> None:
        if self.connected and self._clock.monotonic_s() - began_s >= SETTLED_S:
            self._attempt = 0
        delay_s = min(LAST_RETRY_S, FIRST_RETRY_S * 2**self._attempt) * random.uniform(0.6, 1.2)
        if what.args.get("detail") == "OBS was closed":
            delay_s = max(delay_s, AFTER_EXIT_S)
        self._attempt = min(self._attempt + 1, 10)
        if self._retry.is_set():
            self._turn(LinkStatus.CONNECTING, None)
            return
        self._complain(what)
        self._turn(LinkStatus.LOST, what, self._clock.now() + timedelta(seconds=delay_s))
        try:
            async with asyncio.timeout(delay_s):
                await self._retry.wait()
        except TimeoutError:
            pass
        else:
            self._turn(LinkStatus.CONNECTING, None)

    def _complain(self, what: Problem) -> None:
        """One line in the log on failure; the next one is on recovery."""
        if not self._complained:
            log.warning("booth %s at %s: %s", self.booth, self._target.address, what.text)
            self._complained = True

    # --- the record --------------------------------------------------------------------------

    def _turn(
        self, status: LinkStatus, what: Problem | None, retry_at: datetime | None = None
    ) -> None:
        now, link = self._clock.now(), self._link
        leaving = link.status is LinkStatus.CONNECTED and status is not LinkStatus.CONNECTED
        last_heard = self._last_heard() if leaving else link.last_heard
        self._show(
            replace(
                link,
                status=status,
                since=link.since if link.status is status else now,
                problem=what,
                last_heard=None if status is LinkStatus.CONNECTED else last_heard,
                retry_at=retry_at,
            )
        )

    def _last_heard(self) -> datetime | None:
        if self._socket is None:
            return self._heard
        ago_s = asyncio.get_running_loop().time() - self._socket.heard_s
        return self._clock.now() - timedelta(seconds=ago_s)

    def _show(self, link: Link) -> None:
        self._link = link
        self._store.apply({("link", self.booth): link})
