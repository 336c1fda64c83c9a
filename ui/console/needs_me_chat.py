"""What of the chat needs a person: questions that wait, and channels that have gone silent."""

from studio_app.domain.onair import AirStatus
from studio_app.domain.plugin import InstanceStatus
from ui.bridge.studio import StudioBridge
from ui.console.needs_me_rule import Need, NeedKind, Severity
from ui.docks.chat_model import questions, sources_of
from ui.docks.chat_words import service_name


def chat_needs(bridge: StudioBridge) -> list[Need]:
    """Notes all of them: a person answers when there is time, and a quiet channel may just be
    quiet. Of a booth off air nobody expects a word."""
    found = [
        Need(
            kind=NeedKind.QUESTIONS,
            severity=Severity.NOTE,
            server=booth[0],
            booth=booth,
            since=waiting.since,
            count=waiting.asked,
        )
        for booth, waiting in questions(bridge).items()
        if bridge.connected(booth)
    ]
    for source in sources_of(bridge):
        facts, booth = source.facts, source.booth
        if facts.status is not InstanceStatus.STALE or not bridge.connected(booth):
            continue
        if bridge.air(booth).status is AirStatus.ON_AIR:
            found.append(
                Need(
                    kind=NeedKind.CHAT_SILENT,
                    severity=Severity.NOTE,
                    server=booth[0],
                    booth=booth,
                    since=facts.last or facts.since,
                    name=service_name(facts.service) or facts.name,
                )
            )
    return found
