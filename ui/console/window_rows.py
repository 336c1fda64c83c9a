"""What the palette offers of the window itself: layouts, panels, the second window."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from ui.console.layouts import Layouts, layout_title
from ui.console.palette_rows import Found
from ui.console.palette_view import Row

AskName = Callable[[str, Callable[[str], str]], object]
"""Asks for a name under a headline; what takes it answers why not, or ""."""


class Seconds(Protocol):
    """What can be done about a second window."""

    def open_second(self, shows: str) -> None: ...
    def close_second(self) -> None: ...
    @property
    def has_second(self) -> bool: ...


def layout_rows(layouts: Layouts, ask_name: AskName) -> list[Found]:
    """Every layout, and what can be done with the one in use."""
    translate = QCoreApplication.translate
    found = []
    for name in layouts.names:
        text = translate("WindowRows", "Layout {name}").format(name=layout_title(name))
        note = translate("WindowRows", "in use") if name == layouts.name else ""
        row = Row(
            text,
            partial(layouts.use, name),
            note=note,
            icon="panels",
            key=f"layout:{name}",
            leaves=True,
        )
        found.append(Found(row, ("layout",)))
    save = translate("WindowRows", "Save the layout under a name")
    row = Row(save, lambda: ask_name(save, layouts.save_as), icon="plus", key="layout_save")
    found.append(Found(row, ("layout save",)))
    reset = translate("WindowRows", "Docks back to their places")
    found.append(Found(Row(reset, layouts.reset, icon="restart", leaves=True), ("layout reset",)))
    for name in layouts.own:
        text = translate("WindowRows", "Rename layout {name}").format(name=name)
        rename = partial(ask_name, text, partial(layouts.rename, name))
        found.append(Found(Row(text, rename, icon="edit"), ("layout rename",)))
        text = translate("WindowRows", "Delete layout {name}").format(name=name)
        delete = partial(layouts.delete, name)
        found.append(Found(Row(text, delete, icon="trash", leaves=True), ("layout delete",)))
    return found


def panel_rows(layouts: Layouts, titles: Mapping[str, Callable[[], str]]) -> list[Found]:
    """Each dock, to be brought up or put away."""
    translate = QCoreApplication.translate
    return [
        Found(
            Row(
                translate("WindowRows", "Panel {name}: show or hide").format(name=title()),
                partial(layouts.show_dock, name),
                icon="panels",
                key=f"panel:{name}",
                leaves=True,
            ),
            (f"panel dock {name}",),
        )
        for name, title in titles.items()
    ]


def plugin_rows(add: Callable[[], object]) -> list[Found]:
    """What a plugin's own form asks for, not the palette."""
    text = QCoreApplication.translate("WindowRows", "Add a channel, voice, camera …")
    row = Row(text, add, icon="plus", leaves=True)
    return [Found(row, ("plugin add channel chat source",))]


def second_rows(window: Seconds) -> list[Found]:
    """The second window."""
    translate = QCoreApplication.translate
    if window.has_second:
        text = translate("WindowRows", "Close the second window")
        return [
            Found(
                Row(text, window.close_second, icon="close", leaves=True), ("second window close",)
            )
        ]
    texts = {
        "wall": translate("WindowRows", "Second window: the wall"),
        "docks": translate("WindowRows", "Second window: the booth's panels"),
    }
    return [
        Found(
            Row(
                text,
                partial(window.open_second, shows),
                icon="monitor",
                key=f"second:{shows}",
                leaves=True,
            ),
            (f"second window screen {shows}",),
        )
        for shows, text in texts.items()
    ]


def own_title(name: str, titles: Mapping[str, Callable[[], str]]) -> str:
    """What a row of this module does, by its key; "" when it is none of them."""
    translate = QCoreApplication.translate
    kind, _, which = name.partition(":")
    if kind == "layout":
        return translate("WindowRows", "Layout {name}").format(name=layout_title(which))
    if kind == "panel" and which in titles:
        text = translate("WindowRows", "Panel {name}: show or hide")
        return text.format(name=titles[which]())
    return ""
