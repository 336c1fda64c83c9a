"""The simulated OBS against a real one: same requests, same shape of answers, same events.

Both are furnished by the same plan. The real OBS has the last word: where they differ, the
simulator is wrong.
"""

from studio_app.rehearsal.protocol import Json, Op
from tests.fakes.side_by_side import (
    Call,
    Side,
    both_answer,
)
from tests.fakes.wire_client import METERS, WireClient

# --- reading ----------------------------------------------------------------------------------

HOST_ITEM: Json = {"sceneName": "Host", "sceneItemId": 1}
MIC: Json = {"inputName": "Host mic"}
VIDEO_RATE: Json = {"parameterCategory": "SimpleOutput", "parameterName": "VBitrate"}

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
    ("GetVideoSettings", None),
    ("GetProfileParameter", {"parameterCategory": "SimpleOutput", "parameterName": "VBitrate"}),
    ("GetProfileParameter", {"parameterCategory": "Output", "parameterName": "Mode"}),
    ("GetProfileParameter", {"parameterCategory": "No", "parameterName": "Thing"}),
    ("GetSourcePrivateSettings", {"sourceName": "Host"}),
    ("GetSourcePrivateSettings", {"sourceName": "Host mic"}),
    ("GetSourceFilterDefaultSettings", {"filterKind": "noise_suppress_filter_v2"}),
    ("GetInputDefaultSettings", {"inputKind": "color_source_v3"}),
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
    ("SetSceneItemTransform", {**HOST_ITEM, "sceneItemTransform": {"boundsType": "BIG"}}),
    ("SetSceneItemTransform", {**HOST_ITEM, "sceneItemTransform": {"boundsWidth": 0}}),
    ("SetVideoSettings", {}),
    ("SetVideoSettings", {"baseWidth": 640}),
    ("SetVideoSettings", {"baseWidth": 0, "baseHeight": 360}),
    ("SetVideoSettings", {"baseWidth": 5000, "baseHeight": 360}),
    ("SetVideoSettings", {"fpsNumerator": "30", "fpsDenominator": 1}),
    ("GetProfileParameter", {"parameterCategory": "Output"}),
    ("SetProfileParameter", {"parameterCategory": "Output"}),
    ("GetSourcePrivateSettings", {"sourceName": "nothing"}),
    ("SetSourcePrivateSettings", {"sourceName": "Host"}),
    ("GetSourceFilterDefaultSettings", {"filterKind": "no_such_kind"}),
    ("GetInputDefaultSettings", {"inputKind": "no_such_kind"}),
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
