"""The shelf of templates: what ships, the studio's own, and files that are none."""

from pathlib import Path

import pytest

from resources import resource
from studio_app.domain.errors import StudioError
from studio_app.services.templates import TemplateShelf, list_of

OWN = """\
id = "%s"
title = "Mine"
canvas = { width = 640, height = 360 }
[[scene]]
name = "Only"
"""


@pytest.fixture
def shelf(tmp_path: Path) -> TemplateShelf:
    return TemplateShelf(resource("booth_templates"), tmp_path / "templates")


def put(shelf: TemplateShelf, name: str, text: str) -> None:
    """A file in the studio's own folder."""
    shelf.folder.mkdir(exist_ok=True)
    (shelf.folder / name).write_text(text, encoding="utf-8")


def test_what_ships_is_there_without_a_folder_of_ones_own(shelf: TemplateShelf) -> None:
    found = list_of(shelf.look(), shelf.folder)
    assert [each.id for each in found.templates] == ["fashion-booth", "partner-studio"]
    assert all(each.shipped for each in found.templates)
    assert found.problems == ()
    assert found.folder == str(shelf.folder)


def test_ones_own_stand_beside_and_before_what_ships(shelf: TemplateShelf) -> None:
    put(shelf, "mine.toml", OWN % "mine")
    put(shelf, "fashion.toml", OWN % "fashion-booth")
    put(shelf, "notes.txt", "no template")
    found = list_of(shelf.look(), shelf.folder)
    assert [(each.id, each.shipped) for each in found.templates] == [
        ("fashion-booth", False),
        ("mine", False),
        ("partner-studio", True),
    ]
    assert shelf.look().get("fashion-booth").title == "Mine"


def test_a_file_that_is_no_template_harms_no_other(shelf: TemplateShelf) -> None:
    put(shelf, "a.toml", OWN % "mine")
    put(shelf, "b.toml", OWN % "mine")
    put(shelf, "c.toml", "id = ")
    (shelf.folder / "d.toml").write_bytes(b"\xff\xfe")
    (shelf.folder / "e.toml").mkdir()
    found = shelf.look()
    assert {"mine", "fashion-booth", "partner-studio"} == set(found.templates)
    files = [problem.args["file"] for problem in found.problems]
    assert files == ["b.toml", "c.toml", "d.toml", "e.toml"]
    assert "is the id of a.toml already" in found.problems[0].text
    with pytest.raises(StudioError) as failed:
        found.get("mien")
    assert failed.value.problem.code == "no_such_template"
    assert "mine" in failed.value.problem.text


def test_an_edit_is_seen(shelf: TemplateShelf) -> None:
    put(shelf, "a.toml", OWN % "mine")
    before = shelf.look()
    assert shelf.look() == before
    put(shelf, "a.toml", (OWN % "mine").replace("Mine", "Mine too"))
    assert shelf.look().get("mine").title == "Mine too"
