"""Reading OBS's raw messages without trusting them: wrong types and missing fields become None.

Everything here is what obs-websocket 5 calls `eventData` or `responseData`, decoded but not
believed. Source: obs-websocket's `docs/generated/protocol.md`.
"""

import math
from collections.abc import Iterator, Mapping

Raw = Mapping[str, object]
"""A decoded message body; keys may be anything when the sender is broken."""

NOTHING: Raw = {}

_LARGEST = 2**53
"""Whole numbers beyond this are not exact in JSON; OBS has none."""


def mapping(value: object) -> Raw:
    """The value when it is a map, else an empty one."""
    return value if isinstance(value, dict) else NOTHING


def maps(data: Raw, name: str) -> Iterator[Raw]:
    """The maps in the list `data[name]`; what is not a map is left out."""
    value = data.get(name)
    if isinstance(value, list):
        for entry in value:
            if isinstance(entry, dict):
                yield entry


def texts(data: Raw, name: str) -> tuple[str, ...]:
    """The texts in the list `data[name]`, each once, in order."""
    value = data.get(name)
    if not isinstance(value, list):
        return ()
    return tuple(dict.fromkeys(entry for entry in value if isinstance(entry, str)))


def text(data: Raw, name: str) -> str | None:
    """`data[name]` when it is a text."""
    value = data.get(name)
    return value if isinstance(value, str) else None


def flag(data: Raw, name: str) -> bool | None:
    """`data[name]` when it is true or false."""
    value = data.get(name)
    return value if isinstance(value, bool) else None


def number(data: Raw, name: str) -> float | None:
    """`data[name]` when it is a finite number."""
    value = data.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, int):
        return float(value) if -_LARGEST <= value <= _LARGEST else None
    return value if math.isfinite(value) else None


def whole(data: Raw, name: str) -> int | None:
    """`data[name]` when it is a number, rounded; None beyond ±2^53."""
    value = number(data, name)
    return round(value) if value is not None and abs(value) <= _LARGEST else None


def count(data: Raw, name: str) -> int | None:
    """`data[name]` when it is a number of zero or more, rounded."""
    value = whole(data, name)
    return value if value is not None and value >= 0 else None


def within(value: float, least: float, most: float) -> float:
    """`value`, moved into its range where it lies outside."""
    return min(most, max(least, value))
