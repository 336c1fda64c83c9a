"""A server's inner house for tests: real database, audit, actions and staff, a clock to turn."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec
from sqlalchemy.ext.asyncio import AsyncEngine

from studio_app.database.database import Database
from studio_app.database.engine import database_url, open_engine
from studio_app.domain.feed import Act, ActionCall, Done
from studio_app.domain.ids import RequestId, ServerId, new_request_id
from studio_app.domain.problems import Problem
from studio_app.domain.records import ServerFacts
from studio_app.domain.roles import Principal, Role
from studio_app.services.action_desk import ActionDesk
from studio_app.services.audit import AuditLog
from studio_app.services.jobs import Jobs
from studio_app.services.pins import PinHasher
from studio_app.services.staff import Staff
from studio_app.stores.house import HouseStore

SERVER_ID = ServerId("abcdefghijkl")
LOCAL_KEY = "the-local-key-of-this-test"
ADMIN = Principal(name="Hoàng Long", role=Role.ADMIN, origin="console 127.0.0.1")
TECHNICIAN = Principal(name="Quốc Anh", role=Role.TECHNICIAN, origin="console 127.0.0.1")


class TurnedClock:
    """Both hands stand until somebody turns them."""

    def __init__(self) -> None:
        self.wall = datetime(2026, 5, 1, 12, tzinfo=UTC)
        self.running_s = 1000.0

    def now(self) -> datetime:
        return self.wall

    def monotonic_s(self) -> float:
        return self.running_s

    def turn(self, by: timedelta) -> None:
        """Time passes."""
        self.wall += by
        self.running_s += by.total_seconds()


class House(NamedTuple):
    """What is running."""

    database: Database
    audit: AuditLog
    store: HouseStore
    desk: ActionDesk
    staff: Staff
    clock: TurnedClock

    async def act(
        self,
        name: str,
        params: object = None,
        *,
        by: Principal = ADMIN,
        request_id: RequestId | None = None,
        not_after: datetime | None = None,
        confirmed: bool = False,
    ) -> Done:
        """Ask for an action with parameters as a client would send them."""
        raw = msgspec.Raw(msgspec.msgpack.encode({} if params is None else params))
        act = Act(
            request_id=request_id or new_request_id(),
            call=ActionCall(name=name, params=raw),
            not_after=not_after,
            confirmed=confirmed,
        )
        return await self.desk.perform(act, by)


@asynccontextmanager
async def open_house(
    folder: Path,
    *,
    url: str = "",
    clock: TurnedClock | None = None,
    prepare: Callable[[AsyncEngine], None] = lambda _: None,
    server_id: ServerId = SERVER_ID,
) -> AsyncIterator[House]:
    """Everything started on the database in `folder` (or at `url`), and stopped at the end."""
    clock = clock or TurnedClock()
    engine = open_engine(database_url(url, folder / "studio.sqlite3"))
    prepare(engine)
    database = Database(engine, folder)
    store = HouseStore(
        ServerFacts(server_id=server_id, name="Test", version="0", started=clock.now())
    )
    audit = AuditLog(database, server_id, store, clock)
    desk = ActionDesk(server_id, Jobs(store, clock), audit, clock)
    staff = Staff(database, clock, PinHasher(time_cost=1, memory_kib=64), LOCAL_KEY)
    await database.start()
    try:
        audit.start()
        await desk.start()
        staff.bind(desk)
        staff.start()
        yield House(database, audit, store, desk, staff, clock)
    finally:
        await staff.stop()
        await desk.stop()
        await audit.stop()
        await database.stop()


def result_of(done: Done, type_: object = None) -> object:
    """The value of an answer that must be good."""
    assert done.problem is None, done.problem
    return msgspec.convert(msgspec.msgpack.decode(done.result), type_ or object)


def problem_of(done: Done) -> Problem:
    """The problem of an answer that must be bad."""
    assert done.problem is not None
    return done.problem
