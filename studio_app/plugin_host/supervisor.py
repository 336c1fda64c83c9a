"""One plugin's process: started when something of it is on, watched, ended, started again."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from studio_app.domain.errors import StudioError, fail
from studio_app.domain.frame_reader import BROKEN
from studio_app.domain.plugin import Plugin, PluginStatus
from studio_app.domain.problems import Problem, problem
from studio_app.plugin_host.asked import Asked
from studio_app.plugin_host.child import Child
from studio_app.plugin_host.discovery import Found
from studio_app.plugin_host.frames import (
    Answer,
    AnyCall,
    Batch,
    CallSynthesize,
    FromRunner,
    Gone,
    Keep,
    Line,
    Piece,
    Pong,
    Ready,
    Start,
    State,
    Tell,
    Unusable,
)
from studio_app.plugin_host.lives import Lives, Parts
from studio_app.plugin_host.ports import Wanted
from studio_app.plugin_host.pulse import Pulse, RunnerFailed
from studio_app.plugin_host.runner.gate import Backoff
from studio_app.plugin_host.runner.outbox import MOST_WAITING
from studio_app.plugin_host.vital import Vital
from studio_app.support.programs import own_program

log = logging.getLogger(__name__)

LONGEST_WAIT_S = 120.0
STEADY_S = 60.0
"""A process that lived so long starts the back-off anew."""
POLITE_S = 2.5
READ_OUT_S = 0.5
HOLD_FOR_S = 0.1


class _Ending(NamedTuple):
    """How a process's life ended; no problem: as it was asked to."""

    problem: Problem | None = None
    unusable: bool = False


class Supervisor:
    """On the loop's thread."""

    def __init__(self, found: Found, library: str, parts: Parts) -> None:
        self._found = found
        self._library = library
        self._parts = parts
        self.lives = Lives(found.id, parts)
        self._wanted: Mapping[str, Wanted] = {}
        self._asked = Asked(parts.log.clean)
        self._child: Child | None = None
        self._unusable: Problem | None = None
        self._failing = False
        self._changed = asyncio.Event()
        """What is wanted is otherwise."""
        self._hurry = asyncio.Event()
        """Somebody does not want to wait for the next try."""
        self._leave = asyncio.Event()
        """The process that runs is to end politely."""
        self._task: asyncio.Task[None] | None = None
        self._apply(Plugin(manifest=found.manifest, status=found.status))
        self._show(found.status, found.problem)

    def start(self) -> None:
        """Begin to supervise."""
        self._task = asyncio.create_task(self._run(), name=f"plugin {self._found.id}")

    async def stop(self) -> None:
        """End the process, politely at first; take what came."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self.lives.stop(READ_OUT_S)

    def forget(self) -> None:
        """Take its record away: it is no longer there."""
        self._parts.store.apply({("plugin", self._found.id): None})

    # --- wishes ----------------------------------------------------------------------------------

    def want(self, wanted: Mapping[str, Wanted]) -> None:
        """Have these instances, and no others."""
        if wanted != self._wanted:
            self._hurry.set()
        self._wanted = wanted
        self._tell_lives()
        self._changed.set()

    def renew(self, found: Found) -> None:
        """Its folder was read anew. What it requires or asks for may have changed: then what runs
        is ended and begun again."""
        before, self._found = self._found, found
        self._unusable = None
        if before != found:
            self._leave.set()
            self._hurry.set()
        if self._child is None or not found.usable:
            self._show(found.status, found.problem)
        else:
            self._apply(self._record())
        self._tell_lives()
        self._changed.set()

    def restart(self) -> None:
        """End the process, if one runs, and begin anew at once."""
        self._unusable = None
        self._tell_lives()
        self._leave.set()
        self._hurry.set()
        self._changed.set()

    def retry(self, instance: str) -> None:
        """An instance's next try is now."""
        self._unusable = None
        self._tell_lives()
        self.lives.retry(self._child, instance)
        self._hurry.set()
        self._changed.set()

    async def ask(self, instance: str, what: AnyCall, within_s: float) -> object:
        """Call a method of an instance. Raises StudioError."""
        child, life = self._callable(instance)
        return await self._asked.ask(child.send, instance, life, what, within_s)

    def listen(self, instance: str, what: CallSynthesize, within_s: float) -> AsyncIterator[bytes]:
        """Call for sound. Raises StudioError."""
        child, life = self._callable(instance)
        return self._asked.listen(child.send, instance, life, what, within_s)

    def _callable(self, instance: str) -> tuple[Child, int]:
        life = self.lives.number(instance)
        if self._child is None or life is None:
            raise self._not_there(instance)
        return self._child, life

    def _not_there(self, instance: str) -> StudioError:
        return fail("plugin_not_there", instance=instance, detail="its process does not run")

    def _tell_lives(self) -> None:
        hindrance = self._unusable
        if hindrance is None and not self._found.usable:
            hindrance = self._found.problem
        self.lives.want(self._wanted, self._found.manifest, hindrance)

    # --- its processes ---------------------------------------------------------------------------

    async def _run(self) -> None:
        backoff = Backoff(longest_s=LONGEST_WAIT_S)
        clock = self._parts.clock
        while True:
            while not self.lives.any_on:
                self._changed.clear()
                await self._changed.wait()
            began_s = clock.monotonic_s()
            self._leave.clear()
            ending = await self._one_process()
            if clock.monotonic_s() - began_s > STEADY_S:
                backoff.reset()
            if ending.problem is None:
                self._rest()
                continue
            self._say(ending.problem)
            if ending.unusable:
                self._unusable = ending.problem
                self.lives.left()
                self._show(PluginStatus.BROKEN, ending.problem)
                self._tell_lives()
                continue
            if not self.lives.any_on:  # turned off just then: nobody waits for it
                self._rest()
                continue
            wait_s = backoff.again_s()
            next_try = clock.now() + timedelta(seconds=wait_s)
            self.lives.left(ending.problem, next_try)
            self._show(PluginStatus.WAITING, ending.problem, next_try, restarts=1)
            await self._pause(wait_s)
            if not self.lives.any_on:
                self._rest()

    def _rest(self) -> None:
        """Nobody wants it any more."""
        self.lives.left()
        self._show(self._found.status, self._found.problem)

    async def _pause(self, wait_s: float) -> None:
        """Until it is time, or somebody does not want to wait."""
        self._hurry.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait_s):
                await self._hurry.wait()

    async def _one_process(self) -> _Ending:
        """Start one and be with it until it ends, is ended, or nobody wants it any more."""
        manifest = self._found.manifest
        if manifest is None:
            return _Ending()
        self._show(PluginStatus.STARTING, self._found.problem)
        try:
            child = await Child.start(self._command(), self._printed)
        except OSError as error:
            detail = error.strerror or str(error)
            return _Ending(problem("plugin_not_started", plugin=manifest.name, detail=detail))
        self._child = child
        pulse = Pulse(child, manifest, self._took)
        child.send(
            Start(
                plugin=manifest.id,
                kind=manifest.kind,
                folder=str(self._found.folder),
                module=self._found.module,
                library=self._library,
                connects_per_minute=manifest.connects_per_minute,
                stale_after_s=manifest.stale_after_s,
                events_per_s=manifest.events_per_s,
                memory_mb=manifest.memory_mb,
            )
        )
        reader = asyncio.create_task(self._read(child, pulse), name=f"plugin {manifest.id} frames")
        others = [
            asyncio.create_task(pulse.watch(), name=f"plugin {manifest.id} pulse"),
            asyncio.create_task(self._unwanted(), name=f"plugin {manifest.id} unwanted"),
            asyncio.create_task(self._attend(child, pulse), name=f"plugin {manifest.id} lives"),
        ]
        within_s = POLITE_S
        try:
            await asyncio.wait([reader, *others], return_when=asyncio.FIRST_COMPLETED)
            ending = _ending([reader, *others])
            if ending.problem is not None:
                within_s = 0.0
                if ending.problem.code == "plugin_hung":
                    await child.say_where()
        finally:
            for task in others:
                task.cancel()
            try:
                await child.end(within_s)
                await asyncio.wait([reader], timeout=READ_OUT_S)
            finally:
                reader.cancel()
                await asyncio.gather(reader, *others, return_exceptions=True)
                self._child = None
                self._asked.nobody(self._not_there(manifest.name))
        if ending.problem is None and not self._leave.is_set() and self.lives.any_on:
            detail = _how_it_ended(child.exit_code)
            return _Ending(problem("plugin_ended", plugin=manifest.name, detail=detail))
        return ending

    def _command(self) -> Sequence[str]:
        return own_program("worker", "plugin", self._found.id)

    async def _unwanted(self) -> None:
        """Until nothing of it is on, or it shall begin anew."""
        while self.lives.any_on and not self._leave.is_set():
            self._changed.clear()
            await self._changed.wait()

    async def _attend(self, child: Child, pulse: Pulse) -> None:
        await pulse.ready.wait()
        self._show(PluginStatus.RUNNING, self._found.problem)
        self.lives.say(f"runs (process {child.pid})")
        if self._failing:
            self._failing = False
            log.info("plugin %s runs again", self._found.id)
        await self.lives.attend(child)

    async def _read(self, child: Child, pulse: Pulse) -> None:
        """Hear it until its end. Raises RunnerFailed."""
        while True:
            # A runner holds itself back; one that does not is held by its pipe.
            while self.lives.waiting > MOST_WAITING * (self.lives.count + 1):
                pulse.held = True
                await asyncio.sleep(HOLD_FOR_S)
            pulse.held = False
            try:
                message = await child.read()
            except (ValueError, *BROKEN) as error:
                why = problem("plugin_nonsense", plugin=self._name, detail=str(error)[:200])
                raise RunnerFailed(why) from error
            if message is None:
                return
            await self._heard(message, pulse)

    async def _heard(self, message: FromRunner, pulse: Pulse) -> None:
        match message:
            case Batch():
                self.lives.batch(message)
            case State():
                self.lives.state(message)
            case Tell():
                self.lives.tell(message)
            case Line():
                self.lives.line(message)
            case Pong():
                pulse.pong(message)
            case Answer() | Piece():
                self._asked.heard(message)
            case Keep():
                await self.lives.keep(message)
            case Gone():
                self.lives.gone(message.life)
            case Ready():
                pulse.ready.set()
            case Unusable():
                detail = self._parts.log.clean(message.detail)
                why = problem("plugin_unusable", plugin=self._name, detail=detail)
                raise RunnerFailed(why, unusable=True)

    # --- what is told of it ----------------------------------------------------------------------

    @property
    def _name(self) -> str:
        return self._found.manifest.name if self._found.manifest is not None else self._found.id

    def _printed(self, text: str) -> None:
        self.lives.say(text, level="warning")

    def _say(self, why: Problem) -> None:
        self.lives.say(why.text, level="error")
        if not self._failing:
            self._failing = True
            log.warning("plugin %s: %s", self._found.id, why.text)

    def _took(self, vital: Vital, cpu_pct: float) -> None:
        before = self._record()
        if before.status in (PluginStatus.RUNNING, PluginStatus.STARTING):
            self._apply(
                msgspec.structs.replace(
                    before, memory_mb=vital.memory_mb, cpu_pct=float(round(cpu_pct))
                )
            )

    def _record(self) -> Plugin:
        """What is told of it now, with what its folder says."""
        before = self._parts.store.plugin(self._found.id) or Plugin()
        return msgspec.structs.replace(
            before,
            manifest=self._found.manifest,
            words=self._found.words,
            shipped=self._found.shipped,
            folder=str(self._found.folder),
        )

    def _show(
        self,
        status: PluginStatus,
        why: Problem | None,
        next_try: datetime | None = None,
        restarts: int = 0,
    ) -> None:
        before = self._record()
        runs = status in (PluginStatus.RUNNING, PluginStatus.STARTING)
        since = before.since if before.status is status else self._parts.clock.now()
        self._apply(
            msgspec.structs.replace(
                before,
                status=status,
                problem=why,
                since=since or self._parts.clock.now(),
                next_try=next_try,
                restarts=before.restarts + restarts,
                memory_mb=before.memory_mb if runs else 0,
                cpu_pct=before.cpu_pct if runs else 0.0,
            )
        )

    def _apply(self, record: Plugin) -> None:
        self._parts.store.apply({("plugin", self._found.id): record})


def _ending(tasks: Sequence["asyncio.Task[None]"]) -> _Ending:
    """What ended a process, by what those who watched it say."""
    for task in tasks:
        error = task.exception() if task.done() and not task.cancelled() else None
        if isinstance(error, RunnerFailed):
            return _Ending(error.problem, error.unusable)
        if error is not None:
            raise error
    return _Ending()


def _how_it_ended(code: int | None) -> str:
    if code is None:
        return "nobody knows how"
    return f"signal {-code}" if code < 0 else f"exit code {code}"
