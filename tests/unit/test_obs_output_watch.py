"""The judgement of outputs: honest states, counters that never go back, health by proof."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from studio_app.domain.booth import Output, OutputHealth, OutputKind, OutputStatus
from studio_app.obs.output_watch import OutputReading, OutputWatch, output_reading
from studio_app.obs.protocol import Answer

START = datetime(2026, 1, 1, tzinfo=UTC)


class Hands:
    """An output watch with clock hands of its own."""

    def __init__(self, kind: OutputKind = OutputKind.STREAM) -> None:
        self.watch = OutputWatch(kind)
        self.now_s = 100.0
        self.live = False

    @property
    def now(self) -> datetime:
        return START + timedelta(seconds=self.now_s)

    def event(self, *states: str, path: str = "") -> None:
        for state in states:
            self.watch.event(state, path, self.now, self.now_s)

    def read(self, reading: OutputReading | None, *, after_s: float = 1.0) -> None:
        self.now_s += after_s
        self.watch.reading(reading, self.now, self.now_s)

    def record(self) -> Output:
        return self.watch.record(live=self.live, now_s=self.now_s)

    def send(
        self, seconds: int, kbps: float = 800, *, skipped: float = 0.0, congestion: float = 0.0
    ) -> None:
        """Go on sending: `skipped` of 30 frames a second."""
        for _ in range(seconds):
            self.sent += round(kbps * 125)
            self.frames += 30
            self.lost += round(30 * skipped)
            self.read(
                OutputReading(
                    active=True,
                    bytes=self.sent,
                    frames=self.frames,
                    skipped=self.lost,
                    congestion=congestion,
                    duration_ms=self.frames * 33,
                )
            )

    sent = frames = lost = 0

    def restart_counters(self) -> None:
        self.sent = self.frames = self.lost = 0


def test_a_start_that_comes_to_nothing_says_why() -> None:
    hands = Hands()
    hands.event("STARTING")
    assert hands.record().status is OutputStatus.STARTING
    hands.event("STOPPED")
    assert hands.record().status is OutputStatus.OFF
    problem = hands.record().problem
    assert problem is not None
    assert problem.code == "output_not_started"
    hands.event("STARTING")
    assert hands.record().problem is None, "until the next one begins"


def test_an_end_that_nobody_asked_for_says_so() -> None:
    hands = Hands()
    hands.event("STARTING", "STARTED")
    hands.event("STOPPED")
    problem = hands.record().problem
    assert problem is not None
    assert problem.code == "output_stopped_itself"
    hands.event("STARTING", "STARTED", "STOPPING", "STOPPED")
    assert hands.record().problem is None


def test_rising_bytes_are_no_proof() -> None:
    hands = Hands()
    hands.event("STARTING", "STARTED")
    assert hands.record().health is OutputHealth.UNPROVEN
    hands.send(12)
    assert hands.record().health is OutputHealth.UNPROVEN
    assert hands.record().kbps == 800
    assert hands.record().skipped_pct == 0
    hands.live = True
    assert hands.record().health is OutputHealth.GOOD


def test_skipping_congested_stalled_are_told_apart() -> None:
    hands = Hands()
    hands.live = True
    hands.event("STARTING", "STARTED")
    hands.send(5)
    hands.send(5, skipped=0.2)
    assert hands.record().health is OutputHealth.SKIPPING
    assert 5 < (hands.record().skipped_pct or 0) < 20
    hands.send(15)
    assert hands.record().health is OutputHealth.GOOD, "what is over ten seconds ago is over"
    hands.send(6, congestion=0.8)
    assert hands.record().health is OutputHealth.CONGESTED
    hands.send(11)
    hands.send(6, kbps=0)
    assert hands.record().health is OutputHealth.STALLED
    assert hands.record().kbps == 0
    hands.send(1)
    assert hands.record().health is OutputHealth.GOOD


def test_counters_go_on_over_reconnects() -> None:
    hands = Hands()
    hands.event("STARTING", "STARTED")
    began = hands.record().since
    hands.send(10)
    sent = hands.record().bytes
    hands.event("RECONNECTING", "RECONNECTING", "RECONNECTING")
    assert hands.record().status is OutputStatus.RECONNECTING
    assert hands.record().health is OutputHealth.RECONNECTING
    assert hands.record().reconnects == 1
    hands.restart_counters()
    hands.read(OutputReading(active=True, reconnecting=True, bytes=0, frames=0, skipped=0))
    assert hands.record().bytes == sent
    hands.event("RECONNECTED")
    hands.send(3)
    assert hands.record().bytes == sent + hands.sent
    assert hands.record().since == began
    assert (hands.record().kbps or 0) > 0


def test_a_reading_older_than_the_event_does_not_count() -> None:
    hands = Hands()
    hands.event("STARTING", "STARTED")
    hands.read(OutputReading(active=False), after_s=0.1)
    assert hands.record().status is OutputStatus.ACTIVE
    hands.event("STOPPING", "STOPPED")
    hands.read(OutputReading(active=True, bytes=5), after_s=0.1)
    assert hands.record().status is OutputStatus.OFF


def test_lost_events_are_found_by_reading() -> None:
    hands = Hands()
    hands.read(OutputReading(active=True, bytes=10, frames=1, duration_ms=60_000))
    assert hands.record().status is OutputStatus.ACTIVE
    assert hands.record().since == hands.now - timedelta(minutes=1)
    hands.read(OutputReading(active=True, paused=True, bytes=10, frames=1, duration_ms=60_000))
    assert hands.record().status is OutputStatus.PAUSED
    hands.read(OutputReading(active=False))
    assert hands.record().status is OutputStatus.OFF


def test_what_is_not_set_up_is_unavailable() -> None:
    hands = Hands(OutputKind.REPLAY)
    hands.read(output_reading(Answer("GetReplayBufferStatus", 604)))
    assert hands.record().status is OutputStatus.UNAVAILABLE
    hands.read(output_reading(Answer("GetReplayBufferStatus", 100, {"outputActive": True})))
    assert hands.record().status is OutputStatus.ACTIVE
    assert hands.record().health is OutputHealth.GOOD, "nobody needs to receive it"


def test_a_recording_proves_itself_by_growing() -> None:
    hands = Hands(OutputKind.RECORD)
    hands.event("STARTING", "STARTED")
    assert hands.record().health is OutputHealth.UNPROVEN
    hands.send(3)
    assert hands.record().health is OutputHealth.GOOD
    hands.event("PAUSED")
    assert hands.record().health is OutputHealth.NONE
    hands.event("RESUMED")
    hands.send(1)
    hands.event("STOPPING", "STOPPED", path="/films/a.mkv")
    assert hands.record().path == "/films/a.mkv"


class Truth(NamedTuple):
    """What the OBS of the state machine does."""

    active: bool = False
    reconnecting: bool = False


class OutputMachine(RuleBasedStateMachine):
    """Any course of a stream's life, told by events and readings as OBS tells it."""

    @initialize()
    def begin(self) -> None:
        self.hands = Hands()
        self.truth = Truth()
        self.total = 0
        self.reconnects = 0
        self.before: Output = self.hands.record()
        self.asked_to_stop = False

    @precondition(lambda self: not self.truth.active)
    @rule(comes_up=st.booleans())
    def start(self, comes_up: bool) -> None:
        self.hands.restart_counters()
        self.hands.event("STARTING")
        if comes_up:
            self.hands.event("STARTED")
            self.truth = Truth(active=True)
            self.total = self.reconnects = 0
        else:
            self.hands.event("STOPPED")
            problem = self.hands.record().problem
            assert problem is not None
            assert problem.code == "output_not_started"

    @precondition(lambda self: self.truth.active and not self.truth.reconnecting)
    @rule(seconds=st.integers(1, 4), kbps=st.sampled_from([0, 300, 5000]))
    def send(self, seconds: int, kbps: int) -> None:
        before = self.hands.sent
        self.hands.send(seconds, kbps)
        self.total += self.hands.sent - before

    @precondition(lambda self: self.truth.active)
    @rule(times=st.integers(1, 3))
    def lose_the_receiver(self, times: int) -> None:
        self.reconnects += not self.truth.reconnecting
        self.truth = Truth(active=True, reconnecting=True)
        self.hands.event(*["RECONNECTING"] * times)
        self.hands.restart_counters()
        self.hands.read(
            OutputReading(active=True, reconnecting=True, bytes=0, frames=0, duration_ms=0)
        )

    @precondition(lambda self: self.truth.reconnecting)
    @rule(told=st.booleans())
    def find_it_again(self, told: bool) -> None:
        self.truth = Truth(active=True)
        if told:
            self.hands.event("RECONNECTED")
        else:
            self.hands.now_s += 2
            self.send(1, 300)

    @precondition(lambda self: self.truth.active)
    @rule(asked=st.booleans())
    def stop(self, asked: bool) -> None:
        self.hands.event(*(["STOPPING"] if asked else []), "STOPPED")
        self.truth = Truth()
        assert (self.hands.record().problem is None) is asked

    @rule(seconds=st.floats(0, 40))
    def wait(self, seconds: float) -> None:
        self.hands.now_s += seconds

    @rule(live=st.booleans())
    def say_live(self, live: bool) -> None:
        self.hands.live = live

    @invariant()
    def the_record_tells_the_truth(self) -> None:
        record = self.hands.record()
        running = record.status in (OutputStatus.ACTIVE, OutputStatus.RECONNECTING)
        assert running is self.truth.active
        assert (record.status is OutputStatus.RECONNECTING) is self.truth.reconnecting
        if running:
            assert record.bytes == self.total, "bytes are counted once each"
            assert record.reconnects == self.reconnects
            assert record.since is not None
            assert record.kbps is None or record.kbps >= 0
            assert record.skipped_pct is None or 0 <= record.skipped_pct <= 100
        assert record.health is not OutputHealth.GOOD or self.hands.live, "GOOD needs a proof"
        assert (record.health is OutputHealth.NONE) is (not running)


OutputMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestOutputMachine = OutputMachine.TestCase
