"""The contract of chat sources: connect, tell what comes, send where the service lets one."""

from typing import ClassVar, Protocol

from studio_app.api.plugin import Context, Plugin
from studio_app.domain.chat import ChatEvent


class ChatContext(Context, Protocol):
    """What a chat source is given besides what every plugin is."""

    async def emit(self, *events: ChatEvent) -> None:
        """Tell what came, in order. Waits while more than some thousand are not on the server's
        disk yet: then stop reading from the service, so that it holds them back. Names and text
        that are too long are cut. Raises ValueError for an event that is none: an id too long, a
        time without a zone."""
        ...

    def live(self, live: bool) -> None:
        """The platform shows the booth, or has ended its live."""
        ...

    def viewers(self, count: int) -> None:
        """How many watch now."""
        ...


class ChatSource(Plugin):
    """Listens to one account's chat; `context.resume` says where to go on."""

    KIND: ClassVar[str] = "chat"
    context: ChatContext

    async def run(self) -> None:
        """Connect and emit until the connection ends; says `connected` (or emits) within 60 s."""
        raise NotImplementedError

    async def reply(self, text: str, to: str, account: str, *, private: bool) -> None:
        """Write `text` in answer to the message with the service's id `to` of viewer `account`.
        Only with the ability `reply` (or `reply_private`). Raises Refused, TryLater."""
        raise NotImplementedError

    async def hide(self, message: str, *, hidden: bool) -> None:
        """Hide the message with this service's id on the platform, or show it again. Only with the
        ability `hide`. Raises Refused, TryLater."""
        raise NotImplementedError
