"""The numbers and encodings of obs-websocket 5, and the shape of its answers.

Source: obs-websocket's `docs/generated/protocol.md`.
"""

import base64
import hashlib
from collections.abc import Callable
from enum import IntEnum, IntFlag
from typing import NamedTuple

import msgspec

from studio_app.domain.errors import StudioError
from studio_app.domain.problems import problem
from studio_app.obs.raw import NOTHING, Raw, flag, mapping, text, whole

Ask = tuple[str, Raw | None]
"""A request of a batch: its type and data."""


class Subscription(IntFlag):
    """Which events a session gets (`eventSubscriptions`)."""

    GENERAL = 1 << 0
    CONFIG = 1 << 1
    SCENES = 1 << 2
    INPUTS = 1 << 3
    TRANSITIONS = 1 << 4
    FILTERS = 1 << 5
    OUTPUTS = 1 << 6
    SCENE_ITEMS = 1 << 7
    MEDIA_INPUTS = 1 << 8
    UI = 1 << 10
    METERS = 1 << 16

    @classmethod
    def state(cls) -> int:
        """Everything that BoothDeck keeps as records; meters come and go beside it."""
        return int(~cls.METERS & sum(cls))

    @classmethod
    def wanted(cls, *, meters: bool) -> int:
        """The events that a session asks for."""
        return cls.state() | int(cls.METERS) if meters else cls.state()


USED_REQUESTS: tuple[str, ...] = (
    "CreateInput",
    "CreateScene",
    "GetCurrentPreviewScene",
    "GetCurrentSceneTransition",
    "GetCurrentSceneTransitionCursor",
    "GetGroupList",
    "GetGroupSceneItemList",
    "GetHotkeyList",
    "GetInputAudioBalance",
    "GetInputAudioMonitorType",
    "GetInputAudioSyncOffset",
    "GetInputAudioTracks",
    "GetInputKindList",
    "GetInputList",
    "GetInputMute",
    "GetInputVolume",
    "GetMediaInputStatus",
    "GetProfileList",
    "GetRecordStatus",
    "GetReplayBufferStatus",
    "GetSceneCollectionList",
    "GetSceneItemList",
    "GetSceneList",
    "GetSceneTransitionList",
    "GetSourceFilterList",
    "GetSourceScreenshot",
    "GetSpecialInputs",
    "GetStats",
    "GetStreamServiceSettings",
    "GetStreamStatus",
    "GetStudioModeEnabled",
    "GetVideoSettings",
    "GetVirtualCamStatus",
    "PauseRecord",
    "ResumeRecord",
    "SaveReplayBuffer",
    "SetCurrentPreviewScene",
    "SetCurrentProfile",
    "SetCurrentProgramScene",
    "SetCurrentSceneCollection",
    "SetCurrentSceneTransition",
    "SetCurrentSceneTransitionDuration",
    "SetInputAudioBalance",
    "SetInputAudioMonitorType",
    "SetInputAudioSyncOffset",
    "SetInputAudioTracks",
    "SetInputMute",
    "SetInputVolume",
    "SetMediaInputCursor",
    "SetSceneItemEnabled",
    "SetSceneItemIndex",
    "SetSceneItemLocked",
    "SetSceneItemTransform",
    "SetSourceFilterEnabled",
    "SetStudioModeEnabled",
    "SetTBarPosition",
    "SplitRecordFile",
    "StartRecord",
    "StartReplayBuffer",
    "StartStream",
    "StartVirtualCam",
    "StopRecord",
    "StopReplayBuffer",
    "StopStream",
    "StopVirtualCam",
    "TriggerHotkeyByName",
    "TriggerMediaInputAction",
    "TriggerStudioModeTransition",
)
"""Every request that BoothDeck makes; what an OBS does not know of these, it lacks."""


class Code(IntEnum):
    """The `requestStatus.code` values that BoothDeck tells apart."""

    SUCCESS = 100
    UNKNOWN_REQUEST = 204
    NOT_READY = 207
    OUTPUT_RUNNING = 500
    OUTPUT_NOT_RUNNING = 501
    STUDIO_MODE_NOT_ACTIVE = 506
    NOT_FOUND = 600
    ALREADY_EXISTS = 601
    INVALID_STATE = 604


class Closed(IntEnum):
    """The WebSocket close codes that BoothDeck tells apart."""

    AUTHENTICATION_FAILED = 4009
    UNSUPPORTED_RPC = 4010
    SESSION_INVALIDATED = 4011


class Answer(NamedTuple):
    """What OBS answered to one request."""

    request: str
    code: int
    data: Raw = NOTHING
    comment: str = ""

    @property
    def ok(self) -> bool:
        """Whether OBS accepted the request."""
        return self.code == Code.SUCCESS


class ObsRefusal(StudioError):
    """OBS answered a request with a failure; `code` is its `requestStatus.code`."""

    def __init__(self, booth: str, answer: Answer) -> None:
        super().__init__(
            problem(
                "obs_refused",
                booth=booth,
                request=answer.request,
                comment=answer.comment or "no reason given",
                code=answer.code,
            )
        )
        self.code = answer.code


class Refused(StudioError):
    """OBS said no to the session; nothing is worth trying again by itself."""


def proof(password: str, salt: str, challenge: str) -> str:
    """The answer to OBS's challenge: base64(sha256(base64(sha256(password+salt))+challenge))."""

    def digest(of: str) -> str:
        return base64.b64encode(hashlib.sha256(of.encode()).digest()).decode()

    return digest(digest(password + salt) + challenge)


class Message(msgspec.Struct):
    """Every message: what it is, and the rest undecoded."""

    op: int
    d: msgspec.Raw


class Event(msgspec.Struct):
    """The body of an event, its data undecoded."""

    eventType: str
    eventData: msgspec.Raw = msgspec.Raw(b"")


class Encoding(NamedTuple):
    """How a session's messages are written, by the subprotocol that OBS chose."""

    message: Callable[[bytes], Message]
    event: Callable[[bytes | msgspec.Raw], Event]
    body: Callable[[bytes | msgspec.Raw], object]
    encode: Callable[[object], bytes]
    text: bool


MSGPACK = Encoding(
    msgspec.msgpack.Decoder(Message).decode,
    msgspec.msgpack.Decoder(Event).decode,
    msgspec.msgpack.Decoder().decode,
    msgspec.msgpack.Encoder().encode,
    text=False,
)
JSON = Encoding(
    msgspec.json.Decoder(Message).decode,
    msgspec.json.Decoder(Event).decode,
    msgspec.json.Decoder().decode,
    msgspec.json.Encoder().encode,
    text=True,
)
PROTOCOLS = {"obswebsocket.msgpack": MSGPACK, "obswebsocket.json": JSON}
UNDECODABLE = (msgspec.MsgspecError, ValueError, RecursionError, OverflowError)


def answer_of(body: Raw, kind: str) -> Answer:
    """One `requestStatus` and its data as an answer; broken ones count as refused, code 0."""
    status = mapping(body.get("requestStatus"))
    code = whole(status, "code")
    if code is None:
        code = Code.SUCCESS if flag(status, "result") else 0
    elif code == Code.SUCCESS and flag(status, "result") is False:
        code = 0
    return Answer(kind, code, mapping(body.get("responseData")), text(status, "comment") or "")
