"""What is needed seldom: OBS's profile, scene collection and hotkeys, in a menu."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QMenu,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from studio_app.domain.booth import Hotkeys, Setup
from ui.bridge.client import BoothKey
from ui.components import Translated, icon
from ui.operations import Operations
from ui.theme import WARNING


class HotkeyList(QWidget):
    """OBS's hotkeys, found by typing; Enter or a click presses one."""

    def __init__(self, press: Callable[[str], object]) -> None:
        super().__init__()
        self._press = press
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.names = QListWidget()
        self.names.setMinimumSize(320, 240)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.search)
        column.addWidget(self.names)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._press_current)
        self.names.itemClicked.connect(lambda item: self._press(item.text()))
        self.names.itemActivated.connect(lambda item: self._press(item.text()))

    def show_names(self, names: tuple[str, ...]) -> None:
        """The names OBS knows."""
        self.names.clear()
        self.names.addItems(list(names))
        self._filter(self.search.text())

    def _filter(self, text: str) -> None:
        wanted = text.casefold()
        first = -1
        for row in range(self.names.count()):
            item = self.names.item(row)
            hidden = wanted not in item.text().casefold()
            item.setHidden(hidden)
            if not hidden and first < 0:
                first = row
        self.names.setCurrentRow(first)

    def _press_current(self) -> None:
        row = self.names.currentRow()
        if row >= 0 and not self.names.item(row).isHidden():
            self._press(self.names.item(row).text())


class MoreMenu(Translated, QMenu):
    """Opened under the dock's "…" button for one booth at a time."""

    def __init__(self, ops: Operations, parent: QWidget) -> None:
        super().__init__(parent)
        self._ops = ops
        self._booth: BoothKey | None = None
        self.profiles = QMenu(self)
        self.collections = QMenu(self)
        self.hotkeys = QMenu(self)
        for menu in (self.profiles, self.collections, self.hotkeys):
            self.addMenu(menu)
        self._warning = QAction(self)
        self._warning.setEnabled(False)
        self._warning.setIcon(icon("warning", WARNING))
        self.list = HotkeyList(self._hotkey)
        holder = QWidgetAction(self)
        holder.setDefaultWidget(self.list)
        self.hotkeys.addAction(holder)
        self.hotkeys.aboutToShow.connect(self.list.search.setFocus)
        self.setToolTipsVisible(True)
        self.retranslate()

    def retranslate(self) -> None:
        """Every text anew."""
        self.profiles.setTitle(self.tr("Profile"))
        self.collections.setTitle(self.tr("Scene collection"))
        self.hotkeys.setTitle(self.tr("Press an OBS hotkey"))
        self.list.search.setPlaceholderText(self.tr("Part of its name"))
        self.list.names.setAccessibleName(self.tr("Hotkeys of OBS"))

    def show_booth(
        self, booth: BoothKey, setup: Setup | None, hotkeys: Hotkeys | None, hindrance: str
    ) -> None:
        """What this booth's OBS has. `hindrance` disables everything, and says why."""
        self._booth = booth
        setup = setup or Setup()
        self._fill(self.profiles, setup.profiles, setup.profile, self._profile)
        self.collections.clear()
        self._warning.setText(self.tr("The picture on air changes at once"))
        self.collections.addAction(self._warning)
        self.collections.addSeparator()
        self._fill(self.collections, setup.collections, setup.collection, self._collection)
        self.list.show_names(hotkeys.names if hotkeys is not None else ())
        self.profiles.setEnabled(not hindrance and bool(setup.profiles))
        self.collections.setEnabled(
            not hindrance and bool(setup.collections) and not setup.changing
        )
        self.hotkeys.setEnabled(not hindrance and hotkeys is not None)
        for menu in (self.profiles, self.collections, self.hotkeys):
            menu.menuAction().setToolTip(hindrance)

    def _fill(
        self, menu: QMenu, names: tuple[str, ...], now: str, choose: Callable[[str], object]
    ) -> None:
        if menu is self.profiles:
            menu.clear()
        group = QActionGroup(menu)
        for name in names:
            # "&" would be a mnemonic.
            action = QAction(name.replace("&", "&&"), menu, checkable=True, checked=name == now)
            action.setData(name)
            action.setEnabled(name != now)
            action.triggered.connect(lambda _=False, name=name: choose(name))
            group.addAction(action)
            menu.addAction(action)

    def _profile(self, name: str) -> None:
        if self._booth is not None:
            self._ops.start(self._ops.switching.profile(self._booth, name), "profile")

    def _collection(self, name: str) -> None:
        if self._booth is not None:
            self._ops.start(self._ops.switching.collection(self._booth, name), "collection")

    def _hotkey(self, name: str) -> None:
        self.close()
        if self._booth is not None:
            self._ops.start(self._ops.switching.hotkey(self._booth, name), "hotkey")

    def open_under(self, anchor: QWidget) -> None:
        """Show it at a button."""
        self.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))
        self.setFocus(Qt.FocusReason.PopupFocusReason)
