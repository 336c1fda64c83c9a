"""The form of one booth: fields with what is wrong beside them, a test with what it found."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from studio_app.domain.actions.house import BoothTest
from studio_app.domain.booth import SceneRole, SentBy
from studio_app.domain.problems import Problem
from studio_app.support.signal import Signal
from ui.components import Translated
from ui.components.fields import inset_text
from ui.dialogs.booth_draft import BoothDraft, Wrong
from ui.figures import milliseconds
from ui.theme import set_look
from ui.words import problem_text, word

ROLES = (SceneRole.HUMAN, SceneRole.AI, SceneRole.STANDBY, SceneRole.BREAK)

FIELD_HEIGHT = 30
"""All alike, whatever kind of field."""


class BoothForm(Translated, QWidget):
    """Fields only; who shows it says which booth they belong to and sends the actions."""

    def __init__(self) -> None:
        super().__init__()
        self.edited: Signal[()] = Signal()
        self._taken: frozenset[int] = frozenset()
        self._stored = False
        self._wrong: frozenset[Wrong] = frozenset()
        self._test: BoothTest | None = None
        self._problem: Problem | None = None
        self._labels: dict[str, QLabel] = {}
        self.number = QSpinBox()
        self.number.setRange(1, 99)
        self.name = QLineEdit()
        self.name.setMaxLength(60)
        self.host = QLineEdit()
        self.host.setMaxLength(60)
        self.address = QLineEdit()
        self.address.setMaxLength(60)
        self.port = QSpinBox()
        self.port.setRange(1, 65535)
        self.port.setGroupSeparatorShown(False)
        inset_text(self.number, self.port)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.sent_by = QComboBox()
        self.destinations = QLineEdit()
        self.roles = {role: QComboBox() for role in ROLES}
        for box in self.roles.values():
            box.setEditable(True)
        fields = (self.number, self.name, self.host, self.address, self.port, self.password)
        for field in (*fields, self.sent_by, self.destinations, *self.roles.values()):
            field.setFixedHeight(FIELD_HEIGHT)
        self._errors = {wrong: QLabel() for wrong in Wrong}
        for label in self._errors.values():
            set_look(label, "problem")
            label.setWordWrap(True)
            label.hide()
        self._result = QLabel()
        self._result.setWordWrap(True)
        self._result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._scenes_head = QLabel()
        set_look(self._scenes_head, "note")
        self._scenes_head.setContentsMargins(0, 10, 0, 0)
        self._lay_out()
        for field in (self.name, self.host, self.address, self.password, self.destinations):
            field.textEdited.connect(self._field_edited)
        for spin in (self.number, self.port):
            spin.valueChanged.connect(self._field_edited)
        self.sent_by.activated.connect(self._field_edited)
        for box in self.roles.values():
            box.editTextChanged.connect(self._field_edited)
        self.retranslate()

    def show_draft(
        self, draft: BoothDraft, taken: frozenset[int], scenes: Sequence[str], stored: bool
    ) -> None:
        """Fill the fields. `taken` are the numbers of other booths, `scenes` what its OBS has,
        `stored` whether a password is kept (it is never shown)."""
        self.blockSignals(True)
        self._taken, self._stored = taken, stored
        self._test, self._problem = None, None
        self.number.setValue(draft.number)
        self.name.setText(draft.name)
        self.host.setText(draft.host)
        self.address.setText(draft.address)
        self.port.setValue(draft.port)
        self.password.setText(draft.password)
        self.sent_by.setCurrentIndex(list(SentBy).index(draft.sent_by))
        self.destinations.setText(", ".join(draft.destinations))
        for role, box in self.roles.items():
            box.clear()
            box.addItems(["", *scenes])
            box.setEditText(draft.scene_roles.get(role, ""))
        self.blockSignals(False)
        self.show_wrong(frozenset())
        self.retranslate()

    def draft(self) -> BoothDraft:
        """What the fields hold."""
        parts = (part.strip() for part in self.destinations.text().split(","))
        scenes = {role: box.currentText().strip() for role, box in self.roles.items()}
        return BoothDraft(
            number=self.number.value(),
            name=self.name.text().strip(),
            address=self.address.text().strip(),
            port=self.port.value(),
            password=self.password.text(),
            host=self.host.text().strip(),
            sent_by=list(SentBy)[max(0, self.sent_by.currentIndex())],
            destinations=tuple(part for part in parts if part),
            scene_roles={role: scene for role, scene in scenes.items() if scene},
        )

    def show_wrong(self, wrong: frozenset[Wrong]) -> None:
        """Say beside the fields what keeps the booth from being saved."""
        self._wrong = wrong
        texts = {
            Wrong.NAME: self.tr("Give it a name, up to 60 letters."),
            Wrong.NUMBER: self.tr("Another booth has this number; 1 to 99 are allowed."),
            Wrong.ADDRESS: self.tr("A name or address without spaces: 127.0.0.1, booth-pc-07"),
        }
        fields = {Wrong.NAME: self.name, Wrong.NUMBER: self.number, Wrong.ADDRESS: self.address}
        for what, label in self._errors.items():
            label.setText(texts[what])
            label.setVisible(what in wrong)
            set_look(fields[what], "wrong" if what in wrong else "")

    def show_test(self, test: BoothTest | None) -> None:
        """What a trial connection found; None forgets."""
        self._test, self._problem = test, None
        if test is not None and test.problem is None:
            for box in self.roles.values():
                chosen = box.currentText()
                box.clear()
                box.addItems(["", *test.scenes])
                box.setEditText(chosen)
        self._show_result()

    def show_problem(self, problem: Problem) -> None:
        """Why the server did not do it."""
        self._test, self._problem = None, problem
        self._show_result()

    @property
    def result(self) -> str:
        """What is said of the last test or try to save."""
        return self._result.text()

    def retranslate(self) -> None:
        """Every text anew."""
        texts = {
            "number": self.tr("Number on the wall"),
            "name": self.tr("Name"),
            "host": self.tr("Who stands there"),
            "address": self.tr("OBS at"),
            "password": self.tr("OBS password"),
            "sent_by": self.tr("Who sends"),
            "destinations": self.tr("Destinations"),
        }
        for name, text in texts.items():
            self._labels[name].setText(text)
        self._scenes_head.setText(self.tr("Which scene is for what; empty when there is none"))
        for role in ROLES:
            self._labels[role].setText(self.tr("Scene: {role}").format(role=word(role)))
            self.roles[role].setAccessibleName(self._labels[role].text())
        self.port.setAccessibleName(self.tr("Port"))
        self.name.setPlaceholderText(self.tr("for example: Fashion 9:16"))
        self.destinations.setPlaceholderText(self.tr("for example: TikTok Nova, Facebook Nova"))
        self.password.setPlaceholderText(
            self.tr("stored; type a new one to change it")
            if self._stored
            else self.tr("in OBS under Show Connect Info")
        )
        self.show_wrong(self._wrong)
        at = max(0, self.sent_by.currentIndex())
        self.sent_by.clear()
        self.sent_by.addItems([word(each) for each in SentBy])
        self.sent_by.setCurrentIndex(at)
        self._show_result()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(6)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        where = QHBoxLayout()
        where.setSpacing(6)
        where.addWidget(self.address, 1)
        where.addWidget(self.port)
        rows: tuple[tuple[str, QWidget | QHBoxLayout, Wrong | None], ...] = (
            ("number", self.number, Wrong.NUMBER),
            ("name", self.name, Wrong.NAME),
            ("host", self.host, None),
            ("address", where, Wrong.ADDRESS),
            ("password", self.password, None),
            ("sent_by", self.sent_by, None),
            ("destinations", self.destinations, None),
            *((role, self.roles[role], None) for role in ROLES),
        )
        for name, field, wrong in rows:
            if name == ROLES[0]:
                form.addRow(self._scenes_head)
            label = QLabel()
            set_look(label, "second")
            self._labels[name] = label
            form.addRow(label, field)
            if isinstance(field, QWidget):
                label.setBuddy(field)
            if wrong is not None:
                form.addRow("", self._errors[wrong])
        self._labels["address"].setBuddy(self.address)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(form)
        column.addWidget(self._result)

    def _field_edited(self) -> None:
        if not self.signalsBlocked():
            self.show_test(None)
            self.edited.emit()

    def _show_result(self) -> None:
        text, look = "", "second"
        if self._problem is not None:
            text, look = problem_text(self._problem), "problem"
        elif self._test is not None and self._test.problem is not None:
            text, look = problem_text(self._test.problem), "problem"
        elif self._test is not None:
            text, look = self._works(self._test), "good"
        self._result.setText(text)
        self._result.setVisible(bool(text))
        set_look(self._result, look)

    def _works(self, test: BoothTest) -> str:
        facts = [f"OBS {test.obs_version}", test.platform]
        if test.canvas is not None:
            facts.append(f"{test.canvas[0]}×{test.canvas[1]}")
        facts.append(self.tr("%n scene(s)", "", len(test.scenes)))
        facts.append(milliseconds(test.took_ms))
        return self.tr("It works: {facts}").format(facts=" · ".join(each for each in facts if each))
