"""One input in the mixer: name, meter, fader, level, mute, and a button for the rest."""

from collections.abc import Callable, Hashable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from studio_app.domain.booth import Input, Monitor
from ui.bridge.client import BoothKey
from ui.components import Button, ElidedLabel, PendingButton, Translated, pixmap
from ui.docks.fader import Fader
from ui.docks.fader_law import FLOOR_DB, db_of_text
from ui.docks.mixer_meter import MeterView
from ui.docks.mixer_model import CELL_HEIGHT, MixerRow
from ui.docks.trickle import Trickle
from ui.docks.wish import WISH_MS
from ui.figures import MINUS, decimal
from ui.operations import Operations
from ui.theme import ON_AIR, TEXT_SECOND, set_look

ROOMY = 200
"""From this width on a lying strip has room for the word on its mute button."""
SEND_EVERY_MS = 70
"""At most 15 volumes a second while a fader is drawn."""


class LevelField(QLineEdit):
    """The level in words; click and type another one. Enter sends, Escape takes back."""

    typed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._shown = ""
        self.setFixedSize(68, 26)
        self.setProperty("look", "level")
        self.setStyleSheet(_LEVEL_STYLE)
        self.returnPressed.connect(self._entered)

    def show_level(self, volume_db: float) -> None:
        """Show a level unless somebody is typing."""
        self._shown = level_text(volume_db)
        if not self.hasFocus():
            self.setText(self._shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._shown)
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Typing replaces what stands there."""
        super().focusInEvent(event)
        QTimer.singleShot(0, self, self._select)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was not sent is taken back."""
        super().focusOutEvent(event)
        self.setText(self._shown)
        self.deselect()
        set_look(self, "level")

    def _select(self) -> None:
        if self.hasFocus():
            self.selectAll()

    def _entered(self) -> None:
        level = db_of_text(self.text())
        if level is None:
            set_look(self, "wrong")
            self.selectAll()
            return
        self.clearFocus()
        self.typed.emit(level)


_LEVEL_STYLE = """
QLineEdit[look="level"] { background: transparent; border: 1px solid transparent; padding: 0 1px; }
QLineEdit[look="level"]:hover { border-color: #66737F; }
QLineEdit[look="level"]:focus { border: 2px solid #FFFFFF; padding: 0; }
QLineEdit[look="level"]:disabled { color: #66737F; }
"""


def level_text(volume_db: float) -> str:
    """A level as it stands beside the fader: "−3,0 dB", "−∞ dB"."""
    if volume_db <= FLOOR_DB:
        return f"{MINUS}∞ dB"
    plus = "+" if volume_db > 0.04 else ""
    return f"{plus}{decimal(volume_db)} dB"


class Strip(Translated, QFrame):
    """Lies (meter left, fader across) or stands (fader upright). Belongs to one input of one
    booth; `late` is told, in words, when OBS did not do what was wished."""

    details_asked = Signal(str)

    def __init__(
        self, booth: BoothKey, name: str, ops: Operations, late: Callable[[str], object]
    ) -> None:
        super().__init__()
        self._booth = booth
        self.name = name
        self._ops = ops
        self._late = late
        self._input: Input | None = None
        self._upright = False
        self.setProperty("look", "strip")

        self.meter = MeterView()
        self.fader = Fader()
        self.level = LevelField()
        self._air = QLabel()
        self._air.setPixmap(pixmap("dot", 10, ON_AIR))
        self._title = ElidedLabel(name)
        set_look(self._title, "strong")
        self._notes = QLabel()
        set_look(self._notes, "note")
        self._ear = QLabel()
        self._ear.setPixmap(pixmap("headphones", 12, TEXT_SECOND))
        self.mute = PendingButton(
            start=ops.start, wish=self._toggle_mute, fact=self._mute_is_fact, late=self._mute_late
        )
        self.more = Button(look="flat", icon_name="more")
        self.more.clicked.connect(lambda: self.details_asked.emit(self.name))
        self._mute_wished = False

        self._trickle: Trickle[float] = Trickle(self._send, SEND_EVERY_MS, self)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(WISH_MS)
        self._patience.timeout.connect(self._volume_late)
        self.fader.wished.connect(self._wished)
        self.fader.let_go.connect(self._trickle.flush)
        self.fader.typing_asked.connect(self.level.setFocus)
        self.level.typed.connect(self._typed)
        self._head_box, self._foot_box = QWidget(), QWidget()
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._head_box)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._foot_box)
        self._grid = QGridLayout(self)
        self._build()
        self._lay_out()
        self.retranslate()

    # --- facts -----------------------------------------------------------------------------------

    def show_row(self, row: MixerRow, hindrance: str) -> None:
        """What is true of the input now."""
        self._input = row.input
        muted = row.input.muted
        self._air.setVisible(row.on_air)
        self._ear.setVisible(row.input.monitor is not Monitor.OFF)
        self._notes.setText(self._notes_text(row.input))
        self.fader.show_fact(row.input.volume_db)
        if not self.fader.pending:
            self._patience.stop()
        self._show_level()
        calm = muted or row.input.monitor is Monitor.ONLY
        self.fader.set_calm(calm)
        self.meter.set_calm(calm)
        self.mute.look_again()
        self._show_mute()
        for control in (self.fader, self.level, self.mute, self.more):
            control.setEnabled(not hindrance)
        self._describe(hindrance)

    def give_up(self) -> None:
        """Forget what was wished for."""
        self._trickle.drop()
        self._patience.stop()
        self.fader.give_up()
        self.mute.give_up()

    def retranslate(self) -> None:
        """Every text anew."""
        self._air.setToolTip(self.tr("On air"))
        self._air.setAccessibleName(self.tr("On air"))
        self._ear.setToolTip(self.tr("Heard on the monitoring device"))
        self.fader.setAccessibleName(self.tr("Fader of “{input}”").format(input=self.name))
        self.level.setAccessibleName(self.tr("Level of “{input}”").format(input=self.name))
        self.more.describe(
            self.tr("Monitoring, balance, sync offset, tracks of “{input}”").format(input=self.name)
        )
        self._show_mute()
        self._show_level()
        self._describe("")

    def _describe(self, hindrance: str) -> None:
        self.fader.setToolTip(
            hindrance
            or self.tr("Arrow keys and wheel 0.5 dB, Page keys 3 dB; double click or Home: 0 dB")
        )
        self.level.setToolTip(hindrance or self.tr("Type a level in dB, to +26"))
        muted = self._input is not None and self._input.muted
        act = self.tr("Open “{input}”") if muted else self.tr("Mute “{input}”")
        self.mute.describe(hindrance or act.format(input=self.name))

    def _show_mute(self) -> None:
        muted = self._input is not None and self._input.muted
        wide = self._upright or self.width() >= ROOMY
        # Narrow, the word takes the level's place: a muted level is heard by nobody.
        self.level.setVisible(wide or not muted)
        self.mute.setMinimumWidth(28)
        self.mute.setMaximumWidth(28 if not (wide or muted) else 16_777_215)
        self.mute.setText(self.tr("Muted") if muted else self.tr("Mute") if wide else "")
        self.mute.show_icon("muted" if muted else "speaker", "#0B0E11" if muted else TEXT_SECOND)
        self.mute.set_look("main" if muted else "flat")

    def _show_level(self) -> None:
        self.level.show_level(self.fader.shown_db)

    def _notes_text(self, record: Input) -> str:
        notes = []
        if record.sync_offset_ms:
            notes.append(f"{record.sync_offset_ms:+} ms".replace("-", MINUS))
        if abs(record.balance - 0.5) > 0.005:
            side = self.tr("L") if record.balance < 0.5 else self.tr("R")
            notes.append(f"{side} {round(abs(record.balance - 0.5) * 200)}")
        return " · ".join(notes)

    # --- wishes ----------------------------------------------------------------------------------

    def _wished(self, volume_db: float) -> None:
        self._show_level()
        self._patience.start()
        self._trickle.push(volume_db)

    def _typed(self, volume_db: float) -> None:
        self.fader.ask_for(volume_db)
        self._trickle.flush()
        self.fader.setFocus()

    def _send(self, volume_db: float) -> None:
        what: Hashable = ("volume", self._booth, self.name)
        self._ops.desk.start_latest(what, lambda: self._volume(volume_db))

    async def _volume(self, volume_db: float) -> None:
        done = await self._ops.sound.volume(self._booth, self.name, round(volume_db, 2))
        if not done and not self.fader.held:
            self._trickle.drop()
            self._patience.stop()
            self.fader.give_up()
            self._show_level()

    def _volume_late(self) -> None:
        if self.fader.held:
            self._patience.start()
        elif self.fader.pending:
            self.fader.give_up()
            self._show_level()
            text = self.tr("OBS did not confirm the volume of “{input}”; it shows OBS's own again.")
            self._late(text.format(input=self.name))

    async def _toggle_mute(self) -> bool:
        self._mute_wished = not (self._input is not None and self._input.muted)
        return await self._ops.sound.mute(self._booth, self.name, self._mute_wished)

    def _mute_is_fact(self) -> bool:
        return self._input is not None and self._input.muted is self._mute_wished

    def _mute_late(self) -> None:
        text = (
            self.tr("OBS did not confirm that “{input}” is muted. Look there.")
            if self._mute_wished
            else self.tr("OBS did not confirm that “{input}” is open. Look there.")
        )
        self._late(text.format(input=self.name))

    # --- lying or standing -----------------------------------------------------------------------

    def stand(self, upright: bool, width: int) -> None:
        """Stand upright or lie, this many pixels wide."""
        self.setFixedWidth(width)
        if upright is not self._upright:
            self._upright = upright
            self._lay_out()
        self._show_mute()

    def _build(self) -> None:
        name = QHBoxLayout()
        name.setSpacing(4)
        name.addWidget(self._air)
        name.addWidget(self._title, 1)
        marks = QHBoxLayout()
        marks.setSpacing(4)
        marks.addWidget(self._ear)
        marks.addWidget(self._notes)
        self._head.setContentsMargins(0, 0, 0, 0)
        self._head.setSpacing(2)
        self._head.addLayout(name, 1)
        self._head.addLayout(marks)
        self._foot.setContentsMargins(0, 0, 0, 0)
        self._foot.setSpacing(2)
        self._foot.addWidget(self.level)
        self._foot.addStretch(1)
        self._foot.addWidget(self.mute)
        self._foot.addWidget(self.more)
        self.mute.setFixedHeight(26)
        self.more.setFixedSize(26, 26)
        self._grid.setContentsMargins(6, 5, 6, 5)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(1)

    def _lay_out(self) -> None:
        upright = self._upright
        across = QSizePolicy.Policy.Expanding
        for part in (self.meter, self._head_box, self.fader, self._foot_box):
            self._grid.removeWidget(part)
        direction = (
            QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        )
        self._head.setDirection(direction)
        self._foot.setDirection(direction)
        centre = Qt.AlignmentFlag.AlignHCenter if upright else Qt.AlignmentFlag(0)
        for button in (self.level, self.more):
            self._foot.setAlignment(button, centre)
        self.fader.setOrientation(Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal)
        self.level.setAlignment(
            Qt.AlignmentFlag.AlignCenter if upright else Qt.AlignmentFlag.AlignLeft
        )
        self.fader.setSizePolicy(across, across if upright else QSizePolicy.Policy.Fixed)
        if upright:
            self.setMinimumHeight(0)
            self.setMaximumHeight(16_777_215)
            self._grid.addWidget(self._head_box, 0, 0, 1, 2)
            self._grid.addWidget(self.meter, 1, 0)
            self._grid.addWidget(self.fader, 1, 1)
            self._grid.addWidget(self._foot_box, 2, 0, 1, 2)
        else:
            self.setFixedHeight(CELL_HEIGHT)
            self._grid.addWidget(self.meter, 0, 0, 3, 1)
            self._grid.addWidget(self._head_box, 0, 1)
            self._grid.addWidget(self.fader, 1, 1)
            self._grid.addWidget(self._foot_box, 2, 1)
        self._grid.setRowStretch(1, 1)
        self._grid.setColumnStretch(1, 1)
