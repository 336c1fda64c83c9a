"""How the text of a template file becomes a `BoothTemplate`, or errors that name file and line."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from studio_app.domain.booth import Monitor
from studio_app.domain.problems import Problem, problem
from studio_app.domain.settings import toml_problem
from studio_app.domain.template import (
    HAS_SOUND,
    SOUND_ONLY,
    BoothTemplate,
    Fit,
    SceneTemplate,
    SourceTemplate,
    SourceWhat,
)
from studio_app.support.schema import FieldError, check_tree, nearest
from studio_app.support.toml_lines import key_lines, line_of


class ReadTemplate(NamedTuple):
    """A template, or why the text is none."""

    template: BoothTemplate | None
    problems: tuple[Problem, ...] = ()


def read_template(text: str, file: str) -> ReadTemplate:
    """The template of a whole file. A template with any error is none: half a booth is no booth.
    Never raises."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return ReadTemplate(None, (toml_problem(error, text, file),))
    template, errors = check_tree(data, BoothTemplate)
    if template is not None:
        errors = list(_contradictions(template))
    if not errors:
        return ReadTemplate(template)
    lines = key_lines(text)
    return ReadTemplate(
        None,
        tuple(
            problem(
                "settings_error",
                file=file,
                line=line_of(error.path, lines),
                field=error.field or "template",
                detail=error.detail,
            )
            for error in errors
        ),
    )


def _contradictions(template: BoothTemplate) -> Iterator[FieldError]:
    """What each field allows by itself, but not all of them together."""
    yield from _doubles([("source", entry.name) for entry in template.source])
    yield from _doubles([("scene", entry.name) for entry in template.scene])
    scenes = {scene.name for scene in template.scene}
    placed: set[str] = set()
    for index, source in enumerate(template.source):
        if source.name in scenes:
            detail = f"“{source.name}” is a scene already; OBS wants another name for a source"
            yield FieldError(("source", index, "name"), detail)
        yield from _source_errors(("source", index), source)
    roles: dict[str, str] = {}
    for index, scene in enumerate(template.scene):
        placed.update(item.source for item in scene.item)
        yield from _scene_errors(("scene", index), scene, template)
        if scene.role is not None:
            other = roles.setdefault(scene.role, scene.name)
            if other != scene.name:
                detail = f"{scene.role} is “{other}” already; one scene for each role"
                yield FieldError(("scene", index, "role"), detail)
    for index, source in enumerate(template.source):
        if source.name not in placed:
            detail = "no scene has it as an item; OBS keeps no source that is nowhere"
            yield FieldError(("source", index, "name"), detail)
    for name in _circle(template):
        index = [scene.name for scene in template.scene].index(name)
        detail = f"“{name}” contains itself by way of its items"
        yield FieldError(("scene", index, "item"), detail)


def _doubles(entries: list[tuple[str, str]]) -> Iterator[FieldError]:
    seen: set[str] = set()
    for index, (kind, name) in enumerate(entries):
        if name in seen:
            yield FieldError((kind, index, "name"), f"“{name}” is there twice; choose another")
        seen.add(name)


def _source_errors(path: tuple[str | int, ...], source: SourceTemplate) -> Iterator[FieldError]:
    both = sorted(set(source.settings) & set(source.initial))
    if both:
        yield FieldError(
            (*path, "initial"), f"{', '.join(both)}: either in settings (held) or here (free)"
        )
    said = {
        name: value
        for name in source.sound.__struct_fields__
        if (value := getattr(source.sound, name)) is not None
    }
    if said and source.what not in HAS_SOUND:
        allowed = ", ".join(sorted(HAS_SOUND))
        yield FieldError((*path, "sound"), f"a {source.what} has no sound; these do: {allowed}")
    if source.what is SourceWhat.LOOPBACK and source.sound.monitor not in (None, Monitor.OFF):
        detail = "must be off: what the PC plays would be played by the PC again, and howl"
        yield FieldError((*path, "sound", "monitor"), detail)
    for error in _doubles([("filter", entry.name) for entry in source.filter]):
        yield FieldError((*path, *error.path), error.detail)


def _scene_errors(
    path: tuple[str | int, ...], scene: SceneTemplate, template: BoothTemplate
) -> Iterator[FieldError]:
    known = [source.name for source in template.source]
    known += [other.name for other in template.scene if other.name != scene.name]
    seen: set[str] = set()
    for index, item in enumerate(scene.item):
        place = (*path, "item", index)
        if item.source not in known:
            detail = f"there is no “{item.source}” in this template; {nearest(item.source, known)}"
            yield FieldError((*place, "source"), detail)
        if item.source in seen:
            yield FieldError((*place, "source"), f"“{item.source}” is in this scene already")
        seen.add(item.source)
        source = template.source_named(item.source)
        only_heard = source is not None and source.what in SOUND_ONLY
        if only_heard and (item.fit is not None or item.box is not None):
            yield FieldError((*place, "fit"), f"“{item.source}” has no picture to place")
        if item.box is not None and item.fit is None:
            yield FieldError((*place, "fit"), "missing; box needs one of " + ", ".join(Fit))
        if item.box is not None and (item.box[2] < 1 or item.box[3] < 1):
            yield FieldError((*place, "box"), "its width and height must be 1 or more")
    for error in _doubles([("filter", entry.name) for entry in scene.filter]):
        yield FieldError((*path, *error.path), error.detail)


def _circle(template: BoothTemplate) -> Iterator[str]:
    """The scenes that lie within themselves."""
    within = {scene.name: [item.source for item in scene.item] for scene in template.scene}
    for name in within:
        if name in _reach(name, within):
            yield name


def _reach(name: str, within: Mapping[str, list[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(within[name])
    while waiting:
        inner = waiting.pop()
        if inner in within and inner not in reached:
            reached.add(inner)
            waiting += within[inner]
    return reached
