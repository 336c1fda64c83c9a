"""A plugin host with real runner processes, and sinks that write down what came."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Generic, TypeVar

from studio_app.api.orders import OrderEvent
from studio_app.domain.chat import ChatEvent
from studio_app.domain.errors import fail
from studio_app.domain.ids import BoothId
from studio_app.domain.plugin import (
    Instance,
    InstanceStatus,
    Plugin,
    PluginLine,
    PluginStatus,
    SettingScalar,
)
from studio_app.plugin_host.host import PluginHost
from studio_app.plugin_host.ports import InstanceSecrets, Sinks, Wanted
from studio_app.stores.plugins import PluginStore
from studio_app.support.clock import SteadyClock

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
BAD = Path(__file__).resolve().parents[1] / "plugins" / "bad"
EXAMPLES = Path(__file__).resolve().parents[1] / "plugins" / "examples"
WITHIN_S = 40.0

E = TypeVar("E")


class Noted(Generic[E]):
    """What sources told and asked to be remembered, by instance."""

    def __init__(self) -> None:
        self.events: dict[str, list[E]] = {}
        self.resumes: dict[str, str] = {}

    async def resume_of(self, instance: str) -> str:
        return self.resumes.get(instance, "")

    def remembered(self, instance: str) -> str:
        """What a source asked to be remembered last."""
        return self.resumes.get(instance, "").partition(" ")[2]

    def _note(self, instance: str, events: Sequence[E], resume: str) -> None:
        self.events.setdefault(instance, []).extend(events)
        if resume:
            self.resumes[instance] = resume


class NotedChat(Noted[ChatEvent]):
    """What chat sources told; `fails` is what the next so many takes do."""

    def __init__(self) -> None:
        super().__init__()
        self.lives: list[tuple[str, bool | None]] = []
        self.counts: list[tuple[str, int | None]] = []
        self.fails = 0
        self.raises: Exception | None = None
        self.breaks_on = ""
        """A text that is more than this sink can take."""
        self.takes = 0
        self.open = asyncio.Event()
        """Cleared, a take waits."""
        self.open.set()

    async def take(
        self, instance: str, service: str, booth: BoothId, events: Sequence[ChatEvent], resume: str
    ) -> None:
        self.takes += 1
        await self.open.wait()
        if self.fails:
            self.fails -= 1
            raise self.raises or fail("disk_full", path="/nowhere")
        if any(event.text == self.breaks_on for event in events):
            raise ZeroDivisionError("what a fault")
        self._note(instance, events, resume)

    def live(self, instance: str, live: bool | None) -> None:
        self.lives.append((instance, live))

    def viewers(self, instance: str, count: int | None) -> None:
        self.counts.append((instance, count))

    def texts(self, instance: str) -> list[str]:
        """Of all that is on the disk."""
        return [event.text for event in self.events.get(instance, [])]


class NotedOrders(Noted[OrderEvent]):
    """What order sources told."""

    async def take(
        self, instance: str, service: str, events: Sequence[OrderEvent], resume: str
    ) -> None:
        self._note(instance, events, resume)


class KnownSecrets:
    """Secrets in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, str]] = {}

    async def read(self, instance: str, names: Sequence[str]) -> dict[str, str]:
        mine = self.kept.get(instance, {})
        return {name: mine[name] for name in names if name in mine}

    async def keep(self, instance: str, name: str, value: str) -> None:
        self.kept.setdefault(instance, {})[name] = value


class PluginHouse:
    """The host and what it is given."""

    def __init__(
        self, folder: Path, shipped: Path = EXAMPLES, secrets: InstanceSecrets | None = None
    ) -> None:
        self.folder = folder
        self.chat = NotedChat()
        self.orders = NotedOrders()
        self.known = KnownSecrets()
        self.store = PluginStore()
        self.wanted: dict[str, Wanted] = {}
        sinks = Sinks(chat=self.chat, orders=self.orders)
        self.host = PluginHost(
            folder, self.store, sinks, secrets or self.known, SteadyClock(), shipped
        )

    def set_up(
        self,
        instance: str,
        plugin: str,
        settings: Mapping[str, SettingScalar] | None = None,
        *,
        on: bool = True,
        secrets: tuple[str, ...] = (),
        edition: int = 0,
    ) -> None:
        """Have an instance, besides those there are."""
        booth = BoothId("booth-1")
        self.wanted[instance] = Wanted(
            plugin, booth, on, dict(settings or {}), secrets, edition=edition
        )
        self.host.want(self.wanted)

    def take_away(self, instance: str) -> None:
        """Have it no more."""
        del self.wanted[instance]
        self.host.want(self.wanted)

    def plugin(self, plugin: str) -> Plugin:
        """Its record."""
        found = self.store.plugin(plugin)
        assert found is not None, f"{plugin}; there is {list(self.store.plugins())}"
        return found

    def instance(self, instance: str) -> Instance:
        """Its record."""
        found = self.store.instance(instance)
        assert found is not None, f"{instance}; there is {list(self.store.instances())}"
        return found

    async def becomes(self, instance: str, *statuses: InstanceStatus) -> Instance:
        """Wait for one of these statuses."""
        await self.until(lambda: self.instance(instance).status in statuses)
        return self.instance(instance)

    async def plugin_becomes(self, plugin: str, *statuses: PluginStatus) -> Plugin:
        """Wait for one of these statuses."""
        await self.until(lambda: self.plugin(plugin).status in statuses)
        return self.plugin(plugin)

    async def until(self, condition: Callable[[], object], within_s: float = WITHIN_S) -> None:
        """Wait for a condition; AssertionError with all that is known when it does not come."""
        loop = asyncio.get_running_loop()
        deadline_s = loop.time() + within_s
        while not condition():
            if loop.time() > deadline_s:
                raise AssertionError(await self.told())
            await asyncio.sleep(0.01)

    async def until_line(self, text: str) -> None:
        """Wait until the log has this."""
        for _ in range(int(WITHIN_S / 0.02)):
            if any(text in line.text for line in await self.lines()):
                return
            await asyncio.sleep(0.02)
        raise AssertionError(await self.told())

    async def lines(self) -> list[PluginLine]:
        """The log."""
        rows = [row.data for row in await self.host.log.before(None, 1000)]
        return [row for row in rows if isinstance(row, PluginLine)]

    async def told(self) -> str:
        """All that is known, for who wonders."""
        records = [f"{key}: {record}" for key, record in self.store.everything().items()]
        lines = [f"{line.plugin} {line.instance}: {line.text}" for line in await self.lines()]
        return "\n".join([*records, *lines[-50:]])


@asynccontextmanager
async def plugin_house(folder: Path, shipped: Path = EXAMPLES) -> AsyncIterator[PluginHouse]:
    """Started, and stopped at the end."""
    house = PluginHouse(folder, shipped)
    await house.host.start()
    try:
        yield house
    finally:
        await house.host.stop()
