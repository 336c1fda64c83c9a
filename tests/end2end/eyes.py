"""A console that tells what can be seen in it: the program's own process, and a reader beside it.

`python -m tests.end2end.eyes CONSOLE ARGUMENTS…`. Each line on stdin is answered with one JSON
object on stdout: the open windows, every widget that a person could see or a screen reader read,
and what each tile of the wall says. It only reads; hands come from outside, by X11. It ends with
its stdin, so that it never outlives a test.
"""

import asyncio
import json
import sys
import threading
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QSpinBox,
    QWidget,
)

from ui.console.wall import WallView
from ui.console.window import ConsoleWindow
from ui.main import main

Json = dict[str, object]


async def answer(window: ConsoleWindow) -> None:
    """Tell what there is to see, once for every line."""
    loop = asyncio.get_running_loop()
    asked: asyncio.Queue[str] = asyncio.Queue()

    def read() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(asked.put_nowait, line)
        loop.call_soon_threadsafe(asked.put_nowait, "")

    # Not an executor's thread: one that waits for a pipe would hold the process's end.
    threading.Thread(target=read, name="eyes", daemon=True).start()
    while await asked.get():
        sys.stdout.write(json.dumps(seen(window)) + "\n")
        sys.stdout.flush()
    window.close_now()


def seen(window: ConsoleWindow) -> Json:
    """All that can be seen now."""
    tops = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    return {
        "windows": [_window(top) for top in tops if top.isWindow()],
        "widgets": [_widget(each) for top in tops for each in _visible(top)],
        "tiles": list(_tiles(window)),
    }


def _window(top: QWidget) -> Json:
    return {
        "id": int(top.winId()),
        "title": top.windowTitle(),
        "modal": top.isModal(),
        "active": top.isActiveWindow(),
    }


def _visible(top: QWidget) -> Iterator[QWidget]:
    for each in (top, *top.findChildren(QWidget)):
        if each.isVisible() and not each.visibleRegion().isEmpty():
            yield each


def _widget(each: QWidget) -> Json:
    return {
        "kind": type(each).__name__,
        "text": _text(each),
        "name": each.accessibleName(),
        "tip": each.toolTip(),
        "focus": each.hasFocus(),
        "enabled": each.isEnabled(),
        **_middle(each, each.visibleRegion().boundingRect()),
    }


def _text(each: QWidget) -> str:
    if isinstance(each, QLabel | QAbstractButton | QLineEdit | QSpinBox):
        return each.text()
    if isinstance(each, QComboBox):
        return each.currentText()
    if isinstance(each, QListWidget):
        return "\n".join(each.item(row).text() for row in range(each.count()))
    return ""


def _tiles(window: ConsoleWindow) -> Iterator[Json]:
    wall = window.findChild(WallView)
    if wall is None or not wall.canvas.isVisible():
        return
    for tile in wall.canvas.tiles:
        text = wall.text_of(tile.booth)
        if text is None:
            continue
        rect = wall.canvas.tile_rect(tile.booth)
        yield {
            "number": text.number,
            "name": text.name,
            "server": text.server,
            "badge": text.badge.words[0],
            "sending": text.sending.text,
            "platform": text.platform.text,
            "bar": text.bar.text if text.bar else "",
            "confirmed": text.confirmed,
            "picture": tile.shot is not None,
            "chosen": wall.chosen == tile.booth,
            **_middle(wall.canvas.viewport(), rect),
        }


def _middle(widget: QWidget, rect: QRect) -> Json:
    centre: QPoint = widget.mapToGlobal(rect.center())
    return {"x": centre.x(), "y": centre.y()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], beside=answer))
