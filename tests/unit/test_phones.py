"""Phone numbers are found however viewers and staff write them, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_app.domain.text.phones import find_phones, mask_phones

MOBILE = r"0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-46-9])[0-9]{7}"


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("chốt A15 0912345678 nhé", "0912345678"),
        ("0912.345.678", "0912345678"),
        ("sđt 0912 345 678, 2 cái", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("84912345678", "0912345678"),
        ("+84 (0) 912345678", "0912345678"),
        ("0845123456", "0845123456"),
        ("+84845123456", "0845123456"),
        ("o912345678", "0912345678"),
        ("09o1234567", "0901234567"),
        ("O9O O123 456", "0900123456"),
        ("không chín một hai ba bốn năm sáu bảy tám", "0912345678"),
        ("khong chin mot hai ba bon nam sau bay tam", "0912345678"),
        ("sdt:0912345678", "0912345678"),
        ("lan0912345678", "0912345678"),
        ("01671234567", "01671234567"),
        ("028 3822 1234", "02838221234"),
        ("09 1234 5678", "0912345678"),
        ("chốt d02 1 0580 008 785", "0580008785"),
        ("mã 09 2 0901.234.567 nha", "0901234567"),
        ("0912 345 678 123 Lê Lợi", "0912345678"),
    ],
)
def test_is_found_and_masked(text: str, digits: str) -> None:
    assert [found.digits for found in find_phones(text)] == [digits]
    masked = mask_phones(text)
    assert f"{digits[:2]}•• ••• {digits[-3:]}" in masked
    assert digits[2:7] not in masked


@pytest.mark.parametrize(
    "text",
    [
        "A15 349k",
        "B03 đen 28, 23,5cm",
        "số 12 ngõ 345 phố 678",
        "1.290.000đ",
        "đơn 20240912345678",
        "0212",
        "2026-11-22 19:05:23",
        "so 912345678",
        "192.168.1.20:4455",
    ],
)
def test_leaves_other_numbers_alone(text: str) -> None:
    assert mask_phones(text) == text


def test_masks_each_of_several() -> None:
    assert mask_phones("0912345678 0987654321") == "09•• ••• 678 09•• ••• 321"


@given(st.text(max_size=80), st.from_regex(MOBILE, fullmatch=True), st.text(max_size=80))
def test_no_number_between_words_survives(before: str, number: str, after: str) -> None:
    assert number not in mask_phones(f"{before} x {number} x {after}")


@given(st.text(max_size=200))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask_phones(text)
    assert mask_phones(once) == once


@pytest.mark.parametrize("text", ["KHÔNG CHÍN MỘT HAI BA BỐN NĂM SÁU BẢY TÁM", "o9 1234 5678"])
def test_the_quick_look_lets_odd_ones_through(text: str) -> None:
    assert mask_phones(text) != text
