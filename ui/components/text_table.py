"""A table of plain words with rows of one height, for lists that grow long."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

ROW_HEIGHT = 26
_Index = QModelIndex | QPersistentModelIndex
Cells = tuple[str, ...]


class _Model(QAbstractTableModel):
    def __init__(self, columns: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.titles: Cells = ("",) * columns
        self.rows: Sequence[Cells] = ()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.titles)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.rows[index.row()][index.column()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.titles[section]
        return None


def dress(table: QTableView, widths: Sequence[int]) -> None:
    """A quiet list of rows of one height: whole rows are chosen, Tab leaves it. `widths` are the
    first columns' in pixels; the last one takes what is left."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    rows = table.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setMinimumSectionSize(ROW_HEIGHT)
    rows.setDefaultSectionSize(ROW_HEIGHT)
    columns = table.horizontalHeader()
    columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    columns.setStretchLastSection(True)
    for at, width in enumerate(widths):
        columns.resizeSection(at, width)


class TextTable(QTableView):
    """`widths` are the columns' in pixels; the last column takes what is left besides."""

    def __init__(self, widths: Sequence[int]) -> None:
        super().__init__()
        self._model = _Model(len(widths) + 1, self)
        self.setModel(self._model)
        dress(self, widths)

    @property
    def shown(self) -> Sequence[Cells]:
        """The rows' words."""
        return self._model.rows

    def show_titles(self, *titles: str) -> None:
        """Name the columns."""
        self._model.titles = titles
        self._model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(titles) - 1)

    def show_rows(self, rows: Sequence[Cells]) -> None:
        """Replace the rows; the same again changes nothing."""
        if list(rows) != list(self._model.rows):
            self._model.beginResetModel()
            self._model.rows = rows
            self._model.endResetModel()
