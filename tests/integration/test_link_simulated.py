"""The link to a simulated OBS: what is read, who is refused and why, and coming back."""

import asyncio
import socket
from collections import defaultdict
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from studio_app.domain.booth import (
    Health,
    Input,
    Link,
    LinkStatus,
    Setup,
)
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import BoothId
from studio_app.domain.records import RecordKey
from studio_app.domain.struct import Fact
from studio_app.rehearsal.show import InputPlan, ItemPlan, ScenePlan, ShowPlan
from studio_app.rehearsal.simulator import SimulatedObs
from tests.fakes.booth_room import BOOTH, BoothRoom
from tests.fakes.link_room import lost, microphone, poll, scene


@pytest_asyncio.fixture
async def simulator() -> AsyncIterator[SimulatedObs]:
    simulated = SimulatedObs(password="secret")
    await simulated.start()
    yield simulated
    await simulated.stop()


@pytest_asyncio.fixture
async def room() -> AsyncIterator[BoothRoom]:
    made = BoothRoom()
    yield made
    await made.close()


async def test_everything_is_read_in_one_change(room: BoothRoom, simulator: SimulatedObs) -> None:
    room.add(simulator.port, "secret")
    await room.connected()
    filled = [patch for patch in room.patches if ("switcher", BOOTH) in patch]
    assert len(filled) == 1, "one patch fills the booth"
    assert filled[0].keys() >= {("link", BOOTH), ("tally", BOOTH), ("setup", BOOTH)}
    switcher = room.switcher()
    assert switcher.program == "Host"
    assert set(switcher.scenes) >= {"Host", "AI", "Break", "Standby"}
    assert "Host mic" in room.tally().program, "a microphone that is always on air"
    assert room.input("Host mic").audio
    assert not room.input("Host camera").audio
    assert room.link().obs_version == "29.0.2"


@pytest.mark.parametrize("version", ["28.0.0", "29.0.2", "30.2.0", "31.0.0", "32.0.0"])
async def test_every_obs_version_is_served(version: str) -> None:
    room, simulator = BoothRoom(), SimulatedObs(obs_version=version)
    await simulator.start()
    try:
        room.add(simulator.port)
        await room.connected()
        link = room.links.get(BOOTH)
        assert room.link().obs_version == version
        new_enough = version.split(".") >= ["30", "2"]
        assert link.lacks("SplitRecordFile") is not new_enough
        assert ("SplitRecordFile" in room.link().lacks) is not new_enough
        await link.request("SetCurrentProgramScene", {"sceneName": "AI"})
        await room.until(lambda: room.switcher().program == "AI")
        await link.request("SetInputMute", {"inputName": "Host mic", "inputMuted": True})
        await room.until(lambda: room.input("Host mic").muted)
    finally:
        await room.close()
        await simulator.stop()


async def test_wrong_password_is_refused_until_somebody_acts(
    room: BoothRoom, simulator: SimulatedObs
) -> None:
    link = room.add(simulator.port, "wrong")
    await room.until(lambda: room.status() is LinkStatus.REFUSED)
    assert room.problem() == "link_wrong_password"
    assert room.link().retry_at is None
    simulator.password = "wrong"
    await asyncio.sleep(0.3)
    assert room.status() is LinkStatus.REFUSED, "nothing is tried by itself"
    link.retry_now()
    await room.connected()


async def test_no_password_stored_says_so(room: BoothRoom, simulator: SimulatedObs) -> None:
    room.add(simulator.port, "")
    await room.until(lambda: room.status() is LinkStatus.REFUSED)
    assert room.problem() == "no_password"


async def test_a_corrected_booth_connects_at_once(room: BoothRoom, simulator: SimulatedObs) -> None:
    room.add(simulator.port, "wrong")
    await room.until(lambda: room.status() is LinkStatus.REFUSED)
    room.add(simulator.port, "secret")
    await room.connected(within_s=2)


async def test_another_obs_behind_the_booth_leaves_nothing_of_the_first(
    room: BoothRoom, simulator: SimulatedObs
) -> None:
    room.add(simulator.port, "secret")
    await room.connected()
    async with asyncio.timeout(5):
        room.add(1, "secret")
        assert room.store.switcher(BOOTH) is None
        await room.until(lambda: room.status() is LinkStatus.LOST)
    assert room.problem() == "link_no_answer"


async def test_something_else_on_the_port(room: BoothRoom) -> None:
    async def speak_http(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(speak_http, "127.0.0.1", 0)
    try:
        room.add(server.sockets[0].getsockname()[1], "secret")
        await room.until(lambda: room.status() is LinkStatus.LOST)
        assert room.problem() == "link_not_obs"
        assert room.link().retry_at is not None, "it may go away, so it is tried again"
    finally:
        server.close()
        await server.wait_closed()


async def test_events_during_the_snapshot_are_neither_lost_nor_doubled(
    room: BoothRoom, simulator: SimulatedObs
) -> None:
    simulator.faults.stall_s = 0.05
    room.add(simulator.port, "secret")
    await poll(lambda: simulator.clients == 1)
    mic = microphone(simulator)
    for muted in (True, False, True):
        simulator.booth.edit.mute(mic, muted=muted)
        await asyncio.sleep(0.03)
    simulator.booth.edit.rename(scene(simulator, "AI"), "Robot")
    await room.connected()
    await room.until(lambda: room.input("Host mic").muted)
    await room.until(lambda: "Robot" in room.switcher().scenes)
    assert ("scene", BOOTH, "AI") not in room.store.everything()
    assert [new.muted for new in room.values("input") if isinstance(new, Input)].count(True) <= 2


async def test_not_ready_waits_and_says_so(room: BoothRoom, simulator: SimulatedObs) -> None:
    simulator.faults.not_ready = True
    room.add(simulator.port, "secret")
    await room.until(lambda: room.problem() == "link_not_ready")
    assert room.status() is LinkStatus.CONNECTING
    simulator.faults.not_ready = False
    await room.connected()
    assert room.link().problem is None


async def test_an_obs_that_loads_for_ever_may_show_a_dialog(
    room: BoothRoom, simulator: SimulatedObs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio_app.obs.session.READY_PATIENCE_S", 0.5)
    simulator.faults.not_ready = True
    room.add(simulator.port, "secret")
    await room.until(lambda: room.problem() == "link_ready_late")
    simulator.faults.not_ready = False
    await room.connected()


async def test_a_port_that_takes_connections_and_never_greets(
    room: BoothRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio_app.obs.link.OPEN_PATIENCE_S", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        room.add(silent.getsockname()[1], "secret")
        await room.until(lambda: room.problem() == "link_no_hello")
        found = room.link().problem
        assert found is not None
        assert "dialog" in found.text


async def test_after_a_power_cut_thirty_two_links_do_not_knock_together(
    room: BoothRoom,
) -> None:
    """All behind one address that answers nobody: their tries drift apart."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    for number in range(32):
        room.add(port, "secret", BoothId(f"booth-{number}"))
    tries: dict[str, list[float]] = defaultdict(list)

    def note(key: RecordKey, _: Fact | None, new: Fact | None) -> None:
        if isinstance(new, Link) and new.retry_at is not None:
            tries[key[1]].append(new.retry_at.timestamp())

    room.store.changed.connect(note)
    await room.until(lambda: len(tries) == 32 and min(map(len, tries.values())) >= 3, 20)
    third = sorted(each[2] for each in tries.values())
    crowd = max(sum(at <= other < at + 0.05 for other in third) for at in third)
    assert third[-1] - third[0] > 0.3
    assert crowd <= 12, "of 32 within 50 ms"


async def test_a_local_obs_that_runs_but_opens_no_port_is_named(
    room: BoothRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio_app.obs.link.silent_obs", lambda: 4711)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    room.add(port, "secret")
    await room.until(lambda: room.problem() == "link_dialog")
    found = room.link().problem
    assert found is not None
    assert "4711" in found.text


async def test_another_collection_is_read_whole(room: BoothRoom, simulator: SimulatedObs) -> None:
    link = room.add(simulator.port, "secret")
    await room.connected()
    simulator.booth.add_collection(
        "Second",
        ShowPlan(
            size=(640, 360),
            inputs=(InputPlan(name="Only", kind="color_source_v3"),),
            scenes=(ScenePlan(name="Alone", items=(ItemPlan(source="Only"),)),),
            program="Alone",
        ),
    )
    room.forget()
    await link.request("SetCurrentSceneCollection", {"sceneCollectionName": "Second"})
    await room.until(
        lambda: (
            (setup := room.get(Setup, "setup", BOOTH)).collection == "Second" and not setup.changing
        )
    )
    assert room.switcher().scenes == ("Alone",)
    assert room.switcher().program == "Alone"
    assert room.tally().program == ("Alone", "Only")
    assert room.status() is LinkStatus.CONNECTED
    changing = [new.changing for new in room.values("setup") if isinstance(new, Setup)]
    assert changing == [True, False]
    assert len(room.values("tally")) == 1, "nothing flashes between the two collections"


async def test_a_canvas_changed_in_obs_own_window_is_found(
    room: BoothRoom, simulator: SimulatedObs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No event tells of it: a tile would keep its old shape all evening."""
    monkeypatch.setattr("studio_app.obs.session.LISTS_EVERY", 1)
    room.add(simulator.port, "secret")
    await room.connected()
    simulator.booth.show.size = (720, 1280)
    await room.until(lambda: room.switcher().canvas == (720, 1280))


async def test_many_booths_come_back_spread_out(room: BoothRoom) -> None:
    simulators = [SimulatedObs(name=f"Booth {number}") for number in range(8)]
    for simulator in simulators:
        await simulator.start()
    booths = [BoothId(f"booth-{number}") for number in range(8)]
    try:
        for simulator, booth in zip(simulators, booths, strict=True):
            room.add(simulator.port, booth=booth)
        for booth in booths:
            await room.connected(booth)
        await asyncio.gather(*(simulator.drop() for simulator in simulators))
        for booth in booths:
            await room.until(lost(room, booth))
            retry_at = room.link(booth).retry_at
            assert retry_at is not None
        waits = {room.link(booth).retry_at for booth in booths}
        assert len(waits) == 8
        for booth in booths:
            await room.connected(booth)
    finally:
        await asyncio.gather(*(simulator.stop() for simulator in simulators))


async def test_statistics_come_by_themselves(room: BoothRoom, simulator: SimulatedObs) -> None:
    room.add(simulator.port, "secret")
    await room.connected()
    room.forget()
    await room.until(lambda: len(room.values("health")) >= 2, 5)
    health = room.get(Health, "health", BOOTH)
    assert health.fps > 0
    assert health.round_trip_ms > 0


async def test_dropping_a_booth_forgets_what_its_obs_told(
    room: BoothRoom, simulator: SimulatedObs
) -> None:
    room.add(simulator.port, "secret")
    await room.connected()
    await room.links.drop_booth(BOOTH)
    assert set(room.store.everything()) == {("booth", BOOTH), ("host", BOOTH)}
    with pytest.raises(StudioError) as missing:
        room.links.get(BOOTH)
    assert missing.value.problem.code == "no_such_booth"


async def test_kicked_out_stays_out(room: BoothRoom, simulator: SimulatedObs) -> None:
    link = room.add(simulator.port, "secret")
    await room.connected()
    await simulator.kick()
    await room.until(lambda: room.status() is LinkStatus.REFUSED)
    assert room.problem() == "link_kicked"
    link.retry_now()
    await room.connected()


async def test_an_obs_that_speaks_only_json(
    room: BoothRoom, simulator: SimulatedObs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio_app.rehearsal.simulator._choose", lambda socket, offered: None)
    link = room.add(simulator.port, "secret")
    await room.connected()
    await link.request("SetInputMute", {"inputName": "Host mic", "inputMuted": True})
    await room.until(lambda: room.input("Host mic").muted)
    levels: list[bytes] = []
    room.meters.arrived.connect(lambda booth, data: levels.append(data))
    room.meters.want("one", [BOOTH])
    await poll(lambda: len(levels) > 2)
