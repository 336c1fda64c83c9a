"""Alarms by facts: each fault rings within its time, alone and together with others; what people
do with alarms, their history, limits that change, and a new start of the server."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from studio_app.database.database import Work
from studio_app.domain.actions.alarms import (
    AcknowledgeAlarm,
    NoisiestAlarms,
    ReleaseAlarm,
    SnoozeAlarm,
    TakeAlarm,
    UnacknowledgeAlarm,
    UnsnoozeAlarm,
)
from studio_app.domain.alarm import (
    AlarmEvent,
    AlarmKind,
    Cause,
    NoisyAlarm,
)
from studio_app.domain.alarm_limits import AlarmLimits, AlarmOverrides
from studio_app.domain.booth import (
    PERSON,
    Booth,
    Health,
    Link,
    LinkStatus,
    Live,
    LiveStatus,
    Output,
    OutputHealth,
    OutputStatus,
    ProgramWatch,
    SentBy,
)
from studio_app.domain.commission import Drift, DriftStatus
from studio_app.domain.errors import fail
from studio_app.domain.ids import BoothId
from studio_app.domain.problems import problem
from studio_app.domain.records import Changes
from studio_app.domain.settings import BoothSettings, StudioSettings
from studio_app.domain.struct import Fact
from studio_app.services.alarm_conditions import BoothView, Condition, conditions_of_booth
from studio_app.stores.booths import BoothStore
from studio_app.support.clock import SystemClock
from tests.fakes.alarm_watch import FAST, AlarmWatch
from tests.fakes.house import TECHNICIAN, open_house, problem_of, result_of


@pytest.fixture
async def watch(tmp_path: Path) -> AsyncIterator[AlarmWatch]:
    """Alarms over booths that are only facts."""
    async with open_house(tmp_path) as house:
        made = AlarmWatch(house, BoothStore(), tmp_path)
        await made.start()
        yield made
        await made.stop()


def booth_facts(number: int, address: str = "10.0.0.7:4455") -> Changes:
    """A booth that is connected and well."""
    id_ = f"b{number}"
    now = SystemClock.now()
    return {
        ("booth", id_): Booth(number=number, name=id_, address=address, local=False),
        ("link", id_): Link(status=LinkStatus.CONNECTED, since=now),
    }


def stream(**fields: object) -> Output:
    """A stream that runs."""
    return msgspec.convert({"status": "active", **fields}, Output)


AGO = timedelta(seconds=20)
FAULTS: dict[AlarmKind, Callable[[], tuple[str, Fact]]] = {
    AlarmKind.STREAM_STOPPED: lambda: (
        "output:stream",
        Output(status=OutputStatus.OFF, problem=problem("output_stopped_itself", output="stream")),
    ),
    AlarmKind.STREAM_RECONNECTING: lambda: (
        "output:stream",
        Output(status=OutputStatus.RECONNECTING, health=OutputHealth.RECONNECTING),
    ),
    AlarmKind.STREAM_STALLED: lambda: ("output:stream", stream(health="stalled")),
    AlarmKind.CONGESTED: lambda: ("output:stream", stream(congestion=0.5)),
    AlarmKind.SKIPPED: lambda: ("output:stream", stream(skipped_pct=3.0)),
    AlarmKind.UNPROVEN: lambda: (
        "output:stream",
        stream(health="unproven", since=SystemClock.now() - timedelta(minutes=11)),
    ),
    AlarmKind.RECORD_STOPPED: lambda: (
        "output:record",
        Output(status=OutputStatus.OFF, problem=problem("output_stopped_itself", output="record")),
    ),
    AlarmKind.RECORD_STALLED: lambda: ("output:record", stream(health="stalled")),
    AlarmKind.DISK_LOW: lambda: ("health", Health(disk_free_mb=4000.0)),
    AlarmKind.CPU_HIGH: lambda: ("health", Health(cpu_pct=93.0)),
    AlarmKind.LAGGED: lambda: ("health", Health(render_skipped_pct=4.0)),
    AlarmKind.BLACK: lambda: (
        "program_watch",
        ProgramWatch(watched=True, black_since=SystemClock.now() - AGO),
    ),
    AlarmKind.FROZEN: lambda: (
        "program_watch",
        ProgramWatch(watched=True, frozen_since=SystemClock.now() - AGO),
    ),
    AlarmKind.SILENT: lambda: (
        "program_watch",
        ProgramWatch(watched=True, silent_since=SystemClock.now() - AGO),
    ),
    AlarmKind.DRIFT: lambda: (
        "drift",
        Drift(template="fashion", status=DriftStatus.DRIFTED, since=SystemClock.now() - AGO),
    ),
}


def key_of(where: str, booth: str) -> tuple[str, ...]:
    """A record's key: "output:stream" is ("output", booth, "stream")."""
    kind, _, more = where.partition(":")
    return (kind, booth, more) if more else (kind, booth)


@pytest.mark.parametrize("kind", FAULTS, ids=lambda kind: kind.value)
async def test_a_fault_is_an_alarm_within_its_time(watch: AlarmWatch, kind: AlarmKind) -> None:
    watch.booths.apply(booth_facts(1))
    where, fact = FAULTS[kind]()
    watch.booths.apply({key_of(where, "b1"): fact})
    await watch.until(lambda: watch.kinds() == [kind], 3.0)
    assert watch.one.booths == ("b1",)
    assert watch.one.calls
    watch.booths.apply({("booth", "b1"): None})
    await watch.until(lambda: not watch.standing(), 3.0)


async def test_faults_of_several_booths_together(watch: AlarmWatch) -> None:
    """A line, a disk, a black picture, a server's disk, all at once: each is told, each once."""
    for number in range(1, 7):
        watch.booths.apply(booth_facts(number, f"10.0.0.{number}:4455"))
    for number in range(1, 5):
        where, fact = FAULTS[AlarmKind.STREAM_RECONNECTING]()
        watch.booths.apply({key_of(where, f"b{number}"): fact})
    for kind, booth in ((AlarmKind.DISK_LOW, "b5"), (AlarmKind.BLACK, "b6")):
        where, fact = FAULTS[kind]()
        watch.booths.apply({key_of(where, booth): fact})
    watch.house.store.warn("audit", problem("disk_full", path="studio.sqlite3"))
    expected = [
        AlarmKind.BLACK,
        AlarmKind.DISK_LOW,
        AlarmKind.SERVER_DATABASE,
        AlarmKind.STREAM_RECONNECTING,
    ]
    await watch.until(lambda: watch.kinds() == expected, 3.0)
    (line,) = [alarm for alarm in watch.standing() if alarm.kind is AlarmKind.STREAM_RECONNECTING]
    assert (line.cause, len(line.booths)) == (Cause.LINE, 4)
    watch.house.store.warn("audit")
    for number in range(1, 7):
        watch.booths.apply({("booth", f"b{number}"): None})
    await watch.until(lambda: not watch.standing())


async def test_who_sends_by_the_platforms_program_needs_its_camera(watch: AlarmWatch) -> None:
    facts = booth_facts(1)
    booth = facts["booth", "b1"]
    assert isinstance(booth, Booth)
    facts["booth", "b1"] = msgspec.structs.replace(booth, sent_by=SentBy.PLATFORM_PROGRAM)
    facts["live", "b1"] = Live(status=LiveStatus.LIVE)
    watch.booths.apply(facts)
    await watch.until(lambda: watch.kinds() == [AlarmKind.CAMERA_OFF])
    watch.booths.apply({("output", "b1", "virtualcam"): Output(status=OutputStatus.ACTIVE)})
    await watch.until(lambda: not watch.standing())


async def test_the_platform_does_not_show_it(watch: AlarmWatch) -> None:
    watch.booths.apply({**booth_facts(1), ("output", "b1", "stream"): stream(health="good")})
    watch.booths.apply({("live", "b1"): Live(status=LiveStatus.NOT_LIVE, source=PERSON)})
    await watch.until(lambda: watch.kinds() == [AlarmKind.NOT_LIVE], 3.0)


async def test_the_servers_disk(watch: AlarmWatch) -> None:
    watch.free_gb = 0.05
    watch.settings = StudioSettings(alarms=FAST)
    watch.alarms.look_at_all()
    # It is looked at every ten seconds; a second service sees it at its start.
    await watch.stop()
    again = AlarmWatch(watch.house, watch.booths, Path())
    again.free_gb = 0.05
    await again.start(bind=False)
    await again.until(lambda: again.kinds() == [AlarmKind.SERVER_DISK], 5.0)
    assert again.one.cause is Cause.SERVER
    await again.stop()


async def test_a_figure_that_hovers_at_its_limit_is_one_alarm(watch: AlarmWatch) -> None:
    watch.booths.apply({**booth_facts(1), ("health", "b1"): Health(cpu_pct=81)})
    await watch.until(lambda: watch.kinds() == [AlarmKind.CPU_HIGH], 3.0)
    for figure in (79.0, 80.5, 78.0, 75.0, 81.0):
        watch.booths.apply({("health", "b1"): Health(cpu_pct=figure)})
        await asyncio.sleep(0.15)
    assert [row.event for row in await watch.rows()] == [AlarmEvent.RAISED]
    assert watch.one.standing


async def test_limits_are_taken_up_live_and_a_booth_has_its_own(watch: AlarmWatch) -> None:
    for number in (1, 2):
        facts = booth_facts(number, f"10.0.{number}.1:4455")
        watch.booths.apply({**facts, ("health", f"b{number}"): Health(cpu_pct=50)})
    limits = msgspec.structs.replace(FAST, cpu_pct=40.0)
    own = BoothSettings(id=BoothId("b2"), number=2, name="b2", alarms=AlarmOverrides(cpu_pct=60.0))
    watch.settings = StudioSettings(alarms=limits, booth=(own,))
    watch.alarms.look_at_all()
    await watch.until(lambda: watch.kinds() == [AlarmKind.CPU_HIGH], 3.0)
    assert watch.one.booths == ("b1",)


async def test_a_fault_of_ours_at_one_booth_leaves_the_others_watched(
    watch: AlarmWatch, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def judge(
        view: BoothView, limits: AlarmLimits, standing: frozenset[AlarmKind]
    ) -> tuple[Condition, ...] | None:
        if view.id == "b1":
            raise RuntimeError("test")
        return conditions_of_booth(view, limits, standing)

    monkeypatch.setattr("studio_app.services.alarms.conditions_of_booth", judge)
    for number in (1, 2):
        watch.booths.apply(booth_facts(number, f"10.0.{number}.1:4455"))
        watch.booths.apply({("health", f"b{number}"): Health(cpu_pct=99)})
    await watch.until(lambda: watch.kinds() == [AlarmKind.CPU_HIGH], 3.0)
    assert watch.one.booths == ("b2",)
    assert "the alarms of b1 cannot be judged" in caplog.text


async def act(watch: AlarmWatch, action: msgspec.Struct) -> object:
    """Have an action done by a technician; its value."""
    name: str = type(action).NAME  # type: ignore[attr-defined]
    done = await watch.house.act(name, msgspec.to_builtins(action), by=TECHNICIAN)
    return result_of(done, type(action).RESULT)  # type: ignore[attr-defined]


async def undo(watch: AlarmWatch, action: msgspec.Struct) -> None:
    """Have it done, then take it back by what its answer says."""
    name: str = type(action).NAME  # type: ignore[attr-defined]
    done = await watch.house.act(name, msgspec.to_builtins(action), by=TECHNICIAN)
    assert done.undo is not None
    back = await watch.house.act(
        done.undo.name, msgspec.msgpack.decode(done.undo.params), by=TECHNICIAN
    )
    assert back.problem is None


async def test_what_people_do_with_an_alarm(watch: AlarmWatch) -> None:
    watch.booths.apply({**booth_facts(1), ("health", "b1"): Health(cpu_pct=99)})
    await watch.until(lambda: watch.kinds() == [AlarmKind.CPU_HIGH], 3.0)
    id_ = watch.one_id
    await undo(watch, AcknowledgeAlarm(alarm=id_))
    assert watch.one.acknowledged is None
    await act(watch, AcknowledgeAlarm(alarm=id_))
    mark = watch.one.acknowledged
    assert mark is not None
    assert mark.by == TECHNICIAN.name
    await undo(watch, TakeAlarm(alarm=id_))
    assert watch.one.owner == ""
    await act(watch, TakeAlarm(alarm=id_))
    assert watch.one.owner == TECHNICIAN.name
    await undo(watch, ReleaseAlarm(alarm=id_))
    assert watch.one.owner == TECHNICIAN.name
    await undo(watch, SnoozeAlarm(alarm=id_, minutes=10, reason="chờ đổi máy"))
    assert watch.one.snoozed is None
    await act(watch, SnoozeAlarm(alarm=id_, minutes=10, reason="chờ đổi máy"))
    await undo(watch, UnsnoozeAlarm(alarm=id_))
    snoozed = watch.one.snoozed
    assert snoozed is not None
    assert snoozed.reason == "chờ đổi máy"
    assert not watch.one.calls
    await undo(watch, AcknowledgeAlarm(alarm=id_))
    await act(watch, AcknowledgeAlarm(alarm=id_))
    await undo(watch, UnacknowledgeAlarm(alarm=id_))
    refused = await watch.house.act("alarm.acknowledge", {"alarm": "none"}, by=TECHNICIAN)
    assert problem_of(refused).code == "no_such_alarm"


async def test_the_history_is_read_by_pages_and_counted(watch: AlarmWatch) -> None:
    added = asyncio.Event()
    watch.history.added.connect(added.set)
    watch.booths.apply({**booth_facts(1), ("health", "b1"): Health(disk_free_mb=400)})
    await watch.until(lambda: watch.kinds() == [AlarmKind.DISK_LOW], 5.0)
    where, fact = FAULTS[AlarmKind.BLACK]()
    watch.booths.apply({key_of(where, "b1"): fact})
    await watch.until(lambda: len(watch.standing()) == 2, 3.0)
    ids = {alarm.kind: id_ for id_, alarm in watch.store.alarms().items()}
    await act(watch, AcknowledgeAlarm(alarm=ids[AlarmKind.BLACK]))
    watch.booths.apply({("booth", "b1"): None})
    await watch.until(lambda: not watch.standing())
    async with asyncio.timeout(5):
        while len(rows := await watch.rows()) < 5:
            await added.wait()
            added.clear()
    assert [row.event for row in rows].count(AlarmEvent.CLEARED) == 2
    said = rows[0].problem
    assert said is not None
    assert said.code == "alarm_disk"
    newest = await watch.history.before(None, 2)
    older = await watch.history.before(newest[0].cursor, 2)
    assert [row.cursor for row in [*older, *newest]] == sorted(
        row.cursor for row in [*older, *newest]
    )
    found = await act(watch, NoisiestAlarms())
    assert isinstance(found, tuple)
    counted = {(str(each.booth), each.kind): each for each in found if isinstance(each, NoisyAlarm)}
    assert counted["b1", AlarmKind.BLACK].times == 1
    assert counted["b1", AlarmKind.BLACK].acknowledged == 1
    assert counted["b1", AlarmKind.DISK_LOW].acknowledged == 0


async def test_a_write_that_was_too_slow_is_not_written_twice(
    watch: AlarmWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = watch.house.database
    write = database.write
    tries: list[str] = []

    async def slow(work: Work[None]) -> None:
        await write(work)
        tries.append("done")
        if len(tries) == 1:
            raise fail("database_slow", seconds=15)

    monkeypatch.setattr(database, "write", slow)
    added = asyncio.Event()
    watch.history.added.connect(added.set)
    watch.booths.apply({**booth_facts(1), ("health", "b1"): Health(cpu_pct=99)})
    async with asyncio.timeout(10):
        await added.wait()
    assert len(tries) > 1
    assert [row.event for row in await watch.rows()] == [AlarmEvent.RAISED]


async def test_a_restart_keeps_what_stands_and_clears_what_is_well(watch: AlarmWatch) -> None:
    watch.booths.apply({**booth_facts(1), ("health", "b1"): Health(cpu_pct=99)})
    watch.booths.apply(booth_facts(2))
    where, fact = FAULTS[AlarmKind.BLACK]()
    watch.booths.apply({key_of(where, "b2"): fact})
    await watch.until(lambda: len(watch.standing()) == 2, 3.0)
    ids = {alarm.kind: id_ for id_, alarm in watch.store.alarms().items()}
    await act(watch, AcknowledgeAlarm(alarm=ids[AlarmKind.CPU_HIGH]))
    await act(watch, TakeAlarm(alarm=ids[AlarmKind.CPU_HIGH]))
    await watch.stop()
    watch.booths.apply({key_of(where, "b2"): None})
    again = AlarmWatch(watch.house, watch.booths, Path())
    await again.start(bind=False)
    await again.until(lambda: again.kinds() == [AlarmKind.CPU_HIGH])
    kept = again.store.alarms()[ids[AlarmKind.CPU_HIGH]]
    assert kept.acknowledged is not None
    assert kept.owner == TECHNICIAN.name
    assert kept.count == 1
    await again.stop()
