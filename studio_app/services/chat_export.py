"""The chat handed out as a file; who takes whole phone numbers along leaves an audit row."""

from collections.abc import AsyncGenerator

import msgspec
from msgspec.structs import replace

from studio_app.domain.actions.chat import SearchChat
from studio_app.domain.chat_csv import HEAD, chat_csv
from studio_app.domain.errors import fail
from studio_app.domain.feed import AuditRow
from studio_app.domain.roles import Principal, Role
from studio_app.services.audit import AuditLog
from studio_app.services.chat_rows import ChatRows
from studio_app.support.clock import Clock

PAGE = 500
LEAST = Role.ORDER_DESK
NAME = "chat.csv"


class ChatExport:
    """On the loop's thread."""

    def __init__(self, rows: ChatRows, audit: AuditLog, clock: Clock) -> None:
        self._rows = rows
        self._audit = audit
        self._clock = clock

    async def csv(
        self, wish: SearchChat, most: int | None, by: Principal, *, whole: bool
    ) -> AsyncGenerator[str, None]:
        """See `server.ports.ChatSource`."""
        if not by.role.allows(LEAST):
            raise fail("not_allowed", name=by.name, role=by.role.value, least=LEAST.value)
        if whole and not by.role.handles_orders:
            raise fail("buyers_not_for", role=by.role.value)
        # What comes meanwhile is not part of it, or it might never end.
        wish = replace(wish, before=await self._rows.newest() + 1)
        cursor = await self._rows.before_newest(most, wish) if most is not None else 0
        return self._pages(wish, cursor, by, whole=whole)

    async def _pages(
        self, wish: SearchChat, cursor: int, by: Principal, *, whole: bool
    ) -> AsyncGenerator[str, None]:
        count = 0
        try:
            yield HEAD
            while found := await self._rows.search_after(cursor, PAGE, wish):
                count += len(found)
                cursor = found[-1].cursor
                yield chat_csv(found, whole=whole)
        finally:
            if whole:  # also of what was broken off
                self._note(wish, count, by)

    def _note(self, wish: SearchChat, count: int, by: Principal) -> None:
        self._audit.note(
            AuditRow(
                at=self._clock.now(),
                who=by.name,
                role=by.role.value,
                origin=by.origin,
                action=NAME,
                params=msgspec.json.encode(wish).decode(),
                result="ok",
                detail=f"{count} rows with whole phone numbers",
            )
        )
