"""Where an order is made of a message or of none, and changed: a form that nothing gets lost of."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout
from shiboken6 import isValid

from studio_app.domain.actions.orders import MakeOrder
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import ServerId
from studio_app.domain.orders import FoundOrder, Order
from studio_app.domain.problems import Problem
from studio_app.support.signal import Signal as Told
from ui.bridge.chat import ChatLine
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge
from ui.components import Button, ElidedLabel, PendingButton, Translated
from ui.docks.chat_words import author_of, row_text
from ui.docks.leave_panel import LeavePanel
from ui.docks.link_words import speaking_hindrance
from ui.docks.order_draft import Draft, Why, of_message, of_order
from ui.docks.order_form import OrderForm
from ui.docks.order_words import customer, goods, number_text
from ui.docks.roll import Roll
from ui.operations import Operations, said
from ui.theme import set_look
from ui.words import problem_text

DRAFTS_MOST = 100
"""Half filled forms that are kept, the newest ones, until the window closes."""
MESSAGE_LINES = 3


class _Task(NamedTuple):
    """What the form is for. `line`: of a message; `order`: to be changed; neither: of none."""

    booth: BoothKey | None = None
    line: ChatLine | None = None
    order: Order | None = None
    seen: int = 0

    @property
    def key(self) -> Hashable:
        """What a half filled form is kept under."""
        if self.line is not None:
            return ("row", *self.line.key)
        if self.order is not None and self.booth is not None:
            return ("order", self.booth[0], self.order.number)
        return ("new",)

    @property
    def begun(self) -> Draft:
        """The form before anybody has written into it."""
        if self.line is not None:
            return of_message(self.line.row)
        return of_order(self.order) if self.order is not None else Draft(booth=self.booth)


class OrderPanel(Translated, LeavePanel):
    """Stands in a list's place until it is left. What was written into a form and not sent is there
    again when the same form is opened. Enter sends, Escape leaves."""

    open_wanted = Signal(str, int)
    """This server's order with this number."""

    def __init__(self, bridge: StudioBridge, ops: Operations) -> None:
        super().__init__()
        self._bridge = bridge
        self._ops = ops
        self._task: _Task | None = None
        self._drafts: dict[Hashable, tuple[Draft, Draft]] = {}
        """Each with the form as it began."""
        self._problem: Problem | None = None
        self._exists = 0
        self.done: Told[ServerId, FoundOrder, bool] = Told()
        """The server has it so now; whether it is a new order."""
        self.back = Button(look="flat", icon_name="chevron-left")
        self.back.clicked.connect(lambda _=False: self.leave())
        self.title = ElidedLabel()
        set_look(self.title, "strong")
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.message.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_look(self.message, "second")
        self.kept = QLabel()
        set_look(self.kept, "note")
        self.afresh = Button(look="flat")
        self.afresh.clicked.connect(lambda _=False: self._begin_afresh())
        self.form = OrderForm()
        self.form.entered.connect(self._entered)
        self.form.left.connect(self.leave)
        self.form.changed.connect(self._edited)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        set_look(self.problem, "problem")
        self.open_button = Button()
        self.open_button.clicked.connect(lambda _=False: self._open())
        self.again = PendingButton(start=ops.start, wish=lambda: self._send(again=True))
        self.send = PendingButton(start=ops.start, wish=self._send, look="main")
        self._lay_out()
        self.retranslate()

    # --- what it is for --------------------------------------------------------------------------

    def of_message(self, line: ChatLine) -> None:
        """Make an order of this message."""
        self._show_task(_Task(line.booth, line=line))

    def by_hand(self, booth: BoothKey | None) -> None:
        """Make one that came by phone or at the counter, in this booth if no other is chosen."""
        self._show_task(_Task(booth))

    def change(self, server: ServerId, cursor: int, order: Order) -> None:
        """Change this order, which became as it is at this cursor."""
        self._show_task(_Task((server, order.booth), order=order, seen=cursor))

    def leave(self) -> None:
        """Keep what is written, and go."""
        self.forget()
        super().leave()

    def forget(self) -> None:
        """Something else is shown: keep what is written, show nothing of it."""
        self._task = None
        self.form.show_draft(Draft())
        self._show_problem(None)

    def retranslate(self) -> None:
        """Every text anew."""
        self.back.describe(self.tr("Back; what is written here stays"), "Esc")
        self.kept.setText(self.tr("As you left it"))
        self.afresh.setText(self.tr("Begin afresh"))
        self._show()

    # --- what is shown ---------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        head.addWidget(self.kept)
        head.addWidget(self.afresh)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self.open_button)
        foot.addWidget(self.again)
        foot.addStretch(1)
        foot.addWidget(self.send)
        for button in (self.open_button, self.again, self.send):
            button.setMinimumHeight(30)
        roll = Roll(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.message)
        column.addWidget(roll, 1)
        column.addWidget(self.problem)
        column.addLayout(foot)

    def _show_task(self, task: _Task) -> None:
        self._task = task
        self.send.give_up()
        self.again.give_up()
        self._show_problem(None)
        self._fill(self._kept(task))
        self._show()
        self.form.begin()

    def _kept(self, task: _Task) -> Draft:
        """As it was left, on top of what is so now."""
        if task.key not in self._drafts:
            return task.begun
        draft, before = self._drafts[task.key]
        return draft.on(task.begun, before)

    def _fill(self, draft: Draft) -> None:
        task = self._task
        open_booth = task is not None and task.line is None and task.order is None
        self.form.show_draft(draft, self._booths() if open_booth else None)

    def _booths(self) -> Mapping[BoothKey, str]:
        """Those to choose from."""
        several = len(self._bridge.connections) > 1
        found = {}
        for booth in self._bridge.booths:
            connection = self._bridge.connection(booth[0])
            title = self._bridge.title(booth)
            found[booth] = f"{title} · {connection.name}" if several and connection else title
        return found

    def _show(self) -> None:
        task = self._task
        kept = task is not None and task.key in self._drafts
        self.kept.setVisible(kept)
        self.afresh.setVisible(kept)
        order = task.order if task is not None else None
        text = ""
        if task is not None and task.line is not None:
            self.title.show_text(self.tr("Order of {name}").format(name=author_of(task.line.row)))
            text = row_text(task.line.row)
        elif order is not None:
            number = number_text(order.number)
            self.title.show_text(self.tr("Change {number}").format(number=number))
            text = f"{customer(order)} · {goods(order)}"
        else:
            self.title.show_text(self.tr("New order, by phone or at the counter"))
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self.message.setMaximumHeight(self.message.fontMetrics().lineSpacing() * MESSAGE_LINES + 2)
        self.send.setText(self.tr("Make the order") if order is None else self.tr("Keep"))
        hindrance = ""
        if task is not None and task.booth is not None:
            hindrance = speaking_hindrance(self._bridge, task.booth, MakeOrder.ROLE)
        self.send.setEnabled(not hindrance)
        self.send.describe(hindrance or self.send.text(), "Enter")
        self._show_problem(self._problem)

    def _show_problem(self, problem: Problem | None) -> None:
        """Why the server refused, and what can be done about it."""
        self._problem = problem
        code = problem.code if problem is not None else ""
        number = problem.args.get("number", "") if problem is not None else ""
        self._exists = int(number) if code == "order_exists" and number.isdecimal() else 0
        self.problem.setText(problem_text(problem) if problem is not None else "")
        self.problem.setVisible(problem is not None)
        changed = code == "order_changed"
        self.again.setVisible(bool(self._exists) or changed)
        self.again.setText(
            self.tr("Keep mine all the same") if changed else self.tr("Make a second one")
        )
        self.open_button.setVisible(bool(self._exists) or changed)
        self.open_button.setText(
            self.tr("Show it as it is now")
            if changed
            else self.tr("Open {number}").format(number=number_text(self._exists))
        )

    def _say(self, why: Why) -> None:
        """What keeps it from being sent."""
        texts = {
            Why.NOTHING: self.tr("Write what is ordered: a code, or what it is."),
            Why.WHAT: self.tr("This line does not say what is ordered."),
            Why.QUANTITY: self.tr("How many? A number from 1 to 999."),
            Why.BOOTH: self.tr("Choose the booth that sells it."),
        }
        self._show_problem(None)
        self.problem.setText(texts[why])
        self.problem.show()

    # --- what is done ----------------------------------------------------------------------------

    def _edited(self) -> None:
        task = self._task
        if task is None:
            return
        draft = self.form.draft
        self._drafts.pop(task.key, None)
        if draft != task.begun:
            self._drafts[task.key] = draft, task.begun
            while len(self._drafts) > DRAFTS_MOST:
                del self._drafts[next(iter(self._drafts))]
        self.kept.hide()
        self.afresh.hide()
        if self._problem is None:
            self.problem.hide()

    def _begin_afresh(self) -> None:
        if self._task is not None:
            self._drafts.pop(self._task.key, None)
            self._fill(self._task.begun)
            self._show()
            self.form.begin()

    def _entered(self) -> None:
        if self.send.isEnabled():
            self.send.press_through()

    def _open(self) -> None:
        task = self._task
        if task is None or task.booth is None:
            return
        number = self._exists or (task.order.number if task.order is not None else 0)
        self.leave()
        self.open_wanted.emit(task.booth[0], number)

    async def _send(self, *, again: bool = False) -> bool:
        task, draft = self._task, self.form.draft
        if task is None:
            return False
        by_hand = task.line is None and task.order is None
        booth = draft.booth if by_hand else task.booth
        wrong = draft.why_not()
        if wrong is not None or booth is None:
            why = wrong or (0, Why.BOOTH)
            self._say(why[1])
            self.form.show_wrong(why)
            return False
        try:
            found = await self._carry_out(task, booth, draft, again=again)
        except StudioError as error:
            self._failed(task, error.problem)
            return False
        if not isValid(self):
            return True
        self._drafts.pop(task.key, None)
        if self._task is task:
            self.leave()
        if found is not None:
            self.done.emit(booth[0], found, task.order is None)
        return True

    async def _carry_out(
        self, task: _Task, booth: BoothKey, draft: Draft, *, again: bool
    ) -> FoundOrder | None:
        """None where nothing was to be changed. Raises StudioError."""
        if task.order is None:
            row = task.line.cursor if task.line is not None else None
            if task.line is not None and draft.name == task.line.row.author:
                draft = replace(draft, name="")  # the server has it, and not as it is masked here
            return await self._ops.orders.make(booth, draft.make(row, again=again))
        action = draft.change(task.order, 0 if again else task.seen)
        return await self._ops.orders.change(booth, action) if action is not None else None

    def _failed(self, task: _Task, problem: Problem) -> None:
        """Here while it is shown; else where the list tells its failures."""
        if isValid(self) and self._task is task:
            self._show_problem(problem)
        else:
            title = said(lambda: QCoreApplication.translate("Orders", "The order was not made"))
            self._ops.notices.failed(title, problem)
