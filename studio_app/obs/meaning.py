"""What an event of OBS can mean: changes, things to read again, the word on an output."""

from collections.abc import Callable
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from studio_app.domain.booth import Filters, Input, Media, OutputKind, Scene
from studio_app.domain.records import Changes
from studio_app.obs.known import Reader
from studio_app.obs.raw import Raw
from studio_app.obs.topics import Topic


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


def moved(
    known: Reader, type_: type[Scene | Filters | Input | Media], old: str, new: str
) -> Changes:
    """A record under its new name."""
    record = known.get(type_, old)
    if record is None or old == new:
        return {}
    return {known.key(type_, old): None, known.key(type_, new): record}


def items_renamed(changes: Changes, known: Reader, old: str, new: str) -> Changes:
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
