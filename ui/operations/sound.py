"""Wishes about a booth's sound. Dragged values go through `Desk.start_latest`."""

from PySide6.QtCore import QCoreApplication

from studio_app.domain.actions import Action
from studio_app.domain.actions.sound import (
    SetBalance,
    SetMonitor,
    SetMute,
    SetSyncOffset,
    SetTracks,
    SetVolume,
)
from studio_app.domain.booth import Monitor
from ui.bridge.client import BoothKey
from ui.operations.desk import Desk
from ui.operations.said import said


class Sound:
    """Faders, mutes and the rest of each input."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def volume(self, booth: BoothKey, input_name: str, volume_db: float) -> bool:
        """Set a fader, -100 to +26 dB."""
        deed = said(
            lambda: QCoreApplication.translate("Sound", "Volume “{input}”").format(input=input_name)
        )
        action = SetVolume(booth=booth[1], input=input_name, volume_db=volume_db)
        return await self._set(booth, input_name, action, deed)

    async def mute(self, booth: BoothKey, input_name: str, muted: bool) -> bool:
        """Mute or open an input."""
        deed = said(
            lambda: (
                QCoreApplication.translate("Sound", "Mute “{input}”")
                if muted
                else QCoreApplication.translate("Sound", "Unmute “{input}”")
            ).format(input=input_name)
        )
        action = SetMute(booth=booth[1], input=input_name, muted=muted)
        return await self._desk.on_booth(booth, action, deed) is not None

    async def balance(self, booth: BoothKey, input_name: str, balance: float) -> bool:
        """Set the balance: 0 left, 0.5 middle, 1 right."""
        deed = said(
            lambda: QCoreApplication.translate("Sound", "Balance “{input}”").format(
                input=input_name
            )
        )
        action = SetBalance(booth=booth[1], input=input_name, balance=balance)
        return await self._set(booth, input_name, action, deed)

    async def monitor(self, booth: BoothKey, input_name: str, monitor: Monitor) -> bool:
        """Choose where an input is heard besides the program."""
        deed = said(
            lambda: QCoreApplication.translate("Sound", "Monitoring “{input}”").format(
                input=input_name
            )
        )
        action = SetMonitor(booth=booth[1], input=input_name, monitor=monitor)
        return await self._set(booth, input_name, action, deed)

    async def sync_offset(self, booth: BoothKey, input_name: str, offset_ms: int) -> bool:
        """Delay the sound against the picture, in ms."""
        deed = said(
            lambda: QCoreApplication.translate("Sound", "Sync offset “{input}”").format(
                input=input_name
            )
        )
        action = SetSyncOffset(booth=booth[1], input=input_name, offset_ms=offset_ms)
        return await self._set(booth, input_name, action, deed)

    async def tracks(self, booth: BoothKey, input_name: str, tracks: tuple[bool, ...]) -> bool:
        """Choose the audio tracks, six of them."""
        deed = said(
            lambda: QCoreApplication.translate("Sound", "Tracks “{input}”").format(input=input_name)
        )
        action = SetTracks(booth=booth[1], input=input_name, tracks=tracks)
        return await self._set(booth, input_name, action, deed)

    async def _set(self, booth: BoothKey, input_name: str, action: Action, deed: str) -> bool:
        """Send a setting; what one drag sends is undone together."""
        merge = (action.NAME, booth, input_name)
        return await self._desk.on_booth(booth, action, deed, merge=merge) is not None
