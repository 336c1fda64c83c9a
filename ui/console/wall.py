"""The wall view: every booth in its place, a filter that moves none, and each tile's menu."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio_app.domain.booth import (
    PERSON,
    Booth,
    Health,
    Link,
    LinkStatus,
    Live,
    LiveStatus,
    OnAirHost,
    Output,
    Switcher,
)
from studio_app.domain.records import RecordKey
from studio_app.domain.roles import Role
from ui.bridge.client import BoothKey
from ui.bridge.pictures import PictureHub
from ui.bridge.studio import StudioBridge
from ui.components import Button, ElidedLabel, Translated
from ui.console import wall_access
from ui.console.commission_panel import CommissionPanel
from ui.console.group_bar import GroupBar
from ui.console.group_results import GroupResults
from ui.console.needs_me_book import NeedsBook
from ui.console.wall_booth import BoothView, read_booth
from ui.console.wall_canvas import WallCanvas
from ui.console.wall_empty import WallEmpty
from ui.console.wall_text import TileText, Tone, tile_text
from ui.console.wall_tip import spoken, tile_tip
from ui.docks.chat_model import viewers
from ui.figures import clock
from ui.operations import Operations

READABLE_MS = 500
"""Words change at most twice a second, all together."""
LEAST_TOGETHER = 2
"""Of one booth its own panels tell more."""
SOON_MS = 30
"""Many booths that change together (a server goes) are shown together."""
OLD_PICTURE_S = 4.0
"""A picture this old is dated even while the link stands."""


class Filter(StrEnum):
    """Which tiles are meant; the others are dimmed where they are."""

    ALL = "all"
    ON_AIR = "on_air"
    AI = "ai"
    TROUBLE = "trouble"


def matches(wanted: Filter, view: BoothView, text: TileText) -> bool:
    """Whether a filter means this booth. What may be on air counts as on air."""
    match wanted:
        case Filter.ON_AIR:
            return view.on_air or view.was_on_air
        case Filter.AI:
            return view.ai
        case Filter.TROUBLE:
            return text.border is not Tone.CALM
        case _:
            return True


def _shape(view: BoothView) -> tuple[object, ...]:
    """What of the fast changing records cannot wait for the tick."""
    return view.air, view.sending, view.recording, view.canvas


class WallView(Translated, QWidget):
    """All booths of all servers. Hub and book are shared with the window's other widgets."""

    booth_chosen = Signal(object)
    """BoothKey: somebody chose it here."""
    add_booth_wanted = Signal()

    def __init__(
        self,
        bridge: StudioBridge,
        ops: Operations,
        pictures: PictureHub,
        needs: NeedsBook,
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._ops = ops
        self.needs = needs
        self._filter = Filter.ALL
        self._views: dict[BoothKey, BoothView] = {}
        self._texts: dict[BoothKey, TileText] = {}
        self._order: list[tuple[tuple[int, int], BoothKey]] = []
        self._shapes: dict[BoothKey, tuple[int, int]] = {}
        wall_access.install()
        self.canvas = WallCanvas(bridge, pictures, self)
        self.canvas.booth_chosen.connect(self._chosen_by_hand)
        self.canvas.menu_wanted.connect(self._open_menu)
        self.empty = WallEmpty(bridge)
        self.empty.add_booth_wanted.connect(self.add_booth_wanted)
        self._title = QLabel()
        self._title.setProperty("look", "strong")
        self._count = ElidedLabel()
        self._count.setProperty("look", "second")
        self._filters = {each: Button(look="flat") for each in Filter}
        self.group_bar = GroupBar(bridge, ops)
        self.group_bar.left.connect(self.canvas.group.clear)
        self._line = QWidget()
        self._heads = QStackedWidget()
        self._build()
        self.group_results = GroupResults(bridge, ops, self._stack)
        self.group_bar.begun.connect(self.group_results.show_run)
        self.commission = CommissionPanel(bridge, ops, self._stack)
        self.canvas.group.changed.connect(lambda _: self._show_group())
        self._tick = QTimer(self)
        self._tick.setInterval(READABLE_MS)
        self._tick.timeout.connect(self.refresh)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.refresh)
        kinds = (Booth, Link, Output, Live, OnAirHost, Health, Switcher)
        bridge.watch(self._told, *kinds, owner=self)
        end = bridge.booths_changed.connect(self._soon.start)
        self.destroyed.connect(end)
        self.needs.changed.connect(self._soon.start)
        self.retranslate()

    def _build(self) -> None:
        head = QHBoxLayout(self._line)
        head.setContentsMargins(8, 4, 4, 4)
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._count, 1)
        group = QButtonGroup(self)
        for wanted, button in self._filters.items():
            button.setCheckable(True)
            button.setChecked(wanted is self._filter)
            button.clicked.connect(self._filter_by(wanted))
            group.addButton(button)
            head.addWidget(button)
        self._heads.addWidget(self._line)
        self._heads.addWidget(self.group_bar)
        self._heads.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.canvas)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._heads)
        column.addWidget(self._stack, 1)

    # --- what it shows ----------------------------------------------------------------------------

    @property
    def chosen(self) -> BoothKey | None:
        """The booth whose tile is outlined."""
        return self.canvas.chosen

    def choose(self, booth: BoothKey | None) -> None:
        """Outline this booth's tile; it was chosen elsewhere, so nobody is told."""
        if booth is not None and booth not in self._texts:
            self.refresh()
        self.canvas.choose(booth)
        self._say()

    def text_of(self, booth: BoothKey) -> TileText | None:
        """What a booth's tile says now."""
        return self._texts.get(booth)

    def show_filter(self, wanted: Filter) -> None:
        """Dim what the filter does not mean."""
        self._filter = wanted
        self._filters[wanted].setChecked(True)
        self._mute()

    def refresh(self) -> None:
        """Read all facts again and show what became of them."""
        self._soon.stop()
        servers = [each.server_id for each in self._bridge.connections]
        views = {key: read_booth(self._bridge, key) for key in self._bridge.booths}
        watching = viewers(self._bridge)
        # A server that has just gone may still be named by a booth for a moment.
        self._views = {
            key: view._replace(viewers=watching.get(key))
            for key, view in views.items()
            if view is not None and key[0] in servers
        }
        names = {each.server_id: each.name or each.address for each in self._bridge.connections}
        several = len(servers) > 1
        self._texts = {
            key: tile_text(
                view,
                self.needs.worst(key),
                self._bridge.now(key),
                names.get(key[0], "") if several else "",
            )
            for key, view in self._views.items()
        }
        order = [
            ((servers.index(key[0]), view.booth.number), key) for key, view in self._views.items()
        ]
        shapes = {key: view.canvas for key, view in self._views.items()}
        if (order, shapes) != (self._order, self._shapes):
            self._order, self._shapes = order, shapes
            self.canvas.show_booths(order, shapes, self._texts)
            self._show_count()
        self._stack.setCurrentWidget(self.canvas if order else self.empty)
        for button in self._filters.values():
            button.setVisible(bool(order))  # without a booth there is nothing to dim
        for key, text in self._texts.items():
            self.canvas.show_text(key, text)
            self._date(key, text)
        self._mute()
        self._show_group()

    def _date(self, booth: BoothKey, text: TileText) -> None:
        tile = self.canvas.tiles.get(booth)
        if tile is None:
            return
        if tile.shot is None:
            waiting = self.tr("no picture yet") if text.confirmed else ""
            self.canvas.show_date(booth, (), waiting)
            return
        taken = tile.shot.taken
        old = (self._bridge.now(booth) - taken).total_seconds() > OLD_PICTURE_S
        if not old and text.confirmed:
            self.canvas.show_date(booth, (), "")
            return
        at = clock(taken)
        self.canvas.show_date(booth, (self.tr("picture of {time}").format(time=at), at), "")

    def _mute(self) -> None:
        for key, view in self._views.items():
            self.canvas.mute(key, not matches(self._filter, view, self._texts[key]))

    def _told(self, booth: BoothKey, key: RecordKey) -> None:
        """What a person watches for is shown at once; figures wait for the tick."""
        if self._soon.isActive():
            return
        if key[0] not in ("link", "live", "host", "booth", "connection"):
            before, after = self._views.get(booth), read_booth(self._bridge, booth)
            if before is not None and after is not None and _shape(before) == _shape(after):
                return
        self._soon.start()

    def _filter_by(self, wanted: Filter) -> Callable[[], None]:
        return lambda: self.show_filter(wanted)

    def showEvent(self, event: QShowEvent) -> None:
        """Times run while somebody can see them."""
        super().showEvent(event)
        self._tick.start()
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Unseen: rest."""
        super().hideEvent(event)
        self._tick.stop()

    # --- words ------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Every text anew."""
        self._title.setText(self.tr("Booths"))
        labels: Mapping[Filter, tuple[str, str]] = {
            Filter.ALL: (self.tr("All"), self.tr("Show every booth alike")),
            Filter.ON_AIR: (self.tr("On air"), self.tr("Dim booths that are not on air")),
            Filter.AI: ("AI", self.tr("Dim booths without an AI host")),
            Filter.TROUBLE: (self.tr("Trouble"), self.tr("Dim booths that are all right")),
        }
        for wanted, (text, tip) in labels.items():
            self._filters[wanted].setText(text)
            self._filters[wanted].describe(tip)
        self.canvas.setAccessibleDescription(self.tr("Arrow keys choose a booth"))
        self._show_count()
        self.refresh()
        self._say()

    def _show_count(self) -> None:
        count = len(self._order)
        self._count.show_text(self.tr("%n, in fixed places", "", count) if count else "")

    def _say(self) -> None:
        """Tell a screen reader which booth is chosen and how it is."""
        booth = self.canvas.chosen
        said = self.spoken(booth) if booth is not None else ""
        self.canvas.setAccessibleName(said or self.tr("Booths"))
        if booth is not None:
            wall_access.announce(self.canvas, booth)

    def spoken(self, booth: BoothKey) -> str:
        """A tile in one line, for screen readers."""
        text = self._texts.get(booth)
        return spoken(text, self.needs.worst(booth)) if text is not None else ""

    def tip(self, booth: BoothKey) -> str:
        """All facts of a booth, a line each."""
        view, text = self._views.get(booth), self._texts.get(booth)
        if view is None or text is None:
            return ""
        return tile_tip(view, text, self.needs.worst(booth), self._bridge.now(booth))

    # --- several booths at once -------------------------------------------------------------------

    def choose_all(self) -> None:
        """Choose every booth together that the filter means."""
        self.canvas.group.take(
            key
            for key, view in self._views.items()
            if matches(self._filter, view, self._texts[key])
        )

    def let_go_of_group(self) -> bool:
        """Close what lies over the wall, else let go of the group; whether there was anything."""
        if not self.commission.isHidden():
            self.commission.put_away()
            return True
        if not self.group_results.isHidden():
            self.group_results.put_away()
            return True
        if self.canvas.group.members:
            self.canvas.group.clear()
            return True
        return False

    def _show_group(self) -> None:
        """The line of the group while there is one: more than one booth."""
        members = tuple(key for _, key in self._order if key in self.canvas.group)
        together = len(members) >= LEAST_TOGETHER
        if together:
            self.group_bar.show_booths(members)
        shown = self.group_bar if together else self._line
        if self._heads.currentWidget() is not shown:
            focus = QApplication.focusWidget()
            if focus is not None and self.group_bar.isAncestorOf(focus):
                self.canvas.setFocus()  # the line that had the keyboard goes
            self._heads.setCurrentWidget(shown)
            self._say()

    # --- hands ------------------------------------------------------------------------------------

    def _chosen_by_hand(self, booth: BoothKey) -> None:
        self._say()
        self.booth_chosen.emit(booth)

    def _open_menu(self, booth: BoothKey, at: QPoint) -> None:
        menu = self.menu_for(booth)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def menu_for(self, booth: BoothKey) -> QMenu:
        """What can be done from a tile: try its link again, say what the platform shows. Nothing
        in it starts or ends what viewers see."""
        menu = QMenu(self)
        view = self._views.get(booth)
        may = self._bridge.may(booth, Role.TECHNICIAN) and self._bridge.connected(booth)
        retry = menu.addAction(self.tr("Connect to OBS again now"))
        link = view.link if view is not None else None
        retry.setEnabled(may and link is not None and link.status is not LinkStatus.CONNECTED)
        retry.triggered.connect(
            lambda: self._ops.start(self._ops.house.retry_link(booth), "retry link")
        )
        template = menu.addAction(self.tr("Booth template…"))
        template.setEnabled(may)
        template.triggered.connect(lambda: self.commission.show_booth(booth))
        menu.addSeparator()
        live = view.live_status if view is not None else LiveStatus.UNKNOWN
        # A source's word cannot be taken back, only gainsaid.
        told = view is not None and view.live is not None and view.live.source not in ("", PERSON)
        for status, said in (
            (LiveStatus.LIVE, self.tr("I see it live on the platform")),
            (LiveStatus.NOT_LIVE, self.tr("The platform does not show it")),
            (LiveStatus.UNKNOWN, self.tr("Nobody knows whether it is live")),
        ):
            action = menu.addAction(said)
            action.setCheckable(True)
            action.setChecked(live is status)
            action.setEnabled(may and not (told and status is LiveStatus.UNKNOWN))
            action.triggered.connect(self._say_live(booth, status))
        return menu

    def _say_live(self, booth: BoothKey, status: LiveStatus) -> Callable[[], None]:
        return lambda: self._ops.start(self._ops.outputs.say_live(booth, status), "say live")
