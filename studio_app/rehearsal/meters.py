"""Sound levels of simulated microphones: phrases and pauses, drawn once, played in a loop."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from studio_app.rehearsal.model import Input
from studio_app.rehearsal.protocol import Json

if TYPE_CHECKING:
    from studio_app.rehearsal.booth import Booth

METER_HZ = 20
"""OBS tells levels every 50 ms."""

_LOOP_S = 40
_FLOOR = 0.0006
Levels = npt.NDArray[np.float32]


def speech(seed: int) -> Levels:
    """40 s of levels at 20 Hz, shape (800, 2): RMS and peak as factors of full scale.

    Phrases of 1.5 to 5 s at about 4 syllables a second with falling loudness, pauses between
    them, a room's noise below: what a host's microphone shows.
    """
    chance = np.random.default_rng(seed)
    count = _LOOP_S * METER_HZ
    rms = np.full(count, _FLOOR)
    at = int(chance.integers(0, METER_HZ))
    while at < count:
        length = int(chance.uniform(1.5, 5.0) * METER_HZ)
        steps = np.arange(length)
        rate = chance.uniform(3.2, 4.8)
        syllables = 0.55 + 0.45 * np.sin(2 * np.pi * rate * steps / METER_HZ + chance.uniform(0, 6))
        melody = 1.0 - 0.4 * steps / length
        accents = chance.uniform(0.6, 1.0, length)
        phrase = 0.16 * chance.uniform(0.7, 1.2) * syllables * melody * accents
        end = min(at + length, count)
        rms[at:end] = np.maximum(phrase[: end - at], _FLOOR * 2)
        at = end + int(chance.uniform(0.3, 1.6) * METER_HZ)
    rms *= chance.uniform(0.92, 1.08, count)
    peak = np.clip(rms * chance.uniform(1.8, 2.8, count), 0.0, 1.0)
    return np.stack([rms, peak], axis=1).astype(np.float32)


def music(seed: int) -> Levels:
    """40 s of a steady beat at 20 Hz, shaped like `speech`."""
    chance = np.random.default_rng(seed)
    steps = np.arange(_LOOP_S * METER_HZ)
    beat = 0.04 + 0.05 * np.exp(-((steps * 2.0 / METER_HZ) % 1.0) * 3.0)
    rms = beat * chance.uniform(0.9, 1.1, steps.size)
    return np.stack([rms, rms * 2.2], axis=1).astype(np.float32)


class Meters:
    """The levels of every input of a booth, read 20 times a second."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._tick = 0
        self._loops: dict[str, list[tuple[float, float]]] = {}

    def _loop(self, source: Input) -> list[tuple[float, float]]:
        loop = self._loops.get(source.name)
        if loop is None:
            seed = self._seed * 1009 + sum(source.name.encode())
            plays = source.kind.name == "pulse_output_capture"
            levels = music(seed) if plays else speech(seed)
            loop = self._loops[source.name] = [(float(rms), float(peak)) for rms, peak in levels]
        return loop

    def next(self, booth: "Booth", inputs: Iterable[Input]) -> Json:
        """Fields of InputVolumeMeters: two channels of RMS, peak after the fader, peak before."""
        self._tick += 1
        told: list[Json] = []
        silent = booth.faults.silent
        for one in inputs:
            loop = self._loop(one)
            rms, peak = loop[self._tick % len(loop)]
            if silent:
                rms = peak = 0.0
            factor = 0.0 if one.sound.muted else one.sound.volume
            level = [rms * factor, peak * factor, peak]
            told.append({**booth.ref("input", one), "inputLevelsMul": [level, level]})
        return {"inputs": told}
