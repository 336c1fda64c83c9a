"""Every key of the console in one table: what it does, how it is called, whether it may fire.

No single key fires while text is edited: a field takes the characters it can write before Qt looks
for shortcuts, and the guard here holds for everything else that takes text. In a dialog no key acts
but PANIC's. Booths are chosen by two digits.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QKeyCombination, QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from studio_app.support.signal import Signal
from ui.console.own_keys import title_of
from ui.settings import WindowSettings

DIGITS_MS = 800
"""How long the first digit waits for the second."""
HELD_UP_MS = 100
"""A timer that comes this much late says that the window was busy."""
SCENE_KEYS = 9

DEFAULTS: Mapping[str, str] = {
    "take": "Space",
    "cut": "C",
    "reverse": "Backspace",
    "undo": "Ctrl+Z",
    "palette": "Ctrl+K",
    "alarms": "A",
    "orders": "Ctrl+O",
    "new_order": "Ctrl+N",
    "history": "Ctrl+H",
    "panic": "F9",
    "panic_all": "Ctrl+F9",
    "next_trouble": "N",
    "group_all": "Ctrl+A",
    "no_booth": "Esc",
    "retry": "Ctrl+R",
    "layout_monitor": "Ctrl+1",
    "layout_direct": "Ctrl+2",
    "layout_order_desk": "Ctrl+3",
    "settings": "Ctrl+,",
    "language": "Ctrl+L",
    "full_screen": "F11",
    "help": "F1",
    **{f"scene_{place}": f"Alt+{place}" for place in range(1, SCENE_KEYS + 1)},
}
"""Name → keys as shipped. The digits are not among them: they are always the booths'."""


HELD = ("panic", "panic_all")
"""Shortcuts that act only when their keys are held; from a list of commands nothing is held."""

ALWAYS = ("language", "full_screen", "help", "settings", "palette", "history")
"""Shortcuts that act on no booth."""


def shortcut_title(name: str) -> str:
    """What a shortcut does, in the window's language."""
    translate = QCoreApplication.translate
    if name.startswith("scene_"):
        scene = translate("Shortcuts", "Scene {place} to preview")
        return scene.format(place=name.removeprefix("scene_"))
    return {
        "take": translate("Shortcuts", "Take the preview on air"),
        "cut": translate("Shortcuts", "Cut to the preview at once"),
        "reverse": translate("Shortcuts", "Put back on air what was there before"),
        "undo": translate("Shortcuts", "Undo the last change"),
        "alarms": translate("Shortcuts", "Alarms: show or hide"),
        "orders": translate("Shortcuts", "Orders: show or hide"),
        "new_order": translate("Shortcuts", "New order, by phone or at the counter"),
        "palette": translate("Shortcuts", "Commands"),
        "history": translate("Shortcuts", "What I did"),
        "panic": translate("Shortcuts", "Hold 0.4 s: PANIC, the booth to standby"),
        "panic_all": translate("Shortcuts", "Hold 0.4 s: PANIC ALL, every booth to standby"),
        "next_trouble": translate("Shortcuts", "Next booth that needs me"),
        "group_all": translate("Shortcuts", "Choose all booths together"),
        "no_booth": translate("Shortcuts", "Let go of the booth"),
        "retry": translate("Shortcuts", "Connect to the booth's OBS again"),
        "layout_monitor": translate("Shortcuts", "Layout Monitor: the wall only"),
        "layout_direct": translate("Shortcuts", "Layout Direct: wall and booth"),
        "layout_order_desk": translate("Shortcuts", "Layout Order desk: picture, chat and orders"),
        "settings": translate("Shortcuts", "Settings"),
        "language": translate("Shortcuts", "Change the language"),
        "full_screen": translate("Shortcuts", "Full screen"),
        "help": translate("Shortcuts", "Keys"),
    }[name]


def native(keys: str) -> str:
    """Keys as this system writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


@dataclass
class _Bound:
    shortcut: QShortcut
    act: Callable[[], object]


class Shortcuts(QObject):
    """The keys of one window, its floating docks included. They belong to the person who is
    signed in; before that to nobody, as shipped or as left then."""

    def __init__(self, window: QWidget, settings: WindowSettings, person: str = "") -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._person = person
        self._operates = True
        self._in_dialog = False
        self._keys: dict[str, str] = {}
        self._bound: dict[str, _Bound] = {}
        self.run_own: Callable[[str], object] = lambda _name: None
        """What a key that ships with no meaning does, by its name."""
        self.title_own: Callable[[str], str] = title_of
        """How that is called."""
        self.changed: Signal[()] = Signal()
        """Keys are other ones now; tooltips name them anew."""
        self._read()
        watch_keyboard(self._keyboard_moved)

    @property
    def person(self) -> str:
        """Whose keys they are; "" for nobody's."""
        return self._person

    @property
    def names(self) -> tuple[str, ...]:
        """Every shortcut: the shipped ones in the order of the table, then the person's own."""
        return tuple(self._keys)

    @property
    def runnable(self) -> tuple[str, ...]:
        """The shipped ones that may fire now."""
        return tuple(
            name
            for name in DEFAULTS
            if name in self._bound and name not in HELD and self._may(name)
        )

    def is_own(self, name: str) -> bool:
        """Whether its person gave it keys; it ships without."""
        return name not in DEFAULTS

    def title(self, name: str) -> str:
        """What a shortcut does, in the window's language."""
        return self.title_own(name) if self.is_own(name) else shortcut_title(name)

    def keys(self, name: str) -> str:
        """The keys of a shortcut as this system writes them; "" when it has none."""
        return native(self._keys.get(name, ""))

    def bind(self, name: str, act: Callable[[], object]) -> None:
        """What a shortcut does. A held key does it once."""
        shortcut = QShortcut(self._window)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.setKey(QKeySequence(self._keys[name]))
        shortcut.setEnabled(self._may(name))
        shortcut.activated.connect(lambda: self._fire(name))
        self._bound[name] = _Bound(shortcut, act)

    def run(self, name: str) -> None:
        """As if its keys were pressed."""
        self._bound[name].act()

    def use_person(self, person: str) -> None:
        """From now on the keys of this person."""
        if person != self._person:
            self._person = person
            self._read()
            self.changed.emit()

    def change(self, name: str, keys: str) -> str:
        """Give a shortcut other keys ("" for none). Answers the name of the one that has them
        already ("digits" for the booths'), and then changes nothing; "" when done."""
        sequence = QKeySequence(keys)
        wanted = sequence.toString()
        if wanted and (wanted in "0123456789" or sequence.count() > 1):
            return "digits"
        for other, theirs in self._keys.items():
            if wanted and other != name and QKeySequence(theirs) == sequence:
                return other
        if self.is_own(name):
            self._keep_own(name, wanted)
        else:
            self._keys[name] = wanted
            default = QKeySequence(DEFAULTS[name]).toString()
            kept = None if wanted == default else wanted
            self._settings.keep_keys(self._person, name, kept)
            if name in self._bound:
                self._bound[name].shortcut.setKey(sequence)
        self.changed.emit()
        return ""

    def give(self, name: str, keys: str) -> str:
        """As `change`; answers in words why not, "" when done."""
        return self.why_not(self.change(name, keys))

    def why_not(self, taken_by: str) -> str:
        """An answer of `change` in words."""
        translate = QCoreApplication.translate
        if taken_by == "digits":
            return translate("Shortcuts", "Digits choose booths. Use Ctrl, Alt or another key.")
        if taken_by:
            text = translate("Shortcuts", "These keys belong to “{other}”.")
            return text.format(other=self.title(taken_by))
        return ""

    def changed_from_shipped(self, name: str) -> bool:
        """Whether its keys are not those that it ships with."""
        return QKeySequence(self._keys.get(name, "")) != QKeySequence(DEFAULTS.get(name, ""))

    def reset_one(self, name: str) -> str:
        """Its keys as shipped; one's own loses them. Answers as `change`."""
        return self.change(name, DEFAULTS.get(name, ""))

    def reset(self) -> None:
        """All keys as shipped, none of one's own."""
        for name in DEFAULTS:
            self._settings.keep_keys(self._person, name, None)
        self._settings.keep_own_keys(self._person, {})
        self._read()
        self.changed.emit()

    def operate(self, on: bool) -> None:
        """Whether the keys that act on booths fire: not while a page of settings is shown."""
        self._operates = on
        self._allow()

    def _keyboard_moved(self) -> None:
        self._in_dialog = in_dialog()
        self._allow()

    def _allow(self) -> None:
        for name, bound in self._bound.items():
            bound.shortcut.setEnabled(self._may(name))

    def _may(self, name: str) -> bool:
        if self._in_dialog and name not in HELD:
            return False
        return self._operates or name in ALWAYS

    def _read(self) -> None:
        """The keys of the person, laid on."""
        for name in [name for name in self._bound if self.is_own(name)]:
            self._drop(name)
        changed = self._settings.keys(self._person)
        self._keys = {name: changed.get(name, keys) for name, keys in DEFAULTS.items()}
        for name, bound in self._bound.items():
            bound.shortcut.setKey(QKeySequence(self._keys[name]))
        for name, keys in self._settings.own_keys(self._person).items():
            if not self.is_own(name) or not keys:
                continue
            self._keys[name] = keys
            self._bind_own(name)

    def _keep_own(self, name: str, keys: str) -> None:
        self._drop(name)
        if keys:
            self._keys[name] = keys
            self._bind_own(name)
        own = {each: theirs for each, theirs in self._keys.items() if self.is_own(each)}
        self._settings.keep_own_keys(self._person, own)

    def _bind_own(self, name: str) -> None:
        self.bind(name, lambda: self.run_own(name))

    def _drop(self, name: str) -> None:
        self._keys.pop(name, None)
        if (bound := self._bound.pop(name, None)) is not None:
            bound.shortcut.setEnabled(False)
            bound.shortcut.deleteLater()

    def _fire(self, name: str) -> None:
        bound = self._bound.get(name)
        if bound is None or (is_single_key(bound.shortcut.key()) and editing_text()):
            return
        bound.act()


class BoothDigits(QObject):
    """Two digits choose a booth. `shown` tells what has been typed, `chosen` the number."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.shown: Signal[str] = Signal()
        self.chosen: Signal[int] = Signal()
        self._first = ""
        self._operates = True
        self._waited = QElapsedTimer()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(DIGITS_MS)
        self._patience.timeout.connect(self._waited_enough)
        self._shortcuts = [QShortcut(QKeySequence(digit), window) for digit in "0123456789"]
        for digit, shortcut in enumerate(self._shortcuts):
            shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(lambda digit=digit: self._typed(str(digit)))
        watch_keyboard(self._keyboard_moved)

    def operate(self, on: bool) -> None:
        """Whether digits choose booths now. Being told again what is so already changes nothing:
        a server that is tried again meanwhile must not eat a digit."""
        if on == self._operates:
            return
        self._operates = on
        self.clear()
        self._keyboard_moved()

    def _keyboard_moved(self) -> None:
        for shortcut in self._shortcuts:
            shortcut.setEnabled(self._operates and not in_dialog())

    @property
    def typed(self) -> str:
        """The first digit while the second is waited for."""
        return self._first

    def clear(self) -> None:
        """Forget the first digit."""
        self._patience.stop()
        if self._first:
            self._first = ""
            self.shown.emit("")

    def _typed(self, digit: str) -> None:
        if editing_text():
            return
        if not self._first:
            self._first = digit
            self._wait()
            self.shown.emit(digit)
            return
        number = int(self._first + digit)
        self.shown.emit(self._first + digit)
        self._first = ""
        self._patience.stop()
        self.chosen.emit(number)

    def _wait(self) -> None:
        self._waited.start()
        self._patience.start()

    def _waited_enough(self) -> None:
        """Patience is for the hand: while the window itself was held up, the second digit may
        have been typed and not heard yet."""
        if self._waited.elapsed() > DIGITS_MS + HELD_UP_MS:
            self._wait()
        else:
            self.clear()


def is_single_key(sequence: QKeySequence) -> bool:
    """Whether it is pressed without Ctrl, Alt or Meta and is no function key: such keys write."""
    if sequence.count() != 1:
        return False
    # The bindings index a sequence, their stubs do not say so.
    pressed: QKeyCombination = sequence[0]  # type: ignore[index]
    strong = (
        Qt.KeyboardModifier.ControlModifier
        | Qt.KeyboardModifier.AltModifier
        | Qt.KeyboardModifier.MetaModifier
    )
    is_function = Qt.Key.Key_F1.value <= pressed.key().value <= Qt.Key.Key_F35.value
    return not (pressed.keyboardModifiers() & strong) and not is_function


def watch_keyboard(moved: Callable[[], None]) -> None:
    """Have a method of a QObject called when another window has the keyboard, while it lives."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.focusWindowChanged.connect(moved)


def in_dialog() -> bool:
    """Whether a dialog has the keyboard: what is pressed there is meant for the dialog."""
    return isinstance(QApplication.activeWindow(), QDialog)


def editing_text() -> bool:
    """Whether what has the focus takes text (it asks for an input method then)."""
    focus = QApplication.focusWidget()
    return focus is not None and focus.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
