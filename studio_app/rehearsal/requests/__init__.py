"""Every request a simulated OBS answers, by name."""

from studio_app.rehearsal.requests import (
    audio,
    building,
    config,
    filters,
    general,
    inputs,
    items,
    media,
    outputs,
    scenes,
    sources,
    transitions,
)
from studio_app.rehearsal.requests.ask import Handler

HANDLERS: dict[str, Handler] = {
    **general.HANDLERS,
    **config.HANDLERS,
    **sources.HANDLERS,
    **scenes.HANDLERS,
    **items.HANDLERS,
    **inputs.HANDLERS,
    **audio.HANDLERS,
    **transitions.HANDLERS,
    **filters.HANDLERS,
    **outputs.HANDLERS,
    **media.HANDLERS,
    **building.HANDLERS,
}
