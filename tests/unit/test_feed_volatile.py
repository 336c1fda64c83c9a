"""Pictures and meters: the newest wins, demand reaches the source, nothing piles up."""

import asyncio
from collections.abc import Iterator
from itertools import pairwise

import msgspec
import pytest

from studio_app.domain.feed import Bus, Meters, Picture, PictureWant
from studio_app.domain.ids import BoothId
from studio_app.server.lane import Lane
from studio_app.server.meter_channel import EVERY_S, MeterChannel
from studio_app.server.picture_channel import PictureChannel
from tests.fakes.server import FakeMeters, FakePictures, until

B1, B2 = BoothId("b1"), BoothId("b2")


class TurnedClock:
    """A clock whose hands the test turns."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def monotonic_s(self) -> float:
        return self.seconds

    def now(self) -> None:
        raise AssertionError("pictures need no wall time")


def want(booth: BoothId, fps: float = 5, width: int = 320, bus: Bus = Bus.PROGRAM) -> PictureWant:
    return PictureWant(booth=booth, bus=bus, fps=fps, width=width)


def pictures_in(lane: Lane) -> list[bytes]:
    found = []
    while (frame := lane.take()) is not None:
        found.append(msgspec.msgpack.decode(frame, type=Picture).jpeg)
    return found


class TestPictures:
    @pytest.fixture
    def source(self) -> FakePictures:
        return FakePictures()

    @pytest.fixture
    def clock(self) -> TurnedClock:
        return TurnedClock()

    @pytest.fixture
    def channel(self, source: FakePictures, clock: TurnedClock) -> Iterator[PictureChannel]:
        made = PictureChannel(source, clock)  # type: ignore[arg-type]
        yield made
        made.stop()
        source.show("b1", Bus.PROGRAM, b"after the end")

    def test_newest_wins_and_all_get_the_same_bytes(
        self, source: FakePictures, channel: PictureChannel, clock: TurnedClock
    ) -> None:
        lanes = [channel.open(lambda: None) for _ in range(2)]
        for lane in lanes:
            lane.want([want(B1)])
        for number in range(100):
            source.show("b1", Bus.PROGRAM, b"%d" % number)
            clock.seconds += 0.2
        frames = [lane.take() for lane in lanes]
        assert frames[0] is not None
        assert frames[0] is frames[1]
        assert msgspec.msgpack.decode(frames[0], type=Picture).jpeg == b"99"
        assert lanes[0].take() is None

    def test_only_what_is_wanted(self, source: FakePictures, channel: PictureChannel) -> None:
        lane = channel.open(lambda: None)
        lane.want([want(B1), want(B2, bus=Bus.PREVIEW)])
        for booth in ("b1", "b2", "b3"):
            for bus in Bus:
                source.show(booth, bus, f"{booth} {bus}".encode())
        assert pictures_in(lane) == [b"b1 program", b"b2 preview"]
        lane.want([want(B2)])
        source.show("b1", Bus.PROGRAM, b"no more")
        source.show("b2", Bus.PROGRAM, b"now")
        assert pictures_in(lane) == [b"now"]

    def test_never_faster_than_asked(
        self, source: FakePictures, channel: PictureChannel, clock: TurnedClock
    ) -> None:
        slow, fast = channel.open(lambda: None), channel.open(lambda: None)
        slow.want([want(B1, fps=1)])
        fast.want([want(B1, fps=5)])
        got = {"slow": 0, "fast": 0}
        for _ in range(50):  # ten seconds at five a second
            source.show("b1", Bus.PROGRAM, b"x")
            got["slow"] += len(pictures_in(slow))
            got["fast"] += len(pictures_in(fast))
            clock.seconds += 0.2
        assert got["fast"] == 50
        assert 9 <= got["slow"] <= 11

    def test_demand_goes_to_the_source_within_reason(
        self, source: FakePictures, channel: PictureChannel
    ) -> None:
        lane = channel.open(lambda: None)
        lane.want([want(B1, fps=1000, width=100_000), want(B2, fps=float("nan"))])
        assert source.wanted[lane] == (want(B1, fps=30, width=1920),)
        lane.close()
        assert not source.wanted

    def test_many_booths_take_turns(self, source: FakePictures, channel: PictureChannel) -> None:
        lane = channel.open(lambda: None)
        lane.want([want(B1), want(B2)])
        source.show("b1", Bus.PROGRAM, b"1")
        source.show("b2", Bus.PROGRAM, b"2")
        first = lane.take()
        source.show("b1", Bus.PROGRAM, b"1 again")
        second = lane.take()
        assert first is not None
        assert second is not None
        assert [msgspec.msgpack.decode(f, type=Picture).booth for f in (first, second)] == [B1, B2]


class TestMeters:
    @pytest.fixture
    def source(self) -> FakeMeters:
        return FakeMeters()

    @pytest.fixture
    def channel(self, source: FakeMeters) -> Iterator[MeterChannel]:
        made = MeterChannel(source)
        yield made
        made.stop()

    async def test_booths_share_a_frame_and_the_newest_wins(
        self, source: FakeMeters, channel: MeterChannel
    ) -> None:
        woken = asyncio.Event()
        lane = channel.open(woken.set)
        lane.want([B1, B2])
        source.show("b1", b"\x01")
        source.show("b2", b"\x02")
        source.show("b3", b"not wanted")
        source.show("b1", b"\x03")
        await asyncio.wait_for(woken.wait(), 5)
        assert levels_in(lane) == {"b1": b"\x03", "b2": b"\x02"}
        assert lane.take() is None

    async def test_at_most_twenty_frames_a_second(
        self, source: FakeMeters, channel: MeterChannel
    ) -> None:
        loop = asyncio.get_running_loop()
        beats: list[float] = []
        lane = channel.open(lambda: beats.append(loop.time()))
        lane.want([B1])
        while len(beats) < 4:
            source.show("b1", b"x")
            lane.take()
            await asyncio.sleep(0.001)
        assert all(later - sooner >= EVERY_S * 0.9 for sooner, later in pairwise(beats))

    async def test_a_slow_client_gets_one_frame_of_the_newest(
        self, source: FakeMeters, channel: MeterChannel
    ) -> None:
        woken = 0

        def wake() -> None:
            nonlocal woken
            woken += 1

        quick = channel.open(wake)
        slow = channel.open(lambda: None)
        for lane in (quick, slow):
            lane.want([B1, B2])
        for level in range(4):
            booth = "b1" if level % 2 == 0 else "b2"
            source.show(booth, bytes([level]))
            await until(lambda level=level: woken > level)  # type: ignore[misc]
            assert levels_in(quick) == {booth: bytes([level])}
        assert levels_in(slow) == {"b1": b"\x02", "b2": b"\x03"}
        assert slow.take() is None

    async def test_clients_with_the_same_wish_get_the_same_bytes(
        self, source: FakeMeters, channel: MeterChannel
    ) -> None:
        lanes = [channel.open(lambda: None) for _ in range(3)]
        for lane in lanes:
            lane.want([B1, B2])
        source.show("b1", b"x")
        await until(lambda: all(lane.waiting for lane in lanes))
        frames = [lane.take() for lane in lanes]
        assert frames[0] is frames[1] is frames[2] is not None

    async def test_demand_ends_with_the_client(
        self, source: FakeMeters, channel: MeterChannel
    ) -> None:
        lane = channel.open(lambda: None)
        lane.want([B1])
        assert source.wanted[lane] == (B1,)
        lane.close()
        assert not source.wanted


def levels_in(lane: Lane) -> dict[str, bytes]:
    frame = lane.take()
    assert frame is not None
    return {m.booth: m.levels for m in msgspec.msgpack.decode(frame, type=Meters).booths}
