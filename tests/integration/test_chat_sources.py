"""A booth's channels as everybody sees them follow their plugins and count what comes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from studio_app.domain.chat import ChatEvent, ChatKind, ChatSourceFacts
from studio_app.domain.plugin import (
    Ability,
    Instance,
    InstanceStatus,
    Manifest,
    Plugin,
    PluginKind,
)
from studio_app.services import chat_sources
from studio_app.services.chat_sources import ChatSources
from studio_app.stores.plugins import PluginStore
from tests.fakes.chat_room import ONE, ChatRoom, open_chat

MANIFEST = Manifest(
    id="chat_tiktok",
    kind=PluginKind.CHAT,
    api=1,
    name="TikTok LIVE",
    service="tiktok",
    can=(Ability.REPLY, Ability.HIDE),
)
INSTANCE = Instance(plugin="chat_tiktok", booth=ONE, status=InstanceStatus.CONNECTED)


@pytest.fixture
async def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ChatRoom]:
    monkeypatch.setattr(chat_sources, "TELL_EVERY_S", 0.02)
    async with open_chat(tmp_path) as made:
        yield made


@pytest.fixture
async def plugins(room: ChatRoom) -> AsyncIterator[PluginStore]:
    store = PluginStore()
    store.apply({("plugin", "chat_tiktok"): Plugin(manifest=MANIFEST)})
    sources = ChatSources(room.store, store, room.chat, room.house.clock)
    sources.start()
    yield store
    await sources.stop()


def facts(room: ChatRoom) -> ChatSourceFacts:
    found = room.store.source("tiktok-1")
    assert found is not None
    return found


async def test_follows_its_plugin(room: ChatRoom, plugins: PluginStore) -> None:
    key = ("plugin_instance", "tiktok-1")
    plugins.apply({key: INSTANCE})
    assert facts(room).status is InstanceStatus.CONNECTED
    assert (facts(room).name, facts(room).service) == ("TikTok LIVE", "tiktok")
    can = (facts(room).can_reply, facts(room).can_reply_private, facts(room).can_hide)
    assert can == (True, False, True)
    plugins.apply({key: replace(INSTANCE, status=InstanceStatus.STALE)})
    assert facts(room).status is InstanceStatus.STALE
    plugins.apply({key: None})
    assert room.store.source("tiktok-1") is None


async def test_only_chat_channels_of_booths_are_shown(room: ChatRoom, plugins: PluginStore) -> None:
    voice = replace(MANIFEST, id="speech_x", kind=PluginKind.SPEECH)
    plugins.apply(
        {
            ("plugin", "speech_x"): Plugin(manifest=voice),
            ("plugin_instance", "voice-1"): Instance(plugin="speech_x", booth=ONE),
            ("plugin_instance", "loose-1"): Instance(plugin="chat_tiktok"),
            ("plugin_instance", "stray-1"): Instance(plugin="chat_gone", booth=ONE),
        }
    )
    assert list(room.store.keys("chat_source")) == []


async def test_counts_what_comes(room: ChatRoom, plugins: PluginStore) -> None:
    plugins.apply({("plugin_instance", "tiktok-1"): INSTANCE})
    events = [ChatEvent(account=f"u{n}", text=f"câu {n}") for n in range(7)]
    watching = ChatEvent(kind=ChatKind.VIEWERS, count=812)
    await room.chat.take("tiktok-1", "tiktok", ONE, [*events, watching], "")
    assert await room.store.until(lambda: facts(room).per_minute == 7, 20)
    assert facts(room).viewers == 812
    assert facts(room).last == room.house.clock.now()
    assert await room.store.until(lambda: facts(room).per_minute == 0, 20)  # a minute later
    room.chat.viewers("tiktok-1", 900)
    assert await room.store.until(lambda: facts(room).viewers == 900, 20)
    away = replace(INSTANCE, status=InstanceStatus.WAITING)
    plugins.apply({("plugin_instance", "tiktok-1"): away})
    assert facts(room).viewers is None


async def test_tells_what_the_platform_shows(room: ChatRoom, plugins: PluginStore) -> None:
    plugins.apply({("plugin_instance", "tiktok-1"): INSTANCE})
    room.chat.live("tiktok-1", True)
    assert facts(room).live is True
    room.chat.live("tiktok-1", None)
    assert facts(room).live is None
    room.chat.live("nobody", True)
