"""What a plugin is given in tests: its settings, one HTTP session, and a notebook of what it told.

`Life` calls `run` again as the runner does, only at once.
"""

import asyncio
import importlib
import logging
import tomllib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import msgspec

from studio_app.api import ChatEvent, ChatSource, NotLive, Refused, SettingScalar, TryLater
from studio_app.domain.plugin import Manifest

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
WITHIN_S = 20.0


def manifest(name: str) -> Manifest:
    """A shipped plugin's manifest."""
    text = (PLUGINS / name / "manifest.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Manifest)


class FakeContext:
    """The context of one instance; tests read what was told."""

    def __init__(
        self,
        name: str,
        http: aiohttp.ClientSession,
        settings: Mapping[str, SettingScalar],
        secrets: Mapping[str, str],
    ) -> None:
        self.instance, self.booth = f"{name}-1", "booth-1"
        defaults = {each.name: each.default for each in manifest(name).setting if not each.secret}
        assert set(settings) <= set(defaults), "a setting that the manifest does not know"
        given = {**defaults, **settings}
        self.settings: Mapping[str, SettingScalar] = {
            name: value for name, value in given.items() if value is not None
        }
        self.secrets: Mapping[str, str] = dict(secrets)
        self.log = logging.getLogger(f"plugin.{name}")
        self.http = http
        self.resume = ""
        self.events: list[ChatEvent] = []
        self.lives: list[bool] = []
        self.counts: list[int] = []
        self.kept: dict[str, str] = {}
        self.connects = 0
        self.fails: Exception | None = None

    async def emit(self, *events: ChatEvent) -> None:
        """Kept in order, or it fails."""
        if self.fails is not None:
            raise self.fails
        self.events.extend(events)
        await asyncio.sleep(0)

    def connected(self) -> None:
        """Counted."""
        self.connects += 1

    def live(self, live: bool) -> None:
        """Kept in order."""
        self.lives.append(live)

    def viewers(self, count: int) -> None:
        """Kept in order."""
        self.counts.append(count)

    def remember(self, resume: str) -> None:
        """Written at once."""
        self.resume = resume

    def keep_secret(self, name: str, value: str) -> None:
        """Kept, and given to the next start."""
        self.kept[name] = value
        self.secrets = {**self.secrets, name: value}

    @property
    def texts(self) -> list[str]:
        """Of all that came, in order."""
        return [each.text for each in self.events]

    @property
    def ids(self) -> list[str]:
        """Of all that came, in order."""
        return [each.id for each in self.events]


class Life:
    """One source, run again and again until it refuses."""

    def __init__(self, source: ChatSource, context: FakeContext) -> None:
        self.source, self.context = source, context
        self.ends: list[Exception | None] = []
        """How each run ended; None: it returned."""

    async def go(self) -> None:
        """Run until cancelled, or until it refuses."""
        while True:
            try:
                await self.source.run()
                self.ends.append(None)
            except (NotLive, TryLater, OSError, TimeoutError, aiohttp.ClientError) as error:
                self.ends.append(error)
            except Refused as error:
                self.ends.append(error)
                return
            await asyncio.sleep(0.01)


@asynccontextmanager
async def living(
    name: str,
    settings: Mapping[str, SettingScalar],
    secrets: Mapping[str, str] | None = None,
    *,
    resume: str = "",
) -> AsyncIterator[Life]:
    """A source of plugin `name`, started and running; stopped afterwards."""
    limit = aiohttp.ClientTimeout(total=10)
    async with aiohttp.ClientSession(timeout=limit, trust_env=False) as http:
        context = FakeContext(name, http, settings, secrets or {})
        context.resume = resume
        kind: type[ChatSource] = importlib.import_module(f"plugins.{name}").PLUGIN
        source = kind(context)
        life = Life(source, context)
        await source.start()
        task = asyncio.create_task(life.go(), name=f"life of {name}")
        try:
            yield life
        finally:
            broke = task.done() and not task.cancelled() and task.exception()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await source.stop()
            if broke:
                raise broke


async def until(condition: Callable[[], object], why: str = "in vain") -> None:
    """Wait for a condition; AssertionError when it does not come within WITHIN_S."""
    loop = asyncio.get_running_loop()
    deadline_s = loop.time() + WITHIN_S
    while not condition():
        assert loop.time() < deadline_s, why
        await asyncio.sleep(0.005)
