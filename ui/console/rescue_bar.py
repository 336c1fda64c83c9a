"""In the line over everything: PANIC ALL, the way back for all, and what did not come back."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from studio_app.domain.recovery import Panic, Recovery, RecoveryStatus
from studio_app.domain.roles import Role
from ui.bridge.client import BoothKey, ConnectionStatus
from ui.bridge.studio import StudioBridge
from ui.bridge.throttle import Throttle
from ui.components import Button, HoldButton, Translated
from ui.operations import Operations
from ui.theme import TEXT, WARNING, set_look

ALL_DEADLINE_MS = 15_000


class RescueBar(Translated, QWidget):
    """Watches every booth; `panel_wanted` when what did not come back is to be shown."""

    panel_wanted = Signal()

    def __init__(self, bridge: StudioBridge, ops: Operations) -> None:
        super().__init__()
        self._bridge = bridge
        self._ops = ops
        self._keys: Callable[[], str] = lambda: ""
        self._narrow = False
        self.panic = HoldButton(
            start=ops.start,
            wish=ops.recovery.panic_all,
            deadline_ms=ALL_DEADLINE_MS,
            look="danger",
        )
        self.panic.show_icon("warning", WARNING)
        self.back = HoldButton(
            start=ops.start,
            wish=ops.recovery.end_all_panics,
            deadline_ms=ALL_DEADLINE_MS,
            icon_name="undo",
        )
        self.recovery = Button(icon_name="restart")
        self.recovery.clicked.connect(lambda _=False: self.panel_wanted.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for button in (self.recovery, self.back, self.panic):
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        self._soon = Throttle(self.refresh, self)
        bridge.watch(lambda _booth, _key: self._soon.ask(), Panic, Recovery, owner=self)
        ends = (
            bridge.booths_changed.connect(self._soon.ask),
            bridge.connections_changed.connect(self._soon.now),
        )
        self.destroyed.connect(lambda: [end() for end in ends])
        self.retranslate()

    def show_keys(self, keys: Callable[[], str]) -> None:
        """How the key of PANIC ALL is asked for."""
        self._keys = keys
        self.retranslate()

    def show_narrow(self, narrow: bool) -> None:
        """In a narrow window counts stand alone beside their shapes; PANIC ALL keeps its words."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.refresh()

    @property
    def panics(self) -> list[BoothKey]:
        """The booths that are in a panic."""
        return [booth for booth in self._bridge.booths if self._bridge.get(booth, Panic)]

    @property
    def recoveries(self) -> list[tuple[BoothKey, Recovery]]:
        """The booths that were at work before a crash."""
        found = ((booth, self._bridge.get(booth, Recovery)) for booth in self._bridge.booths)
        return [(booth, record) for booth, record in found if record is not None]

    def refresh(self) -> None:
        """Show how it is."""
        panics, recoveries = self.panics, [record for _, record in self.recoveries]
        booths = self._bridge.booths
        allowed = any(self._bridge.may(booth, Role.TECHNICIAN) for booth in booths)
        answers = any(
            each.status is ConnectionStatus.CONNECTED for each in self._bridge.connections
        )
        self.panic.setVisible(bool(booths))
        self.panic.setEnabled(answers and allowed)
        self.back.setVisible(bool(panics))
        words = self.tr("%n on standby: all back (hold)", "", len(panics))
        self.back.setText(str(len(panics)) if self._narrow else words)
        tip = self.tr("Hold 0.4 s: program, sound and preview as they were before")
        self.back.describe(f"{words}. {tip}")
        self.back.setEnabled(answers and allowed)
        missing = sum(record.status is RecoveryStatus.MISSING for record in recoveries)
        waiting = sum(record.status is RecoveryStatus.WAITING for record in recoveries)
        self.recovery.setVisible(bool(recoveries))
        if missing:
            text = self.tr("%n not back", "", missing)
        elif waiting:
            text = self.tr("%n awaited", "", waiting)
        else:
            text = self.tr("All back")
        self.recovery.setText(str(missing or waiting or "") if self._narrow else text)
        who = self.tr("Who was live before, what is back, what is missing")
        self.recovery.describe(f"{text}. {who}")
        set_look(self.recovery, "danger" if missing else "flat" if not waiting else "")
        self.recovery.show_icon("restart", WARNING if missing else TEXT)

    def retranslate(self) -> None:
        """Every text anew."""
        self.panic.setText(self.tr("PANIC ALL"))
        self.panic.describe(
            self.tr("Hold 0.4 s: every booth to standby at once, muted. It can be taken back"),
            self._keys(),
        )
        self.refresh()
