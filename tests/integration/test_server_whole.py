"""A whole server on its real desk, staff and database: what holds for people signing in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from studio_app.client import ConnectionStatus, ServerConnection, StudioClient
from studio_app.domain.actions.house import AddStaff, ListStaff, RevokeStaff, StaffMember
from studio_app.domain.actions.switching import Take
from studio_app.domain.errors import StudioError
from studio_app.domain.feed import AuditRow, LogRows
from studio_app.domain.ids import BoothId, new_request_id
from studio_app.domain.records import ServerFacts
from studio_app.domain.roles import Role
from studio_app.services.pins import PinHasher
from studio_app.studio import Studio
from studio_app.support.paths import Paths
from studio_app.support.running import find_running, read_local_key
from tests.fakes.server import becomes, until

PIN = "271828"


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(
        config=tmp_path, data=tmp_path / "data", runtime=tmp_path / "run", logs=tmp_path / "logs"
    )


@asynccontextmanager
async def running(paths: Paths, port: int = 0) -> AsyncIterator[Studio]:
    studio = Studio(paths, listen=("127.0.0.1", port), hasher=PinHasher(time_cost=1, memory_kib=64))
    await studio.start()
    try:
        yield studio
    finally:
        await studio.stop()


@pytest.fixture
async def studio(paths: Paths) -> AsyncIterator[Studio]:
    async with running(paths) as made:
        yield made


@asynccontextmanager
async def owner_of(paths: Paths) -> AsyncIterator[tuple[StudioClient, ServerConnection]]:
    """This account's own program, which needs no PIN."""
    found = find_running(paths)
    assert found is not None
    async with signed_out(found.url) as (client, server):
        server.use_token(lambda: read_local_key(paths))
        await becomes(client, server, ConnectionStatus.CONNECTED)
        yield client, server


@asynccontextmanager
async def signed_out(url: str) -> AsyncIterator[tuple[StudioClient, ServerConnection]]:
    client = StudioClient("console")
    try:
        server = client.add_server(url, None)
        await becomes(client, server, ConnectionStatus.SIGN_IN_NEEDED)
        yield client, server
    finally:
        await client.close()


async def refused(server: ServerConnection, action: AddStaff | ListStaff | Take) -> str:
    with pytest.raises(StudioError) as raised:
        await server.act(action)
    return raised.value.problem.code


async def test_from_nobody_to_the_first_technician(studio: Studio, paths: Paths) -> None:
    host, port = studio.address
    async with owner_of(paths) as (_, owner), signed_out(f"{host}:{port}") as (client, desk):
        assert desk.needs_first_user
        await owner.act(AddStaff(name="Thảo", pin=PIN, role=Role.TECHNICIAN))
        with pytest.raises(StudioError) as raised:
            await desk.sign_in("Thảo", "314159")
        assert raised.value.problem.code == "wrong_pin"
        await desk.sign_in("thảo", PIN)
        await becomes(client, desk, ConnectionStatus.CONNECTED)
        assert desk.principal is not None
        assert (desk.principal.name, desk.principal.role) == ("Thảo", Role.TECHNICIAN)
        assert desk.get(ServerFacts, "server") == owner.get(ServerFacts, "server")
        # The server decides, whatever a window offers.
        assert await refused(desk, ListStaff()) == "not_allowed"
        assert await refused(desk, AddStaff(name="x", pin=PIN, role=Role.ADMIN)) == "not_allowed"
        assert await refused(desk, Take(booth=BoothId("b9"))) == "no_such_booth"
        staff = (await owner.act(ListStaff())).value
        assert isinstance(staff, tuple)
        assert [person.name for person in staff if isinstance(person, StaffMember)] == ["Thảo"]


async def test_who_is_revoked_is_out_of_every_window(studio: Studio, paths: Paths) -> None:
    host, port = studio.address
    async with owner_of(paths) as (_, owner), signed_out(f"{host}:{port}") as (client, window):
        await owner.act(AddStaff(name="Lan", pin=PIN, role=Role.DIRECTOR))
        token = await window.sign_in("Lan", PIN)
        other = StudioClient()
        second = other.add_server(f"{host}:{port}", token)
        await becomes(client, window, ConnectionStatus.CONNECTED)
        await becomes(other, second, ConnectionStatus.CONNECTED)
        await owner.act(RevokeStaff(name="Lan"))
        for connection in (window, second):
            await becomes(client, connection, ConnectionStatus.SIGN_IN_NEEDED)
        await other.close()


async def test_every_action_can_be_read_in_the_audit(studio: Studio, paths: Paths) -> None:
    async with owner_of(paths) as (client, owner):
        rows: list[AuditRow] = []

        def heard(_: object, found: LogRows) -> None:
            rows.extend(msgspec.msgpack.decode(row.data, type=AuditRow) for row in found.rows)

        client.log_rows.connect(heard)
        owner.watch_log("audit")
        await owner.act(AddStaff(name="Lan", pin=PIN, role=Role.HOST))
        assert await refused(owner, Take(booth=BoothId("b9"))) == "no_such_booth"
        await until(lambda: len(rows) == 2)
        assert [(row.who, row.origin, row.action, row.result) for row in rows] == [
            ("owner", "console 127.0.0.1", "staff.add", "ok"),
            ("owner", "console 127.0.0.1", "program.take", "no_such_booth"),
        ]
        assert PIN not in str(rows)


async def test_a_request_is_done_once_even_over_a_restart(paths: Paths) -> None:
    request_id = new_request_id()
    add = AddStaff(name="Lan", pin=PIN, role=Role.HOST)
    async with running(paths) as studio:
        _, port = studio.address
        async with owner_of(paths) as (_, owner):
            first = await owner.act(add, request_id=request_id)
            assert await owner.act(add, request_id=request_id) == first
    async with running(paths, port), owner_of(paths) as (_, owner):
        assert await owner.act(add, request_id=request_id) == first
        staff = (await owner.act(ListStaff())).value
        assert isinstance(staff, tuple)
        assert len(staff) == 1


async def test_a_window_finds_its_restarted_server_by_itself(paths: Paths) -> None:
    async with running(paths) as studio:
        _, port = studio.address
        client = StudioClient("console")
        server = client.add_server(f"127.0.0.1:{port}", lambda: read_local_key(paths))
        await becomes(client, server, ConnectionStatus.CONNECTED)
        before = server.server_id
    await becomes(client, server, ConnectionStatus.LOST)
    async with running(paths, port):
        await becomes(client, server, ConnectionStatus.CONNECTED)
        assert server.server_id == before
        await client.close()
