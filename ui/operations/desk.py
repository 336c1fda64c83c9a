"""How every wish of a window is carried out: sent, its failure told once, its undo kept."""

import asyncio
import copy
import logging
import time
from collections.abc import Callable, Coroutine, Hashable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from studio_app.domain.actions import Action
from studio_app.domain.errors import StudioError
from studio_app.domain.feed import ActionCall
from studio_app.domain.ids import ServerId
from studio_app.domain.problems import problem
from ui.bridge.client import ActionResult, BoothKey, Connection
from ui.bridge.studio import StudioBridge
from ui.operations.notices import Notices, Tone

log = logging.getLogger(__name__)

UNDO_DEPTH = 100
MERGE_S = 2.0
"""Steps of one gesture (a fader drawn slowly) closer than this are undone together."""


@dataclass(frozen=True)
class _Undo:
    server: ServerId
    call: ActionCall
    title: str
    merge: Hashable | None
    at_s: float


class Desk:
    """Sends actions for the operations. Lives on the loop's thread; `stop` ends what runs."""

    def __init__(
        self,
        bridge: StudioBridge,
        notices: Notices,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self.bridge = bridge
        self.notices = notices
        self._monotonic_s = monotonic_s
        self._tasks: set[asyncio.Task[object]] = set()
        self._undos: list[_Undo] = []
        self._latest: dict[Hashable, Callable[[], Coroutine[Any, Any, object]] | None] = {}
        self.reversals: dict[BoothKey, ActionCall] = {}
        """By booth: what puts back on air what this window's last take or cut took off."""

    def telling(self, notices: Notices) -> "Desk":
        """This desk, with one memory and the same tasks, that tells its news elsewhere: inline,
        beside the button that was pressed."""
        desk = copy.copy(self)
        desk.notices = notices
        return desk

    def start(self, wish: Coroutine[Any, Any, object], name: str = "wish") -> None:
        """Carry out an operation from a slot; the task is held here until it ends."""
        task = asyncio.get_running_loop().create_task(wish, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def start_latest(self, what: Hashable, wish: Callable[[], Coroutine[Any, Any, object]]) -> None:
        """For values that are dragged: one wish of `what` is under way at a time, the newest
        waits, those between are dropped."""
        if what in self._latest:
            self._latest[what] = wish
            return
        self._latest[what] = None
        self.start(self._run_latest(what, wish), f"latest {what}")

    @property
    def busy(self) -> bool:
        """Whether a wish is under way."""
        return bool(self._tasks)

    async def settled(self) -> None:
        """Wait until the wishes that are under way now have ended."""
        await asyncio.wait(tuple(self._tasks))

    async def stop(self) -> None:
        """Cancel what runs and wait for its end."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def act(
        self,
        server: ServerId,
        action: Action,
        title: str,
        *,
        not_after_ms: int | None = None,
        confirmed: bool = False,
        undoable: bool = True,
        merge: Hashable | None = None,
    ) -> ActionResult | None:
        """Send an action; None when it failed, which has been told under `title` by then.
        `merge` names the gesture it is part of."""
        try:
            result = await self.send(server, action, not_after_ms=not_after_ms, confirmed=confirmed)
        except StudioError as error:
            self.notices.failed(title, error.problem)
            return None
        if undoable and result.undo is not None:
            self._keep_undo(_Undo(server, result.undo, title, merge, self._monotonic_s()))
        return result

    async def on_booth(
        self,
        booth: BoothKey,
        action: Action,
        deed: str,
        *,
        not_after_ms: int | None = None,
        confirmed: bool = False,
        undoable: bool = True,
        merge: Hashable | None = None,
    ) -> ActionResult | None:
        """`act` on a booth's server, told as "07 · deed"."""
        return await self.act(
            booth[0],
            action,
            f"{self.bridge.title(booth)} · {deed}",
            not_after_ms=not_after_ms,
            confirmed=confirmed,
            undoable=undoable,
            merge=merge,
        )

    async def send(
        self,
        server: ServerId,
        action: Action,
        *,
        not_after_ms: int | None = None,
        confirmed: bool = False,
    ) -> ActionResult:
        """Send an action and leave failure to the caller (forms show it inline). Raises
        StudioError."""
        connection = self._connection(server)
        return await connection.act(action, not_after_ms=not_after_ms, confirmed=confirmed)

    async def call_on_booth(
        self, booth: BoothKey, call: ActionCall, deed: str, *, not_after_ms: int | None = None
    ) -> bool:
        """Send a kept call (a reversal); its failure is told, and its success too."""
        title = f"{self.bridge.title(booth)} · {deed}"
        try:
            await self._connection(booth[0]).act_call(call, not_after_ms=not_after_ms)
        except StudioError as error:
            self.notices.failed(title, error.problem)
            return False
        self.notices.say(title)
        return True

    async def job_done(self, server: ServerId, job: str) -> object:
        """Wait for a job's end; its typed result. Raises StudioError."""
        return await self._connection(server).job_done(job)

    async def undo(self) -> bool:
        """Reverse the last thing that can be undone; False when there is none or it failed."""
        if not self._undos:
            self.notices.say(QCoreApplication.translate("Desk", "Nothing to undo"))
            return False
        last = self._undos.pop()
        try:
            await self._connection(last.server).act_call(last.call)
        except StudioError as error:
            title = QCoreApplication.translate("Desk", "Not undone: {what}").format(what=last.title)
            self.notices.failed(title, error.problem)
            return False
        self.notices.say(
            QCoreApplication.translate("Desk", "Undone: {what}").format(what=last.title)
        )
        return True

    def _connection(self, server: ServerId) -> Connection:
        connection = self.bridge.connection(server)
        if connection is None:
            raise StudioError(problem("server_lost", server=server))
        return connection

    def _keep_undo(self, new: _Undo) -> None:
        last = self._undos[-1] if self._undos else None
        if (
            last is not None
            and new.merge is not None
            and last.merge == new.merge
            and new.at_s - last.at_s < MERGE_S
        ):
            # The older call leads back to where the gesture began.
            self._undos[-1] = _Undo(new.server, last.call, new.title, new.merge, new.at_s)
            return
        self._undos.append(new)
        del self._undos[:-UNDO_DEPTH]

    async def _run_latest(
        self, what: Hashable, wish: Callable[[], Coroutine[Any, Any, object]]
    ) -> None:
        try:
            await wish()
            while (newer := self._latest[what]) is not None:
                self._latest[what] = None
                await newer()
        finally:
            del self._latest[what]

    def _ended(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        if task.cancelled() or (error := task.exception()) is None:
            return
        title = QCoreApplication.translate("Desk", "Not done")
        if isinstance(error, StudioError):
            self.notices.failed(title, error.problem)
            return
        log.error("%s failed", task.get_name(), exc_info=error)
        text = QCoreApplication.translate("Desk", "This window failed ({kind}); see its log.")
        self.notices.say(title, text.format(kind=type(error).__name__), Tone.FAILED)
