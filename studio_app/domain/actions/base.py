"""What an action is: a frozen struct of parameters that carries its own name, role and inverse."""

from typing import ClassVar

import msgspec

from studio_app.domain.roles import Role
from studio_app.domain.struct import Value

SECRET = msgspec.Meta(extra={"secret": True})
"""Marks a parameter that no log, audit row or `repr` may show: `Annotated[str, SECRET]`."""

NOT_UNDOABLE = "not undoable"


class Action(Value, frozen=True, kw_only=True):
    """Base of all actions. The docstring's first line is what lists and tooltips show."""

    NAME: ClassVar[str]
    ROLE: ClassVar[Role] = Role.TECHNICIAN
    INVERSE: ClassVar[str] = NOT_UNDOABLE
    """Name of the action that reverses it (often its own, with the old value)."""
    RESULT: ClassVar[object] = None
    """Type (anything msgspec decodes) of the answer's value; None when "done" says it all."""
    LONG: ClassVar[bool] = False
    """Runs as a job with progress and cancel."""
    CAREFUL: ClassVar[bool] = False
    """A window says what it does and asks once more, whatever the booth's state."""

    def __repr__(self) -> str:
        shown = ", ".join(
            f"{name}=•••"
            if name in secret_fields(type(self))
            else f"{name}={getattr(self, name)!r}"
            for name in self.__struct_fields__
        )
        return f"{type(self).__name__}({shown})"


def secret_fields(action: type[Action]) -> frozenset[str]:
    """Names of the parameters marked `SECRET`."""
    known = _SECRETS.get(action)
    if known is None:
        fields = msgspec.structs.fields(action)
        known = frozenset(field.name for field in fields if _is_secret(field.type))
        _SECRETS[action] = known
    return known


_SECRETS: dict[type[Action], frozenset[str]] = {}


def _is_secret(annotation: object) -> bool:
    """Whether a field's annotation, or a member of its union, carries `SECRET`."""
    if SECRET in getattr(annotation, "__metadata__", ()):
        return True
    return any(_is_secret(member) for member in getattr(annotation, "__args__", ()))
