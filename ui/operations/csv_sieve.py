"""CSV that comes in pieces: its rows are counted, changed and left out, wherever it was cut."""

import codecs
import csv
import io
from collections.abc import Callable

Through = Callable[[dict[str, str]], bool]
"""Whether a row goes through; it may change the row's cells, which are by column."""


class CsvSieve:
    """The first line is the heading and goes through as it is. For one thread at a time."""

    def __init__(self, through: Through) -> None:
        self._through = through
        self._decode = codecs.getincrementaldecoder("utf-8")()
        self._text = ""
        self._columns: list[str] = []
        self.rows = 0
        """That went through."""

    def take(self, piece: bytes) -> bytes:
        """What can be written of all that came until now. Raises UnicodeDecodeError, csv.Error."""
        self._text += self._decode.decode(piece)
        end = self._text.rfind("\n")
        while end >= 0 and self._text.count('"', 0, end) % 2:  # that line ends within a cell
            end = self._text.rfind("\n", 0, end)
        whole, self._text = self._text[: end + 1], self._text[end + 1 :]
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        for cells in csv.reader(io.StringIO(whole, newline="")):
            if not self._columns:
                self._columns = [cell.removeprefix("\ufeff") for cell in cells]
                writer.writerow(cells)
                continue
            row = dict(zip(self._columns, cells, strict=True))
            if self._through(row):
                writer.writerow(row.values())
                self.rows += 1
        return out.getvalue().encode()
