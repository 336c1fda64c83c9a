"""`studio.toml`: every error says file, line, field and what is allowed, and harms nothing else."""

import tomllib

import msgspec
import pytest
import tomlkit
from hypothesis import example, given
from hypothesis import strategies as st

from studio_app.domain.booth import SceneRole, SentBy
from studio_app.domain.problems import Problem
from studio_app.domain.settings import (
    BoothSettings,
    InstanceSettings,
    SettingsSyntaxError,
    StudioSettings,
    database_error,
    read_settings,
)
from studio_app.support.toml_lines import key_lines, line_of

GOOD = """\
name = "Studio Sài Gòn"
language = "en"

[server]
listen = "127.0.0.1"
port = 0

[[booth]]
id = "b1"
number = 1
name = "Mỹ phẩm"
host = "Thảo"
sent_by = "platform_program"
destinations = ["TikTok", "Shopee"]
scene_roles = { human = "Người dẫn", standby = "Chờ" }

[[booth]]
id = "b2"
number = 2
name = "Thời trang"
address = "192.0.2.5"
port = 4456
"""


def only(problems: tuple[Problem, ...]) -> Problem:
    """The one problem that there must be."""
    assert len(problems) == 1, [problem.text for problem in problems]
    return problems[0]


def test_a_good_file_says_what_it_says() -> None:
    read = read_settings(GOOD, "studio.toml")
    assert read.problems == ()
    assert (read.settings.name, read.settings.language) == ("Studio Sài Gòn", "en")
    first, second = read.settings.booth
    assert first.sent_by is SentBy.PLATFORM_PROGRAM
    assert first.scene_roles == {SceneRole.HUMAN: "Người dẫn", SceneRole.STANDBY: "Chờ"}
    assert first.destinations == ("TikTok", "Shopee")
    assert (second.address, second.port, second.sent_by) == ("192.0.2.5", 4456, SentBy.OBS)


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "says"),
    [
        ("number = 2", "number = 200", 19, "booth[1].number", "from 1 to 99, got 200"),
        ("number = 2", 'number = "2"', 19, "booth[1].number", 'got "2"'),
        ("number = 2", "number = 1", 19, "booth[1].number", "1 belongs to b1"),
        ('id = "b2"', 'id = "b1"', 18, "booth[1].id", "b1 is used by another booth"),
        ('id = "b2"', 'id = "b 2"', 18, "booth[1].id", "letters, digits and dashes"),
        ('id = "b2"', "", 17, "booth[1].id", "missing"),
        ("port = 4456", "prot = 4456", 22, "booth[1].prot", "did you mean port?"),
        ("port = 4456", 'password = "x"', 22, "booth[1].password", "do not belong in this file"),
        ('"192.0.2.5"', '"192.0.2.5:4455"', 21, "booth[1].address", "without a port"),
        ('"192.0.2.5"', '"ws://192.0.2.5"', 21, "booth[1].address", "without a port"),
        ('"platform_program"', '"vlc"', 13, "booth[0].sent_by", "one of obs, platform_program"),
        ("human =", "humen =", 15, "booth[0].scene_roles", "human, ai, standby, break"),
        ('language = "en"', 'language = "fr"', 2, "language", "one of"),
        ("port = 0", "port = 70000", 6, "server.port", "from 0 to 65535"),
        ('"127.0.0.1"', '"0.0.0.0"', 5, "server.listen", "tls_cert and tls_key"),
        ("port = 0", 'database = "mysql://x/y"', 6, "server.database", "postgresql://"),
        ("port = 0", 'database = "postgresql://a:b@c/d"', 6, "server.database", "secret set"),
        ("[server]", "[sever]", 4, "sever", "did you mean server?"),
    ],
)
def test_an_error_says_where_and_what_is_allowed(
    old: str, new: str, line: int, field: str, says: str
) -> None:
    read = read_settings(GOOD.replace(old, new, 1), "studio.toml")
    problem = read.problems[0]
    assert problem.args["file"] == "studio.toml"
    assert problem.args["line"] == str(line)
    assert problem.args["field"] == field
    assert says in problem.args["detail"]
    assert len(read.problems) == 1


def test_a_bad_booth_leaves_the_good_one() -> None:
    read = read_settings(GOOD.replace("number = 1\n", "number = 0\n"), "studio.toml")
    assert [booth.id for booth in read.settings.booth] == ["b2"]


def test_a_booth_that_an_edit_breaks_stays_as_it_was() -> None:
    before = read_settings(GOOD, "studio.toml").settings
    broken = GOOD.replace("port = 4456", 'port = "x"').replace("Mỹ phẩm", "Son môi")
    read = read_settings(broken, "studio.toml", before)
    assert read.settings.booth_by_id("b2") == before.booth_by_id("b2")
    changed = read.settings.booth_by_id("b1")
    assert changed is not None
    assert changed.name == "Son môi"
    assert read.by_booth["b2"] == read.problems
    assert only(read.problems).args["line"] == "22"


def test_a_wrong_field_of_the_server_stays_as_it_was() -> None:
    before = read_settings(GOOD.replace("port = 0", "port = 7999"), "studio.toml").settings
    read = read_settings(GOOD.replace("port = 0", "port = -1"), "studio.toml", before)
    assert read.settings.server.port == 7999


@pytest.mark.parametrize(
    ("text", "line"),
    [("name = \n", 1), ("a = 1\nb = [1,\n", 3), ("a = 1\na = 2\n", 2), ('x = "é\n', 1)],
)
def test_no_toml_at_all_names_the_line(text: str, line: int) -> None:
    with pytest.raises(SettingsSyntaxError) as caught:
        read_settings(text, "studio.toml")
    assert caught.value.problem.args["line"] == str(line)


@pytest.mark.parametrize(
    "address", ["postgresql://deck@db/studio", "postgresql:///studio", "postgres://db:5433/studio"]
)
def test_a_database_address_without_password_may_stand_there(address: str) -> None:
    assert database_error(address) is None


# --- whatever somebody types ---------------------------------------------------------------------

keys = st.one_of(
    st.sampled_from(["name", "language", "server", "booth", "id", "number", "port", "host"]),
    st.text(min_size=1, max_size=8),
)
values = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(-(2**63), 2**63 - 1),
        st.floats(allow_nan=False),
        st.text(max_size=20),
        st.sampled_from(["vi", "obs", "127.0.0.1", "b1"]),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=12,
)


@given(st.text(max_size=200))
def test_any_text_gives_settings_or_says_why_not(text: str) -> None:
    try:
        said = read_settings(text, "studio.toml").problems
    except SettingsSyntaxError as error:
        said = (error.problem,)
    for problem in said:
        assert 1 <= int(problem.args["line"]) <= text.count("\n") + 1


@given(st.dictionaries(keys, values, max_size=5))
def test_any_toml_gives_settings_and_problems_with_lines(data: dict[str, object]) -> None:
    text = tomlkit.dumps(data)
    tomllib.loads(text)
    read = read_settings(text, "studio.toml")
    lines = text.count("\n") + 1
    for problem in read.problems:
        assert 1 <= int(problem.args["line"]) <= lines
        assert problem.args["field"]
        assert problem.args["detail"]
    # What is in force is always whole.
    again = msgspec.convert(msgspec.to_builtins(read.settings), StudioSettings)
    assert again == read.settings


booth_values = st.builds(
    BoothSettings,
    id=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9-]{0,23}", fullmatch=True),
    number=st.integers(1, 99),
    name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
    port=st.integers(1, 65535),
    host=st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    sent_by=st.sampled_from(SentBy),
    destinations=st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=3).map(tuple),
    scene_roles=st.dictionaries(st.sampled_from(SceneRole), st.text(max_size=5)),
)


@given(st.lists(booth_values, max_size=5, unique_by=(lambda b: b.id, lambda b: b.number)))
def test_what_is_written_is_read_back(booths: list[BoothSettings]) -> None:
    text = tomlkit.dumps({"booth": [msgspec.to_builtins(booth) for booth in booths]})
    read = read_settings(text, "studio.toml")
    assert read.problems == ()
    assert read.settings.booth == tuple(booths)


# --- lines ---------------------------------------------------------------------------------------


def test_lines_are_found_past_strings_and_lists_of_several_lines() -> None:
    text = (
        'text = """\n[not.a.header]\nx = 1 \\"""\\"\n"""\n'
        "other = '''\n[[booth]]\n'''\n"
        "many = [\n  1, # = ]\n  2,\n]\n"
        '["quoted table"]\n'
        "a.b = 1\n"
        "[[booth]]\n"
        'id = "#="\n'
        "[booth.scene_roles]\n"
        "human = 1\n"
        "[[booth]]\n"
        "'id' = 2\n"
    )
    lines = key_lines(text)
    rows = text.splitlines()
    assert rows[lines["many",] - 1] == "many = ["
    assert rows[lines["quoted table",] - 1] == '["quoted table"]'
    assert rows[lines["quoted table", "a", "b"] - 1] == "a.b = 1"
    assert rows[lines["booth", 0, "id"] - 1] == 'id = "#="'
    assert rows[lines["booth", 0, "scene_roles", "human"] - 1] == "human = 1"
    assert rows[lines["booth", 1, "id"] - 1] == "'id' = 2"
    assert ("not",) not in lines
    assert line_of(("booth", 1, "nowhere", 3), lines) == lines["booth", 1]


@given(st.dictionaries(keys, values, max_size=5))
@example({"name": {"name": [{}]}})
def test_every_key_at_the_top_has_its_line(data: dict[str, object]) -> None:
    text = tomlkit.dumps(data)
    lines = key_lines(text)
    for key, value in tomllib.loads(text).items():
        row = text.split("\n")[lines[key,] - 1]
        if isinstance(value, dict) and "[" in row:
            continue
        assert row.lstrip().startswith((key, '"', "'", "["))


# --- what is set up of plugins -------------------------------------------------------------------


def test_a_wrong_instance_stays_as_it_was_and_harms_no_other() -> None:
    good = '[[plugin]]\nid = "a"\nplugin = "chat_x"\nsettings = { account = "@shop", n = 3 }\n'
    before = read_settings(good, "studio.toml").settings
    assert before.plugin == (
        InstanceSettings(id="a", plugin="chat_x", settings={"account": "@shop", "n": 3}),
    )
    text = (
        '[[plugin]]\nid = "a"\nplugin = "No Such"\nn = 1\n'
        '[[plugin]]\nid = "b"\nplugin = "chat_x"\non = false\n'
        '[[plugin]]\nid = "b"\nplugin = "chat_y"\n'
    )
    read = read_settings(text, "studio.toml", before)
    assert [each.id for each in read.settings.plugin] == ["a", "b"]
    assert read.settings.plugin[0] == before.plugin[0]
    assert [(each.args["line"], each.args["field"]) for each in read.problems] == [
        ("4", "plugin[0].n"),
        ("3", "plugin[0].plugin"),
        ("10", "plugin[2].id"),
    ]
