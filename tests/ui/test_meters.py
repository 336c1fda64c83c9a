"""Level meters: how they rise, fall, hold and clip, and that painting fills its whole place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from studio_app.domain.feed import BoothMeters
from studio_app.domain.ids import BoothId
from ui.painter.meters import (
    CLIP_S,
    HOLD_S,
    Ballistics,
    Level,
    Marks,
    Shown,
    loudest,
    marks,
    paint_meter,
    part,
)
from ui.theme import GOOD, LINE, WARNING


def meters(levels: bytes) -> BoothMeters:
    return BoothMeters(
        booth=BoothId("booth-1"), inputs=("Mic",) * (len(levels) // 4), levels=levels
    )


def test_the_loudest_of_all_inputs_counts_and_no_input_is_silence() -> None:
    assert loudest(meters(bytes((200, 190, 150, 140, 210, 10, 100, 160)))) == Level(
        210, 190, 150, 160
    )
    assert loudest(meters(b"")) == Level()
    assert loudest(meters(bytes((9, 9, 9, 9, 250)))) == Level(9, 9, 9, 9)


def test_a_peak_shows_at_once_falls_evenly_and_is_held() -> None:
    channel = Ballistics()
    channel.at(0.0)
    channel.feed(200, 150, 10.0)
    assert channel.at(10.0).peak == 200
    falling = []
    for step in range(1, 20):
        now_s = 10.0 + step * 0.05
        channel.feed(0, 0, now_s)
        falling.append(channel.at(now_s))
    peaks = [shown.peak for shown in falling]
    assert peaks == sorted(peaks, reverse=True)
    assert 160 < peaks[-1] < 175  # 20 dB a second are 40 of these
    assert all(shown.hold == 200 for shown in falling)
    assert channel.at(10.0 + HOLD_S + 9).hold == 0
    assert channel.at_rest


def test_the_rms_bar_rises_smoothly_and_steps_when_nothing_may_move() -> None:
    smooth, stepped = Ballistics(), Ballistics()
    for channel in (smooth, stepped):
        channel.at(0.0)
        channel.feed(220, 180, 0.05)
    assert 0 < smooth.at(0.1).rms < 180
    assert stepped.at(0.1, moves=False).rms == 180


def test_a_clip_stays_marked_for_some_seconds() -> None:
    channel = Ballistics()
    channel.feed(255, 200, 1.0)
    assert channel.at(1.0).clipped
    assert channel.at(1.0 + CLIP_S - 0.1).clipped
    assert not channel.at(1.0 + CLIP_S + 0.1).clipped


def test_a_meter_that_hears_nothing_any_more_falls_to_silence() -> None:
    channel = Ballistics()
    channel.feed(230, 200, 0.0)
    for step in range(300):
        channel.at(step * 0.05)
    assert channel.at_rest
    assert channel.at(15.0) == Shown()


@given(
    st.lists(
        st.tuples(st.integers(0, 255), st.integers(0, 255), st.floats(0.001, 2.0)), max_size=30
    )
)
def test_whatever_comes_a_meter_shows_sane_marks(news: list[tuple[int, int, float]]) -> None:
    channel, now_s = Ballistics(), 0.0
    for peak, rms, passed_s in news:
        now_s += passed_s
        channel.feed(peak, min(rms, peak), now_s)
        shown = channel.at(now_s)
        assert 0 <= shown.rms <= 255
        assert peak <= shown.peak <= shown.hold <= 255
        made = marks(shown, 150)
        assert 0 <= made.rms <= made.peak <= made.hold <= 150


def test_the_scale_is_that_of_ppm_meters() -> None:
    assert part(255) == 1.0
    assert part(255 - 40) == pytest.approx(0.5)  # -20 dBFS
    assert part(255 - 80) == pytest.approx(0.15)  # -40 dBFS
    assert part(0) == 0.0


@pytest.mark.parametrize(
    "channel", [Marks(), Marks(60, 30, 70), Marks(100, 100, 100, clipped=True)]
)
def test_painting_fills_its_place_and_nothing_else(dressed: None, channel: Marks) -> None:
    image = QImage(12, 120, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff00ff"))
    painter = QPainter(image)
    paint_meter(painter, QRect(4, 10, 4, 100), channel)
    painter.end()
    colours = {image.pixelColor(x, y).name() for x in range(4, 8) for y in range(10, 110)}
    assert "#ff00ff" not in colours
    outside = {image.pixelColor(x, y).name() for x in (0, 3, 8) for y in range(120)}
    assert outside == {"#ff00ff"}
    assert (LINE.lower() in colours) == (channel.peak < 100)
    assert (GOOD.lower() in colours) == (channel.rms > 0)
    assert (image.pixelColor(5, 11).name() == WARNING.lower()) == channel.clipped
