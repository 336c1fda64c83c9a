"""Which plugins need a person: each once, however many booths' channels it carries."""

from datetime import datetime

from studio_app.domain.problems import Problem
from ui.bridge.studio import StudioBridge
from ui.console.needs_me_rule import Need, NeedKind, Severity
from ui.docks.plugins_model import Downs, Trouble, cannot_run


def plugin_needs(bridge: StudioBridge, downs: Downs, now: datetime) -> list[Need]:
    """A need for every plugin that does not run, or whose channels are down for long."""
    return [
        Need(
            kind=NeedKind.PLUGIN,
            severity=Severity.WARNING,
            server=trouble.server,
            since=trouble.since,
            problem=_problem(trouble),
            plugin=trouble.plugin.id,
            count=0 if cannot_run(trouble.plugin) else len(trouble.suffering),
        )
        for trouble in downs.troubles(bridge, now)
    ]


def _problem(trouble: Trouble) -> Problem | None:
    """The plugin's own, else the one that all of its channels have."""
    if cannot_run(trouble.plugin):
        return trouble.plugin.plugin.problem
    found = {
        each.instance.problem.text: each.instance.problem
        for each in trouble.suffering
        if each.instance.problem is not None
    }
    return next(iter(found.values())) if len(found) == 1 else None
