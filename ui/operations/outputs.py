"""Wishes about what leaves a booth: stream, recording, replay buffer, virtual camera, "live"."""

from PySide6.QtCore import QCoreApplication

from studio_app.domain.actions.outputs import (
    PauseRecord,
    SaveReplay,
    SayLive,
    SplitRecord,
    StartOutput,
    StopOutput,
)
from studio_app.domain.booth import LiveStatus, OutputKind
from ui.bridge.client import BoothKey
from ui.operations.desk import Desk
from ui.operations.said import again, said
from ui.words import word


class Outputs:
    """Outputs of booths. Starting and stopping is not undone by Ctrl+Z: viewers see it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def start(self, booth: BoothKey, output: OutputKind) -> bool:
        """Start an output; done when OBS says that it started."""
        action = StartOutput(booth=booth[1], output=output)
        deed = said(
            lambda: QCoreApplication.translate("Outputs", "Start {output}").format(
                output=word(output)
            )
        )
        return await self._desk.on_booth(booth, action, deed, undoable=False) is not None

    async def stop(self, booth: BoothKey, output: OutputKind, *, confirmed: bool = False) -> bool:
        """Stop an output; ending a stream needs `confirmed` (the person was asked)."""
        action = StopOutput(booth=booth[1], output=output)
        deed = said(
            lambda: QCoreApplication.translate("Outputs", "Stop {output}").format(
                output=word(output)
            )
        )
        done = await self._desk.on_booth(booth, action, deed, confirmed=confirmed, undoable=False)
        return done is not None

    async def pause_record(self, booth: BoothKey, paused: bool) -> bool:
        """Pause the recording or go on with it."""
        action = PauseRecord(booth=booth[1], paused=paused)
        deed = said(
            lambda: (
                QCoreApplication.translate("Outputs", "Pause recording")
                if paused
                else QCoreApplication.translate("Outputs", "Go on recording")
            )
        )
        return await self._desk.on_booth(booth, action, deed, undoable=False) is not None

    async def split_record(self, booth: BoothKey) -> bool:
        """Go on recording in a new file."""
        deed = said(lambda: QCoreApplication.translate("Outputs", "New recording file"))
        return await self._desk.on_booth(booth, SplitRecord(booth=booth[1]), deed) is not None

    async def save_replay(self, booth: BoothKey) -> str | None:
        """Save the replay buffer; answers the file's path, which is told as well."""
        deed = said(lambda: QCoreApplication.translate("Outputs", "Save replay"))
        result = await self._desk.on_booth(booth, SaveReplay(booth=booth[1]), deed)
        if result is None:
            return None
        path = str(result.value or "")
        saved = said(lambda: QCoreApplication.translate("Outputs", "Replay saved"))
        title = self._desk.bridge.title(booth)
        self._desk.notices.say(said(lambda: f"{title} · {again(saved)}"), path)
        return path

    async def say_live(self, booth: BoothKey, status: LiveStatus) -> bool:
        """Say, as a person who looked, whether the platform shows the booth."""
        action = SayLive(booth=booth[1], status=status)
        deed = said(lambda: QCoreApplication.translate("Outputs", "Live on the platform"))
        return await self._desk.on_booth(booth, action, deed) is not None
