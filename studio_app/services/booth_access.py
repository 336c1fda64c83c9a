"""What every action on a booth's OBS does first and last: guards, then waiting for OBS's word."""

from collections.abc import Callable
from typing import TypeVar

from studio_app.domain.booth import (
    Booth,
    Output,
    OutputKind,
    OutputStatus,
    Scene,
    SentBy,
    Switcher,
)
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.ids import BoothId
from studio_app.domain.struct import Fact
from studio_app.obs.link import ObsLink
from studio_app.obs.links import LinkRoom
from studio_app.obs.protocol import Answer, Code, ObsRefusal
from studio_app.obs.raw import Raw
from studio_app.stores.booths import BoothStore

F = TypeVar("F", bound=Fact)

SOON_S = 2.0
"""How long OBS may take to confirm what it does at once."""


class BoothAccess:
    """Guards and confirmations over links and store. A reply of OBS is never taken for the fact:
    `confirm` waits for the store, which only OBS's events and readings change."""

    def __init__(self, links: LinkRoom, store: BoothStore) -> None:
        self.links = links
        self.store = store

    def called(self, booth: BoothId) -> str:
        """The booth in words for a problem."""
        return self.store.called(booth)

    def link(self, booth: BoothId, *requests: str) -> ObsLink:
        """The link, able to make these requests now. Raises `no_such_booth`, `not_connected`,
        `link_not_ready`, `obs_lacks`."""
        link = self.links.get(booth)
        link.check(*requests)
        return link

    def switcher(self, booth: BoothId) -> Switcher:
        """The switcher as OBS last told it."""
        return self.store.switcher(booth) or Switcher(program="")

    def scene(self, booth: BoothId, scene: str) -> Scene:
        """A scene or group. Raises `no_such_scene`."""
        record = self.store.get(Scene, "scene", booth, scene)
        if record is None:
            raise self.no_scene(booth, scene)
        return record

    def no_scene(self, booth: BoothId, scene: str) -> StudioError:
        """The problem of a scene that is not there."""
        return fail("no_such_scene", booth=self.called(booth), scene=scene)

    def need_scene(self, booth: BoothId, scene: str) -> None:
        """Raise `no_such_scene` unless it can be put on a bus."""
        if scene not in self.switcher(booth).scenes:
            raise self.no_scene(booth, scene)

    async def request(
        self,
        link: ObsLink,
        kind: str,
        data: Raw | None = None,
        *,
        gone: StudioError | None = None,
        timeout_s: float = 5.0,
    ) -> None:
        """A request whose guard held a moment ago; `gone` is raised when OBS no longer knows the
        name in it."""
        self.accepted(link.booth, await link.ask(kind, data, timeout_s), gone=gone)

    def accepted(self, booth: BoothId, answer: Answer, *, gone: StudioError | None = None) -> None:
        """Raise `gone` or `obs_refused` unless OBS accepted the request."""
        if answer.ok:
            return
        if answer.code == Code.NOT_FOUND and gone is not None:
            raise gone
        raise ObsRefusal(self.called(booth), answer)

    async def confirm(
        self, booth: BoothId, request: str, condition: Callable[[], bool], within_s: float = SOON_S
    ) -> None:
        """Wait until the store shows it. Raises `obs_not_confirmed`, or `obs_gone` when the link
        breaks first."""
        link = self.links.get(booth)

        def settled() -> bool:
            return condition() or not link.connected

        if await self.store.until(settled, within_s) and condition():
            return
        if not link.connected:
            raise fail("obs_gone", booth=self.called(booth))
        raise fail(
            "obs_not_confirmed",
            booth=self.called(booth),
            request=request,
            seconds=f"{within_s:g}",
        )

    async def on_air(self, booth: BoothId, request: str, scene: str) -> None:
        """Wait until OBS says that a scene is on air. Raises what `confirm` does."""

        def there() -> bool:
            switcher = self.store.switcher(booth)
            return switcher is not None and switcher.program == scene

        await self.confirm(booth, request, there)


def viewers_see(access: BoothAccess, booth: BoothId, kind: OutputKind) -> bool:
    """Whether ending this output ends what viewers see: a running stream, or the virtual camera
    that the platform's own program films."""
    output = access.store.get(Output, "output", booth, kind)
    if output is None or output.status in (OutputStatus.OFF, OutputStatus.UNAVAILABLE):
        return False
    if kind is OutputKind.STREAM:
        return True
    entry = access.store.get(Booth, "booth", booth)
    by_program = entry is not None and entry.sent_by is SentBy.PLATFORM_PROGRAM
    return kind is OutputKind.VIRTUALCAM and by_program
