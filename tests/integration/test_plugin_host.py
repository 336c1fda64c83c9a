"""Plugins in processes of their own: started, heard, called, ended; nothing they told is lost."""

import asyncio
import os
import re
import shutil
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from studio_app.api import HookCall
from studio_app.domain.errors import StudioError
from studio_app.domain.plugin import InstanceStatus, PluginStatus
from studio_app.plugin_host.runner.outbox import MOST_WAITING
from tests.fakes.plugin_house import EXAMPLES, PluginHouse, plugin_house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[PluginHouse]:
    async with plugin_house(tmp_path) as made:
        yield made


async def test_what_a_source_hears_comes_in_order_and_it_runs_as_long_as_it_is_on(
    house: PluginHouse,
) -> None:
    assert house.plugin("chat_echo").status is PluginStatus.IDLE
    house.set_up("echo-1", "chat_echo", {"count": 250})
    await house.becomes("echo-1", InstanceStatus.CONNECTED)
    await house.until(lambda: len(house.chat.texts("echo-1")) == 250)
    assert house.chat.texts("echo-1") == [f"xin chào {number}" for number in range(1, 251)]
    await house.until(lambda: house.chat.remembered("echo-1") == "250")
    assert house.plugin("chat_echo").status is PluginStatus.RUNNING
    assert house.chat.lives == [("echo-1", True)]
    house.set_up("echo-1", "chat_echo", {"count": 250}, on=False)
    await house.becomes("echo-1", InstanceStatus.OFF)
    await house.plugin_becomes("chat_echo", PluginStatus.IDLE)
    assert house.chat.lives[-1] == ("echo-1", None)


async def test_a_runner_that_is_killed_goes_on_where_the_disk_is(house: PluginHouse) -> None:
    house.set_up("echo-1", "chat_echo", {"count": 20_000})
    await house.until(lambda: len(house.chat.texts("echo-1")) > 600)
    pid = await pid_of(house, "chat_echo")
    os.kill(pid, signal.SIGKILL)
    await house.plugin_becomes("chat_echo", PluginStatus.WAITING)
    record = house.plugin("chat_echo")
    assert record.problem is not None
    assert record.problem.args["detail"] == "signal 9"
    house.set_up("echo-1", "chat_echo", {"count": 1500})
    # What was acknowledged is not asked for again, and what was not is told again.
    await house.until(lambda: "xin chào 1500" in house.chat.texts("echo-1"))
    told = [int(event.id) for event in house.chat.events["echo-1"]]
    assert sorted(set(told)) == list(range(1, max(told) + 1))


async def test_what_cannot_be_written_comes_again_and_holds_the_source(house: PluginHouse) -> None:
    house.chat.fails = 3
    house.set_up("echo-1", "chat_echo", {"count": 100})
    await house.until(lambda: len(house.chat.texts("echo-1")) == 100)
    assert house.chat.texts("echo-1") == [f"xin chào {number}" for number in range(1, 101)]

    house.chat.open.clear()
    house.set_up("echo-2", "chat_echo", {"count": 5000})
    await house.becomes("echo-2", InstanceStatus.CONNECTED)
    supervisor = house.host._supervisors["chat_echo"]
    await house.until(lambda: supervisor.lives.waiting > 1000)
    for _ in range(20):
        await asyncio.sleep(0.05)
        assert supervisor.lives.waiting <= MOST_WAITING
    house.chat.open.set()
    await house.until(lambda: len(house.chat.texts("echo-2")) == 5000)
    assert house.chat.texts("echo-2") == [f"xin chào {number}" for number in range(1, 5001)]


async def test_an_event_that_breaks_the_server_is_lost_alone_and_aloud(
    house: PluginHouse, caplog: pytest.LogCaptureFixture
) -> None:
    house.chat.breaks_on = "xin chào 7"
    house.set_up("echo-1", "chat_echo", {"count": 30})
    await house.until(lambda: house.chat.remembered("echo-1") == "30")
    assert [int(event.id) for event in house.chat.events["echo-1"]] == [
        number for number in range(1, 31) if number != 7
    ]
    assert "an event of echo-1 is lost" in caplog.text


async def test_calls_reach_their_method_and_say_why_they_fail(house: PluginHouse) -> None:
    house.known.kept["echo-1"] = {"token": "very-secret-9"}
    house.set_up("echo-1", "chat_echo", {"count": 0}, secrets=("token",))
    await house.becomes("echo-1", InstanceStatus.CONNECTED)
    await house.host.chat_reply("echo-1", "còn ạ", "7", "lan", private=False)
    await house.until(lambda: house.chat.texts("echo-1") == ["còn ạ"])
    with pytest.raises(StudioError) as refused:
        await house.host.chat_reply("echo-1", "secret", "", "", private=False)
    assert refused.value.problem.code == "plugin_refused"
    assert "very-secret-9" not in str(refused.value.problem)
    with pytest.raises(StudioError) as cannot:
        await house.host.chat_reply("echo-1", "riêng", "7", "lan", private=True)
    assert cannot.value.problem.code == "plugin_cannot"
    with pytest.raises(StudioError) as nobody:
        await house.host.chat_hide("echo-9", "7", hidden=True)
    assert nobody.value.problem.code == "plugin_cannot"
    await house.host.chat_hide("echo-1", "7", hidden=True)
    await house.until_line("7 is hidden: True")
    house.set_up("echo-1", "chat_echo", {"count": 0}, on=False)
    await house.plugin_becomes("chat_echo", PluginStatus.IDLE)
    with pytest.raises(StudioError) as off:
        await house.host.chat_reply("echo-1", "a", "", "", private=False)
    assert off.value.problem.code == "plugin_not_there"


async def test_a_hook_is_answered_when_what_it_brought_is_on_the_disk(house: PluginHouse) -> None:
    house.set_up("echo-1", "chat_echo", {"count": 0})
    await house.becomes("echo-1", InstanceStatus.CONNECTED)
    call = HookCall(method="POST", query={}, headers={}, body=b"hello")
    house.chat.open.clear()
    calling = asyncio.create_task(house.host.hook("echo-1", call))
    await house.until(lambda: house.chat.takes > 0)
    await asyncio.sleep(0.3)
    assert not calling.done()
    house.chat.open.set()
    answer = await calling
    assert (answer.status, answer.body) == (200, b'{"ok": true}')
    assert house.chat.texts("echo-1") == ["hello"]


async def test_secrets_reach_a_plugin_by_its_pipe_only(house: PluginHouse) -> None:
    house.known.kept["echo-1"] = {"token": "very-secret-9"}
    house.set_up("echo-1", "chat_echo", {"count": 1}, secrets=("token",))
    await house.becomes("echo-1", InstanceStatus.CONNECTED)
    folder = Path(f"/proc/{await pid_of(house, 'chat_echo')}")
    for name in ("cmdline", "environ"):
        assert b"very-secret-9" not in (folder / name).read_bytes()
    house.host.log.add("chat_echo", "token very-secret-9 is no good")
    house.host.log.add("chat_echo", "call 0912 345 678")
    said = "\n".join([line.text for line in await house.lines()])
    assert "very-secret-9" not in said
    assert "345 678" not in said


async def test_it_ends_in_time_and_leaves_no_process(tmp_path: Path) -> None:
    async with plugin_house(tmp_path) as house:
        house.set_up("echo-1", "chat_echo")
        house.set_up("tone-1", "speech_tone")
        await house.becomes("echo-1", InstanceStatus.CONNECTED)
        await house.becomes("tone-1", InstanceStatus.CONNECTED)
        pids = [await pid_of(house, plugin) for plugin in ("chat_echo", "speech_tone")]
        assert all(psutil.Process(pid).nice() >= 10 for pid in pids)
        began = time.monotonic()
    assert time.monotonic() - began < 3
    assert not [pid for pid in pids if psutil.pid_exists(pid)]


async def test_what_is_put_into_the_folder_is_offered_and_what_has_gone_is_not(
    tmp_path: Path,
) -> None:
    async with plugin_house(tmp_path) as house:
        made = tmp_path / "chat_mine"
        shutil.copytree(EXAMPLES / "chat_echo", made)
        text = (made / "manifest.toml").read_text(encoding="utf-8")
        (made / "manifest.toml").write_text(text.replace("chat_echo", "chat_mine"), "utf-8")
        await house.host.scan()
        assert house.plugin("chat_mine").shipped is False
        house.set_up("mine-1", "chat_mine")
        await house.becomes("mine-1", InstanceStatus.CONNECTED)
        pid = await pid_of(house, "chat_mine")
        shutil.rmtree(made)
        await house.host.scan()
        await house.until(lambda: house.store.plugin("chat_mine") is None)
        assert not psutil.pid_exists(pid)
        problem = house.instance("mine-1").problem
        assert problem is not None
        assert problem.code == "no_such_plugin"


async def pid_of(house: PluginHouse, plugin: str) -> int:
    """The newest process of a plugin."""
    lines = [line.text for line in await house.lines() if line.plugin == plugin]
    return int(
        next(re.findall(r"runs \(process (\d+)\)", t)[0] for t in lines[::-1] if "runs" in t)
    )
