"""Plugins in processes of their own: started, heard, called, ended; nothing they told is lost."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from studio_app.domain.plugin import InstanceStatus, PluginStatus
from tests.fakes.plugin_house import PluginHouse, plugin_house


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
    await house.until(lambda: house.chat.resumes.get("echo-1") == "250")
    assert house.plugin("chat_echo").status is PluginStatus.RUNNING
    assert house.chat.lives == [("echo-1", True)]
    house.set_up("echo-1", "chat_echo", {"count": 250}, on=False)
    await house.becomes("echo-1", InstanceStatus.OFF)
    await house.plugin_becomes("chat_echo", PluginStatus.IDLE)
    assert house.chat.lives[-1] == ("echo-1", None)
