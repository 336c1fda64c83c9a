"""Buyers: one person across channels, found, noted, erased; and what is forgotten by itself."""

from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from studio_app.database.tables import audit, buyer_phones, buyers, chat
from studio_app.domain.actions.chat import Erased
from studio_app.domain.chat import Buyer, BuyerHistory, Hidden
from studio_app.domain.settings import ChatSettings
from studio_app.services.buyer_book import ACCOUNTS_OF_ONE
from tests.fakes.chat_room import DESK, ONE, ChatRoom, open_chat
from tests.fakes.house import ADMIN, TECHNICIAN, problem_of, result_of


async def find(room: ChatRoom, query: str) -> list[Buyer]:
    found = result_of(
        await room.house.act("buyer.find", {"query": query}, by=DESK), tuple[Buyer, ...]
    )
    assert isinstance(found, tuple)
    return list(found)


async def show(room: ChatRoom, buyer: int) -> BuyerHistory:
    history = result_of(await room.house.act("buyer.show", {"buyer": buyer}, by=DESK), BuyerHistory)
    assert isinstance(history, BuyerHistory)
    return history


async def count(room: ChatRoom, table: sa.Table) -> int:
    async def read(connection: AsyncConnection) -> int:
        return (await connection.scalar(sa.select(sa.func.count()).select_from(table))) or 0

    return await room.house.database.read(read)


async def test_found_by_name_account_phone_and_note(tmp_path: Path, url: str) -> None:
    async with open_chat(tmp_path, url=url) as room:
        await room.say("chốt 01, 0912 345 678", account="vân khánh")
        await room.say("hello", account="mai")
        (one,) = await find(room, "van KHANH")
        assert (one.phone, one.name) == ("0912345678", "Vân Khánh")
        assert await find(room, "345678") == [one]
        assert await find(room, "+84912345678") == [one]
        assert len(await find(room, "")) == 2
        note = {"buyer": one.id, "note": "Hay đổi ý"}
        done = await room.house.act("buyer.note", note, by=DESK)
        assert done.undo is not None
        assert [buyer.note for buyer in await find(room, "doi y")] == ["Hay đổi ý"]
        history = await show(room, one.id)
        assert [found.row.text for found in history.rows] == ["chốt 01, 0912 345 678"]
        for name, params in (("buyer.find", {}), ("buyer.show", {"buyer": one.id})):
            refused = await room.house.act(name, params, by=TECHNICIAN)
            assert problem_of(refused).code == "buyers_not_for"


async def test_the_same_phone_makes_one_person_of_two_accounts(tmp_path: Path, url: str) -> None:
    async with open_chat(tmp_path, url=url) as room:
        await room.say("chốt 01 0912345678", account="lan")
        await room.say("chào shop", account="lan88", service="youtube")
        old, new = (row.buyer for row in await room.read())
        await room.house.act("buyer.note", {"buyer": old, "note": "cũ"}, by=DESK)
        await room.house.act("buyer.note", {"buyer": new, "note": "mới"}, by=DESK)
        await room.say(
            "không chín một hai ba bốn năm sáu bảy tám", account="lan88", service="youtube"
        )
        assert {row.buyer for row in await room.read()} == {old}
        history = await show(room, new)  # what windows still know leads there
        assert (history.buyer.id, history.buyer.note) == (old, "cũ\nmới")
        assert len(history.rows) == 3
        assert sorted(each.service for each in history.buyer.accounts) == ["tiktok", "youtube"]
        await room.say("số mới 0987654321", account="lan88", service="youtube")
        await room.say("0987654321", account="lan_fb", service="facebook")
        assert (await room.read())[-1].buyer == old
        assert (await show(room, old)).buyer.phone == "0987654321"


async def test_a_number_that_many_write_makes_no_person_of_them(tmp_path: Path, url: str) -> None:
    async with open_chat(tmp_path, url=url) as room:
        for number in range(ACCOUNTS_OF_ONE + 12):
            await room.say(f"gọi 0912345678 nha {number}", account=f"u{number}")
        people = {row.buyer for row in await room.read()}
        assert len(people) > 10
        await room.say("mua vay nhanh abc.com 0987654321", account="spam1")
        await room.say("mua vay nhanh abc.com 0987654321", account="spam2")
        one, two = (row.buyer for row in (await room.read())[-2:])
        assert one != two


async def test_erased_is_gone_everywhere_and_the_rows_stay_empty(tmp_path: Path, url: str) -> None:
    async with open_chat(tmp_path, url=url) as room:
        await room.say("giá sao 0912345678", "chốt 01", account="lan")
        await room.say("em khác", account="mai")
        lan = (await room.read())[0].buyer
        cursors = [row.cursor for row in await room.stored()]
        await room.house.act("chat.pin", {"row": cursors[1]}, by=DESK)
        await room.house.act("buyer.note", {"buyer": lan, "note": "bí mật"}, by=DESK)
        refused = await room.house.act("buyer.erase", {"buyer": lan}, by=DESK)
        assert problem_of(refused).code == "not_allowed"
        done = await room.house.act("buyer.erase", {"buyer": lan}, by=ADMIN, confirmed=True)
        assert result_of(done, Erased) == Erased(rows=2, accounts=1)

        for again in (False, True):
            rows = [row for row in await room.stored() if row.cursor in cursors]
            assert [row.cursor for row in rows] == cursors
            first, second, other = await room.read()
            for row in (first, second):
                assert (row.text, row.author, row.account, row.buyer) == ("", "", "", 0)
                assert row.hidden is Hidden.ERASED
            assert other.text == "em khác"
            if not again:  # the same from the disk
                room.logs.start(0)
                room.logs.start(await room.rows.newest())
        assert list(room.store.keys("question")) == []
        assert room.store.pin(ONE) is None
        mark = (await room.marks())[-1]
        assert (mark.of, mark.buyer, mark.hidden) == (0, lan, Hidden.ERASED)
        assert await find(room, "lan") == []
        assert await count(room, buyer_phones) == 0
        refused = await room.house.act("buyer.show", {"buyer": lan}, by=DESK)
        assert problem_of(refused).code == "no_such_buyer"
        refused = await room.house.act("chat.show", {"row": cursors[0]}, by=DESK)
        assert problem_of(refused).code == "chat_erased"
        assert await room.house.audit.written(5)
        rows_of_audit = [row.data for row in await room.house.audit.before(None, 50)]
        assert any(getattr(row, "action", "") == "buyer.erase" for row in rows_of_audit)
        await room.say("em quay lại", account="lan")
        assert (await room.read())[-1].buyer not in (0, lan)


async def test_erased_is_told_of_under_every_id_they_had(tmp_path: Path, url: str) -> None:
    async with open_chat(tmp_path, url=url) as room:
        await room.say("0912345678", account="lan")
        await room.say("chào", account="lan88", service="youtube")
        old, new = (row.buyer for row in await room.read())
        await room.say("0912345678", account="lan88", service="youtube")
        done = await room.house.act("buyer.erase", {"buyer": new}, by=ADMIN, confirmed=True)
        assert result_of(done, Erased) == Erased(rows=3, accounts=2)
        assert {mark.buyer for mark in await room.marks()} == {old, new}


async def test_chat_and_buyers_are_forgotten_when_their_time_is_up(
    tmp_path: Path, url: str
) -> None:
    settings = ChatSettings(keep_days=10, buyers_keep_days=30)
    async with open_chat(tmp_path, url=url, settings=settings) as room:
        await room.say("cũ", account="lan")
        room.house.clock.turn(timedelta(days=11))
        await room.say("mới", account="mai")
        await room.keeping.look()
        assert [row.data.text for row in await room.rows.before(None, 9, None)] == ["mới"]  # type: ignore[attr-defined]
        assert await count(room, buyers) == 2
        room.house.clock.turn(timedelta(days=25))
        await room.keeping.look()
        assert [buyer.name for buyer in await find(room, "")] == ["Mai"]
        assert len(await room.rows.before(None, 9, None)) == 1  # the newest, for its cursor


async def test_a_full_budget_drops_the_oldest_chat_and_nothing_else(
    tmp_path: Path, url: str
) -> None:
    settings = ChatSettings(flood_per_10s=0, repeats=0)
    async with open_chat(tmp_path, url=url, settings=settings) as room:
        for part in range(10):
            await room.say(*(f"câu {part * 100 + n} " + "x" * 300 for n in range(100)))
        await room.house.act("buyer.find", {}, by=DESK)
        assert await room.house.audit.written(5)
        before = await count(room, audit)
        oldest = room.house.clock.now() - timedelta(days=1)
        while await room.rows.prune(oldest, 500_000, 100):
            pass
        left = await count(room, chat)
        assert 300 < left < 700
        texts = [row.text for row in await room.read()]
        assert texts[-1].startswith("câu 999 ")
        assert await count(room, audit) == before
        assert await count(room, buyers) == 1
