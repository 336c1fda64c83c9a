"""`boothdeck doctor`: looks at everything that a studio needs and says what to do."""

import argparse
import asyncio
import itertools
from collections.abc import Callable

from resources import resource
from studio_app.cli.doctor_booths import examine_booth, shared_addresses
from studio_app.cli.doctor_machine import clock, disk, folders, keyring, python, qt, screen
from studio_app.cli.doctor_server import database, read_file, running_server, tls
from studio_app.cli.findings import Finding, Level
from studio_app.cli.output import Exit, dump, say
from studio_app.services.templates import TemplateShelf
from studio_app.studio import read_server_id
from studio_app.support.paths import Paths
from studio_app.support.secrets import open_secrets


def examine(paths: Paths, arguments: argparse.Namespace) -> int:
    """Look at everything and print it; fails when something is wrong."""
    findings: list[Finding] = []

    def tell(finding: Finding) -> None:
        findings.append(finding)
        if not arguments.json:
            mark = {"ok": "ok     ", "warning": "WARNING", "wrong": "WRONG  "}[finding.level.value]
            say(f"{mark} {finding.what}: {finding.found}")
            if finding.advice:
                say(f"        → {finding.advice}")

    asyncio.run(_examine(paths, tell))
    if arguments.json:
        dump(findings)
    wrongs = sum(finding.level is Level.WRONG for finding in findings)
    if not arguments.json:
        say("All is well." if not wrongs else f"{wrongs} to mend.")
    return Exit.FAILED if wrongs else Exit.OK


async def _examine(paths: Paths, tell: Callable[[Finding], None]) -> None:
    for finding in (python(), qt(), screen(), clock()):
        tell(finding)
    if (home := folders(paths)).level is Level.WRONG:
        tell(home)  # nothing below could be looked at
        return
    tell(home)
    tell(disk(paths))
    settings, found = read_file(paths)
    for finding in found:
        tell(finding)
    kept = await open_secrets(
        f"boothdeck-{read_server_id(paths.server_id_file)}", paths.secrets_file
    )
    tell(keyring(kept))
    for finding in await running_server(paths, settings):
        tell(finding)
    for finding in await database(paths, settings, kept):
        tell(finding)
    if settings.server.tls_cert or settings.server.tls_key:
        tell(tls(paths, settings))
    for finding in shared_addresses(settings):
        tell(finding)
    templates = TemplateShelf(resource("booth_templates"), paths.templates).look()
    examined = await asyncio.gather(
        *(examine_booth(booth, settings, kept, templates) for booth in settings.booth)
    )
    for finding in itertools.chain.from_iterable(examined):
        tell(finding)
