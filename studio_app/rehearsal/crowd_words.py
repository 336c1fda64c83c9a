"""How viewers write: phrases in each manner of writing, ready to fill in, and phone numbers."""

import functools
import random
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from string import Formatter
from typing import NamedTuple

from studio_app.domain.text.folding import fold
from studio_app.rehearsal.crowd_data import CrowdFile, Product

MOBILE = tuple(
    f"0{head}{tail}"
    for head, tails in (
        ("3", "23456789"),
        ("5", "25689"),
        ("7", "06789"),
        ("8", "123456789"),
        ("9", "012346789"),
    )
    for tail in tails
)
"""Prefixes of mobile phones, as of the plan of 2018."""

_FIELD = re.compile(r"(\{\w+\})")


class Manner(StrEnum):
    """How somebody writes."""

    FULL = "full"
    """As one is taught to."""
    LOWER = "lower"
    """With diacritics, without capitals."""
    BARE = "bare"
    """Without either."""
    TEEN = "teen"
    """With diacritics, and words cut short."""
    TEEN_BARE = "teen_bare"
    SHOUT = "shout"


class Phrase(NamedTuple):
    """A line to fill in with `str.format`."""

    text: str
    fields: frozenset[str]


class Phrases:
    """Every line of the crowd, in every manner of writing."""

    def __init__(self, file: CrowdFile) -> None:
        self._short = _shortener(file.teencode)
        self._lines: dict[tuple[str, Manner], tuple[Phrase, ...]] = {
            (what, manner): tuple(self._phrase(line, manner) for line in lines)
            for what, lines in file.say.items()
            for manner in Manner
        }
        self.name = functools.lru_cache(maxsize=4096)(_name)
        """A name of a thing or a town, as somebody of this manner writes it: never cut short."""
        self._fitting = functools.lru_cache(maxsize=4096)(self._which_fit)

    def choose(self, rng: random.Random, what: str, manner: Manner, product: Product) -> Phrase:
        """A line of this kind that can be said of this product."""
        lines = self._fitting(what, manner, bool(product.sizes), bool(product.colors))
        return lines[int(rng.random() * len(lines))]

    def _which_fit(
        self, what: str, manner: Manner, sizes: bool, colors: bool
    ) -> tuple[Phrase, ...]:
        return tuple(
            line
            for line in self._lines[what, manner]
            if (sizes or "size" not in line.fields) and (colors or "color" not in line.fields)
        )

    def _phrase(self, line: str, manner: Manner) -> Phrase:
        parts = _FIELD.split(line)
        written = "".join(
            part if part.startswith("{") else self._write(part, manner) for part in parts
        )
        fields = frozenset(name for _, name, _, _ in Formatter().parse(line) if name)
        return Phrase(written, fields)

    def _write(self, text: str, manner: Manner) -> str:
        written = _name(text, manner)
        return self._short(written) if manner in (Manner.TEEN, Manner.TEEN_BARE) else written


def _name(name: str, manner: Manner) -> str:
    if manner is Manner.FULL:
        return name
    if manner is Manner.SHOUT:
        return name.upper()
    return fold(name) if manner in (Manner.BARE, Manner.TEEN_BARE) else name.lower()


class _Shortener(NamedTuple):
    pattern: re.Pattern[str]
    words: Mapping[str, str]

    def __call__(self, text: str) -> str:
        return self.pattern.sub(lambda found: self.words[found[0]], text)


def _shortener(words: Mapping[str, str]) -> _Shortener:
    longest = sorted(words, key=len, reverse=True)
    return _Shortener(re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b"), words)


def phone_of(number: int) -> str:
    """A mobile number for viewer `number`: of a valid form, none twice among the first 360,000,
    and plainly made up by its three noughts after the prefix."""
    mixed = number * 7919 % (len(MOBILE) * 10_000)
    return f"{MOBILE[mixed // 10_000]}000{mixed % 10_000:04}"


def write_phone(rng: random.Random, phone: str) -> str:
    """A phone number as people type it: mostly plain, else spaced, dotted, abroad, with letters."""
    odd = rng.random()
    if odd < 0.62:
        return phone
    head, middle, tail = phone[:4], phone[4:7], phone[7:]
    if odd < 0.80:
        return f"{head} {middle} {tail}"
    if odd < 0.88:
        return f"{head}.{middle}.{tail}"
    if odd < 0.93:
        return f"+84 {head[1:]} {middle} {tail}"
    if odd < 0.96:
        return f"84{phone[1:]}"
    return f"o{head[1:]} {middle.replace('0', 'o', 1)} {tail}"


def in_parts(parts: Mapping[str, int]) -> tuple[Sequence[str], Sequence[float]]:
    """Names with where each one's share of 0 to 1 ends, to be found by `bisect`."""
    total, ends, so_far = sum(parts.values()), [], 0
    for part in parts.values():
        so_far += part
        ends.append(so_far / total)
    return tuple(parts), ends
