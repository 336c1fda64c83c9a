"""What the palette offers for a parameter: the booths, scenes, inputs … that there are now."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from studio_app.domain.actions import Action
from studio_app.domain.booth import (
    Booth,
    Filters,
    Hotkeys,
    Input,
    Media,
    Scene,
    Setup,
    Switcher,
)
from studio_app.domain.ids import ServerId
from studio_app.domain.records import Job
from studio_app.domain.roles import Role
from ui.bridge.client import BoothKey, Connection, ConnectionStatus
from ui.bridge.studio import StudioBridge
from ui.console.palette_ask import Ask
from ui.docks.alarms_model import alarms_of, headline
from ui.docks.plugins_model import SeenInstance, plugins_of, rows_of
from ui.docks.plugins_words import beside_title, status_word, title
from ui.figures import clock


class Choice(NamedTuple):
    """One answer that is offered."""

    value: object
    title: str
    note: str = ""


def servers_for(bridge: StudioBridge, least: Role) -> list[Connection]:
    """The servers on which who is signed in may do what needs this role."""
    return [
        each
        for each in bridge.connections
        if each.server_id is not None
        and each.status is ConnectionStatus.CONNECTED
        and each.principal is not None
        and each.principal.role.allows(least)
    ]


def server_choices(bridge: StudioBridge, least: Role) -> list[Choice]:
    """The servers to choose from."""
    return [Choice(each.server_id, each.name, each.address) for each in servers_for(bridge, least)]


def booth_choices(bridge: StudioBridge, least: Role, chosen: BoothKey | None) -> list[Choice]:
    """Every booth where that may be done, the chosen one first; found by number and by name."""
    several = len(bridge.connections) > 1
    found = []
    for booth in bridge.booths:
        if not bridge.may(booth, least):
            continue
        facts = bridge.get(booth, Booth)
        note = QCoreApplication.translate("Palette", "chosen") if booth == chosen else ""
        connection = bridge.connection(booth[0])
        if several and connection is not None:
            note = f"{connection.name} · {note}" if note else connection.name
        title = f"{bridge.title(booth)} · {facts.name if facts else booth[1]}"
        found.append(Choice(booth, title, note))
    return sorted(found, key=lambda choice: choice.value != chosen)


def choices(
    bridge: StudioBridge,
    action: type[Action],
    ask: Ask,
    server: ServerId | None,
    booth: BoothKey | None,
    answers: Mapping[str, object],
) -> list[Choice]:
    """What is offered for a parameter; nothing when only its person can know."""
    if ask.choices:
        return [Choice(value, text) for value, text in ask.choices]
    if ask.name == "job" and server is not None:
        return _jobs(bridge, server)
    if ask.name == "alarm" and server is not None:
        return [
            Choice(seen.id, headline(bridge, seen), clock(seen.alarm.since))
            for seen in alarms_of(bridge)
            if seen.server == server
        ]
    if ask.name in ("plugin", "instance") and server is not None:
        return _plugins(bridge, server, instances=ask.name == "instance")
    if booth is not None:
        return [
            each if isinstance(each, Choice) else Choice(each, each)
            for each in _of_booth(bridge, action, ask.name, booth, answers)
        ]
    return []


def _of_booth(
    bridge: StudioBridge,
    action: type[Action],
    name: str,
    booth: BoothKey,
    answers: Mapping[str, object],
) -> Iterable[str | Choice]:
    switcher, setup = bridge.get(booth, Switcher), bridge.get(booth, Setup)
    hotkeys = bridge.get(booth, Hotkeys)
    found: Iterable[str | Choice] = ()
    match name:
        case "scene" if action.NAME.startswith("source."):
            found = sorted(bridge.names(booth, Scene))
        case "scene" if switcher is not None:
            found = switcher.scenes
        case "transition" if switcher is not None:
            found = [transition.name for transition in switcher.transitions]
        case "input" if action.NAME.startswith("media."):
            found = sorted(bridge.names(booth, Media))
        case "input":
            found = _inputs(bridge, booth, sound=action.NAME.startswith("sound."))
        case "source":
            found = sorted(bridge.names(booth, Filters))
        case "filter":
            filters = bridge.get(booth, Filters, str(answers.get("source", "")))
            found = [each.name for each in filters.filters] if filters else ()
        case "item_id":
            scene = bridge.get(booth, Scene, str(answers.get("scene", "")))
            found = [Choice(item.item_id, item.source) for item in scene.items] if scene else ()
        case "profile" if setup is not None:
            found = setup.profiles
        case "collection" if setup is not None:
            found = setup.collections
        case "hotkey" if hotkeys is not None:
            found = hotkeys.names
        case _:
            pass
    return found


def _inputs(bridge: StudioBridge, booth: BoothKey, *, sound: bool) -> list[str]:
    facts = {name: bridge.get(booth, Input, name) for name in bridge.names(booth, Input)}
    wanted = [
        (each.order, name) for name, each in facts.items() if each and (each.audio or not sound)
    ]
    return [name for _, name in sorted(wanted)]


def _plugins(bridge: StudioBridge, server: ServerId, *, instances: bool) -> list[Choice]:
    """The plugins of a server, or what is set up of them, each with how it is."""
    found = []
    for row in rows_of(plugins_of(bridge)):
        if row.server == server and isinstance(row, SeenInstance) is instances:
            parts = (beside_title(bridge, row), status_word(row))
            found.append(Choice(row.id, title(row), " · ".join(part for part in parts if part)))
    return found


def _jobs(bridge: StudioBridge, server: ServerId) -> list[Choice]:
    connection = bridge.connection(server)
    found = []
    for key in connection.keys("job") if connection is not None else ():
        job = connection.get(Job, *key) if connection is not None else None
        if job is not None:
            found.append(Choice(key[-1], job.action, f"{job.by} · {job.step}"))
    return found
