"""The server's settings as actions: read, and changed one by one in `studio.toml`."""

from collections.abc import Mapping
from functools import partial
from typing import cast

import msgspec

from studio_app.domain.actions.settings import (
    ChangeSetting,
    ReadSettings,
    SettingsShown,
    SettingValue,
)
from studio_app.domain.alarm_limits import AlarmLimits
from studio_app.domain.errors import fail
from studio_app.domain.settings import (
    ChatSettings,
    HealthSettings,
    ServerSettings,
    StudioSettings,
    server_errors,
)
from studio_app.services import studio_text
from studio_app.services.action_desk import ActionContext, ActionDesk, Outcome
from studio_app.services.studio_file import StudioFile
from studio_app.support.schema import check, shown

TABLES: Mapping[str, type[msgspec.Struct]] = {
    "": StudioSettings,
    "server": ServerSettings,
    "health": HealthSettings,
    "chat": ChatSettings,
    "alarms": AlarmLimits,
}
"""Table of `studio.toml` → its fields; booths and plugins have actions of their own."""


class SettingsDesk:
    """On the loop's thread."""

    def __init__(self, file: StudioFile) -> None:
        self._file = file

    def bind(self, desk: ActionDesk) -> None:
        """Offer settings.read and settings.change."""
        desk.bind(ReadSettings, self._read)
        desk.bind(ChangeSetting, self._change, durable=True)

    async def _read(self, action: ReadSettings, context: ActionContext) -> Outcome:
        await self._file.pick_up()
        values = {name: value_of(self._file.settings, name) for name in setting_names()}
        return Outcome(
            SettingsShown(
                file=self._file.name,
                values=values,
                waiting=self._file.waiting,
                problems=self._file.problems,
            )
        )

    async def _change(self, action: ChangeSetting, context: ActionContext) -> Outcome:
        field = action.field
        if field not in setting_names():
            raise fail("no_such_setting", field=field, fields=", ".join(setting_names()))
        await self._file.pick_up()
        now = value_of(self._file.settings, field)
        if action.seen is not msgspec.UNSET and msgspec.to_builtins(action.seen) != (
            msgspec.to_builtins(now)
        ):
            raise fail("setting_changed", field=field, now=shown(now))
        table, _, name = field.rpartition(".")
        default = value_of(StudioSettings(), field)
        value = default if action.value is None else action.value
        value = self._checked(table, name, value)

        def right(_: StudioSettings, after: StudioSettings) -> bool:
            return value_of(after, field) == value

        plain = msgspec.to_builtins(value)
        change = partial(studio_text.set_field, table=table, name=name, value=plain)
        await self._file.edit(change, right)
        return Outcome(undo=ChangeSetting(field=field, value=now))

    def _checked(self, table: str, name: str, value: object) -> SettingValue:
        """The value as its field takes it. Raises bad_setting."""
        kind = TABLES[table]
        values, errors = check({name: msgspec.to_builtins(value)}, kind)
        if not errors and kind is ServerSettings:
            whole = {**msgspec.structs.asdict(self._file.settings.server), **values}
            errors = [error for error in server_errors(whole) if name in error.path]
        if errors:
            detail = "; ".join(error.detail for error in errors)
            raise fail("bad_setting", field=f"{table}.{name}".lstrip("."), detail=detail)
        return cast("SettingValue", values[name])


def setting_names() -> tuple[str, ...]:
    """Every setting that is not a booth's, as `table.field`."""
    return tuple(
        f"{table}.{field}" if table else field
        for table, kind in TABLES.items()
        for field in kind.__struct_fields__
        if table or field not in ("booth", "plugin", *TABLES)
    )


def value_of(settings: StudioSettings, field: str) -> SettingValue:
    """The value of `table.field`."""
    table, _, name = field.rpartition(".")
    return cast("SettingValue", getattr(getattr(settings, table) if table else settings, name))
