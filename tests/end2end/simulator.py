"""A worker of simulated OBS as a process; they fail when they are told to."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from studio_app.rehearsal.local_obs import end_process, tail
from tests.studio_process import ROOT


class Access(NamedTuple):
    """Where an OBS is reached, and how."""

    port: int
    password: str


class Simulator:
    """Simulated booths in a process of their own."""

    def __init__(self, folder: Path, worker: str, booths: int, *words: str) -> None:
        """Start `boothdeck worker …` and wait until every booth listens. Raises RuntimeError."""
        folder.mkdir(parents=True, exist_ok=True)
        log = folder / "simulator.log"
        command = [sys.executable, "-m", "studio_app", "worker", worker]
        command += ["--booths", str(booths), *words]
        with log.open("wb") as errors:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        try:
            told = json.loads(self._line())
        except ValueError:
            self.stop()
            raise RuntimeError(f"the simulator did not start:\n{tail(log)}") from None
        self.booths: Sequence[Access] = [
            Access(port, password)
            for port, password in zip(told["ports"], told["passwords"], strict=True)
        ]

    def order(self, do: str, booth: int | None = None, **more: object) -> None:
        """Have something done, to one booth (from 1) or all. Raises RuntimeError when refused."""
        assert self._process.stdin is not None
        order = {"do": do, **({"booth": booth} if booth is not None else {}), **more}
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        answer = json.loads(self._line())
        if not answer.get("ok"):
            raise RuntimeError(f"the simulator refused {order}: {answer.get('error')}")

    def stop(self) -> None:
        """End it."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        end_process(self._process, 5.0)

    def _line(self) -> bytes:
        assert self._process.stdout is not None
        return self._process.stdout.readline()
