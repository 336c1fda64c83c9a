"""Paints every dock at several sizes and in several states into PNGs, to be looked at:

`QT_QPA_PLATFORM=offscreen python -m tests.ui.docks_gallery FOLDER [LANGUAGE] [NAME…]`.
"""

import asyncio
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import qasync
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from studio_app.domain.booth import LinkStatus, Output, OutputKind, OutputStatus
from tests.ui import docks_scene as scene
from tests.ui.fake_client import START, FakeStudio
from ui.bridge.client import BoothKey
from ui.bridge.pictures import PictureHub
from ui.bridge.studio import StudioBridge
from ui.docks.booth_dock import BoothDock
from ui.docks.health import HealthDock
from ui.docks.health_model import Range
from ui.docks.mixer import MixerDock
from ui.docks.outputs import OutputsDock
from ui.docks.sources import SourcesDock
from ui.docks.switcher import SwitcherDock
from ui.operations import Desk, Notices, Operations
from ui.theme import apply_theme
from ui.translations import Language

Change = Callable[[FakeStudio, BoothKey, BoothDock], object]
LONG = tuple(f"Cảnh quay số {at} với một cái tên rất dài" for at in range(24))


def lost(studio: FakeStudio, booth: BoothKey, _dock: BoothDock) -> None:
    """The link to OBS breaks."""
    scene.link(studio, booth, LinkStatus.LOST)


def upright(studio: FakeStudio, booth: BoothKey, _dock: BoothDock) -> None:
    """A portrait booth."""
    scene.change_switcher(studio, booth, canvas=(1080, 1920))


def many_scenes(studio: FakeStudio, booth: BoothKey, _dock: BoothDock) -> None:
    """Thirty scenes with long names."""
    scene.change_switcher(studio, booth, scenes=scene.SIX + LONG)


def no_studio_mode(studio: FakeStudio, booth: BoothKey, _dock: BoothDock) -> None:
    """Studio mode is off."""
    scene.change_switcher(studio, booth, studio_mode=False, preview=None)


def leaving(studio: FakeStudio, booth: BoothKey, _dock: BoothDock) -> None:
    """A transition runs."""
    scene.change_switcher(studio, booth, program="AI", preview="Host", leaving="Host")


def not_on_air(studio: FakeStudio, booth: BoothKey, _dock: BoothDock) -> None:
    """Nothing is sent."""
    scene.put(studio, booth, "output", Output(status=OutputStatus.OFF), OutputKind.STREAM)


def twenty(studio: FakeStudio, booth: BoothKey, _dock: BoothDock) -> None:
    """Twenty inputs."""
    scene.sounds(studio, booth, 20)


def silent(studio: FakeStudio, booth: BoothKey, _dock: BoothDock) -> None:
    """No inputs."""
    scene.sounds(studio, booth, 0)


def held(_studio: FakeStudio, _booth: BoothKey, dock: BoothDock) -> None:
    """A fader away from OBS's own value."""
    assert isinstance(dock, MixerDock)
    dock.strips["Mic Lan"].fader.ask_for(-20.0)


def asking(_studio: FakeStudio, _booth: BoothKey, dock: BoothDock) -> None:
    """The stream's end is asked."""
    assert isinstance(dock, OutputsDock)
    dock.rows[OutputKind.STREAM].end.click()


def troubles(studio: FakeStudio, booth: BoothKey, _dock: BoothDock) -> None:
    """Much is wrong."""
    scene.troubles(studio, booth)


def chosen(_studio: FakeStudio, _booth: BoothKey, dock: BoothDock) -> None:
    """The clip is chosen, everything is open."""
    assert isinstance(dock, SourcesDock)
    dock.tree.expandAll()
    for row in dock.items.rows():
        node = dock.items.node(row)
        if node is not None and node.item.source == scene.CLIP:
            dock.tree.setCurrentIndex(row)


def failed(_studio: FakeStudio, _booth: BoothKey, dock: BoothDock) -> None:
    """A wish was refused."""
    dock.late("07 · TAKE: OBS không trả lời trong 5 s.")


def figures(studio: FakeStudio, booth: BoothKey, dock: BoothDock) -> None:
    """An hour of them, with an alarm."""
    assert isinstance(dock, HealthDock)
    scene.history(studio, booth)
    scene.alarm(studio, booth)
    dock.choose_range(Range.NIGHT)
    dock.choose_range(Range.HOUR)


def pointed(_studio: FakeStudio, _booth: BoothKey, dock: BoothDock) -> None:
    """The cursor stands in the bad part."""
    assert isinstance(dock, HealthDock)
    turn(100)
    dock.plot.point_at(START - timedelta(minutes=28))


GALLERY: tuple[tuple[str, str, tuple[int, int], tuple[Change, ...]], ...] = (
    ("switcher", "wide", (816, 340), ()),
    ("switcher", "upright", (816, 420), (upright,)),
    ("switcher", "narrow", (430, 420), ()),
    ("switcher", "narrow_upright", (430, 520), (upright,)),
    ("switcher", "off", (816, 340), (no_studio_mode,)),
    ("switcher", "leaving", (816, 340), (leaving,)),
    ("switcher", "many", (816, 700), (many_scenes,)),
    ("switcher", "many_small", (600, 360), (many_scenes,)),
    ("switcher", "not_on_air", (816, 340), (not_on_air,)),
    ("switcher", "failed", (816, 340), (failed,)),
    ("switcher", "lost", (816, 340), (lost,)),
    ("mixer", "five", (816, 140), ()),
    ("mixer", "held", (816, 140), (held,)),
    ("mixer", "upright", (420, 300), ()),
    ("mixer", "twenty", (816, 300), (twenty,)),
    ("mixer", "twenty_low", (500, 200), (twenty,)),
    ("mixer", "none", (400, 140), (silent,)),
    ("mixer", "lost", (816, 140), (lost,)),
    ("sources", "wide", (640, 380), (chosen,)),
    ("sources", "narrow", (400, 560), (chosen,)),
    ("sources", "lost", (640, 380), (chosen, lost)),
    ("outputs", "wide", (816, 440), ()),
    ("outputs", "middle", (600, 440), ()),
    ("outputs", "narrow", (400, 620), ()),
    ("outputs", "asking", (640, 440), (asking,)),
    ("outputs", "trouble", (640, 440), (troubles,)),
    ("outputs", "lost", (640, 440), (lost,)),
    ("health", "wide", (816, 440), (figures,)),
    ("health", "narrow", (420, 400), (figures,)),
    ("health", "cursor", (816, 440), (figures, pointed)),
    ("health", "nothing", (640, 300), ()),
    ("health", "lost", (640, 440), (figures, lost)),
)


def main(folder: Path, code: str, only: list[str]) -> None:
    """Paint each picture of `GALLERY` as FOLDER/DOCK_STATE.png."""
    app = QApplication(["docks"])
    apply_theme(app)
    Language(app).use(code)
    asyncio._set_running_loop(qasync.QEventLoop(app))
    for name, state, size, changes in GALLERY:
        if only and name not in only:
            continue
        studio = FakeStudio()
        bridge = StudioBridge(studio)
        ops = Operations(Desk(bridge, Notices()))
        hub = PictureHub(bridge)
        booth = scene.furnish(studio)
        dock = make(name, bridge, ops, hub)
        dock.set_booth(booth)
        dock.resize(*size)
        dock.show()
        turn(30)
        for change in changes:
            change(studio, booth, dock)
        turn(30)
        scene.pictures(studio, booth)
        scene.levels(studio, booth, scene.SOUNDS)
        turn(600)
        scene.levels(studio, booth, scene.SOUNDS)
        turn(80)
        dock.grab().save(str(folder / f"{name}_{state}.png"), "PNG")
        dock.close()
        dock.deleteLater()
        hub.close()
        bridge.close()


def turn(ms: int) -> None:
    """Let the window live; not `QTest.qWait`, which keeps other threads from decoding."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def make(name: str, bridge: StudioBridge, ops: Operations, pictures: PictureHub) -> BoothDock:
    """A dock by its name."""
    match name:
        case "switcher":
            return SwitcherDock(bridge, ops, pictures, {"take": "Space", "cut": "C"})
        case "mixer":
            return MixerDock(bridge, ops)
        case "sources":
            return SourcesDock(bridge, ops)
        case "health":
            return HealthDock(bridge, ops)
        case _:
            return OutputsDock(bridge, ops)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "en", sys.argv[3:])
