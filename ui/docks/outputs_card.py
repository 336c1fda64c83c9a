"""The form of a row in the outputs dock: name, state, buttons, and a line of words under them."""

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QWidget

from ui.components import Badge, ElidedLabel, pixmap
from ui.theme import CONTROL, TEXT_SECOND, WARNING, set_look

TITLE_WIDTH = 116
TIME_WIDTH = 62
NARROW = 540
"""Under this width the buttons lie beside the words, below the state."""
TIGHT = 380
"""Under this width the icon gives way."""
ROOMY = 680
"""From this width on small buttons have words beside their icons."""


class Card(QFrame):
    """Two lines; nothing in it moves when facts change."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self._icon = icon = QLabel()
        icon.setPixmap(pixmap(icon_name, 16, TEXT_SECOND))
        self.title = QLabel()
        self.title.setFixedWidth(TITLE_WIDTH)
        set_look(self.title, "strong")
        self.badge = Badge(CONTROL, TEXT_SECOND)
        self.time = QLabel()
        self.time.setFixedWidth(TIME_WIDTH)
        self.note = ElidedLabel()
        self._mark = QLabel()
        self._mark.setPixmap(pixmap("warning", 12, WARNING))
        self.state = QWidget()
        state = QHBoxLayout(self.state)
        state.setContentsMargins(0, 0, 0, 0)
        state.setSpacing(8)
        state.addWidget(self.badge)
        state.addWidget(self.time)
        state.addStretch(1)
        self._buttons_box = QWidget()
        self.buttons_row = QHBoxLayout(self._buttons_box)
        self.buttons_row.setContentsMargins(0, 0, 0, 0)
        self.buttons_row.setSpacing(6)
        self.buttons_row.addStretch(1)
        self._words = QWidget()
        note = QHBoxLayout(self._words)
        note.setContentsMargins(0, 0, 0, 0)
        note.setSpacing(4)
        note.addWidget(self._mark)
        note.addWidget(self.note, 1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(10, 4, 8, 4)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self._grid.addWidget(icon, 0, 0)
        self._grid.addWidget(self.title, 0, 1)
        self._grid.addWidget(self.state, 0, 2)
        self._grid.addWidget(self._buttons_box, 0, 3)
        self._second = QHBoxLayout()
        self._second.setSpacing(8)
        self._second.addWidget(self._words, 1)
        self._grid.addLayout(self._second, 1, 1, 1, 3)
        self._grid.setColumnStretch(2, 1)
        self._grid.setRowMinimumHeight(0, 30)
        self._grid.setRowMinimumHeight(1, 17)
        self._narrow = False
        self._room = 0
        self.show_note("", loud=False)

    @property
    def narrow(self) -> bool:
        """Whether the buttons have a line of their own."""
        return self._narrow

    @property
    def room(self) -> int:
        """How wide it may be, in pixels."""
        return self._room

    @property
    def roomy(self) -> bool:
        """Whether small buttons have room for words."""
        return self._room >= ROOMY

    def fit(self, room: int) -> None:
        """Lay out for this width: said from outside, as the buttons' own width would otherwise
        keep a narrow row wide."""
        self._room = room
        narrow = room < NARROW
        self._icon.setVisible(room >= TIGHT)
        if narrow != self._narrow:
            self._narrow = narrow
            self.title.setMinimumWidth(0 if narrow else TITLE_WIDTH)
            if narrow:
                self._grid.removeWidget(self._buttons_box)
                self._second.addWidget(self._buttons_box)
            else:
                self._second.removeWidget(self._buttons_box)
                self._grid.addWidget(self._buttons_box, 0, 3)

    def show_words(self, shown: bool) -> None:
        """Whether the line of words is seen: a question on a button may need its room."""
        self._words.setVisible(shown)

    def show_note(self, text: str, *, loud: bool) -> None:
        """The line of words; loud ones have a mark and the warning's colour."""
        self.note.show_text(text)
        self._mark.setVisible(loud)
        set_look(self.note, "problem" if loud else "note")
