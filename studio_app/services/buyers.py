"""The actions on buyers: find, show, note, erase. Only for those who handle orders."""

from studio_app.domain.actions.chat import EraseBuyer, Erased, FindBuyers, NoteBuyer, ShowBuyer
from studio_app.domain.chat import Buyer, BuyerHistory, ChatKind, ChatRow, Hidden
from studio_app.domain.errors import fail
from studio_app.domain.ids import BoothId
from studio_app.services.action_desk import ActionContext, ActionDesk, Outcome
from studio_app.services.buyer_book import BuyerBook
from studio_app.services.buyer_rows import BuyerRows
from studio_app.services.chat_desk import ChatParts

LEAST_DIGITS = 4


class Buyers:
    """On the loop's thread."""

    def __init__(self, parts: ChatParts, rows: BuyerRows, book: BuyerBook) -> None:
        self._parts = parts
        self._rows = rows
        self._book = book

    def bind(self, desk: ActionDesk) -> None:
        """Offer the actions."""
        desk.bind(FindBuyers, self._find)
        desk.bind(ShowBuyer, self._show)
        desk.bind(NoteBuyer, self._note)
        desk.bind(EraseBuyer, self._erase, durable=True)

    async def _find(self, action: FindBuyers, context: ActionContext) -> Outcome:
        _allowed(context)
        digits = "".join(letter for letter in action.query if letter.isdigit())
        digits = "0" + digits[2:] if digits.startswith("84") else digits
        wanted = digits if len(digits) >= LEAST_DIGITS else ""
        return Outcome(await self._rows.find(action.query, wanted, action.limit))

    async def _show(self, action: ShowBuyer, context: ActionContext) -> Outcome:
        _allowed(context)
        buyer = await self._buyer(action.buyer)
        rows = await self._parts.rows.of_buyer(buyer.id, action.limit)
        return Outcome(BuyerHistory(buyer=buyer, rows=rows))

    async def _note(self, action: NoteBuyer, context: ActionContext) -> Outcome:
        _allowed(context)
        buyer = await self._buyer(action.buyer)
        # PostgreSQL's text takes no NUL.
        await self._rows.note(buyer.id, action.note.replace("\0", " ").strip())
        return Outcome(undo=NoteBuyer(buyer=buyer.id, note=buyer.note))

    async def _erase(self, action: EraseBuyer, context: ActionContext) -> Outcome:
        _allowed(context)
        parts = self._parts
        buyer = await self._buyer(action.buyer)
        count = await self._rows.row_count(buyer.id)
        seen = {found.cursor: found.row for found in await parts.rows.of_buyer(buyer.id, 2000)}
        # Windows may still have rows of theirs under an id from before two became one person.
        ids = (buyer.id, *await self._rows.also_known_as(buyer.id))
        marks = [
            ChatRow(
                at=parts.clock.now(),
                booth=booth,
                kind=ChatKind.MARK,
                buyer=id_,
                hidden=Hidden.ERASED,
            )
            for booth in sorted({row.booth for row in seen.values()}) or [BoothId("")]
            for id_ in ids
        ]
        await parts.chat.add(marks, self._rows.erase(buyer.id))
        self._book.drop([buyer.id])

        def erased(row: ChatRow) -> ChatRow | None:
            mine = row.buyer == buyer.id and row.kind is not ChatKind.MARK
            return emptied(row) if mine else None

        parts.logs.change(erased)
        for cursor, row in seen.items():
            parts.questions.settle(cursor, emptied(row))
        return Outcome(Erased(rows=count, accounts=len(buyer.accounts)))

    async def _buyer(self, buyer: int) -> Buyer:
        found = await self._rows.get(buyer)
        if found is None:
            raise fail("no_such_buyer", buyer=buyer)
        return found


def emptied(row: ChatRow) -> ChatRow:
    """What is left of the row of somebody who was erased."""
    return ChatRow(
        at=row.at,
        booth=row.booth,
        source=row.source,
        service=row.service,
        kind=row.kind,
        count=row.count,
        of=row.of,
        hidden=Hidden.ERASED,
    )


def _allowed(context: ActionContext) -> None:
    role = context.principal.role
    if not role.handles_orders:
        raise fail("buyers_not_for", role=role.value)
