"""What OBS's events about inputs, filters, media, outputs and setup mean. Pure.

Source: obs-websocket's `docs/generated/protocol.md`, events.
"""

from collections.abc import Callable

from msgspec.structs import replace

from studio_app.domain.booth import (
    Filter,
    Filters,
    Input,
    Media,
    MediaState,
    OutputKind,
    Setup,
)
from studio_app.domain.records import Changes
from studio_app.obs import parts
from studio_app.obs.known import Reader
from studio_app.obs.meaning import (
    NOTHING_MEANT,
    Meaning,
    OutputEvent,
    Translation,
    items_renamed,
    moved,
)
from studio_app.obs.raw import Raw, flag, text, texts, whole
from studio_app.obs.topics import About, Topic

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
        changes |= moved(known, type_, old, new)
    changes |= items_renamed(changes, known, old, new)
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
    return Translation(
        reread=(Topic(About.SETUP), Topic(About.CANVAS), Topic(About.SERVICE)),
    )


def _setup_list(field: str, data: Raw, known: Reader) -> Translation:
    names, setup = texts(data, field), known.get(Setup) or Setup()
    if not names:
        return Translation(reread=(Topic(About.SETUP),))
    changed = (
        replace(setup, profiles=names) if field == "profiles" else replace(setup, collections=names)
    )
    return Translation({known.key(Setup): changed}, verify=(Topic(About.SETUP),))


SOURCE_EVENTS: dict[str, Meaning] = {
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
