"""Chat rows as CSV for other programs: times in UTC, no formulas, phone numbers as asked."""

import csv
import io
from collections.abc import Iterable

from studio_app.domain.chat import ChatRow, FoundRow
from studio_app.domain.csv_cells import text_cell, time_cell
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


def chat_csv(rows: Iterable[FoundRow], *, whole: bool) -> str:
    """Lines without a heading, in the order given. `whole`: phone numbers as they were written."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for found in rows:
        row = found.row
        cells = (_cell(row, column, whole=whole) for column in COLUMNS)
        writer.writerow((found.cursor, time_cell(row.at), row.booth, *cells))
    return out.getvalue()


def _cell(row: ChatRow, column: str, *, whole: bool) -> str:
    value = getattr(row, column)
    text = ("yes" if value else "") if isinstance(value, bool) else str(value)
    if not whole and column in ("author", "text"):
        text = mask_phones(text)
    return text_cell(text)
