"""The actions on messages: hide and show, pin, questions, replies, search."""

import asyncio
import logging
from typing import NamedTuple, Protocol

from msgspec.structs import replace
from sqlalchemy.ext.asyncio import AsyncConnection

from studio_app.domain.access import StoredRow
from studio_app.domain.actions.base import Action
from studio_app.domain.actions.chat import (
    HideMessage,
    MarkAnswered,
    MarkQuestion,
    PinMessage,
    Reply,
    SearchChat,
    ShowMessage,
    UnpinMessage,
)
from studio_app.domain.chat import ChatKind, ChatRow, Hidden
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.text.cleaning import clean
from studio_app.domain.text.masking import project
from studio_app.services.action_desk import ActionContext, ActionDesk, Outcome
from studio_app.services.chat import ChatService
from studio_app.services.chat_questions import ChatQuestions
from studio_app.services.chat_ring import ChatLogs
from studio_app.services.chat_rows import Also, ChatRows
from studio_app.stores.chat import ChatStore
from studio_app.support.clock import Clock

log = logging.getLogger(__name__)

REPLY_MOST = 1000
GONE = ("no_such_message", "chat_erased")


class ChatSender(Protocol):
    """Writes to platforms: the plugin host."""

    async def chat_reply(
        self, instance: str, text: str, to: str, account: str, *, private: bool
    ) -> None:
        """Raises StudioError."""
        ...

    async def chat_hide(self, instance: str, message: str, *, hidden: bool) -> None:
        """Raises StudioError."""
        ...


class ChatParts(NamedTuple):
    """What the services of the chat share."""

    chat: ChatService
    rows: ChatRows
    logs: ChatLogs
    questions: ChatQuestions
    store: ChatStore
    clock: Clock


class _Message(NamedTuple):
    cursor: int
    row: ChatRow
    id: str
    """The service's own."""


class ChatDesk:
    """On the loop's thread."""

    def __init__(self, parts: ChatParts, sender: ChatSender) -> None:
        self._parts = parts
        self._sender = sender
        self._changing = asyncio.Lock()

    def bind(self, desk: ActionDesk) -> None:
        """Offer the actions."""
        desk.bind(HideMessage, self._hide)
        desk.bind(ShowMessage, self._show)
        desk.bind(PinMessage, self._pin)
        desk.bind(UnpinMessage, self._unpin)
        desk.bind(MarkQuestion, self._question)
        desk.bind(MarkAnswered, self._answered)
        desk.bind(Reply, self._reply)
        desk.bind(SearchChat, self._search)

    async def _hide(self, action: HideMessage, context: ActionContext) -> Outcome:
        name = context.principal.name
        async with self._changing:
            message = await self._message(action.row)
            row = message.row
            if not row.hidden:
                await self._change(
                    message, replace(row, hidden=Hidden.PERSON, hidden_by=name, pinned=False)
                )
        if not row.hidden:
            await self._on_platform(message, hidden=True)
        return Outcome(undo=None if row.hidden else ShowMessage(row=action.row))

    async def _show(self, action: ShowMessage, context: ActionContext) -> Outcome:
        async with self._changing:
            message = await self._message(action.row)
            row = message.row
            if row.hidden:
                await self._change(message, replace(row, hidden=Hidden.NO, hidden_by=""))
        if row.hidden:
            await self._on_platform(message, hidden=False)
        return Outcome(undo=HideMessage(row=action.row) if row.hidden else None)

    async def _pin(self, action: PinMessage, context: ActionContext) -> Outcome:
        async with self._changing:
            message = await self._message(action.row)
            row = message.row
            if row.hidden:
                raise fail("chat_hidden")
            undo: Action = UnpinMessage(booth=row.booth)
            before = self._parts.store.pin(row.booth)
            if before is not None and before.row != action.row:
                undo = PinMessage(row=before.row)
                try:
                    old = await self._message(before.row)
                except StudioError:
                    undo = UnpinMessage(booth=row.booth)
                else:
                    await self._change(old, replace(old.row, pinned=False))
            pinned = replace(row, pinned=True)
            await self._change(message, pinned)
            self._parts.questions.pin(action.row, pinned, context.principal.name)
        return Outcome(undo=undo)

    async def _unpin(self, action: UnpinMessage, context: ActionContext) -> Outcome:
        async with self._changing:
            pinned = self._parts.store.pin(action.booth)
            if pinned is None:
                raise fail("chat_nothing_pinned", booth=action.booth)
            message = await self._message(pinned.row)
            await self._change(message, replace(message.row, pinned=False))
        return Outcome(undo=PinMessage(row=pinned.row))

    async def _question(self, action: MarkQuestion, context: ActionContext) -> Outcome:
        async with self._changing:
            message = await self._message(action.row)
            row = message.row
            waited = row.question and not row.answered_by
            if waited != action.waits:
                await self._change(message, replace(row, question=action.waits, answered_by=""))
        return Outcome(undo=MarkQuestion(row=action.row, waits=waited))

    async def _answered(self, action: MarkAnswered, context: ActionContext) -> Outcome:
        async with self._changing:
            message = await self._message(action.row)
            row = message.row
            waited = row.question and not row.answered_by
            by = context.principal.name
            await self._change(message, replace(row, question=True, answered_by=by))
        return Outcome(undo=MarkQuestion(row=action.row, waits=waited))

    async def _reply(self, action: Reply, context: ActionContext) -> Outcome:
        message = await self._message(action.row)
        row = message.row
        self._can_send(row, private=action.private)
        text = clean(action.text, REPLY_MOST)
        if not text:
            raise fail("bad_parameters", action=Reply.NAME, detail="text: there is nothing in it")
        await self._sender.chat_reply(
            row.source, text, message.id, row.account, private=action.private
        )
        await self.replied(action.row, text, context.principal.name, private=action.private)
        return Outcome()

    async def replied(self, cursor: int, text: str, by: str, *, private: bool = False) -> None:
        """A reply has gone out: keep it, and whatever it answers is answered."""
        parts = self._parts
        try:
            async with self._changing:
                message = await self._message(cursor)
                row = message.row
                reply = ChatRow(
                    at=parts.clock.now(),
                    booth=row.booth,
                    source=row.source,
                    service=row.service,
                    kind=ChatKind.REPLY,
                    author=by,
                    buyer=row.buyer,
                    text=text,
                    of=cursor,
                    private=private,
                )
                if row.question and not row.answered_by:
                    await self._change(message, replace(row, answered_by=by), reply)
                else:
                    await parts.chat.add([reply])
        except StudioError as error:  # the viewer has it; sending it again would be worse
            log.error("a reply was sent and cannot be kept: %s", error)

    async def message(self, cursor: int) -> ChatRow:
        """A message as it is now. Raises StudioError: no_such_message, chat_erased."""
        return (await self._message(cursor)).row

    async def ordered(self, cursor: int, order: int, also: Also) -> None:
        """Write `also`, and in the same transaction which order a message has now (0: none), where
        it is still there. Raises StudioError, and whatever `also` raises."""
        async with self._changing:
            try:
                message = await self._message(cursor)
            except StudioError as error:
                if error.problem.code not in GONE:
                    raise
                message = None
            if message is None or message.row.order == order:
                await self.beside(also)
            else:
                await self._change(message, replace(message.row, order=order), also=also)

    async def beside(self, also: Also) -> None:
        """Write what belongs to no message. Raises StudioError, and whatever `also` raises."""
        await self._parts.chat.add([], also)

    async def _search(self, action: SearchChat, context: ActionContext) -> Outcome:
        found = await self._parts.rows.search(action)
        role = context.principal.role
        return Outcome(tuple(project(each, role) for each in found))

    def _can_send(self, row: ChatRow, *, private: bool) -> None:
        """Raises StudioError where the row's channel cannot."""
        facts = self._parts.store.source(row.source)
        can = facts is not None and (facts.can_reply_private if private else facts.can_reply)
        if not can:
            source = facts.name if facts is not None else row.service or row.source
            raise fail("chat_cannot_send_private" if private else "chat_cannot_send", source=source)

    async def _on_platform(self, message: _Message, *, hidden: bool) -> None:
        """The same on the platform, where that can be. Raises StudioError."""
        facts = self._parts.store.source(message.row.source)
        if facts is None or not facts.can_hide or not message.id:
            return
        try:
            await self._sender.chat_hide(message.row.source, message.id, hidden=hidden)
        except StudioError as error:
            code = "chat_hidden_here" if hidden else "chat_shown_here"
            raise fail(code, source=facts.name, detail=error.problem.text) from error

    async def _message(self, cursor: int) -> _Message:
        """A message as it is now. Raises StudioError."""
        found = await self._parts.rows.get(cursor)
        if found is None:
            raise fail("no_such_message", row=cursor)
        row, id_ = found
        if row.hidden is Hidden.ERASED:
            raise fail("chat_erased")
        return _Message(cursor, row, id_)

    async def _change(
        self, message: _Message, now: ChatRow, *more: ChatRow, also: Also | None = None
    ) -> None:
        """Write what is now so of a message, tell every window by a mark, and keep its records
        right; `more` rows go before it, `also` belongs with it. Raises StudioError."""
        parts = self._parts
        mark = ChatRow(
            at=parts.clock.now(),
            booth=now.booth,
            source=now.source,
            service=now.service,
            kind=ChatKind.MARK,
            of=message.cursor,
            hidden=now.hidden,
            hidden_by=now.hidden_by,
            question=now.question,
            answered_by=now.answered_by,
            pinned=now.pinned,
            order=now.order,
        )
        change = parts.rows.change(message.cursor, now)

        async def work(connection: AsyncConnection) -> None:
            await change(connection)
            if also is not None:
                await also(connection)

        await parts.chat.add([*more, mark], work)
        parts.logs.put([StoredRow(message.cursor, now)])
        parts.questions.settle(message.cursor, now)
