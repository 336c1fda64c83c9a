"""A whole server as a process: one in a home, found, stopped, killed, started again."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from studio_app.client import ConnectionStatus, StudioClient
from studio_app.domain.actions.house import AddBooth, AddStaff, ListStaff, RetryLink, StaffMember
from studio_app.domain.errors import StudioError
from studio_app.domain.feed import AuditRow, LogRows
from studio_app.domain.ids import BoothId, RequestId, ServerId, new_request_id
from studio_app.domain.records import ServerFacts
from studio_app.domain.roles import Role
from studio_app.support.running import find_running, is_taken, read_local_key
from tests.studio_process import StudioProcess, until

PIN = "192837"
PROGRAM = (sys.executable, "-m", "studio_app")


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


def test_it_says_where_it_is_and_takes_its_notes_away(server: StudioProcess) -> None:
    running = find_running(server.paths)
    assert running is not None
    assert running.pid == server.pid
    assert len(running.server_id) == 12
    if sys.platform != "win32":
        assert server.paths.local_key_file.stat().st_mode & 0o777 == 0o600
        assert server.paths.runtime.stat().st_mode & 0o777 == 0o700
    began = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - began < 8
    assert not is_taken(server.paths)
    assert not server.paths.server_file.exists()
    assert not server.paths.local_key_file.exists()


def test_a_second_server_in_the_same_home_is_refused_in_words(server: StudioProcess) -> None:
    second = subprocess.run(
        [*PROGRAM, "--home", str(server.home), "server"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert "runs in" in second.stderr
    assert "server stop" in second.stderr
    assert "Traceback" not in second.stderr
    assert find_running(server.paths) is not None


async def test_a_port_that_is_taken_is_said_in_words(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = await asyncio.to_thread(
            subprocess.run,
            [*PROGRAM, "--home", str(tmp_path), "server", "--json", "--listen", str(port)],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    said = json.loads(done.stdout)
    assert said["problem"]["code"] == "cannot_listen"
    assert str(port) in said["problem"]["text"]
    assert not (tmp_path / "run" / "server.json").exists()


async def test_no_answer_of_obs_delays_start_or_stop(tmp_path: Path) -> None:
    """Its booths: nobody there, and somebody who takes the call and says nothing."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        process = StudioProcess(tmp_path)
        booths = [
            f'[[booth]]\nid = "b{number}"\nnumber = {number}\nname = "B"\nport = {port}\n'
            for number, port in enumerate([silent.getsockname()[1], 1], 1)
        ]
        (tmp_path / "studio.toml").write_text("".join(booths))
        await asyncio.to_thread(process.start)
        async with process.client() as (_, connection):
            assert {key[1] for key in connection.keys("booth")} == {"b1", "b2"}
            await connection.act(RetryLink(booth=BoothId("b2")))
        began = time.monotonic()
        assert await asyncio.to_thread(process.stop) == 0
        assert time.monotonic() - began < 8


async def test_a_new_server_is_the_same_server(server: StudioProcess) -> None:
    async with server.client() as (_, connection):
        before = connection.get(ServerFacts, "server")
        assert before is not None
        assert [warning.code for warning in before.warnings] == ["keyring_missing"]
        await connection.act(AddStaff(name="Thảo", pin=PIN, role=Role.DIRECTOR))
        token = await connection.sign_in("thảo", PIN)
    old_key = read_local_key(server.paths)
    server.stop()
    server.start()
    assert read_local_key(server.paths) != old_key
    running = find_running(server.paths)
    assert running is not None
    client = StudioClient("test")
    signed_in = client.add_server(running.url, token)
    with_old_key = client.add_server(running.url.replace("127.0.0.1", "localhost"), old_key)
    try:
        await until(client, lambda: signed_in.status is ConnectionStatus.CONNECTED)
        assert signed_in.server_id == before.server_id
        assert signed_in.principal is not None
        assert signed_in.principal.name == "Thảo"
        await until(client, lambda: with_old_key.status is not ConnectionStatus.CONNECTING)
        assert with_old_key.status is not ConnectionStatus.CONNECTED
    finally:
        await client.close()


async def test_kill_in_the_middle_loses_nothing_that_was_acknowledged(
    server: StudioProcess,
) -> None:
    """People are added as fast as it goes, the server is killed -9, and what had been answered is
    there afterwards, once; whatever is asked again with the same id gets the same answer."""
    acknowledged: dict[str, RequestId] = {}
    asked: dict[str, RequestId] = {}

    async def add_all() -> None:
        async with server.client() as (_, connection):
            turn = asyncio.Semaphore(4)

            async def one(number: int) -> None:
                name = f"Người {number}"
                async with turn:
                    asked[name] = new_request_id()
                    action = AddStaff(name=name, pin=PIN, role=Role.HOST)
                    await connection.act(action, request_id=asked[name])
                    acknowledged[name] = asked[name]

            await asyncio.gather(*(one(number) for number in range(400)))

    adding = asyncio.create_task(add_all())
    while len(acknowledged) < 12:
        assert not adding.done()
        await asyncio.sleep(0.005)
    server.kill()
    sure = dict(acknowledged)
    adding.cancel()
    await asyncio.gather(adding, return_exceptions=True)
    assert len(sure) < 400

    await asyncio.to_thread(server.start)
    async with server.client() as (_, connection):
        people = (await connection.act(ListStaff())).value
        assert isinstance(people, tuple)
        names = [person.name for person in people if isinstance(person, StaffMember)]
        assert len(names) == len(set(names))
        assert set(sure) <= set(names)
        for name, request_id in asked.items():
            # Done before: the kept answer. Not done: done now. Never `user_exists`.
            action = AddStaff(name=name, pin=PIN, role=Role.HOST)
            await connection.act(action, request_id=request_id)
        people = (await connection.act(ListStaff())).value
        assert isinstance(people, tuple)
        assert sorted(person.name for person in people) == sorted(asked)


async def test_an_acknowledged_booth_survives_a_kill(server: StudioProcess) -> None:
    request_id = new_request_id()
    booth = AddBooth(booth=BoothId("b1"), number=1, name="Một", port=1, password="hunter22")
    async with server.client() as (_, connection):
        await connection.act(booth, request_id=request_id)
        server.kill()
    await asyncio.to_thread(server.start)
    async with server.client() as (_, connection):
        assert ("booth", "b1") in connection.keys("booth")
        await connection.act(booth, request_id=request_id)  # the kept answer
        with pytest.raises(StudioError) as caught:
            await connection.act(booth)
        assert caught.value.problem.code == "booth_exists"


async def test_what_was_done_is_read_back_from_the_audit(server: StudioProcess) -> None:
    rows: list[AuditRow] = []
    came = asyncio.Event()

    def heard(_: ServerId, page: LogRows) -> None:
        rows.extend(msgspec.msgpack.decode(row.data, type=AuditRow) for row in page.rows)
        if rows:
            came.set()

    async with server.client() as (client, connection):
        client.log_rows.connect(heard)
        connection.watch_log("audit")
        await connection.act(AddStaff(name="Thảo", pin=PIN, role=Role.HOST))
        async with asyncio.timeout(10):
            await came.wait()
    (row,) = rows
    assert (row.action, row.who, row.result) == ("staff.add", "owner", "ok")
    assert "test" in row.origin
    assert PIN not in row.params


def test_ctrl_c_ends_it_calmly(server: StudioProcess) -> None:
    os.kill(server.pid, signal.SIGINT)
    assert server.stop() == 0
    assert "Traceback" not in server.output()
    assert "Traceback" not in server.paths.log_file.read_text("utf-8")
