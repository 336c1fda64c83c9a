"""Actions that change what is on air or next on a booth."""

from typing import Annotated, ClassVar

from msgspec import Meta

from studio_app.domain.actions.base import Action
from studio_app.domain.ids import BoothId

DurationMs = Annotated[int, Meta(ge=50, le=20000)]
"""Milliseconds of a transition; OBS's own limits."""


class Take(Action, frozen=True, kw_only=True):
    """Put the preview on air with the chosen transition."""

    NAME: ClassVar[str] = "program.take"
    INVERSE: ClassVar[str] = "program.cut"
    booth: BoothId
    seen_program: str | None = None
    """What the window showed on air; another scene there makes the take fail aloud."""
    seen_preview: str | None = None


class Cut(Action, frozen=True, kw_only=True):
    """Put a scene (or, with none named, the preview) on air at once."""

    NAME: ClassVar[str] = "program.cut"
    INVERSE: ClassVar[str] = "program.cut"
    booth: BoothId
    scene: str | None = None
    seen_program: str | None = None


class SetPreview(Action, frozen=True, kw_only=True):
    """Choose the scene that comes next."""

    NAME: ClassVar[str] = "preview.set"
    INVERSE: ClassVar[str] = "preview.set"
    booth: BoothId
    scene: str


class SetStudioMode(Action, frozen=True, kw_only=True):
    """Switch OBS's studio mode (preview beside program) on or off."""

    NAME: ClassVar[str] = "studio_mode.set"
    INVERSE: ClassVar[str] = "studio_mode.set"
    booth: BoothId
    on: bool


class ChooseTransition(Action, frozen=True, kw_only=True):
    """Choose the transition for the next take, and its duration."""

    NAME: ClassVar[str] = "transition.choose"
    INVERSE: ClassVar[str] = "transition.choose"
    booth: BoothId
    transition: str | None = None
    duration_ms: DurationMs | None = None


class MoveTBar(Action, frozen=True, kw_only=True):
    """Move the transition by hand; letting go past the end takes, at the start goes back."""

    NAME: ClassVar[str] = "tbar.move"
    booth: BoothId
    position: Annotated[float, Meta(ge=0, le=1)]
    release: bool = False


class TriggerHotkey(Action, frozen=True, kw_only=True):
    """Press one of OBS's own hotkeys by its name."""

    NAME: ClassVar[str] = "hotkey.press"
    booth: BoothId
    hotkey: str


class ChooseProfile(Action, frozen=True, kw_only=True):
    """Change OBS's profile (its output settings)."""

    NAME: ClassVar[str] = "profile.choose"
    INVERSE: ClassVar[str] = "profile.choose"
    booth: BoothId
    profile: str


class ChooseCollection(Action, frozen=True, kw_only=True):
    """Change OBS's scene collection; the picture changes at once."""

    NAME: ClassVar[str] = "collection.choose"
    CAREFUL: ClassVar[bool] = True
    INVERSE: ClassVar[str] = "collection.choose"
    booth: BoothId
    collection: str


ACTIONS: tuple[type[Action], ...] = (
    Take,
    Cut,
    SetPreview,
    SetStudioMode,
    ChooseTransition,
    MoveTBar,
    TriggerHotkey,
    ChooseProfile,
    ChooseCollection,
)
