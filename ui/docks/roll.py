"""A scroll area without a frame that says when its room changes."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget


class Roll(QScrollArea):
    """Holds one widget, as wide (and at least as high) as the room; the focus goes to what is
    inside, and scrolls to it."""

    resized = Signal()

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        self._height: int | None = None

    def show_height(self, least: int, most: int) -> None:
        """Be this high at most, and less only where there is no room."""
        if most != self._height:
            self._height = most
            self.setMinimumHeight(least)
            self.setMaximumHeight(most)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The height that was said, else the inside's."""
        hint = super().sizeHint()
        return hint if self._height is None else QSize(hint.width(), self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell."""
        super().resizeEvent(event)
        self.resized.emit()
