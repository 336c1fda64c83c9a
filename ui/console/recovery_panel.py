"""Over the wall's upper right corner: who was live before a crash, what is back, what is missing.

It stands in nobody's way: no window waits for it, tiles keep their places under it.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from studio_app.domain.booth import Booth
from studio_app.domain.recovery import Part, Recovery, RecoveryStatus
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge
from ui.components import Button, ElidedLabel, PendingButton, Translated, pixmap
from ui.docks.link_words import hindrance
from ui.figures import clock
from ui.operations import Operations
from ui.theme import GAP, GOOD, RAISED, TEXT_SECOND, WARNING, set_look
from ui.words import problem_text, word

WIDTH = 720
TOP = 44
"""Below the strip of what needs me."""
ROW_HEIGHT = 58
MOST_ROWS = 8
START_DEADLINE_MS = 12_000
_MARKS = {
    RecoveryStatus.MISSING: ("warning", WARNING),
    RecoveryStatus.WAITING: ("unlink", TEXT_SECOND),
    RecoveryStatus.BACK: ("check", GOOD),
}

translate = QCoreApplication.translate

Recoveries = Callable[[], list[tuple[BoothKey, Recovery]]]


class BoothRow(Translated, QFrame):
    """One booth: what it did, what became of it, one button for each thing that is missing."""

    def __init__(self, booth: BoothKey, bridge: StudioBridge, ops: Operations) -> None:
        super().__init__()
        self.booth = booth
        self._bridge = bridge
        self._ops = ops
        self._mark = QLabel()
        self._name = ElidedLabel()
        set_look(self._name, "strong")
        self._was = ElidedLabel()
        set_look(self._was, "second")
        self.buttons: dict[Part, PendingButton] = {}
        self._shown = QHBoxLayout()
        self._shown.setSpacing(4)
        self.dismiss = Button(look="flat", icon_name="close")
        self.dismiss.clicked.connect(
            lambda _=False: ops.start(ops.recovery.dismiss([booth]), "dismiss recovery")
        )
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._was)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 4, 4)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addLayout(words, 1)
        row.addLayout(self._shown)
        row.addWidget(self.dismiss)
        self.setFixedHeight(ROW_HEIGHT)
        self.retranslate()

    def retranslate(self) -> None:
        """Every text anew."""
        self.dismiss.describe(self.tr("Not wanted back"))
        self.refresh()

    def refresh(self) -> None:
        """Show how it is now."""
        record = self._bridge.get(self.booth, Recovery)
        if record is None:
            return
        entry = self._bridge.get(self.booth, Booth)
        icon, ink = _MARKS[record.status]
        self._mark.setPixmap(pixmap(icon, 16, ink, self.devicePixelRatioF()))
        name = entry.name if entry is not None else self.booth[1]
        status = _status_words(record)
        self._name.show_text(f"{self._bridge.title(self.booth)} · {name} · {status}")
        told = problem_text(record.problem) if record.problem is not None else _was_words(record)
        self._was.show_text(told)
        set_look(self._was, "problem" if record.problem is not None else "second")
        missing = record.missing if record.status is RecoveryStatus.MISSING else ()
        for part in missing:
            if part not in self.buttons:
                self._add_button(part)
        why = hindrance(self._bridge, self.booth)
        for part, button in self.buttons.items():
            button.setVisible(part in missing)
            button.setText(_button_words(part, record))
            button.setEnabled(not why)
            button.describe(why or _button_tip(part, record))
            button.look_again()

    def _add_button(self, part: Part) -> None:
        button = PendingButton(
            start=self._ops.start,
            wish=partial(self._ops.recovery.restore, self.booth, [part]),
            fact=partial(self._is_back, part),
            deadline_ms=START_DEADLINE_MS,
        )
        self.buttons[part] = button
        self._shown.addWidget(button)

    def _is_back(self, part: Part) -> bool:
        record = self._bridge.get(self.booth, Recovery)
        return record is None or part not in record.missing


class RecoveryPanel(Translated, QFrame):
    """Rows of booths under one line with "all that are missing"."""

    def __init__(
        self, over: QWidget, bridge: StudioBridge, ops: Operations, recoveries: Recoveries
    ) -> None:
        super().__init__(over)
        self._over = over
        self._bridge = bridge
        self._ops = ops
        self._recoveries = recoveries
        self.rows: dict[BoothKey, BoothRow] = {}
        self.setObjectName("recovery")
        self.setStyleSheet(
            f"#recovery {{ background: {RAISED}; border: 1px solid {WARNING};"
            " border-radius: 6px; }"
        )
        self._head = QLabel()
        self._head.setWordWrap(True)
        set_look(self._head, "strong")
        self.all = PendingButton(
            start=ops.start, wish=self._restore_all, deadline_ms=START_DEADLINE_MS, look="main"
        )
        self.none = Button()
        self.none.clicked.connect(lambda _=False: self._dismiss_all())
        self.close_button = Button(look="flat", icon_name="close")
        self.close_button.clicked.connect(lambda _=False: self.hide())
        top = QHBoxLayout()
        top.addWidget(self._head, 1)
        top.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(self.none)
        bottom.addWidget(self.all)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 8, 8)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._scroll, 1)
        column.addLayout(bottom)
        over.installEventFilter(self)
        self.hide()
        bridge.watch(lambda _booth, _key: self._changed(), Recovery, owner=self)
        self.retranslate()

    def toggle(self) -> None:
        """Show or put away."""
        self.setVisible(self.isHidden())
        self._changed()

    def retranslate(self) -> None:
        """Every text anew."""
        self.all.setText(self.tr("Start all that are missing"))
        self.none.setText(self.tr("None is wanted back"))
        self.close_button.describe(self.tr("Close"))
        self.refresh()

    def refresh(self) -> None:
        """Show how it is now; gone by itself when nothing is left to say."""
        found = dict(self._recoveries())
        for gone in [booth for booth in self.rows if booth not in found]:
            row = self.rows.pop(gone)
            self._list.removeWidget(row)
            row.deleteLater()
        for booth in found:
            if booth not in self.rows:
                row = self.rows[booth] = BoothRow(booth, self._bridge, self._ops)
                self._list.insertWidget(self._list.count() - 1, row)
            self.rows[booth].refresh()
        if not found:
            self.hide()
            return
        counts = dict.fromkeys(RecoveryStatus, 0)
        for record in found.values():
            counts[record.status] += 1
        seen = [record.last_seen for record in found.values() if record.last_seen is not None]
        self._head.setText(
            self.tr(
                "At work at {time}: {all} · back {back} · missing {missing} · no answer {waiting}"
            ).format(
                time=clock(max(seen)) if seen else "?",
                all=len(found),
                back=counts[RecoveryStatus.BACK],
                missing=counts[RecoveryStatus.MISSING],
                waiting=counts[RecoveryStatus.WAITING],
            )
        )
        self.all.setEnabled(counts[RecoveryStatus.MISSING] > 0)
        self._place(len(found))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of what it lies over."""
        if watched is self._over and event.type() is QEvent.Type.Resize:
            self._place(len(self.rows))
        return False

    def _changed(self) -> None:
        if not self.isHidden():
            self.refresh()

    def _place(self, rows: int) -> None:
        width = min(WIDTH, self._over.width() - 4 * GAP)
        height = 108 + ROW_HEIGHT * min(max(rows, 1), MOST_ROWS)
        self.setGeometry(
            self._over.width() - width - 2 * GAP,
            TOP,
            width,
            min(height, self._over.height() - TOP - 2 * GAP),
        )
        self.raise_()

    async def _restore_all(self) -> bool:
        missing = [
            booth for booth, record in self._recoveries() if record.status is RecoveryStatus.MISSING
        ]
        return await self._ops.recovery.restore_all(missing)

    def _dismiss_all(self) -> None:
        booths = [booth for booth, _ in self._recoveries()]
        self._ops.start(self._ops.recovery.dismiss(booths), "dismiss recovery")


def _status_words(record: Recovery) -> str:
    return {
        RecoveryStatus.MISSING: translate("RecoveryPanel", "not all is back"),
        RecoveryStatus.WAITING: translate("RecoveryPanel", "its OBS does not answer yet"),
        RecoveryStatus.BACK: translate("RecoveryPanel", "all is back"),
    }[record.status]


def _was_words(record: Recovery) -> str:
    """What it did: "stream since 19:02 · recording · scene Host"."""
    parts = []
    for part, since in record.was.items():
        if since is None:
            parts.append(word(part))
        else:
            text = translate("RecoveryPanel", "{what} since {time}")
            parts.append(text.format(what=word(part), time=clock(since)[:5]))
    if record.scene:
        parts.append(translate("RecoveryPanel", "scene {scene}").format(scene=record.scene))
    return translate("RecoveryPanel", "Before: {what}").format(what=" · ".join(parts))


def _button_words(part: Part, record: Recovery) -> str:
    if part is Part.SCENE:
        return translate("RecoveryPanel", "To “{scene}”").format(scene=_short(record.scene))
    return {
        Part.STREAM: translate("RecoveryPanel", "Start stream"),
        Part.RECORD: translate("RecoveryPanel", "Record"),
        Part.REPLAY: translate("RecoveryPanel", "Replay buffer"),
        Part.VIRTUALCAM: translate("RecoveryPanel", "Virtual camera"),
    }[part]


def _button_tip(part: Part, record: Recovery) -> str:
    if part is Part.SCENE:
        tip = translate("RecoveryPanel", "Put “{scene}” on air, as it was before")
        return tip.format(scene=record.scene)
    return translate("RecoveryPanel", "Start it again, as it was before")


def _short(scene: str) -> str:
    return scene if len(scene) <= 14 else scene[:13] + "…"
