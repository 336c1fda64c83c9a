"""What the palette asks for: the parameters of an action, one by one, and what an answer means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import msgspec
from msgspec import inspect
from PySide6.QtCore import QCoreApplication

from studio_app.domain.actions import Action, secret_fields
from ui.schema_words import core, field_name, member_word, takes, unit

_ARROW = "=>"
"""Between the words of a rule and its text, in which commas are nothing special."""


class Takes(Enum):
    """How an answer is given."""

    CHOICE = "choice"
    TEXT = "text"
    NUMBER = "number"
    LIST = "list"
    TABLE = "table"


@dataclass(frozen=True)
class Ask:
    """One parameter. `choices` are value and word where its type has them."""

    name: str
    annotation: Any
    takes: Takes
    required: bool
    secret: bool = False
    choices: tuple[tuple[object, str], ...] = ()

    @property
    def title(self) -> str:
        """Its name and unit for people."""
        measure = unit(self.name)
        return f"{field_name(self.name)} ({measure})" if measure else field_name(self.name)

    @property
    def means_a_booth(self) -> bool:
        """Whether it is the booth to act on, not the id of a new one."""
        kind = core(self.annotation)
        made_up = isinstance(kind, inspect.StrType) and kind.pattern is not None
        return self.required and not made_up

    @property
    def allowed(self) -> str:
        """What it takes, in words."""
        return takes(self.annotation)


class Wrong(ValueError):
    """An answer that cannot be; the text says what can."""


def asks_of(action: type[Action]) -> tuple[Ask, ...]:
    """Everything a person can be asked; what a window has seen it fills in itself."""
    hidden = secret_fields(action)
    return tuple(
        ask_of(field, field.name in hidden)
        for field in msgspec.structs.fields(action)
        if not field.name.startswith("seen_")
    )


def read(ask: Ask, text: str) -> object:
    """The value that a written answer means. Raises Wrong."""
    text = text if ask.secret else text.strip()
    try:
        return msgspec.convert(_plain(ask, text), ask.annotation)
    except (msgspec.ValidationError, ValueError) as error:
        if isinstance(error, Wrong):
            raise
        raise Wrong(
            QCoreApplication.translate("Palette", "This must be {allowed}.").format(
                allowed=ask.allowed
            )
        ) from error


def shown(ask: Ask, value: object) -> str:
    """A value as a person reads it."""
    if ask.secret:
        return "•••"
    for known, text in ask.choices:
        if known == value:
            return text
    if isinstance(value, tuple | list):
        if value and all(isinstance(each, bool) for each in value):
            return " ".join(str(at) for at, on in enumerate(value, 1) if on) or "–"
        parts = [str(each) for each in value]
        return ("; " if _has_commas(value) else ", ").join(parts)
    if isinstance(value, dict):
        return ", ".join(f"{key}={inner}" for key, inner in value.items())
    return f"{value:g}" if isinstance(value, float) else str(value)


def _has_commas(value: Sequence[object]) -> bool:
    return any("," in str(each) or _ARROW in str(each) for each in value)


def numbers(text: str, known: Sequence[int]) -> list[int]:
    """Booth numbers written as “1 2 5-8”, in order; raises Wrong for one that is not known."""
    found: list[int] = []
    for part in re.findall(r"\d+(?:\s*-\s*\d+)?|[^\s,;]+", text):
        first, _, last = part.partition("-")
        if not first.strip().isdigit() or (last and not last.strip().isdigit()):
            raise Wrong(QCoreApplication.translate("Palette", "Write numbers as “1 2 5-8”."))
        found.extend(range(int(first), int(last or first) + 1))
    strange = [number for number in found if number not in known]
    if strange or not found:
        text = QCoreApplication.translate("Palette", "There is no booth {number:02}.")
        raise Wrong(text.format(number=strange[0] if strange else 0))
    return sorted(set(found))


def ask_of(field: msgspec.structs.FieldInfo, secret: bool = False) -> Ask:
    """One field of any schema as something to ask for."""
    kind = core(field.type)
    choices: tuple[tuple[object, str], ...] = ()
    way = Takes.TEXT
    match kind:
        case inspect.EnumType():
            choices = tuple((member, member_word(member)) for member in kind.cls)
            way = Takes.CHOICE
        case inspect.LiteralType():
            choices = tuple((value, str(value)) for value in kind.values)
            way = Takes.CHOICE
        case inspect.BoolType():
            choices = (
                (True, QCoreApplication.translate("Palette", "yes")),
                (False, QCoreApplication.translate("Palette", "no")),
            )
            way = Takes.CHOICE
        case inspect.IntType() | inspect.FloatType():
            way = Takes.NUMBER
        case inspect.VarTupleType() | inspect.ListType() | inspect.TupleType():
            way = Takes.LIST
        case inspect.DictType():
            way = Takes.TABLE
        case _:
            pass
    return Ask(field.name, field.type, way, field.required, secret, choices)


def _plain(ask: Ask, text: str) -> object:
    kind = core(ask.annotation)
    if ask.takes is Takes.NUMBER:
        number = float(text.replace(",", ".").replace("−", "-").split(" ")[0])
        return int(number) if isinstance(kind, inspect.IntType) and number.is_integer() else number
    if ask.takes is Takes.LIST:
        item = getattr(kind, "item_type", None)
        if isinstance(item, inspect.BoolType):
            on = numbers(text, range(1, 7)) if text else []
            return [at in on for at in range(1, 7)]
        separator = ";" if ";" in text or _ARROW in text else ","
        return [part.strip() for part in text.split(separator) if part.strip()]
    if ask.takes is Takes.TABLE:
        pairs = [part.partition("=") for part in text.split(",") if part.strip()]
        return {key.strip(): value.strip() for key, _, value in pairs}
    return text
