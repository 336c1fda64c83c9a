"""The secrets of what is set up of plugins, in the keyring under `plugin/INSTANCE/NAME`."""

from collections.abc import Iterable, Mapping, Sequence

from studio_app.domain.errors import fail
from studio_app.support.secrets import Secrets

PLUGIN_SECRETS = "plugin"
"""Kind of secret that these are, by `secret_key`."""


class PluginSecrets:
    """On the loop's thread."""

    def __init__(self, kept: Secrets) -> None:
        self._kept = kept

    async def read(self, instance: str, names: Sequence[str]) -> dict[str, str]:
        """Those that are kept, by name. Raises StudioError."""
        found = {}
        for name in names:
            try:
                value = await self._kept.get(secret_name(instance, name))
            except OSError as error:
                raise fail("secrets_unavailable", detail=error.strerror or error) from error
            if value:
                found[name] = value
        return found

    async def keep(self, instance: str, name: str, value: str) -> None:
        """Keep one in the place of the one before. Raises StudioError."""
        await self.change(instance, {name: value})

    async def change(self, instance: str, values: Mapping[str, str]) -> None:
        """Keep these; an empty one is forgotten. Raises StudioError."""
        try:
            for name, value in values.items():
                if value:
                    await self._kept.set(secret_name(instance, name), value)
                else:
                    await self._kept.delete(secret_name(instance, name))
        except OSError as error:
            raise fail("secrets_unavailable", detail=error.strerror or error) from error

    async def forget(self, instance: str, names: Iterable[str]) -> None:
        """Forget these. Raises StudioError."""
        await self.change(instance, dict.fromkeys(names, ""))


def secret_name(instance: str, name: str) -> str:
    """What a secret is kept under."""
    return f"{PLUGIN_SECRETS}/{secret_key(instance, name)}"


def secret_key(instance: str, name: str) -> str:
    """Which it is among all secrets of plugins."""
    return f"{instance}/{name}"
