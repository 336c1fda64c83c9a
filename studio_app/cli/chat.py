"""`boothdeck chat`: what viewers wrote, as a table, as CSV or as JSON."""

import argparse
import asyncio
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from datetime import timedelta
from typing import cast

from msgspec.structs import replace

from studio_app.cli.output import Exit, dump, say, table
from studio_app.client import ServerConnection
from studio_app.client.local import local_server
from studio_app.domain.actions.chat import SearchChat
from studio_app.domain.booth import Booth
from studio_app.domain.chat import FoundRow, Hidden
from studio_app.domain.errors import fail
from studio_app.domain.ids import BoothId
from studio_app.domain.roles import Role
from studio_app.domain.text.masking import project
from studio_app.support.paths import Paths

ALL = "all"
"""Instead of a booth: every one."""
MOST_LINES = 60
"""Of a table; CSV and JSON have all."""
PAGE = 500
MASKED = Role.TECHNICIAN
"""Sees what may be passed on: no phone number is whole."""


def show_chat(paths: Paths, arguments: argparse.Namespace) -> int:
    """Print what was written in the last hours, in one booth or in all."""
    return asyncio.run(_show(paths, arguments))


async def _show(paths: Paths, arguments: argparse.Namespace) -> int:
    whole = arguments.phones == "whole"
    async with local_server(paths) as server:
        booth = booth_named(server, arguments.booth)
        since = server.server_now() - timedelta(hours=arguments.hours)
        if arguments.csv:
            query = {"since": since.isoformat(), "phones": arguments.phones}
            await write_csv(server.chat_csv(query | ({"booth": booth} if booth else {})))
            return Exit.OK
        wish = SearchChat(booth=booth, since=since, limit=PAGE)
        rows = await _read(server, wish, None if arguments.json else MOST_LINES)
    shown = rows if whole else [project(row, MASKED) for row in rows]
    if arguments.json:
        dump(shown)
    elif not shown:
        say("Nobody wrote anything in that time.")
    else:
        _print(shown)
    return Exit.OK


async def write_csv(file: AsyncGenerator[bytes, None]) -> None:
    """To the output, piece by piece. Raises StudioError."""
    async with aclosing(file) as pieces:
        async for piece in pieces:
            sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


async def _read(server: ServerConnection, wish: SearchChat, most: int | None) -> list[FoundRow]:
    """The newest rows, oldest first; `most` of them, or all."""
    rows: list[FoundRow] = []
    while most is None or len(rows) < most:
        found = cast("tuple[FoundRow, ...]", (await server.act(wish)).value)
        rows += found
        if len(found) < PAGE:
            break
        wish = replace(wish, before=found[-1].cursor)
    return rows[:most][::-1]


def booth_named(server: ServerConnection, named: str) -> BoothId | None:
    """By its id, or its number as it stands on the wall; None: all. Raises StudioError."""
    if named == ALL:
        return None
    booths = {key[1]: server.get(Booth, *key) for key in server.keys("booth")}
    for booth, entry in booths.items():
        if named == booth or (entry and named.isdigit() and int(named) == entry.number):
            return BoothId(booth)
    raise fail("no_such_booth", booth=named, booths=", ".join((*booths, ALL)))


def _print(rows: Sequence[FoundRow]) -> None:
    lines = []
    for found in rows:
        row = found.row
        text = f"{row.text} [hidden: {row.hidden}]" if row.hidden is not Hidden.NO else row.text
        at = row.at.astimezone().strftime("%H:%M:%S")
        lines.append((at, row.booth, row.service, row.kind.value, row.author, text))
    say(table(("time", "booth", "service", "kind", "who", "text"), lines))
