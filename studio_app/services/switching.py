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
from studio_app.domain.booth import Switcher
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.ids import BoothId
from studio_app.obs.protocol import Ask
from studio_app.services.action_desk import ActionContext, ActionDesk, Outcome
from studio_app.services.booth_access import BoothAccess
from studio_app.services.cutting import Cutting, running, transition_of

FORCE_AFTER_S = 0.25
"""A panic waits no longer for what is being done on its booth."""


class Switching:
    """Switches booths. One wish at a time for each booth: the guards of the second see what the
    first has done."""

    def __init__(self, access: BoothAccess) -> None:
        self._access = access
        self._turns: dict[BoothId, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._cutting = Cutting(access, self._turns)

    async def stop(self) -> None:
        """Wait for nothing any more."""
        await self._cutting.stop()

    def busy(self, booth: BoothId) -> bool:
        """Whether what a cut has exchanged is not back yet."""
        return self._cutting.busy(booth)

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
            if await running(link):
                raise fail("transition_running", booth=self._access.called(booth))
            await self._access.request(link, request)
            await self._access.on_air(booth, request, preview)
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
            await self._cutting.cut(
                link, switcher, step, scene, keep_preview=action.scene is not None
            )
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
                await self._cutting.cut(link, switcher, step, scene, keep_preview=True)
            except StudioError as error:
                if error.problem.code != "no_cut_transition":
                    raise
                await self._access.request(link, request, {"sceneName": scene})
                await self._access.on_air(booth, request, scene)
        finally:
            if held:
                turn.release()

    def _need_rest(self, booth: BoothId, switcher: Switcher) -> None:
        """OBS silently ignores what would start a transition while one runs."""
        if switcher.leaving or self._cutting.busy(booth):
            raise fail("transition_running", booth=self._access.called(booth))

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
            if self._cutting.busy(booth):
                self._need_rest(booth, old)
            name = action.transition or old.transition
            chosen = transition_of(old, name)
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
        before = transition_of(old, old.transition)
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
        if booth not in self._cutting.tbars:
            self._need_rest(booth, switcher)
        (self._cutting.tbars.discard if action.release else self._cutting.tbars.add)(booth)
        await self._access.request(
            link, request, {"position": action.position, "release": action.release}
        )
        link.look_at_air()
        return Outcome()
