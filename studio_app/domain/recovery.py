"""What is true of a booth in trouble: sent to standby by a panic, or missing what it did before."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from msgspec import field

from studio_app.domain.booth import Booth, OutputKind, SceneRole
from studio_app.domain.ids import BoothId
from studio_app.domain.problems import Problem
from studio_app.domain.struct import Fact
from studio_app.domain.text.masking import FREE_TEXT

STANDBY_TAG = "[standby]"
STANDBY_NAMES = (
    "standby",
    "stand-by",
    "stand by",
    "chờ",
    "chờ (an toàn)",
    "chờ an toàn",
    "màn hình chờ",
)
"""How people call their safe scene, in lower case."""


class Panic(Fact, frozen=True, kw_only=True):
    """Record `panic`, key (booth,): somebody sent the booth to standby. There until it is ended,
    over a restart of the server too."""

    since: datetime
    by: Annotated[str, FREE_TEXT]
    scene: str = ""
    """The standby scene; empty when none was reached."""
    on_air: bool = False
    """Whether OBS shows the standby scene now; somebody may have switched away since."""
    program: str = ""
    """What was on air before, and goes on air again when the panic is ended."""
    preview: str | None = None
    studio_mode: bool = False
    muted: tuple[str, ...] = ()
    """Inputs that the panic muted, and that are heard again at its end."""
    problem: Problem | None = None
    """Why standby was not reached, or not everything was muted or put back."""


class BoothResult(Fact, frozen=True, kw_only=True):
    """What an action on several booths came to at one of them; `problem` None: done."""

    booth: BoothId
    problem: Problem | None = None


class Part(StrEnum):
    """What a booth did that can be missing afterwards."""

    STREAM = "stream"
    RECORD = "record"
    REPLAY = "replay"
    VIRTUALCAM = "virtualcam"
    SCENE = "scene"

    @property
    def output(self) -> OutputKind | None:
        """The output it is, if it is one."""
        return None if self is Part.SCENE else OutputKind(self.value)


class RecoveryStatus(StrEnum):
    """What became of a booth that was at work."""

    WAITING = "waiting"
    """Its OBS has not answered yet."""
    MISSING = "missing"
    """Its OBS answers, but not all of it goes on."""
    BACK = "back"


class Recovery(Fact, frozen=True, kw_only=True):
    """Record `recovery`, key (booth,): what the booth did before it, its OBS or this server went
    down, and what of that is missing. There until it is back or dismissed."""

    status: RecoveryStatus
    since: datetime
    """When that began to be looked at: at the server's start or the OBS's return."""
    was: dict[Part, datetime | None] = field(default_factory=dict)
    """What ran before, and since when (None: nobody knows)."""
    scene: str = ""
    """What was on air before."""
    last_seen: datetime | None = None
    """When it was last known to be so."""
    missing: tuple[Part, ...] = ()
    problem: Problem | None = None
    """Why the last attempt to start it again failed."""


def standby_scene(booth: Booth, scenes: Sequence[str]) -> str | None:
    """The booth's standby scene among those that its OBS has: the one set for it, the one with
    the role, one that is tagged, one with a usual name; None when one has to be made."""
    for wanted in (booth.standby_scene, booth.scene_roles.get(SceneRole.STANDBY, "")):
        if wanted in scenes:
            return wanted
    folded = {scene.casefold().strip(): scene for scene in reversed(scenes)}
    for name, scene in folded.items():
        if STANDBY_TAG in name:
            return scene
    return next((folded[name] for name in STANDBY_NAMES if name in folded), None)
