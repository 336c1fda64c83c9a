"""A process of the demo that tells of itself by its first line and ends with its stdin."""

import json
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import cast

from studio_app.rehearsal.local_obs import end_process, tail

READY_WITHIN_S = 30.0
STOP_WITHIN_S = 8.0


class DemoFailed(RuntimeError):
    """The demo cannot go on; the message says why in words."""


class Telling:
    """A process that runs until the stack unwinds; `told` waits for its first line."""

    def __init__(
        self,
        what: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        log: Path,
        stack: ExitStack,
    ) -> None:
        """`what`: its name in a sentence, "The simulated booths"."""
        self._what = what
        self._log = log
        with log.open("wb") as errors:
            self._process = subprocess.Popen(
                command,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
            )
        stack.callback(self._end)

    def told(self) -> Mapping[str, object]:
        """What its first line says. Raises DemoFailed."""
        try:
            return cast(Mapping[str, object], json.loads(self._first_line()))
        except ValueError as error:
            raise DemoFailed(f"{self._what} did not start:\n{tail(self._log)}") from error

    def _first_line(self) -> bytes:
        """The first line that it prints, or nothing when none comes in time."""
        heard: list[bytes] = []
        assert self._process.stdout is not None  # it was opened with a pipe
        reader = threading.Thread(
            target=lambda out: heard.append(out.readline()),
            args=(self._process.stdout,),
            daemon=True,
        )
        reader.start()
        reader.join(READY_WITHIN_S)
        return heard[0] if heard else b""

    def _end(self) -> None:
        process = self._process
        if process.stdin is not None:
            process.stdin.close()
        try:
            process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            end_process(process, 1.0)
        if process.stdout is not None:
            process.stdout.close()
