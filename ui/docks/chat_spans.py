"""What matters in a chat message: phone numbers, links and words one looks for, by place."""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from studio_app.domain.text.folding import fold
from studio_app.domain.text.phones import find_phones

LONGEST = 300
"""Characters that are looked at; more than this never fits into a row."""
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|vn|net|me|ly|shop|link)\b\S*", re.IGNORECASE
)
_MASKED = re.compile(r"\d{2}•• ••• \d{3}")
"""How the server shows a phone number to those who do not handle orders."""


class Matter(StrEnum):
    """Why a piece of text is marked."""

    PHONE = "phone"
    LINK = "link"
    WORD = "word"


class Span(NamedTuple):
    """Characters `start` to `end` (not included) of a text."""

    start: int
    end: int
    matter: Matter


def spans(text: str, words: Sequence[str] = ()) -> tuple[Span, ...]:
    """What is marked in a text, from the left, without overlaps. `words` are folded; where two
    claim the same place a phone number comes before a link, and a link before a word."""
    text = text[:LONGEST]
    taken: list[Span] = []
    for found in (*_phones(text), *_links(text), *_words(text, words)):
        if all(found.end <= other.start or other.end <= found.start for other in taken):
            taken.append(found)
    return tuple(sorted(taken))


def read_words(text: str) -> tuple[str, ...]:
    """Words that a person wrote with commas between, folded, each once."""
    return tuple(dict.fromkeys(word for part in text.split(",") if (word := fold(part).strip())))


def _phones(text: str) -> Iterator[Span]:
    for phone in find_phones(text):
        yield Span(phone.start, phone.end, Matter.PHONE)
    for masked in _MASKED.finditer(text):
        yield Span(*masked.span(), Matter.PHONE)


def _links(text: str) -> Iterator[Span]:
    for link in _LINK.finditer(text):
        yield Span(*link.span(), Matter.LINK)


def _words(text: str, words: Iterable[str]) -> Iterator[Span]:
    """Whole words only: “L” is not marked in “Long”."""
    folded, places = _fold_with_places(text) if words else ("", [])
    for word in words:
        for found in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", folded):
            yield Span(places[found.start()], places[found.end() - 1] + 1, Matter.WORD)


def _fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and where in `text` each of its characters is from."""
    letters, places = [], []
    for at, letter in enumerate(text):
        for part in fold(letter):
            letters.append(part)
            places.append(at)
    return "".join(letters), places
