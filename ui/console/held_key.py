"""A key that is held as a finger is: the button it belongs to counts, and any release stops it."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from ui.components import HoldButton

_OVER = (QEvent.Type.ApplicationDeactivate, QEvent.Type.WindowDeactivate)


class HeldKey(QObject):
    """`press` when a shortcut goes down. Listens to the application only while a key is held."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._button: HoldButton | None = None

    def press(self, button: HoldButton) -> None:
        """This button's key is down."""
        app = QApplication.instance()
        if app is None or not button.isEnabled():
            return
        self._release()
        self._button = button
        app.installEventFilter(self)
        button.hold()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for a key to come up, or for the window to lose the keyboard."""
        kind = event.type()
        released = (
            kind is QEvent.Type.KeyRelease
            and isinstance(event, QKeyEvent)
            and not event.isAutoRepeat()
        )
        if released or kind in _OVER:
            self._release()
        return False

    def _release(self) -> None:
        app = QApplication.instance()
        if self._button is not None and app is not None:
            app.removeEventFilter(self)
            button, self._button = self._button, None
            button.let_go()
