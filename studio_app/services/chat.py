"""Takes what chat sources tell: told once, cleaned, judged, on the disk, then in every window."""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from studio_app.database.database import Conflict
from studio_app.domain.access import StoredRow
from studio_app.domain.chat import ChatEvent, ChatKind, ChatRow, Hidden
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.ids import BoothId
from studio_app.domain.text.folding import fold
from studio_app.domain.text.phones import find_phones
from studio_app.services.buyer_book import BuyerBook, Joined, Voice
from studio_app.services.chat_heard import LIKES_EVERY_S, Brought, Ear, Heard, Judge, Judged
from studio_app.services.chat_ring import ChatLogs
from studio_app.services.chat_rows import Also, ChatRows, NewRow
from studio_app.services.chat_window import Told, Window
from studio_app.stores.house import HouseStore
from studio_app.support.clock import Clock
from studio_app.support.signal import Signal

log = logging.getLogger(__name__)

GATHER_S = 0.02
"""How long what comes waits for others, so that many messages cost one commit."""
ENOUGH = 100
"""Messages that are worth a commit without waiting for others: a flood goes on at once."""
MOST_AT_ONCE = 1000
"""Messages in one commit: a take that comes meanwhile waits that long."""
WRITE_SEEN_EVERY_S = 30.0
TRIES = 3
OF_ALL = ("disk_full", "database_slow")
"""Problems that no message can be the cause of."""
WRITTEN_ELSEWHERE = "the same rows are written by somebody else, too"
SPEAKING = frozenset({ChatKind.MESSAGE, ChatKind.GIFT, ChatKind.SHOP})
"""Who does these becomes a buyer; who only looks in does not."""


TRUSTED = frozenset({Hidden.NO, Hidden.PHONE})


class _Waiting(NamedTuple):
    """What one call of `take` brought."""

    brought: Brought
    resume: str
    done: asyncio.Future[None]


_Thought = tuple[Heard, Judged]


class ChatService:
    """The way in for messages, and the one writer of chat rows. On the loop's thread."""

    def __init__(
        self,
        rows: ChatRows,
        logs: ChatLogs,
        book: BuyerBook,
        house: HouseStore,
        clock: Clock,
        judge: Judge,
    ) -> None:
        self._rows = rows
        self._logs = logs
        self._book = book
        self._house = house
        self._clock = clock
        self._judge = judge
        self._newest = 0
        self._ear = Ear(clock, self.viewers)
        self._waiting: list[_Waiting] = []
        self._wake = asyncio.Event()
        self._writing = asyncio.Lock()
        self._failing = False
        self._stopping = False
        self._tasks: list[asyncio.Task[None]] = []
        self.taken: Signal[Sequence[StoredRow]] = Signal()
        """Rows of viewers that are on the disk, in their order; after the logs have them."""
        self.told_viewers: Signal[str, int | None] = Signal()
        """How many watch, by instance; None: nobody can tell any more."""
        self.told_live: Signal[str, bool | None] = Signal()
        """Whether the platform shows the booth, by instance."""

    async def start(self) -> None:
        """Learn what is there, then write. Raises StudioError."""
        self._newest = await self._rows.newest()
        self._ear.told(await self._rows.last_messages(Window.KEPT))
        self._logs.start(self._newest)
        await self._book.start()
        self._tasks = [
            asyncio.create_task(self._write_on(), name="chat writer"),
            asyncio.create_task(self._write_seen_on(), name="buyers seen"),
        ]

    async def stop(self) -> None:
        """Write what waits (one try), then end; who waits for longer is told that it is not."""
        self._stopping = True
        self._wake.set()
        for task in self._tasks[1:]:
            task.cancel()
        try:
            await asyncio.gather(*self._tasks, return_exceptions=True)
            while await self._book.write_seen():
                pass
        except StudioError as error:
            log.error("when buyers were last seen is lost at the stop: %s", error)
        finally:
            for task in self._tasks:
                task.cancel()
            for waiting in self._waiting:
                _settle(waiting, fail("cancelled"))
            self._waiting.clear()

    # --- from the sources ------------------------------------------------------------------------

    async def take(
        self, instance: str, service: str, booth: BoothId, events: Sequence[ChatEvent], resume: str
    ) -> None:
        """See `plugin_host.ports.ChatSink`."""
        if self._stopping:
            raise fail("cancelled")
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(Brought(instance, service, booth, events), resume, done))
        self._wake.set()
        await done

    async def resume_of(self, instance: str) -> str:
        """What was last remembered of this instance; empty at first. Raises StudioError."""
        return await self._rows.resume_of(instance)

    def live(self, instance: str, live: bool | None) -> None:
        """The platform shows the booth, or does not; None: nobody can tell any more."""
        self.told_live.emit(instance, live)

    def viewers(self, instance: str, count: int | None) -> None:
        """How many watch; None: nobody can tell any more."""
        self.told_viewers.emit(instance, count)

    # --- from inside -----------------------------------------------------------------------------

    async def add(self, rows: Sequence[ChatRow], also: Also | None = None) -> list[StoredRow]:
        """Write rows of our own (replies, marks), and what belongs with them; returned with their
        cursors, when they are on the disk. Raises StudioError."""
        async with self._writing:
            for _ in range(TRIES):
                new = [
                    NewRow(cursor, row, "", _searched(fold(row.text), row.author))
                    for cursor, row in enumerate(rows, self._newest + 1)
                ]
                try:
                    await self._rows.write(new, {}, also)
                except Conflict:
                    await self._catch_up()
                else:
                    return self._written(new)
        raise fail("database_error", detail=WRITTEN_ELSEWHERE)

    # --- writing ---------------------------------------------------------------------------------

    async def _write_on(self) -> None:
        while self._waiting or not self._stopping:
            if not self._waiting:
                self._wake.clear()
                try:
                    async with asyncio.timeout(LIKES_EVERY_S if self._ear.likes_wait else None):
                        await self._wake.wait()
                except TimeoutError:
                    pass
            waiting = sum(len(each.brought.events) for each in self._waiting)
            if not self._stopping and waiting < ENOUGH:
                await asyncio.sleep(GATHER_S)
            await self._write_some(self._next())
        if self._ear.likes_wait:
            await self._write_some([])

    def _next(self) -> list[_Waiting]:
        """The first of what waits: as much as fits into one commit, one at least."""
        count, index = 0, 0
        for index, waiting in enumerate(self._waiting, 1):  # noqa: B007
            count += len(waiting.brought.events)
            if count >= MOST_AT_ONCE:
                break
        batch, self._waiting = self._waiting[:index], self._waiting[index:]
        return batch

    async def _write_some(self, batch: list[_Waiting]) -> None:
        error = await self._try(batch)
        if error is not None and len(batch) > 1 and not _is_of_all(error):
            for waiting in batch:  # one of them may be at fault, the others need not suffer
                error = await self._try([waiting])
                _settle(waiting, error)
        else:
            for waiting in batch:
                _settle(waiting, error)
        if isinstance(error, StudioError):
            self._fails(error)
        elif error is None and self._failing:
            self._failing = False
            self._house.warn("chat")
            log.warning("the chat is written again")

    async def _try(self, batch: list[_Waiting]) -> Exception | None:
        """Why a batch could not be written; None when it is on the disk."""
        try:
            async with self._writing:
                rows = await self._commit(batch)
        except Exception as error:
            return error
        if rows:
            self.taken.emit(rows)
        return None

    def _fails(self, error: StudioError) -> None:
        if not self._failing:
            log.error("the chat cannot be written: %s", error)
        self._failing = True
        self._house.warn("chat", error.problem)

    async def _commit(self, batch: Sequence[_Waiting]) -> list[StoredRow]:
        """Everything of a batch on the disk. Raises StudioError; then nothing of it is."""
        heard = self._ear.hear(waiting.brought for waiting in batch)
        likes = self._ear.likes(all_=self._stopping)
        heard += likes
        resumes = {each.brought.instance: each.resume for each in batch if each.resume}
        thoughts = [(one, self._judge.judge(one)) for one in heard]
        try:
            return await self._write(thoughts, resumes)
        except BaseException:
            self._ear.again(likes)
            self._judge.forget(heard)
            raise

    async def _write(
        self, thoughts: Sequence[_Thought], resumes: dict[str, str]
    ) -> list[StoredRow]:
        for _ in range(TRIES):
            try:
                return await self._write_once(thoughts, resumes)
            except Conflict:
                # Told again after so long that memory has forgotten it, or a write that nobody
                # waited for any longer was done all the same.
                await self._catch_up()
                there = await self._rows.there(_told(thoughts))
                thoughts = [each for each in thoughts if each[0].told not in there]
                self._ear.told(sorted(there))
        raise fail("database_error", detail=WRITTEN_ELSEWHERE)

    async def _catch_up(self) -> None:
        """Take over what is on the disk and not in memory."""
        while missed := await self._rows.after(self._newest, MOST_AT_ONCE, None):
            self._newest = missed[-1].cursor
            self._logs.add(missed)
        await self._book.start()

    async def _write_once(
        self, thoughts: Sequence[_Thought], resumes: dict[str, str]
    ) -> list[StoredRow]:
        if not thoughts and not resumes:
            return []
        try:
            new, joined, also = await self._made(thoughts)
            await self._rows.write(new, resumes, also)
        except BaseException:
            self._book.forget()
            raise
        self._ear.told(_told(thoughts))
        self._book.trim()
        for pair in joined:
            self._rejoin(pair)
        return self._written(new)

    async def _made(
        self, thoughts: Sequence[_Thought]
    ) -> tuple[list[NewRow], list[Joined], Also | None]:
        """Rows out of what was heard, each with who says it and what is thought of it."""
        voices = [
            Voice(one.service, one.account, one.author, one.at, _phones(one, thought))
            for one, thought in thoughts
            if one.account and one.kind in SPEAKING
        ]
        recognised = await self._book.recognise(voices)
        who = iter(recognised.buyers)
        new = []
        for cursor, (one, thought) in enumerate(thoughts, self._newest + 1):
            buyer = 0
            if one.account:
                speaks = one.kind in SPEAKING
                buyer = next(who) if speaks else self._book.known(one.service, one.account)
            row = ChatRow(
                at=one.at,
                booth=one.booth,
                source=one.instance,
                service=one.service,
                kind=one.kind,
                account=one.account,
                author=one.author,
                buyer=buyer,
                text=one.text,
                count=one.number,
                hidden=thought.hidden,
                question=thought.question,
            )
            new.append(NewRow(cursor, row, one.id, _searched(one.folded, one.author)))
        return new, recognised.joined, recognised.also

    def _written(self, new: Sequence[NewRow]) -> list[StoredRow]:
        stored = [StoredRow(one.cursor, one.row) for one in new]
        if stored:
            self._newest = stored[-1].cursor
            self._logs.add(stored)
        return stored

    def _rejoin(self, pair: Joined) -> None:
        def as_now(row: ChatRow) -> ChatRow | None:
            return replace(row, buyer=pair.keep) if row.buyer == pair.gone else None

        self._logs.change(as_now)

    async def _write_seen_on(self) -> None:
        while True:
            await asyncio.sleep(WRITE_SEEN_EVERY_S)
            try:
                async with self._writing:
                    more = await self._book.write_seen()
                while more:
                    await asyncio.sleep(0.1)
                    async with self._writing:
                        more = await self._book.write_seen()
            except (StudioError, Conflict) as error:
                log.warning("when buyers were last seen cannot be written: %s", error)


def _told(thoughts: Iterable[_Thought]) -> list[Told]:
    return [one.told for one, _ in thoughts if one.id]


def _phones(heard: Heard, thought: Judged) -> tuple[str, ...]:
    """Phones by which people are told: not those of advertisements."""
    if thought.hidden in TRUSTED:
        return tuple(phone.digits for phone in find_phones(heard.text))
    return ()


def _searched(folded: str, author: str) -> str:
    return f"{folded}\n{fold(author)}" if author else folded


def _is_of_all(error: Exception) -> bool:
    return isinstance(error, StudioError) and error.problem.code in OF_ALL


def _settle(waiting: _Waiting, error: Exception | None) -> None:
    if waiting.done.done():
        return
    if error is None:
        waiting.done.set_result(None)
    else:
        waiting.done.set_exception(error)
        waiting.done.exception()  # nobody need wait
