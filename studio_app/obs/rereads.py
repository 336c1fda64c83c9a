"""When to read what again: soon where an event did not tell all, later to verify what it told."""

from studio_app.obs.topics import About, Topic

SOON_S = 0.02
VERIFY_S = 0.25
VERIFY_AT_LAST_S = 2.0
"""A topic that never falls quiet is verified all the same."""

SLOW_S = {About.HOTKEYS: 3.0}
"""Topics that nobody waits for."""

NEVER_S = float("inf")


class Rereads:
    """Topics with the time they are due; pure, times in seconds of one clock."""

    def __init__(self) -> None:
        self._due: dict[Topic, float] = {}
        self._first: dict[Topic, float] = {}
        self._touched: dict[Topic, int] = {}

    def touch(self, topic: Topic) -> None:
        """An event concerns it: an answer under way may be older than the event."""
        self._touched[topic] = self._touched.get(topic, 0) + 1

    def want(self, topic: Topic, now_s: float, delay_s: float = SOON_S) -> None:
        """Read it soon; an earlier time already set stays."""
        self._due[topic] = min(self._due.get(topic, NEVER_S), now_s + delay_s)

    def verify(self, topic: Topic, now_s: float) -> None:
        """An event changed it: read it when no more such events come."""
        self.touch(topic)
        first = self._first.setdefault(topic, now_s)
        quiet = now_s + SLOW_S.get(topic.about, VERIFY_S)
        due = self._due.get(topic)
        if due is None or due > now_s + SOON_S:
            self._due[topic] = min(quiet, first + max(VERIFY_AT_LAST_S, quiet - now_s))

    def touched(self, topic: Topic) -> int:
        """How many events have concerned the topic so far."""
        return self._touched.get(topic, 0)

    def next_s(self) -> float:
        """When the next topic is due; infinity when none is."""
        return min(self._due.values(), default=NEVER_S)

    def take_due(self, now_s: float) -> list[Topic]:
        """The topics due now; they are no longer waiting."""
        due = [topic for topic, at_s in self._due.items() if at_s <= now_s]
        for topic in due:
            del self._due[topic]
            self._first.pop(topic, None)
        return due

    def clear(self) -> None:
        """Nothing waits any more."""
        self._due.clear()
        self._first.clear()
        self._touched.clear()
