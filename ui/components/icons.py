"""Icons from the shipped SVG files, in any colour and sharp at any scale."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources import resource
from ui.theme import TEXT, TEXT_FAINT


@lru_cache(maxsize=256)
def pixmap(name: str, size_px: int = 16, colour: str = TEXT, ratio: float = 1.0) -> QPixmap:
    """The icon `resources/icons/NAME.svg` as a picture. Raises FileNotFoundError."""
    drawing = resource("icons", f"{name}.svg").read_bytes().replace(TEXT.encode(), colour.encode())
    made = QPixmap(QSize(round(size_px * ratio), round(size_px * ratio)))
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(made.rect()))
    made.setDevicePixelRatio(ratio)
    return made


@lru_cache(maxsize=256)
def icon(name: str, colour: str = TEXT) -> QIcon:
    """The icon for buttons and menus, with a faint version for disabled ones."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, 16, colour, ratio))
        made.addPixmap(pixmap(name, 16, TEXT_FAINT, ratio), QIcon.Mode.Disabled)
    return made
