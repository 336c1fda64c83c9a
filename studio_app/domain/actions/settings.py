"""Actions on the server's settings: what `studio.toml` says besides booths, and changing it."""

from typing import Annotated, ClassVar

from msgspec import UNSET, Meta, UnsetType

from studio_app.domain.actions.base import Action
from studio_app.domain.problems import Problem
from studio_app.domain.roles import Role
from studio_app.domain.struct import Fact

SettingValue = bool | int | float | str | tuple[str, ...]
SettingName = Annotated[str, Meta(min_length=1, max_length=60)]


class SettingsShown(Fact, frozen=True, kw_only=True):
    """What is in force now."""

    file: str
    values: dict[str, SettingValue]
    """By name with its table: `name`, `server.port`, `alarms.cpu_pct`."""
    waiting: tuple[str, ...] = ()
    """Those that are written, but taken over at the next start only."""
    problems: tuple[Problem, ...] = ()
    """What is wrong in the file; of that the values before stay in force."""


class ReadSettings(Action, frozen=True, kw_only=True):
    """The server's settings that are in force, besides the booths."""

    NAME: ClassVar[str] = "settings.read"
    ROLE: ClassVar[Role] = Role.ADMIN
    RESULT: ClassVar[object] = SettingsShown


class ChangeSetting(Action, frozen=True, kw_only=True):
    """Change one setting in `studio.toml`; without a value it is as shipped again."""

    NAME: ClassVar[str] = "settings.change"
    ROLE: ClassVar[Role] = Role.ADMIN
    INVERSE: ClassVar[str] = "settings.change"
    field: SettingName
    value: SettingValue | None = None
    seen: SettingValue | UnsetType = UNSET
    """What the window showed; another value there refuses the change aloud."""


ACTIONS: tuple[type[Action], ...] = (ReadSettings, ChangeSetting)
