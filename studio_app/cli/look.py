"""`boothdeck booths`: every booth on one screen of text."""

import argparse
import asyncio

import msgspec

from studio_app.cli.output import Exit, dump, remark, say, table
from studio_app.client import ServerConnection
from studio_app.client.local import local_server
from studio_app.domain.booth import Booth, Link, Live, Output, OutputKind, Switcher
from studio_app.domain.onair import judge_air
from studio_app.domain.records import ServerFacts
from studio_app.support.paths import Paths


class BoothLine(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of one booth."""

    booth: str
    number: int
    name: str
    host: str
    address: str
    link: str
    problem: str
    program: str
    on_air: str
    live: str


def list_booths(paths: Paths, arguments: argparse.Namespace) -> int:
    """Print every booth of the server that runs here."""
    lines, warnings = asyncio.run(_read(paths))
    for warning in warnings:
        remark(warning)
    if arguments.json:
        dump(lines)
        return Exit.OK
    if not lines:
        say("There are no booths yet. Add one in the window, or: boothdeck do booth.add …")
        return Exit.OK
    head = ("no", "booth", "name", "host", "OBS", "link", "program", "on air", "live")
    rows = [
        (
            f"{line.number:02d}",
            line.booth,
            line.name,
            line.host,
            line.address,
            line.link,
            line.program,
            line.on_air,
            line.live,
        )
        for line in lines
    ]
    say(table(head, rows))
    for line in lines:
        if line.problem:
            remark(f"{line.number:02d} {line.name}: {line.problem}")
    return Exit.OK


async def _read(paths: Paths) -> tuple[list[BoothLine], list[str]]:
    async with local_server(paths) as server:
        facts = server.get(ServerFacts, "server")
        warnings = [warning.text for warning in facts.warnings] if facts else []
        lines = [_line(server, key[1]) for key in server.keys("booth")]
        return sorted(lines, key=lambda line: line.number), warnings


def _line(server: ServerConnection, booth_id: str) -> BoothLine:
    booth = server.get(Booth, "booth", booth_id)
    assert booth is not None  # its key was just listed
    link = server.get(Link, "link", booth_id)
    switcher = server.get(Switcher, "switcher", booth_id)
    live = server.get(Live, "live", booth_id)
    stream = server.get(Output, "output", booth_id, OutputKind.STREAM.value)
    return BoothLine(
        booth=booth_id,
        number=booth.number,
        name=booth.name,
        host=booth.host,
        address=booth.address,
        link=link.status.value if link else "",
        problem=link.problem.text if link and link.problem else "",
        program=switcher.program if switcher else "",
        on_air=judge_air(booth, link, stream, live).status.value,
        live=live.status.value if live else "unknown",
    )
