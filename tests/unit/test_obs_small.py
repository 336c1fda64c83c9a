"""The small pure parts of the link: proofs, raw values, rereads, statistics, levels."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_app.domain.booth import Health, Scene, Switcher
from studio_app.domain.ids import BoothId
from studio_app.obs import raw
from studio_app.obs.health import HealthWatch
from studio_app.obs.known import Known
from studio_app.obs.protocol import Code, Subscription, answer_of, proof
from studio_app.obs.rereads import SLOW_S, SOON_S, VERIFY_AT_LAST_S, VERIFY_S, Rereads
from studio_app.obs.topics import About, Topic
from studio_app.services.meters import level_byte
from studio_app.services.pictures import jpeg_of


def test_the_proof_of_the_protocol_page() -> None:
    assert (
        proof(
            "supersecretpassword",
            "lM1GncleQOaCu9lT1yeUZhFYnqhsLLP1G5lAGo3ixaI=",
            "+IxH4CnCiqpX1rM9scsNynZzbOe4KhDeYcTNS3PDaeY=",
        )
        == "1Ct943GAT+6YQUUX47Ia/ncufilbe6+oD6lY+5kaCu4="
    )


def test_state_is_subscribed_to_without_levels() -> None:
    assert not Subscription.state() & Subscription.METERS
    assert Subscription.state() & Subscription.SCENE_ITEMS


@pytest.mark.parametrize(
    ("value", "number", "whole"),
    [
        (3, 3.0, 3),
        (2.6, 2.6, 3),
        (True, None, None),
        ("3", None, None),
        (math.nan, None, None),
        (math.inf, None, None),
        (2**80, None, None),
        (1e300, 1e300, None),
    ],
)
def test_numbers(value: object, number: float | None, whole: int | None) -> None:
    assert raw.number({"n": value}, "n") == number
    assert raw.whole({"n": value}, "n") == whole
    assert raw.count({"n": -1}, "n") is None


def test_answers_that_contradict_themselves_are_refusals() -> None:
    assert answer_of({"requestStatus": {"result": True, "code": 100}}, "Get").ok
    assert not answer_of({"requestStatus": {"result": False, "code": 100}}, "Get").ok
    assert not answer_of({"requestStatus": "fine"}, "Get").ok
    assert answer_of({"requestStatus": {"code": 207}}, "Get").code == Code.NOT_READY


def test_rereads_wait_for_quiet_but_not_for_ever() -> None:
    rereads, topic = Rereads(), Topic(About.SOUND, "Mic")
    now_s = 0.0
    while now_s < VERIFY_AT_LAST_S - 0.1:
        rereads.verify(topic, now_s)
        assert not rereads.take_due(now_s)
        now_s += 0.1
    rereads.verify(topic, now_s)
    assert rereads.take_due(VERIFY_AT_LAST_S + VERIFY_S) == [topic]
    assert rereads.next_s() == math.inf
    rereads.verify(topic, 10.0)
    rereads.want(topic, 10.0)
    assert rereads.next_s() == pytest.approx(10.0 + SOON_S)
    rereads.verify(topic, 10.01)
    assert rereads.next_s() == pytest.approx(10.0 + SOON_S), "soon stays soon"
    assert rereads.touched(topic) > 2
    rereads.verify(Topic(About.HOTKEYS), 20.0)
    assert not rereads.take_due(20.0 + SLOW_S[About.HOTKEYS] - 0.1)[1:]


def test_statistics_over_ten_seconds() -> None:
    watch, record = HealthWatch(), Health()
    for second in range(30):
        skipped = min(second, 10) * 3
        record = watch.record(
            {
                "renderTotalFrames": second * 30,
                "renderSkippedFrames": skipped,
                "activeFps": 29.97,
                "cpuUsage": "lots",
            },
            0.0015,
            float(second),
        )
        if second == 10:
            assert record.render_skipped_pct == 10
    assert record.render_skipped_pct == 0
    assert (record.fps, record.cpu_pct, record.round_trip_ms) == (29.97, 0.0, 1.5)
    again = watch.record({"renderTotalFrames": 5, "renderSkippedFrames": 0}, 0.0, 31.0)
    assert again.render_skipped_pct == 0, "OBS was restarted"


def test_what_a_snapshot_changes() -> None:
    before, now = Known(BoothId("one")), Known(BoothId("one"))
    before.apply({before.key(Scene, "Old"): Scene(), before.key(Switcher): Switcher(program="Old")})
    now.apply({now.key(Scene, "New"): Scene(), now.key(Switcher): Switcher(program="New")})
    assert now.against(before) == {
        ("scene", "one", "Old"): None,
        ("scene", "one", "New"): Scene(),
        ("switcher", "one"): Switcher(program="New"),
    }
    assert now.apply(now.everything()) == {}


@given(st.floats(0, 10, allow_nan=False))
def test_levels(factor: float) -> None:
    byte = level_byte(factor)
    assert 0 <= byte <= 255
    if 1e-6 < factor < 1:
        assert (byte - 255) / 2 == pytest.approx(20 * math.log10(factor), abs=0.26)


def test_levels_that_are_none() -> None:
    assert level_byte(math.nan) == 0
    assert level_byte(-1.0) == 0
    assert level_byte(5.0) == 255


def test_pictures_that_are_none() -> None:
    assert jpeg_of("data:image/jpg;base64,/9j/4A==") == b"\xff\xd8\xff\xe0"
    for text in ("", "data:image/jpg;base64,", "data:image/jpg;base64,?", "data:text,x", "a,b,c"):
        assert jpeg_of(text) is None
