"""Wishes about plugins and what is set up of them. Forms show failure inline: `add` and `change`
raise StudioError; the others tell their failure and answer whether it was done."""

from PySide6.QtCore import QCoreApplication

from studio_app.domain.actions.plugins import (
    AddInstance,
    ChangeInstance,
    LookForPlugins,
    ReconnectInstance,
    RemoveInstance,
    RestartPlugin,
    TurnInstance,
)
from studio_app.domain.ids import ServerId
from ui.operations.desk import Desk
from ui.operations.said import said


class Plugins:
    """Ctrl+Z takes back what was added, changed, removed, turned on or off."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def add(self, server: ServerId, action: AddInstance) -> None:
        """Set up an account, a voice, a camera. Raises StudioError."""
        name = action.instance
        deed = said(lambda: QCoreApplication.translate("Plugins", "Add {name}").format(name=name))
        await self._desk.deed(server, action, deed)

    async def change(self, server: ServerId, action: ChangeInstance) -> None:
        """Change how it is set up. Raises StudioError."""
        name = action.instance
        deed = said(
            lambda: QCoreApplication.translate("Plugins", "Change {name}").format(name=name)
        )
        await self._desk.deed(server, action, deed)

    async def turn(self, server: ServerId, name: str, *, on: bool) -> bool:
        """Turn it on or off; it keeps its settings."""
        deed = said(
            lambda: (
                QCoreApplication.translate("Plugins", "Turn {name} on")
                if on
                else QCoreApplication.translate("Plugins", "Turn {name} off")
            ).format(name=name)
        )
        return await self._desk.act(server, TurnInstance(instance=name, on=on), deed) is not None

    async def retry(self, server: ServerId, name: str) -> bool:
        """Try at once again."""
        deed = said(lambda: QCoreApplication.translate("Plugins", "Try {name}").format(name=name))
        return await self._desk.act(server, ReconnectInstance(instance=name), deed) is not None

    async def restart(self, server: ServerId, plugin: str, title: str) -> bool:
        """End its process and start it anew."""
        deed = said(
            lambda: QCoreApplication.translate("Plugins", "Restart {name}").format(name=title)
        )
        return await self._desk.act(server, RestartPlugin(plugin=plugin), deed) is not None

    async def remove(self, server: ServerId, name: str) -> bool:
        """Take it away; its secrets are kept a day for undo."""
        deed = said(
            lambda: QCoreApplication.translate("Plugins", "Remove {name}").format(name=name)
        )
        action = RemoveInstance(instance=name)
        return await self._desk.act(server, action, deed, confirmed=True) is not None

    async def look(self, server: ServerId) -> bool:
        """Read the plugin folders anew."""
        deed = said(lambda: QCoreApplication.translate("Plugins", "Look for plugins"))
        return await self._desk.act(server, LookForPlugins(), deed) is not None
