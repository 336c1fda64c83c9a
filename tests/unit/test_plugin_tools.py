"""What plugins are given to read services with: text, moments, JSON, and tokens that run out."""

import asyncio
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_app.api.heard import Fields, heard
from studio_app.api.json import Json
from studio_app.api.moments import moment
from studio_app.api.oauth import AccessToken
from studio_app.api.text import key, plain, strip_html
from studio_app.api.web import Failure, judge
from studio_app.domain.chat import TEXT_MOST, ChatKind


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("chốt <b>2</b> áo A12", "chốt 2 áo A12"),
        ('<img src="x.png" alt="❤️"> đẹp quá', "❤️ đẹp quá"),
        ("một<br>hai", "một hai"),
        ("giá &lt; 200k &amp; freeship", "giá < 200k & freeship"),
        ("<script>alert(1)</script>mã 3", "mã 3"),
        ("3 < 5 nhưng 5 > 3", "3 < 5 nhưng 5 > 3"),
        ("<a href='//x'>bấm</a> đây", "bấm đây"),
        ("", ""),
    ],
)
def test_html_reads_as_on_the_page(html: str, text: str) -> None:
    assert strip_html(html) == text


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader_or_leaves_control_characters(text: str) -> None:
    assert all(ord(each) >= 32 for each in strip_html(text))
    assert plain(plain(text)) == plain(text)


def test_long_ids_stay_different() -> None:
    one, other = "x" * 300 + "1", "x" * 300 + "2"
    assert len(key(one)) == 200
    assert key(one) != key(other)
    assert key(one) == key(one)
    assert key("short") == "short"


def test_what_is_heard_is_kept_in_bounds() -> None:
    event = heard(id="i" * 500, account="a" * 500, author="Lan\n" * 500, text="y" * 5000)
    assert len(event.id) <= 200
    assert len(event.account) <= 200
    assert len(event.author) <= 200
    assert "\n" not in event.author
    assert len(event.text) == TEXT_MOST


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-30T12:00:00+0700",
        "2026-11-30T05:00:00Z",
        "2026-11-30T05:00:00",
        "1796014800",
        "1796014800000",
    ],
)
def test_moments_are_aware_however_they_are_told(text: str) -> None:
    assert moment(text) == datetime(2026, 11, 30, 5, 0, tzinfo=UTC)


@given(st.text() | st.integers().map(str))
def test_what_is_no_moment_of_our_days_is_none(text: str) -> None:
    said = moment(text)
    assert said is None or said.tzinfo is UTC


def test_fields_say_where_an_events_parts_are() -> None:
    fields = Fields(id="id", at="when", account="who.id", author="who.name", text="said", html=True)
    said = Json.read(
        '{"id": 9, "when": 1796014800, "who": {"id": 4, "name": "<b>Lan</b>"}, "said": "a<br>b"}'
    )
    assert said is not None
    event = fields.read(said, ChatKind.GIFT, count=3, service="TikTok")
    assert (event.id, event.account, event.author, event.text) == ("9", "4", "Lan", "a b")
    assert (event.kind, event.count, event.service) == (ChatKind.GIFT, 3, "tiktok")
    assert event.at == datetime(2026, 11, 30, 5, 0, tzinfo=UTC)
    assert Fields().read(said).id == ""


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from("ab"), inner),
    )
)
def test_no_json_breaks_the_reader(value: object) -> None:
    for path in ("", "a", "a.b", "a.b.a"):
        json = Json(value)
        assert isinstance(json.text(path), str)
        assert isinstance(json.number(path), int)
        assert isinstance(json.yes(path or "a"), bool)
        assert all(isinstance(each, Json) for each in json.each(path))


def test_json_is_read_by_path() -> None:
    json = Json.read('{"a": {"id": 7, "n": "12", "ok": true, "list": [{"x": "1"}, {"x": "2"}]}}')
    assert json is not None
    assert (json.text("a.id"), json.number("a.n"), json.yes("a.ok")) == ("7", 12, True)
    assert [each.text("x") for each in json.each("a.list")] == ["1", "2"]
    assert json.text("a.list.1.x") == "2"
    assert json.text("a.list.2.x") == json.text("a.list.x") == ""
    assert Json.read(b"\xff\xfe") is None
    assert Json.read("<html>") is None
    assert Json.read("17") is None


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, "Refused"),
        (403, "Refused"),
        (404, "Refused"),
        (429, "TryLater"),
        (500, "TryLater"),
        (503, "TryLater"),
        (302, "ConnectionError"),
    ],
)
def test_a_status_says_whether_a_person_must_act(status: int, kind: str) -> None:
    assert type(judge(Failure(host="example", status=status))).__name__ == kind


async def test_a_token_is_renewed_once_however_many_ask() -> None:
    asked = 0

    async def renew() -> tuple[str, float]:
        nonlocal asked
        asked += 1
        await asyncio.sleep(0)
        return f"token {asked}", 3600.0

    token = AccessToken(renew)
    assert set(await asyncio.gather(*(token.get() for _ in range(20)))) == {"token 1"}
    token.refused()
    assert await token.get() == "token 2"
    assert asked == 2


async def test_a_token_that_was_given_is_used_until_it_is_refused() -> None:
    async def renew() -> tuple[str, float]:
        return "new", 0.0  # runs out at once

    token = AccessToken(renew, "given")
    assert await token.get() == "given"
    token.refused()
    assert await token.get() == "new"
