"""Asks OBS something once a second, and judges by its answers and its silence whether it lives."""

import asyncio
import random
from collections.abc import Callable, Coroutine

from studio_app.domain.errors import fail
from studio_app.obs.silence import Hearing, judge_silence
from studio_app.obs.socket import ObsSocket

BEAT_S = 1.0
LOOK_S = 0.5
SLEPT_S = 1.5
"""A look that comes so late says that we slept ourselves: nothing is judged by it."""


class Heartbeat:
    """Of one socket's session. `run` ends only by an error that says why.

    `ask` is what is asked at every beat; while `resting` OBS is not asked, and while not `shown`
    nothing is said. `said` is told whether OBS is fine (or, False, silent for the moment).
    """

    def __init__(
        self,
        booth: str,
        socket: ObsSocket,
        ask: Callable[[], Coroutine[None, None, None]],
        *,
        resting: Callable[[], bool],
        shown: Callable[[], bool],
        said: Callable[[bool], None],
    ) -> None:
        self._booth = booth
        self._socket = socket
        self._ask = ask
        self._resting = resting
        self._shown = shown
        self._said = said

    async def run(self) -> None:
        """Raises StudioError link_frozen when OBS has been silent for too long, and whatever a
        beat raises."""
        await asyncio.sleep(random.uniform(0.1, BEAT_S))  # many booths connect at once
        loop = asyncio.get_running_loop()
        beat: asyncio.Task[None] | None = None
        looked_s = loop.time()
        asked_s = looked_s - BEAT_S
        before = Hearing.FINE
        try:
            while True:
                now_s = loop.time()
                if beat is not None and beat.done():
                    beat.result()
                    beat = None
                if beat is None and now_s - asked_s >= BEAT_S - 0.05 and not self._resting():
                    asked_s = now_s
                    beat = loop.create_task(self._ask(), name=f"obs statistics {self._booth}")
                if now_s - looked_s < SLEPT_S:
                    hearing = judge_silence(now_s, self._socket.heard_s, asked_s if beat else None)
                    if hearing is Hearing.LOST:
                        silent_s = now_s - min(self._socket.heard_s, asked_s)
                        raise fail("link_frozen", seconds=round(silent_s))
                    if hearing is not before and self._shown():
                        before = hearing
                        self._said(hearing is Hearing.FINE)
                looked_s = now_s
                await asyncio.sleep(LOOK_S)
        finally:
            if beat is not None:
                beat.cancel()
                await asyncio.gather(beat, return_exceptions=True)
