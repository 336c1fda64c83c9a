"""Translating OBS's events: what each changes, and that nothing broken ever does harm."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio_app.domain.booth import (
    Filter,
    Filters,
    Input,
    Media,
    MediaState,
    Monitor,
    OutputKind,
    Scene,
    SceneItem,
    Setup,
    Switcher,
)
from studio_app.domain.ids import BoothId
from studio_app.domain.records import RECORDS, Changes
from studio_app.domain.struct import Fact
from studio_app.obs.known import Known
from studio_app.obs.protocol import Answer
from studio_app.obs.topics import READINGS, About, Topic, asks_of, take
from studio_app.obs.translate import MEANINGS, OutputEvent, translate

BOOTH = BoothId("one")


def known() -> Known:
    """A small booth."""
    made = Known(BOOTH)
    records: dict[tuple[type[Fact], str], Fact] = {
        (Switcher, ""): Switcher(
            program="Host", preview="AI", studio_mode=True, scenes=("Host", "AI")
        ),
        (Scene, "Host"): Scene(
            items=(
                SceneItem(item_id=2, source="Product", kind="group"),
                SceneItem(item_id=1, source="Camera"),
            )
        ),
        (Scene, "AI"): Scene(items=(SceneItem(item_id=1, source="Host", kind="scene"),)),
        (Scene, "Product"): Scene(items=(SceneItem(item_id=1, source="Card"),), is_group=True),
        (Input, "Camera"): Input(kind="v4l2_input"),
        (Input, "Mic"): Input(kind="mic", audio=True, order=1),
        (Media, "Film"): Media(state=MediaState.PLAYING),
        (Filters, "Camera"): Filters(filters=(Filter(name="Colour", kind="color"),)),
        (Setup, ""): Setup(profiles=("A", "B"), profile="A"),
    }
    made.apply({made.key(type_, name): value for (type_, name), value in records.items()})
    return made


def heard(event: str, **data: object) -> Changes:
    """What an event changes of the small booth."""
    booth = known()
    return booth.apply(translate(event, data, booth).changes)


def test_a_renamed_scene_takes_everything_with_it() -> None:
    booth = known()
    meant = translate("SceneNameChanged", {"oldSceneName": "Host", "sceneName": "Human"}, booth)
    booth.apply(meant.changes)
    assert booth.get(Scene, "Host") is None
    scene = booth.get(Scene, "Human")
    assert scene is not None
    assert [item.source for item in scene.items] == ["Product", "Camera"]
    nested = booth.get(Scene, "AI")
    assert nested is not None
    assert nested.items[0].source == "Human"
    switcher = booth.get(Switcher)
    assert switcher is not None
    assert (switcher.program, switcher.scenes) == ("Human", ("Human", "AI"))


def test_a_renamed_group_and_input_stay_where_they_are_shown() -> None:
    changes = heard("SceneNameChanged", oldSceneName="Product", sceneName="Goods")
    host = changes[("scene", BOOTH, "Host")]
    assert isinstance(host, Scene)
    assert host.items[0].source == "Goods"
    assert changes[("scene", BOOTH, "Product")] is None
    changes = heard("InputNameChanged", oldInputName="Camera", inputName="Eye")
    assert changes.keys() == {
        ("input", BOOTH, "Camera"),
        ("input", BOOTH, "Eye"),
        ("filters", BOOTH, "Camera"),
        ("filters", BOOTH, "Eye"),
        ("scene", BOOTH, "Host"),
    }


@pytest.mark.parametrize(
    ("event", "data", "key", "field", "value"),
    [
        ("InputMuteStateChanged", {"inputMuted": True}, "input", "muted", True),
        ("InputVolumeChanged", {"inputVolumeDb": -12.34567}, "input", "volume_db", -12.35),
        ("InputVolumeChanged", {"inputVolumeDb": -1e9}, "input", "volume_db", -100.0),
        ("InputAudioBalanceChanged", {"inputAudioBalance": 7.0}, "input", "balance", 1.0),
        (
            "InputAudioSyncOffsetChanged",
            {"inputAudioSyncOffset": 40},
            "input",
            "sync_offset_ms",
            40,
        ),
        (
            "InputAudioMonitorTypeChanged",
            {"monitorType": "OBS_MONITORING_TYPE_MONITOR_ONLY"},
            "input",
            "monitor",
            Monitor.ONLY,
        ),
        (
            "InputAudioTracksChanged",
            {"inputAudioTracks": {"1": False, "6": "?"}},
            "input",
            "tracks",
            (False, True, True, True, True, True),
        ),
    ],
)
def test_sound(event: str, data: dict[str, object], key: str, field: str, value: object) -> None:
    changes = heard(event, inputName="Mic", **data)
    assert getattr(changes[(key, BOOTH, "Mic")], field) == value


def test_items() -> None:
    def host(event: str, **data: object) -> Scene:
        record = heard(event, sceneName="Host", **data)[("scene", BOOTH, "Host")]
        assert isinstance(record, Scene)
        return record

    assert (
        not host("SceneItemEnableStateChanged", sceneItemId=1, sceneItemEnabled=False)
        .items[1]
        .visible
    )
    assert host("SceneItemLockStateChanged", sceneItemId=2, sceneItemLocked=True).items[0].locked
    assert len(host("SceneItemRemoved", sceneItemId=2).items) == 1
    order = [
        {"sceneItemId": 2, "sceneItemIndex": 0},
        {"sceneItemId": 1, "sceneItemIndex": 1},
    ]
    assert [item.item_id for item in host("SceneItemListReindexed", sceneItems=order).items] == [
        1,
        2,
    ]


def test_what_an_event_does_not_tell_is_read() -> None:
    def read(event: str, **data: object) -> set[Topic]:
        return set(translate(event, data, known()).reread)

    assert Topic(About.ITEMS, "AI") in read("SceneItemCreated", sceneName="AI", sceneItemId=5)
    assert Topic(About.ITEMS, "AI") in read(
        "SceneItemEnableStateChanged", sceneName="AI", sceneItemId=77, sceneItemEnabled=True
    )
    assert Topic(About.INPUTS) in read("InputMuteStateChanged", inputName="New", inputMuted=True)
    assert Topic(About.MEDIA, "Film") in read(
        "MediaInputActionTriggered", inputName="Film", mediaAction="PAUSE"
    )
    assert Topic(About.FILTERS, "Camera") in read(
        "SourceFilterCreated", sourceName="Camera", filterName="Crop"
    )
    assert Topic(About.AIR) in read("SceneTransitionStarted", transitionName="Fade")
    assert read("CurrentSceneTransitionChanged", transitionName="Cut") == {Topic(About.TRANSITIONS)}


def test_filters_media_outputs() -> None:
    changes = heard(
        "SourceFilterEnableStateChanged",
        sourceName="Camera",
        filterName="Colour",
        filterEnabled=False,
    )
    assert changes[("filters", BOOTH, "Camera")] == Filters(
        filters=(Filter(name="Colour", kind="color", enabled=False),)
    )
    changes = heard("MediaInputPlaybackEnded", inputName="Film")
    assert changes[("media", BOOTH, "Film")] == Media(state=MediaState.ENDED)
    meant = translate(
        "RecordStateChanged",
        {"outputState": "OBS_WEBSOCKET_OUTPUT_STOPPED", "outputPath": "/a.mkv"},
        known(),
    )
    assert meant.output == OutputEvent(OutputKind.RECORD, "STOPPED", "/a.mkv")


def test_events_about_nothing_known_change_nothing() -> None:
    assert translate("SomethingNew", {"a": 1}, known()).changes == {}
    assert heard("CurrentProgramSceneChanged") == {}
    assert heard("SceneItemEnableStateChanged", sceneName="Host", sceneItemId="1") == {}
    assert heard("SceneListChanged", scenes={"not": "a list"}) == {}


# --- anything at all ----------------------------------------------------------------------------

NAMES = st.sampled_from(["Host", "AI", "Product", "Camera", "Mic", "Film", "Colour", "New", ""])
WRONG = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(min_value=-(2**70), max_value=2**70),
    st.floats(),
    st.text(max_size=5),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=3),
)
FIELDS = [
    "sceneName oldSceneName inputName oldInputName sourceName filterName oldFilterName",
    "isGroup sceneItemId sceneItemIndex sceneItemEnabled sceneItemLocked sceneItems scenes",
    "inputMuted inputVolumeDb inputVolumeMul inputAudioBalance inputAudioSyncOffset",
    "inputAudioTracks monitorType inputKind filterEnabled filters mediaAction studioModeEnabled",
    "transitionName transitionDuration outputActive outputState outputPath savedReplayPath",
    "newOutputPath profiles sceneCollections profileName sceneCollectionName",
]
VALUES: st.SearchStrategy[Any] = st.one_of(
    NAMES,
    WRONG,
    st.integers(0, 3),
    st.booleans(),
    st.sampled_from(["OBS_WEBSOCKET_OUTPUT_STARTED", "OBS_MONITORING_TYPE_NONE"]),
    st.lists(
        st.dictionaries(
            st.sampled_from(["sceneName", "sceneIndex", "sceneItemId", "sceneItemIndex"]),
            st.one_of(NAMES, WRONG, st.integers(0, 3)),
            max_size=4,
        ),
        max_size=3,
    ),
)
DATA = st.dictionaries(
    st.one_of(st.sampled_from(" ".join(FIELDS).split()), st.text(max_size=3)), VALUES, max_size=8
)


def check(changes: Changes, booth: Known) -> None:
    """Whatever came: records of the right types under the right keys, fit for the feed."""
    for key, value in changes.items():
        assert key[1] == BOOTH
        assert value is None or type(value) is RECORDS[key[0]].type
    for value in booth.everything().values():
        raw = msgspec.msgpack.encode(value)
        assert msgspec.msgpack.decode(raw, type=type(value)) == value


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(MEANINGS)), DATA), min_size=1, max_size=6))
def test_no_event_however_broken_does_harm(events: list[tuple[str, dict[str, object]]]) -> None:
    booth = known()
    for event, data in events:
        meant = translate(event, data, booth)
        check(booth.apply(meant.changes), booth)
        for topic in (*meant.reread, *meant.verify):
            asks_of(topic, booth)


ANSWER_FIELDS = [
    *FIELDS,
    "currentProgramSceneName currentPreviewSceneName groups inputs transitions transitionFixed",
    "baseWidth baseHeight desktop1 mic1 hotkeys mediaState mediaCursor mediaDuration",
    "transitionCursor currentProfileName currentSceneCollectionName",
]
ANSWERS = st.builds(
    Answer,
    request=st.just("Get"),
    code=st.sampled_from([100, 100, 100, 204, 207, 600, 0]),
    data=st.dictionaries(st.sampled_from(" ".join(ANSWER_FIELDS).split()), VALUES, max_size=8),
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(list(About)), NAMES, st.data())
def test_no_answer_however_broken_does_harm(about: About, name: str, data: st.DataObject) -> None:
    booth, topic = known(), Topic(about, name)
    asks = asks_of(topic, booth)
    answers = data.draw(st.lists(ANSWERS, min_size=len(asks), max_size=len(asks)))
    check(booth.apply(take(topic, answers, booth)), booth)


def test_every_topic_can_be_read() -> None:
    assert set(READINGS) == set(About)
