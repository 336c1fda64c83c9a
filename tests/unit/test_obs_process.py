"""An OBS that hangs in a dialog at its start: it runs, and listens nowhere."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio_app.support.obs_process import silent_obs


@pytest.fixture
def dialog(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is called obs, opens no port, and waits."""
    program = tmp_path / "obs"
    sleep = shutil.which("sleep")
    assert sleep is not None
    shutil.copy(sleep, program)
    process = subprocess.Popen([str(program), "60"])
    deadline = time.monotonic() + 5
    comm = Path(f"/proc/{process.pid}/comm")
    while comm.read_text().strip() != "obs" and time.monotonic() < deadline:
        time.sleep(0.01)
    yield process
    process.kill()
    process.wait()


def proc_of(folder: Path, pid: int) -> Path:
    """A /proc that knows only this process."""
    proc = folder / "proc"
    proc.mkdir()
    for name in (str(pid), "uptime", "net"):
        (proc / name).symlink_to(Path("/proc") / name)
    return proc


def test_an_obs_without_a_port_is_found_once_it_is_old_enough(
    dialog: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    proc = proc_of(tmp_path, dialog.pid)
    assert silent_obs(older_than_s=0.0, proc=proc) == dialog.pid
    assert silent_obs(older_than_s=3600.0, proc=proc) is None, "it may only be starting"


def test_other_programs_are_not_obs(tmp_path: Path) -> None:
    assert silent_obs(older_than_s=0.0, proc=proc_of(tmp_path, os.getpid())) is None


def test_a_system_that_tells_nothing_is_no_error(tmp_path: Path) -> None:
    assert silent_obs(proc=tmp_path) is None
