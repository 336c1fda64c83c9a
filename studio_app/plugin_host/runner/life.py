"""One instance's life: started, kept running, tried again, called, ended."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import NamedTuple

import aiohttp

from studio_app.api.errors import NotLive, Refused, TryLater
from studio_app.api.plugin import Context, Plugin
from studio_app.domain.plugin import InstanceStatus
from studio_app.domain.problems import Problem, problem
from studio_app.plugin_host.frames import FromRunner, Put, Start, State
from studio_app.plugin_host.runner.context import SOURCES, Heard, InstanceContext
from studio_app.plugin_host.runner.gate import Backoff, Gate, spread
from studio_app.plugin_host.runner.outbox import Outbox, Pace

START_S = 30.0
CONNECT_S = 60.0
STOP_S = 2.0
OFFLINE_S = 45.0
"""Until an account that is not live is asked again."""
STEADY_S = 30.0
"""A connection that lasted so long starts the back-off anew."""
LATER_MOST_S = 3600.0


class Tools(NamedTuple):
    """What all instances of a runner share."""

    start: Start
    plugin: Callable[[Context], Plugin]
    send: Callable[[FromRunner], None]
    wake: Callable[[], None]
    gate: Gate
    pace: Pace
    http: aiohttp.ClientSession


class _Verdict(NamedTuple):
    """How a try ended, and in how many seconds the next one comes; None: not by itself."""

    status: InstanceStatus
    problem: Problem | None
    wait_s: float | None


class Life:
    """Keeps one instance going. On the runner's loop."""

    def __init__(self, put: Put, tools: Tools) -> None:
        self.life = put.life
        self.instance = put.instance
        self.ending = False
        self._tools = tools
        self._heard = Heard(put.life, tools.wake, tools.send)
        self.outbox = Outbox(put.life, tools.send, tools.pace, tools.wake, self._acknowledged)
        self._context = InstanceContext(tools.start.kind, put, self.outbox, tools.http, self._heard)
        self._plugin: Plugin | None = None
        self._backoff = Backoff()
        self._retry = asyncio.Event()
        self._said: State | None = None
        self._task: asyncio.Task[None] | None = None

    def begin(self, after: "asyncio.Task[bool] | None" = None) -> None:
        """Start it, once `after` (the end of a former life) is done."""

        async def live() -> None:
            if after is not None:
                await asyncio.wait([after])
            await self._live()

        self._task = asyncio.create_task(live(), name=f"instance {self.instance}")

    def retry(self) -> None:
        """Wait no longer."""
        self._backoff.reset()
        self._retry.set()

    def flush(self) -> None:
        """Tell what has gathered."""
        self.outbox.flush()
        news = self._heard.take()
        if news is not None:
            self._tools.send(news)
        if self._heard.is_connected:
            self._judge_silence()

    @property
    def pending(self) -> bool:
        """Whether events wait for the pace."""
        return self.outbox.pending

    async def end(self) -> bool:
        """Cancel it and let it stop; False when it does not."""
        ended = True
        if self._task is not None:
            self._task.cancel()
            _, left = await asyncio.wait([self._task], timeout=STOP_S)
            ended = not left
        ended = await self._let_go() and ended
        self.outbox.flush()
        return ended

    @property
    def log(self) -> logging.Logger:
        """The instance's own."""
        return self._context.log

    def ready(self) -> Plugin | None:
        """The object that calls go to; None when it is not started."""
        return self._plugin

    # --- its tries -------------------------------------------------------------------------------

    async def _live(self) -> None:
        while True:
            self._say(InstanceStatus.CONNECTING)
            self._retry.clear()
            began = time.monotonic()
            verdict = await self._try()
            self.flush()  # what it told last is still true of the time before
            if self._heard.is_connected and time.monotonic() - began > STEADY_S:
                self._backoff.reset()
            self._heard.disconnected()
            wait_s = verdict.wait_s
            if wait_s is not None and wait_s < 0:
                wait_s = self._backoff.again_s()
            self._say(verdict.status, verdict.problem, wait_s)
            try:
                async with asyncio.timeout(wait_s):
                    await self._retry.wait()
            except TimeoutError:
                pass

    async def _try(self) -> _Verdict:
        """Start, connect and run until that ends; how it ended. A `wait_s` below 0 stands for the
        back-off."""
        waiting = InstanceStatus.WAITING
        try:
            await self._tools.gate.turn()
            await self._run()
        except Refused as error:
            return _Verdict(InstanceStatus.FAILED, _told("plugin_refused", error), None)
        except NotLive as error:
            return _Verdict(
                InstanceStatus.OFFLINE, _told("plugin_offline", error), spread(OFFLINE_S)
            )
        except TryLater as error:
            after_s = -1.0 if error.after_s is None else min(max(error.after_s, 1.0), LATER_MOST_S)
            return _Verdict(waiting, _told("plugin_later", error), after_s)
        except (OSError, TimeoutError, aiohttp.ClientError) as error:
            return _Verdict(waiting, _told("plugin_lost", error), -1.0)
        except (Exception, asyncio.CancelledError) as error:
            task = asyncio.current_task()
            if isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling():
                raise  # ours; else it is a task of the plugin's own that was cancelled
            self._context.log.exception("%s failed", self.instance)
            detail = f"{type(error).__name__}: {error}"
            return _Verdict(waiting, problem("plugin_fault", detail=_short(detail)), -1.0)
        return _Verdict(waiting, problem("plugin_lost", detail="it was closed"), -1.0)

    async def _run(self) -> None:
        if self._plugin is None:
            plugin = self._tools.plugin(self._context)
            try:
                async with asyncio.timeout(START_S):
                    await plugin.start()
            except BaseException:
                await self._stop(plugin)
                raise
            self._plugin = plugin
        limit = asyncio.timeout(CONNECT_S)

        def connected() -> None:
            limit.reschedule(None)
            self._say(InstanceStatus.CONNECTED)

        try:
            async with limit:
                self._heard.on_connected = connected
                if self._heard.is_connected:  # `start` has said so
                    connected()
                elif self._tools.start.kind not in SOURCES:
                    self._heard.connected()
                await self._plugin.run()
        except TimeoutError:
            if limit.expired():
                raise TimeoutError(f"not connected within {CONNECT_S:.0f} s") from None
            raise

    async def _let_go(self) -> bool:
        plugin, self._plugin = self._plugin, None
        return plugin is None or await self._stop(plugin)

    async def _stop(self, plugin: Plugin) -> bool:
        """Whether it let go in time; what it raises is its own affair."""
        stopping = asyncio.ensure_future(plugin.stop())
        done, _ = await asyncio.wait([stopping], timeout=STOP_S)
        if not done:
            stopping.cancel()
            return False
        if not stopping.cancelled() and (error := stopping.exception()) is not None:
            self._context.log.error("%s did not stop cleanly", self.instance, exc_info=error)
        return True

    # --- what is said of it ----------------------------------------------------------------------

    def _judge_silence(self) -> None:
        if self._tools.start.kind not in SOURCES:
            return
        silent_s = time.monotonic() - self._heard.last_sign
        silent = silent_s > self._tools.start.stale_after_s
        self._say(InstanceStatus.STALE if silent else InstanceStatus.CONNECTED)

    def _say(
        self, status: InstanceStatus, why: Problem | None = None, wait_s: float | None = None
    ) -> None:
        state = State(life=self.life, status=status, problem=why, wait_s=wait_s)
        if state != self._said:
            self._said = state
            self._tools.send(state)

    def _acknowledged(self, resume: str) -> None:
        self._context.resume = resume


def _told(code: str, error: Exception) -> Problem:
    """What a plugin or a library said, as a problem."""
    text = str(error) or type(error).__name__
    return problem(code, detail=_short(text))


def _short(text: str) -> str:
    """Short enough for a record, and safe to send."""
    clean = " ".join(text.encode("utf-8", "replace").decode().split())
    return clean if len(clean) <= 300 else clean[:299] + "…"
