"""An order is made once, is never lost or half there, and is undone without treading on others."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import alembic.command
import alembic.config
import msgspec
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from studio_app import database
from studio_app.database.engine import database_url, open_engine
from studio_app.database.tables import chat
from studio_app.domain.feed import Done
from studio_app.domain.ids import new_request_id
from studio_app.domain.orders import FoundOrder, Order, OrderLine, OrderStatus
from studio_app.domain.roles import Principal, Role
from studio_app.services.order_rows import Newest
from tests.fakes.chat_room import DESK, ONE, TWO, ChatRoom, open_chat
from tests.fakes.house import ADMIN, SERVER_ID, TECHNICIAN, problem_of, result_of

PHONE = "0912345678"
NOON = datetime(2026, 4, 30, 12, tzinfo=UTC)
OTHER = Principal(name="Minh", role=Role.ORDER_DESK, origin="console 127.0.0.1")
LINE = {"code": "a12", "quantity": 2, "size": "m", "colour": "đỏ"}


async def make(room: ChatRoom, by: Principal = DESK, **params: object) -> Done:
    return await room.house.act("order.make", {"lines": [LINE], **params}, by=by)


def order_of(done: Done) -> FoundOrder:
    found = result_of(done, FoundOrder)
    assert isinstance(found, FoundOrder)
    return found


async def undo(room: ChatRoom, done: Done, by: Principal = DESK) -> Done:
    assert done.problem is None, done.problem
    assert done.undo is not None
    return await room.house.act(done.undo.name, msgspec.msgpack.decode(done.undo.params), by=by)


async def find(
    room: ChatRoom, params: Mapping[str, object] | None = None, by: Principal = DESK
) -> list[Order]:
    done = await room.house.act("order.find", params, by=by)
    found = result_of(done, tuple[FoundOrder, ...])
    assert isinstance(found, tuple)
    return [each.order for each in found]


async def events(room: ChatRoom) -> list[tuple[int, int, OrderStatus, str]]:
    """Cursor, number, status and who, of every change."""
    rows = await room.orders.after(0, 1000)
    return [
        (row.cursor, row.data.number, row.data.status, row.data.by)
        for row in rows
        if isinstance(row.data, Order)
    ]


async def mark(room: ChatRoom) -> int:
    """The order that the newest message says was made of it, on the disk and by what windows were
    told."""
    row = (await room.read())[-1]
    assert (await room.rows.get(await room.last())) == (row, "")
    told = [mark.order for mark in await room.marks()]
    assert row.order == (told[-1] if told else 0)
    return row.order


async def test_is_made_of_a_message_and_undone(tmp_path: Path, url: str) -> None:
    async with open_chat(tmp_path, url=url) as room:
        await room.say("chốt a12 đỏ m 2 cái 0912 345 678")
        row = await room.last()
        done = await make(room, row=row, phone=" +84 912.345.678 ", note="gọi\ntrước")
        made = order_of(done)
        message = (await room.read())[-1]
        assert made.order == Order(
            number=1,
            status=OrderStatus.TO_CONFIRM,
            at=room.house.clock.now(),
            changed=room.house.clock.now(),
            by=DESK.name,
            booth=ONE,
            row=row,
            service="tiktok",
            buyer=message.buyer,
            name="Lan",
            phone=PHONE,
            note="gọi trước",
            lines=(OrderLine(code="A12", quantity=2, size="M", colour="đỏ"),),
        )
        assert message.buyer > 0
        assert await mark(room) == 1
        assert await room.orders.get(1) == made
        undone = await undo(room, done)
        assert order_of(undone).order.status is OrderStatus.CANCELLED
        assert await mark(room) == 0
        assert order_of(await undo(room, undone)).order.status is OrderStatus.TO_CONFIRM
        assert await mark(room) == 1
        told = await events(room)
        assert [event[0] for event in told] == [1, 2, 3]
        assert {event[1] for event in told} == {1}
    async with open_chat(tmp_path, url=url) as room:  # after a restart as well
        assert await mark(room) == 1
        assert order_of(await make(room, booth=TWO)).order.number == 2


async def test_needs_no_message(tmp_path: Path) -> None:
    async with open_chat(tmp_path) as room:
        made = order_of(await make(room, booth=TWO, name="Chị Lan", phone="gọi sau 5h")).order
        assert (made.booth, made.row, made.buyer, made.service) == (TWO, 0, 0, "")
        assert (made.name, made.phone) == ("Chị Lan", "gọi sau 5h")
        assert order_of(await make(room, booth=TWO)).order.number == 2  # none is in the way
        assert problem_of(await make(room, booth="nowhere")).code == "no_such_booth"
        assert problem_of(await make(room)).code == "bad_parameters"


async def test_two_who_click_at_once_sell_once(tmp_path: Path, url: str) -> None:
    async with open_chat(tmp_path, url=url) as room:
        await room.say("chốt a12")
        row = await room.last()
        both = await asyncio.gather(make(room, row=row), make(room, OTHER, row=row))
        (made,) = [order_of(done) for done in both if done.problem is None]
        (refused,) = [problem_of(done) for done in both if done.problem is not None]
        assert refused.code == "order_exists"
        assert f"#{made.order.number} of {made.order.by}" in refused.text
        assert len(await events(room)) == 1
        again = order_of(await make(room, OTHER, row=row, again=True))
        assert again.order.number == 2
        assert await mark(room) == 2
        await room.house.act("order.status", {"number": 2, "status": "cancelled"}, by=DESK)
        assert await mark(room) == 1
        await room.house.act("order.status", {"number": 1, "status": "cancelled"}, by=DESK)
        assert await mark(room) == 0
        assert order_of(await make(room, row=row)).order.number == 3


async def test_what_was_cancelled_does_not_come_back_beside_its_successor(tmp_path: Path) -> None:
    async with open_chat(tmp_path) as room:
        await room.say("chốt a12")
        row = await room.last()
        cancelled = await undo(room, await make(room, row=row))
        assert order_of(await make(room, OTHER, row=row)).order.number == 2
        refused = problem_of(await undo(room, cancelled))
        assert refused.code == "order_exists"
        assert await mark(room) == 2


async def test_a_change_is_undone_but_not_over_a_colleagues(tmp_path: Path, url: str) -> None:
    async with open_chat(tmp_path, url=url) as room:
        made = order_of(await make(room, booth=ONE, name="Lan", phone=PHONE))
        room.house.clock.turn(timedelta(minutes=1))
        change = {"number": 1, "seen": made.cursor, "name": "Lan Anh", "lines": [{"words": "gối"}]}
        done = await room.house.act("order.change", change, by=OTHER)
        changed = order_of(done).order
        assert (changed.name, changed.phone, changed.by) == ("Lan Anh", PHONE, OTHER.name)
        assert changed.lines == (OrderLine(words="gối"),)
        assert changed.changed - changed.at == timedelta(minutes=1)
        stale = await room.house.act("order.change", {**change, "name": "Hoa"}, by=DESK)
        assert problem_of(stale).code == "order_changed"
        assert OTHER.name in problem_of(stale).text
        same = await room.house.act("order.change", {**change, "seen": 2}, by=DESK)
        assert (order_of(same).cursor, same.undo) == (2, None)  # nothing to change, nothing told
        undone = await undo(room, done, OTHER)
        assert order_of(undone).order.name == "Lan"
        assert order_of(undone).order.lines == made.order.lines
        await room.house.act("order.change", {"number": 1, "address": "15 Lê Lợi"}, by=DESK)
        assert problem_of(await undo(room, undone, OTHER)).code == "order_changed"
        assert [event[0] for event in await events(room)] == [1, 2, 3, 4]
        nobody = await room.house.act("order.change", {"number": 9, "name": "Hoa"}, by=DESK)
        assert problem_of(nobody).code == "no_such_order"


async def test_is_confirmed_once(tmp_path: Path) -> None:
    async with open_chat(tmp_path) as room:
        await make(room, booth=ONE)
        confirm = {"number": 1, "status": "confirmed"}
        done = await room.house.act("order.status", {**confirm, "seen": 1}, by=DESK)
        assert order_of(done).cursor == 2
        again = await room.house.act("order.status", confirm, by=OTHER)
        assert (order_of(again).order.by, again.undo) == (DESK.name, None)
        stale = await room.house.act("order.status", {**confirm, "seen": 1}, by=OTHER)
        assert problem_of(stale).code == "order_changed"
        assert order_of(await undo(room, done)).order.status is OrderStatus.TO_CONFIRM
        assert len(await events(room)) == 3


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"lines": []}, "lines"),
        ({"lines": [{"quantity": 2}]}, "lines[0]"),
        ({"lines": [{"code": "a1"}, {"words": "\u200b"}]}, "lines[1]"),
        ({"lines": [{"code": "a1", "quantity": 0}]}, "quantity"),
        ({"lines": [{"code": "a1"}] * 51}, "lines"),
        ({"lines": [LINE], "phone": "09•• ••• 678"}, "phone"),
    ],
)
async def test_what_is_no_order_is_refused_in_words(
    tmp_path: Path, params: dict[str, object], why: str
) -> None:
    async with open_chat(tmp_path) as room:
        refused = await room.house.act("order.make", {"booth": ONE, **params}, by=DESK)
        assert problem_of(refused).code == "bad_parameters"
        assert why in problem_of(refused).text
        assert await events(room) == []


async def test_of_a_message_that_is_gone_none_is_made(tmp_path: Path) -> None:
    async with open_chat(tmp_path) as room:
        await room.say("chốt a12")
        row = await room.last()
        assert problem_of(await make(room, row=row + 5)).code == "no_such_message"
        buyer = (await room.read())[-1].buyer
        await make(room, row=row)
        await room.house.act("buyer.erase", {"buyer": buyer}, by=ADMIN)
        assert problem_of(await make(room, row=row, again=True)).code == "chat_erased"
        # The order stays with what it needs, and can still be worked with.
        done = await room.house.act("order.status", {"number": 1, "status": "cancelled"}, by=DESK)
        assert order_of(done).order.name == "Lan"


async def test_is_found(tmp_path: Path, url: str) -> None:
    async with open_chat(tmp_path, url=url) as room:
        await room.say("chốt a12")
        row = await room.last()
        buyer = (await room.read())[-1].buyer
        await make(room, row=row, phone=PHONE)
        await make(room, booth=TWO, name="Đặng Hoa", note="gói quà")
        room.house.clock.turn(timedelta(hours=1))
        await make(room, booth=TWO, name="Tú", lines=[{"words": "gối ôm"}])
        await room.house.act("order.status", {"number": 2, "status": "confirmed"}, by=DESK)

        async def numbers(**wish: object) -> list[int]:
            return [order.number for order in await find(room, wish)]

        assert await numbers() == [3, 2, 1]
        assert await numbers(limit=2) == [3, 2]
        assert await numbers(before=2) == [1]
        assert await numbers(query="#2") == [2]
        assert await numbers(query="dang hoa") == [2]
        assert await numbers(query="+84 912.345.678") == [1]
        assert await numbers(query="5678") == [1]
        assert await numbers(query="A12") == [2, 1]
        assert await numbers(query="goi om") == [3]
        assert await numbers(query="qua") == [2]
        assert await numbers(query="100%") == []
        assert await numbers(booth=TWO, status="to_confirm") == [3]
        assert await numbers(row=row) == [1]
        assert await numbers(buyer=buyer) == [1]
        assert await numbers(since=room.house.clock.now()) == [3]


async def test_a_buyer_who_turns_out_to_be_another_keeps_their_orders(tmp_path: Path) -> None:
    async with open_chat(tmp_path) as room:
        await room.say("chốt a12", account="lan")
        await make(room, row=await room.last())
        await room.say(f"em nè {PHONE}", account="lan")
        await room.say(f"em lan nè {PHONE}", account="lan2", service="facebook")
        one, *_, other = [row.buyer for row in await room.read()]
        assert one == other
        for buyer in {one, other}:
            assert [order.number for order in await find(room, {"buyer": buyer})] == [1]


async def test_who_does_not_handle_orders_sees_no_number(tmp_path: Path) -> None:
    async with open_chat(tmp_path) as room:
        done = await make(room, TECHNICIAN, booth=ONE, phone=PHONE, note=f"hoặc {PHONE}")
        masked = "09•• ••• 678"
        seen = order_of(done).order
        assert (seen.phone, seen.note) == (masked, f"hoặc {masked}")
        assert [order.phone for order in await find(room, by=TECHNICIAN)] == [masked]
        assert [order.phone for order in await find(room)] == [PHONE]
        (row,) = await room.orders.before(None, 5)
        assert PHONE.encode() not in bytes(row.encoded(Role.TECHNICIAN))
        assert PHONE.encode() in bytes(row.encoded(Role.ORDER_DESK))
        await room.say(f"chốt a12 {PHONE}")
        assert (await make(room, TECHNICIAN, row=await room.last())).problem is None
        assert [order.phone for order in await find(room)] == [PHONE, PHONE]
        change = {"number": 1, "phone": "0987654321"}
        done = await room.house.act("order.change", change, by=TECHNICIAN)
        assert order_of(done).order.phone == "09•• ••• 321"
        assert done.undo is None  # it would tell the number that was there
        back = await room.house.act("order.change", {"number": 1, "note": masked}, by=TECHNICIAN)
        assert problem_of(back).code == "bad_parameters"
        host = Principal(name="Mai", role=Role.HOST)
        for name, params in (
            ("order.make", {"booth": ONE, "lines": [LINE]}),
            ("order.change", change),
            ("order.status", {"number": 1, "status": "cancelled"}),
            ("order.find", {}),
        ):
            done = await room.house.act(name, params, by=host)
            assert problem_of(done).code == "not_allowed"


async def test_the_log_is_read_in_its_order_and_by_pages(tmp_path: Path, url: str) -> None:
    async with open_chat(tmp_path, url=url) as room:
        added: list[int] = []
        room.orders.added.connect(lambda: added.append(1))
        for _ in range(5):
            await make(room, booth=ONE)
        assert len(added) == 5
        assert [row.cursor for row in await room.orders.after(1, 3)] == [2, 3, 4]
        assert [row.cursor for row in await room.orders.before(None, 2)] == [4, 5]
        assert [row.cursor for row in await room.orders.before(4, 2)] == [2, 3]
        assert await room.orders.after(5, 3) == []


async def test_a_request_that_comes_again_makes_no_second_order(tmp_path: Path, url: str) -> None:
    """Also where the server ended before anything but the order itself was written."""
    wish, request = {"booth": ONE, "lines": [LINE]}, new_request_id()
    async with open_chat(tmp_path, url=url) as room:
        first = await room.house.act("order.make", wish, by=DESK, request_id=request)
        again = await room.house.act("order.make", wish, by=DESK, request_id=request)
        assert order_of(again) == order_of(first)
    async with open_chat(tmp_path, url=url) as room:
        again = await room.house.act("order.make", wish, by=DESK, request_id=request)
        assert order_of(again) == order_of(first)
        assert again.undo == first.undo
        assert len(await events(room)) == 1


async def test_what_was_written_late_makes_no_number_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A write of which nobody knew any more comes between looking and writing."""
    async with open_chat(tmp_path) as room:
        await room.say("chốt a12")
        row = await room.last()
        made = order_of(await make(room, booth=ONE))
        late = FoundOrder(
            cursor=2, order=msgspec.structs.replace(made.order, number=2, row=row, by="Minh")
        )
        look = room.orders.of_row

        async def and_then(of: int) -> tuple[FoundOrder, ...]:
            monkeypatch.setattr(room.orders, "of_row", look)
            found = await look(of)
            await room.house.database.write(room.orders.write(Newest(1, 1), late))
            return found

        monkeypatch.setattr(room.orders, "of_row", and_then)
        refused = await make(room, row=row)
        assert problem_of(refused).code == "order_exists"
        assert order_of(await make(room, booth=ONE)).order.number == 3
        assert [event[:2] for event in await events(room)] == [(1, 1), (2, 2), (3, 3)]


async def test_a_full_disk_makes_no_half_of_an_order(tmp_path: Path) -> None:
    pages = [1_000_000]

    def prepare(engine: AsyncEngine) -> None:
        def begin(connection: sa.Connection) -> None:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages[0]}")

        sa.event.listen(engine.sync_engine, "begin", begin)

    async with open_chat(tmp_path, prepare=prepare) as room:
        await room.say("chốt a12")
        row = await room.last()
        pages[0] = 1  # SQLite takes it as: no more than now
        long = [{"words": "gối ôm " * 14}] * 50
        refused = await make(room, row=row, lines=long)
        assert problem_of(refused).code == "disk_full"
        pages[0] = 1_000_000
        assert await events(room) == []
        assert await mark(room) == 0
        assert order_of(await make(room, row=row, lines=long)).order.number == 1
        assert await mark(room) == 1


async def test_a_chat_from_before_there_were_orders_gets_them(tmp_path: Path, url: str) -> None:
    engine = open_engine(database_url(url, tmp_path / "studio.sqlite3"))

    def before(connection: sa.Connection) -> None:
        config = alembic.config.Config()
        config.set_main_option("script_location", str(Path(database.__file__).parent))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        alembic.command.upgrade(config, "0004")

    async with engine.begin() as connection:
        await connection.run_sync(before)
        message = dict.fromkeys(("source", "service_id", "account", "hidden", "hidden_by"), "")
        message |= {"author": "Lan", "text": "chốt a12", "folded": "chot a12", "answered_by": ""}
        values = {"server_id": SERVER_ID, "id": 7, "at": NOON, "booth": ONE, "service": "tiktok"}
        flags = dict.fromkeys(("question", "pinned", "private"), False)
        counts = {"buyer": 0, "count": 1, "of": 0, "order": 0, "kind": "message"}
        await connection.execute(sa.insert(chat), {**message, **values, **flags, **counts})
    await engine.dispose()
    async with open_chat(tmp_path, url=url) as room:
        made = order_of(await make(room, row=7)).order
        assert (made.name, made.booth, made.service) == ("Lan", ONE, "tiktok")
        assert await mark(room) == 1
