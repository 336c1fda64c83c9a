"""The contract of camera control: presets and slow moves of one camera."""

from typing import Annotated, ClassVar

from msgspec import Meta

from studio_app.api.plugin import Plugin
from studio_app.domain.struct import Fact

Speed = Annotated[float, Meta(ge=-1, le=1)]
"""Of the camera's fastest; 0 stands still."""


class Preset(Fact, frozen=True, kw_only=True):
    """A view that the camera remembers."""

    id: Annotated[str, Meta(min_length=1, max_length=40)]
    name: Annotated[str, Meta(max_length=60)] = ""


class CameraControl(Plugin):
    """Controls one camera."""

    KIND: ClassVar[str] = "camera"

    async def presets(self) -> tuple[Preset, ...]:
        """The views there are. Raises Refused, TryLater."""
        raise NotImplementedError

    async def recall(self, preset: str) -> None:
        """Go to the view with this id; returns when the camera has taken it. Raises Refused."""
        raise NotImplementedError

    async def move(self, pan: float, tilt: float, zoom: float) -> None:
        """Keep moving at these speeds, right, up and closer being positive, until the next call;
        all 0 is a stop. A plugin ends a move by itself after 5 s without a call: the hand that
        held the button may be gone. Raises Refused."""
        raise NotImplementedError
