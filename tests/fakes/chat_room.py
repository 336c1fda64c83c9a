"""A server's chat for tests: real database, everything of the chat that needs no OBS."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from studio_app.domain.access import StoredRow
from studio_app.domain.chat import ChatEvent, ChatRow
from studio_app.domain.ids import BoothId
from studio_app.domain.settings import ChatSettings
from studio_app.services.buyer_book import BuyerBook
from studio_app.services.buyer_rows import BuyerRows
from studio_app.services.chat import ChatService
from studio_app.services.chat_judge import ChatJudge
from studio_app.services.chat_ring import ChatLogs
from studio_app.services.chat_rows import ChatRows
from tests.fakes.house import SERVER_ID, House, open_house

_SHIPPED = ChatSettings()
ONE = BoothId("booth-1")
TWO = BoothId("booth-2")


class ChatRoom(NamedTuple):
    """What is running."""

    house: House
    rows: ChatRows
    logs: ChatLogs
    chat: ChatService

    async def say(
        self, *texts: str, account: str = "lan", booth: BoothId = ONE, service: str = "tiktok"
    ) -> None:
        """A viewer writes, in messages that have no id of their service."""
        events = [ChatEvent(account=account, author=account.title(), text=text) for text in texts]
        await self.chat.take(f"{service}-1", service, booth, events, "")

    async def read(self, booth: BoothId | None = None) -> list[ChatRow]:
        """The newest rows as a window gets them."""
        log = self.logs.all if booth is None else self.logs.source(f"chat/{booth}")
        assert log is not None
        return data(await log.before(None, 500))


def data(rows: Sequence[StoredRow]) -> list[ChatRow]:
    """The rows themselves."""
    return [row.data for row in rows if isinstance(row.data, ChatRow)]


@asynccontextmanager
async def open_chat(
    folder: Path, *, url: str = "", settings: ChatSettings | None = None
) -> AsyncIterator[ChatRoom]:
    """A chat on the database in `folder` (or at `url`), started, and stopped at the end."""
    async with open_house(folder, url=url) as house:
        rows = ChatRows(house.database, SERVER_ID)
        logs = ChatLogs(rows, lambda: (ONE, TWO))
        book = BuyerBook(BuyerRows(house.database, SERVER_ID))
        judge = ChatJudge(lambda: settings or _SHIPPED)
        chat = ChatService(rows, logs, book, house.store, house.clock, judge)
        await chat.start()
        try:
            yield ChatRoom(house, rows, logs, chat)
        finally:
            await chat.stop()
