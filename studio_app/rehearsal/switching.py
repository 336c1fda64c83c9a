"""Program and preview of a simulated booth, and the transitions between them, timed as in OBS.

As observed on OBS 29: `Get…` names the new program scene at once, `CurrentProgramSceneChanged`
comes when the transition is over, an interrupted transition tells nothing of where it was going,
and leaving studio mode tells the preview as program for a moment before the truth.
"""

import asyncio
import time
from typing import TYPE_CHECKING

from studio_app.rehearsal.model import Scene, Transition
from studio_app.rehearsal.protocol import RequestFailed, Status

if TYPE_CHECKING:
    from studio_app.rehearsal.booth import Booth

FRAME_S = 1 / 30


class Switching:
    """Which scene is on air, which is next, and how one becomes the other."""

    def __init__(self, booth: "Booth") -> None:
        self._booth = booth
        self.program: Scene
        self.preview: Scene | None = None
        self.transition: Transition = booth.show.transitions[1]
        self.duration_ms = 300
        self._from: Scene | None = None
        self._running: asyncio.TimerHandle | None = None
        self._began = 0.0
        self._length_s = 0.0
        self._bar: float | None = None

    def open(self, program: Scene) -> None:
        """Put a scene on air without telling anyone: how OBS starts."""
        self.halt()
        self.program = program
        self.preview = program if self.preview else None
        self.transition = next(
            (one for one in self._booth.show.transitions if one.name == self.transition.name),
            self._booth.show.transitions[0],
        )

    def halt(self) -> None:
        """End a running transition without telling."""
        if self._running:
            self._running.cancel()
        self._running = self._from = self._bar = None

    @property
    def studio_mode(self) -> bool:
        """Whether there is a preview."""
        return self.preview is not None

    def on_air(self) -> list[Scene]:
        """The program, and while a transition runs also the scene it comes from."""
        return [self.program, self._from] if self._from else [self.program]

    @property
    def cursor(self) -> float:
        """How far the transition is, 0 to 1; 1 when none runs."""
        if self._bar is not None:
            return self._bar
        if not self._running:
            return 1.0
        return min(1.0, (time.monotonic() - self._began) / max(self._length_s, FRAME_S))

    # --- acts -------------------------------------------------------------------------------

    def cut_to(self, scene: Scene) -> None:
        """Bring a scene on air with the current transition; the same scene again does nothing."""
        if scene is self.program:
            return
        self._start(scene)

    def take(self) -> None:
        """Bring the preview on air. Ignored while a transition runs, as in OBS."""
        if not self.preview:
            raise RequestFailed(Status.STUDIO_MODE_NOT_ACTIVE)
        if not self._running and self._bar is None and self.preview is not self.program:
            self._start(self.preview)

    def move_bar(self, position: float, *, release: bool) -> None:
        """Move the T-bar, 0 to 1; at the end, or released past half, the preview is on air."""
        if not self.preview:
            raise RequestFailed(Status.STUDIO_MODE_NOT_ACTIVE)
        if self._bar is None:
            if self._running or self.preview is self.program:
                return
            self._booth.emit("SceneTransitionStarted", self._named())
            self._from, self.program = self.program, self.preview
            self._booth.look_again()
        self._bar = position
        if not release:
            return
        self._bar = None
        if position >= 0.5:
            self._end(self._from)
        else:
            self.program, self._from = self._from or self.program, None
            self._booth.emit("SceneTransitionVideoEnded", self._named())
            self._booth.emit("SceneTransitionEnded", self._named())
            self._booth.look_again()

    def show_next(self, scene: Scene) -> None:
        """Put a scene in the preview."""
        if not self.preview:
            raise RequestFailed(Status.STUDIO_MODE_NOT_ACTIVE)
        if scene is not self.preview:
            self.preview = scene
            self._tell_preview()
            self._booth.look_again()

    def set_studio_mode(self, *, enabled: bool) -> None:
        """Open or close the preview."""
        if enabled == self.studio_mode:
            return
        left = self.preview
        self.preview = self.program if enabled else None
        if left:
            self._tell_program(left)
            self._tell_program(self.program)
        self._booth.emit("StudioModeStateChanged", {"studioModeEnabled": enabled})
        self._booth.look_again()

    def choose(self, transition: Transition) -> None:
        """Select the transition for what comes."""
        self.transition = transition
        self._booth.emit("CurrentSceneTransitionChanged", self._named())

    def set_duration(self, milliseconds: int) -> None:
        """Set the length of transitions that have one."""
        if milliseconds != self.duration_ms:
            self.duration_ms = milliseconds
            self._booth.emit(
                "CurrentSceneTransitionDurationChanged", {"transitionDuration": milliseconds}
            )

    def scene_gone(self, scene: Scene) -> None:
        """A scene was removed: something else takes its place."""
        left = self._booth.show.scenes
        if self._from is scene:
            self._from = None
        if self.preview is scene and left:
            self.preview = left[0]
            self._tell_preview()
        if self.program is scene and left:
            self._start(left[0])

    # --- running ----------------------------------------------------------------------------

    def _start(self, scene: Scene) -> None:
        if self._running:
            self._running.cancel()
        came_from = self.program
        self._booth.emit("SceneTransitionStarted", self._named())
        self._from, self.program = came_from, scene
        self._began = time.monotonic()
        self._length_s = 0.0 if self.transition.fixed else self.duration_ms / 1000
        self._running = self._booth.later(
            max(self._length_s, FRAME_S), lambda: self._end(came_from)
        )
        self._booth.look_again()

    def _end(self, came_from: Scene | None) -> None:
        self._running = self._from = None
        self._booth.emit("SceneTransitionVideoEnded", self._named())
        stays = came_from in self._booth.show.scenes
        if self.preview and stays and self.preview is not came_from:
            self.preview = came_from
            self._tell_preview()
        self._tell_program(self.program)
        self._booth.emit("SceneTransitionEnded", self._named())
        self._booth.look_again()

    def _named(self) -> dict[str, object]:
        return self._booth.ref("transition", self.transition)

    def _tell_program(self, scene: Scene) -> None:
        self._booth.emit("CurrentProgramSceneChanged", self._booth.ref("scene", scene))

    def _tell_preview(self) -> None:
        self._booth.emit("CurrentPreviewSceneChanged", self._booth.ref("scene", self.preview))
