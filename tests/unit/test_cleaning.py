"""What is shown of strangers' text has nothing unseen in it and stays on its line."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_app.domain.text.cleaning import clean


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  chốt\n\n1 cái\t nha ", "chốt 1 cái nha"),
        ("a\u202eb\u2066c", "abc"),
        ("z" + "\u0336" * 40, "z\u0336\u0336"),
        ("👨‍👩‍👧 ok", "👨‍👩‍👧 ok"),
        ("❤️", "❤️"),
        ("\u200d\u200d\u200dhi\u200b\u200b", "hi"),
        ("x\0y", "xy"),
        ("tie\u0302\u0301ng", "tiếng"),
        ("\ud83d nửa", "nửa"),
        ("a\u3164b", "ab"),
        ("a" * 50, "a" * 20),
    ],
)
def test_is_shown_as(text: str, shown: str) -> None:
    assert clean(text, 20) == shown


@given(st.text(st.characters(), max_size=200))
def test_nothing_of_it_can_do_harm(text: str) -> None:
    shown = clean(text, 100)
    assert len(shown) <= 100
    assert shown == shown.strip()
    assert not {unicodedata.category(letter) for letter in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(shown) & set("\u200b\u200e\u200f\u202a\u202b\u202d\u202e\u2066\u2067\ufeff")
    shown.encode()
    assert clean(shown, 100) == shown
