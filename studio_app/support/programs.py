"""How this program starts its own parts as processes, from source and when packaged."""

import subprocess
import sys
from collections.abc import Sequence


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
