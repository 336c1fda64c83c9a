"""Servers under a console's hands: two at once, one killed and back; OBS never notices."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import obsws_python

from studio_app.client import ServerConnection
from studio_app.domain.actions.house import AddStaff
from studio_app.domain.actions.switching import SetStudioMode
from studio_app.domain.booth import Output, OutputKind, OutputStatus
from studio_app.domain.roles import Role
from tests.end2end.console import Console, Tile, View, Widget
from tests.end2end.house import House, add_booths
from tests.end2end.simulator import Access
from tests.studio_process import StudioProcess, until

PIN = "271828"
BREAK = "alt+3"
"""The third scene of a simulated booth, to preview."""


async def furnish(server: StudioProcess, booths: Sequence[Access], first: int = 1) -> None:
    """Booths in studio mode for a server."""
    async with server.client() as (client, connection):
        for booth in await add_booths(connection, booths, first=first):
            await until(client, partial(known, connection, booth))
            await connection.act(SetStudioMode(booth=booth, on=True))


def streams(server: ServerConnection, booth: str) -> Output | None:
    """What the server knows of a booth's stream; None before its OBS has said."""
    return server.get(Output, "output", booth, OutputKind.STREAM.value)


def known(server: ServerConnection, booth: str) -> bool:
    """Whether the server has heard a booth's OBS."""
    return streams(server, booth) is not None


def which(view: View, condition: Callable[[Tile], bool]) -> set[str]:
    """The numbers of the booths of which this holds."""
    return {tile.number for tile in view.tiles if condition(tile)}


def sure(view: View) -> set[str]:
    """The booths of which the wall says what is so now."""
    return which(view, lambda tile: tile.confirmed)


def away(view: View) -> set[str]:
    """The booths of which the wall says that their server is away."""
    return which(view, lambda tile: tile.bar == "server away")


async def take_break(console: Console, number: str) -> None:
    """Choose a booth by its digits, put its break next and take it with Space."""
    console.press(*number)
    await console.sees(lambda view: view.chosen() == number and view.shows("NEXT · "))
    console.press(BREAK)
    await console.shows("NEXT · Break")
    console.press("space")
    await console.sees(lambda view: view.shows("PROGRAM · Break") or view.shows("ON AIR · Break"))


async def employ(server: StudioProcess) -> None:
    """Somebody may sign in; from then on everybody must."""
    async with server.client() as (_, connection):
        await connection.act(AddStaff(name="Lan", pin=PIN, role=Role.TECHNICIAN))


async def sign_in(console: Console) -> None:
    """By name and PIN, without the mouse; the name is known the second time."""
    await console.shows("PIN")
    console.focus()
    view = await console.sees(cursor)
    if not any(each.kind == "QLineEdit" and each.text == "Lan" for each in view.widgets):
        console.type("Lan")
        console.press("Return")
    console.type(PIN)
    console.press("Return")


def cursor(view: View) -> bool:
    """Whether a line of text has the keyboard."""
    focused = view.focused()
    return focused is not None and focused.kind == "QLineEdit"


async def test_two_servers_one_killed_and_back(house: House) -> None:
    near, far = house.server("near"), house.server("far")
    simulator = house.simulator(3)
    await asyncio.gather(
        furnish(near, simulator.booths[:2]), furnish(far, simulator.booths[2:], first=11)
    )
    await asyncio.gather(employ(near), employ(far))
    console = house.console("--server", near.running().url, "--server", far.running().url)
    await sign_in(console)

    # Signed in to one, the wall is there; the other asks in the strip, in nobody's way.
    def asked(view: View) -> bool:
        if view.find("PIN"):
            return True
        if view.tiles and (asking := chip(view, "sign in")):
            console.click(asking)  # again, if it moved under the hand: others came beside it
        return False

    await console.sees(lambda view: view.tiles and not view.find("PIN"))
    await console.sees(asked)
    await sign_in(console)
    await console.sees(lambda view: sure(view) == {"01", "02", "11"})

    port = far.running().port
    far.kill()
    await console.sees(lambda view: away(view) == {"11"} and sure(view) == {"01", "02"})
    await take_break(console, "02")
    far.start(port)
    # Nobody touches the window: the server is there again, and so is what it knows.
    await console.sees(lambda view: sure(view) == {"01", "02", "11"} and not away(view))
    await take_break(console, "11")


def chip(view: View, text: str) -> Widget | None:
    """What says this in the strip above the wall."""
    chips = (each for each in view.widgets if each.kind == "Chip")
    return next((each for each in chips if text in each.name), None)


async def test_a_killed_server_takes_nothing_off_air(house: House) -> None:
    server = house.server()
    simulator = house.simulator(2)
    await furnish(server, simulator.booths)
    simulator.order("start_stream")
    console = house.console("--layout", "direct", home=server.home)
    await console.sees(lambda view: which(view, lambda tile: tile.badge == "ON AIR") == BOTH)
    console.press("0", "1")
    await console.shows("ON AIR · Host")

    port = server.running().port
    server.kill()
    view = await console.sees(lambda view: away(view) == BOTH)
    # What was on air is not called off air, nor on air for sure.
    assert which(view, lambda tile: tile.badge == "ON AIR?") == BOTH
    assert not sure(view)
    # OBS goes on without anybody: what happens in it meanwhile is told afterwards.
    with obs(simulator.booths[0]) as referee:
        assert referee.get_stream_status().output_active
        referee.set_current_program_scene("Break")
        server.start(port)
        await console.sees(lambda view: sure(view) == BOTH and view.shows("ON AIR · Break"))
        assert referee.get_stream_status().output_active
        assert not referee.get_stream_status().output_reconnecting
    async with server.client() as (_, connection):
        for number in (1, 2):
            stream = streams(connection, f"booth-{number}")
            assert stream is not None
            assert stream.status is OutputStatus.ACTIVE
            assert stream.reconnects == 0


BOTH = {"01", "02"}


@contextmanager
def obs(access: Access) -> Iterator[Any]:
    """A client of another make, which says what OBS really does."""
    logging.getLogger("obsws_python").setLevel(logging.CRITICAL)
    port, password = access
    client = obsws_python.ReqClient(host="127.0.0.1", port=port, password=password, timeout=10)
    try:
        yield client
    finally:
        client.disconnect()
