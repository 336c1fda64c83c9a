"""What a role gets to see of a value: phone numbers masked wherever people write free text.

A field says that it holds people's words by `Annotated[str, FREE_TEXT]`; names of scenes, inputs
and booths are not marked, as they are handles that actions must be able to give back.
"""

import functools
import types
from collections.abc import Callable, Hashable
from typing import Annotated, TypeVar, Union, cast, get_args, get_origin

import msgspec

from studio_app.domain.roles import Role
from studio_app.domain.text.phones import mask_phones

FREE_TEXT = msgspec.Meta(extra={"free_text": True})
"""Marks text that people wrote and that may therefore hold somebody's phone number."""

T = TypeVar("T")
Masker = Callable[[object], object]


def project(value: T, role: Role) -> T:
    """`value` as `role` may see it: the same object when nothing in it has to be hidden."""
    if role.handles_orders:
        return value
    masker = _masker(cast(Hashable, type(value)))
    return value if masker is None else cast(T, masker(value))


def needs_masking(type_: type) -> bool:
    """Whether values of this type look different to roles that do not handle orders."""
    return _masker(type_) is not None


@functools.cache
def _masker(annotation: object) -> Masker | None:
    """What masks values of this annotation; None when it can hold no free text."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _mask_text if FREE_TEXT in args[1:] else _masker(args[0])
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return _struct_masker(annotation)
    if origin in (tuple, list):
        return _sequence_masker(args)
    if origin is dict:
        inner = _masker(args[1])
        return None if inner is None else _each_value(inner)
    if origin in (Union, types.UnionType):
        return _union_masker(args)
    return None


def _mask_text(value: object) -> object:
    return mask_phones(value) if isinstance(value, str) else value


def _struct_masker(struct: type[msgspec.Struct]) -> Masker | None:
    maskers = {
        field.name: masker
        for field in msgspec.structs.fields(struct)
        if (masker := _masker(field.type)) is not None
    }
    if not maskers:
        return None

    def mask_struct(value: object) -> object:
        if not isinstance(value, struct):
            return value
        changed = {
            name: new
            for name, masker in maskers.items()
            if (new := masker(old := getattr(value, name))) is not old and new != old
        }
        return msgspec.structs.replace(value, **changed) if changed else value

    return mask_struct


def _sequence_masker(args: tuple[object, ...]) -> Masker | None:
    maskers = [masker for arg in args if arg is not Ellipsis and (masker := _masker(arg))]
    if not maskers:
        return None

    def mask_sequence(value: object) -> object:
        if not isinstance(value, tuple | list):
            return value
        return type(value)(functools.reduce(lambda v, m: m(v), maskers, item) for item in value)

    return mask_sequence


def _each_value(inner: Masker) -> Masker:
    def mask_values(value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {key: inner(item) for key, item in value.items()}

    return mask_values


def _union_masker(args: tuple[object, ...]) -> Masker | None:
    maskers = [masker for arg in args if (masker := _masker(arg)) is not None]
    if not maskers:
        return None
    return lambda value: functools.reduce(lambda v, m: m(v), maskers, value)
