"""Reads of an OBS whatever a template speaks of: which requests, and what their answers come to.

Without input and output of its own: `read_booth` yields batches of requests and is sent their
answers, so that the live link and obsws-python read alike. Source: obs-websocket's `protocol.md`;
Get- and SetSourcePrivateSettings are in every obs-websocket 5, though its page leaves them out.
"""

import re
from collections.abc import Generator, Iterable, Mapping

from studio_app.domain.struct import Value
from studio_app.domain.template import (
    HAS_SOUND,
    KINDS,
    BoothTemplate,
    Platform,
    Settings,
    SourceTemplate,
)
from studio_app.obs import parts
from studio_app.obs.booth_state import (
    MARK,
    BoothState,
    FilterState,
    ItemState,
    SceneState,
    SoundState,
    SourceState,
)
from studio_app.obs.protocol import Answer, Ask
from studio_app.obs.raw import Raw, count, flag, mapping, maps, number, text, texts, whole

OUTPUTS = {
    "stream": "GetStreamStatus",
    "record": "GetRecordStatus",
    "virtualcam": "GetVirtualCamStatus",
    "replay": "GetReplayBufferStatus",
}
_VERSION = re.compile(r"_v\d+$")
_TRANSFORM = (
    "positionX",
    "positionY",
    "rotation",
    "scaleX",
    "scaleY",
    "boundsWidth",
    "boundsHeight",
    "alignment",
    "boundsAlignment",
)

Reading = Generator[list[Ask], list[Answer], "BoothState"]


WRITES = (
    "CreateInput",
    "CreateScene",
    "CreateSceneItem",
    "CreateSourceFilter",
    "SetInputName",
    "SetInputSettings",
    "SetProfileParameter",
    "SetSceneItemEnabled",
    "SetSceneItemIndex",
    "SetSceneItemTransform",
    "SetSceneName",
    "SetSourceFilterIndex",
    "SetSourceFilterSettings",
    "SetVideoSettings",
)
"""What building needs; an OBS without one of these cannot be commissioned."""


def plain_kind(kind: str) -> str:
    """A kind without the version that OBS adds over time."""
    return _VERSION.sub("", kind)


def wanted_kinds(source: SourceTemplate, platform: Platform) -> tuple[str, ...]:
    """The kinds that may stand for a source, the best first."""
    own = source.kinds.get(platform)
    return (own,) if own else KINDS[source.what][platform]


def kind_here(source: SourceTemplate, platform: Platform, kinds: Iterable[str]) -> str | None:
    """The first of a source's kinds that this OBS has, as it calls it; None when it has none."""
    here = {plain_kind(kind): kind for kind in kinds}
    for wanted in wanted_kinds(source, platform):
        if plain_kind(wanted) in here:
            return here[plain_kind(wanted)]
    return None


def read_booth(template: BoothTemplate) -> Reading:
    """Read it all in three or four batches: yields requests, is sent their answers in that order,
    returns the state. What OBS refuses to tell is left as a new source would have it."""
    filters_of = [*(source.filter for source in template.source)]
    filters_of += [scene.filter for scene in template.scene]
    filter_kinds = sorted({each.kind for filters in filters_of for each in filters})
    asks: list[Ask] = [
        ("GetVersion", None),
        ("GetVideoSettings", None),
        ("GetSceneList", None),
        ("GetGroupList", None),
        ("GetInputList", None),
        ("GetInputKindList", {"unversioned": False}),
        ("GetSpecialInputs", None),
        ("GetSceneTransitionList", None),
        ("GetCurrentSceneTransition", None),
        _parameter("Output", "Mode"),
        _parameter("SimpleOutput", "VBitrate"),
        _parameter("SimpleOutput", "ABitrate"),
        *((request, None) for request in OUTPUTS.values()),
        *(("GetSourceFilterDefaultSettings", {"filterKind": kind}) for kind in filter_kinds),
    ]
    answers = yield asks
    about, video, scenes, groups, inputs, kinds, special, transitions, current = (
        answer.data for answer in answers[:9]
    )
    mode, video_kbps, audio_kbps = (
        text(answer.data, "parameterValue") or text(answer.data, "defaultParameterValue") or ""
        for answer in answers[9:12]
    )
    outputs = answers[12 : 12 + len(OUTPUTS)]
    told = answers[12 + len(OUTPUTS) :]
    defaults = {
        kind: _settings(answer.data, "defaultFilterSettings")
        for kind, answer in zip(filter_kinds, told, strict=True)
        if answer.ok
    }
    every_input = {
        name: text(row, "inputKind") or ""
        for row in maps(inputs, "inputs")
        if (name := text(row, "inputName"))
    }
    every_scene = parts.scene_names(scenes)
    names = yield from _names_now(template, every_scene, every_input)
    scene_states = yield from _read_scenes(template, names, defaults)
    source_states = yield from _read_sources(template, names, every_input, defaults)
    requests = frozenset(texts(about, "availableRequests"))
    return BoothState(
        version=text(about, "obsVersion") or "",
        platform=_platform(text(about, "platform") or ""),
        lacks=frozenset(WRITES) - requests if requests else frozenset(),
        kinds=texts(kinds, "inputKinds"),
        lacks_filters=frozenset(filter_kinds) - frozenset(defaults),
        canvas=_size(video, "base"),
        output_size=_size(video, "output"),
        fps=(count(video, "fpsNumerator") or 30, count(video, "fpsDenominator") or 1),
        running=tuple(
            name
            for name, answer in zip(OUTPUTS, outputs, strict=True)
            if flag(answer.data, "outputActive")
        ),
        simple_output=mode != "Advanced",
        video_kbps=_whole(video_kbps),
        audio_kbps=_whole(audio_kbps),
        transitions=tuple(each.name for each in parts.transition_list(transitions)),
        transition=text(current, "transitionName") or "",
        duration_ms=whole(current, "transitionDuration"),
        every_scene=(*every_scene, *texts(groups, "groups")),
        every_input=every_input,
        everywhere={
            name: every_input.get(name, "")
            for name in special.values()
            if isinstance(name, str) and name
        },
        scenes=scene_states,
        sources=source_states,
    )


class _Names(Value, frozen=True, kw_only=True):
    """What OBS calls now what the template names, and which of these carry our mark."""

    scenes: dict[str, str]
    sources: dict[str, str]
    marked: frozenset[str]


def _names_now(
    template: BoothTemplate, every_scene: tuple[str, ...], every_input: Mapping[str, str]
) -> Generator[list[Ask], list[Answer], _Names]:
    """Find everything by its name; what is missing, among the others by the mark it was given."""
    wanted_scenes = [scene.name for scene in template.scene]
    wanted_sources = [source.name for source in template.source]
    missing = [name for name in wanted_scenes if name not in every_scene]
    missing += [name for name in wanted_sources if name not in every_input]
    known = [name for name in wanted_scenes if name in every_scene]
    known += [name for name in wanted_sources if name in every_input]
    others: list[str] = []
    if missing:
        others = [name for name in (*every_scene, *every_input) if name not in known]
    answers = yield [("GetSourcePrivateSettings", {"sourceName": name}) for name in known + others]
    marks = {
        name: mark
        for name, answer in zip(known + others, answers, strict=True)
        if (mark := text(mapping(answer.data.get("sourceSettings")), MARK))
    }
    scenes = {name: name for name in wanted_scenes if name in every_scene}
    sources = {name: name for name in wanted_sources if name in every_input}
    for name in missing:
        same = [other for other in others if marks.get(other) == name]
        if len(same) == 1:  # two are copies that a person made; nobody can say which it was
            if name in wanted_scenes and same[0] in every_scene:
                scenes[name] = same[0]
            elif name in wanted_sources and same[0] in every_input:
                sources[name] = same[0]
    return _Names(scenes=scenes, sources=sources, marked=frozenset(marks))


def _read_scenes(
    template: BoothTemplate, names: _Names, defaults: Mapping[str, Settings]
) -> Generator[list[Ask], list[Answer], dict[str, SceneState]]:
    present = [scene for scene in template.scene if scene.name in names.scenes]
    asks: list[Ask] = []
    for scene in present:
        asks.append(("GetSceneItemList", {"sceneName": names.scenes[scene.name]}))
        asks.append(("GetSourceFilterList", {"sourceName": names.scenes[scene.name]}))
    answers = yield asks
    told = {name: wanted for wanted, name in (names.scenes | names.sources).items()}
    states: dict[str, SceneState] = {}
    for place, scene in enumerate(present):
        items, filters = answers[2 * place], answers[2 * place + 1]
        name = names.scenes[scene.name]
        states[scene.name] = SceneState(
            name=name,
            items=_items(items.data, told),
            filters=_filters(filters.data, defaults),
            marked=name in names.marked,
        )
    return states


def _items(data: Raw, told: Mapping[str, str]) -> tuple[ItemState, ...]:
    rows = {whole(row, "sceneItemId"): row for row in maps(data, "sceneItems")}
    items = []
    for item in parts.scene_items(data):
        transform = mapping(rows[item.item_id].get("sceneItemTransform"))
        items.append(
            ItemState(
                item_id=item.item_id,
                source=told.get(item.source, item.source),
                visible=item.visible,
                locked=item.locked,
                bounds=text(transform, "boundsType") or "",
                transform={name: number(transform, name) or 0.0 for name in _TRANSFORM},
            )
        )
    return tuple(items)


_SOUND_ASKS = (
    ("volume_db", "GetInputVolume"),
    ("muted", "GetInputMute"),
    ("monitor", "GetInputAudioMonitorType"),
    ("balance", "GetInputAudioBalance"),
    ("sync_offset_ms", "GetInputAudioSyncOffset"),
    ("tracks", "GetInputAudioTracks"),
)


def _read_sources(
    template: BoothTemplate,
    names: _Names,
    every_input: Mapping[str, str],
    defaults: Mapping[str, Settings],
) -> Generator[list[Ask], list[Answer], dict[str, SourceState]]:
    present = [source for source in template.source if source.name in names.sources]
    asks: list[Ask] = []
    for source in present:
        name = names.sources[source.name]
        asks.append(("GetInputDefaultSettings", {"inputKind": every_input[name]}))
        asks.append(("GetInputSettings", {"inputName": name}))
        asks.append(("GetSourceFilterList", {"sourceName": name}))
        asks += [(request, {"inputName": name}) for _, request in _sound_asks(source)]
    answers = iter((yield asks))
    states: dict[str, SourceState] = {}
    for source in present:
        name = names.sources[source.name]
        basic, own, filters = next(answers), next(answers), next(answers)
        sound = {field_: _sound(field_, next(answers).data) for field_, _ in _sound_asks(source)}
        states[source.name] = SourceState(
            name=name,
            kind=every_input[name],
            settings=_settings(basic.data, "defaultInputSettings")
            | _settings(own.data, "inputSettings"),
            sound=SoundState(**sound),  # type: ignore[arg-type]
            filters=_filters(filters.data, defaults),
            marked=name in names.marked,
        )
    return states


def _sound_asks(source: SourceTemplate) -> list[tuple[str, str]]:
    """The fields of a source's sound that its template holds, each with its request."""
    if source.what not in HAS_SOUND:
        return []
    return [
        (field_, request)
        for field_, request in _SOUND_ASKS
        if getattr(source.sound, field_) is not None
    ]


def _sound(field_: str, data: Raw) -> object:
    match field_:
        case "volume_db":
            return parts.volume_db(data)
        case "muted":
            return flag(data, "inputMuted")
        case "monitor":
            return parts.monitor(data)
        case "balance":
            return parts.balance(data)
        case "sync_offset_ms":
            return whole(data, "inputAudioSyncOffset")
    given = mapping(data.get("inputAudioTracks"))
    return tuple(given.get(str(track)) is True for track in range(1, 7))


def _filters(data: Raw, defaults: Mapping[str, Settings]) -> tuple[FilterState, ...]:
    rows = {text(row, "filterName"): row for row in maps(data, "filters")}
    return tuple(
        FilterState(
            name=entry.name,
            kind=entry.kind,
            enabled=entry.enabled,
            settings=dict(defaults.get(entry.kind, {}))
            | _settings(rows[entry.name], "filterSettings"),
        )
        for entry in parts.filter_list(data)
    )


def _settings(data: Raw, name: str) -> Settings:
    """OBS's settings object, of which the kinds of values that a template can speak of."""
    kept: Settings = {}
    for key, value in mapping(data.get(name)).items():
        if isinstance(value, bool | int | float | str):
            kept[key] = value
        elif isinstance(value, dict):
            kept[key] = {k: v for k, v in value.items() if isinstance(v, bool | int | float | str)}
        elif isinstance(value, list):
            kept[key] = tuple(v for v in value if isinstance(v, bool | int | float | str))
    return kept


def _parameter(category: str, name: str) -> Ask:
    return ("GetProfileParameter", {"parameterCategory": category, "parameterName": name})


def _platform(told: str) -> Platform:
    """OBS says windows, macos, or the name of a Linux."""
    return Platform(told) if told in (Platform.WINDOWS, Platform.MACOS) else Platform.LINUX


def _size(data: Raw, which: str) -> tuple[int, int] | None:
    width, height = count(data, f"{which}Width"), count(data, f"{which}Height")
    return (width, height) if width and height else None


def _whole(value: str) -> int | None:
    return int(value) if value.isdigit() else None
