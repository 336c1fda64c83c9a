"""Panic: booths to their standby scene at once and muted, and back as they were."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from studio_app.domain.actions.recovery import EndPanic, SomeBooths, StartPanic
from studio_app.domain.actions.switching import Cut, SetPreview, SetStudioMode
from studio_app.domain.booth import Input, Switcher
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.ids import BoothId
from studio_app.domain.problems import Problem, problem
from studio_app.domain.records import RecordKey
from studio_app.domain.recovery import BoothResult, Panic
from studio_app.domain.struct import Fact
from studio_app.obs.protocol import Ask
from studio_app.services.action_desk import ActionContext, ActionDesk, Outcome
from studio_app.services.booth_access import SOON_S, BoothAccess
from studio_app.services.kept_file import KeptFile
from studio_app.services.standby import StandbyScenes
from studio_app.services.switching import Switching
from studio_app.support.clock import Clock

log = logging.getLogger(__name__)

A = TypeVar("A")
B = TypeVar("B")

KeptPanics = dict[str, Panic]
"""By booth."""


class PanicService:
    """Keeps the records `panic`. On the loop's thread.

    What was before a panic is kept in a file as well: a server that crashes meanwhile still knows
    what to put back.
    """

    def __init__(
        self,
        access: BoothAccess,
        switching: Switching,
        clock: Clock,
        file: KeptFile[KeptPanics],
    ) -> None:
        self._access = access
        self._store = access.store
        self._switching = switching
        self._standby = StandbyScenes(access)
        self._clock = clock
        self._file = file
        self._turns: dict[BoothId, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._disconnect: Callable[[], None] = lambda: None

    def bind(self, desk: ActionDesk) -> None:
        """Have the desk carry these actions out here."""
        desk.bind(StartPanic, self.panic)
        desk.bind(EndPanic, self.end)

    def start(self) -> None:
        """Take up the panics that were on when the server ended; the booths are known already."""
        kept = self._file.load() or {}
        booths = set(self._store.booths())
        self._store.apply({("panic", booth): kept[booth] for booth in kept if booth in booths})
        self._disconnect = self._store.changed.connect(self._changed)

    async def stop(self) -> None:
        """Follow the booths no more; what is kept reaches the disk."""
        self._disconnect()
        await self._file.written()

    # --- to standby --------------------------------------------------------------------------

    async def panic(self, action: StartPanic, context: ActionContext) -> Outcome:
        """All of them at the same time; each tells how it went."""
        by = context.principal.name
        results = await each_booth(
            self._booths(action.booths), lambda booth: self._panic(booth, by)
        )
        return Outcome(value=results, undo=EndPanic(booths=action.booths))

    async def _panic(self, booth: BoothId, by: str) -> None:
        self._access.links.get(booth)  # that there is such a booth
        async with self._turns[booth]:
            try:
                await self._to_standby(booth, by)
            except StudioError as error:
                what = problem(
                    "panic_not_reached",
                    booth=self._access.called(booth),
                    reason=error.problem.text,
                )
                before = self._record(booth) or Panic(since=self._clock.now(), by=by)
                self._put(booth, replace(before, problem=what))
                raise StudioError(what) from error

    async def _to_standby(self, booth: BoothId, by: str) -> None:
        self._access.link(booth, "SetCurrentProgramScene", "SetInputMute")
        before = self._record(booth)
        if before is None or not before.scene:
            now = self._access.switcher(booth)
            before = Panic(
                since=self._clock.now(),
                by=by,
                program=now.program,
                preview=now.preview,
                studio_mode=now.studio_mode,
            )
        found = self._standby.find(booth)
        if found is not None:
            own = self._standby.own(booth, found)
            self._put(booth, self._judged(booth, replace(before, scene=found, problem=None)))
            _, loud = await both(self._switching.force(booth, found), self._mute(booth, own))
        else:
            # What is made is quiet or its own: all that is there now can be muted meanwhile.
            self._put(booth, replace(before, problem=None))
            made, loud = await both(self._standby.make(booth), self._mute(booth, frozenset()))
            held = self._record(booth) or before
            self._put(booth, self._judged(booth, replace(held, scene=made)))
            await self._switching.force(booth, made)
        if loud:
            what = problem(
                "panic_not_muted", booth=self._access.called(booth), inputs=", ".join(loud)
            )
            self._put(booth, replace(self._record(booth) or before, problem=what))

    async def _mute(self, booth: BoothId, own: frozenset[str]) -> list[str]:
        """Mute whatever can be heard but the standby scene's own; those that are not muted."""
        loud = [name for name, entry in self._heard(booth) if not entry.muted and name not in own]
        held = self._record(booth)
        if held is not None:
            # Kept before it is done: whatever happens next, somebody knows what to unmute.
            muted = tuple(dict.fromkeys((*held.muted, *loud)))
            self._put(booth, replace(held, muted=muted))
        return await self._set_mutes(booth, loud, muted=True)

    def _heard(self, booth: BoothId) -> list[tuple[str, Input]]:
        entries = (
            (key[2], self._store.get(Input, *key)) for key in self._store.keys("input", booth)
        )
        return [(name, entry) for name, entry in entries if entry is not None and entry.audio]

    async def _set_mutes(self, booth: BoothId, names: Sequence[str], *, muted: bool) -> list[str]:
        """Mute or unmute all of these at once; those that OBS does not say have followed."""
        if not names:
            return []
        link = self._access.link(booth, "SetInputMute")
        asks: list[Ask] = [
            ("SetInputMute", {"inputName": name, "inputMuted": muted}) for name in names
        ]
        await link.batch(asks)

        def left() -> list[str]:
            now = dict(self._heard(booth))
            return [name for name in names if name in now and now[name].muted is not muted]

        await self._store.until(lambda: not left(), SOON_S)
        return left()

    # --- and back ----------------------------------------------------------------------------

    async def end(self, action: EndPanic, context: ActionContext) -> Outcome:
        """All of them at the same time; a booth without a panic stays as it is."""
        booths = self._booths(action.booths)
        results = await each_booth(booths, lambda booth: self._end(booth, context))
        return Outcome(value=results, undo=StartPanic(booths=action.booths))

    async def _end(self, booth: BoothId, context: ActionContext) -> None:
        self._access.links.get(booth)
        async with self._turns[booth]:
            held = self._record(booth)
            if held is None:
                return
            if not held.scene and not held.muted:
                self._put(booth, None)  # nothing was reached, nothing is to be put back
                return
            try:
                left = await self._back(booth, held, context)
            except StudioError as error:
                self._put(booth, replace(self._record(booth) or held, problem=error.problem))
                raise
            if left:
                what = problem(
                    "panic_not_back", booth=self._access.called(booth), inputs=", ".join(left)
                )
                self._put(booth, replace(self._record(booth) or held, problem=what))
                raise StudioError(what)
            self._put(booth, None)

    async def _back(self, booth: BoothId, held: Panic, context: ActionContext) -> list[str]:
        """Program, sound, studio mode, preview; the inputs that stayed mute."""
        self._access.link(booth, "SetCurrentProgramScene", "SetInputMute")
        now = self._access.switcher(booth)
        if held.scene and now.program == held.scene and held.program != held.scene:
            if held.program not in now.scenes:
                raise fail("panic_scene_gone", booth=self._access.called(booth), scene=held.program)
            await self._switching.cut(Cut(booth=booth, scene=held.program), context)
        silent = [name for name, entry in self._heard(booth) if entry.muted and name in held.muted]
        left = await self._set_mutes(booth, silent, muted=False)
        now = self._access.switcher(booth)
        if now.studio_mode != held.studio_mode:
            await self._switching.set_studio_mode(
                SetStudioMode(booth=booth, on=held.studio_mode), context
            )
            now = self._access.switcher(booth)
        wanted = held.preview
        if held.studio_mode and wanted in now.scenes and wanted not in (None, now.preview):
            await self._switching.set_preview(SetPreview(booth=booth, scene=wanted), context)
        return left

    # --- the record --------------------------------------------------------------------------

    def _booths(self, booths: SomeBooths) -> tuple[BoothId, ...]:
        return self._store.booths() if booths == "all" else tuple(dict.fromkeys(booths))

    def _record(self, booth: BoothId) -> Panic | None:
        return self._store.get(Panic, "panic", booth)

    def _put(self, booth: BoothId, panic: Panic | None) -> None:
        self._store.apply({("panic", booth): panic})

    def _changed(self, key: RecordKey, _: Fact | None, new: Fact | None) -> None:
        if key[0] == "switcher" and (held := self._record(BoothId(key[1]))) is not None:
            self._put(BoothId(key[1]), self._judged(BoothId(key[1]), held))
        elif key[0] == "panic":
            keys = self._store.keys("panic")
            records = ((key[1], self._store.get(Panic, *key)) for key in keys)
            self._file.keep({booth: panic for booth, panic in records if panic is not None})

    def _judged(self, booth: BoothId, held: Panic) -> Panic:
        """The panic as OBS's own word has it: whether standby is what viewers see."""
        now = self._store.switcher(booth) or Switcher(program="")
        on_air = bool(held.scene) and now.program == held.scene
        found = held.problem
        if on_air and found is not None and found.code == "panic_not_reached":
            found = None
        return replace(held, on_air=on_air, problem=found)


async def both(first: Awaitable[A], second: Awaitable[B]) -> tuple[A, B]:
    """Both at the same time, each to its end even when the other fails; then what failed."""
    one, two = asyncio.ensure_future(first), asyncio.ensure_future(second)
    await asyncio.gather(one, two, return_exceptions=True)
    return one.result(), two.result()


async def each_booth(
    booths: Iterable[BoothId], act: Callable[[BoothId], Awaitable[object]]
) -> tuple[BoothResult, ...]:
    """Act on all at the same time: what each came to. One booth alone fails as any action does."""

    async def one(booth: BoothId) -> Problem | None:
        try:
            await act(booth)
        except StudioError as error:
            return error.problem
        return None

    booths = tuple(booths)
    problems = await asyncio.gather(*(one(booth) for booth in booths))
    if len(booths) == 1 and problems[0] is not None:
        raise StudioError(problems[0])
    return tuple(
        BoothResult(booth=booth, problem=found)
        for booth, found in zip(booths, problems, strict=True)
    )
