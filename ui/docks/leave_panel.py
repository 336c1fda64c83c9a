"""A panel in a list's place, which Escape leaves before it lets go of the booth."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame


class LeavePanel(QFrame):
    """Whoever listens to `left` shows the list again."""

    left = Signal()

    def leave(self) -> None:
        """Go back to the list."""
        self.left.emit()

    def event(self, event: QEvent) -> bool:
        """Escape is the panel's, whichever part of it has the keyboard."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
