"""Actions are judged, done once, answered alike when asked again, and all of them recorded."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest

from studio_app.domain.actions.house import AddBooth, FindObs, FoundObs, RemoveBooth
from studio_app.domain.actions.switching import Cut, Take
from studio_app.domain.errors import fail
from studio_app.domain.feed import AuditRow
from studio_app.domain.ids import BoothId, new_request_id
from studio_app.domain.records import Job, JobStatus
from studio_app.domain.roles import Principal, Role
from studio_app.services import jobs as jobs_module
from studio_app.services.action_desk import ActionContext, Outcome
from tests.fakes.house import (
    ADMIN,
    TECHNICIAN,
    House,
    TurnedClock,
    open_house,
    problem_of,
    result_of,
)

TAKE = {"booth": "b1"}


class Counter:
    """A handler that counts, and can be held up."""

    def __init__(self) -> None:
        self.done = 0
        self.go = asyncio.Event()
        self.go.set()

    async def take(self, action: Take, context: ActionContext) -> Outcome:
        await self.go.wait()
        self.done += 1
        return Outcome(undo=Cut(booth=action.booth, scene="Before"))


async def rows(house: House) -> list[AuditRow]:
    """Every audit row, oldest first."""
    assert await house.audit.written(5)
    return [
        row.data for row in await house.audit.before(None, 1000) if isinstance(row.data, AuditRow)
    ]


async def test_an_action_is_done_and_answered_with_its_undo(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        counter = Counter()
        house.desk.bind(Take, counter.take)
        done = await house.act("program.take", TAKE, by=TECHNICIAN)
        assert done.problem is None
        assert done.undo is not None
        assert done.undo.name == "program.cut"
        assert counter.done == 1


async def test_the_same_request_has_one_effect_and_one_answer(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        counter = Counter()
        counter.go.clear()
        house.desk.bind(Take, counter.take)
        request_id = new_request_id()
        at_once = [
            asyncio.create_task(house.act("program.take", TAKE, request_id=request_id))
            for _ in range(3)
        ]
        await asyncio.sleep(0)
        counter.go.set()
        answers = await asyncio.gather(*at_once)
        later = await house.act("program.take", TAKE, request_id=request_id)
        assert counter.done == 1
        assert {answer.undo is not None for answer in (*answers, later)} == {True}
        assert len(await rows(house)) == 1


async def test_a_retry_after_a_restart_gets_the_same_answer(tmp_path: Path) -> None:
    clock = TurnedClock()
    request_id = new_request_id()
    async with open_house(tmp_path, clock=clock) as house:
        counter = Counter()
        house.desk.bind(Take, counter.take)
        first = await house.act("program.take", TAKE, request_id=request_id)
    async with open_house(tmp_path, clock=clock) as house:
        counter = Counter()
        house.desk.bind(Take, counter.take)
        again = await house.act("program.take", TAKE, request_id=request_id)
        assert counter.done == 0
        assert again.problem is None
        assert again.undo is not None
        assert first.undo is not None
        assert bytes(again.undo.params) == bytes(first.undo.params)


async def test_a_day_later_a_request_id_is_forgotten(tmp_path: Path) -> None:
    clock = TurnedClock()
    request_id = new_request_id()
    for expected in (1, 1):
        async with open_house(tmp_path, clock=clock) as house:
            counter = Counter()
            house.desk.bind(Take, counter.take)
            await house.act("program.take", TAKE, request_id=request_id)
            assert counter.done == expected
        clock.turn(timedelta(hours=25))


async def test_a_request_id_is_its_owners_and_for_one_wish(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        counter = Counter()
        house.desk.bind(Take, counter.take)
        request_id = new_request_id()
        await house.act("program.take", TAKE, request_id=request_id)
        other = await house.act("program.take", TAKE, request_id=request_id, by=TECHNICIAN)
        assert other.problem is None
        assert counter.done == 2
        reused = await house.act("program.take", {"booth": "b2"}, request_id=request_id)
        assert problem_of(reused).code == "bad_request"
        assert counter.done == 2


async def test_actions_begin_in_the_order_they_were_asked(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        begun: list[str] = []

        async def take(action: Take, context: ActionContext) -> Outcome:
            begun.append(action.booth)
            await asyncio.sleep(0)
            return Outcome()

        house.desk.bind(Take, take)
        await asyncio.gather(*(house.act("program.take", {"booth": f"b{n}"}) for n in range(20)))
        assert begun == [f"b{n}" for n in range(20)]


@pytest.mark.parametrize("role", list(Role))
async def test_the_role_decides(tmp_path: Path, role: Role) -> None:
    async with open_house(tmp_path) as house:
        counter = Counter()
        house.desk.bind(Take, counter.take)
        done = await house.act("program.take", TAKE, by=Principal(name="x", role=role))
        if role.allows(Role.TECHNICIAN):
            assert done.problem is None
        else:
            assert problem_of(done).code == "not_allowed"
            assert problem_of(done).args["least"] == "technician"
            assert counter.done == 0
        assert (await rows(house))[0].result == ("ok" if not done.problem else "not_allowed")


async def test_a_late_take_is_dropped_and_an_early_one_done(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        counter = Counter()
        house.desk.bind(Take, counter.take)
        now = house.clock.now()
        late = await house.act("program.take", TAKE, not_after=now - timedelta(milliseconds=250))
        assert problem_of(late).code == "too_late"
        assert problem_of(late).args["late_ms"] == "250"
        early = await house.act("program.take", TAKE, not_after=now + timedelta(seconds=1))
        assert early.problem is None
        assert counter.done == 1


@pytest.mark.parametrize(
    ("name", "params", "says"),
    [
        ("program.take", {}, "booth missing"),
        ("program.take", {"booth": 7}, "booth must be text, got 7"),
        ("program.take", {"booth": "b", "bus": 1}, "bus unknown"),
        ("sound.volume", {"booth": "b", "input": "m", "volume_db": 99}, "from -100 to 26"),
        ("staff.add", {"name": "x", "pin": 4711, "role": "boss"}, "role must be one of host"),
        ("program.take", ["b1"], "must be a table of fields"),
    ],
)
async def test_wrong_parameters_say_which_and_what_is_allowed(
    tmp_path: Path, name: str, params: object, says: str
) -> None:
    async with open_house(tmp_path) as house:
        problem = problem_of(await house.act(name, params))
        assert problem.code == "bad_parameters"
        assert problem.args["action"] == name
        assert says in problem.args["detail"]
        assert "4711" not in problem.text


async def test_unknown_and_unbound_actions_are_told_apart(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        assert problem_of(await house.act("program.tke")).code == "unknown_action"
        assert problem_of(await house.act("program.take", TAKE)).code == "action_unavailable"


async def test_a_handlers_own_fault_has_a_reference_that_is_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_house(tmp_path) as house:

        async def take(action: Take, context: ActionContext) -> Outcome:
            raise ZeroDivisionError("inside")

        house.desk.bind(Take, take)
        problem = problem_of(await house.act("program.take", TAKE))
        assert problem.code == "internal"
        assert problem.args["reference"] in caplog.text
        assert "ZeroDivisionError" in caplog.text
        assert "ZeroDivisionError" not in problem.text


async def test_every_action_leaves_a_row_without_secrets(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:

        async def add(action: AddBooth, context: ActionContext) -> Outcome:
            return Outcome(undo=RemoveBooth(booth=action.booth))

        async def take(action: Take, context: ActionContext) -> Outcome:
            raise fail("studio_mode_off", booth=action.booth)

        house.desk.bind(AddBooth, add)
        house.desk.bind(Take, take)
        booth = {"booth": "b1", "number": 1, "name": "Một", "password": "hunter22"}
        request_id = new_request_id()
        await house.act("booth.add", booth, request_id=request_id)
        await house.act("program.take", TAKE, by=TECHNICIAN)
        await house.act("booth.add", {"booth": "b2", "pasword": "hunter22"})
        good, refused, wrong = await rows(house)
        assert (good.who, good.role, good.origin) == (ADMIN.name, "admin", ADMIN.origin)
        assert (good.action, good.result, good.request_id) == ("booth.add", "ok", request_id)
        assert json.loads(good.params)["name"] == "Một"
        assert json.loads(good.params)["password"] == "•••"
        assert good.at == house.clock.now()
        assert (refused.who, refused.result) == (TECHNICIAN.name, "studio_mode_off")
        assert "not in studio mode" in refused.detail
        assert wrong.result == "bad_parameters"
        for row in (good, refused, wrong):
            assert "hunter22" not in repr(row)


async def test_what_a_client_calls_an_action_cannot_break_the_record(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await house.act("x\0" * 500)
        (row,) = await rows(house)
        assert row.result == "unknown_action"
        assert "\0" not in row.action + row.detail
        assert len(row.action) <= 80


async def test_the_callers_end_does_not_end_the_action(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        counter = Counter()
        counter.go.clear()
        house.desk.bind(Take, counter.take)
        request_id = new_request_id()
        asking = asyncio.create_task(house.act("program.take", TAKE, request_id=request_id))
        await asyncio.sleep(0)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        counter.go.set()
        assert (await house.act("program.take", TAKE, request_id=request_id)).problem is None
        assert counter.done == 1


async def test_what_runs_at_the_stop_is_recorded_as_cancelled(tmp_path: Path) -> None:
    clock = TurnedClock()
    async with open_house(tmp_path, clock=clock) as house:
        counter = Counter()
        counter.go.clear()
        house.desk.bind(Take, counter.take)
        asking = asyncio.create_task(house.act("program.take", TAKE))
        await asyncio.sleep(0.01)
    assert problem_of(await asking).code == "cancelled"
    async with open_house(tmp_path, clock=clock) as house:
        assert (await rows(house))[0].result == "cancelled"


# --- jobs ----------------------------------------------------------------------------------------


class Search:
    """A long action that goes on step by step."""

    def __init__(self) -> None:
        self.step = asyncio.Event()
        self.cancelled = False

    async def find(self, action: FindObs, context: ActionContext) -> Outcome:
        await context.progress(0.5, "half")
        try:
            await self.step.wait()
        except asyncio.CancelledError:
            self.cancelled = True
            raise
        return Outcome((FoundObs(address="127.0.0.1", port=4455, booth=BoothId("b1")),))


def job_of(house: House, job_id: str | None) -> Job:
    """The job's record."""
    job = house.store.job(job_id or "")
    assert job is not None
    return job


async def test_a_long_action_goes_on_as_a_job(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        search = Search()
        house.desk.bind(FindObs, search.find)
        done = await house.act("booth.find")
        assert done.job is not None
        assert await house.store.until(lambda: job_of(house, done.job).step == "half", 5)
        assert job_of(house, done.job).progress == 0.5
        search.step.set()
        assert await house.store.until(lambda: job_of(house, done.job).status is JobStatus.DONE, 5)
        job = job_of(house, done.job)
        assert job.by == ADMIN.name
        assert result_of(
            type(done)(request_id=done.request_id, result=job.result), tuple[FoundObs, ...]
        ) == (FoundObs(address="127.0.0.1", port=4455, booth=BoothId("b1")),)
        started, ended = await rows(house)
        assert (started.result, started.detail) == ("ok", f"job {done.job}")
        assert ended.result == "ok"


async def test_a_job_is_cancelled_by_whoever_may(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        search = Search()
        house.desk.bind(FindObs, search.find)
        done = await house.act("booth.find")
        await house.store.until(lambda: job_of(house, done.job).step == "half", 5)
        refused = await house.act("job.cancel", {"job": done.job}, by=TECHNICIAN)
        assert problem_of(refused).code == "not_allowed"
        assert (await house.act("job.cancel", {"job": done.job})).problem is None
        assert await house.store.until(
            lambda: job_of(house, done.job).status is JobStatus.CANCELLED, 5
        )
        assert search.cancelled
        again = await house.act("job.cancel", {"job": done.job})
        assert problem_of(again).code == "no_such_job"


async def test_a_job_that_fails_says_why(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:

        async def find(action: FindObs, context: ActionContext) -> Outcome:
            raise fail("obs_gone", booth="b1")

        house.desk.bind(FindObs, find)
        done = await house.act("booth.find")
        assert await house.store.until(
            lambda: job_of(house, done.job).status is JobStatus.FAILED, 5
        )
        problem = job_of(house, done.job).problem
        assert problem is not None
        assert problem.code == "obs_gone"
        assert [row.result for row in await rows(house)] == ["ok", "obs_gone"]


async def test_an_ended_job_is_shown_a_while_and_then_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert jobs_module.KEEP_ENDED_S == 60
    monkeypatch.setattr(jobs_module, "KEEP_ENDED_S", 0.05)
    async with open_house(tmp_path) as house:
        search = Search()
        search.step.set()
        house.desk.bind(FindObs, search.find)
        done = await house.act("booth.find")
        assert await house.store.until(lambda: job_of(house, done.job).status is JobStatus.DONE, 5)
        assert await house.store.until(lambda: house.store.job(done.job or "") is None, 5)
