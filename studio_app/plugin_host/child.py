"""One runner process as the server has it: its pipes, what it prints, its end."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Sequence

from studio_app.plugin_host.frames import (
    FROM_RUNNER,
    HEAD,
    FromRunner,
    Quit,
    ToRunner,
    frame,
    length,
)

READ_AHEAD = 256 << 10
"""Bytes that are read before anybody wants them; then the runner is held."""
UNREAD_MOST = 8 << 20
"""Bytes that a runner may leave unread before it counts as hanging."""
PRINTED_PER_TURN = 64 << 10
PRINTED_EVERY_S = 0.1
"""What it prints is read this fast at most: who prints more waits for himself."""
LINE_MOST = 2000
LAST_WORDS_S = 0.3
NICE = 10
"""So far behind the server, as nice(2) counts."""


class Child:
    """On the loop's thread."""

    def __init__(self, process: Process, printed: Callable[[str], None]) -> None:
        self._process = process
        self._printing = asyncio.create_task(
            self._read_printed(printed), name=f"plugin stderr {process.pid}"
        )

    @classmethod
    async def start(cls, command: Sequence[str], printed: Callable[[str], None]) -> "Child":
        """Start it behind everything else. `printed` is given what it prints, some lines at a
        time. Raises OSError."""
        flags = 0
        if sys.platform == "win32":
            flags = subprocess.BELOW_NORMAL_PRIORITY_CLASS | subprocess.CREATE_NO_WINDOW
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            limit=READ_AHEAD,
            creationflags=flags,
            # A group of its own: what a plugin starts ends with it, and Ctrl+C is not for it.
            start_new_session=sys.platform != "win32",
        )
        if sys.platform != "win32":
            # From its first moment: starting Python is what costs most of all it does.
            with contextlib.suppress(OSError):
                least = os.getpriority(os.PRIO_PROCESS, 0) + NICE
                os.setpriority(os.PRIO_PROCESS, process.pid, least)
        return cls(process, printed)

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """Of the process, once it has ended."""
        return self._process.returncode

    @property
    def is_deaf(self) -> bool:
        """Whether it does not read what it is told."""
        stdin = self._process.stdin
        return stdin is not None and stdin.transport.get_write_buffer_size() > UNREAD_MOST

    def send(self, message: ToRunner) -> None:
        """Tell it something; one that has ended hears nothing. Raises ValueError when it is too
        long."""
        data = frame(message)
        stdin = self._process.stdin
        if stdin is not None and not stdin.is_closing():
            with contextlib.suppress(OSError):
                stdin.write(data)

    async def read(self) -> FromRunner | None:
        """The next frame; None at its end. Raises ValueError, msgspec.DecodeError for nonsense."""
        stdout = self._process.stdout
        if stdout is None:
            return None
        try:
            size = length(await stdout.readexactly(HEAD))
            return FROM_RUNNER.decode(await stdout.readexactly(size))
        except (asyncio.IncompleteReadError, ConnectionError):
            return None

    async def end(self, within_s: float) -> None:
        """Ask it to end, then make it; returns when it has."""
        try:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(within_s):
                    if within_s > 0:
                        self.send(Quit())
                        if self._process.stdin is not None:
                            self._process.stdin.close()
                        await self._process.wait()
        finally:
            self._kill()
        await self._process.wait()
        await self._last_words()

    async def say_where(self) -> None:
        """Have it print where it hangs, before it is ended."""
        if sys.platform != "win32" and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGUSR1)
            await asyncio.sleep(LAST_WORDS_S)

    def _kill(self) -> None:
        if sys.platform != "win32":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        elif self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def _last_words(self) -> None:
        """What it printed last; something that it started may hold the pipe open."""
        await asyncio.wait([self._printing], timeout=LAST_WORDS_S)
        self._printing.cancel()
        await asyncio.gather(self._printing, return_exceptions=True)

    async def _read_printed(self, printed: Callable[[str], None]) -> None:
        stderr = self._process.stderr
        if stderr is None:
            return
        rest = b""
        while chunk := await stderr.read(PRINTED_PER_TURN):
            whole, _, rest = (rest + chunk).rpartition(b"\n")
            if len(rest) > LINE_MOST:
                whole, rest = whole + b"\n" + rest, b""
            if whole.strip():
                printed(whole.decode("utf-8", "replace"))
            if len(chunk) >= PRINTED_PER_TURN // 4:
                await asyncio.sleep(PRINTED_EVERY_S)
        if rest.strip():
            printed(rest.decode("utf-8", "replace"))
