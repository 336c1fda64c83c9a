"""Chat rows in the database: written many at once, read by pages, searched, changed."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection

from studio_app.database.database import Database
from studio_app.database.tables import chat, chat_sources, microseconds
from studio_app.domain.access import StoredRow
from studio_app.domain.actions.chat import SearchChat
from studio_app.domain.chat import ChatKind, ChatRow, FoundRow, Hidden
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.text.folding import fold
from studio_app.services.chat_window import Told

Also = Callable[[AsyncConnection], Awaitable[None]]
"""What else belongs into the same transaction."""

NAMES = ChatRow.__struct_fields__
COLUMNS = tuple(chat.c[name] for name in NAMES)
MOST_IN_LIST = 500
"""Values in one IN (…): SQLite takes 32,766 parameters, but plans get slow."""
_MARK = ChatKind.MARK.value


class NewRow(NamedTuple):
    """A row on its way to the disk."""

    cursor: int
    row: ChatRow
    service_id: str
    folded: str


class ChatRows:
    """One server's rows; other servers of a shared database have their own. On the loop's
    thread."""

    def __init__(self, database: Database, server_id: ServerId) -> None:
        self._database = database
        self._server_id = server_id
        self._mine = chat.c.server_id == server_id

    async def newest(self) -> int:
        """The highest cursor there is, 0 at first. Raises StudioError."""
        query = sa.select(sa.func.max(chat.c.id)).where(self._mine)

        async def read(connection: AsyncConnection) -> int:
            return (await connection.scalar(query)) or 0

        return await self._database.read(read)

    async def write(
        self, rows: Sequence[NewRow], resumes: Mapping[str, str], also: Also | None = None
    ) -> None:
        """Rows, and how far their sources are read, in one transaction. Raises StudioError, and
        Conflict when a service's message is there already."""
        values = [_values(self._server_id, new) for new in rows]
        read = [
            {"server_id": self._server_id, "instance": instance, "resume": resume}
            for instance, resume in resumes.items()
        ]

        async def work(connection: AsyncConnection) -> None:
            if values:
                # Not by way of SQLAlchemy's parameters: those take longer than the insert itself.
                await connection.exec_driver_sql(_insert(connection.dialect), values)
            if read:
                await connection.execute(_upsert_source(connection.dialect.name), read)
            if also is not None:
                await also(connection)

        await self._database.write(work)

    async def resume_of(self, instance: str) -> str:
        """How far a source has been read; empty at first. Raises StudioError."""
        query = sa.select(chat_sources.c.resume).where(
            chat_sources.c.server_id == self._server_id, chat_sources.c.instance == instance
        )

        async def read(connection: AsyncConnection) -> str:
            return (await connection.scalar(query)) or ""

        return await self._database.read(read)

    async def there(self, messages: Iterable[Told]) -> set[Told]:
        """Those of these messages that have a row. Raises StudioError."""
        by_place: dict[tuple[BoothId, str], list[str]] = {}
        for booth, service, id_ in messages:
            by_place.setdefault((booth, service), []).append(id_)

        async def read(connection: AsyncConnection) -> set[Told]:
            found = set()
            for (booth, service), ids in by_place.items():
                for part in parts(ids):
                    query = sa.select(chat.c.service_id).where(
                        self._mine,
                        chat.c.booth == booth,
                        chat.c.service == service,
                        chat.c.service_id.in_(part),
                    )
                    found |= {(booth, service, id_) for id_ in await connection.scalars(query)}
            return found

        return await self._database.read(read)

    async def last_messages(self, most: int) -> list[Told]:
        """The newest messages that have an id, oldest first. Raises StudioError."""
        query = (
            sa.select(chat.c.booth, chat.c.service, chat.c.service_id)
            .where(self._mine, chat.c.service_id != "")
            .order_by(chat.c.id.desc())
            .limit(most)
        )

        async def read(connection: AsyncConnection) -> list[Told]:
            return [(BoothId(row[0]), row[1], row[2]) for row in await connection.execute(query)]

        return (await self._database.read(read))[::-1]

    async def after(self, cursor: int, limit: int, booth: BoothId | None) -> list[StoredRow]:
        """The first `limit` rows with a higher cursor, oldest first, marks among them."""
        query = self._select(booth).where(chat.c.id > cursor)
        return await self._page(query.order_by(chat.c.id).limit(limit))

    async def before(
        self, cursor: int | None, limit: int, booth: BoothId | None
    ) -> list[StoredRow]:
        """The last `limit` rows with a lower cursor (None: the newest), oldest first, no marks."""
        query = self._select(booth).where(chat.c.kind != _MARK)
        if cursor is not None:
            query = query.where(chat.c.id < cursor)
        return (await self._page(query.order_by(chat.c.id.desc()).limit(limit)))[::-1]

    async def get(self, cursor: int) -> tuple[ChatRow, str] | None:
        """A row and the service's id of it. Raises StudioError."""
        query = sa.select(chat.c.service_id, *COLUMNS).where(
            self._mine, chat.c.id == cursor, chat.c.kind != _MARK
        )

        async def read(connection: AsyncConnection) -> tuple[ChatRow, str] | None:
            found = (await connection.execute(query)).first()
            return None if found is None else (_row(found[1:]), found[0])

        return await self._database.read(read)

    async def waiting(self, since: datetime, back: int) -> list[StoredRow]:
        """Questions without an answer among the newest `back` cursors, oldest first."""
        newest = sa.select(sa.func.max(chat.c.id)).where(self._mine).scalar_subquery()
        query = self._select(None).where(
            chat.c.id > newest - back,
            chat.c.kind != _MARK,
            chat.c.question,
            chat.c.answered_by == "",
            chat.c.hidden == "",
            chat.c.at >= since,
        )
        return await self._page(query.order_by(chat.c.id))

    async def pinned(self) -> list[StoredRow]:
        """The rows that are pinned, oldest first. Raises StudioError."""
        query = self._select(None).where(chat.c.pinned, chat.c.kind != _MARK)
        return await self._page(query.order_by(chat.c.id))

    async def search(self, wish: SearchChat) -> tuple[FoundRow, ...]:
        """What a search finds, the newest first. Raises StudioError."""
        query = self._wished(wish)
        if wish.before is not None:
            query = query.where(chat.c.id < wish.before)
        return _found(await self._page(query.order_by(chat.c.id.desc()).limit(wish.limit)))

    async def search_after(self, cursor: int, limit: int, wish: SearchChat) -> tuple[FoundRow, ...]:
        """The first `limit` rows with a higher cursor that a search finds, oldest first; its own
        `limit` is not looked at. Raises StudioError."""
        query = self._wished(wish).where(chat.c.id > cursor)
        if wish.before is not None:
            query = query.where(chat.c.id < wish.before)
        return _found(await self._page(query.order_by(chat.c.id).limit(limit)))

    async def before_newest(self, most: int, wish: SearchChat) -> int:
        """The cursor after which a search finds its newest `most` rows. Raises StudioError."""
        newest = self._wished(wish).with_only_columns(chat.c.id).order_by(chat.c.id.desc())

        async def read(connection: AsyncConnection) -> int:
            return (await connection.scalar(newest.offset(most).limit(1))) or 0

        return await self._database.read(read)

    def _wished(self, wish: SearchChat) -> sa.Select[tuple[object, ...]]:
        """The rows that a search is about, without its page."""
        query = self._select(wish.booth).where(chat.c.kind != _MARK)
        for word in fold(wish.query).split():
            query = query.where(chat.c.folded.contains(word, autoescape=True))
        if wish.service:
            query = query.where(chat.c.service == wish.service)
        if wish.kind is not None:
            query = query.where(chat.c.kind == wish.kind.value)
        if wish.since is not None:
            query = query.where(chat.c.at >= wish.since)
        if wish.until is not None:
            query = query.where(chat.c.at < wish.until)
        if not wish.hidden:
            query = query.where(chat.c.hidden == "")
        return query

    async def of_buyer(self, buyer: int, limit: int) -> tuple[FoundRow, ...]:
        """A person's newest rows, oldest first. Raises StudioError."""
        query = self._select(None).where(
            chat.c.buyer == buyer, chat.c.buyer > 0, chat.c.kind != _MARK
        )
        return _found((await self._page(query.order_by(chat.c.id.desc()).limit(limit)))[::-1])

    def change(self, cursor: int, row: ChatRow) -> Also:
        """Writes what is now so of a row: what a mark tells."""
        query = (
            sa.update(chat)
            .where(self._mine, chat.c.id == cursor)
            .values(
                hidden=row.hidden.value,
                hidden_by=row.hidden_by,
                question=row.question,
                answered_by=row.answered_by,
                pinned=row.pinned,
                order=row.order,
            )
        )

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(query)

        return work

    async def prune(self, before: datetime, most_bytes: int, most_rows: int) -> int:
        """Drop some of the oldest rows, at most `most_rows`: those from before a time, and those
        that do not fit. Returns how many at most went; 0: there is nothing to drop. The newest
        row stays, for its cursor. Raises StudioError."""

        async def work(connection: AsyncConnection) -> int:
            ends = sa.select(sa.func.min(chat.c.id), sa.func.max(chat.c.id)).where(self._mine)
            first, last = (await connection.execute(ends)).one()
            if first is None or first == last:
                return 0
            surplus = last - first + 1 - most_bytes // await self._row_bytes(connection, last)
            until = min(first + min(surplus, most_rows), last) if surplus > 0 else first
            old = (
                sa.select(chat.c.id, chat.c.at)
                .where(self._mine, chat.c.id < last)
                .order_by(chat.c.id)
                .limit(most_rows)
            )
            for id_, at in await connection.execute(old):
                if at >= before:
                    break
                until = max(until, id_ + 1)
            if until <= first:
                return 0
            await connection.execute(sa.delete(chat).where(self._mine, chat.c.id < until))
            return int(until - first)

        return await self._database.write(work)

    async def _row_bytes(self, connection: AsyncConnection, last: int) -> int:
        """What a row takes on the disk, indices included: by the newest ones."""
        size = sum(
            sa.func.length(column) for column in (chat.c.text, chat.c.folded, chat.c.service_id)
        )
        query = sa.select(sa.func.avg(size)).where(self._mine, chat.c.id > last - 500)
        told = await connection.scalar(query)
        return ROW_BYTES[connection.dialect.name] + round(float(told or 0) * BYTES_OF_LETTER)

    def _select(self, booth: BoothId | None) -> sa.Select[tuple[object, ...]]:
        query = sa.select(chat.c.id, *COLUMNS).where(self._mine)
        return query if booth is None else query.where(chat.c.booth == booth)

    async def _page(self, query: sa.Select[tuple[object, ...]]) -> list[StoredRow]:
        async def read(connection: AsyncConnection) -> list[StoredRow]:
            return [StoredRow(row[0], _row(row[1:])) for row in await connection.execute(query)]

        return await self._database.read(read)


ROW_BYTES = {"sqlite": 300, "postgresql": 420}
"""What a row takes besides its texts: measured."""
BYTES_OF_LETTER = 1.4


def parts(values: Sequence[str]) -> Iterable[Sequence[str]]:
    """Values in lists that a query can take."""
    for start in range(0, len(values), MOST_IN_LIST):
        yield values[start : start + MOST_IN_LIST]


@cache
def _upsert_source(dialect: str) -> postgresql.Insert | sqlite.Insert:
    """Made once: building it takes longer than carrying it out."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    query = insert(chat_sources)
    return query.on_conflict_do_update(
        index_elements=["server_id", "instance"], set_={"resume": query.excluded.resume}
    )


@cache
def _insert(dialect: Dialect) -> str:
    """The INSERT as this database's driver takes it, with values in the table's order."""
    return str(sa.insert(chat).compile(dialect=dialect))


def _values(server_id: ServerId, new: NewRow) -> tuple[object, ...]:
    """A row in the table's order, as the driver takes it."""
    row = new.row
    return (
        server_id,
        new.cursor,
        microseconds(row.at),
        row.booth,
        row.source,
        row.service,
        new.service_id,
        row.kind.value,
        row.account,
        row.author,
        row.buyer,
        row.text,
        new.folded,
        row.count,
        row.of,
        row.hidden.value,
        row.hidden_by,
        row.question,
        row.answered_by,
        row.pinned,
        row.private,
        row.order,
    )


def _row(values: Sequence[object]) -> ChatRow:
    """A row as it was read."""
    fields = dict(zip(NAMES, values, strict=True))
    fields["kind"] = ChatKind(str(fields["kind"]))
    fields["hidden"] = Hidden(str(fields["hidden"]))
    return ChatRow(**fields)  # type: ignore[arg-type]


def _found(rows: Iterable[StoredRow]) -> tuple[FoundRow, ...]:
    return tuple(
        FoundRow(cursor=row.cursor, row=row.data) for row in rows if isinstance(row.data, ChatRow)
    )
