"""Why there is nothing to read in the chat, and what to do about it."""

from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio_app.domain.problems import Problem
from ui.components import Button
from ui.theme import set_look
from ui.words import problem_text

translate = QCoreApplication.translate


class Way(Enum):
    """What the button does."""

    NONE = "none"
    ALL_BOOTHS = "all_booths"
    ADD_CHANNEL = "add_channel"
    SHOW_ALL = "show_all"


class Nothing(NamedTuple):
    """Words, the button's words ("" for none), what it does."""

    text: str
    button: str = ""
    way: Way = Way.NONE


def why_nothing(
    *,
    chosen: bool,
    problem: Problem | None,
    searched: bool,
    waiting: bool,
    loaded: bool,
    channels: bool,
) -> Nothing:
    """What to say where no row is. `chosen`: there is a booth, or all; `searched`: a search over
    everything is shown; `waiting`: its answer, or the first rows, have not come; `loaded`: there
    are rows which the filter leaves out; `channels`: something is read here."""
    if not chosen:
        text = translate(
            "ChatDock", "Choose a booth to read its chat, or read all of them together."
        )
        return Nothing(text, translate("ChatDock", "All booths"), Way.ALL_BOOTHS)
    if problem is not None:
        return Nothing(problem_text(problem))
    if searched:
        if waiting:
            return Nothing(translate("ChatDock", "Searching …"))
        text = translate("ChatDock", "Nothing that is kept fits.")
        return Nothing(text, translate("ChatDock", "Back to now"), Way.SHOW_ALL)
    if loaded:
        text = translate(
            "ChatDock", "Nothing that is loaded fits. Enter in the search field looks further."
        )
        return Nothing(text, translate("ChatDock", "Show everything"), Way.SHOW_ALL)
    if waiting:
        return Nothing(translate("ChatDock", "Reading …"))
    if not channels:
        text = translate(
            "ChatDock",
            "No channel is read here yet. Add TikTok, Facebook, YouTube or another one, and"
            " what viewers write comes to this place.",
        )
        return Nothing(text, translate("ChatDock", "Add a channel"), Way.ADD_CHANNEL)
    return Nothing(translate("ChatDock", "Nobody has written yet."))


class EmptyChat(QWidget):
    """Why there is nothing to read, and a button that does something about it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = QLabel()
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        set_look(self.text, "second")
        self.button = Button()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.addStretch(1)
        column.addWidget(self.text)
        column.addSpacing(8)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def say(self, text: str, button: str) -> None:
        """Say this; "" for no button."""
        self.text.setText(text)
        self.button.setText(button)
        self.button.setVisible(bool(button))
