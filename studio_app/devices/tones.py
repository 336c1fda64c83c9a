"""Short tones of a severity, made as numbers; no device is touched here."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 48_000
EDGE_S = 0.008
"""Every note fades in and out so long: an edge would click."""


class Note(NamedTuple):
    """One pitch; 0 Hz is a rest."""

    hz: float
    length_s: float


WARNING = (Note(660, 0.16),)
CRITICAL = (
    Note(880, 0.14),
    Note(0, 0.06),
    Note(880, 0.14),
    Note(0, 0.06),
    Note(1175, 0.22),
)


def tone(notes: tuple[Note, ...], volume: float) -> NDArray[np.float32]:
    """The notes one after the other, mono, -1 to 1; `volume` is 0 to 1, heard as a square law so
    that half is about half as loud."""
    parts = [_note(note) for note in notes]
    level = min(max(volume, 0.0), 1.0) ** 2
    return (np.concatenate(parts) * level).astype(np.float32)


def _note(note: Note) -> NDArray[np.float64]:
    count = round(note.length_s * RATE_HZ)
    time_s = np.arange(count) / RATE_HZ
    if not note.hz:
        return np.zeros(count)
    edge = np.minimum(1.0, np.minimum(time_s, time_s[::-1]) / EDGE_S)
    # A little of the octave: a pure sine hides in a room's hum.
    wave = 0.8 * np.sin(2 * np.pi * note.hz * time_s)
    wave += 0.2 * np.sin(4 * np.pi * note.hz * time_s)
    return np.asarray(wave * edge, dtype=np.float64)
