"""What can be read again from an OBS: each topic with its requests and what its answers change."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urlsplit

from msgspec.structs import replace

from studio_app.domain.booth import (
    Filters,
    Hotkeys,
    Input,
    Media,
    MediaState,
    Scene,
    Setup,
    StreamService,
    Switcher,
)
from studio_app.domain.records import Changes
from studio_app.obs import parts
from studio_app.obs.known import Reader
from studio_app.obs.protocol import Answer, Ask
from studio_app.obs.raw import count, flag, mapping, maps, number, text, texts


class About(StrEnum):
    """Kinds of topics; those in the second half are each of one name."""

    AIR = "air"
    """Program, preview, studio mode and how far a transition is."""
    SCENES = "scenes"
    GROUPS = "groups"
    TRANSITIONS = "transitions"
    CANVAS = "canvas"
    INPUTS = "inputs"
    SETUP = "setup"
    HOTKEYS = "hotkeys"
    SERVICE = "service"
    """Where the stream would go. Asked only on the server's own machine: OBS adds the stream key
    to its answer, which must not cross a network."""

    ITEMS = "items"
    """Of a scene or group."""
    FILTERS = "filters"
    SOUND = "sound"
    MEDIA = "media"


class Topic(NamedTuple):
    """One thing to read: what about, and of which name."""

    about: About
    name: str = ""


Asks = Callable[[str, Reader], Sequence[Ask]]
Take = Callable[[str, Sequence[Answer], Reader], Changes]


class Reading(NamedTuple):
    """How a topic is read."""

    asks: Asks
    take: Take


def asks_of(topic: Topic, known: Reader) -> Sequence[Ask]:
    """The requests that read a topic."""
    return READINGS[topic.about].asks(topic.name, known)


def take(topic: Topic, answers: Sequence[Answer], known: Reader) -> Changes:
    """What the answers to those requests change; refused ones leave things as they are, unless
    the refusal itself says that something is gone."""
    return READINGS[topic.about].take(topic.name, answers, known)


def whole_booth() -> list[Topic]:
    """The topics of a snapshot's first round."""
    return [
        Topic(about)
        for about in (
            About.AIR,
            About.SCENES,
            About.GROUPS,
            About.TRANSITIONS,
            About.CANVAS,
            About.INPUTS,
            About.SETUP,
            About.HOTKEYS,
        )
    ]


def details(known: Reader) -> list[Topic]:
    """The topics of a snapshot's second round: everything inside what the first one found."""
    return [
        *(topic for name in known.of(Scene) for topic in details_of(Scene, name)),
        *(topic for name in known.of(Input) for topic in details_of(Input, name)),
    ]


def details_of(type_: type[object], name: str) -> list[Topic]:
    """What is inside one scene, group or input."""
    abouts = (
        (About.ITEMS, About.FILTERS)
        if type_ is Scene
        else (About.SOUND, About.MEDIA, About.FILTERS)
    )
    return [Topic(about, name) for about in abouts]


def switcher_of(known: Reader) -> Switcher:
    """The switcher, empty before the first reading."""
    return known.get(Switcher) or Switcher(program="")


def _fixed(*kinds: str) -> Asks:
    return lambda name, known: [(kind, None) for kind in kinds]


def _named(field: str, *kinds: str) -> Asks:
    return lambda name, known: [(kind, {field: name}) for kind in kinds]


def _scenes(_: str, answers: Sequence[Answer], known: Reader) -> Changes:
    (listed,) = answers
    if not listed.ok:
        return {}
    names = parts.scene_names(listed.data)
    changes: Changes = {
        known.key(Scene, name): None
        for name, scene in known.of(Scene).items()
        if not scene.is_group and name not in names
    }
    for name in names:
        scene = known.get(Scene, name)
        if scene is None or scene.is_group:
            changes[known.key(Scene, name)] = Scene()
    changes[known.key(Switcher)] = replace(switcher_of(known), scenes=names)
    return changes


def _groups(_: str, answers: Sequence[Answer], known: Reader) -> Changes:
    (listed,) = answers
    if not listed.ok:
        return {}
    names = texts(listed.data, "groups")
    changes: Changes = {
        known.key(Scene, name): None
        for name, scene in known.of(Scene).items()
        if scene.is_group and name not in names
    }
    for name in names:
        scene = known.get(Scene, name)
        if scene is None or not scene.is_group:
            changes[known.key(Scene, name)] = Scene(is_group=True)
    return changes


def _transitions(_: str, answers: Sequence[Answer], known: Reader) -> Changes:
    listed, current = answers
    switcher = switcher_of(known)
    if listed.ok:
        switcher = replace(switcher, transitions=parts.transition_list(listed.data))
    if current.ok:
        duration = count(current.data, "transitionDuration")
        switcher = replace(
            switcher,
            transition=text(current.data, "transitionName") or switcher.transition,
            transition_ms=None if flag(current.data, "transitionFixed") else duration,
        )
    return {known.key(Switcher): switcher}


def _canvas(_: str, answers: Sequence[Answer], known: Reader) -> Changes:
    (video,) = answers
    width, height = count(video.data, "baseWidth"), count(video.data, "baseHeight")
    if not width or not height:
        return {}
    return {known.key(Switcher): replace(switcher_of(known), canvas=(width, height))}


_SPECIAL = ("desktop1", "desktop2", "mic1", "mic2", "mic3", "mic4")


def _inputs(_: str, answers: Sequence[Answer], known: Reader) -> Changes:
    listed, special = answers
    if not listed.ok:
        return {}
    kinds = {
        name: text(row, "inputKind") or ""
        for row in maps(listed.data, "inputs")
        if (name := text(row, "inputName"))
    }
    everywhere = [name for slot in _SPECIAL if (name := text(special.data, slot)) in kinds and name]
    ordered = [*everywhere, *(name for name in kinds if name not in everywhere)]
    changes: Changes = {}
    for name in known.of(Input):
        if name not in kinds:
            changes[known.key(Input, name)] = changes[known.key(Media, name)] = None
            changes[known.key(Filters, name)] = None
    for order, name in enumerate(ordered):
        entry = known.get(Input, name) or Input(kind=kinds[name])
        changes[known.key(Input, name)] = replace(
            entry, kind=kinds[name], order=order, everywhere=name in everywhere
        )
    return changes


def _setup(_: str, answers: Sequence[Answer], known: Reader) -> Changes:
    profiles, collections = answers
    setup = known.get(Setup) or Setup()
    if profiles.ok:
        setup = replace(
            setup,
            profiles=texts(profiles.data, "profiles"),
            profile=text(profiles.data, "currentProfileName") or "",
        )
    if collections.ok:
        setup = replace(
            setup,
            collections=texts(collections.data, "sceneCollections"),
            collection=text(collections.data, "currentSceneCollectionName") or "",
        )
    return {known.key(Setup): replace(setup, changing=False)}


def _hotkeys(_: str, answers: Sequence[Answer], known: Reader) -> Changes:
    (listed,) = answers
    if not listed.ok:
        return {}
    return {known.key(Hotkeys): Hotkeys(names=tuple(sorted(texts(listed.data, "hotkeys"))))}


def _service(_: str, answers: Sequence[Answer], known: Reader) -> Changes:
    """Of the stream key only whether there is one."""
    if not answers or not answers[0].ok:
        return {}
    settings = mapping(answers[0].data.get("streamServiceSettings"))
    server = text(settings, "server") or ""
    key = text(settings, "key") or text(settings, "bearer_token")
    found = StreamService(
        kind=text(answers[0].data, "streamServiceType") or "",
        name=text(settings, "service") or host_of(server),
        server=bool(server),
        key=bool(key),
    )
    return {known.key(StreamService): found}


def host_of(server: str) -> str:
    """The host of a receiver's address; what else stands in it may be secret."""
    try:
        return urlsplit(server).hostname or ""
    except ValueError:
        return ""


def _ask_items(name: str, known: Reader) -> Sequence[Ask]:
    scene = known.get(Scene, name)
    kind = "GetGroupSceneItemList" if scene and scene.is_group else "GetSceneItemList"
    return [(kind, {"sceneName": name})]


def _items(name: str, answers: Sequence[Answer], known: Reader) -> Changes:
    (listed,) = answers
    scene = known.get(Scene, name)
    if not listed.ok or scene is None:
        return {}
    return {known.key(Scene, name): replace(scene, items=parts.scene_items(listed.data))}


def _filters(name: str, answers: Sequence[Answer], known: Reader) -> Changes:
    (listed,) = answers
    filters = parts.filter_list(listed.data) if listed.ok else ()
    return {known.key(Filters, name): Filters(filters=filters) if filters else None}


_SOUND = (
    "GetInputMute",
    "GetInputVolume",
    "GetInputAudioBalance",
    "GetInputAudioMonitorType",
    "GetInputAudioSyncOffset",
    "GetInputAudioTracks",
)


def _sound(name: str, answers: Sequence[Answer], known: Reader) -> Changes:
    entry = known.get(Input, name)
    if entry is None:
        return {}
    answered: Mapping[str, Answer] = {
        kind: answer for kind, answer in zip(_SOUND, answers, strict=True) if answer.ok
    }
    if not answered:
        return {known.key(Input, name): replace(entry, audio=False)}
    merged: dict[str, object] = {}
    for answer in answered.values():
        merged.update(answer.data)
    volume, side, heard = parts.volume_db(merged), parts.balance(merged), parts.monitor(merged)
    muted, offset = flag(merged, "inputMuted"), number(merged, "inputAudioSyncOffset")
    entry = replace(
        entry,
        audio=True,
        muted=entry.muted if muted is None else muted,
        volume_db=entry.volume_db if volume is None else volume,
        balance=entry.balance if side is None else side,
        monitor=entry.monitor if heard is None else heard,
        sync_offset_ms=entry.sync_offset_ms if offset is None else round(offset),
        tracks=parts.tracks(merged, entry),
    )
    return {known.key(Input, name): entry}


def _media(name: str, answers: Sequence[Answer], known: Reader) -> Changes:
    (status,) = answers
    entry = known.get(Input, name)
    if not status.ok or entry is None:
        return {}
    state = parts.media_state(status.data) or MediaState.NONE
    if state is MediaState.NONE and entry.kind not in parts.MEDIA_KINDS:
        return {known.key(Media, name): None}
    return {
        known.key(Media, name): Media(
            state=state,
            cursor_ms=count(status.data, "mediaCursor"),
            duration_ms=count(status.data, "mediaDuration") or None,
        )
    }


READINGS: dict[About, Reading] = {
    About.AIR: Reading(
        _fixed("GetSceneList", "GetStudioModeEnabled", "GetCurrentSceneTransitionCursor"),
        lambda name, answers, known: {},  # weighed by `AirWatch`, which remembers
    ),
    About.SCENES: Reading(_fixed("GetSceneList"), _scenes),
    About.GROUPS: Reading(_fixed("GetGroupList"), _groups),
    About.TRANSITIONS: Reading(
        _fixed("GetSceneTransitionList", "GetCurrentSceneTransition"), _transitions
    ),
    About.CANVAS: Reading(_fixed("GetVideoSettings"), _canvas),
    About.INPUTS: Reading(_fixed("GetInputList", "GetSpecialInputs"), _inputs),
    About.SETUP: Reading(_fixed("GetProfileList", "GetSceneCollectionList"), _setup),
    About.HOTKEYS: Reading(_fixed("GetHotkeyList"), _hotkeys),
    About.SERVICE: Reading(_fixed("GetStreamServiceSettings"), _service),
    About.ITEMS: Reading(_ask_items, _items),
    About.FILTERS: Reading(_named("sourceName", "GetSourceFilterList"), _filters),
    About.SOUND: Reading(_named("inputName", *_SOUND), _sound),
    About.MEDIA: Reading(_named("inputName", "GetMediaInputStatus"), _media),
}
