"""Logs: newest first, then as they come, older ones by pages; a slow reader sees there is a gap."""

import asyncio
from collections.abc import AsyncIterator

import msgspec
import pytest

from studio_app.domain.feed import AuditRow, LogRows, PageLog, WatchLog
from studio_app.domain.roles import Role
from studio_app.server.log_channel import PAGES_MOST, LogChannel, LogLane
from tests.fakes.server import FakeLog


class Reader:
    """A client of the log that takes frames when it likes."""

    def __init__(self, log: FakeLog, role: Role = Role.ADMIN) -> None:
        self._woken = asyncio.Event()
        self.lane: LogLane = LogChannel([log]).open(role, self._woken.set)

    async def next(self) -> LogRows:
        async with asyncio.timeout(5):
            while (frame := self.lane.take()) is None:
                self._woken.clear()
                await self._woken.wait()
        return msgspec.msgpack.decode(frame, type=LogRows)

    async def settle(self) -> None:
        """Let the lane read ahead as far as it will."""
        for _ in range(50):
            await asyncio.sleep(0)


@pytest.fixture
def log() -> FakeLog:
    return FakeLog()


@pytest.fixture
async def reader(log: FakeLog) -> AsyncIterator[Reader]:
    made = Reader(log)
    yield made
    made.lane.close()


def who(rows: LogRows) -> list[str]:
    return [msgspec.msgpack.decode(row.data, type=AuditRow).who for row in rows.rows]


def fill(log: FakeLog, count: int) -> None:
    for _ in range(count):
        log.add(str(len(log.rows) + 1))


async def test_begins_with_the_newest_and_goes_on(log: FakeLog, reader: Reader) -> None:
    fill(log, 5)
    reader.lane.watch(WatchLog(channel="audit", limit=3))
    first = await reader.next()
    assert (who(first), first.live, first.more) == (["3", "4", "5"], True, True)
    fill(log, 1)
    second = await reader.next()
    assert (who(second), second.live, second.more) == (["6"], True, False)


async def test_an_empty_log_says_so_and_then_goes_on(log: FakeLog, reader: Reader) -> None:
    reader.lane.watch(WatchLog(channel="audit"))
    first = await reader.next()
    assert (first.rows, first.more) == ([], False)
    fill(log, 2)
    assert who(await reader.next()) == ["1", "2"]


async def test_goes_on_after_a_cursor(log: FakeLog, reader: Reader) -> None:
    fill(log, 5)
    reader.lane.watch(WatchLog(channel="audit", after=30))
    assert who(await reader.next()) == ["4", "5"]


async def test_pages_backwards(log: FakeLog, reader: Reader) -> None:
    fill(log, 5)
    reader.lane.page(PageLog(channel="audit", before=40, limit=2))
    reader.lane.page(PageLog(channel="audit", before=20, limit=2))
    page = await reader.next()
    assert (who(page), page.live, page.more) == (["2", "3"], False, True)
    page = await reader.next()
    assert (who(page), page.live, page.more) == (["1"], False, False)


async def test_a_slow_reader_gets_the_newest_and_knows_of_the_gap(
    log: FakeLog, reader: Reader
) -> None:
    reader.lane.watch(WatchLog(channel="audit", limit=10))
    await reader.next()
    fill(log, 1)
    await reader.settle()  # one frame is read ahead, no more
    fill(log, 1000)
    assert who(await reader.next()) == ["1"]
    late = await reader.next()
    assert who(late) == [str(number) for number in range(992, 1002)]
    assert late.more
    fill(log, 1)
    assert who(await reader.next()) == ["1002"]


async def test_where_no_row_may_be_missed_all_come_in_their_turn(
    log: FakeLog, reader: Reader
) -> None:
    log.catch_up = 10_000  # cursors, ten a row
    reader.lane.watch(WatchLog(channel="audit", limit=10))
    await reader.next()
    fill(log, 1000)
    came: list[str] = []
    while len(came) < 1000:
        late = await reader.next()
        assert len(late.rows) <= 10
        assert not late.more
        came += who(late)
    assert came == [str(number) for number in range(1, 1001)]
    await reader.settle()
    assert reader.lane.take() is None
    fill(log, 1001)
    await reader.settle()
    assert (await reader.next()).more, "too far behind: it begins again"


async def test_a_log_that_never_rests_holds_up_no_other() -> None:
    flood, quiet = FakeLog(), FakeLog()
    quiet.channel = "alarms"
    woken = asyncio.Event()
    lane = LogChannel([flood, quiet]).open(Role.ADMIN, woken.set)
    for log in (flood, quiet):
        lane.watch(WatchLog(channel=log.channel, limit=5))
    fill(quiet, 1)
    heard: list[str] = []
    async with asyncio.timeout(5):
        while heard[-3:].count("alarms") == 0:
            fill(flood, 1)
            if (frame := lane.take()) is not None:
                heard.append(msgspec.msgpack.decode(frame, type=LogRows).channel)
                fill(flood, 1)
            await asyncio.sleep(0)
    assert len(heard) <= 4
    lane.close()


async def test_no_more_after_unwatch(log: FakeLog, reader: Reader) -> None:
    reader.lane.watch(WatchLog(channel="audit"))
    await reader.next()
    reader.lane.unwatch("audit")
    fill(log, 1)
    await reader.settle()
    assert reader.lane.take() is None


@pytest.mark.parametrize(("role", "channel"), [(Role.TECHNICIAN, "audit"), (Role.ADMIN, "chit")])
async def test_who_may_not_read_is_told(log: FakeLog, role: Role, channel: str) -> None:
    fill(log, 1)
    reader = Reader(log, role)
    reader.lane.watch(WatchLog(channel=channel))
    reader.lane.page(PageLog(channel=channel, before=100))
    for live in (True, False):
        answer = await reader.next()
        assert answer.problem is not None
        assert (answer.problem.code, answer.rows, answer.live) == ("no_such_log", [], live)
    reader.lane.close()


async def test_a_failing_disk_is_told_and_does_not_end_the_watch(
    log: FakeLog, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    log.fails = OSError("disk gone")
    reader.lane.watch(WatchLog(channel="audit"))
    answer = await reader.next()
    assert answer.problem is not None
    assert answer.problem.code == "internal"
    log.fails = None
    fill(log, 1)
    assert who(await reader.next()) == ["1"]
    assert "disk gone" in caplog.text


async def test_too_many_pages_at_once_are_refused(log: FakeLog, reader: Reader) -> None:
    fill(log, 1)
    for _ in range(PAGES_MOST + 3):
        reader.lane.page(PageLog(channel="audit", before=100))
    answers = [await reader.next() for _ in range(PAGES_MOST + 3)]
    refused = [a for a in answers if a.problem is not None]
    assert len(refused) == 3
    assert {a.problem.code for a in refused if a.problem} == {"too_busy"}
