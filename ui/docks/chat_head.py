"""Over the chat: whose it is, its channels, how much is written; kinds, search, more."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from ui.bridge.studio import StudioBridge
from ui.components import Button, ElidedLabel, Translated
from ui.docks.chat_channels import ChannelBar
from ui.docks.chat_filter import Show
from ui.docks.chat_model import Source
from ui.docks.chat_words import show_text
from ui.figures import thousands
from ui.theme import set_look

WORDY = 440
"""From this width on the questions are called so."""


class SearchField(QLineEdit):
    """Escape empties it, and in an empty one gives the keyboard back."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is told by `returnPressed`."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
        else:
            self.left.emit()


class ChatHead(Translated, QWidget):
    """Two lines. What is wished for is told by signals."""

    filter_changed = Signal()
    all_toggled = Signal(bool)
    export_wanted = Signal()
    """Of what is shown."""
    export_all_wanted = Signal(int)
    """Of so many hours; 0: everything that is kept."""
    words_wanted = Signal()

    def __init__(self, bridge: StudioBridge, title_of: Callable[[Source], str]) -> None:
        super().__init__()
        self._questions = 0
        self._rate: int | None = None
        self._export_hindrance = ""
        self.title = QLabel()
        set_look(self.title, "strong")
        self.channels = ChannelBar(bridge, title_of)
        self.trouble = ElidedLabel()
        set_look(self.trouble, "problem")
        self.trouble.hide()
        self.rate = QLabel()
        set_look(self.rate, "second")
        self.kind = QComboBox()
        for each in Show:
            self.kind.addItem("", each)
        self.kind.activated.connect(lambda _: self.choose_kind(self.show_kind))
        self.kind.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.kind.setMinimumContentsLength(8)
        self.search = SearchField()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self.filter_changed.emit())
        self.questions = Button(look="flat", icon_name="question")
        self.questions.setCheckable(True)
        self.questions.clicked.connect(self._questions_pressed)
        self.all = Button(look="flat", icon_name="grid")
        self.all.setCheckable(True)
        self.all.toggled.connect(self.all_toggled)
        self.more = Button(look="flat", icon_name="more")
        self.more.clicked.connect(lambda _=False: self._open_more())
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self.title)
        first.addWidget(self.channels, 1)
        first.addWidget(self.trouble, 1)
        first.addWidget(self.rate)
        second = QHBoxLayout()
        second.setSpacing(4)
        second.addWidget(self.kind)
        second.addWidget(self.search, 1)
        for button in (self.questions, self.all, self.more):
            second.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(first)
        column.addLayout(second)

    @property
    def show_kind(self) -> Show:
        """The kinds that are chosen."""
        return Show(self.kind.currentData())

    def choose_kind(self, show: Show) -> None:
        """Choose these kinds."""
        self.kind.setCurrentIndex(self.kind.findData(show))
        self.questions.setChecked(show is Show.QUESTIONS)
        self.filter_changed.emit()

    def show_figures(self, rate: int | None, questions: int) -> None:
        """Messages a minute (None: no channel) and questions that wait."""
        self._rate, self._questions = rate, questions
        text = self.tr("{count}/min").format(count=thousands(rate)) if rate is not None else ""
        self.rate.setText(text)
        self.rate.setToolTip(self.tr("Messages of the last minute"))
        count = thousands(questions)
        word = f"{show_text(Show.QUESTIONS)} " if self.width() >= WORDY else ""
        self.questions.setText(f"{word}{count}")
        tip = self.tr("%n question(s) wait", "", questions)
        self.questions.describe(tip)
        self.questions.setAccessibleName(tip)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With room the questions have their word."""
        super().resizeEvent(event)
        self.show_figures(self._rate, self._questions)

    def show_export(self, hindrance: str) -> None:
        """Why nothing can be fetched from the server for a file; "" when it can."""
        self._export_hindrance = hindrance

    def show_trouble(self, text: str) -> None:
        """Why nothing new comes; "" when it does."""
        self.trouble.show_text(text)
        self.trouble.setVisible(bool(text))
        self.channels.setVisible(not text)

    def retranslate(self) -> None:
        """Every text anew."""
        for at, each in enumerate(Show):
            self.kind.setItemText(at, show_text(each))
        self.kind.setAccessibleName(self.tr("What is shown"))
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setToolTip(
            self.tr("Finds at once what is loaded; Enter searches everything that is kept")
        )
        self.all.describe(self.tr("The chat of all booths together"))
        self.more.describe(self.tr("Marked words, export"))
        self.show_figures(self._rate, self._questions)

    def menu(self) -> QMenu:
        """What is not wanted every minute."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.addAction(self.tr("Mark words…")).triggered.connect(
            lambda _=False: self.words_wanted.emit()
        )
        menu.addSeparator()
        menu.addAction(self.tr("Export what is shown")).triggered.connect(
            lambda _=False: self.export_wanted.emit()
        )
        for hours, text in (
            (24, self.tr("Export the last 24 hours")),
            (0, self.tr("Export everything that is kept")),
        ):
            action = menu.addAction(text)
            action.triggered.connect(
                lambda _=False, hours=hours: self.export_all_wanted.emit(hours)
            )
            action.setEnabled(not self._export_hindrance)
            tip = self.tr("From the server, with the kinds, channel and words chosen here")
            action.setToolTip(self._export_hindrance or tip)
        return menu

    def _questions_pressed(self) -> None:
        self.choose_kind(Show.QUESTIONS if self.questions.isChecked() else Show.ALL)

    def _open_more(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
