"""The console's second window, for a second screen: the wall alone, or the docks alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QScreen
from PySide6.QtWidgets import QMainWindow, QTabWidget, QWidget

from studio_app.support.signal import Signal
from ui.bridge.client import BoothKey
from ui.components import Translated
from ui.console.dock import Dock, tab_on
from ui.console.hands import Hands
from ui.console.on_screen import bring_on_screen
from ui.console.wall import WallView
from ui.docks.booth_dock import BoothDock
from ui.docks.chat import ChatDock
from ui.docks.switcher import SwitcherDock
from ui.settings import WindowSettings
from ui.theme import GAP

KINDS = ("wall", "docks")
SIZE = (1100, 720)


@dataclass(frozen=True)
class SecondParts:
    """What a second window is made of, anew each time; `ui.main` says how."""

    wall: Callable[[], WallView]
    docks: Callable[[], Mapping[str, BoothDock]]
    chat: Callable[[], ChatDock]


class SecondWindow(Translated, QMainWindow):
    """Shows the same studio by the same sign-in; the booth chosen in one window is chosen in
    both. Closing it closes nothing else."""

    def __init__(
        self,
        shows: str,
        parts: SecondParts,
        titles: Mapping[str, Callable[[], str]],
        settings: WindowSettings,
    ) -> None:
        super().__init__()
        self.shows = shows
        self._settings = settings
        self._ends_with_console = False
        self.booth_chosen: Signal[BoothKey | None] = Signal()
        self.closed: Signal[()] = Signal()
        """Its person closed it; it does not come back by itself."""
        self.setObjectName("second")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setContentsMargins(GAP, GAP, GAP, GAP)
        self.wall: WallView | None = None
        self.panels: Mapping[str, BoothDock | ChatDock] = {}
        self.channel_wanted: Signal[()] = Signal()
        """Somebody wants to add a channel of the chat; the console knows where."""
        self.channels_wanted: Signal[()] = Signal()
        """Somebody wants to look after the channels."""
        self.order_wanted: Signal[str, int] = Signal()
        """Somebody wants to see this server's order with this number."""
        if shows == "wall":
            self.wall = parts.wall()
            self.wall.booth_chosen.connect(self.booth_chosen.emit)
            self.setCentralWidget(self.wall)
        else:
            chat = parts.chat()
            chat.channel_wanted.connect(self.channel_wanted.emit)
            chat.channels_wanted.connect(self.channels_wanted.emit)
            chat.order_wanted.connect(self.order_wanted.emit)
            self.panels = {**parts.docks(), "chat": chat}
            self._lay_out(titles)
        self._place()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(self._screen_gone)
        self.retranslate()

    def choose(self, booth: BoothKey | None) -> None:
        """Show this booth."""
        if self.wall is not None:
            self.wall.choose(booth)
        for panel in self.panels.values():
            panel.set_booth(booth)

    def close_with_console(self) -> None:
        """The console ends; this window comes back with it."""
        self._ends_with_console = True
        self.close()

    def retranslate(self) -> None:
        """The title; the parts retranslate themselves."""
        what = (
            QCoreApplication.translate("SecondWindow", "wall")
            if self.shows == "wall"
            else QCoreApplication.translate("SecondWindow", "booth")
        )
        self.setWindowTitle(f"BoothDeck · {what}")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where it was, and whether it is wanted."""
        self._settings.keep_second_place(self.saveGeometry())
        self._settings.keep_second(self.shows if self._ends_with_console else "")
        super().closeEvent(event)
        if not self._ends_with_console:
            self.closed.emit()

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Tab and Shift+Tab lead to what is seen."""
        return tab_on(lambda: QMainWindow.focusNextPrevChild(self, onward))

    def _lay_out(self, titles: Mapping[str, Callable[[], str]]) -> None:
        self.setDockNestingEnabled(True)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        nothing = QWidget()
        nothing.setMaximumSize(0, 0)
        self.setCentralWidget(nothing)
        area = Qt.DockWidgetArea.LeftDockWidgetArea
        docks = {name: Dock(name, titles[name], panel) for name, panel in self.panels.items()}
        right = Qt.DockWidgetArea.RightDockWidgetArea
        for name in ("chat", "mixer"):  # sound needs width rather than height
            if name in docks:
                self.addDockWidget(right, docks.pop(name))
        for dock in docks.values():
            self.addDockWidget(area, dock)
        for place, (before, dock) in enumerate(pairwise(docks.values())):
            way = Qt.Orientation.Horizontal if place else Qt.Orientation.Vertical
            self.splitDockWidget(before, dock, way)

    def _place(self) -> None:
        """On the screen it was on; else on one that the console is not on, if there is any."""
        self.resize(*SIZE)
        geometry = self._settings.second_geometry
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            screens = QGuiApplication.screens()
            others = [each for each in screens if each is not QGuiApplication.primaryScreen()]
            if others:
                self.setGeometry(others[0].availableGeometry())
        bring_on_screen(self)

    def _screen_gone(self, _screen: QScreen) -> None:
        bring_on_screen(self)


class Seconds:
    """Whether there is a second window, and what it shows; it keeps to the console's booth."""

    def __init__(
        self,
        parts: SecondParts,
        titles: Mapping[str, Callable[[], str]],
        settings: WindowSettings,
        hands: Hands,
    ) -> None:
        self._parts = parts
        self._titles = titles
        self._settings = settings
        self._hands = hands
        self.window: SecondWindow | None = None
        self.channel_wanted: Signal[()] = Signal()
        """As of the console's own chat."""
        self.channels_wanted: Signal[()] = Signal()
        self.order_wanted: Signal[str, int] = Signal()
        hands.booth_chosen.connect(self._choose)

    @property
    def has_second(self) -> bool:
        """Whether it is open."""
        return self.window is not None

    def restore(self) -> None:
        """Open it again as it was at the end."""
        if self._settings.second in KINDS:
            self.open_second(self._settings.second)

    def open_second(self, shows: str) -> None:
        """Open it ("wall" or "docks"), in place of one that is there."""
        self.close_second()
        window = SecondWindow(shows, self._parts, self._titles, self._settings)
        window.booth_chosen.connect(self._hands.choose)
        window.closed.connect(self._gone)
        window.channel_wanted.connect(self.channel_wanted.emit)
        window.channels_wanted.connect(self.channels_wanted.emit)
        window.order_wanted.connect(self.order_wanted.emit)
        switcher = window.panels.get("switcher")
        if isinstance(switcher, SwitcherDock):
            self._hands.switchers.append(switcher)
        self.window = window
        self._settings.keep_second(shows)
        window.choose(self._hands.booth)
        window.show()

    def close_second(self) -> None:
        """Close it, and not open it at the next start."""
        if self.window is not None:
            self.window.close()

    def close_with_console(self) -> None:
        """Close it; it comes back with the console."""
        if self.window is not None:
            window = self.window
            self._gone()
            window.close_with_console()

    def _gone(self) -> None:
        if self.window is not None:
            switcher = self.window.panels.get("switcher")
            if isinstance(switcher, SwitcherDock) and switcher in self._hands.switchers:
                self._hands.switchers.remove(switcher)
        self.window = None

    def _choose(self, booth: BoothKey | None) -> None:
        if self.window is not None:
            self.window.choose(booth)
