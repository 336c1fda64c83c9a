"""What viewers hear of each booth: the level of its program mix, judged from its inputs' meters.

OBS tells no level of its mix, only one for each input. The peak told here is that of the loudest
input that viewers hear, which the mix's own peak is never below by much; the RMS is the inputs'
powers added, as for sounds that have nothing to do with each other. Neither is loudness in LUFS.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from studio_app.domain.booth import Input, Monitor, Tally
from studio_app.domain.ids import BoothId
from studio_app.domain.records import RecordKey
from studio_app.domain.struct import Fact
from studio_app.services.meters import MeterService
from studio_app.stores.booths import BoothStore
from studio_app.support.signal import Signal

SILENCE_DB = -127.5
"""What the meters' byte 0 stands for, see `BoothMeters`."""

_POWER = [0.0, *(10 ** ((byte - 255) / 20) for byte in range(1, 256))]
"""A byte's level as a power, full scale 1."""


class Level(NamedTuple):
    """One reading of a booth's program, dBFS, `SILENCE_DB` at the least."""

    peak_db: float
    rms_db: float


class ProgramSound:
    """Tells `level` for every booth whose meters come, whoever asked for them. On the loop's
    thread."""

    def __init__(self, store: BoothStore, meters: MeterService) -> None:
        self._store = store
        self._audible: dict[BoothId, frozenset[str]] = {}
        self._disconnect = (
            store.changed.connect(self._changed),
            meters.heard.connect(self._heard),
        )
        self.level: Signal[BoothId, Level] = Signal()
        """20 times a second a booth."""

    def stop(self) -> None:
        """Hear nothing any more."""
        for disconnect in self._disconnect:
            disconnect()

    def _changed(self, key: RecordKey, old: Fact | None, new: Fact | None) -> None:
        if key[0] in ("input", "tally"):
            self._audible.pop(BoothId(key[1]), None)

    def _heard(self, booth: BoothId, names: Sequence[str], levels: Sequence[int]) -> None:
        audible = self._audible.get(booth)
        if audible is None:
            audible = self._audible[booth] = audible_inputs(self._store, booth)
        peak, power = 0, 0.0
        for index, name in enumerate(names):
            if name not in audible:
                continue
            left, right, rms_left, rms_right = levels[4 * index : 4 * index + 4]
            peak = max(peak, left, right)
            power += max(_POWER[rms_left], _POWER[rms_right])
        rms_db = max(SILENCE_DB, 10 * math.log10(power)) if power else SILENCE_DB
        self.level.emit(booth, Level((peak - 255) / 2, rms_db))


def audible_inputs(store: BoothStore, booth: BoothId) -> frozenset[str]:
    """Names of the inputs that viewers hear: on the program by the tally, not muted, on some
    track, not for the headphones only. Their faders are in their levels already."""
    tally = store.get(Tally, "tally", booth)
    on_program = frozenset(tally.program) if tally is not None else frozenset()
    found = set()
    for key in store.keys("input", booth):
        entry = store.get(Input, *key)
        if (
            entry is not None
            and entry.audio
            and not entry.muted
            and entry.monitor is not Monitor.ONLY
            and any(entry.tracks)
            and key[2] in on_program
        ):
            found.add(key[2])
    return frozenset(found)
