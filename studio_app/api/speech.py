"""The contract of speech: text to sound, in pieces as they are made."""

from collections.abc import AsyncIterator
from typing import Annotated, ClassVar

from msgspec import Meta

from studio_app.api.plugin import Plugin
from studio_app.domain.struct import Fact

PIECE_MOST = 256 << 10
"""Bytes of one piece of sound."""


class Voice(Fact, frozen=True, kw_only=True):
    """One voice that can be chosen."""

    id: Annotated[str, Meta(min_length=1, max_length=200)]
    name: Annotated[str, Meta(max_length=200)] = ""
    language: Annotated[str, Meta(max_length=20)] = "vi"
    """As in BCP 47: "vi", "vi-VN", "en"."""
    rate_hz: Annotated[int, Meta(ge=8000, le=96_000)] = 24_000
    """Samples a second of what `synthesize` gives."""


class Speech(Plugin):
    """Makes one service or engine speak."""

    KIND: ClassVar[str] = "speech"

    async def voices(self) -> tuple[Voice, ...]:
        """The voices there are, the best first. Raises Refused, TryLater."""
        raise NotImplementedError

    def synthesize(self, text: str, voice: str) -> AsyncIterator[bytes]:
        """The sound of `text` in the voice with this id (empty: the first): signed 16-bit
        little-endian samples, one channel, at the voice's rate, in pieces of at most 256 KB as
        they are made. Written as an async generator; closed when nobody wants the rest. Raises
        Refused, TryLater."""
        raise NotImplementedError
