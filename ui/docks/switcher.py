"""The switcher dock: preview and program, TAKE between them, both buses, studio mode."""

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from studio_app.domain.booth import (
    Booth,
    Health,
    Hotkeys,
    Live,
    OnAirHost,
    Output,
    OutputKind,
    Setup,
    Switcher,
)
from studio_app.domain.feed import Bus
from studio_app.domain.onair import AirStatus
from studio_app.domain.records import RecordKey
from studio_app.domain.recovery import Panic
from ui.bridge.client import BoothKey
from ui.bridge.pictures import PictureHub
from ui.bridge.studio import StudioBridge
from ui.components import Badge, Button, PendingButton
from ui.docks.booth_dock import BoothDock
from ui.docks.switcher_bus import SceneBus
from ui.docks.switcher_middle import Middle
from ui.docks.switcher_model import (
    Box,
    air_words,
    lay_stage,
    program_label,
    scene_buttons,
    shape_word,
    stage_height,
)
from ui.docks.switcher_more import MoreMenu
from ui.docks.switcher_panic import PanicButton, PanicLine
from ui.docks.switcher_picture import BusPicture, date_text
from ui.docks.switcher_wishes import SwitcherWishes
from ui.figures import UNKNOWN, milliseconds, percent, rate, span
from ui.operations import Operations
from ui.theme import (
    CONTROL,
    ON_AIR,
    ON_COLOUR,
    PREVIEW,
    TEXT,
    TEXT_SECOND,
    set_look,
)

ROOMY = 640
"""From this width on the studio mode switch has its whole words on it."""
TIGHT = 540
"""From this width on it has short ones."""
LOW = 400
TALL = 620
"""From these heights on the buses show more rows of scenes."""


class Stage(QWidget):
    """Places preview, controls and program for the canvas's shape."""

    def __init__(self, preview: QWidget, middle: Middle, program: QWidget) -> None:
        super().__init__()
        self._parts = (preview, middle, program)
        self._middle = middle
        self._canvas = (1920, 1080)
        for part in self._parts:
            part.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(300, 178)

    def sizeHint(self) -> QSize:
        """Pictures of a readable size."""
        return QSize(800, 240)

    def show_canvas(self, canvas: tuple[int, int]) -> None:
        """The pictures' shape."""
        if canvas != self._canvas:
            self._canvas = canvas
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        self.setMaximumHeight(max(self.minimumHeight(), stage_height(self.width(), self._canvas)))
        lies = lay_stage((self.width(), self.height()), self._canvas)
        self._middle.lie(lies.below)
        for part, box in zip(self._parts, (lies.preview, lies.middle, lies.program), strict=True):
            part.setGeometry(*Box(*box))


class SwitcherDock(BoothDock):
    """What is on air, what comes next, and the way from one to the other. `shortcuts` names the
    keys of "take" and "cut" for the tooltips."""

    def __init__(
        self,
        bridge: StudioBridge,
        ops: Operations,
        pictures: PictureHub,
        shortcuts: Mapping[str, str] | None = None,
    ) -> None:
        kinds = (Switcher, Output, Health, Live, OnAirHost, Setup, Hotkeys, Panic)
        super().__init__(bridge, ops, *kinds)
        self.wishes = SwitcherWishes(self.ops, self.late, self)
        start = self.ops.start
        self.preview = BusPicture(pictures, Bus.PREVIEW)
        self.program = BusPicture(pictures, Bus.PROGRAM)
        self.middle = Middle(
            start,
            take=self.wishes.take,
            cut=self.wishes.cut,
            on_air=self.wishes.target_on_air,
            late=self.wishes.take_late,
        )
        self.stage = Stage(self.preview, self.middle, self.program)
        self.program_bus = SceneBus(
            Bus.PROGRAM,
            start=start,
            wish=self.wishes.cut_to,
            fact=self.wishes.is_program,
            late=self.wishes.cut_late,
        )
        self.preview_bus = SceneBus(
            Bus.PREVIEW,
            start=start,
            wish=self.wishes.preview,
            fact=self.wishes.is_preview,
            late=self.wishes.preview_late,
        )
        self.air = Badge(ON_AIR)
        self.studio_mode = PendingButton(
            start=start,
            wish=self.wishes.toggle_studio_mode,
            fact=self.wishes.studio_mode_is_fact,
            late=self.wishes.studio_mode_late,
        )
        self.more = Button(look="flat", icon_name="more")
        self.menu = MoreMenu(self.ops, self)
        self.panic = PanicButton(bridge, self.ops)
        self.panic_line = PanicLine(bridge, self.ops)
        self.head.add(self.air)
        self.head.add_right(self.studio_mode)
        self.head.add_right(self.more)
        self.head.add_right(self.panic)
        column = QVBoxLayout(self.page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.panic_line)
        column.addWidget(self.stage, 1)
        column.addWidget(self.program_bus)
        column.addWidget(self.preview_bus)
        column.addStretch(0)
        self.program_bus.tab_after = lambda: self.middle.tbar
        self.preview_bus.tab_after = lambda: self.program_bus.last or self.middle.tbar
        # A TAKE that failed is tried again: the buses must be free for it.
        self.problem.lie_on(self.stage)
        self.wishes.connect_middle(self.middle)
        self.more.clicked.connect(self._open_menu)
        for picture in (self.preview, self.program):
            picture.came.connect(self._picture_came)
        self._shortcuts = dict(shortcuts or {})
        self.retranslate()

    # --- for the window --------------------------------------------------------------------------

    def take(self) -> None:
        """As if TAKE were pressed: the window's shortcut."""
        if self.middle.take.isEnabled():
            self.middle.take.click()

    def cut(self) -> None:
        """As if Cut were pressed."""
        if self.middle.cut.isEnabled():
            self.middle.cut.click()

    def panic_button(self) -> PanicButton:
        """The button of PANIC, as it may be pressed now: for the key that is held."""
        self._show_panic()
        return self.panic

    def choose_scene(self, place: int) -> None:
        """As if the preview bus's button at this place (from 1) were pressed."""
        keys = list(self._scene_order())
        if 0 < place <= len(keys):
            key = self.preview_bus.keys.get(keys[place - 1])
            if key is not None and key.isEnabled():
                key.click()

    def show_shortcuts(self, shortcuts: Mapping[str, str]) -> None:
        """The keys to name on tooltips changed."""
        self._shortcuts = dict(shortcuts)
        self.retranslate()

    # --- facts -----------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Every text anew."""
        self.middle.show_keys(self._shortcuts.get("take", ""), self._shortcuts.get("cut", ""))
        self.more.describe(self.tr("Profile, scene collection, hotkeys"))
        super().retranslate()

    def booth_name(self, booth: BoothKey) -> str:
        """With the picture's shape."""
        switcher = self.bridge.get(booth, Switcher)
        shape = shape_word(switcher.canvas) if switcher is not None else ""
        return " · ".join(part for part in (super().booth_name(booth), shape) if part)

    def without_booth(self) -> str:
        """What to do, once for all docks."""
        return self.tr("Choose a booth: click its tile on the wall, or type its two digits.")

    def booth_changed(self) -> None:
        """Nothing of the last booth is waited for."""
        self.wishes.set_booth(self.booth)
        for pending in (self.middle.take, self.middle.cut, self.studio_mode):
            pending.give_up()
        self.middle.chosen.drop()
        self.middle.lasts.drop()
        self.middle.tbar.rest()
        for bus in (self.program_bus, self.preview_bus):
            bus.give_up()
        for picture in (self.preview, self.program):
            picture.set_booth(self.booth)
        self._show_panic()

    def is_figure(self, key: RecordKey) -> bool:
        """Counters wait; whether the stream runs does not."""
        return key[0] == "health" or (key[0] == "output" and not self._air_changed())

    def show_facts(self, booth: BoothKey, hindrance: str) -> None:
        """Buses, labels, controls."""
        switcher = self.bridge.get(booth, Switcher)
        if switcher is None:
            hindrance = hindrance or self.tr("OBS has not said yet what is on air.")
            switcher = Switcher(program="")
        config = self.bridge.get(booth, Booth)
        lit = self.bridge.air(booth).status is AirStatus.ON_AIR
        buttons = scene_buttons(switcher, config.scene_roles if config is not None else {})
        off = "" if switcher.studio_mode else self.tr("Studio mode is off: there is no preview.")
        # As on every vision mixer: the program bus cuts, the transition belongs to TAKE.
        self.program_bus.show_scenes(
            buttons,
            lit=lit,
            hindrance=hindrance,
            tip=self.tr(
                "Put “{scene}” on air at once, by a cut. With the transition: choose it as"
                " preview, then TAKE."
            ),
        )
        self.preview_bus.show_scenes(
            buttons, lit=lit, hindrance=hindrance or off, tip=self.tr("Choose “{scene}” as next")
        )
        if switcher.studio_mode is self.preview_bus.isHidden():
            self.preview_bus.setVisible(switcher.studio_mode)
            self._show_rows()
        self.stage.show_canvas(switcher.canvas)
        self.middle.show_switcher(switcher, hindrance)
        for pending in (self.middle.take, self.middle.cut, self.studio_mode):
            pending.look_again()
        self.wishes.look_again()
        if hindrance:
            self.middle.tbar.rest()
        self._show_panic()
        self._show_labels(booth, switcher)
        self._show_studio_mode(switcher, hindrance)
        self._show_air(booth)
        self._show_dates(booth)

    def show_figures(self, booth: BoothKey) -> None:
        """Times, rates, dates of pictures."""
        self._show_air(booth)
        stream = self.bridge.get(booth, Output, OutputKind.STREAM)
        health = self.bridge.get(booth, Health)
        skipped = self.tr("{percent} skipped").format(
            percent=percent(stream.skipped_pct if stream is not None else None)
        )
        parts = [
            rate(stream.kbps if stream is not None else None),
            skipped,
            milliseconds(health.round_trip_ms) if health is not None else UNKNOWN,
        ]
        self.head.show_figures(" · ".join(parts))
        self._show_dates(booth)

    def _show_panic(self) -> None:
        self.panic.show_booth(self.booth, self._shortcuts.get("panic", ""))
        self.panic_line.show_booth(self.booth)

    # --- inside ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room, more scenes at once."""
        super().resizeEvent(event)
        self._show_rows()
        self.refresh()

    def _show_rows(self) -> None:
        rows = 1 if self.height() < LOW else 2 if self.height() < TALL else 4
        self.preview_bus.show_rows(rows)
        self.program_bus.show_rows(2 * rows if self.preview_bus.isHidden() else rows)

    def _scene_order(self) -> tuple[str, ...]:
        switcher = self.bridge.get(self.booth, Switcher) if self.booth else None
        config = self.bridge.get(self.booth, Booth) if self.booth else None
        if switcher is None:
            return ()
        roles = config.scene_roles if config is not None else {}
        return tuple(button.scene for button in scene_buttons(switcher, roles))

    def _air_changed(self) -> bool:
        return self.booth is not None and self._air_text(self.booth) != self._air_shown()

    def _air_shown(self) -> str:
        return self.air.text.split("  ", maxsplit=1)[0]

    def _air_text(self, booth: BoothKey) -> str:
        return air_words(self.bridge.air(booth).status)

    def _show_air(self, booth: BoothKey) -> None:
        air = self.bridge.air(booth)
        text = self._air_text(booth)
        if air.status is AirStatus.ON_AIR:
            self.air.show_colours(ON_AIR)
            text = f"{text}  {span(air.since, self.bridge.now(booth))}" if air.since else text
        else:
            self.air.show_colours(CONTROL, TEXT_SECOND)
        self.air.show_text(text)

    def _show_labels(self, booth: BoothKey, switcher: Switcher) -> None:
        status = self.bridge.air(booth).status
        host = self.bridge.get(booth, OnAirHost)
        text = program_label(status, switcher, host.name if host is not None else "")
        lit = status is AirStatus.ON_AIR
        self.program.show_label(text, ON_AIR if lit else CONTROL, ON_COLOUR if lit else TEXT)
        if switcher.studio_mode:
            # Of a booth that is gone nobody knows what is next: bright blue would claim it.
            fresh = self.bridge.fresh(booth)
            self.preview.show_label(
                self.tr("NEXT · {scene}").format(scene=switcher.preview or UNKNOWN),
                PREVIEW if fresh else CONTROL,
                ON_COLOUR if fresh else TEXT_SECOND,
            )
            self.preview.show_message("")
        else:
            self.preview.show_label(self.tr("NO PREVIEW"), CONTROL, TEXT_SECOND)
            self.preview.show_message(
                self.tr("Studio mode is off. A press on the program bus goes on air at once.")
            )

    def _picture_came(self) -> None:
        """A first picture, or one that came although the link is gone, is judged at once."""
        if self.booth is not None and not self.bridge.fresh(self.booth):
            self._show_dates(self.booth)

    def _show_dates(self, booth: BoothKey) -> None:
        for picture in (self.preview, self.program):
            taken = picture.shot.taken if picture.shot is not None else None
            age_s = (self.bridge.now(booth) - taken).total_seconds() if taken else 0.0
            words = self.tr("picture of {time}")
            picture.show_date(date_text(picture.shot, age_s, self.bridge.fresh(booth), words))

    def _show_studio_mode(self, switcher: Switcher, hindrance: str) -> None:
        on = switcher.studio_mode
        text = self.tr("Studio mode on") if on else self.tr("Studio mode off")
        short = self.tr("Studio on") if on else self.tr("Studio off")
        width = self.width()
        self.studio_mode.setText(text if width >= ROOMY else short if width >= TIGHT else "")
        self.studio_mode.setAccessibleName(text)
        set_look(self.studio_mode, "flat")
        self.studio_mode.show_icon("panels" if on else "monitor", TEXT if on else TEXT_SECOND)
        self.studio_mode.setEnabled(not hindrance)
        act = (
            self.tr("Switch the preview off: scenes then go on air at once")
            if on
            else self.tr("Switch the preview on: scenes are looked at before they go on air")
        )
        self.studio_mode.setToolTip(hindrance or f"{text}. {act}")

    def _open_menu(self) -> None:
        if self.booth is None:
            return
        self.menu.show_booth(
            self.booth,
            self.bridge.get(self.booth, Setup),
            self.bridge.get(self.booth, Hotkeys),
            self.hindrance,
        )
        self.menu.open_under(self.more)
