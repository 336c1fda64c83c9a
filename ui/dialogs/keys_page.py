"""Settings page of keys: every shortcut, other keys for it, and a sheet of them to print."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
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
from ui.console.key_sheet import write_sheet
from ui.console.shortcuts import Shortcuts
from ui.theme import set_look


class KeysPage(Translated, QWidget):
    """One row a shortcut; a press in its field takes the new keys. The person's own come last."""

    def __init__(self, shortcuts: Shortcuts) -> None:
        super().__init__()
        self._shortcuts = shortcuts
        self._taken = ""
        self._written = ""
        self._digits, self._digits_keys = QLabel(), QLabel("01 … 99")
        set_look(self._digits_keys, "strong")
        self.fields: dict[str, QKeySequenceEdit] = {}
        self.resets: dict[str, Button] = {}
        self._titles: dict[str, QLabel] = {}
        self._told = QLabel()
        self._told.setWordWrap(True)
        set_look(self._told, "problem")
        self._own_note = QLabel()
        self._own_note.setWordWrap(True)
        set_look(self._own_note, "note")
        self.print_button = Button()
        self.print_button.clicked.connect(lambda _=False: self._ask_where())
        self.reset_button = Button(icon_name="restart")
        self.reset_button.clicked.connect(lambda _=False: self._reset())
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.addWidget(self._digits, 0, 0)
        self._grid.addWidget(self._digits_keys, 0, 1)
        self._grid.setColumnStretch(0, 1)
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the field that has the keyboard
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = QHBoxLayout()
        foot.addWidget(self._told, 1)
        foot.addWidget(self.print_button)
        foot.addWidget(self.reset_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll, 1)
        column.addWidget(self._own_note)
        column.addLayout(foot)
        end = shortcuts.changed.connect(self._show_rows)
        self.destroyed.connect(end)
        self._show_rows()
        self.retranslate()

    @property
    def told(self) -> str:
        """Why the last keys were not taken."""
        return self._told.text()

    def retranslate(self) -> None:
        """Every text anew."""
        self._digits.setText(self.tr("Choose a booth: its two digits, one after the other"))
        self.reset_button.setText(self.tr("All as shipped"))
        self.print_button.setText(self.tr("Sheet to print (PDF)…"))
        self._own_note.setText(
            self.tr(
                "Any other action gets keys in the command palette: choose it there and press F2."
                " Keys belong to the person who is signed in."
            )
        )
        for name, title in self._titles.items():
            title.setText(self._shortcuts.title(name))
            self.fields[name].setAccessibleName(self._shortcuts.title(name))
            inner = self.fields[name].findChild(QLineEdit)
            if inner is not None:  # Qt says it once, in the language of that moment
                inner.setPlaceholderText(self.tr("Press the new keys"))
            own = self._shortcuts.is_own(name)
            self.resets[name].describe(
                self.tr("Takes its keys away") if own else self.tr("As shipped")
            )
        self._show_keys()

    def write(self, path: Path) -> None:
        """Write the sheet; whether it could be is said."""
        done = write_sheet(path, self._shortcuts, self._shortcuts.person)
        text = (
            self.tr("Written: {file}")
            if done
            else self.tr("{file} cannot be written. Another folder?")
        )
        self._written = text.format(file=path)
        self._taken = ""
        self._show_keys()

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("Sheet to print"), "boothdeck.pdf", "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.write(Path(file)))
        dialog.show()  # not `open`: it would stand between an operator and air

    def _show_rows(self) -> None:
        """A row for every shortcut there is now."""
        names = self._shortcuts.names
        for name in [name for name in self.fields if name not in names]:
            for gone in (self._titles.pop(name), self.fields.pop(name), self.resets.pop(name)):
                gone.hide()
                gone.deleteLater()
        for row, name in enumerate(names, 1):
            if name not in self.fields:
                self._make_row(name)
            for at, widget in enumerate((self._titles[name], self.fields[name], self.resets[name])):
                self._grid.addWidget(widget, row, at)
        self.retranslate()

    def _make_row(self, name: str) -> None:
        title, field, reset = QLabel(), QKeySequenceEdit(), Button(look="flat", icon_name="restart")
        title.setWordWrap(True)
        field.setMaximumSequenceLength(1)
        field.setClearButtonEnabled(True)
        field.setFixedWidth(180)
        field.editingFinished.connect(partial(self._edited, name))
        reset.setFixedSize(24, 24)
        reset.clicked.connect(partial(self._reset_one, name))
        title.setBuddy(field)
        self._titles[name], self.fields[name], self.resets[name] = title, field, reset

    def _edited(self, name: str) -> None:
        if name not in self.fields:
            return
        keys = self.fields[name].keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        self._taken = self._shortcuts.change(name, keys)
        self._written = ""
        self._show_keys()

    def _reset_one(self, name: str, _checked: bool = False) -> None:
        self._taken = self._shortcuts.reset_one(name)
        self._written = ""
        self._show_keys()

    def _reset(self) -> None:
        self._taken = self._written = ""
        self._shortcuts.reset()

    def _show_keys(self) -> None:
        for name, field in self.fields.items():
            keys = QKeySequence(self._shortcuts.keys(name), QKeySequence.SequenceFormat.NativeText)
            if field.keySequence() != keys:
                field.setKeySequence(keys)
            reset = self.resets[name]
            policy = reset.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            reset.setSizePolicy(policy)
            reset.setVisible(self._shortcuts.changed_from_shipped(name))
        set_look(self._told, "problem" if self._taken else "second")
        self._told.setText(self._shortcuts.why_not(self._taken) or self._written)
