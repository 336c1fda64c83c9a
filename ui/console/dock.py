"""How a dock is framed: one line of title that it is moved by, two small buttons, a panel."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ui.components import Button, Translated
from ui.theme import set_look

TITLE_HEIGHT = 28


class _Title(QFrame):
    """Mouse events pass through to the dock, which moves by them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "dock-title")
        self._shown = True
        self.text = QLabel()
        set_look(self.text, "strong")
        self.float_button = Button(look="flat", icon_name="panels")
        self.close_button = Button(look="flat", icon_name="close")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 4, 0)
        row.setSpacing(2)
        row.addWidget(self.text, 1)
        for button in (self.float_button, self.close_button):
            button.setFixedSize(24, 24)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)

    def show_line(self, shown: bool) -> None:
        """A dock asks its title for the size it would like, and gives it that."""
        self._shown = shown
        self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """One line, or nothing."""
        return QSize(120, TITLE_HEIGHT if self._shown else 0)

    def minimumSizeHint(self) -> QSize:
        """No text keeps a dock from being narrow."""
        return QSize(60, self.sizeHint().height())


class Dock(Translated, QDockWidget):
    """Holds one of the booth's panels. `title` gives its translated title."""

    def __init__(self, name: str, title: Callable[[], str], panel: QWidget) -> None:
        super().__init__()
        self.setObjectName(f"dock-{name}")  # what a saved layout knows it by
        self._title_text = title
        self.panel = panel
        self._title = _Title()
        self._title.float_button.clicked.connect(
            lambda _=False: self.setFloating(not self.isFloating())
        )
        self._title.close_button.clicked.connect(self.close)
        self.setTitleBarWidget(self._title)
        ground = QFrame()
        ground.setProperty("look", "dock")
        column = QVBoxLayout(ground)
        column.setContentsMargins(1, 0, 1, 1)
        column.addWidget(panel)
        self.setWidget(ground)
        self.retranslate()

    def show_title(self, shown: bool) -> None:
        """Whether the line of title is there; a tab says the name otherwise."""
        self._title.show_line(shown)

    def retranslate(self) -> None:
        """Title and buttons anew."""
        title = self._title_text()
        self.setWindowTitle(title)
        self._title.text.setText(title)
        self._title.float_button.describe(self.tr("Into a window of its own, or back"))
        self._title.close_button.describe(self.tr("Hide; the layout buttons bring it back"))


def tab_on(step: Callable[[], bool]) -> bool:
    """Move the keyboard by `step` (Qt's own way to the next widget), past panels behind other tabs:
    Qt has only moved those out of sight, and a focus that nobody sees would be in them. False when
    it led nowhere."""
    first = QApplication.focusWidget()
    while step():
        now = QApplication.focusWidget()
        if now is None or now is first or not _behind_a_tab(now):
            return True
    return False


def _behind_a_tab(widget: QWidget) -> bool:
    within: QWidget | None = widget
    while within is not None and not isinstance(within, Dock):
        within = within.parentWidget()
    return within is not None and within.visibleRegion().isEmpty()
