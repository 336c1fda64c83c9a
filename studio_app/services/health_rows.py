"""The rows of the booths' figures in the database: written, read, and dropped by age and size."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from studio_app.database.database import Database
from studio_app.database.tables import health_samples, health_series
from studio_app.domain.health import COARSE_S, FINE_S, QUANTITIES, HealthReading, HealthRow
from studio_app.domain.ids import BoothId, ServerId

ROW_BYTES = {"sqlite": 48, "postgresql": 160}
"""What a row takes on the disk, its part of half-full pages and of the index included: measured."""
ROUNDS = 6
"""Old rows are dropped in as many steps at most; the next pruning goes on."""

_at = health_samples.c.at
_every_s = health_samples.c.every_s


class KeptRow(NamedTuple):
    """A row on its way to the database."""

    booth: BoothId
    every_s: int
    row: HealthRow


class HealthRows:
    """One server's rows; other servers of a shared database have their own. On the loop's
    thread."""

    def __init__(self, database: Database, server_id: ServerId) -> None:
        self._database = database
        self._server_id = server_id
        self._series: dict[BoothId, int] = {}

    async def write(self, rows: Sequence[KeptRow]) -> None:
        """Write rows in one commit; a stretch that is there already stays as it is. Raises
        StudioError, Conflict."""
        if not rows:
            return

        async def work(connection: AsyncConnection) -> dict[BoothId, int]:
            series = await self._numbered(connection, {kept.booth for kept in rows})
            values = [
                {
                    "series_id": series[kept.booth],
                    "every_s": kept.every_s,
                    "at": kept.row.at,
                    **{one.name: kept.row.figures.value(one.name) for one in QUANTITIES},
                }
                for kept in rows
            ]
            insert = _insert(connection)(health_samples).on_conflict_do_nothing()
            await connection.execute(insert, values)
            return series

        self._series.update(await self._database.write(work))

    async def read(
        self, booth: BoothId, every_s: int, since: datetime, until: datetime
    ) -> list[HealthRow]:
        """A booth's rows of this fineness that begin in a stretch of time, oldest first."""
        columns = [health_samples.c[one.name] for one in QUANTITIES]
        query = (
            sa.select(_at, *columns)
            .join(health_series)
            .where(health_series.c.server_id == self._server_id, health_series.c.booth == booth)
            .where(_every_s == every_s, _at >= since, _at < until)
            .order_by(_at)
        )

        async def work(connection: AsyncConnection) -> list[HealthRow]:
            found = await connection.execute(query)
            names = [one.name for one in QUANTITIES]
            return [
                HealthRow(at=at, figures=HealthReading(**dict(zip(names, values, strict=True))))
                for at, *values in found
            ]

        return await self._database.read(work)

    async def prune(
        self, *, fine_before: datetime, coarse_before: datetime, most_bytes: int
    ) -> None:
        """Drop what is too old, then the oldest until the rest fits. Raises StudioError."""
        ours = sa.select(health_series.c.id).where(health_series.c.server_id == self._server_id)
        mine = health_samples.c.series_id.in_(ours)

        async def drop(connection: AsyncConnection, every_s: int, before: datetime) -> None:
            rows = sa.delete(health_samples).where(mine, _every_s == every_s, _at < before)
            await connection.execute(rows)

        async def by_age(connection: AsyncConnection) -> None:
            await drop(connection, FINE_S, fine_before)
            await drop(connection, COARSE_S, coarse_before)

        async def by_size(connection: AsyncConnection) -> bool:
            """Drop one part; False when there is nothing to drop any more."""
            look = sa.select(sa.func.count(), sa.func.min(_at), sa.func.max(_at)).where(mine)
            count, oldest, newest = (await connection.execute(look)).one()
            room = most_bytes // ROW_BYTES[connection.dialect.name]
            if count <= room or newest <= oldest:
                return False
            # As if rows were spread evenly, and a little more, so that it is not always needed.
            before = oldest + (newest - oldest) * min(1.0, (1 - room / count) * 1.05 + 0.01)
            await drop(connection, COARSE_S, before)
            await drop(connection, FINE_S, before)
            return True

        await self._database.write(by_age)
        for _ in range(ROUNDS):
            if not await self._database.write(by_size):
                break

    async def _numbered(
        self, connection: AsyncConnection, booths: set[BoothId]
    ) -> dict[BoothId, int]:
        """The number of each booth; new ones get one."""
        missing = booths.difference(self._series)
        if not missing:
            return dict(self._series)
        rows = [{"server_id": self._server_id, "booth": booth} for booth in sorted(missing)]
        await connection.execute(_insert(connection)(health_series).on_conflict_do_nothing(), rows)
        query = sa.select(health_series.c.booth, health_series.c.id).where(
            health_series.c.server_id == self._server_id
        )
        return {BoothId(booth): number for booth, number in await connection.execute(query)}


def _insert(
    connection: AsyncConnection,
) -> "type[postgresql.Insert] | type[sqlite.Insert]":
    return postgresql.Insert if connection.dialect.name == "postgresql" else sqlite.Insert
