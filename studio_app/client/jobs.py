"""Waiting for long actions, whose records tell how they go on."""

import asyncio

from studio_app.client.acts import typed_value
from studio_app.client.mirror import Mirror
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.problems import problem
from studio_app.domain.records import Job, JobStatus

APPEARS_S = 5.0


class Jobs:
    """Who waits for which job of one server. Lives on the loop's thread."""

    def __init__(self, mirror: Mirror) -> None:
        self._mirror = mirror
        self._waiters: dict[str, list[asyncio.Future[None]]] = {}

    async def done(self, job_id: str) -> object:
        """The job's result, typed by its action, once it has one.

        Raises StudioError: what it failed with, cancelled, no_such_job.
        """
        if self._mirror.get(Job, "job", job_id) is None:
            try:
                async with asyncio.timeout(APPEARS_S):
                    await self._change(job_id)
            except TimeoutError:
                raise fail("no_such_job", job=job_id) from None
        while True:
            job = self._mirror.get(Job, "job", job_id)
            if job is None:
                raise fail("no_such_job", job=job_id)
            match job.status:
                case JobStatus.DONE:
                    return typed_value(job.action, job.result)
                case JobStatus.CANCELLED:
                    raise fail("cancelled")
                case JobStatus.FAILED:
                    raise StudioError(job.problem or problem("internal", reference=job_id))
                case JobStatus.RUNNING:
                    await self._change(job_id)

    def changed(self, job_id: str) -> None:
        """Its record is another one now."""
        for waiter in self._waiters.get(job_id, ()):
            if not waiter.done():
                waiter.set_result(None)

    def fail_all(self, error: StudioError) -> None:
        """Nothing more will be heard of any job."""
        for waiters in self._waiters.values():
            for waiter in waiters:
                if not waiter.done():
                    waiter.set_exception(StudioError(error.problem))

    async def _change(self, job_id: str) -> None:
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiters = self._waiters.setdefault(job_id, [])
        waiters.append(waiter)
        try:
            await waiter
        finally:
            waiters.remove(waiter)
            if not waiters:
                self._waiters.pop(job_id, None)
