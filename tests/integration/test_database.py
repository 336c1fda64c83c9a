"""The database: one writer for all, what is acknowledged stays, and its age does not matter."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import alembic.autogenerate
import alembic.migration
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from studio_app.database.database import Conflict, Database
from studio_app.database.engine import database_url, make_private_file, open_engine
from studio_app.database.tables import metadata, staff
from studio_app.domain.errors import StudioError, fail
from tests.fakes.house import TurnedClock

NOW = TurnedClock().now()


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[tuple[Database, AsyncEngine]]:
    """A database in a file."""
    engine = open_engine(database_url("", folder / "50 % é.sqlite3"))
    database = Database(engine, folder)
    try:
        await database.start()
        yield database, engine
    finally:
        await database.stop()


def person(name: str) -> sa.Insert:
    """A row that needs its name for itself."""
    return sa.insert(staff).values(name=name, name_key=name, role="host", pin_hash="x", added=NOW)


async def names(database: Database) -> list[str]:
    """Everybody there is."""

    async def read(connection: AsyncConnection) -> list[str]:
        return list(await connection.scalars(sa.select(staff.c.name).order_by(staff.c.id)))

    return await database.read(read)


async def test_migrations_and_tables_say_the_same(tmp_path: Path) -> None:
    async with opened(tmp_path) as (_, engine), engine.connect() as connection:

        def compare(plain: sa.Connection) -> object:
            context = alembic.migration.MigrationContext.configure(plain)
            return alembic.autogenerate.compare_metadata(context, metadata)

        assert await connection.run_sync(compare) == []


async def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    async with opened(tmp_path) as (_, engine), engine.begin() as connection:
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StudioError) as caught:
        async with opened(tmp_path):
            pass
    assert "newer BoothDeck" in caught.value.problem.text


async def test_a_file_that_is_no_database_is_said_in_words(tmp_path: Path) -> None:
    file = tmp_path / "50 % é.sqlite3"
    await asyncio.to_thread(file.write_bytes, b"not a database at all" * 100)
    with pytest.raises(StudioError) as caught:
        async with opened(tmp_path):
            pass
    assert caught.value.problem.code == "database_error"
    assert "not a database" in caught.value.problem.text


async def test_what_fails_in_a_commit_harms_nothing_beside_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as (database, _):

        async def add(connection: AsyncConnection, name: str) -> None:
            await connection.execute(person(name))

        async def refuse(connection: AsyncConnection) -> None:
            await connection.execute(person("refused"))
            raise fail("weak_pin")

        async def break_sql(connection: AsyncConnection) -> None:
            await connection.execute(person("broken"))
            await connection.execute(sa.text("SELECT * FROM nowhere"))

        results = await asyncio.gather(
            database.write(lambda c: add(c, "Thảo")),
            database.write(refuse),
            database.write(lambda c: add(c, "Thảo")),
            database.write(break_sql),
            database.write(lambda c: add(c, "Bình")),
            return_exceptions=True,
        )
        assert results[0] is None
        assert isinstance(results[1], StudioError)
        assert results[1].problem.code == "weak_pin"
        assert isinstance(results[2], Conflict)
        assert isinstance(results[3], StudioError)
        assert results[3].problem.code == "database_error"
        assert results[4] is None
        assert sorted(await names(database)) == ["Bình", "Thảo"]


async def test_many_writers_share_few_commits_in_their_order(tmp_path: Path) -> None:
    async with opened(tmp_path) as (database, engine):
        commits: list[object] = []
        sa.event.listen(engine.sync_engine, "commit", commits.append)

        async def add(name: str, connection: AsyncConnection) -> None:
            await connection.execute(person(name))

        wanted = [f"n{number:03d}" for number in range(300)]
        await asyncio.gather(*(database.write(partial(add, name)) for name in wanted))
        assert len(commits) <= 4
        assert await names(database) == wanted


async def test_a_caller_who_goes_away_does_not_undo_the_write(tmp_path: Path) -> None:
    async with opened(tmp_path) as (database, _):

        async def add(connection: AsyncConnection) -> None:
            await connection.execute(person("Thảo"))

        asking = asyncio.create_task(database.write(add))
        await asyncio.sleep(0)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        # A later write is committed after it.
        await database.write(lambda c: c.execute(person("Bình")))
        assert await names(database) == ["Thảo", "Bình"]


async def test_times_keep_zone_and_microseconds(tmp_path: Path) -> None:
    async with opened(tmp_path) as (database, _):
        exact = NOW.replace(microsecond=123_457)
        await database.write(lambda c: c.execute(person("x").values(last_signed_in=exact)))
        read = await database.read(lambda c: c.scalar(sa.select(staff.c.last_signed_in)))
        assert read == exact


async def test_after_the_stop_nothing_is_taken(tmp_path: Path) -> None:
    async with opened(tmp_path) as (database, _):
        pass
    with pytest.raises(StudioError) as caught:
        await database.write(lambda c: c.execute(person("x")))
    assert caught.value.problem.code == "cancelled"


def test_the_file_is_its_owners(tmp_path: Path) -> None:
    file = tmp_path / "50 % é.sqlite3"
    file.touch(mode=0o644)
    make_private_file(file)

    def modes() -> set[int]:
        return {one.stat().st_mode & 0o077 for one in tmp_path.iterdir()}

    async def use() -> set[int]:
        async with opened(tmp_path) as (database, _):
            await database.write(lambda c: c.execute(person("x")))
            return await asyncio.to_thread(modes)  # with the files of its WAL beside it

    found = asyncio.run(use())
    if sys.platform != "win32":
        assert found == {0}
