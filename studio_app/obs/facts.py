"""The facts of one booth: what OBS says goes in, changes of records in the store come out."""

from collections.abc import Sequence

from msgspec.structs import replace

from studio_app.domain.booth import (
    Booth,
    Health,
    Input,
    Link,
    Live,
    LiveStatus,
    Output,
    OutputKind,
    Scene,
    Setup,
    StreamService,
    Switcher,
    Tally,
)
from studio_app.domain.ids import BoothId
from studio_app.domain.records import Changes, RecordKey
from studio_app.obs.air import AirWatch, air_seen
from studio_app.obs.health import HealthWatch
from studio_app.obs.known import Known
from studio_app.obs.output_watch import STATUS_REQUESTS, OutputWatch, output_reading
from studio_app.obs.protocol import Answer, Ask
from studio_app.obs.raw import Raw, text
from studio_app.obs.tally import open_everywhere, tally
from studio_app.obs.topics import About, Topic, asks_of, details_of, switcher_of, take
from studio_app.obs.translate import OutputEvent, Translation, translate
from studio_app.stores.booths import BoothStore
from studio_app.support.clock import Clock

LISTS = (About.SCENES, About.GROUPS, About.INPUTS)
LISTED = ("scene", "input")
PICTURE_KINDS = ("switcher", "scene")
"""Records that decide what is seen; of an input only whether it is open everywhere does."""


class BoothFacts:
    """Everything that one OBS has told. Survives reconnects: outputs go on counting, and the
    records stay as last known until a snapshot replaces them in one go."""

    def __init__(self, booth: BoothId, store: BoothStore, clock: Clock) -> None:
        self.booth = booth
        self.known = Known(booth)
        self._store = store
        self._clock = clock
        self._air = AirWatch()
        self._outputs = {kind: OutputWatch(kind) for kind in OutputKind}
        self._health = HealthWatch()
        self._everywhere: tuple[str, ...] = ()
        """The global audio devices that were open when the tally was told last."""
        self.preview_passes = False
        """A cut changes the preview only to put it back: readings of it are not taken over."""
        self._absent: dict[About, set[RecordKey]] = {}
        """What the last reading of a list left out, without an event that says it is gone."""
        self._removed: set[str] = set()
        """Inputs and groups that OBS said it removed; its lists name them for a while yet."""

    # --- events ------------------------------------------------------------------------------

    def hear(self, event: str, data: Raw) -> Translation:
        """Take an event over; returns what it meant, for what must be read again."""
        meant = self._meaning(self.known, event, data)
        changes = meant.changes
        if meant.output is not None:
            changes = changes | self._output_changes(meant.output)
        self.commit(changes)
        return meant

    def _meaning(self, known: Known, event: str, data: Raw) -> Translation:
        if event.startswith(("CurrentProgram", "SceneTransition")):
            self._air.heard(event, self._clock.monotonic_s(), cut=_is_cut(known, data))
        meant = translate(event, data, known)
        for key, value in meant.changes.items():
            if key[0] in LISTED:
                (self._removed.add if value is None else self._removed.discard)(key[2])
        return meant

    def _output_changes(self, event: OutputEvent) -> Changes:
        watch = self._outputs[event.kind]
        watch.event(event.state, event.path, self._clock.now(), self._clock.monotonic_s())
        return self._output_record(watch)

    # --- readings ----------------------------------------------------------------------------

    def asks(self, topic: Topic) -> Sequence[Ask]:
        """The requests that read a topic of this booth; none for what must not cross a network."""
        if topic.about is About.SERVICE and not self._local:
            return ()
        return asks_of(topic, self.known)

    @property
    def _local(self) -> bool:
        entry = self._store.get(Booth, "booth", self.booth)
        return entry is not None and entry.local

    def read(self, readings: Sequence[tuple[Topic, Sequence[Answer]]]) -> None:
        """Take answers over, all in one change."""
        real: Changes = {}
        for topic, answers in readings:
            real |= self.known.apply(self._taken(self.known, topic, answers))
        self._announce(real)

    def fresh(
        self, readings: Sequence[tuple[Topic, Sequence[Answer]]]
    ) -> list[tuple[Topic, Sequence[Ask]]]:
        """How to read the details of what these readings name for the first time: before any of
        it is shown, or a renamed scene would lose its items for a moment."""
        new: Changes = {}
        for topic, answers in readings:
            if topic.about in LISTS:
                for key, value in take(topic, answers, self.known).items():
                    known = value is None or self.known.get(type(value), key[-1]) is not None
                    if key[0] in LISTED and not known and key[-1] not in self._removed:
                        new[key] = value
        if not new:
            return []
        work = Known(self.booth)
        work.apply(new)
        return [
            (topic, asks_of(topic, work))
            for key, value in new.items()
            for topic in details_of(type(value), key[-1])
        ]

    @property
    def transition_may_run(self) -> bool:
        """Whether OBS may count down a transition; False is certain."""
        return self._air.may_run(self._clock.monotonic_s())

    @property
    def incomplete(self) -> list[Topic]:
        """Lists that left out what no event says is gone: to be read once more."""
        return [Topic(about) for about, absent in self._absent.items() if absent]

    def blank(self) -> Known:
        """Records for a snapshot to fill. What was on air is kept as a first belief: a reading
        alone cannot tell where a transition came from. Where the stream goes is read after it."""
        self._removed.clear()
        self._absent.clear()
        known = Known(self.booth)
        before = switcher_of(self.known)
        known.apply({known.key(Switcher): Switcher(program=before.program)})
        if (service := self.known.get(StreamService)) is not None:
            known.apply({known.key(StreamService): service})
        return known

    def build(self, known: Known, readings: Sequence[tuple[Topic, Sequence[Answer]]]) -> None:
        """Take answers over into records that nobody sees yet: a snapshot under way."""
        for topic, answers in readings:
            known.apply(self._taken(known, topic, answers))

    def replay(self, known: Known, event: str, data: Raw) -> Translation:
        """Take an event that came during a snapshot over into its records."""
        meant = self._meaning(known, event, data)
        known.apply(meant.changes)
        if meant.output is not None:
            known.apply(self._output_changes(meant.output))
        return meant

    def _taken(self, known: Known, topic: Topic, answers: Sequence[Answer]) -> Changes:
        if topic.about is not About.AIR:
            changes = take(topic, answers, known)
            if topic.about in LISTS and known is self.known:
                self._absent[topic.about], absent = (
                    {key for key, value in changes.items() if value is None},
                    self._absent.get(topic.about, set()),
                )
                changes = {
                    key: value
                    for key, value in changes.items()
                    if value is not None or key in absent
                }
            return {
                key: value
                for key, value in changes.items()
                if len(key) < 3 or key[2] not in self._removed
            }
        seen = air_seen(answers)
        if self.preview_passes:
            seen = seen._replace(preview=None, studio_mode=None)
        now_s, first = self._clock.monotonic_s(), known is not self.known
        switcher = self._air.judge(switcher_of(known), seen, now_s, first=first)
        return {known.key(type(switcher)): switcher}

    @property
    def mixing(self) -> bool:
        """Whether the air topic must be read on without events."""
        return switcher_of(self.known).leaving is not None or self._air.taken_back

    @property
    def unsettled(self) -> bool:
        """Whether the air topic must be read again at once: a transition has only begun."""
        return self._air.unsettled

    # --- outputs and statistics --------------------------------------------------------------

    def output_asks(self, *, all_: bool) -> list[tuple[OutputKind, Ask]]:
        """The status requests worth making now."""
        return [
            (kind, (STATUS_REQUESTS[kind], None))
            for kind, watch in self._outputs.items()
            if all_ or not watch.idle
        ]

    def read_outputs(
        self, answers: Sequence[tuple[OutputKind, Answer]], *, first: bool = False
    ) -> Changes:
        """What status answers change; with nothing committed yet."""
        changes: Changes = {}
        now, now_s = self._clock.now(), self._clock.monotonic_s()
        for kind, answer in answers:
            watch = self._outputs[kind]
            reading = output_reading(answer)
            if answer.ok or reading is None:
                watch.reading(reading, now, now_s, first=first)
            changes |= self._output_record(watch)
        return changes

    def _output_record(self, watch: OutputWatch) -> Changes:
        live = self._store.get(Live, "live", self.booth)
        record = watch.record(
            live=live is not None and live.status is LiveStatus.LIVE,
            now_s=self._clock.monotonic_s(),
        )
        return {self.known.key(Output, watch.kind): record}

    def read_stats(self, stats: Raw, round_trip_s: float) -> Changes:
        """What a `GetStats` answer changes; with nothing committed yet."""
        record = self._health.record(stats, round_trip_s, self._clock.monotonic_s())
        return {self.known.key(Health): record}

    # --- the store ---------------------------------------------------------------------------

    def commit(self, changes: Changes) -> None:
        """Take changes over and announce them, the tally they cause with them."""
        self._announce(self.known.apply(changes))

    def _announce(self, real: Changes) -> None:
        if not real:
            return
        kinds = {key[0] for key in real}
        if not kinds.isdisjoint(PICTURE_KINDS) or (
            "input" in kinds and open_everywhere(self.known.of(Input)) != self._everywhere
        ):
            real |= self.known.apply(self._tally(self.known))
        self._store.apply(real)

    def _tally(self, known: Known) -> Changes:
        self._everywhere = open_everywhere(known.of(Input))
        return {known.key(Tally): tally(switcher_of(known), known.of(Scene), self._everywhere)}

    def replace_all(self, new: Known, link: Link) -> None:
        """A snapshot is complete: bring everything to it in one change, the link's own record
        with it."""
        new.apply(self._tally(new))
        changes = new.against(self.known)
        self.known = new
        changes[new.key(Link)] = link
        self._store.apply(changes)

    def changing(self, *, on: bool) -> None:
        """OBS loads another scene collection, or has done so."""
        setup = self.known.get(Setup) or Setup()
        self.commit({self.known.key(Setup): replace(setup, changing=on)})

    def forget(self) -> None:
        """Another OBS is behind this booth now: nothing known holds."""
        gone: Changes = dict.fromkeys(self.known.everything())
        self.known = Known(self.booth)
        self._air = AirWatch()
        self._outputs = {kind: OutputWatch(kind) for kind in OutputKind}
        self._health = HealthWatch()
        self._store.apply(gone)


def _is_cut(known: Known, data: Raw) -> bool:
    """Whether an event is about a transition that takes no time."""
    name = text(data, "transitionName")
    return any(entry.name == name and entry.is_cut for entry in switcher_of(known).transitions)
