"""What the chat does on platforms by itself: hides what is hidden here, answers what rules say."""

import asyncio
import logging
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import NamedTuple

from studio_app.domain.access import StoredRow
from studio_app.domain.chat import ChatKind, ChatRow
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import BoothId
from studio_app.domain.settings import ChatSettings
from studio_app.domain.text.folding import fold
from studio_app.domain.text.moderation import Rule, answer_to, read_rule
from studio_app.services.chat_desk import ChatDesk, ChatParts, ChatSender

log = logging.getLogger(__name__)

BY = "BoothDeck"
SAME_EVERY_S = 30.0
"""The same reply on one booth."""
MOST_A_MINUTE = 6
"""Replies on one booth: platforms take more for spam."""
TOO_LATE = timedelta(minutes=2)
"""A question that was read only now, after a loss, is not answered by itself any more."""
WAITING_MOST = 100
SAID_KEPT = 50


class _Deed(NamedTuple):
    cursor: int
    row: ChatRow
    reply: str
    """Empty: hide it."""


class ChatOutgoing:
    """One worker a source, so that a slow platform delays no other. On the loop's thread."""

    def __init__(
        self,
        parts: ChatParts,
        desk: ChatDesk,
        sender: ChatSender,
        settings: Callable[[], ChatSettings],
    ) -> None:
        self._parts = parts
        self._desk = desk
        self._sender = sender
        self._settings = settings
        self._seen: ChatSettings | None = None
        self._rules: tuple[Rule, ...] = ()
        self._said: dict[BoothId, OrderedDict[str, float]] = {}
        """What was said on a booth, folded, and when last: as it comes back as a message of ours,
        it answers nothing."""
        self._minute: dict[BoothId, deque[float]] = {}
        self._queues: dict[str, asyncio.Queue[_Deed]] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._failing: set[str] = set()
        self._disconnect = parts.chat.taken.connect(self._taken)

    async def stop(self) -> None:
        """Do nothing more."""
        self._disconnect()
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    def _taken(self, rows: Sequence[StoredRow]) -> None:
        settings = self._settings()
        if settings is not self._seen:
            self._seen = settings
            rules = (read_rule(line) for line in settings.auto_replies)
            self._rules = tuple(rule for rule in rules if rule is not None)
        if not (self._rules or settings.hide_on_platform):
            return
        for stored in rows:
            row = stored.data
            if not isinstance(row, ChatRow) or row.kind is not ChatKind.MESSAGE:
                continue
            facts = self._parts.store.source(row.source)
            if facts is None:
                continue
            if row.hidden:
                if settings.hide_on_platform and facts.can_hide:
                    self._put(_Deed(stored.cursor, row, ""))
            elif facts.can_reply and (reply := self._reply_to(row)):
                self._put(_Deed(stored.cursor, row, reply))

    def _reply_to(self, row: ChatRow) -> str:
        """What a rule says to a message; empty where none does, or it has just been said."""
        if self._parts.clock.now() - row.at > TOO_LATE:
            return ""
        folded = fold(row.text)
        said = self._said.setdefault(row.booth, OrderedDict())
        if folded in said:
            return ""
        reply = answer_to(row.text, folded, self._rules)
        if not reply:
            return ""
        now_s = self._parts.clock.monotonic_s()
        minute = self._minute.setdefault(row.booth, deque())
        while minute and now_s - minute[0] > 60:
            minute.popleft()
        key = fold(reply)
        if len(minute) >= MOST_A_MINUTE or now_s - said.get(key, -SAME_EVERY_S) < SAME_EVERY_S:
            return ""
        minute.append(now_s)
        said.pop(key, None)
        said[key] = now_s
        if len(said) > SAID_KEPT:
            said.popitem(last=False)
        return reply

    def _put(self, deed: _Deed) -> None:
        source = deed.row.source
        queue = self._queues.get(source)
        if queue is None:
            queue = self._queues[source] = asyncio.Queue(WAITING_MOST)
            work = self._work(source, queue)
            self._tasks[source] = asyncio.create_task(work, name=f"chat outgoing {source}")
        if queue.full():
            self._fails(source, "more waits than it takes")
        else:
            queue.put_nowait(deed)

    async def _work(self, source: str, queue: asyncio.Queue[_Deed]) -> None:
        while True:
            deed = await queue.get()
            try:
                await self._do(deed)
            except StudioError as error:
                self._fails(source, str(error))
            except Exception:
                log.exception("%s: the chat cannot act by itself", source)
            else:
                if source in self._failing:
                    self._failing.discard(source)
                    log.warning("%s: the chat acts by itself again", source)

    async def _do(self, deed: _Deed) -> None:
        found = await self._parts.rows.get(deed.cursor)
        if found is None:
            return
        row, id_ = found
        if deed.reply:
            if not row.hidden:
                await self._sender.chat_reply(
                    row.source, deed.reply, id_, row.account, private=False
                )
                await self._desk.replied(deed.cursor, deed.reply, BY)
        elif row.hidden and id_:
            await self._sender.chat_hide(row.source, id_, hidden=True)

    def _fails(self, source: str, detail: str) -> None:
        if source not in self._failing:
            self._failing.add(source)
            log.warning("%s: the chat cannot act by itself: %s", source, detail)
