"""Plugins that raise, hang, sleep, flood, leak, print or end themselves harm no other plugin."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from studio_app.domain.plugin import InstanceStatus, PluginStatus
from tests.fakes.plugin_house import BAD, PluginHouse, plugin_house

PATIENCE_S = 3.0
"""How long a good plugin's word may take beside a bad one; on a loaded machine, too."""


@pytest.fixture
async def house() -> AsyncIterator[PluginHouse]:
    async with plugin_house(BAD) as made:
        made.set_up("good-1", "chat_echo")
        await made.becomes("good-1", InstanceStatus.CONNECTED)
        yield made


@asynccontextmanager
async def good_one_heard(house: PluginHouse) -> AsyncIterator[None]:
    """All the while a good plugin's words come in time."""
    late: list[float] = []

    async def talk() -> None:
        number = 0
        while True:
            number += 1
            text = f"word {number}"
            began = time.monotonic()
            await house.host.chat_reply("good-1", text, "", "", private=False)
            await house.until(lambda text=text: text in house.chat.texts("good-1"))  # type: ignore[misc]
            late.append(time.monotonic() - began)
            await asyncio.sleep(0.05)

    talking = asyncio.create_task(talk())
    try:
        yield
        await house.until(lambda: len(late) > 3 or talking.done())
        assert not talking.done(), talking.exception()
    finally:
        talking.cancel()
        await asyncio.gather(talking, return_exceptions=True)
    assert max(late) < PATIENCE_S


async def test_one_that_raises_is_tried_again_and_what_it_told_before_is_kept(
    house: PluginHouse,
) -> None:
    async with good_one_heard(house):
        house.set_up("bad-1", "raises")
        record = await house.becomes("bad-1", InstanceStatus.WAITING)
        assert record.problem is not None
        assert record.problem.code == "plugin_fault"
        assert "KeyError" in record.problem.args["detail"]
        assert record.next_try is not None
        await house.until(lambda: len(house.chat.texts("bad-1")) >= 2)
        assert house.plugin("raises").restarts == 0
    assert any("Traceback" in line.text for line in await house.lines())


async def test_one_that_will_not_end_is_ended(house: PluginHouse) -> None:
    house.set_up("bad-1", "hangs")
    await house.becomes("bad-1", InstanceStatus.CONNECTED)
    async with good_one_heard(house):
        house.take_away("bad-1")
        await house.plugin_becomes("hangs", PluginStatus.IDLE)
        house.set_up("bad-1", "hangs")
        house.set_up("bad-2", "hangs")
        await house.becomes("bad-2", InstanceStatus.CONNECTED)
        house.take_away("bad-1")  # the other one stays, and is started anew
        await house.until(lambda: house.plugin("hangs").restarts == 1)
        await house.becomes("bad-2", InstanceStatus.CONNECTED)


async def test_one_that_stops_its_loop_is_seen_told_ended_and_started_again(
    house: PluginHouse,
) -> None:
    async with good_one_heard(house):
        began = time.monotonic()
        house.set_up("bad-1", "sleeps")
        record = await house.plugin_becomes("sleeps", PluginStatus.WAITING)
        assert time.monotonic() - began < 35
        assert record.problem is not None
        assert record.problem.code == "plugin_hung"
        assert record.next_try is not None
        await house.until(lambda: house.plugin("sleeps").restarts == 1)
        await house.plugin_becomes("sleeps", PluginStatus.RUNNING)
    assert any("time.sleep" in line.text or "in run" in line.text for line in await house.lines())


async def test_one_that_floods_is_held(house: PluginHouse) -> None:
    async with good_one_heard(house):
        house.set_up("bad-1", "floods")
        await house.until(lambda: house.chat.texts("bad-1"))
        began, before = time.monotonic(), len(house.chat.texts("bad-1"))
        lines = len(await house.lines())
        await asyncio.sleep(4)
        took = time.monotonic() - began
        # 500 a second, and four seconds' worth at once
        assert len(house.chat.texts("bad-1")) - before <= 500 * (took + 4) + 100
        assert len(await house.lines()) - lines <= 20 * took + 250
        assert len([count for count in house.chat.counts if count[0] == "bad-1"]) <= took + 3
    ids = [int(event.id) for event in house.chat.events["bad-1"]]
    assert ids == list(range(1, len(ids) + 1))


async def test_one_that_leaks_is_ended_at_its_limit(house: PluginHouse) -> None:
    async with good_one_heard(house):
        house.set_up("bad-1", "leaks")
        await house.until(lambda: house.plugin("leaks").restarts == 1)
        problem = house.plugin("leaks").problem
        assert problem is not None
        assert problem.code == "plugin_memory"
        assert problem.args["limit"] == "200"


async def test_one_that_prints_does_not_break_its_pipe(house: PluginHouse) -> None:
    async with good_one_heard(house):
        house.set_up("bad-1", "prints")
        await house.until(lambda: house.chat.texts("bad-1") == ["after all that"])
        await house.becomes("bad-1", InstanceStatus.CONNECTED)
    house.take_away("bad-1")
    await house.plugin_becomes("prints", PluginStatus.IDLE)
    said = "\n".join([line.text for line in await house.lines()])
    assert "{garbage}" in said
    assert "half a line without an end" in said


async def test_one_that_ends_itself_is_started_later_each_time(house: PluginHouse) -> None:
    async with good_one_heard(house):
        house.set_up("bad-1", "exits")
        await house.until(lambda: house.plugin("exits").restarts >= 2)
        record = house.plugin("exits")
        assert record.status is PluginStatus.WAITING
        assert record.problem is not None
        assert "exit code 7" in record.problem.text
        assert house.instance("bad-1").status is InstanceStatus.WAITING
        began = time.monotonic()
        await house.until(lambda: house.plugin("exits").restarts >= 4)
        assert time.monotonic() - began > 4  # 2 s and 4 s, about
        house.host.retry("bad-1")
        await house.until(lambda: house.plugin("exits").restarts >= 5, 4)


async def test_one_that_is_turned_off_while_it_waits_is_at_rest(house: PluginHouse) -> None:
    for _ in range(2):
        house.set_up("bad-1", "exits")
        await house.plugin_becomes("exits", PluginStatus.WAITING)
        house.set_up("bad-1", "exits", on=False)
        record = await house.plugin_becomes("exits", PluginStatus.IDLE)
        assert (record.problem, record.next_try) == (None, None)
        assert house.instance("bad-1").status is InstanceStatus.OFF


async def test_one_that_cannot_be_loaded_is_told_and_waits_for_a_person(
    house: PluginHouse,
) -> None:
    async with good_one_heard(house):
        house.set_up("bad-1", "unloadable")
        record = await house.plugin_becomes("unloadable", PluginStatus.BROKEN)
        assert record.problem is not None
        assert "no_such_module_anywhere" in record.problem.text
        assert house.instance("bad-1").status is InstanceStatus.FAILED
        await house.host.restart("unloadable")
        await house.until(lambda: house.plugin("unloadable").status is not PluginStatus.BROKEN)
        await house.plugin_becomes("unloadable", PluginStatus.BROKEN)
