"""The feed's pictures: the newest of each bus to whoever wants it, the same bytes to everybody."""

import math
from collections.abc import Callable, Sequence

from studio_app.domain.feed import Bus, PictureWant
from studio_app.domain.ids import BoothId
from studio_app.server.ports import PictureSource
from studio_app.support.clock import Clock

FPS_MOST = 30.0
WIDTH_LEAST, WIDTH_MOST = 64, 1920
EARLY = 0.25
"""Share of its interval by which a picture may come early; sources do not tick exactly."""

PictureKey = tuple[BoothId, Bus]


class PictureChannel:
    """Hands arriving pictures to the lanes that want them. Lives on the loop's thread."""

    def __init__(self, source: PictureSource, clock: Clock) -> None:
        self._source = source
        self._clock = clock
        self._lanes: dict[PictureKey, list[PictureLane]] = {}
        self._disconnect = source.arrived.connect(self._arrived)

    def stop(self) -> None:
        """Hear of no more pictures."""
        self._disconnect()

    def open(self, wake: Callable[[], None]) -> "PictureLane":
        """A new client's lane, which wants nothing yet."""
        return PictureLane(self, wake)

    def want(self, lane: "PictureLane", old: set[PictureKey], wants: Sequence[PictureWant]) -> None:
        """Replace what a lane wants, here and at the source."""
        for key in old:
            self._lanes[key].remove(lane)
            if not self._lanes[key]:
                del self._lanes[key]
        for want in wants:
            self._lanes.setdefault((want.booth, want.bus), []).append(lane)
        self._source.want(lane, wants)

    def _arrived(self, booth: BoothId, bus: Bus, frame: bytes) -> None:
        lanes = self._lanes.get((booth, bus))
        if lanes:
            now_s = self._clock.monotonic_s()
            for lane in lanes:
                lane.put((booth, bus), frame, now_s)


class PictureLane:
    """The newest picture of each bus that one client wants and has not been sent."""

    def __init__(self, channel: PictureChannel, wake: Callable[[], None]) -> None:
        self._channel = channel
        self._wake = wake
        self._interval_s: dict[PictureKey, float] = {}
        self._due_s: dict[PictureKey, float] = {}
        self._waiting: dict[PictureKey, bytes] = {}

    def want(self, wants: Sequence[PictureWant]) -> None:
        """Replace what the client wants; rates and widths out of range are brought into it."""
        fair = {
            (want.booth, want.bus): PictureWant(
                booth=want.booth,
                bus=want.bus,
                fps=min(want.fps, FPS_MOST),
                width=min(max(want.width, WIDTH_LEAST), WIDTH_MOST),
            )
            for want in wants
            if math.isfinite(want.fps) and want.fps > 0
        }
        old = set(self._interval_s)
        self._interval_s = {key: 1 / want.fps for key, want in fair.items()}
        self._due_s = {key: due for key, due in self._due_s.items() if key in fair}
        self._waiting = {key: frame for key, frame in self._waiting.items() if key in fair}
        self._channel.want(self, old, list(fair.values()))

    def put(self, key: PictureKey, frame: bytes, now_s: float) -> None:
        """A picture came; it waits unless it is more than this client asked for."""
        interval_s = self._interval_s[key]
        due_s = self._due_s.get(key, 0.0)
        if now_s < due_s - EARLY * interval_s:
            return
        self._due_s[key] = (due_s if now_s - due_s < interval_s else now_s) + interval_s
        self._waiting[key] = frame
        self._wake()

    def take(self) -> bytes | None:
        """The picture that has waited longest, in its newest form."""
        if not self._waiting:
            return None
        return self._waiting.pop(next(iter(self._waiting)))

    def close(self) -> None:
        """Want nothing any more."""
        self.want([])
