"""What arrives on the feed is read strictly, answered where it can be, and never crashes."""

from contextlib import suppress
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_app.domain.errors import StudioError
from studio_app.domain.feed import Act, ActionCall, WatchMeters
from studio_app.domain.ids import BoothId, RequestId
from studio_app.server.frames import BadAct, read_frame

ACT = Act(
    request_id=RequestId("r1"),
    call=ActionCall(name="program.take", params=msgspec.Raw(b"\x80")),
    not_after=datetime(2026, 1, 31, tzinfo=UTC),
)


def test_reads_what_clients_send() -> None:
    assert read_frame(msgspec.msgpack.encode(ACT)) == ACT
    watch = WatchMeters(booths=[BoothId("b1")])
    assert read_frame(msgspec.msgpack.encode(watch)) == watch


def test_ignores_frames_of_a_newer_client() -> None:
    assert read_frame(msgspec.msgpack.encode({"t": "hologram", "x": 1})) is None


def test_a_broken_act_is_told_by_its_request_id() -> None:
    with pytest.raises(BadAct) as raised:
        read_frame(msgspec.msgpack.encode({"t": "act", "request_id": "r7", "call": 3}))
    assert raised.value.request_id == "r7"
    assert raised.value.problem.code == "bad_request"
    assert "call" in raised.value.problem.text


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\xc1",
        b"\x80",
        b"hello",
        msgspec.msgpack.encode({"t": "watch_meters"}),
        b"\x91" * 9999,
    ],
)
def test_says_what_is_wrong_with_the_rest(message: bytes) -> None:
    with pytest.raises(StudioError) as raised:
        read_frame(message)
    assert raised.value.problem.code == "bad_request"


@given(st.binary(max_size=64), st.integers(0, 80))
def test_no_bytes_raise_anything_else(noise: bytes, at: int) -> None:
    good = msgspec.msgpack.encode(ACT)
    for message in (noise, good[:at] + noise + good[at + len(noise) :]):
        with suppress(StudioError):
            read_frame(message)
