"""Lines between the chat's head and its rows: what was found, what is pinned, words to mark."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from studio_app.domain.chat import PinnedChat
from ui.components import Button, ElidedLabel, PendingButton, Translated, pixmap
from ui.components.buttons import Starts
from ui.components.fields import LeaveField
from ui.figures import thousands
from ui.theme import PREVIEW, set_look


class PinnedBar(Translated, QFrame):
    """The message that the host's stage shows."""

    def __init__(self, start: Starts) -> None:
        super().__init__()
        self._pinned: PinnedChat | None = None
        mark = QLabel()
        mark.setPixmap(pixmap("pin", 14, PREVIEW))
        self.text = ElidedLabel()
        self.unpin = PendingButton(start=start, look="flat")
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(mark)
        row.addWidget(self.text, 1)
        row.addWidget(self.unpin)
        self.retranslate()

    def show_pinned(self, pinned: PinnedChat | None, hindrance: str) -> None:
        """Show it; None: nothing is pinned."""
        self._pinned = pinned
        self.unpin.look_again()
        self.setVisible(pinned is not None)
        self.unpin.setEnabled(not hindrance)
        self.unpin.setToolTip(hindrance)
        if pinned is not None:
            self.text.show_text(f"{pinned.author}: {' '.join(pinned.text.split())}")

    def retranslate(self) -> None:
        """Every text anew."""
        self.unpin.setText(self.tr("Unpin"))


class FoundBar(Translated, QFrame):
    """What a search over everything has found, and the way back."""

    def __init__(self) -> None:
        super().__init__()
        self._count: int | None = None
        self._more = False
        self.text = ElidedLabel()
        set_look(self.text, "second")
        self.back = Button(look="flat", icon_name="close")
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 0, 0)
        row.addWidget(self.text, 1)
        row.addWidget(self.back)
        self.hide()
        self.retranslate()

    def show_count(self, count: int | None, more: bool) -> None:
        """How many were found (None: still being asked); `more`: older ones may follow."""
        self._count, self._more = count, more
        if count is None:
            self.text.show_text(self.tr("Searching everything that is kept …"))
            return
        text = self.tr("%n found", "", count).replace(str(count), thousands(count))
        if more:
            text = self.tr("{count}, older ones as you scroll up").format(count=text)
        self.text.show_text(text)

    def retranslate(self) -> None:
        """Every text anew."""
        self.back.setText(self.tr("Back to now"))
        self.show_count(self._count, self._more)


class WordsBar(Translated, QFrame):
    """The words that are marked wherever they are written."""

    words_changed = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field = LeaveField()
        self.field.editingFinished.connect(lambda: self.words_changed.emit(self.field.text()))
        self.field.returnPressed.connect(self.left)
        self.field.left.connect(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field, 1)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Every text anew."""
        self.field.setPlaceholderText(self.tr("Words to mark, with commas: A12, size L, ship"))
        self.field.setAccessibleName(self.tr("Words to mark"))
