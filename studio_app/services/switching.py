"""What is on air and what comes next: take, cut, preview, studio mode, transitions, T-bar."""

import asyncio
import contextlib
from collections import defaultdict

from studio_app.domain.actions.switching import (
    ChooseTransition,
    Cut,
    MoveTBar,
    SetPreview,
    SetStudioMode,
    Take,
)
from studio_app.domain.booth import (
    Health,
    Switcher,
    Transition,
)
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.ids import BoothId
from studio_app.obs.air import ZERO
from studio_app.obs.link import ObsLink
from studio_app.obs.protocol import Ask
from studio_app.obs.raw import number, text
from studio_app.services.action_desk import ActionContext, ActionDesk, Outcome
from studio_app.services.booth_access import BoothAccess

SLOWEST_FRAME_MS = 100.0
KEEP_TRIES = 5
FORCE_AFTER_S = 0.25
"""A panic waits no longer for what is being done on its booth."""
TBAR_HOME_MS = 900
"""OBS lets a released T-bar glide."""


class Switching:
    """Switches booths. One wish at a time for each booth: the guards of the second see what the
    first has done."""

    def __init__(self, access: BoothAccess) -> None:
        self._access = access
        self._turns: dict[BoothId, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._restoring: dict[BoothId, asyncio.Task[None]] = {}
        """Cuts into a running transition whose clock OBS still counts down: until that is over
        it would ignore another transition, and name a program that is not on air."""
        self._tbars: set[BoothId] = set()
        """Booths whose T-bar one of ours holds."""

    async def stop(self) -> None:
        """Wait for nothing any more; what OBS was asked to restore it restores."""
        tasks = list(self._restoring.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def busy(self, booth: BoothId) -> bool:
        """Whether OBS still counts down a transition that a cut has broken off."""
        return booth in self._restoring

    def bind(self, desk: ActionDesk) -> None:
        """Have the desk carry these actions out here."""
        desk.bind(Take, self.take)
        desk.bind(Cut, self.cut)
        desk.bind(SetPreview, self.set_preview)
        desk.bind(SetStudioMode, self.set_studio_mode)
        desk.bind(ChooseTransition, self.choose_transition)
        desk.bind(MoveTBar, self.move_tbar)

    # --- on air ------------------------------------------------------------------------------

    async def take(self, action: Take, _: ActionContext) -> Outcome:
        """Preview to program with the chosen transition; done when OBS has begun it."""
        booth, request = action.booth, "TriggerStudioModeTransition"
        async with self._turns[booth]:
            link = self._access.link(booth, request)
            switcher = self._access.switcher(booth)
            preview = self._need_preview(booth, switcher)
            self._check_seen(switcher, action.seen_program, action.seen_preview)
            self._need_rest(booth, switcher)
            if await _running(link):
                raise fail("transition_running", booth=self._access.called(booth))
            await self._access.request(link, request)
            await self._on_air(booth, request, preview)
        return Outcome(undo=Cut(booth=booth, scene=switcher.program))

    async def cut(self, action: Cut, _: ActionContext) -> Outcome:
        """A scene (or the preview) to program within a frame, whatever transition is chosen."""
        booth = action.booth
        async with self._turns[booth]:
            link = self._access.link(booth, "SetCurrentProgramScene")
            switcher = self._access.switcher(booth)
            self._check_seen(switcher, action.seen_program, None)
            if action.scene is None:
                scene = self._need_preview(booth, switcher)
                step: Ask = ("TriggerStudioModeTransition", None)
            else:
                scene = action.scene
                self._access.need_scene(booth, scene)
                step = ("SetCurrentProgramScene", {"sceneName": scene})
            if scene == switcher.program and not switcher.leaving:
                return Outcome()
            await self._cut(link, switcher, step, scene, keep_preview=action.scene is not None)
        return Outcome(undo=Cut(booth=booth, scene=switcher.program))

    async def force(self, booth: BoothId, scene: str) -> None:
        """A scene to program at once, for a panic: into a running transition, before a wish that
        takes too long, and with the chosen transition where OBS has no Cut."""
        turn, request = self._turns[booth], "SetCurrentProgramScene"
        held = False
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FORCE_AFTER_S):
                held = bool(await turn.acquire())
        try:
            link = self._access.link(booth, request)
            switcher = self._access.switcher(booth)
            self._access.need_scene(booth, scene)
            if held and scene == switcher.program and not switcher.leaving:
                return
            step: Ask = (request, {"sceneName": scene})
            try:
                await self._cut(link, switcher, step, scene, keep_preview=True)
            except StudioError as error:
                if error.problem.code != "no_cut_transition":
                    raise
                await self._access.request(link, request, {"sceneName": scene})
                await self._on_air(booth, request, scene)
        finally:
            if held:
                turn.release()

    async def _cut(
        self, link: ObsLink, switcher: Switcher, step: Ask, scene: str, *, keep_preview: bool
    ) -> None:
        """One batch that OBS carries out to its end even when we are gone in the middle of it:
        Cut as transition, the step, a moment for the frame, everything back as it was.

        Without the pause OBS 29 sends neither CurrentProgramSceneChanged nor
        SceneTransitionEnded: the transition is exchanged while it runs.
        """
        booth = link.booth
        chosen = _transition(switcher, switcher.transition)
        is_cut = booth in self._restoring or (chosen is not None and chosen.is_cut)
        preview = switcher.preview if keep_preview else None
        pause_ms = self._frames_ms(booth)
        asks: list[Ask] = [step]
        if not is_cut:
            cut = next((entry for entry in switcher.transitions if entry.is_cut), None)
            if cut is None:
                raise fail("no_cut_transition", booth=self._access.called(booth))
            asks.insert(0, ("SetCurrentSceneTransition", {"transitionName": cut.name}))
        if not is_cut or preview is not None:
            asks.append(("Sleep", {"sleepMillis": pause_ms}))
        if preview is not None:
            asks.append(("SetCurrentPreviewScene", {"sceneName": preview}))
        running = not is_cut and (switcher.leaving is not None or await _running(link))
        if running:
            pause_ms += switcher.transition_ms or 0
            asks.append(("Sleep", {"sleepMillis": pause_ms}))
        if not is_cut:
            asks.append(("SetCurrentSceneTransition", {"transitionName": switcher.transition}))
            if switcher.transition_ms is not None:
                duration = {"transitionDuration": switcher.transition_ms}
                asks.append(("SetCurrentSceneTransitionDuration", duration))
        if booth in self._tbars:
            asks.append(("SetTBarPosition", {"position": 0.0, "release": True}))
            asks.append(("Sleep", {"sleepMillis": TBAR_HOME_MS}))
            pause_ms += TBAR_HOME_MS
            self._tbars.discard(booth)

        async def restore() -> None:
            with link.passing(transition=not is_cut, preview=False):
                answers = await link.batch(asks, timeout_s=pause_ms / 1000 + 10)
            done = next(answer for answer in answers if answer.request == step[0])
            gone = self._access.no_scene(booth, scene)
            self._access.accepted(booth, done, gone=gone)

        with link.passing(transition=False, preview=preview is not None):
            restoring = asyncio.create_task(restore(), name=f"cut {booth}")
            if running:
                self._restoring[booth] = restoring
                restoring.add_done_callback(lambda task: self._restored(booth, task))
            else:
                await restoring
            await self._on_air(booth, step[0], scene)
            if preview is not None:
                await self._keep_preview(link, preview)

    def _restored(self, booth: BoothId, task: asyncio.Task[None]) -> None:
        del self._restoring[booth]
        if not task.cancelled():
            task.exception()  # whoever cut has been told already that the air did not follow

    def _need_rest(self, booth: BoothId, switcher: Switcher) -> None:
        """OBS silently ignores what would start a transition while one runs."""
        if switcher.leaving or booth in self._restoring:
            raise fail("transition_running", booth=self._access.called(booth))

    async def _keep_preview(self, link: ObsLink, preview: str) -> None:
        """A slow OBS exchanges preview and program after the batch has put it back: once more."""
        for _ in range(KEEP_TRIES):
            told = await link.ask("GetCurrentPreviewScene")
            if not told.ok or text(told.data, "currentPreviewSceneName") == preview:
                return
            await link.ask("SetCurrentPreviewScene", {"sceneName": preview})

    def _frames_ms(self, booth: BoothId) -> int:
        """Long enough for OBS to render three frames and some."""
        health = self._access.store.get(Health, "health", booth)
        frame_ms = 1000 / health.fps if health is not None and health.fps > 1 else 1000 / 30
        return round(3 * min(frame_ms, SLOWEST_FRAME_MS)) + 15

    async def _on_air(self, booth: BoothId, request: str, scene: str) -> None:
        store = self._access.store

        def on_air() -> bool:
            switcher = store.switcher(booth)
            return switcher is not None and switcher.program == scene

        await self._access.confirm(booth, request, on_air)

    def _need_preview(self, booth: BoothId, switcher: Switcher) -> str:
        if not switcher.studio_mode or not switcher.preview:
            raise fail("studio_mode_off", booth=self._access.called(booth))
        return switcher.preview

    @staticmethod
    def _check_seen(switcher: Switcher, program: str | None, preview: str | None) -> None:
        """The caller must know what is really there."""
        if program is not None and program != switcher.program:
            raise fail("stale_view", now=switcher.program, seen=program)
        if preview is not None and preview != switcher.preview:
            raise fail("stale_preview", now=switcher.preview or "–", seen=preview)

    # --- next --------------------------------------------------------------------------------

    async def set_preview(self, action: SetPreview, _: ActionContext) -> Outcome:
        """Choose what comes next."""
        booth, request = action.booth, "SetCurrentPreviewScene"
        async with self._turns[booth]:
            link = self._access.link(booth, request)
            old = self._need_preview(booth, self._access.switcher(booth))
            self._access.need_scene(booth, action.scene)
            await self._transition_over(booth)
            await self._access.request(
                link,
                request,
                {"sceneName": action.scene},
                gone=self._access.no_scene(booth, action.scene),
            )
            await self._access.confirm(
                booth, request, lambda: self._access.switcher(booth).preview == action.scene
            )
        return Outcome(undo=SetPreview(booth=booth, scene=old))

    async def _transition_over(self, booth: BoothId) -> None:
        """At its end OBS puts the old program into the preview, over what is chosen before."""
        switcher = self._access.switcher(booth)
        if switcher.leaving:
            wait_s = (switcher.transition_ms or 1000) / 1000 + 0.5
            await self._access.store.until(
                lambda: not self._access.switcher(booth).leaving, min(wait_s, 3.0)
            )

    async def set_studio_mode(self, action: SetStudioMode, _: ActionContext) -> Outcome:
        """Preview beside program, or not."""
        booth, request = action.booth, "SetStudioModeEnabled"
        async with self._turns[booth]:
            link = self._access.link(booth, request)
            if self._access.switcher(booth).studio_mode == action.on:
                return Outcome()
            await self._access.request(link, request, {"studioModeEnabled": action.on})
            await self._access.confirm(
                booth, request, lambda: self._access.switcher(booth).studio_mode == action.on
            )
        return Outcome(undo=SetStudioMode(booth=booth, on=not action.on))

    # --- transitions -------------------------------------------------------------------------

    async def choose_transition(self, action: ChooseTransition, _: ActionContext) -> Outcome:
        """The transition of the next take and its duration."""
        booth, request = action.booth, "SetCurrentSceneTransition"
        async with self._turns[booth]:
            link = self._access.link(booth, request, "SetCurrentSceneTransitionDuration")
            old = self._access.switcher(booth)
            if booth in self._restoring:
                self._need_rest(booth, old)
            name = action.transition or old.transition
            chosen = _transition(old, name)
            missing = fail("no_such_transition", booth=self._access.called(booth), transition=name)
            if chosen is None:
                raise missing
            if chosen.fixed and action.duration_ms is not None:
                raise fail("transition_fixed", transition=name)
            if action.transition is not None:
                data = {"transitionName": name}
                await self._access.request(link, request, data, gone=missing)
            if action.duration_ms is not None:
                request = "SetCurrentSceneTransitionDuration"
                await self._access.request(
                    link, request, {"transitionDuration": action.duration_ms}
                )

            def chosen_now() -> bool:
                switcher = self._access.switcher(booth)
                return switcher.transition == name and action.duration_ms in (
                    None,
                    switcher.transition_ms,
                )

            await self._access.confirm(booth, request, chosen_now)
        before = _transition(old, old.transition)
        undo = ChooseTransition(
            booth=booth,
            transition=old.transition if before is not None else None,
            duration_ms=old.transition_ms if before is not None and not before.fixed else None,
        )
        return Outcome(undo=undo)

    async def move_tbar(self, action: MoveTBar, _: ActionContext) -> Outcome:
        """Passes the hand's position on; what it does to the air comes as OBS's word."""
        booth, request = action.booth, "SetTBarPosition"
        link = self._access.link(booth, request)
        switcher = self._access.switcher(booth)
        self._need_preview(booth, switcher)
        if booth not in self._tbars:
            self._need_rest(booth, switcher)
        (self._tbars.discard if action.release else self._tbars.add)(booth)
        await self._access.request(
            link, request, {"position": action.position, "release": action.release}
        )
        link.look_at_air()
        return Outcome()


async def _running(link: ObsLink) -> bool:
    """Whether OBS counts down a transition, seen or not; it ignores another one meanwhile."""
    if not link.transition_may_run:
        return False
    cursor = number((await link.ask("GetCurrentSceneTransitionCursor")).data, "transitionCursor")
    return cursor is not None and ZERO < cursor < 1


def _transition(switcher: Switcher, name: str) -> Transition | None:
    return next((entry for entry in switcher.transitions if entry.name == name), None)
