"""What viewers ask is told from what they order and say, with and without diacritics."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_app.domain.text.folding import fold
from studio_app.domain.text.questions import is_question

EXAMPLES = Path(__file__).parent / "data" / "chat_intents_vi.jsonl"
"""Comments with what each of them is."""
FLOOR = 0.97


def asks(text: str) -> bool:
    return is_question(text, fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "giá sao",
        "bn tiền",
        "còn size L k",
        "ship ko shop",
        "ib giá",
        "giá",
        "gia shop",
        "cho e xin gia",
        "shop oi con hang k a",
        "hàng về chưa shop",
        "chất vải gì v ad",
        "50kg mặc size nào",
        "cao 1m6 nặng 52 mặc vừa không",
        "tư vấn em size với",
        "đổi trả được ko c",
        "hết hàng rồi hả",
        "mua ở đâu",
        "sao không rep em",
        "khi nào có hàng lại báo em",
        "chốt 3 cái thì nhiêu tiền",
        "e02 bn z",
        "màu này đẹp không?",
    ],
)
def test_is_a_question(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "?",
        "",
        "❤️❤️❤️",
        "chốt 01",
        "chốt 2 cái 349k",
        "chốt 1 cái nha?",
        "em lấy mã 4 màu hồng nha shop",
        "e k lay c01 nua nhe shop",
        "bn ơi đẹp quá",
        "k lấy nữa",
        "thôi k mua đâu",
        "không có gì ạ",
        "em mua nhiều lắm rồi",
        "máy đẹp",
        "gia đình em mua hết",
        "sao đẹp thế",
        "đánh giá 5 sao",
        "giá rẻ quá",
        "mấy chị ơi chốt lẹ",
        "huỷ đơn giúp em",
        "em lấy 2 cái không lấy màu đen",
        "hello cả nhà",
    ],
)
def test_is_none(text: str) -> None:
    assert not asks(text)


def test_examples_are_told_apart() -> None:
    rows = [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
    wrong = [
        row["text"]
        for row in rows
        if asks(row["text"]) != (row["intent"] in ("price", "shipping", "question"))
    ]
    assert len(wrong) <= (1 - FLOOR) * len(rows), wrong
    orders = [row["text"] for row in rows if row["intent"] == "order"]
    assert not [text for text in orders if asks(text)]


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text: str) -> None:
    asks(text)


@pytest.mark.parametrize(
    "text", ["co a " * 200, "a " * 500, "khong " * 160, "co " * 330, "a" * 1000]
)
def test_no_text_takes_long(text: str) -> None:
    began = time.process_time()
    for _ in range(5):
        asks(text)
    assert (time.process_time() - began) / 5 < 0.05
