"""Orders as CSV for other programs, a row for each line: no formulas, phone numbers as asked."""

import csv
import io
from collections.abc import Iterable

from studio_app.domain.csv_cells import text_cell, time_cell
from studio_app.domain.orders import FoundOrder, OrderLine
from studio_app.domain.roles import Role
from studio_app.domain.text.masking import project

TEXTS = ("booth", "service", "name", "phone", "address", "note")
LINE = OrderLine.__struct_fields__
HEAD = ",".join(("order", "status", "made_utc", "changed_utc", "by", *TEXTS, *LINE)) + "\n"
MASKED = Role.TECHNICIAN
"""Sees what may be passed on: no phone number is whole."""


def orders_csv(orders: Iterable[FoundOrder], *, whole: bool) -> str:
    """Lines without a heading, in the order given. `whole`: phone numbers as they are kept."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for found in orders:
        order = found.order if whole else project(found.order, MASKED)
        times = (time_cell(order.at), time_cell(order.changed))
        texts = (order.by, *(getattr(order, name) for name in TEXTS))
        head = (order.number, order.status.value, *times, *map(text_cell, texts))
        for line in order.lines:
            writer.writerow((*head, *(text_cell(str(getattr(line, name))) for name in LINE)))
    return out.getvalue()
