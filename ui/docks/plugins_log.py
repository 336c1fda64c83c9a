"""What plugins said: the servers' log of them, of one plugin or of all, the newest first."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio_app.domain.ids import ServerId
from studio_app.domain.plugin import Plugin, PluginLine
from studio_app.domain.roles import Role
from ui.bridge.logs import Entry, LogBook
from ui.bridge.studio import StudioBridge
from ui.bridge.throttle import Throttle
from ui.components import Button, Translated
from ui.components.text_table import Cells, TextTable
from ui.docks.plugins_model import plugins_of
from ui.docks.plugins_words import level_word, plugin_name
from ui.figures import VIETNAM
from ui.theme import set_look
from ui.words import problem_text


class PluginsLog(Translated, QWidget):
    """Read from when it is first seen."""

    def __init__(self, bridge: StudioBridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.book: LogBook[PluginLine] = LogBook(
            bridge, "plugins", PluginLine, Role.TECHNICIAN, self
        )
        self.which = QComboBox()
        self.which.activated.connect(lambda _: self._show())
        self.older_button = Button()
        self.older_button.clicked.connect(lambda _=False: self.book.older())
        self.table = TextTable((118, 96, 64))
        self._nothing = QLabel()
        self._nothing.setWordWrap(True)
        set_look(self._nothing, "second")
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.which, 1)
        top.addWidget(self.older_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._nothing)
        column.addWidget(self.table, 1)
        self._refresh = Throttle(self._show, self)
        self.book.changed.connect(self._refresh.ask)
        self.retranslate()

    def show_plugin(self, server: ServerId, plugin: str) -> None:
        """Only what this one said."""
        self._offer()
        self.which.setCurrentIndex(max(0, self.which.findData(f"{server}/{plugin}")))
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Seen: rows are wanted."""
        super().showEvent(event)
        self.book.want()
        self._offer()
        self._refresh.now()

    def retranslate(self) -> None:
        """Every text anew."""
        self.which.setAccessibleName(self.tr("Whose"))
        self.table.setAccessibleName(self.tr("What plugins said"))
        self.older_button.setText(self.tr("Older"))
        self.table.show_titles(
            self.tr("When"), self.tr("Channel"), self.tr("How bad"), self.tr("What it said")
        )
        self._offer()
        self._show()

    def _offer(self) -> None:
        """Every plugin that there is."""
        chosen = self.which.currentData() or ""
        several = len(self._bridge.connections) > 1
        self.which.clear()
        self.which.addItem(self.tr("Every plugin"), "")
        for seen in plugins_of(self._bridge):
            text = plugin_name(seen.plugin, seen.id)
            connection = self._bridge.connection(seen.server)
            if several and connection is not None:
                text += f"  ·  {connection.name}"
            self.which.addItem(text, f"{seen.server}/{seen.id}")
        self.which.setCurrentIndex(max(0, self.which.findData(chosen)))

    def _show(self) -> None:
        wanted = self.which.currentData() or ""
        rows = [
            self._cells(entry)
            for entry in self.book.entries
            if not wanted or f"{entry.server}/{entry.row.plugin}" == wanted
        ]
        self.table.show_rows(rows)
        self.older_button.setVisible(self.book.more)
        text = "" if rows else self.tr("Nothing was said yet.")
        if self.book.problem is not None:
            text = problem_text(self.book.problem)
        self._nothing.setText(text)
        self._nothing.setVisible(bool(text))

    def _cells(self, entry: Entry[PluginLine]) -> Cells:
        row = entry.row
        connection = self._bridge.connection(entry.server)
        plugin = connection.get(Plugin, "plugin", row.plugin) if connection is not None else None
        name = plugin_name(plugin, row.plugin) if plugin is not None else row.plugin
        return (
            f"{row.at.astimezone(VIETNAM):%d/%m %H:%M:%S}",
            row.instance or name,
            level_word(row.level),
            " ".join(row.text.split()),
        )
