"""What fields need beyond the style sheet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit

INSET = 6


def inset_text(*spins: QAbstractSpinBox) -> None:
    """Begin the figures where the words of other fields begin: a style sheet's padding does not
    reach the line within a spin box."""
    for spin in spins:
        inner = spin.findChild(QLineEdit)
        if inner is not None:
            inner.setTextMargins(INSET, 0, 0, 0)


class CalmBox(QComboBox):
    """A choice in a page that scrolls: the wheel passes over it and changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page's."""
        event.ignore()


class LeaveField(QLineEdit):
    """Escape leaves it and keeps what is written; whoever listens to `left` takes the keyboard."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
