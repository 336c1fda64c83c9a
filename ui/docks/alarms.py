"""The alarm dock: what stands, who has it, what came before, and what is noisiest."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio_app.domain.alarm import Alarm, AlarmRow
from studio_app.domain.booth import Booth
from studio_app.domain.errors import StudioError
from studio_app.domain.roles import Role
from studio_app.support.signal import Signal
from ui.bridge.client import BoothKey, ConnectionStatus
from ui.bridge.logs import LogBook
from ui.bridge.studio import StudioBridge
from ui.bridge.throttle import Throttle
from ui.components import Button, PendingButton, Translated
from ui.components.text_table import TextTable
from ui.console.alarm_sound import AlarmSound
from ui.docks.alarms_heard import HeardBar
from ui.docks.alarms_list import AlarmsList
from ui.docks.alarms_model import Seen, alarms_of, history_cells, noisy_cells
from ui.operations import Operations
from ui.theme import set_look
from ui.words import problem_text

WEEK_DAYS = 7
SNOOZE_MINUTES = 15
PAGES = ("standing", "history", "noisiest")


class AlarmDock(Translated, QWidget):
    """All servers' alarms in one list. Arrows choose, Enter acknowledges, Tab goes to the rest."""

    def __init__(self, bridge: StudioBridge, ops: Operations, sound: AlarmSound) -> None:
        super().__init__()
        self._bridge = bridge
        self._ops = ops
        self.booth_chosen: Signal[BoothKey] = Signal()
        self.book: LogBook[AlarmRow] = LogBook(bridge, "alarms", AlarmRow, Role.TECHNICIAN, self)
        self.list = AlarmsList(bridge)
        self.list.selectionModel().currentChanged.connect(lambda _new, _old: self._show_chosen())
        self.list.doubleClicked.connect(lambda _: self._go())
        self._detail = QLabel()
        self._detail.setWordWrap(True)
        self._detail.setMinimumHeight(34)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nothing = QLabel()
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_look(self._nothing, "second")
        start = ops.start
        self.notice_button = PendingButton(start=start, wish=self._notice, look="main")
        self.take_button = PendingButton(start=start, wish=self._take)
        self.aside_button = Button()
        self.aside_button.clicked.connect(lambda _=False: self._ask_aside())
        self.go_button = Button(icon_name="monitor")
        self.go_button.clicked.connect(lambda _=False: self._go())
        self.minutes = QSpinBox()
        self.minutes.setRange(1, 1440)
        self.minutes.setValue(SNOOZE_MINUTES)
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self.reason.textChanged.connect(lambda _: self._show_chosen())
        self.reason.returnPressed.connect(self._aside_by_enter)
        self.snooze_button = PendingButton(start=start, wish=self._snooze, look="main")
        self.history = TextTable((132, 120, 200, 110))
        self.noisiest = TextTable((64, 190, 200, 110))
        self._noisy_note = QLabel()
        set_look(self._noisy_note, "note")
        self.older_button = Button()
        self.older_button.clicked.connect(lambda _=False: self.book.older())
        self.pages = QStackedWidget()
        self.page_buttons = {name: Button(look="flat") for name in PAGES}
        self.heard = HeardBar(sound)
        self._lay_out()
        self._refresh = Throttle(self._show, self)
        self._history = Throttle(self._show_history, self)
        self._minute = QTimer(self)
        self._minute.setInterval(10_000)
        self._minute.timeout.connect(self._refresh.ask)
        bridge.watch(lambda _booth, _key: self._refresh.ask(), Alarm, Booth, owner=self)
        end = bridge.connections_changed.connect(self._refresh.ask)
        self.destroyed.connect(end)
        self.book.changed.connect(self._history.ask)
        self.retranslate()
        self.show_page("standing")

    # --- what is shown ---------------------------------------------------------------------------

    def show_page(self, name: str) -> None:
        """One of `PAGES`."""
        self.pages.setCurrentIndex(PAGES.index(name))
        for each, button in self.page_buttons.items():
            button.setChecked(each == name)
        if name == "history":
            self.book.want()
            self._show_history()
        elif name == "noisiest":
            self._ops.start(self._read_noisiest(), "noisiest alarms")

    def showEvent(self, event: QShowEvent) -> None:
        """Seen: minutes count on."""
        super().showEvent(event)
        self._minute.start()
        self._refresh.now()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        self._minute.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the list acknowledges the chosen alarm."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.hasFocus():
            if self.notice_button.isEnabled() and not event.isAutoRepeat():
                self.notice_button.click()
            return
        super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Every text anew."""
        self.page_buttons["standing"].setText(self.tr("Alarms"))
        self.page_buttons["history"].setText(self.tr("History"))
        self.page_buttons["noisiest"].setText(self.tr("Noisiest this week"))
        self.list.setAccessibleName(self.tr("Alarms"))
        self.history.setAccessibleName(self.tr("History"))
        self.noisiest.setAccessibleName(self.tr("Noisiest this week"))
        self._nothing.setText(self.tr("No alarm stands. Everything that is watched is well."))
        self.minutes.setSuffix(self.tr(" min"))
        self.minutes.setAccessibleName(self.tr("For how long"))
        self.reason.setPlaceholderText(self.tr("Why, for the others to read"))
        self.snooze_button.setText(self.tr("Put aside"))
        self.older_button.setText(self.tr("Older"))
        self.go_button.setText(self.tr("To the booth"))
        self.history.show_titles(
            self.tr("When"),
            self.tr("What happened"),
            self.tr("Alarm"),
            self.tr("Booths"),
            self.tr("Who, why"),
        )
        self.noisiest.show_titles(
            self.tr("Times"),
            self.tr("Booth"),
            self.tr("Alarm"),
            self.tr("Acknowledged"),
            self.tr("Last"),
        )
        self._noisy_note.setText(
            self.tr("An alarm that comes often and is rarely acknowledged has a wrong limit.")
        )
        self._show()
        self._show_history()

    @property
    def detail(self) -> str:
        """What is said of the chosen alarm."""
        return self._detail.text()

    def _lay_out(self) -> None:
        tabs = QHBoxLayout()
        tabs.setSpacing(2)
        for name, button in self.page_buttons.items():
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, name=name: self.show_page(name))
            tabs.addWidget(button)
        tabs.addWidget(self.heard, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for each in (self.notice_button, self.take_button, self.aside_button):
            buttons.addWidget(each)
        buttons.addStretch(1)
        buttons.addWidget(self.go_button)
        self._aside = QFrame()
        aside = QHBoxLayout(self._aside)
        aside.setContentsMargins(0, 0, 0, 0)
        aside.setSpacing(6)
        aside.addWidget(self.minutes)
        aside.addWidget(self.reason, 1)
        aside.addWidget(self.snooze_button)
        self._aside.hide()
        self._actions = QFrame()
        below = QVBoxLayout(self._actions)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(6)
        below.addWidget(self._detail)
        below.addLayout(buttons)
        below.addWidget(self._aside)
        for widgets in (
            (self.list, self._nothing, self._actions),
            (self.history, self.older_button),
            (self._noisy_note, self.noisiest),
        ):
            page = QWidget()
            column = QVBoxLayout(page)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(6)
            for widget in widgets:
                stretch = int(widget in (self.list, self._nothing, self.history, self.noisiest))
                column.addWidget(widget, stretch)
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(6)
        column.addLayout(tabs)
        column.addWidget(self.pages, 1)

    def _show(self) -> None:
        seen = alarms_of(self._bridge)
        self.list.show_alarms(seen)
        self.list.setVisible(bool(seen))
        self._nothing.setVisible(not seen)
        self._actions.setVisible(bool(seen))
        self._show_chosen()

    def _show_chosen(self) -> None:
        seen = self.list.chosen
        if seen is None:
            return
        alarm = seen.alarm
        self._detail.setText(problem_text(alarm.problem))
        may = self._may(seen)
        known = alarm.acknowledged is not None
        mine = bool(alarm.owner) and alarm.owner == self._me(seen)
        self.notice_button.setText(
            self.tr("Call again") if known and alarm.standing else self.tr("Acknowledge")
        )
        self.notice_button.setEnabled(may and (alarm.standing or not known))
        self.take_button.setText(self.tr("Give back") if mine else self.tr("I take care of it"))
        self.take_button.setEnabled(may and alarm.standing)
        aside = alarm.snoozed is not None
        self.aside_button.setText(self.tr("Bring back") if aside else self.tr("Put aside…"))
        self.aside_button.setEnabled(may and alarm.standing)
        self.snooze_button.setEnabled(may and bool(self.reason.text().strip()))
        self.go_button.setEnabled(bool(alarm.booths or alarm.back))

    def _show_history(self) -> None:
        rows = [history_cells(self._bridge, entry) for entry in self.book.entries]
        self.history.show_rows(rows)
        self.older_button.setVisible(self.book.more)

    def _may(self, seen: Seen) -> bool:
        connection = self._bridge.connection(seen.server)
        return (
            connection is not None
            and connection.status is ConnectionStatus.CONNECTED
            and connection.principal is not None
            and connection.principal.role.allows(Role.TECHNICIAN)
        )

    def _me(self, seen: Seen) -> str:
        connection = self._bridge.connection(seen.server)
        return connection.principal.name if connection and connection.principal else ""

    # --- what is done ----------------------------------------------------------------------------

    async def _notice(self) -> bool:
        seen = self.list.chosen
        if seen is None:
            return False
        alarms = self._ops.alarms
        if seen.alarm.acknowledged is not None and seen.alarm.standing:
            return await alarms.unacknowledge(seen.server, seen.id)
        return await alarms.acknowledge(seen.server, seen.id)

    async def _take(self) -> bool:
        seen = self.list.chosen
        if seen is None:
            return False
        alarms = self._ops.alarms
        if seen.alarm.owner and seen.alarm.owner == self._me(seen):
            return await alarms.release(seen.server, seen.id)
        return await alarms.take(seen.server, seen.id)

    def _ask_aside(self) -> None:
        seen = self.list.chosen
        if seen is not None and seen.alarm.snoozed is not None:
            self._ops.start(self._ops.alarms.unsnooze(seen.server, seen.id), "unsnooze")
            return
        self._aside.setVisible(self._aside.isHidden())
        if not self._aside.isHidden():
            self.reason.setFocus()

    def _aside_by_enter(self) -> None:
        if self.snooze_button.isEnabled():
            self.snooze_button.click()

    async def _snooze(self) -> bool:
        seen, reason = self.list.chosen, self.reason.text().strip()
        if seen is None or not reason:
            return False
        done = await self._ops.alarms.snooze(seen.server, seen.id, self.minutes.value(), reason)
        if done:
            self.reason.clear()
            self._aside.hide()
            self.list.setFocus()
        return done

    def _go(self) -> None:
        seen = self.list.chosen
        if seen is not None and (booths := seen.alarm.booths or seen.alarm.back):
            self.booth_chosen.emit((seen.server, booths[0]))

    async def _read_noisiest(self) -> None:
        rows = []
        for connection in self._bridge.connections:
            server = connection.server_id
            if server is None or connection.status is not ConnectionStatus.CONNECTED:
                continue
            try:
                noisy = await self._ops.alarms.noisiest(server, WEEK_DAYS)
            except StudioError as error:
                self._ops.notices.failed(self.tr("Noisiest this week"), error.problem)
                continue
            rows += [(each.times, noisy_cells(self._bridge, server, each)) for each in noisy]
        rows.sort(key=lambda row: -row[0])
        self.noisiest.show_rows([cells for _, cells in rows])
