"""The sign-in page: a name and a PIN, by keyboard or by large digits for a finger."""

from collections.abc import Sequence

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from studio_app.domain.errors import StudioError
from studio_app.domain.problems import Problem
from studio_app.support.signal import Signal
from ui.bridge.client import Connection, ConnectionStatus
from ui.bridge.server_book import ServerBook
from ui.bridge.studio import StudioBridge
from ui.components import Button, PendingButton, Translated
from ui.operations import Operations
from ui.settings import WindowSettings
from ui.theme import set_look
from ui.words import problem_text

CARD_WIDTH = 380
PAD_HEIGHT = 52
"""A finger hits 52 px; the console's least is 24."""


class SignInPage(Translated, QWidget):
    """Signs in to one server at a time; a window shows it while no server lets it in, or when
    somebody asks for it."""

    def __init__(
        self,
        bridge: StudioBridge,
        ops: Operations,
        book: ServerBook,
        settings: WindowSettings,
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._book = book
        self._settings = settings
        self._problem: Problem | None = None
        self._connections: Sequence[Connection] = ()
        self.left: Signal[()] = Signal()
        """Back to the wall without signing in."""
        self._headline = QLabel()
        set_look(self._headline, "head")
        self._server = QComboBox()
        self._server.currentIndexChanged.connect(self._server_chosen)
        self._where = QLabel()
        self._where.setWordWrap(True)
        set_look(self._where, "second")
        self._name_label, self.name_field = QLabel(), QLineEdit()
        self._name_label.setBuddy(self.name_field)
        self.name_field.setText(settings.last_name)
        self.name_field.setMaxLength(60)
        self._pin_label, self.pin_field = QLabel(), QLineEdit()
        self._pin_label.setBuddy(self.pin_field)
        self.pin_field.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin_field.setMaxLength(12)
        self.pin_field.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]*"), self))
        self.pin_field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        for field in (self.name_field, self.pin_field):
            field.setMinimumHeight(32)
            field.textEdited.connect(self._edited)
        self.name_field.returnPressed.connect(self.pin_field.setFocus)
        self.pin_field.returnPressed.connect(self._enter)
        self._told = QLabel()
        self._told.setWordWrap(True)
        set_look(self._told, "problem")
        self.enter_button = PendingButton(
            start=ops.start, wish=self._sign_in, deadline_ms=20_000, look="main"
        )
        self.enter_button.setMinimumHeight(40)
        self.owner_button = Button(look="flat", icon_name="person")
        self.owner_button.clicked.connect(self._enter_as_owner)
        self._back = Button(look="flat", icon_name="chevron-left")
        self._back.clicked.connect(lambda _=False: self.left.emit())
        self._pad_clear = Button()
        self._pad_back = Button(icon_name="backspace")

        self._lay_out()
        end = bridge.connections_changed.connect(self._connections_changed)
        self.destroyed.connect(end)
        self._connections_changed()
        self.retranslate()

    @property
    def connection(self) -> Connection | None:
        """The server that is signed in to."""
        at = self._server.currentIndex()
        return self._connections[at] if 0 <= at < len(self._connections) else None

    @property
    def told(self) -> str:
        """Why the last try failed; "" when it did not."""
        return self._told.text()

    def show_server(self, connection: Connection) -> None:
        """Sign in to this server."""
        if connection in self._connections:
            self._server.setCurrentIndex(list(self._connections).index(connection))

    def take_focus(self) -> None:
        """Put the cursor where the next thing is typed."""
        (self.pin_field if self.name_field.text() else self.name_field).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits typed anywhere on the page belong to the PIN."""
        if event.text().isdigit():
            self._type(event.text())
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Every text anew."""
        self._headline.setText(self.tr("Sign in"))
        self._name_label.setText(self.tr("Name"))
        self._pin_label.setText(self.tr("PIN"))
        self._server.setAccessibleName(self.tr("Server"))
        self.enter_button.setText(self.tr("Sign in"))
        self.owner_button.setText(self.tr("Go on as this machine's owner"))
        self.owner_button.describe(
            self.tr("The account that runs the server on this machine may do everything there")
        )
        self._back.setText(self.tr("Back to the wall"))
        self._pad_clear.setText(self.tr("Clear"))
        self._pad_back.describe(self.tr("Delete the last digit"))
        self._show_state()

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("look", "panel")
        card.setFixedWidth(CARD_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(8)
        for widget in (
            self._headline,
            self._server,
            self._where,
            self._name_label,
            self.name_field,
            self._pin_label,
            self.pin_field,
        ):
            column.addWidget(widget)
        column.addLayout(self._pad())
        column.addWidget(self._told)
        column.addWidget(self.enter_button)
        column.addWidget(self.owner_button)
        column.addWidget(self._back)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 8, 0, 8)
        outer.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(3)

    def _pad(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(6)
        for digit in range(1, 10):
            grid.addWidget(self._digit(str(digit)), (digit - 1) // 3, (digit - 1) % 3)
        self._pad_clear.clicked.connect(self.pin_field.clear)
        self._pad_back.clicked.connect(self.pin_field.backspace)
        grid.addWidget(self._pad_clear, 3, 0)
        grid.addWidget(self._digit("0"), 3, 1)
        grid.addWidget(self._pad_back, 3, 2)
        for button in (self._pad_clear, self._pad_back):
            button.setFixedHeight(PAD_HEIGHT)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return grid

    def _digit(self, digit: str) -> Button:
        button = Button(digit)
        button.setFixedHeight(PAD_HEIGHT)
        button.setStyleSheet("font-size: 20px; font-weight: 600;")
        # The keyboard types digits itself; Tab should not pass twelve buttons.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda _=False: self._type(digit))
        return button

    def _type(self, digits: str) -> None:
        self.pin_field.insert(digits)
        self._edited()

    def _edited(self) -> None:
        self._problem = None
        self._show_state()

    def _connections_changed(self) -> None:
        chosen = self.connection
        waiting = [
            each
            for each in self._bridge.connections
            if each.status is ConnectionStatus.SIGN_IN_NEEDED or each is chosen
        ]
        if waiting != list(self._connections):
            self._connections = waiting
            self._server.blockSignals(True)
            self._server.clear()
            self._server.addItems([each.name for each in waiting])
            if chosen in waiting:
                self._server.setCurrentIndex(waiting.index(chosen))
            self._server.blockSignals(False)
        self._show_state()

    def _server_chosen(self) -> None:
        self._problem = None
        self.pin_field.clear()
        self._show_state()

    def _show_state(self) -> None:
        connection = self.connection
        self._server.setVisible(len(self._connections) > 1)
        where = f"{connection.name} · {connection.address}" if connection else ""
        if connection is not None and connection.needs_first_user:
            where += "\n" + self.tr(
                "Nobody can sign in there yet. On that machine run `boothdeck user add`."
            )
        self._where.setText(where)
        self._told.setText(problem_text(self._problem) if self._problem else "")
        self._told.setVisible(self._problem is not None)
        complete = bool(self.name_field.text().strip()) and len(self.pin_field.text()) >= 4
        self.enter_button.setEnabled(connection is not None and complete)
        local = connection is not None and self._book.is_local(connection)
        self.owner_button.setVisible(local and self._book.local_key() is not None)
        connected = any(
            each.status is ConnectionStatus.CONNECTED for each in self._bridge.connections
        )
        self._back.setVisible(connected)

    def _enter(self) -> None:
        if self.enter_button.isEnabled():
            self.enter_button.click()

    async def _sign_in(self) -> bool:
        connection = self.connection
        if connection is None:
            return False
        name = self.name_field.text().strip()
        try:
            await self._book.sign_in(connection, name, self.pin_field.text())
        except StudioError as error:
            self._problem = error.problem
            return False
        finally:
            self.pin_field.clear()
            self._show_state()
        self._settings.keep_last_name(name)
        return True

    def _enter_as_owner(self) -> None:
        connection = self.connection
        if connection is not None:
            self._book.use_local_key(connection)
