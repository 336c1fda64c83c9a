"""The two pipes to the server, each served by a thread: a loop that hangs must not hide its end."""

import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import NoReturn

from studio_app.plugin_host.frames import HEAD, TO_RUNNER, FromRunner, ToRunner, frame, length

END_WITHIN_S = 4.0
"""When the server has gone, the process has, too, after so long, whatever the plugin does."""
BACKLOG_MOST = 1 << 20
"""Bytes that wait for the server; beyond it what may be lost is."""


class Pipe:
    """Frames in and out. `send` may be called from any thread."""

    def __init__(
        self, read_from: int, write_to: int, got: Callable[[ToRunner | None], None]
    ) -> None:
        """Two file descriptors. `got` is called in a thread with each message, with None at the
        end."""
        self._read_from = read_from
        self._write_to = write_to
        self._got = got
        self._waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._backlog = 0
        self.is_over = False
        """The server wants no more, or has gone."""
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=work, name=name, daemon=True)
            for work, name in ((self._read_on, "pipe in"), (self._write_on, "pipe out"))
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    @property
    def is_full(self) -> bool:
        """Whether the server does not read."""
        return self._backlog > BACKLOG_MOST

    def send(self, message: FromRunner) -> None:
        """Have it written. Raises ValueError when it is too long."""
        data = frame(message)
        with self._lock:
            self._backlog += len(data)
        self._waiting.put(data)

    def drain(self, within_s: float) -> None:
        """Wait until all is written, or for so long. Blocks."""
        deadline = time.monotonic() + within_s
        while self._backlog and time.monotonic() < deadline:
            time.sleep(0.005)

    def _read_on(self) -> None:
        try:
            while True:
                body = self._exactly(length(self._exactly(HEAD)))
                self._got(TO_RUNNER.decode(body))
        except (OSError, EOFError):
            pass
        finally:
            self.is_over = True
            self._got(None)
            time.sleep(END_WITHIN_S)
            leave(0, everything=True)

    def _exactly(self, size: int) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            part = os.read(self._read_from, size - len(parts))
            if not part:
                raise EOFError
            parts += part
        return bytes(parts)

    def _write_on(self) -> None:
        try:
            while True:
                data = memoryview(self._waiting.get())
                size = len(data)
                while data:
                    data = data[os.write(self._write_to, data) :]
                with self._lock:
                    self._backlog -= size
        except OSError:  # the server has gone, which the reader sees, too
            pass


def leave(code: int, *, everything: bool) -> NoReturn:
    """End the process at once, whatever threads it has. `everything`: and what it started, too,
    as there may be no server any more that would."""
    if everything and sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(code)


def own_pipes() -> tuple[int, int]:
    """Take stdin and stdout away for frames: what a plugin prints goes to stderr, what it reads is
    at its end. The two descriptors."""
    read_from, write_to = os.dup(0), os.dup(1)
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415

        for descriptor in (read_from, write_to):
            msvcrt.setmode(descriptor, os.O_BINARY)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(line_buffering=True, errors="backslashreplace")  # type: ignore[union-attr]
    return read_from, write_to
