"""`boothdeck orders`: what viewers ordered, as a table, as CSV or as JSON."""

import argparse
import asyncio
from collections.abc import Sequence
from typing import cast

from msgspec.structs import replace

from studio_app.cli.chat import MASKED, MOST_LINES, PAGE, booth_named, write_csv
from studio_app.cli.output import Exit, dump, say, table
from studio_app.client import ServerConnection
from studio_app.client.local import local_server
from studio_app.domain.actions.orders import FindOrders
from studio_app.domain.orders import FoundOrder, OrderLine
from studio_app.domain.text.masking import project
from studio_app.support.paths import Paths


def show_orders(paths: Paths, arguments: argparse.Namespace) -> int:
    """Print the orders of one booth or of all, the newest last."""
    return asyncio.run(_show(paths, arguments))


async def _show(paths: Paths, arguments: argparse.Namespace) -> int:
    whole = arguments.phones == "whole"
    async with local_server(paths) as server:
        booth = booth_named(server, arguments.booth)
        if arguments.csv:
            query = {"phones": arguments.phones}
            await write_csv(server.orders_csv(query | ({"booth": booth} if booth else {})))
            return Exit.OK
        wish = FindOrders(booth=booth, limit=PAGE)
        found = await _read(server, wish, None if arguments.json else MOST_LINES)
    shown = found if whole else [project(each, MASKED) for each in found]
    if arguments.json:
        dump(shown)
    elif not shown:
        say("There are no orders.")
    else:
        _print(shown)
    return Exit.OK


async def _read(server: ServerConnection, wish: FindOrders, most: int | None) -> list[FoundOrder]:
    """The newest orders, oldest first; `most` of them, or all."""
    orders: list[FoundOrder] = []
    while most is None or len(orders) < most:
        found = cast("tuple[FoundOrder, ...]", (await server.act(wish)).value)
        orders += found
        if len(found) < PAGE:
            break
        wish = replace(wish, before=found[-1].order.number)
    return orders[:most][::-1]


def _print(found: Sequence[FoundOrder]) -> None:
    rows = []
    for each in found:
        order = each.order
        at = order.at.astimezone().strftime("%d/%m %H:%M")
        lines = ", ".join(map(_in_words, order.lines))
        status = order.status.value.replace("_", " ")
        rows.append((f"#{order.number}", at, order.booth, status, order.name, order.phone, lines))
    say(table(("order", "made", "booth", "status", "who", "phone", "what"), rows))


def _in_words(line: OrderLine) -> str:
    what = (f"{line.quantity} ×", line.code, line.words, line.size, line.colour)
    return " ".join(part for part in what if part)
