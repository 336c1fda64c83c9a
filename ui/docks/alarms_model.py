"""The alarms of every server in order and in words: what calls first, the worst first."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from studio_app.domain.alarm import Alarm, AlarmRow, Cause, NoisyAlarm, Severity
from studio_app.domain.booth import Booth
from studio_app.domain.ids import BoothId, ServerId
from ui.bridge.client import BoothKey
from ui.bridge.logs import Entry
from ui.bridge.studio import StudioBridge
from ui.components.text_table import Cells
from ui.figures import VIETNAM, clock
from ui.words import problem_text, word

MOST_BOOTHS = 8
"""Named one by one; more are counted."""


class Seen(NamedTuple):
    """One alarm and whose it is."""

    server: ServerId
    id: str
    alarm: Alarm


def alarms_of(bridge: StudioBridge) -> list[Seen]:
    """All alarms: those that call, then those somebody knows of, then the cleared ones; within
    each the worst and the newest first."""
    found = []
    for connection in bridge.connections:
        if connection.server_id is None:
            continue
        for key in connection.keys("alarm"):
            alarm = connection.get(Alarm, *key)
            if alarm is not None:
                found.append(Seen(connection.server_id, key[-1], alarm))
    return sorted(
        found,
        key=lambda seen: (
            not seen.alarm.calls,
            not seen.alarm.standing,
            -seen.alarm.severity.rank,
            -seen.alarm.raised_at.timestamp(),
        ),
    )


def worst_calling(seen: Sequence[Seen]) -> Severity | None:
    """How bad the worst of those is that nobody has taken notice of."""
    calling = [each.alarm.severity for each in seen if each.alarm.calls]
    return max(calling, key=lambda severity: severity.rank, default=None)


def booth_numbers(bridge: StudioBridge, server: ServerId, booths: Sequence[BoothId]) -> str:
    """“03, 07, 11”; of many the first ones and how many more."""
    titles = sorted(bridge.title((server, booth)) for booth in booths)
    text = ", ".join(titles[:MOST_BOOTHS])
    more = len(titles) - MOST_BOOTHS
    return f"{text} +{more}" if more > 0 else text


def headline(bridge: StudioBridge, seen: Seen) -> str:
    """What is wrong and where: “OBS lost · 03, 07 · one PC 10.0.0.7”."""
    alarm = seen.alarm
    parts = [word(alarm.kind)]
    took = alarm.booths or alarm.back
    if took:
        parts.append(booth_numbers(bridge, seen.server, took))
    if alarm.cause is not Cause.ITSELF:
        parts.append(f"{word(alarm.cause)} {alarm.place}".strip())
    if len(bridge.connections) > 1:
        connection = bridge.connection(seen.server)
        parts.append(connection.name if connection is not None else seen.server)
    return " · ".join(parts)


def state_line(alarm: Alarm, now: datetime) -> str:
    """Since when, whose, and what was done about it."""
    translate = QCoreApplication.translate
    parts = [translate("Alarms", "since {time}").format(time=clock(alarm.since))]
    minutes = max(0, int((now - alarm.since).total_seconds()) // 60)
    if alarm.standing:
        parts.append(translate("Alarms", "{minutes} min").format(minutes=minutes))
    else:
        cleared = translate("Alarms", "cleared {time}").format(time=clock(alarm.cleared_at))
        parts.append(cleared)
    if alarm.count > 1:
        parts.append(translate("Alarms", "{count} times").format(count=alarm.count))
    if alarm.owner:
        parts.append(translate("Alarms", "in the hands of {name}").format(name=alarm.owner))
    if alarm.snoozed is not None:
        aside = translate("Alarms", "put aside until {time} by {name}: {reason}")
        parts.append(
            aside.format(
                time=clock(alarm.snoozed.until)[:5],
                name=alarm.snoozed.by,
                reason=alarm.snoozed.reason,
            )
        )
    elif alarm.acknowledged is not None:
        known = translate("Alarms", "acknowledged by {name}")
        parts.append(known.format(name=alarm.acknowledged.by))
    if alarm.back and alarm.booths:
        back = translate("Alarms", "{count} back again")
        parts.append(back.format(count=len(alarm.back)))
    return " · ".join(parts)


def history_cells(bridge: StudioBridge, entry: Entry[AlarmRow]) -> Cells:
    """A row of the history: when, what happened, alarm, booths, who and why."""
    row = entry.row
    who = " · ".join(part for part in (row.by, row.reason) if part)
    if not who and row.problem is not None:
        who = problem_text(row.problem)
    return (
        f"{row.at.astimezone(VIETNAM):%d/%m %H:%M:%S}",
        word(row.event),
        f"{word(row.kind)} ({word(row.severity)})",
        booth_numbers(bridge, entry.server, row.booths),
        who,
    )


def noisy_cells(bridge: StudioBridge, server: ServerId, noisy: NoisyAlarm) -> Cells:
    """How often one booth had one alarm: booth, alarm, times, acknowledged, last."""
    booth: BoothKey = (server, noisy.booth)
    facts = bridge.get(booth, Booth) if noisy.booth else None
    name = f"{bridge.title(booth)} · {facts.name}" if facts is not None else noisy.booth or "–"
    return (
        str(noisy.times),
        name,
        word(noisy.kind),
        f"{noisy.acknowledged}/{noisy.times}",
        f"{noisy.last.astimezone(VIETNAM):%d/%m %H:%M}",
    )
