"""Takes what chat sources tell: told once, cleaned, judged, on the disk, then in every window."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from studio_app.database.database import Conflict
from studio_app.domain.access import StoredRow
from studio_app.domain.chat import TEXT_MOST, ChatEvent, ChatKind, ChatRow, Hidden
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.ids import BoothId
from studio_app.domain.text.cleaning import clean
from studio_app.domain.text.folding import fold
from studio_app.domain.text.phones import find_phones
from studio_app.services.buyer_book import BuyerBook, Joined, Voice
from studio_app.services.chat_ring import ChatLogs
from studio_app.services.chat_rows import Also, ChatRows, NewRow
from studio_app.services.chat_window import Likes, Told, Window
from studio_app.stores.house import HouseStore
from studio_app.support.clock import Clock
from studio_app.support.signal import Signal

log = logging.getLogger(__name__)

GATHER_S = 0.02
"""How long what comes waits for others, so that many messages cost one commit."""
MOST_AT_ONCE = 1000
"""Messages in one commit: a take that comes meanwhile waits that long."""
LIKES_EVERY_S = 5.0
WRITE_SEEN_EVERY_S = 30.0
AUTHOR_MOST = 100
AHEAD = timedelta(seconds=5)
BEHIND = timedelta(days=1)
"""A service's time is believed within these; else the time of arrival counts."""
COUNT_MOST = 1_000_000_000
TRIES = 3
OF_ALL = ("disk_full", "database_slow")
"""Problems that no message can be the cause of."""
WRITTEN_ELSEWHERE = "the same rows are written by somebody else, too"
SPEAKING = frozenset({ChatKind.MESSAGE, ChatKind.GIFT, ChatKind.SHOP})
"""Who does these becomes a buyer; who only looks in does not."""


class Judged(NamedTuple):
    """What is thought of a message when it comes."""

    hidden: Hidden = Hidden.NO
    question: bool = False


class Heard(NamedTuple):
    """One event of a source, cleaned."""

    instance: str
    booth: BoothId
    service: str
    id: str
    kind: ChatKind
    at: datetime
    account: str
    author: str
    text: str
    folded: str
    number: int
    """Gifts, likes."""


Judge = Callable[[Heard], Judged]


class _Waiting(NamedTuple):
    """What one call of `take` brought."""

    instance: str
    service: str
    booth: BoothId
    events: Sequence[ChatEvent]
    resume: str
    done: asyncio.Future[None]


class ChatService:
    """The way in for messages, and the one writer of chat rows. On the loop's thread."""

    def __init__(
        self,
        rows: ChatRows,
        logs: ChatLogs,
        book: BuyerBook,
        house: HouseStore,
        clock: Clock,
        judge: Judge = lambda _: Judged(),
    ) -> None:
        self._rows = rows
        self._logs = logs
        self._book = book
        self._house = house
        self._clock = clock
        self._judge = judge
        self._newest = 0
        self._window = Window()
        self._likes = Likes(LIKES_EVERY_S)
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
        self._window.fill(await self._rows.last_messages(Window.KEPT))
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
        self._waiting.append(_Waiting(instance, service, booth, events, resume, done))
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
                    async with asyncio.timeout(LIKES_EVERY_S if self._likes.waiting else None):
                        await self._wake.wait()
                except TimeoutError:
                    pass
            if not self._stopping:
                await asyncio.sleep(GATHER_S)
            await self._write_some(self._next())
        if self._likes.waiting:
            await self._write_some([])

    def _next(self) -> list[_Waiting]:
        """The first of what waits: as much as fits into one commit, one at least."""
        count, index = 0, 0
        for index, waiting in enumerate(self._waiting, 1):  # noqa: B007
            count += len(waiting.events)
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
        heard = [*self._hear(batch), *self._liked()]
        resumes = {waiting.instance: waiting.resume for waiting in batch if waiting.resume}
        for _ in range(TRIES):
            try:
                return await self._write(heard, resumes)
            except Conflict:
                # Told again after so long that memory has forgotten it, or a write that nobody
                # waited for any longer was done all the same.
                await self._catch_up()
                there = await self._rows.there((one.service, one.id) for one in heard if one.id)
                heard = [one for one in heard if (one.service, one.id) not in there]
                self._window.fill(sorted(there))
        raise fail("database_error", detail=WRITTEN_ELSEWHERE)

    async def _catch_up(self) -> None:
        """Take over what is on the disk and not in memory."""
        while missed := await self._rows.after(self._newest, MOST_AT_ONCE, None):
            self._newest = missed[-1].cursor
            self._logs.add(missed)
        await self._book.start()

    async def _write(self, heard: Sequence[Heard], resumes: dict[str, str]) -> list[StoredRow]:
        if not heard and not resumes:
            return []
        try:
            new, joined, also = await self._made(heard)
            await self._rows.write(new, resumes, also)
        except BaseException:
            self._book.forget()
            raise
        self._window.fill([(one.service, one.id) for one in heard if one.id])
        self._book.trim()
        for pair in joined:
            self._rejoin(pair)
        return self._written(new)

    async def _made(self, heard: Sequence[Heard]) -> tuple[list[NewRow], list[Joined], Also | None]:
        """Rows out of what was heard, each with who says it and what is thought of it."""
        judged = [self._judge(one) for one in heard]
        voices = [
            Voice(
                one.service,
                one.account,
                one.author,
                one.at,
                () if thought.hidden else tuple(phone.digits for phone in find_phones(one.text)),
            )
            for one, thought in zip(heard, judged, strict=True)
            if one.account and one.kind in SPEAKING
        ]
        recognised = await self._book.recognise(voices)
        who = iter(recognised.buyers)
        cursor = self._newest
        new = []
        for one, thought in zip(heard, judged, strict=True):
            cursor += 1
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

    def _hear(self, batch: Sequence[_Waiting]) -> list[Heard]:
        """What is new of a batch, cleaned; likes of a while become one."""
        now = self._clock.now()
        here: set[Told] = set()
        heard = []
        for waiting in batch:
            for event in waiting.events:
                service = event.service or waiting.service
                match event.kind:
                    case ChatKind.VIEWERS:
                        self.viewers(waiting.instance, event.count)
                        continue
                    case ChatKind.LIKE:
                        self._likes.add((waiting.instance, waiting.booth, service), event.count)
                        continue
                    case ChatKind.MARK | ChatKind.REPLY:
                        continue  # ours alone
                told = (service, _plain(event.id))
                if told[1]:
                    if told in here or told in self._window:
                        continue
                    here.add(told)
                heard.append(_heard(waiting, event, told, now))
        return heard

    def _liked(self) -> list[Heard]:
        """The likes whose turn it is to become a row."""
        now_s, now = self._clock.monotonic_s(), self._clock.now()
        due = self._likes.due(now_s, all_=self._stopping)
        return [
            Heard(instance, booth, service, "", ChatKind.LIKE, now, "", "", "", "", count)
            for (instance, booth, service), count in due
        ]

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


def _heard(waiting: _Waiting, event: ChatEvent, told: Told, now: datetime) -> Heard:
    at = event.at
    if at is None or at.tzinfo is None or not now - BEHIND < at < now + AHEAD:
        at = now
    text = clean(event.text, TEXT_MOST)
    return Heard(
        waiting.instance,
        waiting.booth,
        told[0],
        told[1],
        event.kind,
        at,
        _plain(event.account),
        clean(event.author, AUTHOR_MOST),
        text,
        fold(text),
        min(max(event.count, 0), COUNT_MOST),
    )


def _plain(id_: str) -> str:
    """An id as databases take it: PostgreSQL's text takes no NUL."""
    return id_.replace("\0", "") if "\0" in id_ else id_


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
