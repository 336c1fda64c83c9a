"""Every action there is: one table that buttons, command line, HTTP and the palette read."""

from studio_app.domain.actions import (
    alarms,
    chat,
    commissioning,
    group,
    house,
    orders,
    outputs,
    plugins,
    recovery,
    settings,
    sound,
    sources,
    switching,
)
from studio_app.domain.actions.base import NOT_UNDOABLE, SECRET, Action, secret_fields

ALL_ACTIONS: dict[str, type[Action]] = {
    action.NAME: action
    for module in (
        switching,
        sources,
        sound,
        outputs,
        recovery,
        commissioning,
        alarms,
        group,
        house,
        settings,
        plugins,
        chat,
        orders,
    )
    for action in module.ACTIONS
}

__all__ = ["ALL_ACTIONS", "NOT_UNDOABLE", "SECRET", "Action", "secret_fields"]
