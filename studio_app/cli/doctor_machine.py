"""The doctor's look at this machine: Python, Qt, screen, clock, folders, disk, keyring."""

import importlib.metadata
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from studio_app.cli.findings import Finding, ok, warning, wrong
from studio_app.support.paths import Paths
from studio_app.support.secrets import Secrets

LEAST_FREE_MB = 200
GOOD_FREE_MB = 2000
BUILT = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock that is right shows an earlier time."""
APART_MOST_S = 2.0
"""Clocks further apart put orders, alarms and audit rows of several machines in a wrong order."""


def python() -> Finding:
    """The Python that runs us."""
    return ok("Python", f"{sys.version.split()[0]} at {sys.executable}")


def qt() -> Finding:
    """The Qt that windows would use; it is not loaded here."""
    try:
        version = importlib.metadata.version("PySide6-Essentials")
    except importlib.metadata.PackageNotFoundError:
        return warning(
            "Qt", "not installed", "Windows cannot be opened here; a server runs all the same."
        )
    if version.startswith("6.12.0") and sys.version_info < (3, 12):
        return wrong("Qt", f"PySide6 {version}", "It crashes on Python 3.11: install 6.11.3.")
    return ok("Qt", f"PySide6 {version}")


def screen() -> Finding:
    """Whether windows have somewhere to open."""
    if not sys.platform.startswith("linux"):
        return ok("Screen", "this system's own")
    display = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
    if not display:
        return warning("Screen", "none", "Windows need a desktop; a server does not.")
    return ok("Screen", display)


def ask_system() -> str:
    """What this system says of its clock: "yes", "no", or nothing that can be told."""
    if not sys.platform.startswith("linux"):
        return ""
    try:
        done = subprocess.run(
            ["timedatectl", "show", "--property=NTPSynchronized", "--value"],
            capture_output=True,
            text=True,
            timeout=3,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def clock(now: datetime | None = None, synchronized: Callable[[], str] = ask_system) -> Finding:
    """Whether the machine's time can be right, and whether the network keeps it so."""
    now = now or datetime.now(UTC)
    if now < BUILT:
        return wrong("Clock", f"{now:%Y-%m-%d %H:%M} UTC", "Set it, or let the network set it.")
    shown = f"{now.astimezone():%Y-%m-%d %H:%M %Z}"
    said = synchronized()
    if said == "no":
        return warning(
            "Clock",
            f"{shown}, not set by the network",
            "Switch network time on: timedatectl set-ntp true. Alarms and audit rows of several "
            "machines are put in order by their clocks.",
        )
    return ok("Clock", f"{shown}, set by the network" if said == "yes" else shown)


def clock_beside(whose: str, theirs: datetime, ours: datetime, advice: str) -> Finding:
    """Our clock beside another's, both read at the same moment."""
    ahead = theirs - ours
    if abs(ahead) <= timedelta(seconds=APART_MOST_S):
        return ok("Clock", f"the same as {whose}")
    seconds = abs(ahead).total_seconds()
    which = "ahead of" if ahead > timedelta(0) else "behind"
    return warning("Clock", f"{whose} is {seconds:.0f} s {which} this machine", advice)


def folders(paths: Paths) -> Finding:
    """Whether settings and data can be kept."""
    try:
        paths.make()
        trial = paths.data / ".doctor"
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        return wrong(
            "Folders", f"{error.filename}: {error.strerror}", "Check its owner, rights and space."
        )
    return ok("Folders", str(paths.home or paths.data))


def disk(paths: Paths) -> Finding:
    """Room for the database and logs."""
    free_mb = shutil.disk_usage(paths.data).free // 1_000_000
    if free_mb < LEAST_FREE_MB:
        return wrong("Disk", f"{free_mb} MB free", "Free some space before a show.")
    if free_mb < GOOD_FREE_MB:
        return warning("Disk", f"{free_mb} MB free", "Free some space before a long show.")
    return ok("Disk", f"{free_mb // 1000} GB free")


def keyring(kept: Secrets) -> Finding:
    """Where passwords go."""
    if kept.in_keyring:
        return ok("Keyring", "the system's own works")
    return warning(
        "Keyring",
        "none works here; passwords are in a file that only this account can read",
        "On Linux: install and unlock gnome-keyring or KWallet, if others use this account.",
    )
