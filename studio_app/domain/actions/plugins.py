"""Actions on plugins and their instances: add, change, remove, turn on and off, restart."""

from datetime import datetime
from typing import Annotated, ClassVar

from msgspec import UNSET, Meta, UnsetType, field

from studio_app.domain.actions.base import SECRET, Action
from studio_app.domain.ids import BoothId
from studio_app.domain.plugin import InstanceId, PluginId, SettingScalar
from studio_app.domain.roles import Role

Secrets = Annotated[dict[str, str], SECRET]
"""Values by setting name; an empty one forgets what is kept."""


class AddInstance(Action, frozen=True, kw_only=True):
    """Set a plugin up: an account a chat source listens to, a voice, a camera; in studio.toml."""

    NAME: ClassVar[str] = "plugin.add"
    ROLE: ClassVar[Role] = Role.ADMIN
    INVERSE: ClassVar[str] = "plugin.remove"
    instance: InstanceId
    plugin: PluginId
    booth: BoothId | None = None
    on: bool = True
    settings: dict[str, SettingScalar] = field(default_factory=dict)
    secrets: Secrets = field(default_factory=dict)
    removed: datetime | None = None
    """When it was removed, of one that is taken back: the secrets it had then return, for a day.
    What is set up anew gets only those that are given."""


class ChangeInstance(Action, frozen=True, kw_only=True):
    """Change how a plugin is set up; what is not given stays. Undo leaves secrets as they are."""

    NAME: ClassVar[str] = "plugin.change"
    ROLE: ClassVar[Role] = Role.ADMIN
    INVERSE: ClassVar[str] = "plugin.change"
    instance: InstanceId
    booth: BoothId | UnsetType | None = UNSET
    settings: dict[str, SettingScalar] | UnsetType = UNSET
    secrets: Secrets = field(default_factory=dict)


class TurnInstance(Action, frozen=True, kw_only=True):
    """Turn what was set up on or off; it keeps its settings."""

    NAME: ClassVar[str] = "plugin.turn"
    INVERSE: ClassVar[str] = "plugin.turn"
    instance: InstanceId
    on: bool


class RemoveInstance(Action, frozen=True, kw_only=True):
    """Take what was set up away; its secrets are kept a day for undo."""

    NAME: ClassVar[str] = "plugin.remove"
    ROLE: ClassVar[Role] = Role.ADMIN
    CAREFUL: ClassVar[bool] = True
    INVERSE: ClassVar[str] = "plugin.add"
    instance: InstanceId


class RestartPlugin(Action, frozen=True, kw_only=True):
    """End a plugin's process and start it anew, with all that is set up of it."""

    NAME: ClassVar[str] = "plugin.restart"
    plugin: PluginId


class ReconnectInstance(Action, frozen=True, kw_only=True):
    """Try at once again, instead of waiting for the next try."""

    NAME: ClassVar[str] = "plugin.retry"
    instance: Annotated[str, Meta(max_length=40)]


class LookForPlugins(Action, frozen=True, kw_only=True):
    """Read the plugin folders anew: what was put there is offered, what has gone is not."""

    NAME: ClassVar[str] = "plugin.scan"
    ROLE: ClassVar[Role] = Role.ADMIN


ACTIONS: tuple[type[Action], ...] = (
    AddInstance,
    ChangeInstance,
    TurnInstance,
    RemoveInstance,
    RestartPlugin,
    ReconnectInstance,
    LookForPlugins,
)
