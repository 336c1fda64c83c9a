"""`boothdeck demo --screenshot`: a picture worth showing, and nothing left behind."""

import os
import subprocess
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import psutil

from tests.studio_process import ROOT

SHAPE = (1080, 1920)
SECONDS = 4
LEAST_COLOURS = 500
GONE_WITHIN_S = 15.0


def run_demo(folder: Path, display: str, seconds: int, *words: str) -> tuple[Path, set[int]]:
    """Show the demo below `folder`; its picture and every process that it ever had."""
    picture = folder / "demo.png"
    command = [sys.executable, "-m", "studio_app", "demo", "--home", str(folder / "demo")]
    command += ["--seconds", str(seconds), "--screenshot", str(picture), *words]
    log = folder / "demo.log"
    with (
        log.open("wb") as out,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        ) as demo,
    ):
        family = psutil.Process(demo.pid)
        seen: dict[int, psutil.Process] = {}
        deadline = time.monotonic() + 100
        while demo.poll() is None:
            assert time.monotonic() < deadline, log.read_text(errors="replace")
            try:
                seen.update({child.pid: child for child in family.children(recursive=True)})
            except psutil.NoSuchProcess:
                break
            time.sleep(0.05)
    assert demo.returncode == 0, log.read_text(errors="replace")
    _, alive = psutil.wait_procs(list(seen.values()), GONE_WITHIN_S)
    assert not alive, "left behind: " + "; ".join(" ".join(each.cmdline()) for each in alive)
    assert "Traceback" not in log.read_text(errors="replace")
    return picture, set(seen)


def looks_at(picture: Path) -> int:
    """How many colours a whole picture has. Fails when it is not one of a full screen."""
    pixels = cv2.imread(str(picture))
    assert pixels is not None, f"{picture} is no picture"
    assert pixels.shape[:2] == SHAPE
    return len(np.unique(pixels.reshape(-1, 3), axis=0))


def test_twice_in_a_row_a_picture_and_nothing_left(tmp_path: Path, screen: str) -> None:
    picture, processes = run_demo(tmp_path, screen, SECONDS, "--no-obs")
    assert looks_at(picture) > LEAST_COLOURS
    assert len(processes) >= 3, "booths, server, window"
    picture.unlink()
    picture, processes = run_demo(tmp_path, screen, SECONDS)
    assert looks_at(picture) > LEAST_COLOURS
    assert len(processes) >= 5, "and a real OBS with its screen"
