"""Which rows of the chat are shown: by kind, by channel, by words; pure."""

from dataclasses import dataclass
from enum import StrEnum

from studio_app.domain.chat import ChatKind, ChatRow, Hidden
from studio_app.domain.text.folding import fold
from ui.bridge.chat import ChatLine


class Show(StrEnum):
    """The kinds that are chosen from."""

    ALL = "all"
    MESSAGES = "messages"
    QUESTIONS = "questions"
    """Those that wait for an answer."""
    GIFTS = "gifts"
    EVENTS = "events"
    """Follows, shares, joins, likes, shopping."""
    REPLIES = "replies"
    HIDDEN = "hidden"


EVENTS = (ChatKind.FOLLOW, ChatKind.SHARE, ChatKind.JOIN, ChatKind.LIKE, ChatKind.SHOP)
KINDS = {
    Show.MESSAGES: ChatKind.MESSAGE,
    Show.QUESTIONS: ChatKind.MESSAGE,
    Show.GIFTS: ChatKind.GIFT,
    Show.REPLIES: ChatKind.REPLY,
}
"""What a server is asked for; of the others it knows no kind."""


def waits(row: ChatRow) -> bool:
    """Whether it is a question that nobody has answered."""
    return row.question and not row.answered_by and row.hidden is Hidden.NO


def search_words(text: str) -> tuple[str, ...]:
    """The words of a search, as they are compared."""
    return tuple(fold(text).split())


@dataclass(frozen=True)
class ChatFilter:
    """Empty means all."""

    show: Show = Show.ALL
    source: str = ""
    """Of one instance only."""
    service: str = ""
    words: tuple[str, ...] = ()
    """All of them must be somewhere in it; as `search_words` makes them."""

    @property
    def everything(self) -> bool:
        """Whether no row is left out."""
        return self.show is Show.ALL and not (self.source or self.service or self.words)

    def takes(self, line: ChatLine) -> bool:
        """Whether a row is shown."""
        row = line.row
        if (self.source and row.source != self.source) or (
            self.service and row.service != self.service
        ):
            return False
        if not _is(row, self.show):
            return False
        return not self.words or all(word in line.folded for word in self.words)


def _is(row: ChatRow, show: Show) -> bool:
    match show:
        case Show.ALL:
            return True
        case Show.MESSAGES:
            return row.kind is ChatKind.MESSAGE
        case Show.QUESTIONS:
            return waits(row)
        case Show.GIFTS:
            return row.kind is ChatKind.GIFT
        case Show.EVENTS:
            return row.kind in EVENTS
        case Show.REPLIES:
            return row.kind is ChatKind.REPLY
        case Show.HIDDEN:
            return row.hidden is not Hidden.NO
