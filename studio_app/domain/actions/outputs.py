"""Actions on what leaves a booth: stream, recording, replay buffer, virtual camera, and "live"."""

from typing import ClassVar

from studio_app.domain.actions.base import Action
from studio_app.domain.booth import LiveStatus, OutputKind
from studio_app.domain.ids import BoothId


class StartOutput(Action, frozen=True, kw_only=True):
    """Start the stream, recording, replay buffer or virtual camera; done when OBS says STARTED."""

    NAME: ClassVar[str] = "output.start"
    INVERSE: ClassVar[str] = "output.stop"
    booth: BoothId
    output: OutputKind


class StopOutput(Action, frozen=True, kw_only=True):
    """Stop an output. Ending a stream must be confirmed."""

    NAME: ClassVar[str] = "output.stop"
    INVERSE: ClassVar[str] = "output.start"
    booth: BoothId
    output: OutputKind


class PauseRecord(Action, frozen=True, kw_only=True):
    """Pause the recording or go on with it."""

    NAME: ClassVar[str] = "record.pause"
    INVERSE: ClassVar[str] = "record.pause"
    booth: BoothId
    paused: bool


class SplitRecord(Action, frozen=True, kw_only=True):
    """Go on recording in a new file (OBS 30.2 and newer)."""

    NAME: ClassVar[str] = "record.split"
    booth: BoothId


class SaveReplay(Action, frozen=True, kw_only=True):
    """Save the replay buffer's last seconds to a file."""

    NAME: ClassVar[str] = "replay.save"
    RESULT: ClassVar[object] = str
    booth: BoothId


class SayLive(Action, frozen=True, kw_only=True):
    """Say whether the platform shows this booth, as a person who looked."""

    NAME: ClassVar[str] = "live.say"
    INVERSE: ClassVar[str] = "live.say"
    booth: BoothId
    status: LiveStatus


ACTIONS: tuple[type[Action], ...] = (
    StartOutput,
    StopOutput,
    PauseRecord,
    SplitRecord,
    SaveReplay,
    SayLive,
)
