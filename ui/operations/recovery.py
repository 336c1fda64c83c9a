"""Wishes for when things go wrong: to standby and back, and what did not come back started again.

None of them is in the undo list: all change what viewers see, and are reversed on purpose.
"""

import asyncio
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from studio_app.domain.actions import Action
from studio_app.domain.actions.recovery import DismissRecovery, EndPanic, Recover, StartPanic
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.recovery import BoothResult, Part
from ui.bridge.client import BoothKey
from ui.operations.desk import Desk
from ui.operations.said import again, said


class Recovery:
    """Panic and its end, and recovery after a crash; of one booth or of every server's."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def panic(self, booth: BoothKey) -> bool:
        """Put the booth on standby at once, muted."""
        deed = said(lambda: QCoreApplication.translate("Recovery", "To standby"))
        action = StartPanic(booths=(booth[1],))
        return await self._desk.on_booth(booth, action, deed, undoable=False) is not None

    async def end_panic(self, booth: BoothKey) -> bool:
        """Put the booth back as it was."""
        deed = said(lambda: QCoreApplication.translate("Recovery", "Back from standby"))
        action = EndPanic(booths=(booth[1],))
        return await self._desk.on_booth(booth, action, deed, undoable=False) is not None

    async def panic_all(self) -> bool:
        """Put every booth of every server on standby."""
        deed = said(lambda: QCoreApplication.translate("Recovery", "All booths to standby"))
        return await self._everywhere(StartPanic(booths="all"), deed)

    async def end_all_panics(self) -> bool:
        """Put every booth that is in a panic back as it was."""
        deed = said(lambda: QCoreApplication.translate("Recovery", "All booths back from standby"))
        return await self._everywhere(EndPanic(booths="all"), deed)

    async def restore(self, booth: BoothKey, parts: Sequence[Part] = ()) -> bool:
        """Start again what the booth did before; all that is missing where nothing is named."""
        deed = said(lambda: QCoreApplication.translate("Recovery", "Start again"))
        action = Recover(booths=(booth[1],), parts=tuple(parts))
        return await self._desk.on_booth(booth, action, deed, undoable=False) is not None

    async def restore_all(self, booths: Sequence[BoothKey]) -> bool:
        """Start again all that is missing on these booths."""
        deed = said(lambda: QCoreApplication.translate("Recovery", "Start all missing again"))
        done = True
        for server, ids in _by_server(booths).items():
            done &= await self._told(server, Recover(booths=ids), deed)
        return done

    async def dismiss(self, booths: Sequence[BoothKey]) -> bool:
        """What is missing on these booths is not wanted back."""
        deed = said(lambda: QCoreApplication.translate("Recovery", "Not wanted back"))
        done = True
        for server, ids in _by_server(booths).items():
            action = DismissRecovery(booths=ids)
            done &= await self._desk.act(server, action, deed, undoable=False) is not None
        return done

    async def _everywhere(self, action: Action, deed: str) -> bool:
        """On every server at the same time; one that does not answer is told as failed."""
        servers = [
            connection.server_id
            for connection in self._desk.bridge.connections
            if connection.server_id is not None
        ]
        return all(await asyncio.gather(*(self._told(server, action, deed) for server in servers)))

    async def _told(self, server: ServerId, action: Action, deed: str) -> bool:
        """Act on several booths; each that failed is told by its own words."""
        result = await self._desk.act(server, action, deed, undoable=False)
        if result is None:
            return False
        done = True
        for each in result.value if isinstance(result.value, tuple | list) else ():
            if isinstance(each, BoothResult) and each.problem is not None:
                done = False
                title = self._desk.bridge.title((server, each.booth))
                self._desk.notices.failed(_title(title, deed), each.problem)
        return done


def _title(booth: str, deed: str) -> str:
    return said(lambda: f"{booth} · {again(deed)}")


def _by_server(booths: Sequence[BoothKey]) -> dict[ServerId, tuple[BoothId, ...]]:
    found: dict[ServerId, tuple[BoothId, ...]] = {}
    for server, booth in booths:
        found[server] = (*found.get(server, ()), booth)
    return found
