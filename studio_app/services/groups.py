"""One wish for many booths: each booth's part is an action of its own, with a result of its own."""

import asyncio
import hashlib
import time
from collections.abc import Sequence

import msgspec

from studio_app.domain.actions import ALL_ACTIONS, Action
from studio_app.domain.actions.group import (
    GroupOutcome,
    GroupResult,
    GroupStatus,
    GroupStep,
    RunEach,
    RunGroup,
    for_groups,
)
from studio_app.domain.actions.house import CancelJob
from studio_app.domain.actions.outputs import StartOutput
from studio_app.domain.booth import (
    Booth,
    Link,
    Output,
    OutputKind,
    Scene,
    Setup,
    StreamService,
    Switcher,
)
from studio_app.domain.errors import fail
from studio_app.domain.feed import Act, ActionCall, Done
from studio_app.domain.ids import BoothId, RequestId
from studio_app.domain.problems import Problem, problem
from studio_app.domain.ready import ReadyFacts, why_not_start, why_unreachable
from studio_app.domain.records import Job, JobStatus
from studio_app.domain.roles import Principal
from studio_app.services.action_desk import ActionContext, ActionDesk, Outcome, decode_params
from studio_app.stores.booths import BoothStore
from studio_app.stores.house import HouseStore
from studio_app.support.schema import nearest

LONGEST_GROUP = 50
"""Characters of a group's id: with the booth's behind it, it must do as a request id."""
INNER_JOB_S = 3600.0
"""How long one booth's own job may take."""

UNCONFIRMED = frozenset({"obs_not_confirmed", "obs_timeout", "obs_gone", "cancelled"})
"""Problems after which nobody can say whether it was done."""


class Groups:
    """Runs groups over the desk, as if each booth's part were asked for alone: rights, guards and
    audit are the inner action's own. On the loop's thread."""

    def __init__(self, desk: ActionDesk, store: BoothStore, house: HouseStore) -> None:
        self._desk = desk
        self._store = store
        self._house = house

    def bind(self, desk: ActionDesk) -> None:
        """Have the desk carry these actions out here."""
        desk.bind(RunGroup, self.run)
        desk.bind(RunEach, self.run_each)

    async def run(self, action: RunGroup, context: ActionContext) -> Outcome:
        """One action for all."""
        steps = tuple(
            GroupStep(booth=booth, action=action.action, params=action.params)
            for booth in action.booths
        )
        return await self._run(steps, action.stagger_ms, action.only_ready, context)

    async def run_each(self, action: RunEach, context: ActionContext) -> Outcome:
        """Each booth's own."""
        return await self._run(action.steps, action.stagger_ms, action.only_ready, context)

    async def _run(
        self, steps: Sequence[GroupStep], stagger_ms: int, only_ready: bool, context: ActionContext
    ) -> Outcome:
        """Begin them in turn, wait for all. A cancel begins no further one and still waits for
        those that OBS has been asked for, so that each has its result."""
        actions = judge_steps(steps, context.principal)
        running = _Running(group_id(context.request_id), steps, context)
        tasks: list[asyncio.Task[None]] = []
        try:
            for place, (step, action) in enumerate(zip(steps, actions, strict=True)):
                why_not = self.why_not(action, step.booth) if only_ready else None
                if why_not is not None:
                    await running.skip(place, why_not)
                    continue
                if tasks and stagger_ms:
                    await asyncio.sleep(stagger_ms / 1000)
                tasks.append(
                    asyncio.create_task(
                        self._one(running, place), name=f"group {step.booth} {step.action}"
                    )
                )
            await asyncio.gather(*tasks)
        except asyncio.CancelledError:
            await self._cancel_inner(running, context)
            await asyncio.gather(*tasks, return_exceptions=True)
            for place in running.without_result:
                await running.skip(place, problem("cancelled"))
            raise
        finally:
            for task in tasks:
                task.cancel()
        return Outcome(value=running.outcome)

    async def _one(self, running: "_Running", place: int) -> None:
        step, context = running.steps[place], running.context
        began = time.monotonic()
        params = msgspec.Raw(msgspec.msgpack.encode({**step.params, "booth": step.booth}))
        act = Act(
            request_id=RequestId(f"{running.group}.{step.booth}"),
            call=ActionCall(name=step.action, params=params),
            confirmed=context.confirmed,
        )
        done = await self._desk.perform(act, context.principal)
        found = done.problem
        if done.job is not None:
            running.jobs.add(done.job)
            found = await self._job_ended(done.job)
            running.jobs.discard(done.job)
        took_ms = round((time.monotonic() - began) * 1000)
        await running.settle(place, done, found, took_ms)

    async def _cancel_inner(self, running: "_Running", context: ActionContext) -> None:
        """Long actions of single booths would otherwise go on for minutes."""
        for job_id in sorted(running.jobs):
            params = msgspec.Raw(msgspec.msgpack.encode(CancelJob(job=job_id)))
            act = Act(
                request_id=RequestId(f"{running.group}.{job_id}"),
                call=ActionCall(name=CancelJob.NAME, params=params),
            )
            await self._desk.perform(act, context.principal)

    async def _job_ended(self, job_id: str) -> Problem | None:
        """Wait for a long action's end; its problem."""

        def job() -> Job | None:
            return self._house.job(job_id)

        def over() -> bool:
            record = job()
            return record is None or record.status is not JobStatus.RUNNING

        await self._house.until(over, INNER_JOB_S)
        record = job()
        if record is None or record.status is JobStatus.RUNNING:
            return problem("no_such_job", job=job_id)
        return record.problem

    def why_not(self, action: Action, booth: BoothId) -> Problem | None:
        """Why a booth is not ready for this action; None when it is."""
        get = self._store.get
        entry = get(Booth, "booth", booth)
        if entry is None:
            booths = ", ".join(self._store.booths())
            return problem("no_such_booth", booth=booth, booths=booths or "–")
        switcher = get(Switcher, "switcher", booth)
        facts = ReadyFacts(
            booth=entry,
            link=get(Link, "link", booth),
            switcher=switcher,
            program=get(Scene, "scene", booth, switcher.program) if switcher else None,
            stream=get(Output, "output", booth, OutputKind.STREAM),
            service=get(StreamService, "service", booth),
            setup=get(Setup, "setup", booth),
        )
        if isinstance(action, StartOutput) and action.output is OutputKind.STREAM:
            return why_not_start(facts)
        return why_unreachable(facts)


class _Running:
    """One group under way: the results so far, told as they come."""

    def __init__(self, group: str, steps: Sequence[GroupStep], context: ActionContext) -> None:
        self.group = group
        self.steps = steps
        self.context = context
        self.jobs: set[str] = set()
        """Jobs of single booths that run now."""
        self._results: dict[int, GroupResult] = {}
        self._undo: dict[int, GroupStep] = {}

    @property
    def without_result(self) -> list[int]:
        """The places that nothing has come of yet."""
        return [place for place in range(len(self.steps)) if place not in self._results]

    @property
    def outcome(self) -> GroupOutcome:
        """What is known by now."""
        return GroupOutcome(
            group=self.group,
            of=len(self.steps),
            results=tuple(self._results[place] for place in sorted(self._results)),
            undo=tuple(self._undo[place] for place in sorted(self._undo)),
        )

    async def skip(self, place: int, why: Problem) -> None:
        """This booth was never asked."""
        booth = self.steps[place].booth
        await self._tell(place, GroupResult(booth=booth, status=GroupStatus.SKIPPED, problem=why))

    async def settle(self, place: int, done: Done, found: Problem | None, took_ms: int) -> None:
        """This booth has its result."""
        status = GroupStatus.DONE
        if found is not None:
            unsure = found.code in UNCONFIRMED
            status = GroupStatus.UNCONFIRMED if unsure else GroupStatus.REFUSED
        elif done.undo is not None and (step := _undo_step(done.undo)) is not None:
            self._undo[place] = step
        said = msgspec.msgpack.decode(done.result)
        result = GroupResult(
            booth=self.steps[place].booth,
            status=status,
            problem=found,
            detail=said if isinstance(said, str) else "",
            took_ms=took_ms,
        )
        await self._tell(place, result)

    async def _tell(self, place: int, result: GroupResult) -> None:
        self._results[place] = result
        known, count = len(self._results), len(self.steps)
        await self.context.progress(known / count, f"{known} of {count}", self.outcome)


def judge_steps(steps: Sequence[GroupStep], by: Principal) -> list[Action]:
    """Every step's action. Raises StudioError before anything has begun: an action that is none,
    or not for groups or this role, wrong parameters, a booth named twice."""
    seen: set[BoothId] = set()
    actions: list[Action] = []
    for step in steps:
        if step.booth in seen:
            raise fail("booth_twice", booth=step.booth)
        seen.add(step.booth)
        kind = ALL_ACTIONS.get(step.action)
        if kind is None:
            known = sorted(name for name, each in ALL_ACTIONS.items() if for_groups(each))
            raise fail("unknown_action", name=f"{step.action} ({nearest(step.action, known)})")
        if not for_groups(kind):
            raise fail("not_for_groups", action=step.action)
        if not by.role.allows(kind.ROLE):
            raise fail("not_allowed", name=by.name, role=by.role.value, least=kind.ROLE.value)
        if "booth" in step.params:
            detail = "params: booth is not among them; every booth is named once, in booths"
            raise fail("bad_parameters", action=step.action, detail=detail)
        params = msgspec.msgpack.encode({**step.params, "booth": step.booth})
        actions.append(decode_params(kind, msgspec.Raw(params)))
    return actions


def group_id(request_id: str) -> str:
    """What ties a group's audit rows together: the request id of the group, or, of a long one, a
    digest of it."""
    if len(request_id) <= LONGEST_GROUP:
        return request_id
    return hashlib.sha256(request_id.encode()).hexdigest()[:LONGEST_GROUP]


def _undo_step(undo: ActionCall) -> GroupStep | None:
    """An inner action's inverse as a step; None for what cannot be part of a group."""
    kind = ALL_ACTIONS.get(undo.name)
    if kind is None or not for_groups(kind):
        return None
    params = msgspec.msgpack.decode(undo.params, type=dict[str, object])
    booth = params.pop("booth")
    return msgspec.convert({"booth": booth, "action": undo.name, "params": params}, GroupStep)
