"""Whether the platform shows the booth, and who says so: a fact beside "OBS is sending"."""

from studio_app.domain.booth import PERSON, Live, LiveStatus
from ui.bridge.client import BoothKey
from ui.components import PendingButton, Translated
from ui.docks.outputs_card import Card
from ui.docks.outputs_words import live_source, live_word
from ui.operations import Operations
from ui.theme import CONTROL, GOOD, ON_COLOUR, TEXT_SECOND, WARNING


class LiveRow(Translated, Card):
    """Looks like an output's row; its buttons are a person's word, not a wish to OBS."""

    def __init__(self, ops: Operations) -> None:
        super().__init__("people")
        self._ops = ops
        self._booth: BoothKey | None = None
        self._live: Live | None = None
        self._said = LiveStatus.UNKNOWN
        self.time.hide()
        self.buttons = {status: self._button(status) for status in _OFFERED}
        for button in self.buttons.values():
            self.buttons_row.addWidget(button)
        self.retranslate()

    def _button(self, status: LiveStatus) -> PendingButton:
        return PendingButton(
            start=self._ops.start, wish=lambda: self._say(status), fact=self._is_fact
        )

    def set_booth(self, booth: BoothKey | None) -> None:
        """Another booth's fact from now on."""
        self._booth, self._live = booth, None
        for button in self.buttons.values():
            button.give_up()

    def show_live(self, live: Live | None, why_not: str, *, sending: bool) -> None:
        """What is known. `why_not` says why nothing can be said now; `sending` whether OBS sends:
        then "not live" is a warning."""
        self._live = live
        status = self._status
        self.badge.show_text(live_word(status))
        if status is LiveStatus.LIVE:
            self.badge.show_colours(GOOD, ON_COLOUR)
        elif status is LiveStatus.NOT_LIVE and sending:
            self.badge.show_colours(WARNING, ON_COLOUR)
        else:
            self.badge.show_colours(CONTROL, TEXT_SECOND)
        self.show_note(live_source(live), loud=False)
        for said, button in self.buttons.items():
            button.setEnabled(not why_not and self._can_say(said))
            button.setToolTip(why_not)
            button.look_again()

    def retranslate(self) -> None:
        """Every text anew."""
        self.title.setText(self.tr("On the platform"))
        self.buttons[LiveStatus.LIVE].setText(self.tr("It is live"))
        self.buttons[LiveStatus.NOT_LIVE].setText(self.tr("Not live"))
        self.buttons[LiveStatus.UNKNOWN].setText(self.tr("Unknown"))

    @property
    def _status(self) -> LiveStatus:
        return self._live.status if self._live is not None else LiveStatus.UNKNOWN

    def _can_say(self, said: LiveStatus) -> bool:
        """Unknown takes a person's word back; what sources say cannot be taken back."""
        if said is LiveStatus.UNKNOWN:
            return self._by_person
        return said is not self._status

    @property
    def _by_person(self) -> bool:
        return self._live is not None and self._live.source == PERSON

    async def _say(self, status: LiveStatus) -> bool:
        self._said = status
        return self._booth is not None and await self._ops.outputs.say_live(self._booth, status)

    def _is_fact(self) -> bool:
        if self._said is LiveStatus.UNKNOWN:
            return not self._by_person
        return self._status is self._said


_OFFERED = (LiveStatus.LIVE, LiveStatus.NOT_LIVE, LiveStatus.UNKNOWN)
