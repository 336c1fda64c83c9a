"""One output in the outputs dock: what OBS says of it, how it does, and its buttons."""

import time
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics

from studio_app.domain.booth import Link, Output, OutputHealth, OutputKind, OutputStatus
from ui.bridge.client import BoothKey
from ui.components import ConfirmButton, PendingButton
from ui.components.buttons import Starts
from ui.docks.outputs_card import TITLE_WIDTH, Card
from ui.docks.outputs_model import (
    RUNNING,
    Deed,
    Trouble,
    WhyNot,
    deeds,
    ends_what_viewers_see,
    trouble,
)
from ui.docks.outputs_words import (
    deed_tip,
    deed_word,
    end_question,
    figures_text,
    output_title,
    status_word,
    trouble_text,
    why_not_text,
)
from ui.figures import UNKNOWN, clock, span
from ui.operations import Operations, said
from ui.theme import CONTROL, GOOD, ON_AIR, ON_COLOUR, TEXT, TEXT_SECOND, WARNING
from ui.words import word

DEADLINE_MS = 15_000
"""Longer than the server waits itself: its reason is better than ours."""
TWICE_S = 0.5
"""Two presses closer than this are one double click, not a yes."""
ICONS = {
    OutputKind.STREAM: "stream",
    OutputKind.RECORD: "record",
    OutputKind.REPLAY: "replay",
    OutputKind.VIRTUALCAM: "camera",
}
DEED_ICONS = {
    Deed.PAUSE: "pause",
    Deed.RESUME: "play",
    Deed.SPLIT: "split",
    Deed.SAVE: "replay",
    Deed.START: "",
    Deed.STOP: "stop",
}


Wish = Callable[[], Coroutine[Any, Any, object]]
IsFact = Callable[[], bool]
Late = Callable[[], object]


class EndButton(ConfirmButton):
    """Ends what viewers see: its question says so, and a double click does not answer it."""

    asked = Signal(bool)

    def __init__(self, *, start: Starts, wish: Wish, fact: IsFact, late: Late) -> None:
        super().__init__(start=start, wish=wish, fact=fact, late=late, deadline_ms=DEADLINE_MS)
        self._asked_at_s = 0.0

    def calm(self) -> None:
        """Take the question back."""
        was = self.asking
        super().calm()
        if was:
            self.asked.emit(False)

    def _pressed(self) -> None:
        if self.asking and time.monotonic() - self._asked_at_s < TWICE_S:
            return
        super()._pressed()
        if self.asking:
            self._asked_at_s = time.monotonic()
            self.asked.emit(True)


class OutputRow(Card):
    """State, time and buttons; figures or what is wrong. `say_late` is told, in words, what OBS
    did not confirm."""

    def __init__(
        self, kind: OutputKind, ops: Operations, say_late: Callable[[str], object]
    ) -> None:
        super().__init__(ICONS[kind])
        self.kind = kind
        self._ops = ops
        self._say_late = say_late
        self._booth: BoothKey | None = None
        self._output: Output | None = None
        self._fresh = True
        self._questions = ("", "")
        self._wished = Deed.START
        start = ops.start
        self.begin = self._pending(Deed.START)
        self.stop = self._pending(Deed.STOP)
        self.end = EndButton(
            start=start,
            wish=lambda: self._wish(Deed.STOP),
            fact=self._is_fact,
            late=self._is_late,
        )
        self.end.asked.connect(self._asked)
        self.others = {deed: self._pending(deed) for deed in _OTHERS[kind]}
        for button in self.others.values():
            self.buttons_row.addWidget(button)
        for main in (self.begin, self.stop, self.end):
            main.setMinimumWidth(96)
            self.buttons_row.addWidget(main)

    def _pending(self, deed: Deed) -> PendingButton:
        lasting = deed not in (Deed.SPLIT, Deed.SAVE)
        return PendingButton(
            start=self._ops.start,
            wish=lambda: self._wish(deed),
            fact=self._is_fact if lasting else None,
            late=self._is_late,
            deadline_ms=DEADLINE_MS,
            icon_name=DEED_ICONS[deed],
        )

    # --- facts -----------------------------------------------------------------------------------

    def set_booth(self, booth: BoothKey | None) -> None:
        """Another booth's output from now on."""
        self._booth, self._output = booth, None
        self.end.calm()
        for button in self._buttons():
            button.give_up()

    def show_output(
        self,
        output: Output | None,
        link: Link | None,
        hindrance: str,
        *,
        by_platform: bool,
        as_of: datetime | None,
    ) -> None:
        """What OBS says of it, or said `as_of` a time when the link was there (None: now).
        `by_platform`: viewers see the virtual camera, not the stream."""
        self._output, self._fresh = output, as_of is None
        status = output.status if output is not None else OutputStatus.OFF
        self.title.setText(output_title(self.kind))
        said = status_word(self.kind, status) if output is not None else UNKNOWN
        if as_of is not None and output is not None:
            said = self.tr("{state} · as of {time}").format(state=said, time=clock(as_of))
        self.badge.show_text(said)
        self.badge.show_colours(*self._badge_colours(status, by_platform))
        title = self._ops.desk.bridge.title(self._booth) if self._booth else ""
        self._questions = end_question(self.kind, title)
        self._show_question()
        ending = ends_what_viewers_see(self.kind, Deed.STOP, by_platform)
        states = {
            state.deed: state.why_not
            for state in deeds(self.kind, output, link, linked=not hindrance)
        }
        for button, deed, shown in (
            (self.begin, Deed.START, Deed.START in states),
            (self.stop, Deed.STOP, Deed.STOP in states and not ending),
            (self.end, Deed.STOP, Deed.STOP in states and ending),
        ):
            button.setVisible(shown)
            self._show_button(button, deed, states.get(deed), link, hindrance)
        for deed, button in self.others.items():
            now = deed if deed in states else Deed.RESUME if deed is Deed.PAUSE else deed
            self._show_button(button, now, states.get(now), link, hindrance)
        for button in self._buttons():
            button.look_again()
        if self.end.asking and not self.end.isVisibleTo(self):
            self.end.calm()

    def show_figures(self, output: Output | None, now: datetime) -> None:
        """The running time, and figures or what is wrong."""
        self._output = output
        runs = output is not None and output.status in (*RUNNING, OutputStatus.STOPPING)
        runs = runs and self._fresh
        since = output.since if output is not None else None
        self.time.setText(span(since, now) if runs and since is not None else "")
        self.time.setVisible(self._fresh)
        wrong = trouble_text(output) if output is not None else ""
        figures = figures_text(self.kind, output) if output is not None else ""
        if not self._fresh:
            figures = ""  # rates of a booth that is gone say nothing of now
        loud = bool(wrong) and output is not None and _is_loud(output) and self._fresh
        self.show_note(" · ".join(part for part in (wrong, figures) if part), loud=loud)
        if output is not None and output.path and not wrong:
            self.note.setToolTip(output.path)

    def _badge_colours(self, status: OutputStatus, by_platform: bool) -> tuple[str, str]:
        if not self._fresh:
            return CONTROL, TEXT_SECOND
        if status is OutputStatus.ACTIVE:
            to_viewers = ends_what_viewers_see(self.kind, Deed.STOP, by_platform)
            return (ON_AIR if to_viewers else GOOD), ON_COLOUR
        if status in (OutputStatus.RECONNECTING, OutputStatus.PAUSED):
            return WARNING, ON_COLOUR
        if status in (OutputStatus.STARTING, OutputStatus.STOPPING):
            return CONTROL, TEXT
        return CONTROL, TEXT_SECOND

    def _show_button(
        self,
        button: PendingButton,
        deed: Deed,
        why: WhyNot | None,
        link: Link | None,
        hindrance: str,
    ) -> None:
        text = deed_word(self.kind, deed)
        if deed is not Deed.START and not (button is self.end and self.end.asking):
            button.show_icon(DEED_ICONS[deed])
        if button is self.end:
            self._show_question()
        else:
            button.setText(text if button not in self.others.values() or self.roomy else "")
        off = hindrance
        if not off and why is not None:
            off = why_not_text(why, self.kind, deed, link)
        # A wish under way keeps its button: what disables it is often its own first effect.
        button.setEnabled(not off or (button.pending and why is WhyNot.BUSY))
        button.describe(off or deed_tip(deed))
        button.setAccessibleName(f"{output_title(self.kind)}: {text}")

    def fit(self, room: int) -> None:
        """Words on small buttons where there is room; the question as long as it fits."""
        super().fit(room)
        for deed, button in self.others.items():
            now = deed
            if deed is Deed.PAUSE and self._output is not None:
                paused = self._output.status is OutputStatus.PAUSED
                now = Deed.RESUME if paused else Deed.PAUSE
            button.setText(deed_word(self.kind, now) if self.roomy else "")
        self._show_question()
        self._asked(self.end.asking)

    def _show_question(self) -> None:
        full, short = self._questions
        room = self.room - (50 if self.narrow else TITLE_WIDTH + 80)
        fits = QFontMetrics(self.end.font()).horizontalAdvance(full) * 1.1 <= room
        self.end.show_texts(deed_word(self.kind, Deed.STOP), full if fits else short)

    def _asked(self, _asking: bool) -> None:
        """The question needs the whole line."""
        asking = self.end.asking
        self.state.setVisible(not asking or self.narrow)
        self.show_words(not asking or not self.narrow)
        self.end.show_icon("" if asking else DEED_ICONS[Deed.STOP])
        for button in self.others.values():
            button.setVisible(not asking)

    # --- wishes ----------------------------------------------------------------------------------

    def _buttons(self) -> list[PendingButton]:
        return [self.begin, self.stop, self.end, *self.others.values()]

    async def _wish(self, deed: Deed) -> object:
        booth, outputs = self._booth, self._ops.outputs
        if booth is None:
            return False
        paused = self._output is not None and self._output.status is OutputStatus.PAUSED
        self._wished = Deed.RESUME if deed is Deed.PAUSE and paused else deed
        match deed:
            case Deed.START:
                return await outputs.start(booth, self.kind)
            case Deed.STOP:
                return await outputs.stop(booth, self.kind, confirmed=self.end.isVisibleTo(self))
            case Deed.SPLIT:
                return await outputs.split_record(booth)
            case Deed.SAVE:
                return await outputs.save_replay(booth)
            case _:
                return await outputs.pause_record(booth, not paused)

    def _is_fact(self) -> bool:
        status = self._output.status if self._output is not None else OutputStatus.OFF
        match self._wished:
            case Deed.START:
                return status in RUNNING
            case Deed.STOP:
                return status in (OutputStatus.OFF, OutputStatus.UNAVAILABLE)
            case Deed.PAUSE:
                return status is OutputStatus.PAUSED
            case _:
                return status is OutputStatus.ACTIVE

    def _is_late(self) -> None:
        status = self._output.status if self._output is not None else OutputStatus.OFF
        deed, kind = self._wished, self.kind
        text = said(
            lambda: self.tr(
                "OBS did not confirm “{deed}” of {output}; it is {status}. Look there."
            ).format(deed=deed_word(kind, deed), output=word(kind), status=word(status))
        )
        self._say_late(text)


_OTHERS: dict[OutputKind, tuple[Deed, ...]] = {
    OutputKind.STREAM: (),
    OutputKind.RECORD: (Deed.PAUSE, Deed.SPLIT),
    OutputKind.REPLAY: (Deed.SAVE,),
    OutputKind.VIRTUALCAM: (),
}


def _is_loud(output: Output) -> bool:
    if output.status is OutputStatus.OFF:
        return output.problem is not None
    return output.health is not OutputHealth.NONE and trouble(output.health) is Trouble.WARN
