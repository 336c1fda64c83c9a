"""Running actions for whoever asked: held, named, and always with an answer."""

import asyncio
import logging
import secrets

from studio_app.domain.errors import StudioError
from studio_app.domain.feed import Act, Done
from studio_app.domain.problems import problem
from studio_app.domain.roles import Principal
from studio_app.server.ports import Desk

log = logging.getLogger(__name__)


class Acting:
    """The actions under way. They go on when whoever asked is gone: the answer is kept by the
    desk, for the same request asked again."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._tasks: set[asyncio.Task[Done]] = set()

    def start(self, act: Act, principal: Principal) -> asyncio.Task[Done]:
        """Begin an action; actions begin in the order of these calls. The task never raises but
        when it is cancelled."""
        task = asyncio.get_running_loop().create_task(
            self._perform(act, principal), name=f"action {act.call.name}"
        )
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def stop(self) -> None:
        """Cancel what is under way and wait for its end."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _perform(self, act: Act, principal: Principal) -> Done:
        try:
            return await self._desk.perform(act, principal)
        except StudioError as error:
            return Done(request_id=act.request_id, problem=error.problem)
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("%s failed (%s)", act.call.name, reference)
            return Done(request_id=act.request_id, problem=problem("internal", reference=reference))
