"""What plugins there are, and what is set up of them."""

from studio_app.domain.plugin import Instance, Plugin
from studio_app.stores.store import RecordStore


class PluginStore(RecordStore):
    """Records `plugin` by id and `plugin_instance` by instance id. The plugin host writes them."""

    def plugin(self, plugin: str) -> Plugin | None:
        """A plugin and its process."""
        return self.get(Plugin, "plugin", plugin)

    def instance(self, instance: str) -> Instance | None:
        """One thing that is set up."""
        return self.get(Instance, "plugin_instance", instance)

    def plugins(self) -> dict[str, Plugin]:
        """All there are, by id."""
        found = {key[1]: self.plugin(key[1]) for key in self.keys("plugin")}
        return {id_: plugin for id_, plugin in found.items() if plugin is not None}

    def instances(self) -> dict[str, Instance]:
        """All that is set up, by id."""
        found = {key[1]: self.instance(key[1]) for key in self.keys("plugin_instance")}
        return {id_: instance for id_, instance in found.items() if instance is not None}
