"""What a chat service says, as an event: one line each, and ids no longer than are kept."""

from datetime import datetime

from studio_app.api.text import key, plain
from studio_app.domain.chat import TEXT_MOST, ChatEvent, ChatKind


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
