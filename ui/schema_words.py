"""Says in the window's language what a field of an action or a setting takes, and its name."""

from enum import Enum, StrEnum

from msgspec import inspect
from PySide6.QtCore import QCoreApplication

from ui.words import word


def takes(annotation: object) -> str:
    """What a field of this type takes: “a whole number from 1 to 99”."""
    return _words(inspect.type_info(annotation))


def core(annotation: object) -> inspect.Type:
    """The type itself, without limits' wrapper and without “or nothing”."""
    return _core(inspect.type_info(annotation))


def member_word(member: Enum) -> str:
    """A choice's word."""
    return word(member) if isinstance(member, StrEnum) else str(member.value)


def unit(name: str) -> str:
    """The unit that a field's name ends with: `offset_ms` is in ms."""
    endings = {
        "_ms": "ms",
        "_db": "dB",
        "_s": "s",
        "_pct": "%",
        "_mb": "MB",
        "_kbps": "kb/s",
        "_minutes": QCoreApplication.translate("Fields", "minutes"),
        "_hours": QCoreApplication.translate("Fields", "hours"),
        "_days": QCoreApplication.translate("Fields", "days"),
    }
    return next((text for end, text in endings.items() if name.endswith(end)), "")


def field_name(name: str) -> str:
    """A field's name for people; its own name when nobody has said one."""
    translate = QCoreApplication.translate
    known = {
        "address": translate("Fields", "address"),
        "alarm": translate("Fields", "alarm"),
        "balance": translate("Fields", "balance"),
        "booth": translate("Fields", "booth"),
        "booths": translate("Fields", "booths"),
        "collection": translate("Fields", "scene collection"),
        "cursor_ms": translate("Fields", "time in the media"),
        "destinations": translate("Fields", "destinations"),
        "duration_ms": translate("Fields", "duration"),
        "enabled": translate("Fields", "switched on"),
        "filter": translate("Fields", "filter"),
        "host": translate("Fields", "host"),
        "hotkey": translate("Fields", "hotkey"),
        "input": translate("Fields", "input"),
        "instance": translate("Fields", "channel"),
        "item_id": translate("Fields", "source in the scene"),
        "job": translate("Fields", "job"),
        "locked": translate("Fields", "locked"),
        "minutes": translate("Fields", "minutes"),
        "monitor": translate("Fields", "monitoring"),
        "muted": translate("Fields", "muted"),
        "name": translate("Fields", "name"),
        "network": translate("Fields", "search the network too"),
        "number": translate("Fields", "number"),
        "offset_ms": translate("Fields", "delay"),
        "on": translate("Fields", "on"),
        "output": translate("Fields", "output"),
        "password": translate("Fields", "password"),
        "paused": translate("Fields", "paused"),
        "pin": translate("Fields", "PIN"),
        "plugin": translate("Fields", "plugin"),
        "port": translate("Fields", "port"),
        "position": translate("Fields", "position"),
        "profile": translate("Fields", "profile"),
        "reason": translate("Fields", "reason"),
        "release": translate("Fields", "let go"),
        "role": translate("Fields", "role"),
        "scene": translate("Fields", "scene"),
        "scene_roles": translate("Fields", "what scenes are for"),
        "sent_by": translate("Fields", "who sends"),
        "server": translate("Fields", "server"),
        "source": translate("Fields", "source"),
        "status": translate("Fields", "status"),
        "template": translate("Fields", "template"),
        "tracks": translate("Fields", "tracks"),
        "transition": translate("Fields", "transition"),
        "verb": translate("Fields", "what to do"),
        "visible": translate("Fields", "shown"),
        "volume_db": translate("Fields", "volume"),
    }
    return known.get(name, name.replace("_", " "))


def _core(kind: inspect.Type) -> inspect.Type:
    if isinstance(kind, inspect.Metadata):
        return _core(kind.type)
    if isinstance(kind, inspect.UnionType):
        real = [each for each in kind.types if not isinstance(each, inspect.NoneType)]
        return _core(real[0]) if real else kind
    return kind


def _words(kind: inspect.Type) -> str:
    translate = QCoreApplication.translate
    text = translate("Schema", "a value")
    match kind:
        case inspect.Metadata():
            said = (kind.extra_json_schema or {}).get("description")
            text = translate("schema", str(said)) if said else _words(kind.type)
        case inspect.UnionType():
            text = _words(_core(kind))
        case inspect.IntType():
            text = _range(translate("Schema", "a whole number"), kind)
        case inspect.FloatType():
            text = _range(translate("Schema", "a number"), kind)
        case inspect.BoolType():
            text = translate("Schema", "yes or no")
        case inspect.StrType():
            text = _text(kind)
        case inspect.EnumType():
            text = translate("Schema", "one of {choices}").format(
                choices=", ".join(member_word(member) for member in kind.cls)
            )
        case inspect.LiteralType():
            text = translate("Schema", "one of {choices}").format(
                choices=", ".join(str(value) for value in kind.values)
            )
        case inspect.VarTupleType() | inspect.ListType():
            text = translate("Schema", "several, with commas between")
        case inspect.DictType():
            text = translate("Schema", "pairs as name=value, with commas between")
        case _:
            pass
    return text


def _range(what: str, kind: inspect.IntType | inspect.FloatType) -> str:
    translate = QCoreApplication.translate
    least = kind.ge if kind.ge is not None else kind.gt
    most = kind.le if kind.le is not None else kind.lt
    if least is not None and most is not None:
        text = translate("Schema", "{what} from {least} to {most}")
        return text.format(what=what, least=f"{least:g}", most=f"{most:g}")
    if least is not None:
        return translate("Schema", "{what} from {least}").format(what=what, least=f"{least:g}")
    if most is not None:
        return translate("Schema", "{what} up to {most}").format(what=what, most=f"{most:g}")
    return what


def _text(kind: inspect.StrType) -> str:
    translate = QCoreApplication.translate
    if kind.max_length and kind.min_length:
        text = translate("Schema", "text of {least} to {most} characters")
        return text.format(least=kind.min_length, most=kind.max_length)
    if kind.max_length:
        return translate("Schema", "text of at most {most} characters").format(most=kind.max_length)
    return translate("Schema", "text")
