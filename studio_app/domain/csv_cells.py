"""Cells of files for spreadsheets, which must take nothing that people wrote for a formula."""

from datetime import UTC, datetime

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def text_cell(text: str) -> str:
    """A text as a spreadsheet shows it and does not carry it out."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def time_cell(at: datetime) -> str:
    """A time in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
