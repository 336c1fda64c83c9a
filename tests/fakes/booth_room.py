"""A server's booth half for tests: store, links and services, without server and database."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from studio_app.domain.booth import (
    Booth,
    Input,
    Link,
    LinkStatus,
    Output,
    OutputKind,
    Scene,
    SceneRole,
    SentBy,
    Switcher,
    Tally,
)
from studio_app.domain.errors import StudioError
from studio_app.domain.feed import Act, ActionCall
from studio_app.domain.ids import BoothId, new_request_id
from studio_app.domain.records import Changes, RecordKey
from studio_app.domain.roles import Principal, Role
from studio_app.domain.struct import Fact
from studio_app.obs.link import ObsLink, ObsTarget
from studio_app.obs.links import LinkRoom
from studio_app.services.action_desk import ActionContext, Outcome
from studio_app.services.booth_access import BoothAccess
from studio_app.services.live import LiveService
from studio_app.services.meters import MeterService
from studio_app.services.obs_setup import ObsSetup
from studio_app.services.outputs import Outputs
from studio_app.services.pictures import PictureService
from studio_app.services.sound import Sound
from studio_app.services.sources import Sources
from studio_app.services.switching import Switching
from studio_app.stores.booths import BoothStore
from studio_app.support.clock import SystemClock

F = TypeVar("F", bound=Fact)

BOOTH = BoothId("one")
PERSON = Principal(name="Test", role=Role.TECHNICIAN, origin="test")


def context(*, confirmed: bool = False) -> ActionContext:
    """What a handler is given beside its action."""
    call = ActionCall(name="test", params=msgspec.Raw(b"\x80"))
    act = Act(request_id=new_request_id(), call=call, confirmed=confirmed)
    return ActionContext(PERSON, act, _keep, _progress)


async def _keep(connection: AsyncConnection, outcome: Outcome) -> None:
    """No database here."""


async def _progress(fraction: float | None, step: str, so_far: bytes | None = None) -> None:
    """Nobody looks."""


class BoothRoom:
    """Everything that acts on booths, on the running loop; `close` leaves nothing behind."""

    def __init__(self) -> None:
        self.clock = SystemClock()
        self.store = BoothStore()
        self.links = LinkRoom(self.store, self.clock)
        self.access = BoothAccess(self.links, self.store)
        self.switching = Switching(self.access)
        self.setup = ObsSetup(self.access)
        self.sources = Sources(self.access)
        self.sound = Sound(self.access)
        self.outputs = Outputs(self.access)
        self.live = LiveService(self.store, self.clock)
        self.pictures = PictureService(self.links, self.store, self.clock)
        self.meters = MeterService(self.links)
        self.seen: list[tuple[RecordKey, Fact | None, Fact | None]] = []
        """Every change since the last `forget`, in order."""
        self.patches: list[Changes] = []
        self.store.changed.connect(lambda key, old, new: self.seen.append((key, old, new)))
        self.store.applied.connect(self.patches.append)

    def add(
        self,
        port: int,
        password: str = "",
        booth: BoothId = BOOTH,
        *,
        roles: dict[SceneRole, str] | None = None,
        sent_by: SentBy = SentBy.OBS,
        host: str = "127.0.0.1",
    ) -> ObsLink:
        """A booth, and its link on the way."""

        async def secret() -> str:
            return password

        number = 1 + len(self.store.booths())
        entry = Booth(
            number=number,
            name=f"Booth {number}",
            host="Lan",
            address=f"{host}:{port}",
            local=True,
            sent_by=sent_by,
            scene_roles=roles or {},
        )
        self.store.apply({("booth", booth): entry})
        self.links.set_booth(booth, ObsTarget(host, port, secret))
        return self.links.get(booth)

    async def connected(self, booth: BoothId = BOOTH, within_s: float = 10.0) -> None:
        """Wait until the link is up."""
        await self.until(lambda: self.status(booth) is LinkStatus.CONNECTED, within_s)

    async def until(self, condition: Callable[[], bool], within_s: float = 5.0) -> None:
        """Wait for a condition of the store; fails with what is there when it does not come."""
        if not await self.store.until(condition, within_s):
            link = self.store.link(BOOTH)
            raise AssertionError(
                f"did not come in {within_s} s; link {link}, switcher {self.store.switcher(BOOTH)}"
            )

    def get(self, type_: type[F], *key: str) -> F:
        """A record that must be there."""
        record = self.store.get(type_, *key)
        assert record is not None, f"no record {key}"
        return record

    def status(self, booth: BoothId = BOOTH) -> LinkStatus | None:
        """How the link is."""
        link = self.store.link(booth)
        return link.status if link else None

    def link(self, booth: BoothId = BOOTH) -> Link:
        """The link's record."""
        return self.get(Link, "link", booth)

    def problem(self, booth: BoothId = BOOTH) -> str:
        """The code of the link's problem."""
        found = self.link(booth).problem
        return found.code if found else ""

    def switcher(self, booth: BoothId = BOOTH) -> Switcher:
        """The switcher's record."""
        return self.get(Switcher, "switcher", booth)

    def tally(self, booth: BoothId = BOOTH) -> Tally:
        """The tally."""
        return self.get(Tally, "tally", booth)

    def scene(self, name: str, booth: BoothId = BOOTH) -> Scene:
        """A scene's items."""
        return self.get(Scene, "scene", booth, name)

    def input(self, name: str, booth: BoothId = BOOTH) -> Input:
        """An input."""
        return self.get(Input, "input", booth, name)

    def output(self, kind: OutputKind, booth: BoothId = BOOTH) -> Output:
        """An output."""
        return self.get(Output, "output", booth, kind)

    def forget(self) -> None:
        """Begin a new list of changes."""
        self.seen.clear()
        self.patches.clear()

    def values(self, kind: str) -> list[Fact | None]:
        """The new values of one kind since `forget`, in order."""
        return [new for key, _, new in self.seen if key[0] == kind]

    async def close(self) -> None:
        """End everything; a task of ours that is left is an error."""
        await self.switching.stop()
        await self.pictures.stop()
        self.meters.stop()
        self.live.stop()
        await self.links.stop()
        await asyncio.sleep(0)
        left = [
            task.get_name()
            for task in asyncio.all_tasks()
            if task.get_name().startswith(("obs ", "pictures ", "cut ")) and not task.done()
        ]
        assert not left, f"tasks left: {left}"


def code_of(error: StudioError) -> str:
    """The problem's code."""
    return error.problem.code
