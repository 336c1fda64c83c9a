"""What every window test stands on: a dressed application, a fake studio, and nothing left over.

Window tests are plain functions. The `loop` fixture makes Qt's loop the running asyncio loop, so
that clicks start tasks as in the program; `qtbot.waitUntil(condition)` lets both turn, and
`run(coroutine)` waits for one.
"""

import asyncio
import gc
import os
import threading
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import qasync
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.fake_client import FakeStudio
from ui.bridge.studio import StudioBridge
from ui.operations import Desk, Notice, Notices, Operations
from ui.theme import apply_theme
from ui.translations import Language

T = TypeVar("T")
Run = Callable[[Coroutine[Any, Any, T]], T]


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """No arguments of pytest's reach Qt."""
    return ["boothdeck-test"]


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    """The application looks as in the program, and does not end with a test's last window."""
    qapp.setQuitOnLastWindowClosed(False)
    apply_theme(qapp)


@pytest.fixture(scope="module", autouse=True)
def what_was_there() -> None:
    """What a module's tests find is none of theirs: the collector is spared it from then on, so
    that looking for what a test left costs what that test made, not the whole program."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication, what_was_there: None) -> Iterator[None]:
    """A timer that still runs, or a thread, after its test is an error of what made it."""
    threads = set(threading.enumerate())
    timers = {id(timer) for timer in active_timers()}
    yield
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [timer for timer in active_timers() if id(timer) not in timers]
    assert not left, f"timers still run: {[timer.parent() for timer in left]}"
    # Threads of Qt's pools show up as dummies once they have run Python; they are not ours.
    new = [
        thread
        for thread in threading.enumerate()
        if thread not in threads and not isinstance(thread, threading._DummyThread)
    ]
    assert not new, f"threads still run: {new}"


def active_timers() -> list[QTimer]:
    """Every QTimer of Python's that runs now."""
    found = []
    for thing in gc.get_objects():
        if type(thing) is QTimer:
            try:
                if thing.isActive():
                    found.append(thing)
            except RuntimeError:
                continue  # its C++ side is gone already
    return found


@pytest.fixture
def loop(qapp: QApplication, nothing_left: None) -> Iterator[asyncio.AbstractEventLoop]:
    """Qt's loop as the running asyncio loop; a task left at the end is an error."""
    made: asyncio.AbstractEventLoop = qasync.QEventLoop(qapp)
    failures: list[dict[str, Any]] = []
    made.set_exception_handler(lambda _, context: failures.append(context))
    asyncio._set_running_loop(made)
    try:
        yield made
        tasks = [task for task in asyncio.all_tasks(made) if not task.done()]
        for task in tasks:
            task.cancel()
        QCoreApplication.processEvents()
    finally:
        asyncio._set_running_loop(None)
        made.close()
    assert not tasks, f"tasks still run: {tasks}"
    assert not failures, f"the loop was told of: {failures}"


@pytest.fixture
def run(loop: asyncio.AbstractEventLoop, qtbot: QtBot) -> Run[Any]:
    """`run(coroutine)` turns the loop until it is done, and gives or raises what it does."""

    def wait(coroutine: Coroutine[Any, Any, T]) -> T:
        task = loop.create_task(coroutine)
        qtbot.waitUntil(task.done, timeout=5000)
        return task.result()

    return wait


@pytest.fixture
def studio() -> FakeStudio:
    """A studio without servers."""
    return FakeStudio()


@dataclass
class Desked:
    """A bridge and operations on a fake studio, and what they told."""

    studio: FakeStudio
    bridge: StudioBridge
    ops: Operations
    notices: list[Notice]


@pytest.fixture
def desked(studio: FakeStudio, loop: asyncio.AbstractEventLoop, run: Run[Any]) -> Iterator[Desked]:
    """The bridge and operations that widgets are given."""
    bridge = StudioBridge(studio)
    notices = Notices()
    told: list[Notice] = []
    notices.told.connect(told.append)
    desk = Desk(bridge, notices)
    yield Desked(studio, bridge, Operations(desk), told)
    run(desk.stop())
    bridge.close()


@pytest.fixture
def bridge(desked: Desked) -> StudioBridge:
    """The bridge on the fake studio."""
    return desked.bridge


@pytest.fixture
def ops(desked: Desked) -> Operations:
    """Operations on the fake studio."""
    return desked.ops


@pytest.fixture
def told(desked: Desked) -> list[Notice]:
    """Every notice since the test began."""
    return desked.notices


@pytest.fixture
def language(qapp: QApplication) -> Iterator[Language]:
    """The window's language, English at first and again at the end."""
    made = Language(qapp)
    made.use("en")
    yield made
    made.use("en")
