"""Commissioning of a real OBS, with obsws-python as the referee of what is really there."""

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import obsws_python
import pytest
import pytest_asyncio
from obsws_python.error import OBSSDKRequestError

from studio_app.domain.booth import Booth, Input, OutputKind, OutputStatus, SceneRole
from studio_app.domain.commission import ChangeKind, CommissionReport, DriftStatus
from studio_app.domain.errors import StudioError
from tests.fakes.booth_room import BOOTH
from tests.fakes.commissioned import CommissionRoom
from tests.real_obs import ObsFactory, RealObs, RtmpServer

SMALL = """\
id = "small"
title = "Small booth"
canvas = { width = 640, height = 360, fps = 30 }
output = { video_kbps = 900 }
transition = { name = "Fade", duration_ms = 400 }

[[source]]
name = "Camera"
what = "color"                  # stands for a camera; a test has none
settings = { width = 640, height = 360 }
initial = { color = 4281545523 }

[[source.filter]]
name = "Colour"
kind = "color_filter_v2"
settings = { gamma = 0.25 }

[[source.filter]]
name = "Sharper"
kind = "sharpness_filter_v2"

[[source]]
name = "Microphone"
what = "microphone"
sound = { volume_db = -6.0, muted = false, monitor = "off" }

[[source.filter]]
name = "Limiter"
kind = "limiter_filter"
settings = { threshold = -3.0 }

[[source]]
name = "Loopback"
what = "loopback"
sound = { volume_db = -12.0, monitor = "off", tracks = [true, true, false, false, false, false] }

[[source]]
name = "Words"
what = "text"
initial = { text = "Back soon" }

[[source]]
name = "Page"
what = "browser"

[[scene]]
name = "Stage"
role = "human"
item = [
  { source = "Words", fit = "fit", box = [20, 20, 200, 60], free = true },
  { source = "Page", fit = "fill" },
  { source = "Camera", fit = "fill", locked = true },
  { source = "Microphone" },
  { source = "Loopback" },
]

[[scene]]
name = "Quiet"
role = "standby"
item = [{ source = "Words", fit = "fit" }]
"""


@pytest.fixture
def obs(obs_factory: ObsFactory) -> RealObs:
    """An OBS for one test: commissioning leaves marks."""
    return obs_factory()[0]


@pytest.fixture
def referee(obs: RealObs) -> Iterator[Any]:
    """Another client, and the technician's hand."""
    logging.getLogger("obsws_python").setLevel(logging.CRITICAL)
    client = obsws_python.ReqClient(
        host="127.0.0.1", port=obs.port, password=obs.password, timeout=5
    )
    yield client
    client.disconnect()


@pytest_asyncio.fixture
async def room(obs: RealObs, tmp_path: Path) -> AsyncIterator[CommissionRoom]:
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "small.toml").write_text(SMALL, encoding="utf-8")
    made = CommissionRoom(templates)
    made.add_obs(obs)
    await made.connected()
    yield made
    await made.close()


def item_of(referee: Any, scene: str, source: str) -> int:
    """A source's item id."""
    return int(referee.get_scene_item_id(scene, source).scene_item_id)


def items_of(referee: Any, scene: str) -> list[str]:
    """A scene's sources, front first."""
    told = referee.get_scene_item_list(scene).scene_items
    return [item["sourceName"] for item in sorted(told, key=lambda i: -i["sceneItemIndex"])]


def everything(referee: Any) -> dict[str, object]:
    """All scenes, items with their places, inputs with settings, sound and filters."""
    told: dict[str, object] = {"canvas": referee.send("GetVideoSettings", raw=True)}
    for scene in referee.get_scene_list().scenes:
        told[scene["sceneName"]] = referee.get_scene_item_list(scene["sceneName"]).scene_items
    for one in referee.get_input_list().inputs:
        name = one["inputName"]
        told[f"input {name}"] = [
            one["inputKind"],
            referee.get_input_settings(name).input_settings,
            referee.get_source_filter_list(name).filters,
        ]
        if "pulse" in one["inputKind"]:
            told[f"sound {name}"] = [
                referee.get_input_volume(name).input_volume_db,
                referee.get_input_mute(name).input_muted,
                referee.get_input_audio_monitor_type(name).monitor_type,
            ]
    return told


def saved_ms(scenes: Path) -> object:
    """The transition's length as OBS wrote it to the disk."""
    return json.loads(scenes.read_text("utf-8"))["transition_duration"]


def wait_until(condition: Callable[[], bool], within_s: float = 10.0) -> None:
    """Wait for something that no store tells of."""
    deadline = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def codes(report: CommissionReport) -> set[str]:
    """The codes of what only a person can mend."""
    return {found.code for found in report.findings}


async def test_a_dry_run_tells_all_and_changes_nothing(room: CommissionRoom, referee: Any) -> None:
    before = everything(referee)
    report = await room.commission("small", dry_run=True)
    assert report.dry_run
    assert {change.kind for change in report.changes} >= {
        ChangeKind.ADD_SCENE,
        ChangeKind.ADD_SOURCE,
        ChangeKind.ADD_ITEM,
        ChangeKind.ADD_FILTER,
        ChangeKind.SET_SOUND,
        ChangeKind.SET_OUTPUT,
        ChangeKind.SET_ROLE,
    }
    assert "template_kind_missing" in codes(report), "this OBS has no browser source"
    assert everything(referee) == before
    assert room.get(Booth, "booth", BOOTH).template == ""


async def test_a_booth_is_built_once_and_a_second_run_changes_nothing(
    room: CommissionRoom, referee: Any
) -> None:
    before = everything(referee)
    report = await room.commission("small")
    assert report.left == ()
    assert items_of(referee, "Stage") == ["Words", "Camera", "Microphone", "Loopback"]
    place = referee.get_scene_item_transform("Stage", item_of(referee, "Stage", "Camera"))
    assert place.scene_item_transform["boundsType"] == "OBS_BOUNDS_SCALE_OUTER"
    assert place.scene_item_transform["boundsWidth"] == 640
    assert referee.get_scene_item_locked("Stage", item_of(referee, "Stage", "Camera"))
    assert referee.get_scene_item_enabled(
        "Stage", item_of(referee, "Stage", "Camera")
    ).scene_item_enabled
    assert referee.get_input_volume("Microphone").input_volume_db == pytest.approx(-6, abs=0.05)
    tracks = referee.get_input_audio_tracks("Loopback").input_audio_tracks
    assert [tracks[str(number)] for number in range(1, 7)] == [True, True, *[False] * 4]
    names = [each["filterName"] for each in referee.get_source_filter_list("Camera").filters]
    assert names == ["Colour", "Sharper"]
    assert referee.get_profile_parameter("SimpleOutput", "VBitrate").parameter_value == "900"
    assert referee.get_current_scene_transition().transition_duration == 400
    booth = room.get(Booth, "booth", BOOTH)
    assert booth.template == "small"
    assert booth.scene_roles == {SceneRole.HUMAN: "Stage", SceneRole.STANDBY: "Quiet"}

    after = everything(referee)
    theirs = {name: value for name, value in after.items() if name in before}
    assert theirs == before, "what the technician had is as it was"
    again = await room.commission("small")
    assert (again.changes, again.left) == ((), ())
    assert everything(referee) == after
    await room.drifted()


async def test_changes_by_hand_are_told_and_mended(room: CommissionRoom, referee: Any) -> None:
    await room.commission("small")
    await room.drifted()
    # A technician's own things are none of the template's business.
    referee.create_scene("Mine")
    referee.create_input("Stage", "My logo", "color_source_v3", {}, True)
    referee.create_source_filter("Camera", "My crop", "crop_filter", {})
    mine = item_of(referee, "Stage", "My logo")
    front = items_of(referee, "Stage").index("My logo")

    # Renamed, hidden, turned down, filtered, moved, removed.
    referee.set_input_name("Microphone", "Mic of Lan")
    referee.set_scene_name("Quiet", "Silence")
    camera = item_of(referee, "Stage", "Camera")
    referee.set_scene_item_enabled("Stage", camera, False)
    referee.set_scene_item_transform("Stage", camera, {"positionX": 33})
    referee.set_input_volume("Loopback", vol_db=-3)
    referee.set_source_filter_settings("Camera", "Colour", {"gamma": 0.5}, True)
    referee.set_source_filter_name("Camera", "Sharper", "Sharpest")
    referee.set_source_filter_enabled("Mic of Lan", "Limiter", False)
    referee.remove_scene_item("Stage", item_of(referee, "Stage", "Words"))
    drift = await room.drifted(
        "Source “Mic of Lan” is called “Microphone” again",
        "Scene “Silence” is called “Quiet” again",
        "“Stage”, “Camera”: hidden → shown",
        "“Stage”, place of “Camera”: fill: 33, 0, 640×360 → fill: 0, 0, 640×360",
        "Sound of “Loopback”, volume: -3.0 dB → -12.0 dB",
        "“Camera”, filter “Colour”, gamma: 0.5 → 0.25",
        "“Camera”: filter “Sharpest” is called “Sharper” again",
        "“Microphone”, filter “Limiter”: off → on",
        "“Stage”: put “Words” in",
    )
    report = await room.mend()
    assert sorted(each.text for each in report.changes) == sorted(
        each.text for each in drift.changes
    )
    assert report.left == ()
    await room.drifted()
    assert items_of(referee, "Stage").index("My logo") == front, "it lies in front as before"
    assert referee.get_scene_item_enabled("Stage", mine).scene_item_enabled
    filters = [each["filterName"] for each in referee.get_source_filter_list("Camera").filters]
    assert filters == ["Colour", "Sharper", "My crop"]
    assert "Mine" in [each["sceneName"] for each in referee.get_scene_list().scenes]
    assert (await room.mend()).changes == ()


async def test_what_operators_do_all_evening_is_no_drift(
    room: CommissionRoom, referee: Any
) -> None:
    await room.commission("small")
    await room.drifted()
    referee.set_scene_item_enabled("Stage", item_of(referee, "Stage", "Words"), False)
    referee.set_current_scene_transition("Cut")
    referee.set_current_program_scene("Stage")
    referee.set_input_settings("Words", {"text": "Ngày mai gặp lại"}, True)
    referee.set_input_mute("Loopback", True)  # the template leaves it open
    referee.set_input_volume("Microphone", vol_db=-20)
    await room.drifted("Sound of “Microphone”, volume: -20.0 dB → -6.0 dB")


@pytest.fixture
def sending(referee: Any) -> Iterator[Any]:
    """Lets an output run for the rest of the test."""
    yield referee
    for stop in (referee.stop_record, referee.stop_stream):
        with contextlib.suppress(OBSSDKRequestError):
            stop()


async def test_on_air_it_must_be_confirmed(
    obs_factory: ObsFactory, rtmp_server: RtmpServer, tmp_path: Path
) -> None:
    (tmp_path / "small.toml").write_text(SMALL, encoding="utf-8")
    (obs,) = obs_factory(stream_to=rtmp_server.url)
    room = CommissionRoom(tmp_path)
    room.add_obs(obs)
    referee = obsws_python.ReqClient(
        host="127.0.0.1", port=obs.port, password=obs.password, timeout=5
    )
    try:
        await room.connected()
        referee.start_stream()
        await room.until(lambda: room.output(OutputKind.STREAM).status is OutputStatus.ACTIVE, 20)
        before = everything(referee)
        assert (await room.commission("small", dry_run=True)).changes
        with pytest.raises(StudioError) as failed:
            await room.commission("small")
        assert failed.value.problem.code == "commission_on_air"
        assert everything(referee) == before
        assert room.get(Booth, "booth", BOOTH).template == ""
        report = await room.commission("small", confirmed=True)
        assert items_of(referee, "Stage")
        assert {change.kind for change in report.left} == {ChangeKind.SET_OUTPUT}
        assert (await room.commission("small")).changes == (), "nothing to do needs no confirming"
    finally:
        referee.disconnect()
        await room.close()


async def test_canvas_and_output_wait_while_outputs_run(room: CommissionRoom, sending: Any) -> None:
    sending.set_video_settings(30, 1, 320, 240, 320, 240)
    sending.start_record()
    report = await room.commission("small")
    assert "template_outputs_run" in codes(report)
    assert [change.kind for change in report.left] == [
        ChangeKind.SET_CANVAS,
        ChangeKind.SET_OUTPUT,
    ]
    assert sending.get_video_settings().base_width == 320
    sending.stop_record()
    for _ in range(100):
        report = await room.commission("small")
        if not report.left:
            break
        await asyncio.sleep(0.1)
    assert [change.kind for change in report.changes] == [
        ChangeKind.SET_CANVAS,
        ChangeKind.SET_OUTPUT,
    ]
    assert sending.get_video_settings().base_width == 640


async def test_what_is_in_the_way_is_said_and_left_alone(
    room: CommissionRoom, referee: Any
) -> None:
    referee.create_input("Host", "Words", "image_source", {}, True)
    referee.create_input("Host", "Stage", "color_source_v3", {}, True)
    report = await room.commission("small")
    assert codes(report) >= {"template_other_kind", "template_name_taken"}
    kinds = {each["inputName"]: each["inputKind"] for each in referee.get_input_list().inputs}
    assert kinds["Words"] == "image_source"
    assert kinds["Stage"] == "color_source_v3"
    assert "Quiet" in [each["sceneName"] for each in referee.get_scene_list().scenes]
    assert "Microphone" not in kinds, "there is no scene that it could lie in"
    assert (await room.commission("small")).changes == ()


async def test_a_run_that_obs_does_not_survive_is_finished_by_the_next(
    room: CommissionRoom, obs: RealObs
) -> None:
    running = asyncio.create_task(room.commission("small"))
    await room.until(lambda: room.store.get(Input, "input", BOOTH, "Microphone") is not None)
    obs.kill()
    with pytest.raises(StudioError) as failed:
        await running
    assert failed.value.problem.code == "obs_gone"
    drift = room.drift()
    assert drift is None or drift.status is not DriftStatus.OK
    await asyncio.to_thread(obs.restart)
    await room.connected(within_s=30)
    report = await room.commission("small")
    assert report.left == ()
    assert (await room.commission("small")).changes == ()
    await room.drifted()
    scenes = obs.folder / "obs-studio/basic/scenes/Rehearsal.json"
    await asyncio.to_thread(wait_until, lambda: saved_ms(scenes) == 400)
    obs.kill()
    await asyncio.to_thread(obs.start)
    await room.connected(within_s=30)
    again = await room.commission("small")
    assert [each.text for each in again.changes] == [], "OBS keeps it over a restart"


async def test_a_cancelled_run_leaves_obs_between_two_changes(room: CommissionRoom) -> None:
    running = asyncio.create_task(room.commission("small"))
    await room.until(lambda: room.get(Booth, "booth", BOOTH).template == "small")
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    report = await room.commission("small")
    assert report.left == ()
    await room.drifted()


async def test_who_asks_wrongly_is_told(room: CommissionRoom) -> None:
    async def code(asking: Any) -> str:
        with pytest.raises(StudioError) as failed:
            await asking
        return failed.value.problem.code

    assert await code(room.commission("smal")) == "no_such_template"
    assert await code(room.mend()) == "no_template"
    first = asyncio.create_task(room.commission("small"))
    await asyncio.sleep(0)
    second = asyncio.create_task(room.commission("small"))
    done = await asyncio.gather(first, second, return_exceptions=True)
    refused = [each for each in done if isinstance(each, StudioError)]
    assert [each.problem.code for each in refused] == ["commission_running"]
