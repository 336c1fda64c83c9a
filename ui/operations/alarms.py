"""Wishes about alarms: take notice, take in hand, put aside, set their limits."""

from typing import cast

from PySide6.QtCore import QCoreApplication

from studio_app.domain.actions import Action
from studio_app.domain.actions.alarms import (
    AcknowledgeAlarm,
    LimitsShown,
    LimitSuggestion,
    NoisiestAlarms,
    ReadLimits,
    ReleaseAlarm,
    SetAlarmLimits,
    SnoozeAlarm,
    SuggestLimits,
    TakeAlarm,
    UnacknowledgeAlarm,
    UnsnoozeAlarm,
)
from studio_app.domain.alarm import NoisyAlarm
from studio_app.domain.alarm_limits import AlarmOverrides
from studio_app.domain.ids import ServerId
from ui.bridge.client import BoothKey
from ui.operations.desk import Desk
from ui.operations.said import said


class Alarms:
    """Every one answers whether it was done and failure is told, except where the docstring says
    otherwise."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def acknowledge(self, server: ServerId, alarm: str) -> bool:
        """Say that somebody has taken notice."""
        deed = said(lambda: QCoreApplication.translate("Alarms", "Acknowledge the alarm"))
        return await self._do(server, AcknowledgeAlarm(alarm=alarm), deed)

    async def unacknowledge(self, server: ServerId, alarm: str) -> bool:
        """Have it call again."""
        deed = said(lambda: QCoreApplication.translate("Alarms", "Let the alarm call again"))
        return await self._do(server, UnacknowledgeAlarm(alarm=alarm), deed)

    async def take(self, server: ServerId, alarm: str) -> bool:
        """Become its owner."""
        deed = said(lambda: QCoreApplication.translate("Alarms", "Take the alarm in hand"))
        return await self._do(server, TakeAlarm(alarm=alarm), deed)

    async def release(self, server: ServerId, alarm: str) -> bool:
        """Nobody's again."""
        deed = said(lambda: QCoreApplication.translate("Alarms", "Give the alarm back"))
        return await self._do(server, ReleaseAlarm(alarm=alarm), deed)

    async def snooze(self, server: ServerId, alarm: str, minutes: int, reason: str) -> bool:
        """Put it aside for 1 to 1440 minutes."""
        deed = said(lambda: QCoreApplication.translate("Alarms", "Put the alarm aside"))
        action = SnoozeAlarm(alarm=alarm, minutes=minutes, reason=reason)
        return await self._do(server, action, deed)

    async def unsnooze(self, server: ServerId, alarm: str) -> bool:
        """Have it back before its time."""
        deed = said(lambda: QCoreApplication.translate("Alarms", "Bring the alarm back"))
        return await self._do(server, UnsnoozeAlarm(alarm=alarm), deed)

    async def noisiest(self, server: ServerId, days: int) -> tuple[NoisyAlarm, ...]:
        """Which came most often. Raises StudioError."""
        result = await self._desk.send(server, NoisiestAlarms(days=days))
        return cast("tuple[NoisyAlarm, ...]", result.value)

    async def limits(self, booth: BoothKey) -> LimitsShown:
        """From where on things are alarms there. Raises StudioError."""
        result = await self._desk.send(booth[0], ReadLimits(booth=booth[1]))
        return cast("LimitsShown", result.value)

    async def set_limits(
        self, booth: BoothKey, limits: AlarmOverrides, seen: AlarmOverrides
    ) -> None:
        """Have the booth these limits of its own; Ctrl+Z takes it back. Raises StudioError."""
        deed = said(lambda: QCoreApplication.translate("Alarms", "Alarm limits"))
        action = SetAlarmLimits(booth=booth[1], limits=limits, seen=seen)
        await self._desk.deed(booth[0], action, deed)

    async def suggest(self, booth: BoothKey) -> tuple[LimitSuggestion, ...]:
        """What its own last week suggests. Raises StudioError."""
        result = await self._desk.send(booth[0], SuggestLimits(booth=booth[1]))
        return cast("tuple[LimitSuggestion, ...]", result.value)

    async def _do(self, server: ServerId, action: Action, deed: str) -> bool:
        return await self._desk.act(server, action, deed) is not None
