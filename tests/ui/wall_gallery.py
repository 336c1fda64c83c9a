"""Paints the wall at several sizes into PNGs, to be looked at:

`QT_QPA_PLATFORM=offscreen python -m tests.ui.wall_gallery FOLDER [NAME…]`.
"""

import sys
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from tests.ui.fake_client import FakeStudio
from tests.ui.wall_scene import UPRIGHT, WIDE, furnish, send_levels, send_pictures
from ui.bridge.pictures import PictureHub
from ui.bridge.studio import StudioBridge
from ui.console.needs_me import NeedsMeStrip
from ui.console.needs_me_book import NeedsBook
from ui.console.wall import WallView
from ui.operations import Desk, Notices, Operations
from ui.theme import apply_theme
from ui.translations import Language


def main(folder: Path, only: list[str]) -> None:
    """Paint the wall as a person would see it."""
    app = QApplication(["wall"])
    apply_theme(app)
    language = Language(app)
    shapes = {"wide": WIDE, "upright": UPRIGHT, "mixed": None}
    for name, size, count, shape, code, servers in (
        ("direct16", (1092, 1020), 16, "wide", "vi", 1),
        ("direct16up", (1092, 1020), 16, "upright", "vi", 1),
        ("direct16mixed", (1092, 1020), 16, "mixed", "en", 1),
        ("monitor16", (1920, 1040), 16, "wide", "vi", 1),
        ("monitor16up", (1920, 1040), 16, "upright", "en", 1),
        ("monitor32two", (1920, 1040), 16, "wide", "vi", 2),
        ("monitor40", (1920, 1040), 40, "wide", "vi", 1),
        ("direct40", (1092, 1020), 40, "wide", "en", 1),
        ("direct40up", (1092, 1020), 40, "upright", "vi", 1),
        ("small16", (780, 640), 16, "wide", "vi", 1),
        ("small40", (780, 640), 40, "mixed", "vi", 1),
        ("one", (1092, 1020), 1, "wide", "vi", 1),
        ("oneup", (1092, 1020), 1, "upright", "vi", 1),
        ("four", (1092, 1020), 4, "mixed", "vi", 1),
        ("none", (1092, 1020), 0, "wide", "vi", 1),
    ):
        if only and name not in only:
            continue
        language.use(code)
        studio = FakeStudio()
        bridge = StudioBridge(studio)
        keys = []
        for at in range(servers):
            server = studio.add_server(f"srv00000000{at}", ("Nova Q7", "Nova Thủ Đức")[at])
            keys += furnish(studio, server, count, shapes[shape])
        ops = Operations(Desk(bridge, Notices()))
        hub, book = PictureHub(bridge), NeedsBook(bridge)
        wall = WallView(bridge, ops, hub, book)
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.addWidget(NeedsMeStrip(bridge, ops, book))
        column.addWidget(wall, 1)
        frame.resize(*size)
        frame.show()
        QTest.qWait(250)
        if len(keys) > 6:
            wall.choose(keys[6])
            wall.canvas.setFocus()
        QTest.qWait(250)
        for step in range(8):
            send_levels(studio, step)
            QTest.qWait(30)
        send_pictures(studio)
        QTest.qWait(300)
        frame.grab().save(str(folder / f"{name}.png"))
        hub.close()
        frame.close()
        frame.deleteLater()
        QTest.qWait(20)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
