"""Black, frozen and silent, judged on real JPEG pictures and on levels."""

from datetime import UTC, datetime, timedelta

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from studio_app.media.picture import LONG, differs, fit, is_black, shrink
from studio_app.media.program import PictureJudge, SoundJudge

START = datetime(2026, 3, 1, 19, 0, tzinfo=UTC)
Picture = npt.NDArray[np.uint8]
CHANCE = np.random.default_rng(7)


def seconds(number: float) -> datetime:
    """So long after the start."""
    return START + timedelta(seconds=number)


def stage(sway: int = 0, *, width: int = 640, height: int = 360) -> Picture:
    """A lit stage with a person who stands `sway` pixels off the middle."""
    rows = np.linspace(60, 140, height, dtype=np.float32)[:, None, None]
    picture = np.broadcast_to(rows, (height, width, 3)).astype(np.uint8).copy()
    middle = (width // 2 + sway, height // 2)
    cv2.circle(picture, middle, height // 9, (180, 190, 220), -1)
    cv2.rectangle(
        picture,
        (middle[0] - height // 6, height // 2 + height // 9),
        (middle[0] + height // 6, height),
        (120, 60, 40),
        -1,
    )
    return picture


def noisy(picture: Picture, strength: float) -> Picture:
    """The same with a camera's noise, `strength` grey levels."""
    grain = CHANCE.normal(0, strength, picture.shape)
    return np.clip(picture.astype(np.float32) + grain, 0, 255).astype(np.uint8)


def jpeg(picture: Picture, width: int, quality: int = 70) -> bytes:
    """As OBS hands it out, so wide."""
    height = max(1, round(picture.shape[0] * width / picture.shape[1]))
    small = cv2.resize(picture, (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


def sent(picture: Picture, quality: int) -> Picture:
    """The same after a codec on its way into OBS, as of a video that goes on with a still."""
    data = np.frombuffer(jpeg(picture, picture.shape[1], quality), dtype=np.uint8)
    received = cv2.imdecode(data, cv2.IMREAD_COLOR)
    assert received is not None
    return received.astype(np.uint8)


def seen(picture: Picture, width: int = 160, quality: int = 70) -> npt.NDArray[np.uint8]:
    """The grid that comes of a picture on its way through a JPEG."""
    height = max(1, round(picture.shape[0] * width / picture.shape[1]))
    grid = shrink(jpeg(picture, width, quality), width, height)
    assert grid is not None
    return grid


def flat(grey: int) -> Picture:
    """A picture of one grey."""
    return np.full((360, 640, 3), grey, dtype=np.uint8)


@pytest.mark.parametrize("width", [64, 160, 320, 640, 1280])
def test_a_picture_of_any_width_becomes_the_same_small_grid(width: int) -> None:
    grid = seen(stage(), width)
    assert max(grid.shape) == LONG
    assert grid.shape == (36, 64)


def test_an_upright_picture_keeps_its_shape() -> None:
    assert seen(stage(width=360, height=640), 180).shape == (64, 36)


def test_what_is_no_picture_gives_nothing() -> None:
    assert shrink(b"\xff\xd8 not a picture", 64, 36) is None
    assert shrink(b"", 64, 36) is None


def test_black_with_noise_and_specks_is_black() -> None:
    assert is_black(seen(flat(0)))
    assert is_black(seen(noisy(flat(4), 6)))
    hot = flat(0)
    hot[100:104, 100:104] = 255
    assert is_black(seen(hot, 320))


def test_a_dark_scene_is_not_black() -> None:
    assert not is_black(seen(flat(24)))
    logo = flat(0)
    logo[120:240, 220:420] = 230
    assert not is_black(seen(logo))
    assert not is_black(seen((stage() // 3).astype(np.uint8)))


def test_the_codec_s_noise_is_no_change() -> None:
    for width in (160, 320):
        still = seen(stage(), width)
        for quality in (50, 60, 80, 95):
            assert not differs(still, seen(sent(stage(), quality), width))
    assert not differs(seen(noisy(stage(), 3), 320), seen(noisy(stage(), 3), 320))


def test_a_small_clock_is_no_change_and_a_person_is_one() -> None:
    with_clock, later = stage(), stage()
    cv2.putText(with_clock, "20:00:01", (540, 350), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (255,) * 3)
    cv2.putText(later, "20:00:08", (540, 350), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (255,) * 3)
    assert not differs(seen(with_clock), seen(later))
    assert differs(seen(stage()), seen(stage(12)))


def test_pictures_of_another_shape_differ() -> None:
    assert differs(fit(np.zeros((36, 64), np.uint8)), fit(np.zeros((64, 36), np.uint8)))


def test_black_counts_from_its_first_picture_once_it_has_held() -> None:
    judge = PictureJudge()
    judge.see(seen(stage()), 160, seconds(0))
    judge.see(seen(flat(2)), 160, seconds(2))
    judge.see(seen(flat(2)), 160, seconds(4))
    assert judge.black_since() is None
    judge.see(seen(flat(2)), 160, seconds(6))
    assert judge.black_since() == seconds(2)
    judge.see(seen(stage()), 160, seconds(8))
    assert judge.black_since() is None


def test_black_is_not_frozen_besides() -> None:
    judge = PictureJudge()
    for second in range(0, 40, 2):
        judge.see(seen(noisy(flat(3), 3)), 160, seconds(second))
    assert judge.black_since() == seconds(0)
    assert judge.frozen_since() is None


def test_a_slow_fade_through_black_is_neither() -> None:
    judge = PictureJudge()
    for second in range(30):
        light = abs(second - 15) / 15
        judge.see(seen((stage() * light).astype(np.uint8)), 160, seconds(second))
        assert judge.black_since() is None
        assert judge.frozen_since() is None


def test_a_still_picture_that_is_sent_as_video_is_frozen() -> None:
    judge = PictureJudge()
    judge.see(seen(stage(20)), 160, seconds(0))
    for second in range(2, 14, 2):
        judge.see(seen(sent(noisy(stage(), 1), 55 + second)), 160, seconds(second))
        expected = seconds(2) if second >= 10 else None
        assert judge.frozen_since() == expected
    judge.see(seen(stage(20)), 160, seconds(14))
    assert judge.frozen_since() is None


def test_a_light_that_changes_slowly_is_not_frozen() -> None:
    judge = PictureJudge()
    for second in range(0, 60, 2):
        picture = np.clip(stage().astype(np.float32) + second * 0.4, 0, 255).astype(np.uint8)
        judge.see(seen(picture), 160, seconds(second))
        assert judge.frozen_since() is None


def test_a_wall_that_asks_for_larger_pictures_does_not_unfreeze() -> None:
    judge = PictureJudge()
    for second in range(0, 12, 2):
        width = 160 if second < 6 else 320
        judge.see(seen(stage(), width), width, seconds(second))
    assert judge.frozen_since() == seconds(0)


def test_after_another_scene_everything_begins_anew() -> None:
    judge = PictureJudge()
    for second in range(0, 20, 2):
        judge.see(seen(stage()), 160, seconds(second))
    judge.forget()
    judge.see(seen(stage()), 160, seconds(20))
    assert judge.frozen_since() is None


def test_silence_counts_from_the_last_sound() -> None:
    judge = SoundJudge()
    judge.hear(-20, seconds(0))
    for second in range(1, 11):
        judge.hear(-61, seconds(second))
        assert judge.silent_since(seconds(second)) is None
    judge.hear(-float("inf"), seconds(11))
    assert judge.silent_since(seconds(11)) == seconds(1)
    judge.hear(-55, seconds(12))
    assert judge.silent_since(seconds(12)) is None


def test_without_levels_nobody_calls_it_silent() -> None:
    judge = SoundJudge()
    for second in range(20):
        judge.hear(-90, seconds(second))
    assert judge.silent_since(seconds(20)) is not None
    assert judge.silent_since(seconds(30)) is None
    judge.hear(-90, seconds(31))
    assert judge.silent_since(seconds(31)) is None
