"""Where the docks are: layouts by name, shipped and one's own, each remembered as it was left."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QByteArray, QCoreApplication, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow

from studio_app.support.signal import Signal
from ui.settings import WindowSettings

STATE_VERSION = 6
"""Raise when docks are added or removed, and say in `JOINED` which came."""
JOINED: Mapping[int, tuple[str, ...]] = {5: ("orders",)}
"""An older version that is restored still → the docks that its states do not know."""
LAYOUTS = ("monitor", "direct", "order_desk")
"""Those that ship, by what they are stored as."""
WIDE = (1700, 900)
"""From this width and height on all docks have room beside the wall; below they fold to tabs."""
RIGHT_SHARE = 0.43
ORDER_SHARE = 0.5

SHOWN: Mapping[str, tuple[str, ...]] = {
    "monitor": (),
    "direct": ("switcher", "chat", "outputs", "sources", "health", "mixer"),
    "order_desk": ("switcher", "chat", "orders", "outputs"),
}
"""Layout → the docks that it shows; the others wait to be asked for."""
FRONT = ("outputs", "orders", "chat")
"""What is before the tabs of its place at first; the last one where they share one."""
BEHIND: Mapping[str, str] = {"plugins": "sources", "orders": "outputs"}
"""Docks that need more height than the lowest one has → the dock that they come up behind."""


def layout_title(name: str) -> str:
    """What a layout is called; one's own are called as their person said."""
    return {
        "monitor": QCoreApplication.translate("Layouts", "Monitor"),
        "direct": QCoreApplication.translate("Layouts", "Direct"),
        "order_desk": QCoreApplication.translate("Layouts", "Order desk"),
    }.get(name, name)


class Layouts:
    """The layouts of one window. "monitor" shows the wall only, "direct" the wall and the chosen
    booth's docks beside it, "order_desk" picture, chat and orders. One's own begin as a copy of
    what is seen. Each is kept apart for every size of screen."""

    def __init__(
        self, window: QMainWindow, docks: Mapping[str, QDockWidget], settings: WindowSettings
    ) -> None:
        self._window = window
        self._docks = docks
        self._settings = settings
        self._name = ""
        self._wide = True
        self._bare = False
        self.changed: Signal[str] = Signal()
        """Another layout is in use, or there are others."""

    @property
    def name(self) -> str:
        """The layout in use."""
        return self._name

    @property
    def own(self) -> Sequence[str]:
        """The names of one's own layouts."""
        return self._settings.own_layouts

    @property
    def names(self) -> Sequence[str]:
        """All of them, the shipped ones first."""
        return (*LAYOUTS, *self.own)

    def use(self, name: str) -> None:
        """Change to a layout as it was left, or as it is shipped. "" is the one used last."""
        self.save()
        self._name = name or self._settings.layout or "direct"
        if self._name not in self.names:
            self._name = "direct"
        self._settings.keep_layout(self._name)
        self._place()
        self.changed.emit(self._name)

    def save_as(self, name: str) -> str:
        """Keep what is seen now under a new name and go on with that; why not, or ""."""
        name = " ".join(name.split())
        if wrong := self._why_not(name):
            return wrong
        self.save()
        self._settings.keep_own_layouts([*self.own, name])
        self._name = name
        self._settings.keep_layout(name)
        self.save()
        self.changed.emit(name)
        return ""

    def rename(self, old: str, new: str) -> str:
        """Call one's own layout otherwise; why not, or ""."""
        new = " ".join(new.split())
        if old not in self.own or (wrong := self._why_not(new)):
            return wrong if old in self.own else ""
        self.save()
        self._settings.rename_layout_states(old, new)
        self._settings.keep_own_layouts([new if name == old else name for name in self.own])
        if self._name == old:
            self._name = new
            self._settings.keep_layout(new)
        self.changed.emit(self._name)
        return ""

    def delete(self, name: str) -> None:
        """Forget one's own layout; the window goes back to "direct" where it was in use."""
        if name not in self.own:
            return
        if self._name == name:
            self.use("direct")
        self._settings.forget_layout_states(name)
        self._settings.keep_own_layouts([each for each in self.own if each != name])
        self.changed.emit(self._name)

    def bare(self, bare: bool) -> None:
        """Put the docks away while there is no booth for them, and bring them back as they were."""
        if bare == self._bare:
            return
        self.save()
        self._bare = bare
        if bare:
            for dock in self._docks.values():
                dock.hide()
        elif self._name:
            self._place()

    def reset(self) -> None:
        """The layout in use as it is shipped."""
        self._settings.keep_layout_state(self._key(), None)
        if not self._bare:
            self._arrange()

    def save(self) -> None:
        """Remember how the docks are now."""
        if self._name and not self._bare:
            self._settings.keep_layout_state(self._key(), self._window.saveState(STATE_VERSION))

    def show_dock(self, name: str, *, stay: bool = False) -> None:
        """Bring a dock to where it can be seen, or put it away when it is in front (not when it
        is to `stay`)."""
        dock = self._docks[name]
        if not stay and dock.isVisible() and not dock.visibleRegion().isEmpty():
            dock.hide()
            return
        dock.show()
        dock.raise_()
        panel = dock.widget()
        if panel is not None:
            panel.setFocus()

    def _why_not(self, name: str) -> str:
        translate = QCoreApplication.translate
        if not 1 <= len(name) <= 30:
            return translate("Layouts", "A name has 1 to 30 characters.")
        taken = {each.casefold() for each in self.names} | {
            layout_title(each).casefold() for each in LAYOUTS
        }
        if name.casefold() in taken:
            return translate("Layouts", "There is a layout of that name. Choose another.")
        return ""

    def _place(self) -> None:
        if self._bare:
            return
        self._wide = self._window.width() >= WIDE[0] and self._window.height() >= WIDE[1]
        state = self._settings.layout_state(self._key())
        if state.isEmpty() or not self._restore(state):
            self._arrange()

    def _restore(self, state: QByteArray) -> bool:
        """As it was left; docks that came with a later version take their places beside."""
        if self._window.restoreState(state, STATE_VERSION):
            return True
        for version, joined in JOINED.items():
            if self._window.restoreState(state, version):
                for name in joined:
                    self._join(name)
                return True
        return False

    def _join(self, name: str) -> None:
        """A new dock comes up behind the one that it belongs to; where it ships, in front."""
        dock, over = self._docks[name], self._docks[BEHIND[name]]
        self._window.removeDockWidget(dock)
        if over.isHidden() or over.isFloating():
            self._window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        else:
            self._window.tabifyDockWidget(over, dock)
        dock.setVisible(name in SHOWN.get(self._name, ()))
        if not dock.isHidden():
            dock.raise_()

    def _key(self) -> str:
        """What its state is stored by: the layout, the size of the screen, how it is folded."""
        room = self._window.screen().size()
        fold = "wide" if self._wide else "narrow"
        return f"{self._name}/{room.width()}x{room.height()}-{fold}"

    def _arrange(self) -> None:
        area = Qt.DockWidgetArea.RightDockWidgetArea
        window = self._window
        shown = SHOWN.get(self._name, SHOWN["direct"])
        for dock in self._docks.values():
            dock.setFloating(False)
            window.removeDockWidget(dock)
        seen = [self._docks[name] for name in shown if name in self._docks]
        away = {name: dock for name, dock in self._docks.items() if name not in shown}
        if seen:
            self._arrange_seen(shown)
        for name, dock in away.items():
            # Behind what is seen last, so that it comes up as a tab there.
            window.addDockWidget(area, dock)
            if seen:
                over = self._docks.get(BEHIND.get(name, ""))
                window.tabifyDockWidget(over if over in seen else seen[-1], dock)
            dock.hide()
        for dock in seen:
            dock.show()
        if seen:
            share = ORDER_SHARE if self._name == "order_desk" else RIGHT_SHARE
            width = round(window.width() * share)
            window.resizeDocks([seen[0]], [width], Qt.Orientation.Horizontal)
            self._share_out(width)
            for front in FRONT:
                if self._docks.get(front) in seen:
                    self._docks[front].raise_()

    def _arrange_seen(self, shown: Sequence[str]) -> None:
        """The switcher on top; under it chat and the others side by side, sound at the foot. In a
        small window all but the switcher are tabs of one place."""
        vertical, horizontal = Qt.Orientation.Vertical, Qt.Orientation.Horizontal
        window, docks = self._window, self._docks
        rest = [docks[name] for name in shown if name in docks and name != "switcher"]
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, docks["switcher"])
        window.splitDockWidget(docks["switcher"], docks["chat"], vertical)
        if not self._wide:
            for dock in rest[1:]:
                window.tabifyDockWidget(docks["chat"], dock)
            return
        if "mixer" in shown:
            window.splitDockWidget(docks["chat"], docks["mixer"], vertical)
        window.splitDockWidget(docks["chat"], rest[1], horizontal)
        for dock in rest[2:]:
            if dock is not docks["mixer"]:
                window.tabifyDockWidget(rest[1], dock)

    def _share_out(self, width: int) -> None:
        window, docks = self._window, self._docks
        vertical, height = Qt.Orientation.Vertical, window.height()
        switcher, chat, mixer = docks["switcher"], docks["chat"], docks["mixer"]
        if self._wide:
            halves = [width // 2, width // 2]
            beside = docks["outputs" if docks["orders"].isHidden() else "orders"]
            window.resizeDocks([chat, beside], halves, Qt.Orientation.Horizontal)
        if self._wide and not mixer.isHidden():
            parts = [round(height * part) for part in (0.34, 0.5, 0.16)]
            window.resizeDocks([switcher, chat, mixer], parts, vertical)
        else:
            parts = [round(height * part) for part in (0.42, 0.58)]
            window.resizeDocks([switcher, chat], parts, vertical)
