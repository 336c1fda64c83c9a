"""What OBS's events about scenes, their items and the air mean. Pure.

Source: obs-websocket's `docs/generated/protocol.md`, events.
"""

from msgspec.structs import replace

from studio_app.domain.booth import Filters, Scene, SceneItem, Switcher
from studio_app.domain.records import Changes
from studio_app.obs import parts
from studio_app.obs.known import Reader
from studio_app.obs.meaning import NOTHING_MEANT, Meaning, Translation, items_renamed, moved
from studio_app.obs.raw import Raw, flag, maps, text, whole
from studio_app.obs.topics import About, Topic, switcher_of

# --- scenes ---------------------------------------------------------------------------------


def _scene_created(data: Raw, known: Reader) -> Translation:
    name, group = text(data, "sceneName"), flag(data, "isGroup") is True
    if not name:
        return NOTHING_MEANT
    lists = Topic(About.GROUPS if group else About.SCENES)
    changes: Changes = {}
    if known.get(Scene, name) is None:
        changes[known.key(Scene, name)] = Scene(is_group=group)
    return Translation(
        changes,
        reread=(lists, Topic(About.ITEMS, name), Topic(About.FILTERS, name)),
        verify=(Topic(About.HOTKEYS),),
    )


def _scene_removed(data: Raw, known: Reader) -> Translation:
    name = text(data, "sceneName")
    if not name:
        return NOTHING_MEANT
    changes: Changes = {known.key(Scene, name): None, known.key(Filters, name): None}
    switcher = switcher_of(known)
    if name in switcher.scenes:
        left = tuple(scene for scene in switcher.scenes if scene != name)
        changes[known.key(Switcher)] = replace(switcher, scenes=left)
    lists = Topic(About.GROUPS if flag(data, "isGroup") else About.SCENES)
    return Translation(changes, reread=(lists,), verify=(Topic(About.AIR), Topic(About.HOTKEYS)))


def _scene_renamed(data: Raw, known: Reader) -> Translation:
    old, new = text(data, "oldSceneName"), text(data, "sceneName")
    if not old or not new:
        return NOTHING_MEANT

    def name(scene: str) -> str:
        return new if scene == old else scene

    changes = moved(known, Scene, old, new) | moved(known, Filters, old, new)
    changes |= items_renamed(changes, known, old, new)
    switcher = switcher_of(known)
    changes[known.key(Switcher)] = replace(
        switcher,
        program=name(switcher.program),
        preview=switcher.preview and name(switcher.preview),
        leaving=switcher.leaving and name(switcher.leaving),
        scenes=tuple(dict.fromkeys(name(scene) for scene in switcher.scenes)),
    )
    return Translation(
        changes,
        reread=(Topic(About.SCENES), Topic(About.GROUPS)),
        verify=(Topic(About.AIR), Topic(About.ITEMS, new), Topic(About.HOTKEYS)),
    )


def _scene_list(data: Raw, known: Reader) -> Translation:
    names = parts.scene_names(data)
    if not names:
        return NOTHING_MEANT
    return Translation(
        {known.key(Switcher): replace(switcher_of(known), scenes=names)},
        verify=(Topic(About.SCENES),),
    )


# --- on air ---------------------------------------------------------------------------------


def _program(data: Raw, known: Reader) -> Translation:
    name, switcher = text(data, "sceneName"), switcher_of(known)
    if not name:
        return NOTHING_MEANT
    leaving = switcher.leaving if name == switcher.program else None
    return Translation(
        {known.key(Switcher): replace(switcher, program=name, leaving=leaving)},
        verify=(Topic(About.AIR),),
    )


def _preview(data: Raw, known: Reader) -> Translation:
    name = text(data, "sceneName")
    if not name:
        return NOTHING_MEANT
    return Translation(
        {known.key(Switcher): replace(switcher_of(known), preview=name, studio_mode=True)},
        verify=(Topic(About.AIR),),
    )


def _studio_mode(data: Raw, known: Reader) -> Translation:
    on, switcher = flag(data, "studioModeEnabled"), switcher_of(known)
    if on is None:
        return NOTHING_MEANT
    preview = (switcher.preview or switcher.program) if on else None
    return Translation(
        {known.key(Switcher): replace(switcher, studio_mode=on, preview=preview)},
        reread=(Topic(About.AIR),),
        verify=(Topic(About.AIR),),
    )


def _transition_started(data: Raw, known: Reader) -> Translation:
    return Translation(reread=(Topic(About.AIR),))


def _transition_ended(data: Raw, known: Reader) -> Translation:
    return Translation(
        {known.key(Switcher): replace(switcher_of(known), leaving=None)},
        verify=(Topic(About.AIR),),
    )


def _transition_chosen(data: Raw, known: Reader) -> Translation:
    return Translation(reread=(Topic(About.TRANSITIONS),))


# --- scene items ----------------------------------------------------------------------------


def _items_changed(data: Raw, known: Reader) -> Translation:
    name = text(data, "sceneName")
    if not name:
        return NOTHING_MEANT
    return Translation(reread=(Topic(About.ITEMS, name),), verify=(Topic(About.HOTKEYS),))


def _item_removed(data: Raw, known: Reader) -> Translation:
    name, item_id = text(data, "sceneName"), whole(data, "sceneItemId")
    scene = known.get(Scene, name) if name else None
    if scene is None or not name:
        return NOTHING_MEANT
    items = tuple(item for item in scene.items if item.item_id != item_id)
    return Translation(
        {known.key(Scene, name): replace(scene, items=items)},
        verify=(Topic(About.ITEMS, name), Topic(About.HOTKEYS)),
    )


def _items_reindexed(data: Raw, known: Reader) -> Translation:
    name = text(data, "sceneName")
    scene = known.get(Scene, name) if name else None
    if scene is None or not name:
        return NOTHING_MEANT
    places = {
        item_id: index
        for row in maps(data, "sceneItems")
        if (item_id := whole(row, "sceneItemId")) is not None
        and (index := whole(row, "sceneItemIndex")) is not None
    }
    topic = Topic(About.ITEMS, name)
    if {item.item_id for item in scene.items} != set(places):
        return Translation(reread=(topic,))
    items = tuple(sorted(scene.items, key=lambda item: places[item.item_id], reverse=True))
    return Translation({known.key(Scene, name): replace(scene, items=items)}, verify=(topic,))


def _item(data: Raw, known: Reader, **changed: bool | None) -> Translation:
    name, item_id = text(data, "sceneName"), whole(data, "sceneItemId")
    scene = known.get(Scene, name) if name else None
    if scene is None or not name or None in changed.values():
        return NOTHING_MEANT
    topic = Topic(About.ITEMS, name)
    if all(item.item_id != item_id for item in scene.items):
        return Translation(reread=(topic,))

    def put(item: SceneItem) -> SceneItem:
        return replace(item, **changed) if item.item_id == item_id else item

    items = tuple(put(item) for item in scene.items)
    return Translation({known.key(Scene, name): replace(scene, items=items)}, verify=(topic,))


def _item_enabled(data: Raw, known: Reader) -> Translation:
    return _item(data, known, visible=flag(data, "sceneItemEnabled"))


def _item_locked(data: Raw, known: Reader) -> Translation:
    return _item(data, known, locked=flag(data, "sceneItemLocked"))


SCENE_EVENTS: dict[str, Meaning] = {
    "SceneCreated": _scene_created,
    "SceneRemoved": _scene_removed,
    "SceneNameChanged": _scene_renamed,
    "SceneListChanged": _scene_list,
    "CurrentProgramSceneChanged": _program,
    "CurrentPreviewSceneChanged": _preview,
    "StudioModeStateChanged": _studio_mode,
    "SceneTransitionStarted": _transition_started,
    "SceneTransitionEnded": _transition_ended,
    "CurrentSceneTransitionChanged": _transition_chosen,
    "CurrentSceneTransitionDurationChanged": _transition_chosen,
    "SceneItemCreated": _items_changed,
    "SceneItemRemoved": _item_removed,
    "SceneItemListReindexed": _items_reindexed,
    "SceneItemEnableStateChanged": _item_enabled,
    "SceneItemLockStateChanged": _item_locked,
}
