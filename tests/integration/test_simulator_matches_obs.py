"""The simulated OBS against a real one: same requests, same shape of answers, same events.

Both are furnished by the same plan. The real OBS has the last word: where they differ, the
simulator is wrong.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from studio_app.rehearsal.faults import StreamLie
from studio_app.rehearsal.protocol import Json, Op
from studio_app.rehearsal.show import booth_show
from studio_app.rehearsal.simulator import SimulatedObs
from tests import real_obs
from tests.fakes.side_by_side import (
    Call,
    Side,
    act,
    all_fields_match,
    both_answer,
    forget,
    kinds,
    level,
    settle,
    watched,
)
from tests.fakes.wire_client import METERS, WireClient


@pytest.fixture(scope="module")
def receiver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[real_obs.RtmpServer]:
    server = real_obs.RtmpServer(tmp_path_factory.mktemp("receiver"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def real(
    display: str, receiver: real_obs.RtmpServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[real_obs.RealObs]:
    sound = real_obs.PulseAudio(tmp_path_factory.mktemp("pulse"))
    sound.start()
    with real_obs.factory(tmp_path_factory.mktemp("obs"), display) as start:
        yield start(stream_to=receiver.url, env=sound.env)[0]
    sound.stop()


@pytest_asyncio.fixture
async def simulator(real: real_obs.RealObs) -> AsyncIterator[SimulatedObs]:
    plan = booth_show("Real OBS 1", (640, 360), film=real.folder / "film.wav")
    simulated = SimulatedObs(name="Real OBS 1", password="a password", plan=plan)
    # Debian's OBS has no virtual camera without a kernel module.
    simulated.booth.outputs.has_virtualcam = False
    await simulated.start()
    yield simulated
    await simulated.stop()


@pytest_asyncio.fixture
async def sides(
    real: real_obs.RealObs, simulator: SimulatedObs
) -> AsyncIterator[tuple[Side, Side]]:
    async with (
        watched("real", real.port, real.password) as true,
        watched("simulated", simulator.port, simulator.password) as played,
    ):
        await asyncio.gather(level(true), level(played))
        yield true, played


# --- reading ----------------------------------------------------------------------------------

HOST_ITEM: Json = {"sceneName": "Host", "sceneItemId": 1}
MIC: Json = {"inputName": "Host mic"}
READS: list[Call] = [
    ("GetVersion", None),
    ("GetStats", None),
    ("GetHotkeyList", None),
    ("GetMonitorList", None),
    ("GetPersistentData", {"realm": "OBS_WEBSOCKET_DATA_REALM_GLOBAL", "slotName": "none"}),
    ("GetSceneCollectionList", None),
    ("GetProfileList", None),
    ("GetVideoSettings", None),
    ("GetStreamServiceSettings", None),
    ("GetRecordDirectory", None),
    ("GetSceneList", None),
    ("GetGroupList", None),
    ("GetCurrentProgramScene", None),
    ("GetInputList", None),
    ("GetInputList", {"inputKind": "color_source_v3"}),
    ("GetInputKindList", None),
    ("GetInputKindList", {"unversioned": True}),
    ("GetSpecialInputs", None),
    ("GetInputDefaultSettings", {"inputKind": "text_ft2_source_v2"}),
    ("GetInputSettings", {"inputName": "Lower third"}),
    ("GetInputMute", MIC),
    ("GetInputVolume", MIC),
    ("GetInputAudioBalance", MIC),
    ("GetInputAudioSyncOffset", MIC),
    ("GetInputAudioMonitorType", MIC),
    ("GetInputAudioTracks", MIC),
    ("GetTransitionKindList", None),
    ("GetSceneTransitionList", None),
    ("GetCurrentSceneTransition", None),
    ("GetCurrentSceneTransitionCursor", None),
    ("GetSourceActive", {"sourceName": "Host"}),
    ("GetSourceActive", {"sourceName": "Product price"}),
    ("GetSourceScreenshot", {"sourceName": "Host", "imageFormat": "jpg", "imageWidth": 320}),
    (
        "GetSourceScreenshot",
        {
            "sourceName": "Host camera",
            "imageFormat": "png",
            "imageWidth": 64,
            "imageHeight": 36,
            "imageCompressionQuality": 50,
        },
    ),
    ("GetSourceFilterList", {"sourceName": "Host mic"}),
    ("GetSourceFilterList", {"sourceName": "Host"}),
    ("GetSourceFilter", {"sourceName": "Host camera", "filterName": "Colour"}),
    ("GetSourceFilterDefaultSettings", {"filterKind": "compressor_filter"}),
    ("GetSceneItemList", {"sceneName": "Host"}),
    ("GetSceneItemList", {"sceneName": "AI"}),
    ("GetGroupSceneItemList", {"sceneName": "Product"}),
    ("GetSceneItemId", {"sceneName": "Host", "sourceName": "Overlay"}),
    ("GetSceneItemEnabled", HOST_ITEM),
    ("GetSceneItemLocked", HOST_ITEM),
    ("GetSceneItemIndex", HOST_ITEM),
    ("GetSceneItemTransform", HOST_ITEM),
    ("GetSceneItemBlendMode", HOST_ITEM),
    ("GetVirtualCamStatus", None),
    ("GetReplayBufferStatus", None),
    ("GetOutputList", None),
    ("GetStreamStatus", None),
    ("GetRecordStatus", None),
    ("GetMediaInputStatus", {"inputName": "AI picture"}),
    ("GetMediaInputStatus", MIC),
    ("GetStudioModeEnabled", None),
]

REFUSALS: list[Call] = [
    ("NoSuchRequest", None),
    ("Sleep", {"sleepMillis": 1}),
    ("GetCurrentPreviewScene", None),
    ("SetCurrentPreviewScene", {"sceneName": "AI"}),
    ("TriggerStudioModeTransition", None),
    ("SetTBarPosition", {"position": 0.5}),
    ("SetCurrentProgramScene", None),
    ("SetCurrentProgramScene", {}),
    ("SetCurrentProgramScene", {"sceneName": 7}),
    ("SetCurrentProgramScene", {"sceneName": ""}),
    ("SetCurrentProgramScene", {"sceneName": "nowhere"}),
    ("SetCurrentProgramScene", {"sceneName": "Host mic"}),
    ("SetCurrentProgramScene", {"sceneName": "Product"}),
    ("CreateScene", {"sceneName": "Host"}),
    ("CreateScene", {"sceneName": "Host mic"}),
    ("RemoveScene", {"sceneName": "nowhere"}),
    ("SetSceneName", {"sceneName": "Host", "newSceneName": "AI"}),
    ("GetGroupSceneItemList", {"sceneName": "Host"}),
    ("GetSceneItemList", {"sceneName": "Product"}),
    ("GetSceneItemId", {"sceneName": "Host", "sourceName": "nothing"}),
    ("GetSceneItemEnabled", {"sceneName": "Host", "sceneItemId": 99}),
    ("GetSceneItemEnabled", {"sceneName": "Host", "sceneItemId": "one"}),
    ("SetSceneItemEnabled", HOST_ITEM),
    ("SetSceneItemIndex", {**HOST_ITEM, "sceneItemIndex": -1}),
    ("CreateSceneItem", {"sceneName": "Overlay", "sourceName": "Host"}),
    ("CreateInput", {"sceneName": "Host", "inputName": "Host mic", "inputKind": "image_source"}),
    ("CreateInput", {"sceneName": "Host", "inputName": "new", "inputKind": "no_such_kind"}),
    ("SetInputName", {"inputName": "Host mic", "newInputName": "Music"}),
    ("GetInputMute", {"inputName": "Host"}),
    ("GetInputMute", {"inputName": "Host camera"}),
    ("GetInputVolume", {"inputName": "nobody"}),
    ("SetInputMute", {**MIC, "inputMuted": 1}),
    ("SetInputVolume", MIC),
    ("SetInputVolume", {**MIC, "inputVolumeMul": 1, "inputVolumeDb": 0}),
    ("SetInputVolume", {**MIC, "inputVolumeDb": 27}),
    ("SetInputVolume", {**MIC, "inputVolumeMul": -1}),
    ("SetInputAudioBalance", {**MIC, "inputAudioBalance": 1.5}),
    ("SetInputAudioSyncOffset", {**MIC, "inputAudioSyncOffset": -951}),
    ("SetInputAudioMonitorType", {**MIC, "monitorType": "LOUD"}),
    ("SetInputAudioTracks", {**MIC, "inputAudioTracks": {}}),
    ("SetInputAudioTracks", {**MIC, "inputAudioTracks": {"1": 5}}),
    ("SetCurrentSceneTransition", {"transitionName": "Nothing"}),
    ("SetCurrentSceneTransitionDuration", {"transitionDuration": 49}),
    ("SetCurrentSceneTransitionDuration", {"transitionDuration": 20001}),
    ("GetSourceFilter", {"sourceName": "Host mic", "filterName": "Nothing"}),
    (
        "CreateSourceFilter",
        {"sourceName": "Host mic", "filterName": "Gain", "filterKind": "gain_filter"},
    ),
    ("CreateSourceFilter", {"sourceName": "Host mic", "filterName": "x", "filterKind": "x"}),
    ("GetSourceActive", {"sourceName": "nothing"}),
    ("GetSourceScreenshot", {"sourceName": "Host", "imageFormat": "tiff9"}),
    ("GetSourceScreenshot", {"sourceName": "Host", "imageFormat": "png", "imageWidth": 7}),
    ("GetSourceScreenshot", {"sourceName": "Host mic", "imageFormat": "png"}),
    ("GetSourceScreenshot", {"sourceName": "nothing", "imageFormat": "png"}),
    ("StartVirtualCam", None),
    ("StopVirtualCam", None),
    ("ToggleVirtualCam", None),
    ("StopReplayBuffer", None),
    ("SaveReplayBuffer", None),
    ("GetLastReplayBufferReplay", None),
    ("StopStream", None),
    ("StopRecord", None),
    ("ResumeRecord", None),
    ("SetCurrentProfile", {"profileName": "nobody's"}),
    ("SetCurrentSceneCollection", {"sceneCollectionName": "nobody's"}),
    ("TriggerHotkeyByName", {"hotkeyName": "No.Such.Key"}),
    ("BroadcastCustomEvent", {"eventData": {}}),
    ("TriggerMediaInputAction", {"inputName": "Break film", "mediaAction": "DANCE"}),
    ("SetMediaInputCursor", {"inputName": "AI picture", "mediaCursor": 5}),
    ("SetMediaInputCursor", {"inputName": "AI picture", "mediaCursor": -5}),
    ("SetStudioModeEnabled", {"studioModeEnabled": "yes"}),
]


async def test_every_answer_has_the_same_shape(sides: tuple[Side, Side]) -> None:
    for kind, data in READS:
        reply = await both_answer(sides, kind, data)
        assert reply.code in {100, 604}, f"{kind}: {reply}"


async def test_every_refusal_has_the_same_code_and_words(sides: tuple[Side, Side]) -> None:
    for kind, data in REFUSALS:
        reply = await both_answer(sides, kind, data)
        assert reply.code != 100, f"{kind} {data} was meant to be refused"


async def test_obs_knows_every_request_that_the_simulator_offers(sides: tuple[Side, Side]) -> None:
    offered = []
    for side in sides:
        version = (await side.first.ask("GetVersion")).data
        assert version
        requests = version["availableRequests"]
        assert isinstance(requests, list)
        offered.append(set(requests))
    true, played = offered
    assert played <= true


# --- acts and their events ----------------------------------------------------------------------


async def test_scenes_and_items(sides: tuple[Side, Side]) -> None:
    await act(sides, ("CreateScene", {"sceneName": "Extra"}))
    await act(
        sides,
        (
            "CreateInput",
            {
                "sceneName": "Extra",
                "inputName": "Sign",
                "inputKind": "color_source_v3",
                "inputSettings": {"width": 100, "height": 50},
            },
        ),
    )
    await act(
        sides,
        (
            "CreateInput",
            {
                "sceneName": "Host",
                "inputName": "Hidden",
                "inputKind": "color_source_v3",
                "sceneItemEnabled": False,
            },
        ),
    )
    await act(sides, ("CreateSceneItem", {"sceneName": "Extra", "sourceName": "Overlay"}))
    item: Json = {"sceneName": "Extra", "sceneItemId": 1}
    await act(sides, ("SetSceneItemIndex", {**item, "sceneItemIndex": 1}))
    await act(sides, ("SetSceneItemEnabled", {**item, "sceneItemEnabled": False}))
    await act(sides, ("SetSceneItemEnabled", {**item, "sceneItemEnabled": False}))
    await act(sides, ("SetSceneItemLocked", {**item, "sceneItemLocked": True}))
    await act(sides, ("SetSceneItemTransform", {**item, "sceneItemTransform": {"positionX": 5.0}}))
    await act(sides, ("SetInputSettings", {"inputName": "Sign", "inputSettings": {"width": 120}}))
    await act(sides, ("SetInputName", {"inputName": "Sign", "newInputName": "Board"}))
    await act(sides, ("SetSceneName", {"sceneName": "Extra", "newSceneName": "More"}))
    await act(sides, ("RemoveSceneItem", {"sceneName": "More", "sceneItemId": 2}))
    await act(sides, ("RemoveInput", {"inputName": "Board"}))
    await act(sides, ("RemoveInput", {"inputName": "Hidden"}))
    await act(sides, ("RemoveScene", {"sceneName": "More"}))
    # Seen on air: an item of a group and of a nested scene, hidden and shown again.
    for scene, number in (("Product", 1), ("Overlay", 1), ("Host", 2)):
        item = {"sceneName": scene, "sceneItemId": number}
        for enabled in (False, True):
            await act(sides, ("SetSceneItemEnabled", {**item, "sceneItemEnabled": enabled}))


async def test_program_and_preview(sides: tuple[Side, Side]) -> None:
    await act(sides, ("SetCurrentSceneTransitionDuration", {"transitionDuration": 80}))
    await act(sides, ("SetCurrentSceneTransitionDuration", {"transitionDuration": 80}))
    await act(sides, ("SetCurrentProgramScene", {"sceneName": "AI"}))
    await act(sides, ("SetCurrentProgramScene", {"sceneName": "AI"}))
    await act(sides, ("SetCurrentSceneTransition", {"transitionName": "Cut"}))
    await act(sides, ("SetCurrentProgramScene", {"sceneName": "Standby"}))
    await both_answer(sides, "GetCurrentSceneTransition", None)
    await act(sides, ("SetCurrentSceneTransition", {"transitionName": "Fade"}))
    await act(sides, ("SetStudioModeEnabled", {"studioModeEnabled": True}))
    await act(sides, ("SetStudioModeEnabled", {"studioModeEnabled": True}))
    await both_answer(sides, "GetCurrentPreviewScene", None)
    await both_answer(sides, "GetSceneList", None)
    await act(sides, ("SetCurrentPreviewScene", {"sceneName": "Host"}))
    await act(sides, ("TriggerStudioModeTransition", None))
    await act(sides, ("SetTBarPosition", {"position": 0.4, "release": False}))
    await both_answer(sides, "GetCurrentSceneTransitionCursor", None)
    await act(sides, ("SetTBarPosition", {"position": 1.0, "release": True}))
    await act(sides, ("SetCurrentProgramScene", {"sceneName": "AI"}))
    await act(sides, ("SetStudioModeEnabled", {"studioModeEnabled": False}))
    await act(sides, ("SetCurrentProgramScene", {"sceneName": "Host"}))
    programs = [await side.first.ask("GetCurrentProgramScene") for side in sides]
    assert [reply.data for reply in programs] == [{"currentProgramSceneName": "Host"}] * 2


async def test_an_interrupted_transition_tells_only_where_it_ended(
    sides: tuple[Side, Side],
) -> None:
    await act(
        sides,
        ("SetCurrentSceneTransitionDuration", {"transitionDuration": 400}),
        ("SetCurrentProgramScene", {"sceneName": "AI"}),
        ("SetCurrentProgramScene", {"sceneName": "Standby"}),
        quiet_s=0.6,
    )
    for side in sides:
        for client in side.clients:
            changes = [
                event.data for event in client.events if event.kind == "CurrentProgramSceneChanged"
            ]
            assert changes == [{"sceneName": "Standby"}], side.name


async def test_the_answer_to_a_cut_comes_before_its_event(sides: tuple[Side, Side]) -> None:
    for side in sides:
        await side.first.ask("SetCurrentSceneTransition", {"transitionName": "Cut"})
        await settle(side, 0.1)
        forget(side)
        await side.first.ask("SetCurrentProgramScene", {"sceneName": "AI"})
        answered = asyncio.get_running_loop().time()
        await side.first.until(
            lambda heard: any(event.kind == "CurrentProgramSceneChanged" for event in heard)
        )
        told = next(one for one in side.first.events if one.kind == "CurrentProgramSceneChanged")
        if side.name == "simulated":
            assert told.at >= answered


async def test_sound(sides: tuple[Side, Side]) -> None:
    await act(sides, ("SetInputMute", {**MIC, "inputMuted": True}))
    await act(sides, ("SetInputMute", {**MIC, "inputMuted": True}))
    await act(sides, ("ToggleInputMute", MIC))
    await act(sides, ("SetInputVolume", {**MIC, "inputVolumeDb": -6}))
    await act(sides, ("SetInputVolume", {**MIC, "inputVolumeMul": 0}))
    await both_answer(sides, "GetInputVolume", MIC)
    await act(sides, ("SetInputVolume", {**MIC, "inputVolumeMul": 1}))
    await act(sides, ("SetInputAudioBalance", {**MIC, "inputAudioBalance": 0.25}))
    await act(sides, ("SetInputAudioSyncOffset", {**MIC, "inputAudioSyncOffset": 120}))
    await act(
        sides,
        (
            "SetInputAudioMonitorType",
            {**MIC, "monitorType": "OBS_MONITORING_TYPE_MONITOR_AND_OUTPUT"},
        ),
    )
    await act(sides, ("SetInputAudioTracks", {**MIC, "inputAudioTracks": {"2": False}}))


async def test_filters(sides: tuple[Side, Side]) -> None:
    source: Json = {"sourceName": "Host mic"}
    gain: Json = {**source, "filterName": "Gain"}
    await act(sides, ("SetSourceFilterEnabled", {**gain, "filterEnabled": False}))
    await act(sides, ("SetSourceFilterEnabled", {**gain, "filterEnabled": True}))
    await act(
        sides,
        (
            "CreateSourceFilter",
            {**source, "filterName": "Comp", "filterKind": "compressor_filter"},
        ),
    )
    await act(sides, ("SetSourceFilterSettings", {**gain, "filterSettings": {"db": 1.5}}))
    await act(sides, ("SetSourceFilterIndex", {**gain, "filterIndex": 1}))
    await act(sides, ("SetSourceFilterName", {**gain, "newFilterName": "Louder"}))
    await act(sides, ("RemoveSourceFilter", {**source, "filterName": "Comp"}))
    await act(
        sides,
        ("CreateSourceFilter", {**source, "filterName": "No", "filterKind": "color_filter_v2"}),
    )
    await act(
        sides, ("SetSourceFilterName", {**source, "filterName": "Louder", "newFilterName": "Gain"})
    )


async def test_media(sides: tuple[Side, Side]) -> None:
    film: Json = {"inputName": "Break film"}

    def action(name: str) -> Call:
        prefix = "OBS_WEBSOCKET_MEDIA_INPUT_ACTION_"
        return "TriggerMediaInputAction", {**film, "mediaAction": prefix + name}

    await act(sides, ("SetCurrentProgramScene", {"sceneName": "Break"}))
    await both_answer(sides, "GetMediaInputStatus", film)
    await act(sides, action("PAUSE"))
    await both_answer(sides, "GetMediaInputStatus", film)
    await act(sides, ("SetMediaInputCursor", {**film, "mediaCursor": 3000}))
    await act(sides, ("OffsetMediaInputCursor", {**film, "mediaCursorOffset": -500}))
    await act(sides, action("PLAY"))
    await act(sides, action("RESTART"))
    await act(sides, action("NEXT"))
    await act(sides, action("STOP"), quiet_s=0.3)
    await both_answer(sides, "GetMediaInputStatus", film)
    await act(sides, action("RESTART"))
    await act(sides, ("SetCurrentProgramScene", {"sceneName": "Host"}), quiet_s=0.3)


async def test_recording_and_replay(sides: tuple[Side, Side]) -> None:
    await act(sides, ("StartRecord", None), quiet_s=0.4)
    await both_answer(sides, "GetRecordStatus", None)
    await both_answer(sides, "StartRecord", None)
    await act(sides, ("PauseRecord", None))
    await both_answer(sides, "PauseRecord", None)
    await both_answer(sides, "GetRecordStatus", None)
    await act(sides, ("ResumeRecord", None))
    await act(sides, ("ToggleRecordPause", None))
    await act(sides, ("ToggleRecordPause", None))
    await act(sides, ("StopRecord", None), quiet_s=0.3)
    await act(sides, ("ToggleRecord", None), quiet_s=0.4)
    await act(sides, ("ToggleRecord", None), quiet_s=0.3)
    await act(sides, ("StartReplayBuffer", None), quiet_s=0.8)
    await both_answer(sides, "StartReplayBuffer", None)
    await both_answer(sides, "GetReplayBufferStatus", None)
    await act(sides, ("SaveReplayBuffer", None), quiet_s=0.3)
    await both_answer(sides, "GetLastReplayBufferReplay", None)
    await act(sides, ("StopReplayBuffer", None), quiet_s=0.3)


async def test_streaming_and_losing_the_receiver(
    sides: tuple[Side, Side], simulator: SimulatedObs, receiver: real_obs.RtmpServer
) -> None:
    await act(sides, ("StartStream", None), quiet_s=0.6)
    await both_answer(sides, "GetStreamStatus", None)
    await both_answer(sides, "StartStream", None)
    await both_answer(sides, "GetOutputList", None)
    forget(*sides)
    receiver.kill()
    simulator.faults.stream = StreamLie.RECONNECTING
    for side in sides:
        await side.first.until(lambda heard: bool(kinds(heard)))
    status = await both_answer(sides, "GetStreamStatus", None)
    assert status.data
    assert status.data["outputActive"] is True
    assert status.data["outputReconnecting"] is True
    receiver.start()
    simulator.faults.stream = StreamLie.NONE
    end = "StreamStateChanged OBS_WEBSOCKET_OUTPUT_RECONNECTED"
    for side in sides:
        await side.first.until(lambda heard: end in kinds(heard), timeout_s=15)
        await settle(side, 0.1)
    assert kinds(sides[0].first.events) == kinds(sides[1].first.events)
    all_fields_match(*sides)
    await act(sides, ("ToggleStream", None), quiet_s=0.4)
    receiver.kill()
    simulator.faults.stream = StreamLie.REFUSED
    await act(sides, ("StartStream", None), quiet_s=0.5)
    for side in sides:
        reply = await side.first.ask("GetStreamStatus")
        assert reply.data
        assert reply.data["outputActive"] is False
    receiver.start()


async def test_studio_mode_by_hotkey_and_custom_events(sides: tuple[Side, Side]) -> None:
    await act(sides, ("BroadcastCustomEvent", {"eventData": {"anything": [1, {"a": None}]}}))
    toggle: Call = ("TriggerHotkeyByName", {"hotkeyName": "OBSBasic.TogglePreviewProgram"})
    await act(sides, toggle)
    await act(sides, toggle)


# --- what is heard ---


async def test_meters_have_the_same_shape_and_pace(sides: tuple[Side, Side]) -> None:
    names = []
    for side in sides:
        client = await WireClient.open(side.port, side.password, subscriptions=METERS)
        await client.until(lambda heard: len(heard) >= 12)
        meters = client.events
        await client.close()
        span_s = (meters[11].at - meters[0].at) / 11
        assert 0.03 < span_s < 0.12, f"{side.name}: meters every {span_s * 1000:.0f} ms"
        last = meters[-1]
        assert last.kind == "InputVolumeMeters"
        assert last.data
        inputs = last.data["inputs"]
        assert isinstance(inputs, list)
        names.append({one["inputName"] for one in inputs})
        for one in inputs:
            assert set(one) == {"inputName", "inputLevelsMul"}
            for channel in one["inputLevelsMul"]:
                assert [type(level) for level in channel] == [float] * 3
    assert names[0] == names[1]


async def test_only_what_was_subscribed_is_heard(sides: tuple[Side, Side]) -> None:
    for side in sides:
        client = await WireClient.open(side.port, side.password, subscriptions=1 << 3)
        await client.tell(Op.REIDENTIFY, {"eventSubscriptions": 1 << 5})
        await client.ask("SetInputMute", {**MIC, "inputMuted": False})
        await client.ask(
            "SetSourceFilterEnabled",
            {"sourceName": "Host mic", "filterName": "Gain", "filterEnabled": True},
        )
        await client.until(bool)
        assert {event.kind for event in client.events} == {"SourceFilterEnableStateChanged"}
        await client.close()
