"""The simulated OBS against a real one: the same acts, the same events, in the same order.

Where they differ, the simulator is wrong.
"""

import asyncio

from studio_app.rehearsal.faults import StreamLie
from studio_app.rehearsal.protocol import Json
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
    settle,
)

MIC: Json = {"inputName": "Host mic"}


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
    sides: tuple[Side, Side],
    simulated_side: SimulatedObs,
    side_receiver: real_obs.RtmpServer,
) -> None:
    await act(sides, ("StartStream", None), quiet_s=0.6)
    await both_answer(sides, "GetStreamStatus", None)
    await both_answer(sides, "StartStream", None)
    await both_answer(sides, "GetOutputList", None)
    forget(*sides)
    side_receiver.kill()
    simulated_side.faults.stream = StreamLie.RECONNECTING
    for side in sides:
        await side.first.until(lambda heard: bool(kinds(heard)))
    status = await both_answer(sides, "GetStreamStatus", None)
    assert status.data
    assert status.data["outputActive"] is True
    assert status.data["outputReconnecting"] is True
    side_receiver.start()
    simulated_side.faults.stream = StreamLie.NONE
    end = "StreamStateChanged OBS_WEBSOCKET_OUTPUT_RECONNECTED"
    for side in sides:
        await side.first.until(lambda heard: end in kinds(heard), timeout_s=15)
        await settle(side, 0.1)
    assert kinds(sides[0].first.events) == kinds(sides[1].first.events)
    all_fields_match(*sides)
    await act(sides, ("ToggleStream", None), quiet_s=0.4)
    side_receiver.kill()
    simulated_side.faults.stream = StreamLie.REFUSED
    await act(sides, ("StartStream", None), quiet_s=0.5)
    for side in sides:
        reply = await side.first.ask("GetStreamStatus")
        assert reply.data
        assert reply.data["outputActive"] is False
    side_receiver.start()


async def test_studio_mode_by_hotkey_and_custom_events(sides: tuple[Side, Side]) -> None:
    await act(sides, ("BroadcastCustomEvent", {"eventData": {"anything": [1, {"a": None}]}}))
    toggle: Call = ("TriggerHotkeyByName", {"hotkeyName": "OBSBasic.TogglePreviewProgram"})
    await act(sides, toggle)
    await act(sides, toggle)


async def test_building_a_booth_leaves_the_same_behind(sides: tuple[Side, Side]) -> None:
    rate: Json = {"parameterCategory": "SimpleOutput", "parameterName": "VBitrate"}
    host: Json = {"sourceName": "Host"}
    item: Json = {"sceneName": "Host", "sceneItemId": 1}
    place: Json = {
        "positionX": 10,
        "positionY": 20,
        "rotation": 0,
        "alignment": 5,
        "boundsType": "OBS_BOUNDS_SCALE_INNER",
        "boundsAlignment": 0,
        "boundsWidth": 200,
        "boundsHeight": 100,
    }
    await act(
        sides,
        ("SetProfileParameter", {**rate, "parameterValue": "900"}),
        ("SetSourcePrivateSettings", {**host, "sourceSettings": {"mine": "Host"}}),
        ("SetVideoSettings", {"baseWidth": 320, "baseHeight": 240}),
        ("SetVideoSettings", {"baseWidth": 640, "baseHeight": 360}),
        ("SetSceneItemTransform", {**item, "sceneItemTransform": place}),
    )
    told = [
        [
            (await side.first.ask(kind, data)).data
            for kind, data in (
                ("GetProfileParameter", rate),
                ("GetSourcePrivateSettings", host),
                ("GetVideoSettings", None),
                ("GetSceneItemTransform", item),
            )
        ]
        for side in sides
    ]
    assert told[0] == told[1]
