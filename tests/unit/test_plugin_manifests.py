"""Manifests, words and settings of plugins: what is wrong is said with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_app.domain.manifest_text import read_manifest, read_words
from studio_app.domain.plugin import Manifest
from studio_app.domain.plugin_settings import checked

GOOD = """\
id = "chat_x"
kind = "chat"
api = 1
name = "X"
can = ["reply"]
requires = ["TikTokLive==7.0.1"]

[[setting]]
name = "account"
title = "Account"
required = true

[[setting]]
name = "every_s"
type = "number"
title = "Every"
default = 5
minimum = 1
maximum = 60

[[setting]]
name = "how"
type = "choice"
title = "How"
choices = ["fast", "slow"]
default = "fast"

[[setting]]
name = "loud"
type = "switch"
title = "Loud"

[[setting]]
name = "token"
title = "Token"
secret = true
required = true
"""


def good() -> Manifest:
    read = read_manifest(GOOD, "chat_x/manifest.toml", "chat_x")
    assert read.problems == ()
    assert read.manifest is not None
    return read.manifest


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "chat_x"', 'id = "chat_y"', "1: id: must be chat_x, as its folder is called"),
        ('kind = "chat"', 'kind = "chatt"', "2: kind: must be one of chat, orders"),
        ("api = 1", "", "1: api: missing; it must be a whole number"),
        ('name = "X"', 'nam = "X"', "4: nam: unknown; did you mean name?"),
        ('["reply"]', '["webhook", "fly"]', "5: can: must be a list"),
        ('"TikTokLive==7.0.1"', '"TikTokLive=7"', "6: requires[0]: must be a requirement"),
        ('title = "Account"', "", "8: setting[0].title: missing"),
        ("default = 5", "default = 99", "17: setting[1].default: must be a whole number from 1"),
        ("maximum = 60", "maximum = 0", "18: setting[1].minimum: is above the maximum 0"),
        ('choices = ["fast", "slow"]', "", "21: setting[2].choices: must be there for a choice"),
        ('default = "fast"', 'default = "other"', "26: setting[2].default: must be one of fast"),
        ('name = "how"', 'name = "account"', "22: setting[2].name: account is there twice"),
        ("secret = true", 'secret = true\ndefault = "x"', "37: setting[4].default: a secret"),
        ('type = "switch"', 'type = "switch"\nsecret = true', "31: setting[3].secret: a secret is"),
        ("[[setting]]", "[[setting]", "8: TOML:"),
    ],
)
def test_what_is_wrong_is_said_with_line_field_and_what_is_allowed(
    old: str, new: str, said: str
) -> None:
    read = read_manifest(GOOD.replace(old, new, 1), "chat_x/manifest.toml", "chat_x")
    assert read.manifest is None
    assert read.problems[0].text.startswith(f"chat_x/manifest.toml:{said}"), read.problems[0].text


def test_only_what_a_kind_knows_may_be_promised() -> None:
    text = GOOD.replace('kind = "chat"', 'kind = "camera"')
    (found,) = read_manifest(text, "m", "chat_x").problems
    assert "a plugin of kind camera may have nothing, got reply" in found.text


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert read_manifest(text, "m", "chat_x").manifest is None
    read_words(text, "vi.toml", good())


def test_words_are_found_by_their_place_and_unknown_ones_are_told() -> None:
    read = read_words(
        'name = "Ích"\n[setting.account]\ntitle = "Tài khoản"\n'
        '[setting.how.choice]\nfast = "nhanh"\nquick = "x"\n[setting.none]\ntitle = "x"\n',
        "vi.toml",
        good(),
    )
    assert read.words == {
        "name": "Ích",
        "setting.account.title": "Tài khoản",
        "setting.how.choice.fast": "nhanh",
    }
    assert [problem.args["line"] for problem in read.problems] == ["6", "8"]


def test_settings_get_their_defaults_and_lose_nothing() -> None:
    values, errors = checked(good(), {"account": "@shop", "loud": True}, ("token",))
    assert errors == []
    assert values == {"account": "@shop", "every_s": 5, "how": "fast", "loud": True}


@pytest.mark.parametrize(
    ("settings", "secrets", "field", "said"),
    [
        ({}, ("token",), "account", "missing; it must be text"),
        ({"account": ""}, ("token",), "account", "missing"),
        ({"account": "a"}, (), "token", "missing; enter “Token”"),
        ({"account": "a", "token": "x"}, ("token",), "token", "do not belong in this file"),
        ({"account": 5}, ("token",), "account", "must be text"),
        ({"account": "a", "every_s": True}, ("token",), "every_s", "a whole number from 1 to 60"),
        ({"account": "a", "every_s": 61}, ("token",), "every_s", "got 61"),
        ({"account": "a", "how": "Fast"}, ("token",), "how", "one of fast, slow"),
        ({"account": "a", "loud": "yes"}, ("token",), "loud", "true or false"),
        ({"acount": "a", "account": "a"}, ("token",), "acount", "did you mean account?"),
    ],
)
def test_a_wrong_setting_is_said(
    settings: dict[str, bool | int | str], secrets: tuple[str, ...], field: str, said: str
) -> None:
    _, errors = checked(good(), settings, secrets)
    assert [error.field for error in errors] == [field]
    assert said in errors[0].detail
