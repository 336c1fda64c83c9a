"""Chat rows as CSV for other programs: times in UTC, no formulas, phone numbers as asked."""

import csv
import io
from collections.abc import Iterable
from datetime import UTC

from studio_app.domain.chat import ChatRow, FoundRow
from studio_app.domain.text.phones import mask_phones

COLUMNS = (
    "service",
    "kind",
    "author",
    "text",
    "count",
    "hidden",
    "question",
    "answered_by",
    "private",
    "source",
)
HEAD = ",".join(("cursor", "time_utc", "booth", *COLUMNS)) + "\n"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def chat_csv(rows: Iterable[FoundRow], *, whole: bool) -> str:
    """Lines without a heading, in the order given. `whole`: phone numbers as they were written."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for found in rows:
        row = found.row
        at = row.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        cells = (_cell(row, column, whole=whole) for column in COLUMNS)
        writer.writerow((found.cursor, at, row.booth, *cells))
    return out.getvalue()


def _cell(row: ChatRow, column: str, *, whole: bool) -> str:
    value = getattr(row, column)
    text = ("yes" if value else "") if isinstance(value, bool) else str(value)
    if not whole and column in ("author", "text"):
        text = mask_phones(text)
    # A spreadsheet must not take what a viewer wrote for a formula.
    return f"'{text}" if text.startswith(_FORMULA) else text
