"""The page that stands where the wall will be while no server answers: why, and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio_app.support.signal import Signal
from ui.bridge.client import ConnectionStatus
from ui.bridge.studio import StudioBridge
from ui.components import Button, Translated
from ui.theme import set_look
from ui.words import problem_text

CARD_WIDTH = 560


class ConnectingPage(Translated, QWidget):
    """While no server answers: which ones are tried, why they do not answer, what to do."""

    def __init__(self, bridge: StudioBridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.servers_wanted: Signal[()] = Signal()
        self._headline, self._state, self._help = QLabel(), QLabel(), QLabel()
        set_look(self._headline, "head")
        set_look(self._help, "second")
        card = QFrame()
        card.setProperty("look", "panel")
        card.setFixedWidth(CARD_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(12)
        for label in (self._headline, self._state, self._help):
            label.setWordWrap(True)
            column.addWidget(label)
        self._retry = Button(look="main")
        self._retry.clicked.connect(self._retry_all)
        self._servers = Button()
        self._servers.clicked.connect(lambda _=False: self.servers_wanted.emit())
        buttons = QHBoxLayout()
        buttons.addWidget(self._retry)
        buttons.addWidget(self._servers)
        buttons.addStretch(1)
        column.addLayout(buttons)
        page = QVBoxLayout(self)
        page.addStretch(2)
        page.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addStretch(3)
        end = bridge.connections_changed.connect(self.retranslate)
        self.destroyed.connect(end)
        self.retranslate()

    def take_focus(self) -> None:
        """Enter does what helps."""
        (self._retry if self._bridge.connections else self._servers).setFocus()

    def retranslate(self) -> None:
        """Every text anew, from the connections as they are."""
        connections = self._bridge.connections
        self._retry.setText(self.tr("Try again now"))
        self._servers.setText(self.tr("Servers…"))
        self._retry.setVisible(bool(connections))
        if not connections:
            self._headline.setText(self.tr("No studio server is known"))
            self._state.setText(
                self.tr("Start one on this machine with `boothdeck server`, or add the address.")
            )
            self._state.show()
            self._help.hide()
            return
        names = ", ".join(each.name for each in connections)
        self._headline.setText(self.tr("Connecting to {servers}…").format(servers=names))
        lines = [
            f"{each.name}: {problem_text(each.problem)}"
            for each in connections
            if each.problem is not None and each.status is not ConnectionStatus.CONNECTED
        ]
        self._state.setText("\n".join(lines))
        self._state.setVisible(bool(lines))
        self._help.show()
        self._help.setText(self.tr("It is tried again by itself. Every OBS goes on as it is."))

    def _retry_all(self) -> None:
        for connection in self._bridge.connections:
            connection.retry_now()
