"""Opens the wall on a fake studio, as the window does, and looks at it."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Desked
from tests.ui.fake_client import FakeStudio
from tests.ui.wall_scene import send_pictures
from ui.bridge.client import BoothKey
from ui.bridge.pictures import PictureHub
from ui.console.needs_me_book import NeedsBook
from ui.console.wall import WallView
from ui.console.wall_text import TileText


def open_wall(qtbot: QtBot, desked: Desked) -> WallView:
    """The wall on the screen; its threads end with it."""
    hub, book = PictureHub(desked.bridge), NeedsBook(desked.bridge)
    made = WallView(desked.bridge, desked.ops, hub, book)
    book.setParent(made)
    made.destroyed.connect(hub.close)
    qtbot.addWidget(made)
    made.resize(1092, 960)
    made.show()
    qtbot.waitExposed(made)
    return made


def text(wall: WallView, booth: BoothKey) -> TileText:
    wall.needs.refresh()
    wall.refresh()
    said = wall.text_of(booth)
    assert said is not None
    return said


def rects(wall: WallView, booths: list[BoothKey]) -> list[QRect]:
    return [QRect(wall.canvas.tile_rect(booth)) for booth in booths]


def grabbed(wall: WallView) -> QImage:
    return wall.canvas.viewport().grab().toImage()


def has_colour(image: QImage, within: QRect, colour: str) -> bool:
    wanted = QColor(colour).rgb()
    return any(
        image.pixel(x, y) == wanted
        for x in range(within.left(), within.right(), 2)
        for y in range(within.top(), within.bottom(), 2)
    )


def show_pictures(qtbot: QtBot, studio: FakeStudio, wall: WallView, booths: list[BoothKey]) -> None:
    qtbot.waitUntil(lambda: all(studio.connection(key[0]).picture_wants for key in booths))
    send_pictures(studio)

    def all_there() -> bool:
        tiles = [wall.canvas.tiles.get(booth) for booth in booths]
        return all(tile is not None and tile.shot is not None for tile in tiles)

    qtbot.waitUntil(all_there)
