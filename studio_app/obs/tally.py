"""Tally: everything that is seen or heard on a bus, walked through nested scenes and groups."""

from collections.abc import Iterable, Mapping

from studio_app.domain.booth import Input, Scene, Switcher, Tally


def walk(start: str, scenes: Mapping[str, Scene]) -> set[str]:
    """The scene itself and every source, scene and group visible in it, however deep; a scene
    that contains itself does no harm."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        scene = scenes.get(name)
        if scene is not None:
            waiting.extend(item.source for item in scene.items if item.visible)
    return found


def tally(switcher: Switcher, scenes: Mapping[str, Scene], everywhere: Iterable[str]) -> Tally:
    """Both buses. `everywhere` are the open global audio devices: on air with any scene."""
    program: set[str] = set()
    for scene in (switcher.program, switcher.leaving):
        if scene:
            program |= walk(scene, scenes)
    if program:
        program.update(everywhere)
    preview = walk(switcher.preview, scenes) if switcher.preview else set()
    return Tally(program=tuple(sorted(program)), preview=tuple(sorted(preview)))


def open_everywhere(inputs: Mapping[str, Input]) -> tuple[str, ...]:
    """The global audio devices that are not muted."""
    return tuple(
        name
        for name, entry in inputs.items()
        if entry.everywhere and entry.audio and not entry.muted
    )
