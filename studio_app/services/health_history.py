"""Keeps what every booth's figures were: gathers them each second, writes and reads rows."""

import asyncio
import logging
import math
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from studio_app.database.database import Conflict
from studio_app.domain.booth import Health, LinkStatus, Output, OutputKind, OutputStatus
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.health import (
    COARSE_S,
    FINE_FOR,
    FINE_S,
    LONGEST_PAGE,
    HealthPage,
    HealthReading,
    Stretch,
    beginning,
)
from studio_app.domain.ids import BoothId
from studio_app.domain.settings import HealthSettings
from studio_app.services.health_rows import HealthRows, KeptRow
from studio_app.services.program_sound import Level, ProgramSound
from studio_app.stores.booths import BoothStore
from studio_app.support.clock import Clock

log = logging.getLogger(__name__)

READ_EVERY_S = 1.0
PRUNE_EVERY_S = 600.0
MOST_WAITING = 20_000
"""Rows held while the database cannot write: an hour of 32 booths."""
MOST_AT_ONCE = 200
_SENDING = (OutputStatus.ACTIVE, OutputStatus.RECONNECTING)


class _Heard(NamedTuple):
    """A second's sound so far: highest peak, powers added, readings."""

    peak_db: float
    power: float
    readings: int


class HealthHistory:
    """Gathers on the loop's thread; the database's own writer does the rest, a few rows every ten
    seconds. What cannot be written waits, up to a limit."""

    def __init__(
        self,
        store: BoothStore,
        sound: ProgramSound,
        rows: HealthRows,
        clock: Clock,
        settings: Callable[[], HealthSettings],
    ) -> None:
        self._store = store
        self._rows = rows
        self._clock = clock
        self._settings = settings
        self._heard: dict[BoothId, _Heard] = {}
        self._open: dict[tuple[BoothId, int], Stretch] = {}
        self._waiting: deque[KeptRow] = deque(maxlen=MOST_WAITING)
        self._wake = asyncio.Event()
        self._failing = False
        self._disconnect = sound.level.connect(self._hear)
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to gather and to write."""
        self._tasks = [
            asyncio.create_task(self._read_on(), name="health readings"),
            asyncio.create_task(self._write_on(), name="health writer"),
            asyncio.create_task(self._prune_on(), name="health pruning"),
        ]

    async def stop(self) -> None:
        """Write what is there (one try), then end."""
        self._disconnect()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for booth, every_s in list(self._open):
            self._close(booth, every_s)
        while self._waiting and await self._write_some():
            pass

    async def page(
        self, booth: BoothId, since: datetime, until: datetime, every_s: int | None = None
    ) -> HealthPage:
        """The rows that begin from `since` until before `until`, of `every_s` seconds each; None:
        fine ones where those are kept, coarse ones otherwise. Raises StudioError: no_such_booth,
        bad_request."""
        if booth not in self._store.booths():
            raise fail("no_such_booth", booth=booth, booths=", ".join(self._store.booths()) or "–")
        if not since < until:
            raise fail("bad_request", detail="since must be before until")
        if until - since > LONGEST_PAGE:
            hours = round(LONGEST_PAGE.total_seconds() / 3600)
            raise fail("bad_request", detail=f"at most {hours} hours at once; ask in parts")
        if every_s is None:
            fine = since >= self._clock.now() - FINE_FOR
            every_s = FINE_S if fine else COARSE_S
        elif every_s not in (FINE_S, COARSE_S):
            raise fail("bad_request", detail=f"every: {FINE_S} or {COARSE_S} seconds")
        rows = await self._rows.read(booth, every_s, since, until)
        return HealthPage(booth=booth, every_s=every_s, since=since, until=until, rows=tuple(rows))

    # --- gathering -----------------------------------------------------------------------------

    def _hear(self, booth: BoothId, level: Level) -> None:
        before = self._heard.get(booth)
        power = 10 ** (level.rms_db / 10)
        if before is None:
            self._heard[booth] = _Heard(level.peak_db, power, 1)
        else:
            peak_db = max(before.peak_db, level.peak_db)
            self._heard[booth] = _Heard(peak_db, before.power + power, before.readings + 1)

    async def _read_on(self) -> None:
        while True:
            try:
                self._read()
            except Exception:
                log.exception("reading the booths' figures failed here and goes on")
            await asyncio.sleep(READ_EVERY_S)

    def _read(self) -> None:
        """One reading of every booth; stretches that are over become rows."""
        now = self._clock.now()
        for every_s in (FINE_S, COARSE_S):
            begin = beginning(now, every_s)
            for booth, of_s in [key for key in self._open if key[1] == every_s]:
                if self._open[booth, of_s].begin != begin:
                    self._close(booth, of_s)
        heard, self._heard = self._heard, {}
        for booth in self._store.booths():
            reading = read_booth(self._store, booth, heard.get(booth))
            if reading is None:
                continue
            for every_s in (FINE_S, COARSE_S):
                stretch = self._open.get((booth, every_s))
                if stretch is None:
                    stretch = self._open[booth, every_s] = Stretch(beginning(now, every_s))
                stretch.add(reading)

    def _close(self, booth: BoothId, every_s: int) -> None:
        row = self._open.pop((booth, every_s)).row()
        if row is not None:
            self._waiting.append(KeptRow(booth, every_s, row))
            self._wake.set()

    # --- keeping -------------------------------------------------------------------------------

    async def _write_on(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._waiting and await self._write_some():
                pass

    async def _write_some(self) -> bool:
        """Write up to `MOST_AT_ONCE` rows; False when that is impossible, then they wait for the
        next ones."""
        batch = [self._waiting[index] for index in range(min(len(self._waiting), MOST_AT_ONCE))]
        try:
            await self._rows.write(batch)
        except (StudioError, Conflict) as error:
            if not self._failing:
                log.error("the booths' figures cannot be written: %s", error)
            self._failing = True
            return False
        if self._failing:
            log.warning("the booths' figures are written again")
            self._failing = False
        written = set(map(id, batch))
        while self._waiting and id(self._waiting[0]) in written:
            self._waiting.popleft()
        return True

    async def _prune_on(self) -> None:
        while True:
            settings, now = self._settings(), self._clock.now()
            try:
                await self._rows.prune(
                    fine_before=now - FINE_FOR - timedelta(minutes=5),
                    coarse_before=now - timedelta(days=settings.keep_days),
                    most_bytes=settings.budget_mb * 1_000_000,
                )
            except (StudioError, Conflict) as error:
                log.error("old figures of the booths cannot be dropped: %s", error)
            await asyncio.sleep(PRUNE_EVERY_S)


def read_booth(
    store: BoothStore, booth: BoothId, heard: _Heard | None = None
) -> HealthReading | None:
    """A booth's figures now; None unless its OBS is being heard, so that no old figure counts."""
    link, health = store.link(booth), store.get(Health, "health", booth)
    if link is None or link.status is not LinkStatus.CONNECTED or health is None:
        return None
    stream = store.get(Output, "output", booth, OutputKind.STREAM.value)
    sending = stream if stream is not None and stream.status in _SENDING else None
    rms_db = None
    if heard is not None and heard.power > 0:
        rms_db = 10 * math.log10(heard.power / heard.readings)
    return HealthReading(
        fps=health.fps,
        lagged_pct=health.render_skipped_pct,
        skipped_pct=sending.skipped_pct if sending else None,
        congestion_pct=sending.congestion * 100 if sending else None,
        kbps=sending.kbps if sending else None,
        cpu_pct=health.cpu_pct,
        disk_free_mb=health.disk_free_mb,
        round_trip_ms=health.round_trip_ms,
        peak_db=heard.peak_db if heard else None,
        rms_db=rms_db,
    )
