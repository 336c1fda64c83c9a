"""Settings page of keys: every shortcut, and other keys for it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.components import Button, Translated
from ui.console.shortcuts import Shortcuts, shortcut_title
from ui.theme import set_look


class KeysPage(Translated, QWidget):
    """One row a shortcut; a press in its field takes the new keys."""

    def __init__(self, shortcuts: Shortcuts) -> None:
        super().__init__()
        self._shortcuts = shortcuts
        self._taken = ""
        self._digits, self._digits_keys = QLabel(), QLabel("0 1  …  9 9")
        set_look(self._digits_keys, "strong")
        self.fields: dict[str, QKeySequenceEdit] = {}
        self._titles: dict[str, QLabel] = {}
        self._told = QLabel()
        self._told.setWordWrap(True)
        set_look(self._told, "problem")
        self.reset_button = Button(icon_name="restart")
        self.reset_button.clicked.connect(lambda _=False: self._reset())
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.addWidget(self._digits, 0, 0)
        grid.addWidget(self._digits_keys, 0, 1)
        for row, name in enumerate(shortcuts.names, 1):
            title, field = QLabel(), QKeySequenceEdit()
            field.setMaximumSequenceLength(1)
            field.setClearButtonEnabled(True)
            field.setFixedWidth(180)
            field.editingFinished.connect(lambda name=name: self._edited(name))
            title.setBuddy(field)
            self._titles[name], self.fields[name] = title, field
            grid.addWidget(title, row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(0, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = QHBoxLayout()
        foot.addWidget(self._told, 1)
        foot.addWidget(self.reset_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        end = shortcuts.changed.connect(self._show_keys)
        self.destroyed.connect(end)
        self.retranslate()

    @property
    def told(self) -> str:
        """Why the last keys were not taken."""
        return self._told.text()

    def retranslate(self) -> None:
        """Every text anew."""
        self._digits.setText(self.tr("Choose a booth: its two digits, one after the other"))
        self.reset_button.setText(self.tr("All as shipped"))
        for name, title in self._titles.items():
            title.setText(shortcut_title(name))
            self.fields[name].setAccessibleName(shortcut_title(name))
            inner = self.fields[name].findChild(QLineEdit)
            if inner is not None:  # Qt says it once, in the language of that moment
                inner.setPlaceholderText(self.tr("Press the new keys"))
        self._show_keys()

    def _edited(self, name: str) -> None:
        keys = self.fields[name].keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        self._taken = self._shortcuts.change(name, keys)
        self._show_keys()

    def _reset(self) -> None:
        self._taken = ""
        self._shortcuts.reset()

    def _show_keys(self) -> None:
        for name, field in self.fields.items():
            keys = QKeySequence(self._shortcuts.keys(name), QKeySequence.SequenceFormat.NativeText)
            if field.keySequence() != keys:
                field.setKeySequence(keys)
        text = ""
        if self._taken == "digits":
            text = self.tr("Digits choose booths. Use Ctrl, Alt or another key.")
        elif self._taken:
            other = shortcut_title(self._taken)
            text = self.tr("These keys belong to “{other}”.").format(other=other)
        self._told.setText(text)
