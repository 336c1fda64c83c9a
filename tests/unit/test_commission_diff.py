"""An OBS beside its template: what differs, in which order it is mended, what is left alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from resources import resource
from studio_app.domain.booth import Monitor, SceneRole
from studio_app.domain.commission import CHANGE_WORDS, ChangeKind, TemplateChange
from studio_app.domain.template import (
    SOUND_ONLY,
    BoothTemplate,
    FilterTemplate,
    Fit,
    ItemTemplate,
    Platform,
    SourceTemplate,
)
from studio_app.domain.template_text import read_template
from studio_app.obs.booth_reading import wanted_kinds
from studio_app.obs.booth_state import (
    BoothState,
    FilterState,
    ItemState,
    SceneState,
    SoundState,
    SourceState,
)
from studio_app.obs.commission_diff import compare, drift_of, role_changes
from studio_app.obs.commission_filters import same_setting
from studio_app.obs.commission_items import BOUNDS, box_of, target_order
from studio_app.obs.commission_steps import moves
from studio_app.services import drift

Edit = Callable[[BoothState], BoothState]


def shipped(name: str) -> BoothTemplate:
    """A template that ships."""
    file: Path = resource("booth_templates", f"{name}.toml")
    read = read_template(file.read_text("utf-8"), file.name)
    assert read.template is not None
    return read.template


FASHION = shipped("fashion-booth")


def filters_of(entries: tuple[FilterTemplate, ...]) -> tuple[FilterState, ...]:
    """The filters as OBS tells of them."""
    return tuple(
        FilterState(name=e.name, kind=e.kind, enabled=e.enabled, settings=dict(e.settings))
        for e in entries
    )


def commissioned(template: BoothTemplate, platform: Platform = Platform.LINUX) -> BoothState:
    """An OBS that is as its template says."""
    size = (template.canvas.width, template.canvas.height)

    def source(entry: SourceTemplate) -> SourceState:
        sound = {
            name: value
            for name in SoundState.__struct_fields__
            if (value := getattr(entry.sound, name)) is not None
        }
        device = {"device_id": "/dev/video0", "video_device_id": "x", "device": "x"}
        return SourceState(
            name=entry.name,
            kind=wanted_kinds(entry, platform)[0],
            settings=device | entry.initial | entry.settings | entry.on.get(platform, {}),
            sound=SoundState(**sound),
            filters=filters_of(entry.filter),
            marked=True,
        )

    def item(number: int, entry: ItemTemplate) -> ItemState:
        x, y, width, height = box_of(entry, template)
        return ItemState(
            item_id=number,
            source=entry.source,
            visible=entry.visible,
            locked=bool(entry.locked),
            bounds=BOUNDS[entry.fit or Fit.ACTUAL],
            transform={
                "positionX": x,
                "positionY": y,
                "scaleX": 1,
                "scaleY": 1,
                "alignment": 5,
                "boundsWidth": width,
                "boundsHeight": height,
            },
        )

    scenes = {
        scene.name: SceneState(
            name=scene.name,
            items=tuple(item(number, entry) for number, entry in enumerate(scene.item, 1)),
            filters=filters_of(scene.filter),
            marked=True,
        )
        for scene in template.scene
    }
    sources = {entry.name: source(entry) for entry in template.source}
    return BoothState(
        platform=platform,
        kinds=tuple({held.kind for held in sources.values()}),
        canvas=size,
        output_size=size,
        fps=(template.canvas.fps, 1),
        video_kbps=template.output.video_kbps,
        audio_kbps=template.output.audio_kbps,
        transitions=("Cut", "Fade"),
        transition="Fade",
        duration_ms=300,
        every_scene=tuple(scenes),
        every_input={name: held.kind for name, held in sources.items()},
        scenes=scenes,
        sources=sources,
    )


def texts(changes: tuple[TemplateChange, ...]) -> list[str]:
    """The changes in words."""
    return [change.text for change in changes]


def edit_source(source: str, /, **fields: object) -> Edit:
    """Another state of a source."""
    return lambda state: replace(
        state, sources=state.sources | {source: replace(state.sources[source], **fields)}
    )


def edit_item(scene: str, source: str, **fields: object) -> Edit:
    """Another state of an item."""

    def edit(state: BoothState) -> BoothState:
        held = state.scenes[scene]
        items = tuple(
            replace(item, **fields) if item.source == source else item for item in held.items
        )
        return replace(state, scenes=state.scenes | {scene: replace(held, items=items)})

    return edit


def without_source(name: str) -> Edit:
    """A source that was removed everywhere."""

    def edit(state: BoothState) -> BoothState:
        scenes = {
            scene: replace(held, items=tuple(i for i in held.items if i.source != name))
            for scene, held in state.scenes.items()
        }
        sources = {key: value for key, value in state.sources.items() if key != name}
        inputs = {key: value for key, value in state.every_input.items() if key != name}
        return replace(state, scenes=scenes, sources=sources, every_input=inputs)

    return edit


@pytest.mark.parametrize("platform", list(Platform))
@pytest.mark.parametrize("name", ["fashion-booth", "partner-studio"])
def test_a_commissioned_booth_differs_in_nothing(name: str, platform: Platform) -> None:
    template = shipped(name)
    found = compare(template, commissioned(template, platform))
    assert texts(found.changes) == []
    assert found.findings == ()


def test_an_empty_obs_is_told_everything_once() -> None:
    kinds = commissioned(FASHION).kinds
    empty = BoothState(canvas=(1920, 1080), transitions=("Cut", "Fade"), kinds=kinds)
    changes = compare(FASHION, empty).changes
    assert len(set(changes)) == len(changes)
    by_kind = {
        kind: [change for change in changes if change.kind is kind]
        for kind in (ChangeKind.ADD_SCENE, ChangeKind.ADD_SOURCE, ChangeKind.ADD_ITEM)
    }
    assert len(by_kind[ChangeKind.ADD_SCENE]) == len(FASHION.scene)
    assert len(by_kind[ChangeKind.ADD_SOURCE]) == len(FASHION.source)
    assert len(by_kind[ChangeKind.ADD_ITEM]) == sum(len(s.item) for s in FASHION.scene)
    last_scene = max(changes.index(each) for each in by_kind[ChangeKind.ADD_SCENE])
    first_source = min(changes.index(each) for each in by_kind[ChangeKind.ADD_SOURCE])
    last_source = max(changes.index(each) for each in by_kind[ChangeKind.ADD_SOURCE])
    first_item = min(changes.index(each) for each in by_kind[ChangeKind.ADD_ITEM])
    assert last_scene < first_source
    assert last_source < first_item, "items are of sources that are there by then"


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (
            edit_source("Host camera", name="Cam"),
            ["Source “Cam” is called “Host camera” again"],
        ),
        (
            edit_source(
                "AI picture",
                settings={
                    **commissioned(FASHION).sources["AI picture"].settings,
                    "buffering_mb": 2,
                },
            ),
            ["“AI picture”, buffering_mb: 2 → 0"],
        ),
        (
            edit_source("Host microphone", sound=SoundState(volume_db=-3.0, monitor=Monitor.ONLY)),
            [
                "Sound of “Host microphone”, volume: -3.0 dB → +0.0 dB",
                "Sound of “Host microphone”, monitoring: only → off",
            ],
        ),
        (edit_source("Host microphone", sound=SoundState(volume_db=0.04)), []),
        (
            edit_item("Host", "Host camera", visible=False),
            ["“Host”, “Host camera”: hidden → shown"],
        ),
        (edit_item("Host", "Product camera", visible=True), []),
        (
            edit_item("Host", "Host camera", bounds="OBS_BOUNDS_NONE"),
            ["“Host”, place of “Host camera”: 0, 0, × 1.00 → fill: 0, 0, 1080×1920"],
        ),
        (
            without_source("Standby words"),
            ["New source “Standby words” (text)", "“Standby”: put “Standby words” in"],
        ),
        (
            lambda state: replace(state, video_kbps=2500),
            ["Output, video bit rate: 2500 kb/s → 6000 kb/s"],
        ),
        (
            lambda state: replace(state, canvas=(1920, 1080), fps=(60000, 1001)),
            ["Canvas: 1920×1080 → 1080×1920, 59.94 fps → 1080×1920, 30 fps"],
        ),
    ],
)
def test_each_difference_is_told_in_words(edit: Edit, told: list[str]) -> None:
    found = compare(FASHION, edit(commissioned(FASHION)))
    assert texts(found.changes) == told


def test_a_filter_in_the_wrong_place_and_one_by_another_name() -> None:
    state = commissioned(FASHION)
    noise, compressor, limiter = state.sources["Host microphone"].filters
    mine = FilterState(name="My gain", kind="gain_filter")
    turned = (limiter, mine, noise, compressor)
    found = compare(FASHION, edit_source("Host microphone", filters=turned)(state))
    assert texts(found.changes) == [
        (
            "“Host microphone”, order of filters: Limiter, Noise suppression, Compressor → "
            "Noise suppression, Compressor, Limiter"
        )
    ]
    named = (noise, replace(compressor, name="Squeeze"), limiter)
    found = compare(FASHION, edit_source("Host microphone", filters=named)(state))
    assert texts(found.changes) == [
        "“Host microphone”: filter “Squeeze” is called “Compressor” again"
    ]
    other = (noise, replace(compressor, name="Squeeze", settings={"ratio": 20.0}), limiter)
    found = compare(FASHION, edit_source("Host microphone", filters=other)(state))
    assert texts(found.changes) == [
        "“Host microphone”: new filter “Compressor” (compressor_filter)"
    ], "one with other settings is the technician's own"


def test_what_operators_choose_is_no_drift() -> None:
    state = replace(commissioned(FASHION), transition="Cut", duration_ms=None)
    found = compare(FASHION, state)
    assert {change.kind for change in found.changes} == {
        ChangeKind.CHOOSE_TRANSITION,
        ChangeKind.SET_DURATION,
    }
    assert drift_of(FASHION, found) == ()
    assert FASHION.transition is not None
    held = replace(FASHION, transition=replace(FASHION.transition, held=True))
    assert drift_of(held, compare(held, state)) == found.changes


def test_what_only_a_person_can_mend_is_found() -> None:
    def codes(state: BoothState) -> set[str]:
        return {found.code for found in compare(FASHION, state).findings}

    state = commissioned(FASHION)
    no_kinds = without_source("Host camera")(replace(state, kinds=("image_source",)))
    assert codes(no_kinds) == {"template_kind_missing"}
    assert codes(edit_source("Host camera", kind="image_source")(state)) == {"template_other_kind"}
    assert codes(edit_source("Host camera", settings={})(state)) == {"template_device"}
    assert codes(replace(state, transitions=("Cut",))) == {"template_no_transition"}
    assert codes(replace(state, simple_output=False)) == {"template_advanced_output"}
    assert codes(replace(state, everywhere={"Desktop Audio": "pulse_output_capture"})) == {
        "template_heard_twice"
    }
    lacks = edit_source("Host camera", filters=())(
        replace(state, lacks_filters=frozenset({"color_filter_v2"}))
    )
    assert codes(lacks) == {"template_filter_missing"}
    taken = replace(state, every_scene=(*state.every_scene, "Host camera"))
    assert codes(taken) == {"template_name_taken"}
    running = replace(state, canvas=(1280, 720), running=("record",))
    assert codes(running) == {"template_outputs_run"}
    assert compare(FASHION, running).possible == ()


def test_an_item_of_a_source_that_cannot_be_had_is_not_asked_for() -> None:
    state = without_source("Host camera")(replace(commissioned(FASHION), kinds=("image_source",)))
    assert texts(compare(FASHION, state).changes) == []


def test_roles_that_the_entry_says_otherwise() -> None:
    roles = {SceneRole.HUMAN: "Live", SceneRole.AI: "AI"}
    assert texts(role_changes(FASHION, roles)) == [
        "BoothDeck: the scene for “human”: Live → Host",
        "BoothDeck: the scene for “break”: none → Break",
        "BoothDeck: the scene for “standby”: none → Standby",
    ]
    assert role_changes(FASHION, FASHION.roles) == ()


def test_every_change_has_words() -> None:
    assert set(CHANGE_WORDS) == set(ChangeKind)
    for kind in ChangeKind:
        text = TemplateChange(
            kind=kind, scene="a", source="b", filter="c", setting="d", before="e", after="f"
        ).text
        assert "{" not in text


@pytest.mark.parametrize(
    ("held", "wanted", "same"),
    [
        (1, 1.0, True),
        (0.3000001, 0.3, True),
        (0.31, 0.3, False),
        (True, 1, False),
        (1, True, False),
        (None, False, False),
        ("a", "a", True),
        ({"size": 72, "face": "Sans"}, {"size": 72}, True),
        ({"face": "Sans"}, {"size": 72}, False),
        ([1, 2], (1, 2), True),
        ([1], (1, 2), False),
    ],
)
def test_settings_are_compared_as_far_as_the_template_speaks(
    held: object, wanted: bool | int | float | str, same: bool
) -> None:
    assert same_setting(held, wanted) is same


NAMES = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(NAMES, NAMES, st.frozensets(st.sampled_from("abcdefgh")))
def test_an_order_keeps_everything_and_what_is_not_ours_where_it_was(
    current: list[str], wanted: list[str], fresh: frozenset[str]
) -> None:
    new = fresh & set(wanted)
    target = target_order(current, wanted, new)
    assert sorted(target) == sorted(current)
    ours = [name for name in target if name in wanted]
    assert ours == [name for name in wanted if name in current]
    others = [name for name in current if name not in wanted]
    assert [name for name in target if name not in wanted] == others
    assert target_order(target, wanted) == target
    if not new:
        kept = [place for place, name in enumerate(current) if name not in wanted]
        assert kept == [place for place, name in enumerate(target) if name not in wanted]


@given(st.permutations("abcdef"), st.permutations("abcdef"))
def test_moves_make_the_one_order_of_the_other(now: list[str], wanted: list[str]) -> None:
    order = list(now)
    for index, name in moves(now, wanted):
        order.remove(name)
        order.insert(index, name)
    assert order == list(wanted)


def test_sound_sources_are_never_placed() -> None:
    for template in (FASHION, shipped("partner-studio")):
        for scene in template.scene:
            for item in scene.item:
                source = template.source_named(item.source)
                assert source is None or source.what not in SOUND_ONLY or item.fit is None


def test_the_watch_lets_changes_settle_and_leaves_obs_alone_between_looks() -> None:
    assert (drift.SETTLES_S, drift.LEAST_GAP_S, drift.LOOK_EVERY_S) == (1.0, 2.0, 7.0)
