"""What the plugin host needs from the services above it, as the least that each must offer."""

from collections.abc import Sequence
from typing import Protocol

from studio_app.domain.chat import ChatEvent
from studio_app.domain.ids import BoothId


class ChatSink(Protocol):
    """Takes what chat sources tell. On the loop's thread."""

    async def take(
        self, instance: str, service: str, booth: BoothId, events: Sequence[ChatEvent], resume: str
    ) -> None:
        """Returns when all of it is on the disk, `resume` with it in the same transaction (empty:
        as it was). Raises StudioError; then the same comes again later. `service` is for events
        that name none."""
        ...

    async def resume_of(self, instance: str) -> str:
        """What was last remembered of this instance; empty at first. Raises StudioError."""
        ...

    def live(self, instance: str, live: bool | None) -> None:
        """The platform shows the booth, or does not; None: nobody can tell any more."""
        ...

    def viewers(self, instance: str, count: int | None) -> None:
        """How many watch; None: nobody can tell any more."""
        ...
