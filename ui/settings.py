"""What a window remembers between starts: language, layout, keys. In one ini file in its home."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

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
        """How the docks of a layout ("name/screen") were left; empty when never."""
        return self._bytes(_layout_key(name))

    def keep_layout_state(self, name: str, state: QByteArray | None) -> None:
        """Remember how its docks are; None forgets."""
        if state is None:
            self._ini.remove(_layout_key(name))
        else:
            self._ini.setValue(_layout_key(name), state)

    @property
    def own_layouts(self) -> Sequence[str]:
        """The names of layouts that were saved, in the order they were made."""
        return tuple(each for each in self._text("own_layouts").split("\n") if each)

    def keep_own_layouts(self, names: Sequence[str]) -> None:
        """Remember which layouts there are besides the shipped ones."""
        self._ini.setValue("own_layouts", "\n".join(names))

    def rename_layout_states(self, old: str, new: str) -> None:
        """All states of a layout, on every screen, belong to another name."""
        self._ini.beginGroup(f"layouts/{quote(old, safe='')}")
        states = {key: self._bytes(key) for key in self._ini.childKeys()}
        self._ini.endGroup()
        self.forget_layout_states(old)
        for key, state in states.items():
            self.keep_layout_state(f"{new}/{key}", state)

    def forget_layout_states(self, name: str) -> None:
        """Forget a layout on every screen."""
        self._ini.remove(f"layouts/{quote(name, safe='')}")

    @property
    def alarm_volume_pct(self) -> int:
        """How loud this console's alarms are, 0 to 100; 60 as shipped."""
        text = self._text("alarms/volume_pct")
        return min(int(text), 100) if text.isdigit() else 60

    @property
    def alarm_muted(self) -> bool:
        """Whether this console's alarms are silent."""
        return self._text("alarms/muted") == "yes"

    def keep_alarm_sound(self, volume_pct: int, muted: bool) -> None:
        """Remember how alarms are heard here."""
        self._ini.setValue("alarms/volume_pct", str(volume_pct))
        self._ini.setValue("alarms/muted", "yes" if muted else "no")

    @property
    def second(self) -> str:
        """What the second window shows: "wall", "docks", or "" when there is none."""
        return self._text("second/shows")

    @property
    def second_geometry(self) -> QByteArray:
        """Where the second window was; empty when never."""
        return self._bytes("second/geometry")

    def keep_second(self, shows: str) -> None:
        """Remember whether there is a second window, and what it shows."""
        self._ini.setValue("second/shows", shows)

    def keep_second_place(self, geometry: QByteArray) -> None:
        """Remember where the second window is."""
        self._ini.setValue("second/geometry", geometry)

    @property
    def geometry(self) -> QByteArray:
        """Where the window was; empty when never."""
        return self._bytes("geometry")

    def keep_geometry(self, geometry: QByteArray) -> None:
        """Remember where the window is."""
        self._ini.setValue("geometry", geometry)

    def keys(self, person: str) -> Mapping[str, str]:
        """Shortcut name → keys, where this person changed them."""
        return self._texts(f"{_group(person)}/keys")

    def keep_keys(self, person: str, name: str, keys: str | None) -> None:
        """Remember a changed shortcut; None: as shipped again."""
        self._keep_text(f"{_group(person)}/keys/{name}", keys)

    def own_keys(self, person: str) -> Mapping[str, str]:
        """What this person gave keys to that ships without → keys."""
        named = self._texts(f"{_group(person)}/own").values()
        return {name: keys for name, _, keys in (text.partition("\t") for text in named)}

    def keep_own_keys(self, person: str, own: Mapping[str, str]) -> None:
        """Remember all of them; what is not among them is forgotten."""
        self._ini.remove(f"{_group(person)}/own")
        for at, (name, keys) in enumerate(own.items()):
            self._ini.setValue(f"{_group(person)}/own/{at:03}", f"{name}\t{keys}")

    def recent(self, person: str) -> list[str]:
        """What this person did last in the palette, newest first."""
        return [each for each in self._text(f"{_group(person)}/recent").split("\n") if each]

    def keep_recent(self, person: str, recent: Sequence[str]) -> None:
        """Remember what this person did last."""
        self._ini.setValue(f"{_group(person)}/recent", "\n".join(recent))

    def chat_words(self, person: str) -> str:
        """The words that this person has marked in the chat, with commas."""
        return self._text(f"{_group(person)}/chat_words")

    def keep_chat_words(self, person: str, words: str) -> None:
        """Remember them."""
        self._ini.setValue(f"{_group(person)}/chat_words", words)

    def sync(self) -> None:
        """Write to the file now."""
        self._ini.sync()

    def _texts(self, group: str) -> Mapping[str, str]:
        self._ini.beginGroup(group)
        found = {name: self._text(name) for name in sorted(self._ini.childKeys())}
        self._ini.endGroup()
        return found

    def _keep_text(self, key: str, text: str | None) -> None:
        if text is None:
            self._ini.remove(key)
        else:
            self._ini.setValue(key, text)

    def _text(self, key: str) -> str:
        value = self._ini.value(key)
        return value if isinstance(value, str) else ""

    def _bytes(self, key: str) -> QByteArray:
        value = self._ini.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()


def _group(person: str) -> str:
    """Where one person's things stand; any name makes one group."""
    return f"people/{quote(person, safe='')}"


def _layout_key(name: str) -> str:
    layout, _, screen = name.rpartition("/")
    return f"layouts/{quote(layout, safe='')}/{screen}"
