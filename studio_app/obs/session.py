"""One connected session: reads the whole booth, then follows its events until something ends it."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from studio_app.domain.booth import LinkStatus, Media, MediaState
from studio_app.domain.errors import StudioError, fail
from studio_app.obs.facts import BoothFacts
from studio_app.obs.heartbeat import Heartbeat
from studio_app.obs.known import Known
from studio_app.obs.protocol import Subscription
from studio_app.obs.raw import Raw, text
from studio_app.obs.rereads import Rereads
from studio_app.obs.snapshot import (
    PATIENCE_S,
    NotReady,
    TopicAnswers,
    Version,
    batch,
    dealt,
    flat,
    read_whole,
)
from studio_app.obs.socket import ObsSocket
from studio_app.obs.topics import About, Topic, switcher_of
from studio_app.obs.translate import Translation

log = logging.getLogger(__name__)

ALL_OUTPUTS_EVERY = 10
"""Beats between readings of outputs that do not run, against lost events."""
LISTS_EVERY = 30
"""Beats between readings of what changes without OBS telling."""
READY_EVERY_S = 0.3
READY_PATIENCE_S = 20.0
"""An OBS that loads for longer has perhaps asked somebody something."""
CHANGE_PATIENCE_S = 30.0
"""A scene collection that loads longer than this is asked about all the same."""
ABSENT_AGAIN_S = 0.3
MOST_OVERTAKEN = 20
TOLD_BY_EVENTS = (About.AIR, About.SOUND)
TOLD_BY_NOTHING = (About.TRANSITIONS, About.CANVAS, About.HOTKEYS, About.SERVICE)
"""What somebody changes in OBS's own window without an event."""
MIXING_EVERY_S = 0.2
UNSETTLED_EVERY_S = 0.03
MOST_BUFFERED = 100_000


class Passing(StrEnum):
    """What a cut changes for two frames and puts back."""

    TRANSITION = "transition"
    PREVIEW = "preview"


_AFTER = {Passing.TRANSITION: About.TRANSITIONS, Passing.PREVIEW: About.AIR}


class BoothSession:
    """Follows one `ObsSocket` for one booth. `run` ends only by an error that says why.

    `hear` may be called from the socket's opening on; events are kept until a snapshot is there.
    `said` is called with the status to show: connecting (with a problem), connected, stale.
    """

    def __init__(
        self,
        facts: BoothFacts,
        said: Callable[[LinkStatus, StudioError | None], None],
        connected: Callable[[Known], None],
        meters_wanted: Callable[[], bool],
    ) -> None:
        self._facts = facts
        self._said = said
        self._connected = connected
        self._meters_wanted = meters_wanted
        self._meters_on = False
        self._loop = asyncio.get_running_loop()
        self._rereads = Rereads()
        self._passing = dict.fromkeys(Passing, 0)
        self._wake = asyncio.Event()
        self._changed = asyncio.Event()
        self._overtaken: dict[Topic, int] = {}
        self._buffer: list[tuple[str, Raw]] | None = []
        self._changing_since_s: float | None = None
        self._exiting = False
        self._transition_ends: list[tuple[str, asyncio.Future[None]]] = []
        self._beats = 0
        self._all_outputs = False
        self.version = Version({})

    # --- events ------------------------------------------------------------------------------

    @property
    def changing(self) -> bool:
        """Whether OBS loads another scene collection and answers nothing."""
        return self._changing_since_s is not None

    def hear(self, event: str, data: Raw) -> None:
        """An event from the socket; on the loop, at once."""
        if event == "SceneTransitionEnded":
            self._end_transitions(text(data, "transitionName"))
        if event == "ExitStarted":
            self._exiting = True
            self._wake.set()
            self._changed.set()
        elif event == "CurrentSceneCollectionChanging":
            self._start_changing()
        elif event == "CurrentSceneCollectionChanged":
            self._changing_since_s = None
            self._rereads.clear()
            self._buffer = []
            self._changed.set()
            self._wake.set()
        elif self._buffer is not None:
            if len(self._buffer) < MOST_BUFFERED:
                self._buffer.append((event, data))
        elif event == "CurrentPreviewSceneChanged" and self._passing[Passing.PREVIEW]:
            return
        elif self._changing_since_s is None:
            self._follow(self._facts.hear(event, data), event)

    def transition_end(self, name: str) -> "asyncio.Future[None]":
        """Done when OBS tells the next time that this transition has ended, or the session ends."""
        future: asyncio.Future[None] = self._loop.create_future()
        self._transition_ends.append((name, future))
        return future

    def _end_transitions(self, which: str | None = None) -> None:
        ends, self._transition_ends = self._transition_ends, []
        for name, end in ends:
            if which not in (None, name):
                self._transition_ends.append((name, end))
            elif not end.done():
                end.set_result(None)

    def _start_changing(self) -> None:
        if self._changing_since_s is None:
            self._changing_since_s = self._loop.time()
            self._rereads.clear()
            if self._buffer is None:
                self._facts.changing(on=True)

    def _follow(self, meant: Translation, event: str) -> None:
        if not meant.reread and not meant.verify:
            return
        now_s = self._loop.time()
        for topic in meant.verify:
            self._rereads.verify(topic, now_s)
        for topic in meant.reread:
            self._rereads.touch(topic)
            at_once = event == "SceneTransitionStarted"
            self._rereads.want(topic, now_s, *((0.0,) if at_once else ()))
        self._wake.set()

    def look_at_air(self) -> None:
        """Read soon which scene is on air: something was done that may bring no event."""
        self._rereads.want(Topic(About.AIR), self._loop.time(), MIXING_EVERY_S / 2)
        self._wake.set()

    def read_soon(self, topic: Topic) -> None:
        """Read a topic although no event asks for it."""
        self._rereads.want(topic, self._loop.time(), 0.05)
        self._wake.set()

    def read_outputs_soon(self) -> None:
        """Have the next beat read all outputs."""
        self._all_outputs = True

    def pass_over(self, passing: Passing, by: int) -> None:
        """Something passing is done on purpose (+1), or over (-1): it is not shown, what is there
        afterwards is read."""
        if not by:
            return
        self._passing[passing] += by
        self._facts.preview_passes = self._passing[Passing.PREVIEW] > 0
        self._rereads.touch(Topic(_AFTER[passing]))  # a reading under way may tell of the passing
        if by < 0 and not self._passing[passing]:
            self._rereads.want(Topic(_AFTER[passing]), self._loop.time())
            self._wake.set()

    def meters_changed(self) -> None:
        """Whether meters are wanted may have changed."""
        self._wake.set()

    # --- life --------------------------------------------------------------------------------

    async def run(self, socket: ObsSocket, *, meters_on: bool) -> None:
        """Until the session ends; raises what ended it as `StudioError`."""
        self._meters_on = meters_on
        work = [
            self._loop.create_task(coroutine, name=f"{name} {self._facts.booth}")
            for name, coroutine in (
                ("obs end", self._end(socket)),
                ("obs read", self._read(socket)),
                ("obs beat", self._heartbeat(socket).run()),
            )
        ]
        try:
            done, _ = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
            if socket.gone:
                await work[0]  # it says why; what failed beside it only felt it
            for task in work:
                if task in done:
                    task.result()
        finally:
            self._end_transitions()
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)

    async def _end(self, socket: ObsSocket) -> None:
        error = await socket.ended()
        self._check_exit()
        raise error

    def _check_exit(self) -> None:
        if self._exiting:
            raise fail("link_closed", detail="OBS was closed")

    async def _read(self, socket: ObsSocket) -> None:
        """Snapshots and rereads, one after the other."""
        while True:
            await self._snapshot(socket)
            while not self._changed.is_set():
                await self._next_rereads(socket)
                self._check_exit()

    # --- the snapshot ------------------------------------------------------------------------

    async def _snapshot(self, socket: ObsSocket) -> None:
        """Read everything, catch up with what was said meanwhile, and show it in one change."""
        began_s = self._loop.time()
        while True:
            self._changed.clear()
            self._check_exit()
            if self._buffer is None:
                self._buffer = []
            try:
                known, self.version = await read_whole(socket, self._facts)
            except NotReady:
                waited_s = self._loop.time() - began_s
                self._said(
                    LinkStatus.CONNECTING,
                    fail("link_ready_late", seconds=round(waited_s / 10) * 10)
                    if waited_s >= READY_PATIENCE_S
                    else fail("link_not_ready"),
                )
                await self._pause(READY_EVERY_S)
                self._buffer = []
                continue
            if self.changing and not self._changed.is_set():
                await self._pause(CHANGE_PATIENCE_S)
                self._changing_since_s = None
            elif not self._changed.is_set():
                break
        buffered, self._buffer = self._buffer, None
        for event, data in buffered:
            try:
                self._follow(self._facts.replay(known, event, data), event)
            except Exception:
                log.exception("booth %s: the event %.60r failed here", self._facts.booth, event)
        self._connected(known)
        self._rereads.want(Topic(About.SERVICE), self._loop.time())

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            pass

    # --- rereads -----------------------------------------------------------------------------

    async def _next_rereads(self, socket: ObsSocket) -> None:
        """Wait for what is due, and read it."""
        wait_s = self._rereads.next_s() - self._loop.time()
        if wait_s > 0:
            try:
                async with asyncio.timeout(None if wait_s == float("inf") else wait_s):
                    await self._wake.wait()
            except TimeoutError:
                pass
        self._wake.clear()
        if self._meters_wanted() != self._meters_on:
            self._meters_on = not self._meters_on
            await socket.subscribe(Subscription.wanted(meters=self._meters_on))
        if self.changing:
            await self._wait_for_change()
            return
        due = self._rereads.take_due(self._loop.time())
        if self._passing[Passing.TRANSITION]:
            due = [topic for topic in due if topic.about is not About.TRANSITIONS]
        if due:
            await self._reread(socket, due)

    async def _wait_for_change(self) -> None:
        await self._pause(CHANGE_PATIENCE_S)
        self._check_exit()
        self._changed.set()

    async def _reread(self, socket: ObsSocket, topics: list[Topic]) -> None:
        touched = {topic: self._rereads.touched(topic) for topic in topics}
        asks = [self._facts.asks(topic) for topic in topics]
        try:
            answers = await batch(socket, flat(asks))
        except NotReady:
            self._facts.changing(on=True)
            self._buffer = []
            self._changed.set()
            return
        if self._interrupted():
            return
        readings = self._in_time(dealt(topics, asks, answers), touched)
        fresh = self._facts.fresh(readings)
        if fresh:
            topics, asks = [topic for topic, _ in fresh], [inside for _, inside in fresh]
            more = await socket.batch(flat(asks), timeout_s=PATIENCE_S)
            if self._interrupted():
                return
            readings = [*self._in_time(readings, touched), *dealt(topics, asks, more)]
        self._facts.read(readings)
        for topic in self._facts.incomplete:
            self._rereads.want(topic, self._loop.time(), ABSENT_AGAIN_S)
        if self._facts.unsettled:
            self._rereads.want(Topic(About.AIR), self._loop.time(), UNSETTLED_EVERY_S)
        elif self._facts.mixing:
            self._rereads.want(Topic(About.AIR), self._loop.time(), MIXING_EVERY_S)

    def _in_time(
        self, readings: Sequence[TopicAnswers], touched: Mapping[Topic, int]
    ) -> list[TopicAnswers]:
        """The readings that no event has overtaken; the others are made again. Where events do
        not tell all of it, a stream of them must not keep the readings away for ever."""
        good: list[TopicAnswers] = []
        for topic, answers in readings:
            if topic.about is About.TRANSITIONS and self._passing[Passing.TRANSITION]:
                continue  # read again when it has passed
            overtaken = self._rereads.touched(topic) != touched[topic]
            tries = self._overtaken.get(topic, 0)
            if overtaken and (topic.about in TOLD_BY_EVENTS or tries < MOST_OVERTAKEN):
                self._overtaken[topic] = tries + 1
                self._rereads.want(topic, self._loop.time())
            else:
                self._overtaken.pop(topic, None)
                good.append((topic, answers))
        return good

    def _interrupted(self) -> bool:
        """Whether another collection comes, so that an answer tells of what no longer is."""
        return self._buffer is not None or self.changing

    # --- the beat ----------------------------------------------------------------------------

    def _heartbeat(self, socket: ObsSocket) -> Heartbeat:
        """Statistics once a second; what has no event with them; and whether OBS answers."""
        return Heartbeat(
            self._facts.booth,
            socket,
            lambda: self._one_beat(socket),
            resting=self._quiet,
            shown=lambda: self._buffer is None,
            said=lambda fine: self._said(LinkStatus.CONNECTED if fine else LinkStatus.STALE, None),
        )

    def _quiet(self) -> bool:
        """Whether OBS is to be left alone while it loads."""
        since_s = self._changing_since_s
        return since_s is not None and self._loop.time() - since_s < CHANGE_PATIENCE_S

    async def _one_beat(self, socket: ObsSocket) -> None:
        if self._buffer is not None:
            # Before the snapshot is complete only the answer itself is of interest.
            await socket.batch([("GetStats", None)], timeout_s=PATIENCE_S)
            return
        facts, self._beats = self._facts, self._beats + 1
        topics = [
            Topic(About.MEDIA, name)
            for name, media in facts.known.of(Media).items()
            if media.state is MediaState.PLAYING
        ]
        if self._beats % LISTS_EVERY == 0 and not self._passing[Passing.TRANSITION]:
            topics += [Topic(about) for about in TOLD_BY_NOTHING]
        if facts.mixing and not switcher_of(facts.known).leaving:
            self.look_at_air()
        all_outputs = self._all_outputs or self._beats % ALL_OUTPUTS_EVERY == 0
        self._all_outputs = False
        outputs = facts.output_asks(all_=all_outputs)
        asks = [facts.asks(topic) for topic in topics]
        touched = {topic: self._rereads.touched(topic) for topic in topics}
        started_s = self._loop.time()
        answers = await socket.batch(
            [("GetStats", None), *(ask for _, ask in outputs), *flat(asks)], timeout_s=PATIENCE_S
        )
        took_s = self._loop.time() - started_s
        if self._interrupted():
            return
        stats, status = answers[0], answers[1 : 1 + len(outputs)]
        changes = facts.read_stats(stats.data, took_s) if stats.ok else {}
        changes |= facts.read_outputs(
            [(kind, answer) for (kind, _), answer in zip(outputs, status, strict=True)]
        )
        facts.commit(changes)
        facts.read(self._in_time(dealt(topics, asks, answers[1 + len(outputs) :]), touched))
