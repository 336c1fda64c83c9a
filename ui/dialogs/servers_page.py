"""Settings page of servers: which ones this window talks to, how they are, adding and removing."""

from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from studio_app.domain.errors import StudioError
from studio_app.domain.problems import Problem
from studio_app.support.signal import Signal
from ui.bridge.client import Connection, ConnectionStatus
from ui.bridge.server_book import ServerBook
from ui.bridge.studio import StudioBridge
from ui.components import Badge, Button, ConfirmButton, ElidedLabel, PendingButton, Translated
from ui.operations import Operations
from ui.theme import CONTROL, GOOD, ON_COLOUR, TEXT, WARNING, set_look
from ui.words import problem_text, word


class ServersPage(Translated, QWidget):
    """One card a server, and a field for the address of another one."""

    def __init__(self, bridge: StudioBridge, ops: Operations, book: ServerBook) -> None:
        super().__init__()
        self._bridge = bridge
        self._ops = ops
        self._book = book
        self._problem: Problem | None = None
        self.sign_in: Signal[Connection] = Signal()
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self._label = QLabel()
        self.address = QLineEdit()
        self.address.setMinimumWidth(240)
        self._label.setBuddy(self.address)
        self.add_button = PendingButton(start=ops.start, wish=self._add, look="main")
        self.address.returnPressed.connect(self.add_button.click)
        self.address.textChanged.connect(
            lambda text: self.add_button.setEnabled(bool(text.strip()))
        )
        self.add_button.setEnabled(False)
        self._told = QLabel()
        self._told.setWordWrap(True)
        set_look(self._told, "problem")
        self._note = QLabel()
        self._note.setWordWrap(True)
        set_look(self._note, "note")
        row = QHBoxLayout()
        row.addWidget(self._label)
        row.addWidget(self.address, 1)
        row.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._cards)
        column.addLayout(row)
        column.addWidget(self._told)
        column.addWidget(self._note)
        column.addStretch(1)
        ends = (
            bridge.connections_changed.connect(self._fill),
            book.changed.connect(self._fill),
        )
        self.destroyed.connect(lambda: [end() for end in ends])
        self.retranslate()

    def retranslate(self) -> None:
        """Every text anew."""
        self._label.setText(self.tr("Another server"))
        self.address.setPlaceholderText(self.tr("name or address, for example studio-q7:7450"))
        self.add_button.setText(self.tr("Add"))
        self._note.setText(
            self.tr(
                "The first certificate that a server shows is remembered. Compare its fingerprint"
                " with the one that `boothdeck doctor` prints on that machine."
            )
        )
        self._fill()

    @property
    def told(self) -> str:
        """Why the last address was not added."""
        return self._told.text()

    def _fill(self) -> None:
        while (item := self._cards.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for connection in self._bridge.connections:
            self._cards.addWidget(self._card(connection))
        self._told.setText(problem_text(self._problem) if self._problem is not None else "")
        self._told.setVisible(self._problem is not None)

    def _card(self, connection: Connection) -> QFrame:
        card = QFrame()
        card.setProperty("look", "panel")
        name = QLabel(connection.name)
        set_look(name, "strong")
        state = Badge(*_STATE_COLOURS.get(connection.status, (CONTROL, TEXT)))
        state.show_text(self._state_text(connection.status))
        facts = [connection.address]
        if self._book.is_local(connection):
            facts.append(self.tr("this machine"))
        if connection.principal is not None:
            facts.append(f"{connection.principal.name}, {word(connection.principal.role)}")
        where = ElidedLabel(" · ".join(facts))
        set_look(where, "second")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(name)
        head.addWidget(state)
        head.addWidget(where, 1)
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 10, 12, 10)
        column.addLayout(head)
        if connection.problem is not None and connection.status is not ConnectionStatus.CONNECTED:
            why = QLabel(problem_text(connection.problem))
            why.setWordWrap(True)
            set_look(why, "problem")
            column.addWidget(why)
        if connection.certificate is not None:
            shown = self.tr("Certificate SHA-256: {fingerprint}")
            print_label = QLabel(shown.format(fingerprint=grouped(connection.certificate)))
            print_label.setWordWrap(True)
            set_look(print_label, "note")
            column.addWidget(print_label)
        column.addLayout(self._card_buttons(connection))
        return card

    def _card_buttons(self, connection: Connection) -> QHBoxLayout:
        row = QHBoxLayout()
        if connection.status is ConnectionStatus.CONNECTED:
            leave = PendingButton(
                self.tr("Sign out"),
                start=self._ops.start,
                wish=partial(self._book.sign_out, connection),
            )
            row.addWidget(leave)
        elif connection.status is ConnectionStatus.SIGN_IN_NEEDED:
            enter = Button(self.tr("Sign in"), look="main")
            enter.clicked.connect(lambda _=False: self.sign_in.emit(connection))
            row.addWidget(enter)
        else:
            again = Button(self.tr("Try again now"))
            again.clicked.connect(lambda _=False: connection.retry_now())
            row.addWidget(again)
        row.addStretch(1)
        remove = ConfirmButton(
            start=self._ops.start, wish=partial(self._book.remove, connection), icon_name="trash"
        )
        question = self.tr("Forget {server}? It goes on as it is. Press again")
        remove.show_texts(self.tr("Remove"), question.format(server=connection.name))
        row.addWidget(remove)
        return row

    def _state_text(self, status: ConnectionStatus) -> str:
        return {
            ConnectionStatus.CONNECTING: self.tr("connecting"),
            ConnectionStatus.CONNECTED: self.tr("connected"),
            ConnectionStatus.LOST: self.tr("lost, trying again"),
            ConnectionStatus.SIGN_IN_NEEDED: self.tr("sign in"),
            ConnectionStatus.REFUSED: self.tr("refused"),
        }[status]

    async def _add(self) -> bool:
        self._problem = None
        try:
            await self._book.add(self.address.text())
        except StudioError as error:
            self._problem = error.problem
            return False
        else:
            self.address.clear()
            return True
        finally:
            self._fill()


_STATE_COLOURS = {
    ConnectionStatus.CONNECTED: (GOOD, ON_COLOUR),
    ConnectionStatus.LOST: (WARNING, ON_COLOUR),
    ConnectionStatus.REFUSED: (WARNING, ON_COLOUR),
}


def grouped(fingerprint: str) -> str:
    """A fingerprint in groups of four, as people compare it."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))
