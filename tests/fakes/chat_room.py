"""A server's chat for tests: real database, everything of the chat that needs no OBS."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncEngine

from studio_app.domain.access import StoredRow
from studio_app.domain.chat import ChatEvent, ChatKind, ChatRow, ChatSourceFacts
from studio_app.domain.errors import fail
from studio_app.domain.ids import BoothId
from studio_app.domain.roles import Principal, Role
from studio_app.domain.settings import ChatSettings
from studio_app.services.buyer_book import BuyerBook
from studio_app.services.buyer_rows import BuyerRows
from studio_app.services.buyers import Buyers
from studio_app.services.chat import ChatService
from studio_app.services.chat_desk import ChatDesk, ChatParts
from studio_app.services.chat_judge import ChatJudge
from studio_app.services.chat_keeping import ChatKeeping
from studio_app.services.chat_outgoing import ChatOutgoing
from studio_app.services.chat_questions import ChatQuestions
from studio_app.services.chat_ring import ChatLogs
from studio_app.services.chat_rows import ChatRows
from studio_app.services.order_rows import OrderRows
from studio_app.services.orders import Orders
from studio_app.stores.chat import ChatStore
from studio_app.support.signal import Signal
from tests.fakes.house import SERVER_ID, House, open_house

_SHIPPED = ChatSettings()
ONE = BoothId("booth-1")
TWO = BoothId("booth-2")
DESK = Principal(name="Thu Hà", role=Role.ORDER_DESK, origin="console 127.0.0.1")


class FakePlatform:
    """What the plugin host would send."""

    def __init__(self) -> None:
        self.replies: list[tuple[str, str, str, bool]] = []
        """Instance, text, the message's id, private."""
        self.hidden: list[tuple[str, bool]] = []
        self.down = False
        self.did: Signal[()] = Signal()

    async def chat_reply(
        self, instance: str, text: str, to: str, account: str, *, private: bool
    ) -> None:
        self._up(instance)
        self.replies.append((instance, text, to, private))
        self.did.emit()

    async def chat_hide(self, instance: str, message: str, *, hidden: bool) -> None:
        self._up(instance)
        self.hidden.append((message, hidden))
        self.did.emit()

    def _up(self, instance: str) -> None:
        if self.down:
            raise fail("plugin_not_there", instance=instance, detail="waiting")


class ChatRoom(NamedTuple):
    """What is running."""

    house: House
    rows: ChatRows
    logs: ChatLogs
    chat: ChatService
    store: ChatStore
    keeping: ChatKeeping
    platform: FakePlatform
    orders: OrderRows

    async def say(
        self, *texts: str, account: str = "lan", booth: BoothId = ONE, service: str = "tiktok"
    ) -> None:
        """A viewer writes, in messages that have no id of their service."""
        events = [ChatEvent(account=account, author=account.title(), text=text) for text in texts]
        await self.chat.take(f"{service}-1", service, booth, events, "")

    async def read(self, booth: BoothId | None = None) -> list[ChatRow]:
        """The newest rows as a window gets them."""
        return data(await self.stored(booth))

    async def stored(self, booth: BoothId | None = None) -> Sequence[StoredRow]:
        """The same with their cursors."""
        log = self.logs.all if booth is None else self.logs.source(f"chat/{booth}")
        assert log is not None
        return await log.before(None, 500)

    async def last(self) -> int:
        """The cursor of the newest message."""
        return (await self.stored())[-1].cursor

    async def marks(self) -> list[ChatRow]:
        """What was told of changes."""
        rows = data(await self.logs.all.after(0, 10_000))
        return [row for row in rows if row.kind is ChatKind.MARK]

    def channel(
        self, *, can_reply: bool = False, can_reply_private: bool = False, can_hide: bool = False
    ) -> None:
        """There is the channel that `say` writes into."""
        facts = ChatSourceFacts(
            booth=ONE,
            plugin="chat_tiktok",
            name="TikTok LIVE",
            service="tiktok",
            can_reply=can_reply,
            can_reply_private=can_reply_private,
            can_hide=can_hide,
        )
        self.store.apply({("chat_source", "tiktok-1"): facts})


def data(rows: Sequence[StoredRow]) -> list[ChatRow]:
    """The rows themselves."""
    return [row.data for row in rows if isinstance(row.data, ChatRow)]


@asynccontextmanager
async def open_chat(
    folder: Path,
    *,
    url: str = "",
    settings: ChatSettings = _SHIPPED,
    prepare: Callable[[AsyncEngine], None] = lambda _: None,
) -> AsyncIterator[ChatRoom]:
    """A chat on the database in `folder` (or at `url`), started, and stopped at the end."""
    async with open_house(folder, url=url, prepare=prepare) as house:
        clock = house.clock
        rows = ChatRows(house.database, SERVER_ID)
        logs = ChatLogs(rows, lambda: (ONE, TWO))
        buyers = BuyerRows(house.database, SERVER_ID)
        book = BuyerBook(buyers)
        chat = ChatService(rows, logs, book, house.store, clock, ChatJudge(lambda: settings))
        store = ChatStore()
        questions = ChatQuestions(store, rows, clock)
        parts = ChatParts(chat, rows, logs, questions, store, clock)
        platform = FakePlatform()
        desk = ChatDesk(parts, platform)
        desk.bind(house.desk)
        Buyers(parts, buyers, book).bind(house.desk)
        orders = OrderRows(house.database, SERVER_ID)
        Orders(desk, orders, buyers, lambda: (ONE, TWO), clock).bind(house.desk)
        outgoing = ChatOutgoing(parts, desk, platform, lambda: settings)
        keeping = ChatKeeping(rows, buyers, book, lambda: settings, clock)
        await chat.start()
        await questions.start()
        chat.taken.connect(questions.taken)
        try:
            yield ChatRoom(house, rows, logs, chat, store, keeping, platform, orders)
        finally:
            await outgoing.stop()
            await chat.stop()
