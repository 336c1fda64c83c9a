"""What viewers bought as staff wrote it down: an order, its lines, where it stands."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from studio_app.domain.ids import BoothId
from studio_app.domain.struct import Fact, Value
from studio_app.domain.text.masking import FREE_TEXT

LINES_MOST = 50

OrderNumber = Annotated[int, Meta(ge=1)]
"""Counted by the server from 1, never given twice."""
PersonName = Annotated[str, Meta(max_length=100), FREE_TEXT]
Phone = Annotated[str, Meta(max_length=40), FREE_TEXT]
"""As the buyer gave it; kept as its digits where it is a Vietnamese number."""
Address = Annotated[str, Meta(max_length=300), FREE_TEXT]
OrderNote = Annotated[str, Meta(max_length=500), FREE_TEXT]


class OrderStatus(StrEnum):
    """Where an order stands."""

    TO_CONFIRM = "to_confirm"
    """Written down; something is still to be asked, or nobody has looked again."""
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class OrderLine(Value, frozen=True, kw_only=True):
    """So many pieces of one product in one variant. `code` or `words` says which."""

    code: Annotated[str, Meta(max_length=40)] = ""
    """The live code that viewers type, upper case."""
    words: Annotated[str, Meta(max_length=100), FREE_TEXT] = ""
    """What it is called, where no code is known."""
    quantity: Annotated[int, Meta(ge=1, le=999)] = 1
    size: Annotated[str, Meta(max_length=20)] = ""
    colour: Annotated[str, Meta(max_length=40)] = ""


class Order(Fact, frozen=True, kw_only=True):
    """Row of the log channel `orders`: an order as it became by one change.

    The cursor is that of the change; of several rows with one number the one with the highest
    cursor is true.
    """

    number: OrderNumber
    status: OrderStatus
    at: datetime
    """When it was made."""
    changed: datetime
    by: str
    """Who of the staff made this change."""
    booth: BoothId
    row: int = 0
    """Cursor of the chat row that it was made of; 0: of none."""
    service: str = ""
    """Where the buyer wrote it."""
    buyer: int = 0
    """Id of the person; 0 where none is known."""
    name: PersonName = ""
    phone: Phone = ""
    address: Address = ""
    note: OrderNote = ""
    lines: Annotated[tuple[OrderLine, ...], Meta(min_length=1, max_length=LINES_MOST)]


class FoundOrder(Fact, frozen=True, kw_only=True):
    """An order with the cursor of its last change, where orders are answers."""

    cursor: int
    order: Order
