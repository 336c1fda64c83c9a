"""What the sources dock shows, from facts alone: the tree of a scene, its marks, media buttons."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

from studio_app.domain.actions.sources import MediaVerb
from studio_app.domain.booth import Media, MediaState, Scene, SceneItem, Switcher, Tally


class Follow(StrEnum):
    """Which scene the dock shows when none was chosen by name."""

    PROGRAM = "program"
    PREVIEW = "preview"


Choice = Follow | str
"""A bus to follow, or the name of a scene."""


class ItemNode(NamedTuple):
    """One line of the tree."""

    scene: str
    """The scene or group that the item is in: what an action on it must name."""
    item: SceneItem
    position: int
    """0 is the front."""
    siblings: int
    on_air: bool
    """Seen (or heard) by viewers now, here."""
    in_preview: bool
    touches_air: bool
    """Its scene or group is on air: what is done to it can be seen by viewers."""
    children: tuple["ItemNode", ...] = ()


def scene_to_show(choice: Choice, switcher: Switcher | None) -> str | None:
    """The scene that a choice means now; a scene that is gone falls back to program."""
    if switcher is None:
        return None
    if choice is Follow.PREVIEW:
        return switcher.preview or switcher.program or None
    if choice is Follow.PROGRAM or choice not in switcher.scenes:
        return switcher.program or None
    return choice


def scene_tree(
    scene: str, get_scene: Callable[[str], Scene | None], tally: Tally | None
) -> tuple[ItemNode, ...]:
    """The items of a scene, front first, with those of nested scenes and groups below them."""
    program = frozenset(tally.program) if tally is not None else frozenset()
    preview = frozenset(tally.preview) if tally is not None else frozenset()
    return _level(scene, get_scene, program, preview, (scene,))


def _level(
    scene: str,
    get_scene: Callable[[str], Scene | None],
    program: frozenset[str],
    preview: frozenset[str],
    above: tuple[str, ...],
) -> tuple[ItemNode, ...]:
    record = get_scene(scene)
    if record is None:
        return ()
    touches_air = scene in program
    return tuple(
        ItemNode(
            scene=scene,
            item=item,
            position=position,
            siblings=len(record.items),
            on_air=touches_air and item.visible and item.source in program,
            in_preview=scene in preview and item.visible and item.source in preview,
            touches_air=touches_air,
            # OBS refuses a scene inside itself, but facts arrive one by one: never loop.
            children=()
            if item.source in above
            else _level(item.source, get_scene, program, preview, (*above, item.source)),
        )
        for position, item in enumerate(record.items)
    )


def can_move(node: ItemNode, steps: int) -> bool:
    """Whether the item has room to move: -1 one to the front, +1 one to the back."""
    return 0 <= node.position + steps < node.siblings


def drop_position(node: ItemNode, before_row: int) -> int | None:
    """Where an item lands that is dropped before `before_row` of its own level; None when it
    would stay where it is."""
    target = before_row - 1 if before_row > node.position else before_row
    target = max(0, min(target, node.siblings - 1))
    return None if target == node.position else target


_VERBS: Mapping[MediaState, frozenset[MediaVerb]] = {
    MediaState.NONE: frozenset({MediaVerb.PLAY, MediaVerb.RESTART}),
    MediaState.PLAYING: frozenset({MediaVerb.PAUSE, MediaVerb.STOP, MediaVerb.RESTART}),
    MediaState.OPENING: frozenset({MediaVerb.STOP, MediaVerb.RESTART}),
    MediaState.BUFFERING: frozenset({MediaVerb.STOP, MediaVerb.RESTART}),
    MediaState.PAUSED: frozenset({MediaVerb.PLAY, MediaVerb.STOP, MediaVerb.RESTART}),
    MediaState.STOPPED: frozenset({MediaVerb.PLAY, MediaVerb.RESTART}),
    MediaState.ENDED: frozenset({MediaVerb.PLAY, MediaVerb.RESTART}),
    MediaState.ERROR: frozenset({MediaVerb.RESTART}),
}
_LISTS = ("vlc_source", "slideshow")
"""Kinds (by how their name begins) that hold several files and so know next and previous."""


def media_verbs(media: Media, kind: str) -> frozenset[MediaVerb]:
    """What makes sense to press now; next and previous only for sources that hold a list."""
    verbs = _VERBS[media.state]
    if kind.startswith(_LISTS):
        verbs |= {MediaVerb.NEXT, MediaVerb.PREVIOUS}
    return verbs


def can_seek(media: Media) -> bool:
    """Whether the position means something: the source has an end and is somewhere in it."""
    return bool(media.duration_ms) and media.state in (MediaState.PLAYING, MediaState.PAUSED)


def clock_of_ms(ms: int | None) -> str:
    """`m:ss`, or `h:mm:ss` from an hour on; a dash when unknown."""
    if ms is None:
        return "–:––"
    seconds = max(0, ms) // 1000
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
