"""Requests about scene items: what lies in a scene, shown, locked, in which order, where."""

from typing import TYPE_CHECKING

from studio_app.rehearsal.model import Input, Item, Scene
from studio_app.rehearsal.protocol import Json, RequestFailed, Status
from studio_app.rehearsal.requests.ask import Ask, Handler

if TYPE_CHECKING:
    from studio_app.rehearsal.booth import Booth

_POSITIONS = {
    "positionX": "position_x",
    "positionY": "position_y",
    "rotation": "rotation",
    "scaleX": "scale_x",
    "scaleY": "scale_y",
}
_BOUNDS = {"boundsWidth": "bounds_width", "boundsHeight": "bounds_height"}
_BOUNDS_TYPES = frozenset(
    f"OBS_BOUNDS_{name}"
    for name in (
        "NONE",
        "STRETCH",
        "SCALE_INNER",
        "SCALE_OUTER",
        "SCALE_TO_WIDTH",
        "SCALE_TO_HEIGHT",
        "MAX_ONLY",
    )
)
_CROPS = {
    "cropLeft": "crop_left",
    "cropRight": "crop_right",
    "cropTop": "crop_top",
    "cropBottom": "crop_bottom",
}


def transform_of(booth: "Booth", item: Item) -> Json:
    """An item's transform as OBS tells it: lengths in canvas pixels as floats, crops as ints."""
    place = item.transform
    width, height = (
        item.source.size(booth.show.size) if isinstance(item.source, Input) else booth.show.size
    )
    return {
        **{told: float(getattr(place, field)) for told, field in (_POSITIONS | _BOUNDS).items()},
        **{told: getattr(place, field) for told, field in _CROPS.items()},
        "alignment": place.alignment,
        "boundsAlignment": place.bounds_alignment,
        "boundsType": place.bounds_type,
        "sourceWidth": float(width),
        "sourceHeight": float(height),
        "width": width * place.scale_x,
        "height": height * place.scale_y,
    }


def item_list(booth: "Booth", scene: Scene) -> list[Json]:
    """A scene's items, bottom first."""
    told: list[Json] = []
    for index, item in enumerate(scene.items):
        source = item.source
        told.append(
            {
                "sceneItemId": item.id,
                "sceneItemIndex": index,
                "sceneItemEnabled": item.enabled,
                "sceneItemLocked": item.locked,
                "sceneItemBlendMode": item.blend,
                "sceneItemTransform": transform_of(booth, item),
                **booth.ref("source", source),
                "sourceType": "OBS_SOURCE_TYPE_INPUT"
                if isinstance(source, Input)
                else "OBS_SOURCE_TYPE_SCENE",
                "inputKind": source.kind.name if isinstance(source, Input) else None,
                "isGroup": source.group if isinstance(source, Scene) else None,
            }
        )
    return told


def get_scene_item_list(booth: "Booth", ask: Ask) -> Json:
    return {"sceneItems": item_list(booth, ask.scene())}


def get_group_scene_item_list(booth: "Booth", ask: Ask) -> Json:
    return {"sceneItems": item_list(booth, ask.scene(scenes=False, groups=True))}


def get_scene_item_id(booth: "Booth", ask: Ask) -> Json:
    scene, name = ask.scene(groups=True), ask.text("sourceName")
    for item in scene.items:
        if item.source.name == name:
            return {"sceneItemId": item.id}
    raise RequestFailed(
        Status.NOT_FOUND, "No scene items were found in the specified scene by that name or offset."
    )


def create_scene_item(booth: "Booth", ask: Ask) -> Json:
    scene, source = ask.scene(), ask.source()
    enabled = ask.flag("sceneItemEnabled") if ask.has("sceneItemEnabled") else True
    if isinstance(source, Scene) and scene in source.within():
        raise RequestFailed(Status.CREATION_FAILED, "Failed to create the scene item.")
    return {"sceneItemId": booth.edit.place(scene, source, enabled=enabled).id}


def remove_scene_item(booth: "Booth", ask: Ask) -> None:
    booth.edit.unplace(*ask.item())


def get_scene_item_enabled(booth: "Booth", ask: Ask) -> Json:
    return {"sceneItemEnabled": ask.item()[1].enabled}


def set_scene_item_enabled(booth: "Booth", ask: Ask) -> None:
    scene, item = ask.item()
    booth.edit.enable_item(scene, item, enabled=ask.flag("sceneItemEnabled"))


def get_scene_item_locked(booth: "Booth", ask: Ask) -> Json:
    return {"sceneItemLocked": ask.item()[1].locked}


def set_scene_item_locked(booth: "Booth", ask: Ask) -> None:
    scene, item = ask.item()
    booth.edit.lock_item(scene, item, locked=ask.flag("sceneItemLocked"))


def get_scene_item_index(booth: "Booth", ask: Ask) -> Json:
    scene, item = ask.item()
    return {"sceneItemIndex": scene.items.index(item)}


def set_scene_item_index(booth: "Booth", ask: Ask) -> None:
    scene, item = ask.item()
    booth.edit.reorder_item(scene, item, ask.whole("sceneItemIndex", 0, 8192))


def get_scene_item_transform(booth: "Booth", ask: Ask) -> Json:
    return {"sceneItemTransform": transform_of(booth, ask.item()[1])}


def set_scene_item_transform(booth: "Booth", ask: Ask) -> None:
    scene, item = ask.item()
    wanted = Ask(booth, ask.mapping("sceneItemTransform"))
    for told, field in _POSITIONS.items():
        if wanted.has(told):
            setattr(item.transform, field, float(wanted.number(told, -90001, 90001)))
    if wanted.has("alignment"):
        item.transform.alignment = wanted.whole("alignment", 0)
    if wanted.has("boundsType"):
        bounds = wanted.text("boundsType")
        if bounds not in _BOUNDS_TYPES:
            raise RequestFailed(
                Status.INVALID_FIELD, "The field `boundsType` has an invalid value."
            )
        item.transform.bounds_type = bounds
    if wanted.has("boundsAlignment"):
        item.transform.bounds_alignment = wanted.whole("boundsAlignment", 0)
    for told, field in _BOUNDS.items():
        if wanted.has(told):
            setattr(item.transform, field, float(wanted.number(told, 1, 90001)))
    for told, field in _CROPS.items():
        if wanted.has(told):
            setattr(item.transform, field, wanted.whole(told, 0, 100000))
    booth.emit(
        "SceneItemTransformChanged",
        {
            **booth.ref("scene", scene),
            "sceneItemId": item.id,
            "sceneItemTransform": transform_of(booth, item),
        },
    )


def get_scene_item_blend_mode(booth: "Booth", ask: Ask) -> Json:
    return {"sceneItemBlendMode": ask.item()[1].blend}


HANDLERS: dict[str, Handler] = {
    "GetSceneItemList": get_scene_item_list,
    "GetGroupSceneItemList": get_group_scene_item_list,
    "GetSceneItemId": get_scene_item_id,
    "CreateSceneItem": create_scene_item,
    "RemoveSceneItem": remove_scene_item,
    "GetSceneItemEnabled": get_scene_item_enabled,
    "SetSceneItemEnabled": set_scene_item_enabled,
    "GetSceneItemLocked": get_scene_item_locked,
    "SetSceneItemLocked": set_scene_item_locked,
    "GetSceneItemIndex": get_scene_item_index,
    "SetSceneItemIndex": set_scene_item_index,
    "GetSceneItemTransform": get_scene_item_transform,
    "SetSceneItemTransform": set_scene_item_transform,
    "GetSceneItemBlendMode": get_scene_item_blend_mode,
}
