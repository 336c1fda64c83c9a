"""All keys on one sheet of paper, in the window's language."""

from html import escape
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from ui.console.shortcuts import Shortcuts
from ui.fonts import FAMILY, font

PRINT_DPI = 150


def sheet_html(shortcuts: Shortcuts, person: str) -> str:
    """The sheet; keys that do nothing are left out."""
    translate = QCoreApplication.translate
    title = translate("KeySheet", "BoothDeck · keys")
    digits = translate("KeySheet", "Choose a booth: its two digits, one after the other")
    rows = [("0 1 … 9 9", digits)]
    rows += [(shortcuts.keys(n), shortcuts.title(n)) for n in shortcuts.names if shortcuts.keys(n)]
    half = (len(rows) + 1) // 2
    columns = "".join(
        f'<td width="50%" valign="top"><table cellspacing="0" cellpadding="4">{part}</table></td>'
        for part in (
            "".join(
                f'<tr><td width="90"><b>{escape(keys)}</b></td><td>{escape(what)}</td></tr>'
                for keys, what in some
            )
            for some in (rows[:half], rows[half:])
        )
    )
    who = f"<p>{escape(person)}</p>" if person else ""
    style = f"body {{ font-family: '{FAMILY}'; font-size: 10pt; color: #000000; }}"
    return (
        f"<html><head><style>{style}</style></head><body><h2>{escape(title)}</h2>{who}"
        f'<table width="100%"><tr>{columns}</tr></table></body></html>'
    )


def write_sheet(path: Path, shortcuts: Shortcuts, person: str) -> bool:
    """Write it as PDF, A4; False when the file cannot be written."""
    try:
        with path.open("wb"):
            pass
    except OSError:
        return False
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setResolution(PRINT_DPI)
    writer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    document.setDefaultFont(font(13))
    document.setHtml(sheet_html(shortcuts, person))
    document.print_(writer)
    return True
