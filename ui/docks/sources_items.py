"""The tree of a scene's items as a Qt model: it shows nodes and tells what was dropped where."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ui.docks.sources_model import ItemNode, drop_position

NAME, EYE, LOCK = range(3)
PATH_FORMAT = "application/x-boothdeck-item"

Index = QModelIndex | QPersistentModelIndex
Path = tuple[tuple[str, int], ...]
"""From the outermost: the scene or group that an item is in, and the item's id there."""

_NO_INDEX = QModelIndex()


@dataclass
class Entry:
    """A node in its place."""

    node: ItemNode
    path: Path
    parent: int
    row: int
    children: list[int] = field(default_factory=list)


class ItemModel(QAbstractItemModel):
    """Columns: name, eye, lock. Keeps its rows (and so selection and expansion) while only what
    is true of them changes."""

    dropped = Signal(object, int)
    """A path, and the position that somebody dropped that item at."""

    def __init__(self, say: Callable[[ItemNode], str]) -> None:
        super().__init__()
        self._say = say
        self._entries: list[Entry] = []
        self._top: list[int] = []
        self.enabled = True

    # --- for the dock ----------------------------------------------------------------------------

    def show_tree(self, nodes: Sequence[ItemNode]) -> bool:
        """New facts. True when rows came, went or moved: selection and expansion are gone then."""
        entries: list[Entry] = []
        top = _collect(nodes, (), -1, entries)
        if [each.path for each in entries] == [each.path for each in self._entries]:
            for entry, new in zip(self._entries, entries, strict=True):
                if entry.node != new.node:
                    entry.node = new.node
                    row = self._index(self._entries.index(entry))
                    self.dataChanged.emit(row, row.siblingAtColumn(LOCK))
            return False
        self.beginResetModel()
        self._entries, self._top = entries, top
        self.endResetModel()
        return True

    def refresh(self) -> None:
        """Every row is painted anew: the language, or whether things can be changed."""
        for at in range(len(self._entries)):
            row = self._index(at)
            self.dataChanged.emit(row, row.siblingAtColumn(LOCK))

    def node(self, index: Index) -> ItemNode | None:
        """The node of a row."""
        return self._entries[index.internalId()].node if index.isValid() else None

    def path(self, index: Index) -> Path:
        """Where a row is, for good."""
        return self._entries[index.internalId()].path if index.isValid() else ()

    def find(self, path: Path) -> QModelIndex:
        """The row at a path; an invalid index when it is gone."""
        for at, entry in enumerate(self._entries):
            if entry.path == path:
                return self._index(at)
        return QModelIndex()

    def rows(self) -> Iterator[QModelIndex]:
        """Every row's first column, parents before their children."""
        for at in range(len(self._entries)):
            yield self._index(at)

    # --- Qt's questions --------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = _NO_INDEX) -> QModelIndex:
        """A cell."""
        rows = self._entries[parent.internalId()].children if parent.isValid() else self._top
        if 0 <= row < len(rows) and 0 <= column <= LOCK:
            return self.createIndex(row, column, rows[row])
        return QModelIndex()

    def parent(self, child: Index) -> QModelIndex:  # type: ignore[override]  # the stub has QObject's too
        """The group or nested scene that a row is in."""
        above = self._entries[child.internalId()].parent if child.isValid() else -1
        return self._index(above) if above >= 0 else QModelIndex()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """How many items."""
        if not parent.isValid():
            return len(self._top)
        return len(self._entries[parent.internalId()].children) if parent.column() == NAME else 0

    def columnCount(self, _parent: Index = _NO_INDEX) -> int:
        """Name, eye, lock."""
        return 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The name; the rest is painted from the node."""
        node = self.node(index)
        if node is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole and index.column() == NAME:
            return node.item.source
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._say(node)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be chosen and dragged."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.enabled:
            flags |= Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
        return flags

    # --- drag and drop ---------------------------------------------------------------------------

    def supportedDropActions(self) -> Qt.DropAction:
        """Only within the scene."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Our own."""
        return [PATH_FORMAT]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The dragged row's number."""
        made = QMimeData()
        if indexes:
            made.setData(PATH_FORMAT, QByteArray(str(indexes[0].internalId()).encode()))
        return made

    def canDropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index
    ) -> bool:
        """Between rows of its own level."""
        entry = self._dragged(data)
        above = parent.internalId() if parent.isValid() else -1
        return row >= 0 and entry is not None and entry.parent == above

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Tell; the row moves when OBS says so."""
        entry = self._dragged(data)
        if entry is not None and self.canDropMimeData(data, action, row, column, parent):
            position = drop_position(entry.node, row)
            if position is not None:
                self.dropped.emit(entry.path, position)
        return False

    def _dragged(self, data: QMimeData) -> Entry | None:
        text = data.data(PATH_FORMAT).toStdString()
        at = int(text) if text.isdigit() else -1
        return self._entries[at] if 0 <= at < len(self._entries) else None

    def _index(self, at: int) -> QModelIndex:
        return self.createIndex(self._entries[at].row, NAME, at)


def _collect(
    nodes: Sequence[ItemNode], above: Path, parent: int, entries: list[Entry]
) -> list[int]:
    """Put nodes and all below them into `entries`; their places there."""
    places = []
    for row, node in enumerate(nodes):
        path = (*above, (node.scene, node.item.item_id))
        at = len(entries)
        places.append(at)
        entries.append(Entry(node, path, parent, row))
        entries[at].children = _collect(node.children, path, at, entries)
    return places
