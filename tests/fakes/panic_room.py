"""A booth room with a panic service on a file of its own."""

from pathlib import Path

from studio_app.domain.actions.recovery import EndPanic, SomeBooths, StartPanic
from studio_app.domain.recovery import Panic
from studio_app.services.action_desk import Outcome
from studio_app.services.kept_file import KeptFile
from studio_app.services.panic import KeptPanics, PanicService
from tests.fakes.booth_room import BOOTH, BoothRoom, context


class PanicRoom(BoothRoom):
    """`begin` starts the service once the booths are there."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        kept: KeptFile[KeptPanics] = KeptFile(file, KeptPanics)
        self.panics = PanicService(self.access, self.switching, self.clock, kept)

    def begin(self) -> None:
        """As a server does when its settings are in force."""
        self.panics.start()

    async def panic(self, booths: SomeBooths = (BOOTH,)) -> Outcome:
        """To standby."""
        return await self.panics.panic(StartPanic(booths=booths), context())

    async def end(self, booths: SomeBooths = (BOOTH,)) -> Outcome:
        """And back."""
        return await self.panics.end(EndPanic(booths=booths), context())

    def record(self, booth: str = BOOTH) -> Panic | None:
        """The booth's panic."""
        return self.store.get(Panic, "panic", booth)

    async def close(self) -> None:
        """End everything."""
        await self.panics.stop()
        await super().close()
