"""Plays short sounds on this machine's default device, in a thread; says why when it cannot.

PortAudio by way of sounddevice (https://python-sounddevice.readthedocs.io/). The library loads its
system part at import, so that is done at the first sound and in the thread: a machine without it
starts and works in silence.
"""

import contextlib
import logging
import queue
import threading
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from studio_app.devices.tones import RATE_HZ

log = logging.getLogger(__name__)

Sound = NDArray[np.float32]


Device = Callable[[Sound], None]
"""What plays one sound to its end; raises what it likes."""


def play_by_portaudio(sound: Sound) -> None:
    """Play on the default output and wait for the end. Raises OSError, sounddevice.PortAudioError.

    PortAudio knows the devices of its start only: where there were none it is started again.
    """
    import sounddevice  # noqa: PLC0415 - loads PortAudio, which a machine may lack

    if not sounddevice.query_devices():
        sounddevice._terminate()
        sounddevice._initialize()
    sounddevice.play(sound, RATE_HZ, blocking=True)


class Player:
    """One sound at a time; what comes while one plays is dropped. `told` is called in the thread,
    with "" when sound works (again) and with the reason when it does not: pass it on to your loop.
    """

    def __init__(self, told: Callable[[str], None], device: Device = play_by_portaudio) -> None:
        self._told = told
        self._device = device
        self._sounds: queue.Queue[Sound | None] = queue.Queue(maxsize=1)
        self._thread: threading.Thread | None = None
        self._why: str | None = None

    def play(self, sound: Sound) -> None:
        """Play soon; never blocks, never raises."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="alarm sound", daemon=True)
            self._thread.start()
        with contextlib.suppress(queue.Full):  # one waits already: an alarm is repeated anyway
            self._sounds.put_nowait(sound)

    def close(self, timeout_s: float = 3.0) -> None:
        """End the thread after the sound that plays."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        while True:
            try:
                self._sounds.put_nowait(None)
                break
            except queue.Full:
                try:
                    self._sounds.get_nowait()
                except queue.Empty:
                    continue
        thread.join(timeout_s)

    def _run(self) -> None:
        while (sound := self._sounds.get()) is not None:
            try:
                self._device(sound)
            except Exception as error:  # whatever a driver raises: an alarm's sound must not end us
                self._say(str(error) or type(error).__name__)
            else:
                self._say("")

    def _say(self, why: str) -> None:
        """One log line on failure, one on recovery."""
        if why == self._why:
            return
        if why:
            log.warning("no sound: %s", why)
        elif self._why:
            log.info("sound works again")
        self._why = why
        self._told(why)
