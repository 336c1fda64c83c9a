"""Buyers in the database: accounts and phones of people, read for many messages at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from studio_app.database.database import Database
from studio_app.database.tables import buyer_accounts, buyer_phones, buyers, chat
from studio_app.domain.chat import Buyer, BuyerAccount, ChatKind, Hidden
from studio_app.domain.ids import ServerId
from studio_app.domain.text.folding import fold
from studio_app.services.chat_rows import Also, parts

AccountKey = tuple[str, str]
"""Service and its id of the account."""
NOBODY = -1
"""Who an erased buyer has turned out to be: their id is not given out again."""
JOINS_MOST = 16
"""Steps from a person to who they have turned out to be."""


class KnownAccount(NamedTuple):
    """An account as it is kept."""

    service: str
    account: str
    buyer: int
    name: str


class NewBuyer(NamedTuple):
    """Somebody who was not known before."""

    id: int
    account: KnownAccount
    at: datetime


class Seen(NamedTuple):
    """What has come from a buyer since it was last written down."""

    buyer: int
    messages: int
    last: datetime


class People(NamedTuple):
    """Accounts and phones that the database knows, of those asked for."""

    accounts: list[KnownAccount]
    phones: dict[str, int]


class BuyerRows:
    """One server's buyers. On the loop's thread. Everything raises StudioError."""

    def __init__(self, database: Database, server_id: ServerId) -> None:
        self._database = database
        self._server_id = server_id
        self._mine = buyers.c.server_id == server_id
        self._accounts_mine = buyer_accounts.c.server_id == server_id
        self._phones_mine = buyer_phones.c.server_id == server_id

    async def newest(self) -> int:
        """The highest id there is, 0 at first."""
        query = sa.select(sa.func.max(buyers.c.id)).where(self._mine)

        async def read(connection: AsyncConnection) -> int:
            return (await connection.scalar(query)) or 0

        return await self._database.read(read)

    async def known(self, accounts: Iterable[AccountKey], phones: Iterable[str]) -> People:
        """What is kept of these accounts and phones."""
        by_service: dict[str, list[str]] = {}
        for service, account in accounts:
            by_service.setdefault(service, []).append(account)
        wanted = sorted(phones)

        async def read(connection: AsyncConnection) -> People:
            found, owners = [], {}
            columns = [buyer_accounts.c[name] for name in KnownAccount._fields]
            for service, ids in by_service.items():
                for part in parts(ids):
                    query = sa.select(*columns).where(
                        self._accounts_mine,
                        buyer_accounts.c.service == service,
                        buyer_accounts.c.account.in_(part),
                    )
                    found += [KnownAccount(*row) for row in await connection.execute(query)]
            for part in parts(wanted):
                owner = sa.select(buyer_phones.c.phone, buyer_phones.c.buyer)
                owner = owner.where(self._phones_mine, buyer_phones.c.phone.in_(part))
                owners.update({row[0]: row[1] for row in await connection.execute(owner)})
            return People(found, owners)

        return await self._database.read(read)

    async def account_count(self, ids: Iterable[int]) -> int:
        """How many accounts these buyers have together."""
        query = sa.select(sa.func.count()).where(
            self._accounts_mine, buyer_accounts.c.buyer.in_(list(ids))
        )

        async def read(connection: AsyncConnection) -> int:
            return (await connection.scalar(query)) or 0

        return await self._database.read(read)

    # --- parts of a transaction ------------------------------------------------------------------

    def add(self, new: Sequence[NewBuyer]) -> Also:
        """Writes people who are new, each with an account."""
        people = [
            {
                "server_id": self._server_id,
                "id": one.id,
                "name": one.account.name,
                "phone": "",
                "note": "",
                "folded": "",
                "first_seen": one.at,
                "last_seen": one.at,
                "messages": 0,
                "joined": 0,
            }
            for one in new
        ]
        rows = [
            {
                "server_id": self._server_id,
                **one.account._asdict(),
                "folded": fold(one.account.name),
            }
            for one in new
        ]

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(sa.insert(buyers), people)
            await connection.execute(sa.insert(buyer_accounts), rows)

        return work

    def give_phones(self, new: Mapping[str, int]) -> Also:
        """Writes phones that were not known before, and whose they are."""
        rows = [
            {"server_id": self._server_id, "phone": phone, "buyer": buyer}
            for phone, buyer in new.items()
        ]

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(sa.insert(buyer_phones), rows)
            await connection.execute(
                _phone_of(self._server_id),
                [{"of": row["buyer"], "to": row["phone"]} for row in rows],
            )

        return work

    def join(self, keep: int, gone: int, phone: str) -> Also:
        """Writes that two buyers are one person, by this phone: all of `gone` becomes that of
        `keep`."""

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(
                sa.update(chat)
                .where(chat.c.server_id == self._server_id, chat.c.buyer == gone, chat.c.buyer > 0)
                .values(buyer=keep)
            )
            await connection.execute(
                sa.update(buyer_accounts)
                .where(self._accounts_mine, buyer_accounts.c.buyer == gone)
                .values(buyer=keep)
            )
            await connection.execute(
                sa.update(buyer_phones)
                .where(self._phones_mine, buyer_phones.c.buyer == gone)
                .values(buyer=keep)
            )
            query = sa.select(buyers).where(self._mine, buyers.c.id.in_((keep, gone)))
            both = {row["id"]: row for row in (await connection.execute(query)).mappings()}
            if len(both) == 2:
                one, other = both[keep], both[gone]
                note = "\n".join(part for part in (one["note"], other["note"]) if part)
                await connection.execute(
                    sa.update(buyers)
                    .where(self._mine, buyers.c.id == keep)
                    .values(
                        note=note,
                        folded=fold(note),
                        phone=phone,
                        first_seen=min(one["first_seen"], other["first_seen"]),
                        last_seen=max(one["last_seen"], other["last_seen"]),
                        messages=one["messages"] + other["messages"],
                    )
                )
            await connection.execute(
                sa.update(buyers)
                .where(self._mine, sa.or_(buyers.c.id == gone, buyers.c.joined == gone))
                .values(name="", phone="", note="", folded="", messages=0, joined=keep)
            )

        return work

    async def note_seen(self, seen: Sequence[Seen], names: Sequence[KnownAccount]) -> None:
        """Write down what came from buyers lately, and what accounts are called now."""
        counted = (
            sa.update(buyers)
            .where(self._mine, buyers.c.id == sa.bindparam("of"))
            .values(
                messages=buyers.c.messages + sa.bindparam("more"), last_seen=sa.bindparam("last")
            )
        )
        called = (
            sa.update(buyers)
            .where(self._mine, buyers.c.id == sa.bindparam("of"), buyers.c.joined == 0)
            .values(name=sa.bindparam("called"))
        )
        account = (
            sa.update(buyer_accounts)
            .where(
                self._accounts_mine,
                buyer_accounts.c.service == sa.bindparam("on"),
                buyer_accounts.c.account == sa.bindparam("as"),
            )
            .values(name=sa.bindparam("called"), folded=sa.bindparam("plain"))
        )
        counts = [{"of": one.buyer, "more": one.messages, "last": one.last} for one in seen]
        persons = [{"of": one.buyer, "called": one.name} for one in names]
        accounts = [
            {"on": one.service, "as": one.account, "called": one.name, "plain": fold(one.name)}
            for one in names
        ]

        async def work(connection: AsyncConnection) -> None:
            if counts:
                await connection.execute(counted, counts)
            if names:
                await connection.execute(called, persons)
                await connection.execute(account, accounts)

        await self._database.write(work)

    # --- for people ------------------------------------------------------------------------------

    async def find(self, query: str, digits: str, limit: int) -> tuple[Buyer, ...]:
        """Buyers by name, account, note, and phone where digits are given; the last seen first."""
        words = fold(query).split()
        wanted = sa.select(buyers.c.id).where(self._mine, buyers.c.joined == 0)
        if words:
            accounts = sa.select(buyer_accounts.c.buyer).where(self._accounts_mine)
            for word in words:
                accounts = accounts.where(
                    sa.or_(
                        buyer_accounts.c.folded.contains(word, autoescape=True),
                        buyer_accounts.c.account.contains(word, autoescape=True),
                    )
                )
            note = sa.and_(*(buyers.c.folded.contains(word, autoescape=True) for word in words))
            fits = [note, buyers.c.id.in_(accounts)]
            if digits:
                phones = sa.select(buyer_phones.c.buyer).where(
                    self._phones_mine, buyer_phones.c.phone.contains(digits)
                )
                fits.append(buyers.c.id.in_(phones))
            wanted = wanted.where(sa.or_(*fits))
        wanted = wanted.order_by(buyers.c.last_seen.desc()).limit(limit)

        async def read(connection: AsyncConnection) -> tuple[Buyer, ...]:
            ids = list(await connection.scalars(wanted))
            found = await self._read(connection, ids)
            return tuple(found[id_] for id_ in ids if id_ in found)

        return await self._database.read(read)

    async def get(self, buyer: int) -> Buyer | None:
        """Who this id stands for now: who was joined to somebody is that one."""

        async def read(connection: AsyncConnection) -> Buyer | None:
            id_ = await self._now(connection, buyer)
            return (await self._read(connection, [id_])).get(id_)

        return await self._database.read(read)

    async def also_known_as(self, buyer: int) -> list[int]:
        """Ids of those who turned out to be this one."""
        query = sa.select(buyers.c.id).where(self._mine, buyers.c.joined == buyer)

        async def read(connection: AsyncConnection) -> list[int]:
            return list(await connection.scalars(query))

        return await self._database.read(read)

    async def note(self, buyer: int, note: str) -> None:
        """Write a note in the place of the one there."""
        query = (
            sa.update(buyers)
            .where(self._mine, buyers.c.id == buyer)
            .values(note=note, folded=fold(note))
        )

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(query)

        await self._database.write(work)

    def erase(self, buyer: int) -> Also:
        """Writes that nothing is known of a person: the rows of the chat stay, empty."""
        empty_row = {"account": "", "author": "", "text": "", "folded": "", "buyer": 0}
        empty = {"name": "", "phone": "", "note": "", "folded": "", "messages": 0, "joined": NOBODY}

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(
                sa.update(chat)
                .where(*self._rows_of(buyer))
                .values(**empty_row, hidden=Hidden.ERASED.value, question=False, pinned=False)
            )
            for table in (buyer_accounts, buyer_phones):
                mine = (table.c.server_id == self._server_id, table.c.buyer == buyer)
                await connection.execute(sa.delete(table).where(*mine))
            await connection.execute(
                sa.update(buyers).where(self._mine, buyers.c.id == buyer).values(empty)
            )

        return work

    async def row_count(self, buyer: int) -> int:
        """How many rows of the chat are theirs."""
        query = sa.select(sa.func.count()).where(*self._rows_of(buyer))

        async def read(connection: AsyncConnection) -> int:
            return (await connection.scalar(query)) or 0

        return await self._database.read(read)

    async def unseen_since(self, before: datetime, limit: int) -> list[int]:
        """Some buyers who have not been seen since a time; the last id is never given up."""
        newest = sa.select(sa.func.max(buyers.c.id)).where(self._mine).scalar_subquery()
        query = (
            sa.select(buyers.c.id)
            .where(self._mine, buyers.c.last_seen < before, buyers.c.id < newest)
            .order_by(buyers.c.last_seen)
            .limit(limit)
        )

        async def read(connection: AsyncConnection) -> list[int]:
            return list(await connection.scalars(query))

        return await self._database.read(read)

    async def drop(self, ids: Sequence[int]) -> None:
        """Forget these buyers, their accounts and phones; what they wrote keeps its own time."""

        async def work(connection: AsyncConnection) -> None:
            for table, column in (
                (buyer_accounts, buyer_accounts.c.buyer),
                (buyer_phones, buyer_phones.c.buyer),
                (buyers, buyers.c.id),
            ):
                mine = (table.c.server_id == self._server_id, column.in_(list(ids)))
                await connection.execute(sa.delete(table).where(*mine))

        await self._database.write(work)

    def _rows_of(self, buyer: int) -> tuple[sa.ColumnElement[bool], ...]:
        """What they wrote and was written to them; not the mark that tells of their erasure."""
        mine = chat.c.server_id == self._server_id
        return (mine, chat.c.buyer == buyer, chat.c.buyer > 0, chat.c.kind != ChatKind.MARK.value)

    async def _now(self, connection: AsyncConnection, buyer: int) -> int:
        for _ in range(JOINS_MOST):
            query = sa.select(buyers.c.joined).where(self._mine, buyers.c.id == buyer)
            joined = await connection.scalar(query)
            if not joined:
                break
            buyer = joined
        return buyer

    async def _read(self, connection: AsyncConnection, ids: Sequence[int]) -> dict[int, Buyer]:
        query = sa.select(buyer_accounts).where(
            self._accounts_mine, buyer_accounts.c.buyer.in_(ids)
        )
        accounts: dict[int, list[BuyerAccount]] = {}
        for row in (await connection.execute(query)).mappings():
            account = BuyerAccount(service=row["service"], account=row["account"], name=row["name"])
            accounts.setdefault(row["buyer"], []).append(account)
        people = sa.select(buyers).where(self._mine, buyers.c.id.in_(ids))
        return {
            row["id"]: Buyer(
                id=row["id"],
                name=row["name"],
                phone=row["phone"],
                note=row["note"],
                first_seen=row["first_seen"],
                last_seen=row["last_seen"],
                messages=row["messages"],
                accounts=tuple(accounts.get(row["id"], ())),
            )
            for row in (await connection.execute(people)).mappings()
        }


@cache
def _phone_of(server_id: ServerId) -> sa.Update:
    """Made once: building it takes longer than carrying it out."""
    return (
        sa.update(buyers)
        .where(buyers.c.server_id == server_id, buyers.c.id == sa.bindparam("of"))
        .values(phone=sa.bindparam("to"))
    )
