"""What sources tell is kept once, in its order, on either database, and read back the same."""

import asyncio
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from studio_app.database.database import Work
from studio_app.domain.chat import ChatEvent, ChatKind, ChatRow
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.feed import LogRows, WatchLog
from studio_app.domain.roles import Role
from studio_app.server.log_channel import LogChannel
from studio_app.services.chat_window import Window
from tests.fakes.chat_room import ONE, TWO, data, open_chat


def event(id_: str, text: str = "chốt 01") -> ChatEvent:
    return ChatEvent(id=id_, account="u1", author="Lan", text=text)


async def test_told_twice_is_kept_once(tmp_path: Path, url: str) -> None:
    async with open_chat(tmp_path, url=url) as room:
        begin = len(await room.read())
        take = room.chat.take
        await take("a", "tiktok", ONE, [event("t1"), event("t1"), event("t2", "hai")], "r1")
        await take("a", "tiktok", ONE, [event("t2", "hai"), event("t3", "ba")], "r2")
        await take("b", "youtube", ONE, [event("t1", "kênh khác")], "")
        texts = [row.text for row in (await room.read())[begin:]]
        assert texts == ["chốt 01", "hai", "ba", "kênh khác"]
        assert await room.chat.resume_of("a") == "r2"
        assert await room.chat.resume_of("b") == ""


async def test_told_again_after_a_restart_and_after_memory_is_kept_once(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Window, "KEPT", 2)
    async with open_chat(tmp_path, url=url) as room:
        await room.chat.take("a", "fb", ONE, [event(f"r{n}", str(n)) for n in range(10)], "")
        before = await room.read()
        cursors = [row.cursor for row in await room.logs.all.before(None, 500)]
    async with open_chat(tmp_path, url=url) as room:
        again = [event("r0", "0"), event("r10", "10"), event("r5", "5")]
        await room.chat.take("a", "fb", ONE, again, "")
        after = await room.logs.all.before(None, 500)
        assert data(after)[:-1] == before
        assert data(after)[-1].text == "10"
        assert after[-1].cursor > max(cursors)


async def test_what_two_booths_read_of_one_account_both_have(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Window, "KEPT", 1)
    async with open_chat(tmp_path, url=url) as room:
        since = max((row.cursor for row in await room.logs.all.before(None, 1)), default=0)
    for _ in range(2):
        async with open_chat(tmp_path, url=url) as room:
            for instance, booth in (("a", ONE), ("b", TWO), ("c", TWO)):
                heard = [event(f"s{n}", str(n)) for n in range(3)]
                await room.chat.take(instance, "shopee", booth, heard, "")
            for name in ("chat/booth-1", "chat/booth-2"):
                log = room.logs.source(name)
                assert log is not None
                assert [row.text for row in data(await log.after(since, 9))] == ["0", "1", "2"]


async def test_each_booth_has_its_log_and_pages_reach_the_disk(tmp_path: Path, url: str) -> None:
    async with open_chat(tmp_path, url=url) as room:
        since = max((row.cursor for row in await room.logs.all.before(None, 1)), default=0)
        await room.say(*(f"một {n}" for n in range(20)), booth=ONE)
        await room.say(*(f"hai {n}" for n in range(20)), booth=TWO)
    async with open_chat(tmp_path, url=url) as room:  # nothing of it is in memory
        await room.say("mới", booth=TWO)
        log = room.logs.source("chat/booth-2")
        assert log is not None
        newest = await log.before(None, 5)
        assert [row.text for row in data(newest)] == ["hai 16", "hai 17", "hai 18", "hai 19", "mới"]
        older = await log.before(newest[0].cursor, 3)
        assert [row.text for row in data(older)] == ["hai 13", "hai 14", "hai 15"]
        assert len(await room.logs.all.after(since, 500)) == 41
        assert [row.text for row in data(await log.after(newest[-2].cursor, 9))] == ["mới"]
        assert room.logs.source("chat/booth-9") is None
        assert room.logs.source("chatter") is None


async def test_kinds_likes_and_times(tmp_path: Path, url: str) -> None:
    async with open_chat(tmp_path, url=url) as room:
        watching: list[tuple[str, int | None]] = []
        room.chat.told_viewers.connect(lambda instance, count: watching.append((instance, count)))
        now = room.house.clock.now()
        begin = len(await room.read())
        events = [
            ChatEvent(kind=ChatKind.GIFT, text="Rose", count=5, account="u9", at=now),
            ChatEvent(kind=ChatKind.LIKE, count=40),
            ChatEvent(kind=ChatKind.VIEWERS, count=812),
            ChatEvent(kind=ChatKind.LIKE, count=2),
            ChatEvent(kind=ChatKind.JOIN, account="u8", author="Mai"),
            ChatEvent(text="từ tương lai", at=now + timedelta(hours=3)),
            ChatEvent(kind=ChatKind.REPLY, text="giả"),
            ChatEvent(text="a\u202eb\0\u200b  c\n", count=-1),
        ]
        await room.chat.take("a", "tiktok", ONE, events, "")
        rows = (await room.read())[begin:]
        assert [(row.kind, row.text, row.count) for row in rows] == [
            (ChatKind.GIFT, "Rose", 5),
            (ChatKind.JOIN, "", 1),
            (ChatKind.MESSAGE, "từ tương lai", 1),
            (ChatKind.MESSAGE, "ab c", 0),
            (ChatKind.LIKE, "", 42),
        ]
        assert watching == [("a", 812)]
        assert all(row.at == now for row in rows)
        assert rows[0].buyer
        assert not rows[1].buyer  # who only looks in is nobody's customer


async def test_one_account_is_one_buyer_and_a_phone_joins_two(tmp_path: Path, url: str) -> None:
    async with open_chat(tmp_path, url=url) as room:
        await room.say("giá sao", "chốt 01", account="lan")
        await room.say("hello", account="mai", service="youtube")
        lan, again, mai = [row.buyer for row in (await room.read())[-3:]]
        assert lan == again != mai
        await room.say("sđt 0912345678", account="mai", service="youtube")
        await room.say("o912 345 678 nha", account="lan")
        assert {row.buyer for row in (await room.read())[-5:]} == {lan}
    async with open_chat(tmp_path, url=url) as room:
        assert {row.buyer for row in (await room.read())[-5:]} == {lan}
        await room.say("em nè", account="mai", service="youtube")
        assert (await room.read())[-1].buyer == lan


async def test_many_at_once_keep_their_order(tmp_path: Path, url: str) -> None:
    async with open_chat(tmp_path, url=url) as room:
        begin = len(await room.read())

        async def source(name: str) -> None:
            for turn in range(10):
                events = [event(f"{name}-{turn}-{n}", f"{name} {turn * 20 + n}") for n in range(20)]
                await room.chat.take(name, name, ONE, events, f"{turn}")

        await asyncio.gather(*(source(f"s{n}") for n in range(4)))
        rows = await room.logs.all.before(None, 500 + begin)
        texts = [row.text for row in data(rows)][-800:]
        for name in ("s0", "s1", "s2", "s3"):
            mine = [text for text in texts if text.startswith(name)]
            assert mine == [f"{name} {n}" for n in range(200)][-len(mine) :]
        assert [row.cursor for row in rows] == sorted({row.cursor for row in rows})


async def test_a_full_disk_holds_messages_back_and_loses_none(tmp_path: Path) -> None:
    pages = [1_000_000]

    def prepare(engine: AsyncEngine) -> None:
        def begin(connection: sa.Connection) -> None:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages[0]}")

        sa.event.listen(engine.sync_engine, "begin", begin)

    async with open_chat(tmp_path, prepare=prepare) as room:
        await room.say("trước")
        pages[0] = 1  # SQLite takes it as: no more than now
        many = [event(f"d{n}", f"câu {n} " + "x" * 900) for n in range(500)]
        with pytest.raises(StudioError) as caught:
            await room.chat.take("a", "fb", ONE, many, "r1")
        assert caught.value.problem.code == "disk_full"
        warnings = room.house.store.server.warnings
        assert "disk_full" in [warning.code for warning in warnings]
        assert [row.text for row in await room.read()] == ["trước"]
        assert await room.chat.resume_of("a") == ""
        pages[0] = 1_000_000
        await room.chat.take("a", "fb", ONE, many, "r1")  # as its plugin does
        rows = await room.read()
        assert [row.text.split(" x")[0] for row in rows[-3:]] == ["câu 497", "câu 498", "câu 499"]
        assert not rows[-500].hidden  # those that came to nothing do not count as a flood
        assert room.house.store.server.warnings == ()
        cursors = [row.cursor for row in await room.stored()]
        assert cursors == sorted(set(cursors))


async def test_what_one_source_breaks_the_others_do_not_suffer(tmp_path: Path) -> None:
    async with open_chat(tmp_path) as room:
        bad = ChatEvent(id="x", text="hỏng", account="\ud800")  # no text that a database takes
        answers = await asyncio.gather(
            room.chat.take("a", "fb", ONE, [event("y1")], ""),
            room.chat.take("b", "fb", ONE, [bad], ""),
            room.chat.take("c", "fb", ONE, [event("y2")], ""),
            return_exceptions=True,
        )
        assert [answer is None for answer in answers] == [True, False, True]
        assert len(await room.read()) == 2


async def test_clients_get_the_same_bytes_and_phones_by_their_role(tmp_path: Path) -> None:
    async with open_chat(tmp_path) as room:
        await room.say("chốt 0912345678")
        row = (await room.stored())[-1]
        whole, masked = row.encoded(Role.ORDER_DESK), row.encoded(Role.HOST)
        assert row.encoded(Role.DIRECTOR) is whole
        assert row.encoded(Role.TECHNICIAN) is masked
        assert b"0912345678" in bytes(whole)
        assert b"0912345678" not in bytes(masked)
        await room.say("không có số")
        row = (await room.stored())[-1]
        assert row.encoded(Role.HOST) is row.encoded(Role.ADMIN)


async def test_windows_watch_a_booth_over_restarts(tmp_path: Path) -> None:
    async with open_chat(tmp_path) as room:
        channel = LogChannel([room.logs.all], [room.logs])
        woken = asyncio.Event()
        lane = channel.open(Role.HOST, woken.set)

        async def next_rows() -> LogRows:
            async with asyncio.timeout(10):
                while (frame := lane.take()) is None:
                    woken.clear()
                    await woken.wait()
            return msgspec.msgpack.decode(frame, type=LogRows)

        await room.say("một", booth=TWO)
        lane.watch(WatchLog(channel="chat/booth-2", limit=3))
        assert len((await next_rows()).rows) == 1
        await room.say("khác", booth=ONE)
        await room.say("hai", booth=TWO)
        rows = (await next_rows()).rows
        assert [msgspec.msgpack.decode(row.data, type=ChatRow).text for row in rows] == ["hai"]
        lane.watch(WatchLog(channel="chat/booth-7"))
        refused = await next_rows()
        assert refused.problem is not None
        assert refused.problem.code == "no_such_log"
        lane.close()


async def test_a_write_that_was_done_after_all_is_found_again(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_chat(tmp_path, url=url) as room:
        write = room.house.database.write

        async def done_too_late(work: Work[None]) -> None:
            await write(work)
            raise fail("database_slow", seconds=15)

        monkeypatch.setattr(room.house.database, "write", done_too_late)
        with pytest.raises(StudioError):
            await room.chat.take("a", "fb", ONE, [event("s1", "một"), event("s2", "hai")], "r1")
        monkeypatch.undo()
        again = [event("s1", "một"), event("s2", "hai"), event("s3", "ba")]
        await room.chat.take("a", "fb", ONE, again, "r2")
        await room.say("bốn")
        assert [row.text for row in await room.read()] == ["một", "hai", "ba", "bốn"]
        assert len({row.buyer for row in (await room.read())[:3]}) == 1
        assert await room.chat.resume_of("a") == "r2"
    async with open_chat(tmp_path, url=url) as room:
        assert [row.text for row in await room.read()] == ["một", "hai", "ba", "bốn"]
