"""Who stands behind an account: known from memory, so that a message costs no question."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from studio_app.services.buyer_rows import AccountKey, BuyerRows, KnownAccount, NewBuyer, Seen
from studio_app.services.chat_rows import Also

ACCOUNTS_KEPT = 30_000
PHONES_KEPT = 30_000
ACCOUNTS_OF_ONE = 8
"""More accounts than these are not one person, but a number that many write: an advertisement."""
JOINS_KEPT = 5_000
OF_MANY = -1
"""Whose such a number is, so that it is not looked into again and again."""
WRITE_MOST = 200
"""In one transaction: what must be written at once waits behind it."""


class Voice(NamedTuple):
    """Something that an account said."""

    service: str
    account: str
    name: str
    at: datetime
    phones: tuple[str, ...] = ()


class Joined(NamedTuple):
    """Two buyers who turned out to be one person."""

    keep: int
    gone: int


class Recognised(NamedTuple):
    """Who spoke, and what has to be written with their messages."""

    buyers: list[int]
    joined: list[Joined]
    also: Also | None


class BuyerBook:
    """Accounts and phones that were heard of lately. On the loop's thread; whoever recognises and
    writes holds the same lock throughout."""

    def __init__(self, rows: BuyerRows) -> None:
        self._rows = rows
        self._next = 1
        self._accounts: OrderedDict[AccountKey, KnownAccount] = OrderedDict()
        self._phones: OrderedDict[str, int] = OrderedDict()
        self._joined: dict[int, int] = {}
        """Who turned out to be whom since the accounts in memory were read."""
        self._seen: dict[int, Seen] = {}
        self._called: dict[AccountKey, KnownAccount] = {}

    async def start(self) -> None:
        """Learn which ids are taken. Raises StudioError."""
        self._next = await self._rows.newest() + 1

    def known(self, service: str, account: str) -> int:
        """The buyer behind an account as far as memory tells; 0: nobody knows."""
        found = self._accounts.get((service, account))
        return 0 if found is None else self._last(found.buyer)

    async def recognise(self, voices: Sequence[Voice]) -> Recognised:
        """Who says these, in their order; new ones get an id. What it returns must be written, or
        `forget` be called. Raises StudioError."""
        accounts = self._accounts
        missing = {key for voice in voices if (key := voice[:2]) not in accounts}
        phones = {
            phone for voice in voices for phone in voice.phones if phone not in self._phones
        }  # not by “-”: that walks over every key
        if missing or phones:
            people = await self._rows.known(missing, phones)
            for account in people.accounts:
                accounts[account.service, account.account] = account
            self._phones.update(people.phones)
        new: list[NewBuyer] = []
        given: dict[str, int] = {}
        work: list[Also] = []
        joined: list[Joined] = []
        buyers: list[int] = []
        for voice in voices:
            key = voice[:2]
            known = accounts.get(key)
            if known is None:
                known = KnownAccount(voice.service, voice.account, self._next, voice.name)
                self._next += 1
                new.append(NewBuyer(known.buyer, known, voice.at))
                accounts[key] = known
            else:
                accounts.move_to_end(key)
                if known.buyer in self._joined:
                    known = accounts[key] = known._replace(buyer=self._last(known.buyer))
                if voice.name and voice.name != known.name:
                    known = accounts[key] = self._called[key] = known._replace(name=voice.name)
            for phone in voice.phones:
                found = await self._give_phone(known.buyer, phone, given, work)
                if found is not None:
                    joined.append(found)
                    known = accounts[key] = known._replace(buyer=found.keep)
            self._note(known.buyer, voice.at)
            buyers.append(known.buyer)
        if joined:  # some of those above were recognised before they were joined
            buyers = [self._last(buyer) for buyer in buyers]
        return Recognised(buyers, joined, self._also(new, given, work))

    def forget(self) -> None:
        """What was recognised last has not been written: ask the database again."""
        self._accounts.clear()
        self._phones.clear()
        self._joined.clear()

    def trim(self) -> None:
        """Let go of those that have been silent for longest."""
        if len(self._joined) > JOINS_KEPT:
            self.forget()
        while len(self._accounts) > ACCOUNTS_KEPT:
            self._accounts.popitem(last=False)
        while len(self._phones) > PHONES_KEPT:
            self._phones.popitem(last=False)

    def drop(self, ids: Iterable[int]) -> None:
        """These are nobody any more."""
        gone = set(ids)
        last = self._last
        for key in [key for key, known in self._accounts.items() if last(known.buyer) in gone]:
            del self._accounts[key]
            self._called.pop(key, None)
        for phone in [phone for phone, buyer in self._phones.items() if last(buyer) in gone]:
            del self._phones[phone]
        for buyer in gone:
            self._seen.pop(buyer, None)

    async def write_seen(self) -> bool:
        """Write some of what is only counted so far; whether there is more. Raises StudioError and
        keeps it counted."""
        seen = {buyer: self._seen[buyer] for buyer in list(self._seen)[:WRITE_MOST]}
        called = {key: self._called[key] for key in list(self._called)[:WRITE_MOST]}
        if not (seen or called):
            return False
        for buyer in seen:
            del self._seen[buyer]
        for key in called:
            del self._called[key]
        try:
            names = [one._replace(buyer=self._last(one.buyer)) for one in called.values()]
            await self._rows.note_seen(list(seen.values()), names)
        except BaseException:
            for one in seen.values():
                self._note(one.buyer, one.last, one.messages)
            self._called = {**called, **self._called}
            raise
        return bool(self._seen or self._called)

    def _note(self, buyer: int, at: datetime, messages: int = 1) -> None:
        before = self._seen.get(buyer)
        if before is not None:
            messages, at = before.messages + messages, max(before.last, at)
        self._seen[buyer] = Seen(buyer, messages, at)

    async def _give_phone(
        self, buyer: int, phone: str, given: dict[str, int], work: list[Also]
    ) -> Joined | None:
        """A buyer wrote this phone: theirs, or the sign that they are somebody known already."""
        owner = self._phones.get(phone)
        if owner is None:
            self._phones[phone] = given[phone] = buyer
            return None
        self._phones.move_to_end(phone)
        owner = self._last(owner)
        if owner in (buyer, OF_MANY):
            return None
        if await self._rows.account_count((owner, buyer)) >= ACCOUNTS_OF_ONE:
            self._phones[phone] = OF_MANY
            return None
        keep, gone = min(owner, buyer), max(owner, buyer)
        self._joined[gone] = keep
        if (seen := self._seen.pop(gone, None)) is not None:
            self._note(keep, seen.last, seen.messages)
        work.append(self._rows.join(keep, gone, phone))
        return Joined(keep, gone)

    def _also(
        self, new: Sequence[NewBuyer], given: dict[str, int], work: Sequence[Also]
    ) -> Also | None:
        steps = [self._rows.add(new)] if new else []
        steps += [self._rows.give_phones(given)] if given else []
        steps += work
        if not steps:
            return None

        async def write(connection: AsyncConnection) -> None:
            for step in steps:
                await step(connection)

        return write

    def _last(self, buyer: int) -> int:
        while buyer in self._joined:
            buyer = self._joined[buyer]
        return buyer
