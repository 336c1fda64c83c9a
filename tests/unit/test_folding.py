"""Searching without diacritics finds what is written with them, and better answers come first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_app.domain.text.folding import fit, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Chuyển cảnh", "chuyen canh"),
        ("ĐƠN hàng", "don hang"),
        ("Sân khấu Ưu đãi", "san khau uu dai"),
        ("Take", "take"),
    ],
)
def test_vietnamese_loses_its_marks(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "query", ["tat tieng", "TẮT", "tieng tat", "tt", "teng", "", "t", "tắt tiếng mic"]
)
def test_found(query: str) -> None:
    assert fit(query, "Tắt tiếng mic hoặc mở lại") is not None


@pytest.mark.parametrize("query", ["luu", "tat xyz", "gnoeit", "mute"])
def test_not_found(query: str) -> None:
    assert fit(query, "Tắt tiếng mic hoặc mở lại") is None


def test_better_answers_cost_less() -> None:
    texts = ["Take the preview on air", "Retake", "Choose the transition for the next take"]
    cost = [fit("take", text) for text in texts]
    assert cost[0] == 0
    assert cost[1] is not None
    assert cost[2] is not None
    assert cost[0] < cost[2] < cost[1]
