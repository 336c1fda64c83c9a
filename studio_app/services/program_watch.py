"""Watches the program of every booth on air: black, frozen, silent, as the record `program_watch`.

Pictures are asked for like any client's, at a low rate and small; where a wall asks for the same
picture anyway, that one is judged and OBS is asked no more. Meters likewise.
"""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import msgspec

from studio_app.domain.booth import (
    Booth,
    Link,
    Live,
    Output,
    OutputKind,
    ProgramWatch,
    SceneRole,
    SentBy,
    Switcher,
    Unwatched,
)
from studio_app.domain.feed import Bus, Picture, PictureWant
from studio_app.domain.ids import BoothId
from studio_app.domain.onair import AirStatus, judge_air
from studio_app.domain.records import Changes, RecordKey
from studio_app.domain.recovery import standby_scene
from studio_app.domain.struct import Fact
from studio_app.media.picture import ASK_WIDTH, Grid, shrink
from studio_app.media.program import PictureJudge, SoundJudge
from studio_app.services.meters import MeterService
from studio_app.services.pictures import PictureService
from studio_app.services.program_sound import Level, ProgramSound
from studio_app.stores.booths import BoothStore
from studio_app.support.clock import Clock

log = logging.getLogger(__name__)

PICTURE_EVERY_S = 2.0
EARLY = 0.25
"""A picture that comes by this part of the interval too soon is judged all the same."""
NO_PICTURE_AFTER = timedelta(seconds=8)
LOOK_EVERY_S = 1.0
_SAFE = (SceneRole.STANDBY, SceneRole.BREAK)
_DECODE = msgspec.msgpack.Decoder(Picture).decode


class ProgramWatcher:
    """Keeps `program_watch` for every booth. On the loop's thread; pictures are decoded in one
    thread beside it."""

    def __init__(
        self,
        store: BoothStore,
        pictures: PictureService,
        meters: MeterService,
        sound: ProgramSound,
        clock: Clock,
    ) -> None:
        self._store = store
        self._pictures = pictures
        self._meters = meters
        self._clock = clock
        self._watches: dict[BoothId, _Watch] = {}
        self._wanted: tuple[tuple[BoothId, ...], tuple[BoothId, ...]] = ((), ())
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="program pictures")
        self._disconnect = (
            store.changed.connect(self._changed),
            pictures.arrived.connect(self._pictured),
            sound.level.connect(self._heard),
        )
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look."""
        self._task = asyncio.create_task(self._look_on(), name="program watch")

    async def stop(self) -> None:
        """Look no more; the records stay as last judged."""
        for disconnect in self._disconnect:
            disconnect()
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        self._pictures.want(self, [])
        self._meters.want(self, [])
        self._thread.shutdown(wait=False, cancel_futures=True)

    # --- what comes in -------------------------------------------------------------------------

    def _changed(self, key: RecordKey, old: Fact | None, new: Fact | None) -> None:
        """Another scene on air: what was seen of the one before says nothing of this one."""
        if key[0] == "switcher" and isinstance(old, Switcher) and isinstance(new, Switcher):
            watch = self._watches.get(BoothId(key[1]))
            if watch is not None and (old.program, old.leaving) != (new.program, new.leaving):
                watch.begin_pictures(self._clock.now())

    def _heard(self, booth: BoothId, level: Level) -> None:
        watch = self._watches.get(booth)
        if watch is not None and watch.hears:
            watch.sound.hear(level.peak_db, self._clock.now())

    def _pictured(self, booth: BoothId, bus: Bus, frame: bytes) -> None:
        watch = self._watches.get(booth)
        if watch is None or bus is not Bus.PROGRAM or not watch.watched:
            return
        loop = asyncio.get_running_loop()
        if watch.busy or loop.time() < watch.due_s:
            return
        watch.due_s = loop.time() + PICTURE_EVERY_S * (1 - EARLY)
        watch.busy = True
        picture = _DECODE(frame)
        waiting = loop.run_in_executor(
            self._thread, shrink, picture.jpeg, picture.width, picture.height
        )
        waiting.add_done_callback(lambda done: self._made_small(watch, picture, done))

    def _made_small(
        self, watch: "_Watch", picture: Picture, done: "asyncio.Future[Grid | None]"
    ) -> None:
        watch.busy = False
        if done.cancelled():
            return
        error = done.exception()
        if error is not None:
            log.error("booth %s: a picture could not be judged", picture.booth, exc_info=error)
            return
        grid = done.result()
        if grid is not None and watch.watched and picture.taken >= watch.began:
            watch.picture.see(grid, picture.width, picture.taken)

    # --- what comes of it ----------------------------------------------------------------------

    async def _look_on(self) -> None:
        while True:
            try:
                self._look()
            except Exception:
                log.exception("watching the programs failed here and goes on")
            await asyncio.sleep(LOOK_EVERY_S)

    def _look(self) -> None:
        now = self._clock.now()
        booths = self._store.booths()
        for gone in set(self._watches).difference(booths):
            del self._watches[gone]
        changes: Changes = {
            key: None for key in self._store.keys("program_watch") if key[1] not in booths
        }
        seen, heard = [], []
        for booth in booths:
            entry = self._store.get(Booth, "booth", booth)
            if entry is None:
                continue
            watch = self._watches.setdefault(booth, _Watch(now))
            reason = why_not(self._store, booth, entry)
            watch.turn(reason, now)
            # The virtual camera has no sound: it goes to the platform's program by another way.
            watch.hears = watch.watched and entry.sent_by is not SentBy.PLATFORM_PROGRAM
            if watch.watched:
                seen.append(booth)
            if watch.hears:
                heard.append(booth)
            changes["program_watch", booth] = watch.judged(now)
        self._store.apply(changes)
        wanted = (tuple(seen), tuple(heard))
        if wanted != self._wanted:
            self._wanted = wanted
            self._pictures.want(self, [_picture_want(booth) for booth in seen])
            self._meters.want(self, heard)


class _Watch:
    """What is remembered of one booth."""

    def __init__(self, now: datetime) -> None:
        self.picture = PictureJudge()
        self.sound = SoundJudge()
        self.watched = False
        self.hears = False
        self.began = now
        self.busy = False
        """A picture is being decoded."""
        self.due_s = 0.0
        self._reason: Unwatched | None = Unwatched.OFF_AIR

    def begin_pictures(self, now: datetime) -> None:
        """Only pictures taken from now on count."""
        self.began = now
        self.picture.forget()
        self.due_s = 0.0

    def turn(self, reason: Unwatched | None, now: datetime) -> None:
        """Whether it is to be watched from now on."""
        self._reason = reason
        watched = reason is None
        if watched is not self.watched:
            self.watched = watched
            self.begin_pictures(now)
            self.sound.forget()

    def judged(self, now: datetime) -> ProgramWatch:
        """The record."""
        if not self.watched:
            return ProgramWatch(reason=self._reason)
        silent = self.sound.silent_since(now)
        if now - (self.picture.last or self.began) > NO_PICTURE_AFTER:
            return ProgramWatch(reason=Unwatched.NO_PICTURE, silent_since=silent)
        return ProgramWatch(
            watched=True,
            black_since=self.picture.black_since(),
            frozen_since=self.picture.frozen_since(),
            silent_since=silent,
        )


def why_not(store: BoothStore, booth: BoothId, entry: Booth) -> Unwatched | None:
    """Why a booth's program is not to be watched now; None when it is."""
    air = judge_air(
        entry,
        store.get(Link, "link", booth),
        store.get(Output, "output", booth, OutputKind.STREAM.value),
        store.get(Live, "live", booth),
    )
    if air.status is AirStatus.UNKNOWN:
        return Unwatched.NO_LINK
    if air.status is AirStatus.OFF:
        return Unwatched.OFF_AIR
    switcher = store.switcher(booth)
    if switcher is None:
        return Unwatched.NO_LINK
    # A panic makes a standby scene where the settings name none.
    safe = {
        *(entry.scene_roles.get(role, "") for role in _SAFE),
        standby_scene(entry, switcher.scenes),
    }
    if switcher.program in safe:
        return Unwatched.SAFE_SCENE
    return None


def _picture_want(booth: BoothId) -> PictureWant:
    return PictureWant(booth=booth, bus=Bus.PROGRAM, fps=1 / PICTURE_EVERY_S, width=ASK_WIDTH)
