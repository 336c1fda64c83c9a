"""The orders dock: every order of the booths as it is now, and the hand on it."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from studio_app.domain.actions.orders import MakeOrder
from studio_app.domain.booth import Booth
from studio_app.domain.ids import ServerId
from studio_app.domain.orders import FoundOrder, OrderStatus
from ui.bridge.client import BoothKey, ConnectionStatus
from ui.bridge.studio import StudioBridge
from ui.bridge.throttle import Throttle
from ui.components import Translated
from ui.docks.booth_dock import ProblemLine
from ui.docks.chat_empty import EmptyChat
from ui.docks.chat_filter import search_words
from ui.docks.link_words import speaking_hindrance
from ui.docks.order_panel import OrderPanel
from ui.docks.orders_book import OrderKey, OrdersBook, SeenOrder
from ui.docks.orders_empty import Nothing, Way, why_nothing
from ui.docks.orders_export import OrdersExport, shown_csv
from ui.docks.orders_foot import OrdersFoot
from ui.docks.orders_hand import OrdersHand
from ui.docks.orders_head import OrdersHead
from ui.docks.orders_model import OrderFilter
from ui.docks.orders_table import OrdersTable
from ui.operations import Notice, Notices, Operations, Tone, said
from ui.theme import GAP
from ui.words import problem_text

SHORT = 360
"""Below this height the rows need the room."""
SHOWN_MS = 200
"""How often at most what came is shown."""


class OrdersDock(Translated, QWidget):
    """Reads from when it is first seen. Acts on the chosen order by buttons, keys and a menu."""

    message_wanted = Signal(str, str, int)
    """Somebody wants to see the chat message of this server, booth and cursor."""

    def __init__(self, bridge: StudioBridge, ops: Operations) -> None:
        super().__init__()
        self._bridge = bridge
        self._window = ops.notices
        inline = Notices()
        inline.told.connect(self._told)
        self._ops = ops.telling(inline)
        self.booth: BoothKey | None = None
        self._found: frozenset[OrderKey] = frozenset()
        self._searched = ""
        self._searching = False
        self._way = Way.NONE
        self.book = OrdersBook(bridge, self._ops, self)
        self.head = OrdersHead()
        self.table = OrdersTable(bridge, self._booth_of)
        self.empty = EmptyChat()
        self.export = OrdersExport(bridge, ops)
        self.foot = OrdersFoot()
        self.hand = OrdersHand(self._ops, self.book, self.table, self.foot, self._booth_of)
        self.panel = OrderPanel(bridge, self._ops)
        self.problem = ProblemLine(self)
        self._refresh = Throttle(self._show, self, SHOWN_MS)
        self._lay_out()
        self._connect()
        self.retranslate()

    # --- for the window --------------------------------------------------------------------------

    def set_booth(self, booth: BoothKey | None) -> None:
        """The chosen booth: its orders are shown where not all are."""
        if booth != self.booth:
            self.booth = booth
            self._refresh.now()

    def show_order(self, server: ServerId, number: int) -> None:
        """Choose this order, whatever is shown now."""
        self._leave_panel()
        self.book.want()
        self._ops.start(self._open((server, number)), "open order")

    def new_order(self) -> None:
        """The form of an order that no message is about, in the chosen booth at first."""
        if self.head.new.isEnabled():
            booths = self._bridge.booths
            self.panel.by_hand(self.booth or (booths[0] if len(booths) == 1 else None))
            self._show_panel()

    def retranslate(self) -> None:
        """Every text anew; the parts retranslate themselves."""
        self.problem.close_button.describe(self.tr("Close"))
        self._show()

    # --- putting together ------------------------------------------------------------------------

    def _lay_out(self) -> None:
        place = QWidget()
        self._rows = QStackedLayout(place)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self.table)
        self._rows.addWidget(self.empty)
        page, form = QWidget(), QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(GAP)
        column.addWidget(self.head)
        column.addWidget(self.export)
        column.addWidget(place, 1)
        column.addWidget(self.foot)
        inner = QVBoxLayout(form)
        inner.setContentsMargins(8, 6, 8, 8)
        inner.addWidget(self.panel)
        self.problem.lie_on(place)  # buttons are for the next press
        self._pages = QStackedLayout(self)
        self._pages.addWidget(page)
        self._pages.addWidget(form)

    def _connect(self) -> None:
        head, table = self.head, self.table
        head.filter_changed.connect(self._filter_changed)
        head.search.returnPressed.connect(self._search)
        head.search.left.connect(table.setFocus)
        head.new_wanted.connect(self.new_order)
        head.export_wanted.connect(self._export)
        head.export_all_wanted.connect(self._export_all)
        self.empty.button.clicked.connect(lambda _=False: self._do_something())
        table.chosen_changed.connect(self._show_chosen)
        table.act_wanted.connect(self.hand.act)
        table.menu_wanted.connect(self._open_menu)
        table.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.foot.act_wanted.connect(self.hand.act)
        self.hand.answered.connect(self._refresh.now)
        self.hand.change_wanted.connect(self._change)
        self.hand.message_wanted.connect(
            lambda seen: self.message_wanted.emit(seen.server, seen.order.booth, seen.order.row)
        )
        self.panel.left.connect(self._leave_panel)
        self.panel.open_wanted.connect(
            lambda server, number: self.show_order(ServerId(server), number)
        )
        self.panel.done.connect(self._made)
        self.book.changed.connect(self._refresh.ask)
        self._bridge.watch(lambda _booth, _key: self._refresh.ask(), Booth, owner=self)
        end = self._bridge.connections_changed.connect(self._refresh.ask)
        self.destroyed.connect(end)

    # --- events ----------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Seen: orders are wanted."""
        super().showEvent(event)
        self.book.want()
        self._refresh.now()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The failure stays at the lower edge; a low dock has room for little more than rows."""
        super().resizeEvent(event)
        self.foot.show_short(self.height() < SHORT)
        self.problem.place()

    # --- what is shown ---------------------------------------------------------------------------

    @property
    def all_booths(self) -> bool:
        """Whether the orders of all booths are shown together."""
        return self.head.all.isChecked()

    @property
    def filter(self) -> OrderFilter:
        """What is asked for now."""
        booth = None if self.all_booths else self.booth
        words = search_words(self.head.search.text())
        return OrderFilter(self.head.show_status, booth, words, self._found)

    def _show(self) -> None:
        orders, wanted = self.book.orders, self.filter
        nowhere = not self.all_booths and self.booth is None
        shown = [] if nowhere else [seen for seen in orders if wanted.takes(seen)]
        waiting = sum(
            seen.order.status is OrderStatus.TO_CONFIRM
            for seen in orders
            if wanted.booth in (None, seen.booth)
        )
        self.head.title.setText(self.tr("All") if self.all_booths else self._title(self.booth))
        self.head.show_figures(waiting, len(shown))
        self.head.show_trouble(self._trouble())
        booth = wanted.booth
        self.head.show_export(self.export.hindrance(booth, everywhere=self.all_booths))
        self.head.show_new(self._new_hindrance())
        self.table.show_booth(self.all_booths)
        self.table.show_orders(shown)
        nothing = self._nothing(nowhere=nowhere)
        self._way = nothing.way
        self.empty.say(nothing.text, nothing.button)
        self._rows.setCurrentWidget(self.table if shown else self.empty)
        self.foot.setVisible(bool(shown))
        self._show_chosen()

    def _show_chosen(self) -> None:
        seen = self.table.chosen
        hindrance = message = ""
        if seen is not None:
            hindrance = speaking_hindrance(self._bridge, seen.booth, MakeOrder.ROLE)
            if not seen.order.row:
                message = self.tr("It was made of no message")
        self.foot.show_order(seen, hindrance, message)
        self.hand.show_pending()

    def _title(self, booth: BoothKey | None) -> str:
        return self._bridge.title(booth) if booth is not None else ""

    def _booth_of(self, seen: SeenOrder) -> str:
        title = self._bridge.title(seen.booth)
        if len(self._bridge.connections) < 2:
            return title
        connection = self._bridge.connection(seen.server)
        return f"{title} {connection.name}" if connection is not None else title

    def _trouble(self) -> str:
        """Which servers nothing new comes from."""
        booth = None if self.all_booths else self.booth
        away = [
            each.name
            for each in self._bridge.connections
            if each.server_id is not None
            and each.status is not ConnectionStatus.CONNECTED
            and (booth is None or each.server_id == booth[0])
        ]
        text = self.tr("{server} is away: nothing new comes")
        return text.format(server=", ".join(away)) if away else ""

    def _new_hindrance(self) -> str:
        """Why no order can be made by hand anywhere."""
        whys = [
            speaking_hindrance(self._bridge, booth, MakeOrder.ROLE) for booth in self._bridge.booths
        ]
        return "" if not whys or "" in whys else whys[0]

    def _nothing(self, *, nowhere: bool) -> Nothing:
        return why_nothing(
            allowed=self.book.allowed,
            nowhere=nowhere,
            searching=self._searching,
            reading=self.book.reading,
            filtered=not self.filter.everything,
            any_known=bool(self.book.orders),
        )

    def _do_something(self) -> None:
        match self._way:
            case Way.NEW:
                self.new_order()
            case Way.SHOW_ALL:
                self._show_everything()
            case Way.NONE:
                pass

    def _show_everything(self) -> None:
        self.head.search.clear()
        self.head.all.setChecked(True)
        self.head.choose_status(None)

    # --- search, older ones ----------------------------------------------------------------------

    def _filter_changed(self) -> None:
        if self.head.search.text().strip() != self._searched:
            self._found, self._searched = frozenset(), ""
        self._refresh.now()

    def _search(self) -> None:
        """Look in everything that the servers keep."""
        text = self.head.search.text().strip()
        if text and not self._searching:
            self._searching = True
            self._refresh.now()
            self._ops.start(self._find(text), "find orders")

    async def _find(self, text: str) -> None:
        try:
            found = await self.book.find(text, None if self.all_booths else self.booth)
        finally:
            if isValid(self):
                self._searching = False
        if not isValid(self):
            return
        if text == self.head.search.text().strip():
            self._found, self._searched = found, text
        self._say_problem()
        self._refresh.now()

    def _scrolled(self, value: int) -> None:
        if value >= self.table.verticalScrollBar().maximum() > 0:
            self.book.older()

    # --- what is done ----------------------------------------------------------------------------

    def _change(self, seen: SeenOrder) -> None:
        self.panel.change(seen.server, seen.cursor, seen.order)
        self._show_panel()

    def _show_panel(self) -> None:
        self._pages.setCurrentIndex(1)
        self.panel.form.begin()

    async def _open(self, key: OrderKey) -> None:
        seen = await self.book.read(key)
        if not isValid(self):
            return
        if seen is None:
            self._say_problem()
            return
        if not self.filter.takes(seen):
            self._show_everything()
        self._refresh.now()
        if self.table.choose(key):
            self.table.setFocus()

    def _made(self, server: ServerId, found: FoundOrder, _new: bool) -> None:
        self.book.take(server, found)
        self._refresh.now()
        self.table.choose((server, found.order.number))

    def _say_problem(self) -> None:
        problem = self.book.problem
        if problem is not None:
            self.problem.say(said(lambda: problem_text(problem)))

    def _export(self) -> None:
        shown = list(self.table.orders.seen)
        text = shown_csv(shown, self._bridge.title)
        title = self._title(None if self.all_booths else self.booth) or "all"
        self._ops.start(self._ops.orders.export(title, text, len(shown)), "export orders")

    def _export_all(self, hours: int) -> None:
        wanted, search = self.filter, self.head.search.text().strip()
        self.export.begin_orders(wanted.booth, wanted.status, search, hours)

    def _open_menu(self, at: QPoint) -> None:
        menu = self.hand.menu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _leave_panel(self) -> None:
        if self._pages.currentIndex() == 1:
            self._pages.setCurrentIndex(0)
            self.panel.forget()
            self.table.setFocus()

    def _told(self, notice: Notice) -> None:
        if notice.tone is Tone.FAILED:
            self.problem.say(said(lambda: notice.again().line))
        else:
            self._window.say(notice.title, notice.text, notice.tone)
