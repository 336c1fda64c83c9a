"""The same house on a real PostgreSQL, shared by two servers of a centre."""

import asyncio
from pathlib import Path

import pytest

from studio_app.cli.doctor_server import database
from studio_app.cli.findings import Level
from studio_app.database.database import Database
from studio_app.database.engine import database_url, open_engine
from studio_app.domain.alarm import AlarmEvent
from studio_app.domain.booth import Booth, Health, Link, LinkStatus
from studio_app.domain.errors import StudioError
from studio_app.domain.feed import AuditRow
from studio_app.domain.ids import ServerId, new_request_id
from studio_app.domain.roles import Role
from studio_app.domain.settings import ServerSettings, StudioSettings
from studio_app.services.alarm_history import AlarmHistory
from studio_app.stores.booths import BoothStore
from studio_app.support.paths import find_paths
from studio_app.support.secrets import open_secrets
from tests.fakes.alarm_watch import AlarmWatch
from tests.fakes.house import House, TurnedClock, open_house, problem_of
from tests.fakes.postgres import Cluster

OTHER = ServerId("zyxwvutsrqpo")
PIN = "192837"


async def add(house: House, name: str, role: Role = Role.TECHNICIAN) -> None:
    """Add somebody."""
    done = await house.act("staff.add", {"name": name, "pin": PIN, "role": role.value})
    assert done.problem is None, done.problem


async def test_two_servers_share_staff_and_keep_their_own_audit(
    tmp_path: Path, postgres: Cluster
) -> None:
    async with (
        open_house(tmp_path, url=postgres.url) as one,
        open_house(tmp_path, url=postgres.url, server_id=OTHER) as other,
    ):
        await add(one, "Nguyễn Thảo")
        signed_in = await other.staff.sign_in("nguyễn thảo", PIN, "console 127.0.0.1")
        session = await one.staff.session(signed_in.token, "console 127.0.0.1")
        ended = asyncio.Event()
        other.staff.ended.connect(lambda _: ended.set())
        assert (await one.act("staff.revoke", {"name": "Nguyễn Thảo"})).problem is None
        async with asyncio.timeout(15):
            await ended.wait()  # the other server sees it by itself
        assert session.principal.name == "Nguyễn Thảo"
        assert await one.audit.written(5)
        rows = [stored.data for stored in await one.audit.before(None, 10)]
        assert [row.action for row in rows if isinstance(row, AuditRow)] == [
            "staff.add",
            "staff.revoke",
        ]
        assert await other.audit.before(None, 10) == []


async def test_two_servers_cannot_each_revoke_the_last_but_one(
    tmp_path: Path, postgres: Cluster
) -> None:
    async with (
        open_house(tmp_path, url=postgres.url) as one,
        open_house(tmp_path, url=postgres.url, server_id=OTHER) as other,
    ):
        await add(one, "Long", Role.ADMIN)
        await add(other, "Mai", Role.ADMIN)
        answers = await asyncio.gather(
            one.act("staff.revoke", {"name": "Long"}), other.act("staff.revoke", {"name": "Mai"})
        )
        codes = sorted(done.problem.code if done.problem else "ok" for done in answers)
        assert codes == ["last_admin", "ok"]


async def test_a_taken_name_and_odd_text_are_refused_in_words(
    tmp_path: Path, postgres: Cluster
) -> None:
    async with open_house(tmp_path, url=postgres.url) as house:
        await add(house, "Bình")
        taken = await house.act("staff.add", {"name": "BÌNH", "pin": PIN, "role": "host"})
        assert problem_of(taken).code == "user_exists"
        # PostgreSQL's text takes no NUL: the row of whoever writes beside it must not suffer.
        both = await asyncio.gather(
            house.act("staff.revoke", {"name": "x\0y"}), house.act("staff.revoke", {"name": "z"})
        )
        assert [problem_of(done).code for done in both] == ["database_error", "no_such_user"]
        await house.act("x\0y", {"a\0b": 1})
        assert await house.audit.written(5)


async def test_answers_outlive_a_restart(tmp_path: Path, postgres: Cluster) -> None:
    clock = TurnedClock()
    request_id = new_request_id()
    wish = {"name": "Ánh", "pin": PIN, "role": "host"}
    for _ in range(2):
        async with open_house(tmp_path, url=postgres.url, clock=clock) as house:
            done = await house.act("staff.add", wish, request_id=request_id)
            assert done.problem is None


async def test_a_wrong_password_is_said_in_words(tmp_path: Path, postgres: Cluster) -> None:
    url = database_url(postgres.address, tmp_path / "x", "wrong")
    assert "wrong" not in str(url)
    database = Database(open_engine(url), postgres.address)
    with pytest.raises(StudioError) as caught:
        await database.start()
    await database.stop()
    assert caught.value.problem.code == "database_error"
    assert "password" in caught.value.problem.text


async def test_the_doctor_asks_the_database_and_its_machines_clock(
    tmp_path: Path, postgres: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOOTHDECK_KEYRING", "file")
    kept = await open_secrets("boothdeck-test", tmp_path / "secrets.json")
    settings = StudioSettings(server=ServerSettings(database=postgres.url))
    answers, its_clock = await database(find_paths(tmp_path), settings, kept)
    assert answers.level is Level.OK
    assert (its_clock.level, its_clock.found) == (Level.OK, "the same as the database's machine")


async def test_each_server_keeps_its_own_alarms(tmp_path: Path, postgres: Cluster) -> None:
    async with open_house(tmp_path, url=postgres.url) as house:
        watch = AlarmWatch(house, BoothStore(), tmp_path)
        await watch.start()
        booth = Booth(number=1, name="Một", address="10.0.0.7:4455", local=False)
        link = Link(status=LinkStatus.CONNECTED, since=watch.clock.now())
        strained = Health(cpu_pct=99)
        watch.booths.apply(
            {("booth", "b1"): booth, ("link", "b1"): link, ("health", "b1"): strained}
        )
        await watch.until(lambda: len(watch.standing()) == 1)
        await watch.stop()
        rows = await watch.rows()
        assert [(row.event, row.booths) for row in rows] == [(AlarmEvent.RAISED, ("b1",))]
        assert [each.times for each in await watch.history.noisiest(7)] == [1]
        assert [id_ for id_, _ in await watch.history.standing()] == [watch.one_id]
        other = AlarmHistory(house.database, OTHER, watch.clock)
        assert await other.standing() == []
        assert await other.before(None, 10) == []
