"""The plugins dock: every plugin, what is set up of it, how each does, what it said, and forms."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from studio_app.domain.booth import Booth
from studio_app.domain.ids import ServerId
from studio_app.domain.plugin import Instance, Plugin
from studio_app.domain.records import RecordKey
from studio_app.domain.roles import Role
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge
from ui.bridge.throttle import Throttle
from ui.components import Button, PendingButton, Translated
from ui.docks.plugins_chosen import ChosenPanel
from ui.docks.plugins_list import PluginsList, identity
from ui.docks.plugins_log import PluginsLog
from ui.docks.plugins_model import (
    SeenInstance,
    SeenPlugin,
    allowed,
    plugins_of,
    rows_of,
    usable,
)
from ui.docks.plugins_set_up import SetUpPage
from ui.docks.plugins_words import add_text
from ui.operations import Operations
from ui.theme import ON_COLOUR, TEXT, set_look

PAGES = ("list", "log", "form")
TICK_MS = 1000


class PluginsDock(Translated, QWidget):
    """For technicians and above. Arrows choose, Enter opens the form of what is set up."""

    def __init__(self, bridge: StudioBridge, ops: Operations) -> None:
        super().__init__()
        self._bridge = bridge
        self._ops = ops
        self.list = PluginsList(bridge)
        self.list.selectionModel().currentChanged.connect(lambda _new, _old: self._show_chosen())
        self.list.doubleClicked.connect(lambda _: self._open_chosen())
        self.chosen = ChosenPanel(bridge, ops)
        self.log = PluginsLog(bridge)
        self.form = SetUpPage(bridge, ops)
        self._nothing = QLabel()
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        for label in (self._nothing, self._hint):
            set_look(label, "second")
        self.add_button = Button(icon_name="plus")
        self.add_button.clicked.connect(lambda _=False: self.add())
        self.look_button = PendingButton(start=ops.start, wish=self._look, look="flat")
        self.tabs = {"list": Button(look="flat"), "log": Button(look="flat")}
        self.pages = QStackedWidget()
        self._lay_out()
        self.chosen.change_wanted.connect(self._change)
        self.form.left.connect(self._form_left)
        self._refresh = Throttle(self._show, self)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._times)
        bridge.watch(lambda _booth, key: self._changed(key), Plugin, Instance, Booth, owner=self)
        end = bridge.connections_changed.connect(self._refresh.ask)
        self.destroyed.connect(end)
        self.retranslate()
        self.show_page("list")

    # --- for the program -------------------------------------------------------------------------

    def add(self, booth: BoothKey | None = None) -> None:
        """The form for something new, of the chosen plugin where it can be, for this booth."""
        if self.form.add(self._chosen_plugin(), booth):
            self.show_page("form")

    @property
    def may_add(self) -> bool:
        """Whether there is something to add, and somebody who may."""
        able = allowed(self._bridge, Role.ADMIN)
        return any(usable(each) and each.server in able for each in plugins_of(self._bridge))

    def show_plugin(self, server: ServerId, plugin: str) -> None:
        """Come to this plugin: something is wrong with it."""
        self.show_page("list")
        self.list.choose((server, plugin, False))
        self.list.setFocus()

    def show_page(self, name: str) -> None:
        """One of `PAGES`."""
        self.pages.setCurrentIndex(PAGES.index(name))
        for each, button in self.tabs.items():
            button.setChecked(each == name)
        self._head.setVisible(name != "form")
        if name == "list":
            self._show()

    # --- what is shown ---------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Seen: times count on."""
        super().showEvent(event)
        self._tick.start()
        self._refresh.now()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        self._tick.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the list opens the form of the chosen row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.hasFocus():
            if not event.isAutoRepeat():
                self._open_chosen()
            return
        super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Every text anew."""
        self.tabs["list"].setText(self.tr("Plugins"))
        self.tabs["log"].setText(self.tr("Log"))
        self.look_button.setText(self.tr("Look again"))
        self.look_button.describe(self.tr("Read the plugin folders anew"))
        self.list.setAccessibleName(self.tr("Plugins and their channels"))
        self._show()

    @property
    def told(self) -> str:
        """What stands in place of the list, or above it: what to do first."""
        return self._nothing.text() or self._hint.text()

    def _lay_out(self) -> None:
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(2)
        for name, button in self.tabs.items():
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, name=name: self._tab_pressed(name))
            head.addWidget(button)
        head.addStretch(1)
        head.addWidget(self.look_button)
        head.addWidget(self.add_button)
        listed = QWidget()
        inner = QVBoxLayout(listed)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(6)
        inner.addWidget(self._hint)
        inner.addWidget(self._nothing, 1)
        inner.addWidget(self.list, 1)
        inner.addWidget(self.chosen)
        for page in (listed, self.log, self.form):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(6)
        column.addWidget(self._head)
        column.addWidget(self.pages, 1)

    def _changed(self, key: RecordKey) -> None:
        self.form.look_again()
        row = self.list.chosen
        if row is not None and key == ("plugin_instance", row.id):
            self._refresh.now()  # its buttons must not act on what it was
        else:
            self._refresh.ask()

    def _show(self) -> None:
        seen = plugins_of(self._bridge)
        self.list.show_rows(rows_of(seen))
        admin = bool(allowed(self._bridge, Role.ADMIN))
        self._nothing.setText("" if seen else self._empty(admin=admin))
        self._nothing.setVisible(not seen)
        self.list.setVisible(bool(seen))
        any_set_up = any(each.instances for each in seen)
        hint = "" if any_set_up or not seen else self._first_step(admin=admin)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.add_button.setEnabled(self.may_add)
        main = bool(hint) and self.add_button.isEnabled()
        self.add_button.set_look("main" if main else "")
        self.add_button.show_icon("plus", ON_COLOUR if main else TEXT)
        why_not = "" if admin else self.tr("Adding, changing and removing takes an administrator.")
        self.add_button.describe(why_not)
        self.look_button.setEnabled(admin)
        self._show_chosen()

    def _empty(self, *, admin: bool) -> str:
        if not allowed(self._bridge):
            return self.tr("Plugins are shown to technicians and above. Sign in as one.")
        if not admin:
            return self.tr("This server has no plugin. An administrator can put one there.")
        return self.tr(
            "This server has no plugin. Put a plugin's folder among its plugins, "
            "then press “Look again”."
        )

    def _first_step(self, *, admin: bool) -> str:
        if not admin:
            return self.tr("Nothing is set up yet. An administrator adds the first channel.")
        return self.tr(
            "Nothing is set up yet. Choose below where viewers write, then press “Add a channel”: "
            "it asks for the booth and the account."
        )

    def _show_chosen(self) -> None:
        self.chosen.show_row(self.list.chosen)
        plugin = self._chosen_plugin()
        manifest = plugin.plugin.manifest if plugin is not None else None
        self.add_button.setText(add_text(manifest.kind if manifest is not None else None))

    def _chosen_plugin(self) -> SeenPlugin | None:
        """The plugin of the chosen row, where something can be set up of it."""
        row = self.list.chosen
        if row is None:
            return None
        name = row.instance.plugin if isinstance(row, SeenInstance) else row.id
        for each in plugins_of(self._bridge):
            if (each.server, each.id) == (row.server, name) and usable(each):
                return each
        return None

    def _times(self) -> None:
        """Seconds to the next try run; nothing else is read anew."""
        if self.pages.currentIndex() == PAGES.index("list"):
            self.list.viewport().update()

    def _tab_pressed(self, name: str) -> None:
        """The log is that of the plugin that was looked at."""
        self.show_page(name)
        row = self.list.chosen
        if name == "log" and row is not None:
            plugin = row.instance.plugin if isinstance(row, SeenInstance) else row.id
            self.log.show_plugin(row.server, plugin)

    # --- forms -----------------------------------------------------------------------------------

    def _open_chosen(self) -> None:
        row = self.list.chosen
        if row is None or row.server not in allowed(self._bridge, Role.ADMIN):
            return
        if isinstance(row, SeenInstance):
            self._change(row)
        elif usable(row):
            self.add()

    def _change(self, seen: SeenInstance) -> None:
        if self.form.change(seen):
            self.show_page("form")

    def _form_left(self, done: SeenInstance | None) -> None:
        self.show_page("list")
        if done is not None:
            self.list.choose(identity(done))
        self.list.setFocus()

    async def _look(self) -> bool:
        done = [
            await self._ops.plugins.look(server) for server in allowed(self._bridge, Role.ADMIN)
        ]
        return bool(done) and all(done)
