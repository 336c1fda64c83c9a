"""The page that sets a plugin up or changes what is set up: form, Save, Cancel, what came of it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio_app.domain.errors import StudioError
from studio_app.domain.ids import ServerId
from studio_app.domain.plugin import Instance
from studio_app.domain.roles import Role
from studio_app.support.signal import Signal
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge
from ui.components import Button, ElidedLabel, PendingButton, Translated
from ui.components.fields import CalmBox
from ui.docks.plugins_draft import Draft
from ui.docks.plugins_fields import FIELD_HEIGHT
from ui.docks.plugins_form import MOST_WIDTH, PluginForm
from ui.docks.plugins_model import SeenInstance, SeenPlugin, allowed, plugins_of, usable
from ui.docks.plugins_words import (
    add_text,
    field_of,
    plugin_description,
    plugin_name,
    plugin_runs,
    what_is_wrong,
)
from ui.operations import Operations
from ui.theme import set_look
from ui.words import problem_text, word

DEADLINE_MS = 20_000
"""The keyring may take its time, the plugin's process too."""


class SetUpPage(Translated, QWidget):
    """It stays, pending, until the server's record says what was sent."""

    def __init__(self, bridge: StudioBridge, ops: Operations) -> None:
        super().__init__()
        self._bridge = bridge
        self._ops = ops
        self._seen: SeenPlugin | None = None
        self._before: SeenInstance | None = None
        self._sent: Draft | None = None
        self.left: Signal[SeenInstance | None] = Signal()
        """Done, with what is there now; or cancelled, with None."""
        self._title, self._about, self._told = ElidedLabel(), QLabel(), QLabel()
        self._lacks = QLabel()
        for label, look in (
            (self._title, "strong"),
            (self._about, "note"),
            (self._told, "problem"),
        ):
            set_look(label, look)
        set_look(self._lacks, "problem")
        for label in (self._about, self._told, self._lacks):
            label.setWordWrap(True)
            label.setMaximumWidth(MOST_WIDTH)
        self._told.hide()
        self.plugins = CalmBox()
        self.plugins.setFixedHeight(FIELD_HEIGHT)
        self.plugins.setMaximumWidth(MOST_WIDTH)
        self.plugins.activated.connect(self._plugin_chosen)
        self.form = PluginForm(bridge)
        self.form.edited.connect(lambda: self._tell(""))
        self.save_button = PendingButton(
            start=ops.start,
            wish=self._send,
            fact=self._is_there,
            late=self._late,
            deadline_ms=DEADLINE_MS,
            look="main",
        )
        self.cancel_button = Button()
        self.cancel_button.clicked.connect(lambda _=False: self._leave())
        self._lay_out()
        self.retranslate()

    def add(self, wanted: SeenPlugin | None = None, booth: BoothKey | None = None) -> bool:
        """An empty form, for this plugin or the first that can be set up, for this booth where it
        is of that server; False when none can."""
        offered = self._offered()
        if not offered:
            return False
        here = [each for each in offered if booth is not None and each.server == booth[0]]
        names = [(each.server, each.id) for each in here or offered]
        if wanted is None or (wanted.server, wanted.id) not in names:
            wanted = (here or offered)[0]
        self._show(wanted, None)
        if booth is not None:
            self.form.offer_booth(booth)
        self.plugins.setFocus()
        return True

    def change(self, seen: SeenInstance) -> bool:
        """The form of what is set up; False when its plugin cannot be read."""
        for each in plugins_of(self._bridge):
            same = (each.server, each.id) == (seen.server, seen.instance.plugin)
            if same and each.plugin.manifest is not None:
                self._show(each, seen)
                self.form.booths.setFocus()
                return True
        return False

    @property
    def adding(self) -> bool:
        """Whether it is about something new."""
        return self._before is None

    @property
    def told(self) -> str:
        """Why the server did not do it."""
        return self._told.text()

    def look_again(self) -> None:
        """A record changed: what was sent may be there; what is changed here may be gone."""
        before = self._before
        if self._is_there():
            self._leave()
        elif before is not None and self._record(before.server, before.id) is None:
            self._tell(self.tr("Somebody has removed it meanwhile."))

    def retranslate(self) -> None:
        """Every text anew; the plugins' own words too."""
        self.cancel_button.setText(self.tr("Cancel"))
        self.save_button.setText(self.tr("Add") if self.adding else self.tr("Save"))
        self.plugins.setAccessibleName(self.tr("From where"))
        seen, before = self._seen, self._before
        if seen is None or seen.plugin.manifest is None:
            return
        name = plugin_name(seen.plugin, seen.id)
        heading = add_text(seen.plugin.manifest.kind) if before is None else f"{name} · {before.id}"
        self._title.show_text(heading)
        self._about.setText(plugin_description(seen.plugin))
        self._about.setVisible(bool(self._about.text()))
        self._lacks.setText(what_is_wrong(seen) if not plugin_runs(seen.plugin) else "")
        self._lacks.setVisible(bool(self._lacks.text()))
        self._fill_plugins(seen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field sends, Escape cancels."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.save_button.click()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self.save_button)
        foot.addWidget(self.cancel_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self._title, self.plugins, self._about, self._lacks):
            column.addWidget(widget)
        column.addWidget(self.form, 1)
        column.addWidget(self._told)
        column.addLayout(foot)

    # --- what is offered -------------------------------------------------------------------------

    def _show(self, seen: SeenPlugin, before: SeenInstance | None) -> None:
        self._seen, self._before, self._sent = seen, before, None
        self.save_button.give_up()
        self._tell("")
        self.plugins.setVisible(before is None)
        self.form.show_fields(seen, before)
        self.retranslate()

    def _offered(self) -> list[SeenPlugin]:
        able = allowed(self._bridge, Role.ADMIN)
        return [seen for seen in plugins_of(self._bridge) if usable(seen) and seen.server in able]

    def _fill_plugins(self, seen: SeenPlugin) -> None:
        several = len(self._bridge.connections) > 1
        self.plugins.clear()
        for each in self._offered():
            parts = [plugin_name(each.plugin, each.id)]
            if each.plugin.manifest is not None:
                parts.append(word(each.plugin.manifest.kind))
            connection = self._bridge.connection(each.server)
            if several and connection is not None:
                parts.append(connection.name)
            self.plugins.addItem("  ·  ".join(parts), f"{each.server}/{each.id}")
        self.plugins.setCurrentIndex(self.plugins.findData(f"{seen.server}/{seen.id}"))

    def _plugin_chosen(self, at: int) -> None:
        wanted = self.plugins.itemData(at)
        for each in self._offered():
            if f"{each.server}/{each.id}" == wanted:
                booth = self.form.booth
                self._show(each, None)
                if booth is not None:
                    self.form.offer_booth(booth)
                return

    # --- sending ---------------------------------------------------------------------------------

    async def _send(self) -> bool:
        seen, before = self._seen, self._before
        manifest = seen.plugin.manifest if seen is not None else None
        if seen is None or manifest is None:
            return False
        draft = self.form.draft()
        kept = before.instance.secrets if before is not None else ()
        wrong = draft.wrong(manifest, self.form.taken, kept)
        self._tell("")
        self.form.show_wrong(wrong)
        if wrong:
            return False
        try:
            if before is None:
                await self._ops.plugins.add(seen.server, draft.add(seen.id, manifest))
            else:
                change = draft.change(manifest, before.instance)
                await self._ops.plugins.change(seen.server, change)
        except StudioError as error:
            text = problem_text(error.problem)
            if not self.form.show_error(field_of(error.problem, manifest), text):
                self._tell(text)
            return False
        self._sent = draft
        self.look_again()
        return True

    def _is_there(self) -> bool:
        """Whether the record says what was sent."""
        seen, sent = self._seen, self._sent
        if seen is None or sent is None or seen.plugin.manifest is None:
            return False
        record = self._record(seen.server, sent.instance)
        wanted = sent.settings(seen.plugin.manifest)
        return (
            record is not None
            and record.booth == sent.booth
            and all(record.settings.get(name) == value for name, value in wanted.items())
        )

    def _late(self) -> None:
        self._tell(self.tr("The server took it, but does not show it yet. Look before you repeat."))

    def _leave(self) -> None:
        """Back to the list; what is under way goes on."""
        seen, sent = self._seen, self._sent
        done = None
        if seen is not None and sent is not None and self._is_there():
            record = self._record(seen.server, sent.instance)
            if record is not None:
                done = SeenInstance(seen.server, sent.instance, record, seen.plugin)
        self._sent = None
        self.save_button.give_up()
        self.left.emit(done)

    def _record(self, server: ServerId, name: str) -> Instance | None:
        connection = self._bridge.connection(server)
        return connection.get(Instance, "plugin_instance", name) if connection else None

    def _tell(self, text: str) -> None:
        self._told.setText(text)
        self._told.setVisible(bool(text))
