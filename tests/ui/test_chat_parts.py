"""What is marked in a message, which rows a filter means, what a row and a channel say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_app.domain.chat import ChatKind, ChatRow, Hidden
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.plugin import InstanceStatus
from tests.ui import chat_scene as scene
from tests.ui.conftest import Desked
from ui.bridge.chat import ChatLine
from ui.docks.chat_export import shown_csv
from ui.docks.chat_filter import ChatFilter, Show, search_words
from ui.docks.chat_model import channels, questions, sources_of, total_viewers
from ui.docks.chat_row import initials
from ui.docks.chat_spans import Matter, read_words, spans
from ui.docks.chat_words import TagTone, channel_text, row_text, spoken, tag_of
from ui.translations import Language

BOOTH = BoothId("booth-7")


def line(row: ChatRow, at: int = 1) -> ChatLine:
    return ChatLine(ServerId("srv"), at, row)


def marked(text: str, *words: str) -> list[tuple[str, Matter]]:
    return [(text[span.start : span.end], span.matter) for span in spans(text, words)]


def test_phones_links_and_words_are_marked_in_their_text() -> None:
    text = "Chốt A12 size L, 0912.345.678, xem bit.ly/abc"
    assert marked(text, *read_words("a12, Size L")) == [
        ("A12", Matter.WORD),
        ("size L", Matter.WORD),
        ("0912.345.678", Matter.PHONE),
        ("bit.ly/abc", Matter.LINK),
    ]
    assert marked("gọi 09•• ••• 678 nha") == [("09•• ••• 678", Matter.PHONE)]
    assert marked("Long lanh", "l") == [], "only whole words"
    assert marked("màu đỏ", *read_words("do")) == [("đỏ", Matter.WORD)]


@given(st.text(max_size=400), st.lists(st.text(min_size=1, max_size=5), max_size=3))
def test_spans_lie_within_any_text_and_beside_each_other(text: str, words: list[str]) -> None:
    found = spans(text, read_words(",".join(words)))
    end = 0
    for span in found:
        assert end <= span.start < span.end <= len(text)
        end = span.end


@pytest.mark.parametrize(
    ("show", "kept"),
    [
        (Show.ALL, 7),
        (Show.MESSAGES, 5),
        (Show.QUESTIONS, 1),
        (Show.GIFTS, 1),
        (Show.EVENTS, 1),
        (Show.HIDDEN, 1),
        (Show.REPLIES, 0),
    ],
)
def test_kinds(show: Show, kept: int) -> None:
    rows = [
        scene.row(BOOTH, 1),
        scene.row(BOOTH, 2, question=True),
        scene.row(BOOTH, 3, question=True, answered_by="Lan"),
        scene.row(BOOTH, 4, hidden=Hidden.WORD),
        scene.row(BOOTH, 5, kind=ChatKind.GIFT),
        scene.row(BOOTH, 6, kind=ChatKind.FOLLOW),
        scene.row(BOOTH, 7, service="facebook", source="facebook-7"),
    ]
    assert sum(ChatFilter(show).takes(line(row)) for row in rows) == kept
    assert sum(ChatFilter(Show.ALL, source="facebook-7").takes(line(row)) for row in rows) == 1
    assert sum(ChatFilter(Show.ALL, service="tiktok").takes(line(row)) for row in rows) == 6


def test_a_search_needs_every_word_anywhere_without_diacritics() -> None:
    row = line(scene.row(BOOTH, 1, "áo đầm còn size L", author="Hồng Trang"))
    assert ChatFilter(words=search_words("trang dam")).takes(row)
    assert not ChatFilter(words=search_words("trang quan")).takes(row)


def test_rows_in_words(language: Language) -> None:
    gift = scene.row(BOOTH, 1, "Hoa hồng", kind=ChatKind.GIFT, count=1200, author="")
    assert row_text(gift) == "gave Hoa hồng × 1,200"
    assert spoken(gift).startswith("a1 · gave")
    hidden = tag_of(scene.row(BOOTH, 1, hidden=Hidden.LINK, pinned=True))
    assert hidden is not None
    assert hidden.text == "Hidden · link"
    private = scene.row(BOOTH, 1, "nhắn riêng nha", kind=ChatKind.REPLY, private=True)
    assert tag_of(private) == (TagTone.PRIVATE, "lock", "Private")
    assert spoken(private).endswith("Private"), "who hears it knows that viewers did not"
    language.use("vi")
    assert spoken(private).endswith("Riêng")
    assert row_text(gift) == "tặng Hoa hồng × 1.200"
    assert tag_of(scene.row(BOOTH, 1, question=True)).text == "Câu hỏi"  # type: ignore[union-attr]
    assert row_text(scene.row(BOOTH, 1, "một\n\ndòng")) == "một dòng"


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Thu Nga", "TN"), ("ngọc", "N"), ("🌸 Hoa Mai 🌸", "HM"), ("🌸", "#"), ("", "#")],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_channels_say_their_state_in_words_and_the_worst_of_a_service(
    desked: Desked, language: Language
) -> None:
    server = desked.studio.add_server()
    one, two = (desked.studio.add_booth(server, number) for number in (7, 8))
    scene.sources(desked.studio, one)
    scene.source(desked.studio, two, "tiktok", InstanceStatus.WAITING)
    badges = channels(sources_of(desked.bridge, one), by_service=False)
    assert [channel_text(each) for each in badges] == [
        "Facebook · silent",
        "TikTok 1,842",
        "YouTube · failed",
    ]
    everywhere = channels(sources_of(desked.bridge), by_service=True)
    assert [channel_text(each) for each in everywhere][1] == "TikTok · 1/2 cut off, tries again"
    assert total_viewers(sources_of(desked.bridge)) == 2153
    scene.question(desked.studio, one, 5)
    scene.question(desked.studio, one, 6)
    assert {key: each.asked for key, each in questions(desked.bridge).items()} == {one: 2}


def test_exported_rows_hold_no_phone_number_and_no_formula() -> None:
    rows = [
        scene.row(BOOTH, 1, "=1+1", author="0912345678"),
        scene.row(BOOTH, 2, 'sđt 0912.345.678, "A12"'),
    ]
    text = shown_csv([line(row) for row in rows], lambda _: "07")
    assert "345" not in text
    assert "'=1+1" in text
    assert text.splitlines()[0].startswith("cursor,time_utc,booth,service")
