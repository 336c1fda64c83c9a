"""How a plugin's manifest and its `strings/` become values, or errors that name the line."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from packaging.requirements import InvalidRequirement, Requirement

from studio_app.domain.plugin import Ability, Manifest, PluginKind, SettingSpec, SettingType
from studio_app.domain.plugin_settings import wrong_value
from studio_app.domain.problems import Problem, problem
from studio_app.domain.settings import toml_problem
from studio_app.support.schema import FieldError, check_tree, nearest
from studio_app.support.toml_lines import key_lines, line_of

Words = dict[str, str]
"""`name`, `setting.NAME.title` and so on → the text in one language."""

ABILITIES: Mapping[PluginKind, tuple[Ability, ...]] = {
    PluginKind.CHAT: tuple(Ability),
    PluginKind.ORDERS: (Ability.BACK_FILL, Ability.WEBHOOK),
}
"""What a manifest may say under `can`; the other kinds have nothing to choose."""


class ReadManifest(NamedTuple):
    """A manifest, or why the text is none."""

    manifest: Manifest | None
    problems: tuple[Problem, ...] = ()


class ReadWords(NamedTuple):
    """The words of one language that could be read, and what is wrong with the others."""

    words: Words
    problems: tuple[Problem, ...] = ()


def read_manifest(text: str, file: str, folder: str) -> ReadManifest:
    """The manifest of a whole file; one with any error is none. `folder`: the name of the folder
    it lies in. Never raises."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return ReadManifest(None, (toml_problem(error, text, file),))
    manifest, errors = check_tree(data, Manifest)
    if manifest is not None:
        errors = list(_contradictions(manifest, folder))
    if not errors:
        return ReadManifest(manifest)
    return ReadManifest(None, _problems(errors, text, file))


def read_words(text: str, file: str, manifest: Manifest) -> ReadWords:
    """The words of a whole `strings/LANG.toml`. Never raises."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return ReadWords({}, (toml_problem(error, text, file),))
    known = tuple(_word_names(manifest))
    words: Words = {}
    errors = []
    for path, value in _leaves(data):
        name = ".".join(path)
        if name not in known:
            errors.append(FieldError(path, f"unknown; {nearest(name, list(known))}"))
        elif not isinstance(value, str) or not value:
            errors.append(FieldError(path, "must be text"))
        else:
            words[name] = value
    return ReadWords(words, _problems(errors, text, file))


def _problems(errors: list[FieldError], text: str, file: str) -> tuple[Problem, ...]:
    lines = key_lines(text)
    return tuple(
        problem(
            "settings_error",
            file=file,
            line=line_of(error.path, lines),
            field=error.field or "manifest",
            detail=error.detail,
        )
        for error in errors
    )


def _contradictions(manifest: Manifest, folder: str) -> Iterator[FieldError]:
    """What each field allows by itself, but not all of them together."""
    if manifest.id != folder:
        yield FieldError(("id",), f"must be {folder}, as its folder is called, got {manifest.id}")
    allowed = ABILITIES.get(manifest.kind, ())
    for index, ability in enumerate(manifest.can):
        if ability not in allowed:
            may = ", ".join(allowed) or "nothing"
            detail = f"a plugin of kind {manifest.kind} may have {may}, got {ability}"
            yield FieldError(("can", index), detail)
    for index, text in enumerate(manifest.requires):
        try:
            Requirement(text)
        except InvalidRequirement as error:
            detail = f'must be a requirement as "TikTokLive==7.0.1": {str(error).splitlines()[0]}'
            yield FieldError(("requires", index), detail)
    seen: set[str] = set()
    for index, spec in enumerate(manifest.setting):
        if spec.name in seen:
            yield FieldError(("setting", index, "name"), f"{spec.name} is there twice")
        seen.add(spec.name)
        for field, detail in _setting_errors(spec):
            yield FieldError(("setting", index, field), detail)


def _setting_errors(spec: SettingSpec) -> Iterator[tuple[str, str]]:
    if spec.secret and spec.type is not SettingType.TEXT:
        yield "secret", f"a secret is text, this is a {spec.type}"
    if spec.secret and spec.default is not None:
        yield "default", "a secret has none: everybody could read it here"
    if spec.required and spec.default is not None:
        yield "required", "what has a default need not be given"
    if (spec.type is SettingType.CHOICE) != bool(spec.choices):
        yield "choices", "must be there for a choice, and for nothing else"
    if spec.type is not SettingType.NUMBER:
        for field in ("minimum", "maximum"):
            if getattr(spec, field) is not None:
                yield field, f"is for numbers only, this is a {spec.type}"
    elif spec.minimum is not None and spec.maximum is not None and spec.minimum > spec.maximum:
        yield "minimum", f"is above the maximum {spec.maximum}"
    if spec.default is not None and not spec.secret and (why := wrong_value(spec, spec.default)):
        yield "default", why


def _word_names(manifest: Manifest) -> Iterator[str]:
    yield from ("name", "description")
    for spec in manifest.setting:
        yield from (f"setting.{spec.name}.title", f"setting.{spec.name}.description")
        for choice in spec.choices:
            yield f"setting.{spec.name}.choice.{choice}"


def _leaves(
    data: Mapping[str, object], prefix: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], object]]:
    for key, value in data.items():
        path = (*prefix, key)
        if isinstance(value, Mapping):
            yield from _leaves(value, path)
        else:
            yield path, value
