"""One console of the wall bench: the real window, and beside it a watch on how late its loop runs.

`python -m tests.bench.wall_console --seconds N -- CONSOLE ARGUMENTS…`. When a line comes on stdin
it measures for N seconds, prints one JSON object and closes.
"""

import argparse
import asyncio
import json
import os
import sys
import time
from collections import Counter

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from tests.bench.harness import CpuMeter, percentile
from ui.bridge.client import BoothKey
from ui.bridge.pictures import Shot
from ui.console.wall_canvas import WallCanvas
from ui.console.wall_layout import Rect
from ui.console.wall_tile import Tile
from ui.main import main

TICK_MS = 10


class Watch:
    """Lateness of a 10 ms timer on the GUI's thread, and what was painted meanwhile."""

    def __init__(self) -> None:
        self.late_ms: list[float] = []
        self._due = time.monotonic()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin to watch."""
        self._due = time.monotonic() + TICK_MS / 1000
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()

    def _tick(self) -> None:
        now = time.monotonic()
        self.late_ms.append(max(0.0, (now - self._due) * 1000))
        self._due = now + TICK_MS / 1000


PICTURES: Counter[BoothKey] = Counter()
PAINTS: Counter[str] = Counter()


def count_paints() -> None:
    """Count the pictures that reach tiles and the repaints of the wall."""
    show_shot, paint = Tile.show_shot, WallCanvas.paintEvent

    def counted_shot(self: Tile, shot: Shot) -> Rect:
        PICTURES[self.booth] += 1
        return show_shot(self, shot)

    def counted_paint(self: WallCanvas, event: QPaintEvent) -> None:
        PAINTS["wall"] += 1
        PAINTS["pixels"] += _area(event.rect())
        paint(self, event)

    Tile.show_shot = counted_shot  # type: ignore[method-assign]
    WallCanvas.paintEvent = counted_paint  # type: ignore[method-assign]


def _area(rect: QRect) -> int:
    return rect.width() * rect.height()


async def measure(window: QWidget, seconds: float) -> None:
    """Wait for the word, measure, print, close."""
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, sys.stdin.readline)
    watch = Watch()
    PICTURES.clear()
    PAINTS.clear()
    cpu = CpuMeter(os.getpid())
    watch.start()
    await asyncio.sleep(seconds)
    watch.stop()
    figures = {
        "core_pct": cpu.core_pct(),
        "ui_p50_ms": percentile(watch.late_ms, 50),
        "ui_p99_ms": percentile(watch.late_ms, 99),
        "ui_max_ms": max(watch.late_ms),
        "tiles_painted": len(PICTURES),
        "pictures_per_s": sum(PICTURES.values()) / seconds,
        "fewest_per_tile_per_s": min(PICTURES.values(), default=0) / seconds,
        "paints_per_s": PAINTS["wall"] / seconds,
    }
    sys.stdout.write(json.dumps(figures) + "\n")
    sys.stdout.flush()
    window.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("console", nargs="*")
    chosen = parser.parse_args()
    count_paints()
    sys.exit(main(chosen.console, beside=lambda window: measure(window, chosen.seconds)))
