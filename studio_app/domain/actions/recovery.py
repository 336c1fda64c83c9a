"""Actions for when things go wrong: to standby and back, and what was live before."""

from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from studio_app.domain.actions.base import Action
from studio_app.domain.ids import BoothId
from studio_app.domain.recovery import BoothResult, Part

SomeBooths = Annotated[tuple[BoothId, ...], Meta(min_length=1)] | Literal["all"]
"""Booths by id, or every booth of this server."""


class StartPanic(Action, frozen=True, kw_only=True):
    """Put booths on their standby scene at once and mute them; the answer says how each did."""

    NAME: ClassVar[str] = "booth.panic"
    INVERSE: ClassVar[str] = "booth.panic_end"
    RESULT: ClassVar[object] = tuple[BoothResult, ...]
    booths: SomeBooths


class EndPanic(Action, frozen=True, kw_only=True):
    """Put booths back as they were before the panic: program, sound, preview."""

    NAME: ClassVar[str] = "booth.panic_end"
    INVERSE: ClassVar[str] = "booth.panic"
    RESULT: ClassVar[object] = tuple[BoothResult, ...]
    booths: SomeBooths


class Recover(Action, frozen=True, kw_only=True):
    """Start again what booths did before a crash or power cut and do no longer."""

    NAME: ClassVar[str] = "recovery.restore"
    RESULT: ClassVar[object] = tuple[BoothResult, ...]
    booths: SomeBooths
    parts: tuple[Part, ...] = ()
    """Only these; none named: all that is missing."""


class DismissRecovery(Action, frozen=True, kw_only=True):
    """Say that what is missing on booths is not wanted back."""

    NAME: ClassVar[str] = "recovery.dismiss"
    booths: SomeBooths


ACTIONS: tuple[type[Action], ...] = (StartPanic, EndPanic, Recover, DismissRecovery)
