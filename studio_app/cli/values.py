"""Turns `key=value` words into an action, each value by its parameter's type."""

from collections.abc import Callable, Sequence

import msgspec
from msgspec import inspect

from studio_app.domain.actions import ALL_ACTIONS, Action, secret_fields
from studio_app.domain.errors import StudioError, fail
from studio_app.support.schema import check, describe, nearest

Ask = Callable[[str], str]
"""Asks a person (or the next line of stdin) for a secret, by its name."""


def read_action(name: str, words: Sequence[str], ask: Ask) -> Action:
    """The action that the words mean. A secret is never a word: `password=-` asks for it.

    Raises StudioError: `unknown_action`, `bad_parameters` with every field that is wrong.
    """
    kind = ALL_ACTIONS.get(name)
    if kind is None:
        raise fail("unknown_action", name=f"{name} ({nearest(name, sorted(ALL_ACTIONS))})")
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    given: dict[str, object] = {}
    for word in words:
        key, equals, text = word.partition("=")
        if not equals:
            raise _bad(kind, f"“{word}” is not of the form key=value")
        if key in secret_fields(kind) and text != "-":
            raise _bad(kind, f"{key}: others could read it here; write {key}=- to be asked for it")
        if key in secret_fields(kind):
            said = ask(key)
            nested = said.startswith("{") and key in fields
            given[key] = _value(kind, key, said, fields[key].type) if nested else said
        elif key in fields:
            given[key] = _value(kind, key, text, fields[key].type)
        else:
            given[key] = text  # `check` says that there is no such thing
    values, errors = check(given, kind, secret_fields(kind))
    if errors:
        raise _bad(kind, "; ".join(f"{wrong.field} {wrong.detail}" for wrong in errors))
    return kind(**values)


def _value(kind: type[Action], key: str, text: str, annotation: object) -> object:
    """What a word means for a field of this type; nested values are JSON."""
    nested = _is_nested(inspect.type_info(annotation))
    if nested:
        if not text.startswith(("[", "{")):
            return text.split(",") if text else []
        try:
            return msgspec.json.decode(text)
        except msgspec.DecodeError as error:
            raise _bad(kind, f"{key} is no JSON ({error})") from error
    try:
        return msgspec.to_builtins(msgspec.convert(text, annotation, strict=False))
    except msgspec.ValidationError as error:
        raise _bad(kind, f"{key} must be {describe(annotation)}, got “{text}”") from error


def _is_nested(kind: inspect.Type) -> bool:
    if isinstance(kind, inspect.Metadata):
        return _is_nested(kind.type)
    if isinstance(kind, inspect.UnionType):
        return any(_is_nested(member) for member in kind.types)
    return isinstance(
        kind,
        inspect.ListType
        | inspect.VarTupleType
        | inspect.TupleType
        | inspect.DictType
        | inspect.StructType,
    )


def _bad(kind: type[Action], detail: str) -> StudioError:
    return fail("bad_parameters", action=kind.NAME, detail=detail)
