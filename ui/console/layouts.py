"""Where the docks are: two layouts, each remembered as its person left it, and the way back."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow

from studio_app.support.signal import Signal
from ui.settings import WindowSettings

STATE_VERSION = 1
"""Raise when docks are added or removed: an older state is then not restored."""
LAYOUTS = ("monitor", "direct")
WIDE = (1700, 900)
"""From this width and height on all docks have room beside the wall; below they fold to tabs."""
RIGHT_SHARE = 0.43


class Layouts:
    """ "monitor" shows the wall only; "direct" the wall and the chosen booth's docks beside it."""

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

    @property
    def name(self) -> str:
        """The layout in use."""
        return self._name

    def use(self, name: str) -> None:
        """Change to a layout as it was left, or as it is shipped. "" is the one used last."""
        self.save()
        self._name = name or self._settings.layout or "direct"
        if self._name not in LAYOUTS:
            self._name = "direct"
        self._settings.keep_layout(self._name)
        self._place()
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

    def _place(self) -> None:
        if self._bare:
            return
        self._wide = self._window.width() >= WIDE[0] and self._window.height() >= WIDE[1]
        state = self._settings.layout_state(self._key())
        if state.isEmpty() or not self._window.restoreState(state, STATE_VERSION):
            self._arrange()

    def reset(self) -> None:
        """The layout in use as it is shipped."""
        self._settings.keep_layout_state(self._key(), None)
        if not self._bare:
            self._arrange()

    def save(self) -> None:
        """Remember how the docks are now."""
        if self._name and not self._bare:
            self._settings.keep_layout_state(self._key(), self._window.saveState(STATE_VERSION))

    def _key(self) -> str:
        return f"{self._name}-{'wide' if self._wide else 'narrow'}"

    def _arrange(self) -> None:
        area = Qt.DockWidgetArea.RightDockWidgetArea
        vertical, horizontal = Qt.Orientation.Vertical, Qt.Orientation.Horizontal
        window, docks = self._window, self._docks
        for dock in docks.values():
            dock.setFloating(False)
            window.removeDockWidget(dock)
        if self._name == "monitor":
            for dock in docks.values():
                window.addDockWidget(area, dock)
                dock.hide()
            return
        switcher, mixer = docks["switcher"], docks["mixer"]
        sources, outputs = docks["sources"], docks["outputs"]
        window.addDockWidget(area, switcher)
        window.splitDockWidget(switcher, sources, vertical)
        if self._wide:
            window.splitDockWidget(sources, mixer, vertical)
            window.splitDockWidget(sources, outputs, horizontal)
        else:
            for dock in (mixer, outputs):
                window.tabifyDockWidget(sources, dock)
        for dock in docks.values():
            dock.show()
        width = round(window.width() * RIGHT_SHARE)
        window.resizeDocks([switcher], [width], horizontal)
        height = window.height()
        if self._wide:
            window.resizeDocks([sources, outputs], [width // 2, width // 2], horizontal)
            parts = [round(height * part) for part in (0.39, 0.36, 0.25)]
            window.resizeDocks([switcher, sources, mixer], parts, vertical)
        else:
            parts = [round(height * part) for part in (0.5, 0.5)]
            window.resizeDocks([switcher, sources], parts, vertical)
            mixer.raise_()
