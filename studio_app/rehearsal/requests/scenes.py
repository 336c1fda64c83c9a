"""Requests about scenes and groups, program and preview."""

from typing import TYPE_CHECKING

from studio_app.rehearsal.model import Scene
from studio_app.rehearsal.protocol import Json, RequestFailed, Status
from studio_app.rehearsal.requests.ask import Ask, Handler

if TYPE_CHECKING:
    from studio_app.rehearsal.booth import Booth


def scene_list(booth: "Booth") -> list[Json]:
    """OBS's list of scenes from the bottom up, which is how it numbers them."""
    return [
        {**booth.ref("scene", scene), "sceneIndex": index}
        for index, scene in enumerate(reversed(booth.show.scenes))
    ]


def get_scene_list(booth: "Booth", ask: Ask) -> Json:
    return {
        **booth.ref("currentProgramScene", booth.switching.program),
        **booth.ref("currentPreviewScene", booth.switching.preview),
        "scenes": scene_list(booth),
    }


def get_group_list(booth: "Booth", ask: Ask) -> Json:
    return {"groups": [group.name for group in booth.show.groups]}


def get_current_program_scene(booth: "Booth", ask: Ask) -> Json:
    return _current(booth, "currentProgramScene", booth.switching.program)


def set_current_program_scene(booth: "Booth", ask: Ask) -> None:
    booth.switching.cut_to(ask.scene())


def get_current_preview_scene(booth: "Booth", ask: Ask) -> Json:
    if not booth.switching.preview:
        raise RequestFailed(Status.STUDIO_MODE_NOT_ACTIVE)
    return _current(booth, "currentPreviewScene", booth.switching.preview)


def set_current_preview_scene(booth: "Booth", ask: Ask) -> None:
    if not booth.switching.preview:
        raise RequestFailed(Status.STUDIO_MODE_NOT_ACTIVE)
    booth.switching.show_next(ask.scene())


def create_scene(booth: "Booth", ask: Ask) -> Json | None:
    name = ask.text("sceneName")
    if booth.show.find(name):
        raise RequestFailed(Status.ALREADY_EXISTS, "A source already exists by that scene name.")
    scene = booth.edit.create_scene(name)
    return {"sceneUuid": scene.uuid} if booth.version.uuids else None


def remove_scene(booth: "Booth", ask: Ask) -> None:
    scene = ask.scene()
    # OBS before 30.1 removes even the last one and shows nothing from then on.
    if len(booth.show.scenes) < 2 and booth.version.uuids:
        raise RequestFailed(
            Status.NOT_ENOUGH_RESOURCES, "You cannot remove the last scene in the collection."
        )
    booth.edit.remove_scene(scene)


def set_scene_name(booth: "Booth", ask: Ask) -> None:
    scene = ask.scene()
    booth.edit.rename(scene, ask.new_name("newSceneName", "new scene"))


def _current(booth: "Booth", role: str, scene: Scene) -> Json:
    told = booth.ref(role, scene)
    return {**told, **booth.ref("scene", scene)} if booth.version.uuids else told


HANDLERS: dict[str, Handler] = {
    "GetSceneList": get_scene_list,
    "GetGroupList": get_group_list,
    "GetCurrentProgramScene": get_current_program_scene,
    "SetCurrentProgramScene": set_current_program_scene,
    "GetCurrentPreviewScene": get_current_preview_scene,
    "SetCurrentPreviewScene": set_current_preview_scene,
    "CreateScene": create_scene,
    "RemoveScene": remove_scene,
    "SetSceneName": set_scene_name,
}
