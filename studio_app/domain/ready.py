"""When a booth is ready to begin: one pure rule for the server, the console and the command line.

Ready to start its stream is a booth whose OBS answers, knows where to send, and shows something.
"""

from typing import NamedTuple

from studio_app.domain.booth import (
    Booth,
    Link,
    LinkStatus,
    Output,
    OutputKind,
    OutputStatus,
    Scene,
    SentBy,
    Setup,
    StreamService,
    Switcher,
)
from studio_app.domain.problems import Problem, problem


class ReadyFacts(NamedTuple):
    """What is known of one booth; None where nothing is."""

    booth: Booth
    link: Link | None
    switcher: Switcher | None
    program: Scene | None
    """The scene that `switcher.program` names."""
    stream: Output | None
    service: StreamService | None
    setup: Setup | None


def why_unreachable(facts: ReadyFacts) -> Problem | None:
    """Why nothing can be asked of its OBS now; None when it answers."""
    name, link = facts.booth.name, facts.link
    if link is None or link.status is not LinkStatus.CONNECTED:
        status = link.status.value if link is not None else LinkStatus.LOST.value
        return problem("not_connected", booth=name, status=status)
    if facts.setup is not None and facts.setup.changing:
        return problem("link_not_ready")
    return None


def why_not_start(facts: ReadyFacts) -> Problem | None:
    """Why its stream is not ready to start; None when it is.

    Where OBS does not tell of its stream service (an old one), that is not held against it.
    """
    if (unreachable := why_unreachable(facts)) is not None:
        return unreachable
    name = facts.booth.name
    if facts.booth.sent_by is SentBy.PLATFORM_PROGRAM:
        return problem("sent_elsewhere", booth=name)
    if facts.stream is not None and facts.stream.status is not OutputStatus.OFF:
        code = "output_active_already"
        if facts.stream.status is OutputStatus.UNAVAILABLE:
            code = "output_unavailable"
        return problem(code, output=OutputKind.STREAM.value)
    if facts.service is not None and not facts.service.complete:
        return problem("no_stream_service", booth=name)
    program = facts.switcher.program if facts.switcher is not None else ""
    scene = facts.program
    if not program or scene is None or not any(item.visible for item in scene.items):
        return problem("program_empty", booth=name, scene=program or "–")
    return None
