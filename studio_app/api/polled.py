"""The life of a chat source whose service is asked again and again, and never tells by itself."""

import asyncio
from collections.abc import Iterable
from typing import NamedTuple

from studio_app.api.chat import ChatSource
from studio_app.api.errors import NotLive
from studio_app.domain.chat import ChatEvent

LOOK_S = 60.0
"""So often it is looked whether the live still goes on, and how many watch."""


class ForgottenError(Exception):
    """The service does not know our page any more: it is read from its beginning again."""


class Batch(NamedTuple):
    """What one reading brought."""

    events: Iterable[ChatEvent]
    page: str
    """Where the next reading goes on."""
    wait_s: float
    ended: bool = False
    """The live is over: what came is told, and that."""


class PolledChat(ChatSource):
    """`find` says which live, `read` what is new in it; this calls them in time, tells it, and
    remembers the page, so that nothing is lost between two connections."""

    _live = ""
    _ours: frozenset[str] = frozenset()

    @property
    def live_id(self) -> str:
        """The live that is read, for replies. Raises NotLive."""
        if not self._live:
            raise NotLive("Nothing is live now")
        return self._live

    def wrote(self, id: str) -> None:
        """We wrote the message with this id: it is not told again when it comes back."""
        self._ours |= {id}

    async def find(self) -> str:
        """Id of the live now; also tells `live` and `viewers`. Raises NotLive and what `run`
        may."""
        raise NotImplementedError

    async def read(self, live: str, page: str) -> Batch:
        """What came since `page` (empty: whatever the service still has). Raises ForgottenError
        and what `run` may."""
        raise NotImplementedError

    async def run(self) -> None:
        """Read until the live ends."""
        known, _, page = self.context.resume.partition(" ")
        self._live = ""
        self._live = await self.find()
        clock = asyncio.get_running_loop().time
        page, looked = page if known == self._live else "", clock()
        self.context.connected()
        while True:
            try:
                batch = await self.read(self._live, page)
            except ForgottenError:
                if not page:
                    raise ConnectionError("The service knows no page") from None
                page = ""
                continue
            page = batch.page
            told = [event for event in batch.events if event.id not in self._ours]
            if told:
                await self.context.emit(*told)
            self.context.remember(f"{self._live} {page}")
            if batch.ended:
                self._live = ""
                self.context.live(False)
                raise NotLive("The live has ended")
            await asyncio.sleep(batch.wait_s)
            if clock() - looked >= LOOK_S:
                self._live, looked = await self.find(), clock()
