"""What the mixer dock shows, from facts alone: which inputs in which order, and how they lie."""

from collections.abc import Iterable
from typing import NamedTuple

from studio_app.domain.booth import Input, Tally

CELL_WIDTH = 154
CELL_HEIGHT = 88
CELL_MOST = 300
SCROLL_BAR = 12
STRIP_WIDTH = 108
STRIP_LEAST = 240
"""Least height of an upright strip: below it a fader is too short to be set by hand."""


class MixerRow(NamedTuple):
    """One input with sound."""

    name: str
    input: Input
    on_air: bool


def mixer_rows(inputs: Iterable[tuple[str, Input]], tally: Tally | None) -> tuple[MixerRow, ...]:
    """The inputs that have sound, in the mixer's order (`Input.order`, then by name)."""
    program = frozenset(tally.program) if tally is not None else frozenset()
    return tuple(
        MixerRow(name, record, name in program)
        for name, record in sorted(inputs, key=lambda each: (each[1].order, each[0]))
        if record.audio
    )


class Arrangement(NamedTuple):
    """How the strips lie: upright beside each other, or lying in columns."""

    upright: bool
    columns: int
    width: int
    """Of one strip, in pixels."""


def arrange(room: tuple[int, int], count: int, gap: int = 6) -> Arrangement:
    """Lying strips while all of them fit; else upright ones, when there is height for faders."""
    width, height = room
    columns = max(1, (width + gap) // (CELL_WIDTH + gap))
    rows = -(-count // columns)
    fits = rows * (CELL_HEIGHT + gap) - gap <= height
    if not fits and height >= STRIP_LEAST:
        return Arrangement(upright=True, columns=max(1, count), width=STRIP_WIDTH)
    if not fits:
        width -= SCROLL_BAR
        columns = max(1, (width + gap) // (CELL_WIDTH + gap))
    columns = max(1, min(columns, count))
    lying = (width - gap * (columns - 1)) // columns
    return Arrangement(upright=False, columns=columns, width=min(max(lying, 120), CELL_MOST))
