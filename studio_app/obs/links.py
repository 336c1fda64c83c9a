"""All links of this server: one for each booth, made, changed and dropped as `studio.toml` says."""

import asyncio
from collections.abc import Iterator

import msgspec

from studio_app.domain.errors import fail
from studio_app.domain.ids import BoothId
from studio_app.obs.link import ObsLink, ObsTarget
from studio_app.stores.booths import BoothStore
from studio_app.support.clock import Clock
from studio_app.support.signal import Signal


class LinkRoom:
    """The links by booth. Everything on the loop's thread; `stop` ends them all."""

    def __init__(self, store: BoothStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._links: dict[BoothId, ObsLink] = {}
        self._meters_wanted: frozenset[BoothId] = frozenset()
        self.meters: Signal[BoothId, msgspec.Raw, bool] = Signal()
        """A booth's undecoded `InputVolumeMeters` data; True when it is JSON, not MessagePack."""

    def set_booth(self, booth: BoothId, target: ObsTarget) -> None:
        """Link this booth to that OBS from now on; a booth that has a link keeps its records
        until the new one has told its own."""
        link = self._links.get(booth)
        if link is not None:
            link.retarget(target)
            return
        link = ObsLink(booth, target, self._store, self._clock, self.meters.emit)
        self._links[booth] = link
        link.want_meters(wanted=booth in self._meters_wanted)
        link.start()

    async def drop_booth(self, booth: BoothId) -> None:
        """End the booth's link and forget what its OBS told; no such booth is no error."""
        link = self._links.pop(booth, None)
        if link is not None:
            await link.stop()
            self._store.forget(booth)

    def get(self, booth: BoothId) -> ObsLink:
        """The booth's link. Raises `no_such_booth`."""
        link = self._links.get(booth)
        if link is None:
            raise fail("no_such_booth", booth=booth, booths=", ".join(self._links) or "–")
        return link

    def find(self, booth: BoothId) -> ObsLink | None:
        """The booth's link, if there is such a booth."""
        return self._links.get(booth)

    def __iter__(self) -> Iterator[ObsLink]:
        return iter(tuple(self._links.values()))

    def want_meters(self, booths: frozenset[BoothId]) -> None:
        """The booths whose OBS is to send audio levels; all others are not asked for any."""
        changed = self._meters_wanted ^ booths
        self._meters_wanted = booths
        for booth in changed:
            link = self._links.get(booth)
            if link is not None:
                link.want_meters(wanted=booth in booths)

    async def stop(self) -> None:
        """End all links; the records stay as last known."""
        links = list(self._links.values())
        self._links.clear()
        await asyncio.gather(*(link.stop() for link in links))
