"""The audit trail: a row for every action, written in batches, read as the log channel `audit`."""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from studio_app.database.database import Conflict, Database
from studio_app.database.tables import action_results, audit
from studio_app.domain.access import StoredRow
from studio_app.domain.errors import StudioError
from studio_app.domain.feed import AuditRow
from studio_app.domain.ids import ServerId
from studio_app.domain.roles import Role
from studio_app.stores.house import HouseStore
from studio_app.support.clock import Clock
from studio_app.support.signal import Signal

log = logging.getLogger(__name__)

GATHER_S = 0.002
"""How long a row waits for others before it is written: an answer waits for it, so not long."""
MOST_WAITING = 10_000
MOST_AT_ONCE = 100
"""In one turn of the loop: a take that comes meanwhile waits that long."""
RETRY_S = (0.5, 1, 2, 5, 10)
KEEP_RESULTS = timedelta(hours=24)
PRUNE_EVERY_S = 3600.0
COLUMNS = tuple(column for column in audit.columns if column.name not in ("id", "server_id"))


class KeptResult(NamedTuple):
    """The answer to a request, for whoever sends the request again."""

    who: str
    request_id: str
    digest: bytes
    at: datetime
    done: bytes


async def keep_result(
    connection: AsyncConnection, server_id: ServerId, kept: Sequence[KeptResult]
) -> None:
    """Write answers on a connection, replacing nothing that is there."""
    if not kept:
        return
    rows = [{"server_id": server_id, **result._asdict()} for result in kept]
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    await connection.execute(insert(action_results).on_conflict_do_nothing(), rows)


class AuditLog:
    """Takes rows without waiting, writes them within a few ms; a full disk holds them back in
    memory, up to a limit. On the loop's thread."""

    channel = "audit"
    least = Role.DIRECTOR
    catch_up = 0

    def __init__(
        self, database: Database, server_id: ServerId, house: HouseStore, clock: Clock
    ) -> None:
        self._database = database
        self._server_id = server_id
        self._house = house
        self._clock = clock
        self._waiting: deque[tuple[AuditRow | None, KeptResult | None]] = deque()
        self._noted = 0
        self._settled = 0
        self._lost = 0
        self.failing = False
        """The last try to write went wrong; rows wait in memory."""
        self._wake = asyncio.Event()
        self._progress = asyncio.Condition()
        self._tasks: list[asyncio.Task[None]] = []
        self.added: Signal[()] = Signal()
        """Rows are on the disk and can be read."""

    def start(self) -> None:
        """Begin to write."""
        self._tasks = [
            asyncio.create_task(self._write_on(), name="audit writer"),
            asyncio.create_task(self._prune_on(), name="audit pruning"),
        ]

    async def stop(self) -> None:
        """Write what waits (one try), then end."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        while self._waiting:
            try:
                await self._write_some()
            except (StudioError, Conflict) as error:
                log.error("%s audit rows are lost at the stop: %s", len(self._waiting), error)
                break

    def note(self, row: AuditRow | None, kept: KeptResult | None = None) -> None:
        """Have a row and an answer written soon."""
        if len(self._waiting) >= MOST_WAITING:
            self._waiting.popleft()
            self._settled += 1
            self._lost += 1
        self._waiting.append((row, kept))
        self._noted += 1
        self._wake.set()

    async def written(self, timeout_s: float) -> bool:
        """Wait until all that is noted by now is on the disk; False when that takes too long."""
        mark = self._noted
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s), self._progress:
                await self._progress.wait_for(lambda: self._settled >= mark)
                return True
        return False

    async def kept_results(self, limit: int) -> list[KeptResult]:
        """The newest answers of the last day, oldest first."""
        query = (
            sa.select(*(action_results.c[name] for name in KeptResult._fields))
            .where(action_results.c.server_id == self._server_id)
            .where(action_results.c.at > self._clock.now() - KEEP_RESULTS)
            .order_by(action_results.c.at.desc())
            .limit(limit)
        )

        async def read(connection: AsyncConnection) -> list[KeptResult]:
            return [KeptResult(*row) for row in await connection.execute(query)]

        return (await self._database.read(read))[::-1]

    async def after(self, cursor: int, limit: int) -> list[StoredRow]:
        """The first `limit` rows with a higher cursor, oldest first."""
        query = self._rows().where(audit.c.id > cursor).order_by(audit.c.id).limit(limit)
        return await self._page(query)

    async def before(self, cursor: int | None, limit: int) -> list[StoredRow]:
        """The last `limit` rows with a lower cursor (None: the newest), oldest first."""
        query = self._rows().order_by(audit.c.id.desc()).limit(limit)
        if cursor is not None:
            query = query.where(audit.c.id < cursor)
        return (await self._page(query))[::-1]

    def _rows(self) -> sa.Select[tuple[object, ...]]:
        return sa.select(audit.c.id, *COLUMNS).where(audit.c.server_id == self._server_id)

    async def _page(self, query: sa.Select[tuple[object, ...]]) -> list[StoredRow]:
        async def read(connection: AsyncConnection) -> list[StoredRow]:
            return [
                StoredRow(
                    row["id"], AuditRow(**{column.name: row[column.name] for column in COLUMNS})
                )
                for row in (await connection.execute(query)).mappings()
            ]

        return await self._database.read(read)

    async def _write_on(self) -> None:
        failures = 0
        while True:
            if not self._waiting:
                self._wake.clear()
                await self._wake.wait()
            await asyncio.sleep(GATHER_S)
            try:
                await self._write_some()
            except (StudioError, Conflict) as error:
                if failures == 0:
                    log.error("the audit trail cannot be written: %s", error)
                if isinstance(error, StudioError):
                    self._house.warn("audit", error.problem)
                self.failing = True
                await asyncio.sleep(RETRY_S[min(failures, len(RETRY_S) - 1)])
                failures += 1
                continue
            self.failing = False
            if failures:
                failures = 0
                self._house.warn("audit")
                log.warning("the audit trail is written again; %s rows were lost", self._lost)
                self._lost = 0

    async def _write_some(self) -> None:
        """Write up to MOST_AT_ONCE of what waits. Raises StudioError and keeps them waiting."""
        batch = [self._waiting[index] for index in range(min(len(self._waiting), MOST_AT_ONCE))]
        settled = self._settled
        rows = [
            {"server_id": self._server_id, **msgspec.structs.asdict(row)}
            for row, _ in batch
            if row is not None
        ]
        kept = [result for _, result in batch if result is not None]

        async def write(connection: AsyncConnection) -> None:
            if rows:
                await connection.execute(sa.insert(audit), rows)
            await keep_result(connection, self._server_id, kept)

        await self._database.write(write)
        # Rows may have been dropped at the front meanwhile, by a flood.
        for _ in range(len(batch) - (self._settled - settled)):
            self._waiting.popleft()
            self._settled += 1
        async with self._progress:
            self._progress.notify_all()
        if rows:
            self.added.emit()

    async def _prune_on(self) -> None:
        """Forget answers that nobody can ask for again."""
        while True:
            oldest = self._clock.now() - KEEP_RESULTS
            query = sa.delete(action_results).where(action_results.c.at < oldest)

            async def prune(connection: AsyncConnection, query: sa.Delete = query) -> None:
                await connection.execute(query)

            with contextlib.suppress(StudioError, Conflict):
                await self._database.write(prune)
            await asyncio.sleep(PRUNE_EVERY_S)
