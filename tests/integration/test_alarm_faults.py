"""Every fault of a bad night from OBS to alarm: one by one, and all of them together. Each is told
within its time, one cause once, and clears when it is mended."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from studio_app.domain.alarm import AlarmEvent, AlarmKind, Cause
from studio_app.domain.alarm_limits import AlarmLimits
from studio_app.domain.booth import ProgramWatch
from studio_app.domain.ids import BoothId
from studio_app.domain.settings import StudioSettings
from studio_app.media import program
from studio_app.rehearsal.simulator import SimulatedObs
from studio_app.services import clock_watch, program_watch
from studio_app.services.alarm_conditions import RULES
from studio_app.services.clock_watch import ClockWatch
from studio_app.services.program_sound import ProgramSound
from studio_app.services.program_watch import ProgramWatcher
from studio_app.support.clock import SteadyClock, SystemClock
from tests.fakes.alarm_watch import AlarmWatch
from tests.fakes.bad_line import BadLine, bad_line
from tests.fakes.booth_room import BoothRoom
from tests.fakes.house import open_house

BOOTHS = 9


class Night:
    """A server's watch over simulated OBS that are on air, each behind a cable of its own."""

    def __init__(self, room: BoothRoom, alarms: AlarmWatch) -> None:
        self.room = room
        self.alarms = alarms
        self.obs: list[SimulatedObs] = []
        self.cables: list[BadLine] = []
        self.clock_set = timedelta()
        """How far the machine's clock has been set ahead."""
        self._sound = ProgramSound(room.store, room.meters)
        self._watcher = ProgramWatcher(
            room.store, room.pictures, room.meters, self._sound, room.clock
        )
        self._clock = ClockWatch(SteadyClock(self._wall), alarms.house.store)

    def _wall(self) -> datetime:
        return SystemClock.now() + self.clock_set

    async def start(self, stack: AsyncExitStack) -> None:
        """All on air, and quiet."""
        for number in range(1, BOOTHS + 1):
            obs = SimulatedObs(name=f"Booth {number}", seed=number)
            cable = await stack.enter_async_context(bad_line(f"127.0.0.1:{await obs.start()}"))
            stack.push_async_callback(obs.stop)
            self.obs.append(obs)
            self.cables.append(cable)
            self.room.add(cable.port, booth=self.booth(number))
            obs.booth.outputs.start_stream()
        await self.alarms.start()
        self._watcher.start()
        self._clock.start()
        await self.room.until(lambda: all(map(self._watched, range(1, BOOTHS + 1))), 20.0)

    async def stop(self) -> None:
        await self._clock.stop()
        await self._watcher.stop()
        self._sound.stop()
        await self.alarms.stop()
        await self.room.close()

    async def told(self) -> list[AlarmEvent]:
        """What the history says so far, oldest first."""
        return [row.event for row in await self.alarms.rows()]

    def booth(self, number: int) -> BoothId:
        return BoothId(f"b{number}")

    def _watched(self, number: int) -> bool:
        watch = self.room.store.get(ProgramWatch, "program_watch", self.booth(number))
        return watch is not None and watch.watched


class Fault(NamedTuple):
    """One way to fail: done to a booth and mended, which alarm comes, in how many seconds."""

    strike: Callable[[Night, int], Awaitable[None]]
    mend: Callable[[Night, int], Awaitable[None]]
    kinds: frozenset[AlarmKind]
    within_s: float


LOST = frozenset({AlarmKind.LINK_LOST, AlarmKind.OBS_HANGS})


def _of_obs(field: str, kind: AlarmKind, within_s: float) -> Fault:
    """A fault that the simulated OBS has itself."""

    async def put(night: Night, booth: int, *, on: bool) -> None:
        setattr(night.obs[booth - 1].faults, field, on)

    async def strike(night: Night, booth: int) -> None:
        await put(night, booth, on=True)

    async def mend(night: Night, booth: int) -> None:
        await put(night, booth, on=False)

    kinds = LOST if kind in LOST else frozenset({kind})
    return Fault(strike, mend, kinds, within_s)


async def _kill(night: Night, booth: int) -> None:
    await night.obs[booth - 1].kill()


async def _revive(night: Night, booth: int) -> None:
    await night.obs[booth - 1].revive()


async def _pull(night: Night, booth: int) -> None:
    night.cables[booth - 1].hold()


async def _plug(night: Night, booth: int) -> None:
    night.cables[booth - 1].flow()


async def _set_clock(night: Night, _: int) -> None:
    night.clock_set = timedelta(hours=3)


async def _set_clock_back(night: Night, _: int) -> None:
    night.clock_set = timedelta()


# Seconds from the blow to the alarm, with the limits as shipped. What is measured from pictures
# or every few seconds may miss one.
FAULTS: dict[str, Fault] = {
    "kill": Fault(_kill, _revive, LOST, 4.0),
    "freeze": _of_obs("freeze", AlarmKind.OBS_HANGS, 10.0),
    "cable": Fault(_pull, _plug, LOST, 10.0),
    "disk full": _of_obs("disk_full", AlarmKind.DISK_LOW, 10.0),
    "clock jump": Fault(_set_clock, _set_clock_back, frozenset({AlarmKind.SERVER_CLOCK}), 14.0),
    "CPU load": _of_obs("busy", AlarmKind.CPU_HIGH, 30.0),
    "black": _of_obs("black", AlarmKind.BLACK, 14.0),
    "still": _of_obs("still", AlarmKind.FROZEN, 20.0),
    "silent": _of_obs("silent", AlarmKind.SILENT, 24.0),
}
CLEARS_WITHIN_S = 45.0


@pytest.fixture
async def night(tmp_path: Path) -> AsyncIterator[Night]:
    async with open_house(tmp_path) as house, AsyncExitStack() as stack:
        room = BoothRoom()
        made = Night(room, AlarmWatch(house, room.store, tmp_path))
        await made.start(stack)
        yield made
        await made.stop()


@pytest.fixture
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short holds: alone, a fault is asked what it is called and that it goes, not how long."""
    monkeypatch.setattr(program_watch, "PICTURE_EVERY_S", 0.5)
    monkeypatch.setattr(program, "BLACK_HOLD", timedelta(seconds=1))
    monkeypatch.setattr(program, "FROZEN_HOLD", timedelta(seconds=2))
    monkeypatch.setattr(program, "SILENT_HOLD", timedelta(seconds=2.5))
    monkeypatch.setattr(clock_watch, "LOOK_EVERY_S", 0.5)
    for kind, rule in RULES.items():
        monkeypatch.setitem(RULES, kind, rule._replace(clear_after_s=0.3))


@pytest.mark.usefixtures("_hasty")
@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_alone_is_one_alarm_and_clears(night: Night, name: str) -> None:
    fault = FAULTS[name]
    await fault.strike(night, 3)
    await night.alarms.until(lambda: bool(night.alarms.standing()), fault.within_s)
    assert night.alarms.one.kind in fault.kinds
    assert night.alarms.one.booths == (() if name == "clock jump" else ("b3",))
    await fault.mend(night, 3)
    await night.alarms.until(lambda: not night.alarms.standing(), CLEARS_WITHIN_S)
    assert len(night.alarms.store.alarms()) == 1


@pytest.fixture
def _clear_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing must be well for longer than a line."""
    longest_s = RULES[AlarmKind.LINK_LOST].clear_after_s
    for kind, rule in RULES.items():
        clear_s = min(rule.clear_after_s, longest_s)
        monkeypatch.setitem(RULES, kind, rule._replace(clear_after_s=clear_s))


@pytest.mark.usefixtures("_clear_sooner")
@pytest.mark.timeout(150)
async def test_all_faults_together_are_one_alarm_for_each_cause(night: Night) -> None:
    """With the limits as shipped. Three OBS that go at once are one cause, whatever took them."""
    night.alarms.settings = StudioSettings(alarms=AlarmLimits())
    # Of pictures, black and still ones that begin together would be one cause as well.
    booths = {name: number for number, name in enumerate(FAULTS, 1) if name != "still"}
    written = asyncio.Event()
    night.alarms.history.added.connect(written.set)
    struck = time.monotonic()
    for name, number in booths.items():
        await FAULTS[name].strike(night, number)

    async def comes(name: str) -> None:
        fault, booth = FAULTS[name], night.booth(booths[name])

        def told() -> bool:
            return any(
                alarm.kind in fault.kinds and (booth in alarm.booths or name == "clock jump")
                for alarm in night.alarms.standing()
            )

        await night.alarms.until(told, fault.within_s - (time.monotonic() - struck))

    await asyncio.gather(*map(comes, booths))
    standing = night.alarms.standing()
    lost = [alarm for alarm in standing if alarm.kind in LOST]
    assert [set(alarm.booths) for alarm in lost] == [
        {night.booth(booths[name]) for name in ("kill", "freeze", "cable")}
    ]
    assert lost[0].cause is Cause.MACHINE  # all of them stand at one address
    assert sorted(alarm.kind for alarm in standing if alarm.kind not in LOST) == sorted(
        kind for name in booths for kind in FAULTS[name].kinds if kind not in LOST
    )
    for name, number in booths.items():
        await FAULTS[name].mend(night, number)
    await night.alarms.until(lambda: not night.alarms.standing(), CLEARS_WITHIN_S)
    async with asyncio.timeout(5):
        while (events := await night.told()).count(AlarmEvent.CLEARED) < len(standing):
            await written.wait()
            written.clear()
    assert events.count(AlarmEvent.RAISED) == len(standing)
    assert events.count(AlarmEvent.CLEARED) == len(standing)
