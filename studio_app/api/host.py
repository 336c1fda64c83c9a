"""The contract of AI host engines: made to speak and to be silent, telling when they do."""

from enum import StrEnum
from typing import Annotated, ClassVar, Protocol

from msgspec import Meta

from studio_app.api.plugin import Context, Plugin
from studio_app.domain.struct import Fact


class PictureKind(StrEnum):
    """How OBS takes an engine's picture and sound in."""

    NONE = "none"
    """The engine shows itself elsewhere; a person has put it into the scene."""
    MEDIA = "media"
    """An address for OBS's media source: udp://…, rtmp://…, http://…"""
    BROWSER = "browser"
    """A page for OBS's browser source."""
    CAMERA = "camera"
    """A virtual camera of this name on the booth's PC."""


class EnginePicture(Fact, frozen=True, kw_only=True):
    """Where an engine's picture is to be had."""

    kind: PictureKind = PictureKind.NONE
    address: Annotated[str, Meta(max_length=2000)] = ""
    width: int = 0
    """Pixels; 0 where nobody knows before it runs."""
    height: int = 0
    has_sound: bool = True
    """The sound comes with the picture."""


class HostContext(Context, Protocol):
    """What an engine is given besides what every plugin is."""

    def speaking(self, on: bool, text: str = "") -> None:
        """The mouth has begun, or come to rest. `text`: what is being said, where the engine
        tells."""
        ...


class HostEngine(Plugin):
    """Drives one engine: a session, an avatar. It speaks only what it is given."""

    KIND: ClassVar[str] = "host"
    context: HostContext

    async def picture(self) -> EnginePicture:
        """Where picture and sound are to be had. Raises Refused, TryLater."""
        return EnginePicture()

    async def say(self, text: str, *, now: bool) -> None:
        """Speak this, word for word: after what is being said, or `now` in its place. Returns
        when the engine has taken it, not when it was said. Raises Refused, TryLater."""
        raise NotImplementedError

    async def interrupt(self) -> None:
        """Be silent and forget what waits. The mouth may go on for some seconds: whoever needs
        silence mutes first. Raises Refused, TryLater."""
        raise NotImplementedError
