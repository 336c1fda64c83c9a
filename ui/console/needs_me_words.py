"""How a need is said: its icon, its short words, its time, and all of it for a tooltip."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from math import ceil

from PySide6.QtCore import QCoreApplication

from ui.console.needs_me_rule import Need, NeedKind, Severity
from ui.figures import clock, megabytes, percent, span
from ui.words import problem_text, word

translate = QCoreApplication.translate

HEADLINE = 48
"""The most characters of a warning on a chip."""


def need_icon(need: Need) -> str:
    """The shape that goes with the words: lost, may hurt, or only a note."""
    if need.gone:
        return "cross"
    return "info" if need.severity is Severity.NOTE else "warning"


def need_text(need: Need) -> str:
    """What is wrong, in a few words."""
    if need.alarm is not None:
        return word(need.alarm)
    if need.kind is NeedKind.LINK_REFUSED and need.problem is not None:
        said = _REFUSALS.get(need.problem.code, _TEXTS[need.kind])()
    elif need.kind in _SAID_BY_PROBLEM and need.problem is not None:
        return headline(problem_text(need.problem))
    else:
        said = _TEXTS[need.kind]().replace("{channel}", need.name)
    if need.kind in (NeedKind.STANDBY, NeedKind.LEFT_STANDBY):
        return said.format(who=need.who, time=clock(need.since)[:5])
    if need.kind is NeedKind.NOT_BACK:
        return said.format(what=", ".join(word(part) for part in need.parts))
    if need.kind in _COUNTED and need.count:
        return _COUNTED[need.kind](need.count)
    if need.kind is NeedKind.DISK_LOW:
        return said.format(room=megabytes(need.amount or 0.0))
    return f"{said} {percent(need.amount)}" if need.amount is not None else said


def headline(text: str) -> str:
    """The first clause of a longer text, short enough for a chip; the tooltip has all of it."""
    first = re.split(r"[.;:](?:\s|$)", text, maxsplit=1)[0]
    if len(first) <= HEADLINE:
        return first
    return first[:HEADLINE].rsplit(" ", 1)[0] + " …"


def need_time(need: Need, now: datetime) -> str:
    """When it is tried again, else how long it has lasted; empty when neither is known."""
    if need.retry_at is not None and need.can_retry:
        left_s = (need.retry_at - now).total_seconds()
        if left_s <= 0:
            return translate("Needs", "trying now")
        return translate("Needs", "retry in {seconds} s").format(seconds=ceil(left_s))
    if need.since is None or need.kind in _TIMELESS:
        return ""
    age = span(need.since, now)
    return age.removeprefix("00:")


def need_tip(need: Need, title: str, now: datetime) -> str:
    """Everything about it, with what to do, for a tooltip."""
    parts = (title, need_text(need), need_time(need, now))
    lines = [" · ".join(part for part in parts if part)]
    if need.problem is not None:
        lines.append(problem_text(need.problem))
    elif (advice := _ADVICE.get(need.kind)) is not None:
        lines.append(advice())
    return "\n".join(lines)


_SAID_BY_PROBLEM = (NeedKind.SERVER_WARNING, NeedKind.BOOTH_WARNING)
_TIMELESS = (NeedKind.SERVER_WARNING, NeedKind.BOOTH_WARNING, NeedKind.SIGN_IN)

# Functions, so that the language is the one of the moment they are read.
_TEXTS: Mapping[NeedKind, Callable[[], str]] = {
    NeedKind.SERVER_LOST: lambda: translate("Needs", "server lost"),
    NeedKind.SERVER_REFUSED: lambda: translate("Needs", "server refused"),
    NeedKind.SIGN_IN: lambda: translate("Needs", "sign in"),
    NeedKind.LINK_LOST: lambda: translate("Needs", "OBS lost"),
    NeedKind.LINK_REFUSED: lambda: translate("Needs", "refused by OBS"),
    NeedKind.LINK_STALE: lambda: translate("Needs", "OBS is silent"),
    NeedKind.NO_STANDBY: lambda: translate("Needs", "STANDBY NOT REACHED"),
    NeedKind.STANDBY: lambda: translate("Needs", "STANDBY since {time}, by {who}"),
    NeedKind.LEFT_STANDBY: lambda: translate("Needs", "off standby, still muted ({who})"),
    NeedKind.NOT_BACK: lambda: translate("Needs", "not back: {what}"),
    NeedKind.STOPPED: lambda: translate("Needs", "stream stopped by itself"),
    NeedKind.RECONNECTING: lambda: translate("Needs", "stream reconnecting"),
    NeedKind.STALLED: lambda: translate("Needs", "nothing leaves OBS"),
    NeedKind.CAMERA_OFF: lambda: translate("Needs", "live, but virtual camera off"),
    NeedKind.NOT_LIVE: lambda: translate("Needs", "sending, but not live"),
    NeedKind.SKIPPING: lambda: translate("Needs", "dropping frames"),
    NeedKind.CONGESTED: lambda: translate("Needs", "line congested"),
    NeedKind.OVERLOADED: lambda: translate("Needs", "OBS too slow"),
    NeedKind.DISK_LOW: lambda: translate("Needs", "disk: {room} left"),
    NeedKind.RECORD_STOPPED: lambda: translate("Needs", "recording stopped by itself"),
    NeedKind.SERVER_WARNING: lambda: translate("Needs", "server warning"),
    NeedKind.BOOTH_WARNING: lambda: translate("Needs", "booth settings"),
    NeedKind.DRIFTED: lambda: translate("Needs", "not as commissioned"),
    NeedKind.ALARM: lambda: translate("Docks", "Alarms"),
    NeedKind.PLUGIN: lambda: translate("Needs", "does not run"),
    NeedKind.QUESTIONS: lambda: translate("Needs", "questions wait"),
    NeedKind.CHAT_SILENT: lambda: translate("Needs", "chat of {channel} silent"),
}
_COUNTED: Mapping[NeedKind, Callable[[int], str]] = {
    NeedKind.PLUGIN: lambda count: QCoreApplication.translate(
        "Needs", "%n channel(s) down", "", count
    ),
    NeedKind.QUESTIONS: lambda count: QCoreApplication.translate(
        "Needs", "%n question(s) wait", "", count
    ),
}
_REFUSALS: Mapping[str, Callable[[], str]] = {
    "link_wrong_password": lambda: translate("Needs", "OBS password wrong"),
    "no_password": lambda: translate("Needs", "OBS password missing"),
    "link_kicked": lambda: translate("Needs", "disconnected in OBS"),
    "link_not_obs": lambda: translate("Needs", "that is not OBS"),
    "link_old_rpc": lambda: translate("Needs", "OBS too old"),
}
_ADVICE: Mapping[NeedKind, Callable[[], str]] = {
    NeedKind.QUESTIONS: lambda: translate("Needs", "Press: the Chat panel shows them."),
    NeedKind.CHAT_SILENT: lambda: translate(
        "Needs", "Look whether anybody writes there. In the Chat panel its badge connects it again."
    ),
    NeedKind.PLUGIN: lambda: translate("Needs", "Press: the Plugins panel says which, and why."),
    NeedKind.DRIFTED: lambda: translate(
        "Needs", "Its tile's menu has “Booth template…”: compare it, then mend it."
    ),
    NeedKind.STANDBY: lambda: translate(
        "Needs", "Choose the booth and hold “Back as it was” when it may go on."
    ),
    NeedKind.LEFT_STANDBY: lambda: translate(
        "Needs", "Choose the booth and hold “Back as it was”: its sound comes back."
    ),
    NeedKind.NOT_BACK: lambda: translate(
        "Needs", "It ran before the crash. Start it again from the list in the top line."
    ),
    NeedKind.LINK_STALE: lambda: translate(
        "Needs", "The picture may be old. Look at that PC: OBS may be frozen."
    ),
    NeedKind.RECONNECTING: lambda: translate(
        "Needs", "OBS has lost the receiver. Check the line and the platform."
    ),
    NeedKind.STALLED: lambda: translate("Needs", "OBS runs, but no data leaves. Check the line."),
    NeedKind.SKIPPING: lambda: translate(
        "Needs", "The line is too slow for this bit rate. Lower it in OBS."
    ),
    NeedKind.CONGESTED: lambda: translate(
        "Needs", "The line is too slow for this bit rate. Lower it in OBS."
    ),
    NeedKind.NOT_LIVE: lambda: translate(
        "Needs", "Look at the platform, then say on the tile what it shows."
    ),
    NeedKind.CAMERA_OFF: lambda: translate(
        "Needs", "Viewers see no new picture. Start the virtual camera."
    ),
    NeedKind.OVERLOADED: lambda: translate(
        "Needs", "That PC cannot draw every frame. Close other programs there."
    ),
    NeedKind.DISK_LOW: lambda: translate(
        "Needs", "A recording stops when the disk is full. Free some space."
    ),
}
