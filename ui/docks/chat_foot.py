"""Under the chat: the chosen message in whole, what can be done with it, and the reply."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio_app.domain.chat import TEXT_MOST, ChatKind, ChatRow, ChatSourceFacts, Hidden
from ui.bridge.chat import ChatLine
from ui.components import Button, PendingButton, Translated, plain_tip
from ui.components.buttons import Starts
from ui.components.fields import LeaveField
from ui.docks.chat_words import author_of, row_text, service_name

WHOLE_LINES = 3
"""The most lines of a long message that are shown under the list."""


class ChatFoot(Translated, QWidget):
    """Acts on one row; what is to be done is told by signals."""

    act_wanted = Signal(str)
    """"pin", "answered", "hide", "copy", "buyer"."""

    reply_wanted = Signal(str, bool)
    """The text, and whether for its viewer alone."""

    def __init__(self, start: Starts) -> None:
        super().__init__()
        self._line: ChatLine | None = None
        self._facts: ChatSourceFacts | None = None
        self._hindrance = ""
        self._cut = False
        self.whole = QLabel()
        self.whole.setWordWrap(True)
        self.whole.setTextFormat(Qt.TextFormat.PlainText)
        self.whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.whole.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.whole.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.whole.hide()
        self.buttons = {
            "pin": Button(icon_name="pin"),
            "answered": Button(icon_name="check"),
            "hide": Button(icon_name="eye-off"),
            "buyer": Button(icon_name="person"),
            "copy": Button(icon_name="copy"),
        }
        for what, button in self.buttons.items():
            button.clicked.connect(lambda _=False, what=what: self.act_wanted.emit(what))
        self.field = LeaveField()
        self.field.setMaxLength(TEXT_MOST)
        self.field.returnPressed.connect(self.reply)
        self.field.textChanged.connect(lambda _: self._show())
        self.private = QCheckBox()
        self.private.toggled.connect(lambda _: self._show())
        self.send_button = PendingButton(start=start, look="main", icon_name="")
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
        self, line: ChatLine | None, facts: ChatSourceFacts | None, cut: bool, hindrance: str
    ) -> None:
        """Act on this row from now on. `facts` are its channel's, `cut` says that the list shows
        only a part of it, `hindrance` why nothing can be done ("" when it can)."""
        before = self._line.key if self._line is not None else None
        self._line, self._facts, self._cut, self._hindrance = line, facts, cut, hindrance
        if line is None or line.key != before:
            self.private.setChecked(False)
        self._show()

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
        if not text or self._line is None or self._hindrance or not self.send_button.isEnabled():
            return
        self.reply_wanted.emit(text, self.private.isChecked())

    def retranslate(self) -> None:
        """Every text anew."""
        self.private.setText(self.tr("Privately"))
        self.field.setAccessibleName(self.tr("Reply"))
        self._show()

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
        self.field.setPlaceholderText(self._hindrance or hint)
        self.field.setEnabled(message and not self._hindrance)
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
        ready = message and not self._hindrance and bool(self.field.text().strip())
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
        texts = {
            "pin": (self.tr("Unpin") if pinned else self.tr("Pin"), "P"),
            "answered": (self.tr("Not answered") if answered else self.tr("Answered"), "A"),
            "hide": (self.tr("Show") if hidden else self.tr("Hide"), "H"),
            "buyer": (self.tr("Buyer"), ""),
            "copy": ("", "Ctrl+C"),
        }
        tips = {
            "pin": self.tr("On the host's stage, in the place of the one there"),
            "answered": self.tr("It need not wait any more, for nobody"),
            "hide": self.tr("Hidden here, and on the platform where that can be"),
            "buyer": self.tr("Who that is, what they wrote before, a note"),
            "copy": self.tr("Copy the message"),
        }
        for what, (text, key) in texts.items():
            button = self.buttons[what]
            button.setText(text)
            button.describe(tips[what] if not self._hindrance else self._hindrance, key)
            button.setEnabled(row is not None and not self._hindrance)
        self.buttons["hide"].show_icon("eye" if hidden else "eye-off")
        known = row is not None and row.buyer > 0
        self.buttons["buyer"].setEnabled(known and not self._hindrance)
        self.buttons["copy"].setEnabled(row is not None)
        message = _is_message(row)
        for what in ("pin", "answered", "hide"):
            if not message:
                self.buttons[what].setEnabled(False)


def _is_message(row: ChatRow | None) -> bool:
    """Whether a viewer wrote it, and it is still there."""
    return row is not None and row.kind is ChatKind.MESSAGE and row.hidden is not Hidden.ERASED
