"""Actions on a booth's sound."""

from typing import Annotated, ClassVar

from msgspec import Meta

from studio_app.domain.actions.base import Action
from studio_app.domain.booth import Monitor
from studio_app.domain.ids import BoothId


class SetVolume(Action, frozen=True, kw_only=True):
    """Set an input's fader, in dB."""

    NAME: ClassVar[str] = "sound.volume"
    INVERSE: ClassVar[str] = "sound.volume"
    booth: BoothId
    input: str
    volume_db: Annotated[float, Meta(ge=-100, le=26)]


class SetMute(Action, frozen=True, kw_only=True):
    """Mute an input or open it."""

    NAME: ClassVar[str] = "sound.mute"
    INVERSE: ClassVar[str] = "sound.mute"
    booth: BoothId
    input: str
    muted: bool


class SetBalance(Action, frozen=True, kw_only=True):
    """Set an input's balance: 0 left, 0.5 middle, 1 right."""

    NAME: ClassVar[str] = "sound.balance"
    INVERSE: ClassVar[str] = "sound.balance"
    booth: BoothId
    input: str
    balance: Annotated[float, Meta(ge=0, le=1)]


class SetMonitor(Action, frozen=True, kw_only=True):
    """Choose whether an input is heard on the monitoring device."""

    NAME: ClassVar[str] = "sound.monitor"
    INVERSE: ClassVar[str] = "sound.monitor"
    booth: BoothId
    input: str
    monitor: Monitor


class SetSyncOffset(Action, frozen=True, kw_only=True):
    """Delay an input's sound against the picture, in ms (negative: earlier)."""

    NAME: ClassVar[str] = "sound.sync_offset"
    INVERSE: ClassVar[str] = "sound.sync_offset"
    booth: BoothId
    input: str
    offset_ms: Annotated[int, Meta(ge=-950, le=20000)]


class SetTracks(Action, frozen=True, kw_only=True):
    """Choose which of the six audio tracks an input goes to."""

    NAME: ClassVar[str] = "sound.tracks"
    INVERSE: ClassVar[str] = "sound.tracks"
    booth: BoothId
    input: str
    tracks: Annotated[tuple[bool, ...], Meta(min_length=6, max_length=6)]


ACTIONS: tuple[type[Action], ...] = (
    SetVolume,
    SetMute,
    SetBalance,
    SetMonitor,
    SetSyncOffset,
    SetTracks,
)
