"""Carries what chat sources say of the platform to the live fact, as long as it can be believed."""

from studio_app.domain.ids import BoothId
from studio_app.domain.plugin import Instance, InstanceStatus
from studio_app.domain.records import RecordKey
from studio_app.domain.struct import Fact
from studio_app.services.live import LiveService
from studio_app.stores.plugins import PluginStore
from studio_app.support.signal import Signal

_AWAY = (InstanceStatus.OFF, InstanceStatus.WAITING, InstanceStatus.FAILED)


class LiveSources:
    """On the loop's thread."""

    def __init__(
        self, plugins: PluginStore, told: Signal[str, bool | None], live: LiveService
    ) -> None:
        """`told`: an instance says that the platform shows its booth, or does not, or (None) that
        it cannot tell any more."""
        self._plugins = plugins
        self._live = live
        self._asked_again: set[str] = set()
        """Those that said "not live" and are just asked again: that word stands till they answer,
        or it would come and go with every try."""
        self._disconnects = [plugins.changed.connect(self._changed), told.connect(self._told)]

    def stop(self) -> None:
        """Hear of no more."""
        for disconnect in self._disconnects:
            disconnect()

    def _told(self, instance: str, live: bool | None) -> None:
        record = self._plugins.instance(instance)
        if record is None or record.booth is None:
            self._gone(instance)
        elif live is None and record.status is InstanceStatus.OFFLINE:
            self._asked_again.add(instance)
        else:
            self._asked_again.discard(instance)
            self._live.told(instance, record.booth, self._service(record), live)

    def _changed(self, key: RecordKey, old: Fact | None, new: Fact | None) -> None:
        if key[0] != "plugin_instance":
            return
        instance = key[1]
        if not isinstance(new, Instance) or new.status in _AWAY:
            self._gone(instance)
            return
        moved = isinstance(old, Instance) and old.booth != new.booth
        answered = instance in self._asked_again and new.status is InstanceStatus.CONNECTED
        if moved or answered:
            self._gone(instance)
        self._live.hush(instance, quiet=new.status is InstanceStatus.STALE)

    def _gone(self, instance: str) -> None:
        self._asked_again.discard(instance)
        self._live.told(instance, BoothId(""), "", None)
        self._live.hush(instance, quiet=False)

    def _service(self, record: Instance) -> str:
        """The platform; for what carries several, the plugin's name."""
        plugin = self._plugins.plugin(record.plugin)
        manifest = plugin.manifest if plugin is not None else None
        return (manifest.service or manifest.name) if manifest is not None else record.plugin
