"""Alarms over simulated OBS that are killed, frozen, flooded, strained, one by one and together:
each comes within its time, is one for one cause, and clears."""

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import msgspec
import pytest

from studio_app.domain.alarm import AlarmEvent, AlarmKind, Cause, Severity
from studio_app.domain.booth import LinkStatus, Output, OutputStatus
from studio_app.domain.ids import BoothId
from studio_app.domain.settings import StudioSettings
from studio_app.rehearsal.faults import StreamLie
from studio_app.rehearsal.simulator import SimulatedObs
from studio_app.services.alarm_conditions import RULES
from tests.fakes.alarm_watch import FAST, AlarmWatch
from tests.fakes.booth_room import BoothRoom
from tests.fakes.house import open_house


class Room:
    """Simulated OBS, their links, and the alarms over them."""

    def __init__(self, obs: Sequence[SimulatedObs], room: BoothRoom, watch: AlarmWatch) -> None:
        self.obs = obs
        self.room = room
        self.watch = watch

    def booth(self, number: int) -> BoothId:
        return BoothId(f"s{number}")


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing must be well for longer than a line; asked is that an alarm goes, not how late."""
    longest_s = RULES[AlarmKind.LINK_LOST].clear_after_s
    for kind, rule in RULES.items():
        clear_s = min(rule.clear_after_s, longest_s)
        monkeypatch.setitem(RULES, kind, rule._replace(clear_after_s=clear_s))


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    """Four booths, connected and quiet."""
    async with open_house(tmp_path) as house, AsyncExitStack() as stack:
        booth_room = BoothRoom()
        watch = AlarmWatch(house, booth_room.store, tmp_path)
        await watch.start()
        obs = [SimulatedObs(name=f"S{number}", living=False) for number in range(1, 5)]
        for number, sim in enumerate(obs, 1):
            port = await sim.start()
            stack.push_async_callback(sim.stop)
            booth_room.add(port, sim.password, BoothId(f"s{number}"))
        for number in range(1, 5):
            await booth_room.connected(BoothId(f"s{number}"))
        yield Room(obs, booth_room, watch)
        await watch.stop()
        await booth_room.close()


def is_one_of(watch: AlarmWatch, kinds: set[AlarmKind], booths: set[str]) -> bool:
    """Whether exactly one alarm stands, of such a kind, with these booths."""
    standing = watch.standing()
    return len(standing) == 1 and standing[0].kind in kinds and set(standing[0].booths) == booths


async def test_an_obs_that_is_killed(room: Room) -> None:
    began = time.monotonic()
    await room.obs[0].kill()
    await room.watch.until(lambda: is_one_of(room.watch, {AlarmKind.LINK_LOST}, {"s1"}), 4.0)
    assert time.monotonic() - began < 4.0
    await room.obs[0].revive()
    await room.watch.until(lambda: not room.watch.standing(), 15.0)


async def test_an_obs_that_freezes(room: Room) -> None:
    room.obs[1].faults.freeze = True
    await room.watch.until(lambda: is_one_of(room.watch, {AlarmKind.OBS_HANGS}, {"s2"}), 10.0)
    room.obs[1].faults.clear()
    await room.watch.until(lambda: not room.watch.standing(), 20.0)


async def test_a_connection_that_drops_and_is_back_at_once_does_not_ring(room: Room) -> None:
    room.watch.settings = StudioSettings(alarms=msgspec.structs.replace(FAST, link_s=5.0))
    await room.obs[0].drop()
    await room.room.until(lambda: room.room.status(BoothId("s1")) is not LinkStatus.CONNECTED)
    await room.room.connected(BoothId("s1"))
    assert room.watch.store.alarms() == {}


async def test_a_flood_of_events_raises_nothing_and_delays_nothing(room: Room) -> None:
    for sim in room.obs:
        sim.flood(500)
    began = time.monotonic()
    await room.obs[0].kill()
    await room.watch.until(lambda: is_one_of(room.watch, {AlarmKind.LINK_LOST}, {"s1"}), 6.0)
    assert time.monotonic() - began < 6.0


async def test_what_obs_says_of_its_pc(room: Room) -> None:
    """Two OBS of one PC: its disk is full and its processor busy, each of that is one alarm."""

    def strained(request: str, answer: object) -> object:
        if request == "GetStats" and isinstance(answer, dict):
            return {**answer, "availableDiskSpace": 700.0, "cpuUsage": 97.0}
        return answer

    for sim in room.obs[:2]:
        sim.faults.mangle = strained
    expected = [AlarmKind.CPU_HIGH, AlarmKind.DISK_LOW]
    await room.watch.until(
        lambda: (
            room.watch.kinds() == expected
            and all(set(alarm.booths) == {"s1", "s2"} for alarm in room.watch.standing())
        ),
        8.0,
    )
    disk = next(a for a in room.watch.standing() if a.kind is AlarmKind.DISK_LOW)
    assert (disk.severity, disk.cause) == (Severity.CRITICAL, Cause.MACHINE)
    for sim in room.obs[:2]:
        sim.faults.clear()
    await room.watch.until(lambda: AlarmKind.DISK_LOW not in room.watch.kinds(), 20.0)


async def test_a_machine_that_goes_with_all_its_obs(room: Room) -> None:
    for sim in room.obs[:3]:
        await sim.kill()
    booths = {"s1", "s2", "s3"}
    await room.watch.until(lambda: is_one_of(room.watch, {AlarmKind.LINK_LOST}, booths), 5.0)
    (alarm,) = room.watch.standing()
    assert (alarm.cause, alarm.place) == (Cause.MACHINE, "127.0.0.1")
    for sim in room.obs[:3]:
        await sim.revive()
    await room.watch.until(lambda: not room.watch.standing(), 20.0)
    assert [row.event for row in await room.watch.rows()].count(AlarmEvent.RAISED) == 1


async def test_a_line_that_goes_takes_all_streams_in_one_alarm(room: Room) -> None:
    for sim in room.obs:
        sim.booth.outputs.start_stream()
    await room.room.until(
        lambda: all(
            (found := room.room.store.get(Output, "output", f"s{number}", "stream")) is not None
            and found.status is OutputStatus.ACTIVE
            for number in range(1, 5)
        ),
        10.0,
    )
    for sim in room.obs:
        sim.faults.stream = StreamLie.RECONNECTING
    booths = {"s1", "s2", "s3", "s4"}
    kinds = {AlarmKind.STREAM_RECONNECTING, AlarmKind.STREAM_STALLED}
    await room.watch.until(lambda: is_one_of(room.watch, kinds, booths), 10.0)
    assert room.watch.one.cause is Cause.LINE
    # While the OBS is gone, that is the one thing to say; the line alarm is no left-over.
    await room.obs[3].kill()
    await room.watch.until(
        lambda: any(
            a.booths == ("s4",) and a.kind is AlarmKind.LINK_LOST for a in room.watch.standing()
        )
    )
    for sim in room.obs:
        sim.faults.stream = StreamLie.NONE
    await room.obs[3].revive()
    await room.watch.until(lambda: not room.watch.standing(), 25.0)
