"""What a simulated booth sends: stream, recording, replay, virtual camera, with their events.

As observed on OBS 29: an answer to Start… says only that it was asked; STARTED is the fact; a
stream without receiver ends 0.2 s after STARTING without a reason; while it reconnects the events
say inactive and the status says active, and after it the bytes begin at 0 again.
"""

import asyncio
import itertools
import time
from datetime import datetime
from typing import TYPE_CHECKING

from studio_app.rehearsal.faults import StreamLie
from studio_app.rehearsal.protocol import Json, RequestFailed, Status

if TYPE_CHECKING:
    from studio_app.rehearsal.booth import Booth

STATE = "OBS_WEBSOCKET_OUTPUT_"
ACTIVE_STATES = frozenset({"STARTED", "RESUMED", "RECONNECTED"})
REFUSED_AFTER_S = 0.2
RETRY_S = 2.0
BYTES_PER_S = 6_000_000 // 8


class Run:
    """One output's run: since when, and for how long it has been paused. Times in seconds."""

    def __init__(self) -> None:
        self.active = False
        self.began = 0.0
        self._paused_at: float | None = None
        self._paused_s = 0.0

    @property
    def paused(self) -> bool:
        """Whether it is paused."""
        return self._paused_at is not None

    def begin(self, ago_s: float = 0.0) -> None:
        """Start counting, as if started `ago_s` ago."""
        self.active, self.began = True, time.monotonic() - ago_s
        self._paused_at, self._paused_s = None, 0.0

    def end(self) -> None:
        """Stop."""
        self.active, self._paused_at = False, None

    def pause(self) -> None:
        """Hold the count."""
        self._paused_at = time.monotonic()

    def resume(self) -> None:
        """Go on."""
        if self._paused_at is not None:
            self._paused_s += time.monotonic() - self._paused_at
            self._paused_at = None

    @property
    def seconds(self) -> float:
        """How long it has run, without pauses; 0 when it does not run."""
        if not self.active:
            return 0.0
        return (self._paused_at or time.monotonic()) - self.began - self._paused_s


def timecode(seconds: float) -> str:
    """`HH:MM:SS.mmm`, as OBS writes it."""
    whole = int(seconds * 1000)
    return (
        f"{whole // 3_600_000:02}:{whole // 60_000 % 60:02}"
        f":{whole // 1000 % 60:02}.{whole % 1000:03}"
    )


class Outputs:
    """The four outputs of a booth; each start and stop tells its events as OBS does."""

    def __init__(self, booth: "Booth") -> None:
        self._booth = booth
        self.stream = Run()
        self.record = Run()
        self.replay = Run()
        self.virtualcam = Run()
        self.has_virtualcam = True
        self.has_replay = True
        self.record_folder = "/srv/booth/recordings"
        self.last_replay = ""
        self._record_path = ""
        self._written: set[str] = set()
        self._retry: asyncio.TimerHandle | None = None
        self._pending: set[Run] = set()
        self._lie_since = 0.0
        self._sent_before_s = 0.0

    # --- stream -----------------------------------------------------------------------------

    def start_stream(self) -> None:
        """Ask for the stream; what comes of it depends on `faults.stream`."""
        if self.stream.active:
            raise RequestFailed(Status.OUTPUT_RUNNING)
        self._tell("StreamStateChanged", "STARTING")
        lie = self._booth.faults.stream
        if lie is StreamLie.REFUSED:
            self._booth.later(REFUSED_AFTER_S, lambda: self._tell("StreamStateChanged", "STOPPED"))
        elif lie is not StreamLie.SILENT and self.stream not in self._pending:
            self._pending.add(self.stream)
            self._booth.later(0.06, self._stream_started)

    def stop_stream(self) -> None:
        """End the stream."""
        if not self.stream.active:
            raise RequestFailed(Status.OUTPUT_NOT_RUNNING)
        self._cancel_retry()
        self._tell("StreamStateChanged", "STOPPING")
        self._booth.later(0.05, self._stream_stopped)

    def stream_status(self) -> Json:
        """Fields of GetStreamStatus."""
        lie = self._booth.faults.stream
        lost = self.stream.active and lie is StreamLie.RECONNECTING
        seconds = self.stream.seconds
        frames = int(seconds * self._booth.fps)
        thin = lie is StreamLie.CONGESTED and self.stream.active
        skipped = int((time.monotonic() - self._lie_since) * self._booth.fps * 0.2) if thin else 0
        return {
            "outputActive": self.stream.active,
            "outputReconnecting": lost,
            "outputTimecode": timecode(seconds),
            "outputDuration": int(seconds * 1000),
            "outputCongestion": 0.63 if thin else 0.0,
            "outputBytes": 0
            if lost
            else int(self._sent_s() * BYTES_PER_S * (0.8 if thin else 1.0)),
            "outputSkippedFrames": min(skipped, frames),
            "outputTotalFrames": frames,
        }

    def lie_changed(self, lie: StreamLie) -> None:
        """`faults.stream` was set: a running stream takes it up."""
        self._lie_since = time.monotonic()
        if lie is StreamLie.RECONNECTING and self.stream.active:
            self.stream.pause()
            self._reconnecting()
        elif self._retry:
            self._cancel_retry()
            if lie is StreamLie.REFUSED:
                self._stream_stopped()
            elif self.stream.active:
                self.stream.resume()
                self._sent_before_s = self.stream.seconds
                self._tell("StreamStateChanged", "RECONNECTED")

    def _sent_s(self) -> float:
        """Seconds of stream in the current connection."""
        return max(0.0, self.stream.seconds - self._sent_before_s)

    def _stream_started(self) -> None:
        self._pending.discard(self.stream)
        self._sent_before_s = 0.0
        self.stream.begin()
        self._tell("StreamStateChanged", "STARTED")
        self.lie_changed(self._booth.faults.stream)

    def _stream_stopped(self) -> None:
        self.stream.end()
        self._tell("StreamStateChanged", "STOPPED")

    def _reconnecting(self) -> None:
        self._tell("StreamStateChanged", "RECONNECTING")
        self._retry = self._booth.later(RETRY_S, self._reconnecting)

    def _cancel_retry(self) -> None:
        if self._retry:
            self._retry.cancel()
            self._retry = None

    # --- recording --------------------------------------------------------------------------

    def start_record(self) -> None:
        """Ask for the recording."""
        if self.record.active:
            raise RequestFailed(Status.OUTPUT_RUNNING)
        self._tell_record("STARTING", path=None)
        if self._booth.faults.record_fails:
            self._booth.later(0.05, lambda: self._tell_record("STOPPED", path=self._new_path()))
        elif self.record not in self._pending:
            self._pending.add(self.record)
            self._booth.later(0.01, self._record_started)

    def stop_record(self) -> str:
        """End the recording; its file."""
        if not self.record.active:
            raise RequestFailed(Status.OUTPUT_NOT_RUNNING)
        self._tell_record("STOPPING", path=None)
        self._booth.later(0.1, self._record_stopped)
        return self._record_path

    def pause_record(self) -> None:
        """Pause a running recording."""
        if self.record.paused:
            raise RequestFailed(Status.OUTPUT_PAUSED)
        if self.record.active:
            self.record.pause()
            self._booth.later(0.02, lambda: self._tell_record("PAUSED", path=None))

    def resume_record(self) -> None:
        """Go on with a paused recording."""
        if not self.record.paused:
            raise RequestFailed(Status.OUTPUT_NOT_PAUSED)
        self.record.resume()
        self._booth.later(0.02, lambda: self._tell_record("RESUMED", path=None))

    def split_record(self) -> None:
        """Go on in a new file."""
        if not self.record.active:
            raise RequestFailed(Status.OUTPUT_NOT_RUNNING)
        self._record_path = self._new_path()
        self._booth.emit("RecordFileChanged", {"newOutputPath": self._record_path})

    def record_status(self) -> Json:
        """Fields of GetRecordStatus."""
        seconds = self.record.seconds
        return {
            "outputActive": self.record.active,
            "outputPaused": self.record.paused,
            "outputTimecode": timecode(seconds),
            "outputDuration": int(seconds * 1000),
            "outputBytes": int(seconds * BYTES_PER_S),
        }

    def _record_started(self) -> None:
        self._pending.discard(self.record)
        self.record.begin()
        self._record_path = self._new_path()
        self._tell_record("STARTED", path=self._record_path)

    def _record_stopped(self) -> None:
        self.record.end()
        self._tell_record("STOPPED", path=self._record_path)

    def _new_path(self, prefix: str = "") -> str:
        """A name nobody has yet, found as OBS does."""
        stamp = f"{prefix}{datetime.now().astimezone():%Y-%m-%d %H-%M-%S}"
        names = (f"{stamp} ({number})" for number in itertools.count(2))
        free = next(name for name in itertools.chain([stamp], names) if name not in self._written)
        self._written.add(free)
        return f"{self.record_folder}/{free}.mkv"

    # --- replay buffer and virtual camera -----------------------------------------------------

    def start_replay(self) -> None:
        """Start keeping the last seconds."""
        self.needs_replay()
        if self.replay.active:
            raise RequestFailed(Status.OUTPUT_RUNNING)
        self._tell("ReplayBufferStateChanged", "STARTING")
        self._booth.later(0.02, lambda: self._begun(self.replay, "ReplayBufferStateChanged"))

    def stop_replay(self) -> None:
        """Stop keeping them."""
        self.needs_replay()
        if not self.replay.active:
            raise RequestFailed(Status.OUTPUT_NOT_RUNNING)
        self._tell("ReplayBufferStateChanged", "STOPPING")
        self._booth.later(0.02, lambda: self._ended(self.replay, "ReplayBufferStateChanged"))

    def save_replay(self) -> None:
        """Write what is kept to a file."""
        self.needs_replay()
        if not self.replay.active:
            raise RequestFailed(Status.OUTPUT_NOT_RUNNING)
        self._booth.later(0.05, self._replay_saved)

    def needs_replay(self) -> None:
        """Raise RequestFailed when the profile has no replay buffer."""
        if not self.has_replay:
            raise RequestFailed(Status.INVALID_STATE, "Replay buffer is not available.")

    def start_virtualcam(self) -> None:
        """Start the virtual camera."""
        self.needs_virtualcam()
        if self.virtualcam.active:
            raise RequestFailed(Status.OUTPUT_RUNNING)
        self._booth.later(0.02, lambda: self._begun(self.virtualcam, "VirtualcamStateChanged"))

    def stop_virtualcam(self) -> None:
        """Stop the virtual camera."""
        self.needs_virtualcam()
        if not self.virtualcam.active:
            raise RequestFailed(Status.OUTPUT_NOT_RUNNING)
        self._booth.later(0.02, lambda: self._ended(self.virtualcam, "VirtualcamStateChanged"))

    def needs_virtualcam(self) -> None:
        """Raise RequestFailed when this machine has no virtual camera."""
        if not self.has_virtualcam:
            raise RequestFailed(Status.INVALID_STATE, "VirtualCam is not available.")

    def _replay_saved(self) -> None:
        self.last_replay = self._new_path("Replay ")
        self._booth.emit("ReplayBufferSaved", {"savedReplayPath": self.last_replay})

    def _begun(self, run: Run, kind: str) -> None:
        run.begin()
        self._tell(kind, "STARTED")

    def _ended(self, run: Run, kind: str) -> None:
        run.end()
        self._tell(kind, "STOPPED")

    # --- telling ----------------------------------------------------------------------------

    def _tell(self, kind: str, state: str) -> None:
        active = state in ACTIVE_STATES
        self._booth.emit(kind, {"outputActive": active, "outputState": STATE + state})

    def _tell_record(self, state: str, *, path: str | None) -> None:
        active = state in ACTIVE_STATES
        self._booth.emit(
            "RecordStateChanged",
            {"outputActive": active, "outputState": STATE + state, "outputPath": path},
        )
