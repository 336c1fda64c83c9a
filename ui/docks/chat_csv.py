"""Chat rows that are shown as CSV, for other programs: phone numbers masked, no formulas."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import UTC

from studio_app.domain.text.phones import mask_phones
from ui.bridge.chat import ChatLine

COLUMNS = ("service", "kind", "author", "text", "count", "hidden", "question", "answered_by")


def chat_csv(lines: Iterable[ChatLine], booth_of: Callable[[ChatLine], str]) -> str:
    """Rows with a heading, times in UTC. A file is passed on: whoever reads it gets no phone
    numbers, and no spreadsheet takes what a viewer wrote for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("time_utc", "booth", *COLUMNS))
    for line in lines:
        row = line.row
        at = row.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        cells = [str(getattr(row, column)) for column in COLUMNS]
        writer.writerow((at, booth_of(line), *map(_plain, cells)))
    return out.getvalue()


def _plain(cell: str) -> str:
    masked = mask_phones(cell)
    return f"'{masked}" if masked[:1] in ("=", "+", "-", "@", "\t", "\r") else masked
