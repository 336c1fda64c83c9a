"""Wishes about what is on air and what comes next.

What goes on air is not in the undo list: Ctrl+Z must never change a program by surprise. It is
reversed on purpose, by `reverse`.
"""

from PySide6.QtCore import QCoreApplication

from studio_app.domain.actions.switching import (
    ChooseCollection,
    ChooseProfile,
    ChooseTransition,
    Cut,
    MoveTBar,
    SetPreview,
    SetStudioMode,
    Take,
    TriggerHotkey,
)
from studio_app.domain.booth import Switcher
from ui.bridge.client import ActionResult, BoothKey
from ui.operations.desk import Desk
from ui.operations.said import again, said

TAKE_NOT_AFTER_MS = 1500
"""A take that reaches the server later than this is dropped: its moment is over."""


class Switching:
    """What is on air, what is next, and how one becomes the other."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def take(self, booth: BoothKey) -> bool:
        """Put the preview on air with the chosen transition, as the window shows both now."""
        seen = self._desk.bridge.get(booth, Switcher)
        action = Take(
            booth=booth[1],
            seen_program=seen.program if seen else None,
            seen_preview=seen.preview if seen else None,
        )
        deed = said(lambda: QCoreApplication.translate("Switching", "Take"))
        return self._aired(
            booth,
            await self._desk.on_booth(
                booth, action, deed, not_after_ms=TAKE_NOT_AFTER_MS, undoable=False
            ),
        )

    async def cut(self, booth: BoothKey, scene: str | None = None) -> bool:
        """Put a scene, or the preview, on air at once."""
        seen = self._desk.bridge.get(booth, Switcher)
        action = Cut(booth=booth[1], scene=scene, seen_program=seen.program if seen else None)
        deed = said(lambda: QCoreApplication.translate("Switching", "Cut"))
        return self._aired(
            booth,
            await self._desk.on_booth(
                booth, action, deed, not_after_ms=TAKE_NOT_AFTER_MS, undoable=False
            ),
        )

    async def reverse(self, booth: BoothKey) -> bool:
        """Put back on air what was there before this window's last take or cut on the booth."""
        call = self._desk.reversals.pop(booth, None)
        deed = said(lambda: QCoreApplication.translate("Switching", "Back to the scene before"))
        if call is None:
            nothing = said(
                lambda: QCoreApplication.translate("Switching", "Nothing was switched from here")
            )
            title = self._desk.bridge.title(booth)
            self._desk.notices.say(said(lambda: f"{title} · {again(nothing)}"))
            return False
        return await self._desk.call_on_booth(booth, call, deed, not_after_ms=TAKE_NOT_AFTER_MS)

    async def preview(self, booth: BoothKey, scene: str) -> bool:
        """Choose the scene that comes next."""
        action = SetPreview(booth=booth[1], scene=scene)
        deed = said(
            lambda: QCoreApplication.translate("Switching", "Preview “{scene}”").format(scene=scene)
        )
        return await self._desk.on_booth(booth, action, deed) is not None

    async def studio_mode(self, booth: BoothKey, on: bool) -> bool:
        """Switch studio mode on or off."""
        action = SetStudioMode(booth=booth[1], on=on)
        deed = said(
            lambda: (
                QCoreApplication.translate("Switching", "Studio mode on")
                if on
                else QCoreApplication.translate("Switching", "Studio mode off")
            )
        )
        return await self._desk.on_booth(booth, action, deed) is not None

    async def transition(
        self, booth: BoothKey, name: str | None = None, duration_ms: int | None = None
    ) -> bool:
        """Choose the next take's transition, its duration (ms), or both."""
        action = ChooseTransition(booth=booth[1], transition=name, duration_ms=duration_ms)
        deed = said(lambda: QCoreApplication.translate("Switching", "Transition"))
        merge = ("transition", booth) if name is None else None
        return await self._desk.on_booth(booth, action, deed, merge=merge) is not None

    async def t_bar(self, booth: BoothKey, position: float, *, release: bool = False) -> bool:
        """Move the transition by hand, 0 to 1. Call through `Desk.start_latest` while dragging,
        but always send the release."""
        action = MoveTBar(booth=booth[1], position=position, release=release)
        deed = said(lambda: QCoreApplication.translate("Switching", "T-bar"))
        return await self._desk.on_booth(booth, action, deed, undoable=False) is not None

    async def hotkey(self, booth: BoothKey, name: str) -> bool:
        """Press one of OBS's own hotkeys."""
        deed = said(
            lambda: QCoreApplication.translate("Switching", "Hotkey {name}").format(name=name)
        )
        action = TriggerHotkey(booth=booth[1], hotkey=name)
        return await self._desk.on_booth(booth, action, deed) is not None

    async def profile(self, booth: BoothKey, name: str) -> bool:
        """Change OBS's profile."""
        deed = said(
            lambda: QCoreApplication.translate("Switching", "Profile {name}").format(name=name)
        )
        action = ChooseProfile(booth=booth[1], profile=name)
        return await self._desk.on_booth(booth, action, deed) is not None

    async def collection(self, booth: BoothKey, name: str) -> bool:
        """Change OBS's scene collection; this changes the picture on air."""
        deed = said(
            lambda: QCoreApplication.translate("Switching", "Scene collection {name}").format(
                name=name
            )
        )
        action = ChooseCollection(booth=booth[1], collection=name)
        done = await self._desk.on_booth(booth, action, deed, confirmed=True, undoable=False)
        return done is not None

    def _aired(self, booth: BoothKey, result: ActionResult | None) -> bool:
        if result is not None and result.undo is not None:
            self._desk.reversals[booth] = result.undo
        return result is not None
