"""What a process takes of the machine, read from outside where the system tells."""

import ctypes
import os
import sys
from pathlib import Path
from typing import NamedTuple


class Vital(NamedTuple):
    """Memory in MB, processor time in seconds since its start."""

    memory_mb: int
    cpu_s: float


def vital(pid: int, proc: Path = Path("/proc")) -> Vital | None:
    """Of a process of ours; None where the system does not tell, or it has ended. Takes some
    microseconds; touches no disk."""
    if sys.platform == "linux":
        return _linux(proc / str(pid))
    if sys.platform == "win32":
        return _windows(pid)
    return None


def _linux(folder: Path) -> Vital | None:
    try:
        pages = int((folder / "statm").read_text(encoding="ascii").split()[1])
        # The name may hold anything; what follows its closing bracket is numbers: fields 14 and
        # 15 of proc(5) are user and system time in clock ticks.
        fields = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        ticks = int(fields[11]) + int(fields[12])
    except (OSError, ValueError, IndexError):
        return None
    return Vital(pages * os.sysconf("SC_PAGE_SIZE") >> 20, ticks / os.sysconf("SC_CLK_TCK"))


def _windows(pid: int) -> Vital | None:
    if sys.platform != "win32":
        return None
    kernel = ctypes.windll.kernel32
    # PROCESS_QUERY_LIMITED_INFORMATION
    handle = kernel.OpenProcess(0x1000, False, pid)
    if not handle:
        return None
    try:
        counters = (ctypes.c_size_t * 10)()  # PROCESS_MEMORY_COUNTERS: two DWORDs, then SIZE_Ts
        counters[0] = ctypes.sizeof(counters)
        times = [ctypes.c_ulonglong() for _ in range(4)]
        good = kernel.K32GetProcessMemoryInfo(handle, ctypes.byref(counters), counters[0])
        good = good and kernel.GetProcessTimes(handle, *(ctypes.byref(each) for each in times))
        if not good:
            return None
        # WorkingSetSize; kernel and user time in units of 100 ns
        return Vital(counters[2] >> 20, (times[2].value + times[3].value) / 1e7)
    finally:
        kernel.CloseHandle(handle)
