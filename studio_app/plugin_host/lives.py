"""A plugin's instances as they are now: which live in its runner, and what is told of them."""

import asyncio
import itertools
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from studio_app.domain.errors import StudioError
from studio_app.domain.plugin import Ability, Instance, InstanceStatus, Manifest
from studio_app.domain.plugin_settings import checked
from studio_app.domain.problems import Problem, problem
from studio_app.plugin_host.child import Child
from studio_app.plugin_host.frames import Ack, Batch, Drop, Keep, Line, Put, Retry, State, Tell
from studio_app.plugin_host.intake import Aisle, Intake
from studio_app.plugin_host.log import PluginLog
from studio_app.plugin_host.ports import InstanceSecrets, Sinks, Wanted
from studio_app.plugin_host.sinking import is_taken, resume_of, taker
from studio_app.stores.plugins import PluginStore
from studio_app.support.clock import Clock
from studio_app.support.signal import Signal

DRAIN_S = 10.0
AGAIN_S = 2.0
HOOKS = "/api/hooks/"
THERE = (InstanceStatus.CONNECTED, InstanceStatus.STALE)


class Parts(NamedTuple):
    """What all plugins share."""

    store: PluginStore
    sinks: Sinks
    secrets: InstanceSecrets
    log: PluginLog
    clock: Clock
    aisle: Aisle
    speaking: Signal[str, bool, str]
    """An engine's mouth, by instance: moves, or rests; what it says."""


class _Life(NamedTuple):
    """One instance in one runner."""

    number: int
    instance: str
    wanted: Wanted
    intake: Intake


class Lives:
    """On the loop's thread."""

    def __init__(self, plugin: str, parts: Parts) -> None:
        self._plugin = plugin
        self._parts = parts
        self._manifest: Manifest | None = None
        self._hindrance: Problem | None = None
        self._wanted: dict[str, Wanted] = {}
        self._numbers = itertools.count(1)
        self._lives: dict[int, _Life] = {}
        """All whose events may still come, by number."""
        self._now: dict[str, int] = {}
        """By instance: the life that speaks for it."""
        self._draining: set[asyncio.Task[None]] = set()
        self._dirty = asyncio.Event()
        self._told: set[str] = set()
        """Instances of which the sink knows whether they are live, or how many watch."""

    # --- what is wanted --------------------------------------------------------------------------

    def want(
        self, wanted: Mapping[str, Wanted], manifest: Manifest | None, hindrance: Problem | None
    ) -> None:
        """Have these, and no others. `hindrance`: why the plugin cannot run at all."""
        gone = [instance for instance in self._wanted if instance not in wanted]
        for instance in gone:
            record = self._parts.store.instance(instance)
            if record is not None and record.plugin == self._plugin:  # not another plugin's by now
                self._parts.store.apply({("plugin_instance", instance): None})
        self._wanted = dict(wanted)
        self._manifest = manifest
        self._hindrance = hindrance
        for instance in gone:
            self._untold(instance, live=None)
        for instance, wish in self._wanted.items():
            if not self.runs(wish):
                why = wish.problem or self._obstacle()
                off = InstanceStatus.OFF if not wish.on else InstanceStatus.FAILED
                self._show(instance, off, why)
            elif self._parts.store.instance(instance) is None or not self._is_now(instance, wish):
                self._show(instance, InstanceStatus.CONNECTING)
        self._dirty.set()

    def runs(self, wish: Wanted) -> bool:
        """Whether this one is to run."""
        return wish.on and wish.problem is None and self._obstacle() is None

    @property
    def any_on(self) -> bool:
        """Whether a runner is needed."""
        return any(self.runs(wish) for wish in self._wanted.values())

    @property
    def waiting(self) -> int:
        """Events that are not on the disk yet."""
        return sum(life.intake.waiting for life in self._lives.values())

    @property
    def count(self) -> int:
        """How many are set up."""
        return len(self._wanted)

    def _obstacle(self) -> Problem | None:
        if self._hindrance is not None or self._manifest is None:
            return self._hindrance
        kind = self._manifest.kind
        return None if is_taken(self._parts.sinks, kind) else problem("plugin_unused", kind=kind)

    # --- in a runner -----------------------------------------------------------------------------

    async def attend(self, child: Child) -> None:
        """Keep this runner's instances as they are wanted; until cancelled."""
        while True:
            self._dirty.clear()
            for instance in [each for each in self._now if not self._is_right(each)]:
                child.send(Drop(life=self._now[instance]))
                self._forget(instance)
            for instance, wish in list(self._wanted.items()):
                if instance not in self._now and self.runs(wish):
                    await self._put(child, instance, wish)
            await self._dirty.wait()

    def _is_now(self, instance: str, wish: Wanted) -> bool:
        number = self._now.get(instance)
        return number is not None and self._lives[number].wanted == wish

    def _is_right(self, instance: str) -> bool:
        wish = self._wanted.get(instance)
        return wish is not None and self.runs(wish) and self._is_now(instance, wish)

    async def _put(self, child: Child, instance: str, wish: Wanted) -> None:
        """Begin a life. What cannot be read now is read again soon."""
        manifest = self._manifest
        if manifest is None:
            return
        try:
            # What an earlier life told is on the disk first, or it would be asked for again.
            former = [life.intake for life in self._lives.values() if life.instance == instance]
            async with asyncio.timeout(DRAIN_S):
                for intake in former:
                    await intake.drained()
            names = [spec.name for spec in manifest.setting if spec.secret]
            secrets = await self._parts.secrets.read(instance, names)
            resume = await resume_of(self._parts.sinks, manifest, instance, wish)
        except (StudioError, TimeoutError) as error:
            why = error.problem if isinstance(error, StudioError) else None
            at = self._parts.clock.now() + timedelta(seconds=AGAIN_S)
            self._show(instance, InstanceStatus.WAITING, why, at)
            asyncio.get_running_loop().call_later(AGAIN_S, self._dirty.set)
            return
        if self._wanted.get(instance) != wish:
            self._dirty.set()
            return
        self._parts.log.know(secrets.values())
        number = next(self._numbers)
        life = _Life(number, instance, wish, self._intake(manifest, instance, wish, number, child))
        self._lives[number] = life
        self._now[instance] = number
        settings, _ = checked(manifest, wish.settings, wish.secrets)
        child.send(
            Put(
                life=number,
                instance=instance,
                booth=wish.booth or "",
                settings=settings,
                secrets=secrets,
                resume=resume,
            )
        )

    def _intake(
        self, manifest: Manifest, instance: str, wish: Wanted, number: int, child: Child
    ) -> Intake:
        def taken(seq: int) -> None:
            child.send(Ack(life=number, seq=seq))

        take = taker(self._parts.sinks, manifest, instance, wish)
        return Intake(instance, take, taken, self._parts.aisle)

    def number(self, instance: str) -> int | None:
        """The life that calls for this instance go to."""
        return self._now.get(instance)

    def retry(self, child: Child | None, instance: str) -> None:
        """Wait no longer for the next try."""
        number = self._now.get(instance)
        if child is not None and number is not None:
            child.send(Retry(life=number))
        self._dirty.set()

    # --- what is heard ---------------------------------------------------------------------------

    def batch(self, batch: Batch) -> None:
        """Events came."""
        life = self._lives.get(batch.life)
        if life is not None:
            life.intake.put(batch)

    def state(self, state: State) -> None:
        """An instance is otherwise now."""
        life = self._speaking(state.life)
        if life is None:
            return
        at: datetime | None = None
        if state.wait_s is not None:
            at = self._parts.clock.now() + timedelta(seconds=state.wait_s)
        if state.status not in THERE:
            offline = state.status is InstanceStatus.OFFLINE and self._can(Ability.TELLS_LIVE)
            self._untold(life.instance, live=False if offline else None)
        self._show(life.instance, state.status, self._cleaned(state.problem), at)

    def tell(self, tell: Tell) -> None:
        """What passes."""
        life = self._speaking(tell.life)
        chat = self._parts.sinks.chat
        if life is None:
            return
        if chat is not None and (tell.live is not None or tell.viewers is not None):
            self._told.add(life.instance)
            if tell.live is not None:
                chat.live(life.instance, tell.live)
            if tell.viewers is not None:
                chat.viewers(life.instance, tell.viewers)
        if tell.speaking is not None:
            self._parts.speaking.emit(life.instance, tell.speaking, tell.text)

    async def keep(self, keep: Keep) -> None:
        """A secret was replaced by its service."""
        life = self._speaking(keep.life)
        spec = self._manifest.spec(keep.name) if self._manifest is not None else None
        if life is None or spec is None or not spec.secret:
            return
        self._parts.log.know([keep.value])
        try:
            await self._parts.secrets.keep(life.instance, keep.name, keep.value)
        except StudioError as error:
            self.say(f"{keep.name} could not be kept: {error}", life.instance, "error")

    def gone(self, number: int) -> None:
        """Nothing more comes of that life."""
        life = self._lives.get(number)
        if life is not None:
            self._drain(life)

    def line(self, line: Line) -> None:
        """Something for the log."""
        life = self._lives.get(line.life)
        self.say(line.text, life.instance if life is not None else "", line.level)

    def say(self, text: str, instance: str = "", level: str = "info") -> None:
        """A line of the log."""
        self._parts.log.add(self._plugin, text, instance=instance, level=level)

    def left(self, why: Problem | None = None, next_try: datetime | None = None) -> None:
        """The runner has ended; what came is still taken."""
        for life in tuple(self._lives.values()):
            self._drain(life)
        for instance in tuple(self._now):
            self._forget(instance)
        for instance, wish in self._wanted.items():
            if self.runs(wish):
                status = InstanceStatus.CONNECTING if why is None else InstanceStatus.WAITING
                self._show(instance, status, why, next_try)

    async def stop(self, within_s: float) -> None:
        """Take what came, for so long; then no more."""
        lives = list(self._lives.values())
        try:
            async with asyncio.timeout(within_s):
                for life in lives:
                    await life.intake.drained()
        except TimeoutError:
            pass
        finally:
            for task in self._draining:
                task.cancel()
            await asyncio.gather(*self._draining, return_exceptions=True)
            for life in lives:
                await life.intake.stop()

    # --- inside ----------------------------------------------------------------------------------

    def _can(self, ability: Ability) -> bool:
        return self._manifest is not None and ability in self._manifest.can

    def _speaking(self, number: int) -> _Life | None:
        """That life, if it still speaks for its instance."""
        life = self._lives.get(number)
        if life is None or life.instance not in self._wanted:
            return None
        return life if self._now.get(life.instance) == number else None

    def _forget(self, instance: str) -> None:
        """No life speaks for it any more; events under way still count."""
        self._now.pop(instance, None)
        self._untold(instance, live=None)

    def _untold(self, instance: str, *, live: bool | None) -> None:
        chat = self._parts.sinks.chat
        if chat is None or (instance not in self._told and live is None):
            return
        self._told.discard(instance)
        chat.live(instance, live)
        chat.viewers(instance, None)
        if live is not None:
            self._told.add(instance)

    def _drain(self, life: _Life) -> None:
        async def drain() -> None:
            try:
                await life.intake.drained()
            finally:
                await life.intake.stop()
                self._lives.pop(life.number, None)

        task = asyncio.create_task(drain(), name=f"drain {life.instance}")
        self._draining.add(task)
        task.add_done_callback(self._draining.discard)

    def _cleaned(self, why: Problem | None) -> Problem | None:
        """A plugin's words without secrets."""
        if why is None:
            return None
        args = {name: self._parts.log.clean(value) for name, value in why.args.items()}
        return msgspec.structs.replace(why, args=args)

    def _show(
        self,
        instance: str,
        status: InstanceStatus,
        why: Problem | None = None,
        next_try: datetime | None = None,
    ) -> None:
        wish = self._wanted[instance]
        before = self._parts.store.instance(instance)
        same = before is not None and before.status is status
        record = Instance(
            plugin=self._plugin,
            booth=wish.booth,
            on=wish.on,
            settings=dict(wish.settings),
            secrets=wish.secrets,
            status=status,
            problem=why,
            since=before.since if before is not None and same else self._parts.clock.now(),
            next_try=next_try,
            hook=f"{HOOKS}{instance}" if self._can(Ability.WEBHOOK) else "",
        )
        self._parts.store.apply({("plugin_instance", instance): record})
