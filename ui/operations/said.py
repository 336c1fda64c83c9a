"""Words that were told and can be told again in another language."""

from collections.abc import Callable


class Said(str):
    """Words in the language of the moment they were said, as any text; `said` makes them."""

    __slots__ = ("_say",)

    _say: Callable[[], str]

    def again(self) -> "Said":
        """The same in the language of now."""
        return said(self._say)


def said(say: Callable[[], str]) -> Said:
    """What `say` says now, to be said again after a change of language."""
    words = Said(say())
    words._say = say
    return words


def again(words: str) -> str:
    """These words in the language of now; those of a person or of OBS as they are."""
    return words.again() if isinstance(words, Said) else words
