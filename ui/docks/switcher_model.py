"""What the switcher dock shows, from facts alone: scene buttons, the T-bar's end, shapes."""

from collections.abc import Mapping
from math import gcd
from typing import NamedTuple

from studio_app.domain.booth import SceneRole, Switcher, Transition

ROLE_ORDER = (SceneRole.HUMAN, SceneRole.AI, SceneRole.BREAK, SceneRole.STANDBY)
"""Scenes with a role stand first, in this order: an operator's hand learns the places."""

DURATION_LEAST_MS = 50
DURATION_MOST_MS = 20000

TBAR_COMMITS = 0.9
"""Let go at or past this the T-bar takes, before it goes back; OBS's own bar snaps alike."""


class SceneButton(NamedTuple):
    """One scene on a bus."""

    scene: str
    role: SceneRole | None
    on_air: bool
    next: bool
    leaving: bool
    """Still partly seen while a transition runs."""


def scene_buttons(switcher: Switcher, roles: Mapping[SceneRole, str]) -> tuple[SceneButton, ...]:
    """Every scene once: those with a role first, then the others as OBS lists them."""
    role_of: dict[str, SceneRole] = {}
    for role in ROLE_ORDER:
        name = roles.get(role)
        if name is not None and name in switcher.scenes:
            role_of.setdefault(name, role)
    others = [name for name in switcher.scenes if name not in role_of]
    return tuple(
        SceneButton(
            scene=name,
            role=role_of.get(name),
            on_air=name == switcher.program,
            next=switcher.studio_mode and name == switcher.preview,
            leaving=name == switcher.leaving and name != switcher.program,
        )
        for name in (*role_of, *others)
    )


def chosen_transition(switcher: Switcher) -> Transition | None:
    """The transition that the next take uses, when OBS still lists it."""
    return next((t for t in switcher.transitions if t.name == switcher.transition), None)


def takes_time(switcher: Switcher) -> bool:
    """Whether the chosen transition has a duration to set (a Cut or a Stinger has none)."""
    transition = chosen_transition(switcher)
    return transition is not None and not transition.fixed


def commits(position: float) -> bool:
    """Whether letting the T-bar go here (0 to 1) takes."""
    return position >= TBAR_COMMITS


def shape_word(canvas: tuple[int, int]) -> str:
    """The picture's shape as people say it: `9:16`, `16:9`; else width×height in pixels."""
    width, height = canvas
    if width <= 0 or height <= 0:
        return ""
    part = gcd(width, height)
    across, down = width // part, height // part
    return f"{across}:{down}" if max(across, down) <= 32 else f"{width}×{height}"


def picture_size(room: tuple[int, int], canvas: tuple[int, int]) -> tuple[int, int]:
    """The largest width and height of the canvas's shape that fits a room, in pixels."""
    across, down = max(1, canvas[0]), max(1, canvas[1])
    scale = min(room[0] / across, room[1] / down)
    return max(1, int(across * scale)), max(1, int(down * scale))
