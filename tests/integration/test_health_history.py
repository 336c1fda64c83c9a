"""The booths' figures over time: gathered, written, paged, dropped by age and size."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from studio_app.database import database as database_module
from studio_app.domain.booth import (
    Booth,
    Health,
    Link,
    LinkStatus,
    Output,
    OutputStatus,
)
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.health import COARSE_S, FINE_S, HealthReading, HealthRow
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.settings import HealthSettings
from studio_app.obs.links import LinkRoom
from studio_app.services import health_history
from studio_app.services.health_history import HealthHistory
from studio_app.services.health_rows import ROW_BYTES, HealthRows, KeptRow
from studio_app.services.meters import MeterService
from studio_app.services.program_sound import Level, ProgramSound
from studio_app.stores.booths import BoothStore
from tests.fakes.house import SERVER_ID, House, TurnedClock, open_house
from tests.fakes.postgres import cluster

ONE = BoothId("one")


class Watched:
    """A store with booths that live, and the history of them."""

    def __init__(self, house: House) -> None:
        self.clock: TurnedClock = house.clock
        self.store = BoothStore()
        self.sound = ProgramSound(self.store, MeterService(LinkRoom(self.store, house.clock)))
        self.rows = HealthRows(house.database, SERVER_ID)
        self.history = HealthHistory(self.store, self.sound, self.rows, house.clock, HealthSettings)

    def live(self, booth: BoothId = ONE, *, cpu: float = 10.0, kbps: int = 2500) -> None:
        """The booth is connected and sends."""
        entry = Booth(number=1, name="One", address="127.0.0.1:1", local=True)
        self.store.apply(
            {
                ("booth", booth): entry,
                ("link", booth): Link(status=LinkStatus.CONNECTED, since=self.clock.now()),
                ("health", booth): Health(fps=30, cpu_pct=cpu, disk_free_mb=5000),
                ("output", booth, "stream"): Output(
                    status=OutputStatus.ACTIVE, kbps=kbps, skipped_pct=0.5, congestion=0.25
                ),
            }
        )

    def pass_time(self, seconds: int) -> None:
        """So many seconds, a reading in each."""
        for _ in range(seconds):
            self.history._read()
            self.clock.turn(timedelta(seconds=1))

    async def page(self, back: timedelta, booth: BoothId = ONE) -> list[HealthRow]:
        """What there is of the last while."""
        now = self.clock.now()
        return list((await self.history.page(booth, now - back, now)).rows)


@asynccontextmanager
async def watched(folder: Path, url: str = "") -> AsyncIterator[Watched]:
    """A history with its house; it writes when told, not by itself."""
    async with open_house(folder, url=url) as house:
        made = Watched(house)
        yield made
        await made.history.stop()


async def written(made: Watched) -> None:
    """Everything that waits is on the disk."""
    while await made.history._write_some():
        if not made.history._waiting:
            return


async def test_an_hour_is_fine_and_a_night_is_coarse(tmp_path: Path) -> None:
    async with watched(tmp_path) as made:
        made.live()
        made.sound.level.emit(ONE, Level(-6, -20))
        made.pass_time(121)
        await written(made)
        hour = await made.page(timedelta(hours=1))
        assert len(hour) == 12
        assert (hour[1].at - hour[0].at).total_seconds() == FINE_S
        first = hour[0].figures
        assert (first.fps, first.kbps, first.congestion_pct, first.skipped_pct) == (
            30,
            2500,
            25,
            0.5,
        )
        assert (first.peak_db, first.rms_db) == (-6, -20)
        assert hour[1].figures.peak_db is None
        night = await made.page(timedelta(hours=9))
        assert [row.at.second for row in night] == [0, 0]
        assert (night[1].at - night[0].at).total_seconds() == COARSE_S


async def test_a_lost_link_leaves_a_gap_and_not_sending_one_of_the_line(tmp_path: Path) -> None:
    async with watched(tmp_path) as made:
        made.live()
        made.pass_time(20)
        lost = Link(status=LinkStatus.LOST, since=made.clock.now())
        made.store.apply({("link", ONE): lost})
        made.pass_time(30)
        made.live()
        made.store.apply({("output", ONE, "stream"): Output(status=OutputStatus.OFF)})
        made.pass_time(11)
        await written(made)
        rows = await made.page(timedelta(hours=1))
        assert [round((row.at - rows[0].at).total_seconds()) for row in rows] == [0, 10, 50]
        assert rows[-1].figures.kbps is None
        assert rows[-1].figures.cpu_pct == 10


async def test_a_stop_writes_what_is_open_and_a_restart_goes_on(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        made = Watched(house)
        made.live()
        made.pass_time(5)
        await made.history.stop()
        again = Watched(house)
        again.live()
        assert len(await again.page(timedelta(hours=1))) == 1
        again.pass_time(20)
        await again.history.stop()
        assert len(await again.page(timedelta(hours=1))) >= 2


async def test_while_the_database_cannot_write_rows_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with watched(tmp_path) as made:
        made.live()
        made.pass_time(25)

        async def full(*_: object) -> None:
            raise fail("disk_full", path="here")

        monkeypatch.setattr(made.rows, "write", full)
        assert not await made.history._write_some()
        assert not await made.history._write_some()
        assert sum("cannot be written" in line for line in caplog.messages) == 1
        monkeypatch.undo()
        await written(made)
        assert len(await made.page(timedelta(hours=1))) == 2
        assert "written again" in caplog.text


@pytest.mark.parametrize(
    ("back", "code"),
    [(timedelta(hours=100), "bad_request"), (timedelta(0), "bad_request")],
)
async def test_a_question_without_sense_is_refused(
    tmp_path: Path, back: timedelta, code: str
) -> None:
    async with watched(tmp_path) as made:
        made.live()
        with pytest.raises(StudioError) as wrong:
            await made.page(back)
        assert wrong.value.problem.code == code
        with pytest.raises(StudioError) as unknown:
            await made.page(timedelta(hours=1), BoothId("two"))
        assert unknown.value.problem.code == "no_such_booth"


def night_of(booth: BoothId, minutes: int, clock: TurnedClock) -> list[KeptRow]:
    """So many coarse rows up to now."""
    figures = HealthReading(
        fps=29.9,
        lagged_pct=0.1,
        skipped_pct=0.2,
        congestion_pct=3,
        kbps=2500,
        cpu_pct=12.3,
        disk_free_mb=123456,
        round_trip_ms=1.5,
        peak_db=-6.5,
        rms_db=-21.5,
    )
    start = clock.now() - timedelta(minutes=minutes)
    return [
        KeptRow(booth, COARSE_S, HealthRow(at=start + timedelta(minutes=n), figures=figures))
        for n in range(minutes)
    ]


async def test_old_rows_go_by_age_then_by_size_and_never_beyond_the_budget(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        rows = HealthRows(house.database, SERVER_ID)
        other = HealthRows(house.database, ServerId("otherserver1"))
        booths = [BoothId(f"booth-{number}") for number in range(8)]
        for part in range(10):  # as they come: all booths, minute by minute
            for booth in booths:
                night = night_of(booth, 3000, house.clock)
                await rows.write(night[part * 300 : part * 300 + 300])
        await other.write(night_of(ONE, 100, house.clock))
        now = house.clock.now()

        async def count(booth: BoothId) -> int:
            return len(await rows.read(booth, COARSE_S, now - timedelta(days=30), now))

        old = now - timedelta(minutes=2000)
        await rows.prune(fine_before=now, coarse_before=old, most_bytes=100_000_000)
        assert await count(booths[0]) == 2000
        most = 8 * 500 * ROW_BYTES["sqlite"]
        await rows.prune(fine_before=now, coarse_before=old, most_bytes=most)
        left = [await count(booth) for booth in booths]
        assert min(left) > 350
        assert sum(left) * ROW_BYTES["sqlite"] <= most
        newest = await rows.read(booths[0], COARSE_S, now - timedelta(minutes=2), now)
        assert len(newest) == 2, "the newest stay"
        assert len(await other.read(ONE, COARSE_S, old, now)) == 100, "another server's rows stay"


async def test_a_row_takes_no_more_room_than_is_reckoned(tmp_path: Path) -> None:
    minutes, booths = 1500, [BoothId(f"booth-{number}") for number in range(8)]
    async with open_house(tmp_path) as house:
        rows = HealthRows(house.database, SERVER_ID)
        nights = [night_of(booth, minutes, house.clock) for booth in booths]
        for minute in range(0, minutes, 50):  # as they come: all booths side by side
            await rows.write([row for night in nights for row in night[minute : minute + 50]])
    size = (tmp_path / "studio.sqlite3").stat().st_size  # closed, its WAL is written back
    others = 150_000
    assert (size - others) / (minutes * len(booths)) < ROW_BYTES["sqlite"]


async def test_the_same_on_postgresql(tmp_path: Path) -> None:
    with cluster() as postgres:
        async with watched(tmp_path, postgres.url) as made:
            made.live()
            made.pass_time(61)
            await written(made)
            await written(made)
            rows = await made.page(timedelta(hours=1))
            assert len(rows) == 6
            assert rows[0].figures.congestion_pct == 25
            await made.rows.prune(
                fine_before=made.clock.now(), coarse_before=made.clock.now(), most_bytes=1
            )
            assert await made.page(timedelta(hours=1)) == []


async def test_it_gathers_and_writes_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health_history, "READ_EVERY_S", 0.01)
    commits = 0
    commit = database_module.Database._commit

    async def counted(self: database_module.Database, batch: list[object]) -> None:
        nonlocal commits
        commits += 1
        await commit(self, batch)  # type: ignore[arg-type]

    async with watched(tmp_path) as made:
        for number in range(32):
            made.live(BoothId(f"booth-{number}"))
        monkeypatch.setattr(database_module.Database, "_commit", counted)
        made.history.start()
        async with asyncio.timeout(10):
            while not await made.page(timedelta(hours=1), BoothId("booth-31")):
                made.clock.turn(timedelta(seconds=10))
                await asyncio.sleep(0.02)
        assert commits < 20, "all booths' rows of ten seconds are one commit"
