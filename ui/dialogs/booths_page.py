"""Settings page of booths: the list, the chosen one's form and limits, find, test, save, remove."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio_app.domain.actions.house import FoundObs
from studio_app.domain.booth import Booth, Link, Switcher
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import ServerId
from studio_app.domain.records import RecordKey
from studio_app.domain.roles import Role
from studio_app.support.signal import Signal
from ui.bridge.client import BoothKey, ConnectionStatus
from ui.bridge.studio import StudioBridge
from ui.components import Button, ConfirmButton, PendingButton, Translated
from ui.dialogs.booth_draft import BoothDraft, free_number
from ui.dialogs.booth_form import BoothForm
from ui.dialogs.booth_limits import BoothLimits
from ui.dialogs.find_panel import FindPanel
from ui.operations import Operations
from ui.theme import set_look
from ui.words import problem_text, word

LIST_WIDTH = 250


class BoothsPage(Translated, QWidget):
    """Adds, tests, changes and removes booths of every server that lets an administrator in."""

    def __init__(self, bridge: StudioBridge, ops: Operations) -> None:
        super().__init__()
        self._bridge = bridge
        self._ops = ops
        self._booth: BoothKey | None = None
        self._server: ServerId | None = None
        self._before = BoothDraft(number=1)
        self._adding = False
        self.list = QListWidget()
        self.list.setFixedWidth(LIST_WIDTH)
        self.list.currentItemChanged.connect(self._row_chosen)
        self.add_button = Button(icon_name="plus")
        self.add_button.clicked.connect(lambda _=False: self.add())
        self._title = QLabel()
        set_look(self._title, "head")
        self._link = QLabel()
        self._link.setWordWrap(True)
        set_look(self._link, "second")
        self._which_server = QComboBox()
        self._which_server.activated.connect(self._server_chosen)
        self.finder = FindPanel(bridge, ops)
        self.finder.chosen.connect(self._found_chosen)
        self.form = BoothForm()
        self.form.edited.connect(self._edited)
        self.limits = BoothLimits(ops)
        self.test_button = PendingButton(start=ops.start, wish=self._test, deadline_ms=15_000)
        self.save_button = PendingButton(
            start=ops.start, wish=self._save, deadline_ms=15_000, look="main"
        )
        self.commission_button = Button()
        self.commission_button.clicked.connect(self._commission)
        self.commission_wanted: Signal[BoothKey] = Signal()
        """Somebody wants this booth built from a template."""
        self.remove_button = ConfirmButton(start=ops.start, wish=self._remove, icon_name="trash")
        self._empty = QLabel()
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_look(self._empty, "second")
        self._lay_out()
        end = bridge.booths_changed.connect(self._fill_list)
        self.destroyed.connect(end)
        bridge.watch(self._record_changed, Booth, Link, owner=self)
        self._fill_list()
        self.retranslate()

    # --- what is shown ---------------------------------------------------------------------------

    def show_booth(self, booth: BoothKey) -> None:
        """The form of this booth."""
        self._adding = False
        self._booth, self._server = booth, booth[0]
        config = self._bridge.get(booth, Booth)
        if config is None:
            self._show_nothing()
            return
        self._before = BoothDraft.of(config)
        switcher = self._bridge.get(booth, Switcher)
        scenes = switcher.scenes if switcher is not None else ()
        self.form.show_draft(self._before, self._taken(booth[0], booth), scenes, stored=True)
        self._show_mode()

    def add(self) -> None:
        """An empty form for a new booth, on the server looked at last."""
        servers = self._servers()
        if not servers:
            self._show_nothing()
            return
        if self._server not in servers:
            self._server = servers[0]
        self._adding, self._booth = True, None
        self.list.setCurrentRow(-1)
        taken = self._taken(self._server, None)
        self._before = BoothDraft(number=free_number(taken))
        self.form.show_draft(self._before, taken, (), stored=False)
        self._show_mode()
        self.form.name.setFocus()

    @property
    def adding(self) -> bool:
        """Whether the form is that of a new booth."""
        return self._adding

    def retranslate(self) -> None:
        """Every text anew."""
        self.add_button.setText(self.tr("Add a booth"))
        self.test_button.setText(self.tr("Test"))
        self.test_button.describe(self.tr("Try to connect to that OBS; changes nothing"))
        self.commission_button.setText(self.tr("Commission…"))
        self.commission_button.describe(
            self.tr("Build its scenes from a template, or compare it with its own")
        )
        self._which_server.setAccessibleName(self.tr("Server"))
        self.list.setAccessibleName(self.tr("Booths"))
        self._empty.setText(
            self.tr("Sign in as an administrator to add or change booths.")
            if not self._servers()
            else self.tr("Choose a booth, or add one.")
        )
        self._show_mode()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self.list, 1)
        left.addWidget(self.add_button)
        self._detail = QWidget()
        detail = QVBoxLayout(self._detail)
        detail.setContentsMargins(0, 0, 12, 0)
        detail.setSpacing(10)
        detail.addWidget(self._title)
        detail.addWidget(self._link)
        detail.addWidget(self._which_server)
        detail.addWidget(self.finder)
        detail.addWidget(self.form)
        detail.addWidget(self.limits)
        detail.addStretch(1)
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the field that has the keyboard
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._detail)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll = scroll
        self._buttons = QWidget()
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(0, 0, 12, 0)
        buttons.addWidget(self.test_button)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.commission_button)
        buttons.addStretch(1)
        buttons.addWidget(self.remove_button)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(scroll, 1)
        right.addWidget(self._empty, 1)
        right.addWidget(self._buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addLayout(left)
        row.addLayout(right, 1)

    def _show_mode(self) -> None:
        booth = self._booth
        shown = self._adding or booth is not None
        for widget in (self._scroll, self._buttons):
            widget.setVisible(shown)
        self._empty.setVisible(not shown)
        self.finder.setVisible(self._adding)
        servers = self._servers()
        self.add_button.setEnabled(bool(servers))
        self._which_server.setVisible(self._adding and len(servers) > 1)
        if self._adding:
            self._which_server.clear()
            for server in servers:
                connection = self._bridge.connection(server)
                self._which_server.addItem(connection.name if connection else server)
            if self._server in servers:
                self._which_server.setCurrentIndex(servers.index(self._server))
            self.finder.set_server(self._server)
            self._title.setText(self.tr("A new booth"))
        elif booth is not None:
            title = self.tr("Booth {number}").format(number=self._bridge.title(booth))
            self._title.setText(title)
        may = self._server in servers
        self.form.setEnabled(may)
        self.test_button.setEnabled(may)
        self.save_button.setText(self.tr("Add") if self._adding else self.tr("Save"))
        self.remove_button.setVisible(not self._adding)
        self.commission_button.setVisible(not self._adding)
        self.remove_button.setEnabled(may)
        self.limits.show_booth(booth if may else None)
        number = self._bridge.title(booth) if booth is not None else ""
        self.remove_button.show_texts(
            self.tr("Remove"),
            self.tr("Take {number} off the wall; its OBS goes on. Press again").format(
                number=number
            ),
        )
        self._show_link()
        self._edited()

    def _show_nothing(self) -> None:
        self._booth, self._adding = None, False
        self._show_mode()

    def _show_link(self) -> None:
        link = self._bridge.get(self._booth, Link) if self._booth is not None else None
        text = ""
        if link is not None:
            text = word(link.status)
            if link.problem is not None:
                text += f": {problem_text(link.problem)}"
        self._link.setText(text)
        self._link.setVisible(bool(text))

    def _edited(self) -> None:
        changed = self._adding or self.form.draft() != self._before
        self.save_button.setEnabled(changed and self._server in self._servers())

    # --- the list --------------------------------------------------------------------------------

    def _fill_list(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        several = len(self._bridge.connections) > 1
        for booth in self._bridge.booths:
            config = self._bridge.get(booth, Booth)
            text = f"{self._bridge.title(booth)}   {config.name if config else ''}"
            connection = self._bridge.connection(booth[0])
            if several and connection is not None:
                text += f"  ·  {connection.name}"
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, list(booth))
            self.list.addItem(item)
            if booth == self._booth:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        if self._booth is not None and self._booth not in self._bridge.booths:
            self._show_nothing()
        elif self._booth is None and not self._adding and self._bridge.booths:
            self.list.setCurrentRow(0)

    def _row_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            server, booth = item.data(Qt.ItemDataRole.UserRole)
            self.show_booth((server, booth))

    def _record_changed(self, booth: BoothKey, key: RecordKey) -> None:
        if key[0] == "booth":
            self._fill_list()
            # Somebody else's change is shown, unless something is typed here.
            if booth == self._booth and self.form.draft() == self._before:
                self.show_booth(booth)
        elif booth == self._booth:
            self._show_link()

    def _server_chosen(self, at: int) -> None:
        self._server = self._servers()[at]
        typed = self.form.draft()
        taken = self._taken(self._server, None)
        self.form.show_draft(typed, taken, (), stored=False)
        self.finder.set_server(self._server)

    def _found_chosen(self, obs: FoundObs) -> None:
        self.form.address.setText(obs.address)
        self.form.port.setValue(obs.port)
        self.form.show_test(None)
        self.form.password.setFocus()

    # --- wishes ----------------------------------------------------------------------------------

    async def _test(self) -> bool:
        server = self._server
        draft = self.form.draft()
        if server is None or self._shows_wrong(draft):
            return False
        booth = self._booth[1] if self._booth is not None else None
        try:
            self.form.show_test(await self._ops.house.test_booth(server, draft.test(booth)))
        except StudioError as error:
            self.form.show_problem(error.problem)
            return False
        return True

    async def _save(self) -> bool:
        server, booth = self._server, self._booth
        draft = self.form.draft()
        if server is None or self._shows_wrong(draft):
            return False
        ids = frozenset(each[1] for each in self._bridge.booths if each[0] == server)
        try:
            if booth is None:
                added = draft.add(ids)
                await self._ops.house.add_booth(server, added)
                booth = (server, added.booth)
            else:
                await self._ops.house.edit_booth(server, draft.edit(booth[1], self._before))
        except StudioError as error:
            self.form.show_problem(error.problem)
            return False
        self._adding, self._booth, self._before = False, booth, draft
        self._fill_list()
        self.show_booth(booth)
        return True

    def _commission(self) -> None:
        if self._booth is not None:
            self.commission_wanted.emit(self._booth)

    async def _remove(self) -> bool:
        return self._booth is not None and await self._ops.house.remove_booth(self._booth)

    def _shows_wrong(self, draft: BoothDraft) -> bool:
        server = self._server
        wrong = draft.wrong(self._taken(server, self._booth)) if server else frozenset()
        self.form.show_wrong(wrong)
        return bool(wrong)

    def _taken(self, server: ServerId, but: BoothKey | None) -> frozenset[int]:
        """The numbers in use on a server."""
        configs = (
            self._bridge.get(booth, Booth)
            for booth in self._bridge.booths
            if booth[0] == server and booth != but
        )
        return frozenset(config.number for config in configs if config is not None)

    def _servers(self) -> list[ServerId]:
        """The servers that let us change booths now."""
        return [
            each.server_id
            for each in self._bridge.connections
            if each.server_id is not None
            and each.status is ConnectionStatus.CONNECTED
            and each.principal is not None
            and each.principal.role.allows(Role.ADMIN)
        ]
