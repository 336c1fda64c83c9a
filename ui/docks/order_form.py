"""The form of an order: its lines, and who gets it where."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from ui.bridge.client import BoothKey
from ui.components import Translated
from ui.components.fields import CalmBox, LeaveField
from ui.docks.order_draft import Draft, Why
from ui.docks.order_lines import HEIGHT, OrderLines

MOST = {"name": 100, "phone": 40, "address": 300, "note": 500}
"""Characters that `Order` takes."""
_FIELD_OF = {Why.NOTHING: 0, Why.WHAT: 0, Why.QUANTITY: 1}


class OrderForm(Translated, QWidget):
    """Holds a draft; Enter in any field is `entered`, Escape `left`."""

    changed = Signal()
    entered = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._showing = False
        self._booths: tuple[BoothKey, ...] = ()
        self.lines = OrderLines()
        self.fields = {name: LeaveField() for name in MOST}
        self._labels = {name: QLabel() for name in (*MOST, "booth")}
        self.booth = CalmBox()
        self.booth.setMinimumHeight(HEIGHT)
        self.booth.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.booth.activated.connect(lambda _: self._changed())
        self.lines.changed.connect(self._changed)
        self.lines.entered.connect(self.entered)
        self.lines.left.connect(self.left)
        self._rows = QFormLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(8)
        self._rows.setVerticalSpacing(4)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._rows.addRow(self._labels["booth"], self.booth)
        for name, field in self.fields.items():
            field.setMaxLength(MOST[name])
            field.setMinimumHeight(HEIGHT)
            field.textChanged.connect(lambda _: self._changed())
            field.returnPressed.connect(self.entered)
            field.left.connect(self.left)
            self._labels[name].setBuddy(field)
            self._rows.addRow(self._labels[name], field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.lines)
        column.addLayout(self._rows)
        column.addStretch(1)
        self.retranslate()

    @property
    def draft(self) -> Draft:
        """What is typed."""
        at = self.booth.currentIndex()
        return Draft(
            lines=self.lines.lines,
            booth=self._booths[at] if at >= 0 else None,
            **{name: field.text() for name, field in self.fields.items()},
        )

    def show_draft(self, draft: Draft, booths: Mapping[BoothKey, str] | None = None) -> None:
        """Show this. `booths` are those to choose from, with their titles, where that is open."""
        self._showing = True
        self.lines.show_lines(draft.lines)
        for name, field in self.fields.items():
            field.setText(getattr(draft, name))
            field.setCursorPosition(0)
        self._booths = tuple(booths or ())
        self.booth.clear()
        self.booth.addItems(list((booths or {}).values()))
        places = {booth: at for at, booth in enumerate(self._booths)}
        self.booth.setCurrentIndex(places.get(draft.booth, -1) if draft.booth is not None else -1)
        self._rows.setRowVisible(self.booth, bool(self._booths))
        self.show_wrong(None)
        self._showing = False

    def show_wrong(self, wrong: tuple[int, Why] | None) -> None:
        """Mark what keeps the order from being made, and go there; None: nothing."""
        if wrong is not None and wrong[1] is Why.BOOTH:
            self.booth.setFocus()
        at, field = (wrong[0], _FIELD_OF.get(wrong[1], -1)) if wrong is not None else (None, 0)
        self.lines.show_wrong(at, field)

    def begin(self) -> None:
        """Take the keyboard, where a person looks first."""
        first = self.lines.rows[0].what
        first.setFocus()
        first.selectAll()

    def retranslate(self) -> None:
        """Every text anew."""
        words = {
            "booth": self.tr("Booth"),
            "name": self.tr("Name"),
            "phone": self.tr("Phone"),
            "address": self.tr("Address"),
            "note": self.tr("Note"),
        }
        for name, word in words.items():
            self._labels[name].setText(word)
            (self.fields.get(name) or self.booth).setAccessibleName(word)

    def _changed(self) -> None:
        if not self._showing:
            self.lines.show_wrong(None, 0)
            self.changed.emit()
