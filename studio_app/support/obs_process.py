"""Whether an OBS runs on this machine that listens nowhere: it hangs in a dialog at its start."""

import contextlib
import csv
import os
import subprocess
import sys
from pathlib import Path

OLD_ENOUGH_S = 20.0
"""An OBS that is younger may simply be starting."""
ASK_WITHIN_S = 3.0
_NAMES = ("obs", "obs64", "obs.bin")
_LISTENS = "0A"
"""TCP_LISTEN in /proc/net/tcp (proc(5))."""


def silent_obs(older_than_s: float = OLD_ENOUGH_S, proc: Path = Path("/proc")) -> int | None:
    """The process number of an OBS of this account that listens on no port; None when there is
    none, or this system does not tell. Blocks for some milliseconds: not for the loop's thread.

    On Windows nobody tells cheaply which ports are whose: there any OBS counts. Ask only when
    the booth's own port has refused.
    """
    if sys.platform == "win32":
        return _windows()
    try:
        running_s = float((proc / "uptime").read_text().split()[0])
        listening = _listening(proc)
    except (OSError, ValueError, IndexError):
        return None
    for folder in proc.iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                if _is_silent(folder, listening, running_s - older_than_s):
                    return int(folder.name)
    return None


def _is_silent(folder: Path, listening: set[str], before_s: float) -> bool:
    if (folder / "comm").read_text().strip() not in _NAMES or folder.stat().st_uid != os.getuid():
        return False
    # The name may hold anything; what follows its closing bracket is numbers. Field 22 is the
    # start in clock ticks since the machine's.
    fields = (folder / "stat").read_text().rpartition(")")[2].split()
    if fields[0] in ("Z", "X") or int(fields[19]) / os.sysconf("SC_CLK_TCK") > before_s:
        return False
    own = {str(entry.readlink()) for entry in (folder / "fd").iterdir()}
    return not own & listening


def _listening(proc: Path) -> set[str]:
    """The sockets that listen, as links in /proc/…/fd name them."""
    found = set()
    for table in ("tcp", "tcp6"):
        with contextlib.suppress(OSError):
            for line in (proc / "net" / table).read_text().splitlines()[1:]:
                fields = line.split()
                if fields[3] == _LISTENS:
                    found.add(f"socket:[{fields[9]}]")
    return found


def _windows() -> int | None:
    with contextlib.suppress(OSError, ValueError, IndexError, subprocess.SubprocessError):
        told = subprocess.run(
            ["tasklist", "/FI", "IMAGENAME eq obs64.exe", "/FO", "CSV", "/NH"],
            capture_output=True,
            text=True,
            check=True,
            timeout=ASK_WITHIN_S,
        ).stdout
        for row in csv.reader(told.splitlines()):
            if len(row) > 1 and row[0].lower() == "obs64.exe":
                return int(row[1])
    return None
