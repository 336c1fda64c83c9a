"""Settings page of staff: who may sign in to a server, adding somebody, taking access away."""

from functools import partial

from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from studio_app.domain.actions.house import StaffMember
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import ServerId
from studio_app.domain.problems import Problem
from studio_app.domain.roles import Role
from ui.bridge.client import ConnectionStatus
from ui.bridge.studio import StudioBridge
from ui.components import ConfirmButton, PendingButton, Translated
from ui.figures import clock, day
from ui.operations import Operations
from ui.theme import set_look
from ui.words import problem_text, word


class StaffPage(Translated, QWidget):
    """Read anew whenever it is shown and after every change."""

    def __init__(self, bridge: StudioBridge, ops: Operations) -> None:
        super().__init__()
        self._bridge = bridge
        self._ops = ops
        self._staff: tuple[StaffMember, ...] = ()
        self._problem: Problem | None = None
        self._which_server = QComboBox()
        self._which_server.activated.connect(lambda _: self.refresh())
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._told = QLabel()
        self._told.setWordWrap(True)
        set_look(self._told, "problem")
        self.name = QLineEdit()
        self.name.setMaxLength(60)
        self.pin = QLineEdit()
        self.pin.setMaxLength(12)
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.role = QComboBox()
        self.add_button = PendingButton(start=ops.start, wish=self._add, look="main")
        self._head = QLabel()
        set_look(self._head, "strong")
        row = QHBoxLayout()
        row.addWidget(self.name, 2)
        row.addWidget(self.pin, 1)
        row.addWidget(self.role, 1)
        row.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._which_server)
        column.addLayout(self._grid)
        column.addWidget(self._told)
        column.addWidget(self._head)
        column.addLayout(row)
        column.addStretch(1)
        end = bridge.connections_changed.connect(self._servers_changed)
        self.destroyed.connect(end)
        self._servers_changed()
        self.retranslate()

    def refresh(self) -> None:
        """Ask the server who there is."""
        self._ops.start(self._read(), "read staff")

    @property
    def told(self) -> str:
        """Why the last wish failed."""
        return self._told.text()

    def retranslate(self) -> None:
        """Every text anew."""
        self._head.setText(self.tr("Somebody new"))
        self.name.setPlaceholderText(self.tr("Name"))
        self.pin.setPlaceholderText(self.tr("PIN, 4 to 12 digits"))
        self.role.setAccessibleName(self.tr("Role"))
        at = max(0, self.role.currentIndex())
        self.role.clear()
        self.role.addItems([word(role) for role in Role])
        self.role.setCurrentIndex(at)
        self.add_button.setText(self.tr("Add"))
        self._fill()

    def _server(self) -> ServerId | None:
        servers = self._servers()
        at = self._which_server.currentIndex()
        return servers[at] if 0 <= at < len(servers) else None

    def _servers(self) -> list[ServerId]:
        return [
            each.server_id
            for each in self._bridge.connections
            if each.server_id is not None
            and each.status is ConnectionStatus.CONNECTED
            and each.principal is not None
            and each.principal.role.allows(Role.ADMIN)
        ]

    def _servers_changed(self) -> None:
        chosen = self._which_server.currentText()
        self._which_server.clear()
        for server in self._servers():
            connection = self._bridge.connection(server)
            self._which_server.addItem(connection.name if connection is not None else server)
        self._which_server.setCurrentIndex(max(0, self._which_server.findText(chosen)))
        self._which_server.setVisible(self._which_server.count() > 1)
        self.add_button.setEnabled(bool(self._servers()))

    async def _read(self) -> None:
        server = self._server()
        self._staff = ()
        if server is not None:
            try:
                self._staff = await self._ops.house.staff(server)
                self._problem = None
            except StudioError as error:
                self._problem = error.problem
        self._fill()

    async def _add(self) -> bool:
        server = self._server()
        if server is None:
            return False
        role = list(Role)[max(0, self.role.currentIndex())]
        try:
            await self._ops.house.add_staff(server, self.name.text().strip(), self.pin.text(), role)
        except StudioError as error:
            self._problem = error.problem
            self._fill()
            return False
        self.name.clear()
        self.pin.clear()
        await self._read()
        return True

    async def _revoke(self, name: str) -> bool:
        server = self._server()
        if server is None:
            return False
        try:
            await self._ops.house.revoke_staff(server, name)
        except StudioError as error:
            self._problem = error.problem
            self._fill()
            return False
        await self._read()
        return True

    def _fill(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for row, member in enumerate(self._staff):
            name = QLabel(member.name)
            set_look(name, "strong")
            last = member.last_signed_in
            facts = self.tr("never signed in")
            if member.revoked is not None:
                facts = self.tr("access taken away")
            elif last is not None:
                facts = self.tr("last here {day} {time}").format(day=day(last), time=clock(last))
            note = QLabel(facts)
            set_look(note, "second")
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(QLabel(word(member.role)), row, 1)
            self._grid.addWidget(note, row, 2)
            if member.revoked is None:
                remove = ConfirmButton(
                    start=self._ops.start, wish=partial(self._revoke, member.name)
                )
                question = self.tr("Sign {name} out everywhere? Press again")
                remove.show_texts(self.tr("Take access away"), question.format(name=member.name))
                self._grid.addWidget(remove, row, 3)
        self._grid.setColumnStretch(2, 1)
        self._told.setText(problem_text(self._problem) if self._problem is not None else "")
        self._told.setVisible(self._problem is not None)
