"""The booth's way to standby and back: PANIC in the dock's head, and a line while it is on."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from studio_app.domain.recovery import Panic
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge
from ui.components import ElidedLabel, HoldButton, Translated, pixmap
from ui.docks.link_words import speaking_hindrance
from ui.figures import clock
from ui.operations import Operations
from ui.theme import WARNING, WARNING_TINT, set_look
from ui.words import problem_text

PANIC_DEADLINE_MS = 12_000
"""A standby scene may have to be made first."""


class PanicButton(HoldButton):
    """Held for 0.4 s it sends the booth to standby; also while its OBS is lost, as only the
    server can say loudly that it was not reached."""

    def __init__(self, bridge: StudioBridge, ops: Operations) -> None:
        super().__init__(
            start=ops.start,
            wish=self._wish,
            fact=self._on_standby,
            deadline_ms=PANIC_DEADLINE_MS,
            look="danger",
            icon_name="warning",
        )
        self._bridge = bridge
        self._ops = ops
        self._booth: BoothKey | None = None
        self._keys = ""
        self.show_icon("warning", WARNING)

    def show_booth(self, booth: BoothKey | None, keys: str) -> None:
        """Whose button it is now, and the key that does it as well."""
        if booth != self._booth:
            self._booth = booth
            self.give_up()
        self._keys = keys
        why = speaking_hindrance(self._bridge, booth) if booth is not None else ""
        self.setEnabled(booth is not None and not why)
        self.setText(QCoreApplication.translate("Panic", "PANIC"))
        act = QCoreApplication.translate(
            "Panic", "Hold 0.4 s: to standby at once, muted. It can be taken back"
        )
        self.describe(why or act, keys)
        self.look_again()

    async def _wish(self) -> bool:
        return self._booth is not None and await self._ops.recovery.panic(self._booth)

    def _on_standby(self) -> bool:
        panic = self._bridge.get(self._booth, Panic) if self._booth is not None else None
        return panic is not None and (panic.on_air or panic.problem is not None)


class PanicLine(Translated, QFrame):
    """Since when and by whom the booth is on standby, what is wrong with that, and the way back.
    Hidden while there is no panic."""

    def __init__(self, bridge: StudioBridge, ops: Operations) -> None:
        super().__init__()
        self._bridge = bridge
        self._ops = ops
        self._booth: BoothKey | None = None
        self.setObjectName("panic-line")
        self.setStyleSheet(
            f"#panic-line {{ background: {WARNING_TINT}; border: 1px solid {WARNING};"
            " border-radius: 5px; }"
        )
        mark = QLabel()
        mark.setPixmap(pixmap("warning", 16, WARNING))
        self.words = ElidedLabel()
        set_look(self.words, "strong")
        self.back = HoldButton(
            start=ops.start,
            wish=self._wish,
            fact=lambda: self._panic() is None,
            deadline_ms=PANIC_DEADLINE_MS,
            icon_name="undo",
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 4, 3)
        row.setSpacing(8)
        row.addWidget(mark)
        row.addWidget(self.words, 1)
        row.addWidget(self.back)
        self.hide()
        self.retranslate()

    def show_booth(self, booth: BoothKey | None) -> None:
        """Say how it is with this booth."""
        if booth != self._booth:
            self._booth = booth
            self.back.give_up()
        panic = self._panic()
        self.setVisible(panic is not None)
        if panic is not None and booth is not None:
            self.words.show_text(panic_words(panic))
            why = speaking_hindrance(self._bridge, booth)
            self.back.setEnabled(not why)
            act = self.tr("Hold 0.4 s: program, sound and preview as they were before")
            self.back.describe(why or act)
        self.back.look_again()

    def retranslate(self) -> None:
        """Every text anew."""
        self.back.setText(self.tr("Back as it was (hold)"))
        self.show_booth(self._booth)

    def _panic(self) -> Panic | None:
        return self._bridge.get(self._booth, Panic) if self._booth is not None else None

    async def _wish(self) -> bool:
        return self._booth is not None and await self._ops.recovery.end_panic(self._booth)


def panic_words(panic: Panic) -> str:
    """How it is, in one line: a standby that is not on air is never called one."""
    if panic.problem is not None:
        return problem_text(panic.problem)
    if panic.on_air:
        text = QCoreApplication.translate("Panic", "STANDBY since {time}, by {who}")
    else:
        text = QCoreApplication.translate(
            "Panic", "Left standby of {time} ({who}); what was muted is still muted"
        )
    return text.format(time=clock(panic.since)[:5], who=panic.by)
