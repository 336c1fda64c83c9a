"""What of the chat everybody has before their eyes: its sources, what waits, what is pinned."""

from studio_app.domain.chat import ChatSourceFacts, PinnedChat, Question
from studio_app.domain.ids import BoothId
from studio_app.domain.records import RecordKey
from studio_app.stores.store import RecordStore


class ChatStore(RecordStore):
    """Records `chat_source` by instance, `question` by booth and cursor, `chat_pin` by booth."""

    def source(self, instance: str) -> ChatSourceFacts | None:
        """One channel of a booth."""
        return self.get(ChatSourceFacts, "chat_source", instance)

    def pin(self, booth: BoothId) -> PinnedChat | None:
        """What the booth's stage shows."""
        return self.get(PinnedChat, "chat_pin", booth)

    def question(self, booth: BoothId, row: int) -> Question | None:
        """A question that waits."""
        return self.get(Question, *question_key(booth, row))


def question_key(booth: BoothId, row: int) -> RecordKey:
    """Where the question of a row is kept."""
    return ("question", booth, str(row))


def pin_key(booth: BoothId) -> RecordKey:
    """Where a booth's pinned message is kept."""
    return ("chat_pin", booth)
