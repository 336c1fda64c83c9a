"""A value that somebody wished for and OBS has not confirmed yet."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

WISH_MS = 3000
"""How long a control shows the wish before it says that it did not happen."""


class Wish(Generic[T]):
    """The wished value, until the fact agrees or the wish is dropped."""

    def __init__(self, same: Callable[[T, T], bool] = lambda one, other: one == other) -> None:
        self._same = same
        self._wished: list[T] = []

    @property
    def pending(self) -> bool:
        """Whether something is wished for and not true yet."""
        return bool(self._wished)

    def make(self, value: T) -> None:
        """Wish for this value from now on."""
        self._wished = [value]

    def drop(self) -> None:
        """Nothing is wished for."""
        self._wished = []

    def meet(self, fact: T) -> T:
        """What to show when this is true: the wish while it is pending; ends it when they agree."""
        if self._wished and self._same(self._wished[0], fact):
            self._wished = []
        return self._wished[0] if self._wished else fact
