"""Parts of a plugin's process: its outbox, its pace, its turn to connect, what it lets through."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import msgspec
import pytest

from studio_app.api import ChatEvent
from studio_app.plugin_host.frames import FROM_RUNNER, Batch, FromRunner, Put, Tell, frame, length
from studio_app.plugin_host.log import PluginLog
from studio_app.plugin_host.runner.context import Heard, InstanceContext
from studio_app.plugin_host.runner.gate import Backoff, Gate
from studio_app.plugin_host.runner.outbox import BATCH_MOST, MOST_WAITING, Outbox, Pace
from tests.fakes.house import TurnedClock

EVENT = msgspec.Raw(msgspec.msgpack.encode(ChatEvent(text="x")))


class Sent:
    """An outbox whose batches are kept."""

    def __init__(self, per_s: float = 1e9) -> None:
        self.now = 0.0
        self.batches: list[Batch] = []
        self.remembered: list[str] = []
        pace = Pace(per_s, lambda: self.now)
        self.box = Outbox(7, self.batches.append, pace, lambda: None, self.remembered.append)


async def test_events_go_out_in_order_and_what_was_remembered_with_those_before_it() -> None:
    sent = Sent()
    await sent.box.put([EVENT] * 150)
    sent.box.remember("a")
    await sent.box.put([EVENT] * 30)
    sent.box.remember("b")
    sent.box.remember("c")
    sent.box.flush()
    assert [(b.seq, len(b.events), b.resume) for b in sent.batches] == [
        (1, BATCH_MOST, ""),
        (2, 80, "c"),
    ]
    assert sent.remembered == []
    sent.box.acknowledge(1)
    assert sent.remembered == []
    sent.box.acknowledge(2)
    assert sent.remembered == ["c"]
    await asyncio.wait_for(sent.box.settled(), 1)


async def test_what_is_remembered_never_goes_before_its_events() -> None:
    sent = Sent(per_s=4)
    await sent.box.put([EVENT] * 4)
    sent.box.remember("after four")
    for eighth in range(4):
        sent.now = eighth / 8
        sent.box.flush()
        assert sum(len(b.events) for b in sent.batches) == eighth + 1
        assert [b.resume for b in sent.batches if b.resume] == ["after four"] * (eighth == 3)


def test_over_time_so_many_a_second_and_after_a_rest_some_more() -> None:
    now = 0.0
    pace = Pace(500, lambda: now)
    granted = []
    for step in range(400):  # twenty seconds
        now = step / 20
        granted.append(pace.take(1000))
    assert max(granted) <= 100
    assert 1000 <= sum(granted[:20]) <= 1100  # twice as fast at first
    assert 11_900 <= sum(granted) <= 12_000  # 20 s, and four more
    assert sum(granted[-20:]) == 500


async def test_whoever_emits_waits_while_too_much_is_open() -> None:
    sent = Sent()
    emitting = asyncio.create_task(sent.box.put([EVENT] * (MOST_WAITING + 10)))
    await asyncio.sleep(0)
    sent.box.flush()
    await asyncio.sleep(0.01)
    assert not emitting.done()
    assert sum(len(b.events) for b in sent.batches) == MOST_WAITING
    sent.box.acknowledge(1)
    await asyncio.wait_for(emitting, 1)
    sent.box.flush()
    assert sum(len(b.events) for b in sent.batches) == MOST_WAITING + 10


async def test_connects_come_one_after_the_other_so_many_a_minute() -> None:
    gate = Gate(600)  # one each 0.1 s
    loop = asyncio.get_running_loop()
    turns: list[tuple[int, float]] = []

    async def connect(number: int) -> None:
        await gate.turn()
        turns.append((number, loop.time()))

    await asyncio.gather(*(connect(number) for number in range(5)))
    assert [number for number, _ in turns] == [0, 1, 2, 3, 4]
    gaps = [later - earlier for (_, earlier), (_, later) in itertools.pairwise(turns)]
    assert min(gaps) > 0.09


def test_losses_in_a_row_wait_longer_each_time_and_never_alike() -> None:
    waits = [[backoff.again_s() for _ in range(10)] for backoff in (Backoff(), Backoff())]
    for wait in waits:
        assert 0.7 < wait[0] < 1.3
        assert 3 <= wait[2] <= 5
        assert max(wait) <= 75
        assert min(wait[7:]) >= 45
    assert waits[0] != waits[1]
    backoff = Backoff()
    backoff.again_s()
    backoff.again_s()
    backoff.reset()
    assert backoff.again_s() < 1.3


class Given:
    """A context, and what it put out."""

    def __init__(self, http: aiohttp.ClientSession, kind: str = "chat") -> None:
        self.sent = Sent()
        self.told: list[FromRunner] = []
        self.heard = Heard(7, lambda: None, self.told.append)
        put = Put(
            life=7, instance="a", booth="b", settings={}, secrets={"token": "t"}, resume="here"
        )
        self.context = InstanceContext(kind, put, self.sent.box, http, self.heard)

    def events(self) -> list[ChatEvent]:
        self.sent.box.flush()
        raws = [raw for batch in self.sent.batches for raw in batch.events]
        return [msgspec.msgpack.decode(raw, type=ChatEvent) for raw in raws]


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def test_what_no_database_takes_is_taken_out(http: aiohttp.ClientSession) -> None:
    given = Given(http)
    await given.context.emit(
        ChatEvent(
            author="x" * 500,
            text="a\0b\ud83d" + "y" * 5000,
            id="1\0",
            count=2**40,
            at=datetime.now(UTC),
        )
    )
    (event,) = given.events()
    assert len(event.author) == 200
    assert event.text.startswith("ab?y")
    assert len(event.text) == 1000
    assert (event.id, event.count) == ("1", 2**31 - 1)
    assert given.heard.is_connected


@pytest.mark.parametrize(
    ("event", "error"),
    [
        (ChatEvent(id="x" * 201), "id"),
        (ChatEvent(at=datetime(2026, 1, 1)), "zone"),  # noqa: DTZ001 (that is what is wrong)
        (ChatEvent(service="x" * 21), "service"),
    ],
)
async def test_what_is_no_event_is_said_to_who_wrote_the_plugin(
    http: aiohttp.ClientSession, event: ChatEvent, error: str
) -> None:
    given = Given(http)
    with pytest.raises(ValueError, match=error):
        await given.context.emit(event)
    with pytest.raises(TypeError):
        await given.context.emit("text")  # type: ignore[arg-type]
    assert given.events() == []
    with pytest.raises(TypeError):
        await Given(http, "speech").context.emit(ChatEvent())


async def test_only_news_is_told(http: aiohttp.ClientSession) -> None:
    given = Given(http)
    given.context.live(True)
    given.context.viewers(5)
    assert given.heard.take() == Tell(life=7, live=True, viewers=5)
    given.context.live(True)
    assert given.heard.take() is None
    given.context.viewers(6)
    assert given.heard.take() is None  # not before a second has passed
    given.context.live(False)
    assert given.heard.take() == Tell(life=7, live=False, viewers=6)
    given.context.keep_secret("token", "new")
    given.context.keep_secret("token", "new")
    assert len(given.told) == 1
    assert given.context.secrets == {"token": "new"}
    assert "new" not in repr(given.told)
    assert "'t'" not in repr(
        Put(life=1, instance="", booth="", settings={}, secrets={"a": "'t'"}, resume="")
    )


def test_frames_have_a_length_and_a_limit() -> None:
    data = frame(Tell(life=7, viewers=3))
    assert length(data[:4]) == len(data) - 4
    assert FROM_RUNNER.decode(data[4:]) == Tell(life=7, viewers=3)
    with pytest.raises(ValueError, match="are allowed"):
        length(b"\xff\xff\xff\xff")
    with pytest.raises(ValueError, match="are allowed"):
        frame(Batch(life=1, seq=1, events=(msgspec.Raw(b"\xc0" * (5 << 20)),)))


async def test_the_log_keeps_the_newest_of_each_plugin_in_order() -> None:
    log = PluginLog(TurnedClock())
    log.add("quiet", "first")
    for number in range(3000):
        log.add("loud", f"line {number}")
    log.add("quiet", "last")
    rows = await log.before(None, 5000)
    texts = [row.data.text for row in rows]  # type: ignore[attr-defined]
    assert texts[0] == "first"
    assert texts[-1] == "last"
    assert len(texts) == 1002
    cursors = [row.cursor for row in rows]
    assert cursors == sorted(cursors)
    assert [row.cursor for row in await log.after(cursors[500], 3)] == cursors[501:504]
    assert [row.cursor for row in await log.before(cursors[500], 3)] == cursors[497:500]
    log.know(["hush-hush", "ab"])
    log.add("quiet", "it is hush-hush, ab")
    (row,) = await log.after(cursors[-1], 9)
    assert "hush-hush" not in str(row.data)
    assert "ab" in str(row.data)
