"""How the keyboard leaves a field of figures: Enter and Escape give it back to the wall, so that
the next digits choose a booth."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QDialog,
    QDoubleSpinBox,
    QLineEdit,
    QSpinBox,
    QWidget,
)


class FieldExit(QObject):
    """Watches the one field of the window that has the keyboard. Enter keeps what was typed,
    Escape takes it back; dialogs and pop-ups keep their own ways."""

    def __init__(self, window: QWidget, home: Callable[[], object]) -> None:
        """`home` gives the keyboard to where it belongs when nothing is typed."""
        super().__init__(window)
        self._home = home
        self._field: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        told = app.focusChanged.connect(self._focus_moved)
        self.destroyed.connect(lambda: QObject.disconnect(told))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape is the field's before it is the console's shortcut; see what it and Enter do."""
        if not isinstance(event, QKeyEvent) or watched is not self._field:
            return False
        if event.key() == Qt.Key.Key_Escape:
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                if isinstance(watched, QSpinBox):
                    watched.setValue(watched.value())  # the text it had before it was typed over
                elif isinstance(watched, QDoubleSpinBox):
                    watched.setValue(watched.value())
                self._leave_later(watched)
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.type() is QEvent.Type.KeyPress
        ):
            self._leave_later(watched)
        return False

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._field is not None:
            self._field.removeEventFilter(self)
            self._field = None
        if isinstance(new, QAbstractSpinBox | QLineEdit) and self._is_mine(new):
            self._field = new
            new.installEventFilter(self)
            new.destroyed.connect(self._gone)

    def _gone(self) -> None:
        self._field = None

    def _is_mine(self, field: QWidget) -> bool:
        """In the window, or in a dock that was dragged out of it."""
        window, top = self.parent(), field.window()
        popup = top.windowType() is Qt.WindowType.Popup or isinstance(top, QDialog)
        return top is window or (not popup and top.parent() is window)

    def _leave_later(self, field: QObject) -> None:
        """After the field has had the key. A field of words that stays where it is (a search, a
        figure that cannot be read) is let alone."""
        figures = isinstance(field, QAbstractSpinBox)

        def leave() -> None:
            if QApplication.focusWidget() is (field if figures else None):
                self._home()

        QTimer.singleShot(0, self, leave)
