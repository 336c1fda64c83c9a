"""Over the orders: whose they are, how many wait; status, search, a new one, more."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from studio_app.domain.orders import OrderStatus
from ui.components import Button, ElidedLabel, Translated
from ui.docks.chat_head import SearchField
from ui.docks.order_words import STATUS_LOOK, status_text
from ui.figures import thousands
from ui.theme import set_look

STATUSES: tuple[OrderStatus | None, ...] = (None, *OrderStatus)
"""What is chosen from; None: every one."""


class OrdersHead(Translated, QWidget):
    """Two lines. What is wished for is told by signals."""

    filter_changed = Signal()
    new_wanted = Signal()
    export_wanted = Signal()
    """Of what is shown."""
    export_all_wanted = Signal(int)
    """Of so many hours; 0: everything that is kept."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting = 0
        self._shown = 0
        self._export_hindrance = ""
        self.title = QLabel()
        set_look(self.title, "strong")
        self.waiting = Button(look="flat")
        self.waiting.show_icon(*STATUS_LOOK[OrderStatus.TO_CONFIRM])
        self.waiting.setCheckable(True)
        self.waiting.clicked.connect(self._waiting_pressed)
        self.trouble = ElidedLabel()
        set_look(self.trouble, "problem")
        self.trouble.hide()
        self.count = QLabel()
        set_look(self.count, "second")
        self.status = QComboBox()
        self.status.addItems([""] * len(STATUSES))
        self.status.activated.connect(lambda _: self.choose_status(self.show_status))
        self.status.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.status.setMinimumContentsLength(9)
        self.search = SearchField()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self.filter_changed.emit())
        self.all = Button(look="flat", icon_name="grid")
        self.all.setCheckable(True)
        self.all.setChecked(True)
        self.all.toggled.connect(lambda _: self.filter_changed.emit())
        self.new = Button(icon_name="plus")
        self.new.clicked.connect(lambda _=False: self.new_wanted.emit())
        self.more = Button(look="flat", icon_name="more")
        self.more.clicked.connect(lambda _=False: self._open_more())
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self.title)
        first.addWidget(self.waiting)
        first.addWidget(self.trouble, 1)
        first.addStretch(1)
        first.addWidget(self.count)
        second = QHBoxLayout()
        second.setSpacing(4)
        second.addWidget(self.status)
        second.addWidget(self.search, 1)
        for button in (self.all, self.new, self.more):
            second.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(first)
        column.addLayout(second)

    @property
    def show_status(self) -> OrderStatus | None:
        """The status that is chosen; None: every one."""
        return STATUSES[self.status.currentIndex()]

    def choose_status(self, status: OrderStatus | None) -> None:
        """Choose this status."""
        self.status.setCurrentIndex(STATUSES.index(status))
        self.waiting.setChecked(status is OrderStatus.TO_CONFIRM)
        self.filter_changed.emit()

    def show_figures(self, waiting: int, shown: int) -> None:
        """How many wait to be confirmed, and how many are shown."""
        self._waiting, self._shown = waiting, shown
        word = status_text(OrderStatus.TO_CONFIRM)
        self.waiting.setText(f"{word} {thousands(waiting)}")
        self.waiting.describe(self.tr("Show those that wait to be confirmed"))
        text = self.tr("%n order(s)", "", shown)
        self.count.setText(text.replace(str(shown), thousands(shown)))

    def show_trouble(self, text: str) -> None:
        """Why nothing new comes; "" when it does."""
        self.trouble.show_text(text)
        self.trouble.setVisible(bool(text))
        self.count.setVisible(not text)

    def show_export(self, hindrance: str) -> None:
        """Why nothing can be fetched from the server for a file; "" when it can."""
        self._export_hindrance = hindrance

    def show_new(self, hindrance: str) -> None:
        """Why no order can be made; "" when one can."""
        self.new.setEnabled(not hindrance)
        self.new.describe(hindrance or self.tr("New order, by phone or at the counter"))

    def retranslate(self) -> None:
        """Every text anew."""
        for at, status in enumerate(STATUSES):
            text = status_text(status) if status is not None else self.tr("All")
            self.status.setItemText(at, text)
        self.status.setAccessibleName(self.tr("Which orders are shown"))
        self.search.setPlaceholderText(self.tr("Number, name, phone, code"))
        self.search.setAccessibleName(self.tr("Search"))
        self.search.setToolTip(
            self.tr("Finds at once what is loaded; Enter searches everything that is kept")
        )
        self.all.describe(self.tr("The orders of all booths together"))
        self.more.describe(self.tr("Export"))
        self.show_figures(self._waiting, self._shown)

    def menu(self) -> QMenu:
        """What is not wanted every minute."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        action = menu.addAction(self.tr("Export what is shown"))
        action.setToolTip(self.tr("Phone numbers are masked"))
        action.triggered.connect(lambda _=False: self.export_wanted.emit())
        for hours, text in (
            (24, self.tr("Export the last 24 hours, phone numbers whole")),
            (0, self.tr("Export everything, phone numbers whole")),
        ):
            action = menu.addAction(text)
            action.triggered.connect(
                lambda _=False, hours=hours: self.export_all_wanted.emit(hours)
            )
            action.setEnabled(not self._export_hindrance)
            tip = self.tr("From the server, as filtered here; it notes who had it")
            action.setToolTip(self._export_hindrance or tip)
        return menu

    def _waiting_pressed(self) -> None:
        self.choose_status(OrderStatus.TO_CONFIRM if self.waiting.isChecked() else None)

    def _open_more(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
