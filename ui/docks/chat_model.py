"""What the chat's head says, from facts: channels, questions that wait, how much is written."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import IntEnum
from typing import NamedTuple

from studio_app.domain.chat import ChatSourceFacts, Question
from studio_app.domain.ids import ServerId
from studio_app.domain.plugin import InstanceStatus
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge


class Source(NamedTuple):
    """One channel of a booth."""

    server: ServerId
    id: str
    facts: ChatSourceFacts

    @property
    def booth(self) -> BoothKey:
        """Whose channel it is."""
        return self.server, self.facts.booth


class Wellness(IntEnum):
    """How a channel is, the better the greater."""

    BROKEN = 0
    """A person must do something, or it is tried again."""
    DOUBTFUL = 1
    """Connected, but silent; or on its way."""
    RESTING = 2
    """Turned off, or not live."""
    GOOD = 3


_WELLNESS: Mapping[InstanceStatus, Wellness] = {
    InstanceStatus.OFF: Wellness.RESTING,
    InstanceStatus.CONNECTING: Wellness.DOUBTFUL,
    InstanceStatus.CONNECTED: Wellness.GOOD,
    InstanceStatus.STALE: Wellness.DOUBTFUL,
    InstanceStatus.WAITING: Wellness.BROKEN,
    InstanceStatus.OFFLINE: Wellness.RESTING,
    InstanceStatus.FAILED: Wellness.BROKEN,
}


def wellness(status: InstanceStatus) -> Wellness:
    """How a channel with this status is."""
    return _WELLNESS[status]


class Channel(NamedTuple):
    """What one badge stands for: a source of the booth, or a service of all booths."""

    service: str
    source: str
    """Empty for a service."""
    sources: tuple[Source, ...]

    @property
    def worst(self) -> Source:
        """The one in the worst state."""
        return min(self.sources, key=lambda each: _WELLNESS[each.facts.status])

    @property
    def good(self) -> int:
        """How many of them are connected and heard."""
        return sum(_WELLNESS[each.facts.status] is Wellness.GOOD for each in self.sources)

    @property
    def viewers(self) -> int | None:
        """How many watch, where something tells."""
        return total_viewers(self.sources)


def sources_of(bridge: StudioBridge, booth: BoothKey | None = None) -> list[Source]:
    """The channels of a booth, or of all, by booth and service."""
    found = []
    for connection in bridge.connections:
        server = connection.server_id
        if server is None or (booth is not None and server != booth[0]):
            continue
        for key in connection.keys("chat_source"):
            facts = connection.get(ChatSourceFacts, *key)
            if facts is not None and (booth is None or facts.booth == booth[1]):
                found.append(Source(server, key[1], facts))
    places = {each: at for at, each in enumerate(bridge.booths)}
    found.sort(key=lambda each: (places.get(each.booth, -1), each.facts.service, each.id))
    return found


def channels(sources: Iterable[Source], by_service: bool) -> list[Channel]:
    """The badges: one a source, or one a service."""
    grouped: dict[tuple[str, str], list[Source]] = {}
    for each in sources:
        grouped.setdefault((each.facts.service, "" if by_service else each.id), []).append(each)
    return [Channel(*key, tuple(each)) for key, each in sorted(grouped.items())]


def total_viewers(sources: Iterable[Source]) -> int | None:
    """How many watch; None when no channel tells."""
    told = [each.facts.viewers for each in sources if each.facts.viewers is not None]
    return sum(told) if told else None


def viewers(bridge: StudioBridge) -> dict[BoothKey, int]:
    """How many watch each booth on all its channels; only booths of which some channel tells."""
    found: dict[BoothKey, int] = {}
    for each in sources_of(bridge):
        if each.facts.viewers is not None:
            found[each.booth] = found.get(each.booth, 0) + each.facts.viewers
    return found


class Waiting(NamedTuple):
    """Questions of one booth that nobody has answered."""

    asked: int
    since: datetime


def questions(bridge: StudioBridge) -> dict[BoothKey, Waiting]:
    """The booths with questions that wait."""
    found: dict[BoothKey, Waiting] = {}
    places = {(each[0], str(each[1])): each for each in bridge.booths}
    for connection in bridge.connections:
        for key in connection.keys("question"):
            asked = connection.get(Question, *key)
            booth = places.get((connection.server_id or ServerId(""), key[1]))
            if asked is None or booth is None:
                continue
            known = found.get(booth)
            since = asked.at if known is None else min(known.since, asked.at)
            found[booth] = Waiting(1 if known is None else known.asked + 1, since)
    return found
