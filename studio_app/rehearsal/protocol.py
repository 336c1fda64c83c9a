"""The wire of obs-websocket 5 seen from the server: its numbers, encodings and password proof.

Source: obs-websocket's docs/generated/protocol.md; what a running OBS 29 answers has the last word.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from enum import IntEnum, IntFlag
from typing import TypeAlias

import msgspec

Json: TypeAlias = dict[str, object]
Frame: TypeAlias = str | bytes

JSON_PROTOCOL = "obswebsocket.json"
MSGPACK_PROTOCOL = "obswebsocket.msgpack"
RPC_VERSION = 1


class Op(IntEnum):
    """What a message is: the `op` of every frame."""

    HELLO = 0
    IDENTIFY = 1
    IDENTIFIED = 2
    REIDENTIFY = 3
    EVENT = 5
    REQUEST = 6
    REQUEST_RESPONSE = 7
    BATCH = 8
    BATCH_RESPONSE = 9


class Close(IntEnum):
    """Why OBS ended a session, as WebSocket close codes."""

    DECODE_ERROR = 4002
    MISSING_FIELD = 4003
    INVALID_FIELD_TYPE = 4004
    INVALID_FIELD_VALUE = 4005
    UNKNOWN_OP = 4006
    NOT_IDENTIFIED = 4007
    ALREADY_IDENTIFIED = 4008
    AUTHENTICATION_FAILED = 4009
    UNSUPPORTED_RPC = 4010
    SESSION_INVALIDATED = 4011
    UNSUPPORTED_FEATURE = 4012


class Status(IntEnum):
    """How a request went: `requestStatus.code`."""

    SUCCESS = 100
    MISSING_TYPE = 203
    UNKNOWN_TYPE = 204
    GENERIC = 205
    UNSUPPORTED_EXECUTION = 206
    NOT_READY = 207
    MISSING_FIELD = 300
    MISSING_DATA = 301
    INVALID_FIELD = 400
    INVALID_FIELD_TYPE = 401
    OUT_OF_RANGE = 402
    EMPTY = 403
    TOO_MANY_FIELDS = 404
    OUTPUT_RUNNING = 500
    OUTPUT_NOT_RUNNING = 501
    OUTPUT_PAUSED = 502
    OUTPUT_NOT_PAUSED = 503
    OUTPUT_DISABLED = 504
    STUDIO_MODE_ACTIVE = 505
    STUDIO_MODE_NOT_ACTIVE = 506
    NOT_FOUND = 600
    ALREADY_EXISTS = 601
    INVALID_TYPE = 602
    NOT_ENOUGH_RESOURCES = 603
    INVALID_STATE = 604
    INVALID_INPUT_KIND = 605
    NOT_CONFIGURABLE = 606
    INVALID_FILTER_KIND = 607
    CREATION_FAILED = 700
    ACTION_FAILED = 701
    PROCESSING_FAILED = 702
    CANNOT_ACT = 703


class Intent(IntFlag):
    """Event subscriptions; a session gets an event when it asked for its bit."""

    NONE = 0
    GENERAL = 1 << 0
    CONFIG = 1 << 1
    SCENES = 1 << 2
    INPUTS = 1 << 3
    TRANSITIONS = 1 << 4
    FILTERS = 1 << 5
    OUTPUTS = 1 << 6
    SCENE_ITEMS = 1 << 7
    MEDIA_INPUTS = 1 << 8
    VENDORS = 1 << 9
    UI = 1 << 10
    CANVASES = 1 << 11
    INPUT_VOLUME_METERS = 1 << 16
    INPUT_ACTIVE = 1 << 17
    INPUT_SHOW = 1 << 18
    ITEM_TRANSFORM = 1 << 19


ALL_EVENTS = int(Intent.CANVASES) * 2 - 1

INTENTS: dict[str, Intent] = {
    name: intent
    for intent, names in {
        Intent.GENERAL: "ExitStarted CustomEvent VendorEvent",
        Intent.CONFIG: "CurrentSceneCollectionChanging CurrentSceneCollectionChanged"
        " SceneCollectionListChanged CurrentProfileChanging CurrentProfileChanged"
        " ProfileListChanged",
        Intent.SCENES: "SceneCreated SceneRemoved SceneNameChanged CurrentProgramSceneChanged"
        " CurrentPreviewSceneChanged SceneListChanged",
        Intent.INPUTS: "InputCreated InputRemoved InputNameChanged InputSettingsChanged"
        " InputMuteStateChanged InputVolumeChanged InputAudioBalanceChanged"
        " InputAudioSyncOffsetChanged InputAudioTracksChanged InputAudioMonitorTypeChanged",
        Intent.TRANSITIONS: "CurrentSceneTransitionChanged CurrentSceneTransitionDurationChanged"
        " SceneTransitionStarted SceneTransitionEnded SceneTransitionVideoEnded",
        Intent.FILTERS: "SourceFilterListReindexed SourceFilterCreated SourceFilterRemoved"
        " SourceFilterNameChanged SourceFilterSettingsChanged SourceFilterEnableStateChanged",
        Intent.OUTPUTS: "StreamStateChanged RecordStateChanged RecordFileChanged"
        " ReplayBufferStateChanged VirtualcamStateChanged ReplayBufferSaved",
        Intent.SCENE_ITEMS: "SceneItemCreated SceneItemRemoved SceneItemListReindexed"
        " SceneItemEnableStateChanged SceneItemLockStateChanged SceneItemSelected",
        Intent.MEDIA_INPUTS: "MediaInputPlaybackStarted MediaInputPlaybackEnded"
        " MediaInputActionTriggered",
        Intent.UI: "StudioModeStateChanged ScreenshotSaved",
        Intent.INPUT_VOLUME_METERS: "InputVolumeMeters",
        Intent.INPUT_ACTIVE: "InputActiveStateChanged",
        Intent.INPUT_SHOW: "InputShowStateChanged",
        Intent.ITEM_TRANSFORM: "SceneItemTransformChanged",
    }.items()
    for name in names.split()
}
"""Which subscription an event belongs to."""


class RequestFailed(Exception):
    """A request that OBS refuses; carries the status code and OBS's own kind of comment."""

    def __init__(self, status: Status, comment: str = "") -> None:
        super().__init__(comment or status.name)
        self.status = status
        self.comment = comment


class MessageBroken(ValueError):
    """A frame that holds no message of the encoding agreed on."""


_json_encoder = msgspec.json.Encoder()
_msgpack_encoder = msgspec.msgpack.Encoder()


def encode(message: Json, protocol: str) -> Frame:
    """One message as a frame: text for JSON, bytes for MessagePack."""
    if protocol == MSGPACK_PROTOCOL:
        return _msgpack_encoder.encode(message)
    return _json_encoder.encode(message).decode()


def decode(frame: Frame, protocol: str) -> object:
    """A frame's message. Raises MessageBroken for the wrong frame type or broken content."""
    if protocol == MSGPACK_PROTOCOL:
        if isinstance(frame, str):
            raise MessageBroken(
                "Your session encoding is set to MsgPack, but a text message was received."
            )
        try:
            return msgspec.msgpack.decode(frame)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise MessageBroken(f"Unable to decode MsgPack: {error}") from error
    if isinstance(frame, bytes):
        raise MessageBroken(
            "Your session encoding is set to Json, but a binary message was received."
        )
    try:
        return msgspec.json.decode(frame)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MessageBroken(f"Unable to decode Json: {error}") from error


class Broadcast:
    """One message for many sessions, encoded at most once per encoding."""

    def __init__(self, message: Json) -> None:
        self._message = message
        self._frames: dict[str, Frame] = {}

    def frame(self, protocol: str) -> Frame:
        """The message in this encoding."""
        frame = self._frames.get(protocol)
        if frame is None:
            frame = self._frames[protocol] = encode(self._message, protocol)
        return frame


def event(kind: str, data: Json | None, intent: Intent) -> Json:
    """The event message; events without fields carry no `eventData`, as in OBS."""
    body: Json = {"eventType": kind, "eventIntent": int(intent)}
    if data is not None:
        body["eventData"] = data
    return {"op": int(Op.EVENT), "d": body}


def new_salt() -> str:
    """32 random bytes in base64, as salt or challenge."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def proof(password: str, salt: str, challenge: str) -> str:
    """What a client that knows the password answers to a challenge."""

    def digest(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    return digest(digest(password + salt) + challenge)


def proves(answer: object, password: str, salt: str, challenge: str) -> bool:
    """Whether a client's answer shows that it knows the password."""
    if not isinstance(answer, str):
        return False
    try:
        given = base64.b64decode(answer, validate=True)
    except (binascii.Error, ValueError):
        return False
    return hmac.compare_digest(given, base64.b64decode(proof(password, salt, challenge)))
