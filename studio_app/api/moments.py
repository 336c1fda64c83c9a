"""Moments as services tell them: seconds or milliseconds since 1970, or ISO 8601."""

from datetime import UTC, datetime

_FIRST, _LAST = 946_684_800, 4_102_444_800  # 2000 to 2100: beyond is a mistake, not a moment


def moment(text: str) -> datetime | None:
    """An aware moment of either; ISO without a zone is UTC; None for anything else."""
    if text.isdecimal() and len(text) <= 16:
        number = float(text)
        return from_seconds(number / 1000 if number >= _LAST else number)
    try:
        said = datetime.fromisoformat(text)
        return said.astimezone(UTC) if said.tzinfo else said.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def from_seconds(since_1970: float) -> datetime | None:
    """An aware moment; None where the number is no time of our days."""
    return datetime.fromtimestamp(since_1970, UTC) if _FIRST <= since_1970 < _LAST else None
