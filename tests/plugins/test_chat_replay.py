"""A recorded chat from a file: at its pace, once or again, from where a crash cut it off."""

import asyncio
from pathlib import Path

import pytest

from studio_app.api import ChatKind, Refused, SettingScalar
from tests.fakes.chat_services.service import PAYLOADS
from tests.fakes.plugin_context import FakeContext, living, until

FILE = str(PAYLOADS / "replay.jsonl")
FAST = 10_000


def played(file: str = FILE, **more: SettingScalar) -> dict[str, SettingScalar]:
    return {"file": file, "speed_pct": FAST, **more}


async def whole(resume: str = "") -> FakeContext:
    """All of a replay."""
    async with living("chat_replay", played(), resume=resume) as life:
        await until(lambda: life.context.lives[-1:] == [False])
    return life.context


async def test_it_is_told_once_and_ends() -> None:
    async with living("chat_replay", played()) as life:
        await until(lambda: life.context.lives == [True, False])
    text, question, gift = life.context.events
    assert (text.author, text.service) == ("Chị Lan", "tiktok")
    assert question.text == "mã 3 bao nhiêu vậy shop?"
    assert (gift.kind, gift.count) == (ChatKind.GIFT, 5)
    assert life.context.counts == [12, 15]
    assert len(set(life.context.ids)) == 3
    assert life.context.resume == "done"
    assert life.ends == [], "it waits until it is turned off, and is not told again"


async def test_a_second_replay_is_no_duplicate_of_the_first() -> None:
    first, second = await whole("1 0"), await whole("2 0")
    assert first.texts == second.texts
    assert not set(first.ids) & set(second.ids)


async def test_after_a_crash_it_goes_on_with_the_same_ids() -> None:
    all_of_it, rest = await whole("77 0"), await whole("77 2")
    assert rest.ids == all_of_it.ids[1:]


async def test_it_begins_again_for_ever() -> None:
    async with living("chat_replay", played(loop=True)) as life:
        await until(lambda: len(life.context.events) >= 9)
    assert len(set(life.context.ids)) == len(life.context.ids)


@pytest.mark.parametrize(("speed", "least_s"), [(1000, 0.1), (250, 0.4)])
async def test_it_is_never_early_at_any_speed(speed: int, least_s: float) -> None:
    clock = asyncio.get_running_loop().time
    begun = clock()
    async with living("chat_replay", played(speed_pct=speed)) as life:
        await until(lambda: life.context.resume == "done")
    assert clock() - begun >= least_s


async def test_a_file_that_is_not_there_needs_a_person(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        async with living("chat_replay", played(str(tmp_path / "none.jsonl"))):
            pass


async def test_lines_that_are_none_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "chat.jsonl"
    lines = ["", "no json", '{"text": "một"}', "[1]", '{"kind": "order"}', "{}", '{"text": "hai"}']
    file.write_text("\n".join(lines), "utf-8")
    async with living("chat_replay", played(str(file))) as life:
        await until(lambda: life.context.texts == ["một", "hai"])
    file.write_text("no json\n", "utf-8")
    with pytest.raises(Refused, match="no line"):
        async with living("chat_replay", played(str(file))):
            pass
