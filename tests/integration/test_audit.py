"""The audit trail: pages in commit order, one commit for many rows, a row for every answer even
when the server is killed, and a disk that fills up."""

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from studio_app.domain.actions.house import RetryLink
from studio_app.domain.errors import StudioError
from studio_app.domain.feed import AuditRow
from studio_app.domain.ids import BoothId, ServerId
from studio_app.services import audit as audit_module
from tests.fakes.house import House, open_house
from tests.studio_process import StudioProcess


def row(house: House, number: int) -> AuditRow:
    """A row with some weight."""
    return AuditRow(
        at=house.clock.now(),
        who="Quốc Anh",
        role="technician",
        origin="console 127.0.0.1",
        action="program.take",
        params="x" * 400,
        result="ok",
        request_id=f"r{number}",
    )


def note(house: House, *numbers: int) -> None:
    """Note rows of these numbers."""
    for number in numbers:
        house.audit.note(row(house, number))


async def numbers_after(house: House, cursor: int, limit: int = 1000) -> list[str]:
    """Request ids of a page."""
    return [
        stored.data.request_id
        for stored in await house.audit.after(cursor, limit)
        if isinstance(stored.data, AuditRow)
    ]


class Disk:
    """Gives SQLite so many pages and no more, on every connection."""

    def __init__(self) -> None:
        self.pages = 1_000_000
        self.commits = 0

    def prepare(self, engine: AsyncEngine) -> None:
        """Be this engine's disk."""

        def begin(connection: sa.Connection) -> None:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {self.pages}")

        def commit(_: sa.Connection) -> None:
            self.commits += 1

        sa.event.listen(engine.sync_engine, "begin", begin)
        sa.event.listen(engine.sync_engine, "commit", commit)


async def warned(house: House, *, of: bool) -> None:
    """Wait until the server warns of something, or of nothing any more."""
    assert await house.store.until(lambda: bool(house.store.server.warnings) is of, 10)


async def test_pages_in_both_directions(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        told: list[int] = []
        house.audit.added.connect(lambda: told.append(1))
        note(house, *range(10))
        assert await house.audit.written(5)
        assert told
        newest = await house.audit.before(None, 3)
        assert [stored.cursor for stored in newest] == [8, 9, 10]
        older = await house.audit.before(newest[0].cursor, 3)
        assert [stored.cursor for stored in older] == [5, 6, 7]
        assert await house.audit.before(1, 3) == []
        assert await numbers_after(house, 0, 2) == ["r0", "r1"]
        assert await numbers_after(house, 8) == ["r8", "r9"]
        assert newest[0].data == row(house, 7)


async def test_rows_of_one_moment_are_one_commit(tmp_path: Path) -> None:
    disk = Disk()
    async with open_house(tmp_path, prepare=disk.prepare) as house:
        await house.audit.written(5)
        before = disk.commits
        note(house, *range(190))
        assert await house.audit.written(5)
        assert disk.commits - before <= 3


async def test_rows_are_soon_on_the_disk_without_being_asked_for(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        seen = asyncio.Event()
        house.audit.added.connect(seen.set)
        note(house, 1)
        async with asyncio.timeout(5):
            await seen.wait()


async def test_what_waits_is_written_at_the_stop(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        note(house, *range(1200))
    async with open_house(tmp_path) as house:
        assert len(await numbers_after(house, 0, 2000)) == 1200


async def test_a_full_disk_warns_keeps_rows_and_loses_none(tmp_path: Path) -> None:
    disk = Disk()
    async with open_house(tmp_path, prepare=disk.prepare) as house:
        note(house, 0)
        assert await house.audit.written(5)
        disk.pages = 1  # SQLite takes it as: no more than now
        note(house, *range(1, 400))
        await warned(house, of=True)
        assert [warning.code for warning in house.store.server.warnings] == ["disk_full"]
        assert not await house.audit.written(0.05)
        note(house, 400)  # actions go on meanwhile
        disk.pages = 1_000_000
        assert await house.audit.written(15)
        await warned(house, of=False)
        assert await numbers_after(house, 0) == [f"r{number}" for number in range(401)]


async def test_memory_for_rows_is_bounded(tmp_path: Path) -> None:
    disk = Disk()
    async with open_house(tmp_path, prepare=disk.prepare) as house:
        disk.pages = 1
        note(house, *range(400))
        await warned(house, of=True)
        most = audit_module.MOST_WAITING
        note(house, *range(400, most + 500))
        disk.pages = 1_000_000
        assert await house.audit.written(30)
        kept = await numbers_after(house, 0, 2 * most)
        assert len(kept) == most
        assert kept[-1] == f"r{most + 499}"


async def test_each_server_of_a_shared_database_reads_its_own_rows(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        note(house, 1)
        assert await house.audit.written(5)
    async with open_house(tmp_path, server_id=ServerId("zyxwvutsrqpo")) as other:
        note(other, 2)
        assert await other.audit.written(5)
        assert await numbers_after(other, 0) == ["r2"]


async def test_who_has_an_answer_has_a_row_though_the_server_is_killed(tmp_path: Path) -> None:
    studio = StudioProcess(tmp_path)
    studio.start()
    try:
        async with studio.client() as (_, server):
            for number in range(3):
                with pytest.raises(StudioError):
                    await server.act(RetryLink(booth=BoothId(f"nowhere-{number}")))
            studio.kill()
    finally:
        studio.kill()
    with closing(sqlite3.connect(studio.paths.database_file)) as database:
        rows = database.execute("SELECT action, params, result FROM audit ORDER BY id").fetchall()
    assert [result for _, _, result in rows] == ["no_such_booth"] * 3
    assert "nowhere-2" in rows[-1][1]


async def test_a_disk_that_takes_no_rows_holds_up_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio_app.services.action_desk.WAIT_FOR_ROW_S", 60)
    disk = Disk()
    async with open_house(tmp_path, prepare=disk.prepare) as house:
        disk.pages = 1
        note(house, *range(400))
        await warned(house, of=True)
        began_s = time.monotonic()
        for _ in range(5):
            await house.act("link.retry", {"booth": "nowhere"})
        assert time.monotonic() - began_s < 10
        disk.pages = 1_000_000
        assert await house.audit.written(15)
        assert len(await numbers_after(house, 0)) == 405
