"""Pictures of program and preview: read once, at the highest rate anybody asked for."""

import asyncio
import binascii
import logging
import random
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from studio_app.domain.booth import Switcher
from studio_app.domain.errors import StudioError
from studio_app.domain.feed import Bus, Picture, PictureWant
from studio_app.domain.ids import BoothId
from studio_app.domain.records import RecordKey
from studio_app.domain.struct import Fact
from studio_app.obs.links import LinkRoom
from studio_app.obs.raw import text
from studio_app.stores.booths import BoothStore
from studio_app.support.clock import Clock
from studio_app.support.signal import Signal

log = logging.getLogger(__name__)

WIDEST = 1280
NARROWEST = 64
FASTEST_FPS = 30.0
SLOWEST_FPS = 0.1
QUALITY = 70
IDLE_S = 0.5
"""How long to wait where there is no picture: no link, no preview, a scene just removed."""
PATIENCE_S = 5.0
REQUEST = "GetSourceScreenshot"

_ENCODE = msgspec.msgpack.Encoder().encode


class _Wish(NamedTuple):
    fps: float
    width: int


class PictureService:
    """Reads pictures while somebody wants them. On the loop's thread; one request at a time for
    each OBS, so that a slow one only lowers its own rate."""

    def __init__(self, links: LinkRoom, store: BoothStore, clock: Clock) -> None:
        self._links = links
        self._store = store
        self._clock = clock
        self._clients: dict[int, tuple[object, tuple[PictureWant, ...]]] = {}
        self._readers: dict[BoothId, _Reader] = {}
        self._disconnect = store.changed.connect(self._changed)
        self.arrived: Signal[BoothId, Bus, bytes] = Signal()
        """Booth, bus and a whole encoded `Picture` frame, the same for every client."""

    def want(self, client: object, wants: Sequence[PictureWant]) -> None:
        """Replace what this client wants; nothing when it goes."""
        if wants:
            self._clients[id(client)] = (client, tuple(wants))
        else:
            self._clients.pop(id(client), None)
        highest: dict[BoothId, dict[Bus, _Wish]] = {}
        for _, of_client in self._clients.values():
            for want in of_client:
                if not want.fps > 0:
                    continue
                wishes = highest.setdefault(want.booth, {})
                known = wishes.get(want.bus, _Wish(0, 0))
                wishes[want.bus] = _Wish(
                    max(known.fps, min(FASTEST_FPS, max(SLOWEST_FPS, want.fps))),
                    max(known.width, min(WIDEST, max(NARROWEST, want.width))),
                )
        for booth in set(self._readers) - set(highest):
            self._readers.pop(booth).cancel()
        for booth, wishes in highest.items():
            reader = self._readers.get(booth)
            if reader is None:
                reader = self._readers[booth] = _Reader(
                    booth, self._links, self._store, self._clock, self.arrived
                )
            reader.want(wishes)

    def _changed(self, key: RecordKey, old: Fact | None, new: Fact | None) -> None:
        """Another scene on a bus is shown at once, not at the next beat."""
        if key[0] != "switcher" or not isinstance(new, Switcher):
            return
        reader = self._readers.get(BoothId(key[1]))
        if reader is None:
            return
        before = old if isinstance(old, Switcher) else Switcher(program="")
        if before.program != new.program:
            reader.hurry(Bus.PROGRAM)
        if before.preview != new.preview:
            reader.hurry(Bus.PREVIEW)

    async def stop(self) -> None:
        """Read nothing any more."""
        self._disconnect()
        self._clients.clear()
        readers = list(self._readers.values())
        self._readers.clear()
        await asyncio.gather(*(reader.stop() for reader in readers))


class _Reader:
    """Reads the wanted buses of one booth in turn."""

    def __init__(
        self,
        booth: BoothId,
        links: LinkRoom,
        store: BoothStore,
        clock: Clock,
        arrived: Signal[BoothId, Bus, bytes],
    ) -> None:
        self._booth = booth
        self._links = links
        self._store = store
        self._clock = clock
        self._arrived = arrived
        self._loop = asyncio.get_running_loop()
        self._wishes: dict[Bus, _Wish] = {}
        self._due_s: dict[Bus, float] = {}
        self._woken = asyncio.Event()
        self._task = self._loop.create_task(self._run(), name=f"pictures {booth}")

    def want(self, wishes: dict[Bus, _Wish]) -> None:
        now_s = self._loop.time()
        for bus, wish in wishes.items():
            if bus not in self._due_s:
                self._due_s[bus] = now_s + random.uniform(0, min(1.0, 1 / wish.fps))
            elif wish.fps > self._wishes[bus].fps:
                # Anywhere in its period: a wall that opens asks more of all booths at once, and
                # their pictures would come, and be painted, all together ever after.
                self._due_s[bus] = min(self._due_s[bus], now_s + random.uniform(0, 1 / wish.fps))
        self._due_s = {bus: due_s for bus, due_s in self._due_s.items() if bus in wishes}
        self._wishes = wishes
        self._woken.set()

    def hurry(self, bus: Bus) -> None:
        if bus in self._due_s:
            self._due_s[bus] = self._loop.time()
            self._woken.set()

    def cancel(self) -> None:
        self._task.cancel()

    async def stop(self) -> None:
        self._task.cancel()
        await asyncio.wait([self._task])

    async def _run(self) -> None:
        while True:
            bus = min(self._due_s, key=self._due_s.__getitem__)
            wait_s = self._due_s[bus] - self._loop.time()
            if wait_s > 0:
                self._woken.clear()
                timer = self._loop.call_later(wait_s, self._woken.set)
                try:
                    await self._woken.wait()
                finally:
                    timer.cancel()
                continue
            began_s = self._loop.time()
            self._due_s[bus] += 1 / self._wishes[bus].fps
            try:
                came = await self._read(bus, self._wishes[bus])
            except StudioError:
                came = False  # the link says why, once
            except Exception:
                log.exception("booth %s: reading a picture failed", self._booth)
                came = False
            now_s = self._loop.time()
            # A slow OBS gets as long a rest as it took.
            rest_s = now_s - began_s if came else IDLE_S
            for other in self._due_s:
                if other is bus or self._due_s[other] < now_s:
                    self._due_s[other] = max(self._due_s[other], now_s + rest_s)

    async def _read(self, bus: Bus, wish: _Wish) -> bool:
        """One picture; False when there is none to be had."""
        link, switcher = self._links.find(self._booth), self._store.switcher(self._booth)
        if link is None or not link.connected or switcher is None:
            return False
        scene = switcher.program if bus is Bus.PROGRAM else switcher.preview
        if not scene:
            return False
        wide, high = switcher.canvas
        width = min(wish.width, wide)
        taken = self._clock.now()
        asked = {
            "sourceName": scene,
            "imageFormat": "jpg",
            "imageWidth": width,
            "imageCompressionQuality": QUALITY,
        }
        answer = await link.ask(REQUEST, asked, timeout_s=PATIENCE_S)
        jpeg = jpeg_of(text(answer.data, "imageData") or "")
        if jpeg is None:
            return False
        picture = Picture(
            booth=self._booth,
            bus=bus,
            taken=taken,
            width=width,
            height=max(1, round(width * high / wide)),
            jpeg=jpeg,
        )
        self._arrived.emit(self._booth, bus, _ENCODE(picture))
        return True


def jpeg_of(data_url: str) -> bytes | None:
    """The JPEG in a `data:image/jpg;base64,…` text; None when it holds none."""
    head, _, body = data_url.partition(",")
    if not head.startswith("data:image/jp"):
        return None
    try:
        jpeg = binascii.a2b_base64(body)
    except (binascii.Error, ValueError):
        return None
    return jpeg if jpeg.startswith(b"\xff\xd8") else None
