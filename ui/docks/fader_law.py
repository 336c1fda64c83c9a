"""The fader: how far it stands for a level in dB, the scale beside it, and levels as typed."""

import math
import re

SILENCE_DB = -100.0
"""What OBS says of a fader that is shut; anything at or below `FLOOR_DB` is drawn there."""
FLOOR_DB = -96.0
TOP_DB = 0.0
"""Where the fader ends. More (to +26 dB) can be typed, never dragged to: a slip must not boost."""
MOST_DB = 26.0
STEP_DB = 0.5
"""One notch of the wheel or one arrow key."""
PAGE_DB = 3.0

SCALE_DB = (0.0, -5.0, -10.0, -20.0, -30.0, -45.0, -60.0)
"""Levels that get a tick beside the fader."""

# OBS's own mixer moves by this law, so a fader stands here where it stands there:
# libobs/obs-audio-controls.c, OBS_FADER_LOG (log_def_to_db, log_db_to_def).
_OFFSET_DB = 6.0
_RANGE_DB = 96.0
_AT_TOP = -math.log10(_OFFSET_DB)
_AT_FLOOR = -math.log10(_RANGE_DB + _OFFSET_DB)


def position_of_db(db: float) -> float:
    """Where the fader stands, 0 (shut) to 1 (0 dB and above), for a level in dB."""
    if db >= TOP_DB:
        return 1.0
    if db <= FLOOR_DB:
        return 0.0
    return (-math.log10(_OFFSET_DB - db) - _AT_FLOOR) / (_AT_TOP - _AT_FLOOR)


def db_of_position(position: float) -> float:
    """The level in dB at a place of the fader; `SILENCE_DB` at its very end."""
    if position >= 1.0:
        return TOP_DB
    if position <= 0.0:
        return SILENCE_DB
    whole = _RANGE_DB + _OFFSET_DB
    return _OFFSET_DB - whole * math.pow(whole / _OFFSET_DB, -position)


def stepped(db: float, steps: float, step_db: float = STEP_DB) -> float:
    """The level some notches further, on the grid of `step_db`.

    A notch never goes above 0 dB; a level that somebody typed above it only comes down.
    """
    wanted = max(db, FLOOR_DB) + steps * step_db
    level = min(round(wanted / step_db) * step_db, max(TOP_DB, db))
    return level if level > FLOOR_DB else SILENCE_DB


_TYPED = re.compile(r"^([+-]?\d+(?:[.,]\d+)?)\s*(?:db)?$", re.IGNORECASE)
_SILENT = {"-inf", "-∞", "inf", "∞", "off"}


def db_of_text(text: str) -> float | None:
    """The level that somebody typed ("-3,5", "−3.5 dB", "-inf"), or None when it is none or
    above +26 dB."""
    plain = text.strip().replace("−", "-").replace("–", "-")
    if plain.lower().removesuffix("db").strip() in _SILENT:
        return SILENCE_DB
    found = _TYPED.match(plain)
    if found is None:
        return None
    db = float(found[1].replace(",", "."))
    if db > MOST_DB:
        return None
    return db if db > FLOOR_DB else SILENCE_DB
