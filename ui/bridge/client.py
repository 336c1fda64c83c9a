"""What a window needs of `studio_app.client`, as protocols: a test's fake fits them as well."""

from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from studio_app.client import ActionResult, ConnectionStatus
from studio_app.domain.actions import Action
from studio_app.domain.feed import ActionCall, BoothMeters, LogRows, Picture, PictureWant
from studio_app.domain.health import HealthPage
from studio_app.domain.ids import BoothId, RequestId, ServerId
from studio_app.domain.problems import Problem
from studio_app.domain.records import RecordKey
from studio_app.domain.roles import Principal
from studio_app.domain.struct import Fact
from studio_app.support.signal import Signal

__all__ = ["ActionResult", "BoothKey", "Client", "Connection", "ConnectionStatus", "Heard", "Token"]

F = TypeVar("F", bound=Fact)

Token = str | Callable[[], str | None] | None
"""What lets in; a function is asked at every try, as for a key file that changes."""

BoothKey = tuple[ServerId, BoothId]
"""A booth among all servers: what widgets know booths by."""


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
    @property
    def needs_first_user(self) -> bool: ...
    @property
    def certificate(self) -> str | None: ...
    def use_token(self, token: Token) -> None: ...
    def move(self, address: str) -> None: ...
    def retry_now(self) -> None: ...
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
    def watch_log(self, channel: str, after: int | None = None, limit: int = 200) -> None: ...
    def unwatch_log(self, channel: str) -> None: ...
    def page_log(self, channel: str, before: int, limit: int = 200) -> None: ...
    async def job_done(self, job_id: str) -> object: ...
    def chat_csv(self, query: Mapping[str, str]) -> AsyncGenerator[bytes, None]: ...
    def orders_csv(self, query: Mapping[str, str]) -> AsyncGenerator[bytes, None]: ...
    async def health(
        self,
        booth: BoothId,
        since: datetime,
        until: datetime | None = None,
        every_s: int | None = None,
    ) -> HealthPage: ...


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
    @property
    def log_rows(self) -> Signal[ServerId, LogRows]: ...
