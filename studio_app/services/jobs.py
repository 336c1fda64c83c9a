"""Long actions: each runs as a job that everybody can watch, and that can be cancelled."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Protocol

import msgspec

from studio_app.domain.errors import StudioError, fail
from studio_app.domain.problems import Problem, problem
from studio_app.domain.records import Job, JobStatus
from studio_app.domain.roles import Principal, Role
from studio_app.stores.house import HouseStore
from studio_app.support.clock import Clock

log = logging.getLogger(__name__)

KEEP_ENDED_S = 60.0


class Progress(Protocol):
    """How a job says how far it is."""

    async def __call__(
        self, fraction: float | None, step: str, so_far: bytes | None = None
    ) -> None:
        """`fraction` 0 to 1 or None; `step` in the words of the action; `so_far` what is known of
        the result, as MessagePack, which stays when the job is cancelled."""
        ...


Ended = Callable[[Problem | None], None]
"""Told how a job ended, for the audit."""


class Jobs:
    """The running jobs. On the loop's thread."""

    def __init__(self, store: HouseStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._roles: dict[str, Role] = {}
        self._removals: dict[str, asyncio.TimerHandle] = {}

    def start(
        self,
        action: str,
        least: Role,
        by: Principal,
        work: Callable[[Progress], Awaitable[bytes]],
        ended: Ended,
    ) -> str:
        """Begin a job; its id. `work` returns its result as MessagePack."""
        job_id = secrets.token_urlsafe(6)
        job = Job(action=action, by=by.name, status=JobStatus.RUNNING, started=self._clock.now())
        self._store.apply({("job", job_id): job})
        self._roles[job_id] = least
        self._tasks[job_id] = asyncio.create_task(
            self._run(job_id, work, ended), name=f"job {job_id} {action}"
        )
        return job_id

    def cancel(self, job_id: str, by: Principal) -> None:
        """Stop a job: whoever began it may, and whoever could have. Raises StudioError."""
        job = self._store.job(job_id)
        task = self._tasks.get(job_id)
        if job is None or task is None or task.done():
            raise fail("no_such_job", job=job_id)
        least = self._roles[job_id]
        if job.by != by.name and not by.role.allows(least):
            raise fail("not_allowed", name=by.name, role=by.role.value, least=least.value)
        task.cancel()

    async def stop(self) -> None:
        """Cancel every job and wait for its end."""
        for removal in self._removals.values():
            removal.cancel()
        self._removals.clear()
        tasks = tuple(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(
        self, job_id: str, work: Callable[[Progress], Awaitable[bytes]], ended: Ended
    ) -> None:
        async def progress(fraction: float | None, step: str, so_far: bytes | None = None) -> None:
            if so_far is None:
                self._change(job_id, progress=fraction, step=step)
            else:
                result = msgspec.Raw(so_far)
                self._change(job_id, progress=fraction, step=step, result=result)

        found: Problem | None = None
        try:
            result = await work(progress)
        except asyncio.CancelledError:
            found = problem("cancelled")
            self._change(job_id, status=JobStatus.CANCELLED, problem=found)
        except StudioError as error:
            found = error.problem
            self._change(job_id, status=JobStatus.FAILED, problem=found)
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("job %s failed, reference %s", job_id, reference)
            found = problem("internal", reference=reference)
            self._change(job_id, status=JobStatus.FAILED, problem=found)
        else:
            self._change(
                job_id, status=JobStatus.DONE, progress=1.0, step="", result=msgspec.Raw(result)
            )
        finally:
            del self._tasks[job_id]
            self._removals[job_id] = asyncio.get_running_loop().call_later(
                KEEP_ENDED_S, self._remove, job_id
            )
            ended(found)

    def _change(self, job_id: str, **changes: object) -> None:
        job = self._store.job(job_id)
        if job is not None:
            self._store.apply({("job", job_id): msgspec.structs.replace(job, **changes)})

    def _remove(self, job_id: str) -> None:
        self._removals.pop(job_id, None)
        self._roles.pop(job_id, None)
        self._store.apply({("job", job_id): None})
