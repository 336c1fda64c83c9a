"""The one window of settings: booths, servers, staff, keys, about. Opened without blocking."""

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.bridge.server_book import ServerBook
from ui.bridge.studio import StudioBridge
from ui.components import Button, Translated
from ui.console.shortcuts import Shortcuts
from ui.dialogs.about_page import AboutPage
from ui.dialogs.booths_page import BoothsPage
from ui.dialogs.keys_page import KeysPage
from ui.dialogs.server_page import ServerPage
from ui.dialogs.servers_page import ServersPage
from ui.dialogs.staff_page import StaffPage
from ui.operations import Operations

PAGES = ("booths", "server", "servers", "staff", "keys", "about")
SIZE = (980, 680)


class SettingsDialog(Translated, QDialog):
    """Stands over its window and blocks nothing of it: what is on air is always in reach."""

    def __init__(
        self,
        bridge: StudioBridge,
        ops: Operations,
        book: ServerBook,
        shortcuts: Shortcuts,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.booths = BoothsPage(bridge, ops)
        self.server = ServerPage(bridge, ops)
        self.servers = ServersPage(bridge, ops, book)
        self.staff = StaffPage(bridge, ops)
        self.keys = KeysPage(shortcuts)
        self.about = AboutPage()
        self._list = QListWidget()
        self._list.setFixedWidth(160)
        self._pages = QStackedWidget()
        for page in (self.booths, self.server, self.servers, self.staff, self.keys, self.about):
            self._list.addItem("")
            self._pages.addWidget(page)
        self._list.currentRowChanged.connect(self._page_chosen)
        self._close = Button()
        self._close.clicked.connect(self.accept)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self._list, 1)
        left.addWidget(self._close)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(20)
        row.addLayout(left)
        row.addWidget(self._pages, 1)
        room = parent.size()
        self.resize(min(SIZE[0], room.width() - 40), min(SIZE[1], room.height() - 40))
        self.retranslate()

    def show_page(self, name: str) -> None:
        """Open on one of `PAGES`."""
        self._list.setCurrentRow(PAGES.index(name))
        self.show()
        self.raise_()
        self.activateWindow()

    def retranslate(self) -> None:
        """Every text anew."""
        self.setWindowTitle(self.tr("Settings"))
        self._list.setAccessibleName(self.tr("Pages"))
        self._close.setText(self.tr("Close"))
        texts = (
            self.tr("Booths"),
            self.tr("Server settings"),
            self.tr("Servers"),
            self.tr("Staff"),
            self.tr("Keys"),
            self.tr("About"),
        )
        for at, text in enumerate(texts):
            self._list.item(at).setText(text)

    def done(self, result: int) -> None:
        """A search that runs is stopped."""
        self.booths.finder.cancel()
        super().done(result)

    def _page_chosen(self, at: int) -> None:
        self._pages.setCurrentIndex(at)
        if PAGES[at] == "staff":
            self.staff.refresh()
        elif PAGES[at] == "server":
            self.server.refresh()
