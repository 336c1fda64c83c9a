"""Text as people search for it: without case and diacritics, and how well a search fits."""

import unicodedata

MOST_KEPT = 20_000


class _Plain(dict[int, str]):
    """What each character becomes, worked out once."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFD", "d" if chr(code) == "đ" else chr(code))
        plain = "".join(letter for letter in parts if not unicodedata.combining(letter))
        if len(self) < MOST_KEPT:  # whoever sends all of Unicode shall not fill the memory
            self[code] = plain
        return plain


_PLAIN = _Plain()


def fold(text: str) -> str:
    """Lower case without diacritics: “Chuyển cảnh” becomes “chuyen canh”, “Đơn” “don”."""
    return text.casefold().translate(_PLAIN)


def fit(query: str, text: str) -> int | None:
    """How well `text` answers a search, 0 best; None when it does not.

    Every word of the query must be found, the beginning of a word before its middle, before first
    letters of words in a row (“tt” for “tắt tiếng”), before letters left out within one word.
    """
    target = fold(text)
    words = target.split()
    initials = "".join(word[0] for word in words)
    cost = 0
    for place, wanted in enumerate(fold(query).split()):
        best = _fit_word(wanted, target, words, initials)
        if best is None:
            return None
        at = next((at for at, word in enumerate(words) if word.startswith(wanted)), 2)
        cost += best + min(abs(at - place), 2)
    return cost


def _fit_word(wanted: str, target: str, words: list[str], initials: str) -> int | None:
    if any(word.startswith(wanted) for word in words):
        return 0
    if wanted in target:
        return 4
    if len(wanted) > 1 and wanted in initials:
        return 6
    if len(wanted) > 2 and any(_left_out(wanted, word) for word in words):
        return 10
    return None


def _left_out(wanted: str, word: str) -> bool:
    """Whether `wanted` is `word` with some letters left out, the first one kept."""
    if not word.startswith(wanted[0]):
        return False
    rest = iter(word)
    return all(letter in rest for letter in wanted)
