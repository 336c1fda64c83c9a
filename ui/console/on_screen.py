"""Keeps windows where they can be seen, whatever screens come and go."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

LEAST_SEEN = (200, 60)
"""So much of a window's upper part must be on one screen: a hand can then move it."""


def seen_place(place: QRect, rooms: Sequence[QRect]) -> QRect:
    """Where a window goes: its place when enough of it is on a screen, else inside the first
    one, no larger than that."""
    top = QRect(place.left(), place.top(), place.width(), LEAST_SEEN[1])
    for room in rooms:
        part = top.intersected(room)
        if part.width() >= min(LEAST_SEEN[0], place.width()) and part.height() >= LEAST_SEEN[1]:
            return place
    if not rooms:
        return place
    room = rooms[0]
    moved = QRect(place)
    moved.setSize(place.size().boundedTo(room.size()))
    moved.moveCenter(room.center())
    return moved


def bring_on_screen(window: QWidget) -> None:
    """Move a window that nobody can see any more."""
    rooms = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    place = seen_place(window.geometry(), rooms)
    if place != window.geometry():
        window.setGeometry(place)
