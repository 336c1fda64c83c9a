"""Wishes about the booths' figures over time: to read them, and to have them in a file."""

from datetime import datetime

from studio_app.domain.errors import fail
from studio_app.domain.health import HealthPage, HealthRow, health_csv
from ui.bridge.client import BoothKey
from ui.operations.desk import Desk
from ui.operations.downloads import export


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
        bridge = self._desk.bridge
        title, now = bridge.title(booth), bridge.now(booth)
        return await export(self._desk, title, now, health_csv(rows), len(rows))
