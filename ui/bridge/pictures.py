"""The pictures of all booths that this window shows: merged wants, decoded off the GUI's thread.

JPEGs are decoded in worker threads straight to the sizes that widgets paint, so that painting one
is a plain copy. A booth's bus never has more than one decode under way: of the pictures that come
meanwhile only the newest is decoded next. What waits is therefore bounded by the number of buses.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import cv2
import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from studio_app.domain.feed import Bus, Picture
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge, Want

log = logging.getLogger(__name__)

WIDTH_STEPS = (160, 240, 320, 480, 640, 960, 1280)
"""Widths that are asked for, in pixels: a window that is dragged larger must not ask anew at every
pixel, and consoles that ask alike share a reading."""

WORKERS = 2

Box = tuple[int, int]
"""Width and height in device pixels."""

Lane = tuple[BoothKey, Bus]


class View(NamedTuple):
    """A picture as one widget shows it: at most `fps` a second, in a box of device pixels."""

    booth: BoothKey
    bus: Bus
    fps: float
    box: Box


class Shot(NamedTuple):
    """A decoded picture. `image` has the picture's own shape inside the box asked for."""

    image: QImage
    taken: datetime
    """When the server read it, by its clock."""
    source: Box
    """Width and height that it arrived in."""


Arrived = Callable[[BoothKey, Bus, Shot], object]


class Viewer:
    """One widget's side of the hub. The GUI's thread only."""

    def __init__(self, hub: "PictureHub", arrived: Arrived) -> None:
        self._hub = hub
        self.arrived = arrived
        self.views: dict[Lane, View] = {}

    def want(self, views: Iterable[View]) -> None:
        """Replace what is wanted. A picture that came before is given again in a new size."""
        wanted = {(view.booth, view.bus): view for view in views}
        if wanted != self.views:
            before, self.views = self.views, wanted
            self._hub.wants_changed(self, before)

    def close(self) -> None:
        """Want nothing any more."""
        self.want(())
        self._hub.forget(self)


@dataclass
class _LaneState:
    newest: Picture | None = None
    busy: bool = False
    again: bool = False
    failed: bool = False


class PictureHub(QObject):
    """Gives every viewer its pictures and asks the servers for the greatest that any wants."""

    _decoded = Signal(object, object, object)

    def __init__(
        self,
        bridge: StudioBridge,
        parent: QObject | None = None,
        executor: Executor | None = None,
    ) -> None:
        super().__init__(parent)
        # OpenCV would split every small picture over threads of its own, and wait for them.
        cv2.setNumThreads(1)
        self._bridge = bridge
        self._executor = executor or ThreadPoolExecutor(WORKERS, "picture")
        self._viewers: list[Viewer] = []
        self._lanes: dict[Lane, _LaneState] = {}
        self._closed = False
        self._decoded.connect(self._on_decoded, Qt.ConnectionType.QueuedConnection)
        self._disconnect = bridge.picture.connect(self._came)

    def close(self) -> None:
        """Ask for nothing, end the threads (waits for a running decode: some milliseconds)."""
        if self._closed:
            return
        self._closed = True
        self._disconnect()
        self._bridge.want_pictures(self, ())
        self._executor.shutdown(wait=True, cancel_futures=True)

    def viewer(self, arrived: Arrived, owner: QObject) -> Viewer:
        """A new viewer; `arrived` is called on the GUI's thread; it closes with `owner`."""
        made = Viewer(self, arrived)
        self._viewers.append(made)
        owner.destroyed.connect(made.close)
        return made

    def wants_changed(self, viewer: Viewer, before: Mapping[Lane, View]) -> None:
        """Called by a viewer whose `views` are new."""
        if self._closed:
            return
        views = [view for each in self._viewers for view in each.views.values()]
        self._bridge.want_pictures(
            self, [Want(view.booth, view.bus, view.fps, width_step(view.box[0])) for view in views]
        )
        wanted = {(view.booth, view.bus) for view in views}
        for lane in [lane for lane in self._lanes if lane not in wanted]:
            state = self._lanes[lane]
            if state.busy:
                state.again, state.newest = False, None
            else:
                del self._lanes[lane]
        for lane, view in viewer.views.items():
            old = before.get(lane)
            state = self._lanes.setdefault(lane, _LaneState())
            if (old is None or old.box != view.box) and state.newest is not None:
                self._decode(lane, state)

    def forget(self, viewer: Viewer) -> None:
        """Called by a viewer that closes."""
        if viewer in self._viewers:
            self._viewers.remove(viewer)

    def _came(self, booth: BoothKey, picture: Picture) -> None:
        state = self._lanes.get((booth, picture.bus))
        if state is None:  # still under way from before nobody wanted it
            return
        state.newest = picture
        self._decode((booth, picture.bus), state)

    def _decode(self, lane: Lane, state: _LaneState) -> None:
        if state.busy:
            state.again = True
            return
        boxes = tuple({view.box for each in self._viewers if (view := each.views.get(lane))})
        if state.newest is None or not boxes:
            return
        state.busy = True
        self._executor.submit(self._work, lane, state.newest, boxes)

    def _work(self, lane: Lane, picture: Picture, boxes: tuple[Box, ...]) -> None:
        """In a worker thread."""
        try:
            images: dict[Box, QImage] | None = decode(picture.jpeg, boxes)
        except Exception as error:  # whatever a broken picture does: the lane goes on
            log.debug("booth %s: a picture failed: %r", lane[0][1], error)
            images = None
        self._decoded.emit(lane, picture, images)

    def _on_decoded(
        self, lane: Lane, picture: Picture, images: Mapping[Box, QImage] | None
    ) -> None:
        state = self._lanes.get(lane)
        if state is None or self._closed:
            return
        state.busy = False
        if state.again:
            state.again = False
            self._decode(lane, state)
        if images is None:
            if not state.failed:
                log.warning("booth %s: a %s picture cannot be decoded", lane[0][1], lane[1])
            state.failed = True
            return
        if state.failed:
            log.info("booth %s: %s pictures can be decoded again", lane[0][1], lane[1])
            state.failed = False
        for viewer in tuple(self._viewers):
            view = viewer.views.get(lane)
            image = images.get(view.box) if view is not None else None
            if image is not None:
                viewer.arrived(*lane, Shot(image, picture.taken, (picture.width, picture.height)))


def width_step(width: int) -> int:
    """The width to ask for, in pixels, when a picture is painted this wide."""
    return next((step for step in WIDTH_STEPS if step >= width), WIDTH_STEPS[-1])


def fit(source: Box, box: Box) -> Box:
    """The largest size of the source's shape inside the box. A box of that shape but for rounding
    is filled whole, so that no seam shows."""
    across, down = max(1, source[0]), max(1, source[1])
    scale = min(box[0] / across, box[1] / down)
    width, height = max(1, round(across * scale)), max(1, round(down * scale))
    if box[0] - width <= 2 and box[1] - height <= 2:
        return max(1, box[0]), max(1, box[1])
    return min(width, box[0]), min(height, box[1])


def decode(jpeg: bytes, boxes: Iterable[Box]) -> dict[Box, QImage]:
    """A JPEG as opaque 32 bit images, one fitted into each box. Any thread. Raises ValueError when
    it is none."""
    whole = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR) if jpeg else None
    if whole is None:
        raise ValueError("not a JPEG")
    height, width = whole.shape[:2]
    return {box: _image(whole, fit((width, height), box)) for box in boxes}


def _image(whole: "cv2.typing.MatLike", size: Box) -> QImage:
    height, width = whole.shape[:2]
    if size != (width, height):
        # Area averaging costs five times as much, and shows only from half the size on.
        halved = 2 * size[0] <= width
        whole = cv2.resize(
            whole, size, interpolation=cv2.INTER_AREA if halved else cv2.INTER_LINEAR
        )
    pixels = cv2.cvtColor(whole, cv2.COLOR_BGR2BGRA)
    image = QImage(
        pixels.data, size[0], size[1], int(pixels.strides[0]), QImage.Format.Format_RGB32
    )
    # The buffer is numpy's; the copy belongs to Qt alone.
    return image.copy()
