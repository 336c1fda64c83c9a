"""The environment `.venv` that everything runs in: made once, from locks, mended when broken.

Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from requirements.system import (
    ENSUREPIP,
    LIBRARIES,
    Part,
    SetUpError,
    ensure_parts,
    quietly,
    say,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "boothdeck-set-up"
UNFINISHED = VENV / "boothdeck-set-up-unfinished"
LOCKS = (ROOT / "requirements" / "runtime.txt", ROOT / "requirements" / "dev.txt")
WINDOWS = sys.platform == "win32"


def venv_program(name: str) -> Path:
    """Where the environment keeps a program."""
    return VENV / "Scripts" / f"{name}.exe" if WINDOWS else VENV / "bin" / name


def stamp_text(locks: Iterable[bytes], python: str, root: Path) -> str:
    """Say in one line what a finished set-up was made from; another line means set up again.

    The folder is in it because an environment keeps absolute paths: a moved one is made anew.
    """
    digest = hashlib.sha256(b"\0".join(locks)).hexdigest()
    return f"python {python} locks {digest} in {root}\n"


def wanted_stamp(python: str) -> str:
    """Make the stamp that a set-up finished today would leave."""
    return stamp_text((lock.read_bytes() for lock in LOCKS), python, ROOT)


def venv_python_version() -> str | None:
    """Start the environment's Python and ask its version; None when there is none that starts."""
    python = venv_program("python")
    if not python.exists():
        return None
    ask = "import sys; print('%d.%d.%d' % sys.version_info[:3])"
    try:
        done = subprocess.run(
            [str(python), "-I", "-S", "-c", ask], capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def is_set_up() -> bool:
    """Whether the environment is finished and made from today's locks."""
    if not STAMP.exists() or UNFINISHED.exists():
        return False
    version = venv_python_version()
    return version is not None and STAMP.read_text(encoding="utf-8") == wanted_stamp(version)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let only one process of this machine set up; the system drops the lock of a dead one."""
    with (ROOT / ".venv-lock").open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 -- exists on Windows only

            file.seek(0)
            while True:
                with suppress(OSError):  # it gives up after ten seconds
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl  # noqa: PLC0415 -- does not exist on Windows

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("Waiting for another set-up of this folder to finish")
                fcntl.flock(file, fcntl.LOCK_EX)
            # When only we are killed, the pip we started goes on: it keeps the lock until its end.
            os.set_inheritable(file.fileno(), True)
        yield


def make_venv() -> None:
    """Make or mend the environment: an unfinished or broken one is made anew, else brought up."""
    version = venv_python_version()
    if VENV.exists() and (UNFINISHED.exists() or version is None or is_moved_or_too_old(version)):
        say("Removing an environment that cannot be used")
        shutil.rmtree(VENV)
        version = None
    VENV.mkdir(exist_ok=True)
    UNFINISHED.touch()
    started = time.monotonic()
    say("Setting up Python packages in .venv (once, about a minute)")
    if version is None:
        quietly([sys.executable, "-m", "venv", VENV], "Could not make .venv")
    pip: list[str | Path] = [venv_program("python"), "-m", "pip", "--disable-pip-version-check"]
    install = [*pip, "install", "--quiet", "--no-deps"]
    # Only wheels: building from source would fetch builders that no hash vouches for.
    locked = ["--require-hashes", "--only-binary", ":all:", "-r", str(LOCKS[1])]
    quietly([*install, *locked], "pip could not install the locked packages")
    ourselves = ["--no-build-isolation", "--no-index", "--editable", str(ROOT)]
    quietly([*install, *ourselves], "pip could not install boothdeck itself")
    version = venv_python_version()
    if version is None:
        raise SetUpError("The new .venv does not start; remove the folder .venv and start again")
    STAMP.write_text(wanted_stamp(version), encoding="utf-8")
    UNFINISHED.unlink()
    say(f"Set up in {time.monotonic() - started:.0f} s")


def is_moved_or_too_old(version: str) -> bool:
    """Whether the environment belongs to another folder or runs on a Python too old for us."""
    if tuple(int(number) for number in version.split(".")[:2]) < OLDEST:
        return True
    return STAMP.exists() and not STAMP.read_text(encoding="utf-8").endswith(f" in {ROOT}\n")


def set_up(parts: Sequence[Part] = (), *, why: str, parts_required: bool = True) -> None:
    """Do whatever is missing before a command can run; returns at once when nothing is."""
    if is_set_up():
        ensure_parts(parts, why=why, required=parts_required)
        return
    with one_at_a_time():
        ensure_parts((ENSUREPIP, *LIBRARIES, *parts), why=why, required=parts_required)
        if not is_set_up():
            make_venv()
