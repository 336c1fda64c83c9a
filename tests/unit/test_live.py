"""Whether the platform shows a booth: what sources and people say, and who of them is right."""

from datetime import UTC, datetime, timedelta

import pytest

from studio_app.domain.actions.outputs import SayLive
from studio_app.domain.booth import (
    PERSON,
    Booth,
    Live,
    LiveStatus,
    Output,
    OutputStatus,
)
from studio_app.domain.ids import BoothId
from studio_app.domain.plugin import Instance, InstanceStatus, Manifest, Plugin, PluginKind
from studio_app.services.live import LiveService
from studio_app.services.live_sources import LiveSources
from studio_app.stores.booths import BoothStore
from studio_app.stores.plugins import PluginStore
from studio_app.support.clock import Clock
from studio_app.support.signal import Signal
from tests.fakes.booth_room import context

BOOTH, OTHER = BoothId("b1"), BoothId("b2")
START = datetime(2026, 11, 30, 20, tzinfo=UTC)
UNKNOWN, LIVE, NOT_LIVE = LiveStatus.UNKNOWN, LiveStatus.LIVE, LiveStatus.NOT_LIVE


class HandClock(Clock):
    """Goes on when told to."""

    def __init__(self) -> None:
        self.s = 0.0

    def now(self) -> datetime:
        return START + timedelta(seconds=self.s)

    def monotonic_s(self) -> float:
        return self.s


class Scene:
    """A booth, its channels, and what is told of them."""

    def __init__(self) -> None:
        self.clock = HandClock()
        self.booths = BoothStore()
        self.plugins = PluginStore()
        self.told: Signal[str, bool | None] = Signal()
        self.service = LiveService(self.booths, self.clock)
        self.sources = LiveSources(self.plugins, self.told, self.service)
        self.add(BOOTH)
        for name in ("tiktok", "youtube", ""):
            kind = PluginKind.CHAT
            manifest = Manifest(id=f"chat_{name}", kind=kind, api=1, name="Own", service=name)
            self.plugins.apply({("plugin", f"chat_{name}"): Plugin(manifest=manifest)})

    def add(self, booth: BoothId) -> None:
        entry = Booth(number=1, name="B", address="10.0.0.7:4455", local=False)
        self.booths.apply({("booth", booth): entry})

    def channel(
        self,
        instance: str,
        status: InstanceStatus = InstanceStatus.CONNECTED,
        booth: BoothId = BOOTH,
    ) -> None:
        """It is so with a channel now; its plugin goes by what is before the dash."""
        plugin = f"chat_{instance.partition('-')[0]}"
        record = Instance(plugin=plugin, booth=booth, status=status)
        self.plugins.apply({("plugin_instance", instance): record})

    def tell(self, instance: str, live: bool | None) -> None:
        self.told.emit(instance, live)

    async def say(self, status: LiveStatus) -> SayLive:
        """A person says so; what takes it back."""
        undo = (await self.service.say(SayLive(booth=BOOTH, status=status), context())).undo
        assert isinstance(undo, SayLive)
        return undo

    def stream(self, status: OutputStatus) -> None:
        self.booths.apply({("output", BOOTH, "stream"): Output(status=status)})

    @property
    def live(self) -> Live:
        return self.of(BOOTH)

    def of(self, booth: BoothId) -> Live:
        return self.booths.get(Live, "live", booth) or Live()


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    made.channel("tiktok-1")
    made.channel("youtube-1")
    return made


def test_a_source_says_so(scene: Scene) -> None:
    scene.tell("tiktok-1", True)
    assert scene.live == Live(status=LIVE, source="tiktok", since=START, was_live=True)
    scene.clock.s = 60
    scene.tell("tiktok-1", True)
    assert scene.live.since == START
    scene.tell("tiktok-1", False)
    ended = START + timedelta(seconds=60)
    assert scene.live == Live(status=NOT_LIVE, source="tiktok", since=ended, was_live=True)


def test_what_carries_several_platforms_goes_by_its_name(scene: Scene) -> None:
    scene.channel("-1")
    scene.tell("-1", True)
    assert scene.live.source == "Own"


def test_one_that_says_live_is_right_and_all_must_say_not(scene: Scene) -> None:
    scene.tell("tiktok-1", False)
    scene.tell("youtube-1", True)
    assert (scene.live.status, scene.live.source) == (LIVE, "youtube")
    scene.tell("youtube-1", False)
    assert scene.live.status is NOT_LIVE
    scene.tell("tiktok-1", None)
    assert (scene.live.status, scene.live.source) == (NOT_LIVE, "youtube")
    scene.tell("youtube-1", None)
    assert scene.live == Live()


@pytest.mark.parametrize(
    "status", [InstanceStatus.OFF, InstanceStatus.WAITING, InstanceStatus.FAILED]
)
def test_a_source_that_is_away_does_not_count(scene: Scene, status: InstanceStatus) -> None:
    scene.tell("tiktok-1", True)
    scene.channel("tiktok-1", status)
    assert scene.live == Live()
    scene.channel("tiktok-1")
    assert scene.live == Live(), "it has not said anything yet"


def test_a_source_that_is_taken_away_or_moved_does_not_count(scene: Scene) -> None:
    scene.add(OTHER)
    scene.tell("tiktok-1", True)
    scene.channel("tiktok-1", booth=OTHER)
    assert scene.live == scene.of(OTHER) == Live()
    scene.tell("tiktok-1", True)
    assert scene.of(OTHER).status is LIVE
    scene.plugins.apply({("plugin_instance", "tiktok-1"): None})
    assert scene.of(OTHER) == Live()
    scene.tell("tiktok-1", True)
    assert scene.of(OTHER) == scene.live == Live(), "nobody knows it"


async def test_a_stale_source_counts_again_when_it_is_heard(scene: Scene) -> None:
    scene.tell("tiktok-1", True)
    scene.channel("tiktok-1", InstanceStatus.STALE)
    assert scene.live.status is UNKNOWN
    scene.channel("tiktok-1")
    assert scene.live.status is LIVE
    scene.channel("tiktok-1", InstanceStatus.STALE)
    await scene.say(NOT_LIVE)
    scene.channel("tiktok-1")
    assert scene.live.source == PERSON, "to be heard again is no new word"


def test_not_live_stands_while_it_is_asked_again(scene: Scene) -> None:
    scene.channel("tiktok-1", InstanceStatus.OFFLINE)
    scene.tell("tiktok-1", False)
    for _ in range(2):
        scene.clock.s += 45
        scene.tell("tiktok-1", None)
        scene.channel("tiktok-1", InstanceStatus.CONNECTING)
        assert scene.live.status is NOT_LIVE
        scene.tell("tiktok-1", False)
        scene.channel("tiktok-1", InstanceStatus.OFFLINE)
    assert scene.live.since == START
    scene.tell("tiktok-1", None)
    scene.channel("tiktok-1", InstanceStatus.CONNECTING)
    scene.channel("tiktok-1")
    assert scene.live.status is UNKNOWN, "it is in, and has not said more"
    scene.tell("tiktok-1", True)
    assert scene.live.status is LIVE


def test_what_cannot_be_asked_again_has_no_word(scene: Scene) -> None:
    scene.channel("tiktok-1", InstanceStatus.OFFLINE)
    scene.tell("tiktok-1", False)
    scene.tell("tiktok-1", None)
    scene.channel("tiktok-1", InstanceStatus.CONNECTING)
    scene.channel("tiktok-1", InstanceStatus.WAITING)
    assert scene.live == Live()


async def test_the_newer_word_holds_between_a_person_and_a_source(scene: Scene) -> None:
    scene.tell("tiktok-1", True)
    await scene.say(NOT_LIVE)
    assert (scene.live.status, scene.live.source, scene.live.by) == (NOT_LIVE, PERSON, "Test")
    scene.tell("tiktok-1", True)
    assert scene.live.source == PERSON, "the same again is nothing new"
    scene.tell("tiktok-1", False)
    assert scene.live.source == "tiktok"
    await scene.say(LIVE)
    scene.tell("tiktok-1", None)
    assert scene.live.source == PERSON, "to fall silent is no word"
    scene.tell("tiktok-1", False)
    assert (scene.live.status, scene.live.source) == (NOT_LIVE, "tiktok")


async def test_who_takes_their_word_back_leaves_it_to_the_sources(scene: Scene) -> None:
    scene.tell("tiktok-1", True)
    undo = await scene.say(NOT_LIVE)
    assert undo.status is UNKNOWN
    assert (await scene.say(undo.status)).status is NOT_LIVE
    assert (scene.live.status, scene.live.source) == (LIVE, "tiktok")


async def test_a_run_ends_what_a_person_saw_not_what_sources_say(scene: Scene) -> None:
    scene.stream(OutputStatus.OFF)
    await scene.say(LIVE)
    scene.stream(OutputStatus.STARTING)
    assert scene.live == Live()
    scene.tell("tiktok-1", True)
    assert scene.live.was_live
    scene.stream(OutputStatus.ACTIVE)
    await scene.say(LIVE)
    scene.stream(OutputStatus.OFF)
    assert (scene.live.status, scene.live.source) == (LIVE, "tiktok")
    assert not scene.live.was_live, "of the run that comes"


def test_a_booth_that_comes_after_its_source(scene: Scene) -> None:
    scene.channel("tiktok-2", booth=OTHER)
    scene.tell("tiktok-2", True)
    assert scene.of(OTHER) == Live()
    scene.add(OTHER)
    assert scene.of(OTHER).status is LIVE
    scene.booths.forget(OTHER)
    assert scene.of(OTHER).status is LIVE


def test_after_the_stop_nothing_is_heard(scene: Scene) -> None:
    scene.sources.stop()
    scene.tell("tiktok-1", True)
    assert scene.live == Live()
