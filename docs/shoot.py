"""Taking a picture of an open window: waiting until it shows what it must, saving it small."""

import asyncio
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from docs.studio_to_show import PATIENCE_S, Booths
from studio_app.domain.booth import Link, LinkStatus, Output, OutputKind, OutputStatus
from ui.bridge.client import BoothKey
from ui.console.window import ConsoleWindow

LARGE = 1200 * 600
"""Pixels."""
SETTLE_S = 2.0
"""Long enough for the next pictures and for every meter."""


class Shoot:
    """An open window, what stands behind it, and where pictures of it go."""

    def __init__(self, window: ConsoleWindow, booths: Booths, home: Path, folder: Path) -> None:
        self.window = window
        self.parts = window._parts
        self.booths = booths
        self.home = home
        """Empty folder for what a scene needs besides."""
        self._folder = folder

    async def save(self, widget: QWidget, name: str) -> None:
        """Save how a widget looks now as `name`.png; `finish` makes it small later, as that takes
        longer than a window may be silent."""
        path = self._folder / f"{name}.png"
        if not widget.grab().save(str(path), quality=90):
            raise RuntimeError(f"{path} cannot be written")
        await asyncio.sleep(0)

    async def order(self, do: str, booth: int, **more: object) -> None:
        """Have a simulated booth do something."""
        await asyncio.to_thread(self.booths.order, do, booth, **more)

    async def until(self, what: str, condition: Callable[[], bool]) -> None:
        """Wait until something is so. Raises RuntimeError when it never is."""
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > deadline:
                raise RuntimeError(f"this never came: {what}")
            await asyncio.sleep(0.05)

    async def settle(self) -> None:
        """Let pictures, meters and figures arrive."""
        await asyncio.sleep(SETTLE_S)

    def key(self, number: int) -> BoothKey:
        """The booth with this number."""
        found = self.parts.bridge.find(number)
        if found is None:
            raise RuntimeError(f"there is no booth {number}")
        return found

    def link(self, number: int) -> LinkStatus | None:
        """How the link to a booth is."""
        link = self.parts.bridge.get(self.key(number), Link)
        return link.status if link is not None else None

    def stream(self, number: int) -> OutputStatus | None:
        """What a booth's stream does."""
        output = self.parts.bridge.get(self.key(number), Output, OutputKind.STREAM)
        return output.status if output is not None else None


def finish(source: Path, folder: Path) -> None:
    """Put a picture where it belongs, as small as it gets: what is larger than a dock with a
    palette, which is a third of the size."""
    picture = QImage(str(source))
    if picture.width() * picture.height() > LARGE:
        picture = fewer_colours(picture)
    path = folder / source.name
    if not picture.save(str(path), quality=0):
        raise RuntimeError(f"{path} cannot be written")
    size = f"{picture.width()}x{picture.height()}, {path.stat().st_size // 1024} kB"
    sys.stdout.write(f"{path.name}: {size}\n")
    sys.stdout.flush()


def fewer_colours(picture: QImage) -> QImage:
    """The picture in its own 256 most telling colours: flat areas keep theirs exactly."""
    whole = picture.convertToFormat(QImage.Format.Format_RGB888)
    height, width = whole.height(), whole.width()
    rows = np.frombuffer(whole.constBits(), np.uint8).reshape(height, whole.bytesPerLine())
    pixels = rows[:, : width * 3].reshape(-1, 3).astype(np.int32)
    cells = (pixels[:, 0] >> 2) << 12 | (pixels[:, 1] >> 2) << 6 | pixels[:, 2] >> 2
    used, first, counts = np.unique(cells, return_index=True, return_counts=True)
    colours = pixels[first]
    weights = np.sqrt(counts.astype(np.float64))
    # Each next colour is where most pixels are worst off with those chosen before.
    distance = np.full(len(used), np.inf)
    nearest = np.zeros(len(used), np.uint8)
    palette: list[tuple[int, ...]] = []
    at = int(counts.argmax())
    for index in range(256):
        palette.append(tuple(int(part) for part in colours[at]))
        to_this = ((colours - colours[at]) ** 2).sum(axis=1).astype(np.float64)
        closer = to_this < distance
        nearest[closer], distance[closer] = index, to_this[closer]
        at = int((distance * weights).argmax())
    indexes = nearest[np.searchsorted(used, cells)].reshape(height, width)
    padded = np.zeros((height, -(-width // 4) * 4), np.uint8)
    padded[:, :width] = indexes
    made = QImage(padded.tobytes(), width, height, padded.shape[1], QImage.Format.Format_Indexed8)
    made.setColorTable([0xFF000000 | red << 16 | green << 8 | blue for red, green, blue in palette])
    return made.copy()
