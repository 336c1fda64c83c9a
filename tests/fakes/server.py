"""A whole studio server for tests, with everything behind it faked in memory."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from studio_app.client import ConnectionStatus, ServerConnection, StudioClient
from studio_app.domain.access import Session, SignedIn, StoredRow
from studio_app.domain.actions.chat import SearchChat
from studio_app.domain.actions.orders import FindOrders
from studio_app.domain.booth import Booth, Switcher
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.feed import Act, AuditRow, BoothMeters, Bus, Done, Picture, PictureWant
from studio_app.domain.health import HealthPage, HealthRow
from studio_app.domain.ids import BoothId, RequestId, ServerId
from studio_app.domain.records import Changes
from studio_app.domain.roles import Principal, Role
from studio_app.server.app import Listen, StudioServer
from studio_app.server.blobs import BlobStore
from studio_app.server.feed import Identity
from studio_app.server.ports import CsvSource
from studio_app.stores.store import RecordStore
from studio_app.support.clock import SystemClock
from studio_app.support.signal import Signal

PATIENCE_S = 10.0
LOOPBACK = "127.0.0.1"


class FakeDesk:
    """Keeps answers by request id as the real one does; `does` says what an action does."""

    def __init__(self) -> None:
        self.does: Callable[[Act, Principal], Awaitable[Done]] = self._nothing
        self.begun: list[Act] = []
        self._kept: dict[RequestId, asyncio.Future[Done]] = {}

    async def perform(self, act: Act, principal: Principal) -> Done:
        kept = self._kept.get(act.request_id)
        if kept is None:
            self.begun.append(act)
            kept = asyncio.ensure_future(self._judged(act, principal))
            self._kept[act.request_id] = kept
        return await asyncio.shield(kept)

    async def _judged(self, act: Act, principal: Principal) -> Done:
        try:
            if act.not_after is not None and act.not_after < datetime.now(UTC):
                raise fail("too_late", late_ms=0, action=act.call.name)
            return await self.does(act, principal)
        except StudioError as error:
            return Done(request_id=act.request_id, problem=error.problem)

    async def _nothing(self, act: Act, _: Principal) -> Done:
        return Done(request_id=act.request_id)


class FakeDoor:
    """Tokens are the names of roles; everybody's PIN is 4711."""

    def __init__(self) -> None:
        self.ended: Signal[str] = Signal()
        self.over: set[str] = set()
        self.asked = 0

    async def sign_in(self, name: str, pin: str, origin: str) -> SignedIn:
        if pin != "4711":
            raise fail("wrong_pin")
        principal = Principal(name=name, role=Role(name), origin=origin)
        return SignedIn(
            token=name, principal=principal, expires=datetime.now(UTC) + timedelta(hours=1)
        )

    async def session(self, token: str, origin: str) -> Session:
        self.asked += 1
        if token in self.over:
            raise fail("session_expired")
        if token not in set(Role):
            raise fail("not_signed_in")
        return Session(
            f"session of {token}", Principal(name=token, role=Role(token), origin=origin)
        )

    async def needs_first_user(self) -> bool:
        return False

    def throw_out(self, token: str) -> None:
        """End the sessions of this token."""
        self.over.add(token)
        self.ended.emit(f"session of {token}")


class FakePictures:
    """Remembers who wants what; `show` is a picture that was read."""

    def __init__(self) -> None:
        self.arrived: Signal[BoothId, Bus, bytes] = Signal()
        self.wanted: dict[object, tuple[PictureWant, ...]] = {}

    def want(self, client: object, wants: Sequence[PictureWant]) -> None:
        self.wanted.pop(client, None)
        if wants:
            self.wanted[client] = tuple(wants)

    def show(self, booth: str, bus: Bus, jpeg: bytes) -> None:
        frame = Picture(
            booth=BoothId(booth), bus=bus, taken=datetime.now(UTC), width=320, height=180, jpeg=jpeg
        )
        self.arrived.emit(frame.booth, bus, msgspec.msgpack.encode(frame))


class FakeMeters:
    """Remembers who wants what; `show` is levels that were read."""

    def __init__(self) -> None:
        self.arrived: Signal[BoothId, bytes] = Signal()
        self.wanted: dict[object, tuple[BoothId, ...]] = {}

    def want(self, client: object, booths: Sequence[BoothId]) -> None:
        self.wanted.pop(client, None)
        if booths:
            self.wanted[client] = tuple(booths)

    def show(self, booth: str, levels: bytes) -> None:
        meters = BoothMeters(booth=BoothId(booth), inputs=("Mic",), levels=levels)
        self.arrived.emit(meters.booth, msgspec.msgpack.encode(meters))


class FakeHealth:
    """Has the rows it was given of every booth but "nobody"."""

    def __init__(self) -> None:
        self.rows: tuple[HealthRow, ...] = ()
        self.asked: list[tuple[BoothId, datetime, datetime]] = []

    async def page(
        self, booth: BoothId, since: datetime, until: datetime, every_s: int | None = None
    ) -> HealthPage:
        self.asked.append((booth, since, until))
        if booth == "nobody":
            raise fail("no_such_booth", booth=booth, booths="–")
        rows = tuple(row for row in self.rows if since <= row.at < until)
        return HealthPage(booth=booth, every_s=every_s or 10, since=since, until=until, rows=rows)


class FakeLog:
    """A log in memory; `reading` is awaited before every read, for what a slow disk does."""

    channel = "audit"
    least = Role.DIRECTOR
    catch_up = 0

    def __init__(self) -> None:
        self.added: Signal[()] = Signal()
        self.rows: list[StoredRow] = []
        self.fails: Exception | None = None

    def add(self, who: str) -> None:
        row = AuditRow(
            at=datetime.now(UTC),
            who=who,
            role="admin",
            origin="",
            action="",
            params="{}",
            result="ok",
        )
        self.rows.append(StoredRow(10 * (len(self.rows) + 1), row))
        self.added.emit()

    async def after(self, cursor: int, limit: int) -> Sequence[StoredRow]:
        await self._read()
        return [row for row in self.rows if row.cursor > cursor][:limit]

    async def before(self, cursor: int | None, limit: int) -> Sequence[StoredRow]:
        await self._read()
        return [row for row in self.rows if cursor is None or row.cursor < cursor][-limit:]

    async def _read(self) -> None:
        await asyncio.sleep(0)
        if self.fails is not None:
            raise self.fails


class FakeHouse:
    """Everything behind one server, and the server once `start` was called."""

    def __init__(self, folder: Path, server_id: str = "house0000001") -> None:
        self.server_id = ServerId(server_id)
        self.folder = folder
        self.store = RecordStore()
        self.desk = FakeDesk()
        self.door = FakeDoor()
        self.pictures = FakePictures()
        self.meters = FakeMeters()
        self.health = FakeHealth()
        self.chat: CsvSource[SearchChat] | None = None
        self.orders: CsvSource[FindOrders] | None = None
        self.log = FakeLog()
        self.listen = Listen(bind=LOOPBACK, port=0)
        self.address = ""
        self.server: StudioServer | None = None

    async def start(self) -> None:
        """Listen, at the same address again after a stop."""
        server = StudioServer(
            identity=Identity(self.server_id, f"Studio {self.server_id[-1]}", "0.1.0"),
            desk=self.desk,
            door=self.door,
            stores=[self.store],
            logs=[self.log],
            pictures=self.pictures,
            meters=self.meters,
            health=self.health,
            chat=self.chat,
            orders=self.orders,
            blobs=BlobStore(self.folder / "blobs", limit=1 << 20),
            clock=SystemClock(),
            listen=self.listen,
        )
        host, port = await server.start()
        self.server = server
        self.listen = self.listen._replace(port=port)
        self.address = f"{host}:{port}"

    async def stop(self) -> None:
        """Stop listening, if it does."""
        if self.server is not None:
            server, self.server = self.server, None
            await server.stop()

    def apply(self, changes: Changes) -> None:
        """Change the truth."""
        self.store.apply(changes)


@asynccontextmanager
async def house(folder: Path, server_id: str = "house0000001") -> AsyncIterator[FakeHouse]:
    """A running server; stopped at the end."""
    made = FakeHouse(folder, server_id)
    await made.start()
    try:
        yield made
    finally:
        await made.stop()


@asynccontextmanager
async def client_of(
    *houses: FakeHouse, token: str = Role.ADMIN
) -> AsyncIterator[tuple[StudioClient, list[ServerConnection]]]:
    """A client that is connected to all these servers."""
    client = StudioClient("console")
    try:
        connections = [client.add_server(one.address, token) for one in houses]
        for connection in connections:
            await becomes(client, connection, ConnectionStatus.CONNECTED)
        yield client, connections
    finally:
        await client.close()


async def becomes(
    client: StudioClient, connection: ServerConnection, *statuses: ConnectionStatus
) -> None:
    """Wait until a connection has one of these statuses."""
    await until(
        lambda: connection.status in statuses,
        lambda: f"{connection.status}, {connection.problem}, not {statuses}",
    )


async def until(
    condition: Callable[[], object], otherwise: Callable[[], object] = lambda: "in vain"
) -> None:
    """Wait until a condition holds; AssertionError when it does not within PATIENCE_S."""
    loop = asyncio.get_running_loop()
    deadline_s = loop.time() + PATIENCE_S
    while not condition():
        assert loop.time() < deadline_s, otherwise()
        await asyncio.sleep(0.002)


def booth(number: int, host: str = "") -> Booth:
    """A booth's settings."""
    return Booth(
        number=number, name=f"Booth {number}", host=host, address="127.0.0.1:4455", local=True
    )


def switcher(program: str) -> Switcher:
    """A booth's program."""
    return Switcher(program=program, scenes=("Live", "Break"))
