"""An act is carried out once or fails aloud, whatever happens to the connection; jobs end."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from studio_app.client import ConnectionStatus, ServerConnection, StudioClient
from studio_app.domain.actions.house import FindObs, FoundObs
from studio_app.domain.actions.switching import Cut, Take
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.feed import (
    Act,
    ActionCall,
    Done,
)
from studio_app.domain.ids import BoothId, RequestId
from studio_app.domain.problems import problem
from studio_app.domain.records import Job, JobStatus
from studio_app.domain.roles import Principal, Role
from tests.fakes.server import FakeHouse, becomes, client_of, house, until

B1 = BoothId("b1")


@pytest.fixture
async def one(tmp_path: Path) -> AsyncIterator[FakeHouse]:
    async with house(tmp_path) as made:
        yield made


def call_of(act: Act) -> Cut:
    return msgspec.msgpack.decode(act.call.params, type=Cut)


async def test_an_act_survives_a_lost_connection_and_is_done_once(one: FakeHouse) -> None:
    begun, release = asyncio.Event(), asyncio.Event()

    async def does(act: Act, _: Principal) -> Done:
        begun.set()
        await release.wait()
        return Done(request_id=act.request_id)

    one.desk.does = does
    async with client_of(one) as (client, [server]):
        acting = asyncio.create_task(server.act(Take(booth=B1)))
        await begun.wait()
        await one.stop()
        await becomes(client, server, ConnectionStatus.LOST)
        await one.start()
        await becomes(client, server, ConnectionStatus.CONNECTED)
        release.set()
        await acting
    assert len(one.desk.begun) == 1


async def test_asks_again_while_the_server_is_still_at_it(
    one: FakeHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = ["request_running", "request_running", None]

    async def perform(act: Act, _: Principal) -> Done:
        code = answers.pop(0)
        return Done(request_id=act.request_id, problem=problem(code) if code else None)

    monkeypatch.setattr(one.desk, "perform", perform)
    async with client_of(one) as (_, [server]):
        await server.act(Take(booth=B1))
    assert not answers


async def test_an_act_waits_for_the_first_connection(one: FakeHouse) -> None:
    client = StudioClient()
    server = client.add_server(one.address, Role.ADMIN)
    await server.act(Take(booth=B1), not_after_ms=5000)
    await client.close()
    assert one.desk.begun[0].not_after is not None


async def test_an_act_past_its_time_fails_aloud(one: FakeHouse) -> None:
    async with client_of(one) as (client, [server]):
        await one.stop()
        await becomes(client, server, ConnectionStatus.LOST)
        with pytest.raises(StudioError) as raised:
            await server.act(Take(booth=B1), not_after_ms=50)
        assert raised.value.problem.code == "server_lost"
        await one.start()
        await becomes(client, server, ConnectionStatus.CONNECTED)
    assert not one.desk.begun


async def test_not_after_is_told_in_the_server_s_time(one: FakeHouse) -> None:
    async with client_of(one) as (_, [server]):
        before = datetime.now(UTC)
        await server.act(Take(booth=B1), not_after_ms=700)
        not_after = one.desk.begun[0].not_after
        assert not_after is not None
        assert timedelta(0) < not_after - before < timedelta(seconds=2)
        assert abs(server.server_now() - datetime.now(UTC)) < timedelta(seconds=1)
        with pytest.raises(StudioError) as raised:
            await server.act(Take(booth=B1), not_after_ms=-1000)
        assert raised.value.problem.code in ("too_late", "server_lost")


async def test_results_are_typed_and_undo_is_a_call(one: FakeHouse) -> None:
    undo = ActionCall(
        name="program.cut", params=msgspec.Raw(msgspec.msgpack.encode(Cut(booth=B1, scene="Live")))
    )

    async def does(act: Act, _: Principal) -> Done:
        return Done(request_id=act.request_id, undo=undo)

    one.desk.does = does
    async with client_of(one) as (_, [server]):
        result = await server.act(Take(booth=B1), confirmed=True, request_id=RequestId("mine"))
        assert result.value is None
        assert result.undo is not None
        await server.act_call(result.undo)
    first, second = one.desk.begun
    assert (first.request_id, first.confirmed) == ("mine", True)
    assert call_of(second) == Cut(booth=B1, scene="Live")


async def test_problems_are_raised_as_they_are(one: FakeHouse) -> None:
    async def does(_: Act, __: Principal) -> Done:
        raise fail("stale_view", now="Break", seen="Live")

    one.desk.does = does
    async with client_of(one) as (_, [server]):
        with pytest.raises(StudioError, match="“Break”"):
            await server.act(Take(booth=B1, seen_program="Live"))


# --- jobs ----------------------------------------------------------------------------------------

FOUND = (FoundObs(address="127.0.0.1", port=4455),)
RUNNING = Job(action="booth.find", by="admin", status=JobStatus.RUNNING, started=datetime.now(UTC))


async def job(one: FakeHouse, server: ServerConnection, end: Job | None) -> object:
    """Start a job, end it so, and wait for it."""

    async def does(act: Act, _: Principal) -> Done:
        one.apply({("job", "j1"): RUNNING})
        return Done(request_id=act.request_id, job="j1")

    one.desk.does = does
    result = await server.act(FindObs())
    assert result.job == "j1"
    waiting = asyncio.create_task(server.job_done("j1"))
    await asyncio.sleep(0)
    one.apply({("job", "j1"): msgspec.structs.replace(RUNNING, progress=0.5)})
    await until(lambda: (found := server.get(Job, "job", "j1")) and found.progress == 0.5)
    assert not waiting.done()
    one.apply({("job", "j1"): end})
    return await waiting


async def test_a_job_ends_with_its_typed_result(one: FakeHouse) -> None:
    result = msgspec.Raw(msgspec.msgpack.encode(FOUND))
    async with client_of(one) as (_, [server]):
        end = msgspec.structs.replace(RUNNING, status=JobStatus.DONE, result=result)
        assert await job(one, server, end) == FOUND
        assert await server.job_done("j1") == FOUND


@pytest.mark.parametrize(
    ("end", "code"),
    [
        (
            msgspec.structs.replace(
                RUNNING, status=JobStatus.FAILED, problem=problem("no_such_booth")
            ),
            "no_such_booth",
        ),
        (msgspec.structs.replace(RUNNING, status=JobStatus.CANCELLED), "cancelled"),
        (None, "no_such_job"),
    ],
)
async def test_a_job_that_fails_raises(one: FakeHouse, end: Job | None, code: str) -> None:
    async with client_of(one) as (_, [server]):
        with pytest.raises(StudioError) as raised:
            await job(one, server, end)
        assert raised.value.problem.code == code


async def test_who_waits_for_a_job_hears_of_the_end_of_the_connection(one: FakeHouse) -> None:
    one.apply({("job", "j1"): RUNNING})
    async with client_of(one) as (client, [server]):
        waiting = asyncio.create_task(server.job_done("j1"))
        await asyncio.sleep(0)
        await client.remove_server(server)
        with pytest.raises(StudioError) as raised:
            await waiting
        assert raised.value.problem.code == "server_lost"
