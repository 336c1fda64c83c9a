"""What the switcher dock shows, from facts alone: scene buttons, the T-bar's end, shapes."""

from collections.abc import Mapping
from math import gcd
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from studio_app.domain.booth import SceneRole, Switcher, Transition
from studio_app.domain.onair import AirStatus

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


GAP = 6
NARROW = 470
"""Under this width the controls lie below the pictures instead of between them."""
MIDDLE_LEAST = 128
MIDDLE_MOST = 200
MIDDLE_HIGH = 196
FRAME = 3
"""Width of a picture's frame."""
FOOT = 84
"""Height of the controls when they lie below."""


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: int
    top: int
    width: int
    height: int


class StageLayout(NamedTuple):
    """Where preview, controls and program lie."""

    preview: Box
    middle: Box
    program: Box
    below: bool


def lay_stage(room: tuple[int, int], canvas: tuple[int, int]) -> StageLayout:
    """Two pictures in the canvas's shape, as large as there is room, the controls between (or
    below) them; what is left over stays outside."""
    width, height = room
    if width < NARROW:
        across, down = _framed(((width - GAP) // 2, height - FOOT - GAP), canvas)
        left = max(0, (width - 2 * across - GAP) // 2)
        return StageLayout(
            preview=Box(left, 0, across, down),
            middle=Box(0, down + GAP, width, FOOT),
            program=Box(left + across + GAP, 0, across, down),
            below=True,
        )
    across, down = _framed(((width - MIDDLE_LEAST) // 2 - GAP, height), canvas)
    middle = min(MIDDLE_MOST, width - 2 * (across + GAP))
    left = (width - middle) // 2 - GAP - across
    return StageLayout(
        preview=Box(left, 0, across, down),
        middle=Box(left + across + GAP, 0, middle, min(height, max(down, MIDDLE_HIGH))),
        program=Box(left + across + middle + 2 * GAP, 0, across, down),
        below=False,
    )


def stage_height(width: int, canvas: tuple[int, int]) -> int:
    """The height at which the pictures are as wide as they can be; more would stay empty."""
    lies = lay_stage((width, 10_000), canvas)
    if lies.below:
        return lies.middle.top + lies.middle.height
    return max(lies.preview.height, MIDDLE_HIGH)


def _framed(room: tuple[int, int], canvas: tuple[int, int]) -> tuple[int, int]:
    """A picture's size with its frame."""
    inside = (max(1, room[0] - 2 * FRAME), max(1, room[1] - 2 * FRAME))
    across, down = picture_size(inside, canvas)
    return across + 2 * FRAME, down + 2 * FRAME


KEY_WIDTH = 84


def key_columns(width: int, count: int) -> int:
    """How many scene buttons lie beside each other: even rows, none narrower than a word."""
    most = max(1, (width + GAP) // (KEY_WIDTH + GAP))
    rows = max(1, -(-count // most))
    return max(1, -(-count // rows))


def picture_size(room: tuple[int, int], canvas: tuple[int, int]) -> tuple[int, int]:
    """The largest width and height of the canvas's shape that fits a room, in pixels."""
    across, down = max(1, canvas[0]), max(1, canvas[1])
    scale = min(room[0] / across, room[1] / down)
    return max(1, int(across * scale)), max(1, int(down * scale))


def air_words(status: AirStatus) -> str:
    """The badge's word for whether viewers can see the booth."""
    return {
        AirStatus.ON_AIR: QCoreApplication.translate("switcher", "ON AIR"),
        AirStatus.OFF: QCoreApplication.translate("switcher", "NOT ON AIR"),
        AirStatus.UNKNOWN: QCoreApplication.translate("switcher", "ON AIR UNKNOWN"),
    }[status]


def program_label(status: AirStatus, switcher: Switcher, host: str) -> str:
    """The words on the program picture: on air only by OBS's word, with who is in it."""
    word = (
        QCoreApplication.translate("switcher", "ON AIR")
        if status is AirStatus.ON_AIR
        else QCoreApplication.translate("switcher", "PROGRAM")
    )
    parts = [word, switcher.program or "–"]
    if host and host.casefold() != switcher.program.casefold():
        parts.append(host)
    if switcher.leaving is not None and switcher.leaving != switcher.program:
        coming = QCoreApplication.translate("switcher", "from “{scene}”")
        parts.append(coming.format(scene=switcher.leaving))
    return " · ".join(parts)
