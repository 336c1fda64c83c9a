"""Wishes about a server's settings. Forms show failure inline, so these raise StudioError."""

from typing import cast

from PySide6.QtCore import QCoreApplication

from studio_app.domain.actions.settings import (
    ChangeSetting,
    ReadSettings,
    SettingsShown,
    SettingValue,
)
from studio_app.domain.ids import ServerId
from ui.operations.desk import Desk
from ui.operations.said import said


class Settings:
    """What `studio.toml` says besides booths."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def read(self, server: ServerId) -> SettingsShown:
        """What is in force. Raises StudioError."""
        return cast("SettingsShown", (await self._desk.send(server, ReadSettings())).value)

    async def change(
        self, server: ServerId, field: str, value: SettingValue | None, seen: SettingValue
    ) -> None:
        """Change one setting, None: as shipped; Ctrl+Z takes it back. Raises StudioError."""
        title = said(
            lambda: QCoreApplication.translate("ServerSettings", "Setting {field}").format(
                field=field
            )
        )
        await self._desk.deed(server, ChangeSetting(field=field, value=value, seen=seen), title)
