"""Who was live: remembers what every booth does, and after a crash says what did not come back."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec import field
from msgspec.structs import replace

from studio_app.domain.actions.outputs import StartOutput
from studio_app.domain.actions.recovery import DismissRecovery, Recover, SomeBooths
from studio_app.domain.actions.switching import Cut
from studio_app.domain.booth import LinkStatus, Output
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import BoothId
from studio_app.domain.records import Changes
from studio_app.domain.recovery import Panic, Part, Recovery, RecoveryStatus
from studio_app.domain.struct import Fact
from studio_app.obs.output_watch import RUNNING
from studio_app.services.action_desk import ActionContext, ActionDesk, Outcome
from studio_app.services.kept_file import KeptFile
from studio_app.services.outputs import Outputs
from studio_app.services.panic import each_booth
from studio_app.services.switching import Switching
from studio_app.stores.booths import BoothStore
from studio_app.support.clock import Clock

log = logging.getLogger(__name__)

ALIVE_EVERY_S = 30.0
"""How exactly a crash can be dated afterwards."""
BACK_SHOWN_S = 60.0
TOO_OLD = timedelta(hours=12)
TOO_OLD_AFTER_STOP = timedelta(minutes=10)
"""A server that was stopped on purpose for longer has nobody's show to bring back."""
ORDER = (Part.SCENE, Part.RECORD, Part.REPLAY, Part.VIRTUALCAM, Part.STREAM)
"""In which it is started again: viewers come last."""
_UP = (LinkStatus.CONNECTED, LinkStatus.STALE)


class Work(Fact, frozen=True, kw_only=True):
    """What one booth does."""

    parts: dict[Part, datetime | None] = field(default_factory=dict)
    """What runs, and since when."""
    scene: str = ""


class KeptWork(Fact, frozen=True, kw_only=True):
    """What is on the disk."""

    alive: datetime
    """When the server was last known to run."""
    stopped: bool = False
    """Whether it was stopped on purpose then."""
    booths: dict[str, Work] = field(default_factory=dict)
    recoveries: dict[str, Recovery] = field(default_factory=dict)


class AtWork:
    """Keeps the records `recovery`. On the loop's thread; the disk is never waited for.

    An output that ends while its OBS is connected has ended in plain sight and is not missing.
    What is missing is what ran when an OBS, its PC or this server was last heard, and no longer
    runs when it is heard again.
    """

    def __init__(
        self,
        store: BoothStore,
        outputs: Outputs,
        switching: Switching,
        clock: Clock,
        file: KeptFile[KeptWork],
    ) -> None:
        self._store = store
        self._outputs = outputs
        self._switching = switching
        self._clock = clock
        self._file = file
        self._work: dict[str, Work] = {}
        self._up: set[str] = set()
        self._last_heard: dict[str, datetime | None] = {}
        """Of booths that are away: their link forgets it when it is up again."""
        self._crashed = False
        self._alive: asyncio.Task[None] | None = None
        self._removals: dict[str, asyncio.TimerHandle] = {}
        self._disconnect: Callable[[], None] = lambda: None

    def bind(self, desk: ActionDesk) -> None:
        """Have the desk carry these actions out here."""
        desk.bind(Recover, self.restore)
        desk.bind(DismissRecovery, self.dismiss)

    def start(self) -> None:
        """Recall what was; before any OBS has answered, with the booths known already."""
        now = self._clock.now()
        kept = self._file.load()
        if kept is not None:
            self._recall(kept, now)
        self._disconnect = self._store.applied.connect(self._applied)
        self._alive = asyncio.create_task(self._stay_alive(), name="at work")

    def _recall(self, kept: KeptWork, now: datetime) -> None:
        self._crashed = not kept.stopped
        if now - kept.alive > (TOO_OLD_AFTER_STOP if kept.stopped else TOO_OLD):
            return
        records: Changes = {}
        for booth in self._store.booths():
            work = self._work[booth] = kept.booths.get(booth, Work())
            before = kept.recoveries.get(booth)
            was = _all_of_it(work, before)
            if was:
                records["recovery", booth] = Recovery(
                    status=RecoveryStatus.WAITING,
                    since=now,
                    was=was,
                    scene=before.scene if before is not None and before.missing else work.scene,
                    last_seen=kept.alive,
                )
        self._store.apply(records)

    async def stop(self) -> None:
        """Follow the booths no more; what they did last reaches the disk."""
        self._disconnect()
        for removal in self._removals.values():
            removal.cancel()
        if self._alive is not None:
            self._alive.cancel()
            await asyncio.gather(self._alive, return_exceptions=True)
        self._keep(stopped=True)
        await self._file.written()

    async def _stay_alive(self) -> None:
        while True:
            self._keep()
            await asyncio.sleep(ALIVE_EVERY_S)

    def _keep(self, *, stopped: bool = False) -> None:
        records = ((key[1], self._record(key[1])) for key in self._store.keys("recovery"))
        self._file.keep(
            KeptWork(
                alive=self._clock.now(),
                stopped=stopped,
                booths=dict(self._work),
                recoveries={booth: record for booth, record in records if record is not None},
            )
        )

    # --- what is heard -----------------------------------------------------------------------

    def _applied(self, changes: Changes) -> None:
        heard = {key[1] for key in changes if key[0] in ("link", "output", "switcher")}
        worth_keeping = False
        for booth in heard:
            link = self._store.link(BoothId(booth))
            if link is None:
                worth_keeping |= self._forget(booth)
            elif link.status not in _UP:
                self._last_heard[booth] = link.last_heard
                if booth in self._up:
                    self._up.discard(booth)
                    self._wait(booth)
            else:
                worth_keeping |= self._heard(booth)
        if worth_keeping:
            self._keep()

    def _forget(self, booth: str) -> bool:
        self._up.discard(booth)
        self._last_heard.pop(booth, None)
        return self._work.pop(booth, None) is not None

    def _wait(self, booth: str) -> None:
        record = self._record(booth)
        if record is not None and record.status is RecoveryStatus.MISSING:
            left = {part: since for part, since in record.was.items() if part in record.missing}
            self._put(booth, replace(record, status=RecoveryStatus.WAITING, was=left))

    def _heard(self, booth: str) -> bool:
        """An OBS has said something; whether that is worth keeping."""
        before, now = self._work.get(booth, Work()), self._now(booth)
        first = booth not in self._up
        self._up.add(booth)
        if first:
            self._compare(booth, before, now)
        else:
            self._follow(booth, now, switched=before.scene != now.scene)
        if not first and now.parts.keys() == before.parts.keys() and now.scene == before.scene:
            return False
        self._work[booth] = now
        return True

    def _now(self, booth: str) -> Work:
        parts: dict[Part, datetime | None] = {}
        for key in self._store.keys("output", booth):
            output = self._store.get(Output, *key)
            if output is not None and output.status in RUNNING:
                parts[Part(key[2])] = output.since
        switcher = self._store.switcher(BoothId(booth))
        return Work(parts=parts, scene=switcher.program if switcher is not None else "")

    def _compare(self, booth: str, before: Work, now: Work) -> None:
        """It is heard again: what of what it did does it still do?"""
        record = self._record(booth)
        was = _all_of_it(before, record)
        scene = record.scene if record is not None and record.scene else before.scene
        missing = tuple(part for part in ORDER if part in was and part not in now.parts)
        if was and scene and scene != now.scene:
            missing = (Part.SCENE, *missing)
        if missing:
            new = record or Recovery(
                status=RecoveryStatus.MISSING,
                since=self._clock.now(),
                last_seen=self._last_heard.get(booth),
            )
            self._put(
                booth,
                replace(new, status=RecoveryStatus.MISSING, was=was, scene=scene, missing=missing),
            )
            words = ", ".join(missing)
            log.warning("booth %s: did not come back by itself: %s", booth, words)
        elif record is not None and self._crashed:
            self._back(booth, record)
        elif record is not None:
            self._put(booth, None)

    def _follow(self, booth: str, now: Work, *, switched: bool) -> None:
        """What is started again, or switched by somebody, is no longer missing."""
        record = self._record(booth)
        if record is None or record.status is not RecoveryStatus.MISSING:
            return
        missing = tuple(
            part
            for part in record.missing
            if (not switched if part is Part.SCENE else part not in now.parts)
        )
        if not missing:
            self._back(booth, record)
        elif missing != record.missing:
            self._put(booth, replace(record, missing=missing, problem=None))

    def _back(self, booth: str, record: Recovery) -> None:
        back = replace(record, status=RecoveryStatus.BACK, missing=(), problem=None)
        self._put(booth, back)
        self._removals[booth] = asyncio.get_running_loop().call_later(
            BACK_SHOWN_S, self._put, booth, None
        )

    def _record(self, booth: str) -> Recovery | None:
        return self._store.get(Recovery, "recovery", booth)

    def _put(self, booth: str, record: Recovery | None) -> None:
        removal = self._removals.pop(booth, None)
        if removal is not None:
            removal.cancel()
        self._store.apply({("recovery", booth): record})

    # --- actions -----------------------------------------------------------------------------

    async def restore(self, action: Recover, context: ActionContext) -> Outcome:
        """Start again what is missing, on all these booths at the same time."""
        results = await each_booth(
            self._chosen(action.booths), lambda booth: self._restore(booth, action.parts, context)
        )
        return Outcome(value=results)

    async def _restore(
        self, booth: BoothId, parts: tuple[Part, ...], context: ActionContext
    ) -> None:
        record = self._record(booth)
        if record is None or record.status is RecoveryStatus.BACK:
            return  # somebody was quicker
        wanted = parts or record.missing or tuple(record.was)
        try:
            for part in ORDER:
                if part in wanted:
                    await self._restore_part(booth, part, record, context)
        except StudioError as error:
            left = self._record(booth)
            if left is not None and left.status is not RecoveryStatus.BACK:
                self._put(booth, replace(left, problem=error.problem))
            raise

    async def _restore_part(
        self, booth: BoothId, part: Part, record: Recovery, context: ActionContext
    ) -> None:
        if part.output is None:
            # Who is in a panic stays on standby; its end brings the scene back.
            if self._store.get(Panic, "panic", booth) is None:
                await self._switching.cut(Cut(booth=booth, scene=record.scene), context)
            return
        try:
            await self._outputs.start(StartOutput(booth=booth, output=part.output), context)
        except StudioError as error:
            if error.problem.code != "output_active_already":
                raise

    async def dismiss(self, action: DismissRecovery, _: ActionContext) -> Outcome:
        """Nobody wants these back."""
        for booth in self._chosen(action.booths):
            self._put(booth, None)
        self._keep()
        return Outcome()

    def _chosen(self, booths: SomeBooths) -> tuple[BoothId, ...]:
        if booths != "all":
            return tuple(dict.fromkeys(booths))
        return tuple(BoothId(key[1]) for key in self._store.keys("recovery"))


def _all_of_it(work: Work, record: Recovery | None) -> dict[Part, datetime | None]:
    """What a booth did last, and what it had been missing already."""
    missing = record.missing if record is not None else ()
    waiting = record is not None and record.status is RecoveryStatus.WAITING
    earlier = {
        part: since
        for part, since in (record.was if record is not None else {}).items()
        if waiting or part in missing
    }
    return {**earlier, **work.parts}
