"""Forgets chat and buyers when their time is up, and chat earlier where room runs out."""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta

from studio_app.database.database import Conflict
from studio_app.domain.errors import StudioError
from studio_app.domain.settings import ChatSettings
from studio_app.services.buyer_book import BuyerBook
from studio_app.services.buyer_rows import BuyerRows
from studio_app.services.chat_rows import ChatRows
from studio_app.support.clock import Clock

log = logging.getLogger(__name__)

LOOK_EVERY_S = 600.0
ROWS_AT_ONCE = 2000
"""In one transaction: what must be written at once waits behind it."""
BUYERS_AT_ONCE = 200
PAUSE_S = 0.2
MB = 1_000_000


class ChatKeeping:
    """On the loop's thread. Only tables of the chat are touched: neither orders nor the audit."""

    def __init__(
        self,
        rows: ChatRows,
        buyers: BuyerRows,
        book: BuyerBook,
        settings: Callable[[], ChatSettings],
        clock: Clock,
    ) -> None:
        self._rows = rows
        self._buyers = buyers
        self._book = book
        self._settings = settings
        self._clock = clock
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Look now and then."""
        self._task = asyncio.create_task(self._look_on(), name="chat keeping")

    async def stop(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def look(self) -> None:
        """Drop all that is to be dropped now, in small steps. Raises StudioError."""
        settings, now = self._settings(), self._clock.now()
        oldest = now - timedelta(days=settings.keep_days)
        room = settings.budget_mb * MB
        while True:
            if not await self._rows.prune(oldest, room, ROWS_AT_ONCE):
                break
            await asyncio.sleep(PAUSE_S)
        unseen = now - timedelta(days=settings.buyers_keep_days)
        while ids := await self._buyers.unseen_since(unseen, BUYERS_AT_ONCE):
            await self._buyers.drop(ids)
            self._book.drop(ids)
            await asyncio.sleep(PAUSE_S)

    async def _look_on(self) -> None:
        while True:
            try:
                await self.look()
            except (StudioError, Conflict) as error:
                log.error("old chat cannot be dropped: %s", error)
            await asyncio.sleep(LOOK_EVERY_S)
