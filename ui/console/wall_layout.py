"""Where every booth's tile stands on the wall, and what is where within a tile: plain geometry.

All measures are device-independent pixels.
"""

from collections.abc import Iterable, Sequence
from math import ceil, log
from typing import NamedTuple

from ui.bridge.client import BoothKey

GAP = 6
BORDER = 2
"""The ring around a tile that trouble and choice are drawn on."""
METER = 10
"""Two channels of four with a gap of two."""
METER_GAP = 3
LEAST_CELL = (168, 120)
LEAST_UPRIGHT_CELL = (116, 160)
"""Below these a tile cannot be read at arm's length; the wall scrolls instead. The second is for
walls of upright pictures only."""
MOST_CELL = (960, 660)
"""A lone booth need not fill a whole screen."""
SAFE_CROP = 0.07
"""How much of a picture's height or width may be cut in all: what lies outside EBU R 95's
action-safe area, which no maker puts anything into."""
FACTS_LINES = (2, 3)
"""Lines of facts below a picture: the fewest, and how many a tile is made tall for."""
NARROW = 150
"""In a tile under this width the fewest lines are as many as those."""
MOST_LINES = 7
"""More facts than these there are not."""
BESIDE_EMS = 9.5
"""Least width of the facts beside a picture, in body sizes."""
BESIDE_MOST_EMS = 18
BELOW_EMS = 15
EVEN_ROWS_COST = 0.84
"""Pictures may be this much smaller in area for rows without empty places, or without bars."""
BARS_MOST = 0.25
"""More of a tile's width than this is not given to bars."""


class Rect(NamedTuple):
    """A rectangle; right and bottom are the first pixels outside."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    def moved(self, x: int, y: int) -> "Rect":
        """The same size elsewhere."""
        return Rect(self.x + x, self.y + y, self.width, self.height)


# --- places ---------------------------------------------------------------------------------------


class Place(NamedTuple):
    """One place on the wall; empty when its booth was removed."""

    order: tuple[int, int]
    """Which server in the order they were added, and the booth's number there."""
    booth: BoothKey | None


def settle(
    before: Sequence[Place], booths: Sequence[tuple[tuple[int, int], BoothKey]]
) -> tuple[Place, ...]:
    """The places for these booths (given in order). A removed booth leaves its place empty, so that
    no other tile moves under a hand; a booth that fits into an empty place takes it. Only when that
    is not enough all places are given out anew, without empty ones."""
    fresh = tuple(Place(order, booth) for order, booth in booths)
    orders = {booth: order for order, booth in booths}
    kept = [
        place
        if place.booth is not None and orders.get(place.booth) == place.order
        # An empty place keeps its number: the same booth may come back to it.
        else Place(place.order, None)
        for place in before
    ]
    standing = {place.booth for place in kept}
    for place in fresh:
        if place.booth in standing:
            continue
        at = _free_place(kept, place.order)
        if at is None:
            return fresh
        kept[at] = place
    while kept and kept[-1].booth is None:
        kept.pop()
    return tuple(kept)


def _free_place(places: Sequence[Place], order: tuple[int, int]) -> int | None:
    """An empty place between the booths that `order` belongs between."""
    low = max((at for at, p in enumerate(places) if p.booth and p.order < order), default=-1)
    high = min(
        (at for at, p in enumerate(places) if p.booth and p.order > order), default=len(places)
    )
    free = [at for at in range(low + 1, high) if places[at].booth is None]
    return next((at for at in free if places[at].order == order), free[0] if free else None)


# --- within a tile --------------------------------------------------------------------------------


class Type(NamedTuple):
    """Sizes of type in a tile, in pixels."""

    body: int
    number: int
    badge: int
    line: int
    """From one line of facts to the next."""


class TileLayout(NamedTuple):
    """What is where in a tile, from its top left corner."""

    cell: tuple[int, int]
    picture: Rect
    """The place of the picture, which stands in its middle."""
    image: tuple[int, int]
    """The whole picture's size; larger than its place where its edges are cut."""
    seen: tuple[int, int]
    """How much of it is seen."""
    meter: Rect
    facts: Rect
    lines: int
    """How many lines of facts there is room for."""
    type: Type
    beside: bool
    """The facts stand beside the picture, not below."""


def type_for(cell: tuple[int, int]) -> Type:
    """Type grows with the tile: at 16 booths on a whole screen it is read from three metres."""
    body = max(11, min(18, round(min(cell[0] / 16.5, (cell[0] * cell[1]) ** 0.5 / 20))))
    badge = min(24, body + 2 + max(0, body - 12))
    return Type(body=body, number=round(body * 1.75), badge=badge, line=round(body * 1.45))


def tile_layout(cell: tuple[int, int], canvas: tuple[int, int]) -> TileLayout:
    """A tile of this size for a picture of this shape: the facts go below or beside it, whichever
    leaves the picture larger. Where other shapes make the tile wide, a little of that is given for
    a picture without bars at its sides."""
    below, beside = _both(cell, canvas)
    bars = below.picture.width - below.seen[0]
    if bars > BARS_MOST * below.picture.width and _area(beside) >= EVEN_ROWS_COST * _area(below):
        return beside
    return max(below, beside, key=_area)


def _largest(cell: tuple[int, int], canvas: tuple[int, int]) -> TileLayout:
    """The layout with the larger picture: what cells are measured by before they are trimmed."""
    return max(*_both(cell, canvas), key=_area)


def _both(cell: tuple[int, int], canvas: tuple[int, int]) -> tuple[TileLayout, TileLayout]:
    type_ = type_for(cell)
    return _below(cell, canvas, type_), _beside(cell, canvas, type_)


def _area(layout: TileLayout) -> int:
    return layout.seen[0] * layout.seen[1]


def _below(cell: tuple[int, int], canvas: tuple[int, int], type_: Type) -> TileLayout:
    across, down = cell[0] - 2 * BORDER, cell[1] - 2 * BORDER
    padding = type_.body // 2
    fewest = FACTS_LINES[1 if cell[0] < NARROW else 0]
    room = (across - METER - 2 * METER_GAP, down - fewest * type_.line - padding)
    image, seen = _filled(room, canvas)
    height = seen[1]
    spare = down - height - padding
    # A line more is worth standing a little closer (`paint_facts` does).
    lines = max(1, min(MOST_LINES, (spare + type_.line // 3) // type_.line))
    return TileLayout(
        cell=cell,
        picture=Rect(BORDER, BORDER, room[0], height),
        image=image,
        seen=seen,
        meter=Rect(
            BORDER + across - METER - METER_GAP, BORDER + METER_GAP, METER, height - 2 * METER_GAP
        ),
        facts=Rect(BORDER, BORDER + height, across, down - height),
        lines=lines,
        type=type_,
        beside=False,
    )


def _beside(cell: tuple[int, int], canvas: tuple[int, int], type_: Type) -> TileLayout:
    across, down = cell[0] - 2 * BORDER, cell[1] - 2 * BORDER
    least = round(BESIDE_EMS * type_.body)
    image, seen = _filled((across - METER - 2 * METER_GAP - least, down), canvas)
    left = BORDER + seen[0] + METER_GAP
    facts = left + METER + METER_GAP
    return TileLayout(
        cell=cell,
        picture=Rect(BORDER, BORDER, seen[0], down),
        image=image,
        seen=seen,
        meter=Rect(left, BORDER + METER_GAP, METER, down - 2 * METER_GAP),
        facts=Rect(facts, BORDER, BORDER + across - facts, down),
        lines=max(1, min(MOST_LINES, (down - type_.body) // type_.line)),
        type=type_,
        beside=True,
    )


def _filled(
    room: tuple[int, int], canvas: tuple[int, int]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """The picture's size and what is seen of it: fitted into the room, and grown as far as cutting
    its unsafe edges allows."""
    across, down = max(1, room[0]), max(1, room[1])
    fitted = min(across / canvas[0], down / canvas[1])
    covered = max(across / canvas[0], down / canvas[1])
    scale = min(covered, fitted / (1 - SAFE_CROP))
    image = (max(1, round(canvas[0] * scale)), max(1, round(canvas[1] * scale)))
    return image, (min(image[0], across), min(image[1], down))


# --- the wall -------------------------------------------------------------------------------------


class Grid(NamedTuple):
    """Equal cells in rows."""

    columns: int
    cell: tuple[int, int]

    def rect(self, place: int) -> Rect:
        """Where the tile of a place stands."""
        row, column = divmod(place, self.columns)
        return Rect(
            column * (self.cell[0] + GAP), row * (self.cell[1] + GAP), self.cell[0], self.cell[1]
        )

    @property
    def width(self) -> int:
        """How wide the wall is."""
        return self.columns * (self.cell[0] + GAP) - GAP

    def height(self, places: int) -> int:
        """How high the wall is with so many places."""
        rows = ceil(places / self.columns)
        return max(0, rows * (self.cell[1] + GAP) - GAP)

    def at(self, x: int, y: int, places: int) -> int | None:
        """The place under a point, None between tiles and beyond the last."""
        if x < 0 or y < 0:
            return None
        column, in_x = divmod(x, self.cell[0] + GAP)
        row, in_y = divmod(y, self.cell[1] + GAP)
        place = row * self.columns + column
        if column >= self.columns or place >= places:
            return None
        return place if in_x < self.cell[0] and in_y < self.cell[1] else None


def grid_for(area: tuple[int, int], places: int, canvases: Iterable[tuple[int, int]]) -> Grid:
    """The columns that show the most of these pictures in this area; of those that show nearly as
    much, the ones that fill their places best, the empty ones of the last row counted. Every place
    must fit without scrolling while its tile can still be read."""
    shapes: dict[tuple[int, int], int] = {}
    for canvas in canvases:
        shapes[canvas] = shapes.get(canvas, 0) + 1
    shapes = shapes or {(16, 9): 1}
    count = max(1, places)
    upright = all(across < down for across, down in shapes)
    least = LEAST_UPRIGHT_CELL if upright else LEAST_CELL
    most_columns = max(1, min(count, (area[0] + GAP) // (least[0] + GAP)))
    grids = [_grid(area, count, columns, shapes, least) for columns in range(1, most_columns + 1)]
    worths = {grid: _worth(grid, area, count, shapes) for grid in grids}
    best = max(grids, key=worths.__getitem__)
    if not worths[best][0]:
        return best
    close = worths[best][1] + count * log(EVEN_ROWS_COST)
    alike = [grid for grid in grids if worths[grid][0] and worths[grid][1] >= close]
    return max(alike, key=lambda grid: worths[grid][2] / (count + -count % grid.columns))


def _grid(
    area: tuple[int, int],
    count: int,
    columns: int,
    shapes: dict[tuple[int, int], int],
    least: tuple[int, int],
) -> Grid:
    rows = ceil(count / columns)
    width = min((area[0] - (columns - 1) * GAP) // columns, MOST_CELL[0])
    height = min((area[1] - (rows - 1) * GAP) // rows, MOST_CELL[1])
    cell = (max(width, 1), max(height, least[1]))
    # No larger than its contents: what is left over stays free at the wall's edges.
    used = [_used(_largest(cell, canvas)) for canvas in shapes]
    across, down = (max(size[axis] for size in used) for axis in (0, 1))
    return Grid(columns, (min(cell[0], across), max(min(cell[1], down), least[1])))


def _used(layout: TileLayout) -> tuple[int, int]:
    """How large a tile needs to be for the picture it shows."""
    seen, type_ = layout.seen, layout.type
    across = seen[0] + METER + 2 * (METER_GAP + BORDER)
    if layout.beside:
        return across + BESIDE_MOST_EMS * type_.body, seen[1] + 2 * BORDER
    text = FACTS_LINES[1] * type_.line + type_.body // 2
    least = min(BELOW_EMS * type_.body, layout.cell[0])
    return max(across, least), seen[1] + text + 2 * BORDER


def _worth(
    grid: Grid, area: tuple[int, int], count: int, shapes: dict[tuple[int, int], int]
) -> tuple[bool, float, float]:
    """Whether all fits, or the least to scroll; then how large the pictures are (their geometric
    mean: no shape is shown large at the other's cost), then how much of the tiles they fill (their
    harmonic mean: tiles of one shape that are mostly empty are not made up for by the others)."""
    height = grid.height(count)
    if height > area[1]:
        return False, -height, 0.0
    size = sparse = 0.0
    for canvas, booths in shapes.items():
        seen = _largest(grid.cell, canvas).seen
        size += booths * log(seen[0] * seen[1])
        sparse += booths / (seen[0] * seen[1])
    return True, size, count * count / (sparse * grid.cell[0] * grid.cell[1])
