"""The feed's meters: the newest levels of all wanted booths in one frame, 20 times a second."""

import asyncio
from collections.abc import Callable, Iterable, Sequence

import msgspec

from studio_app.domain.feed import Frame
from studio_app.domain.ids import BoothId
from studio_app.server.ports import MeterSource

EVERY_S = 0.05

_ENCODER = msgspec.msgpack.Encoder()


class _EncodedMeters(Frame, frozen=True, kw_only=True, tag="meters"):
    """A `Meters` frame of booths that are encoded already."""

    booths: list[msgspec.Raw]


class MeterChannel:
    """Gathers levels and hands them out on one beat for all clients. On the loop's thread."""

    def __init__(self, source: MeterSource) -> None:
        self._source = source
        self._lanes: list[MeterLane] = []
        self._fresh: dict[BoothId, bytes] = {}
        self._beat: asyncio.TimerHandle | None = None
        self._last_beat_s = 0.0
        self._disconnect = source.arrived.connect(self._arrived)

    def stop(self) -> None:
        """Hear of no more levels."""
        self._disconnect()
        if self._beat is not None:
            self._beat.cancel()
            self._beat = None

    def open(self, wake: Callable[[], None]) -> "MeterLane":
        """A new client's lane, which wants nothing yet."""
        lane = MeterLane(self, wake)
        self._lanes.append(lane)
        return lane

    def close(self, lane: "MeterLane") -> None:
        """Nothing more into this lane."""
        if lane in self._lanes:
            self._lanes.remove(lane)

    def want(self, lane: "MeterLane", booths: Sequence[BoothId]) -> None:
        """Tell the source."""
        self._source.want(lane, booths)

    def _arrived(self, booth: BoothId, levels: bytes) -> None:
        self._fresh[booth] = levels
        if self._beat is None:
            loop = asyncio.get_running_loop()
            due_s = max(loop.time(), self._last_beat_s + EVERY_S)
            self._beat = loop.call_at(due_s, self._hand_out)

    def _hand_out(self) -> None:
        self._beat = None
        self._last_beat_s = asyncio.get_running_loop().time()
        fresh, self._fresh = self._fresh, {}
        frames: dict[frozenset[BoothId], bytes] = {}
        for lane in self._lanes:
            mine = lane.wanted.intersection(fresh)
            if not mine:
                continue
            if lane.waiting:
                lane.add({booth: fresh[booth] for booth in mine})
                continue
            frame = frames.get(mine)
            if frame is None:
                frame = frames[mine] = meters_frame(fresh[booth] for booth in mine)
            lane.put(frame, {booth: fresh[booth] for booth in mine})


class MeterLane:
    """The newest levels that one client has not been sent."""

    def __init__(self, channel: MeterChannel, wake: Callable[[], None]) -> None:
        self.wanted: frozenset[BoothId] = frozenset()
        self.waiting: dict[BoothId, bytes] = {}
        self._channel = channel
        self._wake = wake
        self._frame: bytes | None = None

    def want(self, booths: Sequence[BoothId]) -> None:
        """Replace the booths."""
        self.wanted = frozenset(booths)
        self.waiting = {b: levels for b, levels in self.waiting.items() if b in self.wanted}
        self._frame = None
        self._channel.want(self, booths)

    def put(self, frame: bytes, levels: dict[BoothId, bytes]) -> None:
        """Levels after everything before has been sent; `frame` has them all."""
        self.waiting = levels
        self._frame = frame
        self._wake()

    def add(self, levels: dict[BoothId, bytes]) -> None:
        """Newer levels while older ones still wait."""
        self.waiting.update(levels)
        self._frame = None

    def take(self) -> bytes | None:
        """One frame with the newest levels of every booth that has new ones."""
        if not self.waiting:
            return None
        frame = self._frame or meters_frame(self.waiting.values())
        self.waiting, self._frame = {}, None
        return frame

    def close(self) -> None:
        """Want nothing any more."""
        self.want([])
        self._channel.close(self)


def meters_frame(levels: Iterable[bytes]) -> bytes:
    """A `Meters` frame of already encoded `BoothMeters`."""
    return _ENCODER.encode(_EncodedMeters(booths=[msgspec.Raw(one) for one in levels]))
