"""Who was live: after a crash of the server, of an OBS, or of both, on simulated booths."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from studio_app.domain.actions.outputs import StartOutput, StopOutput
from studio_app.domain.actions.recovery import DismissRecovery, Recover
from studio_app.domain.actions.switching import Cut
from studio_app.domain.booth import OutputKind, OutputStatus
from studio_app.domain.errors import StudioError
from studio_app.domain.recovery import Part, Recovery, RecoveryStatus
from studio_app.rehearsal.simulator import SimulatedObs
from studio_app.services.at_work import AtWork, KeptWork
from studio_app.services.kept_file import KeptFile
from tests.fakes.booth_room import BOOTH, BoothRoom, context


class WorkRoom(BoothRoom):
    """A booth room that remembers what its booths do."""

    def __init__(self, file: Path, port: int) -> None:
        super().__init__()
        kept: KeptFile[KeptWork] = KeptFile(file, KeptWork)
        self.kept = kept
        self.work = AtWork(self.store, self.outputs, self.switching, self.clock, kept)
        self.add(port)
        self.work.start()

    @property
    def record(self) -> Recovery | None:
        return self.store.get(Recovery, "recovery", BOOTH)

    @property
    def recovery(self) -> RecoveryStatus | None:
        return self.record.status if self.record is not None else None

    async def start(self, kind: OutputKind) -> None:
        await self.outputs.start(StartOutput(booth=BOOTH, output=kind), context())

    async def crash(self) -> None:
        """End as kill -9 would: the file stays as it is."""
        await self.kept.written()
        self.work._keep = lambda **_: None  # type: ignore[method-assign]
        await self.close()

    async def close(self) -> None:
        await self.work.stop()
        await super().close()


class Pc:
    """A booth's PC: an OBS that can lose its power and begin anew at the same port."""

    def __init__(self) -> None:
        self.obs = SimulatedObs()
        self.port = 0

    async def on(self) -> None:
        self.port = await self.obs.start(port=self.port)

    async def off(self) -> None:
        await self.obs.kill()
        await self.obs.stop()
        self.obs = SimulatedObs()


@pytest_asyncio.fixture
async def pc() -> AsyncIterator[Pc]:
    made = Pc()
    await made.on()
    yield made
    await made.obs.stop()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "at-work.json"


async def on_air(file: Path, port: int) -> WorkRoom:
    room = WorkRoom(file, port)
    await room.connected()
    await room.start(OutputKind.STREAM)
    await room.start(OutputKind.RECORD)
    await room.switching.cut(Cut(booth=BOOTH, scene="AI"), context())
    return room


async def test_a_server_that_crashed_finds_all_of_it_going_on(pc: Pc, file: Path) -> None:
    await (await on_air(file, pc.port)).crash()
    room = WorkRoom(file, pc.port)
    try:
        record = room.record
        assert record is not None
        assert record.status is RecoveryStatus.WAITING
        assert set(record.was) == {Part.STREAM, Part.RECORD}
        assert record.scene == "AI"
        assert record.last_seen is not None
        await room.until(lambda: room.recovery is RecoveryStatus.BACK)
    finally:
        await room.close()


async def test_after_a_power_cut_what_is_missing_is_started_again(pc: Pc, file: Path) -> None:
    await (await on_air(file, pc.port)).crash()
    await pc.off()
    await pc.on()
    room = WorkRoom(file, pc.port)
    try:
        await room.until(lambda: room.recovery is RecoveryStatus.MISSING)
        assert room.record is not None
        assert set(room.record.missing) == {Part.SCENE, Part.STREAM, Part.RECORD}
        await room.work.restore(Recover(booths=(BOOTH,), parts=(Part.SCENE,)), context())
        assert room.switcher().program == "AI"
        await room.until(
            lambda: room.record is not None and room.record.missing == (Part.RECORD, Part.STREAM)
        )
        await room.work.restore(Recover(booths="all"), context())
        assert room.output(OutputKind.STREAM).status is OutputStatus.ACTIVE
        assert room.output(OutputKind.RECORD).status is OutputStatus.ACTIVE
        await room.until(lambda: room.recovery is RecoveryStatus.BACK)
        await room.work.restore(Recover(booths="all"), context())
    finally:
        await room.close()


async def test_an_obs_that_was_killed_is_missing_its_stream(pc: Pc, file: Path) -> None:
    room = await on_air(file, pc.port)
    try:
        assert room.record is None
        await pc.off()
        await room.until(lambda: not room.links.get(BOOTH).connected)
        await pc.on()
        await room.until(lambda: room.recovery is RecoveryStatus.MISSING, 10)
        assert room.record is not None
        assert room.record.last_seen is not None
        await room.work.dismiss(DismissRecovery(booths=(BOOTH,)), context())
        assert room.record is None
    finally:
        await room.close()


async def test_a_broken_cable_is_no_recovery(pc: Pc, file: Path) -> None:
    room = await on_air(file, pc.port)
    try:
        await pc.obs.drop()
        await room.until(lambda: not room.links.get(BOOTH).connected)
        await room.connected()
        assert room.record is None
    finally:
        await room.close()


async def test_what_was_ended_on_purpose_is_not_missing(pc: Pc, file: Path) -> None:
    room = await on_air(file, pc.port)
    stop = StopOutput(booth=BOOTH, output=OutputKind.STREAM)
    await room.outputs.stop(stop, context(confirmed=True))
    await room.crash()
    await pc.off()
    await pc.on()
    room = WorkRoom(file, pc.port)
    try:
        await room.until(lambda: room.recovery is RecoveryStatus.MISSING)
        assert room.record is not None
        assert Part.STREAM not in room.record.missing
        assert Part.RECORD in room.record.missing
    finally:
        await room.close()


async def test_a_server_stopped_on_purpose_says_nothing_when_all_goes_on(
    pc: Pc, file: Path
) -> None:
    await (await on_air(file, pc.port)).close()
    room = WorkRoom(file, pc.port)
    try:
        await room.connected()
        await room.until(lambda: room.record is None)
    finally:
        await room.close()


async def test_a_second_crash_forgets_nothing_that_is_still_missing(pc: Pc, file: Path) -> None:
    await (await on_air(file, pc.port)).crash()
    await pc.off()
    await pc.on()
    room = WorkRoom(file, pc.port)
    await room.until(lambda: room.recovery is RecoveryStatus.MISSING)
    await room.crash()
    room = WorkRoom(file, pc.port)
    try:
        await room.until(lambda: room.recovery is RecoveryStatus.MISSING)
        assert room.record is not None
        assert set(room.record.missing) >= {Part.STREAM, Part.RECORD}
    finally:
        await room.close()


async def test_while_the_obs_is_away_restoring_says_why_not(pc: Pc, file: Path) -> None:
    await (await on_air(file, pc.port)).crash()
    await pc.off()
    room = WorkRoom(file, pc.port)
    try:
        with pytest.raises(StudioError) as failed:
            await room.work.restore(Recover(booths=(BOOTH,)), context())
        assert failed.value.problem.code == "not_connected"
        assert room.record is not None
        assert room.record.problem == failed.value.problem
    finally:
        await room.close()


def test_a_file_that_is_broken_is_no_reason_not_to_start(file: Path) -> None:
    file.write_text('{"alive": 7')
    assert KeptFile(file, KeptWork).load() is None
