"""What the server needs from the services behind it, as the least that each must offer."""

from collections.abc import AsyncGenerator, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from studio_app.api.plugin import HookAnswer, HookCall
from studio_app.domain.access import Session, SignedIn, StoredRow
from studio_app.domain.feed import Act, Bus, Done, PictureWant
from studio_app.domain.health import HealthPage
from studio_app.domain.ids import BoothId
from studio_app.domain.plugin import Ability
from studio_app.domain.roles import Principal, Role
from studio_app.support.signal import Signal

W_contra = TypeVar("W_contra", contravariant=True)


class Desk(Protocol):
    """Carries out actions."""

    async def perform(self, act: Act, principal: Principal) -> Done:
        """Judge, carry out and answer; problems are in the answer. Must begin the action without
        waiting for another one: the feed calls it once for each act, in the order of arrival."""
        ...


class Door(Protocol):
    """Lets people in and throws them out."""

    ended: Signal[str]
    """Id of a session that is over, from now on: revoked, signed out or expired."""

    async def sign_in(self, name: str, pin: str, origin: str) -> SignedIn:
        """Raises StudioError: wrong_pin, too_many_tries."""
        ...

    async def session(self, token: str, origin: str) -> Session:
        """Raises StudioError: not_signed_in, session_expired."""
        ...

    async def needs_first_user(self) -> bool:
        """Whether nobody has been added yet."""
        ...


class LogSource(Protocol):
    """A log that the feed carries, read from the database by pages."""

    channel: str
    least: Role
    catch_up: int
    """A reader that fell no further behind than so many cursors gets every row in its turn; one
    further behind begins again with the newest."""
    added: Signal[()]
    """New rows can be read."""

    async def after(self, cursor: int, limit: int) -> Sequence[StoredRow]:
        """The first `limit` rows with a higher cursor, oldest first."""
        ...

    async def before(self, cursor: int | None, limit: int) -> Sequence[StoredRow]:
        """The last `limit` rows with a lower cursor (None: the newest), oldest first."""
        ...


class LogFamily(Protocol):
    """Logs that come and go, as one for each booth."""

    def source(self, channel: str) -> LogSource | None:
        """The log of that name, where it is one of these and there is such a thing."""
        ...


class HealthSource(Protocol):
    """What the booths' figures were."""

    async def page(
        self, booth: BoothId, since: datetime, until: datetime, every_s: int | None = None
    ) -> HealthPage:
        """The rows of a stretch of time, oldest first, of `every_s` seconds each (None: the finest
        kept). Raises StudioError: no_such_booth, bad_request."""
        ...


class HookHost(Protocol):
    """Plugins that their services call."""

    def can(self, instance: str, ability: Ability) -> bool:
        """Whether something that is set up has this ability."""
        ...

    async def hook(self, instance: str, call: HookCall) -> HookAnswer:
        """Answered when all that came of it is on the disk. Raises StudioError: not now."""
        ...


class CsvSource(Protocol[W_contra]):
    """What a search finds, as a file: the chat, the orders."""

    async def csv(
        self, wish: W_contra, most: int | None, by: Principal, *, whole: bool
    ) -> AsyncGenerator[str, None]:
        """What a search finds, the newest `most` rows of it (None: all), oldest first, as CSV with
        a heading, page by page; its `before` and `limit` are not looked at. `whole`: phone numbers
        as they were written. Raises StudioError: not_allowed, buyers_not_for; a page may, too."""
        ...


class PictureSource(Protocol):
    """Reads pictures at the highest rate that anybody wants."""

    arrived: Signal[BoothId, Bus, bytes]
    """A whole encoded `Picture` frame."""

    def want(self, client: object, wants: Sequence[PictureWant]) -> None:
        """Replace what this client wants; nothing when it goes."""
        ...


class MeterSource(Protocol):
    """Reads meters of the booths that anybody wants."""

    arrived: Signal[BoothId, bytes]
    """An encoded `BoothMeters`."""

    def want(self, client: object, booths: Sequence[BoothId]) -> None:
        """Replace what this client wants; nothing when it goes."""
        ...
