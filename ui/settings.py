"""What a window remembers between starts: language, layout, keys. In one ini file in its home."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QLocale, QSettings

from ui.translations import LANGUAGES


class WindowSettings:
    """Typed access; a value that cannot be read counts as never set."""

    def __init__(self, file: Path) -> None:
        self._ini = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def language(self) -> str:
        """The language chosen, else the system's when it is one of ours, else Vietnamese."""
        system = QLocale.system().name().split("_")[0]
        default = system if system in LANGUAGES else "vi"
        chosen = self._text("language")
        return chosen if chosen in LANGUAGES else default

    def keep_language(self, code: str) -> None:
        """Remember the language."""
        self._ini.setValue("language", code)

    @property
    def last_name(self) -> str:
        """Who signed in last, to save typing."""
        return self._text("last_name")

    def keep_last_name(self, name: str) -> None:
        """Remember who signed in."""
        self._ini.setValue("last_name", name)

    @property
    def layout(self) -> str:
        """Name of the layout in use at the end."""
        return self._text("layout")

    def keep_layout(self, name: str) -> None:
        """Remember the layout in use."""
        self._ini.setValue("layout", name)

    def layout_state(self, name: str) -> QByteArray:
        """How the docks of a layout were left; empty when never."""
        return self._bytes(f"layouts/{name}")

    def keep_layout_state(self, name: str, state: QByteArray | None) -> None:
        """Remember how its docks are; None forgets."""
        if state is None:
            self._ini.remove(f"layouts/{name}")
        else:
            self._ini.setValue(f"layouts/{name}", state)

    @property
    def geometry(self) -> QByteArray:
        """Where the window was; empty when never."""
        return self._bytes("geometry")

    def keep_geometry(self, geometry: QByteArray) -> None:
        """Remember where the window is."""
        self._ini.setValue("geometry", geometry)

    @property
    def keys(self) -> Mapping[str, str]:
        """Shortcut name → keys, where they were changed."""
        self._ini.beginGroup("keys")
        changed = {name: self._text(name) for name in self._ini.childKeys()}
        self._ini.endGroup()
        return changed

    def keep_keys(self, name: str, keys: str | None) -> None:
        """Remember a changed shortcut; None: as shipped again."""
        if keys is None:
            self._ini.remove(f"keys/{name}")
        else:
            self._ini.setValue(f"keys/{name}", keys)

    def sync(self) -> None:
        """Write to the file now."""
        self._ini.sync()

    def _text(self, key: str) -> str:
        value = self._ini.value(key)
        return value if isinstance(value, str) else ""

    def _bytes(self, key: str) -> QByteArray:
        value = self._ini.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()
