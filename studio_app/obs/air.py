"""Which scene is on air while transitions run: OBS's events and readings, weighed.

Measured on OBS 29: `CurrentProgramSceneChanged` comes only when a transition has ended, while
`GetSceneList` names the new scene from its start; a T-bar taken back to the start sends no event
at all and `GetSceneList` goes on naming the scene that is not on air. The transition's cursor
tells these apart: 1 at rest, between 0 and 1 while two scenes mix, 0 when taken back.
"""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from studio_app.domain.booth import Switcher
from studio_app.obs.protocol import Answer
from studio_app.obs.raw import flag, number, text

BACK_AFTER_S = 0.35
"""The cursor rests at 0 this long before a transition counts as taken back."""

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
        self._wrong: str | None = None
        """The scene that OBS names as program although the T-bar was taken back from it."""
        self._zero_since_s: float | None = None

    @property
    def taken_back(self) -> bool:
        """Whether the T-bar rests at its start: readings must go on, no event will tell."""
        return self._wrong is not None

    def heard(self, event: str) -> None:
        """An event about the program came."""
        self._zero_since_s = None
        if event == "CurrentProgramSceneChanged":
            self._wrong = None

    def judge(
        self, switcher: Switcher, seen: AirSeen, now_s: float, *, just_started: bool = False
    ) -> Switcher:
        """The switcher after a reading. `just_started`: a transition's start caused it, so a
        cut's own event is still to come and has the word."""
        if seen.studio_mode is not None or seen.preview is not None:
            studio_mode = bool(seen.preview) if seen.studio_mode is None else seen.studio_mode
            switcher = replace(
                switcher, studio_mode=studio_mode, preview=seen.preview if studio_mode else None
            )
        if not seen.program:
            return switcher
        mixing = seen.cursor is not None and ZERO < seen.cursor < 1
        at_start = seen.cursor is not None and seen.cursor <= ZERO
        if self._wrong == seen.program and at_start:
            return switcher
        self._wrong = None
        if seen.program != switcher.program:
            if just_started and not mixing and not at_start:
                return switcher
            leaving = switcher.program if (mixing or at_start) and switcher.program else None
            self._zero_since_s = now_s if at_start else None
            return replace(switcher, program=seen.program, leaving=leaving)
        if switcher.leaving is None:
            return switcher
        if not at_start:
            self._zero_since_s = None
            return switcher if mixing else replace(switcher, leaving=None)
        if self._zero_since_s is None:
            self._zero_since_s = now_s
        elif now_s - self._zero_since_s >= BACK_AFTER_S:
            self._wrong, self._zero_since_s = seen.program, None
            return replace(switcher, program=switcher.leaving, leaving=None)
        return switcher
