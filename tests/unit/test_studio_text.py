"""Changes to `studio.toml` keep what somebody wrote around them."""

import tomllib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_app.domain.booth import SceneRole, SentBy
from studio_app.domain.ids import BoothId
from studio_app.domain.settings import BoothSettings, InstanceSettings, read_settings
from studio_app.services.studio_text import (
    NEW_FILE,
    add_booth,
    add_instance,
    edit_booth,
    edit_instance,
    remove_booth,
    remove_instance,
)
from tests.unit.test_settings import booth_values

TEXT = """\
# Phòng máy tầng 2
name = "Studio"   # shown on the wall

# first booth: the loud one
[[booth]]
id = "b1"
number = 1         # top left
name = "Một"
port = 4455        # its OBS

# second booth
[[booth]]
name = 'Hai'
id = "b2"
number = 2
[booth.scene_roles]  # in its own table
human = "Live"

# the end
"""
THREE = BoothSettings(
    id=BoothId("b3"),
    number=3,
    name='Ba "to"',
    port=4457,
    sent_by=SentBy.PLATFORM_PROGRAM,
    scene_roles={SceneRole.HUMAN: "Người dẫn"},
)


def booths(text: str) -> dict[str, BoothSettings]:
    """What a text says, which must be without error."""
    read = read_settings(text, "studio.toml")
    assert read.problems == ()
    return {booth.id: booth for booth in read.settings.booth}


def test_the_first_file_is_without_error_and_says_the_defaults() -> None:
    assert booths(NEW_FILE) == {}
    uncommented = NEW_FILE.replace("# [[booth]]", "[[booth]]")
    uncommented = uncommented.replace("# [[plugin]]", "[[plugin]]")
    for kind in (BoothSettings, InstanceSettings):
        for field in msgspec.structs.fields(kind):
            uncommented = uncommented.replace(f"\n# {field.name} =", f"\n{field.name} =")
    assert list(booths(uncommented)) == ["booth-1"]
    assert [each.id for each in read_settings(uncommented, "").settings.plugin] == ["tiktok-1"]


def test_a_booth_is_added_at_the_end_and_nothing_else_changes() -> None:
    text = add_booth(TEXT, THREE)
    assert text.startswith(TEXT)
    assert booths(text)["b3"] == THREE


def test_editing_keeps_comments_order_and_quotes() -> None:
    text = edit_booth(TEXT, "b1", {"port": 4460, "name": "Mới"})
    assert text == TEXT.replace("4455        #", "4460        #").replace('"Một"', '"Mới"')
    assert booths(text)["b1"].port == 4460


def test_editing_what_was_not_there_adds_it() -> None:
    text = edit_booth(TEXT, "b1", {"host": "Thảo", "destinations": ("TikTok",), "sent_by": "obs"})
    changed = booths(text)["b1"]
    assert (changed.host, changed.destinations) == ("Thảo", ("TikTok",))
    assert "sent_by" not in text  # it is the default, and nobody had written it
    assert booths(text)["b2"] == booths(TEXT)["b2"]


def test_scene_roles_in_a_table_of_their_own_stay_one() -> None:
    text = edit_booth(TEXT, "b2", {"scene_roles": {SceneRole.AI: "AI", SceneRole.HUMAN: "Người"}})
    assert "[booth.scene_roles]  # in its own table" in text
    assert booths(text)["b2"].scene_roles == {SceneRole.HUMAN: "Người", SceneRole.AI: "AI"}
    gone = edit_booth(text, "b2", {"scene_roles": {}})
    assert booths(gone)["b2"].scene_roles == {}


def test_removing_leaves_comments() -> None:
    text = remove_booth(TEXT, "b1")
    assert list(booths(text)) == ["b2"]
    for comment in ("# Phòng máy tầng 2", "# second booth", "# the end", "# in its own table"):
        assert comment in text
    last = remove_booth(text, "b2")
    assert booths(last) == {}
    assert last.startswith('# Phòng máy tầng 2\nname = "Studio"   # shown on the wall\n')
    assert "# the end" in last


def test_coming_and_going_leaves_no_trace() -> None:
    once = remove_booth(add_booth(TEXT, THREE), "b3")
    assert once.rstrip() == TEXT.rstrip()
    again = remove_booth(add_booth(once, THREE), "b3")
    assert again == once


def test_booths_in_one_list_stay_in_it() -> None:
    text = 'booth = [\n  { id = "b1", number = 1, name = "Một" }, # the loud one\n]\nname = "x"\n'
    more = add_booth(text, THREE)
    assert set(booths(more)) == {"b1", "b3"}
    assert "# the loud one" in more
    assert booths(edit_booth(more, "b1", {"port": 5}))["b1"].port == 5
    assert set(booths(remove_booth(more, "b3"))) == {"b1"}


@pytest.mark.parametrize("change", [remove_booth, lambda text, booth: edit_booth(text, booth, {})])
@pytest.mark.parametrize("text", [TEXT, "", NEW_FILE])
def test_a_booth_that_is_not_there(text: str, change: object) -> None:
    assert callable(change)
    with pytest.raises(KeyError):
        change(text, "b9")


@given(st.lists(booth_values, max_size=4, unique_by=(lambda b: b.id, lambda b: b.number)))
def test_any_booths_come_change_and_go(all_of_them: list[BoothSettings]) -> None:
    text = "# kept\n"
    for booth in all_of_them:
        text = add_booth(text, booth)
    assert booths(text) == {booth.id: booth for booth in all_of_them}
    for booth in all_of_them:
        text = edit_booth(text, booth.id, {"host": 'a "b"\n#', "port": 1, "destinations": ("x",)})
    for booth in all_of_them:
        changed = msgspec.structs.replace(booth, host='a "b"\n#', port=1, destinations=("x",))
        assert booths(text)[booth.id] == changed
        text = remove_booth(text, booth.id)
        assert booth.id not in booths(text)
    assert tomllib.loads(text) == {}
    assert text.startswith("# kept\n")


def test_what_is_set_up_of_plugins_comes_changes_and_goes_beside_the_booths() -> None:
    one = InstanceSettings(
        id="tiktok-1",
        plugin="chat_tiktok",
        booth="b1",
        on=False,
        settings={"account": "@shop", "n": 3},
    )
    text = add_instance(TEXT, one)
    assert text.startswith(TEXT)
    assert read_settings(text, "").settings.plugin == (one,)
    text = edit_instance(text, "tiktok-1", {"on": True, "settings": {"account": "@other"}})
    changed = msgspec.structs.replace(one, on=True, settings={"account": "@other"})
    assert read_settings(text, "").settings.plugin == (changed,)
    assert set(booths(text)) == {"b1", "b2"}
    assert remove_instance(text, "tiktok-1").rstrip() == TEXT.rstrip()
