"""Where tiles stand: places that never move under a hand, and tiles that waste no picture."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_app.domain.ids import BoothId, ServerId
from ui.bridge.client import BoothKey
from ui.console.wall_layout import (
    BORDER,
    LEAST_CELL,
    LEAST_UPRIGHT_CELL,
    SAFE_CROP,
    Grid,
    Place,
    Rect,
    TileLayout,
    grid_for,
    settle,
    tile_layout,
)

WIDE, UPRIGHT = (1920, 1080), (1080, 1920)
Booths = list[tuple[tuple[int, int], BoothKey]]


def booths(*numbers: int) -> Booths:
    return [((0, number), key(number)) for number in numbers]


def key(number: int) -> BoothKey:
    return ServerId("srv000000001"), BoothId(f"booth-{number}")


def standing(places: tuple[Place, ...]) -> list[BoothKey | None]:
    return [place.booth for place in places]


def test_a_removed_booth_leaves_its_place_empty_and_nobody_moves() -> None:
    places = settle(settle((), booths(1, 2, 5, 7)), booths(1, 5, 7))
    assert standing(places) == [key(1), None, key(5), key(7)]


def test_the_last_booth_leaves_no_empty_place_behind() -> None:
    assert standing(settle(settle((), booths(1, 2)), booths(1))) == [key(1)]


def test_a_booth_that_comes_back_takes_its_old_place() -> None:
    gap = settle(settle((), booths(1, 2, 3, 5)), booths(1, 5))
    assert standing(settle(gap, booths(1, 3, 5))) == [key(1), None, key(3), key(5)]


def test_another_booth_may_take_an_empty_place_where_its_number_fits() -> None:
    gap = settle(settle((), booths(1, 2, 5)), booths(1, 5))
    assert standing(settle(gap, booths(1, 4, 5))) == [key(1), key(4), key(5)]


def test_without_a_fitting_place_all_are_given_out_anew_without_gaps() -> None:
    gap = settle(settle((), booths(1, 2, 5)), booths(1, 5))
    assert standing(settle(gap, booths(1, 5, 9))) == [key(1), key(5), key(9)]


numbers = st.lists(st.integers(1, 40), unique=True).map(sorted)


@given(st.lists(numbers, min_size=1, max_size=5))
def test_places_are_in_order_each_booth_once_and_stay_while_booths_only_go(
    lists: list[list[int]],
) -> None:
    places: tuple[Place, ...] = ()
    for now in lists:
        before = {place.booth: at for at, place in enumerate(places)}
        places = settle(places, booths(*now))
        there = [place for place in places if place.booth is not None]
        assert [place.booth for place in there] == [key(number) for number in now]
        if all(key(number) in before for number in now):
            assert all(places[before[key(number)]].booth == key(number) for number in now)


# --- tiles ----------------------------------------------------------------------------------------

cells = st.tuples(st.integers(116, 1000), st.integers(120, 900))
shapes = st.sampled_from([WIDE, UPRIGHT, (1080, 1080), (1440, 1080), (2560, 1080)])


def overlap(a: Rect, b: Rect) -> bool:
    return a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom


@given(cells, shapes)
def test_a_tiles_parts_lie_inside_it_and_never_over_each_other(
    cell: tuple[int, int], canvas: tuple[int, int]
) -> None:
    layout = tile_layout(cell, canvas)
    parts = (layout.picture, layout.meter, layout.facts)
    for part in parts:
        assert part.x >= BORDER
        assert part.y >= BORDER
        assert part.right <= cell[0] - BORDER
        assert part.bottom <= cell[1] - BORDER
        assert part.width > 0
        assert part.height > 0
    assert not any(overlap(a, b) for a, b in combinations(parts, 2))


@given(cells, shapes)
def test_a_picture_keeps_its_shape_and_loses_only_its_unsafe_edges(
    cell: tuple[int, int], canvas: tuple[int, int]
) -> None:
    layout = tile_layout(cell, canvas)
    across, down = layout.image
    assert abs(across / down - canvas[0] / canvas[1]) <= canvas[0] / canvas[1] * 2 / min(
        layout.image
    )
    for axis in (0, 1):
        assert layout.seen[axis] >= layout.image[axis] * (1 - SAFE_CROP) - 1


def grid(area: tuple[int, int], count: int, *canvases: tuple[int, int]) -> Grid:
    return grid_for(area, count, [canvases[at % len(canvases)] for at in range(count)])


@pytest.mark.parametrize("canvases", [(WIDE,), (UPRIGHT,), (WIDE, UPRIGHT)])
@pytest.mark.parametrize("count", [1, 2, 4, 9, 16, 25, 32, 40])
@pytest.mark.parametrize("area", [(1092, 940), (1914, 960), (3834, 2000)])
def test_up_to_forty_booths_fit_on_a_full_hd_wall_without_scrolling(
    area: tuple[int, int], count: int, canvases: tuple[tuple[int, int], ...]
) -> None:
    wall = grid(area, count, *canvases)
    assert wall.height(count) <= area[1]
    last = wall.rect(count - 1)
    assert last.right <= area[0]
    least = LEAST_UPRIGHT_CELL if canvases == (UPRIGHT,) else LEAST_CELL
    assert min(wall.cell[0] - least[0], wall.cell[1] - least[1]) >= -2


@pytest.mark.parametrize("canvas", [WIDE, UPRIGHT])
def test_sixteen_booths_on_a_full_hd_wall_are_read_from_three_metres(
    canvas: tuple[int, int],
) -> None:
    wall = grid((1914, 960), 16, canvas)
    layout: TileLayout = tile_layout(wall.cell, canvas)
    assert layout.type.number >= 20
    assert round(layout.type.badge * 1.5) >= 20
    assert layout.type.body >= 13


@pytest.mark.parametrize("count", [6, 8, 16, 24, 32])
@pytest.mark.parametrize("area", [(1060, 910), (1914, 960), (1500, 950)])
def test_where_upright_and_wide_booths_mix_both_use_their_tiles(
    area: tuple[int, int], count: int
) -> None:
    wall = grid(area, count, WIDE, UPRIGHT)
    for canvas in (WIDE, UPRIGHT):
        seen = tile_layout(wall.cell, canvas).seen
        assert seen[0] * seen[1] >= 0.33 * wall.cell[0] * wall.cell[1]


def test_a_small_window_scrolls_rather_than_paints_what_nobody_can_read() -> None:
    wall = grid((780, 560), 40, WIDE)
    assert wall.height(40) > 560
    assert wall.cell >= LEAST_CELL


def test_one_booth_is_large_but_no_larger_than_makes_sense() -> None:
    wall = grid((3800, 2000), 1, WIDE)
    assert 600 <= wall.cell[0] <= 1000


@given(
    st.tuples(st.integers(200, 3000), st.integers(150, 2000)),
    st.integers(1, 60),
    st.lists(shapes, min_size=1, max_size=4),
)
def test_what_is_under_a_point_is_the_tile_painted_there(
    area: tuple[int, int], count: int, canvases: list[tuple[int, int]]
) -> None:
    wall = grid(area, count, *canvases)
    for place in (0, count // 2, count - 1):
        rect = wall.rect(place)
        assert wall.at(rect.x, rect.y, count) == place
        assert wall.at(rect.right - 1, rect.bottom - 1, count) == place
        assert wall.at(rect.right, rect.y, count) != place
    assert wall.at(-1, 0, count) is None
    assert wall.at(0, wall.height(count) + 1, count) is None
