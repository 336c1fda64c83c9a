"""All tiles of the wall in their places: who stands where, what lies under a point, who is next."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum

from ui.bridge.client import BoothKey
from ui.console.wall_layout import Grid, Place, Rect, grid_for, settle, tile_layout
from ui.console.wall_text import TileText
from ui.console.wall_tile import Tile


class Step(Enum):
    """Where a key leads from a tile."""

    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    FIRST = "first"
    LAST = "last"
    PAGE_UP = "page_up"
    PAGE_DOWN = "page_down"


class WallTiles:
    """Tiles by booth, with their rectangles from the wall's upper left corner."""

    def __init__(self) -> None:
        self.places: tuple[Place, ...] = ()
        self.grid = Grid(1, (1, 1))
        self._shapes: Mapping[BoothKey, tuple[int, int]] = {}
        self._tiles: dict[BoothKey, Tile] = {}
        self._at: dict[BoothKey, int] = {}

    def __iter__(self) -> Iterator[Tile]:
        """Every tile, in the order of their places."""
        return iter(self._tiles.values())

    def get(self, booth: BoothKey | None) -> Tile | None:
        """A booth's tile."""
        return self._tiles.get(booth) if booth is not None else None

    @property
    def height(self) -> int:
        """How high the wall is."""
        return self.grid.height(len(self.places))

    def rect(self, booth: BoothKey) -> Rect:
        """Where a booth's tile stands."""
        return self.grid.rect(self._at[booth])

    def booth_at(self, x: int, y: int) -> BoothKey | None:
        """The booth under a point."""
        place = self.grid.at(x, y, len(self.places))
        return self.places[place].booth if place is not None else None

    def show(
        self,
        booths: Sequence[tuple[tuple[int, int], BoothKey]],
        shapes: Mapping[BoothKey, tuple[int, int]],
    ) -> None:
        """Another list of booths (in order, see `Place`), or another shape of a picture; `lay_out`
        follows."""
        self._set_places(settle(self.places, booths))
        self._shapes = shapes

    def lay_out(
        self, room: tuple[int, int], ratio: float, texts: Mapping[BoothKey, TileText]
    ) -> None:
        """Give every booth a tile for this room and scale of the screen; what one showed stays."""
        shapes = [self._shapes[booth] for booth in self._at]
        grid = grid_for(room, len(self.places), shapes)
        if grid.columns != self.grid.columns and len(self._at) < len(self.places):
            # Everything moves anyway: no reason to keep the places of removed booths.
            self._set_places(tuple(place for place in self.places if place.booth is not None))
            grid = grid_for(room, len(self.places), shapes)
        self.grid = grid
        layouts = {shape: tile_layout(grid.cell, shape) for shape in set(shapes)}
        before, self._tiles = self._tiles, {}
        for booth in self._at:
            tile = Tile(booth, layouts[self._shapes[booth]], ratio, texts[booth])
            if booth in before:
                tile.adopt(before[booth])
            self._tiles[booth] = tile

    def step(self, booth: BoothKey | None, step: Step, page: int) -> BoothKey | None:
        """The booth that a key leads to; `page` is how many rows can be seen. Empty places are
        stepped over; at an edge it stays."""
        taken = [at for at, place in enumerate(self.places) if place.booth is not None]
        if not taken:
            return None
        if booth is None or booth not in self._at:
            return self.places[taken[-1 if step is Step.LAST else 0]].booth
        at, columns = self._at[booth], self.grid.columns
        match step:
            case Step.FIRST:
                target = taken[0]
            case Step.LAST:
                target = taken[-1]
            case Step.LEFT:
                target = max((each for each in taken if each < at), default=at)
            case Step.RIGHT:
                target = min((each for each in taken if each > at), default=at)
            case _:
                rows = {Step.UP: -1, Step.DOWN: 1, Step.PAGE_UP: -page, Step.PAGE_DOWN: page}[step]
                target = _in_column(taken, at, rows, columns)
        return self.places[target].booth

    def _set_places(self, places: tuple[Place, ...]) -> None:
        self.places = places
        self._at = {p.booth: at for at, p in enumerate(places) if p.booth is not None}


def _in_column(taken: Sequence[int], at: int, rows: int, columns: int) -> int:
    """So many rows up (negative) or down in the same column, as far as there are tiles."""
    column = [each for each in taken if each % columns == at % columns]
    here = column.index(at)
    lands = max(0, min(len(column) - 1, here + rows))
    if lands == here and rows > 0 and taken[-1] // columns > at // columns:
        return taken[-1]  # the last row is shorter: its end is nearest
    return column[lands]
