"""Chat and orders handed out as files; who takes whole phone numbers along leaves an audit row."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

import msgspec
from msgspec.structs import replace

from studio_app.domain import chat_csv, orders_csv
from studio_app.domain.actions.base import Action
from studio_app.domain.actions.chat import SearchChat
from studio_app.domain.actions.orders import FindOrders
from studio_app.domain.chat import FoundRow
from studio_app.domain.errors import fail
from studio_app.domain.feed import AuditRow
from studio_app.domain.orders import FoundOrder
from studio_app.domain.roles import Principal, Role
from studio_app.services.audit import AuditLog
from studio_app.services.chat_rows import ChatRows
from studio_app.services.order_rows import OrderRows
from studio_app.support.clock import Clock

PAGE = 500
LEAST = Role.ORDER_DESK

W = TypeVar("W", bound=Action)
F = TypeVar("F")
F_contra = TypeVar("F_contra", contravariant=True)


class _Lines(Protocol[F_contra]):
    def __call__(self, found: Iterable[F_contra], /, *, whole: bool) -> str: ...


class Exported(NamedTuple, Generic[W, F]):
    """What is handed out: how it is read by pages, and written."""

    name: str
    head: str
    lines: _Lines[F]
    place: Callable[[F], int]
    """What pages go on from."""
    newest: Callable[[], Awaitable[int]]
    """The highest place there is."""
    before_newest: Callable[[int, W], Awaitable[int]]
    after: Callable[[int, int, W], Awaitable[Sequence[F]]]


class CsvExport(Generic[W, F]):
    """On the loop's thread."""

    def __init__(self, exported: Exported[W, F], audit: AuditLog, clock: Clock) -> None:
        self._exported = exported
        self._audit = audit
        self._clock = clock

    async def csv(
        self, wish: W, most: int | None, by: Principal, *, whole: bool
    ) -> AsyncGenerator[str, None]:
        """See `server.ports.CsvSource`."""
        if not by.role.allows(LEAST):
            raise fail("not_allowed", name=by.name, role=by.role.value, least=LEAST.value)
        if whole and not by.role.handles_orders:
            raise fail("buyers_not_for", role=by.role.value)
        # What comes meanwhile is not part of it, or it might never end.
        wish = replace(wish, before=await self._exported.newest() + 1)
        place = await self._exported.before_newest(most, wish) if most is not None else 0
        return self._pages(wish, place, by, whole=whole)

    async def _pages(
        self, wish: W, place: int, by: Principal, *, whole: bool
    ) -> AsyncGenerator[str, None]:
        exported, count = self._exported, 0
        try:
            yield exported.head
            while found := await exported.after(place, PAGE, wish):
                count += len(found)
                place = exported.place(found[-1])
                yield exported.lines(found, whole=whole)
        finally:
            if whole:  # also of what was broken off
                self._note(wish, count, by)

    def _note(self, wish: W, count: int, by: Principal) -> None:
        self._audit.note(
            AuditRow(
                at=self._clock.now(),
                who=by.name,
                role=by.role.value,
                origin=by.origin,
                action=self._exported.name,
                params=msgspec.json.encode(wish).decode(),
                result="ok",
                detail=f"{count} rows with whole phone numbers",
            )
        )


def chat_export(rows: ChatRows, audit: AuditLog, clock: Clock) -> CsvExport[SearchChat, FoundRow]:
    """What viewers wrote."""
    exported = Exported(
        "chat.csv",
        chat_csv.HEAD,
        chat_csv.chat_csv,
        lambda found: found.cursor,
        rows.newest,
        rows.before_newest,
        rows.search_after,
    )
    return CsvExport(exported, audit, clock)


def orders_export(
    rows: OrderRows, audit: AuditLog, clock: Clock
) -> CsvExport[FindOrders, FoundOrder]:
    """What they bought."""

    async def newest() -> int:
        return (await rows.newest()).number

    exported = Exported(
        "orders.csv",
        orders_csv.HEAD,
        orders_csv.orders_csv,
        lambda found: found.order.number,
        newest,
        rows.before_newest,
        rows.search_after,
    )
    return CsvExport(exported, audit, clock)
