"""`boothdeck commission` and `templates`: booths built, compared and mended by templates."""

import argparse
import asyncio
from collections.abc import Sequence

import msgspec

from resources import resource
from studio_app.cli.do import may_ask
from studio_app.cli.output import Exit, dump, problem_object, remark, say, table
from studio_app.client import ServerConnection
from studio_app.client.local import local_server
from studio_app.domain.actions.commissioning import CommissionBooth, MendBooth
from studio_app.domain.booth import Booth
from studio_app.domain.commission import CommissionReport
from studio_app.domain.errors import StudioError, fail
from studio_app.domain.ids import BoothId
from studio_app.domain.problems import Problem
from studio_app.domain.records import Job
from studio_app.services.templates import TemplateShelf, list_of
from studio_app.support.paths import Paths

LOOK_AT_JOB_S = 0.3


class BoothResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one booth."""

    booth: BoothId
    number: int
    name: str
    report: CommissionReport | None = None
    problem: Problem | None = None

    @property
    def good(self) -> bool:
        """Whether all that was asked for is done."""
        return self.report is not None and not (self.report.left and not self.report.dry_run)


def commission(paths: Paths, arguments: argparse.Namespace) -> int:
    """Build or repair booths, all at once, and print one result for each."""
    if not arguments.booths and not arguments.all:
        remark("Name the booths (their ids or numbers), or --all for every booth.")
        return Exit.USAGE
    if arguments.dry_run and not arguments.template:
        remark("--dry-run needs --template: which template to compare with.")
        return Exit.USAGE
    results = asyncio.run(_commission(paths, arguments))
    if arguments.json:
        dump({"ok": all(each.good for each in results), "booths": [_object(r) for r in results]})
    else:
        for result in results:
            _print(result)
    return Exit.OK if all(each.good for each in results) else Exit.FAILED


async def _commission(paths: Paths, arguments: argparse.Namespace) -> list[BoothResult]:
    async with local_server(paths) as server:
        booths = chosen(server, arguments.booths, every=arguments.all)
        results = await _run(server, booths, arguments, confirmed=arguments.yes)
        asking = [
            each.booth
            for each in results
            if each.problem is not None and each.problem.code == "commission_on_air"
        ]
        if asking and may_ask(as_json=arguments.json):
            names = ", ".join(each.name for each in results if each.booth in asking)
            remark(f"On air: {names}. Their scenes would change before the viewers' eyes.")
            if (await asyncio.to_thread(input, "Go on? [y/N] ")).strip().lower() in ("y", "yes"):
                again = await _run(server, asking, arguments, confirmed=True)
                by_booth = {each.booth: each for each in again}
                results = [by_booth.get(each.booth, each) for each in results]
        return results


def chosen(server: ServerConnection, words: Sequence[str], *, every: bool) -> list[BoothId]:
    """The booths that ids or numbers name, in the order of the wall. Raises `no_such_booth`."""
    known = {}
    for key in server.keys("booth"):
        entry = server.get(Booth, "booth", key[1])
        if entry is not None:
            known[BoothId(key[1])] = entry.number
    in_order = sorted(known, key=lambda booth: known[booth])
    if every:
        return in_order
    wanted = set()
    for word in words:
        found = [booth for booth in in_order if booth == word]
        found = found or [b for b in in_order if word.isdigit() and known[b] == int(word)]
        if not found:
            raise fail("no_such_booth", booth=word, booths=", ".join(in_order) or "–")
        wanted.add(found[0])
    return [booth for booth in in_order if booth in wanted]


async def _run(
    server: ServerConnection,
    booths: Sequence[BoothId],
    arguments: argparse.Namespace,
    *,
    confirmed: bool,
) -> list[BoothResult]:
    return list(
        await asyncio.gather(
            *(_one(server, booth, arguments, confirmed=confirmed) for booth in booths)
        )
    )


async def _one(
    server: ServerConnection,
    booth: BoothId,
    arguments: argparse.Namespace,
    *,
    confirmed: bool,
) -> BoothResult:
    entry = server.get(Booth, "booth", booth)
    number, name = (entry.number, entry.name) if entry is not None else (0, booth)
    action: CommissionBooth | MendBooth = MendBooth(booth=booth)
    if arguments.template:
        action = CommissionBooth(
            booth=booth, template=arguments.template, dry_run=arguments.dry_run
        )
    try:
        result = await server.act(action, confirmed=confirmed)
        if result.job is None:
            raise fail("no_such_job", job=action.NAME)
        if not arguments.json:
            watch = asyncio.create_task(_show(server, result.job, number), name=f"job of {booth}")
            try:
                report = await server.job_done(result.job)
            finally:
                watch.cancel()
        else:
            report = await server.job_done(result.job)
    except StudioError as error:
        return BoothResult(booth=booth, number=number, name=name, problem=error.problem)
    assert isinstance(report, CommissionReport)
    return BoothResult(booth=booth, number=number, name=name, report=report)


async def _show(server: ServerConnection, job_id: str, number: int) -> None:
    shown = ""
    while True:
        job = server.get(Job, "job", job_id)
        if job is not None and job.step and job.step != shown:
            shown = job.step
            share = f"{job.progress:4.0%} " if job.progress is not None else ""
            remark(f"{number:02d}  {share}{shown}")
        await asyncio.sleep(LOOK_AT_JOB_S)


def _print(result: BoothResult) -> None:
    title = f"{result.number:02d} {result.name}"
    report = result.report
    if report is None:
        say(f"{title}: {result.problem.text if result.problem else ''}")
        return
    count = len(report.changes)
    if report.dry_run:
        say(f"{title}: {count} to change" if count else f"{title}: as its template says")
    else:
        say(f"{title}: {count} changed" if count else f"{title}: nothing to change")
    for change in report.changes:
        say(f"    {change.text}")
    if report.left and not report.dry_run:
        say("  Still to do:")
        for change in report.left:
            say(f"    {change.text}")
    for found in report.findings:
        say(f"  ! {found.text}")


def _object(result: BoothResult) -> dict[str, object]:
    report = result.report
    return {
        "booth": result.booth,
        "number": result.number,
        "name": result.name,
        "ok": result.good,
        "problem": problem_object(result.problem) if result.problem else None,
        "dry_run": report.dry_run if report else False,
        "changes": _changes(report.changes) if report else [],
        "left": _changes(report.left) if report else [],
        "findings": [problem_object(each) for each in report.findings] if report else [],
        "took_ms": report.took_ms if report else 0,
    }


def _changes(changes: Sequence[msgspec.Struct]) -> list[object]:
    return [
        {**msgspec.to_builtins(change), "text": getattr(change, "text", "")} for change in changes
    ]


def list_templates(paths: Paths, arguments: argparse.Namespace) -> int:
    """Print every booth template here; needs no server."""
    shelf = TemplateShelf(resource("booth_templates"), paths.templates)
    found = list_of(shelf.look(), shelf.folder)
    if arguments.json:
        dump(
            {
                "templates": found.templates,
                "problems": [problem_object(each) for each in found.problems],
                "folder": found.folder,
            }
        )
    else:
        rows = [
            (
                each.id,
                f"{each.canvas[0]}×{each.canvas[1]}",
                "BoothDeck" if each.shipped else "this studio",
                each.title,
            )
            for each in found.templates
        ]
        say(table(("template", "canvas", "from", "title"), rows))
        remark(f"The studio's own templates belong in {found.folder}")
        for problem in found.problems:
            remark(problem.text)
    return Exit.FAILED if found.problems else Exit.OK
