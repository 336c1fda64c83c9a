"""Checks data against a struct field by field, and says in words what each field allows."""

import difflib
from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple, TypeVar

import msgspec
from msgspec import inspect

S = TypeVar("S", bound=msgspec.Struct)


class FieldError(NamedTuple):
    """One thing wrong: where (names and indexes from the top) and what would be right."""

    path: tuple[str | int, ...]
    detail: str

    @property
    def field(self) -> str:
        """The path as people write it: `booth.scene_roles`, `tracks[2]`."""
        text = ""
        for part in self.path:
            text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
        return text


def describe(annotation: object) -> str:
    """What a field of this type takes, in words: "a whole number from 1 to 99"."""
    return _words(inspect.type_info(annotation))


def _words(kind: inspect.Type) -> str:
    text = type(kind).__name__.removesuffix("Type").lower()
    match kind:
        case inspect.Metadata():
            said = (kind.extra_json_schema or {}).get("description")
            text = str(said) if said else _words(kind.type)
        case inspect.IntType():
            text = "a whole number" + _limits(kind.gt, kind.ge, kind.lt, kind.le)
        case inspect.FloatType():
            text = "a number" + _limits(kind.gt, kind.ge, kind.lt, kind.le)
        case inspect.BoolType():
            text = "true or false"
        case inspect.StrType():
            text = "text" + _length(kind.min_length, kind.max_length, "characters") + _form(kind)
        case inspect.EnumType():
            text = "one of " + ", ".join(_value(member) for member in kind.cls)
        case inspect.LiteralType():
            text = "one of " + ", ".join(str(value) for value in kind.values)
        case inspect.VarTupleType() | inspect.ListType():
            count = _length(kind.min_length, kind.max_length, "values")
            text = f"a list{count}, each {_words(kind.item_type)}"
        case inspect.TupleType():
            text = "a list of " + ", ".join(_words(item) for item in kind.item_types)
        case inspect.DictType():
            text = f"a table from {_words(kind.key_type)} to {_words(kind.value_type)}"
        case inspect.UnionType():
            text = " or ".join(
                dict.fromkeys(
                    _words(item) for item in kind.types if not isinstance(item, inspect.NoneType)
                )
            )
        case inspect.DateTimeType():
            text = "a time as 2026-01-31T20:00:00Z"
        case inspect.StructType():
            text = "a table of " + ", ".join(field.encode_name for field in kind.fields)
    return text


def _value(member: Enum) -> str:
    return str(member.value)


def _limits(
    above: float | None, least: float | None, below: float | None, most: float | None
) -> str:
    parts = []
    if above is not None:
        parts.append(f"above {above:g}")
    if least is not None:
        parts.append(f"from {least:g}")
    if most is not None:
        parts.append(f"to {most:g}")
    if below is not None:
        parts.append(f"below {below:g}")
    return "".join(f" {part}" for part in parts)


def _length(least: int | None, most: int | None, unit: str) -> str:
    if least and most:
        return f" of {least} {unit}" if least == most else f" of {least} to {most} {unit}"
    if most:
        return f" of at most {most} {unit}"
    return f" of at least {least} {unit}" if least else ""


def _form(kind: inspect.StrType) -> str:
    return f" of the form {kind.pattern}" if kind.pattern else ""


def nearest(word: str, known: list[str]) -> str:
    """“Did you mean …?” when something known is close, else the whole list."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]}?"
    return "known here: " + ", ".join(known)


def check(
    data: object, type_: type[S], secret: frozenset[str] = frozenset()
) -> tuple[dict[str, object], list[FieldError]]:
    """The good fields of `data` as values, and an error for every other. Never raises.

    Unknown fields are errors that name the nearest known one; so are missing ones that have no
    default. Values of `secret` fields are not shown in errors. With no errors, `type_(**values)`
    is the whole value.
    """
    if not isinstance(data, Mapping):
        return {}, [FieldError((), f"must be a table of fields, got {shown(data)}")]
    fields = {field.encode_name: field for field in msgspec.structs.fields(type_)}
    values: dict[str, object] = {}
    errors = [
        FieldError((str(name),), f"unknown; {nearest(str(name), list(fields))}")
        for name in data
        if name not in fields
    ]
    for name, field in fields.items():
        if name not in data:
            if field.required:
                errors.append(FieldError((name,), f"missing; it must be {describe(field.type)}"))
            continue
        try:
            values[field.name] = msgspec.convert(data[name], field.type, str_keys=False)
        except msgspec.ValidationError as error:
            got = "" if name in secret else f", got {_culprit(data[name], error)}"
            errors.append(FieldError((name,), f"must be {describe(field.type)}{got}"))
    return values, errors


def _culprit(value: object, error: msgspec.ValidationError) -> str:
    """The value as written, with msgspec's own word about what lies deeper inside it."""
    if isinstance(value, Mapping | list | tuple):
        return f"{shown(value)} ({str(error).replace(' - at `$', ' at `')})"
    return shown(value)


def shown(value: object) -> str:
    """A value as its writer wrote it, shortened."""
    try:
        text = msgspec.json.encode(value).decode()
    except (TypeError, ValueError, msgspec.MsgspecError):
        text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def check_tree(data: object, type_: type[S]) -> tuple[S | None, list[FieldError]]:
    """The whole value of `data`, tables within tables included; None when anything is wrong, with
    an error for every field at its own place. Never raises."""
    if not isinstance(data, Mapping):
        return None, [FieldError((), f"must be a table of fields, got {shown(data)}")]
    inner = {
        field.encode_name: (field.name, found)
        for field in msgspec.structs.fields(type_)
        if (found := _struct_within(inspect.type_info(field.type))) and field.encode_name in data
    }
    flat = {name: value for name, value in data.items() if name not in inner}
    values, errors = check(flat, type_)
    errors = [error for error in errors if not (error.path and error.path[0] in inner)]
    for name, (attribute, (struct, many)) in inner.items():
        entries = data[name] if many else [data[name]]
        if not isinstance(entries, list | tuple):
            errors.append(FieldError((name,), f"must be tables headed [[{name}]]"))
            continue
        made = []
        for index, entry in enumerate(entries):
            value, wrong = check_tree(entry, struct)
            made.append(value)
            place = (name, index) if many else (name,)
            errors += [FieldError((*place, *error.path), error.detail) for error in wrong]
        values[attribute] = tuple(made) if many else made[0]
    if errors:
        return None, errors
    try:
        # The lengths of lists of tables are the only thing that nobody has looked at yet.
        return msgspec.convert(msgspec.to_builtins(type_(**values)), type_), []
    except msgspec.ValidationError as error:
        return None, [FieldError((), str(error))]


def _struct_within(kind: inspect.Type) -> tuple[type[msgspec.Struct], bool] | None:
    """The struct that a field holds, and whether it is a list of them."""
    match kind:
        case inspect.StructType():
            return kind.cls, False
        case (
            inspect.VarTupleType(item_type=inspect.StructType() as item)
            | inspect.ListType(item_type=inspect.StructType() as item)
        ):
            return item.cls, True
        case inspect.Metadata():
            return _struct_within(kind.type)
        case inspect.UnionType():
            found = [_struct_within(member) for member in kind.types]
            return next((each for each in found if each is not None), None)
    return None
