"""Audio levels: asked of OBS only for booths that somebody looks at, four bytes an input."""

from bisect import bisect
from collections.abc import Sequence

import msgspec

from studio_app.domain.feed import BoothMeters
from studio_app.domain.ids import BoothId
from studio_app.obs.links import LinkRoom
from studio_app.support.signal import Signal

_STEPS = [10 ** ((byte - 255.5) / 40) for byte in range(1, 256)]
"""The linear factor from which on a level is byte 1, 2, … 255: half a dB a step, 255 is 0 dBFS."""


class _Levels(msgspec.Struct):
    """One input of `InputVolumeMeters`: for each channel RMS, peak and peak before the fader, as
    linear factors."""

    inputName: str
    inputLevelsMul: list[list[float]]


class _Event(msgspec.Struct):
    inputs: list[_Levels]


_FROM_MSGPACK = msgspec.msgpack.Decoder(_Event).decode
_FROM_JSON = msgspec.json.Decoder(_Event).decode
_ENCODE = msgspec.msgpack.Encoder().encode
_UNDECODABLE = (msgspec.MsgspecError, ValueError, RecursionError, OverflowError)


class MeterService:
    """Levels of the booths that clients want. On the loop's thread."""

    def __init__(self, links: LinkRoom) -> None:
        self._links = links
        self._clients: dict[int, tuple[object, frozenset[BoothId]]] = {}
        self._disconnect = links.meters.connect(self._heard)
        self.arrived: Signal[BoothId, bytes] = Signal()
        """Booth and its encoded `BoothMeters`, the same for every client."""
        self.heard: Signal[BoothId, Sequence[str], Sequence[int]] = Signal()
        """The same before it is encoded, for who judges it here: booth, names, four bytes each."""
        self.undecodable = 0
        """Events of levels that made no sense."""

    def want(self, client: object, booths: Sequence[BoothId]) -> None:
        """Replace which booths this client wants; none when it goes."""
        if booths:
            self._clients[id(client)] = (client, frozenset(booths))
        else:
            self._clients.pop(id(client), None)
        wanted: frozenset[BoothId] = frozenset()
        self._links.want_meters(wanted.union(*(of for _, of in self._clients.values())))

    def stop(self) -> None:
        """No more levels from any OBS."""
        self._disconnect()
        self._clients.clear()
        self._links.want_meters(frozenset())

    def _heard(self, booth: BoothId, data: msgspec.Raw, json: bool) -> None:
        try:
            event = (_FROM_JSON if json else _FROM_MSGPACK)(data)
        except _UNDECODABLE:
            self.undecodable += 1
            return
        names, levels = packed(event)
        self.heard.emit(booth, names, levels)
        self.arrived.emit(
            booth, _ENCODE(BoothMeters(booth=booth, inputs=tuple(names), levels=bytes(levels)))
        )


def packed(event: _Event) -> tuple[list[str], bytearray]:
    """Names and four bytes for each: peak left and right, RMS left and right. One channel counts
    for both sides; of more than two, as OBS's own mixer shows them, the first two."""
    names: list[str] = []
    levels = bytearray()
    for entry in event.inputs:
        names.append(entry.inputName)
        channels = entry.inputLevelsMul
        if not channels:
            levels += b"\0\0\0\0"
            continue
        left = channels[0]
        right = channels[1] if len(channels) > 1 else left
        if len(left) < 2 or len(right) < 2:
            levels += b"\0\0\0\0"
            continue
        levels += bytes(
            (
                level_byte(left[1]),
                level_byte(right[1]),
                level_byte(left[0]),
                level_byte(right[0]),
            )
        )
    return names, levels


def level_byte(factor: float) -> int:
    """A linear factor as (dBFS × 2) + 255, 0 to 255; what is no number is silence."""
    return bisect(_STEPS, factor) if factor == factor else 0  # noqa: PLR0124 - NaN is not itself
