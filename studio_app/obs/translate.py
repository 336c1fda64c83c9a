"""From OBS's events to changes of records: pure, and deaf to whatever makes no sense.

Source: obs-websocket's `docs/generated/protocol.md`, events. OBS sends events from several threads
and may swap neighbours: what an event changed is therefore also read once more when it is quiet
(`verify`), and what it does not tell is read soon (`reread`).
"""

from studio_app.obs.known import Reader
from studio_app.obs.meaning import NOTHING_MEANT, Meaning, OutputEvent, Translation
from studio_app.obs.raw import Raw
from studio_app.obs.scene_events import SCENE_EVENTS
from studio_app.obs.source_events import SOURCE_EVENTS

__all__ = ["MEANINGS", "OutputEvent", "Translation", "translate"]

MEANINGS: dict[str, Meaning] = {**SCENE_EVENTS, **SOURCE_EVENTS}


def translate(event: str, data: Raw, known: Reader) -> Translation:
    """The meaning of an event for a booth that is known like this; nothing for unknown events and
    for data that does not fit."""
    meaning = MEANINGS.get(event)
    return meaning(data, known) if meaning else NOTHING_MEANT
