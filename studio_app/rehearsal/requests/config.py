"""Requests about profiles, scene collections, video and where the stream goes."""

from typing import TYPE_CHECKING

from studio_app.rehearsal.protocol import Json, RequestFailed, Status
from studio_app.rehearsal.requests.ask import Ask, Handler

if TYPE_CHECKING:
    from studio_app.rehearsal.booth import Booth


def get_scene_collection_list(booth: "Booth", ask: Ask) -> Json:
    return {
        "currentSceneCollectionName": booth.collection,
        "sceneCollections": sorted(booth.collections),
    }


def set_current_scene_collection(booth: "Booth", ask: Ask) -> None:
    name = ask.text("sceneCollectionName")
    if name not in booth.collections:
        raise RequestFailed(Status.NOT_FOUND)
    booth.edit.open_collection(name)


def get_profile_list(booth: "Booth", ask: Ask) -> Json:
    return {"currentProfileName": booth.profile, "profiles": sorted(booth.profiles)}


def set_current_profile(booth: "Booth", ask: Ask) -> None:
    name = ask.text("profileName")
    if name not in booth.profiles:
        raise RequestFailed(Status.NOT_FOUND)
    booth.edit.open_profile(name)


def get_video_settings(booth: "Booth", ask: Ask) -> Json:
    width, height = booth.show.size
    return {
        "baseWidth": width,
        "baseHeight": height,
        "outputWidth": width,
        "outputHeight": height,
        "fpsNumerator": booth.fps,
        "fpsDenominator": 1,
    }


def get_stream_service_settings(booth: "Booth", ask: Ask) -> Json:
    return {"streamServiceType": booth.service_kind, "streamServiceSettings": dict(booth.service)}


def set_stream_service_settings(booth: "Booth", ask: Ask) -> None:
    if booth.outputs.stream.active:
        raise RequestFailed(
            Status.OUTPUT_RUNNING,
            "You cannot change stream service settings while streaming.",
        )
    kind, settings = ask.text("streamServiceType"), ask.mapping("streamServiceSettings")
    same = kind == booth.service_kind
    booth.service = {**booth.service, **settings} if same else settings
    booth.service_kind = kind


def get_record_directory(booth: "Booth", ask: Ask) -> Json:
    return {"recordDirectory": booth.outputs.record_folder}


def set_record_directory(booth: "Booth", ask: Ask) -> None:
    booth.outputs.record_folder = ask.text("recordDirectory")


HANDLERS: dict[str, Handler] = {
    "GetSceneCollectionList": get_scene_collection_list,
    "SetCurrentSceneCollection": set_current_scene_collection,
    "GetProfileList": get_profile_list,
    "SetCurrentProfile": set_current_profile,
    "GetVideoSettings": get_video_settings,
    "GetStreamServiceSettings": get_stream_service_settings,
    "SetStreamServiceSettings": set_stream_service_settings,
    "GetRecordDirectory": get_record_directory,
    "SetRecordDirectory": set_record_directory,
}
