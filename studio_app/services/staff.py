"""Staff and their sessions: who may sign in, who is signed in, and as what."""

import asyncio
import hashlib
import hmac
import logging
import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from studio_app.database.database import Conflict, Database
from studio_app.database.tables import sessions, staff
from studio_app.domain.access import Session, SignedIn
from studio_app.domain.actions.house import AddStaff, ListStaff, RevokeStaff, StaffMember
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.roles import Principal, Role
from studio_app.services.action_desk import ActionContext, ActionDesk, Outcome
from studio_app.services.pins import PinHasher, TryLimit, check_pin, clean_name, name_key
from studio_app.support.clock import Clock
from studio_app.support.signal import Signal

log = logging.getLogger(__name__)

OWNER = "owner"
IDLE = timedelta(hours=16)
TOUCH_EVERY = timedelta(minutes=5)
LOOK_EVERY_S = 5.0


class _Known(NamedTuple):
    """A session that was asked about since the start."""

    principal: Principal
    touched: datetime


class Staff:
    """Signs people in and out. On the loop's thread; PINs are hashed in others."""

    def __init__(self, database: Database, clock: Clock, hasher: PinHasher, local_key: str) -> None:
        self._database = database
        self._clock = clock
        self._hasher = hasher
        self._local_key = local_key
        self._limit = TryLimit(clock)
        self._known: dict[str, _Known] = {}
        self._watch: asyncio.Task[None] | None = None
        self.ended: Signal[str] = Signal()
        """Id of a session that is over from now on: revoked, signed out, or expired."""

    def bind(self, desk: ActionDesk) -> None:
        """Offer staff.add, staff.list, staff.revoke."""
        desk.bind(AddStaff, self._add, durable=True)
        desk.bind(ListStaff, self._list)
        desk.bind(RevokeStaff, self._revoke, durable=True)

    def start(self) -> None:
        """Begin to watch for sessions that end elsewhere or by time."""
        self._watch = asyncio.create_task(self._look_on(), name="session watch")

    async def stop(self) -> None:
        """Stop watching; sessions stay valid for the next start."""
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)

    async def needs_first_user(self) -> bool:
        """Whether nobody can sign in yet."""

        async def read(connection: AsyncConnection) -> bool:
            query = sa.select(staff.c.id).where(staff.c.revoked.is_(None)).limit(1)
            return (await connection.execute(query)).first() is None

        return await self._database.read(read)

    # --- sessions --------------------------------------------------------------------------------

    async def sign_in(self, name: str, pin: str, origin: str) -> SignedIn:
        """A new session. Raises StudioError: `wrong_pin` (whichever of the two was wrong),
        `too_many_tries`."""
        key = name_key(name)[:200]
        address = origin.rsplit(" ", 1)[-1]
        tries = (f"name {key}", f"address {address}")
        self._limit.begin(*tries)
        person = await self._database.read(
            lambda connection: _one(
                connection,
                sa.select(staff).where(staff.c.name_key == key, staff.c.revoked.is_(None)),
            )
        )
        if not await self._hasher.fits(pin[:64], person["pin_hash"] if person else None):
            log.warning("a sign-in from %s was refused", address)
            raise fail("wrong_pin")
        assert person is not None  # nobody's PIN fits nothing
        self._limit.succeeded(*tries)
        token = secrets.token_urlsafe(32)
        now = self._clock.now()

        async def write(connection: AsyncConnection) -> None:
            await connection.execute(
                sa.insert(sessions).values(
                    token_hash=_hashed(token),
                    staff_id=person["id"],
                    origin=origin[:200],
                    began=now,
                    last_used=now,
                )
            )
            await connection.execute(
                sa.update(staff).where(staff.c.id == person["id"]).values(last_signed_in=now)
            )

        await self._database.write(write)
        principal = Principal(name=person["name"], role=Role(person["role"]), origin=origin)
        self._known[_hashed(token)] = _Known(principal, now)
        return SignedIn(token=token, principal=principal, expires=now + IDLE)

    async def session(self, token: str, origin: str) -> Session:
        """Who stands behind a token; using it puts its end off. Raises StudioError:
        `not_signed_in`, `session_expired`."""
        if hmac.compare_digest(token.encode(), self._local_key.encode()):
            return Session("local", Principal(name=OWNER, role=Role.ADMIN, origin=origin))
        hashed = _hashed(token)
        found = await self._database.read(lambda connection: _one(connection, _alive(hashed)))
        if found is None:
            raise fail("not_signed_in")
        now = self._clock.now()
        last_used = found["last_used"]
        if found["ended"] is not None or found["revoked"] is not None or now - last_used > IDLE:
            raise fail("session_expired")
        if now - last_used > TOUCH_EVERY:
            await self._touch(hashed, now)
            last_used = now
        principal = Principal(name=found["name"], role=Role(found["role"]), origin=origin)
        self._known[hashed] = _Known(principal, last_used)
        return Session(hashed, principal, last_used + IDLE)

    async def sign_out(self, session_id: str) -> None:
        """End one session."""
        await self._end(sessions.c.token_hash == session_id)

    async def _touch(self, hashed: str, now: datetime) -> None:
        query = sa.update(sessions).where(sessions.c.token_hash == hashed).values(last_used=now)

        async def write(connection: AsyncConnection) -> None:
            await connection.execute(query)

        try:
            await self._database.write(write)
        except StudioError as error:  # a full disk must not sign anybody out
            log.warning("a session's last use could not be written: %s", error)

    async def _end(self, which: sa.ColumnElement[bool]) -> None:
        now = self._clock.now()

        async def write(connection: AsyncConnection) -> None:
            await connection.execute(
                sa.update(sessions).where(which, sessions.c.ended.is_(None)).values(ended=now)
            )

        await self._database.write(write)
        await self._look()

    async def _look_on(self) -> None:
        """Sessions end here, at another server of the centre, and by time."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self._look()
            except StudioError as error:
                log.debug("sessions could not be looked at: %s", error)

    async def _look(self) -> None:
        if not self._known:
            return
        asked = tuple(self._known)
        latest = self._clock.now() - IDLE

        async def read(connection: AsyncConnection) -> set[str]:
            query = (
                sa.select(sessions.c.token_hash)
                .join(staff)
                .where(sessions.c.token_hash.in_(asked))
                .where(sessions.c.ended.is_(None), staff.c.revoked.is_(None))
                .where(sessions.c.last_used >= latest)
            )
            return {row[0] for row in await connection.execute(query)}

        alive = await self._database.read(read)
        for session_id in asked:
            if session_id not in alive:
                self._known.pop(session_id, None)
                self.ended.emit(session_id)

    # --- actions ---------------------------------------------------------------------------------

    async def _add(self, action: AddStaff, context: ActionContext) -> Outcome:
        name = clean_name(action.name)
        if not name or name_key(name) == OWNER:
            raise fail("name_reserved", name=action.name)
        check_pin(action.pin)
        pin_hash = await self._hasher.hash(action.pin)
        row = {
            "name": name,
            "name_key": name_key(name),
            "role": action.role.value,
            "pin_hash": pin_hash,
            "added": self._clock.now(),
        }

        async def write(connection: AsyncConnection) -> Outcome:
            await connection.execute(sa.insert(staff).values(row))
            return await context.keep(connection, Outcome(undo=RevokeStaff(name=name)))

        try:
            return await self._database.write(write)
        except Conflict as error:
            raise fail("user_exists", name=name) from error

    async def _list(self, _: ListStaff, context: ActionContext) -> Outcome:
        columns = ("name", "role", "added", "last_signed_in", "revoked")
        query = sa.select(*(staff.c[name] for name in columns)).order_by(staff.c.id)

        async def read(connection: AsyncConnection) -> tuple[StaffMember, ...]:
            return tuple(
                StaffMember(**{**row, "role": Role(row["role"])})
                for row in (await connection.execute(query)).mappings()
            )

        return Outcome(await self._database.read(read))

    async def _revoke(self, action: RevokeStaff, context: ActionContext) -> Outcome:
        key = name_key(action.name)
        now = self._clock.now()

        async def write(connection: AsyncConnection) -> Outcome:
            active = staff.c.revoked.is_(None)
            if connection.dialect.name == "postgresql":
                # Two servers at once could each leave the other's administrator the last one.
                await connection.execute(sa.text("LOCK TABLE staff IN SHARE ROW EXCLUSIVE MODE"))
            person = await _one(connection, sa.select(staff).where(staff.c.name_key == key, active))
            if person is None:
                raise fail("no_such_user", name=action.name)
            admins = sa.select(sa.func.count()).where(staff.c.role == Role.ADMIN.value, active)
            if person["role"] == Role.ADMIN and await connection.scalar(admins) == 1:
                raise fail("last_admin", name=person["name"])
            await connection.execute(
                sa.update(staff).where(staff.c.id == person["id"]).values(revoked=now)
            )
            await connection.execute(
                sa.update(sessions)
                .where(sessions.c.staff_id == person["id"], sessions.c.ended.is_(None))
                .values(ended=now)
            )
            return await context.keep(connection, Outcome())

        outcome = await self._database.write(write)
        await self._look()
        return outcome


def _alive(hashed: str) -> sa.Select[tuple[object, ...]]:
    return (
        sa.select(
            staff.c.name, staff.c.role, staff.c.revoked, sessions.c.last_used, sessions.c.ended
        )
        .join(staff)
        .where(sessions.c.token_hash == hashed)
    )


async def _one(
    connection: AsyncConnection, query: sa.Select[tuple[object, ...]]
) -> sa.RowMapping | None:
    return (await connection.execute(query)).mappings().first()


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
