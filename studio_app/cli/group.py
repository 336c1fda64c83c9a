"""`boothdeck group`: one wish for many booths, and what came of it booth by booth."""

import argparse
import asyncio
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from studio_app.cli.do import may_ask, watched_job
from studio_app.cli.output import Exit, dump, remark, say, table
from studio_app.client import ServerConnection
from studio_app.client.local import local_server
from studio_app.domain.actions.group import (
    GroupOutcome,
    GroupResult,
    GroupStatus,
    ParamValue,
    RunGroup,
)
from studio_app.domain.booth import Booth
from studio_app.domain.errors import fail
from studio_app.domain.ids import BoothId
from studio_app.support.paths import Paths


class Verb(NamedTuple):
    """A word of the command line as an action; `name` is the parameter its own word fills."""

    action: str
    params: Mapping[str, ParamValue] = {}
    name: str = ""


VERBS: Mapping[str, Verb] = {
    "start-stream": Verb("output.start", {"output": "stream"}),
    "stop-stream": Verb("output.stop", {"output": "stream"}),
    "start-record": Verb("output.start", {"output": "record"}),
    "stop-record": Verb("output.stop", {"output": "record"}),
    "cut": Verb("program.cut", name="scene"),
    "take": Verb("program.take"),
    "preview": Verb("preview.set", name="scene"),
    "mute": Verb("sound.mute", {"muted": True}, name="input"),
    "unmute": Verb("sound.mute", {"muted": False}, name="input"),
    "retry": Verb("link.retry"),
}

WORDS: Mapping[GroupStatus, str] = {
    GroupStatus.DONE: "done",
    GroupStatus.REFUSED: "not done",
    GroupStatus.UNCONFIRMED: "not confirmed by OBS",
    GroupStatus.SKIPPED: "skipped",
}


def run_group(paths: Paths, arguments: argparse.Namespace) -> int:
    """Carry the wish out and print one line a booth. Failed when one booth failed; a booth that
    was skipped because it is not ready fails nothing."""
    return asyncio.run(_run(paths, arguments))


async def _run(paths: Paths, arguments: argparse.Namespace) -> int:
    async with local_server(paths) as server:
        called = {
            BoothId(key[1]): booth
            for key in server.keys("booth")
            if (booth := server.get(Booth, *key)) is not None
        }
        numbers = {booth: entry.number for booth, entry in called.items()}
        booths = chosen(arguments.booths, numbers)
        wish = wish_of(arguments.verb, arguments.name, booths, arguments)
        outcome = await _carry_out(server, wish, confirmed=arguments.yes)
        unconfirmed = unasked(outcome)
        if unconfirmed and not arguments.yes and may_ask(as_json=arguments.json):
            names = ", ".join(called[booth].name for booth in unconfirmed)
            remark(f"This ends what viewers see on {names}.")
            answer = await asyncio.to_thread(input, "Go on? [y/N] ")
            if answer.strip().lower() in ("y", "yes", "c", "có"):
                again = wish_of(arguments.verb, arguments.name, unconfirmed, arguments)
                later = await _carry_out(server, again, confirmed=True)
                outcome = merged(outcome, later)
    if arguments.json:
        dump({"ok": good(outcome), "result": outcome})
    else:
        say(lines(outcome, {booth: (e.number, e.name) for booth, e in called.items()}))
    return Exit.OK if good(outcome) else Exit.FAILED


def wish_of(
    verb: str, name: str | None, booths: Sequence[BoothId], arguments: argparse.Namespace
) -> RunGroup:
    """The action that the words mean. Raises StudioError when a word is missing or too much."""
    found = VERBS[verb]
    if bool(name) != bool(found.name):
        detail = f"write {verb} {found.name.upper()}" if found.name else f"{verb} takes no name"
        raise fail("bad_parameters", action=f"group {verb}", detail=detail)
    params = dict(found.params) | ({found.name: name} if found.name else {})
    return RunGroup(
        booths=tuple(booths),
        action=found.action,
        params=params,
        stagger_ms=arguments.stagger_ms,
        only_ready=arguments.ready,
    )


def chosen(words: str, numbers: Mapping[BoothId, int]) -> list[BoothId]:
    """The booths that `1-12,15`, ids or `all` name, by number. Raises StudioError for what names
    none: a number in a range may be missing, one that stands alone may not."""
    ordered = sorted(numbers, key=lambda booth: numbers[booth])
    found: dict[BoothId, None] = {}
    for word in filter(None, (each.strip() for each in words.split(","))):
        first, dash, last = word.partition("-")
        if word == "all":
            named = ordered
        elif first.isdigit() and dash and last.isdigit():
            named = [each for each in ordered if int(first) <= numbers[each] <= int(last)]
        elif word.isdigit():
            named = [each for each in ordered if numbers[each] == int(word)]
        else:
            named = [each for each in ordered if each == word]
        if not named:
            listed = ", ".join(f"{numbers[each]:02d}" for each in ordered)
            raise fail("no_such_booth", booth=word, booths=listed or "–")
        found.update(dict.fromkeys(named))
    if not found:
        detail = "name booths as 1-12,15, or all"
        raise fail("bad_parameters", action="group", detail=detail)
    return sorted(found, key=lambda booth: numbers[booth])


async def _carry_out(server: ServerConnection, wish: RunGroup, *, confirmed: bool) -> GroupOutcome:
    result = await server.act(wish, confirmed=confirmed)
    value = await watched_job(server, result.job or "")
    if not isinstance(value, GroupOutcome):
        raise fail("bad_request", detail=f"{wish.NAME}: the answer is no group's")
    return value


def unasked(outcome: GroupOutcome) -> list[BoothId]:
    """Booths that wait for a person's yes."""
    return [
        each.booth
        for each in outcome.results
        if each.problem is not None and each.problem.code == "confirm_needed"
    ]


def merged(first: GroupOutcome, later: GroupOutcome) -> GroupOutcome:
    """Both as one, the later result of a booth instead of its first."""
    newer = {each.booth: each for each in later.results}
    results = tuple(newer.get(each.booth, each) for each in first.results)
    return GroupOutcome(
        group=later.group, of=first.of, results=results, undo=first.undo + later.undo
    )


def good(outcome: GroupOutcome) -> bool:
    """Whether nothing failed."""
    return all(each.status in (GroupStatus.DONE, GroupStatus.SKIPPED) for each in outcome.results)


def lines(outcome: GroupOutcome, called: Mapping[BoothId, tuple[int, str]]) -> str:
    """A line a booth, then the count."""
    rows = []
    for each in outcome.results:
        number, name = called.get(each.booth, (0, each.booth))
        rows.append((f"{number:02d}", name, WORDS[each.status], said(each)))
    counts = [
        f"{count} {WORDS[status]}"
        for status in GroupStatus
        if (count := sum(each.status is status for each in outcome.results))
    ]
    return f"{table(('no', 'name', 'result', 'what'), rows)}\n{', '.join(counts)}"


def said(result: GroupResult) -> str:
    """Why it is not done, or what it answered."""
    return result.problem.text if result.problem is not None else result.detail
