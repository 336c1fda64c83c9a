"""The contract of order sources: the shop's own orders, as they come and change."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Protocol

from msgspec import Meta

from studio_app.api.plugin import Context, Plugin
from studio_app.domain.struct import Value
from studio_app.domain.text.masking import FREE_TEXT

Amount = Annotated[int, Meta(ge=0, le=10**12)]
"""Whole đồng."""


class OrderStatus(StrEnum):
    """Where an order of a service stands, whatever the service calls it."""

    UNPAID = "unpaid"
    HELD = "held"
    """Paid; the service does not let it go yet."""
    TO_SHIP = "to_ship"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    RETURNED = "returned"


class OrderLine(Value, frozen=True, kw_only=True):
    """One product of an order. A service that lists each piece by itself is counted together."""

    sku: Annotated[str, Meta(max_length=100)]
    """The seller's own code; the service's where there is none."""
    name: Annotated[str, Meta(max_length=300)] = ""
    quantity: Annotated[int, Meta(ge=1, le=100_000)] = 1
    price_vnd: Amount = 0
    """Of one piece."""


class OrderEvent(Value, frozen=True, kw_only=True):
    """An order as it is now; a later event of the same id replaces it."""

    id: Annotated[str, Meta(min_length=1, max_length=100)]
    """The service's own id."""
    status: OrderStatus
    at: datetime
    """When it became so, by the service's clock; aware. An older event changes nothing."""
    account: Annotated[str, Meta(max_length=200)] = ""
    """The service's lasting id of the buyer."""
    buyer: Annotated[str, Meta(max_length=200), FREE_TEXT] = ""
    phone: Annotated[str, Meta(max_length=40), FREE_TEXT] = ""
    """As the service gives it, often masked already."""
    lines: tuple[OrderLine, ...] = ()
    """Empty: as told before."""
    total_vnd: Amount | None = None
    """What the buyer pays; None where the service does not tell."""
    service: Annotated[str, Meta(max_length=20)] = ""
    """Where the source carries several; else the manifest's."""


class OrderContext(Context, Protocol):
    """What an order source is given besides what every plugin is."""

    async def emit(self, *events: OrderEvent) -> None:
        """Tell what came, in order; waits like that of chat sources. Raises ValueError."""
        ...


class OrderSource(Plugin):
    """Listens to one shop's orders; `context.resume` says where to go on."""

    KIND: ClassVar[str] = "orders"
    context: OrderContext

    async def run(self) -> None:
        """Connect and emit until the connection ends; says `connected` (or emits) within 60 s. A
        source that is only called by `hook` says `connected` and waits."""
        raise NotImplementedError
