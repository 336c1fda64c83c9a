"""The fields of one channel, voice, camera: its booth, its plugin's own settings, its name."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from studio_app.domain.booth import Booth
from studio_app.domain.ids import BoothId
from studio_app.domain.plugin import Manifest
from studio_app.support.signal import Signal
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge
from ui.components import Button, Translated
from ui.components.fields import CalmBox
from ui.docks.plugins_draft import BOOTH, INSTANCE, Draft, Wrong, needs_booth, suggested
from ui.docks.plugins_fields import FIELD_HEIGHT, Labelled, SettingField
from ui.docks.plugins_model import SeenInstance, SeenPlugin
from ui.docks.plugins_words import wrong_text
from ui.docks.roll import Roll

MOST_WIDTH = 560
"""Lines longer than this are hard to read."""


class PluginForm(Translated, Roll):
    """Drawn from a manifest; who shows it says what the fields belong to and sends the action."""

    def __init__(self, bridge: StudioBridge) -> None:
        inside = QWidget()
        super().__init__(inside)
        self._inside = inside
        self._bridge = bridge
        self._seen: SeenPlugin | None = None
        self._before: SeenInstance | None = None
        self._named = False
        """Whether a person has given the name."""
        self.edited: Signal[()] = Signal()
        self.fields: dict[str, SettingField] = {}
        self.booths, self.name, self.on = CalmBox(), QLineEdit(), QCheckBox()
        self.name.setMaxLength(40)
        self._booth_row = Labelled(self.booths)
        self._name_row = Labelled(self.name)
        for field in (self.booths, self.name):
            field.setFixedHeight(FIELD_HEIGHT)
        self._settings, self._more_settings = QVBoxLayout(), QVBoxLayout()
        self.more_button = Button(look="flat")
        self.more_button.setCheckable(True)
        self.more_button.toggled.connect(self._show_more)
        self._more = QWidget()
        self._lay_out()
        self.booths.activated.connect(lambda _: self._booth_chosen())
        self.name.textEdited.connect(self._name_typed)
        self.retranslate()

    def show_fields(self, seen: SeenPlugin, before: SeenInstance | None) -> None:
        """The fields of this plugin; `before` is what is changed, None of something new."""
        manifest = seen.plugin.manifest
        if manifest is None:
            return
        self._seen, self._before, self._named = seen, before, before is not None
        for old in self.fields.values():
            old.hide()
            old.deleteLater()
        instance = before.instance if before is not None else None
        self.fields = {
            spec.name: SettingField(seen.plugin, spec, instance) for spec in manifest.setting
        }
        for field in self.fields.values():
            later = field.spec.default is not None
            (self._more_settings if later else self._settings).addWidget(field)
            field.edited.connect(self._edited)
        set_apart = any(name in instance.settings for name in self._later()) if instance else False
        self.more_button.setChecked(set_apart)
        self._show_more()
        self._name_row.setVisible(before is None)
        self.on.setVisible(before is None)
        self.on.setChecked(True)
        self.show_wrong(())
        self.booths.setCurrentIndex(-1)  # not that of the last form
        self.retranslate()
        if before is not None:
            self.name.setText(before.id)
            self._choose_booth(before.instance.booth)
        elif needs_booth(manifest) and self.booths.count() == 2:
            self.booths.setCurrentIndex(1)  # there is only one
        self._suggest()
        self._put_in_order()
        self.verticalScrollBar().setValue(0)

    def draft(self) -> Draft:
        """What the fields hold."""
        fields = self.fields.values()
        return Draft(
            instance=self.name.text().strip(),
            booth=self._booth,
            on=self.on.isChecked(),
            values={each.spec.name: each.value for each in fields if not each.spec.secret},
            secrets={
                each.spec.name: str(each.value)
                for each in fields
                if each.spec.secret and each.value
            },
            forgotten=frozenset(each.spec.name for each in fields if each.forgets),
        )

    @property
    def booth(self) -> BoothKey | None:
        """The chosen booth."""
        seen, booth = self._seen, self._booth
        return (seen.server, booth) if seen is not None and booth is not None else None

    def offer_booth(self, booth: BoothKey) -> None:
        """Begin with this booth, where it is of the plugin's server."""
        at = self.booths.findData(str(booth[1]))
        if self._seen is not None and self._seen.server == booth[0] and at > 0:
            self.booths.setCurrentIndex(at)
            self._suggest()

    @property
    def taken(self) -> frozenset[str]:
        """The names that others have on that server."""
        seen = self._seen
        connection = self._bridge.connection(seen.server) if seen is not None else None
        names = {key[-1] for key in connection.keys("plugin_instance")} if connection else set()
        return frozenset(names - ({self._before.id} if self._before is not None else set()))

    def show_wrong(self, wrong: Sequence[Wrong]) -> None:
        """Say at the fields what keeps it from being sent; the first one gets the keyboard."""
        by_field = {each.field: each.why for each in wrong}
        if any(name in by_field for name in self._later()):
            self.more_button.setChecked(True)
        for name, row in self._rows().items():
            why = by_field.get(name)
            spec = self.fields[name].spec if name in self.fields else None
            row.show_error(wrong_text(why, spec) if why is not None else "")
        if wrong:
            self._go_to(self._rows()[wrong[0].field])

    def show_error(self, field: str, text: str) -> bool:
        """The server's word at the field that it names; False when there is no such field."""
        row = self._rows().get(field)
        if row is not None:
            row.show_error(text)
            if field in self._later():
                self.more_button.setChecked(True)
            self._go_to(row)
        return row is not None

    def retranslate(self) -> None:
        """Every text anew; the plugin's own words too."""
        self.on.setText(self.tr("Turned on at once"))
        self._booth_row.show_title(self.tr("Booth"))
        self._name_row.show_title(
            self.tr("Name"), self.tr("How you find it again: letters, digits, dashes.")
        )
        for field in self.fields.values():
            field.retranslate()
        self._show_more()
        manifest = self._seen.plugin.manifest if self._seen is not None else None
        if manifest is not None:
            self._fill_booths(manifest)

    def _lay_out(self) -> None:
        self._inside.setMaximumWidth(MOST_WIDTH)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 2, 8, 8)
        column.setSpacing(12)
        self._settings.setSpacing(12)
        column.addWidget(self._booth_row)
        column.addLayout(self._settings)
        column.addWidget(self._name_row)
        column.addWidget(self.on)
        column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._more)
        column.addStretch(1)
        self._more.setLayout(self._more_settings)
        self._more_settings.setContentsMargins(0, 0, 0, 0)
        self._more_settings.setSpacing(12)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _later(self) -> list[str]:
        """Settings that hardly anybody changes: the plugin has a value for them."""
        return [name for name, field in self.fields.items() if field.spec.default is not None]

    def _show_more(self) -> None:
        opened = self.more_button.isChecked()
        self._more.setVisible(opened)
        self.more_button.setVisible(bool(self._later()))
        self.more_button.show_icon("chevron-up" if opened else "chevron-down")
        self.more_button.setText(self.tr("%n more setting(s)", "", len(self._later())))

    def _rows(self) -> dict[str, Labelled]:
        return {BOOTH: self._booth_row, INSTANCE: self._name_row, **self.fields}

    def _go_to(self, row: Labelled) -> None:
        row.inner.setFocus()
        self.ensureWidgetVisible(row, 0, 24)

    def _edited(self) -> None:
        for row in self._rows().values():
            row.show_error("")
        self.edited.emit()

    def _put_in_order(self) -> None:
        """Tab goes down the form as it is read."""
        chain: list[QWidget] = [self.booths]
        later = self._later()
        for name, field in self.fields.items():
            if name not in later:
                chain += [field.inner, field.forget_button]
        chain += [self.name, self.on, self.more_button]
        chain += [self.fields[name].inner for name in later]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    # --- booth and name --------------------------------------------------------------------------

    @property
    def _booth(self) -> BoothId | None:
        booth = self.booths.currentData()
        return BoothId(booth) if booth else None

    def _choose_booth(self, booth: BoothId | None) -> None:
        at = self.booths.findData(str(booth or ""))
        if at < 0:  # it has gone meanwhile; what is set stays until a person says otherwise
            self.booths.addItem(str(booth), str(booth))
            at = self.booths.count() - 1
        self.booths.setCurrentIndex(at)

    def _fill_booths(self, manifest: Manifest) -> None:
        chosen = self._booth
        self.booths.clear()
        nothing = self.tr("Choose a booth") if needs_booth(manifest) else self.tr("of no booth")
        self.booths.addItem(nothing, "")
        for server, booth in self._bridge.booths:
            if self._seen is not None and server == self._seen.server:
                facts = self._bridge.get((server, booth), Booth)
                name = facts.name if facts is not None else booth
                self.booths.addItem(f"{self._bridge.title((server, booth))}  ·  {name}", str(booth))
        self.booths.setCurrentIndex(max(0, self.booths.findData(str(chosen or ""))))

    def _booth_chosen(self) -> None:
        self._suggest()
        self._edited()

    def _suggest(self) -> None:
        """A name, until a person gives one."""
        seen, booth = self._seen, self._booth
        if self._named or seen is None or seen.plugin.manifest is None:
            return
        number = self._bridge.title((seen.server, booth)) if booth is not None else ""
        self.name.setText(suggested(seen.id, seen.plugin.manifest.kind, number, self.taken))

    def _name_typed(self, text: str) -> None:
        self._named = bool(text)
        self._edited()
