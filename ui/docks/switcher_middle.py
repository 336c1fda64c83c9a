"""What lies between preview and program: TAKE, Cut, the transition, its duration, the T-bar."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QComboBox, QSizePolicy, QSpinBox, QWidget

from studio_app.domain.booth import Switcher
from ui.components import PendingButton, Translated
from ui.components.buttons import Starts
from ui.components.fields import inset_text
from ui.docks.switcher_model import (
    DURATION_LEAST_MS,
    DURATION_MOST_MS,
    takes_time,
)
from ui.docks.switcher_tbar import TBar
from ui.docks.wish import Wish

TAKE_LEAST = 44
CUT_HEIGHT = 30
TAKE_DEADLINE_MS = 5000

Wishes = Callable[[], Coroutine[Any, Any, object]]


class Middle(Translated, QWidget):
    """The controls as widgets. `take` and `cut` make the wishes, `on_air` says whether what they
    wished for is on air, `late` that it did not come."""

    def __init__(
        self,
        start: Starts,
        *,
        take: Wishes,
        cut: Wishes,
        on_air: Callable[[], bool],
        late: Callable[[], object],
    ) -> None:
        super().__init__()
        self.take = PendingButton(
            start=start,
            wish=take,
            fact=on_air,
            late=late,
            look="take",
            deadline_ms=TAKE_DEADLINE_MS,
        )
        self.take.setMinimumHeight(TAKE_LEAST)
        self.take.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.take.setMaximumHeight(76)
        self.cut = PendingButton(start=start, wish=cut, fact=on_air, late=late)
        self.cut.setMinimumHeight(CUT_HEIGHT)
        self.transition = QComboBox()
        self.transition.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.transition.setMinimumContentsLength(5)
        self.transition.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.duration = QSpinBox()
        self.duration.setRange(DURATION_LEAST_MS, DURATION_MOST_MS)
        self.duration.setSingleStep(50)
        self.duration.setSuffix(" ms")
        self.duration.setKeyboardTracking(False)
        inset_text(self.duration)
        self.tbar = TBar()
        self.chosen: Wish[str] = Wish()
        self.lasts: Wish[int] = Wish()
        self._keys = ("", "")
        self._take_row = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._mix_row = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        for row in (self._take_row, self._mix_row):
            row.setSpacing(6)
        self._take_row.addWidget(self.take, 2)
        self._take_row.addWidget(self.cut, 1)
        self._mix_row.addWidget(self.transition, 2)
        self._mix_row.addWidget(self.duration, 1)
        self._mix_row.addWidget(self.tbar, 2)
        self._column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addLayout(self._take_row, 1)
        self._column.addLayout(self._mix_row)
        self._column.addStretch(0)
        self.retranslate()

    def lie(self, below: bool) -> None:
        """Two rows below the pictures, or one column between them."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        for row in (self._take_row, self._mix_row):
            row.setDirection(across if below else down)
        self.take.setMaximumHeight(TAKE_LEAST if below else 76)

    def show_keys(self, take: str, cut: str) -> None:
        """The shortcuts to name on the tooltips."""
        self._keys = (take, cut)
        self.retranslate()

    def retranslate(self) -> None:
        """Every text anew."""
        self.take.setText(self.tr("TAKE"))
        self.cut.setText(self.tr("Cut"))
        self.transition.setAccessibleName(self.tr("Transition"))
        self.duration.setAccessibleName(self.tr("Duration of the transition"))
        self.tbar.setAccessibleName(self.tr("T-bar"))

    def show_switcher(self, switcher: Switcher, hindrance: str) -> None:
        """What OBS has chosen, and what may be used now."""
        self.show_choice(switcher)
        self._enable(switcher, hindrance)

    def show_choice(self, switcher: Switcher) -> None:
        """The transition and its duration: OBS's, or what is wished for until OBS has it."""
        names = [transition.name for transition in switcher.transitions]
        if names != [self.transition.itemText(at) for at in range(self.transition.count())]:
            self.transition.clear()
            self.transition.addItems(names)
        shown = self.chosen.meet(switcher.transition)
        self.transition.setCurrentIndex(names.index(shown) if shown in names else -1)
        if switcher.transition_ms is not None:
            lasts = self.lasts.meet(switcher.transition_ms)
            if not self.duration.hasFocus() or not self.lasts.pending:
                self.duration.blockSignals(True)
                self.duration.setValue(lasts)
                self.duration.blockSignals(False)

    def _enable(self, switcher: Switcher, hindrance: str) -> None:
        off = "" if switcher.studio_mode else self.tr("Studio mode is off: there is no preview.")
        timeless = (
            ""
            if takes_time(switcher)
            else self.tr("“{transition}” has no duration.").format(transition=switcher.transition)
        )
        take, cut = self._keys
        self._allow(self.take, hindrance or off)
        self.take.describe(
            hindrance or off or self.tr("Put the preview on air with the transition"), take
        )
        self._allow(self.cut, hindrance or off)
        self.cut.describe(hindrance or off or self.tr("Put the preview on air at once"), cut)
        self._allow(self.transition, hindrance)
        self.transition.setToolTip(hindrance or self.tr("Transition of the next take"))
        self._allow(self.duration, hindrance or timeless)
        self.duration.setToolTip(hindrance or timeless or self.tr("50 to 20000 ms"))
        self._allow(self.tbar, hindrance or off or timeless)
        self.tbar.setToolTip(
            hindrance or off or timeless or self.tr("Drag, or arrow keys; the end takes")
        )

    def _allow(self, control: QWidget, why_not: str) -> None:
        control.setEnabled(not why_not)
