"""What a window needs of `studio_app.client`, as protocols: a test's fake fits them as well."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeVar

from studio_app.domain.actions import Action
from studio_app.domain.feed import ActionCall, BoothMeters, Picture, PictureWant
from studio_app.domain.ids import BoothId, RequestId, ServerId
from studio_app.domain.problems import Problem
from studio_app.domain.records import RecordKey
from studio_app.domain.roles import Principal
from studio_app.domain.struct import Fact
from studio_app.support.signal import Signal

F = TypeVar("F", bound=Fact)

BoothKey = tuple[ServerId, BoothId]
"""A booth among all servers: what widgets know booths by."""


class ConnectionStatus(StrEnum):
    """The connection from this window to one server."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    LOST = "lost"
    SIGN_IN_NEEDED = "sign_in_needed"
    REFUSED = "refused"


class ActionResult(NamedTuple):
    """A done action: its value (typed by the action's RESULT), its undo, the job it became."""

    value: object
    undo: ActionCall | None
    job: str | None


class Connection(Protocol):
    """One server and what it told us; see `studio_app.client.ServerConnection`."""

    @property
    def server_id(self) -> ServerId | None: ...
    @property
    def name(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def status(self) -> ConnectionStatus: ...
    @property
    def problem(self) -> Problem | None: ...
    @property
    def principal(self) -> Principal | None: ...
    def server_now(self) -> datetime: ...
    def get(self, type_: type[F], *key: str) -> F | None: ...
    def keys(self, kind: str, booth: str | None = None) -> Iterator[RecordKey]: ...
    async def sign_in(self, name: str, pin: str) -> str: ...
    async def act(
        self,
        action: Action,
        *,
        not_after_ms: int | None = None,
        confirmed: bool = False,
        request_id: RequestId | None = None,
    ) -> ActionResult: ...
    async def act_call(
        self,
        call: ActionCall,
        *,
        not_after_ms: int | None = None,
        confirmed: bool = False,
        request_id: RequestId | None = None,
    ) -> ActionResult: ...
    def watch_pictures(self, wants: Sequence[PictureWant]) -> None: ...
    def watch_meters(self, booths: Sequence[BoothId]) -> None: ...
    async def job_done(self, job_id: str) -> object: ...


T_co = TypeVar("T_co", covariant=True)


class Heard(Protocol[T_co]):
    """A `Signal` of one argument, seen by who listens."""

    def connect(self, slot: Callable[[T_co], object]) -> Callable[[], None]: ...


class Client(Protocol):
    """All servers of one window; see `studio_app.client.StudioClient`."""

    @property
    def servers(self) -> Sequence[Connection]: ...
    @property
    def mirror_changed(self) -> Signal[ServerId, RecordKey, Fact | None, Fact | None]: ...
    @property
    def servers_changed(self) -> Heard[Connection]: ...
    @property
    def picture(self) -> Signal[ServerId, Picture]: ...
    @property
    def meters(self) -> Signal[ServerId, BoothMeters]: ...
