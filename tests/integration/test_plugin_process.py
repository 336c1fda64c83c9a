"""A plugin's process whose server is gone, whatever the plugin is doing: nothing of it stays."""

import asyncio
from pathlib import Path

import msgspec
import psutil
import pytest

from studio_app.domain.chat import ChatEvent
from studio_app.domain.plugin import InstanceStatus
from studio_app.plugin_host.child import Child
from studio_app.plugin_host.frames import Batch, Put, Ready, Start, State
from studio_app.support.programs import own_program
from tests.fakes.plugin_house import BAD

WITHIN_S = 30.0
STARTS_ANOTHER = """\
import asyncio

from studio_app import api


class Source(api.ChatSource):
    async def run(self) -> None:
        other = await asyncio.create_subprocess_exec("sleep", "600")
        await self.context.emit(api.ChatEvent(text=str(other.pid)))
        await other.wait()


PLUGIN = Source
"""


async def begun(folder: Path) -> Child:
    """A runner with one instance of the plugin in this folder, which has connected."""
    child = await Child.start(own_program("worker", "plugin", folder.name), lambda _: None)
    child.send(
        Start(
            plugin=folder.name,
            kind="chat",
            folder=str(folder),
            module="",
            library="",
            connects_per_minute=600,
            stale_after_s=60,
            events_per_s=500,
            memory_mb=200,
        )
    )
    child.send(Put(life=1, instance="a", booth="", settings={}, secrets={}, resume=""))
    async with asyncio.timeout(WITHIN_S):
        while True:
            message = await child.read()
            assert message is not None
            if isinstance(message, State) and message.status is InstanceStatus.CONNECTED:
                return child


async def first_text(child: Child) -> str:
    """Of the first event that it tells."""
    async with asyncio.timeout(WITHIN_S):
        while not (isinstance(message := await child.read(), Batch) and message.events):
            assert message is not None
    return msgspec.msgpack.decode(message.events[0], type=ChatEvent).text


async def gone(pid: int) -> None:
    """Wait until this process has ended."""
    if psutil.pid_exists(pid):
        await asyncio.to_thread(psutil.wait_procs, [psutil.Process(pid)], WITHIN_S)
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def hang_up(child: Child) -> None:
    """As a server that is killed: its ends of the pipes are closed, and nothing is said."""
    stdin = child._process.stdin
    assert stdin is not None
    stdin.close()


async def test_what_it_started_goes_with_it(tmp_path: Path) -> None:
    folder = tmp_path / "starts"
    folder.mkdir()
    (folder / "__init__.py").write_text(STARTS_ANOTHER, encoding="utf-8")
    child = await begun(folder)
    other = await first_text(child)
    assert psutil.pid_exists(int(other))
    hang_up(child)
    await gone(child.pid)
    await gone(int(other))
    await child.end(0)


@pytest.mark.parametrize("plugin", ["floods", "sleeps", "raises"])
async def test_it_goes_whatever_it_is_doing(plugin: str) -> None:
    child = await begun(BAD / plugin)
    hang_up(child)
    await gone(child.pid)
    await child.end(0)


async def test_one_that_is_told_nothing_sensible_goes_at_once() -> None:
    child = await Child.start(own_program("worker", "plugin", "x"), lambda _: None)
    child.send(Put(life=1, instance="a", booth="", settings={}, secrets={}, resume=""))
    await gone(child.pid)
    assert not isinstance(await child.read(), Ready)
    await child.end(0)
