"""Wishes for several booths at once: one run, a result a booth, over one server or many."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from studio_app.domain.actions import Action
from studio_app.domain.actions.group import (
    GroupOutcome,
    GroupResult,
    GroupStatus,
    GroupStep,
    ParamValue,
    RunEach,
    RunGroup,
)
from studio_app.domain.actions.house import CancelJob
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import ServerId
from studio_app.domain.problems import Problem
from studio_app.domain.records import Job
from studio_app.support.signal import Signal
from ui.bridge.client import BoothKey
from ui.operations.desk import Desk

LOOK_S = 0.15
"""How often the results so far are read while it runs."""


@dataclass(frozen=True)
class GroupWish:
    """What is to be done with which booths."""

    title: str
    booths: tuple[BoothKey, ...]
    action: str
    params: Mapping[str, ParamValue] = field(default_factory=dict)
    only_ready: bool = False
    stagger_ms: int = 0
    confirmed: bool = False


class GroupRun:
    """One wish under way, and what has come of it. Lives on the loop's thread."""

    def __init__(self, wish: GroupWish) -> None:
        self.wish = wish
        self.results: dict[BoothKey, GroupResult] = {}
        self.undo: dict[ServerId, tuple[GroupStep, ...]] = {}
        """What puts back what was done, by server."""
        self.running = True
        self.jobs: dict[ServerId, str] = {}
        self.cancelling = False
        self.changed: Signal[()] = Signal()

    def having(self, *statuses: GroupStatus) -> list[BoothKey]:
        """The booths with one of these results, in the order they were named."""
        return [
            booth
            for booth in self.wish.booths
            if (result := self.results.get(booth)) is not None and result.status in statuses
        ]

    @property
    def failed(self) -> list[BoothKey]:
        """What may be tried again."""
        return self.having(GroupStatus.REFUSED, GroupStatus.UNCONFIRMED)

    def take(self, server: ServerId, outcome: GroupOutcome) -> None:
        """What is known of one server's booths."""
        self.results.update({(server, each.booth): each for each in outcome.results})
        self.undo[server] = outcome.undo
        self.changed.emit()

    def miss(self, server: ServerId, status: GroupStatus, why: Problem) -> None:
        """Booths of this server that nothing was heard of."""
        for booth in self.wish.booths:
            if booth[0] == server and booth not in self.results:
                self.results[booth] = GroupResult(booth=booth[1], status=status, problem=why)
        self.changed.emit()


class Groups:
    """Carries group wishes out. A run tells what comes of it; nothing is told besides."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def start(self, wish: GroupWish) -> GroupRun:
        """Begin; the run changes as results come."""
        run = GroupRun(wish)
        self._desk.start(self._run(run, self._split(wish)), "group")
        return run

    def again(self, run: GroupRun) -> GroupRun:
        """The same once more for the booths that failed."""
        wish = run.wish
        return self.start(
            GroupWish(
                title=wish.title,
                booths=tuple(run.failed),
                action=wish.action,
                params=wish.params,
                stagger_ms=wish.stagger_ms,
                confirmed=wish.confirmed,
            )
        )

    def put_back(self, run: GroupRun, title: str) -> GroupRun:
        """Reverse what was done, on the booths where it was done."""
        booths = [(server, step.booth) for server, steps in run.undo.items() for step in steps]
        back = GroupRun(GroupWish(title=title, booths=tuple(booths), action=RunEach.NAME))
        actions: dict[ServerId, Action] = {
            server: RunEach(steps=steps) for server, steps in run.undo.items() if steps
        }
        self._desk.start(self._run(back, actions, confirmed=True), "group back")
        return back

    async def cancel(self, run: GroupRun) -> bool:
        """Begin no further booth; those that OBS was asked for still get their result."""
        run.cancelling = True
        for server, job in tuple(run.jobs.items()):
            try:
                await self._desk.send(server, CancelJob(job=job))
            except StudioError as error:
                if error.problem.code != "no_such_job":  # it has just ended
                    self._desk.notices.failed(run.wish.title, error.problem)
        return True

    @staticmethod
    def _split(wish: GroupWish) -> dict[ServerId, Action]:
        servers: dict[ServerId, list[BoothKey]] = {}
        for booth in wish.booths:
            servers.setdefault(booth[0], []).append(booth)
        return {
            server: RunGroup(
                booths=tuple(booth[1] for booth in booths),
                action=wish.action,
                params=dict(wish.params),
                stagger_ms=wish.stagger_ms,
                only_ready=wish.only_ready,
            )
            for server, booths in servers.items()
        }

    async def _run(
        self, run: GroupRun, actions: Mapping[ServerId, Action], *, confirmed: bool = False
    ) -> bool:
        confirmed = confirmed or run.wish.confirmed
        try:
            await asyncio.gather(
                *(
                    self._on_server(run, server, action, confirmed)
                    for server, action in actions.items()
                )
            )
        finally:
            run.running = False
            run.changed.emit()
        return not run.failed

    async def _on_server(
        self, run: GroupRun, server: ServerId, action: Action, confirmed: bool
    ) -> None:
        try:
            answer = await self._desk.deed(
                server, action, run.wish.title, confirmed=confirmed, undoable=False
            )
        except StudioError as error:
            run.miss(server, GroupStatus.REFUSED, error.problem)
            return
        job = run.jobs[server] = answer.job or ""
        ended = asyncio.ensure_future(self._desk.job_done(server, job))
        try:
            while not ended.done():
                await asyncio.wait([ended], timeout=LOOK_S)
                if not ended.done():
                    self._read(run, server, job)
            outcome = ended.result()
            if isinstance(outcome, GroupOutcome):
                run.take(server, outcome)
        except StudioError as error:
            self._read(run, server, job)
            run.miss(server, GroupStatus.UNCONFIRMED, error.problem)
        finally:
            ended.cancel()
            run.jobs.pop(server, None)

    def _read(self, run: GroupRun, server: ServerId, job_id: str) -> None:
        """What the job's record tells so far."""
        connection = self._desk.bridge.connection(server)
        job = connection.get(Job, "job", job_id) if connection is not None else None
        if job is None:
            return
        try:
            outcome = msgspec.msgpack.decode(job.result, type=GroupOutcome | None)
        except msgspec.DecodeError:
            return
        if outcome is not None and len(outcome.results) > self._known(run, server):
            run.take(server, outcome)

    @staticmethod
    def _known(run: GroupRun, server: ServerId) -> int:
        return sum(booth[0] == server for booth in run.results)


def streams_ended_by(steps: Mapping[ServerId, Sequence[GroupStep]]) -> int:
    """How many streams these steps end."""
    return sum(
        step.action == "output.stop" and step.params.get("output") == "stream"
        for each in steps.values()
        for step in each
    )
