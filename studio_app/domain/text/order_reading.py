"""What a comment seems to order: it fills in a form that a person looks at before it counts.

No catalogue is asked: a code is what looks like one, a quantity what stands where quantities stand.
Prices, measures, house numbers, hours and phone numbers are neither.
"""

import re
import unicodedata

from studio_app.domain.orders import LINES_MOST, OrderLine
from studio_app.domain.struct import Value
from studio_app.domain.text.folding import fold
from studio_app.domain.text.phones import MASKED, find_phones

LONGEST = 2000
"""Of a comment so much is read."""


class OrderDraft(Value, frozen=True, kw_only=True):
    """What was understood: no line where no code is in the text, no phone where it has none."""

    lines: tuple[OrderLine, ...] = ()
    phone: str = ""


def _of(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PARTS = re.compile(r"[0-9]+(?:[.,:/][0-9]+)+[^\W_]*|[^\W_]+(?:-[0-9]+)?|[,;+&|\n]|[.!?](?=\s|$)")
_BREAKS = _of(", ; + & | . ! ? va voi vs cung") | {"\n"}
_CODE = re.compile(r"[a-z]{1,3}-?[0-9]{1,4}[a-z]?")
_CODE_TIMES = re.compile(r"([a-z]{1,3}[0-9]{1,4})x([0-9]{1,2})")
_PLACE = re.compile(r"[pqt][0-9]{1,2}")
"""A ward, district or weekday, unless nothing else in the text looks like a code."""
_TIMES = re.compile(r"(?:x|sl)([0-9]{1,3})")
_COUNTED = re.compile(r"([0-9]{1,3})([a-z]+)")
_SIZE = re.compile(r"[smlf]|x{1,4}[sl]|[2-6]xl|fs|free(?:size)?|[0-9]{1,2}(?:[.,]5)?")
_SIZED = re.compile(rf"(?:size|sz|siz)({_SIZE.pattern})")
_SIZES = _of("size sz siz saiz sai sie co")
_NAMED = _of("ma code msp sp")
_WANTS = _of("chot lay mua dat order od hot ma so")
_UNITS = _of(
    "cai c chiec bo b doi set hop chai goi tui cap sp san mon ao quan vay dam giay dep non mu em"
    " cay con lo tuyp thoi cuon combo x balo polo"
)
_MEASURES = _of(
    "k kg ky ki can cm mm m met g gr gam ml lit h gio phut tuoi nghin ngan tram trieu tr dong d vnd"
    " ngay thang hom nguoi"
)
_NOT_COUNTED = _of("gia nang cao q p f duong ngo hem hxh to thon ap nha lop tang lau block so tam")
_AWAY = _of("giao ship gui dc diachi chỉ tới về đến sdt dt sd phone tel zalo goi")
"""What comes after these is an address or a number to call."""
_NUMBERS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8}
_COLOURS = {
    fold(colour): colour
    for colour in _of("đỏ đen trắng xanh vàng hồng tím nâu cam xám kem be ghi bạc rêu navy")
}
_SHADES = {
    fold(shade): shade
    for shade in _of("dương lá ngọc than biển rêu đen navy mint đô phấn đậm nhạt pastel bò")
}
_OTHERWISE = _of("do vang hong tim cam be ghi bac kem den")
"""Colours that without diacritics are other words, too."""
MOST_COUNTED = 20
"""A number without a unit counts pieces up to here."""
SHOES = range(24, 48)


class _Line:
    """What is known of one line so far; without a code, what waits for one."""

    def __init__(self, code: str = "") -> None:
        self.code = code
        self.quantity = 0
        self.said = False
        """The quantity has a unit: it is one for certain."""
        self.size = ""
        self.colour = ""
        self.counted_first = False

    def count(self, quantity: int, *, said: bool) -> None:
        if 0 < quantity < 1000 and (not self.quantity or (said and not self.said)):
            self.quantity, self.said = quantity, said

    def add(self, other: "_Line") -> None:
        """What another says, where this one says nothing."""
        self.quantity = self.quantity or other.quantity
        self.size = self.size or other.size
        self.colour = self.colour or other.colour


def read_order(text: str) -> OrderDraft:
    """The lines and the phone number that a comment names, as far as they can be told. In time
    that grows with the text's length alone; no text is an error."""
    text = unicodedata.normalize("NFKC", MASKED.sub(" , ", text[:LONGEST]))[:LONGEST]
    phones = list(find_phones(text))
    rest, end = "", 0
    for phone in phones:
        rest += text[end : phone.start] + " , "
        end = phone.end
    words = _PARTS.findall((rest + text[end:]).casefold())
    lines: list[_Line] = []
    part: list[str] = []
    sure = any(_CODE.fullmatch(fold(word)) and not _weak(fold(word)) for word in words)
    for word in [*words, ","]:
        if fold(word) in _BREAKS:
            _Part(part, lines, sure=sure).read()
            part = []
        else:
            part.append(word)
    return OrderDraft(
        lines=tuple(
            OrderLine(
                code=line.code.upper(),
                quantity=line.quantity or 1,
                size=line.size.upper(),
                colour=line.colour,
            )
            for line in lines[:LINES_MOST]
        ),
        phone=phones[0].digits if phones else "",
    )


def _weak(word: str) -> bool:
    return bool(_PLACE.fullmatch(word) or _TIMES.fullmatch(word) or _SIZED.fullmatch(word))


class _Part:
    """Reads what stands between two commas into the lines so far."""

    def __init__(self, words: list[str], lines: list[_Line], *, sure: bool) -> None:
        self._written = words
        self._words = [fold(word) for word in words]
        self._lines = lines
        self._sure = sure
        """The text has a code that cannot be anything else."""
        self._line = _Line()
        """What is said of the next code; of the last one from there on."""
        self._next = _Line()
        self._away = False
        self._right_after = False
        """The word before was the code, its size or its colour."""

    def read(self) -> None:
        """The words in their order, each taken by the first rule that knows it."""
        at = 0
        while at < len(self._words):
            taken = self._take_code(at) or self._take_size(at)
            taken = taken or self._take_colour(at)
            self._right_after = bool(taken)
            taken = taken or self._take_count(at)
            if not taken and (self._written[at] in _AWAY or self._words[at] in _AWAY):
                self._away = True
            at += taken or 1
        if not self._line.code:
            self._add_to_last()

    def _take_code(self, at: int) -> int:
        """How many words make a code here."""
        word, before = self._word(at), self._word(at - 1)
        if before in _NAMED or (before == "so" and self._word(at - 2) in _WANTS):
            if word.isdecimal() and len(word) <= 6:
                return self._begin(word, 1)
            after = self._word(at + 1)
            if len(word) == 1 and word.isalpha() and after.isdecimal() and len(after) <= 4:
                return self._begin(word + after, 2)
        if times := _CODE_TIMES.fullmatch(word):
            taken = self._begin(times[1], 1)
            self._line.count(int(times[2]), said=True)
            return taken
        there = bool(_PLACE.fullmatch(word)) and not self._sure
        if _CODE.fullmatch(word) and (there or not _weak(word)) and not self._in_address():
            return self._begin(word, 1)
        if not self._away and word.isdecimal() and len(word) in (2, 3) and self._alone(at):
            return self._begin(word, 1)
        return 0

    def _alone(self, at: int) -> bool:
        """Whether a number of two or three figures is a code of its own: “chốt 16 đen”, “02 x3”."""
        after = self._word(at + 1)
        if after in _UNITS or after in _MEASURES or self._word(at - 1) in _SIZES | _NOT_COUNTED:
            return False
        if self._word(at)[0] == "0":
            return int(self._word(at)) > 0
        ends = not after or after in _SIZES or _TIMES.fullmatch(after) or self._colour(at + 1)[0]
        return self._word(at - 1) in _WANTS and bool(ends)

    def _begin(self, code: str, taken: int) -> int:
        line = _Line(code)
        waiting = self._next if self._line.code else self._line
        line.counted_first = waiting.quantity > 0
        line.add(waiting)
        self._line, self._next = line, _Line()
        self._lines.append(line)
        self._away = False
        return taken

    def _take_size(self, at: int) -> int:
        word, after = self._word(at), self._word(at + 1)
        if self._away:
            return 0
        if word in _SIZES and _SIZE.fullmatch(after) and self._word(at + 2) not in _MEASURES:
            return self._size(after, 2)
        if glued := _SIZED.fullmatch(word):
            return self._size(glued[1], 1)
        if not self._line.code or not _SIZE.fullmatch(word):
            return 0
        if word[0].isdecimal() and not word.endswith("l"):
            return 0  # a bare number is a quantity first
        # Alone it is “shop”, “mình”: a size only where sizes stand.
        return self._size(word, 1) if len(word) > 1 or word in "ml" or self._right_after else 0

    def _size(self, size: str, taken: int) -> int:
        self._line.size = self._line.size or size.replace(",", ".")
        return taken

    def _take_colour(self, at: int) -> int:
        if self._away:
            return 0
        colour, taken = self._colour(at)
        sure = self._right_after or self._word(at - 1) == "mau" or self._written[at] == colour
        if not colour or (self._word(at) in _OTHERWISE and not sure):
            return 0
        self._line.colour = self._line.colour or colour
        return taken

    def _colour(self, at: int) -> tuple[str, int]:
        """The colour that these words are, in how many."""
        word = self._word(at)
        colour = _COLOURS.get(word, "")
        if not colour or self._written[at] not in (colour, word):
            return "", 0
        shade = _SHADES.get(self._word(at + 1), "")
        return (f"{colour} {shade}", 2) if shade else (colour, 1)

    def _take_count(self, at: int) -> int:
        word, after = self._word(at), self._word(at + 1)
        if self._word(at - 1) in _NOT_COUNTED or after in _MEASURES or self._in_address():
            return 0
        if times := _TIMES.fullmatch(word) or _COUNTED.fullmatch(word):
            if times.lastindex == 1 or times[2] in _UNITS:
                self._count(int(times[1]), said=True)
        elif word in _NUMBERS and after in _UNITS and after not in ("em", "c"):
            self._count(_NUMBERS[word], said=True)
        elif word.isdecimal() and len(word) <= 3:
            said = after in _UNITS or self._word(at - 1) in ("x", "sl", "luong")
            if said or _CODE.fullmatch(after) or (int(word) <= MOST_COUNTED and not self._away):
                self._count(int(word), said=said)
            elif self._line.code and not self._line.size and int(word) in SHOES:
                self._line.size = word
        return 0

    def _count(self, quantity: int, *, said: bool) -> None:
        (self._next if self._line.counted_first else self._line).count(quantity, said=said)

    def _add_to_last(self) -> None:
        """No code was here: what was said belongs to the line before, or is another variant."""
        found = self._line
        if not self._lines or not (found.said or found.size or found.colour):
            return
        last = self._lines[-1]
        if last.size and found.size:
            found.code = last.code
            found.colour = found.colour or last.colour
            self._lines.append(found)
        elif found.said or found.size:
            last.add(found)
        elif found.colour and not last.colour:
            last.colour = found.colour

    def _word(self, at: int) -> str:
        return self._words[at] if 0 <= at < len(self._words) else ""

    def _in_address(self) -> bool:
        """“giao em 2 cái A12” is none yet."""
        return self._away and bool(self._lines)
