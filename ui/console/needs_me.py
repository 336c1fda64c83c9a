"""The strip above the wall: everything that needs a person, the most pressing first.

Its height is always the same, so that trouble comes and goes without moving a tile.
"""

import re
from datetime import datetime

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QWidget

from studio_app.domain.plugin import Plugin
from studio_app.domain.roles import Role
from ui.bridge.studio import StudioBridge
from ui.components import Button, Translated, pixmap
from ui.console.needs_me_book import NeedsBook
from ui.console.needs_me_rule import Need, NeedKind, Severity
from ui.console.needs_me_words import need_icon, need_text, need_time, need_tip
from ui.docks.plugins_words import plugin_name
from ui.fonts import font
from ui.operations import Operations
from ui.theme import (
    BODY_PX,
    CONTROL,
    FOCUS,
    GAP,
    LINE,
    ON_COLOUR,
    RAISED,
    TEXT,
    TEXT_SECOND,
    WARNING,
    WARNING_TINT,
    colour,
)

HEIGHT = 38
CHIP_HEIGHT = 28
READABLE_MS = 500
_PADDING, _ICON, _SPACE = 9, 14, 6


class Chip(QAbstractButton):
    """One need: shape, booth, words, time."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.need: Need | None = None
        self._words = ""
        self._time = ""
        self._font = font(BODY_PX, QFont.Weight.DemiBold)
        self._metrics = QFontMetrics(self._font)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_need(self, need: Need, title: str, now: datetime) -> None:
        """Say this need."""
        words = f"{title} · {need_text(need)}" if title else need_text(need)
        time = need_time(need, now)
        if (need, words, time) == (self.need, self._words, self._time):
            return
        self.need, self._words, self._time = need, words, time
        self.setAccessibleName(self.whole_text)
        self.setToolTip(need_tip(need, title, now))
        self.update()

    @property
    def whole_text(self) -> str:
        """What it says."""
        return f"{self._words} · {self._time}" if self._time else self._words

    def sizeHint(self) -> QSize:
        """Wide enough for two figures wherever one may count: no chip dances with its time."""
        steady = re.sub(r"\d+", lambda found: "8" * max(2, len(found[0])), self.whole_text)
        width = self._metrics.horizontalAdvance(steady)
        return QSize(2 * _PADDING + _ICON + _SPACE + width + 3, CHIP_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses; Space belongs to the console."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill, shape, words."""
        if self.need is None:
            return
        fill, edge, ink = _look(self.need)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(QColor(FOCUS), 2) if self.hasFocus() else QPen(QColor(edge), 1)
            painter.setPen(pen)
            painter.setBrush(QColor(fill).lighter(112) if self.underMouse() else QColor(fill))
            inset = pen.widthF() / 2
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 5, 5
            )
            picture = pixmap(need_icon(self.need), _ICON, ink, self.devicePixelRatioF())
            painter.drawPixmap(_PADDING, (self.height() - _ICON) // 2, picture)
            painter.setPen(colour(ink))
            painter.setFont(self._font)
            left = _PADDING + _ICON + _SPACE
            room = self.width() - left - _PADDING
            shown = self._metrics.elidedText(self.whole_text, Qt.TextElideMode.ElideRight, room)
            base = (self.height() + self._metrics.capHeight()) // 2
            painter.drawText(left, base, shown)


def _look(need: Need) -> tuple[str, str, str]:
    """Fill, edge and ink."""
    if need.gone:
        return CONTROL, TEXT_SECOND, TEXT
    if need.severity is Severity.ALARM:
        return WARNING, WARNING, ON_COLOUR
    if need.severity is Severity.WARNING:
        return WARNING_TINT, WARNING, TEXT
    return RAISED, LINE, TEXT_SECOND


class NeedsMeStrip(Translated, QWidget):
    """Chips in a row; what does not fit is counted and listed in a menu."""

    booth_chosen = Signal(object)
    """BoothKey of the chip that was pressed."""
    server_chosen = Signal(object)
    """ServerId or None of a chip of no booth that was pressed."""
    questions_chosen = Signal(object)
    """BoothKey of a chip that is about questions of viewers."""
    plugin_chosen = Signal(str, str)
    """Server and plugin of a chip that is about a plugin."""

    def __init__(self, bridge: StudioBridge, ops: Operations, needs: NeedsBook) -> None:
        super().__init__()
        self._bridge = bridge
        self._ops = ops
        self._book = needs
        self._label = QLabel(self)
        self._label.setProperty("look", "note")
        self._calm = QLabel(self)
        self._calm.setProperty("look", "note")
        self._chips: list[Chip] = []
        self._retries: list[Button] = []
        self._more = Button(parent=self)
        self._more.clicked.connect(self._open_more)
        self._hidden = 0
        self._tick = QTimer(self)
        self._tick.setInterval(READABLE_MS)
        self._tick.timeout.connect(self.refresh)
        self._book.changed.connect(self.refresh)
        self.setFixedHeight(HEIGHT)
        self.retranslate()

    @property
    def chips(self) -> list[Chip]:
        """The chips that can be seen, from the left."""
        return [chip for chip in self._chips if chip.isVisibleTo(self)]

    @property
    def retries(self) -> list[Button]:
        """The "try now" buttons that can be seen, in the order of their chips."""
        return [retry for retry in self._retries if retry.isVisibleTo(self)]

    @property
    def hidden(self) -> int:
        """How many needs are only in the menu."""
        return self._hidden

    def refresh(self) -> None:
        """Say what needs a person now."""
        needs = self._book.needs
        while len(self._chips) < len(needs):
            self._add_chip()
        for at, need in enumerate(needs):
            self._chips[at].show_need(need, self._title(need), self._now(need))
            self._retries[at].setToolTip(self.tr("Try now"))
            self._retries[at].setAccessibleName(self.tr("Try now"))
        self._place()

    def retranslate(self) -> None:
        """Every text anew."""
        self._label.setText(self.tr("NEEDS ME"))
        self._calm.setText(self.tr("Nothing needs you now"))
        self._label.adjustSize()
        self._calm.adjustSize()
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Times run while somebody can see them."""
        super().showEvent(event)
        self._tick.start()
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Unseen: rest."""
        super().hideEvent(event)
        self._tick.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer fit."""
        super().resizeEvent(event)
        self._place()

    def _add_chip(self) -> None:
        chip = Chip(self)
        chip.clicked.connect(lambda: self._pressed(chip.need))
        retry = Button(icon_name="restart", parent=self)
        retry.clicked.connect(lambda: self._retry(chip.need))
        self._chips.append(chip)
        self._retries.append(retry)

    def _place(self) -> None:
        """Put as many chips side by side as fit, with room for the count of the others."""
        needs = self._book.needs
        middle = HEIGHT // 2
        self._label.move(GAP, middle - self._label.height() // 2)
        left = GAP + self._label.width() + 2 * GAP
        self._calm.move(left, middle - self._calm.height() // 2)
        self._calm.setVisible(not needs)
        more_width = 44
        shown = 0
        for at, need in enumerate(needs):
            chip, retry = self._chips[at], self._retries[at]
            may_retry = self._may_retry(need)
            retry_width = CHIP_HEIGHT + 2 if may_retry else 0
            width = chip.sizeHint().width()
            room = self.width() - left - (more_width if at + 1 < len(needs) else 0) - GAP
            if width + retry_width > room and (at > 0 or room < 80):
                break
            width = min(width, room - retry_width)
            top = middle - CHIP_HEIGHT // 2
            chip.setGeometry(left, top, width, CHIP_HEIGHT)
            retry.setGeometry(left + width + 2, top, CHIP_HEIGHT, CHIP_HEIGHT)
            chip.show()
            retry.setVisible(may_retry)
            left += width + retry_width + GAP
            shown += 1
        for chip, retry in zip(self._chips[shown:], self._retries[shown:], strict=True):
            chip.hide()
            retry.hide()
        self._hidden = len(needs) - shown
        self._more.setVisible(self._hidden > 0)
        self._more.setText(f"+{self._hidden}")
        self._more.setGeometry(left, middle - CHIP_HEIGHT // 2, more_width, CHIP_HEIGHT)

    def _title(self, need: Need) -> str:
        if need.plugin and need.server is not None:
            connection = self._bridge.connection(need.server)
            plugin = connection.get(Plugin, "plugin", need.plugin) if connection else None
            name = plugin_name(plugin, need.plugin) if plugin is not None else need.plugin
            if len(self._bridge.connections) < 2 or connection is None:
                return name
            return f"{name} {connection.name}"
        if need.booth is None:
            return need.name
        title = self._bridge.title(need.booth)
        if len(self._bridge.connections) < 2:
            return title
        connection = self._bridge.connection(need.booth[0])
        return f"{title} {connection.name}" if connection is not None else title

    def _now(self, need: Need) -> datetime:
        return self._bridge.now(need.booth)

    def _may_retry(self, need: Need) -> bool:
        booth = need.booth
        return need.can_retry and booth is not None and self._bridge.may(booth, Role.TECHNICIAN)

    def _pressed(self, need: Need | None) -> None:
        if need is None:
            return
        if need.plugin:
            self.plugin_chosen.emit(need.server, need.plugin)
        elif need.kind is NeedKind.QUESTIONS:
            self.questions_chosen.emit(need.booth)
        elif need.booth is not None:
            self.booth_chosen.emit(need.booth)
        else:
            self.server_chosen.emit(need.server)

    def _retry(self, need: Need | None) -> None:
        if need is not None and need.booth is not None:
            self._ops.start(self._ops.house.retry_link(need.booth), "retry link")

    def more_menu(self) -> QMenu:
        """The needs that have no room, each a line."""
        menu = QMenu(self)
        for need in self._book.needs[len(self._book.needs) - self._hidden :]:
            words = (self._title(need), need_text(need), need_time(need, self._now(need)))
            ink = TEXT if need.gone or need.severity is Severity.NOTE else WARNING
            action = menu.addAction(" · ".join(word for word in words if word))
            action.setIcon(pixmap(need_icon(need), 16, ink, self.devicePixelRatioF()))
            action.triggered.connect(lambda _=False, need=need: self._pressed(need))
        return menu

    def _open_more(self) -> None:
        menu = self.more_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))
