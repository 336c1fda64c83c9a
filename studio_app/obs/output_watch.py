"""Judges one output honestly: its state from events and readings, its counters over reconnects.

Measured on OBS 29: STARTED alone means that an output began; while it reconnects the event says
inactive and the status active; bytes, frames and duration start at 0 again after a reconnect;
and bytes that rise prove nothing about a receiver. Pure: all times are given.
"""

from collections import deque
from datetime import datetime, timedelta
from typing import NamedTuple

from studio_app.domain.booth import Output, OutputHealth, OutputKind, OutputStatus
from studio_app.domain.problems import Problem, problem
from studio_app.obs.protocol import Answer, Code
from studio_app.obs.raw import count, flag, number, within

STATUS_REQUESTS: dict[OutputKind, str] = {
    OutputKind.STREAM: "GetStreamStatus",
    OutputKind.RECORD: "GetRecordStatus",
    OutputKind.REPLAY: "GetReplayBufferStatus",
    OutputKind.VIRTUALCAM: "GetVirtualCamStatus",
}

EVENT_REIGNS_S = 1.5
"""A reading that contradicts an event this young is older than the event."""
START_PATIENCE_S = 30.0
RATE_OVER_S = 5.0
SKIPPED_OVER_S = 10.0
STALLED_AFTER_S = 5.0
SKIPPING_PCT = 1.0
CONGESTED = 0.3

RUNNING = (OutputStatus.ACTIVE, OutputStatus.PAUSED, OutputStatus.RECONNECTING)


class OutputReading(NamedTuple):
    """What OBS's status request says; None where it says nothing."""

    active: bool
    reconnecting: bool = False
    paused: bool = False
    bytes: int | None = None
    frames: int | None = None
    skipped: int | None = None
    congestion: float | None = None
    duration_ms: int | None = None


def output_reading(answer: Answer) -> OutputReading | None:
    """The answer to a status request; None when the output is not set up in OBS."""
    if answer.code == Code.INVALID_STATE:
        return None
    data = answer.data
    return OutputReading(
        active=flag(data, "outputActive") is True,
        reconnecting=flag(data, "outputReconnecting") is True,
        paused=flag(data, "outputPaused") is True,
        bytes=count(data, "outputBytes"),
        frames=count(data, "outputTotalFrames"),
        skipped=count(data, "outputSkippedFrames"),
        congestion=number(data, "outputCongestion"),
        duration_ms=count(data, "outputDuration"),
    )


class _Counters(NamedTuple):
    bytes: int = 0
    frames: int = 0
    skipped: int = 0

    def plus(self, other: "_Counters") -> "_Counters":
        return _Counters(
            self.bytes + other.bytes, self.frames + other.frames, self.skipped + other.skipped
        )


class _Sample(NamedTuple):
    at_s: float
    total: _Counters
    congestion: float


class OutputWatch:
    """One output of one booth. `event` and `reading` tell what OBS said, `record` is the truth."""

    def __init__(self, kind: OutputKind) -> None:
        self.kind = kind
        self._status = OutputStatus.OFF
        self._problem: Problem | None = None
        self._path = ""
        self._event_s = float("-inf")
        self._begin()

    @property
    def status(self) -> OutputStatus:
        """What is known of it now."""
        return self._status

    @property
    def idle(self) -> bool:
        """Whether readings tell nothing new: it does not run and nothing has happened lately."""
        return self._status in (OutputStatus.OFF, OutputStatus.UNAVAILABLE)

    def _begin(self) -> None:
        """A new run: nothing of the one before counts."""
        self._since: datetime | None = None
        self._before = _Counters()
        self._last = _Counters()
        self._duration_ms = 0
        self._reconnects = 0
        self._files = 0
        self._congestion = 0.0
        self._samples: deque[_Sample] = deque()
        self._rose_s: float | None = None

    def event(self, state: str, path: str, now: datetime, now_s: float) -> None:
        """OBS's event; `state` is STARTING, STARTED, STOPPING, …; unknown ones change nothing."""
        if path:
            self._path = path
            self._files += 0 if state else 1
        before = self._status
        match state:
            case "STARTING":
                self._begin()
                self._problem = None
                self._status = OutputStatus.STARTING
            case "STARTED":
                if before not in (OutputStatus.STARTING, *RUNNING):
                    self._begin()
                self._problem = None
                self._since = self._since or now
                self._status = OutputStatus.ACTIVE
            case "STOPPING":
                self._status = OutputStatus.STOPPING
            case "STOPPED":
                self._stopped(before)
            case "RECONNECTING":
                if before is not OutputStatus.RECONNECTING:
                    self._reconnects += 1
                self._since = self._since or now
                self._status = OutputStatus.RECONNECTING
            case "RECONNECTED" | "RESUMED":
                self._status = OutputStatus.ACTIVE
            case "PAUSED":
                self._status = OutputStatus.PAUSED
            case _:
                return
        if self._status is not before:
            self._rose_s = None
        self._event_s = now_s

    def _stopped(self, before: OutputStatus) -> None:
        if before is OutputStatus.STARTING:
            self._problem = problem("output_not_started", output=self.kind)
        elif before in RUNNING:
            self._problem = problem("output_stopped_itself", output=self.kind)
        self._status = OutputStatus.OFF

    def reading(
        self, reading: OutputReading | None, now: datetime, now_s: float, *, first: bool = False
    ) -> None:
        """What OBS's status says. `first`: the first one after connecting, which is right
        whatever was known before."""
        if reading is None:
            self._status = OutputStatus.UNAVAILABLE
            return
        if first or now_s - self._event_s >= EVENT_REIGNS_S:
            self._believe(reading, now, now_s, first=first)
        if reading.active and self._status is not OutputStatus.OFF:
            self._count(reading, now_s)

    def _believe(self, reading: OutputReading, now: datetime, now_s: float, *, first: bool) -> None:
        """Bring the state in line with a reading that no young event contradicts."""
        if not reading.active:
            waits = self._status is OutputStatus.STARTING and not first
            if not waits or now_s - self._event_s >= START_PATIENCE_S:
                self._stopped(self._status)
            return
        if self._status is OutputStatus.STOPPING and not first:
            return
        if self._status not in (OutputStatus.STARTING, OutputStatus.STOPPING, *RUNNING):
            self._begin()
            self._problem = None
        if self._since is None:
            self._since = now - timedelta(milliseconds=reading.duration_ms or 0)
        before = self._status
        if reading.reconnecting:
            self._status = OutputStatus.RECONNECTING
            self._reconnects += before is not OutputStatus.RECONNECTING
        else:
            self._status = OutputStatus.PAUSED if reading.paused else OutputStatus.ACTIVE
        if self._status is not before:
            self._rose_s = None

    def _count(self, reading: OutputReading, now_s: float) -> None:
        last = self._last
        now = _Counters(
            last.bytes if reading.bytes is None else reading.bytes,
            last.frames if reading.frames is None else reading.frames,
            last.skipped if reading.skipped is None else reading.skipped,
        )
        duration_ms = self._duration_ms if reading.duration_ms is None else reading.duration_ms
        if now.bytes < last.bytes or now.frames < last.frames or duration_ms < self._duration_ms:
            self._before = self._before.plus(last)
            last = _Counters()
        if now.bytes > last.bytes or self._rose_s is None:
            self._rose_s = now_s
        self._last, self._duration_ms = now, duration_ms
        if reading.congestion is not None:
            self._congestion = within(reading.congestion, 0.0, 1.0)
        self._samples.append(_Sample(now_s, self._before.plus(now), self._congestion))
        while len(self._samples) > 2 and now_s - self._samples[1].at_s >= SKIPPED_OVER_S:
            self._samples.popleft()

    def _over(self, seconds: float) -> tuple[_Sample, _Sample] | None:
        """The newest sample and the youngest that is at least so much older (else the oldest)."""
        if len(self._samples) < 2:
            return None
        newest = self._samples[-1]
        oldest = self._samples[0]
        for sample in self._samples:
            if newest.at_s - sample.at_s < seconds:
                break
            oldest = sample
        return (oldest, newest) if newest.at_s > oldest.at_s else None

    def record(self, *, live: bool, now_s: float) -> Output:
        """The output as it is. `live`: somebody or something saw it at the platform."""
        if self._status in (OutputStatus.OFF, OutputStatus.UNAVAILABLE):
            return Output(status=self._status, problem=self._problem, path=self._path)
        total = self._before.plus(self._last)
        return Output(
            status=self._status,
            since=self._since,
            health=self._health(live=live, now_s=now_s),
            problem=self._problem,
            bytes=total.bytes,
            frames=total.frames,
            skipped_frames=total.skipped,
            reconnects=self._reconnects,
            kbps=self._kbps(),
            skipped_pct=self._skipped_pct(),
            congestion=round(self._congestion, 3),
            path=self._path,
            files=self._files,
        )

    def _kbps(self) -> int | None:
        span = self._over(RATE_OVER_S)
        if span is None:
            return None
        oldest, newest = span
        grown = newest.total.bytes - oldest.total.bytes
        return round(grown * 8 / 1000 / (newest.at_s - oldest.at_s))

    def _skipped_pct(self) -> float | None:
        span = self._over(SKIPPED_OVER_S)
        if span is None:
            return None
        oldest, newest = span
        frames = newest.total.frames - oldest.total.frames
        skipped = newest.total.skipped - oldest.total.skipped
        return round(within(100 * skipped / frames, 0.0, 100.0), 2) if frames > 0 else None

    def _health(self, *, live: bool, now_s: float) -> OutputHealth:
        if self._status is OutputStatus.RECONNECTING:
            return OutputHealth.RECONNECTING
        if self._status is not OutputStatus.ACTIVE:
            return OutputHealth.NONE
        if self.kind in (OutputKind.STREAM, OutputKind.RECORD):
            if self._rose_s is not None and now_s - self._rose_s >= STALLED_AFTER_S:
                return OutputHealth.STALLED
            recent = [s.congestion for s in self._samples if now_s - s.at_s <= RATE_OVER_S]
            if recent and sum(recent) / len(recent) >= CONGESTED:
                return OutputHealth.CONGESTED
            if (self._skipped_pct() or 0.0) >= SKIPPING_PCT:
                return OutputHealth.SKIPPING
        return OutputHealth.GOOD if self._proven(live=live) else OutputHealth.UNPROVEN

    def _proven(self, *, live: bool) -> bool:
        """A file that grows and a buffer in memory are their own proof; what is sent away needs
        somebody at the other end."""
        if self.kind is OutputKind.RECORD:
            span = self._over(RATE_OVER_S)
            return span is not None and span[1].total.bytes > span[0].total.bytes
        return live or self.kind is OutputKind.REPLAY
