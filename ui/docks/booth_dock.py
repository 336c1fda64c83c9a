"""What every dock has: a head with the booth, its page or what to do without one, its failures."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from studio_app.domain.booth import Booth, Link
from studio_app.domain.records import RecordKey
from studio_app.domain.struct import Fact
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge
from ui.bridge.throttle import READABLE_MS, Throttle
from ui.components import Button, PartsLabel, PendingButton, Translated, pixmap
from ui.docks.link_words import hindrance, link_line
from ui.operations import Notice, Notices, Operations, Tone, again, said
from ui.theme import GAP, WARNING, set_look

FACTS_MS = 33
"""Many records of one change make one repaint."""
PROBLEM_SHOWN_MS = 20_000
HEAD_HEIGHT = 30


class DockHead(QFrame):
    """One row: the booth's number and name, what the dock adds, and figures at the right. While
    the facts are old the figures give way to why, and to "retry now"."""

    def __init__(self, retry: PendingButton) -> None:
        super().__init__()
        self.setFixedHeight(HEAD_HEIGHT)
        self._number = QLabel()
        self._number.setProperty("look", "strong")
        self._name = PartsLabel()
        # Its words come before figures, which the booth's tile has too.
        self._name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._name.setProperty("look", "second")
        self._extras = QHBoxLayout()
        self._extras.setSpacing(GAP)
        self._right = QHBoxLayout()
        self._right.setSpacing(GAP)
        self._figures = PartsLabel(whole=True)
        self._figures.setMinimumWidth(0)
        self._figures.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._figures.setProperty("look", "second")
        self._mark = QLabel()
        self._mark.setPixmap(pixmap("unlink", 14, WARNING))
        self._trouble = PartsLabel()
        self._trouble.setProperty("look", "problem")
        self._retry = retry
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._number)
        row.addWidget(self._name)
        row.addLayout(self._extras)
        row.addWidget(self._figures, 4)
        row.addWidget(self._mark)
        row.addWidget(self._trouble, 6)
        row.addWidget(self._retry)
        row.addLayout(self._right)
        self.show_trouble("", can_retry=False)

    def add(self, widget: QWidget) -> None:
        """Put a widget after the name."""
        self._extras.addWidget(widget)

    def add_right(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._right.addWidget(widget)

    def show_booth(self, number: str, name: str) -> None:
        """Whose facts these are."""
        self._number.setText(number)
        self._name.show_text(name)

    def show_figures(self, text: str) -> None:
        """The figures at the right, in one line."""
        self._figures.show_text(text)

    def show_trouble(self, text: str, can_retry: bool) -> None:
        """Why the facts are old; "" when they are not."""
        self._trouble.show_text(text)
        self._trouble.setVisible(bool(text))
        self._name.setVisible(not text)
        self._mark.setVisible(bool(text))
        self._figures.setVisible(not text)
        self._retry.setVisible(bool(text) and can_retry)

    @property
    def trouble(self) -> str:
        """What is said instead of figures."""
        return self._trouble.whole_text


class ProblemLine(Translated, QFrame):
    """The last failure of this dock, over the lower edge of it or of a part of it: nothing moves
    when it comes or goes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._part = parent
        self._said = ""
        self.setProperty("look", "failure")
        self.setStyleSheet(_FAILURE_STYLE)
        self._mark = QLabel()
        self._mark.setPixmap(pixmap("warning", 14, WARNING))
        self._mark.setContentsMargins(0, 5, 0, 0)  # beside the middle of the first line
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self.close_button = Button(look="flat", icon_name="close")
        self.close_button.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 4, 4)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(PROBLEM_SHOWN_MS)
        self._fade.timeout.connect(self.clear)
        self.hide()

    def retranslate(self) -> None:
        """The failure in the language of now."""
        self._said = again(self._said)
        self._text.setText(self._said)
        self.setAccessibleName(self._said)
        if self._said:
            self.place()

    @property
    def text(self) -> str:
        """What is said now; "" when nothing is."""
        return self._text.text() if self.isVisibleTo(self._over) else ""

    def say(self, text: str) -> None:
        """Show this failure until it is closed, the next one comes, or 20 s have passed."""
        self._said = text
        self.retranslate()
        self.show()
        self.place()
        self.raise_()
        self._fade.start()

    def lie_on(self, part: QWidget) -> None:
        """Cover the lower edge of this part of the parent from now on, where nothing is that the
        next press is for."""
        self._part = part

    def clear(self) -> None:
        """Nothing failed."""
        self._fade.stop()
        self.hide()

    def place(self) -> None:
        """Lie along the lower edge, as high as the words need."""
        room = self._over.rect().adjusted(GAP, GAP, -GAP, -GAP)
        if self._part is not self._over:
            lowest = self._part.mapTo(self._over, self._part.rect().bottomLeft()).y()
            room.setBottom(min(room.bottom(), lowest))
        height = min(max(self.heightForWidth(room.width()), 32), room.height())
        self.setGeometry(QRect(room.left(), room.bottom() + 1 - height, room.width(), height))


_FAILURE_STYLE = """
QFrame[look="failure"] { background: #2A2915; border: 1px solid #F0E442; border-radius: 5px; }
"""


class BoothDock(Translated, QWidget):
    """Base of the docks. A subclass builds `page`, and says in `show_facts` and `show_figures`
    what its booth's records mean; both run only while a booth is chosen and the dock is seen."""

    def __init__(self, bridge: StudioBridge, ops: Operations, *watched: type[Fact]) -> None:
        super().__init__()
        self.bridge = bridge
        self._window = ops.notices
        inline = Notices()
        inline.told.connect(self._told)
        self.ops = ops.telling(inline)
        self.booth: BoothKey | None = None
        self._watched: tuple[type[Fact], ...] = (Booth, Link, *watched)
        self._end_watch: Callable[[], None] = _nothing
        self._lost_at = bridge.now()
        self._facts = Throttle(self._show_facts, self, FACTS_MS)
        self._figures = Throttle(self._show_figures, self, READABLE_MS)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._figures.ask)

        self._retry = PendingButton(start=self.ops.start, wish=self._retry_link)
        self.head = DockHead(self._retry)
        self.page = QWidget()
        booth_page = QWidget()
        column = QVBoxLayout(booth_page)
        column.setContentsMargins(8, 2, 8, 8)
        column.setSpacing(GAP)
        column.addWidget(self.head)
        column.addWidget(self.page, 1)
        self._empty = QLabel()
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setMargin(16)
        set_look(self._empty, "second")
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(booth_page)
        self.problem = ProblemLine(self)

    # --- for the window --------------------------------------------------------------------------

    def set_booth(self, booth: BoothKey | None) -> None:
        """Show this booth from now on; None when none is chosen."""
        if booth == self.booth:
            return
        self._end_watch()
        self.booth = booth
        self.problem.clear()
        self._retry.give_up()
        self._pages.setCurrentIndex(0 if booth is None else 1)
        self._empty.clearFocus()  # the layout passes it on; nobody would see it there
        self.booth_changed()
        if booth is None:
            self._end_watch = _nothing
            self._second.stop()
            return
        self._end_watch = self.bridge.watch(
            self._record_changed, *self._watched, booth=booth, owner=self
        )
        self.refresh()
        if self.isVisible():
            self._second.start()

    def retranslate(self) -> None:
        """Every text anew."""
        self._empty.setText(self.without_booth())
        self._retry.setText(self.tr("Retry now"))
        self.problem.close_button.describe(self.tr("Close"))
        self.refresh()

    # --- for subclasses --------------------------------------------------------------------------

    def without_booth(self) -> str:
        """What stands here while no booth is chosen; the switcher alone says what to do."""
        return self.tr("No booth chosen")

    def booth_changed(self) -> None:
        """Another booth, or none, is shown from now on: forget what belonged to the last one."""

    def show_facts(self, booth: BoothKey, hindrance: str) -> None:
        """Show everything of the booth's records but figures. `hindrance` says why no wish can be
        sent ("" when it can): controls are disabled with it as their tooltip."""

    def show_figures(self, booth: BoothKey) -> None:
        """Show figures and running times; at most twice a second."""

    def booth_name(self, booth: BoothKey) -> str:
        """What the head says after the number."""
        config = self.bridge.get(booth, Booth)
        return config.name if config is not None else ""

    def is_figure(self, key: RecordKey) -> bool:
        """Whether a changed record can wait for the next half second."""
        return key[0] == "health"

    def refresh(self) -> None:
        """Show everything now."""
        if self.booth is not None and self.isVisible():
            self._facts.now()
            self._figures.now()

    @property
    def hindrance(self) -> str:
        """Why nothing can be wished for now; "" when it can."""
        return hindrance(self.bridge, self.booth) if self.booth is not None else ""

    def heard_last(self, booth: BoothKey) -> datetime:
        """When what is known of a booth was last confirmed, of one that is gone."""
        link = self.bridge.get(booth, Link)
        heard = link.last_heard if link is not None else None
        return self._lost_at if heard is None or not self.bridge.connected(booth) else heard

    def late(self, text: str) -> None:
        """A wish's deadline passed without the fact: say it inline."""
        self.problem.say(text)

    # --- events ----------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """What changed unseen is shown now."""
        super().showEvent(event)
        if self.booth is not None:
            self.refresh()
            self._second.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is redrawn unseen."""
        super().hideEvent(event)
        self._second.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The failure stays at the lower edge."""
        super().resizeEvent(event)
        self.problem.place()

    # --- inside ----------------------------------------------------------------------------------

    def _record_changed(self, _booth: BoothKey, key: RecordKey) -> None:
        if key == ("connection",):
            self._lost_at = self.bridge.now(self.booth)
        if not self.isVisible():
            return
        if self.is_figure(key):
            self._figures.ask()
        else:
            self._facts.ask()

    def _show_facts(self) -> None:
        if self.booth is None:
            return
        booth = self.booth
        number = self.tr("Booth {number}").format(number=self.bridge.title(booth))
        self.head.show_booth(number, self.booth_name(booth))
        self._show_link(booth)
        self._retry.look_again()
        why = self.hindrance
        if why and any(each.hasFocus() for each in self.page.findChildren(QWidget)):
            # Disabled under the hand, a control would pass the keyboard to the next one.
            self.setFocus()
        self.show_facts(booth, why)

    def _show_figures(self) -> None:
        if self.booth is not None and self.isVisible():
            self._show_link(self.booth)
            self.show_figures(self.booth)

    def _show_link(self, booth: BoothKey) -> None:
        connection = self.bridge.connection(booth[0])
        away = None
        if not self.bridge.connected(booth):
            away = connection.name if connection is not None else str(booth[0])
        link = self.bridge.get(booth, Link)
        line = link_line(link, away, self._lost_at, self.bridge.now(booth))
        self.head.show_trouble(line.text if line else "", line.can_retry if line else False)

    async def _retry_link(self) -> bool:
        return self.booth is not None and await self.ops.house.retry_link(self.booth)

    def _told(self, notice: Notice) -> None:
        if notice.tone is Tone.FAILED:
            self.problem.say(said(lambda: notice.again().line))
        else:
            self._window.say(notice.title, notice.text, notice.tone)


def _nothing() -> None:
    """There is no watch to end."""
