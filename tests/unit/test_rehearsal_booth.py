"""What a simulated booth does by itself, without a socket: switching, outputs, media, events."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio

from studio_app.rehearsal.booth import Booth
from studio_app.rehearsal.faults import Faults, StreamLie
from studio_app.rehearsal.model import Input, Scene
from studio_app.rehearsal.protocol import JSON_PROTOCOL, Broadcast, Intent, RequestFailed, decode
from studio_app.rehearsal.requests import HANDLERS
from studio_app.rehearsal.requests.ask import Ask
from studio_app.rehearsal.show import booth_show
from studio_app.rehearsal.versions import Version


class Studio:
    """A booth and what it told."""

    def __init__(self, obs_version: str = "29.0.2") -> None:
        self.faults = Faults()
        self.booth = Booth(
            name="Booth 1",
            plan=booth_show("Booth 1", (1280, 720)),
            version=Version(obs_version),
            faults=self.faults,
            seed=1,
        )
        self.faults.on_stream = self.booth.outputs.lie_changed
        self.told: list[dict[str, object]] = []
        self._heard = asyncio.Event()
        self.booth.on_event = self._hear

    def _hear(self, kind: str, intent: Intent, message: Broadcast) -> None:
        heard = decode(message.frame(JSON_PROTOCOL), JSON_PROTOCOL)
        assert isinstance(heard, dict)
        self.told.append(heard["d"])
        self._heard.set()

    def kinds(self) -> list[object]:
        return [one["eventType"] for one in self.told]

    def states(self) -> list[str]:
        return [
            str(data["outputState"]).removeprefix("OBS_WEBSOCKET_OUTPUT_")
            for one in self.told
            if isinstance(data := one.get("eventData"), dict) and "outputState" in data
        ]

    def scene(self, name: str) -> Scene:
        found = self.booth.show.find(name)
        assert isinstance(found, Scene)
        return found

    def input(self, name: str) -> Input:
        found = self.booth.show.find(name)
        assert isinstance(found, Input)
        return found

    def ask(self, request: str, **data: object) -> object:
        return HANDLERS[request](self.booth, Ask(self.booth, data or None))

    async def until(self, reached: Callable[[], bool]) -> None:
        async with asyncio.timeout(5):
            while not reached():
                self._heard.clear()
                await self._heard.wait()


@pytest_asyncio.fixture
async def studio() -> AsyncIterator[Studio]:
    made = Studio()
    yield made
    made.booth.stop()


async def test_a_scene_is_on_air_inputs_come_and_go_with_it(studio: Studio) -> None:
    camera, ai = studio.input("Host camera"), studio.input("AI picture")
    assert studio.booth.is_active(camera)
    studio.booth.switching.duration_ms = 50
    studio.booth.switching.cut_to(studio.scene("AI"))
    # Both sides of a running transition are on air.
    assert studio.booth.is_active(camera)
    assert studio.booth.is_active(ai)
    await studio.until(lambda: "SceneTransitionEnded" in studio.kinds())
    assert not studio.booth.is_active(camera)
    assert "CurrentProgramSceneChanged" in studio.kinds()


async def test_an_item_hidden_in_a_group_goes_off_air(studio: Studio) -> None:
    card, product = studio.input("Product card"), studio.scene("Product")
    assert studio.booth.is_active(card)
    studio.booth.edit.enable_item(product, product.items[0], enabled=False)
    assert not studio.booth.is_active(card)
    assert "InputActiveStateChanged" in studio.kinds()


async def test_microphones_are_metered_in_every_scene(studio: Studio) -> None:
    names = {one.name for one in studio.booth.audible()}
    assert {"Host mic", "Desk mic", "Music", "Room"} <= names
    studio.booth.switching.open(studio.scene("Standby"))
    studio.booth.look_again()
    assert {"Host mic", "Desk mic", "Music", "Room"} <= {o.name for o in studio.booth.audible()}


async def test_the_preview_swaps_with_the_program_after_a_take(studio: Studio) -> None:
    switching = studio.booth.switching
    switching.set_studio_mode(enabled=True)
    switching.show_next(studio.scene("AI"))
    switching.duration_ms = 50
    switching.take()
    await studio.until(lambda: "SceneTransitionEnded" in studio.kinds())
    assert switching.program.name == "AI"
    assert switching.preview is studio.scene("Host")


async def test_a_t_bar_let_go_before_half_returns(studio: Studio) -> None:
    switching = studio.booth.switching
    switching.set_studio_mode(enabled=True)
    switching.show_next(studio.scene("AI"))
    switching.move_bar(0.3, release=False)
    assert switching.cursor == pytest.approx(0.3)
    switching.move_bar(0.3, release=True)
    assert switching.program.name == "Host"
    assert "CurrentProgramSceneChanged" not in studio.kinds()


async def test_the_stream_that_lies_as_refused_stops_without_ever_starting(studio: Studio) -> None:
    studio.faults.stream = StreamLie.REFUSED
    assert studio.ask("StartStream") is None
    await studio.until(lambda: "STOPPED" in studio.states())
    assert studio.states() == ["STARTING", "STOPPED"]


async def test_a_stream_that_reconnects_says_inactive_while_its_status_says_active(
    studio: Studio,
) -> None:
    studio.booth.outputs.stream.begin(ago_s=100)
    before = studio.booth.outputs.stream_status()
    studio.faults.stream = StreamLie.RECONNECTING
    assert studio.states() == ["RECONNECTING"]
    lost = studio.booth.outputs.stream_status()
    assert lost["outputActive"] is True
    assert lost["outputReconnecting"] is True
    assert lost["outputBytes"] == 0
    studio.faults.stream = StreamLie.NONE
    assert studio.states() == ["RECONNECTING", "RECONNECTED"]
    after = studio.booth.outputs.stream_status()
    bytes_before, bytes_after = before["outputBytes"], after["outputBytes"]
    assert isinstance(bytes_before, int)
    assert isinstance(bytes_after, int)
    assert bytes_after < bytes_before


async def test_a_frozen_receiver_shows_in_no_number(studio: Studio) -> None:
    studio.booth.outputs.stream.begin(ago_s=100)
    studio.faults.stream = StreamLie.FROZEN
    status = studio.booth.outputs.stream_status()
    assert status["outputCongestion"] == 0.0
    assert status["outputReconnecting"] is False
    assert studio.states() == []


async def test_pausing_holds_the_recording_s_time(studio: Studio) -> None:
    studio.ask("StartRecord")
    await studio.until(lambda: "STARTED" in studio.states())
    studio.ask("PauseRecord")
    held = studio.booth.outputs.record.seconds
    await asyncio.sleep(0.05)
    assert studio.booth.outputs.record.seconds == pytest.approx(held, abs=0.02)
    with pytest.raises(RequestFailed):
        studio.ask("PauseRecord")


async def test_what_came_due_while_frozen_happens_after_it(studio: Studio) -> None:
    studio.booth.switching.duration_ms = 50
    studio.faults.freeze = True
    studio.booth.switching.cut_to(studio.scene("AI"))
    await asyncio.sleep(0.12)
    assert "CurrentProgramSceneChanged" not in studio.kinds()
    studio.faults.freeze = False
    studio.booth.thaw()
    assert "CurrentProgramSceneChanged" in studio.kinds()


@pytest.mark.parametrize("obs_version", ["28.0.1", "29.0.2", "30.0.0"])
async def test_older_versions_have_no_uuids(obs_version: str) -> None:
    studio = Studio(obs_version)
    assert "uuid" not in str(studio.ask("GetSceneList")).lower()
    assert "SplitRecordFile" not in studio.booth.available_requests


@pytest.mark.parametrize("obs_version", ["30.2.0", "31.0.0", "32.0.1"])
async def test_newer_versions_have_uuids_and_find_by_them(obs_version: str) -> None:
    studio = Studio(obs_version)
    told = studio.ask("GetCurrentProgramScene")
    assert isinstance(told, dict)
    assert told["sceneName"] == told["currentProgramSceneName"] == "Host"
    assert told["sceneUuid"] == told["currentProgramSceneUuid"]
    items = studio.ask("GetSceneItemList", sceneUuid=told["sceneUuid"])
    assert isinstance(items, dict)
    assert all(item["sourceUuid"] for item in items["sceneItems"])
    assert "SplitRecordFile" in studio.booth.available_requests


async def test_settings_events_exist_only_since_obs_30_1() -> None:
    for obs_version, expected in (("29.0.2", False), ("30.1.0", True)):
        studio = Studio(obs_version)
        studio.ask("SetInputSettings", inputName="Clock", inputSettings={"text": "now"})
        assert ("InputSettingsChanged" in studio.kinds()) is expected


def test_an_obs_without_the_protocol_cannot_be_simulated() -> None:
    with pytest.raises(ValueError, match="28 or later"):
        Version("27.2.4")
    with pytest.raises(ValueError, match="no OBS version"):
        Version("newest")
