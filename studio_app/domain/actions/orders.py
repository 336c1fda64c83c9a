"""Actions on orders: make one of a chat message, change it, confirm or cancel it, find it."""

from datetime import datetime
from typing import Annotated, ClassVar

from msgspec import UNSET, Meta, UnsetType

from studio_app.domain.actions.base import Action
from studio_app.domain.actions.chat import RowId, SearchText
from studio_app.domain.ids import BoothId
from studio_app.domain.orders import (
    LINES_MOST,
    Address,
    FoundOrder,
    OrderLine,
    OrderNote,
    OrderNumber,
    OrderStatus,
    PersonName,
    Phone,
)
from studio_app.domain.roles import Role

Lines = Annotated[tuple[OrderLine, ...], Meta(min_length=1, max_length=LINES_MOST)]


class MakeOrder(Action, frozen=True, kw_only=True):
    """Make an order of a chat message, or of none where it came by phone or at the counter.

    A message that has an order that is not cancelled gets no second one unless `again` says so:
    two of the desk who click at once sell once.
    """

    NAME: ClassVar[str] = "order.make"
    ROLE: ClassVar[Role] = Role.ORDER_DESK
    RESULT: ClassVar[object] = FoundOrder
    INVERSE: ClassVar[str] = "order.status"
    row: RowId | None = None
    booth: BoothId | None = None
    """Where there is no message; else the message's."""
    lines: Lines
    name: PersonName = ""
    """Empty: the name that the message is signed with."""
    phone: Phone = ""
    address: Address = ""
    note: OrderNote = ""
    again: bool = False


class ChangeOrder(Action, frozen=True, kw_only=True):
    """Write parts of an order anew; refused when somebody changed it since `seen`."""

    NAME: ClassVar[str] = "order.change"
    ROLE: ClassVar[Role] = Role.ORDER_DESK
    RESULT: ClassVar[object] = FoundOrder
    INVERSE: ClassVar[str] = "order.change"
    number: OrderNumber
    seen: Annotated[int, Meta(ge=0)] = 0
    """Cursor of the change that the caller saw last; 0: whatever it is now."""
    lines: Lines | UnsetType = UNSET
    name: PersonName | UnsetType = UNSET
    phone: Phone | UnsetType = UNSET
    address: Address | UnsetType = UNSET
    note: OrderNote | UnsetType = UNSET


class SetOrderStatus(Action, frozen=True, kw_only=True):
    """Confirm an order, cancel it, or take either back; refused when it changed since `seen`."""

    NAME: ClassVar[str] = "order.status"
    ROLE: ClassVar[Role] = Role.ORDER_DESK
    RESULT: ClassVar[object] = FoundOrder
    INVERSE: ClassVar[str] = "order.status"
    number: OrderNumber
    status: OrderStatus
    seen: Annotated[int, Meta(ge=0)] = 0


class FindOrders(Action, frozen=True, kw_only=True):
    """Orders by number, name, phone, code, note; the newest first."""

    NAME: ClassVar[str] = "order.find"
    ROLE: ClassVar[Role] = Role.ORDER_DESK
    RESULT: ClassVar[object] = tuple[FoundOrder, ...]
    query: SearchText = ""
    booth: BoothId | None = None
    status: OrderStatus | None = None
    row: RowId | None = None
    """Those made of this message."""
    buyer: RowId | None = None
    since: datetime | None = None
    before: OrderNumber | None = None
    """Only lower numbers: the next page."""
    limit: Annotated[int, Meta(ge=1, le=500)] = 100


ACTIONS = (MakeOrder, ChangeOrder, SetOrderStatus, FindOrders)
