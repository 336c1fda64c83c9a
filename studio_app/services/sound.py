"""A booth's sound: faders, mutes, balance, monitoring, delay and tracks, one way for all six."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from studio_app.domain.actions.sound import (
    SetBalance,
    SetMonitor,
    SetMute,
    SetSyncOffset,
    SetTracks,
    SetVolume,
)
from studio_app.domain.booth import Input
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.ids import BoothId
from studio_app.obs.parts import MONITOR_NAMES
from studio_app.obs.raw import Raw
from studio_app.services.action_desk import ActionContext, ActionDesk, Handler, Outcome
from studio_app.services.booth_access import BoothAccess

A = TypeVar("A", SetVolume, SetMute, SetBalance, SetMonitor, SetSyncOffset, SetTracks)

NEAR_DB = 0.06
NEAR_BALANCE = 0.005


class Knob(NamedTuple, Generic[A]):
    """How one action is done: OBS's request, its data, when it is done, and what was before."""

    action: type[A]
    request: str
    data: Callable[[A], Raw]
    done: Callable[[A, Input], bool]
    undo: Callable[[A, Input], A]


VOLUME = Knob(
    SetVolume,
    "SetInputVolume",
    lambda wish: {"inputVolumeDb": wish.volume_db},
    lambda wish, now: abs(now.volume_db - wish.volume_db) <= NEAR_DB,
    lambda wish, old: SetVolume(booth=wish.booth, input=wish.input, volume_db=old.volume_db),
)
MUTE = Knob(
    SetMute,
    "SetInputMute",
    lambda wish: {"inputMuted": wish.muted},
    lambda wish, now: now.muted == wish.muted,
    lambda wish, old: SetMute(booth=wish.booth, input=wish.input, muted=old.muted),
)
BALANCE = Knob(
    SetBalance,
    "SetInputAudioBalance",
    lambda wish: {"inputAudioBalance": wish.balance},
    lambda wish, now: abs(now.balance - wish.balance) <= NEAR_BALANCE,
    lambda wish, old: SetBalance(booth=wish.booth, input=wish.input, balance=old.balance),
)
MONITOR = Knob(
    SetMonitor,
    "SetInputAudioMonitorType",
    lambda wish: {"monitorType": MONITOR_NAMES[wish.monitor]},
    lambda wish, now: now.monitor == wish.monitor,
    lambda wish, old: SetMonitor(booth=wish.booth, input=wish.input, monitor=old.monitor),
)
SYNC_OFFSET = Knob(
    SetSyncOffset,
    "SetInputAudioSyncOffset",
    lambda wish: {"inputAudioSyncOffset": wish.offset_ms},
    lambda wish, now: now.sync_offset_ms == wish.offset_ms,
    lambda wish, old: SetSyncOffset(
        booth=wish.booth, input=wish.input, offset_ms=max(-950, min(20000, old.sync_offset_ms))
    ),
)
TRACKS = Knob(
    SetTracks,
    "SetInputAudioTracks",
    lambda wish: {
        "inputAudioTracks": {str(place): on for place, on in enumerate(wish.tracks, start=1)}
    },
    lambda wish, now: now.tracks == wish.tracks,
    lambda wish, old: SetTracks(booth=wish.booth, input=wish.input, tracks=old.tracks),
)


class Sound:
    """Turns the knobs. OBS works requests off in several threads, so wishes for one knob go one
    after the other; of those that wait meanwhile only the newest is carried out."""

    def __init__(self, access: BoothAccess) -> None:
        self._access = access
        self._turns: dict[tuple[str, BoothId, str], asyncio.Lock] = defaultdict(asyncio.Lock)
        self._newest: dict[tuple[str, BoothId, str], object] = {}

    def bind(self, desk: ActionDesk) -> None:
        """Have the desk carry these actions out here."""
        desk.bind(SetVolume, self._handler(VOLUME))
        desk.bind(SetMute, self._handler(MUTE))
        desk.bind(SetBalance, self._handler(BALANCE))
        desk.bind(SetMonitor, self._handler(MONITOR))
        desk.bind(SetSyncOffset, self._handler(SYNC_OFFSET))
        desk.bind(SetTracks, self._handler(TRACKS))

    def _handler(self, knob: Knob[A]) -> Handler[A]:
        async def handle(action: A, _: ActionContext) -> Outcome:
            return await self.turn(knob, action)

        return handle

    async def turn(self, knob: Knob[A], wish: A) -> Outcome:
        """Carry one wish out; done when OBS says that the knob stands there."""
        booth, name = wish.booth, wish.input
        key = (knob.request, booth, name)
        link = self._access.link(booth, knob.request)
        old = self._input(booth, name)
        self._newest[key] = wish
        turn = self._turns[key]
        try:
            async with turn:
                if self._newest.get(key) is wish and not knob.done(wish, self._input(booth, name)):
                    await self._access.request(
                        link,
                        knob.request,
                        {"inputName": name, **knob.data(wish)},
                        gone=self._no_input(booth, name),
                    )
                    await self._access.confirm(
                        booth, knob.request, lambda: knob.done(wish, self._input(booth, name))
                    )
        finally:
            if self._newest.get(key) is wish:
                del self._newest[key], self._turns[key]
        return Outcome(undo=knob.undo(wish, old))

    def _input(self, booth: BoothId, name: str) -> Input:
        entry = self._access.store.get(Input, "input", booth, name)
        if entry is None:
            raise self._no_input(booth, name)
        if not entry.audio:
            raise fail("no_sound", input=name, booth=self._access.called(booth))
        return entry

    def _no_input(self, booth: BoothId, name: str) -> StudioError:
        return fail("no_such_source", booth=self._access.called(booth), source=name)
