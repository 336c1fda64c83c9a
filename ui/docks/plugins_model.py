"""The plugins of every server with what is set up of them: in order, and what is troubled."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.plugin import (
    Instance,
    InstanceStatus,
    Plugin,
    PluginKind,
    PluginStatus,
)
from studio_app.domain.roles import Role
from ui.bridge.client import ConnectionStatus
from ui.bridge.studio import StudioBridge

LONG_S = 60
"""A wait shorter than this mends itself: nobody is called."""
_KINDS = {kind: at for at, kind in enumerate(PluginKind)}


class SeenInstance(NamedTuple):
    """One thing that is set up, with the plugin that it is of."""

    server: ServerId
    id: str
    instance: Instance
    plugin: Plugin


class SeenPlugin(NamedTuple):
    """One plugin and what is set up of it."""

    server: ServerId
    id: str
    plugin: Plugin
    instances: tuple[SeenInstance, ...] = ()


Row = SeenPlugin | SeenInstance


class Trouble(NamedTuple):
    """One plugin that needs a person, however many of its channels suffer."""

    server: ServerId
    plugin: SeenPlugin
    suffering: tuple[SeenInstance, ...]
    since: datetime | None


def plugins_of(bridge: StudioBridge) -> list[SeenPlugin]:
    """Every plugin; those that are used first, then by kind and id: none moves when it gets into
    trouble. What is set up of a plugin that is not there any more stands under its name."""
    found = []
    for connection in bridge.connections:
        server = connection.server_id
        if server is None:
            continue
        plugins: dict[str, Plugin] = {}
        for key in connection.keys("plugin"):
            plugin = connection.get(Plugin, *key)
            if plugin is not None:
                plugins[key[-1]] = plugin
        instances: dict[str, list[SeenInstance]] = {}
        for key in connection.keys("plugin_instance"):
            instance = connection.get(Instance, *key)
            if instance is None:
                continue
            plugin = plugins.setdefault(instance.plugin, Plugin(status=PluginStatus.BROKEN))
            seen = SeenInstance(server, key[-1], instance, plugin)
            instances.setdefault(instance.plugin, []).append(seen)
        places = {key[1]: at for at, key in enumerate(bridge.booths) if key[0] == server}
        here = [
            SeenPlugin(server, name, plugin, _by_place(instances.get(name, ()), places))
            for name, plugin in plugins.items()
        ]
        found += sorted(here, key=lambda seen: (not seen.instances, kind_place(seen), seen.id))
    return found


def _by_place(
    found: Iterable[SeenInstance], places: Mapping[BoothId, int]
) -> tuple[SeenInstance, ...]:
    """In the order of the wall; what belongs to no booth comes last."""

    def place(seen: SeenInstance) -> tuple[int, str]:
        booth = seen.instance.booth
        return (len(places) if booth is None else places.get(booth, len(places)), seen.id)

    return tuple(sorted(found, key=place))


def kind_place(seen: SeenPlugin) -> int:
    """Chat first; broken ones last."""
    manifest = seen.plugin.manifest
    return _KINDS[manifest.kind] if manifest is not None else len(_KINDS)


def rows_of(plugins: Sequence[SeenPlugin]) -> list[Row]:
    """Each plugin, and what is set up of it right below."""
    rows: list[Row] = []
    for seen in plugins:
        rows.append(seen)
        rows += seen.instances
    return rows


def usable(seen: SeenPlugin) -> bool:
    """Whether something can be set up of it; what it lacks may be installed after that."""
    return seen.plugin.manifest is not None


def may_help(seen: SeenPlugin) -> bool:
    """Whether to begin anew may help: something runs, or what was broken may be mended by now."""
    status = seen.plugin.status
    used = bool(seen.instances) and status is not PluginStatus.MISSING
    return used or status is PluginStatus.BROKEN


def calls(seen: Row) -> bool:
    """Whether a row is in trouble, not merely off or absent."""
    if isinstance(seen, SeenInstance):
        return seen.instance.on and seen.instance.status in (
            InstanceStatus.FAILED,
            InstanceStatus.WAITING,
            InstanceStatus.STALE,
        )
    status = seen.plugin.status
    if status in (PluginStatus.BROKEN, PluginStatus.MISSING):
        return any(each.instance.on for each in seen.instances) or status is PluginStatus.BROKEN
    return status is PluginStatus.WAITING


def cannot_run(seen: SeenPlugin) -> bool:
    """Whether the plugin itself is down, not merely channels of it."""
    return seen.plugin.status in (PluginStatus.BROKEN, PluginStatus.MISSING, PluginStatus.WAITING)


class Downs:
    """Since when plugins and channels have been down. A try in between is no recovery: only what
    has come up begins anew."""

    def __init__(self) -> None:
        self._since: dict[tuple[ServerId, str, bool], datetime] = {}

    def troubles(self, bridge: StudioBridge, now: datetime) -> tuple[Trouble, ...]:
        """The plugins that need a person: those that cannot run though something of them is on,
        those that wait to start for long, and those with channels that failed or wait for long."""
        seen = [each for each in plugins_of(bridge) if _answers(bridge, each.server)]
        self._keep(seen, now)
        found = []
        for each in seen:
            on = tuple(one for one in each.instances if one.instance.on)
            since = self._since.get((each.server, each.id, False))
            if not on:
                continue
            if cannot_run(each):
                if each.plugin.status is not PluginStatus.WAITING or self._long(since, now):
                    found.append(Trouble(each.server, each, on, since))
            elif suffering := tuple(one for one in on if self._suffers(one, now)):
                times = [self._since[one.server, one.id, True] for one in suffering]
                found.append(Trouble(each.server, each, suffering, min(times)))
        return tuple(found)

    def soonest_s(self, now: datetime) -> float | None:
        """In how many seconds the next wait becomes a long one; None when nothing waits."""
        left = (LONG_S - (now - since).total_seconds() for since in self._since.values())
        return min((each for each in left if each > 0), default=None)

    def _keep(self, seen: Sequence[SeenPlugin], now: datetime) -> None:
        down: dict[tuple[ServerId, str, bool], datetime] = {}
        for each in seen:
            key = (each.server, each.id, False)
            trying = each.plugin.status is PluginStatus.STARTING and key in self._since
            if cannot_run(each) or trying:
                down[key] = self._since.get(key) or each.plugin.since or now
            for one in each.instances:
                key = (one.server, one.id, True)
                status = one.instance.status
                trying = status is InstanceStatus.CONNECTING and key in self._since
                if status in (InstanceStatus.WAITING, InstanceStatus.FAILED) or trying:
                    down[key] = self._since.get(key) or one.instance.since or now
        self._since = down

    def _suffers(self, seen: SeenInstance, now: datetime) -> bool:
        """Whether it does not mend itself. Silence is the chat's business: see its source."""
        since = self._since.get((seen.server, seen.id, True))
        return seen.instance.status is InstanceStatus.FAILED or self._long(since, now)

    def _long(self, since: datetime | None, now: datetime) -> bool:
        return since is not None and now - since >= timedelta(seconds=LONG_S)


def _answers(bridge: StudioBridge, server: ServerId) -> bool:
    """What is known of one that is away is old; the server speaks for itself then."""
    connection = bridge.connection(server)
    return connection is not None and connection.status is ConnectionStatus.CONNECTED


def allowed(bridge: StudioBridge, least: Role = Role.TECHNICIAN) -> list[ServerId]:
    """The servers that answer and let this person in as that."""
    return [
        each.server_id
        for each in bridge.connections
        if each.server_id is not None
        and each.status is ConnectionStatus.CONNECTED
        and each.principal is not None
        and each.principal.role.allows(least)
    ]
