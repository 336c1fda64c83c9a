"""From OBS's events to changes of records: pure, and deaf to whatever makes no sense.

Source: obs-websocket's `docs/generated/protocol.md`, events. OBS sends events from several threads
and may swap neighbours: what an event changed is therefore also read once more when it is quiet
(`verify`), and what it does not tell is read soon (`reread`).
"""

from collections.abc import Callable
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from studio_app.domain.booth import (
    Filter,
    Filters,
    Input,
    Media,
    MediaState,
    OutputKind,
    Scene,
    SceneItem,
    Setup,
    Switcher,
)
from studio_app.domain.records import Changes
from studio_app.obs import parts
from studio_app.obs.known import Reader
from studio_app.obs.raw import Raw, flag, maps, text, texts, whole
from studio_app.obs.topics import About, Topic, switcher_of


class OutputEvent(NamedTuple):
    """OBS's word on an output; `state` is the end of OBS_WEBSOCKET_OUTPUT_…, "" if only a path."""

    kind: OutputKind
    state: str
    path: str = ""


class Translation(msgspec.Struct, frozen=True):
    """What an event means."""

    changes: Changes = msgspec.field(default_factory=Changes)
    reread: tuple[Topic, ...] = ()
    """To be read soon: the event does not tell all of it."""
    verify: tuple[Topic, ...] = ()
    """To be read when no such event came for a while, against swapped or lost ones."""
    output: OutputEvent | None = None


NOTHING_MEANT = Translation()
Meaning = Callable[[Raw, Reader], Translation]


def translate(event: str, data: Raw, known: Reader) -> Translation:
    """The meaning of an event for a booth that is known like this; nothing for unknown events and
    for data that does not fit."""
    meaning = MEANINGS.get(event)
    return meaning(data, known) if meaning else NOTHING_MEANT


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

    changes = _moved(known, Scene, old, new) | _moved(known, Filters, old, new)
    changes |= _items_renamed(changes, known, old, new)
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


def _moved(
    known: Reader, type_: type[Scene | Filters | Input | Media], old: str, new: str
) -> Changes:
    record = known.get(type_, old)
    if record is None or old == new:
        return {}
    return {known.key(type_, old): None, known.key(type_, new): record}


def _items_renamed(changes: Changes, known: Reader, old: str, new: str) -> Changes:
    """Every item that shows the renamed source, in scenes as `changes` leave them."""
    renamed: Changes = {}
    for holder, scene in known.of(Scene).items():
        if any(item.source == old for item in scene.items):
            items = tuple(
                replace(item, source=new) if item.source == old else item for item in scene.items
            )
            key = known.key(Scene, holder)
            if key in changes and changes[key] is None:
                key = known.key(Scene, new)
            renamed[key] = replace(scene, items=items)
    return renamed


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


# --- inputs ---------------------------------------------------------------------------------


def _input_created(data: Raw, known: Reader) -> Translation:
    name = text(data, "inputName")
    if not name:
        return NOTHING_MEANT
    changes: Changes = {}
    if known.get(Input, name) is None:
        order = 1 + max((entry.order for entry in known.of(Input).values()), default=-1)
        entry = Input(kind=text(data, "inputKind") or "", order=order)
        changes[known.key(Input, name)] = entry
    return Translation(
        changes,
        reread=(
            Topic(About.INPUTS),
            Topic(About.SOUND, name),
            Topic(About.MEDIA, name),
            Topic(About.FILTERS, name),
        ),
        verify=(Topic(About.HOTKEYS),),
    )


def _input_removed(data: Raw, known: Reader) -> Translation:
    name = text(data, "inputName")
    if not name:
        return NOTHING_MEANT
    gone: Changes = {known.key(type_, name): None for type_ in (Input, Media, Filters)}
    return Translation(gone, reread=(Topic(About.INPUTS),), verify=(Topic(About.HOTKEYS),))


def _input_renamed(data: Raw, known: Reader) -> Translation:
    old, new = text(data, "oldInputName"), text(data, "inputName")
    if not old or not new:
        return NOTHING_MEANT
    changes: Changes = {}
    for type_ in (Input, Media, Filters):
        changes |= _moved(known, type_, old, new)
    changes |= _items_renamed(changes, known, old, new)
    return Translation(
        changes,
        reread=(Topic(About.INPUTS),),
        verify=(Topic(About.SOUND, new), Topic(About.MEDIA, new), Topic(About.HOTKEYS)),
    )


def _sound(data: Raw, known: Reader, change: Callable[[Input], Input | None]) -> Translation:
    name = text(data, "inputName")
    if not name:
        return NOTHING_MEANT
    entry = known.get(Input, name)
    if entry is None:
        return Translation(reread=(Topic(About.INPUTS), Topic(About.SOUND, name)))
    changed = change(entry)
    if changed is None:
        return NOTHING_MEANT
    return Translation(
        {known.key(Input, name): replace(changed, audio=True)},
        verify=(Topic(About.SOUND, name),),
    )


def _volume(data: Raw, known: Reader) -> Translation:
    value = parts.volume_db(data)
    return _sound(data, known, lambda old: None if value is None else replace(old, volume_db=value))


def _muted(data: Raw, known: Reader) -> Translation:
    value = flag(data, "inputMuted")
    return _sound(data, known, lambda old: None if value is None else replace(old, muted=value))


def _balance(data: Raw, known: Reader) -> Translation:
    value = parts.balance(data)
    return _sound(data, known, lambda old: None if value is None else replace(old, balance=value))


def _sync_offset(data: Raw, known: Reader) -> Translation:
    value = whole(data, "inputAudioSyncOffset")
    return _sound(
        data, known, lambda old: None if value is None else replace(old, sync_offset_ms=value)
    )


def _monitor(data: Raw, known: Reader) -> Translation:
    value = parts.monitor(data)
    return _sound(data, known, lambda old: None if value is None else replace(old, monitor=value))


def _tracks(data: Raw, known: Reader) -> Translation:
    return _sound(data, known, lambda old: replace(old, tracks=parts.tracks(data, old)))


# --- filters and media ----------------------------------------------------------------------


def _filters_changed(data: Raw, known: Reader) -> Translation:
    source = text(data, "sourceName")
    return Translation(reread=(Topic(About.FILTERS, source),)) if source else NOTHING_MEANT


def _filter(
    data: Raw, known: Reader, entry_name: str | None, /, **changed: str | bool | None
) -> Translation:
    source = text(data, "sourceName")
    filters = known.get(Filters, source) if source else None
    if not source or None in changed.values():
        return NOTHING_MEANT
    topic = Topic(About.FILTERS, source)
    if filters is None or all(entry.name != entry_name for entry in filters.filters):
        return Translation(reread=(topic,))

    def put(entry: Filter) -> Filter:
        return replace(entry, **changed) if entry.name == entry_name else entry

    entries = tuple(put(entry) for entry in filters.filters)
    return Translation({known.key(Filters, source): Filters(filters=entries)}, verify=(topic,))


def _filter_enabled(data: Raw, known: Reader) -> Translation:
    return _filter(data, known, text(data, "filterName"), enabled=flag(data, "filterEnabled"))


def _filter_renamed(data: Raw, known: Reader) -> Translation:
    return _filter(data, known, text(data, "oldFilterName"), name=text(data, "filterName"))


def _media(data: Raw, known: Reader, state: MediaState | None = None) -> Translation:
    name = text(data, "inputName")
    if not name:
        return NOTHING_MEANT
    media, changes = known.get(Media, name), Changes()
    if media is not None and state is not None:
        changes[known.key(Media, name)] = replace(media, state=state)
    return Translation(changes, reread=(Topic(About.MEDIA, name),))


def _media_started(data: Raw, known: Reader) -> Translation:
    return _media(data, known, MediaState.PLAYING)


def _media_ended(data: Raw, known: Reader) -> Translation:
    return _media(data, known, MediaState.ENDED)


# --- outputs and setup ----------------------------------------------------------------------

_STATE = "OBS_WEBSOCKET_OUTPUT_"


def _output(kind: OutputKind) -> Meaning:
    def meaning(data: Raw, known: Reader) -> Translation:
        state = text(data, "outputState") or ""
        if not state.startswith(_STATE):
            return NOTHING_MEANT
        path = text(data, "outputPath") or ""
        return Translation(output=OutputEvent(kind, state.removeprefix(_STATE), path))

    return meaning


def _replay_saved(data: Raw, known: Reader) -> Translation:
    path = text(data, "savedReplayPath") or ""
    return Translation(output=OutputEvent(OutputKind.REPLAY, "", path))


def _record_file(data: Raw, known: Reader) -> Translation:
    path = text(data, "newOutputPath") or ""
    return Translation(output=OutputEvent(OutputKind.RECORD, "", path))


def _setup(data: Raw, known: Reader) -> Translation:
    return Translation(reread=(Topic(About.SETUP), Topic(About.CANVAS)))


def _setup_list(field: str, data: Raw, known: Reader) -> Translation:
    names, setup = texts(data, field), known.get(Setup) or Setup()
    if not names:
        return Translation(reread=(Topic(About.SETUP),))
    changed = (
        replace(setup, profiles=names) if field == "profiles" else replace(setup, collections=names)
    )
    return Translation({known.key(Setup): changed}, verify=(Topic(About.SETUP),))


MEANINGS: dict[str, Meaning] = {
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
    "InputCreated": _input_created,
    "InputRemoved": _input_removed,
    "InputNameChanged": _input_renamed,
    "InputVolumeChanged": _volume,
    "InputMuteStateChanged": _muted,
    "InputAudioBalanceChanged": _balance,
    "InputAudioSyncOffsetChanged": _sync_offset,
    "InputAudioMonitorTypeChanged": _monitor,
    "InputAudioTracksChanged": _tracks,
    "SourceFilterCreated": _filters_changed,
    "SourceFilterRemoved": _filters_changed,
    "SourceFilterListReindexed": _filters_changed,
    "SourceFilterEnableStateChanged": _filter_enabled,
    "SourceFilterNameChanged": _filter_renamed,
    "MediaInputPlaybackStarted": _media_started,
    "MediaInputPlaybackEnded": _media_ended,
    "MediaInputActionTriggered": _media,
    "StreamStateChanged": _output(OutputKind.STREAM),
    "RecordStateChanged": _output(OutputKind.RECORD),
    "ReplayBufferStateChanged": _output(OutputKind.REPLAY),
    "VirtualcamStateChanged": _output(OutputKind.VIRTUALCAM),
    "ReplayBufferSaved": _replay_saved,
    "RecordFileChanged": _record_file,
    "CurrentProfileChanged": _setup,
    "ProfileListChanged": lambda data, known: _setup_list("profiles", data, known),
    "SceneCollectionListChanged": lambda data, known: _setup_list("sceneCollections", data, known),
}
