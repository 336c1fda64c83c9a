"""An instance's life in its runner: what each ending means, when it is tried again, how it ends."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import aiohttp
import msgspec
import pytest

from studio_app.api import ChatEvent, ChatSource, NotLive, Plugin, Refused, Speech, TryLater
from studio_app.domain.plugin import InstanceStatus as Status
from studio_app.plugin_host.frames import FromRunner, Put, Start, State
from studio_app.plugin_host.runner import life as life_module
from studio_app.plugin_host.runner.gate import Gate
from studio_app.plugin_host.runner.life import Life, Tools
from studio_app.plugin_host.runner.outbox import Pace

START = Start(
    plugin="chat_x",
    kind="chat",
    folder="",
    module="",
    library="",
    connects_per_minute=60_000,
    stale_after_s=0.3,
    events_per_s=1000,
    memory_mb=100,
)
PUT = Put(life=1, instance="x-1", booth="b", settings={}, secrets={}, resume="")


class Told:
    """A life, and what it said of itself."""

    def __init__(self, plugin: type[Plugin], kind: str, http: aiohttp.ClientSession) -> None:
        self.said: list[State] = []
        self.tools = Tools(
            start=msgspec.structs.replace(START, kind=kind),
            plugin=plugin,
            send=self._keep,
            wake=lambda: None,
            gate=Gate(60_000),
            pace=Pace(1000),
            http=http,
        )
        self.life = Life(PUT, self.tools)

    def _keep(self, message: FromRunner) -> None:
        if isinstance(message, State):
            self.said.append(message)

    @property
    def statuses(self) -> list[Status]:
        return [state.status for state in self.said]

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for a condition, flushing as the runner does."""
        async with asyncio.timeout(20):
            while not condition():
                self.life.flush()
                await asyncio.sleep(0.01)


@asynccontextmanager
async def living(plugin: type[Plugin], kind: str = "chat") -> AsyncIterator[Told]:
    """Begun, and ended afterwards."""
    async with aiohttp.ClientSession() as http:
        told = Told(plugin, kind, http)
        told.life.begin()
        try:
            yield told
        finally:
            await told.life.end()


def raising(error: BaseException | None, *, connects: bool = True) -> type[ChatSource]:
    """A source whose every run ends so."""

    class Source(ChatSource):
        async def run(self) -> None:
            if connects:
                self.context.connected()
            if error is not None:
                raise error

    return Source


@pytest.mark.parametrize(
    ("error", "status", "code", "least_s", "most_s"),
    [
        (NotLive("not now"), Status.OFFLINE, "plugin_offline", 30, 60),
        (TryLater("slow down", 100), Status.WAITING, "plugin_later", 100, 100),
        (TryLater("slow down"), Status.WAITING, "plugin_later", 0.7, 1.3),
        (TryLater("slow down", 10**9), Status.WAITING, "plugin_later", 3600, 3600),
        (ConnectionResetError("gone"), Status.WAITING, "plugin_lost", 0.7, 1.3),
        (TimeoutError(), Status.WAITING, "plugin_lost", 0.7, 1.3),
        (aiohttp.ClientError("gone"), Status.WAITING, "plugin_lost", 0.7, 1.3),
        (None, Status.WAITING, "plugin_lost", 0.7, 1.3),
        (KeyError("x"), Status.WAITING, "plugin_fault", 0.7, 1.3),
        (asyncio.CancelledError(), Status.WAITING, "plugin_fault", 0.7, 1.3),
    ],
)
async def test_each_ending_means_something(
    error: BaseException | None, status: Status, code: str, least_s: float, most_s: float
) -> None:
    async with living(raising(error)) as told:
        await told.until(lambda: status in told.statuses)
        assert told.statuses == [Status.CONNECTING, Status.CONNECTED, status]
        last = told.said[-1]
        assert last.problem is not None
        assert last.problem.code == code
        assert last.wait_s is not None
        assert least_s <= last.wait_s <= most_s


async def test_a_refusal_waits_for_a_person() -> None:
    async with living(raising(Refused("wrong account: check it"), connects=False)) as told:
        await told.until(lambda: Status.FAILED in told.statuses)
        assert told.said[-1].wait_s is None
        assert told.said[-1].problem is not None
        assert told.said[-1].problem.text == "wrong account: check it"
        told.life.retry()
        await told.until(lambda: told.statuses.count(Status.FAILED) == 2)


async def test_silence_is_seen_and_its_end() -> None:
    speak = asyncio.Event()

    class Source(ChatSource):
        async def run(self) -> None:
            self.context.connected()
            await speak.wait()
            await self.context.emit(ChatEvent(text="x"))
            await asyncio.Event().wait()

    async with living(Source) as told:
        await told.until(lambda: Status.STALE in told.statuses)
        speak.set()
        await told.until(lambda: told.statuses[-1] is Status.CONNECTED)
        assert told.statuses == [
            Status.CONNECTING,
            Status.CONNECTED,
            Status.STALE,
            Status.CONNECTED,
        ]


async def test_one_that_does_not_connect_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(life_module, "CONNECT_S", 0.1)

    class Source(ChatSource):
        async def run(self) -> None:
            await asyncio.Event().wait()

    async with living(Source) as told:
        await told.until(lambda: Status.WAITING in told.statuses)
        assert told.said[-1].problem is not None
        assert "not connected within" in told.said[-1].problem.text


async def test_a_start_that_fails_is_tried_with_another_object() -> None:
    made: list[Plugin] = []
    stopped: list[Plugin] = []

    class Voice(Speech):
        async def start(self) -> None:
            made.append(self)
            if len(made) == 1:
                raise ConnectionRefusedError("nobody there")

        async def stop(self) -> None:
            stopped.append(self)

    async with living(Voice, "speech") as told:
        await told.until(lambda: Status.WAITING in told.statuses)
        assert stopped == made
        assert told.life.ready() is None
        told.life.retry()
        await told.until(lambda: told.statuses[-1] is Status.CONNECTED)
        assert told.life.ready() is made[1]
    assert stopped == made
    assert len(made) == 2


async def test_one_that_swallows_its_end_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(life_module, "STOP_S", 0.1)
    let_go = asyncio.Event()

    class Source(ChatSource):
        async def run(self) -> None:
            self.context.connected()
            while not let_go.is_set():
                try:
                    await let_go.wait()
                except asyncio.CancelledError:
                    continue

    async with living(Source) as told:
        await told.until(lambda: Status.CONNECTED in told.statuses)
        assert not await told.life.end()
        let_go.set()
