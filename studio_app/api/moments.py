"""Moments as services tell them: seconds or milliseconds since 1970, or ISO 8601."""

from datetime import UTC, datetime

_FIRST, _LAST = 946_684_800, 4_102_444_800  # 2000 to 2100: beyond is a mistake, not a moment


def from_seconds(since_1970: float) -> datetime | None:
    """An aware moment; None where the number is no time of our days."""
    return datetime.fromtimestamp(since_1970, UTC) if _FIRST <= since_1970 < _LAST else None


def from_millis(since_1970: float) -> datetime | None:
    """An aware moment; None where the number is no time of our days."""
    return from_seconds(since_1970 / 1000)


def from_iso(text: str) -> datetime | None:
    """An aware moment; without a zone it is UTC; None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
