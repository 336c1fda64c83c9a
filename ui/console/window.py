"""The console's window: top bar, what needs me, wall, docks; it puts parts together, no rules."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from studio_app.domain.ids import BoothId, ServerId
from ui.bridge.client import BoothKey, Connection, ConnectionStatus
from ui.bridge.person import person_of
from ui.bridge.server_book import ServerBook
from ui.bridge.studio import StudioBridge
from ui.components import Translated
from ui.console.closing_bar import ClosingBar
from ui.console.dock import Dock, tab_on
from ui.console.field_exit import FieldExit
from ui.console.hands import Hands
from ui.console.held_key import HeldKey
from ui.console.layouts import Layouts
from ui.console.needs_me import NeedsMeStrip
from ui.console.needs_me_book import NeedsBook
from ui.console.needs_me_rule import Severity
from ui.console.on_screen import bring_on_screen
from ui.console.own_keys import read_name, title_of
from ui.console.pages import ConnectingPage
from ui.console.palette import Palette
from ui.console.palette_rows import Found, command_rows
from ui.console.recovery_panel import RecoveryPanel
from ui.console.rescue_bar import RescueBar
from ui.console.second_window import SecondParts, Seconds
from ui.console.shortcuts import BoothDigits, Shortcuts
from ui.console.toasts import ToastArea
from ui.console.top_bar import WORDY, TopBar
from ui.console.wall import WallView
from ui.console.window_rows import layout_rows, own_title, panel_rows, plugin_rows, second_rows
from ui.dialogs.settings_dialog import SettingsDialog
from ui.dialogs.sign_in import SignInPage
from ui.docks.alarms import AlarmDock
from ui.docks.audit import AuditDock
from ui.docks.booth_dock import BoothDock
from ui.docks.chat import ChatDock
from ui.docks.orders import OrdersDock
from ui.docks.plugins import PluginsDock
from ui.docks.switcher import SwitcherDock
from ui.operations import Operations
from ui.settings import WindowSettings
from ui.theme import GAP
from ui.translations import LANGUAGES, Language

LEAST_SIZE = (1024, 600)


@dataclass(frozen=True)
class Parts:
    """What a window is put together from; `ui.main` makes them."""

    bridge: StudioBridge
    ops: Operations
    book: ServerBook
    settings: WindowSettings
    language: Language
    needs: NeedsBook
    wall: WallView
    switcher: SwitcherDock
    mixer: BoothDock
    sources: BoothDock
    outputs: BoothDock
    health: BoothDock
    second: SecondParts
    alarms: AlarmDock
    audit: AuditDock
    plugins: PluginsDock
    chat: ChatDock
    orders: OrdersDock

    @property
    def room(self) -> Mapping[str, QWidget]:
        """The panels that are about the whole room, by name."""
        return {
            "alarms": self.alarms,
            "audit": self.audit,
            "plugins": self.plugins,
            "chat": self.chat,
            "orders": self.orders,
        }

    @property
    def docks(self) -> Mapping[str, BoothDock]:
        """The booth's panels by name."""
        return {
            "switcher": self.switcher,
            "mixer": self.mixer,
            "sources": self.sources,
            "outputs": self.outputs,
            "health": self.health,
        }


class ConsoleWindow(Translated, QMainWindow):
    """One technician's view of every booth."""

    def __init__(self, parts: Parts, layout: str = "", size: tuple[int, int] | None = None) -> None:
        super().__init__()
        self._parts = parts
        self._bridge = parts.bridge
        self._may_close = False
        self._sign_in_asked = False
        self._settings_dialog: SettingsDialog | None = None
        self.setObjectName("console")
        self.setMinimumSize(*LEAST_SIZE)
        self.setContentsMargins(GAP, 0, GAP, GAP)
        self.setDockNestingEnabled(True)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.shortcuts = Shortcuts(self, parts.settings, person_of(parts.bridge))
        self.digits = BoothDigits(self)
        self._fields = FieldExit(self, self._give_keyboard_to_wall)
        self.hands = Hands(parts.bridge, parts.ops, parts.needs)
        self.top_bar = TopBar(parts.bridge, parts.language, self.shortcuts)
        self.setMenuWidget(self.top_bar)
        self.rescue = RescueBar(parts.bridge, parts.ops)
        self.top_bar.add(self.rescue)
        self._held = HeldKey(self)
        self.strip = NeedsMeStrip(parts.bridge, parts.ops, parts.needs)
        self.sign_in_page = SignInPage(parts.bridge, parts.ops, parts.book, parts.settings)
        self.connecting_page = ConnectingPage(parts.bridge)
        self.closing_bar = ClosingBar(parts.bridge, parts.ops, parts.book)
        self.pages = QStackedWidget()
        self.pages.setObjectName("pages")
        self._wall_page = QFrame()
        self._lay_out()
        panels: Mapping[str, QWidget] = {**parts.docks, **parts.room}
        self.docks = {name: Dock(name, _TITLES[name], panel) for name, panel in panels.items()}
        self.layouts = Layouts(self, self.docks, parts.settings)
        self.toasts = ToastArea(self.pages, parts.ops.notices)
        self.recovery = RecoveryPanel(
            self._wall_page, parts.bridge, parts.ops, lambda: self.rescue.recoveries
        )
        self.commands = Palette(
            parts.bridge, parts.ops, parts.settings, self.pages, lambda: self.hands.booth
        )
        self.seconds = Seconds(parts.second, _TITLES, parts.settings, self.hands)
        self._connect()
        self._bind_keys()
        geometry = parts.settings.geometry
        if size is not None or geometry.isEmpty() or not self.restoreGeometry(geometry):
            self._first_place(size)
        bring_on_screen(self)
        for dock in self.docks.values():  # every dock is there before a state is restored
            self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        self.layouts.use(layout)
        for dock in self.docks.values():
            for moved in (dock.dockLocationChanged, dock.topLevelChanged, dock.visibilityChanged):
                moved.connect(self._titles_later)
        self._show_titles()
        self._show_page()
        self._give_keyboard_to_wall()
        self.seconds.restore()
        self.retranslate()

    # --- for the program -------------------------------------------------------------------------

    def close_now(self) -> None:
        """Close without asking: the system or the command line wants it."""
        self._may_close = True
        self.close()

    def come_forward(self) -> None:
        """Show the window over others: somebody started the console a second time."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def open_settings(self, page: str = "booths") -> SettingsDialog:
        """The settings on one of their pages."""
        if self._settings_dialog is None:
            parts = self._parts
            dialog = SettingsDialog(parts.bridge, parts.ops, parts.book, self.shortcuts, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.finished.connect(self._settings_closed)
            dialog.servers.sign_in.connect(self._sign_in_from_settings)
            dialog.booths.commission_wanted.connect(self._commission)
            self._settings_dialog = dialog
        self._settings_dialog.show_page(page)
        return self._settings_dialog

    def add_booth(self) -> None:
        """The settings with the form of a new booth."""
        self.open_settings("booths").booths.add()

    def retranslate(self) -> None:
        """The window's title; its parts retranslate themselves."""
        self.setWindowTitle("BoothDeck")
        self.pages.setAccessibleName(self.tr("Wall of booths"))

    # --- events ----------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """The first time say what goes on without the window; nothing stands between hand and
        air meanwhile."""
        if not self._may_close and self.closing_bar.isHidden() and self.closing_bar.wanted():
            self.closing_bar.ask()
            event.ignore()
            return
        self.seconds.close_with_console()
        self.layouts.save()
        self._parts.settings.keep_geometry(self.saveGeometry())
        self._parts.settings.sync()
        for dock in self.docks.values():
            if dock.isFloating():
                dock.hide()  # a floating dock would keep the program running
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the counts of the top line stand alone."""
        super().resizeEvent(event)
        self.rescue.show_narrow(self.width() < WORDY)

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Tab and Shift+Tab lead to what is seen."""
        return tab_on(lambda: QMainWindow.focusNextPrevChild(self, onward))

    def changeEvent(self, event: QEvent) -> None:
        """Forget a half typed booth number when the window loses the keyboard."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.digits.clear()

    # --- putting together ------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._wall_page.setProperty("look", "panel")
        inner = QVBoxLayout(self._wall_page)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        inner.addWidget(self.strip)
        inner.addWidget(self._parts.wall, 1)
        for page in (self._wall_page, self.sign_in_page, self.connecting_page):
            self.pages.addWidget(page)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.pages, 1)
        column.addWidget(self.closing_bar)
        self.setCentralWidget(centre)

    def _connect(self) -> None:
        parts, bar = self._parts, self.top_bar
        self.rescue.panel_wanted.connect(self.recovery.toggle)
        self.rescue.show_keys(lambda: self.shortcuts.keys("panic_all"))
        bar.trouble_pressed.connect(self.hands.choose_next_trouble)
        bar.layout_chosen.connect(self.layouts.use)
        bar.palette_wanted.connect(self.commands.toggle)
        self.commands.booth_chosen.connect(self.hands.choose)
        self.commands.closed.connect(self._give_keyboard_to_wall)
        self.commands.own_rows = self._own_rows
        self.commands.keys = self.shortcuts.keys
        self.commands.give_key = self.shortcuts.give
        self.shortcuts.run_own = self._run_own
        self.shortcuts.title_own = lambda name: own_title(name, _TITLES) or title_of(name)
        bar.language_chosen.connect(self.use_language)
        bar.menu_chosen.connect(self._menu_chosen)
        bar.sign_in.connect(self._ask_sign_in)
        bar.sign_out.connect(lambda c: parts.ops.start(parts.book.sign_out(c), "sign out"))
        self.layouts.changed.connect(bar.show_layout)
        self.digits.shown.connect(bar.show_digits)
        self.sign_in_page.left.connect(self._leave_sign_in)
        self.connecting_page.servers_wanted.connect(lambda: self.open_settings("servers"))
        self.closing_bar.close_window.connect(self.close_now)
        parts.wall.booth_chosen.connect(self.hands.choose)
        parts.alarms.booth_chosen.connect(self.hands.choose)
        parts.wall.add_booth_wanted.connect(self.add_booth)
        self.strip.booth_chosen.connect(self.hands.choose)
        self.strip.server_chosen.connect(self._server_chosen)
        self.strip.plugin_chosen.connect(self._plugin_chosen)
        self.strip.questions_chosen.connect(self._questions_chosen)
        parts.chat.channel_wanted.connect(self._add_channel)
        parts.chat.channels_wanted.connect(self._show_channels)
        parts.chat.order_wanted.connect(self._show_order)
        parts.orders.message_wanted.connect(self._show_message)
        self.seconds.order_wanted.connect(self._show_order_here)
        self.seconds.channel_wanted.connect(self.come_forward)
        self.seconds.channel_wanted.connect(self._add_channel)
        self.seconds.channels_wanted.connect(self.come_forward)
        self.seconds.channels_wanted.connect(self._show_channels)
        judged = parts.needs.changed.connect(self._show_needs)
        self.destroyed.connect(lambda: QObject.disconnect(judged))  # the book outlives the window
        self._show_needs()
        self.hands.booth_chosen.connect(self._booth_chosen)
        ends = (
            parts.bridge.connections_changed.connect(self._show_page),
            parts.bridge.connections_changed.connect(self._use_person),
            parts.bridge.booths_changed.connect(self._show_page),
            parts.bridge.booths_changed.connect(self.hands.forget_gone),
            self.shortcuts.changed.connect(self._show_keys),
        )
        self.destroyed.connect(lambda: [end() for end in ends])
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(lambda _: bring_on_screen(self))
            # The system ends the session: nobody is there to answer.
            app.commitDataRequest.connect(lambda _: self.close_now())

    def _bind_keys(self) -> None:
        keys = self.shortcuts
        self.hands.switchers.append(self._parts.switcher)
        self.hands.bind(keys, self.digits)
        self._show_keys()
        keys.bind("panic", self._panic_key)
        keys.bind("panic_all", lambda: self._held.press(self.rescue.panic))
        keys.bind("no_booth", self._escape)
        keys.bind("group_all", self._parts.wall.choose_all)
        keys.bind("orders", lambda: self.layouts.show_dock("orders"))
        keys.bind("new_order", self._new_order)
        keys.bind("alarms", lambda: self.layouts.show_dock("alarms"))
        keys.bind("palette", self.commands.toggle)
        keys.bind("history", self.commands.toggle_history)
        keys.bind("layout_monitor", lambda: self.layouts.use("monitor"))
        keys.bind("layout_direct", lambda: self.layouts.use("direct"))
        keys.bind("layout_order_desk", lambda: self.layouts.use("order_desk"))
        keys.bind("settings", self.open_settings)
        keys.bind("help", lambda: self.open_settings("keys"))
        keys.bind("language", self._next_language)
        keys.bind("full_screen", self._full_screen)

    def _first_place(self, size: tuple[int, int] | None) -> None:
        """The whole screen, as control rooms use it; or the size that was asked for."""
        room = self.screen().availableGeometry()
        if size is None:
            self.setGeometry(room)
        else:
            self.resize(*size)

    def _titles_later(self) -> None:
        """Qt tells of a move before it has tabbed the dock."""
        QTimer.singleShot(0, self, self._show_titles)

    def _show_titles(self) -> None:
        """A tabbed dock has its name on the tab; it needs no line of title as well."""
        for dock in self.docks.values():
            tabbed = self.tabifiedDockWidgets(dock)
            dock.show_title(all(other.isHidden() for other in tabbed))

    def _show_needs(self) -> None:
        """Notes wait in the strip; the count is of what hurts viewers, or may."""
        needs = self._parts.needs.needs
        pressing = sum(need.severity >= Severity.WARNING for need in needs)
        self.top_bar.show_needs(pressing)

    def _show_keys(self) -> None:
        names = ("take", "cut", "panic")
        self._parts.switcher.show_shortcuts({name: self.shortcuts.keys(name) for name in names})

    # --- what is shown ---------------------------------------------------------------------------

    def _booth_chosen(self, booth: BoothKey | None) -> None:
        self._parts.wall.choose(booth)
        for dock in self._parts.docks.values():
            dock.set_booth(booth)
        self._parts.chat.set_booth(booth)
        self._parts.orders.set_booth(booth)

    def _show_page(self) -> None:
        connections = self._bridge.connections
        waiting = [c for c in connections if c.status is ConnectionStatus.SIGN_IN_NEEDED]
        connected = any(c.status is ConnectionStatus.CONNECTED for c in connections)
        if not waiting:
            self._sign_in_asked = False
        page: QWidget = self._wall_page
        if waiting and (self._sign_in_asked or not connected):
            page = self.sign_in_page
        elif not connected and not self._bridge.booths:
            page = self.connecting_page
        self.layouts.bare(not self._bridge.booths)
        operating = page is self._wall_page
        self.shortcuts.operate(operating)
        self.digits.operate(operating)
        if self.pages.currentWidget() is not page:
            self.pages.setCurrentWidget(page)
            if page is self.sign_in_page:
                self.sign_in_page.take_focus()
            elif page is self.connecting_page:
                self.connecting_page.take_focus()
            elif operating:
                self._give_keyboard_to_wall()

    def _give_keyboard_to_wall(self) -> None:
        canvas = self._parts.wall.canvas
        (canvas if self._bridge.booths else self._wall_page).setFocus()

    def _ask_sign_in(self, connection: Connection) -> None:
        self._sign_in_asked = True
        self._show_page()
        self.sign_in_page.show_server(connection)

    def _sign_in_from_settings(self, connection: Connection) -> None:
        if self._settings_dialog is not None:
            self._settings_dialog.accept()
        self._ask_sign_in(connection)

    def _commission(self, booth: BoothKey) -> None:
        """The booth's template, over the wall: the settings make room."""
        if self._settings_dialog is not None:
            self._settings_dialog.accept()
        self.hands.choose(booth)
        self._parts.wall.commission.show_booth(booth)

    def _leave_sign_in(self) -> None:
        self._sign_in_asked = False
        self._show_page()

    def _server_chosen(self, server: ServerId | None) -> None:
        """A chip of the strip that is about a server: sign in there, or look at it."""
        connection = self._bridge.connection(server) if server is not None else None
        if connection is None:
            connection = next(
                (c for c in self._bridge.connections if c.status is not ConnectionStatus.CONNECTED),
                None,
            )
        if connection is not None and connection.status is ConnectionStatus.SIGN_IN_NEEDED:
            self._ask_sign_in(connection)
        else:
            self.open_settings("servers")

    def _plugin_chosen(self, server: str, plugin: str) -> None:
        """A chip of the strip that is about a plugin."""
        self.layouts.show_dock("plugins", stay=True)
        self._parts.plugins.show_plugin(ServerId(server), plugin)

    def _questions_chosen(self, booth: BoothKey) -> None:
        """A chip of the strip that is about questions in a booth's chat."""
        self.hands.choose(booth)
        self.layouts.show_dock("chat", stay=True)
        self._parts.chat.show_questions()

    def _show_order(self, server: str, number: int) -> None:
        self.layouts.show_dock("orders", stay=True)
        self._parts.orders.show_order(ServerId(server), number)

    def _show_order_here(self, server: str, number: int) -> None:
        self.come_forward()
        self._show_order(server, number)

    def _show_message(self, server: str, booth: str, cursor: int) -> None:
        if not self._parts.chat.all_booths:
            self.hands.choose((ServerId(server), BoothId(booth)))
        self.layouts.show_dock("chat", stay=True)
        self._parts.chat.show_message(ServerId(server), cursor)

    def _new_order(self) -> None:
        self.layouts.show_dock("orders", stay=True)
        self._parts.orders.new_order()

    def _show_channels(self) -> None:
        self.layouts.show_dock("plugins", stay=True)

    def _add_channel(self) -> None:
        self.layouts.show_dock("plugins", stay=True)
        self._parts.plugins.add(self.hands.booth)

    def _menu_chosen(self, name: str) -> None:
        if name == "full_screen":
            self._full_screen()
        elif name == "reset_layout":
            self.layouts.reset()
        else:
            self.open_settings({"settings": "booths"}.get(name, name))

    def _settings_closed(self) -> None:
        self._settings_dialog = None
        self.activateWindow()

    def use_language(self, code: str) -> None:
        """Change the language now and at the next start."""
        self._parts.language.use(code)
        self._parts.settings.keep_language(code)

    def _panic_key(self) -> None:
        """The chosen booth's, as long as the key is down."""
        self.hands.with_booth(lambda _: self._held.press(self._parts.switcher.panic_button()))

    def _next_language(self) -> None:
        codes = list(LANGUAGES)
        self.use_language(codes[(codes.index(self._parts.language.code) + 1) % len(codes)])

    def _full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _use_person(self) -> None:
        """Somebody else is signed in: their keys."""
        self.shortcuts.use_person(person_of(self._bridge))

    def _own_rows(self) -> list[Found]:
        """The window's own commands, for the palette."""
        return [
            *command_rows(self.shortcuts),
            *layout_rows(self.layouts, self.commands.ask_name),
            *panel_rows(self.layouts, {name: _TITLES[name] for name in self.docks}),
            *(plugin_rows(self._add_channel) if self._parts.plugins.may_add else ()),
            *second_rows(self.seconds),
        ]

    def _run_own(self, name: str) -> None:
        """A key that its person gave to something."""
        kind, _, which = name.partition(":")
        if kind == "layout" and which in self.layouts.names:
            self.layouts.use(which)
        elif kind == "panel" and which in self.docks:
            self.layouts.show_dock(which)
        elif (read := read_name(name))[0] is not None:
            self.commands.run(read[0], read[1])

    def _escape(self) -> None:
        """Out of the innermost thing: typed digits, the closing line, the group, the booth."""
        if self.digits.typed:
            self.digits.clear()
        elif self.closing_bar.isVisible():
            self.closing_bar.hide()
        elif not self._parts.wall.let_go_of_group():
            self.hands.choose(None)
            self._give_keyboard_to_wall()  # what had it is gone with the booth


_TITLES = {
    "switcher": lambda: QCoreApplication.translate("Docks", "Switcher"),
    "mixer": lambda: QCoreApplication.translate("Docks", "Sound"),
    "sources": lambda: QCoreApplication.translate("Docks", "Sources"),
    "outputs": lambda: QCoreApplication.translate("Docks", "Outputs"),
    "alarms": lambda: QCoreApplication.translate("Docks", "Alarms"),
    "audit": lambda: QCoreApplication.translate("Docks", "Who did what"),
    "health": lambda: QCoreApplication.translate("Docks", "Health"),
    "plugins": lambda: QCoreApplication.translate("Docks", "Plugins"),
    "chat": lambda: QCoreApplication.translate("Docks", "Chat"),
    "orders": lambda: QCoreApplication.translate("Docks", "Orders"),
}
