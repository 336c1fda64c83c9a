"""`boothdeck console`: opens the window, with a server behind it."""

import argparse
import subprocess
import time
from collections.abc import Sequence

from studio_app.cli.output import Exit, remark
from studio_app.support.paths import Paths
from studio_app.support.programs import (
    own_program,
    start_detached,
    window_program,
    windows_can_open,
)
from studio_app.support.running import RunningServer, find_running

START_WITHIN_S = 30.0
LOOK_EVERY_S = 0.05


def open_console(paths: Paths, arguments: argparse.Namespace) -> int:
    """Start a server here if none runs, then show the window until it is closed. The server goes
    on: it looks after every booth, window or not."""
    if not windows_can_open():
        remark(
            "There is no display to open the window on. Open it on a desktop: here, or on another"
            " machine that this server lets in. The server alone needs none: boothdeck server"
        )
        return Exit.FAILED
    words: list[str] = list(arguments.window)
    if "--server" not in words and find_running(paths) is None:
        remark("Starting this machine's server …")
        if start_server(paths) is None:
            return Exit.FAILED
    return run_window(words)


def start_server(paths: Paths) -> RunningServer | None:
    """Start a server that outlives us and wait until it is ready; None when it could not start,
    which has been said then."""
    paths.make()
    last_words = paths.logs / "server-start.log"
    with last_words.open("wb") as stderr:
        process = start_detached(own_program("server"), stderr.fileno())
    deadline = time.monotonic() + START_WITHIN_S
    while time.monotonic() < deadline:
        running = find_running(paths)
        if running is not None:
            process.returncode = 0  # it outlives us on purpose: nobody waits for its end
            return running
        if process.poll() is not None:
            remark("The server could not start:")
            remark(last_words.read_text(errors="replace").strip() or f"see {paths.log_file}")
            return None
        time.sleep(LOOK_EVERY_S)
    remark(f"The server did not get ready in {START_WITHIN_S:.0f} s; see {paths.log_file}")
    return None


def run_window(words: Sequence[str]) -> int:
    """Show the window; its exit code. Ctrl+C reaches it too, and it closes by itself."""
    with subprocess.Popen(window_program(*words)) as window:
        while True:
            try:
                return window.wait()
            except KeyboardInterrupt:
                continue
