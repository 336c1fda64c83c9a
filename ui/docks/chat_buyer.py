"""Who a viewer is: accounts, what they wrote, a note, and the erasure that they may ask for."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout
from shiboken6 import isValid

from studio_app.domain.chat import TEXT_MOST, BuyerHistory
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import ServerId
from studio_app.domain.problems import Problem
from studio_app.domain.roles import Role
from ui.bridge.chat import ChatLine
from ui.bridge.studio import StudioBridge
from ui.components import Button, ConfirmButton, ElidedLabel, PendingButton, Translated
from ui.docks.chat_view import ChatView
from ui.docks.chat_words import service_name
from ui.docks.leave_panel import LeavePanel
from ui.figures import clock, day, thousands
from ui.operations import Operations
from ui.theme import set_look
from ui.words import problem_text


class BuyerPanel(Translated, LeavePanel):
    """Stands in the list's place until it is left. Reads the buyer anew after each change."""

    def __init__(self, bridge: StudioBridge, ops: Operations) -> None:
        super().__init__()
        self._bridge = bridge
        self._ops = ops
        self._server: ServerId | None = None
        self._buyer = 0
        self._history: BuyerHistory | None = None
        self._problem: Problem | None = None
        self.back = Button(look="flat", icon_name="chevron-left")
        self.back.clicked.connect(lambda _=False: self.leave())
        self.name = ElidedLabel()
        set_look(self.name, "strong")
        self.facts = QLabel()
        self.facts.setWordWrap(True)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_look(self.facts, "second")
        self.note = QLineEdit()
        self.note.setMaxLength(TEXT_MOST)
        self.note.textChanged.connect(lambda _: self._show_buttons())
        self.keep = PendingButton(start=ops.start, wish=self._keep_note)
        self.note.returnPressed.connect(self.keep.press_through)
        self.erase = ConfirmButton(start=ops.start, wish=self._erase, look="danger")
        self.rows = ChatView(lambda line: bridge.title(line.booth))
        self._lay_out()
        self.retranslate()

    def show_buyer(self, server: ServerId, buyer: int) -> None:
        """Read and show this person."""
        self._server, self._buyer = server, buyer
        self._history = self._problem = None
        self.erase.calm()
        self._show()
        self._ops.start(self._read(), "buyer")

    def forget(self) -> None:
        """Nothing of a person stays behind the list."""
        self._server, self._history = None, None
        self.rows.show_rows(())
        self.note.clear()

    def retranslate(self) -> None:
        """Every text anew."""
        self.back.describe(self.tr("Back to the chat"), "Esc")
        self.note.setPlaceholderText(self.tr("Note: “pays on delivery”, “always size L”…"))
        self.note.setAccessibleName(self.tr("Note"))
        self.keep.setText(self.tr("Keep"))
        self._show()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addWidget(self.name, 1)
        head.addWidget(self.erase)
        note = QHBoxLayout()
        note.addWidget(self.note, 1)
        note.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.facts)
        column.addLayout(note)
        column.addWidget(self.rows, 1)

    def _show(self) -> None:
        history = self._history
        if history is None:
            self.name.show_text("")
            problem = self._problem
            self.facts.setText(self.tr("Reading …") if problem is None else problem_text(problem))
        else:
            buyer = history.buyer
            self.name.show_text(buyer.name or self.tr("A viewer"))
            accounts = ", ".join(
                f"{service_name(each.service)} {each.name or each.account}"
                for each in buyer.accounts
            )
            first = self.tr("first seen {day}").format(day=day(buyer.first_seen))
            last = self.tr("last {day} {time}").format(
                day=day(buyer.last_seen), time=clock(buyer.last_seen)
            )
            wrote = self.tr("%n message(s)", "", buyer.messages)
            wrote = wrote.replace(str(buyer.messages), thousands(buyer.messages))
            lines = (
                " · ".join(part for part in (buyer.phone, accounts) if part),
                f"{wrote} · {first} · {last}",
            )
            self.facts.setText("\n".join(line for line in lines if line))
            # What a person is asked to agree to stands on the button.
            question = self.tr("Erase {name} and {count} messages for ever? Press again")
            self.erase.show_texts(
                self.tr("Erase…"),
                question.format(
                    name=buyer.name.replace("&", "&&") or "?", count=thousands(buyer.messages)
                ),
            )
        self._show_buttons()

    def _show_buttons(self) -> None:
        known = self._history
        role = self._role()
        self.note.setEnabled(known is not None)
        changed = known is not None and self.note.text().strip() != known.buyer.note
        self.keep.setEnabled(changed)
        may = role is not None and role.allows(Role.DIRECTOR)
        self.erase.setVisible(known is not None)
        self.erase.setEnabled(may)
        self.erase.setToolTip("" if may else self.tr("A director or administrator may do this"))

    def _role(self) -> Role | None:
        connection = self._bridge.connection(self._server) if self._server is not None else None
        principal = connection.principal if connection is not None else None
        return principal.role if principal is not None else None

    async def _read(self) -> None:
        server, buyer = self._server, self._buyer
        if server is None:
            return
        history = problem = None
        try:
            history = await self._ops.chat.buyer(server, buyer)
        except StudioError as error:
            problem = error.problem
        if not isValid(self) or (server, buyer) != (self._server, self._buyer):
            return  # closed, left, or another one is shown
        self._history, self._problem = history, problem
        if history is not None:
            self.note.setText(history.buyer.note)
            self.rows.show_rows([ChatLine(server, each.cursor, each.row) for each in history.rows])
            self.rows.follow()
        self._show()

    async def _keep_note(self) -> bool:
        if self._server is None:
            return False
        done = await self._ops.chat.note(self._server, self._buyer, self.note.text().strip())
        if done and isValid(self):
            await self._read()
        return done

    async def _erase(self) -> bool:
        if self._server is None:
            return False
        done = await self._ops.chat.erase(self._server, self._buyer)
        if done and isValid(self):
            self.leave()
        return done
