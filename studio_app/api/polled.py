"""The life of a chat source whose service is asked again and again, and never tells by itself."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from typing import ClassVar, NamedTuple

from studio_app.api.beside import again
from studio_app.api.chat import ChatContext, ChatSource
from studio_app.api.errors import NotLive
from studio_app.api.json import Json
from studio_app.api.moments import moment
from studio_app.api.rest import Rest
from studio_app.domain.chat import ChatEvent

SEEN_MOST = 5000
"""Ids that are remembered, so that what two readings share is told once."""


SHARED_S = 30
"""So far two readings of a list by time overlap: some services show a comment late."""
PARTS_MOST = 100
"""Of one list, so that no service can keep us reading."""


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

    LOOK_S: ClassVar[float] = 10.0
    """So often it is looked whether the live still goes on, and how many watch."""
    rest: Rest
    """What it asks by; `start` makes it."""
    _live = ""

    def __init__(self, context: ChatContext) -> None:
        super().__init__(context)
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._telling = asyncio.Lock()

    @property
    def live_id(self) -> str:
        """The live that is read, for replies. Raises NotLive."""
        if not self._live:
            raise NotLive("Nothing is live now")
        return self._live

    async def write(self, asked: Awaitable[Json], id: str) -> None:
        """Send what we write; when it comes back among the viewers' it is not told. `id`: where its
        id is in the answer. Raises what the sending raises."""
        async with self._telling:  # it may come back before we have the answer
            self._seen[self.same((await asked).text(id))] = None

    def same(self, id: str) -> str:
        """What is equal of the ids of a message that is told in two ways."""
        return id

    async def tell(self, events: Iterable[ChatEvent]) -> int:
        """Emit those that were not told yet; how many these were."""
        async with self._telling:
            fresh = [each for each in events if not each.id or self.same(each.id) not in self._seen]
            if fresh:
                await self.context.emit(*fresh)
            for event in fresh:  # not before: what could not be told is read again
                self._seen[self.same(event.id)] = None
            while len(self._seen) > SEEN_MOST:
                self._seen.popitem(last=False)
            return len(fresh)

    async def find(self) -> str:
        """Id of the live now; also tells `live` and `viewers`. Raises NotLive and what `run`
        may."""
        raise NotImplementedError

    async def read(self, live: str, page: str) -> Batch:
        """What came since `page` (empty: whatever the service still has). Raises ForgottenError
        and what `run` may."""
        raise NotImplementedError

    async def listen(self) -> None:
        """Beside the reading: `tell` what the service pushes, until it ends; begun again then."""
        await asyncio.Event().wait()

    async def run(self) -> None:
        """Read, and listen, until the live ends."""
        known, _, page = self.context.resume.partition(" ")
        self._live = await self.find()
        self.context.connected()
        name = f"what {self.context.instance} is pushed"
        beside = asyncio.create_task(again(self.context.log, name, self.listen), name=name)
        try:
            await self._read_on(page if known == self._live else "")
        finally:
            self._live = ""
            self.rest.hang_up()
            beside.cancel()
            await asyncio.wait([beside])

    async def _read_on(self, page: str) -> None:
        clock = asyncio.get_running_loop().time
        looked = clock()
        while True:
            try:
                batch = await self.read(self._live, page)
            except ForgottenError:
                if not page:
                    raise ConnectionError("The service knows no page") from None
                page = ""
                continue
            page = batch.page
            await self.tell(batch.events)
            self.context.remember(f"{self._live} {page}")
            if batch.ended:
                self.context.live(False)
                raise NotLive("The live has ended")
            await asyncio.sleep(batch.wait_s)
            if clock() - looked >= self.LOOK_S:
                self._live, looked = await self.find(), clock()


Part = Callable[[str], Awaitable[tuple[list[ChatEvent], str]]]
"""One part of a list, newest first: after this cursor (empty: its beginning); and the next cursor,
empty at the end."""


async def back_to(page: str, part: Part) -> tuple[list[ChatEvent], str]:
    """What a list that tells the newest first has since `page` (empty: all), oldest first; and the
    page to go on from: the time of the newest, in seconds since 1970."""
    last = moment(page)
    since = last - timedelta(seconds=SHARED_S) if last else None
    events: list[ChatEvent] = []
    cursor = ""
    for _ in range(PARTS_MOST):
        more, cursor = await part(cursor)
        events += [event for event in more if since is None or event.at is None or event.at > since]
        if not cursor or (since and more and more[-1].at and more[-1].at <= since):
            break
    events.reverse()
    newest = max((event.at for event in events if event.at), default=None)
    return events, f"{newest.timestamp():.0f}" if newest else page
