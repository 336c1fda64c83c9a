"""A new home: the window says what to do, and the first booth is added without the mouse."""

from tests.end2end.console import Console, View
from tests.end2end.house import House

ENOUGH_TABS = 80
"""More than any dialog has fields."""


async def tab_to(console: Console, name: str, kind: str) -> None:
    """Press Tab until this has the keyboard."""
    for _ in range(ENOUGH_TABS):
        focused = console.look().focused()
        if focused is not None and focused.kind == kind and name in (focused.text, focused.name):
            return
        console.press("Tab")
    raise AssertionError(f"Tab never comes to {name}:\n{console.look().told()}")


async def test_the_first_booth_by_keyboard(house: House) -> None:
    server = house.server()
    (access,) = house.simulator(1).booths
    console = house.console(home=server.home)
    await console.shows("Add your first booth")
    console.focus()
    console.press("ctrl+comma")
    await console.sees(lambda view: view.find("Pages") and view.find("Add a booth", "Button"))
    await tab_to(console, "Add a booth", "Button")
    console.press("Return")
    await console.shows("A new booth")
    await console.sees(lambda view: (focused := view.focused()) and focused.kind == "QLineEdit")
    console.type("Huong Sen")
    await fill(console, "Port", str(access.port))
    await fill_password(console, "not its password")

    await tab_to(console, "Test", "PendingButton")
    console.press("Return")
    await console.sees(lambda view: "password" in problem(view).lower())
    await fill_password(console, access.password)
    await tab_to(console, "Test", "PendingButton")
    console.press("Return")
    await console.shows("It works")
    await tab_to(console, "Add", "PendingButton")
    console.press("Return")
    await console.shows("Booth 01")
    console.press("Escape")
    await console.sees(connected)


async def fill(console: Console, name: str, text: str) -> None:
    """Put a text into the field of this name."""
    await tab_to(console, name, "QSpinBox")
    console.press("ctrl+a")
    console.type(text)


async def fill_password(console: Console, text: str) -> None:
    """The password's field comes after the port's."""
    await tab_to(console, "Port", "QSpinBox")
    console.press("Tab")
    await console.sees(lambda view: (focused := view.focused()) and focused.kind == "QLineEdit")
    console.press("ctrl+a")
    console.type(text)


def problem(view: View) -> str:
    """What the form says of the last test."""
    told = [each.text for each in view.widgets if each.kind == "QLabel"]
    return next((text for text in told if "refused" in text or "password" in text), "")


def connected(view: View) -> bool:
    """Whether the new booth is on the wall, with its OBS and a picture of it."""
    tile = view.tile(1)
    return tile is not None and tile.confirmed and tile.name == "Huong Sen" and tile.picture
