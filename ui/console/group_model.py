"""What can be done with a choice of booths: who is ready, what they have in common, no widgets."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from studio_app.domain.booth import (
    Booth,
    Input,
    Link,
    LinkStatus,
    Output,
    OutputKind,
    OutputStatus,
    Scene,
    Setup,
    StreamService,
    Switcher,
)
from studio_app.domain.commission import Drift, DriftStatus
from studio_app.domain.problems import Problem, problem
from studio_app.domain.ready import ReadyFacts, why_not_start
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge

_OFF = (OutputStatus.OFF, OutputStatus.UNAVAILABLE)


class GroupFacts(NamedTuple):
    """What is true of the chosen booths together."""

    booths: tuple[BoothKey, ...]
    ready: tuple[BoothKey, ...]
    unready: tuple[tuple[BoothKey, Problem], ...]
    sending: tuple[BoothKey, ...]
    """Their stream runs."""
    recording: tuple[BoothKey, ...]
    drifted: tuple[BoothKey, ...]
    """No longer as commissioned, and not sending: they can be mended now."""
    scenes: tuple[str, ...]
    """Scenes that all of them have that OBS answers for, in the first one's order."""
    inputs: tuple[str, ...]
    """Inputs with sound that all of those have."""


def read_group(bridge: StudioBridge, booths: Sequence[BoothKey]) -> GroupFacts:
    """Read the facts of these booths."""
    found = {booth: why_unready(bridge, booth) for booth in booths}
    linked = [booth for booth in booths if _linked(bridge, booth)]
    return GroupFacts(
        booths=tuple(booths),
        ready=tuple(booth for booth, why in found.items() if why is None),
        unready=tuple((booth, why) for booth, why in found.items() if why is not None),
        sending=tuple(b for b in booths if _runs(bridge, b, OutputKind.STREAM)),
        recording=tuple(b for b in booths if _runs(bridge, b, OutputKind.RECORD)),
        drifted=tuple(b for b in linked if _drifted(bridge, b)),
        scenes=common(linked, lambda booth: _scenes(bridge, booth)),
        inputs=common(linked, lambda booth: _inputs(bridge, booth)),
    )


def why_unready(bridge: StudioBridge, booth: BoothKey) -> Problem | None:
    """Why a booth's stream is not ready to start; None when it is."""
    entry = bridge.get(booth, Booth)
    if entry is None:
        return problem("no_such_booth", booth=booth[1], booths="–")
    if not bridge.connected(booth):
        return problem("not_connected", booth=entry.name, status=LinkStatus.LOST.value)
    switcher = bridge.get(booth, Switcher)
    return why_not_start(
        ReadyFacts(
            booth=entry,
            link=bridge.get(booth, Link),
            switcher=switcher,
            program=bridge.get(booth, Scene, switcher.program) if switcher else None,
            stream=bridge.get(booth, Output, OutputKind.STREAM),
            service=bridge.get(booth, StreamService),
            setup=bridge.get(booth, Setup),
        )
    )


def common(
    booths: Sequence[BoothKey], names: Callable[[BoothKey], Iterable[str]]
) -> tuple[str, ...]:
    """The names that every booth has, in the first one's order."""
    if not booths:
        return ()
    others = [set(names(booth)) for booth in booths[1:]]
    return tuple(name for name in names(booths[0]) if all(name in other for other in others))


def _linked(bridge: StudioBridge, booth: BoothKey) -> bool:
    link = bridge.get(booth, Link)
    return bridge.connected(booth) and link is not None and link.status is LinkStatus.CONNECTED


def _runs(bridge: StudioBridge, booth: BoothKey, kind: OutputKind) -> bool:
    output = bridge.get(booth, Output, kind)
    return output is not None and output.status not in _OFF


def _drifted(bridge: StudioBridge, booth: BoothKey) -> bool:
    drift = bridge.get(booth, Drift)
    return (
        drift is not None
        and drift.status is DriftStatus.DRIFTED
        and not _runs(bridge, booth, OutputKind.STREAM)
    )


def _scenes(bridge: StudioBridge, booth: BoothKey) -> Sequence[str]:
    switcher = bridge.get(booth, Switcher)
    return switcher.scenes if switcher is not None else ()


def _inputs(bridge: StudioBridge, booth: BoothKey) -> list[str]:
    known = [(name, bridge.get(booth, Input, name)) for name in bridge.names(booth, Input)]
    with_sound = [(one.order, name) for name, one in known if one is not None and one.audio]
    return [name for _, name in sorted(with_sound)]
