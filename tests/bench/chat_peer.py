"""The peer of the chat bench: the same chat read, kept and shown by plain libraries.

One process, as somebody would write it in an afternoon: `websockets` in a thread, `json`, `sqlite3`
(WAL, every message on the disk, each id once) and a QPlainTextEdit that keeps 20,000 lines, fed
every 50 ms. `python -m tests.bench.chat_peer URL FILE --seconds N` waits for the list to be full,
then measures itself and prints one JSON object.
"""

import argparse
import json
import sqlite3
import sys
import threading
import time
from pathlib import Path
from queue import Empty, SimpleQueue

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from websockets.sync.client import connect

from studio_app.rehearsal.crowd_room import read_stamp
from tests.bench.harness import CpuMeter, percentile
from tests.bench.wall_console import Watch

LINES = 20_000
EVERY_MS = 50

Message = tuple[str, str, str, str, str]


def read(url: str, heard: SimpleQueue[Message], ended: threading.Event) -> None:
    """Hear the chat until the end."""
    with connect(url, proxy=None) as socket:
        while not ended.is_set():
            said = json.loads(socket.recv())
            if "chatname" in said:
                heard.put(
                    (
                        str(said["id"]),
                        said["type"],
                        said["userid"],
                        said["chatname"],
                        said["chatmessage"],
                    )
                )


class Desk:
    """The window, and the database behind it."""

    def __init__(self, file: Path, heard: SimpleQueue[Message]) -> None:
        self.lines = 0
        self.delay_ms: list[float] = []
        self._heard = heard
        self._database = sqlite3.connect(file)
        self._database.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "CREATE TABLE chat (id TEXT UNIQUE, site TEXT, account TEXT, author TEXT, text TEXT);"
        )
        self.view = QPlainTextEdit()
        self.view.setReadOnly(True)
        self.view.setMaximumBlockCount(LINES)
        self.view.resize(600, 900)
        self.view.show()
        self._timer = QTimer()
        self._timer.timeout.connect(self._show)
        self._timer.start(EVERY_MS)

    def _show(self) -> None:
        new: list[Message] = []
        try:
            while True:
                new.append(self._heard.get_nowait())
        except Empty:
            pass
        if not new:
            return
        with self._database:
            self._database.executemany("INSERT OR IGNORE INTO chat VALUES (?,?,?,?,?)", new)
        self.view.appendPlainText("\n".join(f"[{m[1]}] {m[3]}: {m[4]}" for m in new))
        self.lines += len(new)
        now_ms = time.time_ns() / 1e6
        self.delay_ms += [now_ms - at for m in new if (at := read_stamp(m[4])) is not None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("file", type=Path)
    parser.add_argument("--seconds", type=float, default=15)
    arguments = parser.parse_args()
    app = QApplication([])
    heard: SimpleQueue[Message] = SimpleQueue()
    ended = threading.Event()
    threading.Thread(target=read, args=(arguments.url, heard, ended), daemon=True).start()
    desk, watch, cpu = Desk(arguments.file, heard), Watch(), CpuMeter()
    full = QTimer()
    before = 0

    def begin() -> None:
        nonlocal before
        if desk.lines < LINES:
            return
        full.stop()
        before = desk.lines
        desk.delay_ms.clear()
        watch.start()
        cpu.restart()
        QTimer.singleShot(int(arguments.seconds * 1000), end)

    def end() -> None:
        found = {
            "core_pct": cpu.core_pct(),
            "ui_p99_ms": percentile(watch.late_ms, 99),
            "delay_p99_ms": percentile(desk.delay_ms, 99),
            "messages_per_s": (desk.lines - before) / arguments.seconds,
        }
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()
        ended.set()
        app.quit()

    full.timeout.connect(begin)
    full.start(100)
    app.exec()


if __name__ == "__main__":
    main()
