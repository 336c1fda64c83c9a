"""From where on things are alarms at one booth: its own limits, what it has otherwise, and what its
own history suggests."""

from functools import partial

import msgspec
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from studio_app.domain.actions.alarms import LimitsShown, LimitSuggestion
from studio_app.domain.alarm_limits import AlarmOverrides
from studio_app.domain.errors import StudioError
from ui.bridge.client import BoothKey
from ui.components import Button, Translated
from ui.dialogs.setting_words import Wrong, asks, explained, read, shown
from ui.operations import Operations
from ui.theme import set_look
from ui.words import problem_text

FIELD_WIDTH = 110
SUGGESTION_WIDTH = 170


class BoothLimits(Translated, QWidget):
    """Folded until somebody wants it; then read from the server. A limit is sent when its field is
    left or Enter is pressed; an empty field has what holds for all."""

    def __init__(self, ops: Operations) -> None:
        super().__init__()
        self._ops = ops
        self._booth: BoothKey | None = None
        self._known: LimitsShown | None = None
        self._suggested: dict[str, LimitSuggestion] = {}
        self._asks = {
            name.partition(".")[2]: ask
            for name, ask in asks().items()
            if name.startswith("alarms.") and name != "alarms.server_disk_gb"
        }
        self.fields: dict[str, QLineEdit] = {}
        self.suggestions: dict[str, Button] = {}
        self._texts: dict[str, QLabel] = {}
        self.open_button = Button()
        self.open_button.setCheckable(True)
        self.open_button.toggled.connect(self._opened)
        self.suggest_button = Button()
        self.suggest_button.clicked.connect(
            lambda _=False: self._ops.start(self._suggest(), "suggest limits")
        )
        self._told = QLabel()
        self._told.setWordWrap(True)
        self._lay_out()
        self.retranslate()

    @property
    def told(self) -> str:
        """What is said of the last wish."""
        return self._told.text()

    def show_booth(self, booth: BoothKey | None) -> None:
        """Limits of this booth; None: nobody here may change any."""
        if booth != self._booth:
            self._booth, self._known, self._suggested = booth, None, {}
            self._tell("")
            if self.open_button.isChecked() and booth is not None:
                self._ops.start(self._read(), "read limits")
        self.setVisible(booth is not None)
        self._show()

    def retranslate(self) -> None:
        """Every text anew."""
        self.open_button.setText(self.tr("Alarm limits of this booth"))
        self.suggest_button.setText(self.tr("Suggest from its history"))
        self.suggest_button.describe(
            self.tr("Reads the figures of its last week; nothing changes until you take one over")
        )
        for name, text in self._texts.items():
            text.setText(explained(f"alarms.{name}"))
            self.fields[name].setAccessibleName(explained(f"alarms.{name}"))
        self._show()

    def _lay_out(self) -> None:
        self._inner = QWidget()
        grid = QGridLayout(self._inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for row, name in enumerate(self._asks):
            text, field, take = QLabel(), QLineEdit(), Button()
            text.setWordWrap(True)
            field.setFixedWidth(FIELD_WIDTH)
            field.editingFinished.connect(partial(self._edited, name))
            take.setFixedWidth(SUGGESTION_WIDTH)
            take.clicked.connect(partial(self._take_over, name))
            self._texts[name], self.fields[name], self.suggestions[name] = text, field, take
            for at, widget in enumerate((text, field, take)):
                grid.addWidget(widget, row, at)
        foot = QHBoxLayout()
        foot.addWidget(self.suggest_button)
        foot.addWidget(self._told, 1)
        grid.addLayout(foot, len(self._asks), 0, 1, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self.open_button)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self._inner)
        self._inner.hide()

    def _opened(self, opened: bool) -> None:
        self._inner.setVisible(opened)
        if opened and self._booth is not None:
            self._ops.start(self._read(), "read limits")

    # --- what is shown ---------------------------------------------------------------------------

    def _show(self) -> None:
        known = self._known
        own = known.own.set_fields() if known is not None else {}
        for name, field in self.fields.items():
            field.setEnabled(known is not None)
            if known is not None:
                every = shown(self._asks[name], getattr(known.every, name))
                field.setPlaceholderText(self.tr("{limit} · all").format(limit=every))
            typed = field.hasFocus() and field.isModified()
            if known is None or not typed:
                field.setText(shown(self._asks[name], own[name]) if name in own else "")
                set_look(field, "")
            found, take = self._suggested.get(name), self.suggestions[name]
            take.setVisible(found is not None)
            if found is not None:
                take.setText(self.tr("{limit} suggested").format(limit=f"{found.suggested:g}"))
                take.describe(
                    self.tr("Of {samples} readings 99 of 100 were not worse than {usual}").format(
                        samples=found.samples, usual=f"{found.usual:g}"
                    )
                )
        self.suggest_button.setEnabled(known is not None)

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        set_look(self._told, "problem" if wrong else "second")
        self._told.setText(text)

    # --- wishes ----------------------------------------------------------------------------------

    async def _read(self) -> None:
        booth = self._booth
        if booth is None:
            return
        try:
            found = await self._ops.alarms.limits(booth)
        except StudioError as error:
            self._tell(problem_text(error.problem), wrong=True)
            return
        if booth == self._booth:  # another may be shown by now
            self._known = found
            self._show()

    async def _suggest(self) -> None:
        booth = self._booth
        if booth is None:
            return
        try:
            found = await self._ops.alarms.suggest(booth)
        except StudioError as error:
            self._tell(problem_text(error.problem), wrong=True)
            return
        if booth == self._booth:
            self._suggested = {each.field: each for each in found if each.field in self.fields}
            self._tell("")
            self._show()

    def _edited(self, name: str) -> None:
        field, known = self.fields[name], self._known
        if known is None:
            return
        text = field.text().strip()
        try:
            value = read(self._asks[name], text) if text else None
        except Wrong as wrong:
            set_look(field, "wrong")
            self._tell(str(wrong), wrong=True)
            return
        set_look(field, "")
        field.setModified(False)
        self._set(name, value)

    def _take_over(self, name: str, _checked: bool = False) -> None:
        if name in self._suggested:
            self._set(name, self._suggested[name].suggested)

    def _set(self, name: str, value: object) -> None:
        """Have one limit of its own, or with None that of all."""
        booth, known = self._booth, self._known
        if booth is None or known is None:
            return
        before = known.own.set_fields()
        after = {**before, name: value}
        if value is None:
            del after[name]
        if after != before:
            wanted = msgspec.convert(after, AlarmOverrides)
            self._ops.start(self._change(booth, wanted, known.own), "set limits")

    async def _change(self, booth: BoothKey, wanted: AlarmOverrides, seen: AlarmOverrides) -> None:
        try:
            await self._ops.alarms.set_limits(booth, wanted, seen)
        except StudioError as error:
            self._tell(problem_text(error.problem), wrong=True)
        else:
            self._tell("")
        # Also after a refusal: what somebody else wrote is shown, with why.
        await self._read()
