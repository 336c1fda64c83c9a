"""What stands on the wall while there is no booth: what to do, or why none is shown."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio_app.domain.roles import Role
from ui.bridge.client import ConnectionStatus
from ui.bridge.studio import StudioBridge
from ui.components import Button, Translated


class WallEmpty(Translated, QWidget):
    """Three steps and a button; without a server or the right to add, it says so instead."""

    add_booth_wanted = Signal()

    def __init__(self, bridge: StudioBridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._head = QLabel()
        self._head.setProperty("look", "head")
        self._steps = [QLabel() for _ in range(3)]
        self.add = Button(look="main", icon_name="plus")
        self.add.show_icon("plus", "#0B0E11")
        self.add.setMinimumHeight(36)
        self.add.clicked.connect(self.add_booth_wanted)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self._head)
        for step in self._steps:
            step.setProperty("look", "second")
            step.setWordWrap(True)
            column.addWidget(step)
        column.addSpacing(8)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        inner = QWidget()
        inner.setMaximumWidth(480)
        inner.setLayout(column)
        across = QHBoxLayout(self)
        across.addStretch()
        across.addWidget(inner, 4, Qt.AlignmentFlag.AlignVCenter)
        across.addStretch()
        end = bridge.connections_changed.connect(self.retranslate)
        self.destroyed.connect(end)
        self.retranslate()

    def retranslate(self) -> None:
        """Say what is so now."""
        connections = self._bridge.connections
        up = [each for each in connections if each.status is ConnectionStatus.CONNECTED]
        may_add = any(each.principal and each.principal.role.allows(Role.ADMIN) for each in up)
        steps: tuple[str, ...]
        if not up:
            head = self.tr("No server is connected")
            steps = (self.tr("Its booths appear here as soon as it answers."),)
        elif not may_add:
            head = self.tr("No booths yet")
            steps = (self.tr("An administrator can add one here, after signing in."),)
        else:
            head = self.tr("Add your first booth")
            steps = (
                self.tr("1. In OBS: Tools → WebSocket Server Settings → Enable WebSocket server."),
                self.tr("2. Press Show Connect Info there and copy the password."),
                self.tr("3. Add the booth here; BoothDeck finds an OBS on this machine itself."),
            )
        self._head.setText(head)
        for label, text in zip(self._steps, (*steps, "", "")[:3], strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        self.add.setText(self.tr("Add a booth"))
        self.add.setVisible(may_add)
