"""Other people's JSON, read without trust: what is missing or of another type reads as empty."""

from collections.abc import Iterator

import msgspec

_PLAIN = (str, int, float, bool, type(None))


class Json:
    """One value of an answer, or of an object that a library made of one. Paths are names, or
    places in a list, with dots between: "items.0.snippet.authorChannelId"."""

    __slots__ = ("_value",)

    def __init__(self, value: object) -> None:
        self._value = value

    @classmethod
    def read(cls, data: bytes | str) -> "Json | None":
        """None where it is no JSON object or list."""
        try:
            value: object = msgspec.json.decode(data)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return None
        return cls(value) if isinstance(value, dict | list) else None

    def at(self, path: str) -> "Json":
        """The value there, empty where there is none."""
        value = self._value
        for name in path.split("."):
            if isinstance(value, dict):
                value = value.get(name)
            elif isinstance(value, list):
                value = value[int(name)] if name.isdecimal() and int(name) < len(value) else None
            else:
                value = None if isinstance(value, _PLAIN) else getattr(value, name, None)
        return Json(value)

    def text(self, path: str = "") -> str:
        """A text, or a number as text: ids are told as both."""
        value = self.at(path)._value if path else self._value
        if isinstance(value, str):
            return value
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""

    def number(self, path: str = "") -> int:
        """A whole number, also when told as a text; 0 for anything else."""
        value = self.at(path)._value if path else self._value
        try:
            return int(value) if isinstance(value, int | float | str) else 0
        except (ValueError, OverflowError):
            return 0

    def has(self, path: str) -> bool:
        """Whether something is there, be it false, zero or empty."""
        return self.at(path)._value is not None

    def yes(self, path: str) -> bool:
        """Whether something is there that is neither false, nor zero, nor empty."""
        return bool(self.at(path)._value)

    def each(self, path: str = "") -> Iterator["Json"]:
        """The parts of a list; none for anything else."""
        value = self.at(path)._value if path else self._value
        return iter([Json(part) for part in value] if isinstance(value, list) else [])
