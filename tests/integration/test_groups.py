"""A group is many actions with one wish: together, apart, one result a booth, nothing lost."""

import asyncio
from pathlib import Path

import msgspec
import pytest

from studio_app.domain.actions.group import GroupOutcome, GroupStatus
from studio_app.domain.actions.house import AddBooth, RemoveBooth
from studio_app.domain.actions.outputs import StartOutput, StopOutput
from studio_app.domain.actions.switching import Cut
from studio_app.domain.booth import (
    Booth,
    Link,
    LinkStatus,
    Output,
    OutputKind,
    OutputStatus,
    Scene,
    SceneItem,
    Switcher,
)
from studio_app.domain.errors import fail
from studio_app.domain.feed import AuditRow, Done
from studio_app.domain.ids import RequestId
from studio_app.domain.records import Job, JobStatus
from studio_app.domain.roles import Role
from studio_app.services.action_desk import ActionContext, Outcome
from studio_app.services.groups import LONGEST_GROUP, Groups, group_id
from studio_app.stores.booths import BoothStore
from tests.fakes.house import ADMIN, TECHNICIAN, House, open_house, problem_of

BOOTHS = ("01", "02", "03")


class Booths:
    """Booths whose outputs and scenes answer as the test wants."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.store = BoothStore()
        self.begun: list[str] = []
        self.one_began = asyncio.Event()
        self.ended: list[str] = []
        self.confirmed: list[bool] = []
        self.held: dict[str, asyncio.Event] = {}
        self.fails: dict[str, Exception] = {}
        for number, booth in enumerate(BOOTHS, 1):
            self.put(booth, number)
        Groups(house.desk, self.store, house.store).bind(house.desk)
        house.desk.bind(Cut, self.cut)
        house.desk.bind(StartOutput, self.start)
        house.desk.bind(StopOutput, self.stop)

    def put(self, booth: str, number: int, link: LinkStatus = LinkStatus.CONNECTED) -> None:
        address = "127.0.0.1:4455"
        entry = Booth(number=number, name=f"Booth {number}", address=address, local=True)
        self.store.apply(
            {
                ("booth", booth): entry,
                ("link", booth): Link(status=link, since=self.house.clock.now()),
                ("switcher", booth): Switcher(program="Host", scenes=("Host", "AI")),
                ("scene", booth, "Host"): Scene(items=(SceneItem(item_id=1, source="Camera"),)),
                ("output", booth, OutputKind.STREAM): Output(status=OutputStatus.OFF),
            }
        )

    async def _deed(self, booth: str, context: ActionContext) -> None:
        self.begun.append(booth)
        self.one_began.set()
        self.confirmed.append(context.confirmed)
        if booth in self.held:
            await self.held[booth].wait()
        if booth in self.fails:
            raise self.fails[booth]
        self.ended.append(booth)

    async def cut(self, action: Cut, context: ActionContext) -> Outcome:
        await self._deed(action.booth, context)
        return Outcome(undo=Cut(booth=action.booth, scene=f"before {action.booth}"))

    async def start(self, action: StartOutput, context: ActionContext) -> Outcome:
        await self._deed(action.booth, context)
        return Outcome(undo=StopOutput(booth=action.booth, output=action.output))

    async def stop(self, action: StopOutput, context: ActionContext) -> Outcome:
        await self._deed(action.booth, context)
        return Outcome(undo=StartOutput(booth=action.booth, output=action.output))

    def job(self, done: Done) -> Job:
        assert done.problem is None, done.problem
        assert done.job is not None
        job = self.house.store.job(done.job)
        assert job is not None
        return job

    async def outcome(self, done: Done) -> GroupOutcome:
        """What came of a group that must come to its end."""
        assert await self.house.store.until(
            lambda: self.job(done).status is not JobStatus.RUNNING, 5
        )
        return told(self.job(done))

    async def cut_all(self, **more: object) -> Done:
        params = {"booths": BOOTHS, "action": "program.cut", "params": {"scene": "AI"}, **more}
        return await self.house.act("group.run", params, by=TECHNICIAN)


def told(job: Job) -> GroupOutcome:
    return msgspec.msgpack.decode(job.result, type=GroupOutcome)


def statuses(outcome: GroupOutcome) -> list[GroupStatus]:
    return [each.status for each in outcome.results]


async def rows(house: House) -> list[AuditRow]:
    assert await house.audit.written(5)
    return [
        row.data for row in await house.audit.before(None, 100) if isinstance(row.data, AuditRow)
    ]


async def test_every_booth_has_one_result_and_one_audit_row_with_the_groups_id(
    tmp_path: Path,
) -> None:
    async with open_house(tmp_path) as house:
        booths = Booths(house)
        wish = {"booths": BOOTHS, "action": "program.cut", "params": {"scene": "AI"}}
        request_id = RequestId("evening-1")
        done = await house.act("group.run", wish, by=TECHNICIAN, request_id=request_id)
        outcome = await booths.outcome(done)
        assert [each.booth for each in outcome.results] == list(BOOTHS)
        assert statuses(outcome) == [GroupStatus.DONE] * 3
        assert outcome.of == 3
        inner = [row for row in await rows(house) if row.action == "program.cut"]
        assert {row.request_id for row in inner} == {f"evening-1.{booth}" for booth in BOOTHS}
        assert {row.who for row in inner} == {TECHNICIAN.name}


async def test_a_booth_that_hangs_delays_no_other_and_what_is_known_is_told(
    tmp_path: Path,
) -> None:
    async with open_house(tmp_path) as house:
        booths = Booths(house)
        booths.held["01"] = asyncio.Event()
        done = await booths.cut_all()
        assert await house.store.until(lambda: booths.job(done).progress == pytest.approx(2 / 3), 5)
        assert booths.ended == ["02", "03"]
        assert [each.booth for each in told(booths.job(done)).results] == ["02", "03"]
        booths.held["01"].set()
        assert statuses(await booths.outcome(done)) == [GroupStatus.DONE] * 3


async def test_what_fails_is_told_by_booth_with_its_problem(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        booths = Booths(house)
        booths.fails["02"] = fail("obs_not_confirmed", booth="2", request="Cut", seconds="2")
        booths.fails["03"] = fail("no_such_scene", booth="3", scene="AI")
        outcome = await booths.outcome(await booths.cut_all())
        assert statuses(outcome) == [
            GroupStatus.DONE,
            GroupStatus.UNCONFIRMED,
            GroupStatus.REFUSED,
        ]
        problems = [each.problem.code if each.problem else "" for each in outcome.results]
        assert problems == ["", "obs_not_confirmed", "no_such_scene"]


async def test_only_the_ready_ones_start_the_others_say_why_not(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        booths = Booths(house)
        booths.put("02", 2, LinkStatus.LOST)
        booths.store.apply({("scene", "03", "Host"): Scene()})
        wish = {
            "booths": [*BOOTHS, "gone"],
            "action": "output.start",
            "params": {"output": "stream"},
            "only_ready": True,
        }
        outcome = await booths.outcome(await house.act("group.run", wish, by=TECHNICIAN))
        assert booths.begun == ["01"]
        assert statuses(outcome) == [GroupStatus.DONE, *[GroupStatus.SKIPPED] * 3]
        problems = [each.problem.code if each.problem else "" for each in outcome.results]
        assert problems == ["", "not_connected", "program_empty", "no_such_booth"]


async def test_staggered_booths_begin_one_after_the_other(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        booths = Booths(house)
        done = await booths.cut_all(stagger_ms=60_000)
        assert await house.store.until(lambda: len(told_or_none(booths.job(done))) == 1, 5)
        assert booths.begun == ["01"]
        await house.act("job.cancel", {"job": done.job}, by=TECHNICIAN)
        assert statuses(await booths.outcome(done)) == [
            GroupStatus.DONE,
            GroupStatus.SKIPPED,
            GroupStatus.SKIPPED,
        ]


def told_or_none(job: Job) -> tuple[object, ...]:
    return told(job).results if bytes(job.result) != b"\xc0" else ()


async def test_a_cancel_waits_for_those_that_obs_was_asked_for(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        booths = Booths(house)
        booths.held["01"] = asyncio.Event()
        done = await booths.cut_all(stagger_ms=20_000)
        await booths.one_began.wait()
        await house.act("job.cancel", {"job": done.job}, by=TECHNICIAN)
        assert booths.job(done).status is JobStatus.RUNNING
        booths.held["01"].set()
        outcome = await booths.outcome(done)
        assert booths.job(done).status is JobStatus.CANCELLED
        assert booths.ended == ["01"]
        assert statuses(outcome) == [GroupStatus.DONE, GroupStatus.SKIPPED, GroupStatus.SKIPPED]
        assert {each.problem.code for each in outcome.results if each.problem} == {"cancelled"}


async def test_the_whole_is_put_back_by_each_booths_own_inverse(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        booths = Booths(house)
        booths.fails["02"] = fail("no_such_scene", booth="2", scene="AI")
        outcome = await booths.outcome(await booths.cut_all())
        assert [(step.booth, step.action, step.params) for step in outcome.undo] == [
            ("01", "program.cut", {"scene": "before 01", "seen_program": None}),
            ("03", "program.cut", {"scene": "before 03", "seen_program": None}),
        ]
        del booths.fails["02"]
        steps = msgspec.to_builtins(outcome.undo)
        back = await booths.outcome(await house.act("group.each", {"steps": steps}, by=TECHNICIAN))
        assert statuses(back) == [GroupStatus.DONE] * 2
        assert booths.ended[-2:] == ["01", "03"]


async def test_a_confirmation_holds_for_every_booth(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        booths = Booths(house)
        wish = {"booths": BOOTHS, "action": "output.stop", "params": {"output": "stream"}}
        await booths.outcome(await house.act("group.run", wish, by=TECHNICIAN, confirmed=True))
        assert booths.confirmed == [True] * 3


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"action": "program.snap"}, "unknown_action"),
        ({"action": "staff.list", "params": {}}, "not_for_groups"),
        ({"action": "booth.edit", "params": {}}, "not_for_groups"),
        ({"action": "group.run", "params": {}}, "not_for_groups"),
        ({"action": "booth.remove", "params": {}}, "not_allowed"),
        ({"params": {"scene": 7}}, "bad_parameters"),
        ({"params": {"szene": "AI"}}, "bad_parameters"),
        ({"params": {"scene": "AI", "booth": "02"}}, "bad_parameters"),
        ({"booths": ["01", "01"]}, "booth_twice"),
    ],
)
async def test_a_wish_that_is_wrong_refuses_the_whole_before_anything_begins(
    tmp_path: Path, wish: dict[str, object], code: str
) -> None:
    async with open_house(tmp_path) as house:
        booths = Booths(house)
        done = await booths.cut_all(**wish)
        assert await house.store.until(lambda: booths.job(done).status is not JobStatus.RUNNING, 5)
        found = booths.job(done).problem
        assert found is not None
        assert found.code == code
        assert booths.begun == []


async def test_no_booth_and_too_long_a_stagger_are_refused_at_once(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        booths = Booths(house)
        assert problem_of(await booths.cut_all(booths=[])).code == "bad_parameters"
        assert problem_of(await booths.cut_all(stagger_ms=60_001)).code == "bad_parameters"


async def test_rights_are_those_of_the_action_itself(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        booths = Booths(house)
        removed: list[str] = []

        async def remove(action: RemoveBooth, _: ActionContext) -> Outcome:
            removed.append(action.booth)
            return Outcome(undo=AddBooth(booth=action.booth, number=1, name="One"))

        house.desk.bind(RemoveBooth, remove)
        wish = {"booths": ["01"], "action": "booth.remove"}
        outcome = await booths.outcome(await house.act("group.run", wish, by=ADMIN))
        assert removed == ["01"]
        # Adding a booth takes a password: that cannot be part of a group.
        assert outcome.undo == ()
        host = TECHNICIAN.__class__(name="Lan", role=Role.HOST)
        assert problem_of(await house.act("group.run", wish, by=host)).code == "not_allowed"


def test_a_groups_id_leaves_room_for_the_booths() -> None:
    assert group_id("short") == "short"
    long = group_id("x" * 80)
    assert len(long) <= LONGEST_GROUP
    assert long != group_id("x" * 79 + "y")
