"""Actions over several booths at once: one wish for all of them, one result for each."""

from enum import StrEnum
from typing import Annotated, ClassVar

from msgspec import Meta, field

from studio_app.domain.actions.base import Action, secret_fields
from studio_app.domain.ids import BoothId
from studio_app.domain.problems import Problem
from studio_app.domain.struct import Fact, Value
from studio_app.domain.text.masking import FREE_TEXT

Scalar = bool | int | float | str | None
ParamValue = Scalar | list[Scalar] | dict[str, Scalar]
Params = Annotated[
    dict[str, ParamValue],
    Meta(description="a table of that action's parameters, without booth"),
]
StaggerMs = Annotated[int, Meta(ge=0, le=60_000)]
MOST_BOOTHS = 99


class GroupStep(Value, frozen=True, kw_only=True):
    """One booth's part: an action and its parameters, without `booth`."""

    booth: BoothId
    action: str
    params: Params = field(default_factory=dict)


class GroupStatus(StrEnum):
    """What came of one booth's part."""

    DONE = "done"
    REFUSED = "refused"
    """Not done; the problem says why."""
    UNCONFIRMED = "unconfirmed"
    """OBS was asked, but its word did not come: look there."""
    SKIPPED = "skipped"
    """Never asked: not ready, or the group was cancelled before its turn."""


class GroupResult(Fact, frozen=True, kw_only=True):
    """What came of one booth's part; `problem` says why it is not done."""

    booth: BoothId
    status: GroupStatus
    problem: Problem | None = None
    detail: Annotated[str, FREE_TEXT] = ""
    """What the action itself answered, where that is a text (a file's path)."""
    took_ms: int = 0


class GroupOutcome(Fact, frozen=True, kw_only=True):
    """One result a booth, in the order they were named. While it runs, those that are known."""

    group: str
    """Begins the request id of every booth's own audit row."""
    of: int
    """How many booths there are in all."""
    results: tuple[GroupResult, ...] = ()
    undo: tuple[GroupStep, ...] = ()
    """The steps of a `group.each` that puts back what was done; empty when nothing can be."""


class RunGroup(Action, frozen=True, kw_only=True):
    """Carry out one action on several booths together; one result a booth.

    All begin at once, or `stagger_ms` apart; a slow or frozen booth delays no other. With
    `only_ready` a booth that is not ready is skipped and said why. Wrong parameters refuse the
    whole before anything begins.
    """

    NAME: ClassVar[str] = "group.run"
    INVERSE: ClassVar[str] = "group.each"
    RESULT: ClassVar[object] = GroupOutcome
    LONG: ClassVar[bool] = True
    booths: Annotated[tuple[BoothId, ...], Meta(min_length=1, max_length=MOST_BOOTHS)]
    action: str
    params: Params = field(default_factory=dict)
    stagger_ms: StaggerMs = 0
    only_ready: bool = False


class RunEach(Action, frozen=True, kw_only=True):
    """Carry out an action a booth, each with its own parameters; what puts a group back."""

    NAME: ClassVar[str] = "group.each"
    INVERSE: ClassVar[str] = "group.each"
    RESULT: ClassVar[object] = GroupOutcome
    LONG: ClassVar[bool] = True
    steps: Annotated[tuple[GroupStep, ...], Meta(min_length=1, max_length=MOST_BOOTHS)]
    stagger_ms: StaggerMs = 0
    only_ready: bool = False


def for_groups(kind: type[Action]) -> bool:
    """Whether an action can be part of a group: it is about one booth, and has no secret that a
    table of parameters would show."""
    return "booth" in kind.__struct_fields__ and not secret_fields(kind)


ACTIONS: tuple[type[Action], ...] = (RunGroup, RunEach)
