"""The actions on orders: each is written with its event, its answer and the mark in the chat, or
not at all."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterator
from functools import partial

from msgspec import UNSET
from msgspec.structs import replace
from sqlalchemy.ext.asyncio import AsyncConnection

from studio_app.domain.actions.base import Action
from studio_app.domain.actions.orders import ChangeOrder, FindOrders, MakeOrder, SetOrderStatus
from studio_app.domain.chat import ChatRow
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.ids import BoothId
from studio_app.domain.orders import FoundOrder, Order, OrderLine, OrderStatus
from studio_app.domain.text.cleaning import clean
from studio_app.domain.text.masking import project
from studio_app.domain.text.phones import MASKED, find_phones
from studio_app.services.action_desk import ActionContext, ActionDesk, Outcome
from studio_app.services.buyer_rows import BuyerRows
from studio_app.services.chat_desk import ChatDesk
from studio_app.services.order_rows import Behind, Newest, OrderRows
from studio_app.support.clock import Clock

TRIES = 3
TEXTS = {"name": 100, "phone": 40, "address": 300, "note": 500}
"""The texts of an order, and how long each may be."""


class Orders:
    """On the loop's thread.

    One change after the other; what is read for one is looked at again where it is written, so
    that a write that nobody waited for any longer never makes another one wrong.
    """

    def __init__(
        self,
        chat: ChatDesk,
        rows: OrderRows,
        buyers: BuyerRows,
        booths: Callable[[], Collection[str]],
        clock: Clock,
    ) -> None:
        self._chat = chat
        self._rows = rows
        self._buyers = buyers
        self._booths = booths
        self._clock = clock
        self._changing = asyncio.Lock()

    def bind(self, desk: ActionDesk) -> None:
        """Offer the actions."""
        desk.bind(MakeOrder, self._make, durable=True)
        desk.bind(ChangeOrder, self._change, durable=True)
        desk.bind(SetOrderStatus, self._set_status, durable=True)
        desk.bind(FindOrders, self._find)

    async def _make(self, action: MakeOrder, context: ActionContext) -> Outcome:
        said = _cleaned(action)
        if not said.get("lines"):
            raise _bad(action, "lines: an order has at least one")
        return await self._in_turn(partial(self._make_now, action, said, context))

    async def _make_now(
        self, action: MakeOrder, said: dict[str, object], context: ActionContext
    ) -> Outcome:
        newest = await self._rows.newest()
        row = await self._message(action)
        others = await self._rows.of_row(action.row or 0)
        if others and not action.again:
            raise _exists(others[-1])
        now = self._clock.now()
        number = newest.number + 1
        made = Order(
            number=number,
            status=OrderStatus.TO_CONFIRM,
            at=now,
            changed=now,
            by=context.principal.name,
            booth=row.booth,
            row=action.row or 0,
            service=row.service,
            buyer=row.buyer,
            name=clean(row.author, TEXTS["name"]),
            lines=action.lines,
        )
        order = replace(made, **{name: value for name, value in said.items() if value})
        if not context.principal.role.handles_orders and not order.phone:
            # Who is shown no number cannot write it into the form.
            order = replace(order, phone=next((p.digits for p in find_phones(row.text)), ""))
        undo = SetOrderStatus(number=number, status=OrderStatus.CANCELLED, seen=newest.cursor + 1)
        return await self._save(newest, order, context, undo, marks=number)

    async def _message(self, action: MakeOrder) -> ChatRow:
        """The message that the order is made of; one without a writer where there is none."""
        if action.row is not None:
            return await self._chat.message(action.row)
        if action.booth is None:
            raise _bad(action, "booth: say of which booth, or of which message")
        booths = self._booths()
        if action.booth not in booths:
            raise fail("no_such_booth", booth=action.booth, booths=", ".join(booths))
        return ChatRow(at=self._clock.now(), booth=BoothId(action.booth))

    async def _change(self, action: ChangeOrder, context: ActionContext) -> Outcome:
        said = _cleaned(action)
        return await self._in_turn(partial(self._change_now, action, said, context))

    async def _change_now(
        self, action: ChangeOrder, said: dict[str, object], context: ActionContext
    ) -> Outcome:
        newest, found = await self._standing(action.number, action.seen)
        order = found.order
        new = {name: value for name, value in said.items() if value != getattr(order, name)}
        if not new:
            return Outcome(project(found, context.principal.role))
        before = {name: getattr(order, name) for name in new}
        undo = ChangeOrder(number=order.number, seen=newest.cursor + 1, **before)
        return await self._save(newest, replace(order, **new), context, undo)

    async def _set_status(self, action: SetOrderStatus, context: ActionContext) -> Outcome:
        return await self._in_turn(partial(self._set_status_now, action, context))

    async def _set_status_now(self, action: SetOrderStatus, context: ActionContext) -> Outcome:
        newest, found = await self._standing(action.number, action.seen)
        order = found.order
        if order.status is action.status:
            return Outcome(project(found, context.principal.role))
        others = [
            other
            for other in await self._rows.of_row(order.row)
            if other.order.number != order.number
        ]
        if order.status is OrderStatus.CANCELLED:
            for other in others:
                if other.order.at >= order.changed:  # somebody made it in this one's place
                    raise _exists(other)
        last = max((other.order.number for other in others), default=0)
        stands = action.status is not OrderStatus.CANCELLED
        undo = SetOrderStatus(number=order.number, status=order.status, seen=newest.cursor + 1)
        marks = max(last, order.number) if stands else last
        order = replace(order, status=action.status)
        return await self._save(newest, order, context, undo, marks=marks)

    async def _find(self, action: FindOrders, context: ActionContext) -> Outcome:
        ids: set[int] = set()
        if action.buyer is not None:
            person = await self._buyers.get(action.buyer)
            now = person.id if person is not None else action.buyer
            ids = {action.buyer, now, *await self._buyers.also_known_as(now)}
        found = await self._rows.find(action, ids)
        return Outcome(tuple(project(each, context.principal.role) for each in found))

    async def _standing(self, number: int, seen: int) -> tuple[Newest, FoundOrder]:
        """An order as the caller saw it. Raises StudioError."""
        newest = await self._rows.newest()
        found = await self._rows.get(number)
        if found is None:
            raise fail("no_such_order", number=number)
        if seen not in (0, found.cursor):
            raise fail("order_changed", number=number, by=found.order.by)
        return newest, found

    async def _save(
        self,
        newest: Newest,
        order: Order,
        context: ActionContext,
        undo: Action,
        marks: int | None = None,
    ) -> Outcome:
        """Write an order as it is now; `marks`: the order that its message has now."""
        by = context.principal
        order = replace(order, by=by.name, changed=self._clock.now())
        found = FoundOrder(cursor=newest.cursor + 1, order=order)
        # Masked, it would write the mask over what was there.
        safe = project(undo, by.role) == undo
        outcome = Outcome(project(found, by.role), undo if safe else None)
        write = self._rows.write(newest, found)

        async def work(connection: AsyncConnection) -> None:
            await write(connection)
            await context.keep(connection, outcome)

        if marks is not None and order.row:
            await self._chat.ordered(order.row, marks, work)
        else:
            await self._chat.beside(work)
        self._rows.added.emit()
        return outcome

    async def _in_turn(self, work: Callable[[], Awaitable[Outcome]]) -> Outcome:
        """Alone, and once more where something was written meanwhile all the same."""
        async with self._changing:
            for _ in range(TRIES):
                try:
                    return await work()
                except Behind:
                    self._rows.added.emit()
        raise fail("database_error", detail="the same orders are written by somebody else, too")


def _cleaned(action: MakeOrder | ChangeOrder) -> dict[str, object]:
    """What an action says, as it is kept. Raises StudioError bad_parameters."""
    said: dict[str, object] = {}
    for name, most in TEXTS.items():
        text = getattr(action, name)
        if text is not UNSET:
            said[name] = _text(action, name, text, most)
    if "phone" in said:
        said["phone"] = _phone(str(said["phone"]))
    if action.lines is not UNSET:
        said["lines"] = tuple(_lines(action, action.lines))
    return said


def _lines(action: MakeOrder | ChangeOrder, lines: tuple[OrderLine, ...]) -> Iterator[OrderLine]:
    for index, line in enumerate(lines):
        place = f"lines[{index}]"
        code, words = clean(line.code, 40).upper(), _text(action, place, line.words, 100)
        if not code and not words:
            raise _bad(action, f"{place}: say which product, by its code or in words")
        size, colour = clean(line.size, 20).upper(), clean(line.colour, 40)
        yield replace(line, code=code, words=words, size=size, colour=colour)


def _text(action: Action, name: str, text: str, most: int) -> str:
    text = clean(text, most)
    if MASKED.search(text):  # seen by somebody who is shown no numbers, and sent back
        raise _bad(action, f"{name}: a number with figures left out cannot be kept")
    return text


def _phone(text: str) -> str:
    """The digits alone where there is one number and nothing else."""
    found = list(find_phones(text))
    rest = text[: found[0].start] + text[found[0].end :] if len(found) == 1 else text
    return found[0].digits if not any(map(str.isalnum, rest)) and found else text


def _exists(found: FoundOrder) -> StudioError:
    return fail("order_exists", number=found.order.number, by=found.order.by)


def _bad(action: Action, detail: str) -> StudioError:
    return fail("bad_parameters", action=action.NAME, detail=detail)
