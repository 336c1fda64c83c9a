"""What the doctor finds: one thing looked at, how it is, and what to do about it."""

from enum import StrEnum

import msgspec


class Level(StrEnum):
    """How a finding is."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing looked at; `advice` is what to do, where something is to be done."""

    what: str
    level: Level
    found: str
    advice: str = ""


def ok(what: str, found: str) -> Finding:
    """Nothing to do."""
    return Finding(what=what, level=Level.OK, found=found)


def warning(what: str, found: str, advice: str = "") -> Finding:
    """It works, yet somebody should know."""
    return Finding(what=what, level=Level.WARNING, found=found, advice=advice)


def wrong(what: str, found: str, advice: str = "") -> Finding:
    """It does not work until something is done."""
    return Finding(what=what, level=Level.WRONG, found=found, advice=advice)
