"""Orders in the database: as they stand, and each change of them as the log channel `orders`."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from studio_app.database.database import Database
from studio_app.database.tables import order_events, orders
from studio_app.domain.access import StoredRow
from studio_app.domain.actions.orders import FindOrders
from studio_app.domain.ids import ServerId
from studio_app.domain.orders import FoundOrder, Order, OrderLine, OrderStatus
from studio_app.domain.roles import Role
from studio_app.domain.text.folding import fold
from studio_app.domain.text.phones import find_phones
from studio_app.services.chat_rows import Also
from studio_app.support.signal import Signal

NAMES = Order.__struct_fields__
ORDERS = (orders.c.cursor, *(orders.c[name] for name in NAMES))
EVENTS = (order_events.c.id, *(order_events.c[name] for name in NAMES))


class Newest(NamedTuple):
    """How far numbers and cursors are given out."""

    number: int
    cursor: int


class Behind(Exception):
    """Orders have changed since it was looked what there is; nothing was written."""


class OrderRows:
    """One server's orders, and its log of them; other servers of a shared database have their
    own. On the loop's thread. Everything raises StudioError."""

    channel = "orders"
    least = Role.ORDER_DESK
    catch_up = 4000
    """Far: an order that is left out is packed as it was before, or not at all."""

    def __init__(self, database: Database, server_id: ServerId) -> None:
        self._database = database
        self._server_id = server_id
        self._mine = orders.c.server_id == server_id
        self._events_mine = order_events.c.server_id == server_id
        self.added: Signal[()] = Signal()
        """Changes are on the disk and can be read."""

    async def newest(self) -> Newest:
        """How far it has got; orders are never deleted, so nothing is given out twice."""
        number = sa.select(sa.func.max(orders.c.number)).where(self._mine)

        async def read(connection: AsyncConnection) -> Newest:
            last = await connection.scalar(self._last_cursor())
            return Newest((await connection.scalar(number)) or 0, last or 0)

        return await self._database.read(read)

    async def get(self, number: int) -> FoundOrder | None:
        """An order as it stands."""
        found = await self._found(sa.select(*ORDERS).where(self._mine, orders.c.number == number))
        return found[0] if found else None

    async def of_row(self, row: int) -> tuple[FoundOrder, ...]:
        """Those made of a message that are not cancelled, the first one first."""
        query = sa.select(*ORDERS).where(
            self._mine,
            orders.c.row == row,
            orders.c.row > 0,
            orders.c.status != OrderStatus.CANCELLED.value,
        )
        return await self._found(query.order_by(orders.c.number))

    def write(self, seen: Newest, found: FoundOrder) -> Also:
        """Writes an order and the change that it became so by. Raises Behind where there are
        changes after `seen`: what was decided by them may be wrong."""
        order = found.order
        mine = {"server_id": self._server_id}
        values = _values(order)
        standing = {**values, "cursor": found.cursor, "folded": _searched(order)}

        async def work(connection: AsyncConnection) -> None:
            if ((await connection.scalar(self._last_cursor())) or 0) != seen.cursor:
                raise Behind
            if order.number > seen.number:
                await connection.execute(sa.insert(orders), {**mine, **standing})
            else:
                await connection.execute(
                    sa.update(orders)
                    .where(self._mine, orders.c.number == order.number)
                    .values(standing)
                )
            await connection.execute(
                sa.insert(order_events), {**mine, "id": found.cursor, **values}
            )

        return work

    # --- the log ---------------------------------------------------------------------------------

    async def after(self, cursor: int, limit: int) -> Sequence[StoredRow]:
        """The first `limit` changes with a higher cursor, oldest first."""
        query = sa.select(*EVENTS).where(self._events_mine, order_events.c.id > cursor)
        return _stored(await self._found(query.order_by(order_events.c.id).limit(limit)))

    async def before(self, cursor: int | None, limit: int) -> Sequence[StoredRow]:
        """The last `limit` changes with a lower cursor (None: the newest), oldest first."""
        query = sa.select(*EVENTS).where(self._events_mine)
        if cursor is not None:
            query = query.where(order_events.c.id < cursor)
        found = await self._found(query.order_by(order_events.c.id.desc()).limit(limit))
        return _stored(found[::-1])

    # --- searching -------------------------------------------------------------------------------

    async def find(self, wish: FindOrders, buyers: Collection[int]) -> tuple[FoundOrder, ...]:
        """What a search finds, the newest first. `buyers`: the ids of the person meant."""
        query = self._wished(wish)
        if wish.buyer is not None:
            query = query.where(orders.c.buyer.in_(buyers))
        return await self._found(query.order_by(orders.c.number.desc()).limit(wish.limit))

    async def search_after(
        self, number: int, limit: int, wish: FindOrders
    ) -> tuple[FoundOrder, ...]:
        """The first `limit` orders with a higher number that a search finds, oldest first; its
        own `limit` and `buyer` are not looked at."""
        query = self._wished(wish).where(orders.c.number > number)
        return await self._found(query.order_by(orders.c.number).limit(limit))

    async def before_newest(self, most: int, wish: FindOrders) -> int:
        """The number after which a search finds its newest `most` orders."""
        newest = self._wished(wish).with_only_columns(orders.c.number)
        newest = newest.order_by(orders.c.number.desc()).offset(most).limit(1)

        async def read(connection: AsyncConnection) -> int:
            return (await connection.scalar(newest)) or 0

        return await self._database.read(read)

    def _wished(self, wish: FindOrders) -> sa.Select[tuple[object, ...]]:
        """The orders that a search is about, without its page."""
        query = sa.select(*ORDERS).where(self._mine)
        for word in _words(wish.query):
            query = query.where(orders.c.folded.contains(word, autoescape=True))
        if wish.booth is not None:
            query = query.where(orders.c.booth == wish.booth)
        if wish.status is not None:
            query = query.where(orders.c.status == wish.status.value)
        if wish.row is not None:
            query = query.where(orders.c.row == wish.row)
        if wish.since is not None:
            query = query.where(orders.c.at >= wish.since)
        if wish.before is not None:
            query = query.where(orders.c.number < wish.before)
        return query

    def _last_cursor(self) -> sa.Select[tuple[int | None]]:
        return sa.select(sa.func.max(order_events.c.id)).where(self._events_mine)

    async def _found(self, query: sa.Select[tuple[object, ...]]) -> tuple[FoundOrder, ...]:
        async def read(connection: AsyncConnection) -> tuple[FoundOrder, ...]:
            return tuple(_order(row) for row in await connection.execute(query))

        return await self._database.read(read)


def _words(query: str) -> list[str]:
    """What must all be in an order, as orders are searched: a phone number by its digits, a number
    with # whole."""
    text, end = "", 0
    for phone in find_phones(query):
        text += f"{query[end : phone.start]} {phone.digits} "
        end = phone.end
    words = fold(text + query[end:]).split()
    # With the line's end, or #1 would be #12 too.
    return [
        f"{word}\n" if word.startswith("#") and word[1:].isdecimal() else word for word in words
    ]


def _searched(order: Order) -> str:
    lines = (f"{line.code} {line.words}" for line in order.lines)
    words = (order.name, order.phone, order.note, *lines)
    return f"#{order.number}\n{fold(chr(10).join(words))}"


def _values(order: Order) -> dict[str, object]:
    """An order as the tables keep it."""
    values = msgspec.structs.asdict(order)
    values["status"] = order.status.value
    values["lines"] = msgspec.json.encode(order.lines).decode()
    return values


def _order(row: Sequence[object]) -> FoundOrder:
    """The opposite of `_values`, behind the cursor."""
    fields = dict(zip(NAMES, row[1:], strict=True))
    fields["status"] = OrderStatus(str(fields["status"]))
    fields["lines"] = msgspec.json.decode(str(fields["lines"]), type=tuple[OrderLine, ...])
    return FoundOrder(cursor=int(str(row[0])), order=Order(**fields))  # type: ignore[arg-type]


def _stored(found: Sequence[FoundOrder]) -> list[StoredRow]:
    return [StoredRow(each.cursor, each.order) for each in found]
