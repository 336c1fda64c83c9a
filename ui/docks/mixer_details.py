"""The rest of an input's sound, in a popover: monitoring, balance, sync offset, tracks."""

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSlider,
    QSpinBox,
    QWidget,
)

from studio_app.domain.booth import Input, Monitor
from ui.bridge.client import BoothKey
from ui.components import Button, Translated
from ui.docks.trickle import Trickle
from ui.docks.wish import Wish
from ui.operations import Operations
from ui.theme import TARGET, set_look

SEND_EVERY_MS = 100
OFFSET_LEAST_MS = -950
OFFSET_MOST_MS = 20_000


class BalanceSlider(QSlider):
    """-100 (left) to 100 (right); a double click is the middle."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(-100, 100)
        self.setPageStep(10)
        self.setMinimumSize(150, TARGET)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Back to the middle."""
        self.setValue(0)


class InputDetails(Translated, QFrame):
    """Opens at a strip's button and closes at a click elsewhere. Shows OBS's values, and what is
    wished for until OBS has it."""

    def __init__(self, ops: Operations, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("look", "panel")
        self._ops = ops
        self._booth: BoothKey | None = None
        self._name = ""
        self._balance_wish: Wish[int] = Wish()
        self._offset_wish: Wish[int] = Wish()
        self._title = QLabel()
        set_look(self._title, "strong")
        self.monitor = QComboBox()
        self.monitor.addItems([""] * len(Monitor))
        self.balance = BalanceSlider()
        self._balance_text = QLabel()
        self._balance_text.setMinimumWidth(52)
        self.offset = QSpinBox()
        self.offset.setRange(OFFSET_LEAST_MS, OFFSET_MOST_MS)
        self.offset.setSingleStep(10)
        self.offset.setSuffix(" ms")
        self.offset.setKeyboardTracking(False)
        self.tracks = [Button(str(number + 1)) for number in range(6)]
        self._labels = [QLabel() for _ in range(4)]
        self._lay_out()
        self._balance_trickle: Trickle[int] = Trickle(self._send_balance, SEND_EVERY_MS, self)
        self._offset_trickle: Trickle[int] = Trickle(self._send_offset, SEND_EVERY_MS, self)
        self.monitor.activated.connect(self._monitor_chosen)
        self.balance.valueChanged.connect(self._balance_moved)
        self.balance.sliderReleased.connect(self._balance_trickle.flush)
        self.offset.valueChanged.connect(self._offset_changed)
        for button in self.tracks:
            button.clicked.connect(self._tracks_chosen)
        self.retranslate()

    def _lay_out(self) -> None:
        balance = QHBoxLayout()
        balance.setSpacing(12)
        balance.addWidget(self.balance, 1)
        balance.addWidget(self._balance_text)
        tracks = QHBoxLayout()
        tracks.setSpacing(4)
        for button in self.tracks:
            button.setCheckable(True)
            button.setFixedWidth(30)
            tracks.addWidget(button)
        form = QFormLayout(self)
        form.setContentsMargins(12, 10, 12, 12)
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(12)
        form.addRow(self._title)
        labels = iter(self._labels)
        form.addRow(next(labels), self.monitor)
        form.addRow(next(labels), balance)
        form.addRow(next(labels), self.offset)
        form.addRow(next(labels), tracks)

    # --- for the dock ----------------------------------------------------------------------------

    @property
    def input_name(self) -> str:
        """Whose details are shown; "" while closed."""
        return self._name if self.isVisible() else ""

    def open_at(self, anchor: QWidget, booth: BoothKey, name: str, record: Input) -> None:
        """Show an input's details beside a button, on its screen."""
        self._booth, self._name = booth, name
        self._balance_wish.drop()
        self._offset_wish.drop()
        self._title.setText(name)
        self.show_input(record)
        self.adjustSize()
        at = anchor.mapToGlobal(QPoint(anchor.width() - self.width(), anchor.height() + 2))
        room = anchor.screen().availableGeometry()
        if at.y() + self.height() > room.bottom():
            at.setY(anchor.mapToGlobal(QPoint(0, -self.height() - 2)).y())
        at.setX(max(room.left(), min(at.x(), room.right() - self.width())))
        self.move(at)
        self.show()
        self.monitor.setFocus()

    def show_input(self, record: Input) -> None:
        """OBS's values; what a hand is changing stays."""
        self.monitor.setCurrentIndex(list(Monitor).index(record.monitor))
        balance = self._balance_wish.meet(round((record.balance - 0.5) * 200))
        if not self.balance.isSliderDown():
            self._quietly(self.balance, balance)
        self._show_balance()
        offset = self._offset_wish.meet(record.sync_offset_ms)
        if offset != self.offset.value():
            self._quietly(self.offset, offset)
        for button, on in zip(self.tracks, record.tracks, strict=False):
            button.setChecked(on)

    def retranslate(self) -> None:
        """Every text anew."""
        for label, text in zip(
            self._labels,
            (self.tr("Monitor"), self.tr("Balance"), self.tr("Sync offset"), self.tr("Tracks")),
            strict=True,
        ):
            label.setText(text)
        for index, text in enumerate(
            (self.tr("Off"), self.tr("Monitor only (not on air)"), self.tr("Monitor and on air"))
        ):
            self.monitor.setItemText(index, text)
        self.monitor.setAccessibleName(self.tr("Monitor"))
        self.balance.setAccessibleName(self.tr("Balance"))
        self.balance.setToolTip(self.tr("Double click: middle"))
        self.offset.setAccessibleName(self.tr("Sync offset"))
        self.offset.setToolTip(self.tr("Delays the sound against the picture; negative: earlier"))
        for number, button in enumerate(self.tracks, 1):
            button.describe(self.tr("Audio track {number}").format(number=number))
        self._show_balance()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    # --- wishes ----------------------------------------------------------------------------------

    def _quietly(self, control: QSlider | QSpinBox, value: int) -> None:
        control.blockSignals(True)
        control.setValue(value)
        control.blockSignals(False)

    def _show_balance(self) -> None:
        value = self.balance.value()
        if value == 0:
            self._balance_text.setText(self.tr("middle"))
            return
        side = self.tr("left {percent} %") if value < 0 else self.tr("right {percent} %")
        self._balance_text.setText(side.format(percent=abs(value)))

    def _monitor_chosen(self, index: int) -> None:
        chosen = list(Monitor)[index]
        self._wish(lambda booth: self._ops.sound.monitor(booth, self._name, chosen))

    def _balance_moved(self, value: int) -> None:
        self._balance_wish.make(value)
        self._show_balance()
        self._balance_trickle.push(value)

    def _send_balance(self, value: int) -> None:
        name = self._name
        self._latest(
            "balance", lambda booth: self._ops.sound.balance(booth, name, 0.5 + value / 200)
        )

    def _offset_changed(self, value: int) -> None:
        self._offset_wish.make(value)
        self._offset_trickle.push(value)

    def _send_offset(self, value: int) -> None:
        name = self._name
        self._latest("offset", lambda booth: self._ops.sound.sync_offset(booth, name, value))

    def _tracks_chosen(self) -> None:
        chosen = tuple(button.isChecked() for button in self.tracks)
        self._wish(lambda booth: self._ops.sound.tracks(booth, self._name, chosen))

    def _wish(self, wish: Callable[[BoothKey], Awaitable[bool]]) -> None:
        if self._booth is not None:
            self._ops.start(self._carry_out(self._booth, wish), "sound details")

    def _latest(self, what: str, wish: Callable[[BoothKey], Awaitable[bool]]) -> None:
        booth = self._booth
        if booth is not None:
            self._ops.desk.start_latest(
                (what, booth, self._name), lambda: self._carry_out(booth, wish)
            )

    async def _carry_out(
        self, booth: BoothKey, wish: Callable[[BoothKey], Awaitable[bool]]
    ) -> None:
        if not await wish(booth):
            # Refused, and told: show what is true.
            self._balance_wish.drop()
            self._offset_wish.drop()
            self._refused()

    def _refused(self) -> None:
        record = self._ops.desk.bridge.get(self._booth, Input, self._name) if self._booth else None
        if record is not None:
            self.show_input(record)
