"""A studio that exists only in a test: it holds records, and remembers what was asked of it."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from studio_app.domain.actions import Action
from studio_app.domain.booth import (
    Booth,
    Input,
    Link,
    LinkStatus,
    Output,
    OutputKind,
    OutputStatus,
    Scene,
    SceneItem,
    Switcher,
    Transition,
)
from studio_app.domain.errors import StudioError
from studio_app.domain.feed import ActionCall, BoothMeters, LogRow, LogRows, Picture, PictureWant
from studio_app.domain.health import FINE_S, HealthPage, HealthRow
from studio_app.domain.ids import BoothId, RequestId, ServerId
from studio_app.domain.problems import Problem
from studio_app.domain.records import RecordKey
from studio_app.domain.roles import Principal, Role
from studio_app.domain.struct import Fact
from studio_app.support.signal import Signal
from ui.bridge.client import ActionResult, BoothKey, ConnectionStatus, Token

F = TypeVar("F", bound=Fact)
Answer = object | StudioError | Callable[[Action], Awaitable[object]]

START = datetime(2026, 3, 4, 13, 47, 9, tzinfo=UTC)
"""20:47:09 in Vietnam."""


@dataclass(frozen=True)
class Acted:
    """One action that was asked for."""

    server: ServerId
    action: Action
    not_after_ms: int | None
    confirmed: bool


class FakeConnection:
    """One server of the fake studio."""

    def __init__(self, studio: "FakeStudio", server_id: ServerId, name: str, role: Role) -> None:
        self.server_id: ServerId | None = server_id
        self.name = name
        self.address = "127.0.0.1:7300"
        self.status = ConnectionStatus.CONNECTED
        self.problem: Problem | None = None
        self.principal: Principal | None = Principal(name="Minh", role=role)
        self.needs_first_user = False
        self.certificate: str | None = None
        self.tokens: list[str | None] = []
        self.retries = 0
        self.now = START
        self.picture_wants: list[PictureWant] = []
        self.meter_wants: list[BoothId] = []
        self.logs_watched: list[str] = []
        self.pages_asked: list[tuple[str, int]] = []
        self.records: dict[RecordKey, Fact] = {}
        self.pins: dict[str, str] = {}
        self._studio = studio

    def use_token(self, token: Token) -> None:
        token = token() if callable(token) else token
        self.tokens.append(token)
        status = ConnectionStatus.CONNECTED if token else ConnectionStatus.SIGN_IN_NEEDED
        self.principal = Principal(name="owner", role=Role.ADMIN) if token else None
        self._studio.set_status(self, status)

    def move(self, address: str) -> None:
        self.address = address
        self._studio.set_status(self, self.status)

    def retry_now(self) -> None:
        self.retries += 1

    def server_now(self) -> datetime:
        return self.now

    def get(self, type_: type[F], *key: str) -> F | None:
        value = self.records.get(key)
        assert value is None or isinstance(value, type_)
        return value

    def keys(self, kind: str, booth: str | None = None) -> Iterator[RecordKey]:
        for key in tuple(self.records):
            if key[0] == kind and (booth is None or key[1:2] == (booth,)):
                yield key

    async def sign_in(self, name: str, pin: str) -> str:
        if self.pins.get(name) != pin:
            raise StudioError(Problem(code="wrong_pin"))
        self.principal = Principal(name=name, role=Role.TECHNICIAN)
        self._studio.set_status(self, ConnectionStatus.CONNECTED)
        return f"token of {name}"

    async def act(
        self,
        action: Action,
        *,
        not_after_ms: int | None = None,
        confirmed: bool = False,
        request_id: RequestId | None = None,
    ) -> ActionResult:
        assert self.server_id is not None
        self._studio.acted.append(Acted(self.server_id, action, not_after_ms, confirmed))
        answer = self._studio.answers.get(type(action))
        if callable(answer):
            answer = await answer(action)
        if isinstance(answer, StudioError):
            raise answer
        if isinstance(answer, ActionResult):
            return answer
        return ActionResult(answer, self._studio.undos.get(type(action)), None)

    async def act_call(
        self,
        call: ActionCall,
        *,
        not_after_ms: int | None = None,
        confirmed: bool = False,
        request_id: RequestId | None = None,
    ) -> ActionResult:
        self._studio.calls.append(call)
        if error := self._studio.call_errors.get(call.name):
            raise error
        return ActionResult(None, None, None)

    def watch_pictures(self, wants: Sequence[PictureWant]) -> None:
        self.picture_wants = list(wants)

    def watch_meters(self, booths: Sequence[BoothId]) -> None:
        self.meter_wants = list(booths)

    async def health(
        self,
        booth: BoothId,
        since: datetime,
        until: datetime | None = None,
        every_s: int | None = None,
    ) -> HealthPage:
        self._studio.health_asked.append((booth, since))
        if isinstance(self._studio.health, StudioError):
            raise self._studio.health
        rows = [row for row in self._studio.health.get(booth, ()) if row.at >= since]
        return HealthPage(
            booth=booth,
            every_s=every_s or FINE_S,
            since=since,
            until=until or self.now,
            rows=tuple(rows),
        )

    def watch_log(self, channel: str, after: int | None = None, limit: int = 200) -> None:
        self.logs_watched.append(channel)

    def unwatch_log(self, channel: str) -> None:
        self.logs_watched.remove(channel)

    def page_log(self, channel: str, before: int, limit: int = 200) -> None:
        self.pages_asked.append((channel, before))

    async def chat_csv(self, query: Mapping[str, str]) -> AsyncGenerator[bytes, None]:
        self._studio.csv_asked.append(dict(query))
        for piece in self._studio.csv:
            if isinstance(piece, StudioError):
                raise piece
            if isinstance(piece, asyncio.Event):
                await piece.wait()
            else:
                yield piece

    def orders_csv(self, query: Mapping[str, str]) -> AsyncGenerator[bytes, None]:
        return self.chat_csv(query)

    async def job_done(self, job_id: str) -> object:
        answer = self._studio.jobs[job_id]
        if callable(answer):
            answer = await answer()
        if isinstance(answer, StudioError):
            raise answer
        return answer


class FakeStudio:
    """A `StudioClient` whose servers live in the test.

    `put` sets or (with None) removes records and tells the window, `acts` is what it asked for,
    `answer` says what an action type answers: a value, a StudioError, or an async function of the
    action. `undo` sets the undo call that an action's answer carries.
    """

    def __init__(self) -> None:
        self.servers: list[FakeConnection] = []
        self.mirror_changed: Signal[ServerId, RecordKey, Fact | None, Fact | None] = Signal()
        self.servers_changed: Signal[FakeConnection] = Signal()
        self.picture: Signal[ServerId, Picture] = Signal()
        self.meters: Signal[ServerId, BoothMeters] = Signal()
        self.log_rows: Signal[ServerId, LogRows] = Signal()
        self.acted: list[Acted] = []
        self.calls: list[ActionCall] = []
        self.answers: dict[type[Action], Answer] = {}
        self.undos: dict[type[Action], ActionCall] = {}
        self.call_errors: dict[str, StudioError] = {}
        self.jobs: dict[str, object] = {}
        self.health: dict[BoothId, list[HealthRow]] | StudioError = {}
        """Each booth's figures over time, or why they cannot be had."""
        self.csv: list[bytes | asyncio.Event | StudioError] = []
        """The chat as a file, piece by piece: waits at an event, breaks off with an error."""
        self.csv_asked: list[dict[str, str]] = []
        self.health_asked: list[tuple[BoothId, datetime]] = []

    @property
    def acts(self) -> list[Action]:
        """The actions asked for, oldest first."""
        return [acted.action for acted in self.acted]

    def add_server(
        self, server_id: str = "srv000000001", name: str = "Nova Q7", role: Role = Role.ADMIN
    ) -> ServerId:
        """A connected server with nothing on it."""
        server = ServerId(server_id)
        connection = FakeConnection(self, server, name, role)
        self.servers.append(connection)
        self.servers_changed.emit(connection)
        return server

    def connection(self, server: ServerId) -> FakeConnection:
        """The connection with this id."""
        return next(each for each in self.servers if each.server_id == server)

    def put(self, server: ServerId, key: RecordKey, record: Fact | None) -> None:
        """Set or remove one record, and tell."""
        self.put_all(server, {key: record})

    def put_all(self, server: ServerId, records: dict[RecordKey, Fact | None]) -> None:
        """Set or remove several at once, as one patch does; told after all are in place."""
        mirror = self.connection(server).records
        changes = []
        for key, new in records.items():
            old = mirror.pop(key, None)
            if new is not None:
                mirror[key] = new
            if old != new:
                changes.append((key, old, new))
        for key, old, new in changes:
            self.mirror_changed.emit(server, key, old, new)

    def set_status(
        self, connection: FakeConnection, status: ConnectionStatus, problem: Problem | None = None
    ) -> None:
        """The connection from window to server changes."""
        connection.status, connection.problem = status, problem
        self.servers_changed.emit(connection)

    def log(
        self,
        server: ServerId,
        channel: str,
        rows: Sequence[tuple[int, Fact]],
        *,
        live: bool = True,
        more: bool = False,
    ) -> None:
        """Rows of a log come, oldest first, each with its cursor."""
        encode = msgspec.msgpack.Encoder().encode
        sent = [LogRow(cursor=at, data=msgspec.Raw(encode(row))) for at, row in rows]
        self.log_rows.emit(server, LogRows(channel=channel, rows=sent, live=live, more=more))

    def answer(self, action: type[Action], answer: Answer) -> None:
        """What this kind of action answers from now on."""
        self.answers[action] = answer

    def undo(self, action: type[Action], inverse: Action) -> None:
        """What undoes this kind of action from now on."""
        params = msgspec.Raw(msgspec.msgpack.encode(inverse))
        self.undos[action] = ActionCall(name=inverse.NAME, params=params)

    def add_booth(
        self,
        server: ServerId,
        number: int,
        *,
        name: str = "",
        link: LinkStatus = LinkStatus.CONNECTED,
        on_air: bool = False,
    ) -> BoothKey:
        """A booth with four scenes, three inputs and its outputs, as OBS would tell them."""
        booth = BoothId(f"booth-{number}")
        self.put_all(server, booth_records(booth, number, name, link, on_air))
        return (server, booth)


SCENES = ("Host", "AI", "Cận sản phẩm", "Standby")


def booth_records(
    booth: BoothId, number: int, name: str, link: LinkStatus, on_air: bool
) -> dict[RecordKey, Fact | None]:
    """What a mirror holds of an ordinary booth."""
    records: dict[RecordKey, Fact | None] = {
        ("booth", booth): Booth(
            number=number, name=name or f"Booth {number}", address="127.0.0.1:4455", local=True
        ),
        ("link", booth): Link(status=link, since=START),
        ("switcher", booth): Switcher(
            program="Host",
            preview="AI",
            studio_mode=True,
            scenes=SCENES,
            transitions=(
                Transition(name="Cut", kind="cut_transition", fixed=True),
                Transition(name="Fade", kind="fade_transition"),
            ),
            transition="Fade",
            transition_ms=300,
        ),
        ("output", booth, OutputKind.STREAM): Output(
            status=OutputStatus.ACTIVE if on_air else OutputStatus.OFF,
            since=START if on_air else None,
        ),
    }
    for scene in SCENES:
        item = SceneItem(item_id=1, source="Camera", kind="v4l2_input")
        records["scene", booth, scene] = Scene(items=(item,))
    for order, name_ in enumerate(("Mic", "Music")):
        records["input", booth, name_] = Input(kind="pulse_input_capture", audio=True, order=order)
    records["input", booth, "Camera"] = Input(kind="v4l2_input", order=9)
    for kind in (OutputKind.RECORD, OutputKind.REPLAY, OutputKind.VIRTUALCAM):
        records["output", booth, kind] = Output(status=OutputStatus.OFF)
    return records
