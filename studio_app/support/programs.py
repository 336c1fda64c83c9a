"""How this program starts its own parts as processes, from source and when packaged."""

import os
import subprocess
import sys
from collections.abc import Sequence

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
"""Any of these tells Qt on Linux where to show a window."""


def own_program(*words: str) -> list[str]:
    """The command that runs `boothdeck WORDS…` with what runs us."""
    if getattr(sys, "frozen", False):  # a package made by PyInstaller
        return [sys.executable, *words]
    return [sys.executable, "-m", "studio_app", *words]


def window_program(*words: str) -> list[str]:
    """The command that opens a window. The server's side imports no Qt, so it is a process."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--window", *words]
    return [sys.executable, "-m", "ui", *words]


def windows_can_open() -> bool:
    """Whether there is a display. Without one Qt ends the process with words for programmers."""
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in DISPLAYS)


def start_detached(command: Sequence[str], stderr: int) -> subprocess.Popen[bytes]:
    """Start a process that goes on when we end: not in our session, on none of our terminals."""
    if sys.platform == "win32":
        flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            creationflags=flags,
        )
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=stderr,
        start_new_session=True,
    )
