"""One request's data, checked in obs-websocket's order and refused with its codes and words."""

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from studio_app.rehearsal.model import Filter, Input, Item, Scene, Source
from studio_app.rehearsal.protocol import Json, RequestFailed, Status

if TYPE_CHECKING:
    from studio_app.rehearsal.booth import Booth


class Ask:
    """The `requestData` of a request to a booth. Every method raises RequestFailed."""

    def __init__(self, booth: "Booth", data: object) -> None:
        self.booth = booth
        self._given = isinstance(data, dict)
        self._data: Mapping[str, object] = data if isinstance(data, dict) else {}

    def has(self, key: str) -> bool:
        """Whether the field is there and not null."""
        return self._data.get(key) is not None

    def value(self, key: str) -> object:
        """A field that must be there, of any type."""
        if not self._given:
            raise RequestFailed(
                Status.MISSING_DATA, "Your request data is missing or invalid (non-object)"
            )
        found = self._data.get(key)
        if found is None:
            raise RequestFailed(Status.MISSING_FIELD, f"Your request is missing the `{key}` field.")
        return found

    def text(self, key: str, *, empty: bool = False) -> str:
        """A string; an empty one only if `empty`."""
        found = self.value(key)
        if not isinstance(found, str):
            raise _wrong_type(key, "a string")
        if not found and not empty:
            raise _empty(key)
        return found

    def number(self, key: str, low: float = -math.inf, high: float = math.inf) -> float:
        """A number within bounds."""
        found = self.value(key)
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise _wrong_type(key, "a number")
        for bound, outside, word in (
            (low, found < low, "below the minimum"),
            (high, found > high, "above the maximum"),
        ):
            if outside:
                raise RequestFailed(
                    Status.OUT_OF_RANGE, f"The field value of `{key}` is {word} of `{bound:.6f}`"
                )
        return found

    def whole(self, key: str, low: float = -math.inf, high: float = math.inf) -> int:
        """A number within bounds, cut to a whole one."""
        return int(self.number(key, low, high))

    def flag(self, key: str) -> bool:
        """A boolean."""
        found = self.value(key)
        if not isinstance(found, bool):
            raise RequestFailed(
                Status.INVALID_FIELD_TYPE, f"The field value of `{key}` must be boolean."
            )
        return found

    def mapping(self, key: str, *, empty: bool = False) -> Json:
        """An object; an empty one only if `empty`."""
        found = self.value(key)
        if not isinstance(found, dict):
            raise _wrong_type(key, "an object")
        if not found and not empty:
            raise _empty(key)
        return dict(found)

    # --- what a request is about ----------------------------------------------------------

    def source(self, role: str = "source") -> Source:
        """The scene, group or input that `{role}Name` or `{role}Uuid` names."""
        show = self.booth.show
        if self.booth.version.uuids and self.has(f"{role}Uuid"):
            identifier = self.text(f"{role}Uuid")
            found = show.by_uuid(identifier)
            if not found:
                raise RequestFailed(
                    Status.NOT_FOUND, f"No source was found by the UUID of `{identifier}`."
                )
            return found
        name = self.text(f"{role}Name")
        found = show.find(name)
        if not found:
            raise RequestFailed(Status.NOT_FOUND, f"No source was found by the name of `{name}`.")
        return found

    def scene(self, *, scenes: bool = True, groups: bool = False) -> Scene:
        """The scene, or group where allowed, that `sceneName` names."""
        found = self.source("scene")
        if not isinstance(found, Scene):
            raise RequestFailed(Status.INVALID_TYPE, "The specified source is not a scene.")
        if found.group and not groups:
            raise RequestFailed(
                Status.INVALID_TYPE, "The specified source is not a scene. (Is group)"
            )
        if not found.group and not scenes:
            raise RequestFailed(
                Status.INVALID_TYPE, "The specified source is not a group. (Is scene)"
            )
        return found

    def item(self) -> tuple[Scene, Item]:
        """The item that `sceneName` and `sceneItemId` name, also in a group."""
        scene = self.scene(groups=True)
        item_id = self.whole("sceneItemId", 0)
        found = scene.item(item_id)
        if not found:
            raise RequestFailed(
                Status.NOT_FOUND,
                f"No scene items were found in scene `{scene.name}` with the ID `{item_id}`.",
            )
        return scene, found

    def input(self, *, audio: bool = False) -> Input:
        """The input that `inputName` names; with `audio`, one that has sound."""
        found = self.source("input")
        if not isinstance(found, Input):
            raise RequestFailed(Status.INVALID_TYPE, "The specified source is not an input.")
        if audio and not found.kind.audio:
            raise RequestFailed(Status.INVALID_STATE, "The specified input does not support audio.")
        return found

    def filter(self) -> tuple[Source, Filter]:
        """The filter that `sourceName` and `filterName` name."""
        source = self.source()
        name = self.text("filterName")
        for one in source.filters:
            if one.name == name:
                return source, one
        raise RequestFailed(
            Status.NOT_FOUND,
            f"No filter was found in the source `{source.name}` with the name `{name}`.",
        )

    def new_name(self, key: str, what: str) -> str:
        """A name no source has yet."""
        name = self.text(key)
        if self.booth.show.find(name):
            raise RequestFailed(
                Status.ALREADY_EXISTS, f"A source already exists by that {what} name."
            )
        return name


Handler: TypeAlias = Callable[["Booth", Ask], Json | None]
"""Answers one request with its `responseData`, or raises RequestFailed."""


def _wrong_type(key: str, what: str) -> RequestFailed:
    return RequestFailed(Status.INVALID_FIELD_TYPE, f"The field value of `{key}` must be {what}.")


def _empty(key: str) -> RequestFailed:
    return RequestFailed(Status.EMPTY, f"The field value of `{key}` must not be empty.")
