"""Frames that no OBS should send and a broken one might: what a link must survive."""

from collections.abc import Callable

from studio_app.rehearsal.protocol import MSGPACK_PROTOCOL, Frame, Json, Op, encode

_HUGE_CHARACTERS = 4_000_000
_DEPTH = 2000


def _message(op: object, data: object) -> Callable[[str], Frame]:
    return lambda protocol: encode({"op": op, "d": data}, protocol)


def _cut_short(protocol: str) -> Frame:
    whole = encode({"op": int(Op.EVENT), "d": {"eventType": "CustomEvent"}}, protocol)
    return whole[: len(whole) // 2]


def _wrong_kind(protocol: str) -> Frame:
    return "{}" if protocol == MSGPACK_PROTOCOL else b"\x80"


def _deep(protocol: str) -> Frame:
    return b"\x91" * _DEPTH + b"\xc0" if protocol == MSGPACK_PROTOCOL else "[" * _DEPTH


def _event(kind: object, data: object, intent: object = 1) -> Callable[[str], Frame]:
    return _message(int(Op.EVENT), {"eventType": kind, "eventIntent": intent, "eventData": data})


def _reply(body: Json) -> Callable[[str], Frame]:
    return _message(int(Op.REQUEST_RESPONSE), body)


GARBAGE: dict[str, Callable[[str], Frame]] = {
    "empty": lambda protocol: b"" if protocol == MSGPACK_PROTOCOL else "",
    "cut short": _cut_short,
    "wrong kind of frame": _wrong_kind,
    "very deep": _deep,
    "no object": lambda protocol: b"\x93\x01\x02\x03" if protocol == MSGPACK_PROTOCOL else "[1]",
    "number keys": lambda protocol: (
        b"\x82\xa2op\x05\xa1d\x81\x01\x02"
        if protocol == MSGPACK_PROTOCOL
        else '{"op": 5, "d": {"1": 2}}'
    ),
    "no op": lambda protocol: encode({"d": {}}, protocol),
    "no data": lambda protocol: encode({"op": int(Op.EVENT)}, protocol),
    "op is text": _message("5", {}),
    "op is huge": _message(1 << 62, {}),
    "unknown op": _message(77, {}),
    "data is text": _message(int(Op.EVENT), "nothing"),
    "another hello": _message(int(Op.HELLO), {}),
    "unknown event": _event("SomethingNobodyKnows", {"a": [1, {"b": None}]}),
    "event without name": _event(None, {}),
    "event name is a number": _event(5, {}),
    "event without data": _event("CurrentProgramSceneChanged", None),
    "event with wrong types": _event("CurrentProgramSceneChanged", {"sceneName": {"no": 1}}),
    "item event with wrong types": _event(
        "SceneItemEnableStateChanged",
        {"sceneName": "Host", "sceneItemId": "one", "sceneItemEnabled": "yes"},
    ),
    "stream state unknown": _event(
        "StreamStateChanged", {"outputActive": "?", "outputState": "OBS_WEBSOCKET_OUTPUT_DANCING"}
    ),
    "list that is none": _event("SceneListChanged", {"scenes": {"not": "a list"}}),
    "meters with wrong types": _event(
        "InputVolumeMeters", {"inputs": [{"inputName": 3, "inputLevelsMul": [["loud"]]}, None]}
    ),
    "volume is no number": _event(
        "InputVolumeChanged", {"inputName": "Host mic", "inputVolumeMul": None}
    ),
    "scene that is not there": _event("CurrentProgramSceneChanged", {"sceneName": "Atlantis"}),
    "reply to nobody": _reply({"requestId": "nobody asked", "requestType": "GetVersion"}),
    "reply without id": _reply({"requestType": "GetVersion"}),
    "reply with a list as id": _reply({"requestId": [1], "requestStatus": {}}),
    "batch reply of text": _message(int(Op.BATCH_RESPONSE), {"requestId": "1", "results": "all"}),
    "huge": _event("CustomEvent", {"text": "x" * _HUGE_CHARACTERS}),
}
"""By name: makes the frame in one encoding."""
