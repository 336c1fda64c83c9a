"""The window's typeface: Be Vietnam Pro with figures of one width, made ready at start.

Be Vietnam Pro has no tabular figures (no `tnum`, and "1" is half as wide as "4"), so clocks and
counters set in it would dance. Its Open Font License allows changing it: `tabular` gives all ten
figures the widest one's advance and centres them, switches kerning off (it moves figures too), and
names the result differently so that it never mixes with a Be Vietnam Pro installed on the machine.
The shipped files stay untouched.
Table layouts: OpenType specification, "hmtx", "cmap" format 4, "name", "GPOS".
"""

import struct
from dataclasses import dataclass

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase

from resources import resource

FAMILY = "BoothDeck Sans"
"""As long as the original's name, so that it fits into the font's name table in place."""

_ORIGINAL = "Be Vietnam Pro"
_FILES = ("Regular", "Medium", "SemiBold", "Bold")


@dataclass(frozen=True)
class _Table:
    entry: int
    """Where its directory entry begins."""
    start: int
    length: int


def load_fonts() -> None:
    """Add the shipped weights (400, 500, 600, 700) to the application; needs a QGuiApplication."""
    for weight in _FILES:
        path = resource("fonts", f"BeVietnamPro-{weight}.ttf")
        font = tabular(path.read_bytes())
        if QFontDatabase.addApplicationFontFromData(QByteArray(font)) < 0:
            raise RuntimeError(f"{path} is not a font that Qt can read")


def font(size_px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The typeface at a size in device-independent pixels."""
    made = QFont(FAMILY)
    made.setPixelSize(size_px)
    made.setWeight(weight)
    return made


def tabular(original: bytes) -> bytes:
    """A TrueType font with figures of equal width and our family name. Raises ValueError when
    the file has not the tables needed."""
    font = bytearray(original)
    tables = _tables(font)
    try:
        hmtx, hhea, cmap, name = (tables[tag] for tag in (b"hmtx", b"hhea", b"cmap", b"name"))
    except KeyError as missing:
        raise ValueError(f"the font has no {missing} table") from None
    with_advance = struct.unpack_from(">H", font, hhea.start + 34)[0]
    glyphs = [_glyph(font, cmap.start, ord(figure)) for figure in "0123456789"]
    if not all(0 < glyph < with_advance for glyph in glyphs):
        raise ValueError("the font has no figures with widths of their own")
    places = [hmtx.start + 4 * glyph for glyph in glyphs]
    metrics = [struct.unpack_from(">Hh", font, place) for place in places]
    widest = max(advance for advance, _ in metrics)
    for place, (advance, bearing) in zip(places, metrics, strict=True):
        # A glyph is drawn with its left edge at the bearing: moving that moves the figure.
        struct.pack_into(">Hh", font, place, widest, bearing + (widest - advance) // 2)
    names = bytes(font[name.start : name.start + name.length])
    for encoding in ("utf-16-be", "latin-1"):
        names = names.replace(_ORIGINAL.encode(encoding), FAMILY.encode(encoding))
    compact = _ORIGINAL.replace(" ", "")
    for encoding in ("utf-16-be", "latin-1"):
        ours = FAMILY.replace(" ", "")[: len(compact)].ljust(len(compact), "X")
        names = names.replace(compact.encode(encoding), ours.encode(encoding))
    font[name.start : name.start + name.length] = names
    changed = [hmtx, name]
    if gpos := tables.get(b"GPOS"):
        _switch_off(font, gpos.start, b"kern")
        changed.append(gpos)
    for table in changed:
        struct.pack_into(">I", font, table.entry + 4, _checksum(font, table))
    return bytes(font)


def _tables(font: bytearray) -> dict[bytes, _Table]:
    count = struct.unpack_from(">H", font, 4)[0]
    tables = {}
    for entry in range(12, 12 + 16 * count, 16):
        tag, _, start, length = struct.unpack_from(">4sIII", font, entry)
        tables[tag] = _Table(entry, start, length)
    return tables


def _glyph(font: bytearray, cmap: int, character: int) -> int:
    """The glyph number of a character by the first format 4 table, 0 when it has none."""
    count = struct.unpack_from(">H", font, cmap + 2)[0]
    for record in range(cmap + 4, cmap + 4 + 8 * count, 8):
        table = cmap + struct.unpack_from(">I", font, record + 4)[0]
        if struct.unpack_from(">H", font, table)[0] == 4:
            return _glyph_in_segments(font, table, character)
    return 0


def _glyph_in_segments(font: bytearray, table: int, character: int) -> int:
    doubled = struct.unpack_from(">H", font, table + 6)[0]
    ends = table + 14
    starts = ends + doubled + 2
    deltas = starts + doubled
    offsets = deltas + doubled
    for at in range(0, doubled, 2):
        if struct.unpack_from(">H", font, ends + at)[0] < character:
            continue
        start = struct.unpack_from(">H", font, starts + at)[0]
        if start > character:
            return 0
        delta = struct.unpack_from(">H", font, deltas + at)[0]
        offset = struct.unpack_from(">H", font, offsets + at)[0]
        if offset == 0:
            return int(character + delta) & 0xFFFF
        place = offsets + at + offset + 2 * (character - start)
        glyph = int(struct.unpack_from(">H", font, place)[0])
        return (glyph + int(delta)) & 0xFFFF if glyph else 0
    return 0


def _switch_off(font: bytearray, gpos: int, feature: bytes) -> None:
    """Give a GPOS feature a private tag that no shaper asks for."""
    features = gpos + struct.unpack_from(">H", font, gpos + 6)[0]
    count = struct.unpack_from(">H", font, features)[0]
    for record in range(features + 2, features + 2 + 6 * count, 6):
        if font[record : record + 4] == feature:
            font[record : record + 4] = b"BD__"


def _checksum(font: bytearray, table: _Table) -> int:
    data = bytes(font[table.start : table.start + table.length])
    data += bytes(-len(data) % 4)
    return int(sum(struct.unpack(f">{len(data) // 4}I", data))) & 0xFFFFFFFF
