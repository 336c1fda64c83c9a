"""A group over simulated OBS of which some freeze, lie or are gone: each result, none delayed."""

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
import pytest_asyncio

from studio_app.domain.actions.group import GroupOutcome, GroupStatus
from studio_app.domain.booth import Booth, OutputKind, OutputStatus, StreamService
from studio_app.domain.ids import BoothId
from studio_app.domain.records import Job, JobStatus
from studio_app.rehearsal.faults import StreamLie
from studio_app.rehearsal.simulator import SimulatedObs
from studio_app.services import outputs
from studio_app.services.groups import Groups
from tests.fakes.booth_room import BoothRoom
from tests.fakes.house import TECHNICIAN, House, open_house

STREAM = OutputKind.STREAM
BOOTHS = tuple(BoothId(f"{number:02}") for number in range(1, 6))


class Evening(NamedTuple):
    """Five booths, and a desk that has them do what groups want."""

    house: House
    room: BoothRoom
    obs: dict[BoothId, SimulatedObs]

    async def group(
        self,
        action: str,
        params: dict[str, object],
        *,
        only_ready: bool = False,
        confirmed: bool = False,
    ) -> Job:
        """Carry one out over all five; its job at its end."""
        wish = {"booths": BOOTHS, "action": action, "params": params, "only_ready": only_ready}
        done = await self.house.act("group.run", wish, by=TECHNICIAN, confirmed=confirmed)
        job_id = done.job or ""

        def over() -> bool:
            job = self.house.store.job(job_id)
            return job is not None and job.status is not JobStatus.RUNNING

        assert await self.house.store.until(over, 20)
        job = self.house.store.job(job_id)
        assert job is not None
        return job


@pytest_asyncio.fixture
async def evening(tmp_path: Path) -> AsyncIterator[Evening]:
    room = BoothRoom()
    async with AsyncExitStack() as stack:
        house = await stack.enter_async_context(open_house(tmp_path))
        stack.push_async_callback(room.close)
        simulated = {}
        for booth in BOOTHS:
            obs = simulated[booth] = SimulatedObs(name=booth)
            await obs.start()
            stack.push_async_callback(obs.stop)
            room.add(obs.port, booth=booth)
        for booth in BOOTHS:
            await room.connected(booth)
        for service in (room.outputs, room.switching, room.sound):
            service.bind(house.desk)
        Groups(house.desk, room.store, house.store).bind(house.desk)
        yield Evening(house, room, simulated)


def outcome(job: Job) -> GroupOutcome:
    assert job.problem is None
    return msgspec.msgpack.decode(job.result, type=GroupOutcome)


def told(job: Job) -> dict[str, tuple[GroupStatus, str]]:
    """By booth: what came of it, and the problem's code."""
    return {
        each.booth: (each.status, each.problem.code if each.problem else "")
        for each in outcome(job).results
    }


async def test_frozen_lying_and_lost_booths_delay_none_of_the_others(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outputs, "WITHIN_S", 2.0)
    room, obs = evening.room, evening.obs
    obs[BOOTHS[1]].faults.freeze = True
    obs[BOOTHS[2]].faults.stream = StreamLie.REFUSED
    await obs[BOOTHS[3]].kill()
    await room.until(lambda: not room.links.get(BOOTHS[3]).connected)
    began = time.monotonic()
    job = await evening.group("output.start", {"output": "stream"}, only_ready=True)
    assert time.monotonic() - began < 15
    assert told(job) == {
        "01": (GroupStatus.DONE, ""),
        "02": (GroupStatus.UNCONFIRMED, told(job)["02"][1]),
        "03": (GroupStatus.REFUSED, "output_not_started"),
        "04": (GroupStatus.SKIPPED, "not_connected"),
        "05": (GroupStatus.DONE, ""),
    }
    took_ms: dict[str, int] = {each.booth: each.took_ms for each in outcome(job).results}
    assert max(took_ms["01"], took_ms["05"]) < took_ms["02"]
    assert room.output(STREAM, BOOTHS[0]).status is OutputStatus.ACTIVE


async def test_streams_end_together_only_when_somebody_said_yes(evening: Evening) -> None:
    room = evening.room
    await evening.group("output.start", {"output": "stream"})
    refused = await evening.group("output.stop", {"output": "stream"})
    assert set(told(refused).values()) == {(GroupStatus.REFUSED, "confirm_needed")}
    ended = await evening.group("output.stop", {"output": "stream"}, confirmed=True)
    assert set(told(ended).values()) == {(GroupStatus.DONE, "")}
    assert {room.output(STREAM, booth).status for booth in BOOTHS} == {OutputStatus.OFF}


async def test_a_scene_that_one_lacks_is_told_of_that_one_and_all_go_back(
    evening: Evening,
) -> None:
    room, before = evening.room, evening.room.switcher(BOOTHS[0]).program
    job = await evening.group("program.cut", {"scene": "AI"})
    assert set(told(job).values()) == {(GroupStatus.DONE, "")}
    assert {room.switcher(booth).program for booth in BOOTHS} == {"AI"}
    steps = msgspec.to_builtins(outcome(job).undo)
    back = await evening.house.act("group.each", {"steps": steps}, by=TECHNICIAN)
    assert back.problem is None
    await room.until(lambda: {room.switcher(booth).program for booth in BOOTHS} == {before})


async def test_a_booth_without_a_stream_service_is_not_ready(evening: Evening) -> None:
    room, obs = evening.room, evening.obs

    def service(booth: BoothId) -> StreamService | None:
        return room.store.get(StreamService, "service", booth)

    await room.until(lambda: all(service(booth) is not None for booth in BOOTHS))
    assert service(BOOTHS[0]) == StreamService(
        kind="rtmp_custom", name="127.0.0.1", server=True, key=True
    )
    obs[BOOTHS[4]].booth.service = {"server": "", "key": ""}
    obs[BOOTHS[4]].booth.edit.open_profile("Booth")
    obs[BOOTHS[4]].booth.emit("CurrentProfileChanged", {"profileName": "Booth"})
    await room.until(lambda: (found := service(BOOTHS[4])) is not None and not found.server)
    job = await evening.group("output.start", {"output": "stream"}, only_ready=True)
    assert told(job)["05"] == (GroupStatus.SKIPPED, "no_stream_service")


async def test_of_an_obs_elsewhere_the_service_is_never_asked(evening: Evening) -> None:
    room, booth = evening.room, BoothId("far")
    obs = SimulatedObs(name="far")
    asked: list[str] = []

    def note(request: str, data: object) -> object:
        asked.append(request)
        return data

    obs.faults.mangle = note
    await obs.start()
    try:
        room.add(obs.port, booth=booth)
        entry = msgspec.structs.replace(room.get(Booth, "booth", booth), local=False)
        room.store.apply({("booth", booth): entry})
        await room.connected(booth)
        obs.booth.emit("CurrentProfileChanged", {"profileName": "Booth"})
        count = asked.count("GetProfileList")
        await room.until(lambda: asked.count("GetProfileList") > count)
        assert "GetStreamServiceSettings" not in asked
        assert room.store.get(StreamService, "service", booth) is None
    finally:
        await room.links.drop_booth(booth)
        await obs.stop()
