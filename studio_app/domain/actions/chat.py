"""Actions on the chat and on buyers: hide, pin, answer, reply, search; notes, history, erasure."""

from datetime import datetime
from typing import Annotated, ClassVar

from msgspec import Meta

from studio_app.domain.actions.base import Action
from studio_app.domain.chat import TEXT_MOST, Buyer, BuyerHistory, ChatKind, FoundRow
from studio_app.domain.ids import BoothId
from studio_app.domain.roles import Role
from studio_app.domain.struct import Fact
from studio_app.domain.text.masking import FREE_TEXT

RowId = Annotated[int, Meta(ge=1)]
ReplyText = Annotated[str, Meta(min_length=1, max_length=TEXT_MOST), FREE_TEXT]
SearchText = Annotated[str, Meta(max_length=200), FREE_TEXT]


class HideMessage(Action, frozen=True, kw_only=True):
    """Hide a message here, and on the platform where that can be; it is never deleted."""

    NAME: ClassVar[str] = "chat.hide"
    ROLE: ClassVar[Role] = Role.ORDER_DESK
    INVERSE: ClassVar[str] = "chat.show"
    row: RowId


class ShowMessage(Action, frozen=True, kw_only=True):
    """Show a hidden message again."""

    NAME: ClassVar[str] = "chat.show"
    ROLE: ClassVar[Role] = Role.ORDER_DESK
    INVERSE: ClassVar[str] = "chat.hide"
    row: RowId


class PinMessage(Action, frozen=True, kw_only=True):
    """Pin a message to the booth's stage, in the place of the one there."""

    NAME: ClassVar[str] = "chat.pin"
    ROLE: ClassVar[Role] = Role.ORDER_DESK
    INVERSE: ClassVar[str] = "chat.unpin"
    row: RowId


class UnpinMessage(Action, frozen=True, kw_only=True):
    """Take the pinned message off the booth's stage."""

    NAME: ClassVar[str] = "chat.unpin"
    ROLE: ClassVar[Role] = Role.ORDER_DESK
    INVERSE: ClassVar[str] = "chat.pin"
    booth: BoothId


class MarkQuestion(Action, frozen=True, kw_only=True):
    """Say that a message is a question that waits for an answer, or is none."""

    NAME: ClassVar[str] = "chat.question"
    ROLE: ClassVar[Role] = Role.ORDER_DESK
    INVERSE: ClassVar[str] = "chat.question"
    row: RowId
    waits: bool = True


class MarkAnswered(Action, frozen=True, kw_only=True):
    """Say that a question is answered."""

    NAME: ClassVar[str] = "chat.answered"
    ROLE: ClassVar[Role] = Role.HOST
    INVERSE: ClassVar[str] = "chat.question"
    row: RowId


class Reply(Action, frozen=True, kw_only=True):
    """Answer a message in its chat, or privately; refused where the channel cannot send."""

    NAME: ClassVar[str] = "chat.reply"
    ROLE: ClassVar[Role] = Role.ORDER_DESK
    row: RowId
    text: ReplyText
    private: bool = False


class SearchChat(Action, frozen=True, kw_only=True):
    """Search what was written, without regard to case and diacritics; the newest first."""

    NAME: ClassVar[str] = "chat.search"
    ROLE: ClassVar[Role] = Role.ORDER_DESK
    RESULT: ClassVar[object] = tuple[FoundRow, ...]
    query: SearchText = ""
    booth: BoothId | None = None
    service: Annotated[str, Meta(max_length=20)] = ""
    kind: ChatKind | None = None
    since: datetime | None = None
    until: datetime | None = None
    hidden: bool = True
    """Hidden ones too."""
    before: int | None = None
    """Only rows with a lower cursor: the next page."""
    limit: Annotated[int, Meta(ge=1, le=500)] = 100


class FindBuyers(Action, frozen=True, kw_only=True):
    """Buyers by name, account, phone or note; the last seen first."""

    NAME: ClassVar[str] = "buyer.find"
    ROLE: ClassVar[Role] = Role.ORDER_DESK
    RESULT: ClassVar[object] = tuple[Buyer, ...]
    query: SearchText = ""
    limit: Annotated[int, Meta(ge=1, le=200)] = 50


class ShowBuyer(Action, frozen=True, kw_only=True):
    """A buyer with accounts, note and what they wrote."""

    NAME: ClassVar[str] = "buyer.show"
    ROLE: ClassVar[Role] = Role.ORDER_DESK
    RESULT: ClassVar[object] = BuyerHistory
    buyer: RowId
    limit: Annotated[int, Meta(ge=1, le=500)] = 100


class NoteBuyer(Action, frozen=True, kw_only=True):
    """Write a note on a buyer, in the place of the one there."""

    NAME: ClassVar[str] = "buyer.note"
    ROLE: ClassVar[Role] = Role.ORDER_DESK
    INVERSE: ClassVar[str] = "buyer.note"
    buyer: RowId
    note: Annotated[str, Meta(max_length=TEXT_MOST), FREE_TEXT]


class Erased(Fact, frozen=True, kw_only=True):
    """What an erasure took away."""

    rows: int
    accounts: int


class EraseBuyer(Action, frozen=True, kw_only=True):
    """Erase a person's data on their request: name, accounts, phone, note and what they wrote."""

    NAME: ClassVar[str] = "buyer.erase"
    ROLE: ClassVar[Role] = Role.DIRECTOR
    RESULT: ClassVar[object] = Erased
    CAREFUL: ClassVar[bool] = True
    buyer: RowId


ACTIONS: tuple[type[Action], ...] = (
    HideMessage,
    ShowMessage,
    PinMessage,
    UnpinMessage,
    MarkQuestion,
    MarkAnswered,
    Reply,
    SearchChat,
    FindBuyers,
    ShowBuyer,
    NoteBuyer,
    EraseBuyer,
)
