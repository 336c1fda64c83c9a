"""The open database: many readers, one writer that commits what waits in one go."""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Generic, TypeVar

import alembic.util.exc
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from studio_app.database.engine import is_disk_full, migrate
from studio_app.domain.errors import StudioError, fail

log = logging.getLogger(__name__)

T = TypeVar("T")

Work = Callable[[AsyncConnection], Awaitable[T]]

MOST_IN_ONE_COMMIT = 200
ANSWER_WITHIN_S = 15.0


class Conflict(Exception):
    """A row cannot be, beside what is there already (a unique name taken, a missing parent)."""


class _Waiting(Generic[T]):
    """One piece of work and whoever waits for it."""

    def __init__(self, work: Work[T]) -> None:
        self.work = work
        self.answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._value: T
        self._error: BaseException | None = None

    async def run(self, connection: AsyncConnection) -> None:
        """Do it in a savepoint of its own, so that its failure undoes it alone. Raises only what
        puts the whole commit in doubt: the disk, the connection."""
        self._error = None
        try:
            async with connection.begin_nested():
                self._value = await self.work(connection)
        except IntegrityError as error:
            self._error = Conflict(str(error.orig))
        except (SQLAlchemyError, OSError):
            raise
        except Exception as error:
            self._error = error

    def settle(self, failed: BaseException | None = None) -> None:
        """Tell who waits; `failed` is why the commit did not come about."""
        error = failed or self._error
        if self.answer.done():
            return
        if error is None:
            self.answer.set_result(self._value)
        else:
            self.answer.set_exception(error)
            self.answer.exception()  # nobody need wait


class Database:
    """Reads at once, writes in turn. On the loop's thread.

    Errors are StudioError (`disk_full`, `database_error`, `database_slow`) and Conflict, besides
    whatever the work itself raises.
    """

    def __init__(self, engine: AsyncEngine, place: Path | str) -> None:
        self._engine = engine
        self._place = place
        self._waiting: deque[_Waiting[Any]] = deque()
        self._wake = asyncio.Event()
        self._writer: asyncio.Task[None] | None = None
        self._stopping = False

    async def start(self) -> None:
        """Connect, migrate, begin to write. Raises StudioError."""
        try:
            async with asyncio.timeout(60), self._connected() as connection, connection.begin():
                await migrate(connection)
        except alembic.util.exc.CommandError as error:
            raise fail(
                "database_error",
                detail=f"{self._place} was made by a newer BoothDeck ({error}); update this one",
            ) from error
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            raise self._wrapped(error) from error
        self._writer = asyncio.create_task(self._write_on(), name="database writer")

    async def stop(self) -> None:
        """Write what waits, then close."""
        self._stopping = True
        self._wake.set()
        if self._writer is not None:
            try:
                async with asyncio.timeout(3):
                    await asyncio.shield(self._writer)
            except TimeoutError:
                log.error("the database does not answer; %s writes are lost", len(self._waiting))
                self._writer.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await self._writer
        for waiting in self._waiting:
            waiting.settle(fail("cancelled"))
        self._waiting.clear()
        await self._engine.dispose()

    async def write(self, work: Work[T]) -> T:
        """Run `work` inside the next commit; returns once that is on the disk. When the work
        raises, nothing of it stays and the others in the same commit are untouched. It may be run
        a second time, so it must do nothing but read and write on its connection."""
        if self._stopping:
            raise fail("cancelled")
        waiting = _Waiting(work)
        self._waiting.append(waiting)
        self._wake.set()
        try:
            async with asyncio.timeout(ANSWER_WITHIN_S):
                return await waiting.answer
        except TimeoutError as error:
            raise fail("database_slow", seconds=int(ANSWER_WITHIN_S)) from error

    async def read(self, work: Work[T]) -> T:
        """Run `work`, which only reads, on a connection of its own."""
        try:
            async with asyncio.timeout(ANSWER_WITHIN_S), self._connected() as connection:
                return await work(connection)
        except TimeoutError as error:
            raise fail("database_slow", seconds=int(ANSWER_WITHIN_S)) from error
        except (SQLAlchemyError, OSError) as error:
            raise self._wrapped(error) from error

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[AsyncConnection]:
        """A connection. Raises StudioError where there is none to be had."""
        try:
            connection = await self._engine.connect()
        except Exception as error:  # SQLAlchemy does not wrap what asyncpg raises here
            raise self._wrapped(error) from error
        try:
            yield connection
        finally:
            await connection.close()

    def _wrapped(self, error: BaseException) -> StudioError:
        if is_disk_full(error):
            return fail("disk_full", path=self._place)
        if isinstance(error, TimeoutError):
            return fail("database_slow", seconds=60)
        cause = getattr(error, "orig", None) or error
        return fail("database_error", detail=str(cause).strip() or type(cause).__name__)

    async def _write_on(self) -> None:
        """The writer: as long as there is work, one commit after the other."""
        while self._waiting or not self._stopping:
            if not self._waiting:
                self._wake.clear()
                await self._wake.wait()
                continue
            batch = [
                self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_IN_ONE_COMMIT))
            ]
            await self._commit(batch)

    async def _commit(self, batch: list[_Waiting[Any]]) -> None:
        failed: BaseException | None = None
        try:
            async with self._connected() as connection, connection.begin():
                for waiting in batch:
                    await waiting.run(connection)
        except (SQLAlchemyError, OSError) as error:
            if len(batch) > 1 and not is_disk_full(error):
                for waiting in batch:  # one of them may be at fault, the others need not suffer
                    await self._commit([waiting])
                return
            failed = self._wrapped(error)
        except StudioError as error:
            failed = error
        except asyncio.CancelledError:
            for waiting in batch:
                waiting.settle(fail("cancelled"))
            raise
        for waiting in batch:
            waiting.settle(failed)
