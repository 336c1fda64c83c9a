"""What sources tell made fit to keep: told once, cleaned, likes added up."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from studio_app.domain.chat import TEXT_MOST, ChatEvent, ChatKind, Hidden
from studio_app.domain.ids import BoothId
from studio_app.domain.text.cleaning import clean
from studio_app.domain.text.folding import fold
from studio_app.services.chat_window import Likes, Told, Window
from studio_app.support.clock import Clock

AUTHOR_MOST = 100
COUNT_MOST = 1_000_000_000
AHEAD = timedelta(seconds=5)
BEHIND = timedelta(days=1)
"""A service's time is believed within these; else the time of arrival counts."""
LIKES_EVERY_S = 5.0


class Brought(NamedTuple):
    """What a source brought in one go."""

    instance: str
    service: str
    """Of events that name none."""
    booth: BoothId
    events: Sequence[ChatEvent]


class Heard(NamedTuple):
    """One event of a source, cleaned."""

    instance: str
    booth: BoothId
    service: str
    id: str
    kind: ChatKind
    at: datetime
    account: str
    author: str
    text: str
    folded: str
    number: int
    """Gifts, likes."""

    @property
    def told(self) -> Told:
        """By which it is known when it comes again; only where it has an id."""
        return self.booth, self.service, self.id


class Judged(NamedTuple):
    """What is thought of a message when it comes."""

    hidden: Hidden = Hidden.NO
    question: bool = False


class Judge(Protocol):
    """Thinks something of messages."""

    def judge(self, heard: Heard) -> Judged:
        """Each message once, in their order."""
        ...

    def forget(self, heard: Iterable[Heard]) -> None:
        """These could not be written and will come again: they do not count."""
        ...


class Ear:
    """Remembers which messages were told. On the loop's thread."""

    def __init__(self, clock: Clock, viewers: Callable[[str, int], None]) -> None:
        """`viewers` is told how many watch, by instance."""
        self._clock = clock
        self._viewers = viewers
        self._window = Window()
        self._likes = Likes(LIKES_EVERY_S)

    @property
    def likes_wait(self) -> bool:
        """Whether likes are counted that have no row yet."""
        return self._likes.waiting

    def told(self, messages: Iterable[Told]) -> None:
        """These have rows."""
        self._window.fill(messages)

    def hear(self, batch: Iterable[Brought]) -> list[Heard]:
        """What is new of a batch. Only `told` makes it old."""
        now = self._clock.now()
        here: set[Told] = set()
        heard = []
        for brought in batch:
            for event in brought.events:
                service = event.service or brought.service
                match event.kind:
                    case ChatKind.VIEWERS:
                        self._viewers(brought.instance, event.count)
                        continue
                    case ChatKind.LIKE:
                        self._likes.add((brought.instance, brought.booth, service), event.count)
                        continue
                    case ChatKind.MARK | ChatKind.REPLY:
                        continue  # ours alone
                told = (brought.booth, service, _plain(event.id))
                if told[2]:
                    if told in here or told in self._window:
                        continue
                    here.add(told)
                heard.append(_heard(brought, event, told, now))
        return heard

    def likes(self, *, all_: bool = False) -> list[Heard]:
        """The likes whose turn it is to become a row."""
        now_s, now = self._clock.monotonic_s(), self._clock.now()
        return [
            Heard(instance, booth, service, "", ChatKind.LIKE, now, "", "", "", "", count)
            for (instance, booth, service), count in self._likes.due(now_s, all_=all_)
        ]

    def again(self, likes: Iterable[Heard]) -> None:
        """These could not be written."""
        for one in likes:
            self._likes.add((one.instance, one.booth, one.service), one.number)


def _heard(brought: Brought, event: ChatEvent, told: Told, now: datetime) -> Heard:
    at = event.at
    if at is None or at.tzinfo is None or not now - BEHIND < at < now + AHEAD:
        at = now
    text = clean(event.text, TEXT_MOST)
    return Heard(
        brought.instance,
        *told,
        event.kind,
        at,
        _plain(event.account),
        clean(event.author, AUTHOR_MOST),
        text,
        fold(text),
        min(max(event.count, 0), COUNT_MOST),
    )


def _plain(id_: str) -> str:
    """An id as databases take it: PostgreSQL's text takes no NUL."""
    return id_.replace("\0", "") if "\0" in id_ else id_
