"""One setting of a plugin as a field: drawn from its manifest, its error beside it."""

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from studio_app.domain.plugin import Instance, Plugin, SettingScalar, SettingSpec, SettingType
from studio_app.support.signal import Signal
from ui.components import Button
from ui.components.fields import CalmBox
from ui.docks.plugins_draft import shown
from ui.docks.plugins_words import (
    choice_word,
    setting_description,
    setting_limits,
    setting_title,
)
from ui.theme import set_look

FIELD_HEIGHT = 30
MOST = 2000
"""Characters of a text, as the server takes them; the token of some services has hundreds."""


class Labelled(QWidget):
    """A title above a field, what it takes below, and what is wrong with it."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.inner = inner
        self.title, self.note, self.error = QLabel(), QLabel(), QLabel()
        self.title.setBuddy(inner)
        for label, look in ((self.title, "second"), (self.note, "note"), (self.error, "problem")):
            label.setWordWrap(True)
            set_look(label, look)
        self.error.hide()
        self.note.hide()
        self._beside = QHBoxLayout()
        self._beside.setSpacing(6)
        self._beside.addWidget(inner, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.title)
        column.addLayout(self._beside)
        column.addWidget(self.error)
        column.addWidget(self.note)

    def show_title(self, title: str, note: str = "") -> None:
        """What it is called and what it takes."""
        self.title.setText(title)
        self.inner.setAccessibleName(title)
        self.inner.setAccessibleDescription(note)
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def show_error(self, text: str) -> None:
        """What is wrong; "" when nothing is."""
        self.error.setText(text)
        self.error.setVisible(bool(text))
        if isinstance(self.inner, QLineEdit):
            set_look(self.inner, "wrong" if text else "")

    def add_beside(self, widget: QWidget) -> None:
        """Something that belongs to the field, right of it."""
        self._beside.addWidget(widget)


class SettingField(Labelled):
    """Asks for one setting. A secret is never shown again: its field is empty, and what is typed
    replaces it."""

    def __init__(self, plugin: Plugin, spec: SettingSpec, instance: Instance | None) -> None:
        before = shown(spec, instance)
        inner = _field(spec, before)
        super().__init__(inner)
        self.spec = spec
        self._plugin = plugin
        self.kept = instance is not None and spec.name in instance.secrets
        self._before = before
        self.edited: Signal[()] = Signal()
        self._line = inner if isinstance(inner, QLineEdit) else None
        self._switch = inner if isinstance(inner, QCheckBox) else None
        self._choice = inner if isinstance(inner, QComboBox) else None
        self.forget_button = Button(look="flat")
        self.forget_button.setCheckable(True)
        self.add_beside(self.forget_button)
        self.forget_button.setVisible(self.kept and not spec.required)
        if self._line is not None:
            self._line.textEdited.connect(self._typed)
        if self._choice is not None:
            self._choice.activated.connect(lambda _: self.edited.emit())
        if self._switch is not None:
            self._switch.toggled.connect(lambda _: self.edited.emit())
        self.forget_button.toggled.connect(lambda _: self._forgets())
        self.retranslate()

    @property
    def value(self) -> SettingScalar:
        """What is typed or chosen now."""
        if self._switch is not None:
            return self._switch.isChecked()
        if self._choice is not None:
            return str(self._choice.currentData())
        return self._line.text() if self._line is not None else ""

    @property
    def forgets(self) -> bool:
        """Whether the kept secret is to be forgotten."""
        return self.forget_button.isChecked()

    @property
    def changed(self) -> bool:
        """Whether it is another than at first."""
        if self.spec.secret:
            return bool(self.value) or self.forgets
        return str(self.value) != str(self._before)

    def retranslate(self) -> None:
        """Every text anew."""
        spec, plugin = self.spec, self._plugin
        title = setting_title(plugin, spec)
        if not spec.required and spec.default is None and self._switch is None:
            title = self.tr("{title} (if wanted)").format(title=title)
        parts = [setting_description(plugin, spec), setting_limits(spec)]
        if spec.secret:
            parts.append(self.tr("Kept in the keyring, never shown again."))
        note = "\n".join(part for part in parts if part)
        if self._switch is not None:
            self._switch.setText(title)
            self.show_title(title, note)
            self.title.hide()
        else:
            self.show_title(title, note)
        if self._choice is not None:
            for at in range(self._choice.count()):
                choice = str(self._choice.itemData(at))
                self._choice.setItemText(at, choice_word(plugin, spec, choice) if choice else "–")
        self.forget_button.setText(self.tr("Forget it"))
        self._show_placeholder()

    def _show_placeholder(self) -> None:
        if self._line is None:
            return
        text = ""
        if self.spec.secret and self.forgets:
            text = self.tr("is forgotten when saved")
        elif self.spec.secret and self.kept:
            text = self.tr("kept; type a new one to replace it")
        self._line.setPlaceholderText(text)

    def _typed(self) -> None:
        if self.value:
            self.forget_button.setChecked(False)
        self.edited.emit()

    def _forgets(self) -> None:
        if self.forgets and self._line is not None:
            self._line.clear()
        self._show_placeholder()
        self.edited.emit()


def _field(spec: SettingSpec, before: SettingScalar) -> QLineEdit | QCheckBox | QComboBox:
    """What suits the setting, with what it is at first. A secret's field begins empty."""
    if spec.type is SettingType.SWITCH and not spec.secret:
        switch = QCheckBox()
        switch.setChecked(before is True)
        return switch
    if spec.type is SettingType.CHOICE and not spec.secret:
        box = CalmBox()
        if not spec.required and spec.default is None:
            box.addItem("–", "")
        for choice in spec.choices:
            box.addItem(choice, choice)
        box.setCurrentIndex(max(0, box.findData(before)))
        box.setFixedHeight(FIELD_HEIGHT)
        return box
    line = QLineEdit()
    line.setMaxLength(MOST)
    line.setFixedHeight(FIELD_HEIGHT)
    if spec.secret:
        line.setEchoMode(QLineEdit.EchoMode.Password)
    else:
        line.setText(str(before))
    return line
