"""Alarms of a whole server as a process: on the feed, by role, over a kill -9, with live limits."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from studio_app.client import ConnectionStatus, ServerConnection, StudioClient
from studio_app.domain.actions.alarms import (
    AcknowledgeAlarm,
    NoisiestAlarms,
    SetAlarmLimits,
    SuggestLimits,
    TakeAlarm,
)
from studio_app.domain.actions.house import AddBooth, AddStaff, RemoveBooth
from studio_app.domain.alarm import Alarm, AlarmEvent, AlarmKind, AlarmRow, NoisyAlarm
from studio_app.domain.alarm_limits import AlarmOverrides
from studio_app.domain.errors import StudioError
from studio_app.domain.feed import LogRows
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.roles import Role
from tests.studio_process import StudioProcess, until

PIN = "192837"
BOOTH = BoothId("b1")
NOBODY = 1
"""A port at which nothing listens."""


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOOTHDECK_KEYRING", "file")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[StudioProcess]:
    """A server in a home of its own, running."""
    process = StudioProcess(tmp_path / "home")
    process.start()
    yield process
    process.kill()


def alarms(server: ServerConnection) -> dict[str, Alarm]:
    """What is in sight, by id."""
    found = {key[1]: server.get(Alarm, *key) for key in server.keys("alarm")}
    return {id_: alarm for id_, alarm in found.items() if alarm is not None}


def lost(server: ServerConnection) -> str:
    """The id of the alarm of a booth whose OBS is not there; empty while there is none."""
    return next((id_ for id_, a in alarms(server).items() if a.standing and BOOTH in a.booths), "")


async def add_lost_booth(client: StudioClient, server: ServerConnection) -> str:
    """A booth whose OBS is not there; its alarm's id."""
    await server.act(AddBooth(booth=BOOTH, number=1, name="Một", port=NOBODY))
    await until(client, lambda: bool(lost(server)))
    return lost(server)


async def test_an_alarm_survives_a_kill_with_who_took_notice(server: StudioProcess) -> None:
    rows: list[AlarmRow] = []

    def heard(_: ServerId, page: LogRows) -> None:
        rows.extend(msgspec.msgpack.decode(row.data, type=AlarmRow) for row in page.rows)

    async with server.client() as (client, connection):
        client.log_rows.connect(heard)
        connection.watch_log("alarms")
        id_ = await add_lost_booth(client, connection)
        alarm = alarms(connection)[id_]
        assert alarm.kind is AlarmKind.LINK_LOST
        assert alarm.problem.code == "link_no_answer"
        await connection.act(AcknowledgeAlarm(alarm=id_))
        await connection.act(TakeAlarm(alarm=id_))
        await until(client, lambda: AlarmEvent.TAKEN in [row.event for row in rows])
        mine = [row.event for row in rows if row.alarm == id_]
        assert mine == [AlarmEvent.RAISED, AlarmEvent.ACKNOWLEDGED, AlarmEvent.TAKEN]
        server.kill()
    await asyncio.to_thread(server.start)
    async with server.client() as (client, connection):
        await until(client, lambda: bool(lost(connection)))
        assert lost(connection) == id_
        kept = alarms(connection)[id_]
        assert kept.acknowledged is not None
        assert kept.owner == "owner"
        noisy = (await connection.act(NoisiestAlarms())).value
        assert isinstance(noisy, tuple)
        assert [(each.booth, each.times) for each in noisy if isinstance(each, NoisyAlarm)] == [
            (BOOTH, 1)
        ]
        await connection.act(RemoveBooth(booth=BOOTH))
        await until(client, lambda: not lost(connection))


async def test_a_host_sees_no_alarms(server: StudioProcess) -> None:
    async with server.client() as (client, connection):
        await connection.act(AddStaff(name="Thảo", pin=PIN, role=Role.HOST))
        id_ = await add_lost_booth(client, connection)
        token = await connection.sign_in("Thảo", PIN)
    host = StudioClient("test")
    signed_in = host.add_server(server.running().url, token)
    try:
        await until(host, lambda: signed_in.status is ConnectionStatus.CONNECTED)
        assert alarms(signed_in) == {}
        with pytest.raises(StudioError) as caught:
            await signed_in.act(AcknowledgeAlarm(alarm=id_))
        assert caught.value.problem.code == "not_allowed"
    finally:
        await host.close()


async def test_limits_are_set_by_an_action_and_taken_back(server: StudioProcess) -> None:
    settings = server.paths.settings_file
    async with server.client() as (client, connection):
        await connection.act(AddBooth(booth=BOOTH, number=1, name="Một", port=NOBODY))
        patient = SetAlarmLimits(booth=BOOTH, limits=AlarmOverrides(link_s=3600))
        done = await connection.act(patient)
        assert "link_s = 3600" in settings.read_text("utf-8")
        await connection.act(SetAlarmLimits(limits=AlarmOverrides(black_s=8, link_s=2)))
        await connection.act(SetAlarmLimits(limits=AlarmOverrides(black_s=8)))
        text = settings.read_text("utf-8")
        assert "black_s = 8" in text
        assert "link_s = 2" not in text
        assert done.undo is not None
        await connection.act(SetAlarmLimits(booth=BOOTH))
        assert "link_s" not in settings.read_text("utf-8")
        await until(client, lambda: bool(lost(connection)))
        with pytest.raises(StudioError) as caught:
            await connection.act(SetAlarmLimits(booth=BoothId("b9")))
        assert caught.value.problem.code == "no_such_booth"
        with pytest.raises(StudioError) as caught:
            await connection.act(SuggestLimits(booth=BOOTH))
        assert caught.value.problem.code == "no_history"
