"""Watches whether every commissioned booth is still as its template says, and tells what is not.

Looks soon after OBS tells of a change, and every few seconds because some changes are told to
nobody (a moved picture; settings before OBS 30). A look is three batches over the link there is;
one that finds OBS as it was the last time compares nothing.
"""

import asyncio
import contextlib
import logging
import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from studio_app.domain.actions.commissioning import CheckDrift
from studio_app.domain.booth import Booth, LinkStatus
from studio_app.domain.commission import Drift, DriftStatus
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.ids import BoothId
from studio_app.domain.records import RecordKey
from studio_app.domain.struct import Fact
from studio_app.domain.template import BoothTemplate
from studio_app.obs.booth_reading import read_booth
from studio_app.obs.booth_state import BoothState
from studio_app.obs.commission_diff import Difference, compare, drift_of
from studio_app.obs.link import ObsLink
from studio_app.obs.links import LinkRoom
from studio_app.obs.protocol import Answer, Code
from studio_app.obs.topics import About, Topic
from studio_app.services.action_desk import ActionContext, ActionDesk, Outcome
from studio_app.services.templates import TemplateShelf
from studio_app.stores.booths import BoothStore
from studio_app.support.clock import Clock

log = logging.getLogger(__name__)

LOOK_EVERY_S = 7.0
SETTLES_S = 1.0
"""Changes come in rows: a person drags, a scene is built."""
LEAST_GAP_S = 2.0
TEMPLATES_EVERY_S = 5.0
AT_ONCE = 4
ANSWER_WITHIN_S = 10.0
_TELLING = frozenset({"link", "switcher", "scene", "input", "filters", "setup"})
"""Records whose change may be a drift."""


class _Seen(NamedTuple):
    template: BoothTemplate
    state: BoothState
    difference: Difference


class DriftWatch:
    """The record `drift` of each booth that names a template. On the loop's thread."""

    def __init__(
        self,
        links: LinkRoom,
        store: BoothStore,
        shelf: TemplateShelf,
        clock: Clock,
        *,
        templates_every_s: float = TEMPLATES_EVERY_S,
    ) -> None:
        """`templates_every_s`: how often the templates' files are looked at for edits."""
        self._links = links
        self._store = store
        self._shelf = shelf
        self._templates_every_s = templates_every_s
        self._clock = clock
        self._templates = shelf.look()
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._tasks: dict[BoothId, asyncio.Task[None]] = {}
        self._wakes: dict[BoothId, asyncio.Event] = {}
        self._held: dict[BoothId, int] = {}
        self._seen: dict[BoothId, _Seen] = {}
        self._disconnect: Callable[[], None] = lambda: None
        self._reader: asyncio.Task[None] | None = None

    def bind(self, desk: ActionDesk) -> None:
        """Offer drift.check."""
        desk.bind(CheckDrift, self._check)

    def start(self) -> None:
        """Begin to watch the booths there are, and those to come."""
        self._disconnect = self._store.changed.connect(self._changed)
        for booth in self._store.booths():
            self._follow(booth)
        self._reader = asyncio.create_task(self._read_on(), name="booth templates")

    async def stop(self) -> None:
        """Watch no more."""
        self._disconnect()
        tasks = [*self._tasks.values(), *([self._reader] if self._reader else [])]
        self._tasks.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @contextlib.contextmanager
    def holding(self, booth: BoothId) -> Iterator[None]:
        """Inside, a booth is being changed by us and not looked at; afterwards at once."""
        self._held[booth] = self._held.get(booth, 0) + 1
        try:
            yield
        finally:
            self._held[booth] -= 1
            self._wake(booth)

    # --- following -------------------------------------------------------------------------------

    def _changed(self, key: RecordKey, old: Fact | None, new: Fact | None) -> None:
        if key[0] == "booth":
            self._follow(BoothId(key[1]))
        elif key[0] in _TELLING:
            self._wake(BoothId(key[1]))

    def _wake(self, booth: BoothId) -> None:
        wake = self._wakes.get(booth)
        if wake is not None:
            wake.set()

    def _follow(self, booth: BoothId) -> None:
        """Watch a booth while it names a template."""
        entry = self._store.get(Booth, "booth", booth)
        if entry is not None and entry.template:
            if booth not in self._tasks:
                self._wakes[booth] = asyncio.Event()
                self._tasks[booth] = asyncio.create_task(
                    self._watch(booth, self._wakes[booth]), name=f"drift of {booth}"
                )
            self._wake(booth)
            return
        task = self._tasks.pop(booth, None)
        self._wakes.pop(booth, None)
        self._seen.pop(booth, None)
        if task is not None:
            task.cancel()
            self._store.apply({("drift", booth): None} if self._record(booth) else {})

    async def _read_on(self) -> None:
        """Take over templates that were edited."""
        while True:
            await asyncio.sleep(self._templates_every_s)
            found = await asyncio.to_thread(self._shelf.look)
            if found != self._templates:
                self._templates = found
                for booth in self._wakes:
                    self._wake(booth)

    async def _watch(self, booth: BoothId, wake: asyncio.Event) -> None:
        while True:
            wake.clear()
            if not self._held.get(booth):
                try:
                    await self._look(booth)
                except Exception:  # a watcher that ended would leave its last word standing
                    log.exception("%s: the look for drift failed", booth)
            await asyncio.sleep(LEAST_GAP_S)
            with contextlib.suppress(TimeoutError):
                # Never all booths at the same moment: a take would wait behind them.
                spread = random.uniform(0.7, 1.0)
                async with asyncio.timeout(LOOK_EVERY_S * spread - LEAST_GAP_S):
                    await wake.wait()
                    await asyncio.sleep(SETTLES_S)

    # --- one look --------------------------------------------------------------------------------

    async def _check(self, action: CheckDrift, context: ActionContext) -> Outcome:
        entry = self._store.get(Booth, "booth", action.booth)
        if entry is None:
            self._links.get(action.booth)  # raises no_such_booth
        if entry is None or not entry.template:
            raise fail("no_template", booth=self._store.called(action.booth))
        self._templates = await asyncio.to_thread(self._shelf.look)
        await self._look(action.booth)
        return Outcome(self._record(action.booth))

    async def _look(self, booth: BoothId) -> None:
        entry = self._store.get(Booth, "booth", booth)
        if entry is None or not entry.template:
            return
        try:
            template = self._templates.get(entry.template)
            seen = await self._read(booth, template)
        except StudioError as error:
            link = self._store.link(booth)
            why = link.problem if link is not None and link.problem else error.problem
            now = Drift(
                template=entry.template,
                status=DriftStatus.UNKNOWN,
                since=self._clock.now(),
                problem=why,
            )
        else:
            changes = drift_of(template, seen.difference)
            now = Drift(
                template=entry.template,
                status=DriftStatus.DRIFTED if changes else DriftStatus.OK,
                since=self._clock.now(),
                changes=changes,
                findings=seen.difference.findings,
            )
        if booth in self._tasks and not self._held.get(booth):
            self._tell(booth, now)

    async def _read(self, booth: BoothId, template: BoothTemplate) -> _Seen:
        """OBS's state and how it differs. Raises StudioError."""
        link = self._links.get(booth)
        if link.status is not LinkStatus.CONNECTED:
            raise fail("not_connected", booth=self._store.called(booth), status=link.status)
        async with self._turns:
            state = await _read_over(link, template)
        if not state.every_scene:
            raise fail("link_not_ready")  # OBS always has a scene, unless it is loading
        switcher = self._store.switcher(booth)
        if state.canvas is not None and switcher is not None and switcher.canvas != state.canvas:
            link.read_soon(Topic(About.CANVAS))  # no event tells of it
        before = self._seen.get(booth)
        if before is not None and before.template == template and before.state == state:
            return before
        seen = _Seen(template, state, compare(template, state))
        if booth in self._tasks:
            self._seen[booth] = seen
        return seen

    def _tell(self, booth: BoothId, now: Drift) -> None:
        before = self._record(booth)
        if before is not None and before.status is now.status:
            now = replace(now, since=before.since)
        elif now.status is DriftStatus.DRIFTED:
            log.info("%s drifted from %s: %s", booth, now.template, now.changes[0].text)
        self._store.apply({("drift", booth): now})

    def _record(self, booth: BoothId) -> Drift | None:
        return self._store.get(Drift, "drift", booth)


async def _read_over(link: ObsLink, template: BoothTemplate) -> BoothState:
    """Drive the reading over the live link; what an OBS does not know, it refuses. Raises
    StudioError."""
    reading = read_booth(template)
    try:
        asks = next(reading)
        while True:
            known = [(kind, data) for kind, data in asks if not link.lacks(kind)]
            told = iter(await link.batch(known, ANSWER_WITHIN_S) if known else [])
            asks = reading.send(
                [
                    Answer(kind, Code.UNKNOWN_REQUEST) if link.lacks(kind) else next(told)
                    for kind, _ in asks
                ]
            )
    except StopIteration as ended:
        state: BoothState = ended.value
        return state
