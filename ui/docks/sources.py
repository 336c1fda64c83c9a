"""The sources dock: what a scene is made of, and the filters and media of what is chosen there."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio_app.domain.booth import (
    Filters,
    Input,
    Live,
    Media,
    MediaState,
    Output,
    Scene,
    Switcher,
    Tally,
)
from studio_app.domain.onair import AirStatus
from studio_app.domain.records import RecordKey
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge
from ui.components import Button, ElidedLabel
from ui.docks.booth_dock import BoothDock
from ui.docks.roll import Roll
from ui.docks.sources_filters import FilterList
from ui.docks.sources_items import EYE, LOCK, NAME, ItemModel, Path
from ui.docks.sources_media import MediaBar
from ui.docks.sources_model import (
    Choice,
    Follow,
    ItemNode,
    can_move,
    scene_to_show,
    scene_tree,
)
from ui.docks.sources_tree import SourceTree
from ui.docks.wish import WISH_MS
from ui.figures import UNKNOWN
from ui.operations import Operations
from ui.theme import CONTROL_HOVER, GAP, ON_AIR, PREVIEW, set_look

WIDE = 560
"""From this width on the details lie beside the tree."""
DETAILS_WIDTH = 250
DETAILS_HEIGHT = 190
MOST = 16_777_215


class SourcesDock(BoothDock):
    """Items of program, preview or any scene: shown, locked, ordered; filters; media."""

    def __init__(self, bridge: StudioBridge, ops: Operations) -> None:
        super().__init__(bridge, ops, Switcher, Scene, Tally, Filters, Input, Media, Output, Live)
        self.choice: Choice = Follow.PROGRAM
        self._scene: str | None = None
        self._waiting: dict[tuple[Path, int], Callable[[ItemNode], bool]] = {}
        self.scenes = QComboBox()
        self.items = ItemModel(self._said)
        self.tree = SourceTree(self.items, self._tally)
        self.seen = ElidedLabel()
        self.show_item = Button(icon_name="eye")
        self.lock_item = Button(icon_name="lock")
        self.up = Button(icon_name="arrow-up")
        self.down = Button(icon_name="arrow-down")
        self.filters = FilterList(self.ops)
        self.media = MediaBar(self.ops)
        self._of = ElidedLabel()
        set_look(self._of, "strong")
        self._filters_title = QLabel()
        set_look(self._filters_title, "note")
        self._build()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(WISH_MS)
        self._patience.timeout.connect(self._late)
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(4)
        for button in (self.show_item, self.lock_item, self.up, self.down):
            bar.addWidget(button)
        bar.addWidget(self.seen, 1)
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(self.scenes)
        left.addWidget(self.tree, 1)
        left.addLayout(bar)
        details = QWidget()
        column = QVBoxLayout(details)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._of)
        column.addWidget(self.media)
        column.addWidget(self._filters_title)
        column.addWidget(self.filters)
        column.addStretch(1)
        self._details = Roll(details)
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom, self.page)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(10)
        self._sides.addLayout(left, 1)
        self._sides.addWidget(self._details)

    def _connect(self) -> None:
        self.scenes.activated.connect(self._scene_chosen)
        self.tree.show_wanted.connect(self._toggle_show)
        self.tree.lock_wanted.connect(self._toggle_lock)
        self.tree.move_wanted.connect(self._move)
        self.tree.chosen.connect(self._show_details)
        self.items.dropped.connect(self._move_to)
        self.show_item.clicked.connect(lambda: self._toggle_show(self.tree.current_path))
        self.lock_item.clicked.connect(lambda: self._toggle_lock(self.tree.current_path))
        self.up.clicked.connect(lambda: self._move(self.tree.current_path, -1))
        self.down.clicked.connect(lambda: self._move(self.tree.current_path, 1))

    # --- for the window --------------------------------------------------------------------------

    def follow(self, choice: Choice) -> None:
        """Show program, preview, or a scene by its name."""
        self.choice = choice
        self.refresh()

    def retranslate(self) -> None:
        """Every text anew."""
        self.scenes.setAccessibleName(self.tr("Scene"))
        self.tree.setAccessibleName(self.tr("Sources, front first"))
        self._filters_title.setText(self.tr("Filters"))
        self.items.refresh()
        super().retranslate()

    # --- facts -----------------------------------------------------------------------------------

    def booth_changed(self) -> None:
        """Another booth's scenes."""
        self.choice, self._scene = Follow.PROGRAM, None
        self._forget()
        self.tree.keep(lambda: self.items.show_tree(()))

    def is_figure(self, key: RecordKey) -> bool:
        """Counters and a running position wait."""
        if key[0] in ("health", "output"):
            return True
        node = self.tree.current
        return key[0] == "media" and (node is None or node.item.source != key[-1])

    def show_facts(self, booth: BoothKey, hindrance: str) -> None:
        """The scene, its tree, the details."""
        switcher = self.bridge.get(booth, Switcher)
        self._show_scenes(switcher)
        scene = scene_to_show(self.choice, switcher)
        if scene != self._scene:
            self._scene = scene
            self._forget()
        nodes: tuple[ItemNode, ...] = ()
        if scene is not None:
            nodes = scene_tree(
                scene,
                lambda name: self.bridge.get(booth, Scene, name),
                self.bridge.get(booth, Tally),
            )
        self.items.enabled = not hindrance
        self.tree.keep(lambda: self.items.show_tree(nodes))
        self._see_what_arrived()
        self.tree.setToolTip(hindrance)
        self._show_details()

    def show_figures(self, booth: BoothKey) -> None:
        """Where the media is."""
        node = self.tree.current
        media = self.bridge.get(booth, Media, node.item.source) if node is not None else None
        if media is not None:
            self.media.show_position(media)

    def _show_scenes(self, switcher: Switcher | None) -> None:
        if switcher is None:
            self.scenes.clear()
            return
        texts = [
            self.tr("In program: {scene}").format(scene=switcher.program or UNKNOWN),
            self.tr("In preview: {scene}").format(scene=switcher.preview or UNKNOWN),
            *switcher.scenes,
        ]
        if texts != [self.scenes.itemText(at) for at in range(self.scenes.count())]:
            self.scenes.clear()
            self.scenes.addItems(texts)
        places: list[Choice] = [Follow.PROGRAM, Follow.PREVIEW, *switcher.scenes]
        at = places.index(self.choice) if self.choice in places else 0
        self.scenes.setCurrentIndex(at)

    def _show_details(self) -> None:
        if self.booth is None:
            return
        hindrance = self.hindrance
        node = self.tree.current
        self._show_bar(node, hindrance)
        source = node.item.source if node is not None else self._scene or ""
        self._of.show_text(source or UNKNOWN)
        self.filters.show_filters(
            self.booth, source, self.bridge.get(self.booth, Filters, source), hindrance
        )
        media = self.bridge.get(self.booth, Media, source) if node is not None else None
        shown = node is not None and media is not None and media.state is not MediaState.NONE
        self.media.setVisible(shown)
        if node is not None and media is not None:
            self.media.show_media(self.booth, source, media, node.item.kind, hindrance)

    def _show_bar(self, node: ItemNode | None, hindrance: str) -> None:
        none = hindrance or ("" if node is not None else self.tr("Choose a source first."))
        visible = node is None or node.item.visible
        locked = node is not None and node.item.locked
        self.show_item.show_icon("eye-off" if visible else "eye")
        self.show_item.describe(none or (self.tr("Hide") if visible else self.tr("Show")), "Enter")
        self.lock_item.show_icon("unlock" if locked else "lock")
        self.lock_item.describe(
            none or (self.tr("Unlock") if locked else self.tr("Lock in OBS")), "Alt+L"
        )
        self.up.describe(none or self.tr("One to the front"), "Alt+↑")
        self.down.describe(none or self.tr("One to the back"), "Alt+↓")
        self.show_item.setEnabled(not none)
        self.lock_item.setEnabled(not none)
        self.up.setEnabled(not none and node is not None and can_move(node, -1))
        self.down.setEnabled(not none and node is not None and can_move(node, 1))
        seen = node is not None and node.touches_air and not hindrance
        lit = self.booth is not None and self.bridge.air(self.booth).status is AirStatus.ON_AIR
        words = self.tr("Viewers see this") if lit else self.tr("In program")
        self.seen.show_text(words if seen else "")
        set_look(self.seen, "problem" if lit else "note")

    def _said(self, node: ItemNode) -> str:
        """A row for screen readers and tooltips."""
        shown = self.tr("shown") if node.item.visible else self.tr("hidden")
        locked = self.tr("locked") if node.item.locked else self.tr("not locked")
        parts = [node.item.source, shown, locked]
        word = self._tally(node)[0]
        return ", ".join([*parts, word] if word else parts)

    def _tally(self, node: ItemNode) -> tuple[str, str]:
        if node.on_air:
            lit = self.booth is not None and self.bridge.air(self.booth).status is AirStatus.ON_AIR
            return (self.tr("ON AIR"), ON_AIR) if lit else (self.tr("IN PROGRAM"), CONTROL_HOVER)
        return (self.tr("NEXT"), PREVIEW) if node.in_preview else ("", "")

    # --- wishes ----------------------------------------------------------------------------------

    def _scene_chosen(self, at: int) -> None:
        switcher = self.bridge.get(self.booth, Switcher) if self.booth else None
        if switcher is not None:
            choices: list[Choice] = [Follow.PROGRAM, Follow.PREVIEW, *switcher.scenes]
            self.follow(choices[at])

    def _node(self, path: Path) -> ItemNode | None:
        return self.items.node(self.items.find(path))

    def _toggle_show(self, path: Path) -> None:
        node, booth = self._node(path), self.booth
        if node is not None and booth is not None:
            visible = not node.item.visible
            wish = self.ops.sources.show(booth, node.scene, node.item, visible)
            self._wish(path, EYE, wish, lambda now: now.item.visible is visible)

    def _toggle_lock(self, path: Path) -> None:
        node, booth = self._node(path), self.booth
        if node is not None and booth is not None:
            locked = not node.item.locked
            wish = self.ops.sources.lock(booth, node.scene, node.item, locked)
            self._wish(path, LOCK, wish, lambda now: now.item.locked is locked)

    def _move(self, path: Path, steps: int) -> None:
        node = self._node(path)
        if node is not None and can_move(node, steps):
            self._move_to(path, node.position + steps)

    def _move_to(self, path: Path, position: int) -> None:
        node, booth = self._node(path), self.booth
        if node is not None and booth is not None:
            wish = self.ops.sources.move(booth, node.scene, node.item, position)
            self._wish(path, NAME, wish, lambda now: now.position == position)

    def _wish(
        self,
        path: Path,
        column: int,
        wish: Coroutine[Any, Any, bool],
        arrived: Callable[[ItemNode], bool],
    ) -> None:
        if (path, column) in self._waiting:
            wish.close()
            return
        self._waiting[path, column] = arrived
        self.tree.wait(path, column)
        self._patience.start()
        self.ops.start(self._carry_out(path, column, wish), "source")

    async def _carry_out(self, path: Path, column: int, wish: Coroutine[Any, Any, bool]) -> None:
        if not await wish:
            self._arrived(path, column)

    def _see_what_arrived(self) -> None:
        for (path, column), arrived in tuple(self._waiting.items()):
            node = self._node(path)
            if node is None or arrived(node):
                self._arrived(path, column)

    def _arrived(self, path: Path, column: int) -> None:
        self._waiting.pop((path, column), None)
        self.tree.arrived(path, column)
        if not self._waiting:
            self._patience.stop()

    def _late(self) -> None:
        for path, column in tuple(self._waiting):
            node = self._node(path)
            self._arrived(path, column)
            if node is not None:
                text = self.tr("OBS did not confirm the change of “{source}”. Look there.")
                self.late(text.format(source=node.item.source))

    def _forget(self) -> None:
        for path, column in tuple(self._waiting):
            self._arrived(path, column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Details beside the tree, or below it."""
        super().resizeEvent(event)
        wide = self.width() >= WIDE
        self._sides.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        self._details.setMinimumWidth(DETAILS_WIDTH if wide else 0)
        self._details.setMaximumWidth(DETAILS_WIDTH if wide else MOST)
        self._details.setMaximumHeight(MOST if wide else DETAILS_HEIGHT)
