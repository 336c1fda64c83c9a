"""Actions on what scenes are made of: items, filters, media."""

from enum import StrEnum
from typing import Annotated, ClassVar

from msgspec import Meta

from studio_app.domain.actions.base import Action
from studio_app.domain.ids import BoothId


class ShowItem(Action, frozen=True, kw_only=True):
    """Show or hide a source in a scene (or group)."""

    NAME: ClassVar[str] = "source.show"
    INVERSE: ClassVar[str] = "source.show"
    booth: BoothId
    scene: str
    item_id: int
    visible: bool


class LockItem(Action, frozen=True, kw_only=True):
    """Lock a source in its place in OBS's own window, or release it."""

    NAME: ClassVar[str] = "source.lock"
    INVERSE: ClassVar[str] = "source.lock"
    booth: BoothId
    scene: str
    item_id: int
    locked: bool


class MoveItem(Action, frozen=True, kw_only=True):
    """Move a source forward or back within its scene."""

    NAME: ClassVar[str] = "source.move"
    INVERSE: ClassVar[str] = "source.move"
    booth: BoothId
    scene: str
    item_id: int
    position: Annotated[int, Meta(ge=0)]
    """0 is the front (top of the list)."""


class EnableFilter(Action, frozen=True, kw_only=True):
    """Switch a filter of a source or scene on or off."""

    NAME: ClassVar[str] = "filter.enable"
    INVERSE: ClassVar[str] = "filter.enable"
    booth: BoothId
    source: str
    filter: str
    enabled: bool


class MediaVerb(StrEnum):
    """What can be done to a playing source."""

    PLAY = "play"
    PAUSE = "pause"
    STOP = "stop"
    RESTART = "restart"
    NEXT = "next"
    PREVIOUS = "previous"


class ControlMedia(Action, frozen=True, kw_only=True):
    """Play, pause, stop or restart a media source."""

    NAME: ClassVar[str] = "media.control"
    booth: BoothId
    input: str
    verb: MediaVerb


class SeekMedia(Action, frozen=True, kw_only=True):
    """Jump to a time in a media source."""

    NAME: ClassVar[str] = "media.seek"
    INVERSE: ClassVar[str] = "media.seek"
    booth: BoothId
    input: str
    cursor_ms: Annotated[int, Meta(ge=0)]


ACTIONS: tuple[type[Action], ...] = (
    ShowItem,
    LockItem,
    MoveItem,
    EnableFilter,
    ControlMedia,
    SeekMedia,
)
