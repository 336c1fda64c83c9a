"""Wishes about the booths' figures over time: to read them, and to have them in a file."""

import asyncio
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths

from studio_app.domain.errors import fail
from studio_app.domain.health import HealthPage, HealthRow, health_csv
from ui.bridge.client import BoothKey
from ui.figures import VIETNAM
from ui.operations.desk import Desk
from ui.operations.notices import Tone
from ui.operations.said import said


class Health:
    """What the booths' figures were."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def read(self, booth: BoothKey, since: datetime, every_s: int) -> HealthPage:
        """A booth's rows of so many seconds since then, by its server's clock. Raises
        StudioError."""
        connection = self._desk.bridge.connection(booth[0])
        if connection is None:
            raise fail("server_lost", server=booth[0])
        return await connection.health(booth[1], since, every_s=every_s)

    async def export(self, booth: BoothKey, rows: tuple[HealthRow, ...]) -> bool:
        """Write rows as CSV among the downloads, without a dialog; where it is, or why not, is
        told."""
        title = self._desk.bridge.title(booth)
        now = self._desk.bridge.now(booth).astimezone(VIETNAM)
        file = downloads() / f"boothdeck-{title}-{now:%Y-%m-%d-%H%M%S}.csv"
        deed = said(lambda: QCoreApplication.translate("Health", "Export"))
        try:
            # With a mark at its beginning spreadsheets read it as what it is.
            await asyncio.to_thread(file.write_text, health_csv(rows), encoding="utf-8-sig")
        except OSError as error:
            reason = error.strerror or str(error)
            text = said(
                lambda: QCoreApplication.translate(
                    "Health", "{file} cannot be written: {reason}."
                ).format(file=file, reason=reason)
            )
            self._desk.notices.say(deed, text, Tone.FAILED)
            return False
        text = said(
            lambda: QCoreApplication.translate("Health", "{count} rows are in {file}").format(
                count=len(rows), file=file
            )
        )
        self._desk.notices.say(deed, text)
        return True


def downloads() -> Path:
    """The person's folder for such files."""
    place = QStandardPaths.StandardLocation.DownloadLocation
    found = Path(QStandardPaths.writableLocation(place) or Path.home())
    return found if found.is_dir() else Path.home()
