"""What the docks' plain functions promise: fader law, scene buses, trees, media, outputs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_app.domain.actions.sources import MediaVerb
from studio_app.domain.booth import (
    Link,
    LinkStatus,
    Media,
    MediaState,
    Output,
    OutputKind,
    OutputStatus,
    Scene,
    SceneItem,
    SceneRole,
    Switcher,
    Tally,
    Transition,
)
from studio_app.support.clock import SystemClock
from ui.docks import fader_law as law
from ui.docks import outputs_model as outputs
from ui.docks import sources_model as sources
from ui.docks import switcher_model as switching
from ui.docks.outputs_model import Deed, WhyNot
from ui.docks.sources_model import Follow

# --- fader ---------------------------------------------------------------------------------------


@given(st.floats(-95.9, -0.01))
def test_a_fader_stands_where_its_level_says(db: float) -> None:
    assert law.db_of_position(law.position_of_db(db)) == pytest.approx(db, abs=1e-6)


@given(st.floats(0, 1), st.floats(0, 1))
def test_further_is_louder(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert law.db_of_position(low) <= law.db_of_position(high)


@pytest.mark.parametrize(
    ("db", "position"),
    [(0, 1), (12, 1), (-96, 0), (-100, 0), (-6, 0.755), (-20, 0.4824), (-60, 0.154)],
)
def test_positions_are_those_of_obs(db: float, position: float) -> None:
    """Computed from OBS's own formula (libobs/obs-audio-controls.c, the log fader)."""
    assert law.position_of_db(db) == pytest.approx(position, abs=0.001)


@pytest.mark.parametrize(
    ("db", "steps", "then"),
    [
        (-3.0, 1, -2.5),
        (-3.0, -1, -3.5),
        (-3.2, 1, -2.5),
        (0.0, 1, 0.0),
        (6.0, 1, 6.0),
        (6.0, -1, 5.5),
        (-100.0, 1, -95.5),
        (-96.0, -1, law.SILENCE_DB),
    ],
)
def test_a_notch_is_half_a_db_and_never_boosts(db: float, steps: int, then: float) -> None:
    assert law.stepped(db, steps) == pytest.approx(then)


@pytest.mark.parametrize(
    ("text", "db"),
    [
        ("-3,5", -3.5),
        ("−3.5 dB", -3.5),
        (" 0 ", 0.0),
        ("+6dB", 6.0),
        ("-inf", -100.0),
        ("-∞ dB", -100.0),
        ("-120", -100.0),
        ("27", None),
        ("loud", None),
        ("", None),
    ],
)
def test_typed_levels(text: str, db: float | None) -> None:
    assert law.db_of_text(text) == db


# --- switcher ------------------------------------------------------------------------------------

SCENES = ("Products", "Host", "AI", "Break", "Safe", "Two cameras")
ROLES = {
    SceneRole.AI: "AI",
    SceneRole.HUMAN: "Host",
    SceneRole.STANDBY: "Safe",
    SceneRole.BREAK: "Break",
}


def test_scenes_with_a_role_come_first_and_keep_their_places() -> None:
    buttons = switching.scene_buttons(Switcher(program="Host", scenes=SCENES), ROLES)
    assert [button.scene for button in buttons] == [
        "Host",
        "AI",
        "Break",
        "Safe",
        "Products",
        "Two cameras",
    ]


def test_a_role_whose_scene_is_gone_shows_no_button() -> None:
    roles = {SceneRole.HUMAN: "Host", SceneRole.AI: "Deleted"}
    buttons = switching.scene_buttons(Switcher(program="Host", scenes=SCENES), roles)
    assert sorted(button.scene for button in buttons) == sorted(SCENES)


def test_one_scene_with_two_roles_is_one_button() -> None:
    roles = {SceneRole.BREAK: "Safe", SceneRole.STANDBY: "Safe"}
    buttons = switching.scene_buttons(Switcher(program="Host", scenes=SCENES), roles)
    assert [(b.scene, b.role) for b in buttons if b.scene == "Safe"] == [("Safe", SceneRole.BREAK)]
    assert len(buttons) == len(SCENES)


def test_buttons_say_on_air_next_and_leaving() -> None:
    switcher = Switcher(
        program="AI", preview="Break", leaving="Host", studio_mode=True, scenes=SCENES
    )
    buttons = {b.scene: b for b in switching.scene_buttons(switcher, ROLES)}
    assert buttons["AI"].on_air
    assert buttons["Break"].next
    assert buttons["Host"].leaving
    assert not buttons["Host"].on_air


def test_without_studio_mode_nothing_is_next() -> None:
    switcher = Switcher(program="AI", preview="Break", scenes=SCENES)
    assert not any(button.next for button in switching.scene_buttons(switcher, ROLES))


def test_only_transitions_with_a_duration_take_time() -> None:
    cut = Transition(name="Cut", kind="cut_transition", fixed=True)
    fade = Transition(name="Fade", kind="fade_transition")
    switcher = Switcher(program="AI", transitions=(cut, fade), transition="Fade")
    assert switching.takes_time(switcher)
    assert not switching.takes_time(Switcher(program="AI", transitions=(cut,), transition="Cut"))
    assert not switching.takes_time(Switcher(program="AI", transition="Gone"))


@pytest.mark.parametrize(
    ("canvas", "word"),
    [((1920, 1080), "16:9"), ((1080, 1920), "9:16"), ((1366, 768), "1366×768"), ((0, 0), "")],
)
def test_shapes_in_words(canvas: tuple[int, int], word: str) -> None:
    assert switching.shape_word(canvas) == word


@pytest.mark.parametrize("canvas", [(1920, 1080), (1080, 1920), (1, 1), (0, 0)])
def test_a_picture_keeps_its_shape_and_fits(canvas: tuple[int, int]) -> None:
    width, height = switching.picture_size((300, 200), canvas)
    assert 0 < width <= 300
    assert 0 < height <= 200
    assert width in (300, 299) or height in (200, 199)


# --- sources -------------------------------------------------------------------------------------


def _item(item_id: int, source: str, *, visible: bool = True) -> SceneItem:
    return SceneItem(item_id=item_id, source=source, visible=visible)


STAGE = {
    "Live": Scene(items=(_item(1, "Price"), _item(2, "Cameras"), _item(3, "Logo", visible=False))),
    "Cameras": Scene(items=(_item(1, "Cam A"), _item(2, "Cam B")), is_group=True),
}


def test_a_tree_goes_into_groups_and_says_what_viewers_see() -> None:
    tally = Tally(program=("Cam A", "Cameras", "Live", "Price"), preview=())
    price, cameras, logo = sources.scene_tree("Live", STAGE.get, tally)
    assert price.on_air
    assert price.position == 0
    assert not logo.on_air
    assert logo.touches_air  # showing it would be seen
    assert [child.item.source for child in cameras.children] == ["Cam A", "Cam B"]
    assert cameras.children[0].on_air
    assert not cameras.children[1].on_air
    assert cameras.children[0].scene == "Cameras"


def test_nothing_is_marked_in_a_scene_that_is_not_on_air() -> None:
    tally = Tally(program=("Other", "Price"))
    assert not any(
        node.on_air or node.touches_air for node in sources.scene_tree("Live", STAGE.get, tally)
    )


def test_a_scene_inside_itself_ends() -> None:
    loop = {"A": Scene(items=(_item(1, "B"),)), "B": Scene(items=(_item(1, "A"),))}
    (only,) = sources.scene_tree("A", loop.get, None)
    assert only.children[0].children == ()


def test_a_missing_scene_is_empty() -> None:
    assert sources.scene_tree("Gone", STAGE.get, None) == ()


@pytest.mark.parametrize(
    ("choice", "scene"),
    [
        (Follow.PROGRAM, "Live"),
        (Follow.PREVIEW, "Next"),
        ("Third", "Third"),
        ("Gone", "Live"),
    ],
)
def test_which_scene_is_shown(choice: Follow | str, scene: str) -> None:
    switcher = Switcher(program="Live", preview="Next", scenes=("Live", "Next", "Third"))
    assert sources.scene_to_show(choice, switcher) == scene


@pytest.mark.parametrize(
    ("moved", "before_row", "lands"),
    [(0, 0, None), (0, 1, None), (0, 2, 1), (0, 3, 2), (2, 0, 0), (2, 2, None), (1, 9, 2)],
)
def test_where_a_dropped_item_lands(moved: int, before_row: int, lands: int | None) -> None:
    node = sources.scene_tree("Live", STAGE.get, None)[moved]
    assert sources.drop_position(node, before_row) == lands


def test_items_move_only_where_there_is_room() -> None:
    first, _, last = sources.scene_tree("Live", STAGE.get, None)
    assert not sources.can_move(first, -1)
    assert sources.can_move(first, 1)
    assert not sources.can_move(last, 1)


@pytest.mark.parametrize("state", MediaState)
def test_every_media_state_offers_a_way_on(state: MediaState) -> None:
    verbs = sources.media_verbs(Media(state=state), "ffmpeg_source")
    assert MediaVerb.RESTART in verbs
    assert not verbs & {MediaVerb.NEXT, MediaVerb.PREVIOUS}


def test_lists_know_next_and_previous() -> None:
    assert MediaVerb.NEXT in sources.media_verbs(Media(state=MediaState.PLAYING), "vlc_source")


@pytest.mark.parametrize(
    ("ms", "text"), [(0, "0:00"), (61_999, "1:01"), (3_600_000, "1:00:00"), (None, "–:––")]
)
def test_media_times(ms: int | None, text: str) -> None:
    assert sources.clock_of_ms(ms) == text


# --- outputs -------------------------------------------------------------------------------------


def _link(*lacks: str) -> Link:
    return Link(status=LinkStatus.CONNECTED, since=SystemClock.now(), lacks=lacks)


def _why(kind: OutputKind, status: OutputStatus, link: Link | None = None) -> dict[Deed, object]:
    states = outputs.deeds(kind, Output(status=status), link or _link(), linked=True)
    return {state.deed: state.why_not for state in states}


def test_a_recording_can_be_paused_split_and_stopped_while_it_runs() -> None:
    assert _why(OutputKind.RECORD, OutputStatus.ACTIVE) == {
        Deed.STOP: None,
        Deed.PAUSE: None,
        Deed.SPLIT: None,
    }
    assert _why(OutputKind.RECORD, OutputStatus.PAUSED) == {
        Deed.STOP: None,
        Deed.RESUME: None,
        Deed.SPLIT: WhyNot.PAUSED,
    }
    assert _why(OutputKind.RECORD, OutputStatus.OFF) == {
        Deed.START: None,
        Deed.PAUSE: WhyNot.NOT_RUNNING,
        Deed.SPLIT: WhyNot.NOT_RUNNING,
    }


def test_what_an_old_obs_lacks_is_said() -> None:
    link = _link("SplitRecordFile")
    assert _why(OutputKind.RECORD, OutputStatus.ACTIVE, link)[Deed.SPLIT] is WhyNot.LACKS
    assert outputs.lacking(OutputKind.RECORD, Deed.SPLIT, link) == "SplitRecordFile"


def test_a_hanging_start_can_be_stopped_and_a_reconnecting_stream_too() -> None:
    assert _why(OutputKind.STREAM, OutputStatus.STARTING) == {
        Deed.START: WhyNot.BUSY,
        Deed.STOP: None,
    }
    assert _why(OutputKind.STREAM, OutputStatus.RECONNECTING) == {Deed.STOP: None}
    assert _why(OutputKind.STREAM, OutputStatus.STOPPING) == {Deed.STOP: WhyNot.BUSY}


def test_without_a_link_nothing_can_be_pressed() -> None:
    for kind in OutputKind:
        states = outputs.deeds(kind, Output(status=OutputStatus.ACTIVE), _link(), linked=False)
        assert {state.why_not for state in states} == {WhyNot.LINK}


def test_only_what_viewers_see_is_asked_twice() -> None:
    ends = outputs.ends_what_viewers_see
    assert ends(OutputKind.STREAM, Deed.STOP, sent_by_platform=False)
    assert ends(OutputKind.VIRTUALCAM, Deed.STOP, sent_by_platform=True)
    assert not ends(OutputKind.VIRTUALCAM, Deed.STOP, sent_by_platform=False)
    assert not ends(OutputKind.RECORD, Deed.STOP, sent_by_platform=False)
    assert not ends(OutputKind.STREAM, Deed.START, sent_by_platform=False)
