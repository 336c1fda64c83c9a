"""The lines of an order while they are typed: what, how many, which size and colour."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio_app.domain.orders import LINES_MOST
from ui.components import Button, Translated
from ui.components.fields import LeaveField
from ui.docks.order_draft import QUANTITY_MOST, DraftLine
from ui.theme import set_look

WHAT_MOST, SIZE_MOST, COLOUR_MOST = 100, 20, 40
"""Characters that `OrderLine` takes."""
HEIGHT = 28
"""Of fields and buttons, for fingers too."""


class QuantityField(LeaveField):
    """A count that arrows step. No spin box: Enter there would leave the form."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(len(str(QUANTITY_MOST)))
        self.setFixedWidth(46)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down count."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
        elif self.text().isdecimal():
            self.setText(str(min(max(int(self.text()) + step, 1), QUANTITY_MOST)))
            self.selectAll()


class LineRow(Translated, QWidget):
    """One line."""

    changed = Signal()
    entered = Signal()
    left = Signal()

    def __init__(self, line: DraftLine) -> None:
        super().__init__()
        self.what, self.quantity = LeaveField(), QuantityField()
        self.sized, self.coloured = LeaveField(), LeaveField()
        self.remove = Button(look="flat", icon_name="close")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        most = (WHAT_MOST, 0, SIZE_MOST, COLOUR_MOST)
        for field, characters, stretch in zip(self.fields, most, (5, 0, 2, 3), strict=True):
            if characters:
                field.setMaxLength(characters)
                field.setMinimumWidth(40)
            field.setMinimumHeight(HEIGHT)
            field.textChanged.connect(lambda _: self.changed.emit())
            field.returnPressed.connect(self.entered)
            field.left.connect(self.left)
            row.addWidget(field, stretch)
        self.remove.setFixedSize(HEIGHT, HEIGHT)
        row.addWidget(self.remove)
        for field, text in zip(self.fields, line, strict=True):
            field.setText(text)
            field.setCursorPosition(0)
        self.retranslate()

    @property
    def fields(self) -> tuple[LeaveField, ...]:
        """In the order of `DraftLine`."""
        return self.what, self.quantity, self.sized, self.coloured

    @property
    def line(self) -> DraftLine:
        """What is typed."""
        return DraftLine(*(field.text() for field in self.fields))

    def retranslate(self) -> None:
        """Every text anew."""
        words = (
            self.tr("Code or what it is"),
            self.tr("How many"),
            self.tr("Size"),
            self.tr("Colour"),
        )
        for field, word in zip(self.fields, words, strict=True):
            field.setPlaceholderText("" if field is self.quantity else word)
            field.setAccessibleName(word)
        self.quantity.setToolTip(words[1])
        self.remove.describe(self.tr("Leave this line out"))


class OrderLines(Translated, QWidget):
    """All lines and the button for one more; there is always one."""

    changed = Signal()
    entered = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[LineRow] = []
        self.more = Button(look="flat", icon_name="plus")
        self.more.setMinimumHeight(HEIGHT)
        self.more.clicked.connect(lambda _=False: self._one_more())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    @property
    def lines(self) -> tuple[DraftLine, ...]:
        """What is typed."""
        return tuple(row.line for row in self.rows)

    def show_lines(self, lines: Sequence[DraftLine]) -> None:
        """Other lines."""
        for row in self.rows:
            self._drop(row)
        self.rows = []
        for line in lines or (DraftLine(),):
            self._add(line)
        self._show()

    def show_wrong(self, at: int | None, field: int) -> None:
        """Mark a field of a line as what keeps the order from being made; None: none."""
        for place, row in enumerate(self.rows):
            for number, each in enumerate(row.fields):
                wrong = (place, number) == (at, field)
                set_look(each, "wrong" if wrong else "")
                if wrong:
                    each.setFocus()

    def retranslate(self) -> None:
        """The button; rows retranslate themselves."""
        self.more.setText(self.tr("One more line"))

    def _add(self, line: DraftLine) -> LineRow:
        row = LineRow(line)
        row.changed.connect(self.changed)
        row.entered.connect(self.entered)
        row.left.connect(self.left)
        row.remove.clicked.connect(lambda _=False: self._remove(row))
        self._column.insertWidget(len(self.rows), row)
        self.rows.append(row)
        if len(self.rows) > 1:
            QWidget.setTabOrder(self.rows[-2].remove, row.what)
        for field, following in zip(row.fields, (*row.fields[1:], row.remove), strict=True):
            QWidget.setTabOrder(field, following)
        QWidget.setTabOrder(row.remove, self.more)
        return row

    def _one_more(self) -> None:
        row = self._add(DraftLine())
        self._show()
        row.what.setFocus()
        self.changed.emit()

    def _remove(self, row: LineRow) -> None:
        at = self.rows.index(row)
        self.rows.remove(row)
        self._drop(row)
        if not self.rows:
            self._add(DraftLine())
        self._show()
        self.rows[min(at, len(self.rows) - 1)].what.setFocus()
        self.changed.emit()

    def _drop(self, row: LineRow) -> None:
        row.hide()
        self._column.removeWidget(row)
        row.deleteLater()

    def _show(self) -> None:
        self.more.setEnabled(len(self.rows) < LINES_MOST)
