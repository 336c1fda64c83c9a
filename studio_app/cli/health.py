"""`boothdeck health`: what a booth's figures were, as a table or as CSV."""

import argparse
import asyncio
import sys
from datetime import timedelta

from studio_app.cli.output import Exit, dump, say, table
from studio_app.client.local import local_server
from studio_app.domain.booth import Booth
from studio_app.domain.errors import fail
from studio_app.domain.health import QUANTITIES, HealthPage, health_csv
from studio_app.domain.ids import BoothId
from studio_app.support.paths import Paths

MOST_LINES = 60
"""Of a table; CSV and JSON have all."""


def show_health(paths: Paths, arguments: argparse.Namespace) -> int:
    """Print the figures of the last hours of a booth of the server that runs here."""
    page = asyncio.run(_read(paths, arguments.booth, timedelta(hours=arguments.hours)))
    if arguments.csv:
        sys.stdout.write(health_csv(page.rows))
    elif arguments.json:
        dump(page)
    elif not page.rows:
        say("Nothing is known of that time: no OBS was connected.")
    else:
        _show(page)
    return Exit.OK


async def _read(paths: Paths, named: str, back: timedelta) -> HealthPage:
    async with local_server(paths) as server:
        booths = {key[1]: server.get(Booth, *key) for key in server.keys("booth")}
        # By its number too, as it stands on the wall.
        ids = [
            booth
            for booth, entry in booths.items()
            if named == booth or (entry and named.isdigit() and int(named) == entry.number)
        ]
        if not ids:
            raise fail("no_such_booth", booth=named, booths=", ".join(booths) or "–")
        return await server.health(BoothId(ids[0]), server.server_now() - back)


def _show(page: HealthPage) -> None:
    head = ("time", *(f"{one.name}" for one in QUANTITIES))
    rows = []
    for row in page.rows[-MOST_LINES:]:
        values = [(row.figures.value(one.name), one.digits) for one in QUANTITIES]
        figures = ("" if value is None else f"{value:.{digits}f}" for value, digits in values)
        rows.append((row.at.astimezone().strftime("%H:%M:%S"), *figures))
    say(table(head, rows))
    if len(page.rows) > MOST_LINES:
        say(f"The last {MOST_LINES} of {len(page.rows)} rows; --csv prints all.")
