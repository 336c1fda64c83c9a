"""The chat handed out as a file; who takes whole phone numbers along leaves an audit row."""

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

    async def csv(self, wish: SearchChat, most: int, by: Principal, *, whole: bool) -> str:
        """The newest `most` rows that a search finds, oldest first, with a heading. Raises
        StudioError: not_allowed, buyers_not_for."""
        if not by.role.allows(LEAST):
            raise fail("not_allowed", name=by.name, role=by.role.value, least=LEAST.value)
        if whole and not by.role.handles_orders:
            raise fail("buyers_not_for", role=by.role.value)
        pages: list[str] = []
        count = 0
        page = replace(wish, limit=min(PAGE, most))
        while count < most:
            found = await self._rows.search(page)
            found = found[: most - count]
            count += len(found)
            pages.append(chat_csv(found[::-1], whole=whole))
            if len(found) < PAGE:
                break
            page = replace(page, before=found[-1].cursor)
        if whole:
            self._note(wish, count, by)
        return HEAD + "".join(pages[::-1])

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
