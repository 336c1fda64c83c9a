"""A booth room that can commission: templates in a folder, entries kept in the store alone."""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec.structs import replace

from resources import resource
from studio_app.domain.actions.commissioning import CommissionBooth, MendBooth
from studio_app.domain.booth import Booth
from studio_app.domain.commission import CommissionReport, Drift, DriftStatus
from studio_app.domain.ids import BoothId
from studio_app.services.commissioning import Commissioning
from studio_app.services.drift import DriftWatch
from studio_app.services.templates import TemplateShelf
from tests.fakes.booth_room import BOOTH, BoothRoom, context
from tests.real_obs import RealObs


class CommissionRoom(BoothRoom):
    """A booth room with commissioning and the watch for drift."""

    def __init__(self, templates: Path) -> None:
        super().__init__()
        self.reached: dict[BoothId, tuple[str, int, str]] = {}
        shelf = TemplateShelf(resource("booth_templates"), templates)
        self.drifts = DriftWatch(self.links, self.store, shelf, self.clock, templates_every_s=0.3)
        self.commissioning = Commissioning(self.access, shelf, self, self.drifts)
        self.drifts.start()

    def add_obs(self, obs: RealObs, booth: BoothId = BOOTH) -> None:
        """A booth for this OBS."""
        self.reached[booth] = ("127.0.0.1", obs.port, obs.password)
        self.add(obs.port, obs.password, booth)

    async def reach(self, booth: BoothId) -> tuple[str, int, str]:
        return self.reached[booth]

    async def change(self, booth: BoothId, changes: Mapping[str, object]) -> None:
        entry = self.get(Booth, "booth", booth)
        self.store.apply({("booth", booth): replace(entry, **changes)})

    async def commission(
        self,
        template: str,
        booth: BoothId = BOOTH,
        *,
        dry_run: bool = False,
        confirmed: bool = False,
    ) -> CommissionReport:
        """Carry the action out."""
        action = CommissionBooth(booth=booth, template=template, dry_run=dry_run)
        outcome = await self.commissioning.commission(action, context(confirmed=confirmed))
        assert isinstance(outcome.value, CommissionReport)
        return outcome.value

    async def mend(self, booth: BoothId = BOOTH) -> CommissionReport:
        """Carry the action out."""
        outcome = await self.commissioning.mend(MendBooth(booth=booth), context())
        assert isinstance(outcome.value, CommissionReport)
        return outcome.value

    def drift(self, booth: BoothId = BOOTH) -> Drift | None:
        """What the watch says."""
        return self.store.get(Drift, "drift", booth)

    async def until_drift(
        self, condition: Callable[[Drift], bool], booth: BoothId = BOOTH, within_s: float = 20.0
    ) -> Drift:
        """Wait until the watch says something of this kind."""

        def told() -> bool:
            drift = self.drift(booth)
            return drift is not None and condition(drift)

        assert await self.store.until(told, within_s), f"drift is {self.drift(booth)}"
        found = self.drift(booth)
        assert found is not None
        return found

    async def drifted(self, *texts: str, booth: BoothId = BOOTH, within_s: float = 12.0) -> Drift:
        """Wait until exactly these differences are told (none: until all is as commissioned)."""
        wanted = DriftStatus.DRIFTED if texts else DriftStatus.OK

        def told() -> bool:
            drift = self.drift(booth)
            return (
                drift is not None
                and drift.status is wanted
                and sorted(change.text for change in drift.changes) == sorted(texts)
            )

        if not await self.store.until(told, within_s):
            drift = self.drift(booth)
            said = [change.text for change in drift.changes] if drift else None
            raise AssertionError(f"drift is {drift and drift.status}, {said}; wanted {texts}")
        found = self.drift(booth)
        assert found is not None
        return found

    async def close(self) -> None:
        """End the watch as well."""
        await self.drifts.stop()
        await super().close()
        await asyncio.sleep(0)
