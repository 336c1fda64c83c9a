"""How every wish of a window is carried out: sent, its failure told once, its undo kept."""

import asyncio
import copy
import logging
import time
from collections.abc import Callable, Coroutine, Hashable
from typing import Any

from PySide6.QtCore import QCoreApplication

from studio_app.domain.actions import Action
from studio_app.domain.errors import StudioError
from studio_app.domain.feed import ActionCall
from studio_app.domain.ids import ServerId
from studio_app.domain.problems import Problem, problem
from ui.bridge.client import ActionResult, BoothKey, Connection
from ui.bridge.studio import StudioBridge
from ui.operations.deeds import Deed, Deeds, Fate
from ui.operations.notices import Notices, Tone
from ui.operations.said import again, said

log = logging.getLogger(__name__)


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
        self.deeds = Deeds()
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
            return await self.deed(
                server,
                action,
                title,
                not_after_ms=not_after_ms,
                confirmed=confirmed,
                undoable=undoable,
                merge=merge,
            )
        except StudioError as error:
            self.notices.failed(title, error.problem)
            return None

    async def deed(
        self,
        server: ServerId,
        action: Action,
        title: str,
        *,
        not_after_ms: int | None = None,
        confirmed: bool = False,
        undoable: bool = True,
        merge: Hashable | None = None,
    ) -> ActionResult:
        """Send an action and keep it among the deeds; who asked tells its failure. Raises
        StudioError."""
        try:
            result = await self.send(server, action, not_after_ms=not_after_ms, confirmed=confirmed)
        except StudioError as error:
            if error.problem.code != "confirm_needed":  # a question, no failure
                self._keep(server, title, None, undoable, merge, error.problem)
            raise
        self._keep(server, title, result.undo, undoable, merge)
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
            self._titled(booth, deed),
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
        title = self._titled(booth, deed)
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
        last = self.deeds.next_undo
        if last is None:
            self.notices.say(said(lambda: QCoreApplication.translate("Desk", "Nothing to undo")))
            return False
        # Before the answer: a second press means the deed before.
        self.deeds.spent(last)
        try:
            await self.reverse(last)
        except StudioError as error:
            title = said(
                lambda: QCoreApplication.translate("Desk", "Not undone: {what}").format(
                    what=again(last.title)
                )
            )
            self.notices.failed(title, error.problem)
            return False
        self.notices.say(
            said(
                lambda: QCoreApplication.translate("Desk", "Undone: {what}").format(
                    what=again(last.title)
                )
            )
        )
        return True

    async def reverse(self, deed: Deed, *, confirmed: bool = False) -> None:
        """Send what reverses a deed that has it. Raises StudioError."""
        if deed.undo is not None:
            await self._connection(deed.server).act_call(deed.undo, confirmed=confirmed)
            self.deeds.undone(deed)

    def _titled(self, booth: BoothKey, deed: str) -> str:
        number = self.bridge.title(booth)
        return said(lambda: f"{number} · {again(deed)}")

    def _connection(self, server: ServerId) -> Connection:
        connection = self.bridge.connection(server)
        if connection is None:
            raise StudioError(problem("server_lost", server=server))
        return connection

    def _keep(
        self,
        server: ServerId,
        title: str,
        undo: ActionCall | None,
        by_key: bool,
        merge: Hashable | None,
        wrong: Problem | None = None,
    ) -> None:
        connection = self.bridge.connection(server)
        self.deeds.add(
            Deed(
                server=server,
                title=title,
                at=connection.server_now() if connection else self.bridge.now(),
                fate=Fate.DONE if wrong is None else Fate.FAILED,
                undo=undo,
                by_key=by_key,
                problem=wrong,
                merge=merge,
                at_s=self._monotonic_s(),
            )
        )

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
        title = said(lambda: QCoreApplication.translate("Desk", "Not done"))
        if isinstance(error, StudioError):
            self.notices.failed(title, error.problem)
            return
        log.error("%s failed", task.get_name(), exc_info=error)
        kind = type(error).__name__
        text = said(
            lambda: QCoreApplication.translate(
                "Desk", "This window failed ({kind}); see its log."
            ).format(kind=kind)
        )
        self.notices.say(title, text, Tone.FAILED)
