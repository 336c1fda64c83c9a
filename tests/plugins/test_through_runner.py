"""Shipped chat sources in their real processes, from their service to what is written down."""

import contextlib
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from studio_app.api import HookCall, SettingScalar
from studio_app.domain.plugin import InstanceStatus, PluginStatus
from tests.fakes.chat_services import tiktok as said
from tests.fakes.chat_services.restream import Restream
from tests.fakes.chat_services.tiktok import ROOM, USER, TikTok
from tests.fakes.chat_services.youtube import KEY, VIDEO, YouTube
from tests.fakes.plugin_context import PLUGINS
from tests.fakes.plugin_house import PluginHouse, plugin_house
from tests.plugins.test_chat_webhook import SECRET, signed


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[PluginHouse]:
    async with plugin_house(tmp_path, PLUGINS) as made:
        yield made


def runner_of(plugin: str) -> int:
    """Its process id, found as a person would; what has ended has no command line any more."""
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            if plugin in child.cmdline():
                return child.pid
    raise AssertionError(f"no runner of {plugin}")


async def test_a_runner_killed_in_the_middle_of_a_chat_loses_nothing(house: PluginHouse) -> None:
    youtube = YouTube()
    youtube.page_size = 25
    async with youtube.serving():
        for number in range(200):
            youtube.say(number)
        house.known.kept["yt-1"] = {"api_key": KEY}
        server = f"{youtube.address}/youtube/v3"
        given: dict[str, SettingScalar] = {"video": VIDEO, "every_s": 1, "server": server}
        house.set_up("yt-1", "chat_youtube", given, secrets=("api_key",))
        await house.until(lambda: len(house.chat.texts("yt-1")) > 20)
        os.kill(runner_of("chat_youtube"), signal.SIGKILL)
        await house.plugin_becomes("chat_youtube", PluginStatus.WAITING)
        for number in range(200, 230):
            youtube.say(number)
        await house.until(lambda: "chốt 229" in house.chat.texts("yt-1"))
    told = {event.id for event in house.chat.events["yt-1"]}
    assert told == {f"LCC.{number}" for number in range(230)}
    assert ("yt-1", True) in house.chat.lives
    assert ("yt-1", 120) in house.chat.counts


async def test_tiktok_in_its_own_process(house: PluginHouse) -> None:
    tiktok = TikTok()
    async with tiktok.serving():
        given = {"user": USER, "room": str(ROOM), "server": tiktok.address}
        house.set_up("tt-1", "chat_tiktok", given)
        await house.becomes("tt-1", InstanceStatus.CONNECTED)
        await house.until(lambda: tiktok.opened)
        await tiktok.tell(said.comment(1, "chốt 2 áo A12"), said.watching(2, 321))
        await house.until(lambda: house.chat.texts("tt-1") == ["chốt 2 áo A12"])
        await house.until(lambda: ("tt-1", 321) in house.chat.counts)
        await tiktok.tell(said.end(3))
        await house.becomes("tt-1", InstanceStatus.OFFLINE)
    assert ("tt-1", False) in house.chat.lives


async def test_a_secret_that_is_replaced_goes_to_the_keyring(house: PluginHouse) -> None:
    restream = Restream()
    async with restream.serving():
        house.known.kept["rs-1"] = {"refresh_token": "refresh-0", "client_secret": "secret"}
        token_server = f"{restream.address}/oauth/token"
        given = {
            "server": restream.socket_address,
            "token_server": token_server,
            "client_id": "id",
        }
        house.set_up("rs-1", "chat_restream", given, secrets=("refresh_token", "client_secret"))
        await house.becomes("rs-1", InstanceStatus.CONNECTED)
        await house.until(lambda: house.known.kept["rs-1"]["refresh_token"] == "refresh-1")
    told = await house.told()
    assert "refresh-1" not in told
    assert "token-1" not in told


async def test_the_webhook_is_called_through_the_server(house: PluginHouse) -> None:
    house.known.kept["web-1"] = {"secret": SECRET}
    house.set_up("web-1", "chat_webhook", {}, secrets=("secret",))
    await house.becomes("web-1", InstanceStatus.CONNECTED)
    call = signed([{"text": "chốt 1", "author": "Lan"}], once="call-1")
    assert (await house.host.hook("web-1", call)).status == 200
    assert house.chat.texts("web-1") == ["chốt 1"], "answered when it is written down"
    wrong = HookCall(method="POST", query={}, headers=call.headers, body=call.body + b" ")
    assert (await house.host.hook("web-1", wrong)).status == 401
