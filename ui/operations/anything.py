"""Any action by its type: what the palette and keys of one's own send."""

from studio_app.domain.actions import Action
from studio_app.domain.actions.outputs import PauseRecord, StartOutput, StopOutput
from studio_app.domain.actions.switching import ChooseCollection, Cut, MoveTBar, Take
from studio_app.domain.ids import ServerId
from ui.bridge.client import ActionResult, BoothKey
from ui.operations.desk import Desk
from ui.operations.switching import TAKE_NOT_AFTER_MS

AIRED = (Take, Cut)
ON_PURPOSE = (*AIRED, MoveTBar, ChooseCollection, StartOutput, StopOutput, PauseRecord)
"""Viewers see these: Ctrl+Z leaves them, they are reversed by choosing them."""


class Anything:
    """Sends what a person has put together."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def do(
        self,
        server: ServerId,
        action: Action,
        title: str,
        *,
        booth: BoothKey | None = None,
        confirmed: bool = False,
    ) -> ActionResult:
        """Send it and, of a long one, wait for its job's end. Raises StudioError."""
        aired = isinstance(action, AIRED)
        result = await self._desk.deed(
            server,
            action,
            title,
            not_after_ms=TAKE_NOT_AFTER_MS if aired else None,
            confirmed=confirmed,
            undoable=not isinstance(action, ON_PURPOSE),
        )
        if aired and booth is not None and result.undo is not None:
            self._desk.reversals[booth] = result.undo
        if result.job is not None:
            return ActionResult(await self._desk.job_done(server, result.job), result.undo, None)
        return result
