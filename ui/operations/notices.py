"""What the window tells its person: short-lived notices, never a dialog."""

from dataclasses import dataclass
from enum import Enum

from studio_app.domain.problems import Problem
from studio_app.support.signal import Signal
from ui.operations.said import again, said
from ui.words import problem_text


class Tone(Enum):
    """How a notice looks; a failure stays longer."""

    DONE = "done"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True)
class Notice:
    """One notice: what it is about (a booth, a deed) and what is to be said, both translated; of
    `Said` words `again` gives those of another language."""

    title: str
    text: str
    tone: Tone

    @property
    def line(self) -> str:
        """All of it in one line."""
        return f"{self.title}: {self.text}" if self.text else self.title

    def again(self) -> "Notice":
        """The same in the language of now."""
        return Notice(again(self.title), again(self.text), self.tone)


class Notices:
    """Where notices are put; the window shows them."""

    def __init__(self) -> None:
        self.told: Signal[Notice] = Signal()

    def say(self, title: str, text: str = "", tone: Tone = Tone.DONE) -> None:
        """Tell something in words already translated; `said` ones follow the language."""
        self.told.emit(Notice(title, text, tone))

    def failed(self, title: str, problem: Problem) -> None:
        """Tell that something was not done, and what to do."""
        self.told.emit(Notice(title, said(lambda: problem_text(problem)), Tone.FAILED))
