"""Text of strangers made harmless to show: nothing unseen, nothing that turns lines around."""

import re
import unicodedata

# Control characters (C0, C1), the marks that reorder text (Unicode TR9), what takes no room or
# looks empty, half surrogates, tags and private use: all have been used to break chat windows or to
# slip past filters.
_UNSEEN = (
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_VARIANT = "[\ufe00-\ufe0f]"
_ODD = re.compile(rf"{_UNSEEN}|\u200d|{_MARK}{_MARK}|{_VARIANT}{_VARIANT}|\s\s|[^\S ]")
_HARMFUL = re.compile(rf"{_UNSEEN}+")
# No language stacks more than two marks that do not compose.
_STACKED = re.compile(rf"({_MARK}{_MARK}){_MARK}+")
_VARIANTS = re.compile(rf"({_VARIANT}){_VARIANT}+")
# The joiner is part of many emoji; beside nothing, or in rows, it is a flood.
_JOINERS = re.compile("\u200d{2,}|^\u200d+|\u200d+$|(?<=\\s)\u200d+|\u200d+(?=\\s)")
_SPACES = re.compile(r"\s+")


def clean(text: str, most: int) -> str:
    """`text` on one line, composed (NFC), without what cannot be seen, of at most `most`
    characters."""
    text = unicodedata.normalize("NFC", text[: 4 * most])  # of a flood not all is worth the work
    if _ODD.search(text) is not None:
        text = _HARMFUL.sub("", text)
        text = _VARIANTS.sub(r"\1", _STACKED.sub(r"\1", text))
        text = _SPACES.sub(" ", _JOINERS.sub("", text))
        text = unicodedata.normalize("NFC", text)
    return text.strip()[:most].rstrip()
