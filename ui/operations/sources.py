"""Wishes about what scenes are made of: items, filters, media."""

from PySide6.QtCore import QCoreApplication

from studio_app.domain.actions.sources import (
    ControlMedia,
    EnableFilter,
    LockItem,
    MediaVerb,
    MoveItem,
    SeekMedia,
    ShowItem,
)
from studio_app.domain.booth import SceneItem
from ui.bridge.client import BoothKey
from ui.operations.desk import Desk
from ui.operations.said import said


class Sources:
    """Scene items, filters and media sources of booths."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, booth: BoothKey, scene: str, item: SceneItem, visible: bool) -> bool:
        """Show or hide an item of a scene or group."""
        action = ShowItem(booth=booth[1], scene=scene, item_id=item.item_id, visible=visible)
        deed = said(
            lambda: (
                QCoreApplication.translate("Sources", "Show “{source}”")
                if visible
                else QCoreApplication.translate("Sources", "Hide “{source}”")
            ).format(source=item.source)
        )
        return await self._desk.on_booth(booth, action, deed) is not None

    async def lock(self, booth: BoothKey, scene: str, item: SceneItem, locked: bool) -> bool:
        """Lock an item in OBS's own window, or release it."""
        action = LockItem(booth=booth[1], scene=scene, item_id=item.item_id, locked=locked)
        deed = said(
            lambda: (
                QCoreApplication.translate("Sources", "Lock “{source}”")
                if locked
                else QCoreApplication.translate("Sources", "Unlock “{source}”")
            ).format(source=item.source)
        )
        return await self._desk.on_booth(booth, action, deed) is not None

    async def move(self, booth: BoothKey, scene: str, item: SceneItem, position: int) -> bool:
        """Move an item within its scene; position 0 is the front."""
        action = MoveItem(booth=booth[1], scene=scene, item_id=item.item_id, position=position)
        deed = said(
            lambda: QCoreApplication.translate("Sources", "Move “{source}”").format(
                source=item.source
            )
        )
        return await self._desk.on_booth(booth, action, deed) is not None

    async def enable_filter(
        self, booth: BoothKey, source: str, filter_name: str, enabled: bool
    ) -> bool:
        """Switch a filter on or off."""
        action = EnableFilter(booth=booth[1], source=source, filter=filter_name, enabled=enabled)
        deed = said(
            lambda: QCoreApplication.translate("Sources", "Filter “{name}”").format(
                name=filter_name
            )
        )
        return await self._desk.on_booth(booth, action, deed) is not None

    async def control_media(self, booth: BoothKey, input_name: str, verb: MediaVerb) -> bool:
        """Play, pause, stop, restart …"""
        action = ControlMedia(booth=booth[1], input=input_name, verb=verb)
        deed = said(
            lambda: QCoreApplication.translate("Sources", "Media “{name}”").format(name=input_name)
        )
        return await self._desk.on_booth(booth, action, deed) is not None

    async def seek_media(self, booth: BoothKey, input_name: str, cursor_ms: int) -> bool:
        """Jump to a time in a media source."""
        action = SeekMedia(booth=booth[1], input=input_name, cursor_ms=cursor_ms)
        deed = said(
            lambda: QCoreApplication.translate("Sources", "Media “{name}”").format(name=input_name)
        )
        merge = ("seek", booth, input_name)
        return await self._desk.on_booth(booth, action, deed, merge=merge) is not None
