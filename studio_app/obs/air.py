"""Which scene is on air while transitions run: OBS's events and readings, weighed.

Measured on OBS 29: `CurrentProgramSceneChanged` comes only when a transition has ended, while
`GetSceneList` names the new scene from its start; a T-bar taken back to the start sends no event
at all and `GetSceneList` goes on naming the scene that is not on air; so it does when OBS ignores
a take. The transition's cursor tells most of it: 1 at rest, between 0 and 1 while two scenes mix,
0 when taken back.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from studio_app.domain.booth import Switcher
from studio_app.obs.protocol import Answer
from studio_app.obs.raw import flag, number, text

OVER_AFTER_S = 0.15
"""At its end the transition's own event comes first, a frame or two later."""

BACK_AFTER_S = 0.35
"""The cursor rests at 0 this long before a transition counts as taken back."""

DOUBT_S = 1.0
"""OBS names the next program this long before anything of it is seen: measured 0.4 s, while a
source without an answer is opened."""

LONGEST_S = 20.0
"""OBS lets no transition's duration be longer."""

ZERO = 0.001


class AirSeen(NamedTuple):
    """What one reading said; None where OBS did not answer."""

    program: str | None
    preview: str | None
    studio_mode: bool | None
    cursor: float | None


def air_seen(answers: Sequence[Answer]) -> AirSeen:
    """The answers to the air topic's three requests."""
    scenes, studio, cursor = answers
    return AirSeen(
        program=text(scenes.data, "currentProgramSceneName"),
        preview=text(scenes.data, "currentPreviewSceneName"),
        studio_mode=flag(studio.data, "studioModeEnabled"),
        cursor=number(cursor.data, "transitionCursor"),
    )


class AirWatch:
    """Remembers between readings what no single one tells. No I/O; times in seconds."""

    def __init__(self) -> None:
        self._heard = False
        """An event about the program came since store and reading last agreed."""
        self._moving = False
        """A transition has begun and not ended."""
        self._wrong: str | None = None
        """The scene that OBS names as program although the T-bar was taken back from it."""
        self._at_end: tuple[bool, float] | None = None
        """The cursor rests: whether at its start, and since when."""
        self._doubt: tuple[str, float] | None = None
        """Another program that OBS named, and since when."""
        self._clock_until_s = math.inf
        """A transition that has begun may be counted down until then, broken off or not."""

    def may_run(self, now_s: float) -> bool:
        """Whether OBS may count down a transition; only its cursor tells whether it does."""
        return self._moving or now_s < self._clock_until_s

    @property
    def taken_back(self) -> bool:
        """Whether the T-bar rests at its start: readings must go on, no event will tell."""
        return self._wrong is not None

    @property
    def unsettled(self) -> bool:
        """Whether OBS names a program that is not believed yet: to be read again at once."""
        return self._doubt is not None

    def heard(self, event: str, now_s: float, *, cut: bool = False) -> None:
        """An event about the program came; `cut`: of a transition that takes no time."""
        if event == "SceneTransitionStarted" and not cut:
            self._clock_until_s = now_s + LONGEST_S
        self._heard = True
        self._moving = event == "SceneTransitionStarted"
        self._at_end = self._doubt = None
        if event == "CurrentProgramSceneChanged":
            self._wrong = None

    def judge(
        self, switcher: Switcher, seen: AirSeen, now_s: float, *, first: bool = False
    ) -> Switcher:
        """The switcher after a reading. `first`: of a snapshot, to be believed at once.

        Another program that no event announced is not believed: OBS names the next scene also
        when it then ignores the take, because a transition's clock still runs. One that was
        announced is believed when two scenes mix, or when it stays so: OBS names it before its
        transition begins, and of a cut its own event tells when it is done.
        """
        if first:
            self._clock_until_s = now_s + LONGEST_S
        if seen.studio_mode is not None or seen.preview is not None:
            studio_mode = bool(seen.preview) if seen.studio_mode is None else seen.studio_mode
            switcher = replace(
                switcher, studio_mode=studio_mode, preview=seen.preview if studio_mode else None
            )
        if not seen.program:
            return switcher
        mixing = seen.cursor is not None and ZERO < seen.cursor < 1
        at_start = seen.cursor is not None and seen.cursor <= ZERO
        if seen.program == switcher.program:
            self._heard, self._wrong, self._doubt = self._moving, None, None
            return self._same_program(switcher, now_s, mixing=mixing, at_start=at_start)
        if first:
            self._wrong = None
            return replace(switcher, program=seen.program, leaving=None)
        if mixing and (self._moving or self._wrong == seen.program):
            self._wrong = self._doubt = None
            return replace(switcher, program=seen.program, leaving=switcher.program or None)
        if not self._heard or (self._wrong == seen.program and at_start):
            return switcher
        if self._doubt is None or self._doubt[0] != seen.program:
            self._doubt = (seen.program, now_s)
        if now_s - self._doubt[1] < DOUBT_S:
            return switcher
        self._doubt = None
        if at_start:  # all of the picture is still the old scene
            self._wrong = seen.program
            return switcher
        self._wrong = None
        return replace(switcher, program=seen.program, leaving=None)

    def _same_program(
        self, switcher: Switcher, now_s: float, *, mixing: bool, at_start: bool
    ) -> Switcher:
        """Only the transition may be over: one way or the other, when the cursor rests."""
        end = None if mixing else at_start
        if switcher.leaving is None or end is None:
            self._at_end = None
        elif self._at_end is None or self._at_end[0] is not end:
            self._at_end = (end, now_s)
        elif end and now_s - self._at_end[1] >= BACK_AFTER_S:
            self._wrong, self._at_end = switcher.program, None
            return replace(switcher, program=switcher.leaving, leaving=None)
        elif not end and now_s - self._at_end[1] >= OVER_AFTER_S:
            self._at_end = None
            return replace(switcher, leaving=None)
        return switcher
