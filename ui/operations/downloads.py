"""Rows written as CSV among the person's downloads, without a dialog."""

import asyncio
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths

from ui.figures import VIETNAM
from ui.operations.desk import Desk
from ui.operations.notices import Tone
from ui.operations.said import said


async def export(desk: Desk, title: str, now: datetime, text: str, count: int) -> bool:
    """Write `text`, which is CSV already, of `count` rows; where it is, or why not, is told."""
    file = downloads() / f"boothdeck-{title}-{now.astimezone(VIETNAM):%Y-%m-%d-%H%M%S}.csv"
    deed = said(lambda: QCoreApplication.translate("Health", "Export"))
    try:
        # With a mark at its beginning spreadsheets read it as what it is.
        await asyncio.to_thread(file.write_text, text, encoding="utf-8-sig", newline="")
    except OSError as error:
        reason = error.strerror or str(error)
        failed = said(
            lambda: QCoreApplication.translate(
                "Health", "{file} cannot be written: {reason}."
            ).format(file=file, reason=reason)
        )
        desk.notices.say(deed, failed, Tone.FAILED)
        return False
    done = said(
        lambda: QCoreApplication.translate("Health", "{count} rows are in {file}").format(
            count=count, file=file
        )
    )
    desk.notices.say(deed, done)
    return True


def downloads() -> Path:
    """The person's folder for such files."""
    place = QStandardPaths.StandardLocation.DownloadLocation
    found = Path(QStandardPaths.writableLocation(place) or Path.home())
    return found if found.is_dir() else Path.home()
