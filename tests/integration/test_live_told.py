"""What a channel says of the platform, from a plugin's process to alarms over a simulated OBS."""

import json
import time
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from studio_app.api.plugin import HookCall
from studio_app.api.signed import signature
from studio_app.domain.actions.outputs import StartOutput, StopOutput
from studio_app.domain.alarm import AlarmKind
from studio_app.domain.alarm_limits import AlarmLimits
from studio_app.domain.booth import Live, LiveStatus, OutputKind, OutputStatus
from studio_app.domain.plugin import InstanceStatus
from studio_app.domain.settings import StudioSettings
from studio_app.plugin_host.host import PluginHost
from studio_app.plugin_host.ports import Sinks, Wanted
from studio_app.rehearsal.simulator import SimulatedObs
from studio_app.services.live_sources import LiveSources
from studio_app.stores.plugins import PluginStore
from studio_app.support.clock import SteadyClock
from studio_app.support.signal import Signal
from tests.fakes.alarm_watch import FAST, AlarmWatch
from tests.fakes.booth_room import BOOTH, BoothRoom, context
from tests.fakes.house import open_house
from tests.fakes.plugin_house import PLUGINS, KnownSecrets, NotedChat

SECRET = "a secret of some length"
STREAM = OutputKind.STREAM
WITHIN_S = 15.0
CHANNEL = "web-1"


class TellingChat(NotedChat):
    """As the chat service passes it on."""

    def __init__(self) -> None:
        super().__init__()
        self.told: Signal[str, bool | None] = Signal()

    def live(self, instance: str, live: bool | None) -> None:
        super().live(instance, live)
        self.told.emit(instance, live)


class Stage:
    """A booth with an OBS, a channel in a process of its own, and the alarms over both."""

    def __init__(self, room: BoothRoom, watch: AlarmWatch, folder: Path) -> None:
        self.room = room
        self.watch = watch
        chat, secrets, plugins = TellingChat(), KnownSecrets(), PluginStore()
        secrets.kept[CHANNEL] = {"secret": SECRET}
        sinks = Sinks(chat=chat)
        self.host = PluginHost(folder, plugins, sinks, secrets, SteadyClock(), PLUGINS)
        self.sources = LiveSources(plugins, chat.told, room.live)

    def turn(self, *, on: bool) -> None:
        """Have the channel, turned on or off."""
        self.host.want({CHANNEL: Wanted("chat_webhook", BOOTH, on, {}, ("secret",))})

    async def tell(self, *, live: bool) -> None:
        """The platform calls, and what it says has come through."""
        body, sent = json.dumps({"live": live}).encode(), f"{time.time():.0f}"
        headers = {
            "x-boothdeck-timestamp": sent,
            "x-boothdeck-signature": signature(SECRET, sent, body),
        }
        call = HookCall(method="POST", query={}, headers=headers, body=body)
        assert (await self.host.hook(CHANNEL, call)).status == 200
        status = LiveStatus.LIVE if live else LiveStatus.NOT_LIVE
        await self.room.until(lambda: self.live.status is status)

    async def start(self) -> None:
        await self.room.outputs.start(StartOutput(booth=BOOTH, output=STREAM), context())

    async def stop(self) -> None:
        stop = StopOutput(booth=BOOTH, output=STREAM)
        await self.room.outputs.stop(stop, context(confirmed=True))

    def limits(self, **limits: float) -> None:
        self.watch.settings = StudioSettings(alarms=msgspec.structs.replace(FAST, **limits))
        self.watch.alarms.look_at_all()

    def is_connected(self) -> bool:
        record = self.host.store.instance(CHANNEL)
        return record is not None and record.status is InstanceStatus.CONNECTED

    @property
    def live(self) -> Live:
        return self.room.store.get(Live, "live", BOOTH) or Live()


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_house(tmp_path) as house:
        room, obs = BoothRoom(), SimulatedObs(living=False)
        watch = AlarmWatch(house, room.store, tmp_path)
        await watch.start()
        room.add(await obs.start(), obs.password)
        made = Stage(room, watch, tmp_path / "plugins")
        await made.host.start()
        try:
            await room.connected()
            made.turn(on=True)
            assert await made.host.store.until(made.is_connected, 40)
            yield made
        finally:
            made.sources.stop()
            await made.host.stop()
            await watch.stop()
            await room.close()
            await obs.stop()


async def test_a_live_that_ends_while_obs_sends(stage: Stage) -> None:
    """With the limits as they are shipped, within 15 s; it clears when it is so no more, and comes
    again, which is asked without the patience."""
    stage.watch.settings = StudioSettings(alarms=AlarmLimits())
    await stage.start()
    await stage.tell(live=True)
    assert stage.live.source == "Webhook"
    began = time.monotonic()
    await stage.tell(live=False)
    await stage.watch.until(lambda: stage.watch.kinds() == [AlarmKind.NOT_LIVE], WITHIN_S)
    assert time.monotonic() - began < WITHIN_S
    await stage.tell(live=True)
    await stage.watch.until(lambda: not stage.watch.standing())
    stage.limits()
    await stage.tell(live=False)
    await stage.watch.until(lambda: stage.watch.kinds() == [AlarmKind.NOT_LIVE], WITHIN_S)
    await stage.stop()
    await stage.watch.until(lambda: not stage.watch.standing())


async def test_a_platform_that_catches_up_does_not_ring(stage: Stage) -> None:
    stage.limits(mismatch_s=0.2, going_live_s=600)
    await stage.tell(live=False)
    await stage.start()
    # Another alarm, later than that one would be without its patience.
    stage.limits(mismatch_s=0.2, going_live_s=600, disk_gb=10_000)
    await stage.watch.until(lambda: stage.watch.kinds() == [AlarmKind.DISK_LOW])
    await stage.tell(live=True)
    await stage.tell(live=False)
    expected = [AlarmKind.DISK_LOW, AlarmKind.NOT_LIVE]
    await stage.watch.until(lambda: stage.watch.kinds() == expected)


async def test_live_while_obs_is_off(stage: Stage) -> None:
    stage.limits(mismatch_s=0.2)
    await stage.tell(live=True)
    await stage.watch.until(lambda: stage.watch.kinds() == [AlarmKind.NOT_SENDING])
    await stage.start()
    await stage.watch.until(lambda: not stage.watch.standing())
    await stage.stop()
    await stage.watch.until(lambda: stage.watch.kinds() == [AlarmKind.NOT_SENDING])
    await stage.tell(live=False)
    await stage.watch.until(lambda: not stage.watch.standing())


async def test_a_channel_that_is_turned_off_has_no_word(stage: Stage) -> None:
    stage.limits(mismatch_s=0.2)
    await stage.start()
    await stage.tell(live=True)
    await stage.tell(live=False)
    await stage.watch.until(lambda: stage.watch.kinds() == [AlarmKind.NOT_LIVE])
    stage.turn(on=False)
    await stage.room.until(lambda: stage.live == Live())
    await stage.watch.until(lambda: not stage.watch.standing())
    assert stage.room.output(STREAM).status is OutputStatus.ACTIVE
