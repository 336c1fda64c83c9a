"""What the palette offers before anything is chosen: actions, booths, the window's own commands."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication

from studio_app.domain.actions import ALL_ACTIONS, Action
from studio_app.domain.booth import Booth
from studio_app.domain.text.folding import fit
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge
from ui.console.palette_choices import servers_for
from ui.console.palette_view import Row
from ui.console.shortcuts import Shortcuts, shortcut_title
from ui.words import action_source, action_text

NOT_BY_HAND = (
    "group.each",
    "group.run",
    "settings.change",
    "alarm.limits",
    "plugin.add",
    "plugin.change",
    "order.make",
    "order.change",
)
"""Put together by other controls only."""
IN_THE_PALETTE = (
    "palette",
    "history",
    "undo",
    "no_booth",
    "layout_monitor",
    "layout_direct",
    "layout_order_desk",
)
"""Keys that the palette has rows for, or that mean nothing in it."""
BOOTH_LAST = 3
"""A booth's name that fits as well as an action's comes after it by so much."""


@dataclass(frozen=True)
class Found:
    """A row and what it is searched by besides its title."""

    row: Row
    also: tuple[str, ...] = ()
    behind: int = 0


def action_rows(
    bridge: StudioBridge, pick: Callable[[type[Action]], object], keys: Callable[[str], str]
) -> list[Found]:
    """Every action that who is signed in may use on some server. `keys` are those of a row."""
    found = []
    for name, action in ALL_ACTIONS.items():
        if name in NOT_BY_HAND or not servers_for(bridge, action.ROLE):
            continue
        key = f"action:{name}"
        row = Row(
            action_text(action).rstrip("."),
            partial(pick, action),
            note=keys(key) or name,
            icon="chevron-right",
            key=key,
        )
        found.append(Found(row, (f"{name.replace('.', ' ')} {name}", action_source(action))))
    return found


def booth_rows(bridge: StudioBridge, pick: Callable[[BoothKey], object]) -> list[Found]:
    """“Go to booth …” for every booth, by number, name and host."""
    found = []
    for booth in bridge.booths:
        facts = bridge.get(booth, Booth)
        name = facts.name if facts else booth[1]
        text = QCoreApplication.translate("Palette", "Go to booth {number} · {name}")
        row = Row(
            text.format(number=bridge.title(booth), name=name),
            partial(pick, booth),
            note=facts.host if facts else "",
            icon="monitor",
        )
        found.append(
            Found(
                row,
                (f"{bridge.title(booth)} {name} {facts.host if facts else ''}",),
                behind=BOOTH_LAST,
            )
        )
    return found


def command_rows(shortcuts: Shortcuts) -> list[Found]:
    """The window's own commands: what its keys do, as far as they may fire now."""
    return [
        Found(
            Row(
                shortcut_title(name),
                partial(shortcuts.run, name),
                note=shortcuts.keys(name),
                icon="keyboard",
                key=name,
                leaves=True,
            ),
            (name.replace("_", " "),),
        )
        for name in shortcuts.runnable
        if name not in IN_THE_PALETTE
    ]


def ranked(query: str, found: Iterable[Found], recent: Sequence[str]) -> list[Row]:
    """The rows that answer a search, the best first; of those that fit alike the most recent."""
    places = {key: at for at, key in enumerate(recent)}
    never = len(places)
    scored = []
    for at, each in enumerate(found):
        costs = [fit(query, text) for text in (each.row.title, *each.also)]
        # Words of another language or an action's name find it too, but later.
        best = min((c + place for place, c in enumerate(costs) if c is not None), default=None)
        if best is not None:
            place = places.get(each.row.key, never)
            # What is used often is meant more often than what fits a little better.
            bonus = 2 if place < never else 0
            scored.append((best + each.behind - bonus, place, at, each.row))
    if not query.strip():
        scored = [(0, place, at, row) for _, place, at, row in scored]
    return [row for *_, row in sorted(scored, key=lambda one: one[:3])]
