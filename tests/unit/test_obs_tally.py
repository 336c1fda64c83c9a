"""Tally through nested scenes and groups."""

from hypothesis import given
from hypothesis import strategies as st

from studio_app.domain.booth import Input, Scene, SceneItem, Switcher, Tally
from studio_app.obs.tally import open_everywhere, tally, walk


def scene(*sources: str, hidden: tuple[str, ...] = ()) -> Scene:
    """A scene of these sources."""
    return Scene(
        items=tuple(
            SceneItem(item_id=number, source=source, visible=source not in hidden)
            for number, source in enumerate((*sources, *hidden))
        )
    )


SCENES = {
    "Host": scene("Camera", "Graphics", "Product"),
    "Graphics": scene("Name", hidden=("Clock",)),
    "Product": scene("Card", "Price"),
    "AI": scene("Avatar", hidden=("Graphics",)),
}


def test_both_buses() -> None:
    switcher = Switcher(program="Host", preview="AI", studio_mode=True)
    assert tally(switcher, SCENES, ("Mic",)) == Tally(
        program=("Camera", "Card", "Graphics", "Host", "Mic", "Name", "Price", "Product"),
        preview=("AI", "Avatar"),
    )


def test_a_scene_that_is_left_is_still_seen() -> None:
    found = tally(Switcher(program="AI", leaving="Host"), SCENES, ())
    assert {"Avatar", "Camera"} <= set(found.program)


def test_nothing_is_on_air_before_obs_says_what() -> None:
    assert tally(Switcher(program=""), SCENES, ("Mic",)) == Tally()


def test_global_devices_are_heard_unless_muted() -> None:
    inputs = {
        "Mic": Input(kind="mic", audio=True, everywhere=True),
        "Desk": Input(kind="mic", audio=True, everywhere=True, muted=True),
        "Film": Input(kind="ffmpeg", audio=True),
    }
    assert open_everywhere(inputs) == ("Mic",)


@given(
    st.dictionaries(
        st.sampled_from("ABCDE"),
        st.lists(st.tuples(st.sampled_from("ABCDExyz"), st.booleans()), max_size=5),
    ),
    st.sampled_from("ABCDE"),
)
def test_any_graph_is_walked_once(graph: dict[str, list[tuple[str, bool]]], start: str) -> None:
    scenes = {
        name: Scene(
            items=tuple(
                SceneItem(item_id=number, source=source, visible=visible)
                for number, (source, visible) in enumerate(items)
            )
        )
        for name, items in graph.items()
    }
    found = walk(start, scenes)
    assert start in found
    for name in found:
        for source, visible in graph.get(name, []):
            assert source in found or not visible
    assert found - {start} <= {
        source for items in graph.values() for source, visible in items if visible
    }
