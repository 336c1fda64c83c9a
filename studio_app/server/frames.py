"""Reading what clients send on the feed, so that even a broken `Act` gets its answer."""

import msgspec

from studio_app.domain.errors import StudioError
from studio_app.domain.feed import ClientFrame
from studio_app.domain.frame_reader import BROKEN, FrameReader
from studio_app.domain.ids import RequestId

_READER: FrameReader[ClientFrame] = FrameReader(ClientFrame)


class _ActPeek(msgspec.Struct, tag="act", tag_field="t"):
    """The least of an `Act` that can be answered."""

    request_id: str


_ACT_PEEK = msgspec.msgpack.Decoder(_ActPeek)


class BadAct(StudioError):
    """An `Act` that is wrong in itself but says which answer it waits for."""

    def __init__(self, request_id: RequestId, error: StudioError) -> None:
        super().__init__(error.problem)
        self.request_id = request_id


def read_frame(message: bytes) -> ClientFrame | None:
    """The frame in a message; None for one of a type this version does not know.

    Raises BadAct, or StudioError bad_request, with what is wrong and where.
    """
    try:
        return _READER.read(message)
    except StudioError as bad:
        try:
            peek = _ACT_PEEK.decode(message)
        except BROKEN:
            raise bad from None
        raise BadAct(RequestId(peek.request_id), bad) from bad
