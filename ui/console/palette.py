"""The command palette: finds any action, asks for its parameters, does it, says what came of it."""

from collections.abc import Callable, Mapping
from functools import partial

import msgspec
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QApplication, QWidget

from studio_app.domain.actions import Action
from studio_app.domain.errors import StudioError
from studio_app.support.signal import Signal
from ui.bridge.client import ActionResult, BoothKey
from ui.bridge.person import person_of
from ui.bridge.studio import StudioBridge
from ui.console.own_keys import name_of, title_of
from ui.console.palette_ask import Wrong
from ui.console.palette_flow import Flow
from ui.console.palette_rows import Found, action_rows, booth_rows, ranked
from ui.console.palette_view import PaletteView, Row
from ui.figures import clock
from ui.operations import Operations, Tone
from ui.operations.deeds import Deed, Fate
from ui.settings import WindowSettings
from ui.words import action_text, problem_text

MOST_RECENT = 20
MOST_LINES = 14


class Palette(QObject):
    """Lies over a window without holding it up; Escape leaves it at any point."""

    def __init__(
        self,
        bridge: StudioBridge,
        ops: Operations,
        settings: WindowSettings,
        over: QWidget,
        chosen: Callable[[], BoothKey | None],
    ) -> None:
        super().__init__(over)
        self._bridge = bridge
        self._ops = ops
        self._settings = settings
        self._chosen = chosen
        self.view = PaletteView(over)
        self.booth_chosen: Signal[BoothKey] = Signal()
        self.closed: Signal[()] = Signal()
        self.own_rows: Callable[[], list[Found]] = list
        """The window's own commands."""
        self.keys: Callable[[str], str] = lambda _: ""
        """The keys of a row by its key."""
        self.give_key: Callable[[str, str], str] = lambda _name, _keys: ""
        """Gives a row keys; answers why not, "" when done."""
        self._flow: Flow | None = None
        self._rows: Callable[[str], list[Row]] = lambda _: []
        self._enter: Callable[[str], object] | None = None
        """What Enter does with what is written, where no row is marked."""
        self._back: Callable[[], object] = self.show_root
        self._turn = 0
        """Counts questions: an answer that comes late finds another."""
        view = self.view
        view.typed.connect(self._typed)
        view.entered.connect(self._entered)
        view.left.connect(self.close)
        view.back.connect(self._go_back)
        view.key_wanted.connect(self._want_key)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_went)

    # --- opening and closing ---------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether it is seen."""
        return self.view.isVisible()

    def toggle(self) -> None:
        """Ctrl+K: open with everything, or close."""
        if self.is_open:
            self.close()
        else:
            self.show_root()
            self.view.open()

    def toggle_history(self) -> None:
        """Open with what was done, or close."""
        if self.is_open:
            self.close()
        else:
            self.show_history()
            self.view.open()

    def close(self) -> None:
        """Leave it; what is under way goes on and is told then."""
        if self.is_open:
            self.view.hide()
            self._flow = None
            self.closed.emit()

    def run(self, action: type[Action], answers: Mapping[str, object] | None = None) -> None:
        """A key of one's own: do it at once where nothing is to be asked, else ask."""
        self._flow = Flow(self._bridge, action, self._chosen(), answers)
        if self._flow.missing is None and not action.CAREFUL:
            self._send(confirmed=False)
            return
        self._next()
        self.view.open()

    def ask_name(self, title: str, take: Callable[[str], str]) -> None:
        """Ask for a name; `take` answers why it cannot be, or "" and it is done."""

        def entered(text: str) -> None:
            wrong = take(text)
            if wrong:
                self.view.say(wrong, "problem", "warning")
            else:
                self.close()

        translate = QCoreApplication.translate
        self._flow = None
        self._question(title, translate("Palette", "Name"))
        self._enter = entered
        self._back = self.show_root
        self.view.hint(translate("Palette", "Enter does it · Backspace goes back · Esc leaves"))
        self._fill()
        self.view.open()

    # --- questions -------------------------------------------------------------------------------

    def show_root(self) -> None:
        """Everything there is, what was used last first."""
        translate = QCoreApplication.translate
        self._flow = None
        self._question("", translate("Palette", "What is to be done?"))
        found = [
            *self._undo_rows(),
            *action_rows(self._bridge, self._begin, self.keys),
            *self.own_rows(),
        ]
        booths = booth_rows(self._bridge, self._go_to)
        recent = self._recent()
        self._rows = lambda query: ranked(
            query, [*found, *booths] if query.strip() else found, recent
        )
        self._back = self.close
        self.view.hint(
            translate("Palette", "↑ ↓ choose · Enter does it · F2 gives it a key · Esc leaves")
        )
        self._fill()

    def show_history(self) -> None:
        """What was done from here, newest first; Enter undoes."""
        translate = QCoreApplication.translate
        self._question(translate("Palette", "What I did"), translate("Palette", "Search in it"))
        rows = [self._deed_row(deed) for deed in reversed(self._ops.desk.deeds.all)]
        self._rows = lambda query: ranked(query, [Found(row) for row in rows], ())
        self._back = self.show_root
        self.view.hint(translate("Palette", "Enter undoes · Backspace goes back · Esc leaves"))
        self._fill()
        if not rows:
            self.view.say(translate("Palette", "Nothing was done from this window yet."))

    def _begin(self, action: type[Action]) -> None:
        self._flow = Flow(self._bridge, action, self._chosen())
        self._next()

    def _next(self) -> None:
        """The next question of the flow, or what follows the last."""
        flow = self._flow
        if flow is None:
            self.show_root()
        elif (name := flow.missing) is not None:
            self._ask(flow, name)
        elif flow.optional:
            self._show_ready(flow)
        elif flow.action.CAREFUL:
            self._confirm(action_text(flow.action))
        else:
            self._send(confirmed=False)

    def _ask(self, flow: Flow, name: str) -> None:
        translate = QCoreApplication.translate
        ask = flow.asks.get(name)
        self._question(flow.trail, flow.title_of(name), secret=ask is not None and ask.secret)
        offered = [
            Found(Row(c.title, partial(self._answer, name, c.value), note=c.note))
            for c in flow.offered(name)
        ]
        self._rows = lambda query: ranked(query, offered, ())
        self._back = self._step_back
        self._enter = lambda text: self._answer_text(name, text)
        self.view.hint(
            translate("Palette", "{what}: {allowed} · Backspace goes back · Esc leaves").format(
                what=flow.title_of(name), allowed=flow.hint(name)
            )
        )
        self._fill()

    def _show_ready(self, flow: Flow) -> None:
        """Everything needed is there; more can be said."""
        translate = QCoreApplication.translate
        self._question(flow.trail, translate("Palette", "Enter does it; or change one of these"))
        rows = [Row(translate("Palette", "Do it"), self._do_ready, icon="check")]
        for ask in flow.optional:
            text = flow.shown(ask.name) if ask.name in flow.answers else "–"
            rows.append(
                Row(
                    ask.title,
                    partial(self._ask, flow, ask.name),
                    note=text,
                    icon="edit",
                )
            )
        self._rows = lambda query: ranked(query, [Found(row) for row in rows], ())
        self._back = self._step_back
        self.view.hint(translate("Palette", "Enter does it · Backspace goes back · Esc leaves"))
        self._fill()

    def _do_ready(self) -> None:
        if self._flow is not None and self._flow.action.CAREFUL:
            self._confirm(action_text(self._flow.action))
        else:
            self._send(confirmed=False)

    def _confirm(self, what: str) -> None:
        """What will happen, and a second Enter for it."""
        translate = QCoreApplication.translate
        flow = self._flow
        if flow is None:
            return
        self._question(flow.trail, translate("Palette", "Enter once more does it, Esc leaves it"))
        self.view.say(what, "problem", "warning")
        self._rows = lambda _: [
            Row(
                translate("Palette", "Yes, do it"),
                lambda: self._send(confirmed=True),
                icon="warning",
            )
        ]
        self._back = self._step_back
        self.view.hint(translate("Palette", "Enter does it · Backspace goes back · Esc leaves"))
        self._fill()

    # --- answers ---------------------------------------------------------------------------------

    def _answer(self, name: str, value: object) -> None:
        if self._flow is not None:
            self._flow.answer(name, value)
            self._next()

    def _answer_text(self, name: str, text: str) -> None:
        if self._flow is None:
            return
        try:
            self._flow.answer_text(name, text)
        except Wrong as wrong:
            self.view.say(str(wrong), "problem", "warning")
            return
        self._next()

    def _step_back(self) -> None:
        if self._flow is None or not self._flow.back():
            self.show_root()
        else:
            self._next()

    def _send(self, *, confirmed: bool) -> None:
        flow = self._flow
        if flow is None or flow.server is None:
            return
        title = flow.trail
        self._remember(f"action:{flow.action.NAME}")
        try:
            action = flow.build()
        except (TypeError, ValueError) as error:
            self.view.say(str(error), "problem", "warning")
            return
        if self.is_open:
            self._question(title, QCoreApplication.translate("Palette", "Under way…"))
            self._fill()
        self._ops.start(self._carry_out(flow, action, title, confirmed, self._turn), "palette")

    async def _carry_out(
        self, flow: Flow, action: Action, title: str, confirmed: bool, turn: int
    ) -> None:
        try:
            server = flow.server
            if server is None:
                return
            result = await self._ops.anything.do(
                server, action, title, booth=flow.booth, confirmed=confirmed
            )
        except StudioError as error:
            if error.problem.code == "confirm_needed" and not confirmed:
                self._flow = flow
                self._confirm(problem_text(error.problem))
                self.view.open()
            elif self.is_open and turn == self._turn:
                self._show_result(flow, problem_text(error.problem), None)
            else:
                self._ops.notices.failed(title, error.problem)
            return
        if self.is_open and turn == self._turn:
            self._show_result(flow, "", result)
        else:
            self._ops.notices.say(title, value_text(result.value), Tone.DONE)

    def _show_result(self, flow: Flow, wrong: str, result: ActionResult | None) -> None:
        translate = QCoreApplication.translate
        self._flow = flow
        self._question(flow.trail, translate("Palette", "Enter repeats it"))
        if wrong:
            self.view.say(wrong, "problem", "warning")
        else:
            value = value_text(result.value) if result is not None else ""
            done = translate("Palette", "Done")
            self.view.say(f"{done}\n{value}" if value else f"{done}.", "good", "check")
        again = translate("Palette", "Try again") if wrong else translate("Palette", "Once more")
        rows = [Row(again, self._next_again, icon="restart")]
        deeds = self._ops.desk.deeds.all
        if not wrong and deeds and deeds[-1].can_undo:
            rows.append(self._deed_row(deeds[-1], translate("Palette", "Undo it")))
        key = f"action:{flow.action.NAME}"
        rows.append(
            Row(
                translate("Palette", "Give this its own key"),
                lambda: self._want_key(Row(flow.trail, _nothing, key=key)),
                note="F2",
                icon="keyboard",
                key=key,
            )
        )
        rows.append(Row(translate("Palette", "Something else"), self.show_root, icon="search"))
        self._rows = lambda query: ranked(query, [Found(row) for row in rows], ())
        self._back = self._step_back
        self.view.hint(translate("Palette", "Enter repeats · Backspace changes it · Esc leaves"))
        said = (self.view.said, "problem" if wrong else "good", "warning" if wrong else "check")
        self._fill()
        self.view.say(*said)

    def _next_again(self) -> None:
        """The same once more, asked again when it is dangerous."""
        self._do_ready()

    # --- history ---------------------------------------------------------------------------------

    def _undo_rows(self) -> list[Found]:
        translate = QCoreApplication.translate
        rows = []
        if (deed := self._ops.desk.deeds.next_undo) is not None:
            text = translate("Palette", "Undo: {what}").format(what=deed.title)
            row = Row(text, lambda: self._undo(deed), note=self.keys("undo"), icon="undo")
            rows.append(Found(row, ("undo",)))
        history = Row(
            translate("Palette", "What I did"), self.show_history, icon="replay", key="history"
        )
        rows.append(Found(history, ("history undo",)))
        return rows

    def _deed_row(self, deed: Deed, title: str = "") -> Row:
        translate = QCoreApplication.translate
        if deed.fate is Fate.FAILED:
            note = translate("Palette", "refused")
        elif deed.fate is Fate.UNDONE:
            note = translate("Palette", "undone")
        elif deed.undo is None:
            note = translate("Palette", "not undoable")
        else:
            note = translate("Palette", "Enter undoes it")
        icon = "undo" if deed.can_undo else "warning" if deed.fate is Fate.FAILED else "check"
        text = title or f"{clock(deed.at)}  {deed.title}"
        return Row(text, lambda: self._undo(deed), note=note, icon=icon)

    def _undo(self, deed: Deed, *, confirmed: bool = False) -> None:
        if deed.can_undo:
            self._ops.start(self._reverse(deed, confirmed), "palette undo")
        elif deed.problem is not None:
            self.view.say(problem_text(deed.problem), "problem", "warning")
        else:
            text = QCoreApplication.translate("Palette", "This cannot be undone.")
            self.view.say(text, "problem", "warning")

    async def _reverse(self, deed: Deed, confirmed: bool) -> None:
        translate = QCoreApplication.translate
        try:
            await self._ops.desk.reverse(deed, confirmed=confirmed)
        except StudioError as error:
            if error.problem.code == "confirm_needed" and not confirmed:
                self._question(
                    deed.title, translate("Palette", "Enter once more does it, Esc leaves it")
                )
                yes = Row(
                    translate("Palette", "Yes, undo it"), lambda: self._undo(deed, confirmed=True)
                )
                self._rows = lambda _: [yes]
                self._back = self.show_history
                self._fill()
            self.view.say(problem_text(error.problem), "problem", "warning")
            return
        self.show_history()
        undone = translate("Palette", "Undone: {what}").format(what=deed.title)
        self.view.say(undone, "good", "check")

    # --- the rest --------------------------------------------------------------------------------

    def _question(self, trail: str, placeholder: str, *, secret: bool = False) -> None:
        self._turn += 1
        self._rows = lambda _: []
        self._enter = None
        self.view.ask(trail, placeholder, secret=secret)

    def _fill(self) -> None:
        self.view.show_rows(self._rows(self.view.field.text()))

    def _typed(self, text: str) -> None:
        self.view.show_rows(self._rows(text))
        if self._enter is not None:
            self.view.say("")

    def _entered(self, row: Row | None) -> None:
        if row is not None:
            if row.key and not row.key.startswith("action:"):
                self._remember(row.key)
            if row.leaves:
                self.close()
            row.pick()
        elif self._enter is not None:
            self._enter(self.view.field.text())
        elif self.view.field.text():
            nothing = QCoreApplication.translate("Palette", "Nothing is called that. Other words?")
            self.view.say(nothing, "problem", "warning")

    def _go_back(self) -> None:
        self._back()

    def _go_to(self, booth: BoothKey) -> None:
        self.close()
        self.booth_chosen.emit(booth)

    def _want_key(self, row: Row | None) -> None:
        """The next keys pressed are this row's from then on."""
        if row is None or not row.key:
            return
        translate, name, flow = QCoreApplication.translate, row.key, self._flow
        if flow is not None:
            answers = {each: value for each, value in flow.answers.items() if each in flow.asks}
            if flow.of_booth:
                answers.pop("booth", None)  # it acts on the booth that is chosen then
            name = name_of(flow.action, answers)
        self._question(
            title_of(name) if flow else row.title, translate("Palette", "Press the new keys")
        )
        self._back = self.show_root
        has = self.keys(name)
        text = translate("Palette", "Has {keys} now · Esc leaves it so") if has else ""
        self.view.hint(
            text.format(keys=has) or translate("Palette", "Has no keys now · Esc leaves it so")
        )
        self._fill()
        self.view.record(partial(self._take_keys, name))

    def _take_keys(self, name: str, keys: str) -> None:
        wrong = self.give_key(name, keys)
        if wrong:
            self.view.say(wrong, "problem", "warning")
            return
        self.show_root()
        text = QCoreApplication.translate("Palette", "{keys} does it from now on.")
        self.view.say(text.format(keys=self.keys(name)), "good", "check")

    def _recent(self) -> list[str]:
        return self._settings.recent(person_of(self._bridge))

    def _remember(self, key: str) -> None:
        recent = [key, *(each for each in self._recent() if each != key)]
        self._settings.keep_recent(person_of(self._bridge), recent[:MOST_RECENT])

    def _focus_went(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Who works elsewhere in the window has left it."""
        if self.is_open and new is not None and not self.view.isAncestorOf(new):
            self.view.hide()
            self._flow = None


def value_text(value: object) -> str:
    """What an action answered, a few lines of it."""
    plain = msgspec.to_builtins(value)
    rows = plain if isinstance(plain, list) else [] if plain is None else [plain]
    lines = [
        " · ".join(f"{each}" for each in row.values() if each not in (None, "", [], {}))
        if isinstance(row, dict)
        else str(row)
        for row in rows
    ]
    more = [f"… {len(lines) - MOST_LINES}"] if len(lines) > MOST_LINES else []
    return "\n".join(lines[:MOST_LINES] + more)


def _nothing() -> None:
    """A row that only stands for something."""
