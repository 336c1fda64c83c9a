"""What people and chat sources say of the platform, and what holds of it: rules without a clock."""

from typing import NamedTuple

from studio_app.domain.booth import PERSON, Live, LiveStatus
from studio_app.domain.ids import BoothId


class SourceWord(NamedTuple):
    """What a source says of its booth."""

    booth: BoothId
    service: str
    """As `Live.source` has it."""
    live: bool


class LiveWords:
    """Who says what of which booth.

    A person's word stands until a source says something new: it begins to tell, or changes its
    mind. Else any source that says live is right, and of several that say not live all must.
    """

    def __init__(self) -> None:
        self._sources: dict[str, SourceWord] = {}
        self._quiet: set[str] = set()
        self._people: dict[BoothId, Live] = {}

    def tell(self, instance: str, word: SourceWord | None) -> set[BoothId]:
        """A source's word; None: it cannot tell any more. Returns the booths that it is about."""
        before = self._sources.get(instance)
        if word == before:
            return set()
        if word is None:
            del self._sources[instance]
        else:
            self._sources[instance] = word
            self._people.pop(word.booth, None)
        return {each.booth for each in (before, word) if each is not None}

    def hush(self, instance: str, *, quiet: bool) -> set[BoothId]:
        """Whether a source has been silent for so long that its word does not count; nothing new
        is said by that. Returns the booths that it is about."""
        if quiet == (instance in self._quiet):
            return set()
        self._quiet ^= {instance}
        word = self._sources.get(instance)
        return {word.booth} if word is not None else set()

    def say(self, booth: BoothId, status: LiveStatus, by: str) -> None:
        """A person's word; UNKNOWN: they take it back, sources are heard again."""
        self._people.pop(booth, None)
        if status is not LiveStatus.UNKNOWN:
            self._people[booth] = Live(status=status, source=PERSON, by=by)

    def unsay(self, booth: BoothId) -> None:
        """What a person saw is over."""
        self._people.pop(booth, None)

    def said(self, booth: BoothId) -> LiveStatus:
        """A person's word that stands; UNKNOWN: there is none."""
        person = self._people.get(booth)
        return person.status if person is not None else LiveStatus.UNKNOWN

    def holds(self, booth: BoothId) -> Live:
        """What is to be believed, without times."""
        if (person := self._people.get(booth)) is not None:
            return person
        words = [
            word
            for instance, word in self._sources.items()
            if word.booth == booth and instance not in self._quiet
        ]
        right = [word for word in words if word.live] or words
        if not right:
            return Live()
        status = LiveStatus.LIVE if right[0].live else LiveStatus.NOT_LIVE
        return Live(status=status, source=right[0].service)
