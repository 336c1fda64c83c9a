"""Opens the database, SQLite or PostgreSQL, and brings its tables up to date."""

import errno
import logging
from pathlib import Path

import alembic.command
import alembic.config
import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

log = logging.getLogger(__name__)

# Several servers may start on one database at once; this number names our lock among all others.
_MIGRATION_LOCK = 0x626F6F7468


def database_url(setting: str, file: Path, password: str | None = None) -> URL:
    """The address to open: `setting` (empty means the SQLite `file`) with its password put in."""
    if not setting:
        return URL.create("sqlite+aiosqlite", database=str(file))
    url = make_url(setting.replace("postgres://", "postgresql://", 1))
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+asyncpg")
    return url.set(password=password) if password else url


def open_engine(url: URL) -> AsyncEngine:
    """An engine whose transactions begin when we say so; nothing is connected yet."""
    if url.get_backend_name() != "sqlite":
        return create_async_engine(url, pool_pre_ping=True, pool_size=5)
    engine = create_async_engine(url, connect_args={"timeout": 15.0})
    sa.event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    sa.event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver would begin transactions late and not at all before DDL and SAVEPOINT
    # (SQLAlchemy's documentation, "Serializable isolation / Savepoints / Transactional DDL").
    connection.isolation_level = None
    try:
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",  # an acknowledged commit survives a loss of power
            "foreign_keys=ON",
            "busy_timeout=10000",
            "journal_size_limit=16777216",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
    except BaseException:
        connection.close()  # the pool does not know it yet, and its thread would stay
        raise


def _begin_sqlite(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def make_private_file(file: Path) -> None:
    """Have the SQLite file belong to its owner only, before anything is written to it. Its WAL
    takes over the mode. Raises OSError."""
    file.touch(mode=0o600, exist_ok=True)
    file.chmod(0o600)


async def migrate(connection: AsyncConnection) -> None:
    """Bring the tables to today's shape, within the transaction that is begun. Raises what the
    database raises, and alembic's CommandError when the tables are from a newer program."""
    if connection.dialect.name == "postgresql":
        await connection.execute(
            sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK}
        )
    await connection.run_sync(_upgrade)


def _upgrade(connection: sa.Connection) -> None:
    here = Path(__file__).parent
    config = alembic.config.Config()
    config.set_main_option("script_location", str(here).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    alembic.command.upgrade(config, "head")


def is_disk_full(error: BaseException) -> bool:
    """Whether a database or file error means that there is no room left, however it is wrapped:
    a full disk makes SQLite end the transaction, and the first complaint is about that."""
    waiting: list[BaseException | None] = [error]
    seen: set[int] = set()
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, OSError) and one.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        text = str(one).lower()
        if "database or disk is full" in text or "no space left" in text:
            return True
        waiting += [one.__cause__, one.__context__, getattr(one, "orig", None)]
    return False
