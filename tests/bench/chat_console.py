"""The console of the chat bench: the real window on one booth's chat, watched while it works.

`python -m tests.bench.chat_console -- CONSOLE ARGUMENTS…` obeys lines on stdin, each answered by
one JSON object: `full` (once the list is full), `measure` (what it cost since `full`), `until
CURSOR` (once that row has come: which rows came), then it closes.
"""

import argparse
import asyncio
import json
import os
import sys
import time
from collections.abc import Callable

import psutil
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from studio_app.rehearsal.crowd_room import read_stamp
from tests.bench.harness import CpuMeter, percentile
from tests.bench.wall_console import Watch
from ui.bridge.chat import MOST, TRIMMED, ChatBook, ChatNews
from ui.docks.chat import ChatDock
from ui.docks.chat_view import ChatView
from ui.main import main

FULL = MOST - TRIMMED
"""A list at its limit holds between this many and a tenth more."""
LAST_ROW_WITHIN_S = 60.0


class Seen:
    """What came into the list, and how long after it was sent it was painted."""

    def __init__(self, dock: ChatDock) -> None:
        self.rows = 0
        """Rows that came since the first."""
        self.first = 0
        self.newest = 0
        self.delay_ms: list[float] = []
        self.paints = 0
        self.changed = asyncio.Event()
        self._stamps: list[int] = []
        dock.book.news.connect(self._came)
        self._book: ChatBook = dock.book
        self._hook(dock.view)

    def forget(self) -> None:
        """Begin to measure here."""
        self.delay_ms.clear()
        self.paints = 0

    def _came(self, news: ChatNews) -> None:
        added = self._book.lines if news.anew else news.added
        if news.anew or not self.first:
            self.rows, self.first = 0, added[0].cursor if added else 0
        self.rows += len(added)
        for line in added:
            if (stamp := read_stamp(line.row.text)) is not None:
                self._stamps.append(stamp)
        if added:
            self.newest = added[-1].cursor
        self.changed.set()

    def _hook(self, view: ChatView) -> None:
        paint: Callable[[ChatView, QPaintEvent], None] = ChatView.paintEvent
        seen = self

        def counted(self: ChatView, event: QPaintEvent) -> None:
            paint(self, event)
            if self is view:
                seen._painted()

        ChatView.paintEvent = counted  # type: ignore[method-assign]

    def _painted(self) -> None:
        self.paints += 1
        now_ms = time.time_ns() / 1e6
        self.delay_ms += [now_ms - stamp for stamp in self._stamps]
        self._stamps.clear()

    async def row(self, cursor: int) -> None:
        """Wait for this row. Raises TimeoutError."""
        await self.until(lambda: self.newest >= cursor, LAST_ROW_WITHIN_S)

    async def until(self, condition: Callable[[], bool], timeout_s: float | None = None) -> None:
        """Wait for something to be so. Raises TimeoutError."""
        async with asyncio.timeout(timeout_s):
            while not condition():
                self.changed.clear()
                await self.changed.wait()


async def measure(window: QWidget) -> None:
    """Obey, answer, close."""
    loop = asyncio.get_running_loop()
    dock = window.findChild(ChatDock)
    assert isinstance(dock, ChatDock)
    seen, watch = Seen(dock), Watch()
    process, cpu, began = psutil.Process(), CpuMeter(os.getpid()), time.monotonic()
    rss = 0
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        match line.split():
            case ["full"]:
                await seen.until(lambda: len(dock.book.lines) >= FULL)
                tell(rows=len(dock.book.lines))
            case ["begin"]:
                watch.late_ms.clear()
                seen.forget()
                watch.start()
                cpu.restart()
                began, rss = time.monotonic(), process.memory_info().rss
                tell(begun=True)
            case ["measure"]:
                watch.stop()
                elapsed_s = time.monotonic() - began
                tell(
                    core_pct=cpu.core_pct(),
                    ui_p50_ms=percentile(watch.late_ms, 50),
                    ui_p99_ms=percentile(watch.late_ms, 99),
                    ui_max_ms=max(watch.late_ms),
                    delay_p50_ms=percentile(seen.delay_ms, 50),
                    delay_p99_ms=percentile(seen.delay_ms, 99),
                    rows=len(dock.book.lines),
                    paints_per_s=seen.paints / elapsed_s,
                    rss_growth_mb=(process.memory_info().rss - rss) / 1e6,
                    rss_mb=process.memory_info().rss / 1e6,
                )
            case ["until", cursor]:
                await seen.row(int(cursor))
                tell(rows=seen.rows, first=seen.first, newest=seen.newest)
                break
    window.close()


def tell(**answer: object) -> None:
    """One line for the bench."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("console", nargs="*")
    sys.exit(main(parser.parse_args().console, beside=measure))
