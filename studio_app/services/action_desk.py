"""Where every action is carried out: judged, run once, answered, kept for retries, recorded."""

import asyncio
import hashlib
import logging
import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple, TypeVar

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from studio_app.domain.actions import ALL_ACTIONS, Action, secret_fields
from studio_app.domain.actions.house import CancelJob
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.feed import Act, ActionCall, AuditRow, Done
from studio_app.domain.ids import RequestId, ServerId
from studio_app.domain.problems import Problem, problem
from studio_app.domain.roles import Principal
from studio_app.services.audit import AuditLog, KeptResult, keep_result
from studio_app.services.jobs import Jobs, Progress
from studio_app.support.clock import Clock
from studio_app.support.redaction import STRUCK
from studio_app.support.schema import check

log = logging.getLogger(__name__)

A = TypeVar("A", bound=Action)

MOST_KEPT = 20_000
WAIT_FOR_FIRST_S = 30.0
WAIT_FOR_ROW_S = 0.25
"""An answer waits so long for its audit row, usually a few ms; a slow disk stops nobody's work."""
WAIT_FOR_DISK_S = 2.0
"""The same for an action that is bound as durable."""
LONGEST_PARAMS = 4000
_REQUEST_ID = re.compile(r"[A-Za-z0-9_.:-]{1,80}")


class Outcome(NamedTuple):
    """What a handler did: the value that the action's `RESULT` describes, and what reverses it."""

    value: object = None
    undo: Action | None = None


class ActionContext:
    """What a handler knows besides the parameters."""

    def __init__(self, principal: Principal, act: Act, keep: "Keep", progress: Progress) -> None:
        self.principal = principal
        self.request_id: RequestId = act.request_id
        self.confirmed = act.confirmed
        self._keep = keep
        self._progress = progress

    async def progress(
        self, fraction: float | None, step: str, so_far: object | None = None
    ) -> None:
        """Say how far a job is, and what is known of its result; nothing for actions that are not
        `LONG`."""
        known = None if so_far is None else msgspec.msgpack.encode(so_far)
        await self._progress(fraction, step, known)

    async def keep(self, connection: AsyncConnection, outcome: Outcome) -> Outcome:
        """Write the answer in the same transaction as the rows that the action changes, so that
        a retry after a crash finds either both or neither. Returns the outcome."""
        await self._keep(connection, outcome)
        return outcome


Keep = Callable[[AsyncConnection, Outcome], Awaitable[None]]
Handler = Callable[[A, ActionContext], Awaitable[Outcome]]
_Key = tuple[str, RequestId]


class _Bound(NamedTuple):
    handler: Handler[Any]
    durable: bool


class _Memory(NamedTuple):
    digest: bytes
    done: bytes


class ActionDesk:
    """Carries out actions. On the loop's thread.

    First the act, then its row, then the answer: a take goes to OBS without waiting for the disk,
    and its event reaches every window meanwhile; but whoever has an answer has a row too, even if
    this process is killed in the next instant. Only a disk that does not take rows, of which the
    server warns, is not waited for.
    """

    def __init__(self, server_id: ServerId, jobs: Jobs, audit: AuditLog, clock: Clock) -> None:
        self._server_id = server_id
        self._jobs = jobs
        self._audit = audit
        self._clock = clock
        self._bound: dict[str, _Bound] = {}
        self._kept: OrderedDict[_Key, _Memory] = OrderedDict()
        self._running: dict[_Key, tuple[bytes, asyncio.Task[Done]]] = {}
        self._answering: set[asyncio.Task[Done]] = set()
        """Those that run, and those that are done and wait for their row."""
        self.bind(CancelJob, self._cancel_job)

    def bind(self, action: type[A], handler: Handler[A], *, durable: bool = False) -> None:
        """Have this action carried out by `handler`, which raises StudioError for every failure
        that can be expected. `durable`: answer only when the answer itself is on the disk."""
        if action.NAME in self._bound:
            raise ValueError(f"{action.NAME} is bound twice")
        self._bound[action.NAME] = _Bound(handler, durable)

    @property
    def bound(self) -> frozenset[str]:
        """Names of the actions that this server can carry out."""
        return frozenset(self._bound)

    async def start(self) -> None:
        """Learn the answers kept by earlier runs. Raises StudioError."""
        for kept in await self._audit.kept_results(MOST_KEPT):
            self._remember((kept.who, RequestId(kept.request_id)), kept.digest, kept.done)

    async def stop(self) -> None:
        """Cancel what runs; each of them is answered and recorded as cancelled."""
        tasks = [task for _, task in self._running.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*self._answering, return_exceptions=True)
        await self._jobs.stop()

    async def perform(self, act: Act, principal: Principal) -> Done:
        """Judge, carry out and answer; whatever goes wrong is in the answer. The handler begins
        before those of later calls. Should the caller be cancelled, the action goes on."""
        if not _REQUEST_ID.fullmatch(act.request_id):
            return _refused(act, "request_id must be 1 to 80 letters, digits or any of _ . : -")
        key = (principal.name, act.request_id)
        digest = hashlib.sha256(act.call.name.encode() + b"\0" + bytes(act.call.params)).digest()
        if (kept := self._kept.get(key)) is not None:
            if kept.digest != digest:
                return _reused(act)
            return msgspec.msgpack.decode(kept.done, type=Done)
        if (first := self._running.get(key)) is not None:
            return _reused(act) if first[0] != digest else await _answer_of(first[1], act)
        task = asyncio.create_task(
            self._carry_out(act, principal, key, digest), name=f"action {act.call.name}"
        )
        self._running[key] = (digest, task)
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)
        return await asyncio.shield(task)

    async def _carry_out(self, act: Act, by: Principal, key: _Key, digest: bytes) -> Done:
        began = time.monotonic()
        kept_already = False
        action: Action | None = None
        durable = False

        async def keep(connection: AsyncConnection, outcome: Outcome) -> None:
            nonlocal kept_already
            done = msgspec.msgpack.encode(_done(act, outcome))
            result = KeptResult(by.name, act.request_id, digest, self._clock.now(), done)
            await keep_result(connection, self._server_id, [result])
            kept_already = True

        try:
            kind = ALL_ACTIONS.get(act.call.name)
            if kind is None:
                raise fail("unknown_action", name=act.call.name)
            if not by.role.allows(kind.ROLE):
                raise fail("not_allowed", name=by.name, role=by.role.value, least=kind.ROLE.value)
            self._in_time(act)
            action = decode_params(kind, act.call.params)
            bound = self._bound.get(kind.NAME)
            if bound is None:
                raise fail("action_unavailable", action=kind.NAME)
            durable = bound.durable
            if kind.LONG:
                done = self._start_job(act, by, action, bound, keep)
            else:
                context = ActionContext(by, act, keep, _no_progress)
                done = _done(act, await bound.handler(action, context))
        except StudioError as error:
            done = Done(request_id=act.request_id, problem=error.problem)
        except asyncio.CancelledError:
            done = Done(request_id=act.request_id, problem=problem("cancelled"))
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("action %s failed, reference %s", act.call.name, reference)
            done = Done(request_id=act.request_id, problem=problem("internal", reference=reference))
        finally:
            del self._running[key]
        encoded = msgspec.msgpack.encode(done)
        self._remember(key, digest, encoded)
        row = self._row(act, by, action, done.problem, done.job, began)
        kept = KeptResult(by.name, act.request_id, digest, row.at, encoded)
        self._audit.note(row, None if kept_already else kept)
        if durable:
            if not await self._audit.written(WAIT_FOR_DISK_S):
                log.warning("%s is answered before the disk took it", act.call.name)
        elif not self._audit.failing:
            await self._audit.written(WAIT_FOR_ROW_S)
        return done

    def _in_time(self, act: Act) -> None:
        if act.not_after is None:
            return
        late = self._clock.now() - act.not_after
        if late.total_seconds() > 0:
            late_ms = round(late.total_seconds() * 1000)
            raise fail("too_late", late_ms=late_ms, action=act.call.name)

    def _start_job(
        self, act: Act, by: Principal, action: Action, bound: _Bound, keep: Keep
    ) -> Done:
        began = time.monotonic()
        kind = type(action)

        async def work(progress: Progress) -> bytes:
            context = ActionContext(by, act, keep, progress)
            outcome: Outcome = await bound.handler(action, context)
            return msgspec.msgpack.encode(outcome.value)

        def ended(found: Problem | None) -> None:
            self._audit.note(self._row(act, by, action, found, job_id, began))

        job_id = self._jobs.start(kind.NAME, kind.ROLE, by, work, ended)
        return Done(request_id=act.request_id, job=job_id)

    def _remember(self, key: _Key, digest: bytes, done: bytes) -> None:
        self._kept[key] = _Memory(digest, done)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def _row(
        self,
        act: Act,
        by: Principal,
        action: Action | None,
        found: Problem | None,
        job: str | None,
        began: float,
    ) -> AuditRow:
        result = "ok" if found is None else found.code
        return AuditRow(
            at=self._clock.now(),
            who=by.name,
            role=by.role.value,
            origin=by.origin,
            action=act.call.name if act.call.name in ALL_ACTIONS else repr(act.call.name)[:80],
            params=_shown_params(action) if action is not None else "{}",
            result=result,
            # PostgreSQL's text takes no NUL.
            detail=found.text.replace("\0", " ") if found else f"job {job}" if job else "",
            took_ms=round((time.monotonic() - began) * 1000),
            request_id=act.request_id,
        )

    async def _cancel_job(self, action: CancelJob, context: ActionContext) -> Outcome:
        self._jobs.cancel(action.job, context.principal)
        return Outcome()


def decode_params(kind: type[A], params: msgspec.Raw) -> A:
    """The action from its parameters as MessagePack. Raises StudioError (`bad_parameters`) naming
    every wrong field and what it takes."""
    try:
        return msgspec.msgpack.decode(params, type=kind)
    except msgspec.ValidationError as error:
        _, errors = check(msgspec.msgpack.decode(params), kind, secret_fields(kind))
        detail = "; ".join(f"{wrong.field} {wrong.detail}".strip() for wrong in errors)
        raise fail("bad_parameters", action=kind.NAME, detail=detail or str(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        detail = f"the parameters are no MessagePack ({error})"
        raise fail("bad_parameters", action=kind.NAME, detail=detail) from error


def _done(act: Act, outcome: Outcome) -> Done:
    undo: ActionCall | None = None
    if outcome.undo is not None:
        params = msgspec.Raw(msgspec.msgpack.encode(outcome.undo))
        undo = ActionCall(name=outcome.undo.NAME, params=params)
    result = msgspec.Raw(msgspec.msgpack.encode(outcome.value))
    return Done(request_id=act.request_id, result=result, undo=undo)


async def _answer_of(first: asyncio.Task[Done], act: Act) -> Done:
    """The same request came again while it is being carried out: wait for its answer."""
    try:
        async with asyncio.timeout(WAIT_FOR_FIRST_S):
            return await asyncio.shield(first)
    except TimeoutError:
        return Done(request_id=act.request_id, problem=problem("request_running"))


def _reused(act: Act) -> Done:
    return _refused(act, "this request_id was used for another request; make a new one")


def _refused(act: Act, detail: str) -> Done:
    return Done(request_id=act.request_id, problem=problem("bad_request", detail=detail))


async def _no_progress(fraction: float | None, step: str, so_far: bytes | None = None) -> None:
    """Actions that are answered at once have no progress to show."""


def _shown_params(action: Action) -> str:
    """The parameters as JSON for the audit, without secrets, shortened."""
    hidden = secret_fields(type(action))
    shown = {
        name: STRUCK if name in hidden and value else value
        for name, value in msgspec.to_builtins(action).items()
    }
    text = msgspec.json.encode(shown).decode()
    return text if len(text) <= LONGEST_PARAMS else text[: LONGEST_PARAMS - 1] + "…"
