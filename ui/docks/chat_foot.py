"""Under the chat: the chosen message in whole, what can be done with it, and the reply."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio_app.domain.chat import TEXT_MOST, ChatKind, ChatRow, ChatSourceFacts, Hidden
from ui.bridge.chat import ChatLine
from ui.components import Button, Translated, plain_tip
from ui.components.buttons import FRAME_MS
from ui.components.fields import LeaveField
from ui.docks.chat_words import author_of, row_text, service_name
from ui.theme import motion_allowed

WHOLE_LINES = 3
"""The most lines of a long message that are shown under the list."""


Hindrance = Callable[[ChatLine, str], str]
"""Why "pin", "reply" … cannot be done with a row; "" where it can."""


class ActButton(Button):
    """Acts on whatever row is chosen: it shows as pending what is being done to that one."""

    def __init__(self, *, look: str = "", icon_name: str = "") -> None:
        super().__init__(look=look, icon_name=icon_name)
        self._since_s: float | None = None
        self._turn = QTimer(self)
        self._turn.setInterval(FRAME_MS if motion_allowed() else 250)
        self._turn.timeout.connect(self.update)

    @property
    def pending(self) -> bool:
        """Whether it is being done."""
        return self._since_s is not None

    def show_pending(self, since_s: float | None) -> None:
        """It is being done since this time of `time.monotonic()`; None: it is not."""
        if since_s != self._since_s:
            self._since_s = since_s
            if since_s is None:
                self._turn.stop()
            else:
                self._turn.start()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, and the moving edge while pending."""
        super().paintEvent(event)
        if self._since_s is not None:
            self.paint_edge(self._since_s)


class ChatFoot(Translated, QWidget):
    """Acts on one row; what is to be done is told by signals."""

    act_wanted = Signal(str)
    """"order", "pin", "answered", "hide", "copy", "buyer"."""

    reply_wanted = Signal(str, bool)
    """The text, and whether for its viewer alone."""

    def __init__(self) -> None:
        super().__init__()
        self._line: ChatLine | None = None
        self._facts: ChatSourceFacts | None = None
        self._hindrance: Hindrance = lambda _line, _what: ""
        self._cut = False
        self.whole = QLabel()
        self.whole.setWordWrap(True)
        self.whole.setTextFormat(Qt.TextFormat.PlainText)
        self.whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.whole.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.whole.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.whole.hide()
        self.buttons = {
            "order": ActButton(icon_name="plus"),
            "pin": ActButton(icon_name="pin"),
            "answered": ActButton(icon_name="check"),
            "hide": ActButton(icon_name="eye-off"),
            "buyer": ActButton(icon_name="person"),
            "copy": ActButton(icon_name="copy"),
        }
        for what, button in self.buttons.items():
            button.clicked.connect(lambda _=False, what=what: self.act_wanted.emit(what))
        self.field = LeaveField()
        self.field.setMaxLength(TEXT_MOST)
        self.field.returnPressed.connect(self.reply)
        self.field.textChanged.connect(lambda _: self._show())
        self.private = QCheckBox()
        self.private.toggled.connect(lambda _: self._show())
        self.send_button = ActButton(look="main")
        self.send_button.clicked.connect(lambda _=False: self.reply())
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        acts = QHBoxLayout()
        acts.setSpacing(4)
        for button in self.buttons.values():
            acts.addWidget(button)
        acts.addStretch(1)
        answer = QHBoxLayout()
        answer.setSpacing(6)
        answer.addWidget(self.field, 1)
        answer.addWidget(self.private)
        answer.addWidget(self.send_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.whole)
        column.addLayout(acts)
        column.addLayout(answer)

    # --- what is shown ---------------------------------------------------------------------------

    def show_line(
        self,
        line: ChatLine | None,
        facts: ChatSourceFacts | None,
        cut: bool,
        hindrance: Hindrance,
    ) -> None:
        """Act on this row from now on. `facts` are its channel's, `cut` says that the list shows
        only a part of it."""
        before = self._line.key if self._line is not None else None
        self._line, self._facts, self._cut, self._hindrance = line, facts, cut, hindrance
        if line is None or line.key != before:
            self.private.setChecked(False)
        self._show()

    def show_pending(self, since: Callable[[str], float | None]) -> None:
        """What is being done to the row, by its name; "reply" as well."""
        for what, button in self.buttons.items():
            button.show_pending(since(what))
        self.send_button.show_pending(since("reply"))

    @property
    def can_send(self) -> bool:
        """Whether the row's channel can be written to, as it is wished."""
        facts = self._facts
        if facts is None:
            return False
        return facts.can_reply_private if self.private.isChecked() else facts.can_reply

    def reply(self) -> None:
        """Send what is written, or copy it where the channel cannot send."""
        text = self.field.text().strip()
        button = self.send_button
        if not text or self._line is None or button.pending or not button.isEnabled():
            return  # twice sent would be twice in the chat
        self.reply_wanted.emit(text, self.private.isChecked())

    def retranslate(self) -> None:
        """Every text anew."""
        self.private.setText(self.tr("Privately"))
        self.field.setAccessibleName(self.tr("Reply"))
        self._show()

    def _why_not(self, what: str) -> str:
        return self._hindrance(self._line, what) if self._line is not None else ""

    def _show(self) -> None:
        line = self._line
        row = line.row if line is not None else None
        self._show_acts(row)
        message = _is_message(row)
        if row is None:
            hint = self.tr("Choose a message to answer it")
        elif not message:
            hint = self.tr("Only messages can be answered")
        else:
            hint = self.tr("Answer {name}").format(name=author_of(row))
        why_not = self._why_not("reply")
        self.field.setPlaceholderText(why_not or hint)
        self.field.setEnabled(message and not why_not)
        facts = self._facts
        privately = facts is not None and facts.can_reply_private
        self.private.setVisible(privately)
        if self.can_send or row is None:
            self.send_button.setText(self.tr("Send"))
            tip = self.tr("Into the chat, in the shop's name")
        else:
            self.send_button.setText(self.tr("Copy"))
            tip = self.tr("BoothDeck cannot write to {service}: copy the text and paste it there")
            tip = tip.format(service=service_name(row.service))
        self.send_button.describe(tip, "Enter")
        ready = message and not why_not and bool(self.field.text().strip())
        self.send_button.setEnabled(ready)
        self.whole.setVisible(self._cut and row is not None)
        if row is not None:
            self.whole.setText(row_text(row))
            self.whole.setMaximumHeight(self.whole.fontMetrics().lineSpacing() * WHOLE_LINES + 2)
            self.whole.setToolTip(plain_tip(row_text(row)))

    def _show_acts(self, row: ChatRow | None) -> None:
        pinned = row is not None and row.pinned
        hidden = row is not None and row.hidden is not Hidden.NO
        answered = row is not None and bool(row.answered_by)
        ordered = row is not None and row.order > 0
        texts = {
            "order": (self.tr("Order"), "O"),
            "pin": (self.tr("Unpin") if pinned else self.tr("Pin"), "P"),
            "answered": (self.tr("Not answered") if answered else self.tr("Answered"), "A"),
            "hide": (self.tr("Show") if hidden else self.tr("Hide"), "H"),
            "buyer": (self.tr("Buyer"), ""),
            "copy": ("", "Ctrl+C"),
        }
        tips = {
            "order": self.tr("Open the order") if ordered else self.tr("Make an order of it"),
            "pin": self.tr("On the host's stage, in the place of the one there"),
            "answered": self.tr("It need not wait any more, for nobody"),
            "hide": self.tr("Hidden here, and on the platform where that can be"),
            "buyer": self.tr("Who that is, what they wrote before, a note"),
            "copy": self.tr("Copy the message"),
        }
        message, known = _is_message(row), row is not None and row.buyer > 0
        can = {**dict.fromkeys(("order", "pin", "answered", "hide"), message), "buyer": known}
        for what, (text, key) in texts.items():
            button, why_not = self.buttons[what], self._why_not(what)
            button.setText(text)
            button.describe(why_not or tips[what], key)
            button.setEnabled(can.get(what, row is not None) and not why_not)
        self.buttons["hide"].show_icon("eye" if hidden else "eye-off")
        self.buttons["order"].show_icon("arrow-right" if ordered else "plus")


def _is_message(row: ChatRow | None) -> bool:
    """Whether a viewer wrote it, and it is still there."""
    return row is not None and row.kind is ChatKind.MESSAGE and row.hidden is not Hidden.ERASED
