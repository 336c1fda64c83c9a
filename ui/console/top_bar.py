"""The line over everything: what is on air, what needs somebody, who I am, the time."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QWidget

from studio_app.domain.booth import Booth, Link, Live, Output
from studio_app.domain.chat import ChatSourceFacts
from studio_app.domain.onair import AirStatus
from studio_app.support.signal import Signal
from ui.bridge.client import Connection, ConnectionStatus
from ui.bridge.studio import StudioBridge
from ui.bridge.throttle import Throttle
from ui.components import Badge, Button, ElidedLabel, Translated
from ui.console.layouts import LAYOUTS, layout_title
from ui.console.shortcuts import Shortcuts, shortcut_title
from ui.docks.chat_model import sources_of, total_viewers
from ui.figures import clock, thousands
from ui.theme import (
    CONTROL,
    ON_AIR,
    ON_COLOUR,
    TEXT,
    TEXT_SECOND,
    WARNING,
    repolish,
    set_look,
)
from ui.translations import LANGUAGES, Language
from ui.words import word

HEIGHT = 44
WORDY = 1500
"""From this width on the layouts have their words, and the studio its name."""
ROOMY = 1240
"""From this width on all else has."""
_AIR_FACTS = (Booth, Link, Output, Live, ChatSourceFacts)


class TopBar(Translated, QFrame):
    """Says what it is asked for by signals; does nothing itself."""

    def __init__(self, bridge: StudioBridge, language: Language, shortcuts: Shortcuts) -> None:
        super().__init__()
        self.setProperty("look", "bar")
        self.setFixedHeight(HEIGHT)
        self._bridge = bridge
        self._language = language
        self._shortcuts = shortcuts
        self._needs = 0
        self._wordless = self._narrow = False
        self.trouble_pressed: Signal[()] = Signal()
        self.palette_wanted: Signal[()] = Signal()
        self.layout_chosen: Signal[str] = Signal()
        self.language_chosen: Signal[str] = Signal()
        self.menu_chosen: Signal[str] = Signal()
        """"settings", "servers", "keys", "about", "full_screen", "reset_layout"."""
        self.sign_out: Signal[Connection] = Signal()
        self.sign_in: Signal[Connection] = Signal()

        self._name = QLabel("BoothDeck")
        self._name.setStyleSheet("font-size: 15px; font-weight: 700;")
        self._studio = ElidedLabel()
        self._studio.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        set_look(self._studio, "second")
        self._on_air = Badge(ON_AIR, height=24)
        self._booths, self._viewers = _second(), _second()
        self._digits = Badge(TEXT, ON_COLOUR, height=28)
        self._digits.hide()
        self._trouble = Button(look="danger")
        self._trouble.show_icon("warning", WARNING)
        self._trouble.clicked.connect(lambda _=False: self.trouble_pressed.emit())
        self._commands = _commands_button(self.palette_wanted)
        self._layouts = {name: Button(look="flat") for name in LAYOUTS}
        for name, button in self._layouts.items():
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setFixedHeight(24)
            button.show_icon(_LAYOUT_ICONS[name])
            button.clicked.connect(lambda _=False, name=name: self.layout_chosen.emit(name))
        self._languages = {code: Button(code.upper(), look="flat") for code in LANGUAGES}
        for code, button in self._languages.items():
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setFixedSize(36, 24)
            button.clicked.connect(lambda _=False, code=code: self.language_chosen.emit(code))
        self._more = Button(look="flat", icon_name="settings")
        self._more.setMenu(QMenu(self._more))
        self._who = Button(look="flat", icon_name="person")
        self._who.setMenu(QMenu(self._who))
        self._who.menu().aboutToShow.connect(self._fill_who_menu)
        self._clock = QLabel()
        set_look(self._clock, "figure")

        self._lay_out()
        self._facts = Throttle(self._show_facts, self)
        bridge.watch(lambda _booth, _key: self._facts.ask(), *_AIR_FACTS, owner=self)
        ends = (
            bridge.booths_changed.connect(self._facts.ask),
            bridge.connections_changed.connect(self._facts.now),
            shortcuts.changed.connect(self.retranslate),
        )
        self.destroyed.connect(lambda: [end() for end in ends])
        self._second = QTimer(self)
        self._second.setTimerType(Qt.TimerType.PreciseTimer)
        self._second.setSingleShot(True)
        self._second.timeout.connect(self._tick)
        self._tick()
        self.show_needs(0)
        self.retranslate()

    def _lay_out(self) -> None:
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(10)
        row.addWidget(self._name)
        row.addWidget(self._studio)
        row.addWidget(self._on_air)
        row.addWidget(self._booths)
        row.addWidget(self._viewers)
        row.addWidget(self._digits)
        row.addStretch(1)
        row.addWidget(self._trouble)
        row.addWidget(self._commands)
        for group in (self._layouts, self._languages):
            row.addWidget(_segmented(list(group.values())))
        row.addWidget(self._more)
        row.addWidget(self._who)
        row.addWidget(self._clock)

    def add(self, widget: QWidget) -> None:
        """Put a widget before what needs somebody."""
        self._row.insertWidget(self._row.indexOf(self._trouble), widget)

    def show_digits(self, typed: str) -> None:
        """The booth number while it is typed: "7_"."""
        self._digits.show_text(f"{typed}_" if len(typed) == 1 else typed)
        self._digits.setVisible(bool(typed))

    def show_needs(self, count: int) -> None:
        """How many things need somebody."""
        self._needs = count
        self._trouble.setVisible(count > 0)
        self._trouble.setText(self.tr("%n need(s) me", "", count))

    def show_layout(self, name: str) -> None:
        """Which layout is in use."""
        for each, button in self._layouts.items():
            button.setAutoExclusive(False)  # one's own layout is none of these
            button.setChecked(each == name)
            button.setAutoExclusive(name in self._layouts)

    @property
    def on_air_text(self) -> str:
        """What the badge says."""
        return self._on_air.text

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window words that icons say as well give way."""
        super().resizeEvent(event)
        wordless, narrow = self.width() < WORDY, self.width() < ROOMY
        if (wordless, narrow) != (self._wordless, self._narrow):
            self._wordless, self._narrow = wordless, narrow
            self.retranslate()

    def retranslate(self) -> None:
        """Every text anew."""
        self._languages[self._language.code].setChecked(True)
        for name, button in self._layouts.items():
            button.setText("" if self._wordless else layout_title(name))
            key = f"layout_{name}"
            button.describe(shortcut_title(key), self._shortcuts.keys(key))
        for code, button in self._languages.items():
            button.describe(LANGUAGES[code], self._shortcuts.keys("language"))
        self._more.describe(self.tr("Settings"), self._shortcuts.keys("settings"))
        palette_key = self._shortcuts.keys("palette")
        words = "" if self._wordless else f"  {self.tr('Command…')}"
        self._commands.setText("" if self._narrow else f"{palette_key}{words}")
        self._commands.describe(shortcut_title("palette"), palette_key)
        next_key = self._shortcuts.keys("next_trouble")
        self._trouble.describe(shortcut_title("next_trouble"), next_key)
        self._on_air.setToolTip(
            self.tr(
                "Booths that viewers see now, by OBS's word;"
                " with “?” those that were on air when last heard"
            )
        )
        self._viewers.setToolTip(self.tr("Viewers of all booths, on the channels that tell"))
        self._clock.setToolTip(self.tr("The server's clock, in Vietnam"))
        self.show_needs(self._needs)
        self._fill_menu()
        self._facts.now()
        self._who.describe(self.tr("Who you are on each server"))

    def _show_facts(self) -> None:
        air = [self._bridge.air(booth) for booth in self._bridge.booths]
        on_air = sum(each.status is AirStatus.ON_AIR for each in air)
        unsure = sum(each.status is AirStatus.UNKNOWN and each.since is not None for each in air)
        text = self.tr("{count} ON AIR").format(count=on_air)
        self._on_air.show_text(f"{text} · {unsure} ?" if unsure else text)
        self._on_air.show_colours(*((ON_AIR, ON_COLOUR) if on_air else (CONTROL, TEXT_SECOND)))
        self._booths.setText(self.tr("%n booth(s)", "", len(air)))
        self._on_air.setVisible(bool(air))
        self._booths.setVisible(bool(air) and not self._wordless)
        watching = total_viewers(sources_of(self._bridge))
        self._viewers.setVisible(watching is not None and not self._narrow)
        if watching is not None:
            self._viewers.setText(self.tr("{count} watching").format(count=thousands(watching)))
        self._studio.show_text(" · ".join(each.name for each in self._bridge.connections))
        self._studio.setVisible(not self._wordless)
        self._show_who(self._bridge.connections)

    def _show_who(self, connections: Sequence[Connection]) -> None:
        known = [each for each in connections if each.principal is not None]
        first = known[0].principal if known else None
        self._who.setVisible(bool(connections))
        if first is None:
            self._who.setText(self.tr("Not signed in"))
        else:
            role = "" if self._narrow else f" · {word(first.role)}"
            self._who.setText(first.name + role)

    def _fill_who_menu(self) -> None:
        """Only when it opens: an open menu must not change under the mouse."""
        menu = self._who.menu()
        menu.clear()
        for connection in self._bridge.connections:
            signed_in = connection.status is ConnectionStatus.CONNECTED
            who = connection.principal
            text = f"{connection.name} · {connection.address}"
            if signed_in and who is not None:
                text += f" · {who.name}, {word(who.role)}"
            head = menu.addAction(text)
            head.setEnabled(False)
            if signed_in:
                out = menu.addAction(self.tr("Sign out"))
                out.triggered.connect(lambda _=False, each=connection: self.sign_out.emit(each))
            elif connection.status is ConnectionStatus.SIGN_IN_NEEDED:
                enter = menu.addAction(self.tr("Sign in"))
                enter.triggered.connect(lambda _=False, each=connection: self.sign_in.emit(each))

    def _fill_menu(self) -> None:
        menu = self._more.menu()
        menu.clear()
        items = (
            ("settings", self.tr("Booths and settings…"), "settings"),
            ("servers", self.tr("Servers…"), ""),
            ("keys", self.tr("Keys…"), "help"),
            ("", "", ""),
            ("full_screen", self.tr("Full screen"), "full_screen"),
            ("reset_layout", self.tr("Docks back to their places"), ""),
            ("", "", ""),
            ("about", self.tr("About BoothDeck"), ""),
        )
        for name, text, shortcut in items:
            if not name:
                menu.addSeparator()
                continue
            keys = self._shortcuts.keys(shortcut) if shortcut else ""
            action = menu.addAction(f"{text}\t{keys}" if keys else text)
            action.triggered.connect(lambda _=False, name=name: self.menu_chosen.emit(name))

    def _tick(self) -> None:
        now: datetime = self._bridge.now()
        self._clock.setText(clock(now))
        self._second.start(max(20, 1000 - now.microsecond // 1000))


_LAYOUT_ICONS = {"monitor": "grid", "direct": "panels", "order_desk": "people"}


def _commands_button(wanted: Signal[()]) -> Button:
    """The box that says which keys open the palette; it takes no focus, the palette does."""
    button = Button(icon_name="search")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.clicked.connect(lambda _=False: wanted.emit())
    return button


def _second() -> QLabel:
    """A label in the second ink."""
    label = QLabel()
    set_look(label, "second")
    return label


def _segmented(buttons: list[Button]) -> QWidget:
    """Buttons of one choice, side by side on one ground."""
    frame = QFrame()
    frame.setProperty("look", "segmented")
    row = QHBoxLayout(frame)
    row.setContentsMargins(2, 2, 2, 2)
    row.setSpacing(2)
    for button in buttons:
        row.addWidget(button)
    repolish(frame)
    return frame
