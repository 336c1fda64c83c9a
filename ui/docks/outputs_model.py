"""What the outputs dock shows, from facts alone: which buttons there are, which may be pressed,
and what is wrong with an output, as codes that the widgets put into words."""

from enum import StrEnum
from typing import NamedTuple

from studio_app.domain.booth import Link, Output, OutputHealth, OutputKind, OutputStatus

ORDER = (OutputKind.STREAM, OutputKind.RECORD, OutputKind.REPLAY, OutputKind.VIRTUALCAM)


class Deed(StrEnum):
    """What a button of an output's row does."""

    START = "start"
    STOP = "stop"
    PAUSE = "pause"
    RESUME = "resume"
    SPLIT = "split"
    SAVE = "save"


class WhyNot(StrEnum):
    """Why a button cannot be pressed now."""

    NO_FACTS = "no_facts"
    """OBS has not said anything of this output yet."""
    LINK = "link"
    """No connection: a wish could not arrive."""
    LACKS = "lacks"
    """This OBS does not know the request."""
    UNAVAILABLE = "unavailable"
    """Not set up in OBS."""
    BUSY = "busy"
    """On its way up or down already."""
    NOT_RUNNING = "not_running"
    PAUSED = "paused"
    """A paused recording cannot be split."""


class DeedState(NamedTuple):
    """One button: what it does, and why not, if not."""

    deed: Deed
    why_not: WhyNot | None


RUNNING = (OutputStatus.ACTIVE, OutputStatus.PAUSED, OutputStatus.RECONNECTING)

_REQUESTS: dict[tuple[OutputKind, Deed], str] = {
    (OutputKind.RECORD, Deed.PAUSE): "PauseRecord",
    (OutputKind.RECORD, Deed.RESUME): "ResumeRecord",
    (OutputKind.RECORD, Deed.SPLIT): "SplitRecordFile",
    (OutputKind.REPLAY, Deed.START): "StartReplayBuffer",
    (OutputKind.REPLAY, Deed.STOP): "StopReplayBuffer",
    (OutputKind.REPLAY, Deed.SAVE): "SaveReplayBuffer",
    (OutputKind.VIRTUALCAM, Deed.START): "StartVirtualCam",
    (OutputKind.VIRTUALCAM, Deed.STOP): "StopVirtualCam",
}
"""OBS requests that an older OBS, or one without the part, may not know."""


def deeds(
    kind: OutputKind, output: Output | None, link: Link | None, linked: bool
) -> list[DeedState]:
    """The row's buttons, the main one (start or stop) first. A start that hangs can be given up
    by a button at the end, where no second click of the start lands."""
    status = output.status if output is not None else OutputStatus.OFF
    running = status in (*RUNNING, OutputStatus.STOPPING)
    wanted = [Deed.STOP if running else Deed.START]
    if kind is OutputKind.RECORD:
        wanted += [Deed.RESUME if status is OutputStatus.PAUSED else Deed.PAUSE, Deed.SPLIT]
    if kind is OutputKind.REPLAY:
        wanted += [Deed.SAVE]
    if status is OutputStatus.STARTING:
        wanted += [Deed.STOP]
    return [DeedState(deed, why_not(kind, deed, output, link, linked)) for deed in wanted]


def why_not(
    kind: OutputKind, deed: Deed, output: Output | None, link: Link | None, linked: bool
) -> WhyNot | None:
    """Why a deed is not possible now, the most lasting reason first; None when it is."""
    if not linked or link is None:
        return WhyNot.LINK
    if output is None:
        return WhyNot.NO_FACTS
    if lacking(kind, deed, link) is not None:
        return WhyNot.LACKS
    if output.status is OutputStatus.UNAVAILABLE:
        return WhyNot.UNAVAILABLE
    if deed in (Deed.START, Deed.STOP):
        return WhyNot.BUSY if _on_its_way(deed, output.status) else None
    if output.status not in RUNNING:
        return WhyNot.NOT_RUNNING
    if deed is Deed.SPLIT and output.status is OutputStatus.PAUSED:
        return WhyNot.PAUSED
    return None


def _on_its_way(deed: Deed, status: OutputStatus) -> bool:
    return (deed, status) in (
        (Deed.START, OutputStatus.STARTING),
        (Deed.STOP, OutputStatus.STOPPING),
    )


def lacking(kind: OutputKind, deed: Deed, link: Link) -> str | None:
    """The request for this deed that the booth's OBS does not know, or None."""
    request = _REQUESTS.get((kind, deed))
    return request if request in link.lacks else None


def ends_what_viewers_see(kind: OutputKind, deed: Deed, sent_by_platform: bool) -> bool:
    """Whether the deed must be asked for twice: it takes the picture away from viewers."""
    if deed is not Deed.STOP:
        return False
    return kind is OutputKind.STREAM or (kind is OutputKind.VIRTUALCAM and sent_by_platform)


class Trouble(StrEnum):
    """How loudly an output's health speaks."""

    NONE = "none"
    NOTE = "note"
    WARN = "warn"


_TROUBLE = {
    OutputHealth.NONE: Trouble.NONE,
    OutputHealth.GOOD: Trouble.NONE,
    OutputHealth.UNPROVEN: Trouble.NOTE,
    OutputHealth.SKIPPING: Trouble.WARN,
    OutputHealth.CONGESTED: Trouble.WARN,
    OutputHealth.STALLED: Trouble.WARN,
    OutputHealth.RECONNECTING: Trouble.WARN,
}


def trouble(health: OutputHealth) -> Trouble:
    """Whether a health deserves a warning, a note, or nothing."""
    return _TROUBLE[health]
