"""Staff sign in by name and PIN, act as their role, and are out the moment they are revoked."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from studio_app.database.tables import sessions, staff
from studio_app.domain.actions.house import StaffMember
from studio_app.domain.errors import StudioError
from studio_app.domain.roles import Principal, Role
from studio_app.services.pins import WAITS_S
from tests.fakes.house import LOCAL_KEY, House, TurnedClock, open_house, problem_of, result_of

CONSOLE = "console 127.0.0.1"
PIN = "192837"


async def add(house: House, name: str, role: Role = Role.TECHNICIAN, pin: str = PIN) -> None:
    """Add somebody."""
    done = await house.act("staff.add", {"name": name, "pin": pin, "role": role.value})
    assert done.problem is None, done.problem


async def refused(house: House, name: str, pin: str, origin: str = CONSOLE) -> str:
    """The code with which a sign-in is refused."""
    with pytest.raises(StudioError) as caught:
        await house.staff.sign_in(name, pin, origin)
    return caught.value.problem.code


async def members(house: House) -> tuple[StaffMember, ...]:
    """What staff.list says."""
    listed = result_of(await house.act("staff.list"), tuple[StaffMember, ...])
    assert isinstance(listed, tuple)
    return listed


async def test_somebody_signs_in_and_acts_as_their_role(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        assert await house.staff.needs_first_user()
        await add(house, "Nguyễn Thảo")
        assert not await house.staff.needs_first_user()
        signed_in = await house.staff.sign_in("Nguyễn Thảo", PIN, CONSOLE)
        assert signed_in.principal == Principal(
            name="Nguyễn Thảo", role=Role.TECHNICIAN, origin=CONSOLE
        )
        session = await house.staff.session(signed_in.token, "http 127.0.0.1")
        assert session.principal.name == "Nguyễn Thảo"
        assert session.principal.origin == "http 127.0.0.1"
        (member,) = await members(house)
        assert member.last_signed_in == house.clock.now()


@pytest.mark.parametrize(
    "typed",
    ["nguyễn thảo", "NGUYỄN THẢO", " Nguyễn  Thảo ", "Nguye\u0302\u0303n Tha\u0309o"],
)
async def test_a_vietnamese_name_is_the_same_however_it_is_typed(
    tmp_path: Path, typed: str
) -> None:
    async with open_house(tmp_path) as house:
        await add(house, "Nguyễn Thảo")
        assert (await house.staff.sign_in(typed, PIN, CONSOLE)).principal.name == "Nguyễn Thảo"
        again = await house.act("staff.add", {"name": typed, "pin": PIN, "role": "host"})
        assert problem_of(again).code == "user_exists"


async def test_other_marks_are_another_name(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await add(house, "Thảo")
        await add(house, "Thao")
        assert len(await members(house)) == 2


@pytest.mark.parametrize(
    "pin", ["123", "1234567890123", "12a4", "1111", "1234", "9876", "٤٥٦٧", ""]
)
async def test_a_weak_pin_is_refused(tmp_path: Path, pin: str) -> None:
    async with open_house(tmp_path) as house:
        done = await house.act("staff.add", {"name": "x", "pin": pin, "role": "host"})
        assert problem_of(done).code == "weak_pin"


@pytest.mark.parametrize("name", ["owner", "OWNER", " Owner ", "\u200b", "  "])
async def test_a_name_of_the_servers_own_is_refused(tmp_path: Path, name: str) -> None:
    async with open_house(tmp_path) as house:
        done = await house.act("staff.add", {"name": name, "pin": PIN, "role": "admin"})
        assert problem_of(done).code == "name_reserved"


async def test_wrong_pin_and_unknown_name_look_alike(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await add(house, "Thảo")
        assert await refused(house, "Thảo", "000111", "a 127.0.0.2") == "wrong_pin"
        assert await refused(house, "Nobody", PIN, "a 127.0.0.3") == "wrong_pin"


async def test_guessing_gets_slower_and_slower(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await add(house, "Thảo")
        for number in range(5):
            assert await refused(house, "Thảo", "000111", f"a 127.0.0.{number + 2}") == "wrong_pin"
        for wait_s in WAITS_S[:3]:
            # Not even the right one passes, from wherever it comes.
            assert await refused(house, "thảo", PIN, "a 127.0.0.99") == "too_many_tries"
            house.clock.turn(timedelta(seconds=wait_s - 1))
            assert await refused(house, "thảo", PIN, "a 127.0.0.99") == "too_many_tries"
            house.clock.turn(timedelta(seconds=1))
            assert await refused(house, "Thảo", "000111", "a 127.0.0.98") == "wrong_pin"
        house.clock.turn(timedelta(seconds=WAITS_S[3]))
        await house.staff.sign_in("Thảo", PIN, CONSOLE)
        assert await refused(house, "Thảo", "000111") == "wrong_pin"


async def test_one_address_cannot_try_many_names(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await add(house, "Thảo")
        codes = [await refused(house, f"x{number}", "000111") for number in range(7)]
        assert codes == ["wrong_pin"] * 5 + ["too_many_tries"] * 2
        await house.staff.sign_in("Thảo", PIN, "console 127.0.0.77")


async def test_tries_at_the_same_time_count_each(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await add(house, "Thảo")
        codes = await asyncio.gather(*(refused(house, "Thảo", "000111") for _ in range(20)))
        assert codes.count("wrong_pin") == 5


async def test_the_revoked_are_out_at_once(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await add(house, "Thảo")
        await add(house, "Bình")
        thao = await house.staff.sign_in("Thảo", PIN, CONSOLE)
        binh = await house.staff.sign_in("Bình", PIN, CONSOLE)
        ended: list[str] = []
        house.staff.ended.connect(ended.append)
        session = await house.staff.session(thao.token, CONSOLE)
        assert (await house.act("staff.revoke", {"name": "thảo"})).problem is None
        assert ended == [session.id]
        with pytest.raises(StudioError) as caught:
            await house.staff.session(thao.token, CONSOLE)
        assert caught.value.problem.code == "session_expired"
        await house.staff.session(binh.token, CONSOLE)
        assert await refused(house, "Thảo", PIN) == "wrong_pin"
        gone = {member.name: member.revoked for member in await members(house)}
        assert gone == {"Thảo": house.clock.now(), "Bình": None}
        await add(house, "Thảo")  # the name is free again


async def test_the_last_administrator_stays(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await add(house, "Long", Role.ADMIN)
        await add(house, "Thảo", Role.DIRECTOR)
        assert problem_of(await house.act("staff.revoke", {"name": "Long"})).code == "last_admin"
        await add(house, "Mai", Role.ADMIN)
        both = await asyncio.gather(
            house.act("staff.revoke", {"name": "Long"}), house.act("staff.revoke", {"name": "Mai"})
        )
        assert sorted(done.problem.code if done.problem else "ok" for done in both) == [
            "last_admin",
            "ok",
        ]
        assert problem_of(await house.act("staff.revoke", {"name": "x"})).code == "no_such_user"


async def test_sixteen_idle_hours_end_a_session_and_use_puts_it_off(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await add(house, "Thảo")
        token = (await house.staff.sign_in("Thảo", PIN, CONSOLE)).token
        for _ in range(3):
            house.clock.turn(timedelta(hours=15))
            session = await house.staff.session(token, CONSOLE)
            assert session.expires == house.clock.now() + timedelta(hours=16)
        house.clock.turn(timedelta(hours=16, seconds=1))
        with pytest.raises(StudioError) as caught:
            await house.staff.session(token, CONSOLE)
        assert caught.value.problem.code == "session_expired"


async def test_a_session_outlives_the_server(tmp_path: Path) -> None:
    clock = TurnedClock()
    async with open_house(tmp_path, clock=clock) as house:
        await add(house, "Thảo")
        token = (await house.staff.sign_in("Thảo", PIN, CONSOLE)).token
    async with open_house(tmp_path, clock=clock) as house:
        assert (await house.staff.session(token, CONSOLE)).principal.name == "Thảo"


async def test_signing_out_ends_that_session_only(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await add(house, "Thảo")
        first = (await house.staff.sign_in("Thảo", PIN, CONSOLE)).token
        second = (await house.staff.sign_in("Thảo", PIN, CONSOLE)).token
        ended: list[str] = []
        house.staff.ended.connect(ended.append)
        session = await house.staff.session(first, CONSOLE)
        await house.staff.sign_out(session.id)
        assert ended == [session.id]
        await house.staff.session(second, CONSOLE)


@pytest.mark.parametrize("token", ["", "x", LOCAL_KEY + "x", "é" * 40])
async def test_no_token_no_session(tmp_path: Path, token: str) -> None:
    async with open_house(tmp_path) as house:
        with pytest.raises(StudioError) as caught:
            await house.staff.session(token, CONSOLE)
        assert caught.value.problem.code == "not_signed_in"


async def test_the_local_key_is_the_owner(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        session = await house.staff.session(LOCAL_KEY, "command line")
        assert session.principal == Principal(name="owner", role=Role.ADMIN, origin="command line")
        assert session.expires is None


def test_neither_pin_nor_token_is_in_the_database(tmp_path: Path) -> None:
    token = asyncio.run(_use_once(tmp_path))
    everything = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert "Thảo".encode() in everything
    assert PIN.encode() not in everything
    assert token.encode() not in everything


async def _use_once(folder: Path) -> str:
    async with open_house(folder) as house:
        await add(house, "Thảo")
        token = (await house.staff.sign_in("Thảo", PIN, CONSOLE)).token
        await house.audit.written(5)

        kept = await house.database.read(
            lambda connection: connection.scalar(sa.select(staff.c.pin_hash))
        )
        assert str(kept).startswith("$argon2id$")
        held = await house.database.read(
            lambda connection: connection.scalar(sa.select(sessions.c.token_hash))
        )
        assert len(str(held)) == 64
        return token
