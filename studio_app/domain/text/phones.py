"""Phone numbers in Vietnamese text: finding them however they are written, and masking them.

Written forms: 0912345678, 0912.345.678, +84 912 345 678, o912345678 (the letter for the zero),
"không chín một hai …". Mobile prefixes as of the plan of 2018, the 11-digit ones before it, and
land lines (02…): for masking, rather one too many than one too few.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_WORDS = {
    "0": ("không", "khong"),
    "1": ("một", "mốt", "mot"),
    "2": ("hai",),
    "3": ("ba",),
    "4": ("bốn", "tư", "bon", "tu"),
    "5": ("năm", "lăm", "nam", "lam"),
    "6": ("sáu", "sau"),
    "7": ("bảy", "bẩy", "bay"),
    "8": ("tám", "tam"),
    "9": ("chín", "chin"),
}
_BETWEEN = r"[ \u00a0.\-–_]{0,3}"
# The letter counts as a zero only beside a digit, or "so 912…" would begin a number.
_LETTER_O = r"(?<=[0-9])[oO]|(?<=[0-9][oO])[oO]|(?<!\w)[oO](?=[oO .\-]{0,2}[0-9])"


def _unit(digits: str) -> str:
    """A pattern for one digit out of `digits`, as figure, as letter o or as a word."""
    words = "|".join(word for digit in digits for word in _WORDS[digit])
    forms = [f"[{digits}]", rf"\b(?:{words})\b"]
    if "0" in digits:
        forms.append(_LETTER_O)
    return f"(?:{'|'.join(forms)})"


_ANY = _unit("0123456789")


def _digits(*sets: str, then: str) -> str:
    """The given digits, then as many more as the quantifier `then` says, separators between."""
    return _BETWEEN.join(_unit(one) for one in sets) + f"(?:{_BETWEEN}{_ANY}){{{then}}}"


_NATIONAL = "|".join(
    (
        _digits("3", "23456789", then="7"),
        _digits("5", "25689", then="7"),
        _digits("7", "06789", then="7"),
        _digits("8", "123456789", then="7"),
        _digits("9", "012346789", then="7"),
        _digits("1", "2689", then="8"),
        _digits("2", then="8,9"),
    )
)
_PHONE = re.compile(
    rf"(?<![0-9])(?:(?:\+|00)?{_BETWEEN}84{_BETWEEN}(?:\(0\){_BETWEEN})?|{_unit('0')}{_BETWEEN})"
    rf"(?P<rest>{_NATIONAL})(?![0-9])",
    re.IGNORECASE,
)
_ONE = re.compile(r"[0-9]|[^\W\d_]+")
_BEGINS = re.compile(r"[0-9]|[kK][hH][oOôÔ][nN][gG]")
"""Where no figure and no zero in words is, no number can begin: most of a chat."""
_TWO_ALONE = re.compile(r"[0-9]{2}(?![0-9])")
_VALUE = {word: digit for digit, words in _WORDS.items() for word in words} | {"o": "0"}
MASKED = re.compile(r"[0-9]{2}•• ••• [0-9]{3}")
"""What `mask` makes of a number."""


class FoundPhone(NamedTuple):
    """A phone number in a text: where it stands and its digits, nationally (0912345678)."""

    start: int
    end: int
    digits: str


def find_phones(text: str) -> Iterator[FoundPhone]:
    """Every phone number in `text`, in order."""
    if _BEGINS.search(text) is None:
        return
    for match in _matches(text):
        yield FoundPhone(match.start(), match.end(), "0" + _read(match["rest"]))


def mask_phones(text: str) -> str:
    """`text` with every phone number shown as its first two and last three digits."""
    if _BEGINS.search(text) is None:
        return text
    masked, end = "", 0
    for match in _matches(text):
        masked += text[end : match.start()] + mask(f"0{_read(match['rest'])}")
        end = match.end()
    return masked + text[end:]


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Numbers in order. One that begins with two figures alone, as a code and a quantity do before
    a number ("d02 1 0580 008 785"), gives way to one that begins within it and goes on after it."""
    match = _PHONE.search(text)
    while match is not None:
        if _TWO_ALONE.match(text, match.start()):
            later = _PHONE.search(text, match.start() + 1)
            if later is not None and later.start() < match.end() < later.end():
                match = later
                continue
        yield match
        match = _PHONE.search(text, match.end())


def mask(digits: str) -> str:
    """A phone number's digits as anybody may see them: "09•• ••• 567"."""
    return f"{digits[:2]}•• ••• {digits[-3:]}"


def _read(written: str) -> str:
    """Digits out of figures, words and letters o."""
    return "".join(
        "".join("0" for _ in part) if set(part.lower()) == {"o"} else _VALUE.get(part.lower(), part)
        for part in _ONE.findall(written)
    )
