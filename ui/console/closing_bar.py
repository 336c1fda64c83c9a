"""What is said when somebody closes the window while booths are on air: a line, not a dialog."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from studio_app.domain.onair import AirStatus
from studio_app.domain.roles import Role
from studio_app.support.signal import Signal
from ui.bridge.client import Connection, ConnectionStatus
from ui.bridge.server_book import ServerBook
from ui.bridge.studio import StudioBridge
from ui.components import Button, ConfirmButton, Translated, pixmap
from ui.operations import Operations
from ui.theme import WARNING


class ClosingBar(Translated, QFrame):
    """Says what goes on without the window, and asks."""

    def __init__(self, bridge: StudioBridge, ops: Operations, book: ServerBook) -> None:
        super().__init__()
        self._bridge = bridge
        self._ops = ops
        self._book = book
        self.close_window: Signal[()] = Signal()
        self.setProperty("look", "closing")
        mark = QLabel()
        mark.setPixmap(pixmap("info", 16, WARNING))
        self._text = QLabel()
        self._text.setWordWrap(True)
        self.close_button = Button(look="main")
        self.close_button.clicked.connect(lambda _=False: self.close_window.emit())
        self.stop_button = ConfirmButton(start=ops.start, wish=self._stop_server)
        self.stay_button = Button()
        self.stay_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(mark)
        row.addWidget(self._text, 1)
        for button in (self.stay_button, self.stop_button, self.close_button):
            row.addWidget(button)
        self.hide()
        self.retranslate()

    def wanted(self) -> bool:
        """Whether there is anything to say: a booth that may be on air, or a server of this
        machine that stays behind."""
        return self._on_air() > 0 or self._local() is not None

    def ask(self) -> None:
        """Show the line with what is so now."""
        self.retranslate()
        self.show()
        self.close_button.setFocus()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def retranslate(self) -> None:
        """Every text anew."""
        on_air = self._on_air()
        parts = []
        if on_air:
            parts.append(self.tr("%n booth(s) go on sending.", "", on_air))
        parts.append(self.tr("The studio server goes on watching every booth."))
        self._text.setText(" ".join(parts))
        self.close_button.setText(self.tr("Close window"))
        self.stay_button.setText(self.tr("Stay"))
        self.stop_button.show_texts(
            self.tr("Stop the server too"),
            self.tr("Nobody will watch %n booth(s). Press again", "", len(self._bridge.booths)),
        )
        self.stop_button.setVisible(self._local() is not None)

    def _on_air(self) -> int:
        """Booths that are on air, or were when last heard."""
        air = [self._bridge.air(booth) for booth in self._bridge.booths]
        return sum(
            each.status is AirStatus.ON_AIR
            or (each.status is AirStatus.UNKNOWN and each.since is not None)
            for each in air
        )

    def _local(self) -> Connection | None:
        """This machine's server, when we may stop it."""
        for each in self._bridge.connections:
            if (
                self._book.is_local(each)
                and each.status is ConnectionStatus.CONNECTED
                and each.principal is not None
                and each.principal.role.allows(Role.ADMIN)
            ):
                return each
        return None

    async def _stop_server(self) -> bool:
        local = self._local()
        if local is None or local.server_id is None:
            return False
        done = await self._ops.house.stop_server(local.server_id)
        if done:
            self.close_window.emit()
        return done
