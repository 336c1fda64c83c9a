"""Wishes about booth templates: which there are, compare, build, mend. The panel shows failure
inline, so these raise StudioError."""

from typing import cast

from studio_app.domain.actions import Action
from studio_app.domain.actions.commissioning import CommissionBooth, ListTemplates, MendBooth
from studio_app.domain.actions.house import CancelJob
from studio_app.domain.commission import CommissionReport, TemplateList
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import ServerId
from studio_app.domain.records import Job
from ui.bridge.client import BoothKey
from ui.operations.desk import Desk
from ui.operations.said import said
from ui.words import action_text


class Commissioning:
    """Booths and their templates."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def templates(self, server: ServerId) -> TemplateList:
        """Every template that the server knows. Raises StudioError."""
        result = await self._desk.send(server, ListTemplates())
        return cast("TemplateList", result.value)

    async def compare(self, booth: BoothKey, template: str) -> str:
        """Find out what would be done; changes nothing. The job. Raises StudioError."""
        action = CommissionBooth(booth=booth[1], template=template, dry_run=True)
        return (await self._desk.send(booth[0], action)).job or ""

    async def build(self, booth: BoothKey, template: str) -> str:
        """Build or repair; refused while on air. The job. Raises StudioError."""
        return await self._deed(booth, CommissionBooth(booth=booth[1], template=template))

    async def mend(self, booth: BoothKey) -> str:
        """Make it as its template says again; refused while on air. The job. Raises StudioError."""
        return await self._deed(booth, MendBooth(booth=booth[1]))

    async def report(self, booth: BoothKey, job: str) -> CommissionReport:
        """Wait for a run's end. Raises StudioError, also when it was cancelled."""
        return cast("CommissionReport", await self._desk.job_done(booth[0], job))

    def progress(self, booth: BoothKey, job: str) -> Job | None:
        """How far a run is."""
        connection = self._desk.bridge.connection(booth[0])
        return connection.get(Job, "job", job) if connection is not None else None

    async def cancel(self, booth: BoothKey, job: str) -> bool:
        """Stop a run between two changes."""
        try:
            await self._desk.send(booth[0], CancelJob(job=job))
        except StudioError as error:
            if error.problem.code != "no_such_job":  # it has just ended
                raise
        return True

    async def _deed(self, booth: BoothKey, action: Action) -> str:
        kind, title = type(action), self._desk.bridge.title(booth)
        words = said(lambda: f"{title} · {action_text(kind)}")
        result = await self._desk.deed(booth[0], action, words, undoable=False)
        return result.job or ""
