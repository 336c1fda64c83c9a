"""What server and runner say to each other: MessagePack frames with a length before them.

Four bytes, big-endian, then so many bytes of MessagePack: a map whose `type` says what it is. The
server writes to the runner's stdin, the runner to its stdout. An instance is called by its `life`,
a number that is new whenever it is put in: what is still under way from an earlier one is told
apart from it.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar

import msgspec

from studio_app.api.answers import AnswerText, ShopFacts
from studio_app.api.camera import Preset, Speed
from studio_app.api.host import EnginePicture
from studio_app.api.plugin import HookAnswer, HookCall
from studio_app.api.speech import Voice
from studio_app.domain.plugin import InstanceStatus, SettingScalar
from studio_app.domain.problems import Problem
from studio_app.domain.struct import Value

HEAD = 4
"""Bytes of the length."""
FRAME_MOST = 4 << 20
"""Bytes of a frame; a longer one is a fault."""


class What(Value, frozen=True, kw_only=True):
    """A call of a plugin's method; the fields are its parameters by name."""

    METHOD: ClassVar[str]
    GIVES: ClassVar[object] = None
    """Type of its answer."""


class CallHook(What, frozen=True, kw_only=True, tag="hook"):
    """`Plugin.hook`; answered when all that was emitted before is acknowledged."""

    METHOD: ClassVar[str] = "hook"
    GIVES: ClassVar[object] = HookAnswer
    call: HookCall


class CallReply(What, frozen=True, kw_only=True, tag="reply"):
    """`ChatSource.reply`."""

    METHOD: ClassVar[str] = "reply"
    text: str
    to: str
    account: str
    private: bool


class CallHide(What, frozen=True, kw_only=True, tag="hide"):
    """`ChatSource.hide`."""

    METHOD: ClassVar[str] = "hide"
    message: str
    hidden: bool


class CallPicture(What, frozen=True, kw_only=True, tag="picture"):
    """`HostEngine.picture`."""

    METHOD: ClassVar[str] = "picture"
    GIVES: ClassVar[object] = EnginePicture


class CallSay(What, frozen=True, kw_only=True, tag="say"):
    """`HostEngine.say`."""

    METHOD: ClassVar[str] = "say"
    text: str
    now: bool


class CallInterrupt(What, frozen=True, kw_only=True, tag="interrupt"):
    """`HostEngine.interrupt`."""

    METHOD: ClassVar[str] = "interrupt"


class CallVoices(What, frozen=True, kw_only=True, tag="voices"):
    """`Speech.voices`."""

    METHOD: ClassVar[str] = "voices"
    GIVES: ClassVar[object] = tuple[Voice, ...]


class CallSynthesize(What, frozen=True, kw_only=True, tag="synthesize"):
    """`Speech.synthesize`: its pieces come as `Piece`, then an empty `Answer`."""

    METHOD: ClassVar[str] = "synthesize"
    text: str
    voice: str


class CallAnswer(What, frozen=True, kw_only=True, tag="answer"):
    """`Answers.answer`."""

    METHOD: ClassVar[str] = "answer"
    GIVES: ClassVar[object] = AnswerText | None
    question: str
    facts: ShopFacts


class CallPresets(What, frozen=True, kw_only=True, tag="presets"):
    """`CameraControl.presets`."""

    METHOD: ClassVar[str] = "presets"
    GIVES: ClassVar[object] = tuple[Preset, ...]


class CallRecall(What, frozen=True, kw_only=True, tag="recall"):
    """`CameraControl.recall`."""

    METHOD: ClassVar[str] = "recall"
    preset: str


class CallMove(What, frozen=True, kw_only=True, tag="move"):
    """`CameraControl.move`."""

    METHOD: ClassVar[str] = "move"
    pan: Speed
    tilt: Speed
    zoom: Speed


AnyCall = (
    CallHook
    | CallReply
    | CallHide
    | CallPicture
    | CallSay
    | CallInterrupt
    | CallVoices
    | CallSynthesize
    | CallAnswer
    | CallPresets
    | CallRecall
    | CallMove
)


# --- to the runner -------------------------------------------------------------------------------


class Start(Value, frozen=True, kw_only=True, tag="start"):
    """First of all: which plugin this process is."""

    plugin: str
    kind: str
    folder: str
    module: str
    """Name to import it by; empty: by its folder."""
    library: str
    """Folder with what plugins require and BoothDeck does not bring."""
    connects_per_minute: int
    stale_after_s: float
    events_per_s: int
    memory_mb: int


class Put(Value, frozen=True, kw_only=True, tag="put"):
    """Make an instance and keep it going."""

    life: int
    instance: str
    booth: str
    settings: dict[str, SettingScalar]
    secrets: dict[str, str]
    resume: str

    def __repr__(self) -> str:
        return f"Put(life={self.life}, instance={self.instance!r}, secrets=•••)"


class Drop(Value, frozen=True, kw_only=True, tag="drop"):
    """End an instance; answered by `Gone` when all of it has been told."""

    life: int


class Retry(Value, frozen=True, kw_only=True, tag="retry"):
    """Wait no longer for the next try."""

    life: int


class Ack(Value, frozen=True, kw_only=True, tag="ack"):
    """All batches of this life up to `seq` are on the disk."""

    life: int
    seq: int


class Ping(Value, frozen=True, kw_only=True, tag="ping"):
    """Is the loop alive?"""

    number: int


class Call(Value, frozen=True, kw_only=True, tag="call"):
    """Call a method; answered by `Answer` with the same id."""

    id: int
    life: int
    what: AnyCall


class More(Value, frozen=True, kw_only=True, tag="more"):
    """The next piece of a call's sound is wanted; `stop`: none any more."""

    id: int
    stop: bool = False


class Quit(Value, frozen=True, kw_only=True, tag="quit"):
    """End everything, in two seconds."""


ToRunner = Start | Put | Drop | Retry | Ack | Ping | Call | More | Quit


# --- from the runner -----------------------------------------------------------------------------


class Ready(Value, frozen=True, kw_only=True, tag="ready"):
    """The plugin's code is loaded."""


class Unusable(Value, frozen=True, kw_only=True, tag="unusable"):
    """It cannot be loaded; the process ends."""

    detail: str


class Batch(Value, frozen=True, kw_only=True, tag="batch"):
    """Events in order, each encoded; `resume` goes with them (empty: as it was)."""

    life: int
    seq: int
    """Rises by one within a life."""
    events: tuple[msgspec.Raw, ...] = ()
    resume: str = ""


class State(Value, frozen=True, kw_only=True, tag="state"):
    """How an instance is now."""

    life: int
    status: InstanceStatus
    problem: Problem | None = None
    wait_s: float | None = None
    """Until the next try, where one is planned."""


class Tell(Value, frozen=True, kw_only=True, tag="tell"):
    """What passes. None: nothing new of it."""

    life: int
    live: bool | None = None
    viewers: int | None = None
    speaking: bool | None = None
    text: str = ""
    """What is being said."""


class Keep(Value, frozen=True, kw_only=True, tag="keep"):
    """A secret that the service replaced: kept in the place of the one before."""

    life: int
    name: str
    value: str

    def __repr__(self) -> str:
        return f"Keep(life={self.life}, name={self.name!r}, value=•••)"


class Gone(Value, frozen=True, kw_only=True, tag="gone"):
    """An instance that was dropped has ended; nothing more comes of it."""

    life: int


class Line(Value, frozen=True, kw_only=True, tag="line"):
    """Something for the log; life 0: of the plugin as a whole."""

    life: int = 0
    level: str = "info"
    text: str


class Pong(Value, frozen=True, kw_only=True, tag="pong"):
    """The loop is alive; what the process has taken, where only it can tell (else 0)."""

    number: int
    memory_mb: int = 0
    cpu_s: float = 0.0


class Outcome(StrEnum):
    """How a call ended."""

    DONE = "done"
    REFUSED = "refused"
    LATER = "later"
    NOT_LIVE = "not_live"
    FAULT = "fault"
    NOBODY = "nobody"
    """That instance is not ready to be called."""


class Answer(Value, frozen=True, kw_only=True, tag="answer"):
    """What came of a call."""

    id: int
    outcome: Outcome = Outcome.DONE
    value: msgspec.Raw = msgspec.Raw(b"\xc0")
    detail: str = ""


class Piece(Value, frozen=True, kw_only=True, tag="piece"):
    """The next piece of a call's sound."""

    id: int
    data: bytes


FromRunner = Ready | Unusable | Batch | State | Tell | Keep | Gone | Line | Pong | Answer | Piece

_ENCODER = msgspec.msgpack.Encoder()
TO_RUNNER: msgspec.msgpack.Decoder[ToRunner] = msgspec.msgpack.Decoder(ToRunner)
FROM_RUNNER: msgspec.msgpack.Decoder[FromRunner] = msgspec.msgpack.Decoder(FromRunner)


def frame(message: ToRunner | FromRunner) -> bytes:
    """A message with its length before it. Raises ValueError when it is too long."""
    body = _ENCODER.encode(message)
    if len(body) > FRAME_MOST:
        raise ValueError(f"a frame of {len(body)} bytes; {FRAME_MOST} are allowed")
    return len(body).to_bytes(HEAD, "big") + body


def length(head: bytes) -> int:
    """How many bytes follow. Raises ValueError when that is too many."""
    size = int.from_bytes(head, "big")
    if size > FRAME_MOST:
        raise ValueError(f"a frame of {size} bytes; {FRAME_MOST} are allowed")
    return size


def parameters(what: AnyCall) -> Mapping[str, object]:
    """The parameters of a call by name, as the method takes them."""
    return msgspec.structs.asdict(what)
