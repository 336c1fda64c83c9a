"""How a server on this machine is found: its lock, its notes, and the key of its account."""

import contextlib
import os
import sys
from pathlib import Path

import msgspec

from studio_app.support.paths import Paths, write_private

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class RunningServer(msgspec.Struct, frozen=True, kw_only=True):
    """`server.json`: how this machine's programs reach the server, while it runs."""

    address: str
    """Host, reachable from this machine; never 0.0.0.0."""
    port: int
    tls: bool = False
    pid: int
    server_id: str

    @property
    def url(self) -> str:
        """Where it is, as `StudioClient.add_server` takes it."""
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}"


class HomeTaken(Exception):
    """Another server uses these folders."""


class HomeLock:
    """Held by a server until it releases it or its process has ended, however that ends."""

    def __init__(self, path: Path) -> None:
        """Take the lock at once. Raises HomeTaken, OSError."""
        # A bare descriptor: a file object would be closed, and the lock lost, when nobody refers
        # to it any more.
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if sys.platform == "win32":
                msvcrt.locking(self._descriptor, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._descriptor)
            raise HomeTaken(str(path)) from error

    def release(self) -> None:
        """Let go; the file stays, so that nobody locks one that is being removed."""
        os.close(self._descriptor)


def is_taken(paths: Paths) -> bool:
    """Whether a server holds these folders now."""
    if not paths.lock_file.exists():
        return False
    try:
        HomeLock(paths.lock_file).release()
    except HomeTaken:
        return True
    except OSError:
        return False
    return False


def write_notes(paths: Paths, server: RunningServer, key: str) -> None:
    """Say where the server is and give its account the key. Raises OSError."""
    write_private(paths.local_key_file, key.encode())
    write_private(paths.server_file, msgspec.json.encode(server))


def remove_notes(paths: Paths) -> None:
    """The server has stopped."""
    for path in (paths.server_file, paths.local_key_file):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def find_running(paths: Paths) -> RunningServer | None:
    """The server that runs in these folders and is ready, or None."""
    try:
        found = msgspec.json.decode(paths.server_file.read_bytes(), type=RunningServer)
    except (OSError, msgspec.DecodeError):
        return None
    return found if is_taken(paths) else None  # notes of one that was killed say nothing


def read_local_key(paths: Paths) -> str | None:
    """The key that makes this account's programs the owner; None when it cannot be read."""
    try:
        return paths.local_key_file.read_text(encoding="ascii").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def process_alive(pid: int) -> bool:
    """Whether a process of this number runs; on Windows always True (nothing cheap tells)."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
