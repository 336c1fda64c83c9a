"""Settings page of a server: every setting from its schema, changed one by one, errors inline."""

from functools import partial
from html import escape

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio_app.domain.actions.settings import SettingsShown, SettingValue
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import ServerId
from studio_app.domain.roles import Role
from ui.bridge.client import ConnectionStatus
from ui.bridge.studio import StudioBridge
from ui.components import Button, Translated
from ui.dialogs.setting_words import (
    RESTART,
    Wrong,
    asks,
    default_of,
    explained,
    read,
    shown,
    table_title,
)
from ui.operations import Operations
from ui.theme import NOTE_PX, TEXT_SECOND, set_look
from ui.words import problem_text

Field = QLineEdit | QComboBox


class ServerPage(Translated, QWidget):
    """A value is sent when its field is left or Enter is pressed; what the server says comes back
    into the field. Read anew whenever it is shown."""

    def __init__(self, bridge: StudioBridge, ops: Operations) -> None:
        super().__init__()
        self._bridge = bridge
        self._ops = ops
        self._asks = asks()
        self._values: dict[str, SettingValue] = {}
        self._waiting: tuple[str, ...] = ()
        self.fields: dict[str, Field] = {}
        self.notes: dict[str, QLabel] = {}
        self.resets: dict[str, Button] = {}
        self._heads: dict[str, QLabel] = {}
        self._texts: dict[str, QLabel] = {}
        self._which = QComboBox()
        self._which.activated.connect(lambda _: self.refresh())
        self._told = QLabel()
        self._told.setWordWrap(True)
        set_look(self._told, "problem")
        self._told.hide()
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._make_rows()
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the field that has the keyboard
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._which)
        column.addWidget(self._told)
        column.addWidget(scroll, 1)
        end = bridge.connections_changed.connect(self._servers_changed)
        self.destroyed.connect(end)
        self._servers_changed()
        self.retranslate()

    def refresh(self) -> None:
        """Ask the server what is in force."""
        self._ops.start(self._read(), "read settings")

    def retranslate(self) -> None:
        """Every text anew."""
        for table, head in self._heads.items():
            head.setText(table_title(table))
        for name, label in self._texts.items():
            ask = self._asks[name]
            default = shown(ask, default_of(name)) or "–"
            allowed = self.tr("{name} · {allowed} · as shipped: {default}")
            small = allowed.format(name=name, allowed=ask.allowed, default=default)
            look = f"color: {TEXT_SECOND}; font-size: {NOTE_PX}px"
            lines = (escape(explained(name)), f'<span style="{look}">{escape(small)}</span>')
            label.setText("<br>".join(line for line in lines if line))
            self.fields[name].setAccessibleName(explained(name) or name)
            self.resets[name].describe(self.tr("As shipped"))
        self._asks = asks()  # words of choices
        for name, field in self.fields.items():
            if isinstance(field, QComboBox):
                for at, (_, text) in enumerate(self._asks[name].choices):
                    field.setItemText(at, text)
        self._show()

    def _make_rows(self) -> None:
        row = 0
        for name, ask in self._asks.items():
            table = name.rpartition(".")[0]
            if table not in self._heads:
                self._heads[table] = QLabel()
                set_look(self._heads[table], "strong")
                self._heads[table].setContentsMargins(0, 10 if row else 0, 0, 2)
                self._grid.addWidget(self._heads[table], row, 0, 1, 3)
                row += 1
            text, note = QLabel(), QLabel()
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.RichText)
            note.setWordWrap(True)
            note.hide()
            reset = Button(look="flat", icon_name="restart")
            reset.setFixedSize(24, 24)
            reset.clicked.connect(partial(self._reset, name))
            field: Field
            if ask.choices:
                field = QComboBox()
                field.addItems([word for _, word in ask.choices])
                field.activated.connect(partial(self._chosen, name))
            else:
                field = QLineEdit()
                field.editingFinished.connect(partial(self._edited, name))
            field.setFixedWidth(240)
            self.fields[name], self.notes[name] = field, note
            self._texts[name], self.resets[name] = text, reset
            self._grid.addWidget(text, row, 0)
            self._grid.addWidget(field, row, 1)
            self._grid.addWidget(reset, row, 2)
            self._grid.addWidget(note, row + 1, 0, 1, 3)
            row += 2

    # --- servers ---------------------------------------------------------------------------------

    def _servers(self) -> list[ServerId]:
        return [
            each.server_id
            for each in self._bridge.connections
            if each.server_id is not None
            and each.status is ConnectionStatus.CONNECTED
            and each.principal is not None
            and each.principal.role.allows(Role.ADMIN)
        ]

    def _server(self) -> ServerId | None:
        at = self._which.currentIndex()
        servers = self._servers()
        return servers[at] if 0 <= at < len(servers) else None

    def _servers_changed(self) -> None:
        chosen = self._which.currentText()
        self._which.clear()
        for server in self._servers():
            connection = self._bridge.connection(server)
            self._which.addItem(connection.name if connection is not None else server)
        self._which.setCurrentIndex(max(0, self._which.findText(chosen)))
        self._which.setVisible(self._which.count() > 1)
        self._show()

    async def _read(self) -> None:
        server = self._server()
        if server is None:
            return
        try:
            found = await self._ops.settings.read(server)
        except StudioError as error:
            self._told.setText(problem_text(error.problem))
            self._told.show()
            return
        self._take(found)

    def _take(self, found: SettingsShown) -> None:
        self._values, self._waiting = dict(found.values), found.waiting
        self._told.setText("\n".join(problem_text(each) for each in found.problems))
        self._told.setVisible(bool(found.problems))
        self._show()

    # --- changing --------------------------------------------------------------------------------

    def _edited(self, name: str) -> None:
        field, ask = self.fields[name], self._asks[name]
        if not isinstance(field, QLineEdit) or name not in self._values:
            return
        if field.text() == shown(ask, self._values[name]):
            self._note(name, "")
            return
        try:
            value = read(ask, field.text())
        except Wrong as wrong:
            self._note(name, str(wrong), wrong=True)
            return
        self._send(name, value)

    def _chosen(self, name: str, at: int) -> None:
        value = self._asks[name].choices[at][0]
        if name in self._values and value != self._values[name]:
            self._send(name, value)

    def _reset(self, name: str, _checked: bool = False) -> None:
        if name in self._values:
            self._send(name, None)

    def _send(self, name: str, value: object) -> None:
        self._ops.start(self._change(name, value), "change setting")

    async def _change(self, name: str, value: object) -> None:
        server = self._server()
        if server is None:
            return
        plain = None if value is None else msgspec.convert(msgspec.to_builtins(value), SettingValue)
        try:
            await self._ops.settings.change(server, name, plain, self._values[name])
        except StudioError as error:
            if error.problem.code == "setting_changed":
                await self._read()  # what somebody else wrote is shown, with why
            self._note(name, problem_text(error.problem), wrong=True)
            return
        self._note(name, "")
        await self._read()

    # --- what is shown ---------------------------------------------------------------------------

    def _show(self) -> None:
        able = self._server() is not None
        for name, field in self.fields.items():
            known = name in self._values
            field.setEnabled(able and known)
            self.resets[name].setVisible(known and self._values[name] != default_of(name))
            if not known:
                continue
            if isinstance(field, QComboBox):
                values = [value for value, _ in self._asks[name].choices]
                field.setCurrentIndex(values.index(self._values[name]))
            elif not field.hasFocus():
                field.setText(shown(self._asks[name], self._values[name]))
                field.setCursorPosition(0)  # a long one is read from its beginning
            waits = name in self._waiting and name.startswith(f"{RESTART}.")
            if self.notes[name].property("look") != "problem" or self.notes[name].isHidden():
                restart = self.tr("Written; the server takes it over at its next start.")
                self._note(name, restart if waits else "")

    def _note(self, name: str, text: str, *, wrong: bool = False) -> None:
        note, field = self.notes[name], self.fields[name]
        set_look(note, "problem" if wrong else "second")
        note.setText(text)
        note.setVisible(bool(text))
        if isinstance(field, QLineEdit):
            set_look(field, "wrong" if wrong else "")
