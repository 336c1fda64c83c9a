"""What people do with messages reaches windows, disk and platform, and can be undone."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from studio_app.domain.chat import ChatEvent, ChatKind, ChatRow, FoundRow, Hidden, Question
from studio_app.domain.feed import Done
from studio_app.domain.roles import Principal, Role
from studio_app.domain.settings import ChatSettings
from studio_app.services.chat_questions import MOST_WAIT
from tests.fakes.chat_room import DESK, ONE, TWO, ChatRoom, open_chat
from tests.fakes.house import ADMIN, TECHNICIAN, problem_of, result_of


async def undo(room: ChatRoom, done: Done) -> None:
    assert done.problem is None, done.problem
    assert done.undo is not None
    params = msgspec.msgpack.decode(done.undo.params)
    assert (await room.house.act(done.undo.name, params, by=DESK)).problem is None


async def until(room: ChatRoom, condition: Callable[[], bool]) -> None:
    """Looked at whenever something was done on the platform, or a row was added."""
    changed = asyncio.Event()
    room.platform.did.connect(changed.set)
    room.logs.all.added.connect(changed.set)
    async with asyncio.timeout(20):
        while not condition():
            changed.clear()
            await changed.wait()


def waiting(room: ChatRoom) -> list[str]:
    found = [room.store.get(Question, *key) for key in room.store.keys("question")]
    return [question.text for question in found if question is not None]


async def test_hidden_is_not_deleted_and_shown_again(tmp_path: Path) -> None:
    async with open_chat(tmp_path) as room:
        await room.say("xấu quá")
        row = await room.last()
        done = await room.house.act("chat.hide", {"row": row}, by=DESK)
        assert (await room.read())[-1].hidden is Hidden.PERSON
        mark = (await room.marks())[-1]
        assert (mark.of, mark.hidden, mark.hidden_by, mark.booth) == (row, "person", DESK.name, ONE)
        assert (await room.rows.before(None, 1, None))[0].data == (await room.read())[-1]
        await undo(room, done)
        assert not (await room.read())[-1].hidden
        again = await room.house.act("chat.show", {"row": row}, by=DESK)
        assert again.undo is None  # it was shown already


async def test_who_comes_back_gets_the_marks_it_missed(tmp_path: Path, url: str) -> None:
    async with open_chat(tmp_path, url=url) as room:
        await room.say("một", "hai")
        row = await room.last()
        await room.house.act("chat.hide", {"row": row}, by=DESK)
        newest = (await room.logs.all.after(row, 10))[-1].cursor
    async with open_chat(tmp_path, url=url) as room:
        missed = await room.logs.all.after(row, 10)
        assert [r.data.kind for r in missed if isinstance(r.data, ChatRow)] == [ChatKind.MARK]
        await room.say("ba")
        assert await room.last() > newest  # no cursor is given out twice


async def test_hides_on_the_platform_where_that_can_be(tmp_path: Path) -> None:
    async with open_chat(tmp_path) as room:
        await room.chat.take("tiktok-1", "tiktok", ONE, [ChatEvent(id="m1", text="xấu")], "")
        row = await room.last()
        assert (await room.house.act("chat.hide", {"row": row}, by=DESK)).problem is None
        assert room.platform.hidden == []
        await room.house.act("chat.show", {"row": row}, by=DESK)
        room.channel(can_hide=True)
        await room.house.act("chat.hide", {"row": row}, by=DESK)
        await room.house.act("chat.show", {"row": row}, by=DESK)
        assert room.platform.hidden == [("m1", True), ("m1", False)]
        room.platform.down = True
        failed = await room.house.act("chat.hide", {"row": row}, by=DESK)
        assert problem_of(failed).code == "chat_hidden_here"
        assert (await room.read())[-1].hidden is Hidden.PERSON


async def test_pins_one_at_a_time(tmp_path: Path, url: str) -> None:
    async with open_chat(tmp_path, url=url) as room:
        await room.say("câu một", "câu hai")
        first, second = [row.cursor for row in await room.stored()][-2:]
        await room.house.act("chat.pin", {"row": first}, by=DESK)
        done = await room.house.act("chat.pin", {"row": second}, by=DESK)
        pinned = room.store.pin(ONE)
        assert pinned is not None
        assert (pinned.row, pinned.text, pinned.by) == (second, "câu hai", DESK.name)
        assert [row.pinned for row in await room.read()][-2:] == [False, True]
        await undo(room, done)
        assert room.store.pin(ONE).row == first  # type: ignore[union-attr]
    async with open_chat(tmp_path, url=url) as room:  # after a restart as well
        assert room.store.pin(ONE).row == first  # type: ignore[union-attr]
        await room.house.act("chat.hide", {"row": first}, by=DESK)
        assert room.store.pin(ONE) is None
        refused = await room.house.act("chat.pin", {"row": first}, by=DESK)
        assert problem_of(refused).code == "chat_hidden"
        refused = await room.house.act("chat.unpin", {"booth": ONE}, by=DESK)
        assert problem_of(refused).code == "chat_nothing_pinned"


async def test_questions_wait_until_somebody_answers(tmp_path: Path, url: str) -> None:
    async with open_chat(tmp_path, url=url) as room:
        await room.say("giá sao shop", "chốt 01", "ship ko shop")
        assert waiting(room) == ["giá sao shop", "ship ko shop"]
        row = await room.last()
        done = await room.house.act("chat.answered", {"row": row}, by=DESK)
        assert waiting(room) == ["giá sao shop"]
        assert (await room.read())[-1].answered_by == DESK.name
        await undo(room, done)
        assert waiting(room) == ["giá sao shop", "ship ko shop"]
        done = await room.house.act("chat.question", {"row": row, "waits": False}, by=DESK)
        assert waiting(room) == ["giá sao shop"]
        await undo(room, done)
    async with open_chat(tmp_path, url=url) as room:
        assert sorted(waiting(room)) == ["giá sao shop", "ship ko shop"]


async def test_the_queue_is_short_and_drops_the_oldest(tmp_path: Path) -> None:
    async with open_chat(tmp_path) as room:
        for number in range(MOST_WAIT + 20):
            await room.say(f"mã {number} giá sao", account=f"u{number}")
        assert waiting(room) == [f"mã {n} giá sao" for n in range(20, MOST_WAIT + 20)]
        flood = [ChatEvent(account=f"v{n}", text=f"áo {n} bao nhiêu") for n in range(MOST_WAIT * 3)]
        await room.chat.take("tiktok-1", "tiktok", ONE, flood, "")
        assert len(waiting(room)) == MOST_WAIT
        rows = [row for row in await room.read() if row.text == "mã 0 giá sao"]
        assert rows[0].question
        assert not rows[0].answered_by


async def test_replies_go_out_and_answer(tmp_path: Path) -> None:
    async with open_chat(tmp_path) as room:
        event = ChatEvent(id="m7", account="u7", author="Vân", text="giá sao shop")
        await room.chat.take("tiktok-1", "tiktok", ONE, [event], "")
        row = await room.last()
        reply = {"row": row, "text": "199k ạ"}
        refused = await room.house.act("chat.reply", reply, by=DESK)
        assert problem_of(refused).code == "chat_cannot_send"
        room.channel(can_reply=True)
        assert (await room.house.act("chat.reply", reply, by=DESK)).problem is None
        assert room.platform.replies == [("tiktok-1", "199k ạ", "m7", False)]
        assert waiting(room) == []
        asked, said = (await room.read())[-2:]
        assert asked.answered_by == DESK.name
        assert (said.kind, said.text, said.of, said.author) == ("reply", "199k ạ", row, DESK.name)
        private = await room.house.act("chat.reply", {**reply, "private": True}, by=DESK)
        assert problem_of(private).code == "chat_cannot_send_private"
        assert not said.private
        room.channel(can_reply=True, can_reply_private=True)
        private = await room.house.act("chat.reply", {**reply, "private": True}, by=DESK)
        assert private.problem is None
        assert room.platform.replies[-1] == ("tiktok-1", "199k ạ", "m7", True)
        said = (await room.read())[-1]
        assert said.private, "nobody takes it for what all viewers read"
        room.platform.down = True
        failed = await room.house.act("chat.reply", reply, by=DESK)
        assert problem_of(failed).code == "plugin_not_there"
        assert (await room.read())[-1] == said


async def test_searches_without_diacritics_and_masks(tmp_path: Path, url: str) -> None:
    async with open_chat(tmp_path, url=url) as room:
        await room.say("Chốt áo ĐỎ 0912345678", account="lan")
        await room.say("áo đỏ 100%_đẹp", account="mai", booth=TWO, service="youtube")

        async def found(by: Principal = DESK, **wish: object) -> list[str]:
            done = await room.house.act("chat.search", wish, by=by)
            rows = result_of(done, tuple[FoundRow, ...])
            assert isinstance(rows, tuple)
            return [each.row.text for each in rows]

        assert len(await found(query="ao do")) == 2
        assert await found(query="AO do chot") == ["Chốt áo ĐỎ 0912345678"]
        assert await found(query="mai") == ["áo đỏ 100%_đẹp"]
        assert await found(query="0%_d") == ["áo đỏ 100%_đẹp"]
        assert await found(query="%", service="tiktok") == []
        assert len(await found(booth=TWO)) == 1
        assert await found(query="chot", by=TECHNICIAN) == ["Chốt áo ĐỎ 09•• ••• 678"]
        host = Principal(name="Mai", role=Role.HOST)
        refused = await room.house.act("chat.search", {}, by=host)
        assert problem_of(refused).code == "not_allowed"
        first = await room.house.act("chat.search", {"limit": 1}, by=DESK)
        page = result_of(first, tuple[FoundRow, ...])
        assert isinstance(page, tuple)
        assert await found(before=page[0].cursor) == ["Chốt áo ĐỎ 0912345678"]


@pytest.mark.parametrize(
    ("settings", "text", "why"),
    [
        (ChatSettings(), "vào abc . com nha", Hidden.LINK),
        (ChatSettings(hide_links=False), "vào abc.com nha", Hidden.NO),
        (ChatSettings(), "đ.m shop", Hidden.WORD),
        (ChatSettings(banned_words=("lừa đảo",)), "lua đao", Hidden.WORD),
        (ChatSettings(hide_phones=True), "sđt 0912 345 678", Hidden.PHONE),
        (ChatSettings(), "sđt 0912 345 678", Hidden.NO),
    ],
)
async def test_hides_by_the_settings(
    tmp_path: Path, settings: ChatSettings, text: str, why: Hidden
) -> None:
    async with open_chat(tmp_path, settings=settings) as room:
        await room.say(text)
        assert (await room.read())[-1].hidden is why


async def test_floods_and_repeats_of_one_account_are_hidden(tmp_path: Path) -> None:
    async with open_chat(tmp_path, settings=ChatSettings(flood_per_10s=5, repeats=2)) as room:
        await room.say(*(f"câu {n}" for n in range(8)), account="bot")
        hidden = [row.hidden for row in await room.read()]
        assert hidden == [Hidden.NO] * 5 + [Hidden.FLOOD] * 3
        await room.say("người khác", account="lan")
        assert not (await room.read())[-1].hidden
        for _ in range(3):
            room.house.clock.turn(timedelta(seconds=11))
            await room.say("Mua đi MỌI người", account="bot")
        assert [row.hidden for row in await room.read()][-3:] == ["", "", Hidden.REPEAT]
        room.house.clock.turn(timedelta(minutes=3))
        await room.say("mua đi mọi người", account="bot")
        assert not (await room.read())[-1].hidden


async def test_answers_by_rules_and_no_more_often_than_it_may(tmp_path: Path) -> None:
    rules = ("giá, bn => Giá ở giỏ hàng ạ, giá nào cũng có",)
    async with open_chat(tmp_path, settings=ChatSettings(auto_replies=rules)) as room:
        room.channel(can_reply=True)

        async def hear(id_: str, text: str, late_min: int = 0) -> None:
            at = room.house.clock.now() - timedelta(minutes=late_min)
            event = ChatEvent(id=id_, account=id_, text=text, at=at)
            await room.chat.take("tiktok-1", "tiktok", ONE, [event], "")

        await hear("m1", "đ.m giá gì vậy")  # hidden
        await hear("m2", "giá sao shop")
        await until(room, lambda: len(room.platform.replies) == 1)
        await hear("m3", "bn tiền ạ")  # so soon after
        room.house.clock.turn(timedelta(seconds=31))
        await hear("m4", "Giá ở giỏ hàng ạ, giá nào cũng có")  # ours comes back
        await hear("m5", "giá bao nhiêu", late_min=9)  # read after a loss
        await hear("m6", "áo này bn")
        await until(room, lambda: len(room.platform.replies) == 2)
        assert [reply[2] for reply in room.platform.replies] == ["m2", "m6"]


async def test_hides_on_the_platform_by_itself_only_where_it_is_told_to(tmp_path: Path) -> None:
    async with open_chat(tmp_path, settings=ChatSettings(hide_on_platform=True)) as room:
        room.channel(can_hide=True)
        events = [ChatEvent(id="a", text="abc.com"), ChatEvent(id="b", text="chốt 01")]
        await room.chat.take("tiktok-1", "tiktok", ONE, events, "")
        await until(room, lambda: bool(room.platform.hidden))
        assert room.platform.hidden == [("a", True)]


async def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    async with open_chat(tmp_path) as room:
        for name in ("chat.hide", "chat.pin", "chat.answered"):
            refused = await room.house.act(name, {"row": 999_999}, by=ADMIN)
            assert problem_of(refused).code == "no_such_message"
