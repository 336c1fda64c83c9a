"""Reading the feed's frames, on both sides: strict with what is known, calm about what is not."""

from typing import Generic, TypeVar, cast, get_args

import msgspec

from studio_app.domain.errors import fail

T = TypeVar("T")

BROKEN = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What msgspec raises on bytes that are not what they should be."""


class _Peek(msgspec.Struct):
    """The least that any frame has."""

    t: str


_PEEK = msgspec.msgpack.Decoder(_Peek)


class FrameReader(Generic[T]):
    """Reads one union of frame types, as `FrameReader[ServerFrame](ServerFrame)`."""

    def __init__(self, union: object) -> None:
        self._decoder: msgspec.msgpack.Decoder[T] = msgspec.msgpack.Decoder(cast("type[T]", union))
        self._known = {frame.__struct_config__.tag for frame in get_args(union)}

    def read(self, message: bytes) -> T | None:
        """The frame in a message; None for one of a type this version does not know.

        Raises StudioError bad_request, with what is wrong and where.
        """
        try:
            return self._decoder.decode(message)
        except BROKEN as error:
            if self._is_unknown(message):
                return None
            raise fail("bad_request", detail=str(error)) from error

    def _is_unknown(self, message: bytes) -> bool:
        try:
            return _PEEK.decode(message).t not in self._known
        except BROKEN:
            return False
