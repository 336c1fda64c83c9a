"""What the plugin host needs from the services above it, as the least that each must offer."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from studio_app.api.orders import OrderEvent
from studio_app.domain.chat import ChatEvent
from studio_app.domain.ids import BoothId
from studio_app.domain.plugin import SettingScalar
from studio_app.domain.problems import Problem


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


class OrderSink(Protocol):
    """Takes what order sources tell. On the loop's thread."""

    async def take(
        self, instance: str, service: str, events: Sequence[OrderEvent], resume: str
    ) -> None:
        """As `ChatSink.take`."""
        ...

    async def resume_of(self, instance: str) -> str:
        """As `ChatSink.resume_of`."""
        ...


class Sinks(NamedTuple):
    """Where events go, by kind; a kind whose sink is not there is not run."""

    chat: ChatSink | None = None
    orders: OrderSink | None = None


class InstanceSecrets(Protocol):
    """The secrets of what is set up. On the loop's thread."""

    async def read(self, instance: str, names: Sequence[str]) -> dict[str, str]:
        """Those that are kept, by name. Raises StudioError."""
        ...

    async def keep(self, instance: str, name: str, value: str) -> None:
        """Its service has replaced one. Raises StudioError."""
        ...


class Wanted(NamedTuple):
    """What the settings say of one instance."""

    plugin: str
    booth: BoothId | None
    on: bool
    settings: Mapping[str, SettingScalar]
    """As written, without the manifest's defaults."""
    secrets: tuple[str, ...] = ()
    """Names of those that are kept."""
    problem: Problem | None = None
    """Why it cannot be run as it is set up."""
    edition: int = 0
    """Another one when secrets have changed, which nothing else shows."""
