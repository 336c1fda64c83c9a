"""Booth templates: what ships is right, and every error says file, line, field and what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources import resource
from studio_app.domain.booth import Monitor, SceneRole
from studio_app.domain.template import (
    HAS_SOUND,
    KINDS,
    SOUND_ONLY,
    BoothTemplate,
    Platform,
    SourceWhat,
)
from studio_app.domain.template_text import read_template

GOOD = """\
id = "one"
title = "One camera"

[canvas]
width = 1280
height = 720

[[source]]
name = "Camera"
what = "camera"

[[source.filter]]
name = "Colour"
kind = "color_filter_v2"
settings = { gamma = 0.5 }

[[source]]
name = "Loopback"
what = "loopback"
sound = { volume_db = -6.0 }
on.linux = { device_id = "default" }

[[source]]
name = "Words"
what = "text"
settings = { font = { size = 72 } }
initial = { text = "Chờ một chút" }

[[scene]]
name = "Stage"
role = "human"

[[scene.item]]
source = "Overlays"

[[scene.item]]
source = "Camera"
fit = "fill"
box = [0, 0, 1280, 720]

[[scene.item]]
source = "Loopback"

[[scene]]
name = "Overlays"

[[scene.item]]
source = "Words"
"""


def template_of(text: str) -> BoothTemplate:
    """The template of a text that is right."""
    read = read_template(text, "one.toml")
    assert read.problems == (), [found.text for found in read.problems]
    assert read.template is not None
    return read.template


def test_a_template_says_what_it_says() -> None:
    template = template_of(GOOD)
    assert template.roles == {SceneRole.HUMAN: "Stage"}
    camera, loopback, words = template.source
    assert camera.filter[0].settings == {"gamma": 0.5}
    assert loopback.sound.volume_db == -6
    assert loopback.sound.monitor is None, "not given: the technician's"
    assert loopback.on == {Platform.LINUX: {"device_id": "default"}}
    assert words.settings == {"font": {"size": 72}}
    stage = template.scene_named("Stage")
    assert stage is not None
    assert [item.source for item in stage.item] == ["Overlays", "Camera", "Loopback"]
    assert stage.item[1].box == (0, 0, 1280, 720)


def test_what_ships_is_right() -> None:
    files = sorted(resource("booth_templates").glob("*.toml"))
    templates = {}
    for file in files:
        read = read_template(file.read_text("utf-8"), file.name)
        assert read.problems == ()
        assert read.template is not None
        assert read.template.id == file.stem
        assert read.template.title_vi
        assert read.template.about_vi
        templates[file.stem] = read.template
    assert set(templates) == {"fashion-booth", "partner-studio"}
    fashion, partner = templates["fashion-booth"].canvas, templates["partner-studio"].canvas
    assert fashion.width * 16 == fashion.height * 9
    assert partner.width * 9 == partner.height * 16
    for template in templates.values():
        cameras = [each for each in template.source if each.what is SourceWhat.CAMERA]
        assert len(cameras) == (1 if template.id == "partner-studio" else 2)
        (loopback,) = (each for each in template.source if each.what is SourceWhat.LOOPBACK)
        assert loopback.sound.monitor is Monitor.OFF
        assert {SceneRole.HUMAN, SceneRole.STANDBY, SceneRole.BREAK} <= set(template.roles)


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "says"),
    [
        ("width = 1280", "widht = 1280", 5, "canvas.widht", "did you mean width?"),
        ("width = 1280", "width = 8", 5, "canvas.width", "from 16 to 4096, got 8"),
        ("[canvas]\nwidth = 1280\nheight = 720\n", "", 1, "canvas", "missing"),
        ('id = "one"', 'id = "One"', 1, "id", "small letters"),
        ('what = "camera"', 'what = "cam"', 10, "source[0].what", "one of camera, microphone"),
        ('kind = "color_filter_v2"\n', "", 12, "source[0].filter[0].kind", "missing"),
        ("gamma = 0.5", "gamma = [[1]]", 15, "source[0].filter[0].settings", "must be"),
        ("volume_db = -6.0", "volume_db = 40", 20, "source[1].sound.volume_db", "-100 to 26"),
        (
            "volume_db = -6.0",
            'monitor = "only"',
            20,
            "source[1].sound.monitor",
            "must be off",
        ),
        ('"camera"', '"camera"\nsound = { muted = true }', 11, "source[0].sound", "has no sound"),
        (
            'text = "Chờ một chút"',
            "font = { size = 9 }",
            27,
            "source[2].initial",
            "either in settings (held) or here (free)",
        ),
        ('name = "Words"', 'name = "Camera"', 24, "source[2].name", "is there twice"),
        ('name = "Overlays"', 'name = "Camera"', 9, "source[0].name", "is a scene already"),
        ('source = "Camera"', 'source = "Camra"', 37, "scene[0].item[1].source", "mean Camera?"),
        ('source = "Camera"', 'source = "Loopback"', 9, "source[0].name", "no scene has it"),
        ('fit = "fill"\n', "", 36, "scene[0].item[1].fit", "box needs one of"),
        ('fit = "fill"', 'fit = "big"', 38, "scene[0].item[1].fit", "fill, fit, stretch, actual"),
        ("1280, 720]", "1280]", 39, "scene[0].item[1].box", "a list of 4 values"),
        ("1280, 720]", "0, 720]", 39, "scene[0].item[1].box", "1 or more"),
        (
            'source = "Loopback"',
            'source = "Loopback"\nfit = "fit"',
            43,
            "scene[0].item[2].fit",
            "no picture",
        ),
        ('role = "human"', 'role = "humen"', 31, "scene[0].role", "human, ai, standby, break"),
        (
            'name = "Overlays"',
            'name = "Overlays"\nrole = "human"',
            46,
            "scene[1].role",
            "one scene for each role",
        ),
        (
            'source = "Words"',
            'source = "Stage"',
            47,
            "scene[1].item",
            "contains itself",
        ),
        ('title = "One camera"', "title = ", 2, "TOML", "Invalid value"),
    ],
)
def test_an_error_says_where_and_what_is_allowed(
    old: str, new: str, line: int, field: str, says: str
) -> None:
    assert old in GOOD
    read = read_template(GOOD.replace(old, new, 1), "one.toml")
    assert read.template is None
    texts = [found.text for found in read.problems]
    found = [
        each
        for each in read.problems
        if each.args["field"] == field and says in each.args["detail"]
    ]
    assert found, texts
    assert found[0].args["file"] == "one.toml"
    assert int(found[0].args["line"]) == line, texts


def test_every_sort_of_source_has_a_kind_on_every_platform() -> None:
    assert set(KINDS) == set(SourceWhat)
    assert all(kinds[platform] for kinds in KINDS.values() for platform in Platform)
    assert SOUND_ONLY <= HAS_SOUND


@given(st.text(max_size=200))
def test_no_text_ends_the_reading(text: str) -> None:
    read = read_template(text, "x.toml")
    assert read.template is None
    assert read.problems


@given(
    st.sampled_from(GOOD.splitlines()),
    st.sampled_from(["x = 1", "[x]", "name = 3", "what = []", "[[scene]]", "", "item = 3"]),
)
def test_no_wrong_line_ends_the_reading(old: str, new: str) -> None:
    read = read_template(GOOD.replace(old, new, 1), "x.toml")
    assert (read.template is None) == bool(read.problems)
    assert all(int(found.args["line"]) >= 1 for found in read.problems)
