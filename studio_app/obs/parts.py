"""Pieces of OBS's answers and events as domain values: items, filters, audio, media, names."""

from studio_app.domain.booth import (
    Filter,
    Input,
    MediaState,
    Monitor,
    SceneItem,
    Transition,
)
from studio_app.obs.raw import Raw, flag, maps, number, text, whole, within

MONITORS = {
    "OBS_MONITORING_TYPE_NONE": Monitor.OFF,
    "OBS_MONITORING_TYPE_MONITOR_ONLY": Monitor.ONLY,
    "OBS_MONITORING_TYPE_MONITOR_AND_OUTPUT": Monitor.AND_OUTPUT,
}
MONITOR_NAMES = {monitor: name for name, monitor in MONITORS.items()}

MEDIA_STATES = {f"OBS_MEDIA_STATE_{state.name}": state for state in MediaState}

MEDIA_KINDS = ("ffmpeg_source", "vlc_source", "slideshow", "slideshow_v2")
"""Input kinds that play something even while OBS says that they do nothing."""

SILENCE_DB = -100.0
"""What OBS says for a closed fader; JSON has no minus infinity."""

LOUDEST_DB = 26.0


def scene_names(data: Raw) -> tuple[str, ...]:
    """The list `scenes`, top first: OBS numbers them from the bottom of its own list."""
    rows = [
        (whole(row, "sceneIndex") or 0, place, name)
        for place, row in enumerate(maps(data, "scenes"))
        if (name := text(row, "sceneName"))
    ]
    rows.sort(key=lambda row: row[:2], reverse=True)
    return tuple(dict.fromkeys(name for _, _, name in rows))


def scene_items(data: Raw) -> tuple[SceneItem, ...]:
    """The list `sceneItems`, front first: OBS numbers them from the back."""
    rows = []
    for place, row in enumerate(maps(data, "sceneItems")):
        item_id, source = whole(row, "sceneItemId"), text(row, "sourceName")
        if item_id is None or source is None:
            continue
        index = whole(row, "sceneItemIndex")
        item = SceneItem(
            item_id=item_id,
            source=source,
            kind=_item_kind(row),
            visible=flag(row, "sceneItemEnabled") is not False,
            locked=flag(row, "sceneItemLocked") is True,
        )
        rows.append((place if index is None else index, place, item))
    rows.sort(key=lambda row: row[:2], reverse=True)
    return tuple(item for _, _, item in rows)


def _item_kind(row: Raw) -> str:
    if flag(row, "isGroup"):
        return "group"
    if text(row, "sourceType") == "OBS_SOURCE_TYPE_SCENE":
        return "scene"
    return text(row, "inputKind") or ""


def filter_list(data: Raw) -> tuple[Filter, ...]:
    """The list `filters`, in the order they work."""
    rows = []
    for place, row in enumerate(maps(data, "filters")):
        name = text(row, "filterName")
        if name is None:
            continue
        index = whole(row, "filterIndex")
        entry = Filter(
            name=name,
            kind=text(row, "filterKind") or "",
            enabled=flag(row, "filterEnabled") is not False,
        )
        rows.append((place if index is None else index, place, entry))
    rows.sort(key=lambda row: row[:2])
    return tuple(entry for _, _, entry in rows)


def transition_list(data: Raw) -> tuple[Transition, ...]:
    """The list `transitions`."""
    return tuple(
        Transition(
            name=name,
            kind=text(row, "transitionKind") or "",
            fixed=flag(row, "transitionFixed") is True,
        )
        for row in maps(data, "transitions")
        if (name := text(row, "transitionName"))
    )


def volume_db(data: Raw) -> float | None:
    """`inputVolumeDb`, held within what OBS's fader has; a tenth of a dB is exact enough."""
    value = number(data, "inputVolumeDb")
    return None if value is None else round(within(value, SILENCE_DB, LOUDEST_DB), 2)


def balance(data: Raw) -> float | None:
    """`inputAudioBalance`, 0 to 1."""
    value = number(data, "inputAudioBalance")
    return None if value is None else round(within(value, 0.0, 1.0), 4)


def tracks(data: Raw, known: Input) -> tuple[bool, ...]:
    """`inputAudioTracks`: a map from "1" to "6" to on or off; what is missing stays."""
    given = data.get("inputAudioTracks")
    if not isinstance(given, dict):
        return known.tracks
    return tuple(
        value if isinstance(value := given.get(str(number_ + 1)), bool) else known.tracks[number_]
        for number_ in range(6)
    )


def monitor(data: Raw) -> Monitor | None:
    """`monitorType`."""
    return MONITORS.get(text(data, "monitorType") or "")


def media_state(data: Raw) -> MediaState | None:
    """`mediaState`."""
    return MEDIA_STATES.get(text(data, "mediaState") or "")
