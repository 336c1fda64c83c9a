"""The chat dock: what is written to a booth or to all, and the hand on it."""

from PySide6.QtCore import QCoreApplication, QPoint, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from studio_app.domain.actions.chat import UnpinMessage
from studio_app.domain.booth import Booth
from studio_app.domain.chat import ChatSourceFacts, PinnedChat, Question
from studio_app.domain.ids import ServerId
from ui.bridge.chat import ChatBook, ChatLine, LineKey
from ui.bridge.client import BoothKey
from ui.bridge.person import person_of
from ui.bridge.studio import StudioBridge
from ui.bridge.throttle import Throttle
from ui.components import Translated
from ui.docks.booth_dock import ProblemLine
from ui.docks.chat_bars import FoundBar, PinnedBar, WordsBar
from ui.docks.chat_buyer import BuyerPanel
from ui.docks.chat_empty import EmptyChat, Nothing, Way, why_nothing
from ui.docks.chat_export import ChatExport, ExportWish, shown_csv
from ui.docks.chat_filter import ChatFilter, Show, search_words
from ui.docks.chat_foot import ChatFoot
from ui.docks.chat_found import ChatFound
from ui.docks.chat_hand import ChatHand
from ui.docks.chat_head import ChatHead
from ui.docks.chat_model import Source, channels, questions, sources_of
from ui.docks.chat_sieve import ChatSieve
from ui.docks.chat_spans import read_words
from ui.docks.chat_view import ChatView
from ui.docks.order_panel import OrderPanel
from ui.operations import Notice, Notices, Operations, Tone, said
from ui.settings import WindowSettings
from ui.theme import GAP
from ui.words import problem_text


class ChatDock(Translated, QWidget):
    """Reads from when it is first seen. Acts on the chosen row by buttons, keys and a menu."""

    channel_wanted = Signal()
    """Somebody wants to add a channel."""
    channels_wanted = Signal()
    """Somebody wants to look after the channels."""
    order_wanted = Signal(str, int)
    """Somebody wants to see this server's order with this number."""

    def __init__(self, bridge: StudioBridge, ops: Operations, settings: WindowSettings) -> None:
        super().__init__()
        self._bridge = bridge
        self._window = ops.notices
        inline = Notices()
        inline.told.connect(self._told)
        self._ops = ops.telling(inline)
        self._settings = settings
        self.booth: BoothKey | None = None
        self._seen = False
        self._only = ("", "")
        self._way = Way.NONE
        self.book = ChatBook(bridge, self)
        self.head = ChatHead(bridge, self._source_title)
        self.pinned = PinnedBar(self._ops.start)
        self.words = WordsBar()
        self.found_bar = FoundBar()
        self.export = ChatExport(bridge, ops)
        self.view = ChatView(self._booth_of)
        self.sieve = ChatSieve(self.book, self.view)
        self.found = ChatFound(bridge, self._ops, self.book)
        self.empty = EmptyChat()
        self.foot = ChatFoot()
        self.problem = ProblemLine(self)
        self.hand = ChatHand(bridge, self._ops, self.book, self.view, self.foot)
        self.hand.pending.changed.connect(self._show_chosen)
        self.hand.copied.connect(self._window.say)
        self.hand.late.connect(self.problem.say)
        self.buyer = BuyerPanel(bridge, self._ops)
        self.order = OrderPanel(bridge, self._ops)
        self._awaited: LineKey | None = None
        """A message that is to be chosen once its rows are here."""
        self._facts = Throttle(self._show_facts, self)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._facts.ask)
        self._lay_out()
        self._connect()
        self.retranslate()

    # --- for the window --------------------------------------------------------------------------

    def set_booth(self, booth: BoothKey | None) -> None:
        """Show this booth's chat from now on; of all booths it goes on with all."""
        if booth == self.booth:
            return
        self.booth = booth
        self._awaited = None
        if not self.all_booths:
            self._change_place()
        self._facts.now()

    def show_questions(self) -> None:
        """Show what waits for an answer."""
        self._show_kinds(Show.QUESTIONS)

    def show_message(self, server: ServerId, cursor: int) -> None:
        """Choose a message of the booth that is shown, now or when its rows have come; of one that
        is older than what is loaded, that is said."""
        self._show_kinds(Show.ALL)
        self._awaited = server, cursor
        self._look_for_message()

    @property
    def all_booths(self) -> bool:
        """Whether the chat of all booths is shown together."""
        return self.head.all.isChecked()

    def retranslate(self) -> None:
        """Every text anew; the parts retranslate themselves."""
        self.problem.close_button.describe(self.tr("Close"))
        self._facts.now()
        self._show_chosen()

    # --- putting together ------------------------------------------------------------------------

    def _lay_out(self) -> None:
        place = QWidget()
        self._rows = QStackedLayout(place)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self.view)
        self._rows.addWidget(self.empty)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(GAP)
        for part in (self.head, self.words, self.export, self.found_bar, self.pinned):
            column.addWidget(part)
        column.addWidget(place, 1)
        column.addWidget(self.foot)
        other = QWidget()
        inner = QVBoxLayout(other)
        inner.setContentsMargins(8, 6, 8, 8)
        inner.addWidget(self.buyer)
        third = QWidget()
        inner = QVBoxLayout(third)
        inner.setContentsMargins(8, 6, 8, 8)
        inner.addWidget(self.order)
        self.problem.lie_on(place)  # buttons and field are for the next press
        self._pages = QStackedLayout(self)
        self._pages.addWidget(page)
        self._pages.addWidget(other)
        self._pages.addWidget(third)

    def _connect(self) -> None:
        head, view = self.head, self.view
        head.filter_changed.connect(self._use_filter)
        head.search.returnPressed.connect(self._search)
        head.search.left.connect(view.setFocus)
        head.all_toggled.connect(lambda _: self._change_place())
        head.export_wanted.connect(self._export)
        head.export_all_wanted.connect(self._export_all)
        head.words_wanted.connect(self._ask_words)
        head.channels.channel_chosen.connect(self._choose_channel)
        head.channels.settings_wanted.connect(self.channels_wanted)
        head.channels.retry_wanted.connect(self._retry)
        self.words.words_changed.connect(self._keep_words)
        self.words.left.connect(self._words_done)
        self.found_bar.back.clicked.connect(lambda _=False: self._leave_found())
        self.pinned.unpin.clicked.connect(lambda _=False: self._unpin())
        self.empty.button.clicked.connect(lambda _=False: self._do_something())
        view.chosen_changed.connect(self._show_chosen)
        view.act_wanted.connect(self._act)
        view.menu_wanted.connect(self._open_menu)
        view.older_wanted.connect(self._older)
        self.foot.act_wanted.connect(self._act)
        self.foot.field.left.connect(view.setFocus)
        self.buyer.left.connect(self._leave_page)
        self.order.left.connect(self._leave_page)
        self.order.open_wanted.connect(self.order_wanted)
        self.sieve.sifted.connect(self._show_state)
        self.found.changed.connect(self._show_found)
        self._bridge.watch(
            lambda _booth, _key: self._facts.ask(),
            *(Booth, ChatSourceFacts, Question, PinnedChat),
            owner=self,
        )
        end = self._bridge.connections_changed.connect(self._facts.ask)
        self.destroyed.connect(end)

    # --- events ----------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Seen: rows are wanted."""
        super().showEvent(event)
        if not self._seen:
            self._seen = True
            self._change_place()
        self._second.start()
        self._facts.now()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is counted unseen."""
        super().hideEvent(event)
        self._second.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The failure stays at the lower edge; more or less of a message fits."""
        super().resizeEvent(event)
        self.problem.place()
        self._show_chosen()

    # --- what is shown ---------------------------------------------------------------------------

    def _change_place(self) -> None:
        """Another booth, or all of them: nothing of the last one stays."""
        self._leave_page()
        self.found.leave()
        self.hand.pending.forget()
        self.pinned.unpin.give_up()
        self._choose_channel("", "")
        self.foot.field.clear()
        self.view.follow()
        if self._seen:
            if self.all_booths:
                self.book.show_all()
            else:
                self.book.show_booth(self.booth)
        self.view.painter.forget()
        self._facts.now()
        self._show_state()

    def _use_filter(self) -> None:
        self.found.leave()
        wanted = self._filter()
        self.sieve.use(wanted)
        self.view.show_words((*wanted.words, *read_words(self._kept_words())))
        self._facts.ask()
        self._show_state()

    def _filter(self) -> ChatFilter:
        words = search_words(self.head.search.text())
        return ChatFilter(self.head.show_kind, self._only[1], self._only[0], words)

    def _show_kinds(self, show: Show) -> None:
        """The list with these kinds, and nothing else left out."""
        self._leave_page()
        self.head.search.clear()
        self._choose_channel("", "")
        self.head.choose_kind(show)

    def _look_for_message(self) -> None:
        """Choose the message that is waited for, if its rows are here."""
        waits = not self._seen or self.sieve.busy or self.book.reading
        if self._awaited is None or waits:
            return
        awaited, self._awaited = self._awaited, None
        keys = [line.key for line in self.sieve.rows]
        if awaited in keys:
            self.view.choose(keys.index(awaited))
            self.view.setFocus()
        else:
            self.problem.say(
                said(
                    lambda: QCoreApplication.translate(
                        "ChatDock", "The message is older than what is loaded here."
                    )
                )
            )

    def _choose_channel(self, service: str, source: str) -> None:
        self._only = (service, source)
        self._use_filter()
        self._facts.now()

    def _show_facts(self) -> None:
        everywhere = self.all_booths
        booth = None if everywhere else self.booth
        known = sources_of(self._bridge, booth) if everywhere or booth is not None else []
        waiting = questions(self._bridge)
        count = sum(each.asked for key, each in waiting.items() if booth in (None, key))
        if not everywhere and booth is None:
            count = 0
        rate = sum(each.facts.per_minute for each in known) if known else None
        title = self.tr("All") if everywhere else ""
        if booth is not None:
            title = self._bridge.title(booth)
        self.head.title.setText(title)
        self.head.channels.show_channels(channels(known, everywhere), self._only)
        self.head.show_figures(rate, count)
        self.head.show_trouble(self._trouble(booth))
        self.head.show_export(self.export.hindrance(booth, everywhere=everywhere))
        pinned = self._bridge.get(booth, PinnedChat) if booth is not None else None
        why_not = self.hand.booth_hindrance(booth, UnpinMessage) if booth is not None else ""
        self.pinned.show_pinned(pinned, why_not)
        self._show_chosen()
        self._show_state()

    def _trouble(self, booth: BoothKey | None) -> str:
        if booth is None or self._bridge.connected(booth):
            return ""
        connection = self._bridge.connection(booth[0])
        name = connection.name if connection is not None else str(booth[0])
        return self.tr("{server} is away: nothing new comes").format(server=name)

    def _show_chosen(self) -> None:
        line = self.view.chosen
        facts = None
        if line is not None and line.row.source:
            connection = self._bridge.connection(line.server)
            if connection is not None:
                facts = connection.get(ChatSourceFacts, "chat_source", line.row.source)
        cut = line is not None and self.view.cut(line)
        self.foot.show_line(line, facts, cut, self.hand.hindrance)
        self.hand.show_pending()

    def _show_state(self) -> None:
        """The rows, or why there are none."""
        self._look_for_message()
        if self.sieve.rows or self.sieve.busy:
            self._rows.setCurrentWidget(self.view)
            return
        nothing = self._nothing()
        self._way = nothing.way
        self.empty.say(nothing.text, nothing.button)
        self._rows.setCurrentWidget(self.empty)

    def _nothing(self) -> Nothing:
        booth = None if self.all_booths else self.booth
        return why_nothing(
            chosen=self.all_booths or booth is not None,
            problem=self.book.problem,
            searched=self.found.active,
            waiting=self.found.asking if self.found.active else self.book.reading,
            loaded=bool(self.book.lines),
            channels=bool(sources_of(self._bridge, booth)),
        )

    def _do_something(self) -> None:
        match self._way:
            case Way.ALL_BOOTHS:
                self.head.all.setChecked(True)
            case Way.ADD_CHANNEL:
                self.channel_wanted.emit()
            case Way.SHOW_ALL:
                self.head.search.clear()
                self._choose_channel("", "")
                self.head.choose_kind(Show.ALL)
            case Way.NONE:
                pass

    def _booth_of(self, line: ChatLine) -> str:
        """Which booth a row is from, where all are shown."""
        if not self.all_booths:
            return ""
        title = self._bridge.title(line.booth)
        if len(self._bridge.connections) < 2:
            return title
        connection = self._bridge.connection(line.server)
        return f"{title} {connection.name}" if connection is not None else title

    def _source_title(self, source: Source) -> str:
        return self._bridge.title(source.booth) if self.all_booths else ""

    # --- search ----------------------------------------------------------------------------------

    def _search(self) -> None:
        """Look in everything that the servers keep."""
        if self.head.search.text().strip():
            booth = None if self.all_booths else self.booth
            self.found.ask(self.head.search.text(), booth, self.head.show_kind, *self._only)

    def _older(self) -> None:
        if self.found.active:
            self.found.older()
        else:
            self.book.older()

    def _show_found(self) -> None:
        self.found_bar.setVisible(self.found.active)
        if self.found.active:
            count = None if self.found.asking and not self.found.lines else len(self.found.lines)
            self.found_bar.show_count(count, self.found.more)
        self.sieve.show_elsewhere(self.found.lines if self.found.active else None)
        self._show_chosen()
        if self.found.problem is not None:
            problem = self.found.problem
            self.problem.say(said(lambda: problem_text(problem)))
        self._show_state()

    def _leave_found(self) -> None:
        self.found.leave()
        self.head.search.clear()

    # --- words, export ---------------------------------------------------------------------------

    def _kept_words(self) -> str:
        return self._settings.chat_words(person_of(self._bridge))

    def _ask_words(self) -> None:
        self.words.field.setText(self._kept_words())
        self.words.show()
        self.words.field.setFocus()

    def _keep_words(self, text: str) -> None:
        self._settings.keep_chat_words(person_of(self._bridge), text)
        self._use_filter()

    def _words_done(self) -> None:
        self.words.hide()
        self.view.setFocus()

    def _export(self) -> None:
        rows = list(self.sieve.rows)
        booth = None if self.all_booths else self.booth
        title = self._bridge.title(booth) if booth is not None else "all"
        text = shown_csv(rows, self._bridge.title)
        self._ops.start(self._ops.chat.export(title, text, len(rows)), "export chat")

    def _export_all(self, hours: int) -> None:
        booth = None if self.all_booths else self.booth
        self.export.begin(ExportWish(booth, self._filter(), self.head.search.text(), hours))

    # --- what is done ----------------------------------------------------------------------------

    def _act(self, what: str) -> None:
        """Do something with the chosen row, if that can be done."""
        line = self.view.chosen
        if what == "buyer" and line is not None and self.foot.buttons["buyer"].isEnabled():
            self._pages.setCurrentIndex(1)
            self.buyer.show_buyer(line.server, line.row.buyer)
            self.buyer.back.setFocus()
        elif what == "order" and line is not None and self.foot.buttons["order"].isEnabled():
            if line.row.order:
                self.order_wanted.emit(line.server, line.row.order)
            else:
                self._pages.setCurrentIndex(2)
                self.order.of_message(line)
        elif what not in ("buyer", "order"):
            self.hand.act(what)

    def _unpin(self) -> None:
        booth = self.booth
        if booth is not None:
            self.hand.unpin(booth, self.pinned.unpin)

    def _retry(self, source: Source) -> None:
        self._ops.start(self._ops.plugins.retry(source.server, source.id), "retry channel")

    def _open_menu(self, at: QPoint) -> None:
        menu = self.hand.menu(self, self._act)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _leave_page(self) -> None:
        if self._pages.currentIndex() > 0:
            self._pages.setCurrentIndex(0)
            self.buyer.forget()
            self.order.forget()
            self.view.setFocus()

    def _told(self, notice: Notice) -> None:
        if notice.tone is Tone.FAILED:
            self.problem.say(said(lambda: notice.again().line))
        else:
            self._window.say(notice.title, notice.text, notice.tone)
