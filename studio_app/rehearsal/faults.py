"""How a simulated OBS can be told to fail: each models something OBS or a network does."""

from collections.abc import Callable
from enum import Enum
from typing import TypeAlias

Mangle: TypeAlias = Callable[[str, object], object]


class StreamLie(Enum):
    """How a stream goes wrong although `StartStream` answers OK."""

    NONE = "none"
    """It does not: STARTED follows."""
    REFUSED = "refused"
    """No receiver: STARTING, then STOPPED 0.2 s later, without a reason."""
    SILENT = "silent"
    """STARTING, then nothing, ever."""
    RECONNECTING = "reconnecting"
    """The receiver dies: RECONNECTING repeats, events say inactive, the status says active."""
    FROZEN = "frozen"
    """The receiver hangs: bytes rise, congestion stays 0, nothing is delivered."""
    CONGESTED = "congested"
    """The line is too thin: congestion rises and frames are skipped."""


class Faults:
    """What is wrong with one simulated OBS. Every field may be set at any time.

    reply_delay_s  each answer comes this much later, while its events come at once
    stall_s        each message is looked at this much later: a busy OBS
    events_first   events of a request come before its answer
    not_ready      every request answers 207, as OBS does while it loads
    mute_events    no events at all
    stream         how the stream lies
    record_fails   StartRecord answers OK and STOPPED follows
    black          the cameras show black, with a sensor's noise
    still          the cameras hang: their last picture stays
    silent         no input gives any sound, though none is muted
    disk_full      its statistics tell of hardly any room for recordings
    busy           its statistics tell of a processor that has no time left
    mangle         changes every answer's data before it goes out, given request and data
    """

    def __init__(self) -> None:
        self.on_freeze: Callable[[bool], None] = lambda frozen: None
        self.on_stream: Callable[[StreamLie], None] = lambda lie: None
        self._freeze = False
        self._stream = StreamLie.NONE
        self.reply_delay_s = 0.0
        self.stall_s = 0.0
        self.events_first = False
        self.not_ready = False
        self.mute_events = False
        self.record_fails = False
        self.black = False
        self.still = False
        self.silent = False
        self.disk_full = False
        self.busy = False
        self.mangle: Mangle | None = None

    @property
    def stream(self) -> StreamLie:
        """How the stream lies; a running one takes it up at once."""
        return self._stream

    @stream.setter
    def stream(self, lie: StreamLie) -> None:
        if lie is not self._stream:
            self._stream = lie
            self.on_stream(lie)

    @property
    def freeze(self) -> bool:
        """Whether OBS hangs: TCP stays up, nothing is read, answered or sent."""
        return self._freeze

    @freeze.setter
    def freeze(self, frozen: bool) -> None:
        if frozen != self._freeze:
            self._freeze = frozen
            self.on_freeze(frozen)

    def clear(self) -> None:
        """Mend everything."""
        self.reply_delay_s = self.stall_s = 0.0
        self.events_first = self.not_ready = self.mute_events = self.record_fails = False
        self.black = self.still = self.silent = self.disk_full = self.busy = False
        self.mangle = None
        self.stream = StreamLie.NONE
        self.freeze = False
