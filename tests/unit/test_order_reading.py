"""A comment fills in an order's form as far as it can be told without a catalogue."""

import time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_app.domain.orders import LINES_MOST, OrderLine
from studio_app.domain.text.order_reading import read_order


def _lines(text: str) -> list[tuple[str, int, str, str]]:
    return [(line.code, line.quantity, line.size, line.colour) for line in read_order(text).lines]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("chốt A12", [("A12", 1, "", "")]),
        ("Chốt 2 áo a12 nha shop", [("A12", 2, "", "")]),
        ("A12 2 cái", [("A12", 2, "", "")]),
        ("a12x3", [("A12", 3, "", "")]),
        ("2x A12", [("A12", 2, "", "")]),
        ("A12 x 3", [("A12", 3, "", "")]),
        ("A12 sl 4", [("A12", 4, "", "")]),
        ("lấy hai cái B07 màu đỏ", [("B07", 2, "", "đỏ")]),
        ("A12 size M", [("A12", 1, "M", "")]),
        ("a12 sz s", [("A12", 1, "S", "")]),
        ("a12 s 2c", [("A12", 2, "S", "")]),
        ("A12 sai L nhé", [("A12", 1, "L", "")]),
        ("a12 sizeXL", [("A12", 1, "XL", "")]),
        ("A12 2xl 1 cái", [("A12", 1, "2XL", "")]),
        ("mã 16 size 37", [("16", 1, "37", "")]),
        ("B03 đen 28", [("B03", 1, "28", "đen")]),
        ("ma so 12 mau xam 2 cai", [("12", 2, "", "xám")]),
        ("chốt số 12 nha", [("12", 1, "", "")]),
        ("mã A 7", [("A7", 1, "", "")]),
        ("CHỐT 02 X3", [("02", 3, "", "")]),
        ("dat 16 den 38 va 02 1 chai nha", [("16", 1, "38", "đen"), ("02", 1, "", "")]),
        ("c01 trắng M 1, c01 xanh XL 2", [("C01", 1, "M", "trắng"), ("C01", 2, "XL", "xanh")]),
        ("c01 M 1 c05 L 2", [("C01", 1, "M", ""), ("C05", 2, "L", "")]),
        ("1 c01 với 3 c05", [("C01", 1, "", ""), ("C05", 3, "", "")]),
        ("2 áo C01 3 quần E02", [("C01", 2, "", ""), ("E02", 3, "", "")]),
        ("A12 size M 2 cái, size L 1 cái", [("A12", 2, "M", ""), ("A12", 1, "L", "")]),
        ("chốt A12, màu hồng, size M, 2 cái", [("A12", 2, "M", "hồng")]),
        ("A12 xanh rêu", [("A12", 1, "", "xanh rêu")]),
        ("cho c 1 c05 nau", [("C05", 1, "", "nâu")]),
        ("SP-12 3 bộ", [("SP-12", 3, "", "")]),
        ("\uff21\uff11\uff12 \uff12 c\u00e1i", [("A12", 2, "", "")]),
        ("a\u0301o A12 \u0111o\u0309", [("A12", 1, "", "đỏ")]),
    ],
)
def test_reads_what_viewers_write(text: str, lines: list[tuple[str, int, str, str]]) -> None:
    assert _lines(text) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("A12 349k", [("A12", 1, "", "")]),
        ("A12 giá 15", [("A12", 1, "", "")]),
        ("a12 cho người 52kg cao 1m60", [("A12", 1, "", "")]),
        ("e 52 kg lấy A12 size L", [("A12", 1, "L", "")]),
        ("A12 dài 23,5cm", [("A12", 1, "", "")]),
        ("chốt A12 giao lúc 8h", [("A12", 1, "", "")]),
        ("chốt A12 giao tối 8 giờ", [("A12", 1, "", "")]),
        ("A12 giao 15 Lê Lợi q5", [("A12", 1, "", "")]),
        ("chị đặt A12, giao về 31/5 Hoàng Văn Thụ, p7 q3", [("A12", 1, "", "")]),
        ("A12 2 cái sđt 09 12 3", [("A12", 2, "", "")]),
        ("giao em 2 cái A12 tới 15 Lê Lợi", [("A12", 2, "", "")]),
        ("s ơi m lấy A12", [("A12", 1, "", "")]),
        ("A12 đến khi nào có", [("A12", 1, "", "")]),
    ],
)
def test_takes_no_price_measure_address_or_hour_for_a_quantity(
    text: str, lines: list[tuple[str, int, str, str]]
) -> None:
    assert _lines(text) == lines


@pytest.mark.parametrize(
    "text", ["", "💖💖💖", "chào chị chủ shop", "lấy cái này 2 cái", "chốt 3 cái", "349k hả shop"]
)
def test_leaves_the_form_empty_where_no_code_is(text: str) -> None:
    assert read_order(text).lines == ()


@pytest.mark.parametrize(
    ("text", "phone", "lines"),
    [
        ("chốt 1 polo C01 xanh L 0907112233", "0907112233", [("C01", 1, "L", "xanh")]),
        ("cho c 1 c05 nau o9o5 661 238", "0905661238", [("C05", 1, "", "nâu")]),
        ("chot ma 4 mau xam 2 cai 0918 402 775", "0918402775", [("4", 2, "", "xám")]),
        ("A12 +84 352 118 904", "0352118904", [("A12", 1, "", "")]),
        ("sđt của em: 0932 118 640", "0932118640", []),
        (
            "mã 11, gọi không chín bốn một hai ba không sáu bảy tám",
            "0941230678",
            [("11", 1, "", "")],
        ),
        ("chốt d02 1 0580 008 785", "0580008785", [("D02", 1, "", "")]),
        ("chốt d02 1 09•• ••• 678", "", [("D02", 1, "", "")]),
    ],
)
def test_reads_the_phone_number_and_none_of_its_figures_elsewhere(
    text: str, phone: str, lines: list[tuple[str, int, str, str]]
) -> None:
    assert read_order(text).phone == phone
    assert _lines(text) == lines


_TOLD = "chốt mã số A12 c01 02 16 2 x3 999999 size M 38 đỏ den mau , . với giao 0912345678 ² 2c cái"
_WORDS = st.sampled_from(_TOLD.split())


@given(st.text() | st.lists(_WORDS).map(" ".join) | st.lists(_WORDS).map("".join))
def test_any_text_gives_what_an_order_can_hold(text: str) -> None:
    for line in read_order(text).lines:
        assert line.code
        assert msgspec.convert(msgspec.to_builtins(line), OrderLine) == line


@pytest.mark.parametrize("word", ["A1 ", "1 ", "size ", "mã ", "A1,", "0 9 ", "x", "-1", "1.", "ﷺ"])
def test_a_text_of_any_length_takes_no_time(word: str) -> None:
    began = time.process_time()
    draft = read_order(word * 100_000)
    assert time.process_time() - began < 1
    assert len(draft.lines) <= LINES_MOST
