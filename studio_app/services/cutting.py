"""A cut within a frame, whatever transition is chosen, and everything back as it was."""

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from studio_app.domain.booth import Health, Switcher, Transition
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.ids import BoothId
from studio_app.obs.air import ZERO
from studio_app.obs.link import ObsLink
from studio_app.obs.protocol import Ask
from studio_app.obs.raw import number, text
from studio_app.services.booth_access import BoothAccess

ENDED_WITHIN_S = 10.0
"""An OBS that was stopped or starved this long is given up: what was exchanged goes back."""
BACK_WITHIN_S = 30.0
"""A link that broke in the middle of a cut is waited for."""
RETRY_EVERY_S = 0.5
THERE_TRIES, THERE_EVERY_S = 100, 0.03
SLOWEST_FRAME_S = 0.1
KEEP_TRIES = 5
TBAR_HOME_MS = 900
"""OBS lets a released T-bar glide."""


class Cutting:
    """Cuts in two steps: the Cut transition and the scene; then, when OBS has told that it ended,
    the transition, its duration and the preview that were there before.

    The second step must wait for OBS's word. Measured on OBS 29: a transition that is exchanged
    before its end leaves the old scene on air, with the new one named as program, now and then
    even by an event; and how long a cut takes depends on how busy the machine is.
    """

    def __init__(self, access: BoothAccess, turns: Mapping[BoothId, asyncio.Lock]) -> None:
        self._access = access
        self._turns = turns
        self._restoring: dict[BoothId, asyncio.Task[None]] = {}
        self._late: set[asyncio.Task[None]] = set()
        """Cuts whose link broke before everything was back."""
        self.tbars: set[BoothId] = set()
        """Booths whose T-bar one of ours holds."""

    async def stop(self) -> None:
        """Wait for nothing any more."""
        tasks = [*self._restoring.values(), *self._late]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def busy(self, booth: BoothId) -> bool:
        """Whether what a cut has exchanged is not back yet: until then OBS may count down a
        transition that was broken off, and would ignore another one."""
        return booth in self._restoring

    async def cut(
        self, link: ObsLink, switcher: Switcher, step: Ask, scene: str, *, keep_preview: bool
    ) -> None:
        """Have `step` put `scene` on air; returns when OBS has confirmed it. The caller holds the
        booth's turn."""
        booth = link.booth
        chosen = transition_of(switcher, switcher.transition)
        is_cut = self.busy(booth) or (chosen is not None and chosen.is_cut)
        preview = switcher.preview if keep_preview else None
        asks: list[Ask] = [step]
        back: list[Ask] = []
        cut = next((entry for entry in switcher.transitions if entry.is_cut), None)
        if not is_cut:
            if cut is None:
                raise fail("no_cut_transition", booth=self._access.called(booth))
            asks.insert(0, ("SetCurrentSceneTransition", {"transitionName": cut.name}))
            back += _transition_back(switcher)
        if booth in self.tbars:
            self.tbars.discard(booth)
            back.append(("SetTBarPosition", {"position": 0.0, "release": True}))
            back.append(("Sleep", {"sleepMillis": TBAR_HOME_MS}))
        # A transition that is broken off goes on being counted down.
        breaks = not is_cut and (switcher.leaving is not None or await running(link))
        rest_s = (switcher.transition_ms or 0) / 1000 if breaks else 0.0

        with contextlib.ExitStack() as passing:
            passing.enter_context(link.passing(transition=not is_cut, preview=False))
            previews = contextlib.ExitStack()
            previews.enter_context(link.passing(transition=False, preview=preview is not None))
            passing.enter_context(previews)
            ended = link.transition_end(cut.name if cut else "")
            answers = await link.batch(asks)
            done = next(answer for answer in answers if answer.request == step[0])
            if not done.ok and back:
                await link.batch(back)
            self._access.accepted(booth, done, gone=self._access.no_scene(booth, scene))
            if preview is None and not back:
                await self._access.on_air(booth, step[0], scene)
                return
            way = _WayBack(
                link, switcher, preview, back, ended, rest_s, passing.pop_all(), previews
            )
        restoring = asyncio.create_task(self._restore(way), name=f"cut {booth}")
        if not self.busy(booth):
            self._restoring[booth] = restoring
            restoring.add_done_callback(lambda task: self._restored(booth, task))
        try:
            await self._access.on_air(booth, step[0], scene)
        except BaseException:
            way.alone.set()
            raise
        if breaks:
            way.alone.set()
        else:
            await asyncio.shield(restoring)

    async def _restore(self, way: "_WayBack") -> None:
        """Everything back, as soon as OBS has ended the cut."""
        with way.passing:
            with way.previews:
                await asyncio.wait([way.ended], timeout=ENDED_WITHIN_S)
                await asyncio.sleep(self._frames_s(way.link.booth) if way.preview else 0)
                with contextlib.suppress(StudioError):  # the link broke: OBS comes back as it will
                    await self._put_preview_back(way)
            if not way.back:
                return
            await asyncio.sleep(way.rest_s)
            async with contextlib.AsyncExitStack() as turn:
                if way.alone.is_set():
                    await turn.enter_async_context(self._turns[way.link.booth])
                try:
                    await way.link.batch(way.back, timeout_s=ENDED_WITHIN_S)
                    await _transition_there(way.link, way.switcher.transition)
                except StudioError:
                    late = self._restore_when_back(way.link, way.switcher)
                    task = asyncio.create_task(late, name=f"cut {way.link.booth}, link lost")
                    self._late.add(task)
                    task.add_done_callback(self._late.discard)

    async def _put_preview_back(self, way: "_WayBack") -> None:
        """A slow OBS exchanges preview and program after the preview was put back: once more."""
        for _ in range(KEEP_TRIES if way.preview is not None else 0):
            await way.link.ask("SetCurrentPreviewScene", {"sceneName": way.preview})
            told = await way.link.ask("GetCurrentPreviewScene")
            if not told.ok or text(told.data, "currentPreviewSceneName") == way.preview:
                return

    def _frames_s(self, booth: BoothId) -> float:
        """Long enough for OBS to render three frames and some: only then, and only where its own
        settings say so, it exchanges preview and program."""
        health = self._access.store.get(Health, "health", booth)
        frame_s = 1 / health.fps if health is not None and health.fps > 1 else 1 / 30
        return 3 * min(frame_s, SLOWEST_FRAME_S) + 0.015

    async def _restore_when_back(self, link: ObsLink, switcher: Switcher) -> None:
        """The link broke between the steps: the transition that was chosen, unless somebody has
        chosen another since."""
        store = self._access.store

        def still_cut() -> bool:
            now = store.switcher(link.booth)
            chosen = now and transition_of(now, now.transition)
            return link.connected and bool(chosen and chosen.is_cut)

        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(BACK_WITHIN_S):
                while await store.until(still_cut, BACK_WITHIN_S):
                    with contextlib.suppress(StudioError):  # gone again
                        await link.batch(_transition_back(switcher))
                        return
                    await asyncio.sleep(RETRY_EVERY_S)

    def _restored(self, booth: BoothId, task: asyncio.Task[None]) -> None:
        del self._restoring[booth]
        if not task.cancelled():
            task.exception()  # whoever cut has been told already that the air did not follow


@dataclass(frozen=True)
class _WayBack:
    """What a cut has to put back."""

    link: ObsLink
    switcher: Switcher
    preview: str | None
    back: list[Ask]
    ended: "asyncio.Future[None]"
    rest_s: float
    """How long OBS counts a broken-off transition down."""
    passing: contextlib.ExitStack
    """Open while something exchanged is not to be shown; `previews` likewise."""
    previews: contextlib.ExitStack
    alone: asyncio.Event = field(default_factory=asyncio.Event)
    """Nobody waits for it any more: it takes a turn of its own."""


async def running(link: ObsLink) -> bool:
    """Whether OBS counts down a transition, seen or not; it ignores another one meanwhile."""
    if not link.transition_may_run:
        return False
    cursor = number((await link.ask("GetCurrentSceneTransitionCursor")).data, "transitionCursor")
    return cursor is not None and ZERO < cursor < 1


def transition_of(switcher: Switcher, name: str) -> Transition | None:
    """A transition of this OBS by its name."""
    return next((entry for entry in switcher.transitions if entry.name == name), None)


async def _transition_there(link: ObsLink, name: str) -> None:
    """OBS accepts another transition before its window has taken it over."""
    for _ in range(THERE_TRIES):
        told = await link.ask("GetCurrentSceneTransition")
        if not told.ok or text(told.data, "transitionName") == name:
            return
        await asyncio.sleep(THERE_EVERY_S)


def _transition_back(switcher: Switcher) -> list[Ask]:
    asks: list[Ask] = [("SetCurrentSceneTransition", {"transitionName": switcher.transition})]
    if switcher.transition_ms is not None:
        duration = {"transitionDuration": switcher.transition_ms}
        asks.append(("SetCurrentSceneTransitionDuration", duration))
    return asks
