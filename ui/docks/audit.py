"""The audit dock: everything that anybody had done, newest first, to be filtered and exported."""

from pathlib import Path

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from studio_app.domain.feed import AuditRow
from studio_app.domain.roles import Role
from ui.bridge.logs import LogBook
from ui.bridge.studio import StudioBridge
from ui.bridge.throttle import Throttle
from ui.components import Button, Translated
from ui.components.text_table import dress
from ui.docks.audit_rows import Filter, Line, as_csv, line_of, people
from ui.operations import Operations, Tone
from ui.theme import TEXT_SECOND, WARNING, set_look
from ui.words import problem_text

WIDTHS = (132, 96, 150, 58, 360)
"""Pixels of the columns; the last one takes the rest."""
_Index = QModelIndex | QPersistentModelIndex


class AuditModel(QAbstractTableModel):
    """The lines that the filter lets through."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []

    @property
    def lines(self) -> list[Line]:
        """Newest first."""
        return self._lines

    def show(self, lines: list[Line]) -> None:
        """Other lines. Only new ones at the top, or older ones at the end, keep the scroll."""
        old = self._lines
        added = len(lines) - len(old)
        if old and added > 0 and lines[added:] == old:
            self.beginInsertRows(QModelIndex(), 0, added - 1)
            self._lines = lines
            self.endInsertRows()
        elif old and added > 0 and lines[: len(old)] == old:
            self.beginInsertRows(QModelIndex(), len(old), len(lines) - 1)
            self._lines = lines
            self.endInsertRows()
        elif lines != old:
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many lines are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index | None = None) -> int:
        """When, who, from where, booth, what, result."""
        return 0 if parent is not None and parent.isValid() else len(WIDTHS) + 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One cell."""
        line = self._lines[index.row()]
        row = line.entry.row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            cells = (line.when, row.who, row.origin, line.booth, line.what, line.result)
            return cells[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole:
            if index.column() == len(WIDTHS) and line.failed:
                return QColor(WARNING)
            if index.column() in (0, 2):
                return QColor(TEXT_SECOND)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The columns' names."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("When"),
            self.tr("Who"),
            self.tr("From"),
            self.tr("Booth"),
            self.tr("What"),
            self.tr("Result"),
        )[section]


class AuditDock(Translated, QWidget):
    """Read from the servers from the first time it is seen. For directors and above."""

    def __init__(self, bridge: StudioBridge, ops: Operations) -> None:
        super().__init__()
        self._bridge = bridge
        self._ops = ops
        self.book: LogBook[AuditRow] = LogBook(bridge, "audit", AuditRow, Role.DIRECTOR, self)
        self.model = AuditModel(self)
        self._lines: dict[tuple[str, int], Line] = {}
        self.text = QLineEdit()
        self.text.setClearButtonEnabled(True)
        self.person, self.booth, self.action = QComboBox(), QComboBox(), QComboBox()
        self.failed = QCheckBox()
        self.export_button = Button()
        self.export_button.clicked.connect(lambda _=False: self._ask_where())
        self.older_button = Button()
        self.older_button.clicked.connect(lambda _=False: self.book.older())
        self._count = QLabel()
        set_look(self._count, "note")
        self._note = QLabel()
        self._note.setWordWrap(True)
        set_look(self._note, "second")
        self.table = self._make_table()
        self._lay_out()
        self._refresh = Throttle(self._fill, self)
        self.text.textChanged.connect(lambda _: self._refresh.ask())
        for box in (self.person, self.booth, self.action):
            box.activated.connect(lambda _: self._refresh.now())
        self.failed.toggled.connect(lambda _: self._refresh.now())
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.book.changed.connect(self._refresh.ask)
        end = bridge.connections_changed.connect(self._refresh.ask)
        self.destroyed.connect(end)
        self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """Seen: rows are wanted."""
        super().showEvent(event)
        self.book.want()
        self._refresh.now()

    def retranslate(self) -> None:
        """Every text anew; lines are words too."""
        self.text.setPlaceholderText(self.tr("Search"))
        self.failed.setText(self.tr("Failed only"))
        self.export_button.setText(self.tr("Export…"))
        self.older_button.setText(self.tr("Older"))
        self.person.setAccessibleName(self.tr("Who"))
        self.booth.setAccessibleName(self.tr("Booth"))
        self.action.setAccessibleName(self.tr("What"))
        self.table.setAccessibleName(self.tr("Who did what"))
        self._lines.clear()
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(WIDTHS))
        self._fill()

    @property
    def filter(self) -> Filter:
        """What is asked for now."""
        return Filter(
            person=self.person.currentData() or "",
            booth=self.booth.currentData() or "",
            action=self.action.currentData() or "",
            failed_only=self.failed.isChecked(),
            text=self.text.text(),
        )

    def export(self, path: Path) -> None:
        """Write the lines that are shown as CSV; what came of it is said."""
        title = self.tr("Export")
        try:
            path.write_text(as_csv(self.model.lines), encoding="utf-8-sig", newline="")
        except OSError as error:
            text = self.tr("{file} cannot be written: {why}. Choose another folder.")
            why = error.strerror or str(error)
            self._ops.notices.say(title, text.format(file=path, why=why), Tone.FAILED)
            return
        text = self.tr("%n row(s) in {file}", "", len(self.model.lines)).format(file=path)
        self._ops.notices.say(title, text)

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        dress(table, WIDTHS)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        return table

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.text, 2)
        for box in (self.person, self.booth, self.action):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(5)
            top.addWidget(box, 1)
        top.addWidget(self.failed)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(self.older_button)
        foot.addWidget(self.export_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._note)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def _fill(self) -> None:
        entries = self.book.entries
        lines = []
        for entry in entries:
            key = (entry.server, entry.cursor)
            if key not in self._lines:
                self._lines[key] = line_of(self._bridge, entry)
            lines.append(self._lines[key])
        self._offer(lines)
        wanted = self.filter
        self.model.show([line for line in lines if wanted.takes(line)])
        self._count.setText(
            self.tr("{shown} of {all} rows").format(shown=len(self.model.lines), all=len(lines))
        )
        self.older_button.setVisible(self.book.more)
        self.export_button.setEnabled(bool(self.model.lines))
        note = ""
        if not self.book.allowed:
            note = self.tr("Who did what is shown to directors and above. Sign in as one.")
        elif self.book.problem is not None:
            note = problem_text(self.book.problem)
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _offer(self, lines: list[Line]) -> None:
        """The filters offer what there is."""
        everybody = people(lines)
        booths = sorted({line.booth for line in lines if line.booth})
        actions = sorted({line.entry.row.action for line in lines})
        for box, all_text, values in (
            (self.person, self.tr("Everybody"), everybody),
            (self.booth, self.tr("Every booth"), booths),
            (self.action, self.tr("Everything"), actions),
        ):
            wanted = ["", *values]
            if [box.itemData(at) for at in range(box.count())] == wanted and (
                box.itemText(0) == all_text
            ):
                continue
            chosen = box.currentData() or ""
            box.clear()
            for value in wanted:
                box.addItem(value or all_text, value)
            box.setCurrentIndex(max(0, box.findData(chosen)))

    def _scrolled(self, value: int) -> None:
        bar = self.table.verticalScrollBar()
        if value >= bar.maximum() > 0:
            self.book.older()

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("Export"), "audit.csv", "CSV (*.csv)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.export(Path(file)))
        dialog.show()  # not `open`: it would stand between an operator and air
