"""What a chat service says, as an event: one line each, and ids no longer than are kept."""

from datetime import datetime

from studio_app.api.json import Json
from studio_app.api.moments import moment
from studio_app.api.text import key, plain, strip_html
from studio_app.domain.chat import TEXT_MOST, ChatEvent, ChatKind
from studio_app.domain.struct import Value


def heard(
    kind: ChatKind = ChatKind.MESSAGE,
    *,
    id: str = "",
    at: datetime | None = None,
    account: str = "",
    author: str = "",
    text: str = "",
    count: int = 1,
    service: str = "",
) -> ChatEvent:
    """An event of what a service says, however long and whatever control characters are in it.
    `id`: the service's own, for telling twice-told ones; `at`: None is now."""
    return ChatEvent(
        kind=kind,
        id=key(id),
        at=at,
        account=key(account),
        author=plain(author, 200),
        text=plain(text, TEXT_MOST),
        count=count,
        service=plain(service, 20).lower(),
    )


class Fields(Value, frozen=True, kw_only=True):
    """Where in a service's JSON an event's parts are, as paths of `Json`; empty: nowhere."""

    id: str = ""
    at: str = ""
    """Seconds or milliseconds since 1970, or ISO 8601."""
    account: str = ""
    author: str = ""
    text: str = ""
    html: bool = False
    """Author and text are HTML."""

    def read(
        self,
        said: Json,
        kind: ChatKind = ChatKind.MESSAGE,
        *,
        id: str = "",
        text: str = "",
        count: int = 1,
        service: str = "",
    ) -> ChatEvent:
        """The event in one piece of JSON. `id` and `text`: in the place of those there."""
        author, text = self._at(said, self.author), text or self._at(said, self.text)
        return heard(
            kind,
            id=id or self._at(said, self.id),
            at=moment(self._at(said, self.at)),
            account=self._at(said, self.account),
            author=strip_html(author) if self.html else author,
            text=strip_html(text) if self.html else text,
            count=count,
            service=service,
        )

    @staticmethod
    def _at(said: Json, path: str) -> str:
        return said.text(path) if path else ""
