"""What viewers write, as sources bring it and as people read it; questions, sources, buyers."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from studio_app.domain.ids import BoothId
from studio_app.domain.plugin import InstanceStatus
from studio_app.domain.problems import Problem
from studio_app.domain.struct import Fact, Value
from studio_app.domain.text.masking import FREE_TEXT

TEXT_MOST = 1000
"""Characters of a message that are kept; no platform allows more."""


class ChatKind(StrEnum):
    """What a row of the chat is."""

    MESSAGE = "message"
    GIFT = "gift"
    FOLLOW = "follow"
    SHARE = "share"
    JOIN = "join"
    LIKE = "like"
    VIEWERS = "viewers"
    """How many watch; told to the source's record, not kept as a row."""
    SHOP = "shop"
    """The platform's own shopping news: "bought", a pinned product."""
    REPLY = "reply"
    """Written by the shop through BoothDeck."""
    MARK = "mark"
    """Live rows only: what is now so of the message with cursor `of`."""


class ChatEvent(Value, frozen=True, kw_only=True):
    """One thing that a chat source heard, as its plugin tells it."""

    kind: ChatKind = ChatKind.MESSAGE
    id: Annotated[str, Meta(max_length=200)] = ""
    """The service's own id, the key for telling twice-told ones; empty where it has none."""
    at: datetime | None = None
    """The service's time; None: now."""
    account: Annotated[str, Meta(max_length=200)] = ""
    """The service's lasting id of the viewer."""
    author: Annotated[str, Meta(max_length=200)] = ""
    text: str = ""
    count: int = 1
    """Gifts, likes, or how many watch."""
    service: Annotated[str, Meta(max_length=20)] = ""
    """Where the source carries several platforms; else the manifest's."""


class Hidden(StrEnum):
    """Why a message is hidden; the empty string where it is not."""

    NO = ""
    WORD = "word"
    LINK = "link"
    FLOOD = "flood"
    REPEAT = "repeat"
    PHONE = "phone"
    PERSON = "person"
    """Somebody of the staff hid it."""
    ERASED = "erased"
    """Its person asked for it: the row is empty."""


# Its fields refer to nothing further, and 20,000 are held: the collector need not look at them.
class ChatRow(Fact, frozen=True, kw_only=True, gc=False):
    """Row of the log channels `chat` (all booths) and `chat/BOOTH`; the cursor is its id.

    Rows that are read by pages carry what is true of them now. What changes afterwards comes as
    live rows of kind `mark`: its `hidden` … `pinned` and `order` replace those of row `of`. A mark
    with `of` 0 and `hidden` erased is about all rows of its `buyer`: they are empty from now on.
    """

    at: datetime
    booth: BoothId
    source: str = ""
    """The instance that brought it; empty: written here."""
    service: str = ""
    kind: ChatKind = ChatKind.MESSAGE
    account: str = ""
    author: Annotated[str, FREE_TEXT] = ""
    buyer: int = 0
    """Id of the person behind the account; 0 where none is known."""
    text: Annotated[str, FREE_TEXT] = ""
    count: int = 1
    of: int = 0
    hidden: Hidden = Hidden.NO
    hidden_by: str = ""
    question: bool = False
    answered_by: str = ""
    pinned: bool = False
    private: bool = False
    """A reply that only the viewer got whom it answers."""
    order: int = 0
    """Number of the order that was made of it; 0: none."""


class Question(Fact, frozen=True, kw_only=True):
    """Record `question`, key (booth, cursor of its row): waits for an answer."""

    at: datetime
    service: str = ""
    author: Annotated[str, FREE_TEXT] = ""
    text: Annotated[str, FREE_TEXT] = ""


class PinnedChat(Fact, frozen=True, kw_only=True):
    """Record `chat_pin`, key (booth,): the message that the stage shows."""

    row: int
    at: datetime
    service: str = ""
    author: Annotated[str, FREE_TEXT] = ""
    text: Annotated[str, FREE_TEXT] = ""
    by: str = ""


class ChatSourceFacts(Fact, frozen=True, kw_only=True):
    """Record `chat_source`, key (instance id,): one channel of a booth, as everybody sees it."""

    booth: BoothId
    plugin: str
    name: str
    """The plugin's name in English; `service` is what badges go by."""
    service: str = ""
    status: InstanceStatus = InstanceStatus.OFF
    problem: Problem | None = None
    since: datetime | None = None
    next_try: datetime | None = None
    last: datetime | None = None
    """When the last thing came from it."""
    per_minute: int = 0
    """Messages of the last minute; told at most every two seconds."""
    viewers: int | None = None
    live: bool | None = None
    """Whether the platform shows the booth; None when it does not tell."""
    can_reply: bool = False
    can_reply_private: bool = False
    can_hide: bool = False


class BuyerAccount(Fact, frozen=True, kw_only=True):
    """One account of a buyer on a platform."""

    service: str
    account: str
    name: Annotated[str, FREE_TEXT] = ""


class Buyer(Fact, frozen=True, kw_only=True):
    """One person across channels, by account and phone. For those who handle orders."""

    id: int
    name: Annotated[str, FREE_TEXT] = ""
    phone: Annotated[str, FREE_TEXT] = ""
    note: Annotated[str, FREE_TEXT] = ""
    first_seen: datetime
    last_seen: datetime
    messages: int = 0
    accounts: tuple[BuyerAccount, ...] = ()


class FoundRow(Fact, frozen=True, kw_only=True):
    """A row with its cursor, where rows are answers."""

    cursor: int
    row: ChatRow


class BuyerHistory(Fact, frozen=True, kw_only=True):
    """A buyer and their newest rows, oldest first."""

    buyer: Buyer
    rows: tuple[FoundRow, ...] = ()
