"""What somebody types into the form of an order: read from a message, checked, made an action."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from msgspec import UNSET, UnsetType

from studio_app.domain.actions.orders import ChangeOrder, MakeOrder
from studio_app.domain.chat import ChatRow
from studio_app.domain.orders import Order, OrderLine
from studio_app.domain.text.order_reading import read_order
from ui.bridge.client import BoothKey

CODE_MOST = 40
QUANTITY_MOST = 999


class Why(StrEnum):
    """What keeps an order from being made."""

    NOTHING = "nothing"
    """No line says what is bought."""
    WHAT = "what"
    """A line has a size or a colour, but not of what."""
    QUANTITY = "quantity"
    BOOTH = "booth"


class DraftLine(NamedTuple):
    """One line as typed; `what` is a code or words."""

    what: str = ""
    quantity: str = "1"
    size: str = ""
    colour: str = ""

    @property
    def empty(self) -> bool:
        """Whether nobody has written into it."""
        return not (self.what.strip() or self.size.strip() or self.colour.strip())

    def why_not(self) -> Why | None:
        """What is wrong with it."""
        if not self.what.strip():
            return Why.WHAT
        quantity = self.quantity.strip()
        counted = quantity.isdecimal() and 1 <= int(quantity) <= QUANTITY_MOST
        return None if counted else Why.QUANTITY

    def line(self) -> OrderLine:
        """What it means; only of one that has nothing wrong. A single word with a figure in it is
        a code, as viewers type them."""
        what = " ".join(self.what.split())
        code = " " not in what and len(what) <= CODE_MOST and any(map(str.isdecimal, what))
        return OrderLine(
            code=what.upper() if code else "",
            words="" if code else what,
            quantity=int(self.quantity),
            size=self.size.strip(),
            colour=self.colour.strip(),
        )


@dataclass(frozen=True)
class Draft:
    """A form as it is filled in."""

    lines: tuple[DraftLine, ...] = (DraftLine(),)
    name: str = ""
    phone: str = ""
    address: str = ""
    note: str = ""
    booth: BoothKey | None = None
    """Where no message says it."""

    def why_not(self) -> tuple[int, Why] | None:
        """What keeps it from being sent, and in which line (0 where it is in none)."""
        written = [(at, line) for at, line in enumerate(self.lines) if not line.empty]
        if not written:
            return 0, Why.NOTHING
        return next(((at, why) for at, line in written if (why := line.why_not())), None)

    @property
    def goods(self) -> tuple[OrderLine, ...]:
        """The lines that say something."""
        return tuple(line.line() for line in self.lines if not line.empty)

    def on(self, now: "Draft", before: "Draft") -> "Draft":
        """What was written into a form that began as `before`, in one that begins as `now`: what
        nobody wrote is not put back."""
        found = {
            name: written if written != getattr(before, name) else getattr(now, name)
            for name in ("lines", "name", "phone", "address", "note", "booth")
            for written in (getattr(self, name),)
        }
        return Draft(**found)

    def make(self, row: int | None, *, again: bool = False) -> MakeOrder:
        """The action that makes an order of it, of this message or of none."""
        return MakeOrder(
            row=row,
            booth=self.booth[1] if row is None and self.booth is not None else None,
            lines=self.goods,
            name=self.name.strip(),
            phone=self.phone.strip(),
            address=self.address.strip(),
            note=self.note.strip(),
            again=again,
        )

    def change(self, before: Order, seen: int) -> ChangeOrder | None:
        """The action that writes what differs; None where nothing does."""
        action = ChangeOrder(
            number=before.number,
            seen=seen,
            lines=self.goods if self.goods != before.lines else UNSET,
            name=_other(self.name, before.name),
            phone=_other(self.phone, before.phone),
            address=_other(self.address, before.address),
            note=_other(self.note, before.note),
        )
        return action if action != ChangeOrder(number=before.number, seen=seen) else None


def of_message(row: ChatRow) -> Draft:
    """What a message seems to order, for a person to look at."""
    read = read_order(row.text)
    lines = tuple(map(_typed, read.lines)) or (DraftLine(),)
    return Draft(lines=lines, name=row.author, phone=read.phone)


def of_order(order: Order) -> Draft:
    """An order, to be changed."""
    return Draft(
        lines=tuple(map(_typed, order.lines)),
        name=order.name,
        phone=order.phone,
        address=order.address,
        note=order.note,
    )


def _typed(line: OrderLine) -> DraftLine:
    return DraftLine(line.code or line.words, str(line.quantity), line.size, line.colour)


def _other(text: str, before: str) -> str | UnsetType:
    return text.strip() if text.strip() != before else UNSET
