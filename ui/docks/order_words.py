"""Orders in the window's language: where one stands, what was bought, the whole of it as text."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from studio_app.domain.orders import Order, OrderLine, OrderStatus
from ui.docks.chat_words import service_name
from ui.figures import VIETNAM, clock
from ui.theme import GOOD, TEXT_SECOND, WARNING

translate = QCoreApplication.translate

STATUS_LOOK: Mapping[OrderStatus, tuple[str, str]] = {
    OrderStatus.TO_CONFIRM: ("question", WARNING),
    OrderStatus.CONFIRMED: ("check", GOOD),
    OrderStatus.CANCELLED: ("cross", TEXT_SECOND),
}
"""Shape and ink."""


def number_text(number: int) -> str:
    """How an order is called: "#12"."""
    return f"#{number}"


def status_text(status: OrderStatus) -> str:
    """Where an order stands, in a word or two."""
    return _STATUS[status]()


def line_text(line: OrderLine) -> str:
    """“2 × A12 M đỏ”; of one piece no count."""
    parts = (line.code or line.words, line.size, line.colour)
    what = " ".join(part for part in parts if part)
    return f"{line.quantity} × {what}" if line.quantity > 1 else what


def goods(order: Order) -> str:
    """Everything that was bought, in a line."""
    return ", ".join(line_text(line) for line in order.lines)


def customer(order: Order) -> str:
    """Whose order it is: some give no name."""
    return order.name or order.phone or translate("Orders", "a buyer")


def when(at: datetime, now: datetime) -> str:
    """“20:47”; of another day “04/03 20:47”."""
    here = at.astimezone(VIETNAM)
    if here.date() == now.astimezone(VIETNAM).date():
        return f"{here:%H:%M}"
    return f"{here:%d/%m %H:%M}"


def origin(order: Order) -> str:
    """Where it came from and when."""
    if order.row == 0:
        source = translate("Orders", "by phone or at the counter")
    else:
        source = service_name(order.service) or translate("Orders", "from the chat")
    return f"{source} · {clock(order.at)}"


def order_text(order: Order, booth: str) -> str:
    """The whole of it in lines, for a shop's program or a colleague."""
    head = " · ".join((number_text(order.number), booth, origin(order)))
    person = " · ".join(part for part in (order.name, order.phone) if part)
    lines = (head, person, order.address, *map(line_text, order.lines), order.note)
    return "\n".join(line for line in lines if line)


def detail(order: Order) -> str:
    """What the list has no room for: everything bought, who gets it where, the note."""
    person = (customer(order), order.phone if order.name else "", order.address)
    lines = (
        f"{number_text(order.number)} · {goods(order)}",
        " · ".join(part for part in person if part),
        order.note,
    )
    return "\n".join(line for line in lines if line)


def history(order: Order) -> str:
    """Where it came from, where it stands, and who saw to that last."""
    changed = f"{order.by}, {clock(order.changed)}"
    return f"{origin(order)} · {status_text(order.status)}: {changed}"


_STATUS: Mapping[OrderStatus, Callable[[], str]] = {
    OrderStatus.TO_CONFIRM: lambda: translate("Orders", "To confirm"),
    OrderStatus.CONFIRMED: lambda: translate("Orders", "Confirmed"),
    OrderStatus.CANCELLED: lambda: translate("Orders", "Cancelled"),
}
