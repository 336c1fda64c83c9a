"""The audit trail in words: who, when, from where, what, result; filtered, and as CSV."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec
from PySide6.QtCore import QCoreApplication

from studio_app.domain.actions import ALL_ACTIONS
from studio_app.domain.feed import AuditRow
from studio_app.domain.ids import BoothId
from studio_app.domain.text.folding import fold
from ui.bridge.logs import Entry
from ui.bridge.studio import StudioBridge
from ui.figures import VIETNAM
from ui.words import action_text

OK = "ok"


@dataclass(frozen=True)
class Line:
    """One row as it is shown and searched."""

    entry: Entry[AuditRow]
    when: str
    booth: str
    """Its two digits, or its id; "" when it is about none."""
    what: str
    result: str
    searched: str
    """Everything, folded."""

    @property
    def failed(self) -> bool:
        """Whether it was refused or went wrong."""
        return self.entry.row.result != OK


@dataclass(frozen=True)
class Filter:
    """What is shown; empty means all."""

    person: str = ""
    booth: str = ""
    action: str = ""
    failed_only: bool = False
    text: str = ""

    def takes(self, line: Line) -> bool:
        """Whether a line is shown. Every word of the text must be somewhere in it."""
        row = line.entry.row
        return (
            (not self.person or row.who == self.person)
            and (not self.booth or line.booth == self.booth)
            and (not self.action or row.action == self.action)
            and (not self.failed_only or line.failed)
            and all(word in line.searched for word in fold(self.text).split())
        )


def line_of(bridge: StudioBridge, entry: Entry[AuditRow]) -> Line:
    """A row in the window's language."""
    row = entry.row
    params = _params(row.params)
    booth = str(params.pop("booth", "") or "")
    number = bridge.title((entry.server, BoothId(booth))) if booth else ""
    action = ALL_ACTIONS.get(row.action)
    what = action_text(action).rstrip(".") if action is not None else row.action
    values = ", ".join(_shown(value) for value in params.values() if value not in (None, "", []))
    what = f"{what}: {values}" if values else what
    done = QCoreApplication.translate("Audit", "done")
    result = row.detail or row.result if row.result != OK else done
    when = f"{row.at.astimezone(VIETNAM):%d/%m %H:%M:%S}"
    searched = fold(
        f"{when} {row.who} {row.origin} {number} {what} {row.action} {result} {row.params}"
    )
    return Line(entry, when, number, what, result, searched)


def as_csv(lines: Iterable[Line]) -> str:
    """A table for other programs: raw values, times in UTC. Text that a spreadsheet would take
    for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    fields = [field for field in AuditRow.__struct_fields__ if field != "at"]
    writer.writerow(["at", "server", *fields])
    for line in lines:
        row = line.entry.row
        cells = [row.at.isoformat(), line.entry.server]
        writer.writerow([_plain(cell) for cell in (*cells, *(getattr(row, f) for f in fields))])
    return out.getvalue()


def people(lines: Sequence[Line]) -> list[str]:
    """Everybody in these lines."""
    return sorted({line.entry.row.who for line in lines})


def _params(text: str) -> dict[str, object]:
    try:
        return msgspec.json.decode(text, type=dict[str, object])
    except msgspec.DecodeError:
        return {}  # shortened by the server: what is shown is the action alone


def _shown(value: object) -> str:
    if isinstance(value, bool):
        yes = QCoreApplication.translate("Palette", "yes")
        return yes if value else QCoreApplication.translate("Palette", "no")
    return f"{value:g}" if isinstance(value, float) else str(value)


def _plain(cell: object) -> str:
    text = str(cell)
    return (
        f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") and not text[1:2].isdigit() else text
    )
