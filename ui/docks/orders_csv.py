"""Orders as a table for other programs: a row for each line of an order, times in UTC."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import UTC

from ui.bridge.client import BoothKey
from ui.docks.orders_book import SeenOrder

COLUMNS = (
    *("number", "status", "time_utc", "booth", "service"),
    *("name", "phone", "address", "note"),
    *("code", "words", "quantity", "size", "colour", "by"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def orders_csv(orders: Iterable[SeenOrder], title_of: Callable[[BoothKey], str]) -> str:
    """With a heading. Phone numbers are whole: a shop's program must know whom to call. What a
    spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for seen in orders:
        order = seen.order
        at = order.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        head = (order.number, order.status.value, at, title_of(seen.booth), order.service)
        person = (order.name, order.phone, order.address, order.note)
        for line in order.lines:
            what = (line.code, line.words, line.quantity, line.size, line.colour, order.by)
            writer.writerow([_plain(cell) for cell in (*head, *person, *what)])
    return out.getvalue()


def _plain(cell: object) -> str:
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
