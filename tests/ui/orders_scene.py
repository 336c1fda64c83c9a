"""Orders to look at, for tests and pictures."""

from collections.abc import Sequence
from datetime import timedelta

from studio_app.domain.orders import FoundOrder, Order, OrderLine, OrderStatus
from tests.ui.fake_client import START
from ui.bridge.client import BoothKey

NAMES = ("Thu Nga", "Quỳnh Anh", "Mỹ Duyên", "Khánh An", "Tường Vi", "Ngân")
STATUSES = (OrderStatus.CONFIRMED, OrderStatus.TO_CONFIRM, OrderStatus.CONFIRMED)


def order(booth: BoothKey, number: int, **fields: object) -> Order:
    """Order `number`, made so many minutes after the start."""
    facts: dict[str, object] = {
        "number": number,
        "status": OrderStatus.TO_CONFIRM,
        "at": START + timedelta(minutes=number),
        "changed": START + timedelta(minutes=number),
        "by": "Minh",
        "booth": booth[1],
        "row": 110,
        "service": "tiktok",
        "buyer": 1,
        "name": NAMES[number % len(NAMES)],
        "phone": "0912345678",
        "lines": (OrderLine(code="A12", quantity=2, size="M"),),
        **fields,
    }
    return Order(**facts)  # type: ignore[arg-type]


def found(booth: BoothKey, number: int, cursor: int = 0, **fields: object) -> FoundOrder:
    """As an answer of the server."""
    return FoundOrder(cursor=cursor or 1000 + number, order=order(booth, number, **fields))


def evening(booth: BoothKey, count: int) -> Sequence[tuple[int, Order]]:
    """Rows of the log: orders 1 to `count`, every third to be confirmed, each seventh cancelled."""
    rows = []
    for number in range(1, count + 1):
        status = OrderStatus.CANCELLED if number % 7 == 0 else STATUSES[number % 3]
        rows.append((1000 + number, order(booth, number, status=status)))
    return rows
