"""Alarms in the database: what happened to them, as log `alarms`, and what stands for a restart."""

import asyncio
import contextlib
import logging
from collections import deque
from datetime import datetime, timedelta

import msgspec
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from studio_app.database.database import Conflict, Database
from studio_app.database.tables import alarm_events, alarms
from studio_app.domain.access import StoredRow
from studio_app.domain.alarm import Alarm, AlarmEvent, AlarmKind, AlarmRow, NoisyAlarm
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.problems import Problem
from studio_app.domain.roles import Role
from studio_app.services.alarm_book import Told
from studio_app.support.clock import Clock
from studio_app.support.signal import Signal

log = logging.getLogger(__name__)

GATHER_S = 0.05
RETRY_S = (0.5, 1, 2, 5, 10)
MOST_WAITING = 5_000
MOST_AT_ONCE = 200
KEEP = timedelta(days=180)
MOST_ROWS = 500_000
"""What flickers for weeks must not fill the disk; these are about 100 MB."""
PRUNE_EVERY_S = 3600.0
NAMES = AlarmRow.__struct_fields__
COLUMNS = tuple(alarm_events.c[name] for name in NAMES)


class AlarmHistory:
    """Takes what the alarms told without waiting and writes it soon, in its order; while the
    database cannot, it waits in memory up to a limit. On the loop's thread."""

    channel = "alarms"
    least = Role.TECHNICIAN
    catch_up = 0

    def __init__(self, database: Database, server_id: ServerId, clock: Clock) -> None:
        self._database = database
        self._server_id = server_id
        self._clock = clock
        self._rows: deque[AlarmRow] = deque(maxlen=MOST_WAITING)
        self._records: dict[str, Alarm | None] = {}
        self._wake = asyncio.Event()
        self._stopping = False
        self._doubt = False
        """Whether the last write may have been done although it failed here."""
        self._tasks: list[asyncio.Task[None]] = []
        self.added: Signal[()] = Signal()
        """Rows are on the disk and can be read."""

    def start(self) -> None:
        """Begin to write."""
        self._tasks = [
            asyncio.create_task(self._write_on(), name="alarm history"),
            asyncio.create_task(self._prune_on(), name="alarm history pruning"),
        ]

    async def stop(self) -> None:
        """Write what waits (one try), then end."""
        # What is being written is not cancelled: it would be on the disk, and be written again.
        self._stopping = True
        self._wake.set()
        for task in self._tasks[1:]:
            task.cancel()
        try:
            await asyncio.gather(*self._tasks, return_exceptions=True)
        finally:
            for task in self._tasks:
                task.cancel()
        if self._rows:
            log.error("%s rows of the alarms are lost at the stop", len(self._rows))

    def note(self, told: Told) -> None:
        """Have this written soon."""
        if told.rows or told.alarms:
            self._rows.extend(told.rows)
            self._records.update(told.alarms)
            self._wake.set()

    async def standing(self) -> list[tuple[str, Alarm]]:
        """The alarms in sight when the server ended, by id. Raises StudioError."""
        query = sa.select(alarms.c.alarm, alarms.c.record).where(
            alarms.c.server_id == self._server_id
        )

        async def read(connection: AsyncConnection) -> list[tuple[str, bytes]]:
            return [(row[0], row[1]) for row in await connection.execute(query)]

        found = []
        for id_, record in await self._database.read(read):
            try:
                found.append((id_, msgspec.msgpack.decode(record, type=Alarm)))
            except msgspec.MsgspecError as error:  # of a newer program; the facts tell it anew
                log.warning("alarm %s of an earlier run cannot be read: %s", id_, error)
                self._records[id_] = None
        return found

    async def noisiest(self, days: int) -> tuple[NoisyAlarm, ...]:
        """How often each booth had each kind over the last days, the noisiest first. Raises
        StudioError."""
        since = self._clock.now() - timedelta(days=days)
        raised = (AlarmEvent.RAISED.value, AlarmEvent.JOINED.value)
        mine = (alarm_events.c.server_id == self._server_id, alarm_events.c.at >= since)
        seen = sa.select(alarm_events.c.alarm).where(
            *mine, alarm_events.c.event == AlarmEvent.ACKNOWLEDGED.value
        )
        query = (
            sa.select(
                alarm_events.c.kind,
                alarm_events.c.booths,
                sa.func.count(),
                sa.func.max(alarm_events.c.at),
                sa.func.sum(sa.case((alarm_events.c.alarm.in_(seen), 1), else_=0)),
            )
            .where(*mine, alarm_events.c.event.in_(raised))
            .group_by(alarm_events.c.kind, alarm_events.c.booths)
        )

        async def read(connection: AsyncConnection) -> list[tuple[str, str, int, datetime, int]]:
            return [(r[0], r[1], r[2], r[3], r[4]) for r in await connection.execute(query)]

        counted: dict[tuple[str, str], NoisyAlarm] = {}
        for kind, booths, times, last, acknowledged in await self._database.read(read):
            for booth in booths.split(" "):
                before = counted.get((kind, booth))
                counted[kind, booth] = NoisyAlarm(
                    booth=BoothId(booth),
                    kind=AlarmKind(kind),
                    times=times + (before.times if before else 0),
                    last=max(last, before.last) if before else last,
                    acknowledged=acknowledged + (before.acknowledged if before else 0),
                )
        return tuple(
            sorted(counted.values(), key=lambda each: (-each.times, each.booth, each.kind))
        )

    async def after(self, cursor: int, limit: int) -> list[StoredRow]:
        """The first `limit` rows with a higher cursor, oldest first."""
        query = self._select().where(alarm_events.c.id > cursor)
        return await self._page(query.order_by(alarm_events.c.id).limit(limit))

    async def before(self, cursor: int | None, limit: int) -> list[StoredRow]:
        """The last `limit` rows with a lower cursor (None: the newest), oldest first."""
        query = self._select().order_by(alarm_events.c.id.desc()).limit(limit)
        if cursor is not None:
            query = query.where(alarm_events.c.id < cursor)
        return (await self._page(query))[::-1]

    def _select(self) -> sa.Select[tuple[object, ...]]:
        query = sa.select(alarm_events.c.id, *COLUMNS)
        return query.where(alarm_events.c.server_id == self._server_id)

    async def _page(self, query: sa.Select[tuple[object, ...]]) -> list[StoredRow]:
        async def read(connection: AsyncConnection) -> list[StoredRow]:
            return [
                StoredRow(row[0], _row(dict(zip(NAMES, row[1:], strict=True))))
                for row in await connection.execute(query)
            ]

        return await self._database.read(read)

    async def _write_on(self) -> None:
        failures = 0
        while self._rows or self._records or not self._stopping:
            if not (self._rows or self._records):
                self._wake.clear()
                await self._wake.wait()
                continue
            if not self._stopping:
                await asyncio.sleep(GATHER_S)
            try:
                await self._write_some()
            except (StudioError, Conflict) as error:
                if failures == 0:
                    log.error("the history of the alarms cannot be written: %s", error)
                if self._stopping:
                    return
                await asyncio.sleep(RETRY_S[min(failures, len(RETRY_S) - 1)])
                failures += 1
            else:
                if failures:
                    log.warning("the history of the alarms is written again")
                failures = 0

    async def _write_some(self) -> None:
        """Write some of what waits. Raises StudioError or Conflict and keeps it waiting."""
        rows = [self._rows[index] for index in range(min(len(self._rows), MOST_AT_ONCE))]
        records = dict(self._records)
        values = [{"server_id": self._server_id, **_values(row)} for row in rows]
        kept = [
            {"server_id": self._server_id, "alarm": id_, "record": msgspec.msgpack.encode(record)}
            for id_, record in records.items()
            if record is not None
        ]

        doubt, self._doubt = self._doubt, True

        async def write(connection: AsyncConnection) -> None:
            new = await self._not_there(connection, values) if doubt else values
            if new:
                await connection.execute(sa.insert(alarm_events), new)
            if records:
                mine = alarms.c.server_id == self._server_id
                await connection.execute(
                    sa.delete(alarms).where(mine, alarms.c.alarm.in_(list(records)))
                )
            if kept:
                await connection.execute(sa.insert(alarms), kept)

        await self._database.write(write)
        self._doubt = False
        for row in rows:
            # A flood may have dropped some at the front meanwhile.
            if self._rows and self._rows[0] is row:
                self._rows.popleft()
        for id_, record in records.items():
            if self._records.get(id_) is record:
                self._records.pop(id_, None)
        if rows:
            self.added.emit()

    async def _not_there(
        self, connection: AsyncConnection, values: list[dict[str, object]]
    ) -> list[dict[str, object]]:
        """Those of these rows that the table does not have: a write that nobody waited for any
        longer may have been done all the same."""
        columns = (alarm_events.c.alarm, alarm_events.c.event, alarm_events.c.at)
        ids = {value["alarm"] for value in values}
        query = sa.select(*columns).where(
            alarm_events.c.server_id == self._server_id, alarm_events.c.alarm.in_(ids)
        )
        there = {tuple(row) for row in await connection.execute(query)}
        return [v for v in values if (v["alarm"], v["event"], v["at"]) not in there]

    async def _prune_on(self) -> None:
        """Forget what nobody will ask for any more."""
        while True:
            mine = alarm_events.c.server_id == self._server_id
            newest = sa.select(sa.func.max(alarm_events.c.id)).where(mine).scalar_subquery()
            old = sa.or_(
                alarm_events.c.at < self._clock.now() - KEEP,
                alarm_events.c.id <= newest - MOST_ROWS,
            )
            query = sa.delete(alarm_events).where(mine, old)

            async def prune(connection: AsyncConnection, query: sa.Delete = query) -> None:
                await connection.execute(query)

            with contextlib.suppress(StudioError, Conflict):
                await self._database.write(prune)
            await asyncio.sleep(PRUNE_EVERY_S)


def _values(row: AlarmRow) -> dict[str, object]:
    """A row as the table keeps it."""
    values = msgspec.structs.asdict(row)
    values["booths"] = " ".join(row.booths)
    values["problem"] = msgspec.msgpack.encode(row.problem) if row.problem is not None else None
    return {name: getattr(value, "value", value) for name, value in values.items()}


def _row(values: dict[str, object]) -> AlarmRow:
    """The opposite of `_values`."""
    said = values["problem"]
    values["booths"] = tuple(str(values["booths"]).split())
    values["problem"] = (
        msgspec.msgpack.decode(said, type=Problem) if isinstance(said, bytes) else None
    )
    return msgspec.convert(values, AlarmRow)
