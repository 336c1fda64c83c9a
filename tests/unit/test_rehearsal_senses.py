"""What a rehearsal shows and sounds like: pictures that never stand still, levels like speech."""

import base64
import time

import cv2
import msgspec
import numpy as np
import pytest

from studio_app.rehearsal.collection import collection_file
from studio_app.rehearsal.garbage import GARBAGE
from studio_app.rehearsal.meters import METER_HZ, music, speech
from studio_app.rehearsal.pictures import Pictures
from studio_app.rehearsal.protocol import JSON_PROTOCOL, MSGPACK_PROTOCOL
from studio_app.rehearsal.show import Drawing, ItemPlan, ScenePlan, ShowPlan, booth_show


def decoded(uri: str) -> np.ndarray:
    head, _, data = uri.partition(",")
    assert head.startswith("data:image/")
    picture = cv2.imdecode(np.frombuffer(base64.b64decode(data), np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    return picture


@pytest.mark.parametrize("drawing", Drawing)
def test_every_frame_differs_from_the_one_before(drawing: Drawing) -> None:
    pictures = Pictures(name="Booth 1", seed=1)
    frames = [pictures.picture("Người dẫn", (320, 180), drawing).tobytes() for _ in range(5)]
    assert len(set(frames)) == 5


@pytest.mark.parametrize(("width", "height"), [(320, 180), (135, 240), (8, 8), (640, 360)])
@pytest.mark.parametrize("file_format", ["jpg", "png"])
def test_a_picture_has_the_size_that_was_asked_for(
    width: int, height: int, file_format: str
) -> None:
    pictures = Pictures(name="Booth 1", seed=1)
    uri = pictures.image("Host", (width, height), file_format=file_format, quality=60)
    assert decoded(uri).shape == (height, width, 3)


def test_booths_can_be_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "monotonic", lambda: 1000.0)  # they move, and their means with them
    means = {
        tuple(
            Pictures(name="Booth", seed=seed)
            .picture("Host", (64, 36), Drawing.HOST)
            .mean(axis=(0, 1))
            .round(-1)
        )
        for seed in range(1, 9)
    }
    assert len(means) >= 7


def test_a_wall_picture_costs_little() -> None:
    pictures = Pictures(name="Booth 1", seed=1)
    pictures.image("Host", (320, 180), drawing=Drawing.HOST, quality=75)
    began = time.process_time()
    for _ in range(50):
        pictures.image("Host", (320, 180), drawing=Drawing.HOST, quality=75)
    assert (time.process_time() - began) / 50 < 0.0015 * 2


def test_speech_has_phrases_and_pauses_and_stays_below_full_scale() -> None:
    levels = speech(3)
    rms, peak = levels[:, 0], levels[:, 1]
    assert levels.shape == (40 * METER_HZ, 2)
    assert np.all(peak >= rms)
    assert peak.max() <= 1.0
    quiet = rms < 0.01
    assert 0.1 < quiet.mean() < 0.6
    # Neighbouring levels belong together: noise would not correlate.
    assert np.corrcoef(rms[:-1], rms[1:])[0, 1] > 0.4


def test_two_hosts_do_not_speak_in_unison() -> None:
    assert abs(np.corrcoef(speech(1)[:, 0], speech(2)[:, 0])[0, 1]) < 0.4
    assert music(1)[:, 0].min() > 0.02


def test_a_scene_collection_holds_groups_filters_and_special_sound() -> None:
    told = msgspec.json.decode(collection_file("Show", booth_show("Booth 1", (640, 360))))
    assert [group["name"] for group in told["groups"]] == ["Product"]
    assert told["AuxAudioDevice1"]["name"] == "Host mic"
    assert [one["name"] for one in told["AuxAudioDevice1"]["filters"]] == ["Gain", "Limiter"]
    assert told["current_program_scene"] == "Host"


def test_a_plan_with_an_unknown_source_is_refused() -> None:
    scene = ScenePlan(name="Host", items=[ItemPlan(source="Camera 9")])
    with pytest.raises(ValueError, match="Host: no source is named 'Camera 9'"):
        collection_file("Show", ShowPlan(size=(640, 360), inputs=[], scenes=[scene]))


def test_more_microphones_than_special_places_lie_in_every_scene() -> None:
    microphones = [f"Mic {number}" for number in range(1, 9)]
    plan = booth_show("Booth 1", (640, 360), microphones=microphones)
    for scene in plan.scenes:
        if scene.name != "Overlay":
            assert {"Mic 7", "Mic 8"} <= {item.source for item in scene.items}


@pytest.mark.parametrize("kind", sorted(GARBAGE))
def test_garbage_can_be_made_in_both_encodings(kind: str) -> None:
    frames = [GARBAGE[kind](protocol) for protocol in (JSON_PROTOCOL, MSGPACK_PROTOCOL)]
    assert all(isinstance(frame, str | bytes) for frame in frames)
